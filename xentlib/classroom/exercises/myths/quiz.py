"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

STEPS, LATER, WEIGHT = 1_000, 100_000, 6.9
GROWN = round(WEIGHT + math.log(LATER / STEPS), 1)
TABLES, LEARNT = 16, 14

QUIZ = (
    Question(
        "Coins have chances p of heads that are spread evenly from 0 to 1. You know each p, and "
        "forecast it. Your mean loss is:",
        "½ nat",
        "The mean of the entropy over all p is ½ nat. Knowing p leaves the toss open.",
        {
            "0": "You know the chance, and still not the toss. What is its entropy?",
            "ln 2 nats": "That is so if all coins are fair. Many of these are nearly sure.",
            "it depends on your luck, so there is no such number": "It scatters in a small "
            "sample. Which mean does it approach?",
        },
    ),
    Question(
        f"One weight separates two patients. After {STEPS} steps it is {WEIGHT}. After {LATER} "
        "it is nearly:",
        shown(GROWN),
        f"Late in training e^w grows in proportion to the time: w gains ln {LATER // STEPS}.",
        {
            shown(WEIGHT): "Which term of the loss would hold it?",
            shown(round(WEIGHT * LATER / STEPS)): "The slope falls like e^(−w): the walk "
            "becomes slower and slower.",
            shown(
                round(WEIGHT * math.sqrt(LATER / STEPS))
            ): "Solve dw/dt = e^(−w). Is that a root?",
        },
    ),
    Question(
        "The data's part of the loss becomes 569 times as large: a sum in place of a mean. The L2 "
        "penalty beside it stays. With Adam:",
        "the penalty loses nearly all of its effect",
        "Adam divides each weight's whole slope, data and penalty, by its size. The penalty's part "
        "of it has become about 569 times smaller.",
        {
            "nothing changes": "That is so without the penalty. Which part of the slope is not "
            "multiplied?",
            "the steps become 569 times as long": "Adam divides the slope by its own size.",
            "the penalty becomes 569 times as strong": "The data's part grows, and the penalty's "
            "part stays.",
        },
    ),
    Question(
        f"How many of the {TABLES} truth tables of two inputs does one sigmoid with a bias learn?",
        shown(LEARNT),
        "All but XOR and its opposite: no line separates these two.",
        {
            shown(TABLES): "Try the table with a yes at exactly one input of two.",
            shown(TABLES - 1): "If no line separates a table, what about the table with yes and "
            "no exchanged?",
            shown(TABLES // 2): "Half of them have a yes at (0, 0). A bias can say that, too.",
        },
    ),
)
