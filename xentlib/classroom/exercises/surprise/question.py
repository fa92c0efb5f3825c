"""Mean number of bits that are still missing after a yes/no question."""

import math
from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise


def groups(n: float, m: float) -> list[float]:
    """Sizes of the groups that answer yes and no, without empty ones."""
    return [size for size in (m, n - m) if size > 0]


def missing(n: float, m: float, log: Callable[[float], float] = math.log2) -> float:
    """Mean of the logarithm of what is left."""
    return sum(size / n * log(size) for size in groups(n, m))


def told(n: float, m: float) -> float:
    """Entropy of the answer."""
    return math.log2(n) - missing(n, m)


def as_typed(n: float, m: float) -> float:
    """Mean of the logarithms, for which an empty group is no number."""
    sizes = np.array([m, n - m], dtype=float)
    return float((sizes / n * np.log2(sizes)).sum())


EXERCISE = Exercise(
    reference=lambda n, m: missing(n, m),
    inputs=lambda rng: [
        (8, 4),
        (8, 2),
        (12, 4),
        (3, 2),
        (5, 5),
        (7, 0),
        *((n, int(rng.integers(1, n))) for n in (10, 30, 949)),
    ],
    hints=(
        "8 candidates, 4 say yes: after either answer 4 are left. How many bits are missing?",
        "After a yes m are left, after a no n − m. How many halvings is each, and how often?",
        "m/n · log2(m) + (n − m)/n · log2(n − m); an empty group adds nothing.",
    ),
    mistakes={
        "told": told,
        "before": lambda n, m: math.log2(n),
        "each alike": [
            lambda n, m: sum(math.log2(size) for size in groups(n, m)) / 2,
            lambda n, m: sum(math.log2(size) for size in groups(n, m)) / len(groups(n, m)),
        ],
        "sum": lambda n, m: sum(math.log2(size) for size in groups(n, m)),
        "log of a mean": lambda n, m: math.log2((m * m + (n - m) ** 2) / n),
        "no logarithm": lambda n, m: (m * m + (n - m) ** 2) / n,
        "only yes": lambda n, m: m / n * math.log2(m) if m else 0.0,
        "after a yes": lambda n, m: math.log2(m) if m else 0.0,
        "worst case": lambda n, m: math.log2(max(m, n - m)),
        "swapped": lambda n, m: sum((n - size) / n * math.log2(size) for size in groups(n, m)),
        "zero log zero": as_typed,
        "nothing missing": lambda n, m: missing(n, m) if 0 < m < n else 0.0,
        "rounded up": lambda n, m: missing(n, m, lambda size: math.ceil(math.log2(size))),
        "not divided": lambda n, m: n * missing(n, m),
    },
    say={
        "told": "That is what the answer tells. How much is still missing after it?",
        "before": "That is what is missing before the question.",
        "each alike": "Yes and no count alike here. How often does each of them come?",
        "sum": "The two cases are added up; their mean is asked. How often does each come?",
        "no logarithm": "That is the mean number of candidates left. How many bits are they?",
        "only yes": "What is still missing after a no?",
        "after a yes": "That is what is missing after a yes. And after a no?",
        "worst case": "That is the unluckier answer; the mean over both is asked.",
        "swapped": "The larger group answers more often. Which share belongs to which logarithm?",
        "nothing missing": "If everybody gives the same answer, it tells nothing: as much is "
        "missing as before.",
        "zero log zero": "If all answer alike, one group is empty: it never comes, and adds 0.",
        "not divided": "Each size is a count here. Which share of the candidates is it?",
    },
    right=(
        lambda n, m: np.log2(n) - told(n, m),
        lambda n, m: np.mean([np.log2(m)] * m + [np.log2(n - m)] * (n - m)),
        lambda n, m: [m / n * np.log2(max(m, 1)) + (1 - m / n) * np.log2(max(n - m, 1))][0],
    ),
    unit="bits",
    reread="The best question",
    kind="derivation",
)
