"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

METRES = -1.2
RATE, CALLS = 2.5, 4
SHORT, LEFT = 4, 1


def minus(nats: float) -> str:
    """Nats with the sign that prose has."""
    return shown(round(nats, 2), "nats").replace("-", "−")


QUIZ = (
    Question(
        f"A Gaussian forecast of heights in metres costs {minus(METRES)} on average. The "
        "same forecast for the same heights in centimetres costs:",
        shown(round(METRES + math.log(100), 2), "nats"),
        "The density per centimetre is a hundredth of the one per metre: ln 100 is added.",
        {
            minus(METRES): "A density has a unit, 1 / metre. What happens to it?",
            minus(METRES - math.log(100)): "Does the density become larger or "
            "smaller, if it is per centimetre?",
            minus(METRES * 100): "The logarithm turns a factor into a summand.",
        },
    ),
    Question(
        f"A Poisson model outputs z = ln μ. It expects μ = {RATE} calls, and {CALLS} come. The "
        "slope of the loss in z is:",
        shown(RATE - CALLS).replace("-", "−"),
        "In an exponential family, the slope in θ is mean − observation.",
        {
            shown(round(1 - CALLS / RATE, 2)).replace("-", "−"): "That is the slope in μ. By the "
            "chain rule, the slope in ln μ is μ times as large.",
            shown(CALLS - RATE): "Descent moves against the slope. What has to rise here?",
            shown(round(math.log(RATE) - CALLS, 2)).replace("-", "−"): "Compare the observation "
            "with the mean, not with its logarithm.",
        },
    ),
    Question(
        "A loss ℓ(y, h) is −ln of a likelihood. What must be true for every forecast h?",
        "exp(−ℓ), summed (a density: integrated) over all outcomes y, is 1",
        "Its probabilities sum to 1. A density integrates to 1.",
        {
            "ℓ is never negative": "A density may exceed 1. What is −ln of it then?",
            "ℓ is 0 at h = y": "A belief in several outcomes gives none of them probability 1.",
            "ℓ is least at h = y": "So is the squared error times any positive number. "
            "Which of these is a likelihood?",
        },
    ),
    Question(
        f"A missing loaf costs {SHORT}, a left one {LEFT}. Which number of the demand's "
        "distribution do you order?",
        f"its {shown(100 * SHORT // (SHORT + LEFT))} % quantile",
        "One loaf more pays as long as the chance of a shortage times its cost exceeds the rest.",
        {
            "its mean": "The mean is best if the cost grows with the square of the gap.",
            "its median": "The median is best if both costs are equal.",
            f"its {shown(100 * LEFT // (SHORT + LEFT))} % quantile": "Then bread would be missing "
            "on most days, and that is what costs more.",
        },
    ),
)
