"""A colleague's program, which has two faults, mended: the perplexity of a padded batch."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, uniform

LOSSES = np.array([[1.0, 2.0, 3.0, 0.0], [0.5, 4.0, 4.0, 4.0]])
MASK = np.array([[1, 1, 1, 1], [1, 0, 0, 0]])


def _case(rng: np.random.Generator, n: int, length: int) -> tuple[Array, Array]:
    """Draw losses of texts of unequal lengths; the padding has losses, too."""
    lengths = 1 + rng.permutation(length)[:n]
    return uniform(rng, 0.1, 3, n, length), (np.arange(length) < lengths[:, None]).astype(int)


def _row_means(losses: Array, mask: Array) -> Array:
    return np.asarray((losses * mask).sum(-1) / mask.sum(-1))


def _mean(losses: Array, mask: Array) -> float:
    return float((losses * mask).sum() / mask.sum())


EXERCISE = Exercise(
    reference=lambda losses, mask: np.exp(_mean(losses, mask)),
    inputs=lambda rng: [
        (LOSSES, MASK),
        *(_case(rng, n, length) for n, length in ((2, 3), (3, 5), (4, 6))),
    ],
    hints=(
        "By how many places does he divide? And how many symbols are real?",
        "Exponentials come last: first one mean over all real symbols of all texts.",
        "np.exp((losses * mask).sum() / mask.sum()).",
    ),
    mistakes={
        "as printed": lambda x, m: np.exp((x * m).mean(-1)).mean(),
        "padding in the divisor": lambda x, m: np.exp((x * m).mean()),
        "padding charged": [
            lambda x, m: np.exp(x.mean()) + 0 * m.sum(),
            lambda x, m: np.exp(x.mean(-1)).mean() + 0 * m.sum(),
            lambda x, m: np.exp(x.sum() / m.sum()),
        ],
        "perplexities averaged": [
            lambda x, m: np.exp(_row_means(x, m)).mean(),
            lambda x, m: np.average(np.exp(_row_means(x, m)), weights=m.sum(-1)),
            lambda x, m: (np.exp(x) * m).sum() / m.sum(),
        ],
        "means averaged": lambda x, m: np.exp(_row_means(x, m).mean()),
        "two for e": [
            lambda x, m: 2 ** _mean(x, m),
            lambda x, m: np.exp(_mean(x, m) / np.log(2)),
        ],
        "mean loss": [lambda x, m: _mean(x, m), lambda x, m: _mean(x, m) / np.log(2)],
        "whole text": lambda x, m: np.exp((x * m).sum(-1)).mean(),
        "of each text": lambda x, m: np.exp(_row_means(x, m)),
        "rows picked": [
            lambda x, m: np.exp(x[m].mean()),
            lambda x, m: np.exp(x[m].sum() / m.sum()),
        ],
        "loss of a text": lambda x, m: np.exp((x * m).sum() / len(x)),
        "one over": lambda x, m: np.exp(-_mean(x, m)),
    },
    say={
        "as printed": "That is the program as it was. It has two faults.",
        "padding in the divisor": "The padding costs nothing now, but it still makes the divisor "
        "larger: the perplexity looks too good.",
        "padding charged": "The places of the padding are charged as if they were symbols.",
        "perplexities averaged": "That is a mean of perplexities: exp comes too early. Take one "
        "mean over the losses of all symbols, and exp last.",
        "two for e": "The base must fit the unit: losses in nats belong to e.",
        "mean loss": "That is the mean loss; the perplexity is its exponential.",
        "whole text": "That is one over the probability of whole texts. What is the mean loss of "
        "a symbol?",
        "of each text": "One perplexity for all texts together is asked.",
        "rows picked": "Whole numbers pick rows: losses[mask] holds the rows 0 and 1, again and "
        "again. losses[mask == 1] holds the real symbols.",
        "loss of a text": "You divided by the number of texts. How many symbols are real?",
        "one over": "A perplexity is at least 1: that is one over it.",
    },
    right=(
        lambda losses, mask: np.exp(losses[mask > 0].mean()),
        lambda losses, mask: np.exp(np.average(losses, weights=mask)),
        lambda losses, mask: 2 ** (_mean(losses, mask) / np.log(2)),
    ),
    reread="Perplexity, right and wrong",
    kind="reading",
)
