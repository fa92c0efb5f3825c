"""One line that is drawn again and again, and taken away at last; it leaves nothing behind."""

import os
import shutil
import sys
from typing import Any


def in_kernel() -> Any:
    """Give the kernel's shell where this runs in a notebook, and None elsewhere."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    shell = get_ipython()
    return shell if hasattr(shell, "kernel") else None


class Line:
    """Where progress is told: a notebook's output, a terminal's last line, or nowhere."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._width = 0

    @property
    def seen(self) -> bool:
        """Whether somebody could see it."""
        if os.environ.get("XENTLIB_QUIET", "0") not in ("", "0"):
            return False
        return bool(in_kernel() or sys.stdout.isatty())

    def draw(self, text: str) -> None:
        """Replace the line."""
        if in_kernel():
            self._publish(text)
        else:
            text = text[: shutil.get_terminal_size().columns - 1]
            self._write(text.ljust(self._width))
            self._width = len(text)

    def take_away(self) -> None:
        """Leave what was there before."""
        if self._handle is not None:
            self._publish("")
            self._handle = None
        elif self._width:
            self._write(" " * self._width + "\r")
            self._width = 0

    def _publish(self, text: str) -> None:
        from IPython.display import display

        data = {"text/plain": text}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)

    def _write(self, text: str) -> None:
        sys.stdout.write(f"\r{text}")
        sys.stdout.flush()
