"""Pick a learning rate and a batch size, and see how the recorded runs went."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from xentlib.data import digits
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray
from xentlib.plots._parts import ink_on

Curves = Mapping[tuple[int, float], ArrayLike]
HIGH = 4.0  # bits: what costs more has the darkest shade, and leaves the curves' picture
OPACITY = 0.75


@cache
def recorded_runs() -> dict[tuple[int, float], FloatArray]:
    """Train small networks on the digits, once: four batch sizes by six rates by two seeds.

    Returns
    -------
    dict of (int, float) to ndarray of float, shape (20,)
        Mean held-out bits after each epoch, by batch size and rate.
    """
    from xentlib import training

    data = digits()
    x, y = data.images.reshape(-1, 64) / 16 - 0.3, data.labels
    recipes = {
        (batch, round(10**power, 3)): training.Recipe(batch=batch, rate=10**power, epochs=20)
        for batch in (4, 16, 64, 256)
        for power in np.arange(-1.5, 1.1, 0.5)
    }
    named = {f"{batch} {rate}": recipe for (batch, rate), recipe in recipes.items()}
    found = training.side_by_side(named, x[:300], y[:300], (x[300:800], y[300:800]), seeds=2)
    return dict(zip(recipes, (runs.bits.mean(0) for runs in found.values()), strict=True))


def prepare_rate_and_batch(figure: Figure, curves: Curves) -> Callable[..., str]:
    """Draw a table of final losses beside a curve; moved by the powers of batch size and rate.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.
    curves : mapping of (int, float) to array_like of shape (epochs,)
        Bits after each epoch, by batch size and rate.

    Returns
    -------
    callable
        ``update(batch, rate)``, the powers of 2 and of 10, which returns the sentence.

    Raises
    ------
    ValueError
        If a pair of a batch size and a rate is missing.
    """
    batches, rates = sorted({b for b, _ in curves}), sorted({r for _, r in curves})
    if missing := [(b, r) for b in batches for r in rates if (b, r) not in curves]:
        raise ValueError(f"curves must have every pair of batch and rate; got none for {missing}")
    table = np.array([[np.asarray(curves[b, r], float)[-1] for r in rates] for b in batches])
    table = np.where(np.isfinite(table), table, np.inf)
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    frame = _draw_table(left, table, batches, rates)
    best = np.unravel_index(table.argmin(), table.shape)
    lowest = np.asarray(curves[batches[best[0]], rates[best[1]]], float)
    curve, epochs = _draw_curve(right, lowest), len(lowest)

    def update(batch: float, rate: float) -> str:
        row = int(np.argmin(np.abs(np.log2(batches) - batch)))
        place = int(np.argmin(np.abs(np.log10(rates) - rate)))
        frame.set_xy((place - 0.46, row - 0.44))
        curve.set_ydata(np.asarray(curves[batches[row], rates[place]], float))
        own = rates[int(table[row].argmin())]
        return (
            f"Batch {batches[row]}, rate {rates[place]:.2g}: {_amount(table[row, place])} bits "
            f"after {epochs} epochs, rate / batch {rates[place] / batches[row]:.2g}; "
            f"with this batch the rate {own:.2g} ends lowest, at {_amount(table[row].min())}."
        )

    return update


def _draw_curve(ax: Axes, lowest: FloatArray) -> Line2D:
    """Draw a curve that stands still, and return one that moves."""
    epochs = np.arange(1, 1 + len(lowest))
    ax.plot(epochs, lowest, "--", color="0.35", lw=1.5)
    (curve,) = ax.plot(epochs, np.zeros(len(epochs)), ".-", color="C1", lw=1.4, ms=5)
    ax.set(xlabel="epochs", ylabel="held-out loss (bits)", ylim=(0, HIGH))
    ax.set_title("Dashed: the lowest of all", loc="left")
    return curve


def _amount(bits: float) -> str:
    return f"{bits:.2f}" if bits < 10 else "over 10"


def _draw_table(ax: Axes, table: FloatArray, batches: list[int], rates: list[float]) -> Rectangle:
    least = float(table.min())
    dearest = np.log(max(HIGH / least, 2))
    shades = np.sqrt(np.minimum(np.log(table / least) / dearest, 1))  # the low ones differ, too
    look: dict[str, Any] = {"cmap": "Greys", "vmin": 0, "vmax": 1, "aspect": "auto"}
    picture = ax.imshow(shades, alpha=OPACITY, **look)
    ax.set(xticks=range(len(rates)), xticklabels=[f"{rate:.2g}" for rate in rates])
    ax.set(yticks=range(len(batches)), yticklabels=batches)
    ax.set(xlabel="rate η (bold: lowest of its batch)", ylabel="batch (examples)")
    ax.set_title(f"{len(batches) * len(rates)} recipes: bits at the end", loc="left")
    ax.grid(visible=False)
    for (row, place), bits in np.ndenumerate(table):
        lowest = "bold" if bits == table[row].min() else "normal"
        written = f"{bits:.2f}" if bits < 10 else ">10"
        colour = ink_on(tuple(picture.to_rgba(shades[row, place], alpha=OPACITY)))
        ax.text(place, row, written, ha="center", va="center", weight=lowest, color=colour)
    frame = Rectangle((0, 0), 0.92, 0.88, fc="none", ec="C1", lw=3)
    frame.set_path_effects([withStroke(linewidth=6, foreground="white")])
    ax.add_patch(frame)
    return frame


def explore_rate_and_batch(curves: Curves | None = None) -> Explorer:
    """Pick one of many recorded trainings by its learning rate and its batch size.

    Parameters
    ----------
    curves : mapping of (int, float) to array_like of shape (epochs,), optional
        Held-out bits after each epoch, by batch size and rate, both in equal ratios; by default
        small networks are trained on the digits, which takes some seconds.

    Returns
    -------
    Explorer
        With the controls `batch` and `rate`, powers of 2 and of 10.

    Raises
    ------
    ValueError
        If a pair of a batch size and a rate is missing.

    Examples
    --------
    >>> runs = {(b, r): [3.0, b * r / 10 + 0.1] for b in (8, 16) for r in (0.1, 1.0)}
    >>> explorer = explore_rate_and_batch(runs)
    >>> explorer.sentence.split(";")[0]
    'Batch 8, rate 0.1: 0.18 bits after 2 epochs, rate / batch 0.013'
    """
    curves = recorded_runs() if curves is None else curves
    powers = [
        np.log(sorted({key[i] for key in curves})) / np.log(base) for i, base in ((0, 2), (1, 10))
    ]
    (k, batch_step), (x, rate_step) = (
        (p, float(np.diff(p).mean()) if len(p) > 1 else 1.0) for p in powers
    )
    batch = slider("batch 2ᵏ, k", round(k[0]), round(k[0]), round(k[-1]), step=round(batch_step))
    low, high, step = (round(float(v), 2) for v in (x[0], x[-1], rate_step))
    rate = slider("rate 10ˣ, x", low, low, high, step=step)
    return Explorer(partial(prepare_rate_and_batch, curves=curves), batch=batch, rate=rate)
