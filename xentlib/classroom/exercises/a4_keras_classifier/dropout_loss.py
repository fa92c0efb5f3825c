"""Mean loss over all ways in which dropout may switch units off."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import naive_softmax
from xentlib.classroom.exercises._common.guards import shifted_logsumexp, wrongly_shifted
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.classroom.exercises.a4_keras_classifier._dropped import (
    BELOW_0,
    FAR,
    LARGE,
    RARE,
    layer,
    masks,
)
from xentlib.numerics import log_softmax, softmax


def chances(kept: Array, rate: float) -> Array:
    """Probability of each mask."""
    found: Array = np.prod(np.where(kept > 0, 1 - rate, rate), axis=1)
    return found


def dropout_loss(h: Array, w: Array, c: Array, label: int, rate: float) -> float:
    """Mean loss in nats, over the chances of all masks."""
    kept = masks(len(h))
    z = (kept * h / (1 - rate)) @ w + c
    return float(-chances(kept, rate) @ log_softmax(z)[:, label])


def some_kept(kept: Array, rate: float) -> Array:
    """Probability of each mask, if one that keeps no unit does not count."""
    found: Array = chances(kept, rate) * (kept.sum(1) > 0)
    return found / found.sum()


def price(chance: Array, z: Array, label: int) -> Array:
    """Mean loss."""
    found: Array = -chance @ log_softmax(z)[:, label]
    return found


def of_forecasts(forecast: Function, log: Function = np.log) -> Function:
    """Mean loss from forecasts, by a logarithm of one's own."""
    return lambda chance, z, label: -chance @ log(forecast(z)[:, label])


def enlarged(rate: float) -> float:
    """Say how much larger a unit becomes that is kept."""
    return 1 / (1 - rate)


def altered(
    of: Function = price, *, scale: Function = enlarged, weigh: Function = chances
) -> Function:
    """Mean of something over masks, with units scaled otherwise, or other chances."""

    def run(h: Array, w: Array, c: Array, label: int, rate: float) -> float:
        kept = masks(len(h))
        z = (kept * h * scale(rate)) @ w + c
        return float(of(weigh(kept, rate), z, label))

    return run


def without(h: Array, w: Array, c: Array, label: int) -> float:
    """Loss without dropout."""
    return float(-log_softmax(h @ w + c)[label])


def unit_by_unit(h: Array, w: Array, c: Array, label: int, rate: float) -> float:
    """Split at the first unit into kept and dropped, and go on with the others."""
    if len(h) == 0:
        return float(np.log(np.exp(c - c.max()).sum()) + c.max() - c[label])
    kept = unit_by_unit(h[1:], w[1:], c + h[0] * w[0] / (1 - rate), label, rate)
    return (1 - rate) * kept + rate * unit_by_unit(h[1:], w[1:], c, label, rate)


def by_bits(h: Array, w: Array, c: Array, label: int, rate: float) -> float:
    """Count through the masks as binary numbers."""
    total = 0.0
    for number in range(2 ** len(h)):
        kept = np.array([number >> j & 1 for j in range(len(h))])
        z = c + (kept * h) @ w / (1 - rate)
        chance = (1 - rate) ** kept.sum() * rate ** (len(h) - kept.sum())
        total += chance * (np.logaddexp.reduce(z) - z[label])
    return float(total)


