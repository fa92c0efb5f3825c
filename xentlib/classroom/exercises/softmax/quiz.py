"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

K = 10
P = (0.7, 0.2, 0.1)  # what the model says; the second class comes
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
        "A new model returns zeros for all ten logits, for a batch of 32. Its mean loss?",
        shown(math.log(K), "nats"),
        "Every class gets 1/10, so every label costs ln 10, whatever the batch.",
        {
            shown(math.log(32 * K), "nats"): "That softmax ran over the whole batch at once.",
            shown(math.log(K) / K, "nats"): "That is a mean over classes. What does the sum say?",
            shown(32 * math.log(K), "nats"): "That is the sum over the examples.",
            shown(0, "nats"): "That would be a model that is sure and right. What is p here?",
        },
    ),
    Question(
        "A model gives 0.7, 0.2 and 0.1; the second class comes. What is the derivative of the "
        "loss by the second logit?",
        signed(P[1] - 1),
        "p − t = 0.2 − 1: the loss falls as that logit grows.",
        {
            signed(1 - P[1]): "That is the force. Does the loss rise with the logit that is right?",
            signed(-1 / P[1]): "That is the slope in the probability, not yet in the logit.",
            signed(2 * (P[1] - 1) * P[1] * (1 - P[1])): "There is squared error in that.",
            signed(P[1]): "That would be a class that did not come.",
        },
    ),
    Question(
        "You add 5 to every logit of an example. What changes?",
        "logsumexp rises by 5; probabilities and loss stay",
        "Softmax and loss see differences of logits only.",
        {
            "Nothing at all": "Not even the logarithm of the softmax's denominator?",
            "All probabilities grow by the factor e⁵": "What would they sum to?",
            "The loss falls by 5": "The right logit gained 5. What did the others gain?",
            "The forecast gets bolder": "Boldness is in differences. Which of them changed?",
        },
    ),
)
