"""What lies within some bits of a distribution over three outcomes, in both directions of KL."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon
from numpy.typing import ArrayLike

from xentlib._door.distributions import as_distribution
from xentlib._door.numbers import as_number
from xentlib.information import kl_divergence
from xentlib.numerics import FloatArray
from xentlib.plots._parts import amount, axes_or_new, names_for
from xentlib.plots.triangle import CORNERS, ball, frame, share


def _forward(centre: FloatArray, others: FloatArray) -> FloatArray:
    return kl_divergence(centre, others, base=2)


def _reverse(centre: FloatArray, others: FloatArray) -> FloatArray:
    return kl_divergence(others, centre, base=2)


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
        self.values = [ax.text(1.15, y, "", va="center", linespacing=1.4) for y in (0.62, 0.3)]

    @staticmethod
    def _outline(ax: Axes, colour: str, dash: str, opacity: float) -> Polygon:
        outline = Polygon(CORNERS, fc=(colour, opacity), ec=colour, ls=dash, lw=2, zorder=4)
        ax.add_patch(outline)
        return outline

    def move(self, centre: FloatArray, radii: Sequence[float]) -> tuple[float, float]:
        """Show the balls about a centre; return the largest ones' shares of the triangle.

        Parameters
        ----------
        centre : ndarray, shape (3,)
            Positive probabilities.
        radii : sequence of float
            In bits, as many as were asked for.

        Returns
        -------
        tuple of float
            The solid ball's share and the dashed one's, from 0 to 1.
        """
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
