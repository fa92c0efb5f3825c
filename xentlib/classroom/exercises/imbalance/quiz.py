"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

SHARE = 0.02
MISS, ALARM = 49, 1
WEIGHT = 49
COPIES = 5


def honest(p: float, w: float) -> float:
    """Forecast without the weight."""
    return p / (p + w * (1 - p))


QUIZ = (
    Question(
        f"Events have a share of {SHARE:.0%}. A plain logistic regression with a bias ends its "
        "training. What is its mean forecast on the training data?",
        f"{SHARE:.0%}",
        "The slope in the bias is the mean of p − y, and it is 0 there.",
        {
            "0%": "Then the mean of p − y would not be 0. Does the rare class pull at the bias?",
            "50%": "That is what balanced weights would aim at.",
            f"{SHARE / 2:.0%}": "The forces of both classes balance. Where is that?",
        },
    ),
    Question(
        f"A model was trained with balanced weights, {WEIGHT} : 1 for the rare class. How often "
        "does an event come to which it gives 0.5?",
        f"{honest(0.5, WEIGHT):.2f}",
        f"The weight multiplied the odds: 1 : 1 were 1 : {WEIGHT} before.",
        {
            "0.50": "That would need honest forecasts. What did the weight do to the odds?",
            f"{0.5 / WEIGHT:.2f}": "The weight multiplies the odds, and not the probability.",
            f"{1 - honest(0.5, WEIGHT):.2f}": "That is how often it does not come.",
        },
    ),
    Question(
        f"A miss costs {MISS}, a false alarm {ALARM}. The model was trained plainly, and is "
        "calibrated. From which forecast on do you act?",
        f"{ALARM / (ALARM + MISS):.2f}",
        f"Acting costs {ALARM} (1 − p), waiting {MISS} p. They are equal there.",
        {
            "0.50": "That is right if both mistakes cost the same.",
            f"{MISS / (ALARM + MISS):.2f}": "With a dear miss you act early, at a low forecast.",
            f"{math.sqrt(ALARM / (ALARM + MISS)):.2f}": "Costs are compared, without a root.",
        },
    ),
    Question(
        f"You draw each row of a rare class {COPIES} times instead of once, and train. By how much "
        "do the logits of a model move, if it is right?",
        shown(math.log(COPIES), "nats"),
        "A row drawn several times adds its loss several times: that is a weight, which adds its "
        "logarithm.",
        {
            shown(0, "nats"): "The ranking stays. Do the forecasts?",
            shown(COPIES, "nats"): "The odds are multiplied by it. What happens to the log-odds?",
            shown(1 / COPIES, "nats"): "The odds of the rare class grow.",
        },
    ),
)
