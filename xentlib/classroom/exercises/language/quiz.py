"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

CHARACTERS, OLD, NEW = 4000, 8, 2
TOKENS, PERPLEXITY = 1000, 16

QUIZ = (
    Question(
        f"A new model lowers the perplexity per character from {OLD} to {NEW}, on a text of "
        f"{CHARACTERS} characters. By how much does its file shrink?",
        f"By {shown(CHARACTERS * math.log2(OLD / NEW) / 8, 'bytes')}",
        f"The mean loss falls from {math.log2(OLD):g} bits to {math.log2(NEW):g}. Multiply by the "
        "number of characters, and divide by 8.",
        {
            f"By {shown(CHARACTERS * (OLD - NEW) / 8, 'bytes')}": "A perplexity was taken for "
            "bits.",
            f"By {shown(CHARACTERS * math.log2(OLD / NEW), 'bytes')}": "Those are bits. How many "
            "make a byte?",
            "That depends on the coder": "By less than 2 bytes. The model decides the rest.",
        },
    ),
    Question(
        "You count in a tenth of the names only. How many letters should the table see now, to "
        "make new names cheapest?",
        "Fewer than before",
        "With fewer names, each context comes more rarely.",
        {
            "As many as before": "A context of three letters came ten times as often in all names.",
            "More than before": "Long contexts are the rare ones. Do fewer names make them "
            "frequent?",
            "The whole name up to the place": "Most names come once. What does the table know of a "
            "new one?",
        },
    ),
    Question(
        f"Model A has perplexity {PERPLEXITY} per token, and cuts a text of {CHARACTERS} "
        f"characters into {TOKENS} tokens. Model B has perplexity 3 per character. Which makes "
        "the shorter file?",
        "A",
        f"A pays {TOKENS * math.log2(PERPLEXITY) / CHARACTERS:g} bit per character, B "
        f"{math.log2(3):.2f}.",
        {
            "B": "Its perplexity is lower, but it is one of characters. How many of them are in a "
            "token?",
            "Both the same": "Count the bits of the whole text for both.",
            "That can't be said": "Add up the bits of all units of both. What can you divide both "
            "sums by?",
        },
    ),
    Question(
        "A loss is summed over a padded batch with the padding masked. By what must you divide it?",
        "By the number of real symbols",
        "The padding costs nothing, so it may not be counted either.",
        {
            "By the number of texts": "That is a loss per text, which grows with the length.",
            "By the number of places, padding too": "Then the loss falls if you pad more.",
            "By the length of each text, then by their number": "Short texts would count more "
            "than long ones.",
        },
    ),
)
