"""The Rosetta page: its numbers are what the code gives, and its claims what the libraries do."""

import doctest
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from numpy.testing import assert_allclose
from scipy.spatial.distance import jensenshannon
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss
from sklearn.utils.class_weight import compute_class_weight

import xentlib as xent

PAGE = Path(__file__).parents[2] / "docs" / "rosetta.md"
RNG = np.random.default_rng(0)
N, K = 12, 3
Y, Z, W = RNG.integers(K, size=N), RNG.normal(scale=2, size=(N, K)), RNG.gamma(1, size=N)
P = xent.softmax(Z)
T = xent.one_hot(Y, K)
LABELS, SCORES = RNG.integers(2, size=(N, K)), RNG.normal(scale=2, size=(N, K))
LOSS = xent.softmax_cross_entropy(Y, Z)
SINGLE = {"rtol": 2e-5, "atol": 1e-6}  # Keras and PyTorch in float32


def sections():
    """Rows of the page: the text below each heading of the third level, by its heading."""
    parts = re.split(r"^###? (.*)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        title: text for title, text in zip(parts[1::2], parts[2::2], strict=True) if text.strip()
    }


def test_every_number_on_the_page_is_what_the_code_gives():
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.failed == 0
    assert result.attempted >= 70


@pytest.mark.parametrize("title, text", sections().items(), ids=sections())
def test_every_row_computes_something(title, text):
    assert ">>>" in text


def test_every_row_is_in_the_table_and_the_table_leads_to_rows():
    links = set(re.findall(r"\]\(#([^)]*)\)", PAGE.read_text(encoding="utf-8")))
    anchors = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in sections()}
    assert links == anchors


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch")


@pytest.fixture(scope="module")
def keras():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("keras")


def probabilities(**options):
    return log_loss(Y, P, labels=range(K), **options)


def test_scikit_learn_means_sums_and_weighs_as_said():
    assert_allclose(probabilities(), LOSS.mean(), rtol=1e-12)
    assert_allclose(probabilities(normalize=False), LOSS.sum(), rtol=1e-12)
    assert_allclose(probabilities(sample_weight=W), np.average(LOSS, weights=W), rtol=1e-12)


def test_scikit_learn_clips_at_the_precision_of_the_dtype():
    impossible = log_loss([1], [[1.0, 0.0]], labels=[0, 1])
    assert_allclose(impossible, -np.log(np.finfo(float).eps), rtol=1e-12)
    assert round(impossible, 2) == 36.04


def test_scikit_learn_sorts_labels():
    names = np.array(["ant", "bee", "cat"])
    assert set(Y) == {0, 1, 2}
    assert_allclose(log_loss(names[Y], P), LOSS.mean(), rtol=1e-12)
    with pytest.warns(UserWarning, match="assumes labels are ordered lexicographically"):
        assert_allclose(log_loss(names[Y], P, labels=["cat", "ant", "bee"]), LOSS.mean())


def test_scipy_divides_by_the_sum_and_takes_the_root_in_silence():
    a, b = np.array([1.0, 3.0]), np.array([1.0, 1.0])
    ours = xent.kl_divergence(a / 4, b / 2)
    assert_allclose(scipy.stats.entropy(a, b), ours, rtol=1e-12)
    assert_allclose(jensenshannon(a, b), xent.js_divergence(a / 4, b / 2) ** 0.5, rtol=1e-12)
    with pytest.raises(ValueError, match="p must sum to 1"):
        xent.kl_divergence(a, b)


@pytest.mark.parametrize("norm", ["l1", "l2", "max"])
def test_torchmetrics_norms_are_ours_and_its_bins_begin_where_ours_end(torch, norm):
    error = pytest.importorskip("torchmetrics").functional.classification.binary_calibration_error
    limits = np.linspace(0, 1, 5)
    lower = [0, *np.nextafter(limits, 0)[1:-1], 1]
    for q, edges in ((xent.sigmoid(SCORES).ravel(), 4), (np.round(P.ravel() * 4) / 4, lower)):
        events = LABELS.ravel()
        got = error(torch.tensor(q), torch.tensor(events), n_bins=4, norm=norm).item()
        ours = xent.expected_calibration_error(events, q, n_bins=edges, norm=norm)
        assert_allclose(got, ours, rtol=1e-6)


def test_scikit_learns_balanced_weights_are_ours():
    expected = compute_class_weight("balanced", classes=np.arange(K), y=Y)
    assert_allclose(xent.balanced_class_weights(xent.class_counts(Y, K)), expected)


