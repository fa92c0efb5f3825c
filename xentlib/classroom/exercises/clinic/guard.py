"""How far a first loss is from ln K, in standard errors: a colleague's guard, mended."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise

Array = NDArray[Any]
Guard = Callable[[Array, int], float]


def guard(
    *,
    start: Callable[[int], Any] = np.log,
    divisor: Callable[[int], Any] = np.sqrt,
    ddof: int = 1,
) -> Guard:
    """Make the distance of a mean loss from a start, in some standard errors."""
    return lambda losses, k: float(
        (losses.mean() - start(k)) / (losses.std(ddof=ddof) / divisor(len(losses)))
    )


EXERCISE = Exercise(
    reference=guard(),
    inputs=lambda rng: [
        (np.array([2.0, 3.0, 2.5, 1.5]), 10),
        (np.array([0.5, 0.9]), 2),
        *(
            (rng.gamma(4.0, np.log(k) / 3, n).round(2), k)
            for n, k in ((12, 3), (30, 10), (64, 100))
        ),
    ],
    hints=(
        "What is the unit of his ln? And how does the error of a mean fall with n?",
        "ln K in nats is np.log(K). The standard error of a mean is s / √n.",
        "(losses.mean() − np.log(K)) / (losses.std(ddof=1) / √n).",
    ),
    mistakes={
        "as printed": guard(start=np.log2, divisor=lambda n: n),
        "wrong base": guard(start=np.log2),
        "n for its root": guard(divisor=lambda n: n),
        "one loss's spread": guard(divisor=lambda n: 1.0),
        "divided by n": guard(ddof=0),
        "variance for scale": [
            lambda losses, k: float(
                (losses.mean() - np.log(k)) / (losses.var(ddof=1) / np.sqrt(len(losses)))
            ),
            lambda losses, k: float(
                (losses.mean() - np.log(k)) / (losses.var(ddof=1) / len(losses))
            ),
        ],
        "absolute": lambda losses, k: abs(guard()(losses, k)),
        "difference": lambda losses, k: float(losses.mean() - np.log(k)),
        "verdict": [
            lambda losses, k: float(abs(guard()(losses, k)) > 3),
            lambda losses, k: float(abs(guard()(losses, k)) <= 3),
        ],
        "ratio": lambda losses, k: float(losses.mean() / np.log(k)),
        "standard error": lambda losses, k: (
            float(losses.std(ddof=1) / np.sqrt(len(losses))) + 0 * k
        ),
        "probability for a loss": guard(start=lambda k: 1 / k),
    },
    say={
        "wrong base": "The losses are in nats: which logarithm is in nats?",
        "n for its root": "Four times the examples halve the error of a mean. Yours is a quarter.",
        "one loss's spread": "That is the spread of single losses. Their mean scatters less.",
        "divided by n": "Right but for ddof: the deviations are from the sample's own mean, so "
        "divide by n − 1.",
        "variance for scale": "A standard error comes from the standard deviation.",
        "absolute": "Keep the sign: a first loss too low points at other causes than one too high.",
        "difference": "That is the gap in nats. How many standard errors is it?",
        "verdict": "A number is asked, not the verdict.",
        "ratio": "A ratio does not say how much of it is chance.",
        "standard error": "That is the standard error alone. How many of them is the gap?",
        "probability for a loss": "1/K is the probability of each class. The loss is −ln of it.",
    },
    right=(
        lambda losses, k: float(
            (losses.mean() - np.log(k)) * len(losses) ** 0.5 / losses.std(ddof=1)
        ),
    ),
    reread="The guard to take home",
    kind="reading",
)
