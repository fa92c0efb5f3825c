"""Lesson 06's five broken losses, each to be told from what it returns."""

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake

__all__ = ["PATIENTS"]

WHAT_AILS = (3, 1, 5, 2, 4)


def instead(name: str, seen: dict[str, int], hint: str) -> Mistake:
    """Diagnoses that are right but for some patients."""
    answer = [seen.get(k, w) for k, w in zip("ABCDE", WHAT_AILS, strict=True)]
    return Mistake(name, lambda: answer, hint)


PATIENTS = Exercise(
    "06.patients",
    reference=lambda: [3, 1, 5, 2, 4],
    inputs=None,
    hints=(
        "Look for the rows where a patient is wrong, and for the value that it gives there.",
        "27.63 and 16.12 are −log of a number in the code. inf: did exp get too large, or 0?",
        "One of each: a patient overflows, one underflows, one cancels, one clips, one adds.",
    ),
    mistakes=(
        instead("overflow", {"D": 1}, "D never takes exp of a large number: what is log 0?"),
        instead("underflow", {"B": 2}, "Nothing is 0 in B. What is exp(800)?"),
        instead("overflow", {"B": 2, "D": 1}, "B and D: which of them computes exp(800)?"),
        instead("clipped", {"C": 4}, "C and clipping: which one makes a loss negative?"),
        instead("epsilon", {"E": 5}, "Nothing is added in E. Why is 1e-07 its smallest loss?"),
        instead("epsilon", {"C": 4, "E": 5}, "C and E: one of them adds, one of them holds."),
        instead("cancellation", {"A": 2}, "Nothing underflows in A: 40 − 40 is 0."),
        instead("cancellation", {"A": 1}, "A survives (1000, 1000). What is 40 − 40?"),
        instead("cancellation", {"A": 2, "D": 3}, "A and D: which of them takes a difference?"),
    ),
    right=(lambda: np.array([3.0, 1.0, 5.0, 2.0, 4.0]),),
    reread="Five patients",
)