def test_scikit_learns_class_weight_and_c_are_an_objective_of_ours():
    from xentlib import fitting

    x, y, weight = np.c_[np.ones(N), Z], (RNG.random(N) < 0.5).astype(int), np.array([1.0, 4.0])
    model = LogisticRegression(C=0.5, class_weight=dict(enumerate(weight)), tol=1e-10)
    model.set_params(solver="newton-cholesky").fit(Z, y)
    masses, l2 = xent.one_hot(y, 2) * weight, np.r_[0, np.full(K, 1 / (0.5 * N))]
    # one logit stands for a difference of two: half of the penalty falls on each
    record = fitting.fit(
        fitting.softmax_objective(x, masses, l2=2 * l2), fitting.newton(), steps=99, tolerance=1e-9
    )
    got = record.weights[:, 1] - record.weights[:, 0]
    assert_allclose(got, np.r_[model.intercept_, model.coef_[0]], rtol=1e-6)


@pytest.mark.parametrize("strategy", ["uniform", "quantile"])
def test_scikit_learns_strategy_is_our_binning(strategy):
    events, q = LABELS.ravel(), xent.sigmoid(SCORES).ravel()
    frequency, confidence = calibration_curve(events, q, n_bins=4, strategy=strategy)
    ours = xent.reliability(events, q, n_bins=4, binning=strategy)
    assert_allclose(ours.frequency, frequency)
    assert_allclose(ours.confidence, confidence)


def test_scikit_learns_binary_brier_score_is_half_of_ours():
    events, q = LABELS[:, 0], xent.sigmoid(SCORES[:, 0])
    ours = xent.brier_score(events, np.stack([1 - q, q], -1)).mean() / 2
    assert_allclose(brier_score_loss(events, q), ours)


def in_keras(keras, name, y, forecast, *, sample_weight=None, **options):
    loss = getattr(keras.losses, name)(**options)
    return keras.ops.convert_to_numpy(
        loss(np.asarray(y), np.asarray(forecast, np.float32), sample_weight=sample_weight)
    )


SPARSE, DENSE, BINARY = (
    "SparseCategoricalCrossentropy",
    "CategoricalCrossentropy",
    "BinaryCrossentropy",
)
SMOOTH = xent.smooth_labels(T, 0.1)
FOCAL = xent.focal_score(2.0)
ALPHA = np.where(LABELS, 0.25, 0.75)
MASKED = T * (W > 0.5)[:, None]  # masked rows are all 0
SOFTLY = 0.8 * LABELS + 0.1
CHANCE = xent.sigmoid(SCORES)
AGREEMENT = SOFTLY * CHANCE + (1 - SOFTLY) * (1 - CHANCE)
KERAS = {
    "from_logits": (SPARSE, Y, Z, {"from_logits": True}, LOSS.mean()),
    "not from_logits": (SPARSE, Y, P, {}, LOSS.mean()),
    "reduction none": (DENSE, T, Z, {"from_logits": True, "reduction": "none"}, LOSS),
    "reduction sum": (DENSE, T, Z, {"from_logits": True, "reduction": "sum"}, LOSS.sum()),
    "labels are averaged": (
        *(BINARY, LABELS, SCORES, {"from_logits": True, "reduction": "none"}),
        xent.sigmoid_cross_entropy(LABELS, SCORES).mean(-1),
    ),
    "sample_weight": (SPARSE, Y, Z, {"from_logits": True, "sample_weight": W}, (LOSS * W).mean()),
    "mean_with_sample_weight": (
        *(SPARSE, Y, Z),
        {"from_logits": True, "sample_weight": W, "reduction": "mean_with_sample_weight"},
        np.average(LOSS, weights=W),
    ),
    "label_smoothing": (
        *(DENSE, T, Z, {"from_logits": True, "label_smoothing": 0.1}),
        xent.softmax_cross_entropy(SMOOTH, Z).mean(),
    ),
    "binary label_smoothing": (
        *(BINARY, LABELS, SCORES, {"from_logits": True, "label_smoothing": 0.1}),
        xent.sigmoid_cross_entropy(0.9 * LABELS + 0.05, SCORES).mean(),
    ),
    "ignore_class": (
        *(SPARSE, np.where(W > 1, -1, Y), Z, {"from_logits": True, "ignore_class": -1}),
        LOSS[W <= 1].mean(),
    ),
    "focal": (
        *("BinaryFocalCrossentropy", LABELS, SCORES, {"from_logits": True}),
        xent.sigmoid_cross_entropy(LABELS, SCORES, rule=FOCAL).mean(),
    ),
    "focal with alpha": (
        *("BinaryFocalCrossentropy", LABELS, SCORES),
        {"from_logits": True, "apply_class_balancing": True},
        (ALPHA * xent.sigmoid_cross_entropy(LABELS, SCORES, rule=FOCAL)).mean(),
    ),
    "categorical focal": (
        *("CategoricalFocalCrossentropy", T, Z, {"from_logits": True}),
        0.25 * xent.softmax_cross_entropy(Y, Z, rule=FOCAL).mean(),
    ),
    "label_smoothing of masked rows": (
        *(DENSE, MASKED, Z, {"from_logits": True, "label_smoothing": 0.1, "reduction": "none"}),
        xent.softmax_cross_entropy(0.9 * MASKED + 0.1 / K, Z),
    ),
    "everything ignored": (
        *(SPARSE, np.full(N, -1), Z, {"from_logits": True, "ignore_class": -1}),
        0,
    ),
    "focal with soft labels": (
        *("BinaryFocalCrossentropy", SOFTLY, SCORES, {"from_logits": True}),
        (xent.sigmoid_cross_entropy(SOFTLY, SCORES) * (1 - AGREEMENT) ** 2).mean(),
    ),
    "KL does not normalise but clips": (
        *("KLDivergence", 2 * T, P, {"reduction": "none"}),
        xent.categorical_cross_entropy(Y, P),
    ),
    "probabilities are divided by their sum": (DENSE, T, 2 * P, {}, LOSS.mean()),
    "clipping": (DENSE, [[0.0, 1.0]], [[1.0, 0.0]], {}, -np.log(1e-7)),
    "Poisson": ("Poisson", Y[:, None], P[:, :1], {}, (P[:, 0] - Y * np.log(P[:, 0])).mean()),
}


