"""Mean loss over the labels that are known."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import bce_logits
from xentlib.classroom.exercises._common.guards import guarded, unlikely_yes
from xentlib.classroom.exercises._common.inputs import M3, T3, Array, Function, coins, random_logits
from xentlib.classroom.exercises.multi_label._shared import positives
from xentlib.losses import sigmoid_cross_entropy
from xentlib.numerics import sigmoid


def gaps(rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Random mask with rows of unequal numbers of known labels, none of them empty."""
    known = rng.random(shape) < 0.6
    known[:, 0], known[0], known[-1, 1:] = True, True, False
    return known


def part(y: Array, z: Array, known: Array) -> Array:
    """Loss of what is known, 0 elsewhere."""
    return known * bce_logits(y, z)


def price(log: Function, y: Array, z: Array, known: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    loss = -(y * log(sigmoid(z)) + (1 - y) * log(sigmoid(-z)))
    return (known * loss).sum() / known.sum()


EXERCISE = Exercise(
    reference=lambda y, z, known: (known * sigmoid_cross_entropy(y, z)).sum() / known.sum(),
    inputs=lambda rng: [
        *((y, z, np.ones(y.shape, bool)) for y, z in unlikely_yes()),
        (np.array([[1.0, 1.0]]), np.array([[1.0, 2.0]]), np.array([[True, False]])),
        (T3, M3, np.array([[1, 1, 1, 0], [0, 0, 1, 0], [1, 1, 1, 1]]) == 1),
        *(
            (coins(rng, z.shape), z, gaps(rng, z.shape))
            for z in random_logits(rng, [(2, 3), (4, 2), (5, 4)])
        ),
    ],
    hints=(
        "What should a label cost that nobody has looked at?",
        "Add up the loss where known is True. Of how many entries is that the mean?",
        "With e = np.logaddexp(0, z) - y * z: (known * e).sum() / known.sum(), or e[known].mean().",
    ),
    mistakes=guarded(price)
    | {
        "divided by n": lambda y, z, m: part(y, z, m).mean(),
        "divided by the rows": lambda y, z, m: part(y, z, m).sum() / len(y),
        "weights ignored": lambda y, z, _: bce_logits(y, z).mean(),
        "unknown as no": lambda y, z, m: bce_logits(y * m, z).mean(),
        "masked too early": [
            lambda y, z, m: bce_logits(y * m, z * m).mean(),
            lambda y, z, m: bce_logits(y * m, z * m).sum() / m.sum(),
        ],
        "means averaged": [
            lambda y, z, m: (part(y, z, m).sum(1) / m.sum(1)).mean(),
            lambda y, z, m: (part(y, z, m).sum(0) / m.sum(0)).mean(),
        ],
        "complement": [
            lambda y, z, m: part(y, z, 1 - m).sum() / (1 - m).sum(),
            lambda y, z, m: part(1 - y, z, m).sum() / m.sum(),
        ],
        "sum": lambda y, z, m: part(y, z, m).sum(),
        "term missing": lambda y, z, m: (m * positives(y, z)).sum() / m.sum(),
        "sigmoid twice": lambda y, z, m: part(y, sigmoid(z), m).sum() / m.sum(),
        "not summed": lambda y, z, m: part(y, z, m),
    },
    say={
        "complement": "Known and unknown are exchanged, or yes and no.",
        "divided by n": "Divided by too many: only the entries that are known count.",
        "divided by the rows": "Divided by the number of rows. How many entries are known?",
        "means averaged": "That is a mean of means: rows, or columns, with few known labels count "
        "as much as others in it.",
        "not summed": "One number is asked: the mean over all labels that are known.",
        "sum": "That is the sum over the labels that are known; their mean is asked.",
        "weights ignored": "The mask makes no difference here.",
        "unknown as no": "What nobody has looked at was counted as a no.",
        "masked too early": "Masked logits are 0, and cost ln 2 each. Mask the loss instead.",
    },
    right=(
        lambda y, z, known: (np.logaddexp(0, z) - y * z)[known].mean(),
        lambda y, z, known: (np.logaddexp(0, z) - y * z)[known == 1].mean(),
        lambda y, z, known: np.average(np.logaddexp(0, z) - y * z, weights=known),
        lambda y, z, known: (
            (known * (np.log(1 + np.exp(z)) - y * z)).sum() / np.count_nonzero(known)
        ),
    ),
    unit="nats",
    reread="Labels nobody has looked at",
)
