"""Links between logits and probabilities: the strict, public face of `xentlib.numerics`."""

from xentlib.links._classes import log_softmax, logsumexp, softmax
from xentlib.links._events import log1mexp, log_sigmoid, logit, sigmoid

__all__ = [
    "log1mexp",
    "log_sigmoid",
    "log_softmax",
    "logit",
    "logsumexp",
    "sigmoid",
    "softmax",
]
