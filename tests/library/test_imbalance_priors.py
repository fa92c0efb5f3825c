"""Shares of classes: corrected logits obey Bayes, and estimated shares are the likeliest."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import minimize

import xentlib as xent
from xentlib import data, draws, estimate_prior, prior_correction
from xentlib.imbalance import _priors

SHARES = np.array([0.5, 0.3, 0.15, 0.05])
MEANS = np.array([-2.0, 0.0, 1.5, 3.0])
weights = arrays(np.float64, 4, elements=st.floats(0.01, 1))


def posterior(x, shares):
    """Probabilities of four classes whose measurement is normal, by Bayes' rule."""
    return xent.softmax(-((x[:, None] - MEANS) ** 2) / 2 + np.log(shares))


def population(shares, n, rng):
    y = draws.labels(rng, shares, n)
    return y, MEANS[y] + draws.normal(rng, n)


@pytest.mark.parametrize("old, new", [(0.03, 0.5), (0.5, 0.03), (0.2, 1e-9), (1e-250, 0.5)])
def test_corrected_logits_are_those_of_bayes_under_the_new_shares(old, new, rng):
    x = data.rare_events(100, share=old, spread=1.5, rng=rng)
    change = prior_correction([1 - old, old], [1 - new, new])
    prior = np.log(new / (1 - new)) - np.log(old / (1 - old))
    assert_allclose(x.logit + change[1] - change[0], x.logit + prior, atol=1e-12)
    both = np.stack([np.zeros(100), x.logit], -1) + change
    odds = x.posterior / xent.sigmoid(-x.logit) * new / old * (1 - old) / (1 - new)
    assert_allclose(xent.softmax(both)[:, 1], odds / (1 + odds), rtol=1e-9)


@given(weights, weights, weights)
def test_corrections_add_up_and_the_way_back_undoes_them(a, b, c):
    a, b, c = a / a.sum(), b / b.sum(), c / c.sum()
    assert_allclose(
        prior_correction(a, b) + prior_correction(b, c), prior_correction(a, c), 0, 1e-14
    )
    assert_array_equal(prior_correction(a, a), np.zeros(4))


def test_classes_corrected_to_equal_shares_are_those_adjusted_by_their_counts():
    counts = np.array([90, 9, 1])
    change = prior_correction(counts / 100, np.full(3, 1 / 3))
    assert_allclose(change, -np.log(3) - xent.logit_adjustment(counts), rtol=1e-14)


def test_balanced_weights_act_as_equal_shares_which_the_correction_takes_back(rng):
    """The fit by weighted means, whose optimum is known: one frequency for each of 50 cells."""
    n, cells = 20_000, 50
    x = data.rare_events(n, share=0.1, rng=rng)
    cell = np.minimum((cells * xent.sigmoid(x.logit + 2)).astype(int), cells - 1)
    weight = xent.balanced_class_weights(np.bincount(x.happened.astype(int)))
    ones = np.bincount(cell, x.happened, cells)
    zeros = np.bincount(cell, 1 - x.happened, cells)
    seen = (ones > 0) & (zeros > 0)
    weighted = np.stack([weight[0] * zeros, weight[1] * ones], -1)[seen]
    rate = x.happened.mean()
    logits = np.log(weighted) + prior_correction([0.5, 0.5], [1 - rate, rate])
    assert_allclose(xent.softmax(logits)[:, 1], (ones / (ones + zeros))[seen], rtol=1e-12)


def test_a_class_that_is_gone_has_no_logit_left():
    change = prior_correction([0.5, 0.25, 0.25], [0.5, 0.5, 0])
    assert_array_equal(change, [0, np.log(2), -np.inf])
    assert xent.softmax(np.array([1.0, 2.0, 50.0]) + change)[2] == 0


def likelihood(p, old, new):
    with np.errstate(divide="ignore"):
        return np.log(p / old @ new).mean()


def by_scipy(p, old):
    """Likeliest shares as SciPy finds them, among those on the simplex."""
    found = minimize(
        lambda w: -likelihood(p, old, w),
        old,
        jac=lambda w: -(p / old / (p / old @ w)[:, None]).mean(0),
        method="SLSQP",
        bounds=[(0, 1)] * len(old),
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        options={"ftol": 1e-15, "maxiter": 1000},
    )
    return np.clip(found.x, 0, 1) / np.clip(found.x, 0, 1).sum()


def random_forecasts(rng, n, k, concentration):
    p = rng.dirichlet(np.full(k, concentration), n)
    return p, rng.dirichlet(np.full(k, 3.0))


