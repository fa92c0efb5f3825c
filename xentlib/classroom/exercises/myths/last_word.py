"""State of a text after its last word, where padding fills up the rest."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, normal


def at(states: Array, places: Array) -> Array:
    """One state of each text."""
    return states[np.arange(len(states)), places]


def real(states: Array, lengths: Array) -> Array:
    """1 where a word stands, 0 for padding."""
    return (np.arange(states.shape[1]) < np.asarray(lengths)[:, None])[:, :, None].astype(float)


def case(rng: np.random.Generator, n: int, steps: int, d: int) -> tuple[Array, Array]:
    """States that go on changing through the padding; a shortest and a full text among them."""
    lengths = rng.integers(1, steps + 1, size=n)
    lengths[:2] = 1, steps
    return normal(rng, n, steps, d), lengths


EXERCISE = Exercise(
    reference=lambda states, lengths: at(states, lengths - 1),
    inputs=lambda rng: [
        (np.array([[[1.0], [2], [3]], [[4.0], [5], [6]]]), np.array([2, 3])),
        (np.array([[[1.0, -1], [0.5, 2]]]), np.array([1])),
        *(case(rng, *shape) for shape in ((3, 4, 2), (4, 3, 3), (5, 6, 1))),
    ],
    hints=(
        "A text of 3 words has its last word at which place, counted from 0?",
        "Each text has a place of its own: index rows and places together.",
        "states[np.arange(n), lengths − 1].",
    ),
    mistakes={
        "padding's state": lambda s, _n: s[:, -1],
        "one too far": [
            lambda s, n: at(s, n % s.shape[1]),
            lambda s, n: at(s, np.minimum(n, s.shape[1] - 1)),
        ],
        "one too early": lambda s, n: at(s, n - 2),
        "first word": lambda s, _n: s[:, 0],
        "mean of all": lambda s, _n: s.mean(1),
        "mean of the words": [
            lambda s, n: (s * real(s, n)).sum(1) / n[:, None],
            lambda s, n: (s * real(s, n)).sum(1),
        ],
        "largest": [
            lambda s, _n: s.max(1),
            lambda s, n: np.where(real(s, n) > 0, s, -np.inf).max(1),
        ],
        "every pair": lambda s, n: s[:, n - 1],
        "words kept": lambda s, n: s * real(s, n),
        "last text": lambda s, _n: s[-1],
    },
    say={
        "padding's state": "That is the state at the last place, where short texts have padding.",
        "one too far": "That is a place too far: the last of 3 words has the number 2.",
        "one too early": "That is a place too early: look at a text of one word.",
        "first word": "That is the state after the first word.",
        "mean of all": "That is a mean over all places, and padding enters it.",
        "mean of the words": "A mean or a sum of the words' states is another summary. The last "
        "state is asked.",
        "largest": "That is the largest number of each column: another summary.",
        "every pair": "Every text met every length: index rows and places together, with "
        "np.arange(n).",
        "words kept": "The padding is 0 now. Which place of each row is asked?",
        "last text": "That is one text with all its states. One state of each text is asked.",
    },
    right=(
        lambda s, n: np.array([text[k - 1] for text, k in zip(s, n, strict=True)]),
        lambda s, n: np.take_along_axis(s, np.reshape(n - 1, (-1, 1, 1)), axis=1)[:, 0],
        lambda s, n: (s * (np.arange(s.shape[1]) == n[:, None] - 1)[:, :, None]).sum(1),
    ),
    reread="Programs for the exam",
)
