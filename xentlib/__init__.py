"""Cross-entropy, from information measures to training, in the order the course needs it.

A public name is written in its room's `__all__`, and nowhere here.
"""

# ruff: noqa: F403 — each room says in its `__all__` what it gives

import importlib
from typing import Any

from xentlib import (
    calibration,
    coding,
    gradcheck,
    imbalance,
    information,
    likelihoods,
    links,
    losses,
    scoring,
    targets,
)
from xentlib._extras import extra as _extra
from xentlib.blocks import set_threads as set_threads
from xentlib.calibration import *
from xentlib.coding import *
from xentlib.gradcheck import *
from xentlib.imbalance import *
from xentlib.information import *
from xentlib.likelihoods import *
from xentlib.links import *
from xentlib.losses import *
from xentlib.scoring import *
from xentlib.targets import *

__version__ = "0.1.0"

_EXTRA = {  # what loads on first use, with the extra that brings what it needs
    "classroom": "notebooks",
    "data": "notebooks",
    "doctor": "training",
    "explorers": "notebooks",
    "plots": "notebooks",
    "scale": "scale",
    "training": "training",
}
_ROOM = {  # public names whose room loads on first use
    "check": "classroom.exercises",
    "example": "classroom.exercises",
    "hint": "classroom.exercises",
    "predict": "classroom.predictions",
    "progress": "classroom.progress",
    "quiz": "classroom.quiz",
    "reveal": "classroom.predictions",
    "show": "plots",
}

__all__ = sorted(
    [
        "set_threads",
        *_ROOM,
        *calibration.__all__,
        *coding.__all__,
        *gradcheck.__all__,
        *imbalance.__all__,
        *information.__all__,
        *likelihoods.__all__,
        *links.__all__,
        *losses.__all__,
        *scoring.__all__,
        *targets.__all__,
    ]
)


def __getattr__(name: str) -> Any:
    """Import what is heavy, the upper floors above all, only when it is first used."""
    room = _ROOM.get(name, name)
    if room.partition(".")[0] not in _EXTRA:
        raise AttributeError(f"module 'xentlib' has no attribute {name!r}")
    with _extra(_EXTRA[room.partition(".")[0]], needed_by=f"xentlib.{name}"):
        module = importlib.import_module(f"xentlib.{room}")
    return module if name == room else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_EXTRA})
