"""Other likelihoods: against SciPy, against mpmath where SciPy runs out of digits."""

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import stats

from xentlib.gradcheck import complex_step_gradient, numerical_gradient
from xentlib.likelihoods import (
    binomial_nll,
    gaussian_nll,
    laplace_nll,
    ordinal_nll,
    poisson_nll,
    student_t_nll,
)
from xentlib.numerics import log_sigmoid, sigmoid

MEASURED = {
    gaussian_nll: stats.norm.logpdf,
    laplace_nll: stats.laplace.logpdf,
    lambda y, mean, scale: student_t_nll(y, mean, scale, 3.5): (
        lambda y, mean, scale: stats.t.logpdf(y, 3.5, mean, scale)
    ),
}
every_measured = pytest.mark.parametrize(
    "nll, logpdf", MEASURED.items(), ids=["Gaussian", "Laplace", "Student t"]
)


def exactly(formula, *columns, dps=60):
    """Formula of exact numbers, row by row, rounded to floats."""
    with mpmath.workdps(dps):
        rows = zip(*(map(mpmath.mpf, map(float, column)) for column in columns), strict=True)
        return [float(formula(*row)) for row in rows]


@every_measured
def test_measurements_cost_what_scipy_says(nll, logpdf, rng):
    y, mean, scale = rng.normal(size=(3, 4, 50)) * [[[1.0]], [[3.0]], [[1.0]]]
    scale = np.exp(scale)
    assert_allclose(nll(y, mean, scale), -logpdf(y, mean, scale), rtol=1e-12, atol=1e-14)
    assert_allclose(nll(y, mean, 0.3), -logpdf(y, mean, 0.3), rtol=1e-12, atol=1e-14)


@every_measured
def test_a_density_sums_to_one(nll, logpdf):
    # y = sinh(u) spreads the points over twenty orders of magnitude
    u = np.linspace(-40, 40, 400_001)
    y = np.sinh(u)
    density = np.exp(-nll(y, np.zeros_like(y), 2.0)) * np.cosh(u)
    assert_allclose(density.sum() * (u[1] - u[0]), 1, rtol=1e-8)


@every_measured
def test_another_unit_of_measurement_adds_its_logarithm(nll, logpdf, rng):
    y, mean = rng.normal(size=(2, 20))
    assert_allclose(nll(100 * y, 100 * mean, 100.0), nll(y, mean, 1.0) + np.log(100), rtol=1e-13)


def test_squared_error_is_the_gaussian_up_to_a_constant(rng):
    y, mean = rng.normal(size=(2, 20))
    cost = gaussian_nll(y, mean, 1.0) - gaussian_nll(mean, mean, 1.0)
    assert_allclose(cost, (y - mean) ** 2 / 2, rtol=1e-13, atol=1e-15)


def test_students_t_is_exact_from_heavy_tails_to_the_normal_limit(rng):
    df = 10.0 ** rng.uniform(-3, 15, size=300)
    y, scale = (
        rng.normal(size=300) * 10.0 ** rng.uniform(-5, 5, 300),
        10.0 ** rng.uniform(-3, 3, 300),
    )

    def t(y, scale, nu):
        gammas = mpmath.loggamma(nu / 2) - mpmath.loggamma((nu + 1) / 2)
        tail = (nu + 1) / 2 * mpmath.log1p((y / scale) ** 2 / nu)
        return tail + mpmath.log(scale) + gammas + mpmath.log(nu * mpmath.pi) / 2

    got = student_t_nll(y, np.zeros(300), scale, df)
    assert_allclose(got, exactly(t, y, scale, df), rtol=3e-14, atol=0)
    normal = gaussian_nll(y, np.zeros(300), scale)
    near = normal < 100
    limit = student_t_nll(y[near], np.zeros(near.sum()), scale[near], 1e300)
    assert_allclose(limit, normal[near], rtol=1e-14)


