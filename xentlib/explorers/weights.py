"""Weight the rare class, correct the forecasts, set a threshold: see calibration and costs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray, log_sigmoid, sigmoid

SHARE, APART, ALARM, MISS = 0.03, 2.0, 1, 20
GRID = np.linspace(-6, 8, 1401)  # the measurement, N(0, 1) where nothing fails, else N(2, 1)
LOGIT = np.log(SHARE / (1 - SHARE)) + APART * GRID - APART**2 / 2
CUTS = np.arange(1, 100) / 100
BALANCED = 32  # (1 - SHARE) / SHARE, rounded
TOP = 0.8  # of the axis of costs


def _masses(mean: float, share: float) -> FloatArray:
    density = np.exp(-np.square(GRID - mean) / 2)
    return share * density / density.sum()


FAILS, RUNS = _masses(APART, SHARE), _masses(0, 1 - SHARE)
PRESETS = {
    "plain at 0.5": {"weight": 1, "correction": 0.0, "threshold": 0.5},
    "balanced at 0.5": {"weight": BALANCED, "correction": 0.0, "threshold": 0.5},
    "corrected at 0.05": {"weight": BALANCED, "correction": 1.0, "threshold": 0.05},
}


@dataclass(frozen=True)
class _State:
    """Forecasts of a model with a weight, corrected in part, and decisions at a threshold."""

    weight: float
    correction: float
    threshold: float

    @property
    def shift(self) -> float:
        return float((1 - self.correction) * np.log(self.weight))

    @property
    def frequency(self) -> FloatArray:
        """Share of failures among the machines with each forecast of CUTS."""
        return sigmoid(np.log(CUTS / (1 - CUTS)) - self.shift)

    @property
    def loss(self) -> float:
        """Mean log loss in nats."""
        z = LOGIT + self.shift
        return float(-(FAILS * log_sigmoid(z) + RUNS * log_sigmoid(-z)).sum())

    def decided(self, threshold: float) -> tuple[float, float]:
        """Part of the failures that is found, and false alarms per machine."""
        acts = LOGIT + self.shift >= np.log(threshold / (1 - threshold))
        return float(FAILS[acts].sum() / SHARE), float(RUNS[acts].sum())

    def cost(self, threshold: float) -> float:
        """Mean cost of a machine."""
        found, alarms = self.decided(threshold)
        return ALARM * alarms + MISS * SHARE * (1 - found)


class _Panels:
    """The reliability curve at the left, the costs of all thresholds at the right."""

    def __init__(self, left: Axes, right: Axes) -> None:
        left.plot([0, 1], [0, 1], ":", color="0.2")
        left.set(xlim=(0, 1), ylim=(0, 1), xlabel="forecast p", ylabel="share that fails")
        left.set_title("Calibration", loc="left")
        right.set(xlim=(0, 1), ylim=(0, TOP), xlabel="repair from this forecast on")
        right.set_ylabel("mean cost of a machine")
        right.set_title("Costs: false alarm 1, miss 20", loc="left")
        least = min(_State(1, 0, t).cost(t) for t in CUTS)
        right.axhline(least, color="0.5", ls="--", lw=1)
        right.text(0.98, 0.03, "dashed: least cost, with any weight", ha="right", fontsize=10)
        (self.curve,) = left.plot([], [], "C0-", lw=2)
        (self.at,) = left.plot([], [], "o", color="0.1", ms=8)
        (self.costs,) = right.plot([], [], "C1-", lw=2)
        (self.cut,) = right.plot([], [], "-", color="0.1", lw=1)
        (self.paid,) = right.plot([], [], "o", color="0.1", ms=8)

    def move(self, state: _State) -> None:
        t, frequency = state.threshold, state.frequency
        self.curve.set_data(CUTS, frequency)
        self.at.set_data([t], [np.interp(t, CUTS, frequency)])
        self.costs.set_data(CUTS, [state.cost(cut) for cut in CUTS])
        self.cut.set_data([t, t], [0, TOP])
        self.paid.set_data([t], [state.cost(t)])


def prepare_weights(figure: Figure) -> Callable[..., str]:
    """Draw the calibration and the costs of a model that forecasts failures.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(weight, correction, threshold)``, which moves the picture and returns its
        sentence.
    """
    panels = _Panels(*figure.subplots(1, 2))

    def update(weight: float, correction: float, threshold: float) -> str:
        state = _State(weight, correction, threshold)
        panels.move(state)
        found, alarms = state.decided(threshold)
        best = min(CUTS, key=state.cost)
        return (
            f"Loss {state.loss:.3f} nats. From {threshold:.2f} on: finds {found:.0%} of the "
            f"failures, {1000 * alarms:.0f} false alarms per 1000 machines, mean cost "
            f"{state.cost(threshold):.3f}. The least is {state.cost(best):.3f}, at {best:.2f}."
        )

    return update


def explore_weights() -> Explorer:
    """Set the weight of failures, how much of its shift is undone, and the threshold.

    Returns
    -------
    Explorer
        With the controls weight, correction (0: forecasts as trained, 1: the whole ln weight is
        subtracted from the logits) and threshold. The model is right but for the weight, 3 % of
        the machines fail, and nothing is drawn by chance. The dashed line is the least cost,
        which no weight changes.

    Examples
    --------
    >>> explorer = explore_weights()
    >>> explorer.sentence[:47]
    'Loss 0.354 nats. From 0.50 on: finds 84% of the'
    >>> explorer.presets["plain at 0.5"].click()
    >>> explorer.sentence[:47]
    'Loss 0.083 nats. From 0.50 on: finds 23% of the'
    """
    controls = {
        "weight": slider("weight", BALANCED, 1, 100),
        "correction": slider("correction", 0.0, 0.0, 1.0, step=0.05),
        "threshold": slider("threshold", 0.5, 0.01, 0.99, step=0.01),
    }
    return Explorer(prepare_weights, presets=PRESETS, **controls)
