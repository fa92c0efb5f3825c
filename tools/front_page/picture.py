"""Draw README's picture, docs/cross_entropy.png, with the package: `picture.py [FILE]`."""

import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.special import log_softmax

import xentlib as xent

PICTURE = Path(__file__).resolve().parents[2] / "docs/cross_entropy.png"
TRUTH, BELIEF = [1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 8, 1 / 4, 1 / 2]
LEADS = np.arange(0, 61, dtype=np.float32)  # of the class that happens, in logits
DPI = 110
FLOOR = 1e-28  # where a 0 is drawn


def usual(leads: np.ndarray) -> np.ndarray:
    """Loss in float32 as frameworks compute it: by a log-softmax."""
    return -log_softmax(np.stack([leads, 0 * leads], axis=1), axis=1)[:, 0]


def exact(leads: np.ndarray) -> np.ndarray:
    """Loss in float32 by the package."""
    logits = np.stack([leads, 0 * leads], axis=1)
    return xent.softmax_cross_entropy(np.zeros(len(leads), int), logits)


def draw_tails(ax: Axes) -> None:
    """Draw the loss of a forecast that is nearly sure, exact and as usual, over its lead."""
    others = usual(LEADS)
    lost = LEADS[others == 0]
    ax.semilogy(LEADS, exact(LEADS), color="C0", lw=2.5, label="xentlib")
    ax.semilogy(LEADS, np.where(others > 0, others, np.nan), "o", color="C1", label="frameworks")
    ax.semilogy(lost, np.full(len(lost), FLOOR), "x", color="C1")
    ax.annotate(f"from {lost[0]:.0f} on, frameworks say 0", (lost[0], 6 * FLOOR))
    ax.set(xlabel="lead of the class that happens (logits, float32)", ylabel="loss (nats)")
    ax.set(title="A loss that is small is not 0", ylim=(FLOOR / 10, 10))
    ax.legend(loc="upper right")


def draw() -> Figure:
    """Draw both halves."""
    xent.plots.use_style()
    figure = Figure(figsize=(12.4, 4.1), layout="constrained")
    left, right = figure.subplots(1, 2)
    xent.plots.plot_area_bars(TRUTH, BELIEF, labels="ABCD", ax=left)
    draw_tails(right)
    return figure


if __name__ == "__main__":
    matplotlib.use("agg")
    draw().savefig(sys.argv[1] if len(sys.argv) > 1 else PICTURE, dpi=DPI)
