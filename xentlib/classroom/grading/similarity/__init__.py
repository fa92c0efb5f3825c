"""Pairs of submissions with passages in common: something to look at, and no proof of anything."""

from xentlib.classroom.grading.similarity._page import write_report
from xentlib.classroom.grading.similarity._pairs import (
    FEW,
    SHARE,
    Compared,
    Pair,
    compare,
    pairs_of,
)

__all__ = ["FEW", "SHARE", "Compared", "Pair", "compare", "pairs_of", "write_report"]
