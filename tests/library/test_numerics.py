"""The numerical ground floor: right to the last digits, at every finite argument."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from exact import is_exact, numbers
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from xentlib import numerics
from xentlib.numerics import (
    expectation,
    log,
    log1mexp,
    log_ratio,
    log_sigmoid,
    log_softmax,
    logit,
    logsumexp,
    sigmoid,
    softmax,
    surprise,
    times,
    total,
)

SIZES = [0, 5e-324, 1e-300, 1e-20, 1e-8, 0.1, 0.5, 1, 2, 10, 30, 36, 37, 40, 100, 500, 700]
SIZES += [740, 745, 750, 1e3, 1e5]
LOGITS = sorted({sign * size for sign in (-1, 1) for size in SIZES})


def positive_class(function):
    return lambda z: function(np.array([z, 0.0]))[0]


@pytest.mark.parametrize(
    "function",
    [sigmoid, positive_class(softmax)],
    ids=["sigmoid", "softmax"],
)
@pytest.mark.parametrize("z", LOGITS)
def test_probability_of_one_of_two_classes_is_exact(function, z):
    with mpmath.workdps(1000):
        assert is_exact(function(np.float64(z)), 1 / (1 + mpmath.exp(-mpmath.mpf(z))))


@pytest.mark.parametrize(
    "function",
    [log_sigmoid, positive_class(log_softmax)],
    ids=["log_sigmoid", "log_softmax"],
)
@pytest.mark.parametrize("z", LOGITS)
def test_log_probability_of_one_of_two_classes_is_exact_in_both_tails(function, z):
    with mpmath.workdps(1000):
        assert is_exact(function(np.float64(z)), -mpmath.log(1 + mpmath.exp(-mpmath.mpf(z))))


@pytest.mark.parametrize("z", LOGITS)
def test_logsumexp_is_as_exact_as_its_largest_term(z):
    with mpmath.workdps(1000):
        expected = mpmath.log(1 + mpmath.exp(mpmath.mpf(z)))
        assert is_exact(logsumexp(np.array([z, 0.0])), expected, absolute=2e-16 * float(max(z, 1)))


EIGHTH = [i / 1024 for i in range(1025)]
TINY = [5e-324, 1e-308, 1e-300, 1e-20, 1e-16, 2**-53, 1e-8, 1e-3]
PROBABILITIES = sorted({*EIGHTH, *TINY, *(0.5 + s * d for d in TINY for s in (-1, 1)), 1 - 2**-53})


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_logit_is_exact_near_a_half_and_at_both_ends(dtype):
    with mpmath.workdps(1000):
        for p in np.array(PROBABILITIES, dtype):
            q = mpmath.mpf(float(p))
            exact = mpmath.log(q / (1 - q)) if 0 < q < 1 else mpmath.inf * (2 * q - 1)
            got = logit(p)
            assert got == exact if exact in (0, mpmath.inf, -mpmath.inf) else is_exact(got, exact)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_log1mexp_is_exact_in_both_tails_and_where_the_formulas_meet(dtype):
    switch = np.nextafter(np.log(2), [0, 1, 2])
    sizes = np.array([*SIZES[1:], *switch, 0.69, 0.7, 1e-16, 1e-14, 1e-3], dtype)
    with mpmath.workdps(1000):
        for x in -sizes[sizes > 0]:
            exact = mpmath.log(-mpmath.expm1(mpmath.mpf(float(x))))
            assert is_exact(log1mexp(x), exact)
    assert_array_equal(log1mexp(np.array([0, -np.inf], dtype)), [-np.inf, 0])


def test_a_loss_at_forty_is_small_but_not_zero():
    exact = pytest.approx(-4.248354255291589e-18, rel=1e-15, abs=0)
    assert log_softmax(np.array([40.0, 0.0]))[0] == exact
    assert log_sigmoid(np.float64(40)) == exact


@pytest.mark.parametrize("scale", [0.01, 1, 30, 400])
@pytest.mark.parametrize("k", [1, 2, 3, 10, 300])
def test_softmax_of_many_classes_is_exact(k, scale, rng):
    logits = np.round(rng.normal(scale=scale, size=k) * 1024) / 1024  # differences are exact
    with mpmath.workdps(1500 if k < 100 else 400):
        z = numbers(logits - logits.max())
        log_sum = mpmath.log(mpmath.fsum(mpmath.exp(x) for x in z))
        for x, p, log_p in zip(z, softmax(logits), log_softmax(logits), strict=True):
            assert is_exact(p, mpmath.exp(x - log_sum))
            assert is_exact(log_p, x - log_sum)


@given(arrays(np.int64, 5, elements=st.integers(-800, 800)), st.integers(-1000, 1000))
def test_a_common_shift_of_the_logits_changes_nothing(logits, shift):
    shifted, logits = (logits + shift).astype(float), logits.astype(float)
    assert_array_equal(softmax(shifted), softmax(logits))
    assert_array_equal(log_softmax(shifted), log_softmax(logits))
    assert_allclose(logsumexp(shifted), logsumexp(logits) + shift, rtol=1e-15, atol=1e-12)


def test_an_impossible_class_is_as_if_it_were_not_there():
    with_it, without = np.array([1.0, -np.inf, 3.0]), np.array([1.0, 3.0])
    assert_array_equal(softmax(with_it), np.insert(softmax(without), 1, 0))
    assert_array_equal(log_softmax(with_it), np.insert(log_softmax(without), 1, -np.inf))
    assert logsumexp(with_it) == logsumexp(without)


def test_an_impossible_yes_is_an_ordinary_answer():
    assert sigmoid(np.float64(-np.inf)) == 0
    assert log_sigmoid(np.float64(-np.inf)) == -np.inf


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_floats_there_are_make_no_warning(dtype):
    largest = np.finfo(dtype).max
    logits = np.array([largest, -largest])
    assert_array_equal(softmax(logits), [1, 0])
    assert_array_equal(log_softmax(logits), [0, -np.inf])
    assert logsumexp(logits) == largest
    assert_array_equal(sigmoid(logits), [1, 0])
    assert_array_equal(log_sigmoid(logits), [0, -largest])


def test_logits_may_tie_for_the_first_place():
    assert_allclose(softmax(np.zeros(4)), np.full(4, 0.25), rtol=1e-15)
    assert_allclose(log_softmax(np.zeros(4)), np.full(4, -math.log(4)), rtol=1e-15)


@given(st.floats(-1e5, 1e5))
def test_log_odds_of_a_sigmoid_are_its_argument(z):
    z = np.float64(z)
    assert_allclose(log_sigmoid(z) - log_sigmoid(-z), z, rtol=1e-15, atol=2e-16)


FINITE = st.floats(-1e300, 1e300)


@given(arrays(np.float64, st.integers(1, 100), elements=FINITE))
def test_a_sum_is_rounded_about_once(values):
    exact = math.fsum(values)
    carry = 1e-29 * math.fsum(abs(values) * 2.0**-10) * 2**10
    assert abs(total(values) - exact) <= np.spacing(abs(exact)) + carry


def test_a_sum_keeps_what_cancels_out_elsewhere(rng):
    large = rng.normal(size=1000) * 1e12
    values = rng.permutation(np.concatenate([large, [0.1, 0.2], -large]))
    assert total(values) == pytest.approx(0.3, rel=1e-13)
    assert values.sum() != pytest.approx(0.3, rel=1e-6)  # a plain sum does not


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -2, -3])
def test_a_sum_runs_along_its_axis(axis, rng):
    values = rng.normal(size=(3, 4, 7))
    assert_allclose(total(values, axis=axis), values.sum(axis), rtol=1e-13)


def test_a_sum_may_be_infinite():
    assert total(np.array([1.0, np.inf, 2.0, np.inf])) == np.inf
    assert total(np.array([1.0, -np.inf, 2.0])) == -np.inf
    assert_array_equal(total(np.array([[np.inf, 1.0], [0.1, 0.2]])), [np.inf, 0.1 + 0.2])


def test_the_sum_of_a_row_is_a_scalar():
    assert isinstance(total(np.ones(3)), np.float64)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e308, 0.0])
def test_zero_mass_silences_any_value(value):
    product = times(np.array([0.0, -0.0]), np.array([value, value]))
    assert_array_equal(product, [0, 0])
    assert not np.signbit(product).any()


def test_any_mass_at_all_lets_an_infinite_value_through():
    assert_array_equal(times(np.array([5e-324, 1]), np.array([np.inf, -np.inf])), [np.inf, -np.inf])


def test_an_expectation_is_the_sum_of_masses_times_values(rng):
    mass, values = rng.dirichlet(np.ones(5), size=3), rng.normal(size=(3, 5))
    exact = [
        float(sum(Fraction(m) * Fraction(v) for m, v in zip(*rows, strict=True)))
        for rows in zip(mass, values, strict=True)
    ]
    assert_allclose(expectation(mass, values), exact, atol=2e-16)
    assert_array_equal(expectation(mass.T, values.T, axis=0), expectation(mass, values))
    assert expectation(np.array([0.0, 1.0]), np.array([np.inf, 2.0])) == 2


@pytest.mark.parametrize("base", [np.e, 2, 10, 3.7])
def test_the_logarithm_of_zero_is_minus_infinity(base):
    assert_array_equal(log(np.array([0.0, 1.0]), base), [-np.inf, 0])


def test_bits_and_dits_are_exact_at_powers():
    powers = np.arange(-1074.0, 1)
    assert_array_equal(log(2.0**powers, 2), powers)
    assert_array_equal(log(np.array([1e-3, 1e3]), 10), [-3, 3])
    assert_array_equal(log(2.0**powers, 2.0), log(2.0**powers, 2))


@pytest.mark.parametrize("base", [np.e, 2, 10, 3.7, 1.001])
def test_a_logarithm_is_exact_in_any_base(base):
    for p in [5e-324, 1e-310, 1e-300, 1e-9, 0.1, 0.3, 0.999999, 1 - 2**-53]:
        with mpmath.workdps(50):
            expected = -mpmath.log(mpmath.mpf(p)) / (
                1 if base == np.e else mpmath.log(mpmath.mpf(base))
            )
            assert is_exact(surprise(np.float64(p), base), expected)


def test_certainty_surprises_by_plain_zero():
    assert not np.signbit(surprise(np.array([1.0, 1.0]))).any()


TINY_TO_ONE = [5e-324, 1e-320, 2e-308, 1e-300, 1e-16, 1e-3, 0.1, 0.3, 0.5, 0.5 + 2**-53, 1.0]


@pytest.mark.parametrize("base", [np.e, 2, 3.7])
@pytest.mark.parametrize("p", TINY_TO_ONE)
def test_the_logarithm_of_a_ratio_neither_overflows_nor_loses_what_is_small(p, base):
    for q in TINY_TO_ONE:
        with mpmath.workdps(50):
            scale = 1 if base == np.e else mpmath.log(mpmath.mpf(base))
            expected = mpmath.log(mpmath.mpf(p) / mpmath.mpf(q)) / scale
            assert is_exact(log_ratio(np.float64(p), np.float64(q), base), expected, absolute=3e-16)


def test_a_ratio_of_nothing_to_something_and_back_is_infinite():
    one, none = np.array([1.0]), np.array([0.0])
    assert log_ratio(none, one) == -np.inf
    assert log_ratio(one, none) == np.inf


@given(arrays(np.float64, 4, elements=st.floats(0, 1, exclude_min=True)))
def test_equal_probabilities_have_a_ratio_of_exactly_one(p):
    assert_array_equal(log_ratio(p, p), np.zeros(4))


def of_two(function):
    return lambda x: function(x, x[::-1])


FUNCTIONS = {
    name: getattr(numerics, name)
    for name in ("log", "surprise", "log_softmax", "softmax", "logsumexp", "log_sigmoid", "sigmoid")
} | {
    "total": total,
    "log_ratio": of_two(log_ratio),
    "times": of_two(times),
    "expectation": of_two(expectation),
    "log in base 3": lambda p: log(p, 3),
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_single_precision_is_kept_and_is_right_to_its_own_last_digits(function, rng):
    single = rng.random(50, dtype=np.float32)
    answer = function(single)
    assert answer.dtype == np.float32
    assert_allclose(answer, function(single.astype(np.float64)), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_kernels_leave_their_arguments_alone(function):
    values = np.array([[0.0, 0.25, 1.0], [0.5, 0.5, 0.0]])
    values.flags.writeable = False
    function(values)
