"""By how much the first step of Adam with an L2 penalty differs from that of AdamW."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array


def penalised(w: Array, g: Array, rate: float, decay: float) -> Array:
    """Weights after Adam's first step on the loss with the penalty."""
    return w - rate * np.sign(g + decay * w)


def decoupled(w: Array, g: Array, rate: float, decay: float) -> Array:
    """Weights after AdamW's first step."""
    return w - rate * np.sign(g) - rate * decay * w


def of_sgd(w: Array, g: Array, rate: float, decay: float) -> Array:
    """Weights after a step of plain descent."""
    return w - rate * (g + decay * w)


def case(rng: np.random.Generator, n: int) -> tuple[Array, Array, float, float]:
    """Weights and slopes of which none is 0, and which the penalty turns in some places."""
    signs = np.where(rng.random((2, n)) < 0.5, -1.0, 1.0)
    sizes = rng.uniform(0.2, 2, n).round(1) + 0.03, rng.uniform(0.02, 0.3, n).round(3)
    return signs[0] * sizes[0], signs[1] * sizes[1], 0.1, 0.25


EXERCISE = Exercise(
    reference=lambda *args: penalised(*args) - decoupled(*args),
    inputs=lambda rng: [
        (np.array([1.0, 1.0, 1.0]), np.array([0.2, -0.2, -0.7]), 0.1, 0.5),
        (np.array([2.0, -0.5, 1.0]), np.array([-0.1, 0.3, -0.9]), 0.01, 0.1),
        *(case(rng, n) for n in (4, 5, 8)),
        (np.array([3.1, 2.7, -0.4]), np.array([0.4, -0.1, 2.0]), 0.2, 0.05),
    ],
    hints=(
        "In the first step both averages hold one gradient: so, corrected, m = g, v = g².",
        "So the step is η · g / √g², which is η · sign(g): of which gradient, in each of the two?",
        "Adam with L2: w − η sign(g + λw). AdamW: w − η sign(g) − ηλw. Subtract the second.",
    ),
    mistakes={
        "the sign stays": lambda w, g, rate, decay: rate * decay * w + 0 * g,
        "decay forgotten": lambda w, g, rate, decay: rate * (np.sign(g) - np.sign(g + decay * w)),
        "decay without the rate": lambda w, g, rate, decay: (
            rate * (np.sign(g) - np.sign(g + decay * w)) + decay * w
        ),
        "sign of the decay": lambda w, g, rate, decay: (
            rate * (np.sign(g) - np.sign(g + decay * w)) - rate * decay * w
        ),
        "sign of the whole": lambda w, g, rate, decay: (
            rate * (np.sign(g) - np.sign(g + decay * w)) + rate * decay * np.sign(w)
        ),
        "sum": [
            lambda *args: penalised(*args) + decoupled(*args) - 2 * args[0],
            lambda *args: penalised(*args) + decoupled(*args),
        ],
        "one of the two": [penalised, decoupled],
        "twice the penalty": lambda w, g, rate, decay: (
            rate * (np.sign(g) - np.sign(g + 2 * decay * w)) + rate * decay * w
        ),
        "half the penalty": lambda w, g, rate, decay: (
            rate * (np.sign(g) - np.sign(g + decay * w / 2)) + rate * decay * w
        ),
        "rate forgotten": lambda w, g, rate, decay: (
            np.sign(g) - np.sign(g + decay * w) + decay * w + 0 * rate
        ),
        "no bias correction": lambda w, g, rate, decay: (
            rate * 0.1 / np.sqrt(0.001) * (np.sign(g) - np.sign(g + decay * w)) + rate * decay * w
        ),
        "against descent": lambda w, g, rate, decay: (
            penalised(w, g, rate, decay) - of_sgd(w, g, rate, decay)
        ),
    },
    say={
        "sign": "The difference is turned round: Adam with L2, minus AdamW.",
        "the sign stays": "Does λw never turn the sign of the gradient? Where g is small, it does.",
        "decay forgotten": "AdamW shrinks the weight by ηλw, too.",
        "decay without the rate": "Keras' AdamW multiplies the decay by the rate: ηλw.",
        "sign of the decay": "AdamW takes ηλw away. What is subtracted here?",
        "sign of the whole": "The decay of AdamW is not divided by anything: it is ηλw.",
        "sum": "The difference of the two new weights is asked.",
        "one of the two": "That is one of the two new weights; their difference is asked.",
        "twice the penalty": "The penalty λw²/2 has the slope λw.",
        "half the penalty": "The penalty λw²/2 has the slope λw.",
        "rate forgotten": "Every part of both steps has the factor η.",
        "no bias correction": "Both averages are corrected for their start at 0: m = g, v = g².",
        "against descent": "That is Adam with L2 against plain descent.",
    },
    right=(
        lambda w, g, rate, decay: (
            rate * (g / abs(g) - (g + decay * w) / abs(g + decay * w) + decay * w)
        ),
    ),
    reread="Decay",
    kind="derivation",
)
