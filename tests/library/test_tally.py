"""Tallies: parts may be counted anywhere and added in any order."""

from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss

from xentlib.calibration import expected_calibration_error, reliability, top_label
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log, log_softmax, softmax
from xentlib.tally import tally

COUNTS, SUMS = ("confusion", "bin_counts"), ("loss", "weight", "bin_confidence", "bin_correct")
K = 4


def data(n=200, seed=0):
    rng = np.random.default_rng(seed)
    return rng.integers(K, size=n), rng.normal(scale=3, size=(n, K)), rng.gamma(1, size=n)


def same(a, b):
    for name in COUNTS:
        assert_array_equal(getattr(a, name), getattr(b, name))
    for name in SUMS:
        assert_allclose(getattr(a, name), getattr(b, name), rtol=1e-13)


@given(st.lists(st.integers(0, 200), max_size=6), st.randoms(use_true_random=False))
def test_parts_in_any_order_and_grouping_are_the_whole(cuts, random):
    y, z, w = data()
    edges = [0, *sorted(cuts), len(y)]
    parts = [tally(y[a:b], z[a:b], weights=w[a:b]) for a, b in pairwise(edges)]
    random.shuffle(parts)
    while len(parts) > 1:
        i = random.randrange(len(parts) - 1)
        parts[i : i + 2] = [parts[i] + parts[i + 1]]
    same(parts[0], tally(y, z, weights=w))


def test_addition_commutes_to_the_last_bit():
    (y, z, _), (v, u, _) = data(50, 1), data(70, 2)
    a, b = tally(y, z), tally(v, u)
    for name in COUNTS + SUMS:
        assert_array_equal(getattr(a + b, name), getattr(b + a, name))


def test_a_tally_of_nothing_changes_nothing():
    y, z, _ = data()
    nothing = tally(np.zeros(0, int), np.zeros((0, K)))
    same(nothing + tally(y, z), tally(y, z))
    same(reduce(add, [tally(y, z)], nothing), tally(y, z))


def test_sum_adds_parts_up_and_nothing_else_is_added():
    y, z, w = data()
    parts = [tally(y[i : i + 30], z[i : i + 30], weights=w[i : i + 30]) for i in range(0, 200, 30)]
    same(sum(parts), reduce(add, parts))
    for other in (1, 0.0, None):
        with pytest.raises(TypeError, match="unsupported operand"):
            other + parts[0]


def test_means_are_those_of_scikit_learn():
    y, z, w = data()
    p = softmax(z)
    t = tally(y, z, weights=w)
    assert_allclose(t.mean_loss, log_loss(y, p, sample_weight=w), rtol=1e-12)
    assert_array_equal(t.confusion, confusion_matrix(y, p.argmax(-1)))
    assert_allclose(t.accuracy, accuracy_score(y, p.argmax(-1)), rtol=1e-14)
    assert t.n == len(y)


def test_calibration_is_that_of_the_top_label():
    y, z, _ = data()
    top = top_label(y, softmax(z))
    whole = reliability(top.correct, top.confidence, n_bins=15)
    parts = (tally(y[:90], z[:90], n_bins=15) + tally(y[90:], z[90:], n_bins=15)).reliability
    assert_array_equal(parts.counts, whole.counts)
    assert_allclose(parts.confidence, whole.confidence, rtol=1e-13)
    assert_allclose(parts.frequency, whole.frequency, rtol=1e-13)
    expected = expected_calibration_error(top.correct, top.confidence, n_bins=15)
    assert_allclose(parts.error, expected, rtol=1e-12)


def test_class_losses_are_means_over_the_examples_of_a_class():
    y, z, _ = data()
    loss = -log_softmax(z)[np.arange(len(y)), y]
    expected = [loss[y == k].mean() for k in range(K)]
    assert_allclose(tally(y, z).class_losses, expected, rtol=1e-13)
    assert np.isnan(tally([0], [[1.0, 0.0]]).class_losses[1])


