"""Shannon's game: how many guesses a model needs for each symbol."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import of_target
from xentlib.classroom.exercises._common.inputs import Array


def _distinct(rng: np.random.Generator, n: int, k: int) -> Array:
    """Draw distributions in which no two outcomes are equally probable."""
    weights = np.array([rng.permutation(k) for _ in range(n)]) + 1.0
    return np.asarray(weights / weights.sum(-1, keepdims=True))


def _case(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    symbols = rng.integers(k, size=n)
    return _distinct(rng, n, k), symbols


def _rank(p: Array, y: Array) -> Array:
    return np.asarray(1 + (p > of_target(y, p)[:, None]).sum(-1))


EXERCISE = Exercise(
    reference=_rank,
    inputs=lambda rng: [
        (np.array([[0.1, 0.6, 0.3], [0.2, 0.5, 0.3], [0.7, 0.1, 0.2]]), np.array([2, 1, 1])),
        (
            np.array([[0.1, 0.2, 0.3, 0.4], [0.3, 0.4, 0.2, 0.1], [0.25, 0.4, 0.05, 0.3]]),
            np.array([0, 0, 2]),
        ),
        *(_case(rng, n, k) for n, k in ((6, 4), (9, 6), (7, 9))),
    ],
    hints=(
        (
            "You guess the most probable symbol first. Which symbols do you guess before the right "
            "one?"
        ),
        (
            "Count the symbols that are more probable than the one that came. Which number has the "
            "first guess?"
        ),
        "1 + (p > p[np.arange(len(p)), y][:, None]).sum(-1).",
    ),
    mistakes={
        "counted from 0": lambda p, y: _rank(p, y) - 1,
        "rarest first": [
            lambda p, y: 1 + (p < of_target(y, p)[:, None]).sum(-1),
            lambda p, y: (p < of_target(y, p)[:, None]).sum(-1),
        ],
        "order for rank": [
            lambda p, y: 1 + of_target(y, np.argsort(-p, axis=-1)),
            lambda p, y: of_target(y, np.argsort(-p, axis=-1)),
        ],
        "right at once": lambda p, y: (p.argmax(-1) == y).astype(int),
        "first guess": lambda p, y: p.argmax(-1) + 0 * y,
        "expected number": lambda p, y: 1 / of_target(y, p),
        "surprise": lambda p, y: -np.log2(of_target(y, p)),
        "one mean": lambda p, y: _rank(p, y).mean(),
    },
    say={
        "rarest first": "The rarest symbol is guessed first here; begin with the most probable.",
        "order for rank": "argsort tells which symbol stands at each place of the order; the place "
        "of a symbol is asked. (argsort of argsort is that.)",
        "right at once": "That tells whether the first guess is right; how many are needed?",
        "first guess": "That is the first guess; how many are needed to the right one?",
        "expected number": "That is 1/p, so many equally probable symbols; the place in the order "
        "is asked.",
        "surprise": "Those are bits; a number of guesses is asked.",
        "one mean": "That is one mean; the number for each symbol is asked.",
    },
    right=(
        lambda p, y: 1 + of_target(y, np.argsort(np.argsort(-p, axis=-1), axis=-1)),
        lambda p, y: np.array(
            [1 + list(np.argsort(-row)).index(k) for row, k in zip(p, y, strict=True)]
        ),
        lambda p, y: (p >= of_target(y, p)[:, None]).sum(-1),
    ),
    reread="Shannon's game",
)
