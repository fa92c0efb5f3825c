"""How many men are outside their bars in a picture that the lesson shows, and how many should."""

from collections.abc import Callable

from xentlib.classroom.checking import Exercise

MEN, OUTSIDE, ABOVE = 20, 15, 7
EXPECTED = 2


def answer(outside: float, expected: float) -> Callable[[], list[float]]:
    """Answer by the number of men outside and the number that was to be expected."""
    return lambda: [float(outside), float(expected)]


def answers(*pairs: tuple[float, float]) -> list[Callable[[], list[float]]]:
    """Several such answers."""
    return [answer(*pair) for pair in pairs]


EXERCISE = Exercise(
    reference=lambda: [float(OUTSIDE), float(EXPECTED)],
    inputs=None,
    hints=(
        "A bar holds at least 90 % of a right forecast. So how many of 20 points may be outside?",
        "Count the dots whose middle is on no bar: those above theirs, and those below.",
        f"{ABOVE} men are above their bar, and {OUTSIDE - ABOVE} below. 10 % of {MEN} may be.",
    ),
    mistakes={
        "inside": answers(
            (MEN - OUTSIDE, MEN - EXPECTED), (MEN - OUTSIDE, EXPECTED), (OUTSIDE, MEN - EXPECTED)
        ),
        "shares": answers(
            (OUTSIDE / MEN, EXPECTED / MEN),
            (OUTSIDE, EXPECTED / MEN),
            (OUTSIDE / MEN, EXPECTED),
            (OUTSIDE, 1 - EXPECTED / MEN),
        ),
        "per cent": answers(
            (100 * OUTSIDE / MEN, 100 * EXPECTED / MEN),
            (OUTSIDE, 100 * EXPECTED / MEN),
            (OUTSIDE, 100 * (1 - EXPECTED / MEN)),
        ),
        "one side": answers(
            (ABOVE, EXPECTED),
            (OUTSIDE - ABOVE, EXPECTED),
            (ABOVE, EXPECTED / 2),
            (OUTSIDE, EXPECTED / 2),
        ),
        "exchanged": answers((EXPECTED, OUTSIDE)),
        "misread": answers(*((OUTSIDE + off, EXPECTED) for off in (-3, -2, -1, 1, 2))),
        "as it came": answers((OUTSIDE, OUTSIDE), (OUTSIDE, MEN)),
        "all inside": answers((OUTSIDE, 0), (0, 0)),
    },
    say={
        "inside": "One of these counts the men inside. Those outside are asked.",
        "shares": "Numbers of men are asked, not shares.",
        "per cent": "Numbers of men are asked, not per cent.",
        "one side": "A man may be above his bar, or below it. Count both.",
        "exchanged": "First the men outside in the picture, then the number to be expected.",
        "misread": "Nearly: count again the dots whose middle is on no bar.",
        "as it came": "The second number is what a right forecast would show, not what came.",
        "all inside": "A bar of 90 % misses up to one man in ten, even if the forecast is right.",
    },
    right=(lambda: [15, 0.1 * 20],),
    rtol=1e-3,
    reread="Counts",
    kind="reading",
)
