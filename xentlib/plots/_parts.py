"""What several pictures share: units in words, an Axes to draw on, names, a row of rectangles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle
from matplotlib.typing import ColorType

from xentlib.numerics import FloatArray

Thing = TypeVar("Thing")
UNITS = {2.0: ("bit", "log₂"), float(np.e): ("nat", "ln"), 10.0: ("dit", "log₁₀")}
COLOURS = 7  # of the style sheet's cycle
LETTER, ROWS, GAP = 0.085, 0.38, 0.04  # inches: a letter's width, two rows' height, their distance
OPAQUE = {"facecolor": "white", "alpha": 0.85, "edgecolor": "none", "pad": 0.8}


def unit(base: float) -> str:
    """Name the unit of a logarithm, in the plural."""
    return f"{UNITS[base][0]}s" if base in UNITS else f"base-{base:g} units"


def logarithm(base: float) -> str:
    """Name a logarithm as a label writes it."""
    return UNITS[base][1] if base in UNITS else f"log base {base:g} of"


def amount(value: float, base: float) -> str:
    """Write an amount of information with its unit.

    >>> amount(1.0, 2), amount(1.75, 2), amount(np.inf, np.e)
    ('1 bit', '1.75 bits', '∞ nats')
    """
    number = f"{value:.3f}".rstrip("0").rstrip(".").replace("inf", "∞")
    return f"{number} {unit(base).removesuffix('s') if number == '1' else unit(base)}"


def axes_or_new(ax: Axes | None) -> Axes:
    """Return the Axes given, or the only one of a new figure."""
    if not isinstance(ax, Axes | None):
        raise TypeError(f"ax must be a Matplotlib Axes, as plt.subplots() makes one; got {ax!r}")
    return plt.subplots()[1] if ax is None else ax


def names_for(
    labels: Sequence[object] | None, n: int, argument: str = "labels", *, of: str = "outcomes"
) -> list[str]:
    """Return one name for each of n things: what an argument calls them, or their numbers."""
    names = [str(name) for name in (range(n) if labels is None else labels)]
    if len(names) != n:
        raise ValueError(
            f"{argument} must name each of the {n} {of}; got {len(names)}: {', '.join(names)}"
        )
    return names


def some(mapping: Mapping[str, Thing], argument: str, what: str) -> Mapping[str, Thing]:
    """Return a mapping of names to what is drawn under them, if it holds any."""
    if not isinstance(mapping, Mapping):
        raise TypeError(
            f"{argument} must be a dictionary from names to {what}; got {mapping!r}: "
            f'write {{"a name": …}}'
        )
    if not mapping:
        raise ValueError(f"{argument} must hold at least one of {what}, by name; got none")
    return mapping


def span(values: Mapping[str, float]) -> str:
    """Say from which to which of some named values they go.

    >>> span({"squares": 9.0, "n": 3.0}), span({"n": 3.0})
    ('from 3 (n) to 9 (squares)', '3 (n)')
    """
    (low, least), *_ = ranked = sorted((value, name) for name, value in values.items())
    high, most = ranked[-1]
    until = f"{high:.3g} ({most})"
    return f"from {low:.3g} ({least}) to {until}" if len(ranked) > 1 else until


def ink_on(colour: ColorType) -> str:
    """Black or white: whichever stands out more from a colour, which may be transparent on white.

    >>> ink_on("0.9"), ink_on("C0"), ink_on(("black", 0.1))
    ('black', 'white', 'black')
    """
    *rgb, opacity = to_rgba(colour)
    seen = 1 - opacity * (1 - np.array(rgb))
    linear = np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4)
    return "black" if linear @ [0.2126, 0.7152, 0.0722] > 0.179 else "white"


def inch(ax: Axes) -> tuple[float, float]:
    """How much of the Axes' abscissa and ordinate one inch of paper holds."""
    (left, right), (bottom, top), dpi = ax.get_xlim(), ax.get_ylim(), ax.figure.dpi
    return (right - left) * dpi / ax.bbox.width, (top - bottom) * dpi / ax.bbox.height


class Bars:
    """A row of rectangles, made once, whose widths and heights can be moved.

    A rectangle is a body and, where its height differs from a reference, a gap: hatched where the
    height exceeds the reference, an empty dashed outline where it falls short. Set the limits of
    the Axes first: they decide where infinite heights end and how much can be written.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Where to draw.
    names : sequence of str
        One name for each rectangle, written above it if there is room.
    """

    def __init__(self, ax: Axes, names: Sequence[str]) -> None:
        self.ax, self.names = ax, names
        self.bodies = [self._rectangle(f"C{i % COLOURS}", 0.4) for i in range(len(names))]
        self.gaps = [self._rectangle(f"C{i % COLOURS}", 0.0) for i in range(len(names))]
        self.texts = [
            ax.text(0, 0, "", zorder=4, ha="center", va="bottom", linespacing=1.2, bbox=OPAQUE)
            for _ in names
        ]
        ax.grid(visible=False)

    def _rectangle(self, colour: str, opacity: float) -> Rectangle:
        rectangle = Rectangle((0, 0), 0, 0, fc=(colour, opacity), ec=colour, lw=1.5, zorder=2)
        self.ax.add_patch(rectangle).set_clip_on(False)
        return rectangle

    def move(
        self,
        widths: FloatArray,
        heights: FloatArray,
        notes: Iterable[str],
        *,
        reference: FloatArray | None = None,
        lines: Sequence[float] = (),
    ) -> None:
        """Set widths and heights; write the notes clear of the given horizontal lines."""
        top = self.ax.get_ylim()[1]
        tops = np.where(widths > 0, np.minimum(heights, top), 0)
        marks = tops if reference is None else np.where(widths > 0, reference, 0)
        lefts = np.cumsum(widths) - widths
        for i, note in enumerate(notes):
            low, high = sorted((tops[i], marks[i]))
            self.bodies[i].set_bounds(lefts[i], 0, widths[i], low)
            self.gaps[i].set_bounds(lefts[i], low, widths[i], high - low)
            self.gaps[i].set_hatch("////" if tops[i] > marks[i] else "")
            self.gaps[i].set_linestyle("-" if tops[i] > marks[i] else "--")
            self.texts[i].set_text(self._as_much_as_fits(i, widths[i], note))
            self.texts[i].set_position((lefts[i] + widths[i] / 2, self._clear_of(lines, high)))

    def _as_much_as_fits(self, i: int, width: float, note: str) -> str:
        room = width / (LETTER * inch(self.ax)[0])
        lines = [self.names[i], note] if len(note) <= room else [self.names[i]]
        return "\n".join(lines) if len(self.names[i]) <= room else ""

    def _clear_of(self, lines: Sequence[float], height: float) -> float:
        """Find the lowest place above a height where two rows of letters cross no line."""
        gap, rows = GAP * inch(self.ax)[1], ROWS * inch(self.ax)[1]
        for line in sorted(lines):
            if height < line < height + gap + rows:
                height = line
        return min(height + gap, self.ax.get_ylim()[1] - rows)
