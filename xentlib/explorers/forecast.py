"""Say how sure you are and see what it may cost."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.information import surprisal

SAID = np.linspace(0.005, 0.995, 199)
PRESETS = {
    "no idea": {"yes": 0.5},
    "fairly sure": {"yes": 0.8},
    "very sure": {"yes": 0.99},
}


def prepare_forecast(figure: Figure) -> Callable[..., str]:
    """Draw what a forecast of "yes" pays if yes comes and if no comes; its probability moves.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(yes)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    ax.plot(SAID, surprisal(SAID, base=2), "-")
    ax.plot(SAID, surprisal(1 - SAID, base=2), "--")
    ax.annotate("if it is yes", (0.04, 5.2))
    ax.annotate("if it is no", (0.96, 5.2), ha="right")
    (marks,) = ax.plot([], [], "ko:")
    ax.set(xlim=(0, 1), ylim=(0, 8), xlabel='your probability of "yes"', ylabel="you pay (bits)")
    ax.set_title("Being sure is cheap when you are right, and ruinous when not", loc="left")

    def update(yes: float) -> str:
        right, wrong = (float(surprisal(p, base=2)) for p in (yes, 1 - yes))
        marks.set_data([yes, yes], [right, wrong])
        return f'At {yes:.2f} for "yes" you pay {right:.2f} bits if it is yes, {wrong:.2f} if not.'

    return update


def explore_forecast() -> Explorer:
    """Move a forecast between sure of no and sure of yes, and read its two prices.

    Returns
    -------
    Explorer
        With the control `yes`: the probability given to "yes".

    Examples
    --------
    >>> explorer = explore_forecast()
    >>> explorer.controls["yes"].value = 0.75
    >>> explorer.sentence
    'At 0.75 for "yes" you pay 0.42 bits if it is yes, 2.00 if not.'
    """
    yes = slider("yes", 0.5, 0.01, 0.99, step=0.01)
    return Explorer(prepare_forecast, presets=PRESETS, yes=yes)
