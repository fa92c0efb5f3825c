"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

K, HUNDRED, LABELS = 4, 100, 7
SPREAD, EXAMPLES, GAP = 1.2, 900, 0.06


def nats(x: float) -> str:
    """Write an amount of nats."""
    return shown(float(x), "nats")


def twice(k: int) -> float:
    """Return the floor of a softmax of a softmax."""
    return math.log(math.e + k - 1) - 1


QUIZ = (
    Question(
        f"A model of {K} classes is right on nearly all training examples. Its loss falls from "
        f"{nats(math.log(K))}, and stays just above {nats(twice(K))}. What do you look for first?",
        "a softmax that is taken twice",
        f"ln(e + {K - 1}) − 1 = {nats(twice(K))}: the second softmax sees no logit above 1.",
        {
            "labels that are shuffled": "To be nearly all right, they were learnt by heart, and "
            "then the loss goes on falling towards 0.",
            "a learning rate that is too large": "Then the loss would jump about.",
            "a missing softmax": "Outputs that are no probabilities leave no floor at this number; "
            "the shift test would show it.",
        },
    ),
    Question(
        f"A classifier of {HUNDRED} classes starts with a loss of {nats(math.log(HUNDRED))}. What "
        "does that tell you?",
        "it spreads its forecast over all classes, as an untrained one should",
        f"ln {HUNDRED} = {nats(math.log(HUNDRED))}, the price of {HUNDRED} classes alike.",
        {
            "its labels are wrong": "Whatever the labels are, a flat forecast costs ln K.",
            "its loss is a sum over the classes": "One class comes, and it costs ln K.",
            "its rate is too large": "Before the first step the rate does nothing.",
        },
    ),
    Question(
        f"The first losses of {EXAMPLES} examples have a standard deviation of {nats(SPREAD)}. "
        f"Their mean is {nats(GAP)} above ln K. How many standard errors is that?",
        f"{GAP / (SPREAD / math.sqrt(EXAMPLES)):.2g}",
        f"The standard error is {SPREAD} / √{EXAMPLES} = {nats(SPREAD / math.sqrt(EXAMPLES))}.",
        {
            f"{GAP / SPREAD:.2g}": "That is the gap in standard deviations of one loss.",
            f"{GAP / (SPREAD / EXAMPLES):.2g}": "The error of a mean falls with the root of n.",
            f"{GAP:g}": "That is the gap in nats.",
        },
    ),
    Question(
        f"A network has {LABELS} labels, of which any number may be there, and the metric "
        '"accuracy". What does Keras count?',
        "rows where the largest output is at the first label that is there",
        'For more than one output and targets of the same shape, "accuracy" compares argmax with '
        "argmax.",
        {
            "entries that are on the right side of ½": 'That is "binary_accuracy", and it needs a '
            "threshold that fits: 0 for logits.",
            "rows without a fault": "That is subset accuracy.",
            "labels that are found": "That is recall.",
        },
    ),
)
