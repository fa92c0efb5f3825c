"""The triangle of all distributions over three outcomes, and what lies near one of them in it."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from xentlib.numerics import FloatArray

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
ANGLES = np.linspace(0, 2 * np.pi, 181)
# Steps in all directions that keep the sum: along the side AB, and at right angles towards C.
STEPS = np.outer(np.cos(ANGLES), [-1, 1, 0]) + np.outer(np.sin(ANGLES), [-1, -1, 2]) / np.sqrt(3)
HALVINGS = 26  # of the way to the edge: far below a pixel

Divergence = Callable[[FloatArray, FloatArray], FloatArray]


def ball(centre: FloatArray, radius: float, divergence: Divergence) -> FloatArray:
    """Outline, from the centre in all directions, of what diverges by a radius at most.

    Both divergences grow along every ray, so that each ray is halved until the outline is met;
    a ray that nowhere diverges enough ends at the triangle's edge.

    Parameters
    ----------
    centre : ndarray, shape (3,)
        Positive probabilities.
    radius : float
        In the units of the divergence.
    divergence : callable
        From the centre and others, both of shape (n, 3), to n divergences.

    Returns
    -------
    ndarray, shape (181, 3)
        Distributions, the first of them again at the end.
    """
    with np.errstate(divide="ignore", invalid="ignore"):  # at the edge, 0 / 0
        to_edge = np.where(STEPS < 0, -centre / STEPS, np.inf).min(1, keepdims=True)
    inner, outer = np.zeros_like(to_edge), to_edge
    middles = np.broadcast_to(centre, STEPS.shape)
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        points = np.maximum(centre + middle * STEPS, 0)
        inside = divergence(middles, points / points.sum(1, keepdims=True))[:, None] <= radius
        inner, outer = np.where(inside, middle, inner), np.where(inside, outer, middle)
    return centre + inner * STEPS


def off_edge(outline: FloatArray) -> FloatArray:
    """Blank what of an outline runs along the triangle's edge; points that only touch it stay.

    Parameters
    ----------
    outline : ndarray, shape (n, 3)
        Distributions along it.

    Returns
    -------
    ndarray, shape (n, 3)
        The same with NaN in the rows of the edge that have no neighbour inside the triangle.
    """
    inside = outline.min(1) > 1e-9
    seen = inside | np.r_[inside[1:], False] | np.r_[False, inside[:-1]]
    return np.where(seen[:, None], outline, np.nan)


def share(outline: FloatArray) -> float:
    """Share of the triangle's area inside an outline.

    Parameters
    ----------
    outline : ndarray, shape (n, 3)
        Distributions along it, the first of them again at the end.

    Returns
    -------
    float
        From 0 to 1.
    """
    x, y = (outline[:, :2] - outline[0, :2]).T  # any two coordinates will do for a ratio
    return float(abs(x[:-1] @ y[1:] - x[1:] @ y[:-1]))  # the triangle's own is 1


def frame(ax: Axes, names: Sequence[str], what: str) -> None:
    """Draw the triangle with its corners' names, and room for words on its right.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Names of the three corners.
    what : str
        What a point of the triangle is.
    """
    ax.set(aspect="equal", xlim=(-0.35, 2.1), ylim=(-0.1, 0.95), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.set_xlabel(f"every point is a {what} over {', '.join(names)}", loc="left")
    ax.add_patch(Polygon(CORNERS, closed=True, fc="none", ec="0.1", lw=1.2, zorder=3.2))
    for name, (x, y), side in zip(names, CORNERS, ("right", "left", "center"), strict=True):
        ax.text(x, y, f"   {name}   ", ha=side, va="bottom" if y else "center")
