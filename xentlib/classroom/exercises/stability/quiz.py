"""Retrieval questions; every number is computed."""

import math

import numpy as np

from xentlib.classroom.exercises._question import Question

STEP = float(np.finfo(np.float64).eps)


def limit(dtype: type) -> str:
    """First whole logit whose exponential overflows."""
    return f"{math.floor(math.log(float(np.finfo(dtype).max))) + 1}"


def nats(x: float) -> str:
    """Write a loss."""
    return f"{x:.3f}".rstrip("0").rstrip(".").replace("-", "−")


QUIZ = (
    Question(
        "A row of a float32 model's logits is (100, 0, 0). The softmax is written as "
        "exp(z) / sum(exp(z)). What comes out for the first class?",
        "nan",
        f"From {limit(np.float32)} on, exp is inf in float32, and inf / inf is nan.",
        {
            "inf": "The numerator is inf. And the sum below it?",
            "1": "So it would be in float64, where exp(100) fits.",
            "0": "The numerator is not small: what is exp(100) in float32?",
        },
    ),
    Question(
        f"A loss stands at {nats(-math.log(1e-7))} nats from the first step on. What is likely?",
        "The probability is clipped at 1e-7",
        "Its gradient is 0 there: the model is wrong, sure, and cannot learn it.",
        {
            "The logits overflow": "Then it would say inf or nan. Whose logarithm is the number?",
            "1e-7 is the model's error": "A loss is no error rate. Whose logarithm is the number?",
            "The learning rate is too small": "Then it would start elsewhere, and move slowly.",
        },
    ),
    Question(
        "Which of these is right at z = 40, where the true value is 4.2e-18?",
        "log1p(exp(−z))",
        "exp(−z) has all of its digits, and log1p never adds it to 1.",
        {
            "log(1 + exp(−z))": f"1 + 4e-18 is 1: beside 1, floats are {STEP:.1e} apart.",
            "−log(sigmoid(z))": "sigmoid(40) is 1 in float64. What is its logarithm?",
            "log(exp(z) + 1) − z": "40 − 40: the digits that matter were rounded away before.",
        },
    ),
    Question(
        "The largest logit is taken out before exp, and log-sum-exp minus the label's logit is "
        "the loss. What may still go wrong?",
        "The loss becomes 0 where it should be tiny",
        "The sum lies between 1 and K and absorbs what is tiny beside 1. In the log-sum-exp that "
        "hardly counts; the loss is the part that it lost.",
        {
            "The sum overflows": "Each term is at most 1. How large is a sum of K of them?",
            "The sum becomes 0": "One of the terms is exp(0).",
            "The loss changes by the largest logit": "What was subtracted inside is added outside.",
        },
    ),
)
