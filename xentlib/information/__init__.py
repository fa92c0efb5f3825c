"""Amounts of information: of one distribution, of a truth and a belief, of a joint table."""

from xentlib.information.joint import conditional_entropy, mutual_information
from xentlib.information.one import entropy, surprisal
from xentlib.information.two import cross_entropy, js_divergence, kl_divergence, perplexity

__all__ = [
    "conditional_entropy",
    "cross_entropy",
    "entropy",
    "js_divergence",
    "kl_divergence",
    "mutual_information",
    "perplexity",
    "surprisal",
]
