"""What one network is, and how it is trained: the choices that an experiment varies."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import keras
import numpy as np
from numpy.typing import ArrayLike

from xentlib.numerics import FloatArray

NUMBERS = ("rate", "schedule", "first", "l1", "l2", "decay", "dropout", "clip", "augment", "inputs")


def constant(share: FloatArray) -> FloatArray:
    """Leave the rate as it is."""
    return np.ones_like(share)


def cross_entropy(masses: Any, logits: Any) -> Any:
    """Charge the log-probability of what happened, in nats."""
    return -keras.ops.sum(masses * keras.ops.log_softmax(logits), -1)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The choices of one experiment; `dataclasses.replace` changes one of them.

    Attributes
    ----------
    width, depth : int
        Units in each hidden layer, and number of hidden layers.
    unit : str
        A function of `keras.ops`, such as "relu" or "tanh".
    first : float
        First weights in units of √(2 / inputs), the scale of He et al. (2015); of √(1 / inputs) in
        the last layer. Biases begin at 0.
    skip : bool
        From the second hidden layer on, add each layer's input to its output.
    batch_norm : bool
        Normalise each hidden layer's logits over the batch.
    optimiser : callable
        A Keras optimiser, or a `functools.partial` of one; it is called with `learning_rate`, and
        with `weight_decay` if a recipe has `decay`.
    rate : float
        Learning rate.
    schedule : callable
        Factor of the rate as a function of the share of steps done, an array from 0 to below 1.
    batch, epochs : int
        Examples in a step, and passes through the training data.
    l1, l2 : float
        Penalties on the weights, not on the biases: l1 Σ|w| + l2 Σw² / 2.
    decay : float
        The optimiser's `weight_decay`, on the weights alone.
    dropout : float
        Share of the hidden units that each example loses in each step.
    clip : float
        Longest gradient; a longer one is shortened to it.
    augment : float
        Share of the training examples that a variant replaces, in each step.
    inputs : tuple of (array_like, array_like)
        What is taken from the inputs, and what they are multiplied by afterwards.
    loss : callable
        From masses and logits to one number per example. Held-out data are always priced in bits.
    rebuild : int
        Make the optimiser anew after every so many epochs, so that it forgets; 0 for never.

    Examples
    --------
    >>> from dataclasses import replace
    >>> replace(Recipe(), rate=1.0).rate
    1.0
    """

    width: int = 32
    depth: int = 1
    unit: str = "relu"
    first: float = 1.0
    skip: bool = False
    batch_norm: bool = False
    optimiser: Callable[..., Any] = keras.optimizers.SGD
    rate: float = 0.5
    schedule: Callable[[FloatArray], FloatArray] = constant
    batch: int = 32
    epochs: int = 40
    l1: float = 0.0
    l2: float = 0.0
    decay: float = 0.0
    dropout: float = 0.0
    clip: float = np.inf
    augment: float = 0.0
    inputs: tuple[ArrayLike, ArrayLike] = (0.0, 1.0)
    loss: Callable[[Any, Any], Any] = cross_entropy
    rebuild: int = 0

    @property
    def family(self) -> tuple[Any, ...]:
        """What recipes must share to be trained side by side; their other choices are numbers."""
        shared = (getattr(self, f.name) for f in fields(self) if f.name not in NUMBERS)
        return (*shared, bool(self.decay))
