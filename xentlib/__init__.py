"""Cross-entropy, from information measures to training, in the order the course needs it."""

import importlib
from typing import Any

from xentlib._extras import extra as _extra
from xentlib.blocks import set_threads
from xentlib.coding import huffman_code
from xentlib.dependence import conditional_entropy, mutual_information
from xentlib.information import (
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    perplexity,
    surprisal,
)
from xentlib.links import log_sigmoid, log_softmax, logsumexp, sigmoid, softmax
from xentlib.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_value_and_grad,
    categorical_cross_entropy,
    categorical_cross_entropy_grad,
    categorical_cross_entropy_value_and_grad,
    sigmoid_cross_entropy,
    sigmoid_cross_entropy_grad,
    sigmoid_cross_entropy_value_and_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    softmax_cross_entropy_value_and_grad,
)
from xentlib.scoring import ScoringRule, focal_score, log_score, poly1_score

__version__ = "0.1.0"

_EXTRA = {  # what loads on first use, with the extra that brings what it needs
    "checking": "notebooks",
    "data": "notebooks",
    "exercises": "notebooks",
    "explorers": "notebooks",
    "plots": "notebooks",
    "predictions": "notebooks",
    "report": "notebooks",
}
_ROOM = {  # public names that live on an upper floor
    "check": "exercises",
    "hint": "exercises",
    "predict": "predictions",
    "progress": "report",
    "quiz": "report",
    "reveal": "predictions",
    "show": "plots",
}

__all__ = [
    "ScoringRule",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_value_and_grad",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "categorical_cross_entropy_value_and_grad",
    "check",
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "focal_score",
    "hint",
    "huffman_code",
    "js_divergence",
    "kl_divergence",
    "log_score",
    "log_sigmoid",
    "log_softmax",
    "logsumexp",
    "mutual_information",
    "perplexity",
    "poly1_score",
    "predict",
    "progress",
    "quiz",
    "reveal",
    "set_threads",
    "show",
    "sigmoid",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_cross_entropy_value_and_grad",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_value_and_grad",
    "surprisal",
]


def __getattr__(name: str) -> Any:
    """Import what is heavy, the upper floors above all, only when it is first used."""
    room = _ROOM.get(name, name)
    if room not in _EXTRA:
        raise AttributeError(f"module 'xentlib' has no attribute {name!r}")
    with _extra(_EXTRA[room], needed_by=f"xentlib.{name}"):
        module = importlib.import_module(f"xentlib.{room}")
    return module if name == room else getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_EXTRA})
