"""Losses that have a name, and what a training run shows beside them."""

from collections.abc import Mapping
from itertools import chain

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import OPAQUE, axes_or_new, some

WIDE = 30.0  # times the least loss: from here on the axis is logarithmic
NAMES = {"loss": "training", "val_loss": "validation"}
LOOKS = {"loss": ("C0", "-", "o"), "val_loss": ("C1", "--", "s")}


def plot_landmarks(landmarks: Mapping[str, float], *, ax: Axes | None = None) -> Axes:
    """Draw named losses as a map: one row each, the lowest below, on a logarithmic axis.

    Parameters
    ----------
    landmarks : mapping of str to float
        Losses in nats, above 0, each by what it tells.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.texts`` are the values.

    Raises
    ------
    TypeError, ValueError
        If a loss is not finite or not above 0, if there is none, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_landmarks({"fair coin": np.log(2), "ten classes": np.log(10)})
    >>> ax.get_title(loc="left")
    '2 losses to know, from 0.6931 to 2.303 nats'
    """
    found = some(landmarks, "landmarks", "losses")
    names, losses = [*found], as_finite([*found.values()], "landmarks")
    if (losses <= 0).any():
        raise ValueError(f"landmarks must be losses above 0; got {losses.min():g}")
    order = np.argsort(losses, kind="stable")
    losses = losses[order]
    ax = axes_or_new(ax)
    rows = np.arange(len(losses))
    ax.hlines(rows, losses.min() / 30, losses, color="0.55", lw=1)
    ax.plot(losses, rows, "o", color="C0", ms=7)
    for row, loss in zip(rows, losses, strict=True):
        ax.text(loss * 1.5, float(row), f"{loss:.4g}", va="center", fontsize=9)
    ax.set(xscale="log", xlim=(losses.min() / 8, losses.max() * 40), xlabel="loss (nats)")
    ax.set_yticks(rows, [names[i] for i in order])
    ax.set(ylim=(-0.7, len(losses) - 0.3), ylabel="landmark")
    ax.grid(visible=False, axis="y")
    ends = f"from {losses[0]:.4g} to {losses[-1]:.4g} nats"
    ax.set_title(f"{len(losses)} losses to know, {ends}", loc="left")
    return ax


def plot_symptoms(
    history: Mapping[str, ArrayLike],
    *,
    landmarks: Mapping[str, float] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the losses of a training run beside landmarks, and no word about their cause.

    Parameters
    ----------
    history : mapping of str to array_like of shape (epochs,)
        As Keras's ``history.history`` has it: "loss", and "val_loss" if there was one; other names
        are passed over. An epoch whose loss is not finite is marked at the upper edge. Rows may be
        empty: the run ended before its first epoch did.
    landmarks : mapping of str to float, optional
        Losses above 0 to draw as level lines, each by its name.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture, with a logarithmic axis where the losses have very different sizes.

    Raises
    ------
    TypeError, ValueError
        If there is no "loss", if its rows are of unequal length, a landmark is not finite,
        or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_symptoms({"loss": [2.3, 1.6, 1.5]}, landmarks={"ln 10": 2.3026})
    >>> ax.get_title(loc="left")
    'Training loss 2.3 in epoch 1, 1.5 in epoch 3'
    """
    curves = _losses(history)
    levels = {} if landmarks is None else dict(landmarks)
    marks = as_finite([*levels.values()], "landmarks") if levels else np.array([])
    ax = axes_or_new(ax)
    epochs = np.arange(1, 1 + len(curves["loss"]))
    values = np.array([*chain(*curves.values(), marks)])
    values = values[np.isfinite(values)]
    if values.size and 0 < values.min() < values.max() / WIDE:
        ax.set_yscale("log")
    if marks.size and not np.isfinite(curves["loss"]).any():
        ax.set_ylim(0, 1.5 * float(marks.max()))
    for name, curve in curves.items():
        colour, dash, mark = LOOKS[name]
        ax.plot(epochs, curve, dash, color=colour, marker=mark, ms=4, label=NAMES[name])
    _draw_levels(ax, levels, len(epochs))
    _mark_lost(ax, epochs, curves["loss"])
    ax.set(xlabel="epoch", ylabel="loss (nats)")
    ax.set_xticks(epochs[:: max(1, round(len(epochs) / 8))])
    ax.legend(loc="best")
    ax.set_title(_said(curves["loss"]), loc="left")
    return ax


def _said(loss: FloatArray) -> str:
    """Say where the training loss begins and ends."""
    if not loss.size:
        return "The run ended after 0 epochs"
    first, last = (f"{value:.3g}" for value in (loss[0], loss[-1]))
    return f"Training loss {first} in epoch 1, {last} in epoch {len(loss)}"


def _losses(history: Mapping[str, ArrayLike]) -> dict[str, FloatArray]:
    found = some(history, "history", "rows of losses")
    if "loss" not in found:
        raise ValueError(f"history must have a row named 'loss'; got {', '.join(found)}")
    curves = {name: np.asarray(found[name], dtype=float) for name in NAMES if name in found}
    for name, curve in curves.items():
        if curve.ndim != 1 or curve.shape != curves["loss"].shape:
            raise ValueError(
                f"history[{name!r}] must have a loss for each epoch; got the shape {curve.shape}"
            )
    return curves


def _draw_levels(ax: Axes, levels: Mapping[str, float], epochs: int) -> None:
    """Draw landmarks as level lines with their names at the right edge."""
    ax.set_xlim(0.7, 1 + 1.25 * max(epochs - 1, 1))
    for name, level in levels.items():
        ax.axhline(level, color="0.35", ls=":", lw=1.2, zorder=1)
        ax.text(
            ax.get_xlim()[1], level, name, ha="right", va="center", fontsize=9, color="0.2",
            bbox=OPAQUE,
        )  # fmt: skip


def _mark_lost(ax: Axes, epochs: np.ndarray, curve: FloatArray) -> None:
    """Mark the epochs whose loss is no number."""
    lost = epochs[~np.isfinite(curve)]
    if lost.size:
        ax.plot(lost, np.full(lost.size, 0.96), "x", color="C3", ms=7, mew=2, clip_on=False,
                transform=ax.get_xaxis_transform(), label="no number")  # fmt: skip
