"""Unequal classes: weights for the loss, shares behind the logits, what mistakes cost."""

from xentlib.imbalance._costs import cheapest_class, cost_threshold
from xentlib.imbalance._priors import estimate_prior, prior_correction
from xentlib.imbalance._weights import (
    balanced_class_weights,
    effective_number_class_weights,
    logit_adjustment,
)

__all__ = [
    "balanced_class_weights",
    "cheapest_class",
    "cost_threshold",
    "effective_number_class_weights",
    "estimate_prior",
    "logit_adjustment",
    "prior_correction",
]
