"""Links of classes that exclude one another: from logits to probabilities and their logarithms."""

from numpy.typing import ArrayLike

from xentlib import numerics
from xentlib._door.distributions import as_logit_rows
from xentlib.numerics import FloatArray


def softmax(logits: ArrayLike, *, axis: int = -1) -> FloatArray:
    r"""Probabilities proportional to the exponentials of the logits.

    .. math:: p_k = e^{z_k} / \sum_j e^{z_j}

    Parameters
    ----------
    logits : array_like of shape (..., n_classes)
        Unnormalised log-probabilities; -inf marks an impossible class.
    axis : int, default=-1
        Axis of the classes.

    Returns
    -------
    ndarray, shaped like `logits`
        Probabilities that sum to 1 along `axis`.

    Raises
    ------
    TypeError, ValueError
        For anything but real logits below +inf, at least one of them finite along `axis`.

    See Also
    --------
    log_softmax : its logarithm, exact where the softmax rounds to 0 or 1.

    References
    ----------
    Bridle (1990), Probabilistic Interpretation of Feedforward Classification Network Outputs,
    with Relationships to Statistical Pattern Recognition, in: Neurocomputing, Springer, 227-236.
    doi:10.1007/978-3-642-76153-9_28

    Examples
    --------
    >>> softmax([0.0, 1.0, 2.0]).round(3)
    array([0.09 , 0.245, 0.665])
    """
    return numerics.softmax(as_logit_rows(logits, axis=axis), axis=axis)


def log_softmax(logits: ArrayLike, *, axis: int = -1) -> FloatArray:
    r"""Logarithm of the softmax, in nats, right to the last digits in the tails too.

    .. math:: \log p_k = z_k - \log \sum_j e^{z_j}

    Parameters
    ----------
    logits : array_like of shape (..., n_classes)
        Unnormalised log-probabilities; -inf marks an impossible class.
    axis : int, default=-1
        Axis of the classes.

    Returns
    -------
    ndarray, shaped like `logits`
        Log-probabilities, at most 0.

    Raises
    ------
    TypeError, ValueError
        For anything but real logits below +inf, at least one of them finite along `axis`.

    Notes
    -----
    The largest term is taken out of the sum and `log1p` used for the rest; ``z - logsumexp(z)``
    would return 0 for the first class below.

    Examples
    --------
    >>> print(log_softmax([40.0, 0.0])[0])
    -4.248354255291589e-18
    """
    return numerics.log_softmax(as_logit_rows(logits, axis=axis), axis=axis)


def logsumexp(logits: ArrayLike, *, axis: int = -1) -> FloatArray:
    r"""Logarithm of the summed exponentials: the softmax's normaliser, and a soft maximum.

    .. math:: \log \sum_k e^{z_k}

    Parameters
    ----------
    logits : array_like of shape (..., n_classes)
        Unnormalised log-probabilities; -inf marks an impossible class.
    axis : int, default=-1
        Axis that is summed over.

    Returns
    -------
    ndarray of shape (...)
        In nats; adding b to every logit adds b to the result; -inf where all logits are.

    Raises
    ------
    TypeError, ValueError
        For anything but real logits below +inf, at least one of them along `axis`.

    References
    ----------
    Blanchard, Higham, Higham (2021), Accurately Computing the Log-Sum-Exp and Softmax Functions,
    IMA Journal of Numerical Analysis 41:2311-2330. doi:10.1093/imanum/draa038

    Examples
    --------
    >>> print(logsumexp([1000.0, 1000.0]).round(3))
    1000.693
    """
    z = as_logit_rows(logits, axis=axis, some_possible=False)
    return numerics.logsumexp(z, axis=axis)
