"""What a learning cell shows: the same few lines as text and as escaped HTML."""

import locale
import sys
from html import escape

GREEN, RED, BLUE, GREY = "#2a9d5c", "#d9534f", "#3a8fd0", "#8a8a8a"  # on white and on black alike
SIGN = {"right": "✓", "wrong": "✗", "open": "○"}

PLAINER = {"✓": "v", "✗": "x", "○": "o", "█": "#", "∞": "inf", "…": "...", "−": "-"}


def plain(text: str, limit: int = 300) -> str:
    """Return text that is short enough to read, and safe to send as UTF-8.

    Parameters
    ----------
    text : str
        Anything.
    limit : int
        Most characters to keep; an ellipsis stands for the rest.

    Returns
    -------
    str
        With a question mark for every half of a surrogate pair.

    Examples
    --------
    >>> plain("cross-entropy", limit=6)
    'cross…'
    """
    return _sendable(text if len(text) <= limit else text[: limit - 1] + "…")


def _sendable(text: str) -> str:
    """Text that is valid Unicode: half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def _printable(text: str, encoding: str) -> str:
    """Text that a file of some encoding can hold, with plainer signs where it must be.

    Examples
    --------
    >>> _printable("✗ pay ∞", "cp1252")
    'x pay inf'
    """
    for sign, plainer in PLAINER.items():
        if not sign.encode(encoding, "ignore"):
            text = text.replace(sign, plainer)
    return text.encode(encoding, "replace").decode(encoding)


class Card:
    """A title and lines below it; lines that start with a space are set in columns."""

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first."""
        raise NotImplementedError

    @property
    def colour(self) -> str:
        """Colour of the card's edge: never the only sign of what it says."""
        return GREY

    def __repr__(self) -> str:
        return _sendable("\n".join(self.lines))

    def __str__(self) -> str:
        text = repr(self)
        encodings = (getattr(sys.stdout, "encoding", None), locale.getpreferredencoding(False))
        for encoding in filter(None, encodings):
            text = _printable(text, encoding)
        return text

    def _line_in_html(self, line: str) -> str:
        """One of the lines below the title."""
        return escape(_sendable(line))

    def _repr_html_(self) -> str:
        title, *rest = self.lines
        column = ' style="font-family:monospace;white-space:pre-wrap"'
        body = "".join(
            f"<div{column * line.startswith(' ')}>{self._line_in_html(line)}</div>" for line in rest
        )
        frame = f"border-left:0.3em solid {self.colour};padding:0.2em 0.8em;margin:0.3em 0"
        return f'<div style="{frame}"><strong>{escape(_sendable(title))}</strong>{body}</div>'
