"""Two humps and one bell: each direction of KL takes the bell that is best by brute force."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from xentlib import explorers
from xentlib.explorers._humps import WIDTH, Truth
from xentlib.plots.humps import X, bell

LINE = np.linspace(-20, 20, 8001)
CASES = [(0.0, 0.6), (1.0, 0.6), (3.2, 0.5), (5.0, 0.6), (5.0, 0.05), (6.0, 0.9)]
each_truth = pytest.mark.parametrize("distance, left", CASES)


def by_sums(truth, mean, scale):
    """Both directions of KL, by sums over a fine line: forward, then reverse."""
    log_p = truth.log_density(LINE)
    log_q = -(((LINE - mean) / scale) ** 2) / 2 - np.log(scale * np.sqrt(2 * np.pi))
    p, q, step = np.exp(log_p), np.exp(log_q), LINE[1] - LINE[0]
    return step * (p @ (log_p - log_q)), step * (q @ (log_q - log_p))


@each_truth
def test_the_truth_is_a_density_of_two_humps(distance, left):
    p = np.exp(Truth(distance, left).log_density(LINE))
    two = left * bell(LINE, -distance / 2, WIDTH) + (1 - left) * bell(LINE, distance / 2, WIDTH)
    assert_allclose(p, two, atol=1e-12)
    assert_allclose(p.sum() * (LINE[1] - LINE[0]), 1)


@each_truth
def test_the_forward_bell_has_the_moments_of_the_truth_and_no_neighbour_is_cheaper(distance, left):
    truth = Truth(distance, left)
    mean, scale = truth.forward()
    p, step = np.exp(truth.log_density(LINE)), LINE[1] - LINE[0]
    assert_allclose(mean, step * p @ LINE, atol=1e-9)
    assert_allclose(scale**2, step * p @ (LINE - mean) ** 2)
    cost = by_sums(truth, mean, scale)[0]
    assert_allclose(truth.forward_cost(mean, scale), cost, atol=1e-4)
    for m, s in [(0.02, 1), (-0.02, 1), (0, 1.02), (0, 0.98)]:
        assert by_sums(truth, mean + m, scale * s)[0] > cost


@each_truth
def test_no_bell_at_all_has_a_smaller_reverse_kl(distance, left):
    truth = Truth(distance, left)
    mean, scale = truth.reverse()
    cost = by_sums(truth, mean, scale)[1]
    assert_allclose(truth.reverse_cost(np.array(mean), np.array(scale)), cost, atol=1e-4)
    rivals = [
        by_sums(truth, m, s)[1] for m in np.linspace(-4, 4, 33) for s in np.geomspace(0.3, 4, 25)
    ]
    assert cost <= min(rivals) + 1e-4


@pytest.mark.parametrize("left", [60, 80, 95])
def test_a_hump_that_is_taken_alone_costs_the_surprise_of_its_share(left):
    truth = Truth(6.0, left / 100)
    mean, scale = truth.reverse()
    assert_allclose((mean, scale), (-3, WIDTH), atol=1e-2)
    assert_allclose(
        truth.reverse_cost(np.array(mean), np.array(scale)), -np.log(left / 100), atol=1e-3
    )


def test_two_humps_are_drawn_as_their_sentence_says():
    explorer = explorers.explore_two_humps()
    explorer.set(distance=5.0, left=60)
    (ax,) = explorer.figure.axes
    forward, reverse = ax.lines
    truth = Truth(5.0, 0.6)
    assert_allclose(forward.get_ydata(), bell(X, *truth.forward()))
    assert_allclose(reverse.get_ydata(), bell(X, *truth.reverse()))
    assert_allclose(ax.patches[0].get_xy()[: len(X), 1], np.exp(truth.log_density(X)))
    mean, scale = truth.forward()
    assert f"Forward: mean −{-mean:.2f}, width {scale:.2f}," in explorer.sentence
    assert explorer.sentence.endswith("it has taken the left hump.")


@pytest.mark.parametrize(
    "distance, left, end",
    [
        (0.0, 35, "it lies on both humps, which are one."),
        (1.0, 50, "it lies over both humps."),
        (2.0, 95, "it has taken the left hump."),
        (2.0, 60, "it lies over both humps."),
        (5.0, 40, "it has taken the right hump."),
        (5.0, 50, "it has taken the left hump, and the other one would do as well."),
    ],
)
def test_the_sentence_says_where_the_reverse_bell_lies(distance, left, end):
    explorer = explorers.explore_two_humps()
    explorer.set(distance=distance, left=left)
    assert explorer.sentence.endswith(end)


def test_what_rounds_to_zero_has_no_sign():
    explorer = explorers.explore_two_humps()
    explorer.set(distance=0.0, left=35)
    assert "-" not in explorer.sentence
    assert "−" not in explorer.sentence
