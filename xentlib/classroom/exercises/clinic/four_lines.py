"""Which of five programs printed each of four lines of a log."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

PROGRAMS = (4, 1, 5, 2)


def instead(**said: int) -> Callable[[], list[int]]:
    """Answers that are right except for some of them."""
    answer = [said.get(name, right) for name, right in zip("ABCD", PROGRAMS, strict=True)]
    return lambda: answer


EXERCISE = Exercise(
    reference=lambda: [4, 1, 5, 2],
    inputs=None,
    hints=(
        "K is 4. Compute the landmarks for four classes: ln 4, and the floors of 1 and 4.",
        "ln 4 = 1.386; softmax twice stops at ln(e + 3) − 1 = 0.744; smoothing by 0.1 at 0.349.",
        "C starts at a seventh of ln 4: 0.25 · 0.75² · ln 4 = 0.195. D stays near ln 4.",
    ),
    mistakes={
        "floors exchanged": instead(A=1, B=4),
        "right program": [instead(A=3), instead(B=3), instead(C=3), instead(D=3)],
        "smoothing in B": instead(B=4),
        "softmax in A": instead(A=1),
        "softmax in C": [instead(C=1), instead(C=4)],
        "level of the start": instead(C=2),
        "softmax in D": [instead(D=1), instead(D=4)],
        "C and D exchanged": instead(C=2, D=5),
        "random labels in A or B": [instead(A=2), instead(B=2)],
        "focal in A or B": [instead(A=5), instead(B=5), instead(D=5)],
        "counted from 0": lambda: [3, 0, 4, 1],
        "in another order": lambda: [2, 4, 0, 1, 3],
    },
    say={
        "floors exchanged": "Which floor is higher for four classes: that of two softmaxes, or "
        "that of smoothed targets?",
        "right program": "A right program starts at ln 4, and gets near 0. One of yours doesn't.",
        "smoothing in B": "The floor of targets smoothed by 0.1 is 0.349 for four classes. B stays "
        "above that.",
        "softmax in A": "Two softmaxes can't get below ln(e + 3) − 1 = 0.744. A does.",
        "softmax in C": "Both of these start at ln 4. Where does C start?",
        "level of the start": "With random labels the loss starts at ln 4, and nothing is learnt.",
        "softmax in D": "D's accuracy is that of a guess. Both of these programs learn.",
        "C and D exchanged": "Look at the accuracies: which of C and D has learnt nothing?",
        "random labels in A or B": "A and B got nearly all training labels right.",
        "focal in A or B": "The focal loss starts at 0.25 · 0.75² · ln 4, far below ln 4.",
        "counted from 0": "The programs are numbered from 1.",
        "in another order": "Give one number for each line: four numbers, for A, B, C and D.",
    },
    right=(lambda: np.array([4.0, 1.0, 5.0, 2.0]),),
    reread="A map of losses",
    kind="reading",
)
