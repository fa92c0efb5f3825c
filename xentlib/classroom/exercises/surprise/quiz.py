"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

P = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
LENGTHS = [1, 2, 2]  # the best words for three symbols


QUIZ = (
    Question(
        "An outcome of probability 1/8 has happened. How much have you been told?",
        shown(math.log2(8), "bits"),
        "Three halvings: 1/2, 1/4, 1/8.",
        {
            shown(8, "bits"): "That counts the possibilities. How many halvings lead from 8 to 1?",
            shown(1 / 8, "bits"): "That is the probability. A rarer outcome tells more, not less.",
            shown(math.log(8), "bits"): "The number is right in nats, the unit beside it is not.",
            shown(math.log2(8) / 8, "bits"): "That is what the outcome adds to the average.",
        },
    ),
    Question(
        "Four letters have probabilities 1/2, 1/4, 1/8, 1/8. What is their entropy?",
        shown(sum(p * math.log2(1 / p) for p in P), "bits"),
        "Each surprise, 1, 2, 3 and 3 bits, counts as often as its letter happens.",
        {
            shown(math.log2(4), "bits"): "That is the largest it could be. Are the letters alike?",
            shown(sum(math.log2(1 / p) for p in P) / 4, "bits"): "Each letter counted alike there.",
            shown(-math.log2(4), "bits"): "Surprise is never negative; can its average be?",
            shown(sum(math.log2(1 / p) for p in P), "bits"): "That adds up without any weights.",
        },
    ),
    Question(
        "One of three equally likely symbols is sent, one word per symbol. What is the best "
        "mean length?",
        shown(sum(LENGTHS) / 3, "bits"),
        "The words 0, 10 and 11: one of one bit, two of two.",
        {
            shown(math.log2(3), "bits"): "That is the entropy. Can a word have part of a bit? "
            "Blocks of symbols come near it, single words do not.",
            shown(math.ceil(math.log2(3)), "bits"): "That wastes the word 11. Who could use it?",
            shown(1, "bits"): "There are only two words of one bit, and three symbols.",
        },
    ),
    Question(
        "You learn the row of a table. What happens, on average, to the entropy of the column?",
        "It falls or stays as it was",
        "It stays only if row and column are independent. What it loses is mutual information.",
        {
            "It always falls": "Think of two coins. What does one toss tell about the other?",
            "It rises or stays as it was": "A single row may surprise; does the average over rows?",
            "It may rise or fall": "For a single row, yes. And on average over the rows?",
        },
    ),
)
