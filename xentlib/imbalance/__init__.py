"""Unequal classes: weights for the loss, priors for the logits, and what mistakes cost."""

from xentlib.imbalance._costs import cheapest_class, cost_threshold
from xentlib.imbalance._priors import estimate_prior, logit_adjustment, prior_correction
from xentlib.imbalance._weights import balanced_class_weights, effective_number_class_weights

__all__ = [
    "balanced_class_weights",
    "cheapest_class",
    "cost_threshold",
    "effective_number_class_weights",
    "estimate_prior",
    "logit_adjustment",
    "prior_correction",
]
