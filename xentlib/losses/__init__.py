"""Classification losses: one number per example, in nats, and its gradient.

Each is the expectation, under the target's masses, of what a scoring rule charges.
"""

from xentlib.losses.linear import (
    linear_softmax_cross_entropy,
    linear_softmax_cross_entropy_value_and_grad,
)
from xentlib.losses.probability import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    binary_cross_entropy_value_and_grad,
    categorical_cross_entropy,
    categorical_cross_entropy_grad,
    categorical_cross_entropy_value_and_grad,
)
from xentlib.losses.sigmoid import (
    sigmoid_cross_entropy,
    sigmoid_cross_entropy_grad,
    sigmoid_cross_entropy_value_and_grad,
)
from xentlib.losses.softmax import (
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
    softmax_cross_entropy_value_and_grad,
)

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "binary_cross_entropy_value_and_grad",
    "categorical_cross_entropy",
    "categorical_cross_entropy_grad",
    "categorical_cross_entropy_value_and_grad",
    "linear_softmax_cross_entropy",
    "linear_softmax_cross_entropy_value_and_grad",
    "sigmoid_cross_entropy",
    "sigmoid_cross_entropy_grad",
    "sigmoid_cross_entropy_value_and_grad",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "softmax_cross_entropy_value_and_grad",
]
