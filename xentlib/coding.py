"""Codes: information made physical, in bits that can be counted."""

from heapq import heapify, heappop, heappush

from numpy.typing import ArrayLike

from xentlib._validation import as_distribution


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
