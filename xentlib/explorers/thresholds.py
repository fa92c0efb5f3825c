"""Set a threshold for each of three labels and see the decisions, and the F1 that they get."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray, sigmoid

GRID = (np.arange(1000) + 0.5) / 1000
LOGITS = np.log(GRID / (1 - GRID))
FORECASTS = {  # a thousand honest forecasts for each label: of those at p, the share p comes true
    "frequent": sigmoid(1 + LOGITS),
    "scarce": sigmoid(LOGITS - 1.5),
    "rare": sigmoid(0.7 * LOGITS - 4),
}
BINS = np.linspace(0, 1, 21)


def _best(p: FloatArray) -> float:
    """Threshold in hundredths with the largest F1."""
    return max((t / 100 for t in range(1, 100)), key=lambda t: _f1(*_counts(p, t)))


def _counts(p: FloatArray, threshold: float) -> tuple[float, float, float]:
    """Hits, false alarms and misses to be expected."""
    yes = p > threshold
    return float(p[yes].sum()), float((1 - p[yes]).sum()), float(p[~yes].sum())


def _f1(hits: float, alarms: float, misses: float) -> float:
    return 2 * hits / (2 * hits + alarms + misses)


HALF = dict.fromkeys(FORECASTS, 0.5)
PRESETS = {
    "all at 0.5": HALF,
    "all at 0.2": dict.fromkeys(FORECASTS, 0.2),
    "best F1 of each": {name: _best(p) for name, p in FORECASTS.items()},
}


class _Panel:
    """Forecasts of one label in bins, the share of each that is there, and a threshold."""

    def __init__(self, above: Axes, below: Axes, name: str) -> None:
        self.p = FORECASTS[name]
        total = np.histogram(self.p, BINS)[0]
        true = np.histogram(self.p, BINS, weights=self.p)[0]
        held = total > 0
        look: dict[str, Any] = {"edgecolor": "0.3", "lw": 0.6}
        above.fill_between(BINS.repeat(2)[1:-1], total.repeat(2), facecolor="0.85", **look)
        below.bar(BINS[:-1][held], (true / np.maximum(total, 1))[held], 0.05, align="edge", **look)
        below.plot([0, 1], [0, 1], ":", color="0.2")
        below.set(xlim=(0, 1), ylim=(0, 1), xticks=[0, 0.5, 1], xlabel="forecast p")
        above.set_title(f"{name}: {self.p.sum():.0f} there", loc="left")
        self.lines = [ax.plot([], [], "k-", lw=2)[0] for ax in (above, below)]
        self.words = above.text(0.97, 0.97, "", transform=above.transAxes, ha="right", va="top")

    def move(self, threshold: float) -> tuple[float, float, float]:
        counts = _counts(self.p, threshold)
        _, alarms, misses = counts
        for line, top in zip(self.lines, (900, 1), strict=True):
            line.set_data([threshold, threshold], [0, top])
        found = round(self.p.sum()) - round(misses)  # so that hits and misses add up
        said = f"hits {found}\nfalse alarms {alarms:.0f}\nmisses {misses:.0f}"
        self.words.set_text(f"{said}\nF1 {_f1(*counts):.3f}")
        return counts


def prepare_thresholds(figure: Figure) -> Callable[..., str]:
    """Draw the forecasts of three labels, each with a threshold that moves.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(frequent, scarce, rare)``, which moves the picture and returns its sentence.
    """
    size: dict[str, Any] = {"height_ratios": (5, 3)}
    above, below = figure.subplots(2, 3, sharex=True, sharey="row", gridspec_kw=size)
    above[0].set_yscale("function", functions=(np.sqrt, np.square))
    above[0].set(ylabel="forecasts\n(root scale)", ylim=(0, 4500), yticks=[0, 100, 300, 800])
    below[0].set(ylabel="share that\nis there", yticks=[0, 0.5, 1])
    panels = {n: _Panel(a, b, n) for n, a, b in zip(FORECASTS, above, below, strict=True)}

    def update(**thresholds: float) -> str:
        counts = [panels[name].move(thresholds[name]) for name in panels]
        scores = [_f1(*count) for count in counts]
        micro = _f1(*np.sum(counts, axis=0))
        said, got = (", ".join(f"{x:.{d}f}" for x in xs) for xs, d in _rows(thresholds, scores))
        return f"Thresholds {said}: F1 {got}, macro {np.mean(scores):.3f}, micro {micro:.3f}."

    return update


def _rows(thresholds: dict[str, float], scores: list[float]) -> list[tuple[list[float], int]]:
    """Two rows of numbers, each with its digits after the point."""
    return [([thresholds[name] for name in FORECASTS], 2), (scores, 3)]


def explore_thresholds() -> Explorer:
    """Set a threshold for a frequent, a scarce and a rare label, and read the F1 of each.

    Returns
    -------
    Explorer
        With the controls frequent, scarce and rare: from which forecast on each label is
        decided for. The forecasts are honest: below, each bar meets the dotted line. The counts are
        those to be expected, rounded.

    Examples
    --------
    >>> explorer = explore_thresholds()
    >>> explorer.sentence
    'Thresholds 0.50, 0.50, 0.50: F1 0.841, 0.575, 0.101, macro 0.506, micro 0.762.'
    >>> explorer.presets["all at 0.2"].click()
    >>> explorer.sentence
    'Thresholds 0.20, 0.20, 0.20: F1 0.827, 0.605, 0.269, macro 0.567, micro 0.744.'
    """
    controls = {name: slider(name, 0.5, 0.01, 0.99, step=0.01) for name in FORECASTS}
    return Explorer(prepare_thresholds, presets=PRESETS, **controls)
