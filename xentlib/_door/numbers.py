"""Single numbers, checked at the public door: sizes, strengths, parts and bases."""

from numbers import Integral, Real

import numpy as np


def as_size(n: int, name: str, *, low: int = 1) -> int:
    """One whole number of at least `low`."""
    if isinstance(n, bool) or not isinstance(n, Integral):
        raise TypeError(f"{name} must be a whole number; got {n!r}")
    if n < low:
        raise ValueError(f"{name} must be at least {low}; got {n}")
    return int(n)


def as_number(x: float, name: str, *, low: float) -> float:
    """Finite real number of at least `low`."""
    if isinstance(x, bool) or not isinstance(x, Real):
        raise TypeError(f"{name} must be a number; got {x!r}")
    if not low <= x < np.inf:
        raise ValueError(f"{name} must be a finite number of at least {low:g}; got {x}")
    return float(x)


def as_part(x: float, name: str) -> float:
    """One number between 0 and 1."""
    if as_number(x, name, low=0) > 1:
        raise ValueError(f"{name} must be at most 1; got {x}")
    return float(x)


def as_base(base: float) -> float:
    """Check the base of a logarithm: 2 for bits, e for nats, 10 for dits."""
    if isinstance(base, bool) or not isinstance(base, Real):
        raise TypeError(f"base must be a number greater than 1; got {base!r}")
    try:
        number = float(base)
    except OverflowError:
        number = np.inf
    if not 1 < number < np.inf:
        raise ValueError(
            f"base must be a finite number greater than 1 (2 for bits, np.e for nats); got {base}"
        )
    return number
