"""The arithmetic coder: what comes out went in, and takes the room that its surprise asks for."""

from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, strategies as st

import xentlib as xent

P = np.array([0.5, 0.25, 0.125, 0.125])
SKEWED = np.array([1 - 3e-9, 1e-9, 2e-9])
seeds = st.integers(0, 2**32)


def bits(message, p):
    """Surprise of a message under one distribution, or one for each place."""
    rows = np.broadcast_to(p, (len(message), np.shape(p)[-1]))
    return xent.surprisal(rows[np.arange(len(message)), message], base=2).sum()


def random_model(rng):
    """A distribution that is flat, uneven or all but certain, without zeros."""
    k = rng.integers(1, 50)
    p = np.maximum(rng.dirichlet(np.full(k, rng.choice([0.01, 0.3, 10]))), 1e-9)
    return p / p.sum()


def a_case(seed):
    """A model and a message, from the model or from something quite different."""
    rng = np.random.default_rng(seed)
    p, n = random_model(rng), rng.integers(0, 400)
    return p, rng.choice(len(p), size=n, p=p if rng.integers(2) else None)


def by_prefix(prefix):
    """A model that expects the last symbol to come again, of as many as it has seen, and one."""
    counts = np.bincount(prefix, minlength=4) + 1.0
    if len(prefix):
        counts[prefix[-1]] += 3
    return counts / counts.sum()


@given(seeds)
def test_a_message_comes_back_as_it_was(seed):
    p, message = a_case(seed)
    back = xent.decode(xent.encode(message, p), p, len(message))
    assert (back.dtype, back.tolist()) == (np.int64, message.tolist())


@given(seeds)
def test_a_message_takes_its_surprise_rounded_up_to_bytes(seed):
    p, message = a_case(seed)
    sent, surprise = 8 * len(xent.encode(message, p)), bits(message, p)
    assert -1e-3 <= sent - surprise <= 8 + 1e-3


@given(seeds)
def test_each_symbol_may_have_its_own_distribution(seed):
    rng = np.random.default_rng(seed)
    p = rng.dirichlet(np.ones(5), size=60) * (1 - 5e-9) + 1e-9
    message = rng.integers(5, size=60)
    data = xent.encode(message, p)
    assert xent.decode(data, p, 60).tolist() == message.tolist()
    assert 0 <= 8 * len(data) - bits(message, p) <= 8 + 1e-3


@given(st.lists(st.integers(0, 3), max_size=80))
def test_a_model_may_learn_from_what_came_before(message):
    data = xent.encode(message, by_prefix)
    assert xent.decode(data, by_prefix, len(message)).tolist() == message
    rows = [by_prefix(np.array(message[:i], dtype=int)) for i in range(len(message))]
    spent = sum(bits([symbol], row) for symbol, row in zip(message, rows, strict=True))
    assert 0 <= 8 * len(data) - spent <= 8 + 1e-3


@given(seeds)
def test_the_three_kinds_of_model_write_the_same_bytes(seed):
    p, message = a_case(seed)
    data = xent.encode(message, p)
    assert xent.encode(message, np.tile(p, (len(message), 1))) == data
    assert xent.encode(message, lambda _: p) == data


def test_a_wrong_model_costs_n_times_the_divergence():
    p, q, n = P, P[::-1], 80_000
    message = np.repeat(np.arange(4), (p * n).astype(int))
    np.random.default_rng(0).shuffle(message)
    extra = len(xent.encode(message, q)) - len(xent.encode(message, p))
    assert abs(extra - n * xent.kl_divergence(p, q, base=2) / 8) <= 1


def test_a_long_message_wastes_nothing_on_the_way():
    rng = np.random.default_rng(1)
    p = rng.dirichlet(np.ones(27))
    message = rng.choice(27, size=300_000, p=p)
    assert 0 <= len(xent.encode(message, p)) - bits(message, p) / 8 <= 1.01


@pytest.mark.parametrize("rare", [0, 1, 1000])
def test_one_in_a_billion_costs_thirty_bits_and_the_others_next_to_nothing(rare):
    message = np.zeros(100_000, dtype=int)
    message[:rare] = 1
    data = xent.encode(message, SKEWED)
    assert -0.01 <= len(data) - bits(message, SKEWED) / 8 <= 1.01
    assert (xent.decode(data, SKEWED, len(message)) == message).all()