@pytest.mark.parametrize("concentration", [0.1, 1, 30])
@pytest.mark.parametrize("n, k", [(1, 3), (2, 2), (30, 4), (400, 7)])
def test_estimated_shares_are_no_less_likely_than_those_that_scipy_finds(concentration, n, k, rng):
    p, old = random_forecasts(rng, n, k, concentration)
    p = np.maximum(p, 1e-9) / np.maximum(p, 1e-9).sum(-1, keepdims=True)
    got, other = estimate_prior(p, old), by_scipy(p, old)
    assert likelihood(p, old, got) >= likelihood(p, old, other) - 1e-12
    assert_allclose(got, other, atol=2e-5)


@pytest.mark.parametrize("concentration", [0.02, 1, 1000])
@pytest.mark.parametrize("n, k", [(1, 2), (3, 9), (500, 5)])
def test_no_shares_can_be_likelier_than_the_estimated_ones(concentration, n, k, rng):
    """The likelihood is concave, so the best slope on the simplex bounds what is missing."""
    p, old = random_forecasts(rng, n, k, concentration)
    got = estimate_prior(p, old)
    slope = (p / old / (p / old @ got)[:, None]).mean(0)
    assert slope.max() <= 1 + 1e-12
    assert_allclose(got.sum(), 1, rtol=1e-15)
    assert (got >= 0).all()


def test_an_estimate_is_where_em_stands_still(rng):
    p, old = random_forecasts(rng, 300, 4, 1)
    got = estimate_prior(p, old)
    corrected = xent.softmax(np.log(p) + prior_correction(old, got))
    assert_allclose(corrected.mean(0), got, atol=1e-12)


def test_em_creeps_to_the_same_shares(rng):
    p = posterior(population(SHARES, 500, rng)[1], np.full(4, 0.25))
    new = np.full(4, 0.25)
    for _ in range(20_000):
        new = xent.softmax(np.log(p) + prior_correction(np.full(4, 0.25), new)).mean(0)
    assert_allclose(estimate_prior(p, np.full(4, 0.25)), new, atol=1e-9)


@pytest.mark.parametrize("concentration", [0.1, 1, 30, 1000])
def test_newtons_steps_find_shares_of_0_in_a_few_rounds(concentration, rng, monkeypatch):
    rounds = []
    newton = _priors._newton
    monkeypatch.setattr(_priors, "_newton", lambda *a: (rounds.append(1), newton(*a))[1])
    for n in (1, 2, 10, 100):
        p, old = random_forecasts(rng, n, 8, concentration)
        estimate_prior(p, old)
    assert len(rounds) < 4 * 25


@pytest.mark.parametrize("old", [[0.25] * 4, [0.05, 0.05, 0.1, 0.8]])
def test_shifted_shares_are_found_without_a_label(old, rng):
    n, times = 4000, 40
    errors = []
    for _ in range(times):
        _, x = population(SHARES, n, rng)
        errors.append(estimate_prior(posterior(x, old), old) - SHARES)
    mean, spread = np.mean(errors, 0), np.std(errors, 0, ddof=1)
    assert (spread < 0.03).all()
    assert (abs(mean) < 4 * spread / np.sqrt(times)).all()


def test_a_class_that_is_gone_is_found_to_be_gone(rng):
    gone = []
    for _ in range(40):
        _, x = population([0.5, 0.5, 0, 0], 1000, rng)
        got = estimate_prior(posterior(x, SHARES), SHARES)
        gone.append(got[3] == 0)
        assert_allclose(got, [0.5, 0.5, 0, 0], atol=0.15)
    assert 10 <= sum(gone) <= 35  # in the other half of cases, by chance, a little of it is seen


@pytest.mark.parametrize("old", [[0.25] * 4, SHARES])
def test_forecasts_that_are_certain_are_counted(old):
    y = np.array([0, 0, 0, 1, 3])
    assert_allclose(estimate_prior(np.eye(4)[y], old), [0.6, 0.2, 0, 0.2], rtol=1e-12)
    assert_array_equal(estimate_prior(np.eye(4)[[2]], old), [0, 0, 1, 0])


def test_one_row_says_that_its_class_with_the_largest_gain_is_all_there_is():
    assert_array_equal(estimate_prior([[0.6, 0.3, 0.1]], [0.7, 0.2, 0.1]), [0, 1, 0])


