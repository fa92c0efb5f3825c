"""Walk down the loss of a logistic regression, and choose how long the steps are."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xentlib.data import tumours
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.fitting import Objective, fit, logistic_objective, momentum, newton
from xentlib.numerics import FloatArray
from xentlib.plots.loss_surface import LossSurface

STEPS = 40
NEAR = 1e-3  # nats above the minimum that count as arrived
PRESETS = {
    "small": {"rate": 0.5, "decay": 0.0},
    "safe": {"rate": 8.0, "decay": 0.0},
    "edge": {"rate": 22.0, "decay": 0.0},
    "too large": {"rate": 30.0, "decay": 0.0},
}


def tumour_objective() -> Objective:
    """Return the loss of telling malignant tumours by their standardised radius.

    Returns
    -------
    Objective
        Mean loss in nats, gradient and Hessian at a bias and a slope.
    """
    cells = tumours()
    radius = cells.features[:, 0]
    x = (radius - radius.mean()) / radius.std()
    return logistic_objective(np.c_[np.ones(len(x)), x], cells.malignant)


def prepare_descent(figure: Figure) -> Callable[..., str]:
    """Draw a path on the loss surface beside its losses; moved by rate and momentum.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(rate, decay)``, which moves the picture and returns its sentence.
    """
    objective = tumour_objective()
    bottom = fit(objective, newton(), steps=30, tolerance=1e-9)
    left, right = figure.subplots(1, 2, width_ratios=[1.15, 1])
    surface = LossSurface(left, objective, (-6, 6), (-3, 9))
    left.plot(*bottom.weights, "x", color="black")
    left.set(xlabel="bias b", ylabel="slope w (per standard deviation)")
    at = ", ".join(f"{weight:.2f}".replace("-", "−") for weight in bottom.weights)
    left.set_title(f"The bottom × lies at ({at})", loc="left")
    curve = _prepare_curve(right)
    sharpest = np.linalg.eigvalsh(objective.hessian(bottom.weights))[-1]

    def update(rate: float, decay: float) -> str:
        walk = fit(objective, momentum(rate, decay=decay), steps=STEPS)
        above = np.maximum(walk.losses - bottom.losses[-1], 1e-16)
        surface.move(walk.path)
        curve.set_data(np.arange(STEPS + 1), above)
        return (
            f"Rate {rate:g}, momentum {decay:g}: after {STEPS} steps {above[-1]:.1e} nats above "
            f"the minimum, {_arrival(above, held=rate * sharpest < 2 * (1 + decay))}; "
            f"{(np.diff(walk.losses) > 1e-12).sum()} steps led uphill."
        )

    return update


def _prepare_curve(ax: Axes) -> Line2D:
    ax.set(xlim=(0, STEPS), yscale="log", ylim=(1e-9, 20), xlabel="steps")
    ax.set_ylabel("loss above the minimum (nats)")
    ax.set_title("Dotted line: it has arrived", loc="left")
    ax.axhline(NEAR, color="0.35", ls=":", lw=1.5)
    (curve,) = ax.plot([1], [1], ".-", color="C1", lw=1.2, ms=5)
    return curve


def _arrival(above: FloatArray, *, held: bool) -> str:
    """When a walk came near the minimum, and whether it stays there."""
    last = np.flatnonzero(above > NEAR)[-1]
    if last < len(above) - 1:
        leaving = "" if held else ", but drifting away"
        return f"within {NEAR} nats from step {last + 1} on{leaving}"
    return f"once within {NEAR} nats, and away again" if (above <= NEAR).any() else "not there yet"


def explore_descent() -> Explorer:
    """Choose a learning rate, and momentum, and watch the path down the loss.

    Returns
    -------
    Explorer
        With the controls `rate` and `decay`, the momentum.

    Examples
    --------
    >>> explorer = explore_descent()
    >>> explorer.controls["rate"].value = 8.0
    >>> explorer.sentence.split("; ")[1]
    '0 steps led uphill.'
    """
    rate = slider("rate η", 2.0, 0.5, 40, step=0.5)
    decay = slider("momentum β", 0.0, 0, 0.95, step=0.05)
    return Explorer(prepare_descent, presets=PRESETS, rate=rate, decay=decay)
