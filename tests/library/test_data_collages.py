"""Examples with several labels, whose joint distribution is known."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import xentlib as xent
from xentlib import data

N = 40_000
DIGITS = data.digits()
SHARES = np.bincount(DIGITS.labels) / len(DIGITS.labels)


@pytest.fixture(scope="module")
def pairs():
    return data.digit_pairs(DIGITS, N, rng=np.random.default_rng(0))


def near(count, p):
    """Whether a count of N is that of a probability, within four standard deviations."""
    return (abs(count - N * p) <= 4 * np.sqrt(N * p * (1 - p))).all()


def test_collages_have_the_shapes_and_types_that_were_promised(pairs):
    assert pairs.images.shape == (N, 8, 16)
    assert pairs.labels.shape == (N, 10)
    assert pairs.left.shape == pairs.right.shape == (N,)
    assert {array.dtype for array in vars(pairs).values()} == {np.dtype(np.int64)}
    assert_array_equal(np.unique(pairs.images), np.arange(17))


def test_a_label_is_there_just_where_one_place_holds_its_digit(pairs):
    for digit in range(10):
        there = (pairs.left == digit) | (pairs.right == digit)
        assert_array_equal(pairs.labels[:, digit], there)


def test_each_place_shows_an_image_of_its_digit_or_nothing(pairs):
    known = {
        image.tobytes(): label for image, label in zip(DIGITS.images, DIGITS.labels, strict=True)
    }
    known[np.zeros((8, 8), np.int64).tobytes()] = -1
    for place, shown in ((pairs.left, np.s_[..., :8]), (pairs.right, np.s_[..., 8:])):
        seen = [known[image.tobytes()] for image in pairs.images[shown][:2000]]
        assert_array_equal(place[:2000], seen)


def test_every_image_is_drawn_equally_often_on_either_side(pairs):
    order = {image.tobytes(): i for i, image in enumerate(DIGITS.images)}
    for place, shown in ((pairs.left, np.s_[..., :8]), (pairs.right, np.s_[..., 8:])):
        drawn = [order[image.tobytes()] for image in pairs.images[shown][place >= 0]]
        counts = np.bincount(drawn, minlength=len(order))
        chi_square = ((counts - counts.mean()) ** 2 / counts.mean()).sum()
        assert abs(chi_square - len(order)) < 4 * np.sqrt(2 * len(order))


def test_each_place_is_empty_in_one_case_of_four_whatever_the_other_holds(pairs):
    wanted = np.outer([0.25, *0.75 * SHARES], [0.25, *0.75 * SHARES])
    counts = np.zeros((11, 11))
    np.add.at(counts, (pairs.left + 1, pairs.right + 1), 1)
    assert near(counts[0, 0], 1 / 16)
    assert near(counts.sum(1), wanted.sum(1))
    assert near(counts, wanted)


def test_label_sets_are_as_frequent_as_the_docstring_says(pairs):
    sizes = pairs.labels.sum(1)
    alone = 9 / 16 * SHARES**2 + 3 / 8 * SHARES
    together = 9 / 8 * np.outer(SHARES, SHARES)
    assert 1 / 16 + alone.sum() + together[np.triu_indices(10, 1)].sum() == pytest.approx(1)
    assert near((sizes == 0).sum(), 1 / 16)
    assert near(pairs.labels[sizes == 1].sum(0), alone)
    both = pairs.labels.T @ pairs.labels
    assert near(both[np.triu_indices(10, 1)], together[np.triu_indices(10, 1)])
    assert near(pairs.labels.sum(0), 1 - (1 - 0.75 * SHARES) ** 2)


def test_two_labels_are_together_less_often_than_if_they_were_independent():
    rate = 1 - (1 - 0.75 * SHARES) ** 2
    apart = ~np.eye(10, dtype=bool)
    assert (9 / 8 * np.outer(SHARES, SHARES) < np.outer(rate, rate))[apart].all()


def test_collages_of_a_part_hold_only_its_images():
    part = data.Digits(DIGITS.images[5:7], DIGITS.labels[5:7])
    pairs = data.digit_pairs(part, 50, rng=np.random.default_rng(1))
    assert {*pairs.left, *pairs.right} == {-1, *part.labels}
    halves = pairs.images.reshape(50, 8, 2, 8).swapaxes(1, 2).reshape(100, 8, 8)
    assert len(np.unique(halves, axis=0)) == 3


def test_the_same_seed_gives_the_same_collages_and_spoils_no_image():
    one, other = (data.digit_pairs(DIGITS, 9, rng=np.random.default_rng(3)) for _ in range(2))
    assert_array_equal(one.images, other.images)
    one.images[:] = -1
    one.left[:] = 7
    assert_array_equal(DIGITS.images, data.digits().images)
    assert_array_equal(one.right, other.right)


class Extreme(np.random.Generator):
    """Whose every uniform number is as large as one can be."""

    def random(self, size):
        return np.full(size, 1 - 2.0**-53)


@pytest.mark.parametrize("m", [1, 2, 3, 1025, 1797])
def test_the_largest_uniform_number_draws_the_last_image(m):
    part = data.Digits(DIGITS.images[:m], DIGITS.labels[:m])
    pairs = data.digit_pairs(part, 1, rng=Extreme(np.random.PCG64()))
    assert_array_equal(pairs.images[0, :, :8], part.images[-1])


NO_IMAGE = data.Digits(DIGITS.images[:0], DIGITS.labels[:0])
BAD_PAIRS = [
    ({"digits": DIGITS.images}, TypeError, "digits must be a Digits, .* got the type ndarray$"),
    ({"digits": NO_IMAGE}, ValueError, r"at least one image.*\(0, 8, 8\) and \(0,\)"),
    (
        {"digits": data.Digits(DIGITS.images[:3], DIGITS.labels[:2])},
        ValueError,
        r"a label for each.*got the shapes \(3, 8, 8\) and \(2,\)",
    ),
    (
        {"digits": data.Digits(DIGITS.images, DIGITS.labels + 1)},
        ValueError,
        "digits.labels must hold class ids from 0 to 9; got 10",
    ),
    ({"n": 0}, ValueError, "n must be at least 1; got 0"),
    ({"n": 2.5}, TypeError, "n must be a whole number; got 2.5"),
    ({"n": True}, TypeError, "n must be a whole number"),
    ({"rng": 0}, TypeError, "rng must be a numpy.random.Generator, such as .*; got 0"),
    ({"rng": np.random}, TypeError, "rng must be a numpy.random.Generator"),
]


@pytest.mark.parametrize("wrong, kind, words", BAD_PAIRS)
def test_what_makes_no_collage_is_refused_in_words(wrong, kind, words, rng):
    with pytest.raises(kind, match=words):
        data.digit_pairs(**{"digits": DIGITS, "n": 3, "rng": rng} | wrong)


FACTS = {
    "even": "0 2 4 6 8",
    "prime": "2 3 5 7",
    "square": "0 1 4 9",
    "above 4": "5 6 7 8 9",
    "has a loop": "0 6 8 9",
    "is 8": "8",
}


def test_attributes_are_functions_of_the_digit():
    facts = data.digit_attributes(DIGITS.labels)
    assert facts.names == tuple(FACTS)
    assert facts.values.shape == (1797, 6)
    assert facts.values.dtype == np.int64
    for column, digits in zip(facts.values.T, FACTS.values(), strict=True):
        assert_array_equal(column, np.isin(DIGITS.labels, np.array(digits.split(), int)))


def test_facts_of_arithmetic_are_true():
    values = dict(zip(FACTS, data.digit_attributes(range(10)).values.T, strict=True))
    for digit in range(10):
        assert values["even"][digit] == (digit % 2 == 0)
        prime = digit > 1 and all(digit % smaller for smaller in range(2, digit))
        assert values["prime"][digit] == prime
        assert values["square"][digit] == any(root**2 == digit for root in range(4))


def test_together_the_attributes_are_no_more_uncertain_than_the_digit():
    facts = data.digit_attributes(DIGITS.labels).values
    _, counts = np.unique(facts, axis=0, return_counts=True)
    rates = facts.mean(0)
    joint = xent.entropy(counts / counts.sum(), base=2)
    apart = xent.entropy(np.stack([rates, 1 - rates], -1), base=2).sum()
    assert joint < xent.entropy(SHARES, base=2) <= np.log2(10) < apart
    assert rates[-1] == pytest.approx(0.1, abs=0.005)


@pytest.mark.parametrize(
    "labels, kind, words",
    [
        ([[1, 2]], ValueError, r"labels must be one row of digits, \(n,\); got the shape \(1, 2\)"),
        (8, ValueError, r"labels must be one row of digits"),
        ([1, 10], ValueError, "labels must hold class ids from 0 to 9; got 10"),
        ([1.5], TypeError, "labels must hold class ids, whole numbers"),
        (["8"], TypeError, "labels must hold real numbers"),
    ],
)
def test_what_is_no_row_of_digits_is_refused_in_words(labels, kind, words):
    with pytest.raises(kind, match=words):
        data.digit_attributes(labels)
