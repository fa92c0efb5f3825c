"""The losses against arithmetic with a thousand digits, from hopeless to all but certain."""

import mpmath
import numpy as np
import pytest
from exact import numbers
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent

SIZES = [0, 1e-300, 1e-20, 1e-8, 0.1, 0.5, 1, 2, 10, 29.9, 30.1, 36, 37, 40]
LOGITS = sorted({sign * size for sign in (-1, 1) for size in SIZES})
LARGE = [sign * size for sign in (-1, 1) for size in (80, 299, 301, 500, 700, 740, 1e3, 1e5)]
COUNTS = [2, 3, 7, 8, 10, 31, 32, 1000, 1025, 50_000]


def exactly(own, others):
    """Loss of a class, and its gradient at that class and at each other value, from counts."""
    ratios = {value: mpmath.exp(mpmath.mpf(value) - mpmath.mpf(own)) for value in others}
    rest = mpmath.fsum(n * ratios[value] for value, n in others.items())
    gradient = {value: ratio / (1 + rest) for value, ratio in ratios.items()}
    return mpmath.log1p(rest) if rest < 1 else mpmath.log(1 + rest), -rest / (1 + rest), gradient


def assert_near(got, exact, rtol):
    """Right to a relative error, and to the smallest normal number below it."""
    error = abs(mpmath.mpf(float(got)) - exact)
    assert error <= max(rtol * abs(exact), float(np.finfo(np.asarray(got).dtype).tiny)), (
        f"{got} where {mpmath.nstr(exact, 20)} is right"
    )


def tolerance(dtype, z):
    if dtype == np.float32:
        return 5e-6
    return 1e-14 if abs(z) <= 40 else 2e-13


def targets(kind, own, k, dtype):
    return own if kind == "ids" else np.eye(1, k, own, dtype)[0]


def check_row(kind, own, logits, rtol):
    loss, gradient = xent.softmax_cross_entropy_value_and_grad(
        targets(kind, own, len(logits), logits.dtype), logits
    )
    values, places, counts = np.unique(
        np.delete(logits, own), return_index=True, return_counts=True
    )
    others = dict(zip(map(float, values), map(int, counts), strict=True))
    exact_loss, exact_own, exact_others = exactly(float(logits[own]), others)
    assert_near(loss, exact_loss, rtol)
    assert_near(gradient[own], exact_own, rtol)
    for place, exact in zip(places, exact_others.values(), strict=True):
        assert_near(np.delete(gradient, own)[place], exact, rtol)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("kind", ["ids", "one-hot"])
@pytest.mark.parametrize("k", COUNTS)
def test_one_class_apart_is_exact_whether_it_happens_or_not(k, kind, dtype):
    sizes = LOGITS + LARGE if k < 1000 else [-700, -301, -40, -1e-8, 40, 301, 700]
    with mpmath.workdps(1000):
        for z in sizes:
            logits = np.zeros(k, dtype)
            logits[0] = z
            for own in (0, k - 1):
                check_row(kind, own, logits, tolerance(dtype, z))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("kind", ["ids", "one-hot"])
@pytest.mark.parametrize("k", [3, 9, 40])
def test_classes_far_on_either_side_of_zero_are_exact(k, kind, dtype):
    with mpmath.workdps(1000):
        for z in [29, 31, 43, 60, 80] if dtype == np.float32 else [40, 299, 301, 350, 500]:
            logits = np.zeros(k, dtype)
            logits[:2] = z, -z
            for own in (0, 1, 2):
                check_row(kind, own, logits, tolerance(dtype, z))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("kind", ["ids", "one-hot"])
@pytest.mark.parametrize("scale, limit", [(0.01, 40), (3, 40), (12, 40), (250, 700)])
@pytest.mark.parametrize("k", [2, 5, 9, 40, 300])
def test_rows_of_any_logits_are_exact(k, scale, limit, kind, dtype, rng):
    if dtype == np.float32 and limit > 40:
        limit = 40  # beyond, the rounding of z itself is worth more
    with mpmath.workdps(700):
        logits = np.clip(rng.normal(scale=scale, size=k), -limit, limit).astype(dtype)
        for own in {0, int(logits.argmin()), int(logits.argmax())}:
            check_row(kind, own, logits, tolerance(dtype, limit))


