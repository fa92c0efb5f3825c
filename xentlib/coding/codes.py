"""Codes: information made physical, in bits that can be counted."""

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_real
from xentlib._door.distributions import as_distribution
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_whole_numbers
from xentlib.coding._arithmetic import Decoder, Encoder, Model, Symbols, tables


def huffman_code(p: ArrayLike) -> dict[int, str]:
    """Prefix code with the shortest possible mean length, one whole word per outcome.

    Parameters
    ----------
    p : array_like of shape (k,)
        Probabilities of the outcomes 0 to k - 1.

    Returns
    -------
    dict of int to str
        Code word of each outcome that can happen, in zeros and ones. The words are
        canonical: ordered by length, then by outcome. An outcome of probability 0 has
        no word, and an outcome that is certain has the empty one.

    Raises
    ------
    TypeError, ValueError
        If `p` is not one distribution.

    Notes
    -----
    The two least likely groups are merged, again and again; each merge puts one more bit
    before the words of its members. Among equal groups the older is merged first, which
    keeps the longest word short.

    References
    ----------
    Huffman (1952), A Method for the Construction of Minimum-Redundancy Codes, Proceedings
    of the IRE 40:1098-1101. doi:10.1109/JRPROC.1952.273898

    Examples
    --------
    >>> huffman_code([0.5, 0.25, 0.125, 0.125])
    {0: '0', 1: '10', 2: '110', 3: '111'}
    """
    masses = as_distribution(p, "p")
    if masses.ndim != 1:
        raise ValueError(f"p must be one distribution, of shape (k,); got the shape {masses.shape}")
    groups = [(float(mass), age, [age]) for age, mass in enumerate(masses) if mass > 0]
    lengths = {outcome: 0 for _, outcome, _ in groups}
    heapify(groups)
    for age in range(len(masses), len(masses) + len(groups) - 1):
        (small, _, some), (large, _, others) = heappop(groups), heappop(groups)
        for outcome in some + others:
            lengths[outcome] += 1
        heappush(groups, (small + large, age, some + others))
    return _canonical_words(lengths)


def _canonical_words(lengths: dict[int, int]) -> dict[int, str]:
    """Words of the given lengths, counted upwards in binary from the shortest."""
    words: dict[int, str] = {}
    number = previous = 0
    for outcome in sorted(lengths, key=lambda outcome: (lengths[outcome], outcome)):
        length = lengths[outcome]
        number <<= length - previous
        words[outcome] = format(number, f"0{length}b") if length else ""
        number, previous = number + 1, length
    return words


def encode(symbols: ArrayLike, probabilities: Model) -> bytes:
    """Write a message in as many bits as it is surprising, rounded up to whole bytes.

    Parameters
    ----------
    symbols : array_like of int, shape (n,)
        The message: outcomes 0 to k - 1.
    probabilities : array_like or callable
        Distribution of each symbol: one for all, of shape (k,), one for each, of shape (n, k),
        or a function that is given the symbols before (ndarray of int64, shape (i,)) and
        returns the next one's, of shape (k,). Sender and receiver need the very same numbers.
        Integers are counts: an outcome's probability is its count divided by their sum.

    Returns
    -------
    bytes
        The sum of ``-log2 p`` over the message, divided by 8 and rounded up, but for 1e-6 bits
        a symbol. How many symbols there are is not written.

    Raises
    ------
    TypeError, ValueError
        If a symbol is no outcome or has the probability 0, or `probabilities` are none.

    Notes
    -----
    An arithmetic coder on integers: probabilities are rounded to multiples of 2**-56, never to
    0, counts are taken as they are, and all that follows is exact. So the bytes are the same on
    every machine, if the model's numbers are: a network's last digits depend on the processor,
    counts don't.

    References
    ----------
    Rissanen (1976), Generalized Kraft Inequality and Arithmetic Coding, IBM Journal of Research
    and Development 20:198-203. doi:10.1147/rd.203.0198

    Examples
    --------
    >>> data = encode([0, 0, 1, 0, 2, 0, 0, 3], [0.5, 0.25, 0.125, 0.125])
    >>> len(data), decode(data, [0.5, 0.25, 0.125, 0.125], 8).tolist()
    (2, [0, 0, 1, 0, 2, 0, 0, 3])
    """
    message, encoder = as_symbols(symbols), Encoder()
    shares = tables(probabilities, message)
    for i, (symbol, table) in enumerate(zip(message.tolist(), shares, strict=True)):
        if not 0 <= symbol < len(table) - 1:
            raise ValueError(
                f"symbols must be outcomes from 0 to {len(table) - 2}; got {symbol} at [{i}]"
            )
        begin, end = int(table[symbol]), int(table[symbol + 1])
        if begin == end:
            raise ValueError(
                f"symbols must be possible; got {symbol} at [{i}], to which probabilities give "
                f"0: no code has a word for it, give it some mass"
            )
        encoder.add(begin, end, int(table[-1]))
    return encoder.finish()


def decode(data: bytes, probabilities: Model, n: int) -> Symbols:
    """Read a message that `encode` wrote with the same probabilities.

    Parameters
    ----------
    data : bytes
        What `encode` returned.
    probabilities : array_like or callable
        What `encode` was given.
    n : int
        Number of symbols.

    Returns
    -------
    ndarray of int64, shape (n,)
        The message.

    Raises
    ------
    TypeError, ValueError
        If `data` are no bytes or can't come from a message, `n` is no number of symbols, or
        `probabilities` are none.

    Examples
    --------
    >>> decode(encode([2, 0, 1], [0.25, 0.25, 0.5]), [0.25, 0.25, 0.5], 3)
    array([2, 0, 1])
    """
    coded = as_bytes(data, "encode")
    message = np.empty(as_whole(n, "n", low=0), dtype=np.int64)
    decoder = Decoder(coded)
    for i, table in enumerate(tables(probabilities, message)):
        message[i] = decoder.take(table)
    return message


def as_bytes(data: object, maker: str) -> bytes:
    """Bytes of any kind, such as a function makes them."""
    if not isinstance(data, bytes | bytearray | memoryview):
        raise TypeError(f"data must be bytes, as {maker} returns them; got {type(data).__name__}")
    return bytes(data)


def as_symbols(symbols: ArrayLike) -> Symbols:
    """Outcomes of a message, in one row."""
    message = as_whole_numbers(as_real(symbols, "symbols"), "symbols", what="outcomes")
    if message.ndim != 1:
        raise ValueError(f"symbols must be one row, of shape (n,); got the shape {message.shape}")
    return message.astype(np.int64)
