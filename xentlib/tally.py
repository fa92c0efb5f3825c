"""A summary that can be added: what blocks, batches and machines report, and what that sums to."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from xentlib._door.arrays import IntArray, as_float, demand
from xentlib._door.distributions import as_logit_rows
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_ids
from xentlib.calibration import Reliability
from xentlib.calibration._bins import bin_sums, sum_by
from xentlib.numerics import FloatArray, log_softmax, times

BIG = float(np.finfo(np.float64).max)


@dataclass(frozen=True)
class Tally:
    """Sums over examples, from which every mean follows.

    ``a + b`` is the tally of both, and ``sum(parts)`` that of all parts. Addition is associative
    and commutative: counts exactly, sums of floats up to rounding. A tally of no examples changes
    nothing. That makes tallies a commutative monoid, and lets the parts of a large evaluation be
    counted anywhere, in any order.

    Attributes
    ----------
    loss, weight : ndarray of shape (n_classes,)
        Weighted losses in nats, and the weights, summed over the examples of each class.
    confusion : ndarray of int, shape (n_classes, n_classes)
        Examples by what happened (row) and by the likeliest class (column).
    bin_counts : ndarray of int, shape (n_bins,)
        Examples by the probability of their likeliest class, in bins of equal width.
    bin_confidence, bin_correct : ndarray of shape (n_bins,)
        Sums of that probability, and of how often that class happened.
    """

    loss: FloatArray
    weight: FloatArray
    confusion: IntArray
    bin_counts: IntArray
    bin_confidence: FloatArray
    bin_correct: FloatArray

    def __add__(self, other: "Tally") -> "Tally":
        if not isinstance(other, Tally):
            return NotImplemented
        mine, theirs = ((len(t.loss), len(t.bin_counts)) for t in (self, other))
        if mine != theirs:
            raise ValueError(
                f"tallies must count the same classes and bins to be added; "
                f"got (n_classes, n_bins) = {mine} and {theirs}"
            )
        names = (field.name for field in fields(self))
        return Tally(*(getattr(self, name) + getattr(other, name) for name in names))

    def __radd__(self, other: int) -> "Tally":
        """Add nothing: `sum` begins with a 0."""
        return self if isinstance(other, int) and other == 0 else NotImplemented

    @property
    def n(self) -> int:
        """Number of examples."""
        return int(self.confusion.sum())

    @property
    def mean_loss(self) -> float:
        """Loss per unit of weight, in nats."""
        return float(self.loss.sum() / self._positive(float(self.weight.sum())))

    @property
    def class_losses(self) -> FloatArray:
        """Mean loss of the examples of each class, in nats; nan for a class without weight."""
        with np.errstate(invalid="ignore"):
            return self.loss / np.where(self.weight > 0, self.weight, np.nan)

    @property
    def accuracy(self) -> float:
        """Part of the examples whose likeliest class happened."""
        return float(np.trace(self.confusion) / self._positive(self.n))

    @property
    def reliability(self) -> Reliability:
        """Confidence in the likeliest class, beside how often it happened."""
        self._positive(self.n)
        edges = np.linspace(0, 1, len(self.bin_counts) + 1)
        return Reliability.from_sums(edges, self.bin_counts, self.bin_confidence, self.bin_correct)

    @staticmethod
    def _positive(total: float) -> float:
        if not total > 0:
            raise ValueError("a tally must hold examples of positive weight to have a mean")
        return total


def tally(
    y_true: ArrayLike,
    logits: ArrayLike,
    *,
    losses: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    n_bins: int = 10,
) -> Tally:
    """Sum up losses, mistakes and calibration of a forecast, so that parts can be added.

    Parameters
    ----------
    y_true : array_like of int, shape (...)
        Class ids.
    logits : array_like of shape (..., n_classes)
        Unnormalised log-probabilities; for probabilities, their logarithm.
    losses : array_like of shape (...), optional
        Loss of each example; the cross-entropy in nats by default.
    weights : array_like of shape (...), optional
        Weight of each example's loss, at least 0; 1 by default. Counts are not weighted.
    n_bins : int, default=10
        Bins of confidence from 0 to 1.

    Returns
    -------
    Tally

    Raises
    ------
    TypeError, ValueError
        For ids that name no class, impossible logits, negative weights, unequal shapes.

    Examples
    --------
    >>> first = tally([0, 1], [[2.0, 0.0], [2.0, 0.0]])
    >>> both = first + tally([1], [[0.0, 3.0]])
    >>> both.n, both.confusion.tolist(), round(both.mean_loss, 3)
    (3, [[1, 0], [1, 1]], 0.767)
    """
    z = as_logit_rows(logits).astype(np.float64)
    k, n_bins = z.shape[-1], as_whole(n_bins, "n_bins")
    y, log_p = as_ids(y_true, k, "y_true"), log_softmax(z)
    _check_shape(y.shape, "y_true", z)
    own = 0 - np.take_along_axis(log_p, y[..., None], -1)[..., 0]
    loss = own if losses is None else _as_numbers(losses, "losses", z, low=-BIG, high=np.inf)
    weight = np.ones_like(own)
    if weights is not None:
        weight = _as_numbers(weights, "weights", z, low=0, high=BIG)
    top, confidence, y = log_p.argmax(-1).ravel(), np.exp(log_p.max(-1)).ravel(), y.ravel()
    return Tally(
        sum_by(y, times(weight, loss).ravel(), k),
        sum_by(y, weight.ravel(), k),
        np.bincount(y * k + top, minlength=k * k).reshape(k, k),
        *bin_sums(np.linspace(0, 1, n_bins + 1), (y == top).astype(np.float64), confidence),
    )


def _check_shape(shape: tuple[int, ...], name: str, z: FloatArray) -> None:
    if shape != z.shape[:-1]:
        raise ValueError(
            f"{name} must hold one number per example, shape {z.shape[:-1]} beside logits of "
            f"shape {z.shape}; got {shape}"
        )


def _as_numbers(x: ArrayLike, name: str, z: FloatArray, *, low: float, high: float) -> FloatArray:
    array = as_float(x, name).astype(np.float64)
    _check_shape(array.shape, name, z)
    good = (array >= low) & (array <= high)
    demand(good, array, f"{name} must hold numbers from {low:g} to {high:g}")
    return array
