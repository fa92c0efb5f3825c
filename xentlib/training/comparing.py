"""Which of several recipes is lower, and whether that is more than chance."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from xentlib.numerics import FloatArray
from xentlib.training.experiments import Runs

SURE = 3.0  # standard errors


class Choice(NamedTuple):
    """A recipe beside the one that it is compared with."""

    bits: FloatArray  # (seeds,)
    gap: float
    error: float

    @property
    def verdict(self) -> str:
        """Whether the gap is more than three standard errors: "lower", "higher" or "no verdict".

        It is "diverged" if the gap is no number.
        """
        if np.isnan(self.gap):
            return "diverged"
        if not abs(self.gap) > SURE * self.error:
            return "no verdict"
        return "lower" if self.gap < 0 else "higher"


def compare(found: Mapping[str, Runs], baseline: str | None = None) -> dict[str, Choice]:
    """Compare the last prices of recipes with those of one of them, seed by seed, image by image.

    The standard error of a mean gap counts both chances: that of other seeds, and that of other
    held-out examples. The two variances are added, which counts twice what a seed does with one
    example: a little cautious. The chance of other training examples is not counted.

    Parameters
    ----------
    found : mapping of str to Runs
        Of equal seeds and held-out examples.
    baseline : str, optional
        With which to compare; by default the first.

    Returns
    -------
    dict of str to Choice
        Bits of each seed, mean gap, and its standard error. A gap above 0 costs more.

    Raises
    ------
    KeyError
        If there is no `baseline` of that name.

    Examples
    --------
    >>> from xentlib.training import Recipe
    >>> rows = np.array([[1.0, 2.0, 1.5], [2.0, 1.5, 1.0]])
    >>> runs = Runs(Recipe(), np.empty(0), rows[:, None], *[np.empty(0)] * 4)
    >>> compare({"one": runs, "same": runs})["same"].verdict
    'no verdict'
    """
    base = found[next(iter(found)) if baseline is None else baseline].last.astype(np.float64)
    choices = {}
    for name, runs in found.items():
        gaps = runs.last - base
        over = [gaps.mean(axis) for axis in (0, 1)]
        error = np.sqrt(sum(part.var(ddof=1) / len(part) for part in over))
        choices[name] = Choice(runs.last.mean(-1, dtype=np.float64), gaps.mean(), float(error))
    return choices
