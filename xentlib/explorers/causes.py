"""Guess why a loss stands where it stands: match the curve of a hidden program."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray

MARGINS = np.linspace(0, 12, 49)  # nats by which the true class's logit leads the others
CAUSES = (
    "no trap",
    "softmax twice",
    "smoothed targets",
    "random labels",
    "focal, α = 0.25",
    "divided by K",
    "shown in bits",
)
HIDDEN = (  # cause, number of classes, share
    ("softmax twice", 10, 0.1),
    ("focal, α = 0.25", 4, 0.1),
    ("random labels", 10, 0.4),
    ("shown in bits", 8, 0.1),
    ("softmax twice", 2, 0.1),
)
SAME = 0.005  # nats: nobody reads a curve better than this
TWINS = {"smoothed targets": "random labels", "random labels": "smoothed targets"}


def printed_loss(cause: str, n_classes: int, share: float, margins: FloatArray) -> FloatArray:
    """Loss that a program prints while the true class's logit pulls ahead of all others.

    Parameters
    ----------
    cause : str
        One of `CAUSES`: what the program does to the cross-entropy.
    n_classes : int
        How many classes there are.
    share : float
        Part of the mass that smoothing moves, or of the labels that are drawn at random; the
        other causes have no share.
    margins : ndarray of float64
        Lead of the true class's logit over the others, which are equal, in nats.

    Returns
    -------
    ndarray of float64
        In the shape of `margins`: in nats, or in bits where that is the cause.

    Examples
    --------
    >>> printed_loss("softmax twice", 10, 0.0, np.array([0.0, 50.0])).round(4)
    array([2.3026, 1.4612])
    """
    others = n_classes - 1
    loss: FloatArray = np.log1p(others * np.exp(-margins))  # of the true class
    p = np.exp(-loss)
    if cause == "softmax twice":
        return np.asarray(np.log1p(others * np.exp((1 - p) / others - p)))
    if cause in TWINS:  # a random label, and a smoothed target, ask for each class alike
        return np.asarray(loss + share * others / n_classes * margins)
    scale = {
        "focal, α = 0.25": 0.25 * (1 - p) ** 2,
        "divided by K": 1 / n_classes,
        "shown in bits": 1 / np.log(2),
    }
    return np.asarray(loss * scale.get(cause, 1.0))


def prepare_causes(figure: Figure) -> Callable[..., str]:
    """Draw a hidden program's curve and yours; moved by case, cause, classes and share.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(case, cause, classes, share)``, which returns the sentence.
    """
    ax = figure.subplots()
    (hidden,) = ax.plot(MARGINS, MARGINS, "o", ms=4, color="0.35", label="hidden program")
    (yours,) = ax.plot(MARGINS, MARGINS, "-", lw=2, color="C1", label="yours")
    ax.set(xlim=(0, 12), ylim=(0, 4.8), ylabel="printed loss")
    ax.set_xlabel("lead of the true class's logit (nats)")
    ax.set_title("The start and the lowest point tell most causes apart", loc="left")
    ax.legend(loc="upper right")

    def update(case: int, cause: int, classes: int, share: float) -> str:
        mine = printed_loss(CAUSES[cause], classes, share, MARGINS)
        its = printed_loss(*HIDDEN[case - 1], MARGINS)
        hidden.set_ydata(its)
        yours.set_ydata(mine)
        return f"Case {case} {_range(its)}. {_named(cause, classes, share)} {_range(mine)}" + (
            _verdict(float(np.abs(mine - its).max()), cause)
        )

    return update


def _range(curve: FloatArray) -> str:
    return f"starts at {curve[0]:.3f}, and its lowest is {curve.min():.3f}"


def _named(cause: int, classes: int, share: float) -> str:
    with_share = f", share {share:.2f}" if CAUSES[cause] in TWINS else ""
    return f"Yours ({CAUSES[cause]}, K = {classes}{with_share})"


def _verdict(apart: float, cause: int) -> str:
    if apart > SAME:
        return f". They differ by up to {apart:.2f}."
    twin = TWINS.get(CAUSES[cause])
    return f". They are equal, and {twin} would be, too." if twin else ". They are equal."


def explore_causes() -> Explorer:
    """Match the loss of five hidden programs by a cause, a number of classes and a share.

    Returns
    -------
    Explorer
        With the controls `case`, `cause` (the number of one of seven), `classes` and `share`,
        and a preset for each cause.

    Examples
    --------
    >>> explorer = explore_causes()
    >>> explorer.set(case=1, cause=1, classes=10)
    >>> explorer.sentence.split(". ")[-1]
    'They are equal.'
    """
    return Explorer(
        prepare_causes,
        presets={name: {"cause": number} for number, name in enumerate(CAUSES)},
        case=slider("case", 1, 1, len(HIDDEN)),
        cause=slider("cause", 3, 0, len(CAUSES) - 1),
        classes=slider("K, classes", 5, 2, 20),
        share=slider("share", 0.3, 0.0, 0.9, step=0.05),
    )
