"""Intervals of frequencies, and the parts of a score: against SciPy, scikit-learn and coverage."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import binom, binomtest
from sklearn.metrics import brier_score_loss, log_loss

import xentlib as xent
from xentlib import data, decompose_score, proportion_interval, reliability
from xentlib.calibration import ScoreParts

TRIALS = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (3, 7), (500, 1000), (1, 10**9), (0, 10**12)]


@pytest.mark.parametrize("k, n", TRIALS)
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_the_interval_is_wilsons_as_scipy_has_it(k, n, level):
    wilson = binomtest(k, n).proportion_ci(level, method="wilson")
    assert_allclose(proportion_interval(k, n, level=level), wilson, rtol=1e-9, atol=1e-15)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_lies_between_0_and_1_around_the_frequency(trial):
    k, n = trial
    low, high = proportion_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert low < high
    assert (low == 0) == (k == 0)
    assert (high == 1) == (k == n)


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_at_its_ends_the_frequency_is_z_standard_errors_away(trial):
    k, n = trial
    for end in proportion_interval(k, n):
        assert_allclose((k / n - end) ** 2, 1.959963984540054**2 * end * (1 - end) / n, atol=1e-12)


def test_successes_and_failures_mirror_each_other_and_a_higher_level_is_wider():
    k = np.arange(11)
    low, high = proportion_interval(k, 10)
    assert_allclose(low, 1 - high[::-1], atol=1e-15)
    wider = proportion_interval(k, 10, level=0.99)
    assert (wider[0] <= low).all()
    assert (wider[1] >= high).all()


@pytest.mark.parametrize("n", [5, 20, 200])
def test_the_interval_holds_the_probability_about_as_often_as_it_says(n):
    k, p = np.arange(n + 1), np.linspace(0.01, 0.99, 99)[:, None]
    low, high = proportion_interval(k, n)
    coverage = (binom.pmf(k, n, p) * ((low <= p) & (p <= high))).sum(-1)
    assert_allclose(coverage.mean(), 0.95, atol=0.01)
    assert coverage.min() > 0.83


def test_of_a_curve_each_bin_has_its_interval(rng):
    p = rng.random(300)
    curve = reliability((rng.random(300) < p).astype(int), p)
    happened = (curve.frequency * curve.counts).round()
    assert_array_equal(curve.interval(0.9), proportion_interval(happened, curve.counts, level=0.9))
    assert_array_equal(curve.interval(), proportion_interval(happened, curve.counts, level=0.95))


NO_TRIALS = [
    ({"successes": -1}, ValueError, "successes must hold whole numbers from 0 to n; got -1"),
    ({"successes": 11}, ValueError, "successes must hold whole numbers from 0 to n; got 11"),
    ({"successes": [1, 2.5]}, ValueError, r"whole numbers from 0 to n; got 2\.5 at \[1\]$"),
    ({"successes": [0.3, 1]}, ValueError, r"got 0\.3 at \[0\]: frequencies become successes with"),
    ({"successes": np.nan}, ValueError, "successes must hold finite numbers; got nan"),
    ({"n": 0}, ValueError, "n must hold whole numbers of at least 1; got 0"),
    ({"n": 2.5}, ValueError, r"n must hold whole numbers of at least 1; got 2\.5"),
    ({"n": [10, 10]}, ValueError, r"n must be one number, or have the shape of .* \(\)"),
    ({"n": "10"}, TypeError, "n must hold real numbers"),
    ({"level": 0}, ValueError, r"level must be between 0 and 1, such as 0\.95; got 0"),
    ({"level": 1.0}, ValueError, r"level must be between 0 and 1, such as 0\.95; got 1\.0"),
    ({"level": 95}, ValueError, "level must be .*; got 95"),
    ({"level": "95 %"}, TypeError, "level must be a number; got '95 %'"),
]


@pytest.mark.parametrize("wrong, kind, words", NO_TRIALS)
def test_what_are_no_trials_is_refused_in_words(wrong, kind, words):
    with pytest.raises(kind, match=words):
        proportion_interval(**{"successes": 3, "n": 10} | wrong)


CHARGES = {"log": log_loss, "brier": brier_score_loss}
every_score = pytest.mark.parametrize("score", CHARGES)


def forecasts(rng, n=500, digits=17):
    p = rng.beta(0.5, 0.8, size=n).clip(1e-6, 1 - 1e-6).round(digits)
    return (rng.random(n) < p**1.5).astype(int), p


def by_hand(score, y, p, n_bins):
    """Parts as sums over the bins, in plain formulas."""
    place = np.digitize(p, np.linspace(0, 1, n_bins + 1)[1:-1], right=True)

    def mean_score(forecast, frequency):
        if score == "brier":
            return frequency * (1 - forecast) ** 2 + (1 - frequency) * forecast**2
        f, q = np.array([frequency, 1 - frequency]), np.array([forecast, 1 - forecast])
        return -(f[f > 0] * np.log(q[f > 0])).sum()

    groups = [(sum(place == b), y[place == b].mean(), p[place == b].mean()) for b in set(place)]
    own, told, of_mean = (
        sum(n * mean_score(f, y) for n, y, f in rows) / len(y)
        for rows in (
            [(n, f, f) for n, f, _ in groups],
            [(n, f, y.mean()) for n, f, _ in groups],
            [*groups],
        )
    )
    uncertainty = mean_score(y.mean(), y.mean())
    assert_allclose(told, uncertainty)
    total = np.mean([mean_score(q, float(e)) for q, e in zip(p, y, strict=True)])
    return uncertainty, uncertainty - own, of_mean - own, total - of_mean


@every_score
@pytest.mark.parametrize("n_bins", [1, 7, 40])
def test_parts_are_what_they_are_by_hand(score, n_bins, rng):
    y, p = forecasts(rng)
    parts = decompose_score(y, p, score=score, n_bins=n_bins)
    got = parts.uncertainty, parts.resolution, parts.miscalibration, parts.within
    assert_allclose(got, by_hand(score, y, p, n_bins), atol=1e-14)


@every_score
@pytest.mark.parametrize("binning", ["uniform", "quantile"])
@pytest.mark.parametrize("n_bins", [1, 2, 10, 500])
def test_parts_add_up_to_scikit_learns_score(score, binning, n_bins, rng):
    y, p = forecasts(rng)
    parts = decompose_score(y, p, score=score, n_bins=n_bins, binning=binning)
    assert_allclose(parts.total, CHARGES[score](y, p), rtol=1e-13)
    assert parts.total == (
        parts.uncertainty - parts.resolution + parts.miscalibration + parts.within
    )


def test_parts_add_up_to_our_own_losses(rng):
    y, p = forecasts(rng)
    assert_allclose(decompose_score(y, p).total, xent.binary_cross_entropy(y, p).mean(), 1e-13)
    both = xent.brier_score(y, np.stack([1 - p, p], -1)).mean()
    assert_allclose(decompose_score(y, p, score="brier").total, both / 2, 1e-13)


@every_score
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20)), min_size=1, max_size=30))
def test_resolution_and_miscalibration_are_never_negative(score, pairs):
    y, p = np.array(pairs).T
    parts = decompose_score(y, p / 20, score=score, n_bins=5)
    assert parts.uncertainty >= parts.resolution >= 0 or np.isclose(
        parts.uncertainty, parts.resolution, atol=1e-15
    )
    assert parts.miscalibration >= 0
    assert not np.isnan(parts.total)


@every_score
def test_bins_of_one_forecast_each_hide_nothing(score, rng):
    p = np.array([0.1, 0.3, 0.3, 0.7, 0.9])[rng.integers(5, size=999)]
    y = (rng.random(999) < p).astype(int)
    assert decompose_score(y, p, score=score).within == 0


@every_score
def test_one_forecast_for_everybody_resolves_nothing(score):
    parts = decompose_score([0, 0, 0, 1], [0.25] * 4, score=score)
    assert parts == ScoreParts(xent.entropy([0.25, 0.75]) if score == "log" else 0.1875, 0, 0, 0)


@every_score
def test_a_perfect_forecaster_resolves_all_that_is_uncertain(score):
    parts = decompose_score([0, 1, 1, 0], [0, 1, 1, 0], score=score)
    assert parts.resolution == parts.uncertainty
    assert parts.total == parts.miscalibration == parts.within == 0


@every_score
def test_what_always_or_never_happens_is_not_uncertain(score):
    for happens in (0, 1):
        parts = decompose_score([happens] * 3, [0.2, 0.5, 0.8], score=score)
        assert parts.uncertainty == parts.resolution == 0
        assert parts.total > 0


@pytest.mark.parametrize("p", [[0, 0, 0.5], [0, 0.05, 0.5], [0.0, 0.0, 1.0]])
def test_what_was_impossible_and_happened_costs_infinitely_much(p):
    parts = decompose_score([1, 1, 0], p)
    assert parts.total == np.inf
    assert decompose_score([1, 1, 0], p, score="brier").total < np.inf


@every_score
def test_true_probabilities_are_calibrated_up_to_chance(score, rng):
    """The mean of n · miscalibration over samples is, per bin, 1/2 for "log" and p (1 - p)."""
    scaled = []
    for _ in range(100):
        events = data.rare_events(5000, share=0.3, rng=rng)
        parts = decompose_score(events.happened, events.posterior, score=score)
        scaled.append(5000 * parts.miscalibration)
    expected = 10 / 2 if score == "log" else 10 * 0.165  # the mean of p (1 - p) over ten bins
    assert abs(np.mean(scaled) - expected) < 0.15 * expected


def test_what_bins_hide_counts_for_the_forecaster_who_tells_cases_apart(rng):
    events = data.rare_events(50_000, share=0.3, rng=rng)
    parts = decompose_score(events.happened, events.posterior, n_bins=2)
    assert parts.within < -0.01
    shuffled = np.where(events.posterior > 0.5, 1.5, 0.5) - events.posterior
    assert decompose_score(events.happened, shuffled, n_bins=2).within > 0.01


def test_limits_of_bins_can_be_given_and_axes_are_pooled(rng):
    y, p = forecasts(rng, n=60)
    one = decompose_score(y, p, n_bins=[0, 0.1, 0.5, 1])
    assert one == decompose_score(y.reshape(6, 10), p.reshape(6, 10), n_bins=[0, 0.1, 0.5, 1])
    assert one != decompose_score(y, p)


REFUSED = [
    ({"score": "auc"}, ValueError, r"score must be one of \('log', 'brier'\); got 'auc'"),
    ({"score": None}, ValueError, "score must be one of .*; got None"),
    ({"binning": "equal"}, ValueError, "binning must be one of"),
    ({"n_bins": 0}, ValueError, "n_bins must be at least 1; got 0"),
    ({"y_true": [0, 2]}, ValueError, "y_true must hold events, 0 or 1; got 2"),
    ({"y_proba": [0.1, 1.2]}, ValueError, "y_proba must hold probabilities between 0 and 1"),
    ({"y_proba": [0.1]}, ValueError, r"y_true must have the shape of y_proba, \(1,\)"),
    ({"y_true": [], "y_proba": []}, ValueError, "y_proba must hold at least one forecast"),
]


@pytest.mark.parametrize("wrong, kind, words", REFUSED)
def test_what_has_no_score_is_refused_in_words(wrong, kind, words):
    with pytest.raises(kind, match=words):
        decompose_score(**{"y_true": [0, 1], "y_proba": [0.1, 0.9]} | wrong)


@every_score
def test_a_probability_past_one_by_rounding_counts_as_one(score):
    past, one = (decompose_score([1, 1], [p, p], score=score) for p in (1 + 1e-9, 1.0))
    assert past == one


def test_nothing_is_raised_whatever_numpy_was_told():
    with np.errstate(all="raise"):
        for p in ([0, 1e-310, 0.5, 1], [0, 0, 1, 1], [1, 1, 0, 0], [1e-200, 1e-160, 1, 0.2]):
            for score in CHARGES:
                assert decompose_score([0, 0, 1, 1], p, score=score).uncertainty > 0
        low, high = proportion_interval([0, 1, 10**15], 10**15)
        assert (low <= high).all()
