"""Targets that are numbers: another distribution, and again the loss is its -log p.

A density can exceed 1, so the losses of measurements can be negative; those of counts cannot.
"""

from xentlib.likelihoods._counts import binomial_nll, poisson_nll
from xentlib.likelihoods._measurements import gaussian_nll, laplace_nll, student_t_nll
from xentlib.likelihoods._ranks import ordinal_nll

__all__ = [
    "binomial_nll",
    "gaussian_nll",
    "laplace_nll",
    "ordinal_nll",
    "poisson_nll",
    "student_t_nll",
]
