"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

K = 5  # classes that a model has not ruled out
P = (0.7, 0.2, 0.1)  # what a model says
T = 0.5  # the share of people who say the second class
LOGITS = (0.0, 0.0, math.log(2))


def signed(x: float) -> str:
    """Write a number with its sign."""
    return f"{x:+.2f}".replace("-", "−")


QUIZ = (
    Question(
        "Three logits are 0, 0 and ln 2. What does the softmax give to the third class?",
        f"{math.exp(LOGITS[2]) / sum(map(math.exp, LOGITS)):.3g}",
        "Exponentials 1, 1 and 2: two parts of four.",
        {
            f"{1 / (1 + math.exp(-LOGITS[2])):.3f}": "That is the sigmoid, for two classes alone.",
            f"{LOGITS[2]:.3f}": "That is the logit. A logit is no probability.",
            "1": "That divides the logit by the logits' sum. What happened to the exponentials?",
        },
    ),
    Question(
        "For each of 32 images a model rules out five of ten classes, rightly (their logits are "
        "−1000), and gives the other five equal logits. Its mean loss?",
        shown(math.log(K), "nats"),
        "Each class that is left gets 1/5, so every label costs ln 5, whatever the batch.",
        {
            shown(math.log(32 * K), "nats"): "That softmax ran over the whole batch at once.",
            shown(math.log(K) / K, "nats"): "That is a mean over classes. What does the sum say?",
            shown(32 * math.log(K), "nats"): "That is the sum over the examples.",
            shown(0, "nats"): "That would be a model that is sure and right. What is p here?",
        },
    ),
    Question(
        "A model gives 0.7, 0.2 and 0.1. Half of the people who look say the second class, the "
        "others the third. What is the derivative of the loss by the second logit?",
        signed(P[1] - T),
        "p − t = 0.2 − 0.5: the loss falls as that logit grows.",
        {
            signed(T - P[1]): "That is the force. Does the loss rise with a logit that is too low?",
            signed(-T / P[1]): "That is the slope in the probability, not yet in the logit.",
            signed(P[1] - 1): "That would be right if all of them said the second class.",
            signed(P[1]): "That would be a class that nobody says.",
        },
    ),
    Question(
        "You double every logit of an example. What changes?",
        "The likeliest class stays, and its probability does not fall",
        "Differences of logits double: the forecast becomes surer of what it preferred.",
        {
            "Nothing: softmax sees differences only": "Right, and did the differences stay?",
            "All probabilities double": "What would they sum to?",
            "The loss falls": "It does if the label was preferred. And if it was not?",
            "The likeliest class may change": "Doubling keeps the order of the logits.",
        },
    ),
)
