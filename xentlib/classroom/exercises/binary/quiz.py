"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._question import Question

SAID, RARE, MISS = 0.9, 0.1, 4
KNOWS_NOTHING = -RARE * math.log(RARE) - (1 - RARE) * math.log(1 - RARE)


def shown(x: float, unit: str = "") -> str:
    """Write a number of three digits, with its unit if it has one."""
    return f"{x:.3f} {unit}".rstrip().replace("-", "−")


QUIZ = (
    Question(
        f"A forecast says {SAID}, and it does not happen. What does it pay?",
        shown(-math.log(1 - SAID), "nats"),
        f"It gave {1 - SAID:.1f} to what happened, and pays that probability's surprise.",
        {
            shown(-math.log(SAID), "nats"): "That is the loss if it had happened.",
            shown(0, "nats"): "Then a no would be free, and “always yes” the best forecast.",
            shown(SAID**2, "nats"): "That is the squared error, which is not in nats.",
            shown(-math.log2(1 - SAID), "nats"): "The number is right in bits.",
        },
    ),
    Question(
        f"One patient in ten is ill. A model's mean loss is {math.log(2) - 0.2:.2f} nats. "
        "What do you say?",
        "It is worse than a model that knows nothing",
        f"Whoever says {RARE} to everybody pays {KNOWS_NOTHING:.3f} nats.",
        {
            f"It is useful: it pays less than {math.log(2):.3f}": "That is what “half” to "
            "everybody pays. Which constant forecast is better here?",
            "Nothing follows without its accuracy": "What does the best constant forecast pay?",
            "It is good: a loss below 1 is low": "A loss is low or high against a reference.",
        },
    ),
    Question(
        "By how much does binary cross-entropy change with the logit?",
        "p − y",
        "Forecast minus what happened: never more than 1, and near 1 when sure and wrong.",
        {
            "2 (p − y) p (1 − p)": "That is the squared error's slope: it fades when the forecast "
            "is sure, right or wrong.",
            "(p − y) / (p (1 − p))": "That is the slope in the probability. And in the logit?",
            "−y (1 − p)": "That is the slope of the term of the yes alone.",
        },
    ),
    Question(
        f"A miss costs {MISS} times as much as a false alarm. From which probability on do you "
        "act?",
        shown(1 / (1 + MISS)),
        f"There (1 − p) · 1 equals p · {MISS}.",
        {
            shown(MISS / (1 + MISS)): "Are you to act later, or sooner, if misses are dear?",
            shown(1 / MISS): "Those are odds of one against four: which probability is that?",
            shown(1 / 2): "That is right if both cost the same.",
        },
    ),
)
