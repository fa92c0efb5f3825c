"""What a loss costs: exponentials, bytes, and the machines that share the work."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider

MACHINES = np.geomspace(1, 1000, 121)
READ = 10e9  # bytes a second
WIDTH = 8  # bytes of a logit
PRESETS = {
    "ten classes": {"rows": 8.0, "classes": 1.0},
    "a vocabulary": {"rows": 7.0, "classes": 5.0},
    "a slow network": {"message": 100.0},
}


def seconds(rows: float, classes: float, exp: float, message: float) -> tuple[float, float, float]:
    """Time of the exponentials and of reading on one machine, and of one message."""
    logits = 10.0 ** (rows + classes)
    return logits * exp * 1e-9, logits * WIDTH / READ, message * 1e-3


def prepare_cost(figure: Figure) -> Callable[..., str]:
    """Draw the time of an evaluation over the number of machines.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(rows, classes, exp, message)``, which moves the picture and returns its sentence.
    """
    lines, best = _frame(figure.subplots())

    def update(**at: float) -> str:
        exps, reads, message = seconds(**at)
        shared, messages = (exps + reads) / MACHINES, message * (MACHINES - 1)
        total = shared + messages
        place = int(total.argmin())
        for line, values in zip(lines, (shared, messages, total), strict=True):
            line.set_data(MACHINES, np.maximum(values, 1e-9))
        best.set_data([MACHINES[place]], [total[place]])
        size = 10.0 ** (at["rows"] + at["classes"]) * WIDTH
        return (
            f"{_bytes(size)} of logits. One machine: {exps:.3g} s for exponentials, {reads:.3g} s "
            f"for reading. {_many(place)}: {total[place]:.3g} s, "
            f"{(exps + reads) / total[place]:.3g} times as fast."
        )

    return update


def _bytes(size: float) -> str:
    return f"{size / 1e9:.3g} GB" if size >= 1e9 else f"{size / 1e6:.3g} MB"


def _many(place: int) -> str:
    """Say how many machines are best, or that the picture ends before."""
    if place == 0:
        return "Best with one machine"
    if place == len(MACHINES) - 1:
        return f"Best with {MACHINES[-1]:.0f} machines or more; with these"
    return f"Best with about {MACHINES[place]:.0f} machines"


def _frame(ax: Axes) -> tuple[list[Line2D], Line2D]:
    """Axes, curves without data, and the mark of the shortest time."""
    ax.set(xscale="log", yscale="log", xlim=(1, 1000), ylim=(1e-3, 1e5))
    ax.set(xlabel="machines", ylabel="time (s)")
    ax.set_title("● shortest; machines share the work, and each adds a message", loc="left")
    looks = {"exponentials and reading": "C0--", "messages": "C1:", "both": "k-"}
    lines = [ax.plot([], [], look, lw=2, label=label)[0] for label, look in looks.items()]
    (best,) = ax.plot([], [], "o", color="C3", mec="k", ms=9)
    ax.legend(loc="upper right")
    return lines, best


def explore_cost() -> Explorer:
    """Choose the size of a table of logits and a network: read what its loss costs.

    Returns
    -------
    Explorer
        With the controls rows and classes, as powers of ten, exp, in nanoseconds for one
        exponential, and message, in milliseconds for each machine but the first. Logits of
        float64 are read at 10 GB a second.

    Examples
    --------
    >>> explorer = explore_cost()
    >>> explorer.set(rows=8.0, classes=1.0, exp=5.0, message=3.0)
    >>> explorer.sentence.partition(". ")[0]
    '8 GB of logits'
    """
    controls: dict[str, Any] = {
        "rows": slider("log10 of rows", 6.0, 3.0, 9.0, step=0.5),
        "classes": slider("log10 of classes", 3.0, 0.5, 6.0, step=0.5),
        "exp": slider("ns per exp", 3.0, 0.5, 10.0, step=0.5),
        "message": slider("ms per message", 3.0, 0.5, 100.0, step=0.5),
    }
    return Explorer(prepare_cost, presets=PRESETS, **controls)
