"""Calibration: against scikit-learn and SciPy, and against what the words mean."""

import re

import mpmath
import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from xentlib.calibration import (
    brier_score,
    expected_calibration_error,
    fit_temperature,
    reliability,
    top_label,
)
from xentlib.numerics import log_softmax, softmax


def events(rng, n=500, digits=17):
    p = rng.beta(0.5, 0.8, size=n).round(digits)
    return (rng.random(n) < p**1.5).astype(int), p


@pytest.mark.parametrize("binning", ["uniform", "quantile"])
@pytest.mark.parametrize("n_bins", [1, 2, 10, 60])
@pytest.mark.parametrize("digits", [1, 17])
def test_reliability_is_scikit_learns_calibration_curve(binning, n_bins, digits, rng):
    y, p = events(rng, digits=digits)
    frequency, confidence = calibration_curve(y, p, n_bins=n_bins, strategy=binning)
    ours = reliability(y, p, n_bins=n_bins, binning=binning)
    assert_allclose(ours.frequency, frequency, rtol=1e-14)
    assert_allclose(ours.confidence, confidence, rtol=1e-14)


@pytest.mark.parametrize("binning", ["uniform", "quantile"])
def test_bins_partition_the_forecasts_and_empty_ones_are_dropped(binning, rng):
    y, p = events(rng, n=30)
    curve = reliability(y, p, n_bins=50, binning=binning)
    assert curve.counts.sum() == 30
    assert (curve.counts > 0).all()
    assert curve.edges.shape == (51,)
    low, high = curve.edges[curve.bins], curve.edges[curve.bins + 1]
    assert ((low <= curve.confidence) & (curve.confidence <= high)).all()


def test_a_forecast_on_a_limit_belongs_to_the_lower_bin():
    assert_array_equal(reliability([0, 1, 1], [0.0, 0.5, 1.0], n_bins=2).counts, [2, 1])


def test_calibration_error_is_the_mean_gap_of_the_bins(rng):
    y, p = events(rng)
    curve = reliability(y, p, n_bins=7)
    expected = (curve.counts * abs(curve.confidence - curve.frequency)).sum() / len(y)
    assert_allclose(expected_calibration_error(y, p, n_bins=7), expected, rtol=1e-14)
    assert curve.error == expected_calibration_error(y, p, n_bins=7)


@pytest.mark.parametrize("digits", [1, 17])
def test_norms_are_the_powers_of_the_gaps_from_their_mean_to_their_maximum(digits, rng):
    y, p = events(rng, digits=digits)
    place = np.digitize(p, np.linspace(0, 1, 8)[1:-1], right=True)
    parts = [(sum(place == b), p[place == b].mean() - y[place == b].mean()) for b in set(place)]
    n, gap = np.array(parts).T
    norms = {"l1": n @ abs(gap) / 500, "l2": (n @ gap**2 / 500) ** 0.5, "max": abs(gap).max()}
    for norm, expected in norms.items():
        got = expected_calibration_error(y, p, n_bins=7, norm=norm)
        assert_allclose(got, expected, rtol=1e-12)
        assert isinstance(got, float)
    assert norms["l1"] <= norms["l2"] <= norms["max"]


def test_limits_of_bins_can_be_given(rng):
    y, p = events(rng)
    same = reliability(y, p, n_bins=np.linspace(0, 1, 8))
    assert_array_equal(same.counts, reliability(y, p, n_bins=7).counts)
    curve = reliability(y, p, n_bins=[0, 0.01, 0.5, 1])
    assert_array_equal(curve.counts, np.histogram(p, [-1, 0.01, 0.5, 1])[0])
    assert_array_equal(curve.edges, [0, 0.01, 0.5, 1])
    error = expected_calibration_error(y, p, n_bins=[0, 0.01, 0.5, 1])
    assert error == curve.error


LIMITS = [[], [0.5], [0.1, 0.9], [0, 0.5], [0.9, 0.5, 0.1], [0, 0.5, 0.5, 1], [-1, 0.5, 1]]


