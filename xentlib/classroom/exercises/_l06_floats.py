"""Lesson 06, beside its losses: what a type of float holds, and what keeps small numbers alive."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._shared import EPSILONS, Array, clipped, each

__all__ = ["LIMITS", "LOG_COMPLEMENT", "LOSS_SCALE"]

FLOATS = (np.float16, np.float32, np.float64)


def of_each(field: str) -> Array:
    """One number about each type of float, as NumPy gives it."""
    return np.array([float(getattr(np.finfo(t), field)) for t in FLOATS])


LIMITS = Exercise(
    "06.limits",
    reference=lambda: np.log(of_each("max")),
    inputs=None,
    hints=(
        "exp(z) is finite as long as it is at most the largest number of the type.",
        "np.finfo(np.float16).max is that number. For which z is it exp(z)?",
        "The natural logarithms of the three largest numbers.",
    ),
    mistakes=(
        Mistake("no logarithm", lambda: of_each("max")),
        Mistake("swapped", lambda: np.log(of_each("max"))[::-1], "Smallest type first."),
        Mistake("underflow", lambda: -np.log(of_each("tiny")), "There exp(−z) gets lost."),
        Mistake(
            "underflow",
            lambda: -np.log(of_each("smallest_subnormal")),
            "There exp(−z) gets lost. Where is exp(z) too large?",
        ),
        Mistake(
            "cancellation",
            lambda: -np.log(of_each("eps")),
            "There 1 + exp(−z) becomes 1. Where is exp(z) too large?",
        ),
        Mistake("rounded", lambda: np.floor(np.log(of_each("max"))), "No rounding is asked."),
        Mistake("inverse", lambda: np.exp([5, 8, 11]), "Those are exponentials: a logit is asked."),
    ),
    right=(
        lambda: [math.log(65504), math.log(np.finfo(np.float32).max), 1024 * math.log(2)],
        lambda: [16 * math.log(2), 128 * math.log(2), 1024 * math.log(2)],
    ),
    unit="nats",
    rtol=5e-4,  # NumPy takes the logarithm of a float16 in float16
    reread="Three kinds of float",
)


def log_complement(s: Array) -> Array:
    """Logarithm of 1 - exp(s)."""
    return np.where(s > -math.log(2), np.log(-np.expm1(s)), np.log1p(-np.exp(s)))


def rest(s: Array) -> Array:
    """Probability that it does not happen."""
    return 1 - np.exp(s)


LOG_COMPLEMENT = Exercise(
    "06.log_complement",
    reference=lambda s: log_complement(s),
    inputs=lambda rng: [
        (np.array([-40.0]),),
        (np.array([-1e-20]),),
        (np.array([-1e-20, -1e-9, -0.1, -1.0, -20.0, -40.0]),),
        # Beyond -80 a float32, which is a right answer elsewhere, is 0.
        *((-np.minimum(np.exp(rng.normal(scale=2, size=n)), 80),) for n in (2, 5)),
    ],
    hints=(
        "expm1(s) is exp(s) − 1, log1p(x) is log(1 + x): both keep what is tiny.",
        "Write it with log and expm1, or with log1p and exp. Where does each meet almost 1?",
        "np.where(s > −log 2, np.log(−np.expm1(s)), np.log1p(−np.exp(s))).",
    ),
    mistakes=(
        Mistake("cancellation", lambda s: np.log(rest(s))),
        Mistake("cancellation", lambda s: np.log(-np.expm1(s))),
        Mistake("cancellation", lambda s: np.log1p(-np.exp(s))),
        Mistake("no logarithm", lambda s: -np.expm1(s)),
        Mistake("no logarithm", rest),
        Mistake("odds", lambda s: s - log_complement(s)),
        Mistake("odds", lambda s: log_complement(s) - s),
        Mistake("log of each", lambda s: -s),
        *each("clipped", EPSILONS, lambda e: lambda s: np.log(clipped(rest(s), e))),
        *each("clipped", EPSILONS, lambda e: lambda s: np.log(np.maximum(rest(s), e))),
        *each("epsilon", EPSILONS, lambda e: lambda s: np.log(rest(s) + e)),
    ),
    right=(
        lambda s: np.where(s > -0.5, np.log(-np.expm1(s)), np.log1p(-np.exp(s))),
        lambda s: [math.log(-math.expm1(x)) if x > -1 else math.log1p(-math.exp(x)) for x in s],
    ),
    unit="nats",
    atol=0.0,
    reread="The tail that becomes zero",
)

LARGEST = 65504.0  # of float16


def exponent(g: Array) -> float:
    """Binary logarithm of how often the largest gradient fits into float16."""
    return math.log2(LARGEST / abs(g).max())


def gradients(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Small numbers of both signs."""
    g = rng.normal(size=shape) * 10 ** rng.uniform(-7, -3)
    g.flat[0] = abs(g.flat[0])
    return g


LOSS_SCALE = Exercise(
    "06.loss_scale",
    reference=lambda g: 2.0 ** math.floor(exponent(g)),
    inputs=lambda rng: [
        (np.array([1e-4, -3e-4, 2e-8]),),
        (np.array([-5e-4, 4e-6, 1e-5]),),
        (np.array([7e-4, -8e-4]),),
        *((gradients(rng, n),) for n in ((4,), (3, 5), (20,))),
    ],
    hints=(
        "Which of the gradients is the first to overflow, and what is float16's largest number?",
        "How often does the largest magnitude fit into 65504? Which power of two is not above?",
        "2 to the floor of log2(65504 / max |g|).",
    ),
    mistakes=(
        Mistake(
            "rounded up",
            lambda g: 2.0 ** math.ceil(exponent(g)),
            "That is the next power above: the largest gradient overflows.",
        ),
        Mistake(
            "rounded",
            lambda g: 2.0 ** round(exponent(g)),
            "The nearest power may lie above, and then the largest gradient overflows.",
        ),
        Mistake(
            "not rounded",
            lambda g: LARGEST / abs(g).max(),
            "It fits, but a power of two is asked: times that, nothing is rounded.",
        ),
        Mistake(
            "signed",
            lambda g: 2.0 ** math.floor(math.log2(LARGEST / g.max())),
            "A large negative gradient overflows too.",
        ),
        Mistake(
            "underflow",
            lambda g: 2.0 ** math.ceil(math.log2(2**-24 / abs(g[g != 0]).min())),
            "That saves the smallest gradient, and may make the largest overflow.",
        ),
        Mistake(
            "mean",
            lambda g: 2.0 ** math.floor(math.log2(LARGEST / abs(g).mean())),
            "The mean fits; does the largest?",
        ),
        Mistake(
            "logarithm", lambda g: math.floor(exponent(g)), "That is the exponent of the power."
        ),
        Mistake(
            "inverse",
            lambda g: 2.0 ** -math.floor(exponent(g)),
            "That shrinks the gradients: it is what they are multiplied with afterwards.",
        ),
        Mistake(
            "factor forgotten",
            lambda g: 2.0 ** (math.floor(exponent(g)) - 1),
            "Once more doubled, all of them still fit.",
        ),
    ),
    right=(
        lambda g: 2.0 ** np.floor(np.log2(np.finfo(np.float16).max / np.abs(g).max())),
        lambda g: max(2.0**k for k in range(-60, 60) if abs(g).max() * 2.0**k <= LARGEST),
    ),
    atol=0.0,
    reread="Half of the bits",
)
