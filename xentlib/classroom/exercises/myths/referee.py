"""Which of eight statements of a made-up tutorial are true."""

from collections.abc import Callable

from xentlib.classroom.checking import Exercise

TRUE = (1, 1, 0, 1, 1, 0, 0, 0)


def flipped(*places: int) -> Callable[[], list[int]]:
    """Answer that is right except in some places, counted from 1."""
    answer = [int(right != (n in places)) for n, right in enumerate(TRUE, start=1)]
    return lambda: answer


EXERCISE = Exercise(
    reference=lambda: [1, 1, 0, 1, 1, 0, 0, 0],
    inputs=None,
    hints=(
        "Half of them are true. For each one, say which experiment would decide it.",
        "Work out 1, 2, 3 and 4 with a pencil. For 5 to 8, recall lessons 04, 10, 13 and this one.",
        "[1, 1, 0, 1, 1, 0, 0, 0].",
    ),
    mistakes={
        "the fair coin": flipped(1),
        "Gaussians alike": flipped(2),
        "one number for all": flipped(3),
        "two labels": flipped(4),
        "sum under Adam": flipped(5),
        "loss and accuracy": flipped(6),
        "weights and honesty": flipped(7),
        "slow and safe": flipped(8),
        "false for true": flipped(*range(1, 9)),
        "all true": lambda: [1] * 8,
        "all false": lambda: [0] * 8,
    },
    say={
        "the fair coin": "All but the first is right. What does a forecaster pay who knows that "
        "the coin is fair? A perfect forecast is not free.",
        "Gaussians alike": "All but the second is right. Lesson 14: (m₁ − m₂)² / 2σ² has no "
        "direction.",
        "one number for all": "All but the third is right. d parameters need d slopes.",
        "two labels": "All but the fourth is right. What is the best that one softmax can give "
        "each of two labels?",
        "sum under Adam": "All but the fifth is right. Adam divides by the size of the slopes.",
        "loss and accuracy": "All but the sixth is right. Look for a model that is rarely right "
        "and seldom sure.",
        "weights and honesty": "All but the seventh is right. Lesson 13: what does a weight add "
        "to the logit?",
        "slow and safe": "All but the eighth is right. Which minimum does a slower walk reach, if "
        "a strictly convex loss has only one?",
        "false for true": "All of them are exchanged: 1 is for true.",
        "all true": "Half of them are false.",
        "all false": "Half of them are true.",
    },
    right=(lambda: (True, True, False, True, True, False, False, False),),
    reread="Referee a tutorial",
    kind="reading",
)
