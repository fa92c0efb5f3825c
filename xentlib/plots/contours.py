"""Where a model of two features says what: lines of equal probability over the examples."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from xentlib._door.arrays import as_finite
from xentlib._door.distributions import as_probability
from xentlib._door.targets import as_events
from xentlib.numerics import FloatArray, logit
from xentlib.plots._parts import OPAQUE, axes_or_new, names_for

LINES = (0.1, 0.25, 0.5, 0.75, 0.9)  # equal steps of the logit, ln 3
FINE = 61  # places along each side where the logit is computed
MARKS = ("o", "^")


def plot_probability_contours(
    x: ArrayLike,
    y_true: ArrayLike,
    weights: ArrayLike,
    *,
    levels: ArrayLike = LINES,
    labels: Sequence[object] = ("0", "1"),
    ax: Axes | None = None,
) -> Axes:
    """Draw lines of equal probability of a logistic model over the examples that it was fitted to.

    The logit is ``bias + x @ w``, so the lines are straight and parallel. An arrow along w, which
    is the logit's gradient, leads from the first to the last of them.

    Parameters
    ----------
    x : array_like of shape (n, 2)
        Two features of each example.
    y_true : array_like of shape (n,)
        What happened, 0 or 1.
    weights : array_like of shape (3,)
        Bias and the weights of the two features; these are not both 0.
    levels : array_like, default=(0.1, 0.25, 0.5, 0.75, 0.9)
        Probabilities of a 1, two or more, increasing, between 0 and 1.
    labels : sequence of two names, default=("0", "1")
        Names of the outcomes, for the legend.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default on a new figure. Its units become equally long on both axes, so
        that right angles are seen as such.

    Returns
    -------
    matplotlib.axes.Axes
        The picture; each line bears its probability, and that of 0.5, the boundary, is thick.

    Raises
    ------
    TypeError, ValueError
        If shapes don't fit, `levels` do not increase between 0 and 1, or `ax` is no Axes.

    Examples
    --------
    >>> ax = plot_probability_contours([[0, 0], [2, 2]], [0, 1], [-3.0, 3.0, 0.0])
    >>> ax.get_title(loc="left")
    'p rises from 0.1 to 0.9 within a distance of 1.46'
    """
    features, theta = _as_table(x), _as_weights(weights)
    events = as_events(y_true, features[:, 0], "x[:, 0]")
    chances, names = _as_levels(levels), names_for(labels, 2)
    ax = axes_or_new(ax)
    for event, (name, mark) in enumerate(zip(names, MARKS, strict=True)):
        first, second = features[events == event].T
        edge, fill = f"C{event}", f"C{event}" if event else "none"
        ax.scatter(first, second, 16, fill, marker=mark, edgecolors=edge, lw=0.8, label=name)
    ax.set(xlabel="first feature x₁", ylabel="second feature x₂")
    ax.set_aspect("equal", adjustable="box")
    z = logit(chances)
    _draw_lines(ax, theta, z, chances)
    distance = float((z[-1] - z[0]) / np.linalg.norm(theta[1:]))
    said = f"p rises from {chances[0]:g} to {chances[-1]:g} within a distance of {distance:.2f}"
    ax.set_title(said, loc="left")
    ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
    return ax


def _draw_lines(ax: Axes, theta: FloatArray, z: FloatArray, chances: FloatArray) -> None:
    """Draw the lines with their values, and the arrow from the first to the last."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    middle = np.array([(left + right) / 2, (low + high) / 2])
    a, b = np.meshgrid(np.linspace(left, right, FINE), np.linspace(low, high, FINE))
    logits = theta[0] + theta[1] * a + theta[2] * b
    widths = [2.4 if p == 0.5 else 1.2 for p in chances]
    lines = ax.contour(a, b, logits, z, colors="black", linewidths=widths, linestyles="-")
    seen = [line for segments in lines.allsegs for line in segments if len(line)]
    written = dict(zip(z.tolist(), [f"p = {p:g}" for p in chances], strict=True))
    ends = [_outer_end(line, middle) for line in seen]
    for text in ax.clabel(lines, fmt=written, fontsize=9.5, manual=ends):
        text.set_bbox(OPAQUE)
    w = theta[1:]
    start = middle + w * (z[0] - theta[0] - middle @ w) / (w @ w)
    end = start + w * (z[-1] - z[0]) / (w @ w)
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": "black", "lw": 2.5})
    ax.annotate("along ∇z", end, (6, 0), textcoords="offset points", va="center", bbox=OPAQUE)


def _outer_end(line: FloatArray, middle: FloatArray) -> FloatArray:
    """Where the value of a line covers the fewest examples: near the end that is farther out."""
    near = len(line) // 8
    return max((line[near], line[-1 - near]), key=lambda at: float(np.hypot(*(at - middle))))


def _as_table(x: ArrayLike) -> FloatArray:
    features = as_finite(x, "x").astype(np.float64)
    if features.ndim != 2 or features.shape[1] != 2 or not len(features):
        raise ValueError(
            f"x must hold two features per example, shape (n, 2); got the shape {features.shape}"
        )
    return features


def _as_weights(weights: ArrayLike) -> FloatArray:
    theta = as_finite(weights, "weights").astype(np.float64)
    if theta.shape != (3,) or not theta[1:].any():
        raise ValueError(
            f"weights must hold a bias and two weights that are not both 0; got {theta.tolist()}"
        )
    return theta


def _as_levels(levels: ArrayLike) -> FloatArray:
    chances = as_probability(levels, "levels").astype(np.float64)
    inside = (chances > 0) & (chances < 1)
    if (
        chances.ndim != 1
        or len(chances) < 2
        or not (np.diff(chances) > 0).all()
        or not inside.all()
    ):
        raise ValueError(
            f"levels must be two or more probabilities between 0 and 1 that increase; "
            f"got {chances.tolist()}"
        )
    return chances