@pytest.mark.parametrize("limits", LIMITS, ids=str)
def test_limits_that_do_not_rise_from_0_to_1_are_refused_with_a_cure(limits):
    with pytest.raises(ValueError, match=r"limits that rise from 0 to 1; got \[") as refused:
        reliability([0, 1], [0.1, 0.9], n_bins=limits)
    cure = re.search(r"(np\.unique.*) are such", str(refused.value)).group(1)
    mended = eval(cure, {"np": np, "n_bins": limits})
    assert reliability([0, 1], [0.1, 0.9], n_bins=mended).counts.sum() == 2


def test_a_forecast_of_classes_has_a_class_wise_error(rng):
    q = rng.dirichlet([1, 1, 1], size=400)
    y = (rng.random((400, 1)) > q.cumsum(-1)).sum(-1)
    errors = [expected_calibration_error(y == k, q[:, k]) for k in range(3)]
    assert 0 < np.mean(errors) < 0.1
    top = top_label(y, q)
    assert np.mean(errors) != expected_calibration_error(top.correct, top.confidence)


def test_a_calibrated_forecast_has_no_error_and_a_hopeless_one_has_error_one():
    assert expected_calibration_error([0, 1, 0, 1], [0.5] * 4) == 0
    assert expected_calibration_error([0, 1], [1.0, 0.0]) == 1
    assert isinstance(expected_calibration_error([0, 1], [1.0, 0.0]), float)


def test_labels_of_many_axes_are_pooled(rng):
    y, p = events(rng, n=60)
    table = reliability(y.reshape(6, 10), p.reshape(6, 10))
    assert_array_equal(table.frequency, reliability(y, p).frequency)


def test_the_top_label_is_the_first_of_the_likeliest():
    top = top_label([[0, 1]], [[[0.5, 0.5, 0.0], [0.1, 0.2, 0.7]]])
    assert_array_equal(top.correct, [[True, False]])
    assert_array_equal(top.confidence, [[0.5, 0.7]])
    assert_array_equal(reliability(top.correct, top.confidence).counts, [1, 1])


def test_brier_score_is_scikit_learns(rng):
    y, q = rng.integers(3, size=50), rng.dirichlet(np.ones(3), size=50)
    expected = brier_score_loss(y, q, labels=[0, 1, 2])
    assert_allclose(brier_score(y, q).mean(), expected, rtol=1e-14)


def test_brier_score_of_two_classes_is_twice_the_squared_error(rng):
    y, p = events(rng, n=20)
    assert_allclose(brier_score(y, np.stack([1 - p, p], -1)), 2 * (p - y) ** 2, atol=1e-15)


@given(st.integers(0, 3), st.lists(st.floats(0.01, 1), min_size=4, max_size=4))
def test_brier_score_lies_between_0_and_2_and_takes_one_hot_rows_for_ids(y, raw):
    q = np.array(raw) / np.sum(raw)
    assert 0 <= brier_score(y, q) <= 2
    assert brier_score(y, q) == brier_score(np.eye(4)[y], q)


def test_brier_score_is_proper(rng):
    truth = np.array([0.6, 0.3, 0.1])
    expected = [
        truth @ brier_score([0, 1, 2], np.tile(q, (3, 1)))
        for q in (truth, *rng.dirichlet([3, 2, 1], 50))
    ]
    assert min(expected) == expected[0]


def forecasts(rng, n, k, scale, noise=0.3):
    z = rng.normal(size=(n, k))
    y = (z + rng.gumbel(size=z.shape)).argmax(-1)
    wrong = rng.random(n) < noise
    return np.where(wrong, rng.integers(k, size=n), y), z * scale


CASES = [(5000, 5, 3.0), (200, 10, 30.0), (1000, 3, 0.1), (50, 2, 1e-200), (50, 2, 1e200)]


@pytest.mark.parametrize("n, k, scale", CASES)
def test_temperature_is_scipys_minimiser_at_any_scale(n, k, scale, rng):
    y, z = forecasts(rng, n, k, scale)

    def loss(log_s):
        return -log_softmax(z / scale * np.exp(log_s))[np.arange(n), y].mean()

    best = minimize_scalar(loss, bounds=(-4, 4), method="bounded", options={"xatol": 1e-9})
    assert_allclose(fit_temperature(y, z) / scale, np.exp(-best.x), rtol=1e-6)


