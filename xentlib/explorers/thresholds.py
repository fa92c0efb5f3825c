"""Set a threshold for each of three labels and see the decisions, and the F1 that they get."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

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
    """Forecasts of one label in bins, what comes true below, with a threshold that moves."""

    def __init__(self, ax: Axes, name: str) -> None:
        self.p = FORECASTS[name]
        total = np.histogram(self.p, BINS)[0]
        true = np.histogram(self.p, BINS, weights=self.p)[0]
        look: dict[str, Any] = {"edgecolor": "0.3", "lw": 0.6}
        left = BINS.repeat(2)[1:-1]
        low, high = true.repeat(2), total.repeat(2)
        ax.fill_between(left, low, facecolor="C0", **look)
        ax.fill_between(left, low, high, facecolor="white", hatch="////", **look)
        ax.set(xlim=(0, 1), xticks=[0, 0.5, 1], xlabel="forecast p")
        ax.set_title(f"{name}: {self.p.sum():.0f} yes", loc="left")
        (self.line,) = ax.plot([], [], "k-", lw=2)
        self.words = ax.text(0.97, 0.97, "", transform=ax.transAxes, ha="right", va="top")

    def move(self, threshold: float) -> tuple[float, float, float]:
        counts = _counts(self.p, threshold)
        hits, alarms, misses = counts
        self.line.set_data([threshold, threshold], [0, 900])
        said = f"hits {hits:.0f}\nfalse alarms {alarms:.0f}\nmisses {misses:.0f}"
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
    axes: Sequence[Axes] = figure.subplots(1, 3, sharey=True)
    axes[0].set_yscale("function", functions=(np.sqrt, np.square))
    axes[0].set(ylabel="forecasts (root scale)", ylim=(0, 2600), yticks=[0, 20, 100, 300, 800])
    panels = {name: _Panel(ax, name) for ax, name in zip(axes, FORECASTS, strict=True)}
    keys = [Patch(fc="C0", ec="0.3"), Patch(fc="white", ec="0.3", hatch="////")]
    figure.legend(keys, ["it is there", "it is not"], loc="outside lower center", ncol=2)

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
        decided for. The forecasts are honest, and the counts are those to be expected.

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
