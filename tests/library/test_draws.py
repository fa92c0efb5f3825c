"""Draws: uniform numbers, made of promised bits, are transformed; nobody asks for others."""

from math import comb, sqrt
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from lesson_shape import draws_that_numpy_may_change
from numpy.testing import assert_array_equal

import xentlib
from xentlib import draws

ROOT = Path(xentlib.__file__).parent
N = 100_000
ALMOST_ONE = 1 - 2.0**-53


def test_uniform_numbers_are_made_of_the_bits_that_numpy_promises():
    bits = np.random.PCG64(np.random.SeedSequence(7)).random_raw(1000)
    uniform = np.random.default_rng(7).random((10, 100))
    assert_array_equal(uniform.ravel(), (bits >> np.uint64(11)) * 2.0**-53)


def same(value):
    """A generator whose every uniform number is `value`."""
    methods = {"random": lambda _, size: np.full(size, value)}
    return type("Same", (np.random.Generator,), methods)(np.random.PCG64(0))


def test_normal_draws_follow_the_normal_distribution(rng):
    z = np.sort(draws.normal(rng, N))
    expected = np.array([NormalDist().cdf(x) for x in z])
    assert abs(expected - np.arange(N) / N).max() < 1.63 / sqrt(N)  # Kolmogorov: 1 % beyond


def test_normal_draws_of_one_call_and_of_two_do_not_depend_on_each_other(rng):
    a, b, c = *draws.normal(rng, (2, N)), draws.normal(rng, N)
    for one, other in ((a, b), (a, c), (a**2, b**2), (a[1:], a[:-1])):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / sqrt(N)


@pytest.mark.parametrize("value", [0.0, ALMOST_ONE])
def test_normal_draws_are_finite_for_every_uniform_number(value):
    assert np.isfinite(draws.normal(same(value), 1)).all()


@pytest.mark.parametrize("size", [0, 3, (), (2, 3), (0, 2)])
def test_draws_have_the_shape_that_was_asked_for(size, rng):
    shape = size if isinstance(size, tuple) else (size,)
    assert draws.normal(rng, size).shape == shape
    assert np.shape(draws.labels(rng, [0.5, 0.5], size)) == shape


def test_labels_come_as_often_as_they_are_probable(rng):
    p = np.array([0.5, 0.0, 0.3, 0.2])
    counts = np.bincount(draws.labels(rng, p, N), minlength=4)
    assert (abs(counts - N * p) <= 4 * np.sqrt(N * p * (1 - p))).all()


def test_sums_of_labels_are_binomial(rng):
    heads = draws.labels(rng, [0.7, 0.3], (N, 4)).sum(1)
    expected = np.array([comb(4, k) * 0.3**k * 0.7 ** (4 - k) for k in range(5)])
    assert (abs(np.bincount(heads) / N - expected) < 4 * np.sqrt(expected / N)).all()


@pytest.mark.parametrize(
    "p, first, last",
    [
        ([0.0, 1.0, 0.0], 1, 1),
        ([0.0, 0.25, 0.75], 1, 2),
        ([0.1] * 10 + [0.0], 0, 9),  # whose rounded sum is below 1
        (np.float32([0.1] * 10 + [0.0]), 0, 9),
        ([1.0], 0, 0),
    ],
)
def test_what_is_impossible_is_never_drawn(p, first, last):
    ends = [draws.labels(same(value), p, 2).tolist() for value in (0.0, ALMOST_ONE)]
    assert ends == [[first] * 2, [last] * 2]


@pytest.mark.parametrize(
    "draw, kind, words",
    [
        (lambda _: draws.normal(0, 3), TypeError, "rng must be a numpy.random.Generator, .* 0$"),
        (lambda _: draws.normal(np.random.RandomState(0), 3), TypeError, "rng must be"),
        (lambda rng: draws.normal(rng, -1), ValueError, "size must be at least 0; got -1"),
        (lambda rng: draws.normal(rng, 2.0), TypeError, "size must be a whole number; got 2.0"),
        (lambda rng: draws.normal(rng, (2, "3")), TypeError, r"size\[1\] must be a whole number"),
        (lambda _: draws.labels(None, [1.0], 3), TypeError, "rng must be .* got None"),
        (lambda rng: draws.labels(rng, [0.5, 0.6], 3), ValueError, "p must sum to 1"),
        (lambda rng: draws.labels(rng, [3, 1], 3), ValueError, "divide by their sum"),
        (lambda rng: draws.labels(rng, [[0.5, 0.5]], 3), ValueError, r"\(k,\); got .* \(1, 2\)"),
        (lambda rng: draws.labels(rng, [0.5, 0.5], True), TypeError, "size must be a whole"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(draw, kind, words, rng):
    with pytest.raises(kind, match=words):
        draw(rng)


LIBRARY = [path for path in ROOT.rglob("*.py") if "exercises" not in path.parts]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_library_asks_for_uniform_numbers_only(path):
    """But for exercises, whose random inputs are new each time and never printed."""
    assert list(draws_that_numpy_may_change(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source, found",
    [
        ("rng.permutation(3)", "rng.permutation"),
        ("def f(rng):\n    return rng.integers(3)", "rng.integers"),
        ("self.rng.choice(3)", "self.rng.choice"),
        ("other = np.random.default_rng(0)\nother.normal()", "other.normal"),
        ("a = b = default_rng(0)\nb.shuffle(x)", "b.shuffle"),
        ("np.random.default_rng(4).poisson(1)", "np.random.default_rng(4).poisson"),
        ("np.random.Generator(np.random.PCG64()).gumbel()", ".gumbel"),
        ("draw = rng.normal", "rng.normal"),
        ("np.random.seed(0)", "np.random.seed"),
        ("numpy.random.rand(3)", "numpy.random.rand"),
        ("np.random.RandomState(0)", "np.random.RandomState"),
        ("from numpy.random import normal", "numpy.random.normal"),
        ("from numpy import random", "numpy.random"),
        ("import numpy.random as r", "numpy.random"),
        ("import random", "random"),
        ("norm.rvs(size=3)", "norm.rvs"),
    ],
)
def test_another_draw_would_be_noticed(source, found):
    (said,) = draws_that_numpy_may_change(source)
    assert said.endswith(found)


@pytest.mark.parametrize(
    "source",
    [
        "rng = np.random.default_rng(2)\nrng.random((3, 4)) < 0.7",
        "rng: np.random.Generator | None = None",
        "np.random.default_rng(0).random(3)",
        "draws.normal(rng, 3)",
        "norm.logpdf(3)",
        "'rng.normal'",
    ],
)
def test_uniform_numbers_and_what_is_made_of_them_are_free(source):
    assert list(draws_that_numpy_may_change(source)) == []
