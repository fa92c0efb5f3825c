"""A picture and the sentence that says what it shows."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

Data = dict[str, Any]

STYLE = Path(__file__).parents[1] / "xentlib.mplstyle"
DPI = 144  # sharp on a dense screen; shown at 100 pixels to the inch
CAPTION = "max-width: 44em; margin: 0 0 1em; line-height: 1.4"


def use_style() -> None:
    """Give every figure from here on the look of the course.

    Sets Matplotlib's ``rcParams`` from `xentlib.mplstyle`: 7 × 3.5 inches on white, and a cycle
    of seven colours that colour-blind readers can tell apart, each with dashes of its own.

    Examples
    --------
    >>> import matplotlib as mpl
    >>> with mpl.rc_context():
    ...     use_style()
    ...     mpl.rcParams["figure.figsize"]
    [7.0, 3.5]
    """
    style.use(STYLE)


def show(fig: Figure, sentence: str) -> None:
    """Show a figure with the sentence that says what it shows, and close it.

    The sentence becomes the picture's alt text, its ``text/plain`` and a visible caption. Compute
    it from the plotted data: whoever can't see the picture, and every test, then reads the result.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        The figure; of an Axes `ax`, that is ``ax.figure``.
    sentence : str
        What the picture shows, with its numbers and their units.

    Raises
    ------
    TypeError
        If `fig` is not a Figure or `sentence` not a string.
    ValueError
        If `sentence` is blank.

    Examples
    --------
    >>> fig, ax = plt.subplots()
    >>> show(fig, "A fair coin is worth 1 bit.")
    A fair coin is worth 1 bit. A fair coin is worth 1 bit.
    """
    _check(fig, sentence)
    pixels = BytesIO()
    fig.savefig(pixels, format="png", dpi=DPI, pil_kwargs={"compress_level": 0})
    plt.close(fig)
    picture = picture_of(small_png(Image.open(pixels)), sentence)
    text = Output({"text/html": caption(sentence), "text/plain": sentence}, {})
    display(picture, text)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Output:
    """What a notebook stores of one output; elsewhere, its plain text."""

    data: Data
    metadata: Data

    def _repr_mimebundle_(self, **_: Any) -> tuple[Data, Data]:
        return self.data, self.metadata

    def __repr__(self) -> str:
        return str(self.data["text/plain"])


def caption(sentence: str) -> str:
    """Return a sentence as the HTML that stands below a picture.

    Parameters
    ----------
    sentence : str
        As a reader shall see it; it is escaped.

    Returns
    -------
    str
        A ``<div>`` element.
    """
    return f'<div style="{CAPTION}">{escape(sentence)}</div>'


def small_png(picture: Image.Image) -> bytes:
    """Encode a drawing in at most 256 colours, a third of the bytes, always the same ones.

    Parameters
    ----------
    picture : PIL.Image.Image
        The drawing.

    Returns
    -------
    bytes
        A PNG.
    """
    png = BytesIO()
    picture.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE).save(png, "png")
    return png.getvalue()


def picture_of(png: bytes, sentence: str) -> Output:
    """Return what a notebook stores of a picture.

    Parameters
    ----------
    png : bytes
        The picture, at `DPI` pixels to the inch.
    sentence : str
        What it shows.

    Returns
    -------
    Output
        The picture with the sentence for its text and its alternative text.
    """
    data = {"image/png": b64encode(png).decode(), "text/plain": sentence}
    return Output(data, {"image/png": {"alt": sentence, "width": _size(png)[0]}})


def img(png: bytes, sentence: str) -> str:
    """Return a picture as HTML, with the sentence for its alternative text; it can shrink.

    Parameters
    ----------
    png : bytes
        The picture, at `DPI` pixels to the inch.
    sentence : str
        What it shows; it is escaped.

    Returns
    -------
    str
        An ``<img>`` element.
    """
    width, height = _size(png)  # known before it is decoded: nothing below it jumps
    return (
        f'<img alt="{escape(sentence)}" width="{width}" height="{height}" decoding="sync" '
        'style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{b64encode(png).decode()}">'
    )


def _size(png: bytes) -> tuple[int, int]:
    """Width and height on a screen that shows 100 pixels to the inch."""
    width, height = Image.open(BytesIO(png)).size
    return round(100 * width / DPI), round(100 * height / DPI)


def _check(fig: object, sentence: object) -> None:
    if isinstance(fig, Axes):
        raise TypeError("fig must be a Figure; this is an Axes: pass its figure, ax.figure")
    if not isinstance(fig, Figure):
        raise TypeError(
            f"fig must be a Matplotlib Figure; got {type(fig).__name__}: "
            "make one with fig, ax = plt.subplots()"
        )
    if not isinstance(sentence, str):
        raise TypeError(
            f"sentence must be a string that says what the picture shows; "
            f"got {type(sentence).__name__}: write it as an f-string of what you plotted"
        )
    if not sentence.strip():
        raise ValueError(
            "sentence must say what the picture shows; got a blank one: "
            "write it as an f-string of what you plotted"
        )