def test_far_tails_overflow_to_an_infinite_price_without_a_warning():
    assert gaussian_nll(1e308, -1e308, 1e-10) == np.inf
    assert laplace_nll(1e308, -1e308, 1e-10) == np.inf
    assert_allclose(student_t_nll(1e200, 0.0, 1.0, 1.0), np.log(np.pi) + 400 * np.log(10))


COUNTS = np.array([0, 1, 2, 3, 10, 15, 16, 100])


def test_counts_cost_what_scipy_says(rng):
    rate = np.exp(rng.normal(size=(30, 8)))
    y = np.broadcast_to(COUNTS, rate.shape)
    assert_allclose(poisson_nll(y, rate), -stats.poisson.logpmf(y, rate), rtol=1e-12)
    z, n = rng.normal(size=(30, 8)), y + rng.integers(0, 20, size=y.shape)
    expected = -stats.binom.logpmf(y, n, 1 / (1 + np.exp(-z)))
    assert_allclose(binomial_nll(y, n, z), expected, rtol=1e-12, atol=1e-13)


def test_large_counts_keep_the_digits_that_log_gamma_loses(rng):
    rate = 10.0 ** rng.uniform(-8, 14, size=400)
    y = rng.poisson(rate).astype(float)
    y[::3] = np.floor(rate[::3] * rng.uniform(0, 5, y[::3].size)) + rng.integers(0, 3, y[::3].size)
    exact = exactly(lambda y, m: m - y * mpmath.log(m) + mpmath.loggamma(y + 1), y, rate)
    assert_allclose(poisson_nll(y, rate), exact, rtol=1e-14, atol=0)


def test_binomial_is_exact_for_many_trials_and_in_both_tails(rng):
    n = np.floor(10.0 ** rng.uniform(0, 10, size=400))
    z = rng.normal(size=400) * 10.0 ** rng.uniform(-3, 2.3, size=400)
    y = rng.binomial(n.astype(int), sigmoid(z)).astype(float)
    y[::3], y[1::7] = np.floor(rng.random(y[::3].size) * (n[::3] + 1)), n[1::7]

    def binomial(y, n, z):
        ways = mpmath.loggamma(n + 1) - mpmath.loggamma(y + 1) - mpmath.loggamma(n - y + 1)
        return y * mpmath.log1p(mpmath.exp(-z)) + (n - y) * mpmath.log1p(mpmath.exp(z)) - ways

    assert_allclose(binomial_nll(y, n, z), exactly(binomial, y, n, z, dps=700), rtol=1e-12, atol=0)


def test_one_trial_is_the_binary_cross_entropy():
    z = np.array([-800.0, -40, -1, 0, 1, 40, 700])
    assert_array_equal(binomial_nll(np.ones(7), 1, z), -log_sigmoid(z))
    assert_array_equal(binomial_nll(np.zeros(7), 1, z), -log_sigmoid(-z))


def test_probabilities_of_counts_sum_to_one():
    y = np.arange(200)
    assert_allclose(np.exp(-poisson_nll(y, np.full(200, 30.5))).sum(), 1, rtol=1e-13)
    y = np.arange(41)
    assert_allclose(np.exp(-binomial_nll(y, 40, np.full(41, 0.7))).sum(), 1, rtol=1e-13)


def test_what_was_ruled_out_costs_without_limit_and_what_is_certain_nothing():
    assert_array_equal(poisson_nll([0, 1], [0.0, 0.0]), [0, np.inf])
    assert_array_equal(binomial_nll([0, 3, 0], [5, 5, 0], [-np.inf, -np.inf, 1.0]), [0, np.inf, 0])