@pytest.mark.parametrize("name, y, forecast, options, ours", KERAS.values(), ids=KERAS)
def test_keras_does_as_said(keras, name, y, forecast, options, ours):
    assert_allclose(in_keras(keras, name, y, forecast, **options), ours, **SINGLE)


def test_keras_divides_class_weighted_losses_by_the_number_of_examples(keras):
    layer = keras.layers.Dense(K, use_bias=False, kernel_initializer="identity")
    model = keras.Sequential([keras.layers.Input((K,)), layer])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    weights = {0: 1.0, 1: 5.0, 2: 10.0}
    history = model.fit(
        Z.astype(np.float32), Y, class_weight=weights, batch_size=N, epochs=1, verbose=0
    )
    by_class = np.array([*weights.values()])
    assert_allclose(history.history["loss"][0], (LOSS * by_class[Y]).mean(), rtol=1e-5)


def test_tensorflows_pos_weight_multiplies_the_positive_term(keras):
    tf = pytest.importorskip("tensorflow")
    soft = xent.sigmoid(SCORES[::-1])
    got = tf.nn.weighted_cross_entropy_with_logits(soft, SCORES, pos_weight=5.0).numpy()
    masses, logits = np.stack([1 - soft, 5 * soft], -1), np.stack([0 * SCORES, SCORES], -1)
    assert_allclose(got, xent.softmax_cross_entropy(masses, logits), rtol=1e-12)


def test_pytorch_keras_and_optax_smooth_a_masked_row_and_ours_keeps_it(torch):
    assert (MASKED.sum(-1) == 0).any()
    plain = torch.nn.CrossEntropyLoss(label_smoothing=0.1, reduction="none")
    got = plain(torch.tensor(Z), torch.tensor(MASKED)).numpy()
    assert_allclose(got, xent.softmax_cross_entropy(0.9 * MASKED + 0.1 / K, Z), rtol=1e-10)
    ours = xent.softmax_cross_entropy(xent.smooth_labels(MASKED, 0.1), Z)
    masked = MASKED.sum(-1) == 0
    assert (ours[masked] == 0).all()
    assert (got[masked] > 0).all()


def test_pytorchs_log_probabilities_are_logits_only_if_they_sum_to_one(torch):
    logs = np.log(0.6 * P)
    got = torch.nn.functional.nll_loss(torch.tensor(logs), torch.tensor(Y)).item()
    assert_allclose(got, LOSS.mean() - np.log(0.6), rtol=1e-10)
    assert_allclose(xent.softmax_cross_entropy(Y, logs), LOSS, rtol=1e-10)


@pytest.mark.parametrize("log_target", [False, True])
def test_pytorchs_kl_takes_the_belief_first_in_logarithms(torch, log_target):
    truth = xent.softmax(Z[::-1])
    target = torch.tensor(np.log(truth) if log_target else truth)
    kl = xent.kl_divergence(truth, P)
    for reduction, ours in (("batchmean", kl.mean()), ("sum", kl.sum())):
        loss = torch.nn.KLDivLoss(reduction=reduction, log_target=log_target)
        assert_allclose(loss(torch.tensor(np.log(P)), target).item(), ours, rtol=1e-10)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that this mean is not the mathematical one
        loss = torch.nn.KLDivLoss(log_target=log_target)
        assert_allclose(loss(torch.tensor(np.log(P)), target).item(), kl.mean() / K, rtol=1e-10)
    assert_allclose(xent.softmax_cross_entropy(truth, np.log(P)) - xent.entropy(truth), kl)