@pytest.mark.parametrize("k", [2, 5, 40, 300])
@pytest.mark.parametrize("scale", [0.1, 3, 12, 100])
def test_soft_targets_are_exact_in_the_norm_of_the_row(k, scale, rng):
    logits, masses = rng.normal(scale=scale, size=k), rng.gamma(0.3, size=k)
    loss, gradient = xent.softmax_cross_entropy_value_and_grad(masses, logits)
    with mpmath.workdps(400):
        z, t = numbers(logits), numbers(masses)
        e = [mpmath.exp(x - max(z)) for x in z]
        log_sum = mpmath.log(mpmath.fsum(e)) + max(z)
        exact = [mpmath.fsum(t) * x / mpmath.fsum(e) - m for x, m in zip(e, t, strict=True)]
        assert_near(loss, mpmath.fsum(m * (log_sum - x) for m, x in zip(t, z, strict=True)), 1e-14)
        error = [mpmath.mpf(float(g)) - x for g, x in zip(gradient, exact, strict=True)]
        norm = mpmath.fsum(t)
        assert mpmath.norm(error) <= 1e-14 * norm


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("z", LOGITS + LARGE)
def test_a_label_is_exact_in_both_tails(z, dtype):
    z = dtype(z)
    with mpmath.workdps(1000):
        exact_z, rtol = mpmath.mpf(float(z)), tolerance(dtype, 0)
        for y, sign in ((1, -1), (0, 1)):
            loss, gradient = xent.sigmoid_cross_entropy_value_and_grad(y, z)
            assert_near(loss, mpmath.log1p(mpmath.exp(sign * exact_z)), rtol)
            assert_near(gradient, sign / (1 + mpmath.exp(-sign * exact_z)), rtol)


@pytest.mark.parametrize("y", [1e-300, 1e-9, 0.3, 0.5, 1 - 2**-53])
@pytest.mark.parametrize("z", LOGITS + LARGE)
def test_a_soft_label_is_exact(y, z):
    loss, gradient = xent.sigmoid_cross_entropy_value_and_grad(y, z)
    with mpmath.workdps(1000):
        y, z = mpmath.mpf(y), mpmath.mpf(z)
        yes, no = mpmath.exp(-z), mpmath.exp(z)
        assert_near(loss, y * mpmath.log1p(yes) + (1 - y) * mpmath.log1p(no), 1e-14)
        assert abs(float(gradient) - (1 / (1 + yes) - y)) <= 1e-15


@pytest.mark.parametrize("p", [5e-324, 1e-300, 1e-9, 0.1, 0.5, 0.9, 1 - 2**-53])
def test_losses_of_probabilities_are_exact_for_the_probability_that_came(p):
    with mpmath.workdps(400):
        exact = mpmath.mpf(p)
        for y, chance in ((1, exact), (0, 1 - exact)):
            assert_near(xent.binary_cross_entropy(y, p), -mpmath.log(chance), 1e-15)
        assert_near(xent.categorical_cross_entropy(0, [p, 1 - p]), -mpmath.log(exact), 1e-15)
        if p > 1e-305:
            gradient = xent.categorical_cross_entropy_grad(0, [p, 1 - p])
            assert_near(gradient[0], -1 / exact, 1e-15)
            assert_near(xent.binary_cross_entropy_grad(0, p), 1 / (1 - exact), 1e-15)
            assert_near(xent.binary_cross_entropy_grad(1, p), -1 / exact, 1e-15)


@pytest.mark.parametrize("p", [1e-320, 1e-310, 3e-308])
@pytest.mark.parametrize("y", [5e-324, 1e-320, 1e-300])
def test_labels_as_small_as_their_probabilities_have_exact_gradients(y, p):
    with mpmath.workdps(400):
        ratio = mpmath.mpf(y) / mpmath.mpf(p)
        exact = (1 - mpmath.mpf(y)) / (1 - mpmath.mpf(p)) - ratio
        assert_near(xent.binary_cross_entropy_grad(y, p), exact, 1e-15)
        assert_near(xent.categorical_cross_entropy_grad([y, 1.0], [p, 1.0])[0], -ratio, 1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_floats_there_are_make_no_warning(dtype):
    large = np.finfo(dtype).max
    logits = np.array([[large, -large], [large, large], [large / 2, 0]], dtype)
    loss, gradient = xent.softmax_cross_entropy_value_and_grad([0, 1, 1], logits)
    assert_allclose(loss, np.array([0, np.log(2), large / 2], dtype), rtol=1e-6)
    assert_array_equal(gradient, np.array([[0, 0], [0.5, -0.5], [1, -1]], dtype))
    loss, gradient = xent.sigmoid_cross_entropy_value_and_grad([1, 0], logits[0])
    assert_array_equal(loss, [0, 0])
    assert_array_equal(gradient, [0, 0])


def test_what_is_small_is_never_nothing():
    for z in np.linspace(1, 700, 100):
        assert xent.softmax_cross_entropy(0, [z, 0]) > 0
        assert xent.softmax_cross_entropy([1.0, 0.0], [z, 0]) > 0
        assert xent.sigmoid_cross_entropy(1, z) > 0
        assert (xent.softmax_cross_entropy_grad(0, [z, 0]) != 0).all()
        assert (xent.softmax_cross_entropy_grad(1, [z, 0]) != 0).all()


@pytest.mark.parametrize("k", [2, 9, 100])
def test_an_extreme_neighbour_changes_no_example(k, rng):
    logits, ids = rng.normal(size=(50, k)), rng.integers(k, size=50)
    alone = xent.softmax_cross_entropy_value_and_grad(ids, logits)
    extreme = np.concatenate([logits, np.full((1, k), -900.0)])
    beside = xent.softmax_cross_entropy_value_and_grad([*ids, 0], extreme)
    for a, b in zip(alone, beside, strict=True):
        assert_allclose(b[:-1], a, rtol=1e-14)
