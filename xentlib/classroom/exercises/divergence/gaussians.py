"""KL between two Gaussians of any means and widths, derived."""

import math
from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import normal, uniform


def price(mean1: float, scale1: float, mean2: float, scale2: float) -> float:
    """Cross-entropy of the first Gaussian and the second, without ln √(2π)."""
    return math.log(scale2) + (scale1**2 + (mean1 - mean2) ** 2) / (2 * scale2**2)


def kl(mean1: float, scale1: float, mean2: float, scale2: float) -> float:
    """KL from the first Gaussian to the second, in nats."""
    return price(mean1, scale1, mean2, scale2) - math.log(scale1) - 0.5


def parts(
    combine: Callable[[float, float, float, float], float],
) -> Callable[[float, float, float, float], float]:
    """Let a formula have ln(scale2/scale1), scale1², the squared distance and scale2²."""
    return lambda m1, s1, m2, s2: combine(math.log(s2 / s1), s1**2, (m1 - m2) ** 2, s2**2)


def pairs(rng: np.random.Generator) -> list[tuple[float, ...]]:
    """Means and widths of five pairs."""
    means, scales = normal(rng, 5, 2), uniform(rng, 0.4, 3, 5, 2)
    return [
        (float(m[0]), float(s[0]), float(m[1]), float(s[1]))
        for m, s in zip(means, scales, strict=True)
    ]


