"""Optimisers: where to step from a point, given what earlier steps left in memory."""

import numpy as np

from xentlib._door.numbers import as_number
from xentlib.fitting._point import Optimiser, Point, State
from xentlib.numerics import FloatArray

_NOTHING = np.zeros(())


def _as_rate(rate: float) -> float:
    if as_number(rate, "rate", low=0) == 0:
        raise ValueError("rate must be positive, or no step is taken; got 0")
    return float(rate)


def _as_decay(decay: float, name: str = "decay") -> float:
    if as_number(decay, name, low=0) >= 1:
        raise ValueError(f"{name} must be below 1, or nothing is ever forgotten; got {decay}")
    return float(decay)


def gradient_descent(rate: float) -> Optimiser:
    r"""Step against the gradient; with batches, stochastic gradient descent.

    .. math:: w \leftarrow w - \eta g

    Parameters
    ----------
    rate : float
        Learning rate η, positive. A quadratic bowl diverges above 2 / its largest curvature.

    Returns
    -------
    Optimiser

    Raises
    ------
    TypeError, ValueError
        If `rate` is no positive number.

    Examples
    --------
    >>> from xentlib.fitting import fit
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> fit(bowl, gradient_descent(0.5), start=[4.0], steps=2).path.ravel()
    array([4., 2., 1.])
    """
    rate = _as_rate(rate)
    return Optimiser(
        f"gradient descent, rate {rate:g}", (), lambda at, memory: (-rate * at.gradient, memory)
    )


def momentum(rate: float, *, decay: float = 0.9) -> Optimiser:
    r"""Step along a velocity that gathers gradients and forgets them slowly.

    .. math:: v \leftarrow \beta v + g, \qquad w \leftarrow w - \eta v

    Parameters
    ----------
    rate : float
        Learning rate η, positive.
    decay : float, default=0.9
        Part β of the velocity that is kept, below 1.

    Returns
    -------
    Optimiser

    Raises
    ------
    TypeError, ValueError
        If `rate` is no positive number, or `decay` none from 0 to below 1.

    References
    ----------
    Polyak (1964), Some Methods of Speeding Up the Convergence of Iteration Methods, USSR
    Computational Mathematics and Mathematical Physics 4(5).

    Examples
    --------
    >>> from xentlib.fitting import fit
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> fit(bowl, momentum(0.5), start=[4.0], steps=2).path.ravel()
    array([ 4. ,  2. , -0.8])
    """
    rate, decay = _as_rate(rate), _as_decay(decay)

    def step(at: Point, memory: State) -> tuple[FloatArray, State]:
        velocity = decay * memory[0] + at.gradient
        return -rate * velocity, (velocity,)

    return Optimiser(f"momentum, rate {rate:g}", (_NOTHING,), step)


def rmsprop(rate: float = 0.001, *, decay: float = 0.9, epsilon: float = 1e-7) -> Optimiser:
    r"""Step against the gradient, which is divided weight by weight by its recent size.

    .. math:: s \leftarrow \beta s + (1 - \beta) g^2, \qquad
        w \leftarrow w - \eta g / (\sqrt{s} + \epsilon)

    Parameters
    ----------
    rate : float, default=0.001
        Learning rate η: about the size of a step, whatever the gradient's.
    decay : float, default=0.9
        Part β of the mean square that is kept, below 1.
    epsilon : float, default=1e-7
        Keeps the step finite where gradients vanish.

    Returns
    -------
    Optimiser

    Raises
    ------
    TypeError, ValueError
        If `rate` is no positive number, `decay` none from 0 to below 1, or `epsilon` negative.

    References
    ----------
    Tieleman, Hinton (2012), Lecture 6.5: RMSprop, Neural Networks for Machine Learning.

    Examples
    --------
    >>> from xentlib.fitting import fit
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> fit(bowl, rmsprop(0.1, decay=0.0), start=[4.0], steps=2).path.ravel().round(3)
    array([4. , 3.9, 3.8])
    """
    rate, decay, epsilon = _as_rate(rate), _as_decay(decay), as_number(epsilon, "epsilon", low=0)

    def step(at: Point, memory: State) -> tuple[FloatArray, State]:
        square = decay * memory[0] + (1 - decay) * at.gradient**2
        return -rate * at.gradient / (np.sqrt(square) + epsilon), (square,)

    return Optimiser(f"RMSprop, rate {rate:g}", (_NOTHING,), step)


def adam(
    rate: float = 0.001, *, decay: float = 0.9, decay_square: float = 0.999, epsilon: float = 1e-8
) -> Optimiser:
    r"""Step along a velocity divided by the gradient's size, both corrected for starting at 0.

    .. math:: m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad
        s \leftarrow \beta_2 s + (1 - \beta_2) g^2, \quad
        w \leftarrow w - \eta \frac{m / (1 - \beta_1^t)}{\sqrt{s / (1 - \beta_2^t)} + \epsilon}

    Parameters
    ----------
    rate : float, default=0.001
        Learning rate η; the first step is as long in every weight.
    decay, decay_square : float
        Parts β₁ and β₂ of the two means that are kept, below 1.
    epsilon : float, default=1e-8
        Keeps the step finite where gradients vanish.

    Returns
    -------
    Optimiser

    Raises
    ------
    TypeError, ValueError
        If `rate` is no positive number, a decay none from 0 to below 1, or `epsilon` negative.

    References
    ----------
    Kingma, Ba (2015), Adam: A Method for Stochastic Optimization, ICLR. arXiv:1412.6980

    Examples
    --------
    >>> from xentlib.fitting import fit
    >>> bowl = lambda w: (w @ w / 2, w)
    >>> fit(bowl, adam(0.1), start=[4.0], steps=2).path.ravel().round(3)
    array([4. , 3.9, 3.8])
    """
    rate, epsilon = _as_rate(rate), as_number(epsilon, "epsilon", low=0)
    decay, decay_square = _as_decay(decay), _as_decay(decay_square, "decay_square")

    def step(at: Point, memory: State) -> tuple[FloatArray, State]:
        t, mean, square = memory[0] + 1, memory[1], memory[2]
        mean = decay * mean + (1 - decay) * at.gradient
        square = decay_square * square + (1 - decay_square) * at.gradient**2
        size = np.sqrt(square / (1 - decay_square**t))
        return -rate * mean / (1 - decay**t) / (size + epsilon), (t, mean, square)

    return Optimiser(f"Adam, rate {rate:g}", (_NOTHING,) * 3, step)
