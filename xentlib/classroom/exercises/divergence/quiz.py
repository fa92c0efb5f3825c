"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

FAIR, BENT = [1 / 2, 1 / 2], [3 / 4, 1 / 4]
ODDS = 1000
ROWS, COLUMNS, PEOPLE = 4, 2, 1000


def kl(p: list[float], q: list[float]) -> float:
    """KL in bits."""
    return sum(a * math.log2(a / b) for a, b in zip(p, q, strict=True))


QUIZ = (
    Question(
        "A truth p has two humps far apart, with 60 % and 40 %. You fit one bell q by the smallest "
        "KL(q‖p). Where is it?",
        "On the hump with 60 %",
        "Reverse KL charges q for lying where p is small. One hump alone costs ln 1/0.6.",
        {
            "Around the mean of p": "That is the forward fit: it has the mean and width of p.",
            "On the hump with 40 %": "That is a valley, too. Which of the two is cheaper, "
            "ln 1/0.6 or ln 1/0.4?",
            "Anywhere: both humps cost the same": "The bell on a hump with share w costs ln 1/w.",
        },
    ),
    Question(
        f"A coin is fair, the rival theory says heads in 3 of 4 tosses. After about how many "
        f"tosses is the mean evidence for the fair coin log₂ {ODDS} bits?",
        shown(round(math.log2(ODDS) / kl(FAIR, BENT))),
        "Each toss gives KL(fair‖bent) bits on average.",
        {
            shown(round(math.log2(ODDS) / kl(BENT, FAIR))): "That is KL(bent‖fair): so long it "
            "takes for the bent coin, if the bent coin is the true one.",
            shown(round(math.log(ODDS) / kl(FAIR, BENT))): "Nats were divided by bits.",
            shown(ODDS): "Odds are multiplied toss by toss. What is added?",
        },
    ),
    Question(
        f"{PEOPLE} people have one of {ROWS} blood groups, and cats or no cats. The two have "
        f"nothing to do with each other. How much mutual information does your table show on "
        f"average, about?",
        shown((ROWS - 1) * (COLUMNS - 1) / (2 * PEOPLE), "nats"),
        "(rows − 1)(columns − 1) / 2n: chance makes so much on average.",
        {
            shown(0, "nats"): "That is true of everybody together. A sample always shows a little.",
            shown(
                (ROWS * COLUMNS - 1) / (2 * PEOPLE), "nats"
            ): "Rows' and columns' sums were taken from the same table: fewer numbers are free.",
            shown((ROWS - 1) * (COLUMNS - 1) / PEOPLE, "nats"): "Where is the 2? 2n·KL nears χ².",
        },
    ),
    Question(
        "The last layer of a network tells 0.4 bits about the label. What does its input tell?",
        "At least 0.4 bits",
        "What is computed from the input alone tells no more than the input did.",
        {
            "At most 0.4 bits": "Processing can lose information. Can it make some?",
            "Exactly 0.4 bits": "Only if no layer lost any. Think of one that returns 0.",
            "That can't be said": "The data-processing inequality says something.",
        },
    ),
)