def test_the_loss_is_flat_at_the_temperature_to_the_last_digits(rng):
    y, z = forecasts(rng, 300, 4, 2.0)
    t = fit_temperature(y, z)
    slope = ((softmax(z / t) * z).sum(-1) - z[np.arange(300), y]).mean()
    assert abs(slope) < 1e-14


def test_temperature_of_two_logits_has_a_closed_form():
    with mpmath.workdps(30):
        exact = float(2 / mpmath.log(3))
    assert_allclose(fit_temperature([0, 0, 0, 1], [[2.0, 0.0]] * 4), exact, rtol=1e-14)


def test_temperature_follows_the_logits_and_ignores_their_shift(rng):
    y, z = forecasts(rng, 100, 3, 1.0)
    t = fit_temperature(y, z)
    assert_allclose(fit_temperature(y, 5 * z), 5 * t, rtol=1e-12)
    assert_allclose(fit_temperature(y, z + rng.normal(size=(100, 1))), t, rtol=1e-12)


def test_temperature_takes_masses_and_zero_mass_ignores_an_example(rng):
    y, z = forecasts(rng, 100, 3, 1.0)
    masses = np.eye(3)[y]
    assert_allclose(fit_temperature(masses, z), fit_temperature(y, z), rtol=1e-13)
    masses[50:] = 0
    assert_allclose(fit_temperature(masses, z), fit_temperature(y[:50], z[:50]), rtol=1e-12)


def test_temperature_leaves_impossible_classes_out(rng):
    y, z = forecasts(rng, 100, 3, 1.0)
    wider = np.concatenate([z, np.full((100, 1), -np.inf)], -1)
    assert_allclose(fit_temperature(y, wider), fit_temperature(y, z), rtol=1e-13)


def test_temperature_finds_one_mistake_in_many():
    z = np.tile([10.0, 0.0], (10**5, 1))
    y = np.zeros(10**5, int)
    y[0] = 1
    assert_allclose(fit_temperature(y, z), 10 / np.log(10**5 - 1), rtol=1e-12)


def test_temperature_is_found_where_newtons_first_step_goes_far_beyond_it():
    guess = np.arange(1000)
    y = np.where(guess % 10 == 0, (guess + 1) % 1000, guess)  # nine in ten are right
    assert_allclose(fit_temperature(y, np.eye(1000)), 1 / np.log(999 * 9), rtol=1e-12)


NO_BEST = [
    ([0, 1], [[1.0, 0.0], [0.0, 2.0]], "at least one mistake .* here is none"),
    ([0, 1], [[1.0, 1.0], [1.0, 1.0]], "a class with a higher logit than what happened: here is"),
    ([1, 0], [[1.0, 1.0, 0.0], [3.0, 1.0, 0.0]], "the loss never rises as T goes to 0"),
    ([0, 1], [[0.0, 1.0], [2.0, 0.0]], "logits must be higher for what happened"),
    ([0, 1], [[1.0, 1.0], [2.0, 2.0]], "at least one mistake"),
    ([0, 1], [[1.0, 0.0], [1.0, 0.0]], "logits must be higher for what happened"),
    ([0], [[-np.inf, 0.0]], "logits must allow what happened; got -inf for a class of y_true"),
    (np.zeros(0, int), np.zeros((0, 2)), "at least one example with mass; got none"),
    (np.zeros((1, 2)), [[0.0, 1.0]], "at least one example with mass; got none"),
]


@pytest.mark.parametrize("y, z, message", NO_BEST)
def test_where_no_temperature_is_best_none_is_given(y, z, message):
    with pytest.raises(ValueError, match=message):
        fit_temperature(y, z)