def test_the_gradient_of_a_count_is_mean_minus_observation(rng):
    y, log_rate = np.array([0, 3, 40]), np.array([0.1, 1.0, 3.5])
    slope = numerical_gradient(lambda s: poisson_nll(y, np.exp(s)), log_rate)
    assert_allclose(slope, np.exp(log_rate) - y, rtol=1e-8)
    y, n, z = np.array([0, 3, 16]), 16, np.array([-0.5, 0.3, 2.0])
    slope = numerical_gradient(lambda z: binomial_nll(y, n, z), z)
    assert_allclose(slope, n * sigmoid(z) - y, rtol=1e-7)


def test_the_squared_price_has_the_slope_of_the_error():
    slope = complex_step_gradient(lambda m: (m - 2) ** 2 / 2, np.array([0.5]))
    got = numerical_gradient(lambda m: gaussian_nll([2.0], m, 1.0), [0.5])
    assert_allclose(got, slope, rtol=1e-9)


CUTS = np.array([-3.0, -0.5, -0.4, 2.0, 60.0])


def test_ranks_are_exact_in_both_tails_and_between_close_cuts(rng):
    score = rng.normal(size=400) * 10.0 ** rng.uniform(-1, 2.3, size=400)
    rank = rng.integers(0, 6, size=400)
    limits = [-mpmath.inf, *map(mpmath.mpf, CUTS), mpmath.inf]

    def below(cut, s):
        return mpmath.mpf(cut == mpmath.inf) if mpmath.isinf(cut) else 1 / (1 + mpmath.exp(s - cut))

    def ordinal(k, s):
        return -mpmath.log(below(limits[int(k) + 1], s) - below(limits[int(k)], s))

    exact = exactly(ordinal, rank, score, dps=1200)
    assert_allclose(ordinal_nll(rank, score, CUTS), exact, rtol=1e-13, atol=0)


def test_ranks_agree_with_the_logistic_distribution_of_scipy(rng):
    score, cuts = rng.normal(size=50), np.array([-1.0, 0.2, 1.5])
    edges = np.array([-np.inf, *cuts, np.inf])
    for k in range(4):
        p = stats.logistic.cdf(edges[k + 1] - score) - stats.logistic.cdf(edges[k] - score)
        assert_allclose(ordinal_nll(np.full(50, k), score, cuts), -np.log(p), rtol=1e-12)


def test_probabilities_of_ranks_sum_to_one(rng):
    score = rng.normal(scale=5, size=20)
    p = [np.exp(-ordinal_nll(np.full(20, k), score, CUTS)) for k in range(6)]
    assert_allclose(np.sum(p, 0), 1, rtol=1e-13)


def test_one_cut_is_the_binary_cross_entropy():
    z = np.array([-40.0, 0.3, 700])
    assert_array_equal(ordinal_nll([1, 1, 1], z, [0.0]), -log_sigmoid(z))
    assert_array_equal(ordinal_nll([0, 0, 0], z, [0.0]), -log_sigmoid(-z))


SINGLE = np.float32(0.5)
CALLS = [
    (gaussian_nll, [1.0], [SINGLE], 1.0),
    (laplace_nll, [1.0], [SINGLE], 1.0),
    (student_t_nll, [1.0], [SINGLE], 1.0, 3.0),
    (poisson_nll, [1], [SINGLE]),
    (binomial_nll, [1], 3, [SINGLE]),
    (ordinal_nll, [1], [SINGLE], [0.0, 1.0]),
]


@pytest.mark.parametrize("nll, arguments", [(f, a) for f, *a in CALLS])
def test_the_forecast_decides_the_dtype(nll, arguments):
    assert nll(*map(np.asarray, arguments)).dtype == np.float32
    wide = [
        np.asarray(a, np.int64 if nll is ordinal_nll and i == 0 else float)
        for i, a in enumerate(arguments)
    ]
    assert nll(*wide).dtype == np.float64
    assert_allclose(nll(*map(np.asarray, arguments)), nll(*wide), rtol=1e-6)