def test_of_equally_likely_shares_the_ones_in_the_old_proportion_are_taken():
    got = estimate_prior([[0.6, 0.3, 0.1]], [0.8, 0.15, 0.05])  # both are twice as likely here
    assert_allclose(got, [0, 0.75, 0.25], rtol=1e-12)


def test_forecasts_that_tell_nothing_change_nothing():
    assert_allclose(estimate_prior([SHARES] * 7, SHARES), SHARES, rtol=1e-15)


def test_forecasts_that_tell_next_to_nothing_come_to_an_end(rng):
    p = SHARES + 1e-9 * rng.normal(size=(50, 4))
    got = estimate_prior(p / p.sum(-1, keepdims=True), SHARES)
    slope = (p / p.sum(-1, keepdims=True) / SHARES).mean(0)
    assert got[slope.argmax()] > 0.5


def test_single_precision_is_computed_in_double(rng):
    p, old = random_forecasts(rng, 100, 3, 1)
    single = p.astype(np.float32)
    double = single.astype(float) / single.astype(float).sum(-1, keepdims=True)
    assert_allclose(estimate_prior(single, old), estimate_prior(double, old), atol=1e-11)
    assert estimate_prior(single, old).dtype == np.float64


def test_nothing_is_raised_whatever_numpy_was_told():
    rows = np.array([[1, 1e-200, 1e-310], [1e-200, 1, 3e-308], [0.5, 0.5, 1e-307]])
    with np.errstate(all="raise"):
        assert_array_equal(estimate_prior(rows, [0.3, 0.3, 0.4]).round(9), [0.5, 0.5, 0])
        assert prior_correction([1 - 1e-200, 1e-200], [1, 0])[1] == -np.inf


def test_shares_and_forecasts_are_left_alone():
    shares, rows = np.array([0.25, 0.75]), np.array([[0.5, 0.5], [0.9, 0.1]])
    for array in (shares, rows):
        array.flags.writeable = False  # a write would raise
    prior_correction(shares, shares)
    estimate_prior(rows, shares)


REFUSED = [
    ([0.5, 0.4], [0.5, 0.5], "old must sum to 1 along axis -1; got a sum of 0.9: if these are c"),
    ([0.5, 0.5], [90, 10], "new must sum to 1 along axis -1; got a sum of 100: if these are co"),
    ([1.0, 0.0], [0.5, 0.5], r"old must be positive: a class .*; got 0\.0 at \[1\]: leave the"),
    ([1.5, -0.5], [0.5, 0.5], r"old must hold non-negative, finite probabilities; got -0\.5"),
    ([0.5, 0.5], [np.nan, 1], r"new must hold non-negative, finite probabilities; got nan at"),
    ([0.5, 0.5], [0.2, 0.3, 0.5], r"old and new must have the same shape; got \(2,\) and \(3,\)"),
    ([[0.5, 0.5]], [0.5, 0.5], r"old must hold one share per class, in one .* \(1, 2\)"),
    (0.5, [0.5, 0.5], "old must be an array of probabilities; got the single number 0.5"),
    ([], [], r"old must hold at least one outcome; got the shape \(0,\)"),
]


@pytest.mark.parametrize("old, new, words", REFUSED)
def test_what_are_no_shares_is_refused_in_words(old, new, words):
    with pytest.raises(ValueError, match=words):
        prior_correction(old, new)


NO_FORECASTS = [
    ([0.2, 0.7, 0.9], r"\(n, 2\), with at least one row, for the classes of old; .*: for prob"),
    (np.zeros((0, 2)), r"y_proba must have the shape \(n, 2\), with at least one row"),
    ([[0.2, 0.3, 0.5]], r"y_proba must have the shape \(n, 2\).* got the shape \(1, 3\)"),
    (0.5, r"y_proba must have the shape \(n, 2\).* got the shape \(\)"),
    ([[0.5, 0.6]], r"y_proba must sum to 1 along axis -1; got a sum of 1\.1"),
    ([[-0.5, 1.5]], r"y_proba must hold non-negative, finite probabilities; got -0\.5"),
]


@pytest.mark.parametrize("p, words", NO_FORECASTS)
def test_what_are_no_forecasts_over_the_classes_is_refused_in_words(p, words):
    with pytest.raises(ValueError, match=words):
        estimate_prior(p, [0.5, 0.5])


def test_a_class_that_was_never_trained_is_refused():
    with pytest.raises(ValueError, match=r"old must be positive: .* got 0\.0 at \[0\]: leave"):
        estimate_prior([[0.5, 0.5]], [0, 1])
