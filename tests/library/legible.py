"""Whether a figure can be read without seeing its colours: its artists are asked, and its pixels.

Two series are told apart by a second channel (dashes, the shape of a mark, whether it is filled,
hatching, twice the size) or by a contrast of 3:1 in every sight. Each series, and the body or the
border of each area, has 3:1 against white, and each text 4.5:1 against what is behind it (WCAG 2.2,
1.4.1, 1.4.3, 1.4.11). A colour that no legend names tells nothing: such areas have their names
beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection, QuadMesh
from matplotlib.colors import to_hex, to_rgba
from matplotlib.container import BarContainer
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

SERIES, WORDS, TWICE = 3.0, 4.5, 2.0
TINTED = 1.2  # a fill of less contrast than this looks empty
# Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113, severity 1, on linear RGB.
SIGHTS = {
    "full": np.eye(3),
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
WHITE = (1.0, 1.0, 1.0)
NONE = ("None", "none", " ", "", None)


def seen(colours, sight="full"):
    """Linear RGB that such eyes see of colours."""
    rgb = np.array([to_rgba(colour)[:3] for colour in colours])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.clip(linear @ np.transpose(SIGHTS[sight]), 0, 1)


def luminance(colours, sight="full"):
    return seen(colours, sight) @ [0.2126, 0.7152, 0.0722]


def contrast(one, other, sight="full"):
    """Ratio of two colours' luminances, from 1 to 21, as WCAG defines it."""
    low, high = sorted(luminance([one, other], sight) + 0.05)
    return high / low


def on_white(colour, alpha=None):
    """The opaque colour that a transparent one makes on white."""
    *rgb, opacity = to_rgba(colour, alpha)
    return tuple(1 - opacity * (1 - np.array(rgb)))


@dataclass(frozen=True)
class Mark:
    """What an artist looks like."""

    kind: str  # line, mark or area
    name: str  # in the legend; empty if it has none
    colours: tuple  # of its body, and of its border if it has one
    channel: tuple  # what else tells it from others of its kind
    size: float = 1.0

    def told_from(self, other):
        """Whether eyes that see no colours can tell it from another."""
        small, large = sorted([self.size, other.size])
        return (
            (self.kind, self.channel) != (other.kind, other.channel)
            or large >= TWICE * small
            or min(contrast(self.colours[0], other.colours[0], s) for s in SIGHTS) >= SERIES
        )

    def __str__(self):
        return f"the {self.kind} {self.name!r} in {to_hex(self.colours[0])}"


def marks_of_line(line, name) -> Iterator[Mark]:
    shape = None if line.get_marker() in NONE else str(line.get_marker())
    colour = on_white(line.get_color(), line.get_alpha())
    if line.get_linestyle() not in NONE:
        channel = str(line._unscaled_dash_pattern), shape
        yield Mark("line", name, (colour,), channel, line.get_linewidth())
    elif shape:
        both = line.get_markerfacecolor(), line.get_markeredgecolor()
        face, edge = (on_white(c, line.get_alpha()) for c in both)
        channel = shape, contrast(face, WHITE) > TINTED
        yield Mark("mark", name, (face, edge) if channel[1] else (edge,), channel, line.get_ms())


def marks_of_collection(drawn, name) -> Iterator[Mark]:
    edges = [on_white(c) for c in drawn.get_edgecolor()] if np.any(drawn.get_linewidth()) else []
    faces = [on_white(c) for c in drawn.get_facecolor()] or [WHITE]
    if isinstance(drawn, LineCollection):
        dashes, width = str(drawn.get_linestyle()[0]), float(np.max(drawn.get_linewidth()))
        yield from (Mark("line", name, (edge,), (dashes, None), width) for edge in {*edges})
    elif isinstance(drawn, PolyCollection):
        channel = drawn.get_hatch(), contrast(faces[0], WHITE) > TINTED
        yield Mark("area", name, (faces[0], *edges[:1]), channel)
    elif isinstance(drawn, PathCollection) and len(drawn.get_offsets()):
        for face in {*faces}:
            filled = contrast(face, WHITE) > TINTED
            shape = drawn.get_paths()[0].vertices.tobytes()
            size = float(np.sqrt(np.max(drawn.get_sizes())))
            yield Mark(
                "mark", name, ((face,) if filled else ()) + (*edges[:1],), (shape, filled), size
            )


def marks_of_patch(patch, name) -> Iterator[Mark]:
    face, edge = on_white(patch.get_facecolor()), on_white(patch.get_edgecolor())
    border = (edge,) * bool(patch.get_linewidth())
    tinted = contrast(face, WHITE) > TINTED
    if tinted or edge != WHITE:
        channel = patch.get_hatch(), patch.get_linestyle(), tinted
        yield Mark("area", name, (face, *border), channel)


