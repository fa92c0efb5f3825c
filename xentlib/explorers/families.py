"""Choose a family of distributions: what an observation costs, and how it pulls."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.likelihoods import (
    binomial_nll,
    gaussian_nll,
    laplace_nll,
    poisson_nll,
    student_t_nll,
)
from xentlib.numerics import FloatArray

TRIALS, DF = 16, 3.0
STEEP = (1.0, 2.0, 4.0, 8.0, 17.0)  # where the slopes' axis may end
LINE, COUNTS = np.linspace(0, TRIALS, 321), np.arange(TRIALS + 1.0)
PRESETS = {
    "Gaussian": {"family": 1},
    "Laplace": {"family": 2},
    "Student's t": {"family": 3},
    "Poisson": {"family": 4},
    "Binomial": {"family": 5},
}


@dataclass(frozen=True)
class Family:
    """A family of distributions of a number, with a mean and, of a measurement, a width.

    Attributes
    ----------
    name, output : str
        Of the family, and of the parameter in which its slope is taken.
    price, slope : callable
        From observations, a mean and a width: nats, and nats per unit of `output`.
    spread : callable or None
        Standard deviation of a count, from its mean; None of a measurement.
    """

    name: str
    output: str
    price: Callable[[FloatArray, FloatArray, float], FloatArray]
    slope: Callable[[FloatArray, float, float], FloatArray]
    spread: Callable[[float], float] | None = None

    @property
    def places(self) -> FloatArray:
        """Observations at which it is drawn: whole numbers if they are counts."""
        return COUNTS if self.spread else LINE


FAMILIES = (
    Family("Gaussian", "μ", gaussian_nll, lambda y, m, s: (m - y) / s**2),
    Family("Laplace", "μ", laplace_nll, lambda y, m, s: np.sign(m - y) / s),
    Family(
        f"Student's t, ν = {DF:g}",
        "μ",
        lambda y, m, s: student_t_nll(y, m, s, DF),
        lambda y, m, s: (DF + 1) * (m - y) / (DF * s**2 + (m - y) ** 2),
    ),
    Family("Poisson", "ln μ", lambda y, m, _: poisson_nll(y, m), lambda y, m, _: m - y, np.sqrt),
    Family(
        f"Binomial of {TRIALS}",
        "the logit",
        lambda y, m, _: binomial_nll(y, TRIALS, np.log(m / (TRIALS - m))),
        lambda y, m, _: m - y,
        lambda m: np.sqrt(m * (1 - m / TRIALS)),
    ),
)


class _Panel:
    """One function of the observation, and its value at the one that came."""

    def __init__(self, figure: Figure, place: int, title: str, limits: tuple[float, float]) -> None:
        self.ax = ax = figure.add_subplot(1, 3, place)
        (self.curve,) = ax.plot([], [], "C0-", lw=2, ms=4)
        (self.mark,) = ax.plot([], [], "o", color="C1", ms=9, zorder=3, clip_on=False)
        self.centre: Line2D = ax.axvline(np.nan, color="black", ls="--", lw=1)
        ax.set(xlim=(-0.5, TRIALS + 0.5), ylim=limits, xlabel="observation y")
        ax.set_xticks([0, 4, 8, 12, 16])
        ax.locator_params(axis="y", nbins=5)  # the labels of more are wide
        self.title = ax.set_title(title, loc="left", fontsize=11)

    def scale(self, largest: float, title: str) -> None:
        """Let the axis end at the next of its steps: where it stays, it is not drawn again."""
        end = next((step for step in STEEP if largest < step), STEEP[-1])
        if end != self.ax.get_ylim()[1]:
            self.ax.set_ylim(-end, end)
        self.title.set_text(title)

    def move(self, x: FloatArray, y: FloatArray, mark: tuple[float, float], centre: float) -> None:
        self.curve.set_data(x, y)
        self.curve.set_marker("s" if x is COUNTS else "")
        self.curve.set_linestyle(":" if x is COUNTS else "-")
        low, high = self.ax.get_ylim()
        self.mark.set_data([mark[0]], [min(max(mark[1], low), high)])
        self.mark.set_marker("v" if mark[1] < low else "^" if mark[1] > high else "o")
        self.centre.set_xdata([centre, centre])


def prepare_families(figure: Figure) -> Callable[..., str]:
    """Draw a distribution, its price and its slope over the observation.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(family, mean, width, observed)``, which moves the picture and returns its
        sentence.
    """
    panels = (
        _Panel(figure, 1, "p(y); dashed: μ", (0, 1.4)),
        _Panel(figure, 2, "−ln p(y) (nats)", (-1, 12)),
        _Panel(figure, 3, "", (-STEEP[-1], STEEP[-1])),
    )

    def update(family: int, mean: float, width: float, observed: int) -> str:
        it, y = FAMILIES[family - 1], float(observed)
        at = np.append(it.places, y)
        price, slope = it.price(at, np.full(at.shape, mean), width), it.slope(at, mean, width)
        panels[2].scale(
            float(np.abs(slope).max()), f"slope in {it.output.removeprefix('the ')} (nats)"
        )
        for panel, values in zip(panels, (np.exp(-price), price, slope), strict=True):
            panel.move(it.places, values[:-1], (y, values[-1]), mean)
        wide = f"its width is {it.spread(mean):.2f}" if it.spread else f"width {width:.1f}"
        kind = "probability" if it.spread else "density"
        return (
            f"{it.name}, mean {mean:.1f}, {wide}: y = {observed} has the {kind} "
            f"{np.exp(-price[-1]):.3g} and costs {price[-1]:.2f} nats. "
            f"Slope in {it.output}: {slope[-1] + 0.0:+.2f}."
        ).replace("-", "−")

    return update


def explore_families() -> Explorer:
    """Choose a family, its mean and width, and an observation: read its price and its slope.

    Returns
    -------
    Explorer
        With the controls family (from 1 to 5, as the buttons name them), mean, width (of
        measurements; a count's width follows from its mean) and observed, from 0 to 16. The slope
        is that of the price in what a model outputs: a measurement's mean, the logarithm of a
        Poisson mean, the logit of a Binomial share.

    Examples
    --------
    >>> explorer = explore_families()
    >>> explorer.set(family=4, mean=8.0, observed=12)
    >>> explorer.sentence.rpartition(". ")[2]
    'Slope in ln μ: −4.00.'
    """
    controls = {
        "family": slider("family", 1, 1, len(FAMILIES)),
        "mean": slider("mean μ", 8.0, 0.5, 15.5, step=0.5),
        "width": slider("width", 1.0, 0.3, 4.0, step=0.1),
        "observed": slider("observed y", 11, 0, TRIALS),
    }
    return Explorer(prepare_families, presets=PRESETS, **controls)
