"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

TRUE, LABELS = 3, 10
WEIGHT, SAID = 9, 0.5
BEST_F1 = 0.3

QUIZ = (
    Question(
        f"An example has {TRUE} of {LABELS} labels, and a colleague charges −ln p for each of "
        "them by one softmax. What is the least that she can pay?",
        shown(TRUE * math.log(TRUE), "nats"),
        f"Three labels share one unit of probability, so on average each costs at least "
        f"ln {TRUE} (Gibbs).",
        {
            shown(0, "nats"): "For that, each of three probabilities would have to be 1.",
            shown(math.log(TRUE), "nats"): "That is one label's price. How many are charged?",
            shown(TRUE * math.log(LABELS), "nats"): "That is the price of ten equal "
            "probabilities. Can the true ones have more?",
        },
    ),
    Question(
        "Two labels are always equal: both are there in half of the cases, and else neither. What "
        "do two sigmoids pay at least that see nothing else?",
        shown(2, "bits"),
        "Each label alone is a fair coin. That the two are one coin is what no product can say.",
        {
            shown(1, "bits"): "That is the entropy of the pair. Can a product of two forecasts "
            "rule out the two mixed cases?",
            shown(0, "bits"): "Each label is uncertain, and nothing else is seen.",
            shown(0.5, "bits"): "That is less than the entropy of the pair.",
        },
    ),
    Question(
        f"A model was trained with pos_weight = {WEIGHT}. For one label it says {SAID}. How "
        "often is that label there, in such cases?",
        f"{SAID / (SAID + WEIGHT * (1 - SAID)):.2f}",
        f"The weight multiplies the odds. Divide them by {WEIGHT}: from 1 : 1 to 1 : {WEIGHT}.",
        {
            f"{SAID:.2f}": "That would be an honest forecast. What does the weight do to it?",
            f"{SAID / WEIGHT:.2f}": "The weight multiplies the odds, not the probability.",
            f"{WEIGHT * SAID / (WEIGHT * SAID + 1 - SAID):.2f}": "That multiplies the odds once "
            "more.",
        },
    ),
    Question(
        f"With honest forecasts the best F1 of a label is {BEST_F1}. Which threshold gives it?",
        f"{BEST_F1 / 2:.2f}",
        "One more yes raises the expected F1 as long as its p is above half of it.",
        {
            "0.50": "That is best for the share of right decisions. Is it for a rare label's F1?",
            f"{BEST_F1:.2f}": "At p = F1 one more decision still raises F1.",
            f"{1 - BEST_F1 / 2:.2f}": "Above this threshold are very few forecasts. What about "
            "the misses?",
        },
    ),
)
