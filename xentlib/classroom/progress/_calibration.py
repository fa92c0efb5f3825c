"""How far the learner's own forecasts keep their word: the course's subject, on its reader."""

from dataclasses import dataclass

import numpy as np

from xentlib.calibration import Reliability, reliability
from xentlib.classroom.predictions import Score

BINS = 5


@dataclass(frozen=True)
class OwnCalibration:
    """Every probability that was given to an outcome, beside how often such outcomes came."""

    curve: Reliability

    @classmethod
    def of(cls, scored: list[Score]) -> "OwnCalibration | None":
        """Reliability over all outcomes of all scored forecasts; None if there are none."""
        pairs = [
            (p, o == score.outcome) for score in scored for o, p in score.probabilities.items()
        ]
        if not pairs:
            return None
        said, came = np.transpose(pairs).astype(float)
        return cls(reliability(came, said, n_bins=BINS))

    @property
    def lines(self) -> list[str]:
        """What was said and what came, with a line for each bin that holds anything."""
        curve = self.curve
        lows, highs = curve.edges[curve.bins], curve.edges[curve.bins + 1]
        bins = [
            f"  {_limits(low, high)}: {_count(n, 'probability')}, on average {said:.0%}; "
            f"{round(n * came)} came, {came:.0%}"
            for low, high, n, said, came in zip(
                lows, highs, curve.counts, curve.confidence, curve.frequency, strict=True
            )
        ]
        given = "A forecast gives a probability to each of its outcomes. By the size of yours:"
        off = (
            f"In each row, compare the average with the part that came. They differ by {self.off} "
            "on average. 0 is perfect, but chance alone makes a difference where forecasts are few."
        )
        return [given, *bins, off]

    @property
    def off(self) -> str:
        """How far what was said is from what came, in words."""
        return _count(round(100 * self.curve.error), "percentage point").strip()


def _limits(low: float, high: float) -> str:
    """Write a bin's limits, of which the upper one is in the bin, and 0 in the lowest."""
    return f"{'above' if low else 'from '} {low:3.0%} up to {high:4.0%}"


def _count(n: int, what: str) -> str:
    plural = f"{what.removesuffix('y')}ies" if what.endswith("y") else f"{what}s"
    return f"{n:3d} {what if n == 1 else plural}"
