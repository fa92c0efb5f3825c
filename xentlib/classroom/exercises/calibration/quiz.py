"""Retrieval questions; every number is computed."""

import numpy as np

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

RIGHT, SURE = 0.8, 0.95
WARMTH = 3.0
ALPHA, CLASSES = 0.2, 4
PULLED = 1 - ALPHA + ALPHA / CLASSES


def price(f: float, p: float) -> float:
    """Cross-entropy of an event, in bits."""
    return float(-f * np.log2(p) - (1 - f) * np.log2(1 - p))


QUIZ = (
    Question(
        f"A model is right in {RIGHT:.0%} of the cases, and always says {SURE:.0%}. How many bits "
        "per case would honest numbers save?",
        shown(round(price(RIGHT, SURE) - price(RIGHT, RIGHT), 3), "bits"),
        "What it pays is the cross-entropy; what an honest model pays is the entropy. The "
        "difference is KL.",
        {
            shown(0, "bits"): "It is right as often as before. But what does a mistake cost at "
            f"{SURE:.0%}?",
            shown(round(price(RIGHT, SURE), 3), "bits"): "That is the whole price. What does an "
            "honest model pay?",
            shown(round(SURE - RIGHT, 3), "bits"): "That is the gap of the probabilities, without "
            "a unit.",
        },
    ),
    Question(
        "One model's ECE is 0.03 on 400 test images, another's is 0.01 on 40,000, each with 15 "
        "bins. What do you need before you call the second one better calibrated?",
        "the ECE that chance gives to an honest model in each case",
        "An honest model has an ECE above 0, too, and it is larger for fewer images.",
        {
            "nothing: 0.01 is less than 0.03": "With 400 images chance alone can give 0.03.",
            "the accuracy of both": "Accuracy says nothing about calibration.",
            "the same test with 100 bins": "More bins add more of what chance gives.",
        },
    ),
    Question(
        f"The best temperature on validation data is {WARMTH:g}. What happens to the classes that "
        "the model names on test data?",
        "none of them changes",
        "All logits of an image are divided by the same positive number, so their order stays.",
        {
            "a third of them changes": "Which class has the largest logit after the division?",
            "only unsure ones change": "A small lead becomes smaller, but it stays a lead.",
            "it depends on the loss": "The order of the logits stays, whatever the loss is.",
        },
    ),
    Question(
        f"Labels of {CLASSES} classes are smoothed by α = {ALPHA:g}. There is no doubt about any "
        "image, and endless data. Which probability does the cheapest model give to the true "
        "class?",
        f"{PULLED:.2f}",
        "The cheapest forecast is the target: (1 − α) + α/K for the true class.",
        {
            "1.00": "That is right for plain labels. Which target does the loss see?",
            f"{1 - ALPHA:.2f}": "The true class gets its part of what is spread, too.",
            f"{1 / CLASSES:.2f}": "That is uniform, which is right for α = 1.",
        },
    ),
)
