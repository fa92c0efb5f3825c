"""Huffman codes: readable without separators, and no longer on average than they must be."""

from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from operator import mul

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

import xentlib as xent

weights = st.lists(st.integers(1, 50), min_size=2, max_size=40)


def normalised(counts):
    return np.array(counts) / sum(counts)


def mean_length(p, code):
    return sum(p[outcome] * len(word) for outcome, word in code.items())


def complete_trees(k):
    """Sorted depths of the leaves of every binary tree with k leaves and no loose end."""
    every = combinations_with_replacement(range(1, k), k)
    return [depths for depths in every if sum(Fraction(1, 2**depth) for depth in depths) == 1]


def bits_of_trees(counts):
    """What each such tree spends if the most frequent outcomes get its shortest words."""
    ranked = sorted(counts, reverse=True)
    return {depths: sum(map(mul, ranked, depths)) for depths in complete_trees(len(counts))}


@given(weights)
def test_no_word_begins_another(counts):
    words = sorted(xent.huffman_code(normalised(counts)).values())
    assert len(words) == len(counts)
    assert not any(after.startswith(word) for word, after in pairwise(words))


@given(weights)
def test_words_leave_no_loose_end(counts):
    code = xent.huffman_code(normalised(counts))
    assert sum(Fraction(1, 2 ** len(word)) for word in code.values()) == 1


@given(weights)
def test_mean_length_is_less_than_a_bit_above_the_entropy(counts):
    p = normalised(counts)
    entropy = xent.entropy(p, base=2)
    assert entropy - 1e-12 <= mean_length(p, xent.huffman_code(p)) < entropy + 1


def test_there_are_as_many_trees_as_a_hand_count_gives():
    assert [len(complete_trees(k)) for k in (2, 3, 4, 5)] == [1, 1, 2, 3]


@given(st.lists(st.integers(1, 50), min_size=2, max_size=5))
def test_no_code_of_up_to_five_words_is_shorter_on_average(counts):
    bits = mean_length(counts, xent.huffman_code(normalised(counts)))
    assert bits == min(bits_of_trees(counts).values())


@given(st.lists(st.integers(0, 3), min_size=2, max_size=5), st.randoms())
def test_among_the_best_codes_the_longest_word_is_kept_short(exponents, random):
    counts = [2**exponent for exponent in exponents]
    counts += [2**4 * 5 - sum(counts)]  # eighty in all, so that ties survive the division
    random.shuffle(counts)
    code = xent.huffman_code(normalised(counts))
    every = bits_of_trees(counts)
    best = [depths for depths, bits in every.items() if bits == min(every.values())]
    assert max(map(len, code.values())) == min(max(depths) for depths in best)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=12))
def test_halves_of_halves_are_coded_without_any_waste(splits):
    p = [1.0]
    for split in splits:
        half = p.pop(split % len(p)) / 2
        p += [half, half]
    code = xent.huffman_code(p)
    assert all(len(word) == -np.log2(p[outcome]) for outcome, word in code.items())
    assert mean_length(p, code) == xent.entropy(p, base=2)


@given(weights)
def test_words_are_canonical(counts):
    code = xent.huffman_code(normalised(counts))
    by_length = sorted(code, key=lambda outcome: (len(code[outcome]), outcome))
    assert list(code) == by_length
    words = [code[outcome] for outcome in by_length]
    assert words == sorted(words)
    assert set(words[0]) == {"0"}
    assert set("".join(words)) <= {"0", "1"}


@given(weights)
def test_a_code_depends_on_the_probabilities_alone(counts):
    p = normalised(counts)
    assert xent.huffman_code(p) == xent.huffman_code(p.tolist()) == xent.huffman_code(p[:])


@pytest.mark.parametrize("k", [2, 3, 5, 8, 26, 100])
def test_equal_outcomes_get_words_that_differ_by_one_bit_at_most(k):
    lengths = {len(word) for word in xent.huffman_code(np.full(k, 1 / k)).values()}
    assert lengths <= {int(np.log2(k)), int(np.log2(k)) + 1}


def test_an_impossible_outcome_has_no_word():
    assert xent.huffman_code([0.0, 0.5, 0.0, 0.5, -0.0]) == {1: "0", 3: "1"}


@pytest.mark.parametrize("p", [[1.0], [0.0, 1.0], [0, 1, 0]])
def test_a_certain_outcome_needs_no_bits(p):
    assert xent.huffman_code(p) == {p.index(1): ""}


def test_hardly_possible_outcomes_have_long_words():
    code = xent.huffman_code([1.0, 5e-324, 5e-324, 1e-300])
    assert code == {0: "0", 3: "10", 1: "110", 2: "111"}


def test_outcomes_and_words_are_plain_python():
    code = xent.huffman_code(np.float32([0.5, 0.5]))
    assert {type(outcome) for outcome in code} == {int}
    assert_allclose(mean_length([0.5, 0.5], code), 1)


def test_one_code_is_made_at_a_time():
    message = r"p must be one distribution, of shape \(k,\); got the shape \(2, 2\)"
    with pytest.raises(ValueError, match=message):
        xent.huffman_code([[0.5, 0.5], [1.0, 0.0]])