def test_losses_keep_their_digits_in_the_tail():
    assert tally([0], [[40.0, 0.0]]).mean_loss == np.log1p(np.exp(-40))


def test_the_own_loss_is_the_softmax_cross_entropy():
    y, z, _ = data()
    assert_allclose(tally(y, z).mean_loss, softmax_cross_entropy(y, z).mean(), rtol=1e-14)


def test_log_probabilities_serve_as_logits():
    y, z, _ = data()
    same(tally(y, log(softmax(z))), tally(y, z))


def test_losses_of_another_rule_can_be_given():
    y, z, w = data()
    losses = np.arange(len(y), dtype=float)
    assert_allclose(tally(y, z, losses=losses, weights=w).mean_loss, np.average(losses, weights=w))


def test_zero_weight_silences_an_infinite_loss_and_without_it_the_mean_is_infinite():
    y, z = [1, 0], [[0.0, -np.inf], [0.0, 0.0]]
    assert tally(y, z).mean_loss == np.inf
    assert_allclose(tally(y, z, weights=[0, 1]).mean_loss, np.log(2))


def test_examples_of_many_axes_are_pooled():
    y, z, w = data()
    shaped = tally(y.reshape(10, 20), z.reshape(10, 20, K), weights=w.reshape(10, 20))
    same(shaped, tally(y, z, weights=w))


def test_nothing_has_no_mean():
    nothing = tally([], np.zeros((0, 2)))
    for name in ("mean_loss", "accuracy", "reliability"):
        with pytest.raises(
            ValueError, match="must hold examples of positive weight to have a mean"
        ):
            getattr(nothing, name)


def test_tallies_of_other_classes_or_bins_are_not_added():
    a = tally([0], [[0.0, 1.0]])
    with pytest.raises(
        ValueError, match=r"same classes and bins .* got .* \(2, 10\) and \(3, 10\)"
    ):
        a + tally([0], [[0.0, 1.0, 2.0]])
    with pytest.raises(ValueError, match=r"same classes and bins .* \(2, 10\) and \(2, 5\)"):
        a + tally([0], [[0.0, 1.0]], n_bins=5)
    with pytest.raises(TypeError, match="unsupported operand"):
        a + 1


Z = [[0.0, 1.0], [1.0, 0.0]]
REFUSED = [
    ([0, 2], Z, {}, ValueError, r"y_true must hold class ids from 0 to 1; got 2 at \[1\]"),
    (
        [0],
        Z,
        {},
        ValueError,
        r"y_true must hold one number per example, shape \(2,\) .* got \(1,\)",
    ),
    ([[0, 1], [1, 0]], Z, {}, ValueError, "y_true must hold one number per example"),
    ([0.0, 1.0], Z, {}, TypeError, "y_true must hold class ids, whole numbers"),
    ([0, 1], [[np.nan, 0], [0, 0]], {}, ValueError, "logits must be finite, or -inf"),
    ([0, 1], Z, {"weights": [1, -1]}, ValueError, r"weights must hold numbers from 0 .* got -1\.0"),
    (
        [0, 1],
        Z,
        {"weights": [1, np.inf]},
        ValueError,
        "weights must hold numbers from 0 .* got inf",
    ),
    ([0, 1], Z, {"weights": 1.0}, ValueError, "weights must hold one number per example"),
    ([0, 1], Z, {"losses": [1, np.nan]}, ValueError, "losses must hold numbers from .* got nan"),
    ([0, 1], Z, {"losses": [1]}, ValueError, "losses must hold one number per example"),
    ([0, 1], Z, {"n_bins": 0}, ValueError, "n_bins must be at least 1; got 0"),
]


@pytest.mark.parametrize("y, z, options, error, message", REFUSED)
def test_what_cannot_be_counted_is_refused_by_name(y, z, options, error, message):
    with pytest.raises(error, match=message):
        tally(y, z, **options)
