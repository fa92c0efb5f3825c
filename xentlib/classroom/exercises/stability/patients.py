"""Five broken losses, each to be told from what it returns."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

WHAT_AILS = (3, 1, 5, 2, 4)


def instead(**seen: int) -> Callable[[], list[int]]:
    """Diagnoses that are right but for some patients."""
    answer = [seen.get(k, w) for k, w in zip("ABCDE", WHAT_AILS, strict=True)]
    return lambda: answer


EXERCISE = Exercise(
    reference=lambda: [3, 1, 5, 2, 4],
    inputs=None,
    hints=(
        "Look for the rows where a patient is wrong, and for the value that it gives there.",
        "27.63 and 16.12 are −log of a number in the code. inf: did exp get too large, or 0?",
        "B is inf at 720: 1. C is below 0: 5. E is never below 1e-7: 4. Is A or D 0 at (40, 0)?",
    ),
    mistakes={
        "overflow": instead(D=1),
        "underflow": instead(B=2),
        "B and D exchanged": instead(B=2, D=1),
        "clipped": instead(C=4),
        "epsilon": instead(E=5),
        "C and E exchanged": instead(C=4, E=5),
        "absorption": instead(A=2),
        "overflow in A": instead(A=1),
        "A and D exchanged": instead(A=2, D=3),
    },
    say={
        "overflow": "D never takes exp of a large number: what is log 0?",
        "underflow": "No step of B becomes 0. What is exp(800)?",
        "B and D exchanged": "B and D: which of them computes exp(800)?",
        "clipped": "C gives a loss below 0 somewhere. Does a clip do that, or something added?",
        "epsilon": "Nothing is added in E. Why is 1e-07 its smallest loss?",
        "C and E exchanged": "One of C and E adds something, the other one clips. Which gives a "
        "loss below 0?",
        "absorption": "A takes no logarithm of 0. What is 40 + 4e-18, and then 40 − 40?",
        "overflow in A": "A is right at (1000, 1000), so exp did not overflow. What is 40 − 40?",
        "A and D exchanged": "A and D: which of them subtracts a logit from a log-sum-exp?",
    },
    right=(lambda: np.array([3.0, 1.0, 5.0, 2.0, 4.0]),),
    reread="Five patients",
    kind="reading",
)