@pytest.mark.parametrize("last", [0, 2])
@pytest.mark.parametrize("n", [1, 2, 3, 10])
def test_a_carry_runs_back_through_words_of_ones(n, last):
    narrow = 2.0**-50  # the middle stays about 1/2, which is 0.0111… from below
    p, message = [0.5 - narrow, 2 * narrow, 0.5 - narrow], [1] * n + [last]
    assert xent.decode(xent.encode(message, p), p, n + 1).tolist() == message


def test_rare_beyond_all_units_is_possible_still():
    p = [1.0, 5e-324, 0.0]
    message = [0, 1, 0, 1, 1]
    data = xent.encode(message, p)
    assert xent.decode(data, p, 5).tolist() == message
    assert len(data) == 3 * 56 // 8 + 1


@pytest.mark.parametrize("p", [[1.0], [0.0, 1.0]])
def test_what_is_certain_takes_no_room(p):
    message = [len(p) - 1] * 1000
    assert xent.encode(message, p) == b""
    assert xent.decode(b"", p, 1000).tolist() == message


def test_nothing_takes_no_room():
    assert xent.encode([], P) == xent.encode([], np.empty((0, 4))) == b""
    assert xent.decode(b"", P, 0).tolist() == []


def test_the_first_symbols_can_be_read_alone():
    assert xent.decode(xent.encode([0, 3, 1, 2, 0], P), P, 3).tolist() == [0, 3, 1]


def test_bytes_are_the_same_on_every_machine():
    weights = np.arange(1, 31) ** 2
    message = np.arange(5000) ** 2 // 7 % 30
    data = xent.encode(message, weights / weights.sum())
    assert sha256(data).hexdigest()[:16] == "b5a9b529ee1f4b37"


def test_single_precision_is_taken_as_it_is():
    p = np.float32([0.1, 0.2, 0.7])
    assert xent.decode(xent.encode([2, 1, 0], p), p, 3).tolist() == [2, 1, 0]


def test_a_model_sees_the_past_and_cannot_change_it():
    def meddler(prefix):
        prefix[:] = 0
        return P

    with pytest.raises(ValueError, match="read-only"):
        xent.encode([1, 2], meddler)


REFUSALS = [
    (lambda: xent.encode([0, 4], P), ValueError, r"outcomes from 0 to 3; got 4 at \[1\]"),
    (lambda: xent.encode([-1], P), ValueError, r"outcomes from 0 to 3; got -1 at \[0\]"),
    (
        lambda: xent.encode([0, 1], [1.0, 0.0]),
        ValueError,
        r"symbols must be possible; got 1 at \[1\], to which probabilities give 0: .* some mass",
    ),
    (lambda: xent.encode([[0]], P), ValueError, r"symbols must be one row, .* shape \(1, 1\)"),
    (
        lambda: xent.encode([0.0], P),
        TypeError,
        r"symbols must hold outcomes, whole numbers; got dtype float64: .*astype\(int\)",
    ),
    (lambda: xent.encode("abc", P), TypeError, "symbols must hold real numbers .* got dtype <U3"),
    (lambda: xent.encode([0], [0.5, 0.6]), ValueError, "probabilities must sum to 1"),
    (lambda: xent.encode([0], [P, P]), ValueError, r"n = 1 symbols; got the shape \(2, 4\)"),
    (lambda: xent.encode([0], [[P]]), ValueError, r"n = 1 symbols; got the shape \(1, 1, 4\)"),
    (lambda: xent.encode([0], lambda _: [P]), ValueError, r"one distribution, .* \(1, 4\)"),
    (lambda: xent.decode("01", P, 1), TypeError, "data must be bytes, .* got str"),
    (lambda: xent.decode(b"", P, 1.0), TypeError, "n must be a whole number; got 1.0"),
    (lambda: xent.decode(b"", P, True), TypeError, "n must be a whole number; got True"),
    (lambda: xent.decode(b"", P, -1), ValueError, "n must be at least 0; got -1"),
    (
        lambda: xent.decode(b"\xff" * 16, [1 / 3, 1 / 3, 1 / 3], 1),
        ValueError,
        "data must be what encode returned for these probabilities; .* cut, changed",
    ),
]


@pytest.mark.parametrize("act, error, says", REFUSALS)
def test_refusals_of_the_coder_say_what_came(act, error, says):
    with pytest.raises(error, match=says):
        act()
