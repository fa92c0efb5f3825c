"""Ways to guard a logarithm or an exponential that spoil it, and inputs that show so.

A loss with a logarithm: write it once with the logarithm as first argument, and `guarded` makes
its mistakes; `forms_of` joins those of two formulas. A sigmoid that is clipped before 1 − p is
taken: `clipped_sigmoid`. A softmax: `wrongly_shifted` and `clipped_logits`. The inputs that show
them are `unlikely_seconds` and `unlikely_yes`, or made of UNLIKELY; for a loss that must be right
however small p is, take DEEP_LIMITS and MOST_UNLIKELY.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from xentlib.classroom.exercises._common.formulas import clipped
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS, for_limits
from xentlib.numerics import sigmoid

# Logits of unlikely outcomes, which are also their logarithms: near each limit and beyond the
# smallest of them, but not so far that the textbook's formulas fail in single precision.
UNLIKELY = -np.array([5.0, 10, 16, 23, 30, 36, 46, 60])

MOST_UNLIKELY = np.append(UNLIKELY, [-70, -230, -690, -708])  # near DEEP_LIMITS, too

LOGS: dict[str, list[Function]] = {
    "clipped": [
        lambda e, p: np.log(np.maximum(p, e)),
        lambda e, p: np.log(np.clip(p, e, 1 - e)),
    ],
    "epsilon": [lambda e, p: np.log(p + e)],
}


def guarded(price: Function, limits: Sequence[float] = LIMITS) -> dict[str, Any]:
    """Mistakes "clipped" and "epsilon" of a price that takes its logarithm as first argument."""

    def with_log(log: Function) -> Function:
        return lambda e, *args: price(partial(log, e), *args)

    logs = {name: list(map(with_log, some)) for name, some in LOGS.items()}
    return for_limits(logs, limits)


def clipped_sigmoid(price: Function) -> list[Function]:
    """Forms of a price whose last argument is a sigmoid: held between limits, before 1 − p is."""

    def between(e: float, *args: Array) -> object:
        return price(*args[:-1], clipped(sigmoid(args[-1]), e))

    return [partial(between, e) for e in LIMITS]


def forms_of(name: str, *tables: dict[str, Any]) -> list[Function]:
    """Every form that several `guarded` have under a name."""
    return [form for table in tables for form in table[name]]


# The tables stand first in a row's inputs: there all but one of the limits are ruled out at once.
def unlikely_seconds(logits: Array = UNLIKELY) -> list[tuple[Array, Array]]:
    """Labels and logits where the less likely of two classes came: a table, and one alone."""
    table = np.stack([0 * logits, logits], axis=1)
    ones = np.ones(len(logits), int)
    return [(ones, table), (ones[:1], np.array([[0.0, -36.0]]))]


def unlikely_yes() -> list[tuple[Array, Array]]:
    """Labels and logits where an unlikely yes came: a table of one label, and one alone."""
    return [
        (np.ones((len(UNLIKELY), 1)), UNLIKELY[:, None]),
        (np.array([[1.0]]), np.array([[-36.0]])),
    ]


# Anything but each row's largest logit, as something to take out of the exponentials.
WRONG_SHIFTS: list[Function] = [
    lambda z: z.mean(-1, keepdims=True),
    lambda z: np.median(z, -1, keepdims=True),
    lambda z: z[..., :1],
    lambda z: z[..., -1:],
    lambda z: abs(z).max(-1, keepdims=True),
    lambda z: z.max(),
    *[lambda z, c=c: c + 0 * z[..., :1] for c in (50.0, 100.0, 500.0, 700.0, 1000.0)],
]

HIGHEST_LOGITS = (10.0, 20.0, 30.0, 50.0, 88.0, 100.0, 500.0, 700.0, 709.0)


def wrongly_shifted(function: Function) -> list[Function]:
    """Forms of a function whose first argument says what to take out of the logits."""
    return [partial(function, shift) for shift in WRONG_SHIFTS]


def clipped_logits(function: Function) -> list[Function]:
    """Forms of a function whose last argument, the logits, is held between limits."""

    def held(c: float, *args: Array) -> object:
        return function(*args[:-1], np.clip(args[-1], -c, c))

    return [partial(held, c) for c in HIGHEST_LOGITS]


def shifted_softmax(shift: Function, z: Array) -> Array:
    """Softmax with something taken out of each exponent."""
    e = np.exp(z - shift(z))
    return e / e.sum(-1, keepdims=True)


def shifted_logsumexp(shift: Function, z: Array) -> Array:
    """Logarithm of the summed exponentials, with something taken out and put back."""
    return (np.log(np.exp(z - shift(z)).sum(-1, keepdims=True)) + shift(z))[..., 0]
