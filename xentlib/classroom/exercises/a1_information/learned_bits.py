"""Price of a message when sender and receiver learn the letters' shares on the way."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.information import entropy
from xentlib.numerics import FloatArray


def before(letters: Array, k: int) -> FloatArray:
    """For each letter, how often it came before."""
    hot = np.eye(k)[letters]
    return (hot * (np.cumsum(hot, axis=0) - hot)).sum(1)


def beliefs(letters: Array, k: int, added: float = 1.0) -> FloatArray:
    """Probability of each letter that came, with something added to each count."""
    return (before(letters, k) + added) / (np.arange(len(letters)) + added * k)


def price(q: FloatArray) -> float:
    """Sum of surprise in bits."""
    return float(-np.log2(q).sum())


def shares(letters: Array, k: int) -> FloatArray:
    """Shares in the whole message."""
    return np.bincount(letters, minlength=k) / len(letters)


def by_loop(letters: Array, k: int) -> float:
    """Price of a message, letter by letter."""
    counts, total = [1] * k, 0.0
    for letter in letters:
        total -= math.log2(counts[letter] / sum(counts))
        counts[letter] += 1
    return total


def by_factorials(letters: Array, k: int) -> float:
    """Price of a message from its final counts, in whole numbers."""
    n, ways = len(letters), 1
    for count in np.bincount(letters):
        ways *= math.factorial(int(count))
    return math.log2(math.factorial(n + k - 1)) - math.log2(math.factorial(k - 1) * ways)


def message(rng: np.random.Generator, n: int, k: int, used: int) -> tuple[Array, int]:
    """Random letters, of which only some come, and those as unequally as can be told."""
    letters = np.concatenate([np.arange(used), rng.integers(used, size=n - used) // 2])
    return rng.permutation(letters), k


EXERCISE = Exercise(
    reference=lambda letters, k: price(beliefs(letters, k)),
    inputs=Parts(
        {
            "a few letters": lambda rng: [
                (np.array([0]), 2),
                (np.array([0, 0, 1]), 2),
                (np.array([2, 0, 0, 1, 0]), 3),
                *(message(rng, n, k, k) for n, k in ((7, 3), (12, 4))),
            ],
            "letters that never come": lambda rng: [
                (np.array([0, 0]), 4),
                *(message(rng, n, k, used) for n, k, used in ((6, 5, 2), (15, 26, 4))),
            ],
            "long messages": lambda rng: [message(rng, 2500, k, k) for k in (3, 9)],
        }
    ),
    hints=(
        "Do 0, 0, 1 with two letters by hand: which three beliefs meet it?",
        "Before each letter, how often did it come, and how many letters came in all?",
        "Add up −log2 of (times before + 1) / (letters before + k).",
    ),
    mistakes={
        "known beforehand": lambda letters, k: price(
            ((np.bincount(letters, minlength=k) + 1) / (len(letters) + k))[letters]
        ),
        "own letter counted": [
            lambda letters, k: price((before(letters, k) + 2) / (np.arange(len(letters)) + 1 + k)),
            lambda letters, k: price((before(letters, k) + 1) / (np.arange(len(letters)) + 1 + k)),
        ],
        "first time free": lambda letters, k: price(
            np.where(
                before(letters, k) > 0, before(letters, k) / np.fmax(np.arange(len(letters)), 1), 1
            )
        ),
        "table for nothing": lambda letters, k: len(letters) * entropy(shares(letters, k), base=2),
        "bound": lambda letters, k: len(letters) * np.log2(k),
        "not normalised": [
            lambda letters, k: price((before(letters, k) + 1) / (np.arange(len(letters)) + 1)),
            lambda letters, k: price(before(letters, k) + 1),
        ],
        "half a letter": lambda letters, k: price(beliefs(letters, k, 0.5)),
        "a share for each": lambda letters, k: price(beliefs(letters, k, 1 / k)),
        "letters that came": lambda letters, _: price(
            beliefs(np.unique(letters, return_inverse=True)[1], len(np.unique(letters)))
        ),
        "mean": lambda letters, k: price(beliefs(letters, k)) / len(letters),
        "underflow": lambda letters, k: -np.log2(np.prod(beliefs(letters, k))),
        "last price": lambda letters, k: price(beliefs(letters, k)[-1:]),
        "not summed": lambda letters, k: -np.log2(beliefs(letters, k)),
        "no logarithm": lambda letters, k: np.prod(beliefs(letters, k)),
        "rounded up": [
            lambda letters, k: np.ceil(price(beliefs(letters, k))),
            lambda letters, k: np.ceil(-np.log2(beliefs(letters, k))).sum(),
        ],
    },
    say={
        "known beforehand": "That uses the whole message's counts from the first letter on. What "
        "can the receiver know before a letter comes?",
        "own letter counted": "A letter is counted before it is paid. The receiver does not know "
        "it yet.",
        "first time free": "A letter that comes for the first time costs nothing here. With which "
        "count does each letter begin?",
        "table for nothing": "That is the price with the message's own shares. How does the "
        "receiver get to know these?",
        "bound": "That is a belief which never learns.",
        "not normalised": "At each moment the k beliefs should sum to 1, and do not: by what are "
        "the counts divided?",
        "half a letter": "Each letter counts half once more; here each counts 1 once more.",
        "a share for each": "All letters together count 1 once more; here each one does.",
        "letters that came": "The alphabet has k letters. Nobody knows beforehand which of them "
        "will come.",
        "mean": "That is for one letter; the whole message is asked.",
        "underflow": "A product of very many probabilities becomes 0 in floating point. What can "
        "be added up instead?",
        "last price": "That is the price of the last letter alone.",
        "not summed": "Those are the prices of the single letters; their sum is asked.",
        "no logarithm": "That is the probability of the message. How many bits is it worth?",
        "rounded up": "Nothing has to be rounded: the price is a sum of surprise.",
    },
    right=(
        by_loop,
        by_factorials,
        lambda letters, k: (
            (
                math.lgamma(len(letters) + k)
                - math.lgamma(k)
                - sum(math.lgamma(count + 1) for count in np.bincount(letters))
            )
            / np.log(2)
        ),
        lambda letters, k: (
            -sum(
                math.log2((list(letters[:i]).count(letter) + 1) / (i + k))
                for i, letter in enumerate(letters)
            )
        ),
        lambda letters, k: (
            np.log2(np.arange(k, k + len(letters))).sum()
            - sum(np.log2(np.arange(1, c + 1)).sum() for c in np.bincount(letters))
        ),
    ),
    unit="bits",
    reread="lesson 02, A message is an interval",
    seconds=10.0,  # counting anew before each of 2500 letters is right, and slow
)
