"""Cross-entropy, from information measures to training, in the order the course needs it."""

import importlib
from typing import Any

from xentlib._extras import extra as _extra
from xentlib.blocks import set_threads
from xentlib.calibration import (
    brier_score,
    expected_calibration_error,
    fit_temperature,
    reliability,
    top_label,
)
from xentlib.coding import decode, encode, huffman_code
from xentlib.gradcheck import complex_step_gradient, gradient_error, numerical_gradient
from xentlib.imbalance import (
    balanced_class_weights,
    effective_number_class_weights,
    logit_adjustment,
)
from xentlib.information import (
    conditional_entropy,
    cross_entropy,
    entropy,
    js_divergence,
    kl_divergence,
    mutual_information,
    perplexity,
    surprisal,
)
from xentlib.likelihoods import (
    binomial_nll,
    gaussian_nll,
    laplace_nll,
    ordinal_nll,
    poisson_nll,
    student_t_nll,
)
from xentlib.links import (
    log1mexp,
    log_sigmoid,
    log_softmax,
    logit,
    logsumexp,
    sigmoid,
    softmax,
)
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
from xentlib.targets import class_counts, class_ids, one_hot, smooth_labels

__version__ = "0.1.0"

_EXTRA = {  # what loads on first use, with the extra that brings what it needs
    "classroom": "notebooks",
    "data": "notebooks",
    "explorers": "notebooks",
    "plots": "notebooks",
}
_ROOM = {  # public names whose room loads on first use
    "check": "classroom.exercises",
    "hint": "classroom.exercises",
    "predict": "classroom.predictions",
    "progress": "classroom.progress",
    "quiz": "classroom.quiz",
    "reveal": "classroom.predictions",
    "show": "plots",
}

__all__ = [
    "ScoringRule",
    "balanced_class_weights",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_value_and_grad",
    "binomial_nll",
    "brier_score",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "categorical_cross_entropy_value_and_grad",
    "check",
    "class_counts",
    "class_ids",
    "complex_step_gradient",
    "conditional_entropy",
    "cross_entropy",
    "decode",
    "effective_number_class_weights",
    "encode",
    "entropy",
    "expected_calibration_error",
    "fit_temperature",
    "focal_score",
    "gaussian_nll",
    "gradient_error",
    "hint",
    "huffman_code",
    "js_divergence",
    "kl_divergence",
    "laplace_nll",
    "log1mexp",
    "log_score",
    "log_sigmoid",
    "log_softmax",
    "logit",
    "logit_adjustment",
    "logsumexp",
    "mutual_information",
    "numerical_gradient",
    "one_hot",
    "ordinal_nll",
    "perplexity",
    "poisson_nll",
    "poly1_score",
    "predict",
    "progress",
    "quiz",
    "reliability",
    "reveal",
    "set_threads",
    "show",
    "sigmoid",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_cross_entropy_value_and_grad",
    "smooth_labels",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_value_and_grad",
    "student_t_nll",
    "surprisal",
    "top_label",
]


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
