"""A colleague's decisions, to be mended: a threshold for each label."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import hot
from xentlib.classroom.exercises._common.inputs import M3, Array, uniform
from xentlib.numerics import sigmoid, softmax


def both_kinds(rng: np.random.Generator, n: int, k: int) -> Array:
    """Logits at which every rule of decision decides differently."""
    z = rng.normal(scale=1.5, size=(n, k))
    z[0], z[1] = 0.5 + rng.random(k), -2.5 - rng.random(k)  # all labels, no label
    return z.round(2)


def colleague(p: Array, t: Array) -> Array:
    """At most one label for each row, by some thresholds of probabilities."""
    return hot(p.argmax(1), p.shape[1]).astype(int) * (p > t)


EXERCISE = Exercise(
    reference=lambda z, thresholds: (sigmoid(z) >= thresholds).astype(int),
    inputs=lambda rng: [
        (M3, np.array([0.5, 0.5, 0.5, 0.5])),
        (M3, np.array([0.6, 0.8, 0.3, 0.1])),
        (M3, np.array([0.2, 0.7, 0.4, 0.5])),
        *(
            (both_kinds(rng, n, k), np.append(uniform(rng, 0.05, 0.95, k - 2), [0.15, 0.8]))
            for n, k in ((12, 3), (12, 4), (20, 5))
        ),
    ],
    hints=(
        "Can the printed program ever name two labels? Whose threshold does it use?",
        "Turn every logit into a probability; compare it with its own label's threshold.",
        "(xent.sigmoid(z) >= thresholds).astype(int)",
    ),
    mistakes={
        "as printed": lambda z, t: colleague(softmax(z), t[0]),
        "argmax": [
            lambda z, _: hot(z.argmax(1), z.shape[1]),
            lambda z, t: colleague(sigmoid(z), t[0]),
            lambda z, t: colleague(sigmoid(z), t),
            lambda z, t: colleague(softmax(z), t),
        ],
        "logits as probabilities": lambda z, t: (z > t).astype(int),
        "one threshold": [
            lambda z, _: (z > 0).astype(int),
            lambda z, t: (sigmoid(z) > t.mean()).astype(int),
            lambda z, t: (sigmoid(z) > t[0]).astype(int),
        ],
        "softmax for labels": [
            lambda z, t: (softmax(z) > t).astype(int),
            lambda z, t: (softmax(z) > t[0]).astype(int),
        ],
        "complement": lambda z, t: (sigmoid(z) < t).astype(int),
        "threshold mirrored": lambda z, t: (sigmoid(z) > 1 - t).astype(int),
        "not decided": [lambda z, _: sigmoid(z), lambda z, _: np.round(sigmoid(z), 1)],
        "rounded": lambda z, t: np.ceil(sigmoid(z) - t.max()).clip(0, 1),
        "sigmoid twice": lambda z, t: (sigmoid(sigmoid(z)) > t).astype(int),
    },
    say={
        "argmax": "At most one label for each example. May it have two?",
        "complement": "The comparison is the wrong way round.",
        "threshold mirrored": "The forecast was compared with 1 − t. Which forecast is t a "
        "threshold for?",
        "rounded": "Compared with the largest threshold: each label has its own.",
        "not decided": "Those are probabilities; decisions are asked.",
    },
    right=(
        lambda z, thresholds: np.where(1 / (1 + np.exp(-z)) > thresholds, 1, 0),
        lambda z, thresholds: (sigmoid(z) > thresholds) * 1,
        lambda z, thresholds: (z > np.log(thresholds / (1 - thresholds))) * 1,
        lambda z, thresholds: [
            [int(p > t) for p, t in zip(row, thresholds, strict=True)] for row in sigmoid(z)
        ],
    ),
    reread="A threshold per label",
    kind="reading",
)
