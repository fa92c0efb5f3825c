"""The triangle of all distributions over three outcomes, and what lies near one of them in it."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution
from xentlib._door.numbers import as_number
from xentlib.information import kl_divergence
from xentlib.numerics import FloatArray
from xentlib.plots._parts import amount, axes_or_new, names_for

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
ANGLES = np.linspace(0, 2 * np.pi, 181)
# Steps in all directions that keep the sum: along the side AB, and at right angles towards C.
STEPS = np.outer(np.cos(ANGLES), [-1, 1, 0]) + np.outer(np.sin(ANGLES), [-1, -1, 2]) / np.sqrt(3)
HALVINGS = 26  # of the way to the edge: far below a pixel

Divergence = Callable[[FloatArray, FloatArray], FloatArray]


def _forward(centre: FloatArray, others: FloatArray) -> FloatArray:
    return kl_divergence(centre, others, base=2)


def _reverse(centre: FloatArray, others: FloatArray) -> FloatArray:
    return kl_divergence(others, centre, base=2)


def ball(centre: FloatArray, radius: float, divergence: Divergence) -> FloatArray:
    """Outline, from the centre in all directions, of what diverges by a radius at most.

    Both divergences grow along every ray, so that each ray is halved until the outline is met;
    a ray that nowhere diverges enough ends at the triangle's edge.
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


def share(outline: FloatArray) -> float:
    """Share of the triangle's area inside an outline."""
    x, y = (outline[:, :2] - outline[0, :2]).T  # any two coordinates will do for a ratio
    return float(abs(x[:-1] @ y[1:] - x[1:] @ y[:-1]))  # the triangle's own is 1


def frame(ax: Axes, names: Sequence[str], what: str) -> None:
    """Draw the triangle with its corners' names, and room for words on its right."""
    ax.set(aspect="equal", xlim=(-0.35, 2.1), ylim=(-0.1, 0.95), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.set_xlabel(f"every point is a {what} over {', '.join(names)}", loc="left")
    ax.add_patch(Polygon(CORNERS, closed=True, fc="none", ec="0.1", lw=1.2, zorder=2))
    for name, (x, y), side in zip(names, CORNERS, ("right", "left", "center"), strict=True):
        ax.text(x, y, f"   {name}   ", ha=side, va="bottom" if y else "center")


class KLBalls:
    """Two balls about a centre in the triangle, one for each direction of KL; both can move.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        Names of the three outcomes.
    n : int
        Number of radii.
    """

    def __init__(self, ax: Axes, names: Sequence[str], n: int = 1) -> None:
        frame(ax, names, "distribution")
        self.forward = [self._outline(ax, "C0", "-", 0.25) for _ in range(n)]
        self.reverse = [self._outline(ax, "C1", "--", 0.0) for _ in range(n)]
        (self.dot,) = ax.plot([], [], "ko", ms=5, zorder=5)
        self.values = [
            ax.text(1.15, y, "", color=colour, va="center", linespacing=1.4)
            for y, colour in ((0.62, "C0"), (0.3, "C1"))
        ]

    @staticmethod
    def _outline(ax: Axes, colour: str, dash: str, opacity: float) -> Polygon:
        outline = Polygon(CORNERS, fc=(colour, opacity), ec=colour, ls=dash, lw=2, zorder=4)
        ax.add_patch(outline)
        return outline

    def move(self, centre: FloatArray, radii: Sequence[float]) -> tuple[float, float]:
        """Show the balls about a centre; return the largest ones' shares of the triangle."""
        shares = []
        for outlines, divergence in ((self.forward, _forward), (self.reverse, _reverse)):
            points = [ball(centre, radius, divergence) for radius in radii]
            for outline, around in zip(outlines, points, strict=True):
                outline.set_xy(around @ CORNERS)
            shares.append(share(points[int(np.argmax(radii))]))
        self.dot.set_data(*(centre @ CORNERS)[:, None])
        widest = amount(max(radii), 2)
        for text, what, part in zip(
            self.values,
            ("— KL(c‖q): c true, q believed", "- - KL(q‖c): q true, c believed"),
            shares,
            strict=True,
        ):
            text.set_text(f"{what}\n{100 * part:.0f} % of all q within {widest}")
        return shares[0], shares[1]


def plot_kl_balls(
    centre: ArrayLike,
    radii: Sequence[float] = (0.05, 0.3),
    *,
    labels: Sequence[object] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw what lies within some bits of a distribution over three outcomes, both ways.

    Solid and filled: beliefs q that cost at most that much where the centre is true, KL(c‖q).
    Dashed: truths q about which the centre costs at most that much, KL(q‖c).

    Parameters
    ----------
    centre : array_like, shape (3,)
        Where the balls are; every outcome must be possible.
    radii : sequence of float
        In bits.
    labels : sequence, optional
        A name for each outcome; by default their numbers.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The picture. After the triangle, ``ax.patches`` are the solid balls, then the dashed.

    Raises
    ------
    TypeError, ValueError
        If `centre` is no distribution over three possible outcomes, a radius is negative or there
        is none, `labels` don't fit, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_kl_balls([0.6, 0.3, 0.1], labels="ABC")
    >>> ax.get_title(loc="left")
    'Within 0.3 bits of c lie 29 % by KL(c‖q), 30 % by KL(q‖c)'
    """
    c = as_distribution(centre, "centre").astype(np.float64)
    if c.shape != (3,) or not c.all():
        raise ValueError(f"centre must hold three positive probabilities; got {c.tolist()}")
    if not len(radii):
        raise ValueError("radii must hold at least one number of bits; got none")
    bits, names = [as_number(r, "radii", low=0) for r in radii], names_for(labels, 3)
    ax = axes_or_new(ax)
    there, back = (100 * part for part in KLBalls(ax, names, len(bits)).move(c, bits))
    said = (
        f"Within {amount(max(bits), 2)} of c lie {there:.0f} % by KL(c‖q), {back:.0f} % by KL(q‖c)"
    )
    ax.set_title(said, loc="left")
    return ax
