"""What learners have done and what their forecasts have cost, and the file that carries it."""

from xentlib._extras import extra as _extra

with _extra("notebooks", needed_by="xentlib.classroom.progress"):
    from xentlib.classroom.progress._progress import (
        Progress,
        forget_progress,
        progress,
        restore_progress,
    )

__all__ = ["Progress", "forget_progress", "progress", "restore_progress"]
