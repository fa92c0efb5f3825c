"""An arithmetic coder on integers: a message is an interval, sent as a number inside it.

Each symbol narrows the interval to its share.  Both sides keep the interval's width in 128
bits and move 32 of them at a time, so that nothing is rounded but downwards, by less than
2**-40 of the width, and the same on every machine.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xentlib._door.arrays import IntArray, as_real, demand
from xentlib._door.distributions import as_distribution

UNITS = 2**56  # that one is divided into, where probabilities become whole numbers
MOST = 2**52  # counts in all: a float holds their sum exactly
STATE, WORD = 128, 32  # bits
FULL, LEAST = 1 << STATE, 1 << (STATE - WORD)
LOW_BITS = LEAST - 1  # of the state, below its first word

Symbols = NDArray[np.int64]
Model = ArrayLike | Callable[[Symbols], ArrayLike]
Table = Sequence[int] | NDArray[np.int64]  # where each symbol's share begins, and the whole


def tables(probabilities: Model, message: Symbols) -> Iterator[Table]:
    """Shares for each place of a message; a function sees what stands before it by then."""
    if callable(probabilities):
        return (_after(probabilities, message[:i]) for i in range(len(message)))
    shares = _shares(probabilities)
    if shares.ndim == 1:
        return repeat(_table(shares).tolist(), len(message))
    if shares.ndim != 2 or len(shares) != len(message):
        raise ValueError(
            f"probabilities must have the shape (k,), or (n, k) with n = {len(message)} symbols; "
            f"got the shape {shares.shape}"
        )
    return iter(_table(shares))


def _after(model: Callable[[Symbols], ArrayLike], prefix: Symbols) -> Table:
    """Shares of the next symbol, by a model that may look at the prefix but not change it."""
    prefix.flags.writeable = False
    shares = _shares(model(prefix))
    if shares.ndim != 1:
        raise ValueError(
            f"probabilities must return one distribution, of shape (k,), for a prefix; "
            f"got the shape {shares.shape}"
        )
    return _table(shares)


def _shares(probabilities: ArrayLike) -> IntArray:
    """Whole numbers in proportion to the outcomes: counts as they are, probabilities rounded.

    A share of a probability is p in 2**-56, rounded down, but never to 0 where p is not 0. In
    expectation that costs less than 2e-17 bits for each outcome.
    """
    came = as_real(probabilities, "probabilities")
    if came.ndim and came.dtype.kind in "iu":
        return _counts(came)
    p = as_distribution(came, "probabilities")
    shares: IntArray = np.floor(p.astype(np.float64) * UNITS).astype(np.int64)
    shares[(shares == 0) & (p > 0)] = 1
    return shares


def _counts(came: NDArray[Any]) -> IntArray:
    demand(came >= 0, came, "probabilities that are counts must not be negative")
    sums = np.asarray(came.sum(-1, dtype=np.float64))
    what = "probabilities that are counts must have a sum from 1 to 2**52"
    demand((sums >= 1) & (sums <= MOST), sums, what)
    return came.astype(np.int64)


def _table(shares: IntArray) -> IntArray:
    """Where each outcome's share begins, along the last axis, and the whole."""
    table = np.zeros((*shares.shape[:-1], shares.shape[-1] + 1), dtype=np.int64)
    np.cumsum(shares, axis=-1, out=table[..., 1:])
    return table


class Encoder:
    """Narrows the interval [low, low + width) of what is still to be sent."""

    def __init__(self) -> None:
        self.words: list[int] = []
        self.low, self.width = 0, FULL

    def add(self, begin: int, end: int, whole: int) -> None:
        """Narrow the interval to a share of it."""
        unit = self.width // whole
        self.low += unit * begin
        self.width = unit * (end - begin)
        while self.width < LEAST:
            self._carry()
            self.words.append(self.low >> (STATE - WORD))
            self.low = (self.low & LOW_BITS) << WORD
            self.width <<= WORD

    def _carry(self) -> None:
        """Add one to what was sent, if low has grown beyond its bits."""
        if self.low < FULL:
            return
        self.low -= FULL
        last = len(self.words) - 1
        while self.words[last] == (1 << WORD) - 1:
            self.words[last] = 0
            last -= 1
        self.words[last] += 1

    def finish(self) -> bytes:
        """Return the first number in the interval that needs no more bytes than its width."""
        rest = (self.width.bit_length() - 1) // 8 * 8  # a multiple of 2**rest lies in there
        self.low = -(-self.low >> rest) << rest
        self._carry()
        last = (self.low >> rest).to_bytes((STATE - rest) // 8, "big")
        return b"".join(word.to_bytes(WORD // 8, "big") for word in self.words) + last


class NoSuchMessageError(ValueError):
    """Bytes that no message gives under a model."""


class Decoder:
    """Follows an encoder; keeps by how much the number exceeds the interval's lower end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, STATE // 8
        self.excess = int.from_bytes(data[: self.at].ljust(self.at, b"\0"), "big")
        self.width = FULL

    def take(self, table: Table) -> int:
        """Return the symbol in whose share the number lies."""
        whole = int(table[-1])
        unit = self.width // whole
        place = self.excess // unit
        if place >= whole:
            raise NoSuchMessageError(
                "data must be what encode returned for these probabilities; got bytes that no "
                "message gives: were they cut, changed or coded by another model?"
            )
        symbol = bisect_right(table, place) - 1
        begin, end = int(table[symbol]), int(table[symbol + 1])
        self.excess -= unit * begin
        self.width = unit * (end - begin)
        while self.width < LEAST:
            word = self.data[self.at : self.at + WORD // 8].ljust(WORD // 8, b"\0")
            self.excess = self.excess << WORD | int.from_bytes(word, "big")
            self.at += WORD // 8
            self.width <<= WORD
        return symbol
