"""Divide logits by a temperature: the reliability diagram, and the loss with its lowest place."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from xentlib.draws import normal
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray, log_softmax, softmax

HONEST = 1.5 * normal(np.random.default_rng(12), (800, 3))  # logits of what really happens
SHARES = softmax(HONEST)
WINNERS = np.arange(len(HONEST)), HONEST.argmax(1)
RIGHT = SHARES[WINNERS]  # of the cases with these logits, so many have the likeliest class
BINS = 10
TEMPERATURES = np.geomspace(0.1, 10, 81)
PRESETS = {
    "too sure": {"sharpness": 3.0, "temperature": 1.0},
    "not sure enough": {"sharpness": 0.4, "temperature": 1.0},
    "mended": {"sharpness": 3.0, "temperature": 3.0},
}


def _loss(scale: float) -> float:
    """Mean loss of the honest logits, multiplied by a number."""
    return float(-(SHARES * log_softmax(scale * HONEST)).sum(1).mean())


def _bins(scale: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Share of the forecasts, mean confidence and frequency of each bin; nan where it is empty."""
    confidence = softmax(scale * HONEST)[WINNERS]
    place = np.minimum((confidence * BINS).astype(int), BINS - 1)
    counts, sure, right = (
        np.bincount(place, weights, BINS) for weights in (None, confidence, RIGHT)
    )
    n = np.where(counts > 0, counts, np.nan)
    return counts / len(HONEST), sure / n, right / n


class _Diagram:
    """Mean confidence and frequency of each bin, joined to the diagonal."""

    def __init__(self, ax: Axes) -> None:
        ax.plot([0, 1], [0, 1], ":", color="0.2")
        ax.set(xlim=(0.3, 1.02), ylim=(0.3, 1.02), xlabel="confidence (mean of a bin)")
        ax.set(ylabel="share that is right")
        ax.set_title("On the line a bin is right", loc="left")
        self.gaps = ax.plot([], [], "-", color="C1", lw=3)[0]
        self.dots = ax.plot([], [], "o-", color="C0", lw=1, ms=6)[0]

    def move(self, scale: float) -> float:
        """Return the calibration error."""
        share, sure, right = _bins(scale)
        self.dots.set_data(sure, right)
        across = np.stack([sure, sure, np.full(BINS, np.nan)], 1).ravel()
        self.gaps.set_data(across, np.stack([right, sure, right], 1).ravel())
        return float(np.nansum(share * np.abs(sure - right)))


class _Losses:
    """Loss over the temperature, with a mark where it is lowest and one that moves."""

    def __init__(self, ax: Axes) -> None:
        ax.set(xscale="log", xlim=(0.1, 10), ylim=(0, 3), xlabel="temperature T (log scale)")
        ax.set(ylabel="mean loss (nats)", xticks=[0.1, 0.3, 1, 3, 10])
        ax.set_xticklabels(["0.1", "0.3", "1", "3", "10"])
        ax.minorticks_off()
        ax.set_title("▼ lowest loss, ● yours", loc="left")
        self.curve = ax.plot([], [], "-", color="C0", lw=1.6)[0]
        self.best = ax.plot([], [], "kv", ms=9)[0]
        self.here = ax.plot([], [], "o", color="C1", mec="k", ms=8)[0]
        self.table = np.array([_loss(s) for s in _SCALES])

    def move(self, sharpness: float, temperature: float) -> float:
        """Return the loss."""
        scales = np.log(sharpness / TEMPERATURES)
        loss = _loss(sharpness / temperature)
        self.curve.set_data(TEMPERATURES, np.interp(scales, np.log(_SCALES), self.table))
        self.best.set_data([sharpness], [_loss(1.0) + 0.12])
        self.here.set_data([temperature], [min(loss, 2.95)])
        return loss


_SCALES = np.geomspace(0.02, 50, 400)


def prepare_temperature(figure: Figure) -> Callable[..., str]:
    """Draw a reliability diagram beside the loss over the temperature.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(sharpness, temperature)``, which moves the picture and returns its sentence.
    """
    left, right = figure.subplots(1, 2)
    diagram, losses = _Diagram(left), _Losses(right)

    def update(**at: float) -> str:
        sharpness, temperature = at["sharpness"], at["temperature"]
        error = diagram.move(sharpness / temperature)
        loss = losses.move(sharpness, temperature)
        return (
            f"Sharpness {sharpness:.2f}, T = {temperature:.2f}: loss {loss:.3f} nats, calibration "
            f"error {error:.3f}, {RIGHT.mean():.1%} right. "
            f"The lowest loss, {_loss(1.0):.3f} nats, is at T = {sharpness:.2f}."
        )

    return update


def explore_temperature() -> Explorer:
    """Divide logits by a temperature, and see the reliability diagram and the loss.

    Returns
    -------
    Explorer
        With the controls sharpness, by which the logits of an honest forecaster of three classes
        are multiplied, and temperature, by which the result is divided. What happens is not
        drawn: each share is the one to be expected, so that T = sharpness is honest exactly.

    References
    ----------
    Guo, Pleiss, Sun, Weinberger (2017), On Calibration of Modern Neural Networks.
    arXiv:1706.04599

    Examples
    --------
    >>> explorer = explore_temperature()
    >>> explorer.set(sharpness=2.0, temperature=2.0)
    >>> "calibration error 0.000" in explorer.sentence
    True
    """
    controls: dict[str, Any] = {
        "sharpness": slider("sharpness", 3.0, 0.25, 4.0, step=0.05),
        "temperature": slider("T", 1.0, 0.1, 8.0, step=0.05),
    }
    return Explorer(prepare_temperature, presets=PRESETS, **controls)
