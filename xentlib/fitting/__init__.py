"""Fitting: walk downhill on a loss, and keep a record of every step.

An objective is a function from weights to a loss and its gradient.  An optimiser is a rule that
chooses a step at each point.  `fit` takes the steps.  Stochastic gradient descent is
gradient descent on another batch of rows at each step.
"""

from xentlib.fitting._descent import Fit, fit
from xentlib.fitting._linear import Link, Objective
from xentlib.fitting._newton import newton
from xentlib.fitting._objectives import logistic_objective, softmax_objective
from xentlib.fitting._optimisers import adam, gradient_descent, momentum, rmsprop
from xentlib.fitting._point import FitError, Optimiser, Point

__all__ = [
    "Fit",
    "FitError",
    "Link",
    "Objective",
    "Optimiser",
    "Point",
    "adam",
    "fit",
    "gradient_descent",
    "logistic_objective",
    "momentum",
    "newton",
    "rmsprop",
    "softmax_objective",
]
