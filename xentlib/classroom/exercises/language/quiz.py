"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

CHARACTERS, BITS, SYMBOLS = 4000, 2.0, 30
TOKENS, PERPLEXITY = 1000, 16

QUIZ = (
    Question(
        f"A model pays {BITS:g} bits per character on a text of {CHARACTERS} characters. About how "
        "long is the file that an arithmetic coder makes with it?",
        shown(CHARACTERS * BITS / 8, "bytes"),
        "The sum of the losses in bits, divided by 8, and at most 2 bytes more.",
        {
            shown(CHARACTERS * BITS, "bytes"): "Those are its bits. How many make a byte?",
            shown(CHARACTERS * 2**BITS / 8, "bytes"): "A perplexity was taken for bits.",
            "That depends on the coder": "By less than 2 bytes. The model decides the rest.",
        },
    ),
    Question(
        "A table of counts looks at more and more letters before the next one. What happens to "
        "the loss of new names?",
        "It falls first, and rises later",
        "Long contexts are rare: most of those in a new name were never seen.",
        {
            "It falls, more and more slowly": "What does the table know about a context that it "
            "never saw?",
            "It rises from the start": "One letter seen saves about a bit.",
            "It stays: the counts are of other names": "What follows a q in other names follows it "
            "in new ones, too.",
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
            "That can't be said": "The bits of a text do not depend on how it is cut.",
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
