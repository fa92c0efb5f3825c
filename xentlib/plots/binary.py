"""Yes or no: what losses charge, whether a difference is real, what decisions cost."""

from collections.abc import Callable, Mapping
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.distributions import as_probability
from xentlib._door.numbers import as_number
from xentlib._door.targets import as_events
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new, some, span

CUTS = np.arange(1, 100) / 100
TOP = 5  # of the picture of losses
STYLES = ["-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (12, 2))]


def plot_charges(
    charges: Mapping[str, Callable[[FloatArray], FloatArray]], *, ax: Axes | None = None
) -> Axes:
    """Draw what losses charge for a margin: the logit, counted positive where it is right.

    Parameters
    ----------
    charges : mapping of str to callable
        From an array of margins to charges, by name.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture, with a line for each charge.

    Raises
    ------
    TypeError, ValueError
        If `charges` is no dictionary or an empty one, or `ax` no Axes.

    Examples
    --------
    >>> ax = plot_charges({"hinge": lambda m: np.maximum(0, 1 - m)})
    >>> ax.get_title(loc="left")
    'Loss at m = −4: 5 (hinge)'
    """
    margin = np.linspace(-4, 4, 401)
    rows = {name: charge(margin) for name, charge in some(charges, "charges", "functions").items()}
    ax = axes_or_new(ax)
    for (name, row), style in zip(rows.items(), cycle(STYLES)):
        ax.plot(margin, row, linestyle=style, label=name)
    higher = f", drawn up to {TOP}" if max(map(np.max, rows.values())) > TOP else ""
    ax.set(xlabel="margin m (nats): wrong on the left", ylabel=f"loss ℓ(m){higher}", ylim=(0, TOP))
    ends = span({name: float(row[0]) for name, row in rows.items()})
    ax.set_title(f"Loss at m = −4: {ends}", loc="left")
    ax.legend()
    return ax


def plot_bootstrap(
    paired: ArrayLike, unpaired: ArrayLike, *, xlabel: str, ax: Axes | None = None
) -> Axes:
    """Draw what resampling makes of a difference, with the same examples or with others.

    Parameters
    ----------
    paired, unpaired : array_like
        Resampled differences: both losses on the same examples, or each on its own.
    xlabel : str
        What is subtracted from what, and in which unit.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; bins of equal width hold both, a dashed line stands at 0.

    Raises
    ------
    TypeError, ValueError
        If samples are no finite numbers or none, or `ax` no Axes.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> ax = plot_bootstrap(rng.normal(1, 1, 99), rng.normal(1, 2, 99), xlabel="gain (nats)")
    >>> ax.get_xlabel()
    'gain (nats)'
    """
    samples = as_finite(paired, "paired"), as_finite(unpaired, "unpaired")
    if not all(sample.size for sample in samples):
        raise ValueError("paired and unpaired must hold at least one difference each; got none")
    ax = axes_or_new(ax)
    edges = np.histogram_bin_edges(np.concatenate(samples), 60).tolist()
    ax.hist(samples[0], edges, label="the same patients for both")
    ax.hist(samples[1], edges, histtype="step", color="black", label="other patients for each")
    ax.axvline(0, linestyle="--", color="black", label="no difference")
    ax.set(xlabel=xlabel, ylabel="number of samples")
    spread, other = (float(sample.std()) for sample in samples)
    said = f"Standard deviation: {spread:.2g} paired, {other:.2g} unpaired"
    ax.set_title(said, loc="left")
    ax.legend()
    return ax


def plot_decision_costs(
    y_true: ArrayLike,
    y_proba: ArrayLike,
    *,
    false_alarm: float,
    miss: float,
    ax: Axes | None = None,
) -> Axes:
    """Draw what decisions cost in all, against the probability from which on one acts.

    Parameters
    ----------
    y_true : array_like of shape (n,)
        What happened, 0 or 1.
    y_proba : array_like of shape (n,)
        Forecast probabilities of a 1.
    false_alarm, miss : float
        Costs of acting on a 0, and of not acting on a 1.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; ``ax.lines[0]`` is the cost, ``ax.lines[1]`` the number of wrong decisions,
        ``ax.lines[2]`` marks the threshold that the costs demand.

    Raises
    ------
    TypeError, ValueError
        For outcomes and forecasts that are no probabilities or of unequal shapes, for negative
        costs, and if `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_decision_costs([0, 0, 1], [0.2, 0.4, 0.6], false_alarm=1, miss=4)
    >>> ax.get_title(loc="left")
    'The costs say: act from 0.2 on'
    """
    p = as_probability(y_proba, "y_proba")
    y = as_events(y_true, p)
    alarm_price, miss_price = (
        as_number(price, name, low=0)
        for price, name in ((false_alarm, "false_alarm"), (miss, "miss"))
    )
    if alarm_price + miss_price == 0:
        raise ValueError("false_alarm or miss: one of the two must be more than 0; both are 0")
    cut = alarm_price / (alarm_price + miss_price)
    ax, act = axes_or_new(ax), p >= CUTS[:, None]
    alarms, misses = (act & (y == 0)).sum(1), (~act & (y == 1)).sum(1)
    label = f"{alarm_price:g} per false alarm, {miss_price:g} per miss"
    ax.plot(CUTS, alarm_price * alarms + miss_price * misses, label=label)
    ax.plot(CUTS, alarms + misses, label="1 per wrong decision")
    ax.axvline(cut, linestyle=":", color="black", label="threshold by the costs")
    ax.set(xlabel="act from this probability on", ylabel="cost of all decisions", xlim=(0, 1))
    ax.set_ylim(0, None)
    ax.set_title(f"The costs say: act from {cut:.2g} on", loc="left")
    ax.legend(loc="upper center")
    return ax
