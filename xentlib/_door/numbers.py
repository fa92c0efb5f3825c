"""Single numbers: sizes, strengths, parts of a whole and bases of logarithms."""

from numbers import Integral, Real
from typing import Any

import numpy as np


def as_scalar(x: object, name: str, what: str = "a number", *, kind: type = Real) -> Any:
    """One number of a kind; a bool is none."""
    if isinstance(x, bool) or not isinstance(x, kind):
        raise TypeError(f"{name} must be {what}; got {x!r}")
    return x


def as_whole(n: object, name: str, *, low: int = 1) -> int:
    """One whole number of at least `low`."""
    whole = int(as_scalar(n, name, "a whole number", kind=Integral))
    if whole < low:
        raise ValueError(f"{name} must be at least {low}; got {n}")
    return whole


def _as_float(x: object, name: str, what: str = "a number") -> float:
    number = as_scalar(x, name, what)
    try:
        return float(number)
    except OverflowError:
        return np.inf if number > 0 else -np.inf


def as_number(x: object, name: str, *, low: float) -> float:
    """Finite real number of at least `low`."""
    number = _as_float(x, name)
    if not low <= number < np.inf:
        raise ValueError(f"{name} must be a finite number of at least {low:g}; got {x}")
    return number


def as_amount(x: object, name: str) -> float:
    """Finite real number of either sign."""
    number = _as_float(x, name)
    if not abs(number) < np.inf:
        raise ValueError(f"{name} must be a finite number; got {x}")
    return number


def as_part(x: object, name: str) -> float:
    """One number between 0 and 1."""
    number = as_number(x, name, low=0)
    if number > 1:
        raise ValueError(f"{name} must be at most 1; got {x}")
    return number


def as_base(base: object) -> float:
    """Check the base of a logarithm: 2 for bits, e for nats, 10 for dits."""
    number = _as_float(base, "base", "a number greater than 1")
    if not 1 < number < np.inf:
        raise ValueError(
            f"base must be a finite number greater than 1 (2 for bits, np.e for nats); got {base}"
        )
    return number