REFUSED = [
    ([0, 2], [0.1, 0.2], ValueError, r"y_true must hold events, 0 or 1; got 2\.0 at \[1\]"),
    ([0, 0.5], [0.1, 0.2], ValueError, r"y_true must hold events, 0 or 1; got 0\.5"),
    ([0, 1], [[0.1, 0.9]] * 2, ValueError, r"shape of y_proba, \(2, 2\).*top_label\(y_true"),
    (
        [0, 1],
        [[0.1], [0.9]],
        ValueError,
        r"shape of y_proba, \(2, 1\); got \(2,\): .*np\.squeeze\(y_proba, -1\)",
    ),
    ([0, 1], [0.1, 1.2], ValueError, r"probabilities between 0 and 1; got 1\.2 at \[1\]"),
    ([0, 1], [0.1, np.nan], ValueError, "probabilities between 0 and 1; got nan"),
    (["a", "b"], [0.1, 0.2], TypeError, "y_true must hold real numbers"),
    ([], [], ValueError, "y_proba must hold at least one forecast; got none"),
]


@pytest.mark.parametrize("y, p, error, message", REFUSED)
@pytest.mark.parametrize("function", [reliability, expected_calibration_error])
def test_events_and_probabilities_are_checked_by_name(function, y, p, error, message):
    with pytest.raises(error, match=message):
        function(y, p)


def test_bins_are_checked_by_name():
    with pytest.raises(ValueError, match=r"norm must be one of \('l1', 'l2', 'max'\); got 'L1'"):
        expected_calibration_error([0, 1], [0.1, 0.9], norm="L1")
    with pytest.raises(ValueError, match=r"binning must be one of .* got array\(\[0, 1\]\)"):
        reliability([0, 1], [0.1, 0.9], binning=np.array([0, 1]))
    with pytest.raises(ValueError, match="binning must be left out beside limits of bins"):
        reliability([0, 1], [0.1, 0.9], n_bins=[0, 1], binning="quantile")
    with pytest.raises(ValueError, match=r"binning must be one of \('uniform', 'quantile'\); got"):
        reliability([0, 1], [0.1, 0.9], binning="equal")
    with pytest.raises(ValueError, match="n_bins must be at least 1; got 0"):
        reliability([0, 1], [0.1, 0.9], n_bins=0)
    with pytest.raises(TypeError, match=r"n_bins must be a whole number; got 2\.5"):
        expected_calibration_error([0, 1], [0.1, 0.9], n_bins=2.5)


ROWS = [
    ([0], [[0.5, 0.6]], r"y_proba must sum to 1 along axis -1; got a sum of 1\.1"),
    ([2], [[0.5, 0.5]], r"y_true must hold class ids from 0 to 1; got 2 at \[0\]"),
    ([0, 1], [[0.5, 0.5]], r"y_true must h.* \(1,\).*got \(2,\)"),
]


@pytest.mark.parametrize("y, q, message", ROWS)
@pytest.mark.parametrize("function", [top_label, brier_score])
def test_forecasts_over_classes_are_checked_by_name(function, y, q, message):
    with pytest.raises(ValueError, match=message):
        function(y, q)


def test_masses_are_refused_where_only_ids_mean_something_and_must_sum_to_one_for_brier():
    with pytest.raises(ValueError, match=r"masses become ids with np\.argmax\(y_true, -1\)"):
        top_label([[0.0, 1.0]], [[0.5, 0.5]])
    with pytest.raises(ValueError, match="y_true must sum to 1 along axis -1; got a sum of 0"):
        brier_score([[0.0, 0.0]], [[0.5, 0.5]])
    with pytest.raises(
        TypeError, match=r"y_true must hold class ids, whole numbers; got .*float64"
    ):
        brier_score([0.0], [[0.5, 0.5]])


BAD_LOGITS = [
    ([0], [[np.nan, 0.0]], ValueError, "logits must be finite, or -inf"),
    ([0], [[-np.inf, -np.inf]], ValueError, "logits must leave at least one class possible"),
    ([3], [[0.0, 1.0]], ValueError, "y_true must hold class ids from 0 to 1; got 3"),
    (
        [[-1.0, 0.0]],
        [[0.0, 1.0]],
        ValueError,
        "y_true must hold non-negative masses, finite in float64",
    ),
    ([0, 1], [0.5, 2.0, 3.0], ValueError, r"y_true must have the shape \(\) \(class ids\) or \(3,"),
]


@pytest.mark.parametrize("y, z, error, message", BAD_LOGITS)
def test_logits_and_targets_are_checked_by_name(y, z, error, message):
    with pytest.raises(error, match=message):
        fit_temperature(y, z)
