"""The public face of the numerics: strict, and in agreement with SciPy and with itself."""

import numpy as np
import pytest
import scipy.special
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent

ALONG_AN_AXIS = [xent.softmax, xent.log_softmax, xent.logsumexp]
ELEMENTWISE = [xent.sigmoid, xent.log_sigmoid]
along_an_axis = pytest.mark.parametrize("link", ALONG_AN_AXIS, ids=lambda f: f.__name__)
elementwise = pytest.mark.parametrize("link", ELEMENTWISE, ids=lambda f: f.__name__)
every_link = pytest.mark.parametrize("link", ALONG_AN_AXIS + ELEMENTWISE, ids=lambda f: f.__name__)
THEIRS = {
    xent.softmax: scipy.special.softmax,
    xent.log_softmax: scipy.special.log_softmax,
    xent.logsumexp: scipy.special.logsumexp,
    xent.sigmoid: scipy.special.expit,
    xent.log_sigmoid: scipy.special.log_expit,
}
logits = arrays(np.float64, (3, 4), elements=st.floats(-30, 30))


@along_an_axis
@pytest.mark.parametrize("axis", [0, 1, 2, -1, -3])
def test_scipy_agrees_along_any_axis(link, axis, rng):
    z = rng.normal(scale=5, size=(3, 4, 5))
    assert_allclose(link(z, axis=axis), THEIRS[link](z, axis=axis), rtol=1e-13, atol=2e-16)


@elementwise
def test_scipy_agrees_elementwise(link, rng):
    z = rng.normal(scale=5, size=(3, 4, 5))
    assert_allclose(link(z), THEIRS[link](z), rtol=1e-13)


@given(logits)
def test_probabilities_are_a_distribution(z):
    assert_allclose(xent.softmax(z).sum(-1), 1, rtol=1e-15)
    assert (xent.log_softmax(z) <= 0).all()
    assert (xent.log_sigmoid(z) <= 0).all()


@given(logits)
def test_logarithms_are_those_of_the_probabilities(z):
    assert_allclose(np.exp(xent.log_softmax(z)), xent.softmax(z), rtol=1e-13)
    assert_allclose(np.exp(xent.log_sigmoid(z)), xent.sigmoid(z), rtol=1e-13)


@given(logits)
def test_logsumexp_is_what_log_softmax_subtracts(z):
    assert_allclose(z - xent.logsumexp(z)[..., None], xent.log_softmax(z), atol=1e-13)


@given(logits)
def test_softmax_is_the_slope_of_logsumexp(z):
    step = 1e-3 * np.eye(4)
    rise = {i: xent.logsumexp(z[:, None] + i * step) for i in (-2, -1, 1, 2)}
    slope = (8 * (rise[1] - rise[-1]) - (rise[2] - rise[-2])) / 12e-3
    assert_allclose(xent.softmax(z), slope, atol=1e-10)


@given(st.floats(-700, 700))
def test_the_sigmoid_is_the_softmax_of_two_classes(z):
    assert_allclose(xent.sigmoid([z, -z]), xent.softmax([z, 0]), rtol=1e-15)
    assert_allclose(xent.log_sigmoid([z, -z]), xent.log_softmax([z, 0]), rtol=1e-15)


@given(logits)
def test_probabilities_survive_a_round_trip_through_their_logarithms(z):
    p = xent.softmax(z)
    assert_allclose(xent.softmax(np.log(p)), p, rtol=1e-12)


@pytest.mark.parametrize("link", [xent.softmax, xent.log_softmax], ids=lambda f: f.__name__)
def test_shapes_stay(link, rng):
    z = rng.normal(size=(2, 3, 4))
    for axis in (0, 1, 2):
        moved = link(np.moveaxis(z, axis, -1))
        assert_array_equal(np.moveaxis(link(z, axis=axis), axis, -1), moved)


def test_logsumexp_drops_its_axis(rng):
    z = rng.normal(size=(2, 3, 4))
    assert [xent.logsumexp(z, axis=axis).shape for axis in (0, 1, 2)] == [(3, 4), (2, 4), (2, 3)]
    assert isinstance(xent.logsumexp([1.0, 2.0]), np.float64)


@elementwise
def test_a_single_number_is_enough(link):
    assert isinstance(link(0.0), np.float64)
    assert link([[0.0]]).shape == (1, 1)


@every_link
def test_single_precision_is_kept_and_everything_else_becomes_double(link):
    assert link(np.float32([0, 2])).dtype == np.float32
    for other in ([0, 2], [False, True], np.float16([0, 2]), np.int8([0, 2]), (0.0, 2.0)):
        assert link(other).dtype == np.float64
        assert_array_equal(link(other), link(np.array(other, float)))


@along_an_axis
def test_no_rows_have_no_probabilities(link):
    assert link(np.zeros((0, 3))).size == 0


@given(st.floats(-700, 36))
def test_logit_undoes_the_sigmoid_as_far_as_it_has_digits(z):
    p = xent.sigmoid(z)
    lost = 2 * np.spacing(p) / (p * (1 - p))  # p is right to two units of its last digit
    assert_allclose(xent.logit(p), z, rtol=1e-14, atol=lost)


@given(st.floats(0, 1))
def test_logit_is_odd_about_a_half_and_agrees_with_scipy(p):
    assert_allclose(xent.logit(p), scipy.special.logit(p), rtol=1e-14)
    assert_allclose(xent.logit(1 - (1 - p)), -xent.logit(1 - p), rtol=1e-14)


@given(st.floats(-700, 700))
def test_log1mexp_turns_the_log_probability_of_yes_into_that_of_no(z):
    yes, no = xent.log_sigmoid([z, -z])
    lost = abs(yes) * np.exp(yes - no) * 2**-52  # what the rounding of the logarithm hides
    assert_allclose(xent.log1mexp(yes), no, rtol=1e-14, atol=lost)


@pytest.mark.parametrize("function", [xent.logit, xent.log1mexp], ids=lambda f: f.__name__)
def test_single_precision_is_kept_backwards_too(function):
    assert function(np.float32(0)).dtype == np.float32
    assert function([[0]]).dtype == np.float64
    assert isinstance(function(0.0), np.float64)


OUTSIDE = [
    (xent.logit, [0.5, 1.5], r"p must hold probabilities between 0 and 1; got 1\.5 at \[1\]"),
    (xent.logit, np.nan, "p must hold probabilities between 0 and 1; got nan"),
    (xent.log1mexp, [0.0, 1e-9], r"log_p must hold logarithms .* at most 0; got 1e-09 at \[1\]"),
    (xent.log1mexp, np.nan, "log_p must hold logarithms .* got nan"),
]


@pytest.mark.parametrize("function, x, message", OUTSIDE)
def test_what_is_no_probability_has_no_log_odds_and_no_opposite(function, x, message):
    with pytest.raises(ValueError, match=message):
        function(x)


def test_nothing_possible_adds_up_to_nothing():
    z = np.array([[-np.inf, -np.inf], [0.0, -np.inf]])
    assert_array_equal(xent.logsumexp(z), scipy.special.logsumexp(z, axis=-1))
    assert_array_equal(xent.logsumexp(z, axis=0), [0, -np.inf])
    assert xent.logsumexp(np.float32([-np.inf])).dtype == np.float32