EXERCISE = Exercise(
    reference=kl,
    inputs=lambda rng: [
        (0.0, 1.0, 2.0, 1.0),
        (0.0, 1.0, 0.0, 2.0),
        (0.0, 2.0, 0.0, 1.0),
        (3.0, 0.5, 1.0, 2.0),
        (1.0, 3.0, -1.0, 3.0),
        *pairs(rng),
    ],
    hints=(
        "KL is H(p, q) − H(p). The formula above gives both: what is it for q = p?",
        "For q = p the cross-entropy is ln(scale1 · √(2π)) + 1/2. Subtract it.",
        "ln(scale2 / scale1) + (scale1² + (mean1 − mean2)²) / (2 · scale2²) − 1/2.",
    ),
    mistakes={
        "truth and belief": lambda m1, s1, m2, s2: kl(m2, s2, m1, s1),
        "variance for scale": lambda m1, s1, m2, s2: kl(m1, math.sqrt(s1), m2, math.sqrt(s2)),
        "cross-entropy": lambda *pair: price(*pair) + math.log(2 * math.pi) / 2,
        "constant dropped": [
            parts(lambda log, v, d2, w: log + (v + d2) / (2 * w)),
            parts(lambda log, v, d2, w: log + (v + d2) / (2 * w) + 0.5),
            parts(lambda log, v, d2, w: log + (v + d2) / (2 * w) - 1),
            lambda *pair: price(*pair) - math.log(pair[1]) + math.log(2 * math.pi) / 2 - 0.5,
        ],
        "scale ignored": lambda m1, _s1, m2, _s2: (m1 - m2) ** 2 / 2,
        "equal widths": [
            parts(lambda _log, _v, d2, w: d2 / (2 * w)),
            parts(lambda _log, v, d2, _w: d2 / (2 * v)),
            parts(lambda _log, v, d2, w: d2 / (2 * math.sqrt(v * w))),
        ],
        "width of the truth": parts(lambda log, _v, d2, w: log + d2 / (2 * w)),
        "logarithm missing": parts(lambda _log, v, d2, w: (v + d2) / (2 * w) - 0.5),
        "half forgotten": [
            parts(lambda log, v, d2, w: log + (v + d2) / w - 0.5),
            parts(lambda log, v, d2, w: log + (v + d2) / w - 1),
        ],
        "upside down": parts(lambda log, v, d2, w: -log + (v + d2) / (2 * w) - 0.5),
        "denominator of the truth": parts(lambda log, v, d2, _w: log + (v + d2) / (2 * v) - 0.5),
        "not squared": [
            lambda m1, s1, m2, s2: math.log(s2 / s1) + (s1**2 + abs(m1 - m2)) / (2 * s2**2) - 0.5,
            lambda m1, s1, m2, s2: math.log(s2 / s1) + (s1**2 + m1 - m2) / (2 * s2**2) - 0.5,
        ],
        "variances in the logarithm": parts(
            lambda log, v, d2, w: 2 * log + (v + d2) / (2 * w) - 0.5
        ),
        "half a logarithm": parts(lambda log, v, d2, w: log / 2 + (v + d2) / (2 * w) - 0.5),
        "brackets": [
            parts(lambda log, v, d2, w: log + (v + d2) / 2 * w - 0.5),
            parts(lambda log, v, d2, w: log + v + d2 / (2 * w) - 0.5),
            parts(lambda log, v, d2, w: log + v + d2 / 2 * w - 0.5),
        ],
        "width not squared": [
            lambda m1, s1, m2, s2: math.log(s2 / s1) + (s1 + (m1 - m2) ** 2) / (2 * s2**2) - 0.5,
            lambda m1, s1, m2, s2: math.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2) - 0.5,
            lambda m1, s1, m2, s2: math.log(s2 / s1) + (s1 + (m1 - m2) ** 2) / (2 * s2) - 0.5,
        ],
        "wrong base": parts(lambda log, v, d2, w: log / math.log(2) + (v + d2) / (2 * w) - 0.5),
        "added": lambda m1, s1, m2, s2: (
            price(m1, s1, m2, s2) + math.log(s1) + 0.5 + math.log(2 * math.pi)
        ),
        "both directions": lambda m1, s1, m2, s2: kl(m1, s1, m2, s2) + kl(m2, s2, m1, s1),
        "mean of both directions": lambda m1, s1, m2, s2: (
            (kl(m1, s1, m2, s2) + kl(m2, s2, m1, s1)) / 2
        ),
    },
    say={
        "equal widths": "That is right where both widths are the same. What changes if not?",
        "width of the truth": "The truth spreads around its own mean as well: what is the mean of "
        "(x − mean2)² under p?",
        "logarithm missing": "Each density has a factor 1 / scale in front. What does its "
        "logarithm add?",
        "upside down": "Your KL falls, and becomes negative, as the belief widens: look at the "
        "logarithm.",
        "denominator of the truth": "The prices are those of q, so its width divides the squared "
        "distances.",
        "not squared": "The bell has a square in its exponent: distances count squared.",
        "variances in the logarithm": "The factor in front of a bell has the scale in it, not the "
        "variance: ln scale, once.",
        "half a logarithm": "Half of ln variance is ln scale, the whole of it.",
        "brackets": "Brackets are missing: a / 2 * b is (a / 2) · b, and in a + b / c only b is "
        "divided.",
        "width not squared": "A width stands where its square, the variance, belongs.",
        "wrong base": "The logarithm is in bits, and the other terms are in nats.",
        "added": "H(p) is added. KL is what a believer in q pays too much: H(p, q) − H(p).",
        "both directions": "That is the sum of both directions. Only the one from the first to "
        "the second is asked.",
        "mean of both directions": "That is the mean of both directions. Only the one from the "
        "first to the second is asked.",
        "constant dropped": "A constant is wrong: two equal bells must have a KL of 0.",
        "half forgotten": "The exponent of a bell has a 1/2 in it, and so have all of the squares.",
    },
    right=(
        lambda m1, s1, m2, s2: 0.5 * ((s1 / s2) ** 2 + ((m1 - m2) / s2) ** 2 - 1) - np.log(s1 / s2),
        lambda m1, s1, m2, s2: (
            0.5 * (np.log(s2**2) - np.log(s1**2)) + (s1**2 - s2**2 + (m2 - m1) ** 2) / (2 * s2**2)
        ),
    ),
    unit="nats",
    reread="One bell for two humps",
    kind="derivation",
    seconds=10.0,  # an integral for each pair is right, and slow on a busy machine
)
