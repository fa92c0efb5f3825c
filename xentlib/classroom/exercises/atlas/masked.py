"""Mean loss of the tokens of padded rows."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, uniform


def real(losses: Array, lengths: Array) -> Array:
    """Whether a place holds a token: (n, t)."""
    return np.asarray(np.arange(losses.shape[1]) < np.asarray(lengths)[:, None])


def of_mask(combine: Function) -> Function:
    """Let a formula have the losses, the mask and the lengths."""
    return lambda losses, lengths: combine(losses, real(losses, lengths), lengths)


def case(rng: np.random.Generator, n: int, t: int) -> tuple[Array, Array]:
    """Losses of n rows of t places, of which the shortest has one token and the longest all."""
    lengths = 1 + (rng.random(n) * (t - 1)).astype(int)
    lengths[:2] = t, 1
    return uniform(rng, 0.2, 4, n, t), lengths


EXERCISE = Exercise(
    reference=of_mask(lambda losses, mask, _: losses[mask].mean()),
    inputs=lambda rng: [
        (np.array([[1.0, 2.0, 3.0], [5.0, 7.0, 8.0]]), np.array([3, 1])),
        *(case(rng, n, t) for n, t in ((2, 4), (4, 5), (6, 3))),
    ],
    hints=(
        "Which places hold a token? Row i has them at 0, 1, …, lengths[i] − 1.",
        "mask = np.arange(t) < lengths[:, None] has the shape of the losses.",
        "(mask * losses).sum() / mask.sum()",
    ),
    mistakes={
        "padding counted": lambda losses, _: losses.mean(),
        "padding in the sum": lambda losses, lengths: losses.sum() / lengths.sum(),
        "divided by places": of_mask(lambda losses, mask, _: (losses * mask).mean()),
        "means averaged": of_mask(
            lambda losses, mask, lengths: ((losses * mask).sum(1) / lengths).mean()
        ),
        "sum": of_mask(lambda losses, mask, _: losses[mask].sum()),
        "divided by rows": of_mask(lambda losses, mask, _: (losses * mask).sum() / len(losses)),
        "one more": of_mask(lambda losses, _, lengths: losses[real(losses, lengths + 1)].mean()),
        "padding alone": of_mask(
            lambda losses, mask, _: losses[~mask].mean() if (~mask).any() else 0.0
        ),
        "not averaged": of_mask(lambda losses, mask, _: losses * mask),
        "per example": of_mask(lambda losses, mask, lengths: (losses * mask).sum(1) / lengths),
    },
    say={
        "padding counted": "Places after the end of a row are no tokens. Leave them out.",
        "padding in the sum": "Divided by the number of tokens. Which losses are added up?",
        "divided by places": "The sum is right. Divide it by the number of tokens, not of places.",
        "means averaged": "A short row counts as much as a long one here. The mean is over tokens.",
        "divided by rows": "Divided by the number of rows: the mean is over tokens.",
        "one more": "A row of length 3 has its tokens at the places 0, 1 and 2.",
        "padding alone": "That is the mean over what is no token.",
        "per example": "One number is asked: the mean over all tokens of all rows.",
    },
    right=(
        lambda losses, lengths: np.average(losses, weights=real(losses, lengths)),
        lambda losses, lengths: (
            sum(row[:n].sum() for row, n in zip(losses, lengths, strict=True)) / sum(lengths)
        ),
    ),
    unit="nats",
    reread="A mask in a batch",
)
