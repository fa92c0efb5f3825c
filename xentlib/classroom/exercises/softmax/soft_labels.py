"""Mean loss where the target is a distribution."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import nll
from xentlib.classroom.exercises._common.guards import UNLIKELY, guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, hundredths, random_logits
from xentlib.information import entropy
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_sigmoid, log_softmax, softmax, times


def soft(rng: np.random.Generator, z: Array) -> Array:
    """Random masses beside rows of logits, in hundredths, one of them zero."""
    t = hundredths(rng, *z.shape)
    t[0, :2] = 0, t[0, :2].sum().round(2)
    return t


def price(t: Array, z: Array) -> Array:
    """Cross-entropy of each row."""
    return -(t * log_softmax(z)).sum(-1)


def price_by(log: Function, t: Array, z: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    return -(t * log(softmax(z))).sum(-1).mean()


EXERCISE = Exercise(
    reference=lambda t, z: softmax_cross_entropy(t, z).mean(),
    inputs=lambda rng: [
        (np.full((len(UNLIKELY), 2), 0.5), np.stack([0 * UNLIKELY, UNLIKELY], axis=1)),
        (np.array([[0.7, 0.3]]), np.log([[0.7, 0.3]])),
        (np.array([[0.5, 0.5, 0.0], [0.0, 0.25, 0.75]]), np.array([[1.0, 0, -1], [0, 2, 1]])),
        (np.array([[0.5, 0.5]]), np.array([[0.0, -40.0]])),
        *((soft(rng, z), z) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "A label that says 70 : 30. What would you pay for each of the two, and how often?",
        "Each class's surprise under the softmax, weighted by the label's mass on that class.",
        "Minus (t * log_softmax(z)) summed along each row, then the mean over rows.",
    ),
    mistakes=guarded(price_by)
    | {
        "argmax": lambda t, z: nll(t.argmax(1), z).mean(),
        "divergence": lambda t, z: (price(t, z) - entropy(t)).mean(),
        "swapped pair": lambda t, z: -times(softmax(z), np.log(t)).sum(1).mean(),
        "entropy of the target": lambda t, _: entropy(t).mean(),
        "entropy of the forecast": lambda _, z: entropy(softmax(z)).mean(),
        "sum": lambda t, z: price(t, z).sum(),
        "per class": lambda t, z: price(t, z).mean() / z.shape[1],
        "sigmoid": lambda t, z: -(t * log_sigmoid(z) + (1 - t) * log_sigmoid(-z)).sum(1).mean(),
        "softmax twice": lambda t, z: price(t, softmax(z)).mean(),
        "softmax missing": lambda t, z: -(t * z).sum(1).mean(),
        "wrong axis": lambda t, z: -(t * log_softmax(z, axis=0)).sum(1).mean(),
        "log of a mean": lambda t, z: -np.log((t * softmax(z)).sum(1)).mean(),
        "no logarithm": lambda t, z: -(t * softmax(z)).sum(1).mean(),
        "squared error": lambda t, z: ((softmax(z) - t) ** 2).sum(1).mean(),
        "not summed": [price, lambda t, z: -t * log_softmax(z)],
        "wrong sign inside": lambda t, z: price(t, -z).mean(),
    },
    say={
        "entropy of the target": "That is what the target costs by itself. Where is the forecast?",
        "argmax": "Only the label's largest mass was used. What do its other masses add?",
        "log of a mean": "That is the logarithm of Σ t p: each class has a logarithm of its own.",
        "no logarithm": "That is the expected probability. How surprising is each class?",
        "not summed": "One number is asked: the mean over all examples.",
        "swapped pair": "Label and forecast are exchanged: the forecast goes into the logarithm.",
        "wrong sign inside": "The logits enter with a minus: a larger one must make its class cost "
        "less.",
    },
    right=(
        lambda t, z: (np.log(np.exp(z).sum(1)) - (t * z).sum(1)).mean(),
        lambda t, z: -np.sum(t * np.log(np.exp(z) / np.exp(z).sum(1, keepdims=True))) / len(z),
        lambda t, z: np.mean(
            [np.logaddexp.reduce(row) - mass @ row for mass, row in zip(t, z, strict=True)]
        ),
    ),
    unit="nats",
    reread="Labels with doubt",
)
