"""A loss over the plane of its two parameters, and the paths that optimisers take on it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib.numerics import FloatArray
from xentlib.plots._parts import axes_or_new

Objective = Callable[[FloatArray], Any]
STEPS = 61  # places along each side where the loss is computed
LEVELS = 14
HALO = [withStroke(linewidth=3.5, foreground="white")]  # a path is seen on dark shades, too


class LossSurface:
    """Contours of a loss on prepared Axes, with a path that can change.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    objective : callable
        From an array of two parameters to the loss, or to the loss and its gradient.
    xlim, ylim : pair of float
        Ends of the first and the second parameter.
    """

    def __init__(
        self,
        ax: Axes,
        objective: Objective,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
    ) -> None:
        x, y = np.linspace(*xlim, STEPS), np.linspace(*ylim, STEPS)
        self.losses = np.array([[_loss(objective, np.array([a, b])) for a in x] for b in y])
        self.levels = _levels(self.losses)
        self.shades = ax.contourf(x, y, self.losses, self.levels, cmap="Blues", alpha=0.75)
        ax.contour(x, y, self.losses, self.levels, colors="0.6", linewidths=0.6)
        (self.path,) = ax.plot([], [], ".-", color="C1", lw=1.2, ms=5, path_effects=HALO)
        (self.end,) = ax.plot([], [], "o", color="black")
        ax.set(xlim=xlim, ylim=ylim, xlabel="first parameter w₁", ylabel="second parameter w₂")
        ax.grid(visible=False)

    def move(self, path: FloatArray) -> None:
        """Show a path, an array of shape (steps, 2), and mark its end.

        Parameters
        ----------
        path : ndarray, shape (n_steps, 2)
            Two parameters for each step.
        """
        self.path.set_data(*path.T)
        self.end.set_data(*path[-1:].T)


def _loss(objective: Objective, parameters: FloatArray) -> float:
    seen = objective(parameters)
    return float(seen[0] if isinstance(seen, tuple) else seen)


def _levels(losses: FloatArray) -> FloatArray:
    """Levels that lie closer to each other towards the bottom."""
    low, high = float(losses.min()), float(losses.max())
    if high == low:
        return np.array([low, low + 1])
    return low + (high - low) * np.linspace(0, 1, LEVELS) ** 2


def plot_loss_surface(
    objective: Objective,
    *,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    paths: Mapping[str, ArrayLike] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a loss of two parameters as a map, the darker the dearer, and paths across it.

    Parameters
    ----------
    objective : callable
        From an array of two parameters to the loss in nats, or to the loss and its gradient.
    xlim, ylim : pair of float
        Ends of the first and the second parameter.
    paths : mapping of str to array_like of shape (n_steps, 2), optional
        Paths by name; each ends at a black dot.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture, with the scale of the loss beside it.

    Raises
    ------
    TypeError, ValueError
        If `objective` is no function, a path no finite array of shape (n_steps, 2), or `ax` no
        Axes.

    Examples
    --------
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> ax = plot_loss_surface(bowl, xlim=(-1, 1), ylim=(-1, 1), paths={"GD": [[1, 1], [0, 0]]})
    >>> ax.get_legend_handles_labels()[1]
    ['GD']
    """
    if not callable(objective):
        raise TypeError(f"objective must be a function of two parameters; got {objective!r}")
    walks = {name: _as_path(name, path) for name, path in (paths or {}).items()}
    ax = axes_or_new(ax)
    surface = LossSurface(ax, objective, xlim, ylim)
    for i, (name, walk) in enumerate(walks.items(), 1):
        ax.plot(*walk.T, color=f"C{i}", marker=".", ms=5, lw=1.4, label=name, path_effects=HALO)
        ax.plot(*walk[-1], "o", color="black")
    if walks:
        ax.legend(frameon=True, framealpha=0.9, edgecolor="none")
    bar = ax.figure.colorbar(surface.shades, ax=ax, label="mean loss L (nats)")
    ticks = surface.levels[::3].tolist()
    bar.set_ticks(ticks, labels=[f"{level:.2f}" for level in ticks])
    low, high = float(surface.losses.min()), float(surface.losses.max())
    ax.set_title(f"The loss goes from {low:.3g} to {high:.3g} nats", loc="left")
    return ax


def _as_path(name: str, path: ArrayLike) -> FloatArray:
    walk = as_finite(path, f"paths[{name!r}]").astype(np.float64)
    if walk.ndim != 2 or walk.shape[1] != 2 or not len(walk):
        raise ValueError(
            f"paths[{name!r}] must hold two parameters per step, shape (n_steps, 2); "
            f"got the shape {walk.shape}"
        )
    return walk