def test_pytorchs_kl_of_an_impossible_class_is_nan_and_its_mean_of_nothing_too(torch):
    belief, truth = np.array([-np.inf, 0.0]), np.array([0.0, 1.0])
    kl = torch.nn.KLDivLoss(reduction="sum")(torch.tensor(belief), torch.tensor(truth))
    assert np.isnan(kl.item())
    assert xent.softmax_cross_entropy(truth, belief) - xent.entropy(truth) == 0
    nothing = torch.full((N,), -100)
    assert np.isnan(torch.nn.CrossEntropyLoss()(torch.tensor(Z), nothing).item())


def test_optax_masks_classes_and_damps_soft_labels_by_agreement():
    optax = pytest.importorskip("optax")
    keep = np.array([True, False, True])
    mass, logits = np.float32(T[Y != 1]), np.float32(Z[Y != 1])
    got = optax.softmax_cross_entropy(logits, mass, where=np.broadcast_to(keep, mass.shape))
    ours = xent.softmax_cross_entropy(mass, np.where(keep, logits, -np.inf))
    assert_allclose(got, ours, **SINGLE)
    ours = xent.sigmoid_cross_entropy(SOFTLY, SCORES) * (1 - AGREEMENT) ** 2
    assert_allclose(
        optax.sigmoid_focal_loss(np.float32(SCORES), np.float32(SOFTLY), gamma=2.0), ours, **SINGLE
    )
    assert_allclose(optax.smooth_labels(np.float32(MASKED), 0.1), 0.9 * MASKED + 0.1 / K, **SINGLE)


BY_CLASS = np.array([1.0, 5.0, 10.0])
SOFT = xent.softmax_cross_entropy(SMOOTH * BY_CLASS, Z)
TORCH = {
    "mean": (Y, {}, LOSS.mean()),
    "sum": (Y, {"reduction": "sum"}, LOSS.sum()),
    "weight": (Y, {"weight": BY_CLASS}, np.average(LOSS, weights=BY_CLASS[Y])),
    "ignore_index": (np.where(W > 1, -100, Y), {}, LOSS[W <= 1].mean()),
    "label_smoothing": (
        *(Y, {"weight": BY_CLASS, "label_smoothing": 0.1}),
        SOFT.sum() / BY_CLASS[Y].sum(),
    ),
    "weight of probabilities": (
        *(SMOOTH, {"weight": BY_CLASS}),
        SOFT.mean(),
    ),
}


@pytest.mark.parametrize("y, options, ours", TORCH.values(), ids=TORCH)
def test_pytorch_does_as_said(torch, y, options, ours):
    if "weight" in options:
        options = options | {"weight": torch.tensor(options["weight"])}
    got = torch.nn.CrossEntropyLoss(**options)(torch.tensor(Z), torch.tensor(y))
    assert_allclose(got.item(), ours, rtol=1e-10)


def test_pytorchs_binary_loss_weighs_positives_as_said(torch):
    weight = torch.tensor(5.0)
    loss = torch.nn.BCEWithLogitsLoss(pos_weight=weight, reduction="none")
    got = loss(torch.tensor(SCORES), torch.tensor(LABELS, dtype=torch.float64))
    ours = xent.sigmoid_cross_entropy(LABELS, SCORES) * np.where(LABELS, 5, 1)
    assert_allclose(got.numpy(), ours, rtol=1e-10)


def test_pytorchs_other_likelihoods_leave_out_what_is_said(torch):
    y, mean, var = torch.tensor(SCORES[0]), torch.tensor(Z[0]), torch.tensor(P[0])
    whole = xent.gaussian_nll(SCORES[0], Z[0], np.sqrt(P[0]))
    for full, ours in ((True, whole), (False, whole - np.log(2 * np.pi) / 2)):
        loss = torch.nn.GaussianNLLLoss(full=full, reduction="none")
        assert_allclose(loss(mean, y, var).numpy(), ours, rtol=1e-10)
    counts = torch.tensor(LABELS[0], dtype=torch.float64)
    got = torch.nn.PoissonNLLLoss(reduction="none")(mean, counts)
    assert_allclose(got.numpy(), np.exp(Z[0]) - LABELS[0] * Z[0], rtol=1e-10)
