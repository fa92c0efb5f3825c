"""KL between two Gaussians, estimated from a sample."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import normal, uniform
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.numerics import FloatArray


def density(x: FloatArray, mean: float = 0.0) -> FloatArray:
    """Return the normal density of standard deviation 1."""
    return np.exp(-((x - mean) ** 2) / 2) / math.sqrt(2 * math.pi)


def evidence(x: FloatArray, mean: float) -> FloatArray:
    """Log-likelihood ratio of N(0, 1) against N(mean, 1) at each point."""
    return ((x - mean) ** 2 - x**2) / 2


EXERCISE = Exercise(
    reference=lambda x, mean: evidence(x, mean).mean(),
    inputs=lambda rng: [
        (np.array([0.0, 1.0]), 2.0),
        (np.array([1.0, 1.5]), 2.0),  # nearer to q, by chance
        (np.array([-1.0, 0.5, 0.0]), 1.0),
        (np.array([-0.5, 1.5]), -1.0),
        (np.array([0.0, 1.0]), 5.0),
        (np.array([0.0, 1.0]), 7.0),
        (np.array([-1.0, 0.0]), 8.0),
        (np.array([0.0, 1.0]), 60.0),  # where the density of q becomes 0
        *((normal(rng, n), float(uniform(rng, 0.5, 2))) for n in (5, 40)),
    ],
    hints=(
        "x was drawn from p. How often does each kind of point come, without any weights?",
        "At each point take ln p(x) − ln q(x); the factor in front of both densities cancels.",
        "ln p − ln q is ((x − mean)² − x²) / 2; return its mean over the sample.",
    ),
    mistakes={
        "sum": lambda x, mean: evidence(x, mean).sum(),
        "absolute": [
            lambda x, mean: abs(evidence(x, mean)).mean(),
            lambda x, mean: np.maximum(evidence(x, mean), 0).mean(),
        ],
        "never negative": [
            lambda x, mean: max(0.0, evidence(x, mean).mean()),
            lambda x, mean: abs(evidence(x, mean).mean()),
        ],
        "double weight": [
            lambda x, mean: (density(x) * evidence(x, mean)).sum(),
            lambda x, mean: (density(x) * evidence(x, mean)).mean(),
            lambda x, mean: np.average(evidence(x, mean), weights=density(x)),
        ],
        "limit": lambda _, mean: mean**2 / 2,
        "no logarithm": [
            lambda x, mean: (density(x) / density(x, mean)).mean(),
            lambda x, mean: (density(x) - density(x, mean)).mean(),
        ],
        "log of a mean": [
            lambda x, mean: np.log((density(x) / density(x, mean)).mean()),
            lambda x, mean: np.log(density(x).mean() / density(x, mean).mean()),
        ],
        "wrong constant": lambda x, mean: 2 * evidence(x, mean).mean(),
        "cross-entropy": [
            lambda x, mean: -np.log(density(x, mean)).mean(),
            lambda x, mean: ((x - mean) ** 2 / 2 + np.log(2 * np.pi) / 2).mean(),
            lambda x, mean: ((x - mean) ** 2 / 2).mean(),
        ],
        "underflow": [
            lambda x, mean: np.log(density(x) / density(x, mean)).mean(),
            lambda x, mean: (np.log(density(x)) - np.log(density(x, mean))).mean(),
        ],
        "sample as masses": lambda x, mean: np.nansum(x * np.log(x / (x + mean))),
        **for_limits(
            {
                "epsilon in the log": [
                    lambda e, x, mean: np.log((density(x) + e) / (density(x, mean) + e)).mean(),
                    lambda e, x, mean: np.log(density(x) / (density(x, mean) + e)).mean(),
                ],
                "clipping": [
                    lambda e, x, mean: np.log(
                        np.maximum(density(x), e) / np.maximum(density(x, mean), e)
                    ).mean(),
                ],
            }
        ),
    },
    say={
        "never negative": "A KL is never negative, but its estimate may be, by chance. Return the "
        "mean as it is.",
        "limit": "That is the limit for ever larger samples; the mean over this sample is asked.",
        "underflow": "Far from its mean a density becomes 0 in floating point, and its logarithm "
        "−inf. Take the logarithm of the formula on paper first.",
        "epsilon in the log": "Something was added inside the logarithm, and so no evidence can be "
        "large. Take the logarithm of the formula on paper: then no density becomes 0.",
        "clipping": "Small densities are treated as if they were larger, and so no evidence can be "
        "large. Take the logarithm of the formula on paper: then no density becomes 0.",
        "sum": "That is the evidence of the whole "
        "sample; KL is the evidence in one observation, on average.",
        "wrong constant": "The half in the exponent of the normal density is lost.",
        "cross-entropy": "That is the price of believing q. How much of it does somebody who "
        "believes p pay as well?",
        "sample as masses": "Drawn numbers are points on a line, not probabilities.",
        "double weight": "The points were drawn from p, so that likely ones come more often. Here "
        "they are weighted by p as well.",
    },
    right=(
        lambda x, mean: mean**2 / 2 - mean * x.mean(),
        lambda x, mean: sum((a - mean) ** 2 - a * a for a in x) / 2 / len(x),
        lambda x, mean: evidence(x.astype(np.float32), mean).mean(),
    ),
    unit="nats",
    reread="A negative KL",
)
