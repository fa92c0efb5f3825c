"""Agreement with other libraries, each with its own convention stated.

Losses here return one number per example; what others reduce is written out.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special
from sklearn.metrics import log_loss

import xentlib as xent
from xentlib import numerics

N, K = 40, 5
RNG = np.random.default_rng(7)
LOGITS = RNG.normal(scale=2, size=(N, K))
IDS = np.concatenate([np.arange(K), RNG.integers(K, size=N - K)])
SOFT = RNG.dirichlet(np.ones(K), size=N)
CLASS_WEIGHTS = RNG.gamma(2.0, size=K)
SAMPLE_WEIGHTS = RNG.gamma(2.0, size=N)
LABELS = RNG.integers(2, size=(N, K)).astype(float)
ONE_HOT = np.eye(K)[IDS]
SMOOTHED = 0.9 * ONE_HOT + 0.1 / K  # Szegedy et al.: the mass is spread over all classes


def test_scikit_learn_means_over_examples():
    p = numerics.softmax(LOGITS)
    assert_allclose(xent.softmax_cross_entropy(IDS, LOGITS).mean(), log_loss(IDS, p), rtol=1e-12)
    assert_allclose(xent.categorical_cross_entropy(IDS, p).mean(), log_loss(IDS, p), rtol=1e-12)


def test_scikit_learn_divides_by_the_sum_of_the_weights():
    ours = np.average(xent.softmax_cross_entropy(IDS, LOGITS), weights=SAMPLE_WEIGHTS)
    theirs = log_loss(IDS, numerics.softmax(LOGITS), sample_weight=SAMPLE_WEIGHTS)
    assert_allclose(ours, theirs, rtol=1e-12)


def test_scikit_learn_takes_the_probability_of_the_second_class_alone():
    y, z = LABELS[:, 0], LOGITS[:, 0]
    assert_allclose(
        xent.sigmoid_cross_entropy(y, z).mean(), log_loss(y, special.expit(z)), rtol=1e-12
    )


def test_scipy_has_the_parts():
    ours = xent.softmax_cross_entropy(SOFT, LOGITS)
    assert_allclose(ours, -(SOFT * special.log_softmax(LOGITS, axis=-1)).sum(-1), rtol=1e-13)
    p = numerics.softmax(LOGITS)
    theirs = special.rel_entr(SOFT, p) + special.entr(SOFT)
    assert_allclose(xent.categorical_cross_entropy(SOFT, p), theirs.sum(-1), rtol=1e-12)


def check(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        assert_allclose(a, b, rtol=1e-12, atol=1e-14)


class TestJax:
    """Has no cross-entropy of its own: `log_softmax`, and its automatic gradient."""

    def value_and_grad(self, charge, x):
        jax = pytest.importorskip("jax")
        with jax.enable_x64(True):
            loss = charge(x)
            gradient = jax.grad(lambda z: charge(z).sum())(jax.numpy.asarray(x))
            return np.asarray(loss), np.asarray(gradient)

    def test_plain_and_smoothed(self):
        nn = pytest.importorskip("jax.nn")
        for target in (ONE_HOT, SMOOTHED, SOFT):
            theirs = self.value_and_grad(
                lambda z, t=target: -(t * nn.log_softmax(z)).sum(-1), LOGITS
            )
            check(xent.softmax_cross_entropy_value_and_grad(target, LOGITS), theirs)

    @pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
    def test_focal_written_out(self, gamma):
        nn = pytest.importorskip("jax.nn")

        def focal(z):
            log_p = nn.log_softmax(z)
            return -(ONE_HOT * (1 - np.e**log_p) ** gamma * log_p).sum(-1)

        rule = xent.focal_score(gamma)
        theirs = self.value_and_grad(focal, LOGITS)
        check(xent.softmax_cross_entropy_value_and_grad(IDS, LOGITS, rule=rule), theirs)


class TestTorch:
    """Names the forecast `input` and has it first; `reduction="none"` is our loss."""

    @pytest.fixture
    def torch(self):
        return pytest.importorskip("torch")

    def value_and_grad(self, torch, function, x, **kwargs):
        x = torch.tensor(x, requires_grad=True)
        loss = function(x, **kwargs)
        loss.sum().backward()
        return loss.detach().numpy(), x.grad.numpy()

    def test_plain_smoothed_and_soft(self, torch):
        cross_entropy = torch.nn.functional.cross_entropy
        ours = xent.softmax_cross_entropy_value_and_grad
        kwargs = {"target": torch.tensor(IDS), "reduction": "none"}
        check(ours(IDS, LOGITS), self.value_and_grad(torch, cross_entropy, LOGITS, **kwargs))
        smooth = self.value_and_grad(torch, cross_entropy, LOGITS, label_smoothing=0.1, **kwargs)
        check(ours(SMOOTHED, LOGITS), smooth)
        kwargs["target"] = torch.tensor(SOFT)
        check(ours(SOFT, LOGITS), self.value_and_grad(torch, cross_entropy, LOGITS, **kwargs))

    def test_weights_of_classes_are_target_masses_and_its_mean_divides_by_their_sum(self, torch):
        kwargs = {"target": torch.tensor(IDS), "weight": torch.tensor(CLASS_WEIGHTS)}
        function, masses = torch.nn.functional.cross_entropy, ONE_HOT * CLASS_WEIGHTS
        ours = xent.softmax_cross_entropy_value_and_grad(masses, LOGITS)
        each = self.value_and_grad(torch, function, LOGITS, reduction="none", **kwargs)
        check(ours, each)
        mean = function(torch.tensor(LOGITS), **kwargs)
        assert_allclose(ours[0].sum() / masses.sum(), mean, rtol=1e-12)

    def test_ignore_index_is_a_row_without_mass(self, torch):
        ignored = np.where(IDS == 2, -100, IDS)
        function = torch.nn.functional.cross_entropy
        kwargs = {"target": torch.tensor(ignored), "reduction": "none"}
        masses = ONE_HOT * (IDS != 2)[:, None]
        ours = xent.softmax_cross_entropy_value_and_grad(masses, LOGITS)
        check(ours, self.value_and_grad(torch, function, LOGITS, **kwargs))

    def test_pos_weight_multiplies_the_positive_labels_loss(self, torch):
        function = torch.nn.functional.binary_cross_entropy_with_logits
        kwargs = {"target": torch.tensor(LABELS), "reduction": "none"}
        loss, gradient = xent.sigmoid_cross_entropy_value_and_grad(LABELS, LOGITS)
        check((loss, gradient), self.value_and_grad(torch, function, LOGITS, **kwargs))
        weighted = torch.tensor(CLASS_WEIGHTS)
        theirs = self.value_and_grad(torch, function, LOGITS, pos_weight=weighted, **kwargs)
        weights = np.where(LABELS == 1, CLASS_WEIGHTS, 1)
        check((weights * loss, weights * gradient), theirs)

    def test_probabilities(self, torch):
        p = numerics.sigmoid(LOGITS)
        function = torch.nn.functional.binary_cross_entropy
        kwargs = {"target": torch.tensor(LABELS), "reduction": "none"}
        theirs = self.value_and_grad(torch, function, p, **kwargs)
        check(xent.binary_cross_entropy_value_and_grad(LABELS, p), theirs)

    @pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
    def test_focal_written_out(self, torch, gamma):
        def focal(z):
            log_p = torch.log_softmax(z, -1)[range(N), IDS]
            return -((1 - log_p.exp()) ** gamma) * log_p

        rule = xent.focal_score(gamma)
        ours = xent.softmax_cross_entropy_value_and_grad(IDS, LOGITS, rule=rule)
        check(ours, self.value_and_grad(torch, focal, LOGITS))

    def test_poly_written_out(self, torch):
        def poly(z):
            log_p = torch.log_softmax(z, -1)[range(N), IDS]
            return -log_p + 2 * (1 - log_p.exp())

        rule = xent.poly1_score(2.0)
        ours = xent.softmax_cross_entropy_value_and_grad(IDS, LOGITS, rule=rule)
        check(ours, self.value_and_grad(torch, poly, LOGITS))
