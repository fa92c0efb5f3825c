"""How many names a tagger finds that is right nearly everywhere: read in a table of the lesson."""

from collections.abc import Callable

from xentlib.classroom.checking import Exercise

PLACES, NAMES, FOUND, RIGHT = 200, 20, 8, 188


def answer(tokens: float, names: float) -> Callable[[], list[float]]:
    """Answer by the share of right tokens, and the share of names found."""
    return lambda: [float(tokens), float(names)]


def answers(*pairs: tuple[float, float]) -> list[Callable[[], list[float]]]:
    """Several such answers."""
    return [answer(*pair) for pair in pairs]


TOKENS, SHARE = RIGHT / PLACES, FOUND / NAMES

EXERCISE = Exercise(
    reference=lambda: [TOKENS, SHARE],
    inputs=None,
    hints=(
        "Rows: what a token is. Columns: what the tagger says. The diagonal is right.",
        "The first share is the sum of the diagonal, divided by the sum of the table.",
        "Tokens of names are in the last two rows. Which of them are on the diagonal?",
    ),
    mistakes={
        "mixed units": answers((TOKENS, 100 * SHARE), (100 * TOKENS, SHARE)),
        "numbers of tokens": answers((RIGHT, FOUND), (TOKENS, FOUND), (RIGHT, SHARE)),
        "in the other order": answers((SHARE, TOKENS)),
        "missed": answers((TOKENS, 1 - SHARE), (1 - TOKENS, 1 - SHARE), (1 - TOKENS, SHARE)),
        "by column": answers((TOKENS, 1)),
        "of all tokens": answers((TOKENS, FOUND / PLACES)),
        "of the right ones": answers((TOKENS, FOUND / RIGHT)),
        "never a name": answers((180 / 200, SHARE), (180 / 200, 0)),
        "one kind": answers((TOKENS, 5 / 10), (TOKENS, 3 / 10)),
    },
    say={
        "mixed units": "Shares between 0 and 1 are asked, not per cent.",
        "numbers of tokens": "Shares are asked, not numbers of tokens.",
        "in the other order": "First the share of all tokens, then the share of tokens of names.",
        "missed": "One of these shares counts what is wrong, or is a mean over kinds.",
        "by column": "That is the share of its claims that are right. How many names are found?",
        "of all tokens": "Divide by the number of tokens that belong to a name.",
        "of the right ones": "Divide by the number of tokens that belong to a name.",
        "never a name": "180 of 200 tokens are no names. How many are right?",
        "one kind": "Both kinds of names count, places and people.",
    },
    right=(lambda: [188 / 200, 8 / 20],),
    rtol=1e-3,
    reread="One label for each token",
    kind="reading",
)
