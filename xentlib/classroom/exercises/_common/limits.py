"""Limits by which probabilities are commonly held away from 0, and mistakes that have one."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from xentlib.classroom.exercises._common.inputs import Function

EPS = float(np.finfo(np.float64).eps)

LIMITS = (*10.0 ** -np.arange(2, 17), 1e-20, 2.2e-16, EPS, float(np.finfo(np.float32).eps))

DEEP_LIMITS = (*LIMITS, 1e-30, 1e-100, 1e-300, float(np.finfo(np.float64).tiny))

COARSE = tuple(e for e in LIMITS if e >= 1e-12)

ABOVE_ONE = tuple(e for e in LIMITS if 1 + e > 1)

BELOW_ONE = tuple(e for e in LIMITS if 1 - e < 1)


def for_limits(
    forms: Mapping[str, Sequence[Function]], limits: Sequence[float] = LIMITS
) -> dict[str, list[Function]]:
    """Mistakes whose forms take a limit before their other arguments, once for each limit."""
    return {name: [partial(f, e) for f in some for e in limits] for name, some in forms.items()}