MATCHING = [
    (gaussian_nll, ([1.0, 2.0], [0.0], 1.0), "y and mean must have the same shape"),
    (laplace_nll, ([1.0], 0.0, 1.0), r"got \(1,\) and \(\): .*broadcast_to"),
    (poisson_nll, ([[1]], [1.0]), "y and rate must have the same shape"),
    (binomial_nll, ([1], 2, [[0.0]]), "y and logits must have the same shape"),
    (ordinal_nll, ([1], [[0.0]], [0.0]), "y and score must have the same shape"),
    (gaussian_nll, ([1.0], [0.0], [1.0, 2.0]), r"scale must be one number.*\(1,\); got .*\(2,\)"),
    (student_t_nll, ([1.0], [0.0], 1.0, [[1.0]]), "df must be one number, or have the shape"),
    (binomial_nll, ([1], [2, 2], [0.0]), "n must be one number, or have the shape"),
    (gaussian_nll, ([np.nan], [0.0], 1.0), r"y must hold finite numbers; got nan at \[0\]"),
    (laplace_nll, ([0.0], [np.inf], 1.0), r"mean must hold finite numbers; got inf at \[0\]"),
    (gaussian_nll, ([0.0], [0.0], 0.0), r"scale must hold positive numbers; got 0\.0"),
    (laplace_nll, ([0.0], [0.0], -1.0), r"scale must hold positive numbers; got -1\.0"),
    (student_t_nll, ([0.0], [0.0], 1.0, 0.0), r"df must hold numbers above 1e-100; got 0\.0"),
    (poisson_nll, ([1.5], [1.0]), r"y must hold counts, whole and from 0; got 1\.5 at \[0\]"),
    (poisson_nll, ([-1], [1.0]), r"y must hold counts, whole and from 0; got -1\.0"),
    (poisson_nll, ([1], [-1.0]), r"rate must hold rates of at least 0; got -1\.0"),
    (binomial_nll, ([3], 2, [0.0]), r"y must hold whole numbers from 0 to n; got 3\.0"),
    (binomial_nll, ([-1], 2, [0.0]), r"y must hold whole numbers from 0 to n; got -1\.0"),
    (binomial_nll, ([0.5], 2, [0.0]), r"y must hold whole numbers from 0 to n; got 0\.5"),
    (binomial_nll, ([0], 0.5, [0.0]), r"n must hold whole numbers from 0; got 0\.5"),
    (binomial_nll, ([0], 2, [np.inf]), r"logits must be finite, or -inf .* got inf"),
    (ordinal_nll, ([2], [0.0], [0.0]), r"y must hold class ids from 0 to 1; got 2 at \[0\]"),
    (ordinal_nll, ([0], [0.0], [1.0, 1.0]), "cuts must be finite and increase strictly; got"),
    (ordinal_nll, ([0], [0.0], [0.0, np.inf]), "cuts must be finite and increase strictly; got"),
    (ordinal_nll, ([0], [0.0], [np.nan]), "cuts must be finite and increase strictly; got"),
    (ordinal_nll, ([0], [0.0], []), r"one number between each two ranks; got the shape \(0,\)"),
    (ordinal_nll, ([0], [0.0], 1.0), r"one number between each two ranks; got the shape \(\)"),
]


@pytest.mark.parametrize("nll, arguments, message", MATCHING)
def test_what_does_not_fit_is_refused_by_name(nll, arguments, message):
    with pytest.raises(ValueError, match=message):
        nll(*arguments)


KINDS = [
    (gaussian_nll, (["1"], [0.0], 1.0), "y must hold real numbers"),
    (laplace_nll, ([1.0], [1j], 1.0), "mean must hold real numbers"),
    (ordinal_nll, ([0.0], [0.0], [0.0]), "y must hold class ids, whole numbers; got dtype float64"),
]


@pytest.mark.parametrize("nll, arguments, message", KINDS)
def test_what_is_no_real_number_is_refused_by_name(nll, arguments, message):
    with pytest.raises(TypeError, match=message):
        nll(*arguments)
