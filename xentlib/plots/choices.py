"""Choices beside a baseline: what each run cost, and whether the gap is more than chance."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.numbers import as_number
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, some

ROOM = 2.2  # times the baseline: what costs more is drawn at the edge
SURE = 3.0  # standard errors
LOOKS = {
    "lower": ("<", "C2", "full"),
    "higher": (">", "C1", "full"),
    "no verdict": ("o", "0.35", "none"),
}
Row = tuple[FloatArray, float, float]


def plot_choices(
    choices: Mapping[str, tuple[ArrayLike, float, float]],
    *,
    least: float | None = None,
    most: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the runs of each choice as dots with their range, and what the mean gap tells.

    The thick bar is the range of the runs. A thin line reaches three standard errors of the gap to
    both sides of the mean. If it does not meet the dashed line, the mean of the first choice, the
    gap has a verdict: the mean is a filled triangle that points to the lower or the higher side.
    Other means are empty circles. A row beyond the right edge is drawn as an arrow there.

    Parameters
    ----------
    choices : mapping of str to (bits, gap, error)
        Bits of each run, of shape (runs,), mean gap to the baseline in bits and its standard error,
        by the name of the choice. The first is the baseline.
    least, most : float, optional
        Ends of the abscissa in bits; by default where dots and lines begin, and at 2.2 times the
        baseline at most.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; at the right of each row stand its gap, standard error and verdict.

    Raises
    ------
    TypeError, ValueError
        If bits are not finite, an error is below 0, there is no choice, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_choices({"baseline": ([0.3, 0.4], 0, 0), "wide": ([0.2, 0.3], -0.1, 0.01)})
    >>> ax.get_title(loc="left")
    'Lowest with a verdict: wide, 0.10 bits below'
    """
    rows = _checked(choices)
    ax = axes_or_new(ax)
    base = float(next(iter(rows.values()))[0].mean())
    near = [_ends(*row) for row in rows.values() if row[0].mean() <= ROOM * base]
    right = min(max(high for _, high in near), ROOM * base) if most is None else most
    left = max(min(low for low, _ in near), 0.0) if least is None else least
    pad = 0.03 * (right - left)
    ax.set(xlim=(left - pad, right + 2 * pad), ylim=(len(rows) - 0.4, -0.6))
    ax.set(
        yticks=range(len(rows)), yticklabels=list(rows), xlabel="held-out loss (bits per example)"
    )
    ax.set_ylabel("recipe")
    ax.axvline(base, color="0.35", ls="--", lw=1.2)
    for place, (bits, gap, error) in enumerate(rows.values()):
        _draw_row(ax, place, bits, right + 1.5 * pad)
        verdict = _verdict(gap, error) if place else "baseline"
        mark, colour, fill = LOOKS.get(verdict, ("D", "0.1", "full"))
        if bits.mean() <= right + pad:
            ax.plot(bits.mean(), place, mark, color=colour, ms=9, fillstyle=fill, mew=1.6, zorder=5)
            _draw_error(ax, place, float(bits.mean()), SURE * error if place else 0.0)
        said = f"{_signed(gap)} ± {error:.3f}  {verdict}" if place else "compared with"
        ax.text(1.02, place, said, transform=ax.get_yaxis_transform(), va="center", fontsize=9.5)
    ax.set_title(_finding(rows), loc="left")
    return ax


def _ends(bits: FloatArray, _: float, error: float) -> tuple[float, float]:
    reach = SURE * error
    return float(min(bits.min(), bits.mean() - reach)), float(max(bits.max(), bits.mean() + reach))


def _checked(choices: Mapping[str, Any]) -> dict[str, Row]:
    rows = {}
    for name, row in some(choices, "choices", "(bits, gap, error)").items():
        bits = as_finite(row[0], f"choices[{name!r}]")
        if bits.ndim != 1 or not bits.size:
            raise ValueError(f"choices[{name!r}] must have one row of bits; got {bits.shape}")
        error = as_number(row[2], f"error of {name!r}", low=0)
        rows[name] = bits, float(as_finite(row[1], f"gap of {name!r}")), error
    return rows


def _verdict(gap: float, error: float) -> str:
    if not abs(gap) > SURE * error:
        return "no verdict"
    return "lower" if gap < 0 else "higher"


def _signed(number: float) -> str:
    return f"{number:+.3f}".replace("-", "−")


def _draw_row(ax: Axes, place: int, bits: FloatArray, edge: float) -> None:
    inside = bits[bits <= edge]
    low, high = float(inside.min()) if inside.size else edge, edge
    if len(inside) < len(bits):
        beyond = f"mean {bits.mean():.1f}" if bits.mean() > edge else f"to {bits.max():.1f}"
        above, side = (0.1, "bottom") if inside.size else (0.0, "center")
        ax.text(edge, place - above, f"{beyond} →", ha="right", va=side, fontsize=9)
    else:
        high = float(bits.max())
    ax.plot([low, high], [place, place], "-", color="0.55", lw=3, zorder=2)
    ax.plot(inside, np.full(len(inside), place), ".", color="0.15", ms=5, zorder=3)


def _draw_error(ax: Axes, place: int, mean: float, reach: float) -> None:
    ends = [mean - reach, mean + reach]
    ax.plot(ends, [place, place], "-", color="0.15", lw=1, marker="|", ms=8, zorder=4)


def _finding(rows: Mapping[str, Row]) -> str:
    names = [*rows]
    gaps = {name: gap for name, (_, gap, error) in rows.items() if _verdict(gap, error) == "lower"}
    if gaps:
        best = min(gaps, key=gaps.__getitem__)
        space = "\n" if len(best) > 14 else " "
        return f"Lowest with a verdict:{space}{best}, {-gaps[best]:.2f} bits below"
    higher = sum(_verdict(gap, error) == "higher" for _, gap, error in rows.values())
    tried = len(names) - 1
    return f"Verdicts of {tried}: none lower, {higher} higher"
