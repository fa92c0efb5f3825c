"""Decisions with the largest expected F-score, where a miss weighs otherwise than a false alarm."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, Function


def scores(p: Array, beta: float, there: float | None = None) -> tuple[Array, Array]:
    """Forecasts of one bird from the highest down; F / (1 + β²) of saying so many."""
    down, t = np.sort(p)[::-1], p.sum() if there is None else there
    return down, down.cumsum() / (beta**2 * t + np.arange(1, len(p) + 1))


def threshold(p: Array, beta: float, there: float | None = None) -> float:
    """Forecast of one bird from which on to say it."""
    down, score = scores(p, beta, there)
    return float(down[score.argmax()])


def each_bird(decide: Callable[[Array, float], Array]) -> Function:
    """Answers that decide on one bird after the other."""
    return lambda p, beta: np.stack([decide(row, beta) for row in p.T], 1) * 1


def by_rule(p: Array, beta: float) -> Array:
    """Decisions by a threshold that is moved until it is F / (1 + β²)."""
    t = 0 * p[0]
    for _ in range(60):
        said = p > t
        t = (p * said).sum(0) / (beta**2 * p.sum(0) + said.sum(0))
    return (p > t).astype(int)


def by_trying(p: Array, beta: float) -> list[list[int]]:
    """Decisions by trying each forecast as a threshold."""
    columns = []
    for row in p.T.tolist():
        t_best = max(
            row,
            key=lambda t: (
                sum(q for q in row if q >= t) / (beta * beta * sum(row) + sum(q >= t for q in row))
            ),
        )
        columns.append([int(q >= t_best) for q in row])
    return np.transpose(columns).tolist()


def by_ranks(p: Array, beta: float) -> Array:
    """Decisions on all birds at once, by their ranks."""
    order = np.argsort(-p, axis=0)
    h = np.take_along_axis(p, order, 0).cumsum(0)
    n_said = (h / (beta**2 * p.sum(0) + np.arange(1, len(p) + 1)[:, None])).argmax(0) + 1
    return np.argsort(order, axis=0) < n_said


def among(steps: Function) -> Function:
    """Answers that take the best of some thresholds."""

    def decide(p: Array, beta: float) -> Array:
        said = p >= steps(p)[:, None]
        score = (p * said).sum(1) / (beta**2 * p.sum() + said.sum(1))
        decisions: Array = said[score.argmax()]
        return decisions

    return each_bird(decide)


def best(p: Array, beta: float) -> float:
    """Largest F of one bird."""
    return float((1 + beta**2) * scores(p, beta)[1].max())


def forecasts(rng: np.random.Generator, n: int, *highest: float) -> Array:
    """Forecasts of birds, each up to a highest value."""
    return np.stack([top * rng.permutation(np.arange(1, 1000))[:n] / 1000 for top in highest], 1)


def tied(p: Array, beta: float) -> bool:
    """Whether two decisions on one bird are nearly as good."""
    second, first = np.sort(scores(p, beta)[1])[-2:]
    return bool(first - second < 1e-5 * first)


def case(rng: np.random.Generator, n: int, beta: float, *highest: float) -> tuple[Array, float]:
    """Forecasts without a tie, and the weight of a miss."""
    while True:
        p = forecasts(rng, n, *highest)
        if not any(tied(row, beta) for row in p.T):
            return p, beta


FOUR = np.array([[0.9, 0.2], [0.5, 0.1], [0.3, 0.05], [0.1, 0.02]])
CLOSE = np.array([[0.9, 0.71], [0.8, 0.0758], [0.6, 0.0754], [0.5, 0.0715]])  # all; two of them

EXERCISE = Exercise(
    reference=each_bird(lambda p, beta: p >= threshold(p, beta)),
    inputs=Parts(
        {
            "frequent and rare birds": lambda rng: [
                (FOUR, 2.0),
                (FOUR, 0.5),
                (CLOSE, 3.0),
                *(
                    case(rng, 40, beta, *highest)
                    for beta, highest in (
                        (2.0, (0.95, 0.4, 0.7)),
                        (0.5, (0.8, 0.99, 0.3)),
                        (3.0, (0.9, 0.6, 0.25)),
                        (1.0, (0.98, 0.5, 0.15)),
                    )
                ),
            ],
            "very rare birds": lambda rng: [
                (FOUR / 1000, 2.0),
                case(rng, 40, 2.0, 0.004, 0.0008, 0.01),
                case(rng, 40, 0.5, 0.002, 0.03, 0.0005),
            ],
        }
    ),
    hints=(
        "Which minutes do you say first, and how many numbers of minutes are there to try?",
        "Sort a bird's forecasts from the highest down: their running sum is the expected hits.",
        "Take the number of minutes with the largest F, or say p > F / (1 + β²) for the best F.",
    ),
    mistakes={
        "a half": lambda p, _: (p > 0.5) * 1,
        "argument ignored": each_bird(lambda p, _: p >= threshold(p, 1)),
        "not squared": each_bird(lambda p, beta: p >= threshold(p, np.sqrt(beta))),
        "weight on the other side": each_bird(lambda p, beta: p >= threshold(p, 1 / beta)),
        "one threshold": lambda p, beta: (p >= threshold(p.ravel(), beta)) * 1,
        "per example": lambda p, beta: (
            each_bird(lambda row, b: row >= threshold(row, b))(p.T, beta).T
        ),
        "F itself": each_bird(lambda p, beta: p > best(p, beta)),
        "half of F": each_bird(lambda p, beta: p > best(p, beta) / 2),
        "upside down": each_bird(lambda p, beta: p <= 1 - threshold(1 - p, beta)),
        "complement": each_bird(lambda p, beta: p < threshold(p, beta)),
        "last one left out": each_bird(lambda p, beta: p > threshold(p, beta)),
        "likely birds counted": each_bird(
            lambda p, b: p >= threshold(p, b, float((p > 0.5).sum()))
        ),
        "searched": [
            *(among(lambda _, n=n: np.linspace(0, 1, n)) for n in (11, 20, 21, 50, 51, 100)),
            *(among(lambda _, n=n: np.linspace(0, 1, n)) for n in (101, 1000, 1001)),
            *(among(lambda _, a=a: np.arange(a, 1, 0.05)) for a in (0, 0.05)),
            *(among(lambda _, a=a: np.arange(a, 1, 0.01)) for a in (0, 0.01)),
            *(among(lambda p, n=n: np.linspace(0, p.max(), n)) for n in (100, 101)),
        ],
        "never all": among(lambda p: np.sort(p)[1:]),
        "costs that add up": lambda p, beta: (p > 1 / (1 + beta**2)) * 1,
        "all axes": lambda p, beta: np.array([threshold(row, beta) for row in p.T]),
        "argmax": lambda p, _: (p == p.max(1, keepdims=True)) * 1,
    },
    say={
        "a half": "A half is best for the share of right decisions. F knows other costs.",
        "argument ignored": "β makes no difference here: that is best for β = 1.",
        "not squared": "β is squared in F.",
        "weight on the other side": "β² belongs to the birds that are there, not to those said: "
        "with a large β you say more of them.",
        "one threshold": "All birds share a threshold here. Each bird has an F of its own.",
        "per example": "The best decisions were sought in each minute. Each bird has an F, over "
        "all minutes.",
        "F itself": "The threshold is not F itself. What does one more yes add above and below "
        "the line?",
        "half of F": "Half of F is the threshold for β = 1. Derive it again for another β.",
        "upside down": "The least likely minutes were said first.",
        "complement": "Yes and no are exchanged.",
        "last one left out": "The minute that is the last to raise F is left out.",
        "likely birds counted": "How many minutes have the bird is not known. How many do you "
        "expect?",
        "searched": "That searches over fixed thresholds. Some forecasts fall between them.",
        "never all": "With 0.9, 0.8, 0.6, 0.5 and β = 3, how many are best said?",
        "costs that add up": "That is a threshold for costs that add up. Here each yes changes the "
        "divisor, too.",
        "all axes": "Those are thresholds; the decisions are asked, with the shape of p.",
        "argmax": "That says one bird for each minute. There may be two, or none.",
    },
    right=(
        by_rule,
        by_trying,
        by_ranks,
        lambda p, beta: (
            p >= np.array([d[s.argmax()] for d, s in (scores(row, beta) for row in p.T)])
        ),
        lambda p, beta: (
            np.array([row > best(row, beta) / (1 + beta**2) for row in p.T], dtype=float).T
        ),
        lambda p, beta: by_ranks(p.astype("f4"), beta).astype("f4"),
    ),
    kind="derivation",
    reread="lesson 07, A threshold per label",
)
