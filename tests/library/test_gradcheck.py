"""Gradients without calculus: right where the function is smooth, refused where they can't be."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from xentlib.gradcheck import complex_step_gradient, gradient_error, numerical_gradient

SMOOTH = {
    "exp": (np.exp, np.exp),
    "sine": (np.sin, np.cos),
    "fifth power": (lambda x: x**5, lambda x: 5 * x**4),
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), lambda x: 1 / (2 + np.exp(x) + np.exp(-x))),
    "log of 1 + x²": (lambda x: np.log(1 + x * x), lambda x: 2 * x / (1 + x * x)),
}
every_smooth = pytest.mark.parametrize("f, slope", SMOOTH.values(), ids=SMOOTH.keys())


@every_smooth
@pytest.mark.parametrize("size", [1e-2, 1.0, 20.0])
def test_differences_of_fourth_order_are_right_to_nine_digits(f, slope, size, rng):
    x = size * rng.normal(size=(2, 3))
    expected = slope(x)
    scale = np.abs(expected).max() + np.abs(f(x)).max()
    assert_allclose(numerical_gradient(f, x), expected, rtol=1e-9, atol=1e-9 * scale)


@every_smooth
def test_a_complex_step_is_right_to_the_last_digits(f, slope, rng):
    x = rng.normal(size=(2, 3))
    assert_allclose(complex_step_gradient(f, x), slope(x), rtol=1e-13)


def test_the_step_grows_and_shrinks_with_x():
    tiny, huge = np.array([1e-3]), np.array([1e10])
    assert_allclose(numerical_gradient(np.log, tiny), 1 / tiny, rtol=1e-8)
    assert_allclose(numerical_gradient(lambda x: x**2, huge), 2 * huge, rtol=1e-9)


def test_the_order_is_four():
    quartic = numerical_gradient(lambda x: x**4, [1.0, -2.0])
    assert_allclose(quartic, [4, -32], rtol=3e-12)


@pytest.mark.parametrize("gradient", [numerical_gradient, complex_step_gradient])
def test_the_gradient_is_that_of_the_sum_over_whatever_f_returns(gradient):
    matrix = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    assert_allclose(gradient(lambda x: matrix @ x, [0.3, 0.5]), [9, 12], rtol=1e-9)
    assert gradient(lambda x: (x**2).sum(), 3.0).shape == ()
    assert gradient(np.exp, np.zeros((0, 2))).shape == (0, 2)


@pytest.mark.parametrize("gradient", [numerical_gradient, complex_step_gradient])
def test_x_is_left_alone_even_by_a_function_that_writes_into_its_argument(gradient):
    def careless(x):
        x *= 2
        return x

    x = np.ones(2)
    assert_allclose(gradient(careless, x), [2, 2], rtol=1e-9)
    assert_array_equal(x, [1, 1])


@every_smooth
def test_a_right_gradient_has_a_small_error_as_an_array_and_as_a_function(f, slope, rng):
    x = rng.normal(size=5)
    assert gradient_error(slope(x), f, x) == gradient_error(slope, f, x) < 1e-9


def test_the_error_of_a_wrong_gradient_is_its_relative_size():
    x = np.array([1.0, 2.0])
    assert_allclose(gradient_error(lambda x: 1.1 * np.exp(x), np.exp, x), 0.1 / 1.1, rtol=1e-6)
    assert_allclose(gradient_error(lambda x: -np.exp(x), np.exp, x), 2, rtol=1e-6)


def test_one_wrong_entry_among_larger_ones_is_found():
    x = np.array([0.0, 3.0])
    assert gradient_error(np.exp(x) + np.array([0.01, 0]), np.exp, x) > 0.009


def test_a_gradient_of_zeros_has_no_error():
    assert gradient_error(np.zeros(3), lambda x: 0 * x, np.ones(3)) == 0
    assert gradient_error(np.zeros(0), np.exp, np.zeros(0)) == 0


REFUSED = [
    ("no function", np.zeros(1), TypeError, "f must be a function of one array; got 'no function'"),
    (np.exp, [np.nan], ValueError, r"x must hold finite numbers; got nan at \[0\]"),
    (np.exp, ["1"], TypeError, "x must hold real numbers"),
    (lambda x: x.astype(np.float32), [1.0], TypeError, "f must answer in float64, .* got float32"),
    (lambda x: np.round(x).astype(int), [1.0], TypeError, "f must answer in float64, .* got int64"),
    (lambda x: x / 0.0 * 0, [1.0], ValueError, r"f must be finite near x; got nan around x\[0\]"),
]


@pytest.mark.parametrize("f, x, error, message", REFUSED)
def test_what_has_no_differences_is_refused(f, x, error, message):
    with np.errstate(all="ignore"), pytest.raises(error, match=message):
        numerical_gradient(f, x)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"grad must have the shape of x, \(2,\); got \(2, 1\)"):
        gradient_error(np.zeros((2, 1)), np.exp, np.zeros(2))
    with pytest.raises(ValueError, match=r"grad must hold finite numbers; got nan at \[1\]"):
        gradient_error([1.0, np.nan], np.exp, np.zeros(2))


def test_a_function_that_loses_the_imaginary_step_is_refused():
    with pytest.raises(
        TypeError, match=r"f must give complex numbers for complex x; got .*float64"
    ):
        complex_step_gradient(np.abs, [1.0])
    with pytest.raises(TypeError, match="f must be a function of one array; got 3"):
        complex_step_gradient(3, [1.0])