def scale_of(artist):
    """Colours of the scale that an artist is painted with, from its lower end, if it has one."""
    painted = isinstance(artist, ContourSet | QuadMesh | AxesImage)
    values = artist.get_array() if painted else None
    return [] if values is None or np.ndim(values) > 2 else artist.cmap(np.linspace(0, 1, 33))


def marks(ax) -> Iterator[Mark]:
    """What is drawn in an Axes, each look once."""
    bars = [row for row in ax.containers if isinstance(row, BarContainer)]
    names = {patch: row.get_label() for row in bars for patch in row}
    attached = {part for row in ax.containers if row not in bars for part in row.get_children()}
    for artist in ax.get_children():
        if not artist.get_visible() or artist in attached:  # an error bar belongs to its mark
            continue
        name = str(names.get(artist, artist.get_label()) or "_")
        name = "" if name.startswith("_") else name
        if isinstance(artist, Line2D):
            yield from marks_of_line(artist, name)
        elif isinstance(artist, Patch) and artist is not ax.patch:
            yield from marks_of_patch(artist, name)
        elif isinstance(artist, LineCollection | PolyCollection | PathCollection):
            yield from marks_of_collection(artist, name)


def alike(ax) -> Iterator[str]:
    """Pairs of series that only their colours tell apart."""
    for one, other in combinations(dict.fromkeys(marks(ax)), 2):
        keyed = bool(one.name and other.name)
        compared = keyed or ("area" not in (one.kind, other.kind) and one.colours != other.colours)
        if compared and not one.told_from(other):
            yield f"only its colour tells {one} from {other}"


def faint(ax) -> Iterator[str]:
    """Series that white swallows."""
    for mark in dict.fromkeys(marks(ax)):
        most = max(contrast(colour, WHITE) for colour in mark.colours)
        if most < SERIES:
            yield f"{mark} has {most:.1f}:1 against white; it needs {SERIES:g}:1"


def uneven(figure) -> Iterator[str]:
    """Scales of which two ends have one grey, where no mark says which end is meant."""
    marked = any(mark.kind == "mark" for ax in figure.axes for mark in marks(ax))
    for artist in (artist for ax in figure.axes for artist in ax.get_children()):
        steps = np.diff(luminance(colours)) if len(colours := scale_of(artist)) else [0]
        if min(steps) < 0 < max(steps) and not marked:
            yield f"the scale {artist.cmap.name!r} has one grey for two values, and no marks"


def pale(figure, pixels) -> Iterator[str]:
    """Texts with too little contrast to what is most of the picture behind them."""
    for text in figure.findobj(lambda a: isinstance(a, Text) and a.get_visible()):
        if not text.get_text().strip() or not text.get_figure():
            continue
        x0, y0, x1, y1 = text.get_window_extent().extents.round().astype(int)
        box = pixels[max(len(pixels) - y1, 0) : len(pixels) - y0, max(x0, 0) : x1, :3]
        if box.size:
            kinds, counts = np.unique(box.astype(int) @ [1 << 16, 1 << 8, 1], return_counts=True)
            behind = f"#{kinds[counts.argmax()]:06x}"
            found = contrast(on_white(text.get_color(), text.get_alpha()), behind)
            if found < WORDS:
                yield f"{text.get_text()!r} has {found:.1f}:1; a text needs {WORDS:g}:1"


def complaints(figure, pixels=None) -> list[str]:
    """What of a figure can't be read without colours, in sentences."""
    if pixels is None:
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
    found = [*pale(figure, pixels), *uneven(figure)]
    for ax in figure.axes:
        scaled = any(len(scale_of(artist)) for artist in ax.get_children())
        found += [*alike(ax), *([] if scaled else faint(ax))]
    titles = ", ".join(filter(None, (ax.get_title(loc="left") for ax in figure.axes)))
    return [f"{titles or 'a figure without a title'}: {said}" for said in dict.fromkeys(found)]


def watch(notes):
    """From here on, note in a file what is drawn and can't be read: in a notebook's kernel."""
    draw = FigureCanvasAgg.draw

    def draw_and_look(canvas):
        draw(canvas)
        if not getattr(canvas, "looked_at", False):
            canvas.looked_at = True
            if found := complaints(canvas.figure, np.asarray(canvas.buffer_rgba())):
                with Path(notes).open("a", encoding="utf-8") as file:
                    print(*found, sep="\n", file=file)

    FigureCanvasAgg.draw = draw_and_look
