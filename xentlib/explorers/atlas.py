"""Choose an application: its outcomes, targets and mask, and what they make of one loss."""

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.explorers._tasks import TASKS, Task

MOST = max(len(task.places) for task in TASKS)
PRESETS = {task.name: {"application": number} for number, task in enumerate(TASKS, 1)}


class _Grid:
    """Probabilities as shades, outcomes by places; dots for targets, hatching for the mask."""

    def __init__(self, figure: Figure) -> None:
        self.ax = figure.subplots()
        self.shades = self.ax.imshow([[0.0]], cmap="Blues", vmin=0, vmax=1.3, aspect="auto")
        self.dots = self.ax.scatter([], [], color="black", zorder=3)
        self.masks = [
            Rectangle((0, 0), 1, 1, fc="none", ec="0.45", hatch="//") for _ in range(MOST)
        ]
        for patch in self.masks:
            self.ax.add_patch(patch)
        self.prices = [self.ax.text(i, -0.56, "", ha="center", va="bottom") for i in range(MOST)]
        self.ax.grid(visible=False)
        self.ax.set_title("Shade: forecast. Dot: target. Above: nats", loc="left", pad=22)

    def move(self, task: Task, sureness: float, weights: tuple[float, ...]) -> None:
        n, k = len(task.places), len(task.outcomes)
        self.shades.set_data(task.forecast(sureness).T)
        self.shades.set_extent((-0.5, n - 0.5, k - 0.5, -0.5))
        self.ax.set(xlim=(-0.5, n - 0.5), ylim=(k - 0.5, -0.5))
        marks = [
            f"{p}\nm = {w:g}".replace("-", "−") for p, w in zip(task.places, weights, strict=True)
        ]
        self.ax.set_xticks(range(n), marks)
        self.ax.set_yticks(range(k), task.outcomes)
        place, outcome = np.nonzero(task.targets)
        self.dots.set_offsets(np.c_[place, outcome])
        self.dots.set_sizes(120 * task.targets[place, outcome])
        prices = task.prices(sureness)
        for i, (patch, text) in enumerate(zip(self.masks, self.prices, strict=True)):
            patch.set_bounds(i - 0.5, -0.5, 1, k)
            patch.set_visible(i < n and weights[i] == 0)
            text.set_text(f"{prices[i]:.2f}" if i < n else "")


def prepare_atlas(figure: Figure) -> Callable[..., str]:
    """Draw the places of an application, what is forecast there, and what came.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(application, sureness, mask)``, which moves the picture and returns its sentence.
    """
    grid = _Grid(figure)

    def update(application: int, sureness: float, mask: int) -> str:
        task = TASKS[application - 1]
        grid.move(task, sureness, task.mask if mask else (1.0,) * len(task.places))
        count = sum(w != 0 for w in task.mask)
        with_mask, without = (task.loss(sureness, masked=masked) for masked in (True, False))
        losses = f"With the mask, the loss is {with_mask:.2f} nats; without, {without:.2f}."
        places = f"{len(task.outcomes)} outcomes; {count} of {len(task.places)} places count."
        shown = f"The picture is {'with' if mask else 'without'} it."
        return f"{task.name}: {places} {losses} {shown} {task.mistake}".replace(" -", " −")

    return update


def explore_atlas() -> Explorer:
    """Choose an application, how sure its forecast is, and whether its mask is used.

    Returns
    -------
    Explorer
        With the controls application (its number, as the buttons name them), sureness (the logit
        of the outcome that the forecast likes best, above that of the others), from 0 to 6, and
        mask, 1 or 0. The loss is the mean of the places' cross-entropies, weighted by the mask,
        over the sum of its sizes.

    Examples
    --------
    >>> explorer = explore_atlas()
    >>> explorer.set(application=4, sureness=0.0, mask=1)
    >>> explorer.sentence.partition(" With")[0]
    'Translation: 4 outcomes; 3 of 6 places count.'
    """
    controls = {
        "application": slider("application", 4, 1, len(TASKS)),
        "sureness": slider("sureness", 2.0, 0.0, 6.0, step=0.1),
        "mask": slider("mask", 1, 0, 1),
    }
    return Explorer(prepare_atlas, presets=PRESETS, **controls)
