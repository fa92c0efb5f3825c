"""How far a first loss is from what the shares say: a colleague's guard, mended."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.classroom.checking import Exercise

Array = NDArray[Any]
Guard = Callable[[Array, Array], float]


def entropy(shares: Array) -> float:
    """Return the entropy of shares in nats."""
    return float(-shares @ np.log(shares))


def guard(
    *,
    start: Callable[[Array], float] = entropy,
    divisor: Callable[[int], Any] = np.sqrt,
    ddof: int = 1,
) -> Guard:
    """Make the distance of a mean loss from a start, in some standard errors."""
    return lambda losses, shares: float(
        (losses.mean() - start(shares)) / (losses.std(ddof=ddof) / divisor(len(losses)))
    )


def batch(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """First losses of a batch, of a model that may start a little wrong; and the shares."""
    shares = np.round(rng.dirichlet(np.full(k, 2.0)) * 0.9 + 0.1 / k, 3)
    shares /= shares.sum()
    spread = rng.normal(1.0, 0.2, n) * -np.log(rng.choice(shares, n, p=shares))
    return np.round(np.abs(spread) + 0.05, 2), shares


EXERCISE = Exercise(
    reference=guard(),
    inputs=lambda rng: [
        (np.array([0.2, 1.6, 0.2, 0.2]), np.array([0.8, 0.2])),
        (np.array([0.7, 1.2, 0.7]), np.array([0.5, 0.3, 0.2])),
        *(batch(rng, n, k) for n, k in ((12, 3), (30, 10), (64, 5))),
    ],
    hints=(
        "A class that comes more often is charged more often. And what is the unit of np.log2?",
        "The mean of −ln share is the entropy of the shares. The error of a mean falls with √n.",
        "(losses.mean() + shares @ np.log(shares)) / (losses.std(ddof=1) / √n).",
    ),
    mistakes={
        "as printed": guard(start=lambda s: float(-np.log2(s).mean()), divisor=lambda n: n),
        "bits kept": guard(start=lambda s: float(-s @ np.log2(s))),
        "shares alike": guard(start=lambda s: float(-np.log(s).mean())),
        "ln K for the start": guard(start=lambda s: float(np.log(len(s)))),
        "n for its root": [
            guard(divisor=lambda n: n),
            guard(start=lambda s: float(-np.log(s).mean()), divisor=lambda n: n),
        ],
        "one loss's spread": guard(divisor=lambda n: 1.0),
        "divided by n": guard(ddof=0),
        "variance for scale": [
            lambda losses, s: float(
                (losses.mean() - entropy(s)) / (losses.var(ddof=1) / np.sqrt(len(losses)))
            ),
            lambda losses, s: float(
                (losses.mean() - entropy(s)) / (losses.var(ddof=1) / len(losses))
            ),
        ],
        "absolute": lambda losses, s: abs(guard()(losses, s)),
        "gap in nats": lambda losses, s: float(losses.mean() - entropy(s)),
        "standard error": lambda losses, s: (
            float(losses.std(ddof=1) / np.sqrt(len(losses))) + 0 * s[0]
        ),
    },
    say={
        "bits kept": "The losses are in nats: which logarithm is in nats?",
        "shares alike": "A class that comes more often is charged more often: weigh by the shares.",
        "ln K for the start": "That is ln K, the start of a model that knows no shares.",
        "n for its root": "Four times the examples halve a mean's error: which power of n is that?",
        "one loss's spread": "That is the spread of single losses. Their mean scatters less.",
        "divided by n": "Right but for ddof: keep ddof=1, the mean is the sample's own.",
        "variance for scale": "A standard error comes from the standard deviation.",
        "absolute": "Keep the sign: a first loss too low points at other causes than one too high.",
        "gap in nats": "That is the gap in nats. How many standard errors is it?",
        "standard error": "That is the standard error alone. How many of them is the gap?",
    },
    right=(
        lambda losses, s: float(
            (losses.mean() - entropy(s)) * len(losses) ** 0.5 / losses.std(ddof=1)
        ),
    ),
    reread="The guard to take home",
    kind="reading",
)
