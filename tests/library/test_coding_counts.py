"""Models of whole numbers: counts are shares, and a model that counts learns while it codes."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

import xentlib as xent

messages = st.lists(st.integers(0, 3), max_size=80)
seeds = st.integers(0, 2**32)


@given(messages, st.lists(st.integers(1, 1000), min_size=4, max_size=4))
def test_counts_write_a_message_as_their_shares_do(message, counts):
    data = xent.encode(message, counts)
    assert xent.decode(data, counts, len(message)).tolist() == message
    surprise = xent.surprisal(np.divide(counts, sum(counts)), base=2)[message].sum()
    assert 0 <= 8 * len(data) - surprise <= 8 + 1e-3


@given(seeds)
def test_rows_of_counts_write_what_a_function_of_them_writes(seed):
    rng = np.random.default_rng(seed)
    rows, message = rng.integers(1, 9, size=(30, 4)), rng.integers(4, size=30)
    assert xent.encode(message, rows) == xent.encode(message, lambda prefix: rows[len(prefix)])


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.uint64])
def test_counts_may_have_any_integer_type(dtype):
    counts = np.array([100, 100, 55], dtype=dtype)
    assert xent.encode([0, 1, 2], counts) == xent.encode([0, 1, 2], [100, 100, 55])


def test_counts_of_any_size_are_exact():
    most = [2**52 - 1, 1]
    data = xent.encode([1], most)
    assert len(data) == 7  # 52 bits
    assert xent.decode(data, most, 1).tolist() == [1]


@pytest.mark.parametrize(
    "counts, says",
    [
        ([2, -1], r"counts must not be negative; got -1 at \[1\]"),
        ([0, 0], r"counts must have a sum from 1 to 2\*\*52; got 0"),
        ([2**52, 1], "counts must have a sum from 1 to"),
        ([[1, 1], [0, 0]], r"counts must have a sum from 1 to .*; got 0.0 at \[1\]"),
    ],
)
def test_counts_that_are_none_are_refused(counts, says):
    with pytest.raises(ValueError, match=says):
        xent.encode([0, 1], counts)


def by_the_rule(prefix, order, step, prior):
    """Counts by their definition, from the whole prefix each time."""
    counts, context = [prior] * 4, prefix[max(len(prefix) - order, 0) :]
    for i, symbol in enumerate(prefix):
        if prefix[max(i - order, 0) : i] == context:
            counts[symbol] += step
    return counts


@given(messages, st.integers(0, 3), st.integers(1, 5), st.integers(1, 3))
def test_a_model_counts_what_followed_the_last_symbols(prefix, order, step, prior):
    model = xent.count_model(4, order=order, step=step, prior=prior)
    expected = by_the_rule(prefix, order, step, prior)
    assert model(np.array(prefix, dtype=int)).tolist() == expected


@given(st.lists(messages, max_size=6))
def test_what_a_model_says_depends_on_the_prefix_alone(prefixes):
    model = xent.count_model(4, order=1)
    for i, prefix in enumerate(prefixes):
        said = model(np.array(prefix, dtype=[np.int64, np.int32][i % 2]))
        assert said.tolist() == xent.count_model(4, order=1)(np.array(prefix, int)).tolist()
        said[:] = 0  # and nobody can change it


@given(messages, st.integers(0, 2))
def test_a_model_that_learns_decodes_with_another_of_its_kind(message, order):
    data = xent.encode(message, xent.count_model(4, order=order))
    assert xent.decode(data, xent.count_model(4, order=order), len(message)).tolist() == message


def test_a_context_finds_a_pattern():
    message = [0, 1, 2, 3] * 100
    alone, after = (len(xent.encode(message, xent.count_model(4, order=order))) for order in (0, 1))
    assert alone > 100 > after


def test_bytes_of_counts_are_known():
    message = np.arange(300) ** 2 // 7 % 5
    data = xent.encode(message, xent.count_model(5, order=1, step=2))
    assert (len(data), data[:8].hex()) == (79, "02b1df94ec6a3685")


def test_a_model_says_how_it_is_made():
    assert (
        repr(xent.count_model(9, order=2))
        == "<model of 9 symbols that counts in steps of 1 from 1, order 2>"
    )


@pytest.mark.parametrize(
    "act, error, says",
    [
        (lambda: xent.count_model(0), ValueError, "n_symbols must be at least 1; got 0"),
        (lambda: xent.count_model(4, order=-1), ValueError, "order must be at least 0; got -1"),
        (lambda: xent.count_model(4, step=0), ValueError, "step must be at least 1; got 0"),
        (lambda: xent.count_model(4, prior=0.5), TypeError, "prior must be a whole number; got"),
        (lambda: xent.count_model(4)(np.array([0, 4])), ValueError, "prefix must hold class ids"),
        (lambda: xent.count_model(4)(np.array([-1])), ValueError, "prefix must hold class ids"),
    ],
)
def test_refusals_of_a_model_say_what_came(act, error, says):
    with pytest.raises(error, match=says):
        act()