EXERCISE = Exercise(
    reference=dropout_loss,
    inputs=Parts(
        {
            "a rate of a half": lambda rng: [
                (np.array([1.0]), np.array([[0.0, 1.0]]), np.zeros(2), 0, 0.5),
                (np.array([1.0]), np.array([[0.0, 9.0]]), np.zeros(2), 0, 0.5),
                BELOW_0,
                *(layer(rng, m, k, 0.5) for m, k in ((2, 3), (4, 3), (3, 5))),
            ],
            "another rate, and large logits": lambda rng: [
                (np.array([1.0]), np.array([[0.0, 1.0]]), np.zeros(2), 0, 0.2),
                *(
                    layer(rng, m, k, float(rng.choice([0.1, 0.2, 0.3, 0.7])))
                    for m, k in ((2, 3), (5, 4), (3, 2))
                ),
                *LARGE,
                FAR,
                RARE,
                (np.array([1.0]), np.array([[0.0, 1.0]]), np.zeros(2), 0, 0.0),
                layer(rng, 3, 3, 0.2, size=900.0),
            ],
        }
    ),
    hints=(
        "With two units, there are four ways to switch units off. Which logits has each?",
        "Compute the loss of each way, and weight the losses by the chances of the ways.",
        "A way that keeps j of m units has the chance (1 − r)^j r^(m − j); divide them by 1 − r.",
    ),
    mistakes={
        "dropout ignored": [
            lambda h, w, c, label, rate: without(h, w, c, label),
            lambda h, w, c, label, rate: without((1 - rate) * h, w, c, label),
        ],
        "not scaled": altered(scale=lambda rate: 1.0),
        "scaled by the rate": altered(scale=lambda rate: np.divide(1, rate)),
        "scaled down": altered(scale=lambda rate: 1 - rate),
        "kept and dropped exchanged": altered(weigh=lambda kept, rate: chances(1 - kept, rate)),
        "ways alike": altered(
            weigh=lambda kept, _: np.full(len(kept), 1 / len(kept)),
        ),
        "mean of the forecasts": altered(lambda q, z, y: -np.log(q @ softmax(z)[:, y])),
        "sum": altered(weigh=lambda kept, _: np.ones(len(kept))),
        "bias forgotten": lambda h, w, c, label, rate: dropout_loss(h, w, 0 * c, label, rate),
        "what it adds": lambda h, w, c, label, rate: (
            dropout_loss(h, w, c, label, rate) - without(h, w, c, label)
        ),
        "one unit at a time": lambda h, w, c, label, rate: np.mean(
            [without(h * (np.arange(len(h)) != j) / (1 - rate), w, c, label) for j in range(len(h))]
        ),
        "all or none": lambda h, w, c, label, rate: (
            (1 - rate) * without(h / (1 - rate), w, c, label) + rate * without(0 * h, w, c, label)
        ),
        "bias enlarged": lambda h, w, c, label, rate: dropout_loss(
            h, w, c / (1 - rate), label, rate
        ),
        "at least one kept": altered(weigh=some_kept),
        "chances by logarithms": altered(
            weigh=lambda kept, rate: np.exp(
                kept.sum(1) * np.log(1 - rate) + (1 - kept).sum(1) * np.log(rate)
            ),
        ),
        "overflow": altered(of_forecasts(naive_softmax)),
        "wrong shift": wrongly_shifted(
            lambda shift, *args: altered(
                lambda q, z, y: q @ (shifted_logsumexp(shift, z) - z[:, y])
            )(*args)
        ),
        "underflow": altered(of_forecasts(softmax)),
        "clipping": [
            altered(of_forecasts(softmax, log))
            for e in LIMITS
            for log in (lambda p, e=e: np.log(np.maximum(p, e)), lambda p, e=e: np.log(p + e))
        ],
    },
    say={
        "dropout ignored": "That is the loss of one network. The mean over all ways is asked.",
        "not scaled": "What is kept is made larger, so that its mean stays.",
        "scaled by the rate": "What is kept is divided by the share that is kept.",
        "scaled down": "What is kept is made larger, not smaller.",
        "kept and dropped exchanged": "The rate is the chance to be dropped.",
        "ways alike": "The ways are equally likely only at a rate of a half.",
        "mean of the forecasts": "Each way has a loss. Losses are averaged, not forecasts.",
        "sum": "The losses are weighted by their chances, which sum to 1.",
        "bias forgotten": "Dropout drops units. The biases of the last layer stay.",
        "what it adds": "That is what dropout adds. The whole loss is asked.",
        "one unit at a time": "Each unit is dropped by itself: there are 2 to the power of m ways.",
        "all or none": "Each unit is dropped by itself, not all of them together.",
        "bias enlarged": "Dropout enlarges the units that are kept, not the biases.",
        "at least one kept": "All units may be dropped at once. That has a chance, too.",
        "chances by logarithms": "Right for most rates. What is ln(rate) at a rate of 0?",
        "overflow": "Right for small logits. Somewhere exp is infinite.",
        "clipping": "A limit hides what a sure mistake costs. Work with the logits.",
    },
    right=(
        unit_by_unit,
        by_bits,
        altered(),
        lambda h, w, c, label, rate: np.average(
            [without(m * h / (1 - rate), w, c, label) for m in masks(len(h))],
            weights=[np.prod(np.where(m, 1 - rate, rate)) for m in masks(len(h))],
        ),
        lambda h, w, c, label, rate: dropout_loss(h.astype(np.float32), w, c, label, rate),
    ),
    unit="nats",
    kind="derivation",
    reread="lesson 09, What the log reports",
)
