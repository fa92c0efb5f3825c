"""One Newton step on the mean loss of counted samples."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises.a2_binary_and_softmax._shared import curvature, slope, wells
from xentlib.numerics import sigmoid

Case = tuple[Array, Array, Array, Array]


def step(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
    """Newton's step: what is subtracted from the parameters."""
    return np.linalg.solve(curvature(x, tested, theta), slope(x, dirty, tested, theta))


def with_hessian(hessian: Function) -> Function:
    """Newton's step with another matrix in place of the Hessian."""

    def newton(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
        return theta - np.linalg.solve(hessian(x, tested, theta), slope(x, dirty, tested, theta))

    return newton


def further(steps: int) -> Function:
    """Parameters after several steps."""

    def newton(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
        for _ in range(steps):
            theta = theta - step(x, dirty, tested, theta)
        return theta

    return newton


def reweighted(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
    """Step by a weighted least-squares fit to a corrected logit."""
    p = sigmoid(x @ theta)
    weight = tested * p * (1 - p)
    aim = x @ theta + (dirty - tested * p) / weight
    root = np.sqrt(weight)
    return np.linalg.lstsq(x * root[:, None], aim * root, rcond=None)[0]


def one_by_one(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
    """Step with sums over wells."""
    gradient, hessian = np.zeros(len(theta)), np.zeros((len(theta), len(theta)))
    for row, d, m in zip(x, dirty, tested, strict=True):
        p = 1 / (1 + np.exp(-row @ theta))
        gradient += (m * p - d) * row
        hessian += m * p * (1 - p) * np.outer(row, row)
    return theta - np.linalg.inv(hessian) @ gradient


def sample_by_sample(x: Array, dirty: Array, tested: Array, theta: Array) -> Array:
    """Step with a row for each sample."""
    rows = np.repeat(x, tested, axis=0)
    y = np.concatenate([np.arange(m) < d for d, m in zip(dirty, tested, strict=True)])
    p = sigmoid(rows @ theta)
    hessian = rows.T @ np.diag(p * (1 - p)) @ rows
    return theta - np.linalg.pinv(hessian) @ (rows.T @ (p - y))


# One well's forecast is nearly sure, and some entries are nearly 0.
MIXED = np.array([[1.0, 2], [1, 0.004], [0.005, -3], [2, -3]])


def single(rng: np.random.Generator) -> list[Case]:
    """One sample from each well."""
    small = np.array([[1.0, 2], [1, 0], [1, -1]]), np.array([1, 0, 1]), np.ones(3, int)
    drawn = []
    for n, d in ((6, 2), (9, 3)):
        x, _, tested, theta = wells(rng, n, d)
        drawn.append((x, rng.permutation(np.arange(n) % 2), tested**0, theta))
    mixed = MIXED, np.array([1, 0, 1, 0]), np.ones(4, int), np.array([1.2, -1.54])
    return [(*small, np.zeros(2)), (*small, np.array([0.5, -0.25])), mixed, *drawn]


def several(rng: np.random.Generator) -> list[Case]:
    """Wells with different numbers of samples."""
    small = np.array([[1.0, 2], [1, 0], [1, -1]]), np.array([3, 1, 0]), np.array([4, 3, 2])
    drawn = [wells(rng, n, d) for n, d in ((7, 2), (10, 3), (14, 4))]
    mixed = MIXED, np.array([10, 1, 2, 40]), np.array([90, 3, 3, 50]), np.array([1.2, -1.54])
    return [(*small, np.array([0.5, -0.25])), mixed, *drawn]


EXERCISE = Exercise(
    reference=lambda x, dirty, tested, theta: theta - step(x, dirty, tested, theta),
    inputs=Parts({"one sample from each well": single, "several samples": several}),
    hints=(
        "How many samples have the same logit, and what is the slope of all of them together?",
        "The gradient is a sum over samples. Differentiate it once more: which factor comes in?",
        "Solve H · step = g, and subtract the step from theta.",
    ),
    mistakes={
        "step alone": [step, lambda x, d, m, t: -step(x, d, m, t)],
        "uphill": lambda x, d, m, t: t + step(x, d, m, t),
        "rate 1": [
            lambda x, d, m, t: t - slope(x, d, m, t),
            lambda x, d, m, t: t - slope(x, d, m, t) * m.sum(),
        ],
        "sum by mean": [
            lambda x, d, m, t: t - m.sum() * step(x, d, m, t),
            lambda x, d, m, t: t - step(x, d, m, t) / m.sum(),
            lambda x, d, m, t: t - len(x) * step(x, d, m, t),
            lambda x, d, m, t: t - step(x, d, m, t) / len(x),
        ],
        "two means": [
            lambda x, d, m, t: t - step(x, d, m, t) * len(x) / m.sum(),
            lambda x, d, m, t: t - step(x, d, m, t) * m.sum() / len(x),
        ],
        "not inverted": lambda x, d, m, t: t - curvature(x, m, t) @ slope(x, d, m, t),
        "each entry inverted": lambda x, d, m, t: t - (1 / curvature(x, m, t)) @ slope(x, d, m, t),
        "diagonal only": lambda x, d, m, t: t - slope(x, d, m, t) / np.diag(curvature(x, m, t)),
        "bound": with_hessian(lambda x, m, _: (x.T * m) @ x / (4 * m.sum())),
        "sigmoid's slope left out": with_hessian(lambda x, m, _: (x.T * m) @ x / m.sum()),
        "probability as slope": with_hessian(
            lambda x, m, t: (x.T * (m * sigmoid(x @ t))) @ x / m.sum()
        ),
        "counts left out of the Hessian": with_hessian(
            lambda x, m, t: curvature(x, m**0, t) * len(x) / m.sum()
        ),
        "each alike": lambda x, d, m, t: (
            t - np.linalg.solve(curvature(x, m**0, t), x.T @ (sigmoid(x @ t) - d / m) / len(x))
        ),
        "counts left out of the gradient": lambda x, d, m, t: (
            t - np.linalg.solve(curvature(x, m, t), x.T @ (sigmoid(x @ t) - d) / m.sum())
        ),
        "two steps": further(2),
        "carried on": further(60),
    },
    say={
        "step alone": "That is the step. Where does it lead from theta?",
        "uphill": "That walks uphill: the step is subtracted.",
        "rate 1": "That is gradient descent at the rate 1. What does the curvature do to the step?",
        "sum by mean": "The gradient of a sum meets the Hessian of a mean, or the other way round.",
        "two means": "Of gradient and Hessian, one is divided by the number of samples, the other "
        "by the number of wells.",
        "not inverted": "Where the loss is curved more, the step should be shorter, not longer.",
        "each entry inverted": "1 / H takes each entry's reciprocal. That is not the inverse "
        "matrix.",
        "diagonal only": "The Hessian has entries beside its diagonal: one parameter's slope "
        "depends on the others.",
        "bound": "That takes 1/4 for p(1 − p), which is right at p = 1/2 alone.",
        "sigmoid's slope left out": "p(1 − p) is missing in the Hessian: a forecast is a sigmoid.",
        "probability as slope": "The slope of p in the logit is p(1 − p), not p.",
        "counts left out of the Hessian": "Each well has one sample in the Hessian. How many has "
        "it got?",
        "each alike": "Each well counts alike here, however many samples it has.",
        "counts left out of the gradient": "p is subtracted from a number of samples. How many "
        "samples does p forecast to be dirty?",
        "two steps": "One step is asked.",
        "carried on": "That is where many steps lead. One is asked.",
    },
    right=(
        reweighted,
        one_by_one,
        sample_by_sample,
        lambda x, dirty, tested, theta: (
            theta - np.linalg.inv(curvature(x, tested, theta)) @ slope(x, dirty, tested, theta)
        ),
        lambda x, dirty, tested, theta: (
            theta
            + np.linalg.solve(
                np.einsum("n,ni,nj->ij", tested * sigmoid(x @ theta) * sigmoid(-x @ theta), x, x),
                (dirty - tested * sigmoid(x @ theta)) @ x,
            )
        ),
    ),
    rtol=1e-4,
    atol=1e-5,
    gradient=True,
    kind="derivation",
    reread="lesson 04, How curved it is",
)
