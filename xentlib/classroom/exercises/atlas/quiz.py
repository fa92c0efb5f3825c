"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

TOKENS, PLACES, MEAN = 300, 1000, 0.6
SMALL, LARGE = 10, 100

QUIZ = (
    Question(
        f"A batch has {PLACES} places, of which {TOKENS} hold a token. Padding is forecast for "
        f"sure, and costs 0. A program prints a mean of {shown(MEAN, 'nats')} over all places. A "
        "token costs:",
        shown(round(MEAN * PLACES / TOKENS, 2), "nats"),
        "The sum of the losses is the same; it is divided by the number of tokens.",
        {
            shown(MEAN, "nats"): "That is the mean over places, most of which cost nothing.",
            shown(round(MEAN * TOKENS / PLACES, 2), "nats"): "Are there fewer tokens than places, "
            "or more?",
            shown(round(MEAN * (1 - TOKENS / PLACES), 2), "nats"): "Multiply by the places to "
            "have the sum. Then divide by what counts.",
        },
    ),
    Question(
        "Which of these has no cross-entropy of labels as its loss, because there is no label?",
        "finding odd machines in records without any fault",
        "Without labels you model how usual records look. The score is a price −ln p(x).",
        {
            "telling which pixel is road": "Each pixel has a label: that is its target.",
            "forecasting a click": "What happened, a click or none, is the target.",
            "guessing a hidden word": "The text itself has the target: the word that was hidden.",
        },
    ),
    Question(
        "In an even game, the forger's pictures cannot be told from real ones. The best judge "
        "pays, per picture:",
        shown(round(math.log(2), 3), "nats"),
        "It can only say 1/2, and that costs ln 2. A judge's low loss is a forger's defeat.",
        {
            "0 nats": "That judge would be sure, and right. How could it?",
            shown(round(2 * math.log(2), 3), "nats"): "That is the sum over one real and one "
            "forged picture.",
            "infinitely many nats": "It would have to be sure, and wrong. It has a better choice.",
        },
    ),
    Question(
        f"One search model pays 1.8 nats with {SMALL} candidates for each query, another one 2.9 "
        f"nats with {LARGE}. Which comparison is fair?",
        "both with the same candidates",
        "A uniform forecast pays ln 10 for 10 candidates and ln 100 for 100.",
        {
            "1.8 is better": "More candidates make the task harder. Did both have the same task?",
            "each divided by ln of its number": "That is a rescaling, but a candidate more may be "
            "easy or hard: the tasks stay different.",
            "each as exp(loss)": "exp(loss) is a number of candidates. It grows with their number.",
        },
    ),
)
