"""The classroom: what knows learners, lessons and marks; the library never imports it."""

from importlib import import_module
from typing import Any

_ROOMS = ("checking", "exercises", "predictions", "progress", "quiz")


def __getattr__(name: str) -> Any:
    """Import a room when it is first used."""
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_ROOMS})
