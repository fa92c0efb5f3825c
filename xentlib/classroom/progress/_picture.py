"""The picture of one's progress: what is done, and whether one's forecasts keep their word."""

from io import BytesIO

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from xentlib.classroom.card import GREEN, GREY, RED
from xentlib.classroom.progress._calibration import OwnCalibration
from xentlib.plots.showing import DPI, STYLE, small_png

MARKS = {"right": ("o", GREEN), "wrong": ("X", RED), "open": (".", GREY)}
Done = dict[str, list[str]]  # lesson -> state of each exercise


def picture(done: Done, own: OwnCalibration | None) -> bytes | None:
    """Draw what is done beside what forecasts were worth; None if there is nothing to show.

    Parameters
    ----------
    done : dict of str to list of str
        For each lesson that is begun, the state of its exercises.
    own : OwnCalibration or None
        What forecasts were worth, if any is scored.

    Returns
    -------
    bytes or None
        A PNG.
    """
    panels = [done] * bool(done) + [own] * bool(own)
    if not panels:
        return None
    with style.context(STYLE):
        fig = Figure(figsize=(3.5 * len(panels), 3.2), layout="constrained")
        for panel, ax in zip(panels, fig.subplots(1, len(panels), squeeze=False)[0], strict=True):
            if isinstance(panel, OwnCalibration):
                draw_calibration(panel, ax)
            elif panel:
                draw_done(panel, ax)
        pixels = BytesIO()
        fig.savefig(pixels, format="png", dpi=DPI)
    return small_png(Image.open(pixels))


def draw_done(done: Done, ax: Axes) -> None:
    """Draw one row per lesson and one mark per exercise: a disc if right, a cross if wrong."""
    for row, states in enumerate(done.values()):
        for column, state in enumerate(states, 1):
            marker, colour = MARKS.get(state, MARKS["open"])
            ax.plot(column, row, marker, color=colour, markersize=9)
    total = sum(map(len, done.values()))
    right = sum(states.count("right") for states in done.values())
    ax.set(
        title=f"{right} of {total} exercises are right",
        xlabel="exercise",
        ylabel="lesson",
        yticks=range(len(done)),
        yticklabels=list(done),
        xticks=range(1, 1 + max(map(len, done.values()))),
        ylim=(len(done) - 0.5, -0.5),
    )


def draw_calibration(own: OwnCalibration, ax: Axes) -> None:
    """Draw how often outcomes came against what was said, larger where more was said."""
    curve = own.curve
    ax.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="perfect")
    ax.scatter(curve.confidence, curve.frequency, s=30 + 12 * curve.counts, color="C0", zorder=3)
    ax.set(
        title=f"Off by {own.off}",
        xlabel="probability you gave",
        ylabel="part that came",
        xlim=(-0.05, 1.05),
        ylim=(-0.05, 1.05),
    )
    ax.legend()
