"""Lesson 02, first part: what a belief costs where something else is true."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from xentlib.classroom.checking import Exercise, Mistake
from xentlib.classroom.exercises._l01_averages import RARE, bits
from xentlib.information import cross_entropy, kl_divergence
from xentlib.numerics import FloatArray, expectation, log_ratio, surprise

Pair = Callable[[FloatArray, FloatArray], FloatArray]
HALVING = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
WHOLE = "That is the whole price. How much of it would the right belief have paid as well?"
PART = "That is what the wrong belief adds. What does even the right one pay?"


def price(p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum of -p log2 q, whatever the masses sum to."""
    return expectation(p, surprise(q, 2))


def extra(p: FloatArray, q: FloatArray) -> FloatArray:
    """Sum of p log2 p / q, whatever the masses sum to."""
    return expectation(p, log_ratio(p, q, 2))


def kept_from_zero(measure: Pair, typed: Callable[..., FloatArray]) -> Iterator[Mistake]:
    """Ways to keep a belief away from 0, for the limits that are in use."""
    mends: dict[str, list[Callable[..., FloatArray]]] = {
        "epsilon in the log": [lambda e, p, q: typed(p, q, e), lambda e, p, q: measure(p, q + e)],
        "clipping": [
            lambda e, p, q: measure(p, np.maximum(q, e)),
            lambda e, p, q: measure(p, np.clip(q, e, 1 - e)),
        ],
    }
    for limit in (*10.0 ** -np.arange(3, 13), float(np.finfo(np.float32).eps)):
        for name, functions in mends.items():
            yield from (Mistake(name, partial(function, limit)) for function in functions)


def typed_price(p: FloatArray, q: FloatArray, e: float = 0.0) -> FloatArray:
    """Cross-entropy by the textbook's formula, which knows no zeros."""
    return -(p * np.log2(q + e)).sum(-1)


def typed_extra(p: FloatArray, q: FloatArray, e: float = 0.0) -> FloatArray:
    """KL by the textbook's formula, which knows no zeros."""
    return (p * np.log2((p + e) / (q + e))).sum(-1)


def pairs(rng: np.random.Generator) -> list[tuple[FloatArray, FloatArray]]:
    """Truths and beliefs: simple ones, zeros on either side, rare ones, stacks of them."""
    p, q = rng.dirichlet(np.ones(4), size=(2, 3, 2))
    q[0, 0] = [0.5, 0.5, 0, 0]
    return [
        (HALVING, HALVING[::-1].copy()),
        (np.array([0.75, 0.25]), np.array([0.5, 0.5])),
        (np.array([1.0, 0.0]), np.array([0.25, 0.75])),
        (np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.75, 0.0])),
        (np.array([0.5, 0.5]), np.array([1.0, 0.0])),
        *((np.array([0.5, 0.5]), np.array([1 - rare, rare])) for rare in RARE),
        (rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(5))),
        (rng.dirichlet(np.ones(3), size=2), rng.dirichlet(np.ones(3), size=2)),
        (p, q),
    ]


def shared(measure: Pair, typed: Callable[..., FloatArray]) -> tuple[Mistake, ...]:
    """List what goes wrong with a price and with a surcharge alike."""
    return (
        Mistake("truth and belief", lambda p, q: measure(q, p)),
        Mistake("truth and belief", lambda p, q: typed(q, p)),
        Mistake("zero log zero", typed),
        Mistake("all axes", lambda p, q: measure(p.ravel(), q.ravel())),
        Mistake("wrong axis", lambda p, q: measure(p.T, q.T).T),
        Mistake("mean", lambda p, q: measure(p, q) / p.shape[-1]),
        Mistake(
            "squares",
            lambda p, q: ((p - q) ** 2).sum(-1),
            "No logarithm, so no bits: squares add up differences, not surprise.",
        ),
        Mistake("forbidden", lambda p, q: measure(np.where(q > 0, p, 0), q)),
        Mistake("forbidden", lambda p, q: np.nan_to_num(measure(p, q))),
        *kept_from_zero(measure, typed),
    )


CROSS_ENTROPY = Exercise(
    "02.cross_entropy",
    reference=lambda p, q: cross_entropy(p, q, base=2),
    inputs=pairs,
    hints=(
        "Whose probabilities set the length of a word, and whose say how often it is sent?",
        "Average the surprise −log2 q with the weights p. What is 0 · ∞, and what 0.5 · ∞?",
        "−p · log2 q summed along the last axis, over the outcomes with p > 0 alone.",
    ),
    mistakes=(
        *shared(price, typed_price),
        Mistake("entropy", lambda p, _: bits(p), "The belief q makes no difference here."),
        Mistake("entropy", lambda _, q: bits(q), "That is what q expects to pay. Is q true?"),
        Mistake("divergence", extra, PART),
        Mistake("each alike", lambda _, q: surprise(q, 2).mean(-1)),
        Mistake("sum", lambda _, q: surprise(q, 2).sum(-1)),
        Mistake("perplexity", lambda p, q: 2 ** price(p, q)),
    ),
    right=(
        lambda p, q: np.nansum(-p * np.log2(q), axis=-1),
        lambda p, q: bits(p) + extra(p, q),
        lambda p, q: -(p * np.log2(q, out=np.zeros_like(q), where=p > 0)).sum(-1),
        lambda p, q: np.where(p > 0, -p * np.log2(q), 0).sum(-1),
    ),
    unit="bits",
    reread="The price of a wrong code",
)

KL = Exercise(
    "02.kl",
    reference=lambda p, q: kl_divergence(p, q, base=2),
    inputs=pairs,
    hints=(
        "What does the wrong code cost, and what the right one? Both under p.",
        "Each outcome adds p · (log2 p − log2 q). Which p needs care, and which q does not?",
        "p · log2(p / q) summed along the last axis, over the outcomes with p > 0 alone.",
    ),
    mistakes=(
        *shared(extra, typed_extra),
        Mistake("cross-entropy", price, WHOLE),
        Mistake("entropy gap", lambda p, q: bits(q) - bits(p)),
        Mistake("entropy gap", lambda p, q: bits(p) - bits(q)),
        Mistake("absolute", lambda p, q: expectation(p, abs(log_ratio(p, q, 2)))),
        Mistake("each alike", lambda p, q: log_ratio(p, q, 2).mean(-1)),
        Mistake("sum", lambda p, q: log_ratio(p, q, 2).sum(-1)),
        Mistake("symmetrised", lambda p, q: extra(p, q) + extra(q, p)),
        Mistake("symmetrised", lambda p, q: (extra(p, q) + extra(q, p)) / 2),
    ),
    right=(
        lambda p, q: np.nansum(p * np.log2(p / q), axis=-1),
        lambda p, q: price(p, q) - bits(p),
        lambda p, q: np.where(p > 0, p * (np.log2(p) - np.log2(q)), 0).sum(-1),
    ),
    unit="bits",
    reread="What the belief adds",
)


DIVERGENCES = (CROSS_ENTROPY, KL)
