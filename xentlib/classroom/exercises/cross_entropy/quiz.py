"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

P = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
RAIN = [0.7, 0.3]
WIDE = 1000  # intervals side by side
BITS = math.ceil(math.log2(WIDE))


def price(p: list[float], q: list[float]) -> float:
    """Cross-entropy in bits."""
    return sum(a * math.log2(1 / b) for a, b in zip(p, q, strict=True))


QUIZ = (
    Question(
        "Letters come with 1/2, 1/4, 1/8, 1/8. Your code has words of 2 bits for each. How many "
        "bits a letter do you waste?",
        shown(price(P, [1 / 4] * 4) - price(P, P), "bits"),
        "KL: two bits, less the entropy of 1.75, which every code pays.",
        {
            shown(price(P, [1 / 4] * 4), "bits"): "That is all you pay. What would the best pay?",
            shown(price(P, P), "bits"): "That is what the best code pays, without waste.",
            shown(0, "bits"): "Only who believes what is true wastes nothing.",
        },
    ),
    Question(
        "It rains on 70 % of days, and a forecaster says exactly 70 % every day. What is the "
        "cross-entropy?",
        shown(price(RAIN, RAIN), "bits"),
        "The entropy: the forecast is perfect, the weather is not certain.",
        {
            shown(0, "bits"): "The KL is that. Does a perfect forecaster know tomorrow's weather?",
            shown(1, "bits"): "That is what a forecast of 50 % costs, whatever the weather.",
            shown(price(RAIN, RAIN) * math.log(2), "bits"): "The number is right in nats.",
            shown(-math.log2(0.7), "bits"): "That is the price of a rainy day alone.",
        },
    ),
    Question(
        "One belief q, the same for every example, is changed so that the mean −ln q of the labels "
        "falls by 0.1 nats. What became of the KL from the labels' shares to q?",
        "It fell by 0.1 nats",
        "Cross-entropy is entropy plus KL, and the labels' entropy has not moved.",
        {
            "It fell, but by less": "Which other part of the cross-entropy could have fallen?",
            "It may have risen": "The two differ by the labels' entropy. Does q change that?",
            "It is 0 now": "Only when the price has come down to the labels' own entropy.",
        },
    ),
    Question(
        "An arithmetic coder has narrowed its interval to a width of 1/1000. What is the smallest "
        "number of bits that is always enough to name it, whatever bits follow?",
        shown(BITS + 1, "bits"),
        "A piece of this many bits is less than half as wide as the interval, so a whole one fits.",
        {
            shown(BITS, "bits"): "Such a piece may lie across the interval's end: the bits that "
            "follow could then lead outside.",
            shown(
                WIDE, "bits"
            ): "That is how many such intervals fill the whole. How many halvings "
            "lead to one of them?",
            shown(math.floor(math.log10(WIDE)), "bits"): "Those are decimal digits. A digit is "
            "worth more than three bits.",
        },
    ),
)
