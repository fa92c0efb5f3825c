"""Ways to guard a logarithm or an exponential that spoil it, and inputs that show so."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from xentlib.classroom.exercises._common.formulas import clipped
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS, for_limits
from xentlib.numerics import sigmoid

# How unlikely outcomes are, in nats: near each limit and beyond the smallest of them, but not so
# far that the textbook's formulas fail in single precision.
DOUBTS = -np.array([5.0, 10, 16, 23, 30, 36, 46, 60])

DEEP_DOUBTS = np.append(DOUBTS, [-70, -230, -690, -708])

COMMON = (*LIMITS, 2.2e-16)

DEEP = (*COMMON, 1e-30, 1e-100, 1e-300, float(np.finfo(np.float64).tiny))

LOGS: dict[str, list[Function]] = {
    "clipped": [
        lambda e, p: np.log(np.maximum(p, e)),
        lambda e, p: np.log(np.clip(p, e, 1 - e)),
    ],
    "epsilon": [lambda e, p: np.log(p + e)],
}


def guards(price: Function, limits: Sequence[float] = COMMON) -> dict[str, list[Function]]:
    """Forms of a price that takes its logarithm as first argument: a clip, or a sum, in it."""

    def with_log(log: Function) -> Function:
        return lambda e, *args: price(partial(log, e), *args)

    logs = {name: list(map(with_log, some)) for name, some in LOGS.items()}
    return for_limits(logs, limits)


def guarded(
    price: Function, limits: Sequence[float] = COMMON
) -> dict[str, list[Function] | Function]:
    """Guards as mistakes, to which a row adds its own."""
    return {**guards(price, limits)}


def held(price: Function) -> list[Function]:
    """Forms of a price whose last argument is a sigmoid: held between limits, before 1 − p is."""

    def between(e: float, *args: Array) -> object:
        return price(*args[:-1], clipped(sigmoid(args[-1]), e))

    return [partial(between, e) for e in COMMON]


def forms(name: str, *tables: dict[str, list[Function]]) -> list[Function]:
    """Every form that several tables of guards have under a name."""
    return [form for table in tables for form in table[name]]


# The tables stand first in a row's inputs: there all but one of the limits are ruled out at once.
def unlikely_seconds(doubts: Array = DOUBTS) -> list[tuple[Array, Array]]:
    """Labels and logits where the less likely of two classes came: a table, and one alone."""
    table = np.stack([0 * doubts, doubts], axis=1)
    ones = np.ones(len(doubts), int)
    return [(ones, table), (ones[:1], np.array([[0.0, -36.0]]))]


def unlikely_yes() -> list[tuple[Array, Array]]:
    """Labels and logits where an unlikely yes came: a table of one label, and one alone."""
    return [
        (np.ones((len(DOUBTS), 1)), DOUBTS[:, None]),
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
