"""What the exercises on cross-entropy and KL share."""

from collections.abc import Callable, Sequence

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib.classroom.exercises._common.inputs import Function, hundredths
from xentlib.classroom.exercises._common.limits import for_limits
from xentlib.numerics import FloatArray, expectation, log_ratio, surprise

Pair = Callable[[FloatArray, FloatArray], FloatArray]

HALVING = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])

EDGES = 1e-7, 1e-13, 1e-17  # beliefs that tell a limit from a + epsilon

SQUARES = "No logarithm, so no bits: squares add up differences, not surprise."

PART = "That is what the wrong belief adds; the whole price is asked."


def price(p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum of -p log2 q, whatever the masses sum to."""
    return expectation(p, surprise(q, 2))


def extra(p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum of p log2 p / q, whatever the masses sum to."""
    return expectation(p, log_ratio(p, q, 2))


def kept_from_zero(
    measure: Pair, typed: Function, alone: Sequence[Function]
) -> dict[str, list[Function]]:
    """Ways to keep a belief, or both, away from 0; `alone` are formulas with zeros in the truth."""
    return for_limits(
        {
            "epsilon in the log": [
                lambda e, p, q: typed(p, q, e),
                lambda e, p, q: typed(p + e, q + e),
                lambda e, p, q: measure(p, q + e),
                *(lambda e, p, q, f=f: f(p, q + e) for f in alone),
            ],
            "clipping": [
                lambda e, p, q: measure(p, np.maximum(q, e)),
                lambda e, p, q: measure(p, np.clip(q, e, 1 - e)),
                lambda e, p, q: typed(np.maximum(p, e), np.maximum(q, e)),
                lambda e, p, q: typed(np.clip(p, e, 1 - e), np.clip(q, e, 1 - e)),
                *(lambda e, p, q, f=f: f(p, np.maximum(q, e)) for f in alone),
                *(lambda e, p, q, f=f: f(p, np.clip(q, e, 1 - e)) for f in alone),
            ],
        }
    )


def pairs(rng: np.random.Generator) -> list[tuple[FloatArray, FloatArray]]:
    """Truths and beliefs: simple ones, zeros on either side, rare ones, stacks of them."""
    p, q = hundredths(rng, 2, 3, 2, 4)
    q[0, 0] = [0.5, 0.5, 0, 0]
    return [
        (HALVING, HALVING[::-1].copy()),
        (np.array([0.75, 0.25]), np.array([0.5, 0.5])),
        (np.array([1.0, 0.0]), np.array([0.25, 0.75])),
        (np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.75, 0.0])),
        (np.array([0.5, 0.5]), np.array([1.0, 0.0])),
        *((np.array([0.5, 0.5]), np.array([1 - rare, rare])) for rare in EDGES),
        (hundredths(rng, 5), hundredths(rng, 5)),
        (hundredths(rng, 2, 3), hundredths(rng, 2, 3)),
        (p, q),
    ]


def shared(
    measure: Pair, typed: Function, terms: Pair, *, alone: Sequence[Function] = ()
) -> dict[str, Function | list[Function]]:
    """List what goes wrong with a price and with a surcharge alike; typed adds up the terms."""
    common: dict[str, Function | list[Function]] = {
        "truth and belief": [lambda p, q: measure(q, p), lambda p, q: typed(q, p)],
        "zero log zero": typed,
        "all axes": lambda p, q: measure(p.ravel(), q.ravel()),
        "wrong axis": lambda p, q: measure(p.T, q.T).T,
        "mean": lambda p, q: measure(p, q) / p.shape[-1],
        "squares": lambda p, q: ((p - q) ** 2).sum(-1),
        "forbidden": [
            lambda p, q: measure(np.where(q > 0, p, 0), q),
            lambda p, q: np.nan_to_num(measure(p, q)),
            lambda p, q: np.nan_to_num(terms(p, q)).sum(-1),
        ],
    }
    return common | kept_from_zero(measure, typed, alone)


def shares(labels: IntArray, k: int) -> FloatArray:
    """Relative frequencies of k outcomes."""
    return np.bincount(labels, minlength=k) / len(labels)
