"""The share of right diagnoses from which confidence pays."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

Share = Callable[[float, int], float]


def share(c: float, m: int) -> float:
    """Solve r (-ln c) + (1 - r) (-ln((1 - c) / (m - 1))) = ln m for r."""
    rest = (1 - c) / (m - 1)
    return float(np.log(m * rest) / np.log(rest / c))


def mistaken(rest: Callable[[float, int], float], paid: Callable[[int], float] = np.log) -> Share:
    """Solve it with another price of the wrong ones, or of the uniform forecast."""
    return lambda c, m: float((np.log(rest(c, m)) + paid(m)) / (np.log(rest(c, m)) - np.log(c)))


EXERCISE = Exercise(
    reference=share,
    inputs=lambda rng: [
        (0.75, 2),
        (0.97, 4),
        (0.7, 4),
        *(
            (round(rng.uniform(0.55, 0.995), 3), int(m))
            for m in rng.permutation([2, 3, 4, 5, 8])[:4]
        ),
    ],
    hints=(
        "What does a right diagnosis cost, and what does a wrong one cost?",
        "Right: −ln c. Wrong: −ln((1 − c)/(m − 1)). Uniform: ln m. Mix the first two with r.",
        "Solve −r ln c − (1 − r) ln((1 − c)/(m − 1)) = ln m for r.",
    ),
    mistakes={
        "honest share": lambda c, m: c + 0 * m,
        "chance": lambda c, m: 1 / m + 0 * c,
        "rest not shared": mistaken(lambda c, m: 1 - c),
        "shared by m": mistaken(lambda c, m: (1 - c) / m),
        "complement": lambda c, m: 1 - share(c, m),
        "uniform over the others": mistaken(
            lambda c, m: (1 - c) / (m - 1), lambda m: np.log(m - 1)
        ),
        "two causes": lambda c, m: share(c, 2) + 0 * m,
        "wrong costs nothing": lambda c, m: float(-np.log(m) / np.log(c)),
        "right costs nothing": lambda c, m: 1 + float(np.log(m) / np.log((1 - c) / (m - 1))),
        "uniform costs 2": mistaken(lambda c, m: (1 - c) / (m - 1), lambda m: 2 * np.log(2)),
        "one unit too many": mistaken(lambda c, m: (1 - c) / (m - 1), lambda m: np.log2(m)),
        "share squared": lambda c, m: share(c, m) ** 2,
    },
    say={
        "honest share": "With r = c the reader is honest, and pays least. From which r on does he "
        "pay less than the uniform forecast?",
        "chance": "A guess is right that often, and uniform is honest about it. A sure reader "
        "needs more.",
        "rest not shared": "The rest, 1 − c, is shared by m − 1 causes: each gets its part.",
        "shared by m": "The rest is shared by the others: how many are they?",
        "uniform over the others": "The uniform forecast gives each of m causes 1/m.",
        "two causes": "There are m causes here, and not two.",
        "wrong costs nothing": "A wrong diagnosis costs, too: what was given to the right cause?",
        "right costs nothing": "A right diagnosis costs −ln c, and not 0.",
        "uniform costs 2": "Two bits are the price of four causes. Here there are m.",
        "one unit too many": "The logarithms have different bases: use one for all of them.",
        "share squared": "No square is needed: solve one linear equation for r.",
    },
    right=(
        lambda c, m: float(
            (-np.log((1 - c) / (m - 1)) - np.log(m)) / (-np.log((1 - c) / (m - 1)) + np.log(c))
        ),
        lambda c, m: float(np.log2(m * (1 - c) / (m - 1)) / np.log2((1 - c) / (m - 1) / c)),
    ),
    reread="Ten patients",
    kind="derivation",
)
