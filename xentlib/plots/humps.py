"""Two humps of probability and one bell for each direction of KL, on prepared Axes."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from xentlib.numerics import FloatArray

X = np.linspace(-8, 8, 321)


def bell(x: FloatArray, mean: float, scale: float) -> FloatArray:
    """Density of a Gaussian.

    Parameters
    ----------
    x : ndarray
        Where, in any shape.
    mean, scale : float
        Its mean and its standard deviation.

    Returns
    -------
    ndarray
        Of the shape of x, in 1 per unit of x.

    Examples
    --------
    >>> print(bell(np.array([0.0, 2.0]), 0, 1).round(4))
    [0.3989 0.054 ]
    """
    return np.exp(-(((x - mean) / scale) ** 2) / 2) / (scale * np.sqrt(2 * np.pi))


class Humps:
    """A filled truth and two bells, which can be moved.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    top : float
        Upper end of the ordinate, in 1 per unit of x.
    """

    def __init__(self, ax: Axes, top: float) -> None:
        self.ax = ax
        (self.truth,) = ax.fill([*X, X[-1], X[0]], [0.0] * (len(X) + 2), fc="0.8", ec="0.5")
        (self.forward,) = ax.plot(X, 0 * X, "C0-", zorder=3)
        (self.reverse,) = ax.plot(X, 0 * X, "C1--", zorder=4)
        ax.set(xlim=(X[0], X[-1]), ylim=(0, top), xlabel="x", ylabel="density (1 / unit of x)")
        ax.legend(
            [self.truth, self.forward, self.reverse],
            ["truth p", "best q, forward KL(p‖q)", "best q, reverse KL(q‖p)"],
            loc="upper left",
            ncols=3,
        )

    def move(
        self,
        density: Callable[[FloatArray], FloatArray],
        forward: tuple[float, float],
        reverse: tuple[float, float],
    ) -> None:
        """Show another truth and its two bells.

        Parameters
        ----------
        density : callable
            The truth's density at an array of places.
        forward, reverse : tuple of float
            Mean and standard deviation of each bell.
        """
        self.truth.set_xy(np.stack([[*X, X[-1], X[0]], [*density(X), 0, 0]], axis=-1))
        self.forward.set_ydata(bell(X, *forward))
        self.reverse.set_ydata(bell(X, *reverse))
