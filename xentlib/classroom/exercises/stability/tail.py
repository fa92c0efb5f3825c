"""Softmax cross-entropy of each row, right where it is tiny and where it is large."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import hot_like, naive_nll, nll, of_target
from xentlib.classroom.exercises._common.guards import (
    MOST_UNLIKELY,
    clipped_logits,
    forms_of,
    guarded,
    shifted_logsumexp,
    shifted_softmax,
    unlikely_seconds,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.stability._shared import FAR_ROWS
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import logsumexp, softmax


def guarded_by(log: Function, y: Array, z: Array) -> Array:
    """Price by a logarithm of one's own, of a softmax that does not overflow."""
    return -log(of_target(y, softmax(z)))


def others(y: Array, z: Array, shift: Array) -> Array:
    """Sum the exponentials of the other classes, with something taken out."""
    return (np.exp(z - shift[:, None]) * (1 - hot_like(y, z))).sum(1)


def own(y: Array, z: Array) -> Array:
    """Logit of the class that came."""
    return of_target(y, z)


def without_own(y: Array, z: Array) -> Array:
    """Logits with that of the class that came at minus infinity."""
    return np.where(hot_like(y, z) == 1, -np.inf, z)


def whole(y: Array, z: Array) -> Array:
    """Loss of each row, without a branch: others + own - 1 in one sum."""
    d = own(y, z) - z.max(1)
    return np.log1p(others(y, z, z.max(1)) + np.expm1(d)) - d


GUARDED = guarded(guarded_by, DEEP_LIMITS)

TAIL = np.array([[40.0, 0.0], [0.0, 800.0]])

EXERCISE = Exercise(
    reference=lambda y, z: softmax_cross_entropy(y, z),
    inputs=lambda rng: [
        *unlikely_seconds(MOST_UNLIKELY),
        (np.array([0]), np.array([[0.0, 0.0]])),
        (np.array([0]), TAIL[:1]),
        (np.array([0]), TAIL[1:]),
        (np.array([0, 1, 2]), np.array([[90.0, 50, 49], [0, 45, 0], [-1000, -1050, -950.0]])),
        (np.array([1, 0]), np.array([[990.0, 1000, 960], [-800, -760, -790]])),
        *((np.array([k]), row) for k, row in zip((1, 1, 0, 1), FAR_ROWS, strict=True)),
        (IDS4, Z4),
        *((labels_for(rng, z), z) for z in random_logits(rng, [(2, 3), (3, 2), (5, 4)])),
    ],
    hints=(
        "At (40, 0) the loss is log(1 + e⁻⁴⁰). What is the second term of the sum, for K classes?",
        "The loss is log(1 + others / own). Take the largest logit out of both: can own become 0?",
        "d = z_y − max z, and o the sum of the others' exp(z − max z): log1p(o + expm1(d)) − d.",
    ),
    mistakes={
        "absorption": lambda y, z: logsumexp(z) - own(y, z),
        "flattened": lambda y, z: logsumexp(z.ravel()) - own(y, z),
        "both tails": [
            lambda y, z: guarded_by(np.log, y, z),
            lambda y, z: np.log1p(np.exp(z - own(y, z)[:, None]).sum(1) - 1),
        ],
        "overflow": [
            naive_nll,
            lambda y, z: np.log(np.exp(z).sum(1)) - own(y, z),
            lambda y, z: np.log1p(others(y, z, own(y, z))),
            lambda y, z: np.log1p(others(y, z, z.max(1)) / np.exp(own(y, z) - z.max(1))),
        ],
        "own counted twice": [
            lambda y, z: np.log1p(np.exp(z - z.max(1)[:, None]).sum(1)) + z.max(1) - own(y, z),
            lambda y, z: np.log1p(np.exp(logsumexp(z) - own(y, z))),
            lambda y, z: np.logaddexp(0, logsumexp(z) - own(y, z)),
        ],
        "shift forgotten": lambda y, z: whole(y, z) + own(y, z) - z.max(1),
        "one counted": lambda y, z: np.log1p(others(y, z, z.max(1))) + z.max(1) - own(y, z),
        "zero is a logit": lambda y, z: np.logaddexp(
            0, logsumexp(z * (1 - hot_like(y, z))) - own(y, z)
        ),
        "upside down": lambda y, z: np.logaddexp(0, own(y, z) - logsumexp(without_own(y, z))),
        "only the largest": lambda y, z: np.logaddexp(0, without_own(y, z).max(1) - own(y, z)),
        "odds": lambda y, z: logsumexp(without_own(y, z)) - own(y, z),
        "no logarithm": [
            lambda y, z: np.exp(logsumexp(without_own(y, z)) - own(y, z)),
            lambda y, z: of_target(y, softmax(z)),
        ],
        "complement": lambda y, z: logsumexp(z) - logsumexp(without_own(y, z)),
        "off by one": [
            lambda y, z: nll(y - 1, z),
            lambda y, z: nll((y + 1) % z.shape[1], z),
        ],
        "all axes": [lambda y, z: whole(y, z).mean(), lambda y, z: whole(y, z).sum()],
        "wrong sign inside": lambda y, z: whole(y, -z),
        "softmax twice": lambda y, z: whole(y, softmax(z)),
        "wrong shift": [
            *wrongly_shifted(lambda s, y, z: shifted_logsumexp(s, z) - own(y, z)),
            *wrongly_shifted(lambda s, y, z: -np.log(of_target(y, shifted_softmax(s, z)))),
        ],
        "clipped": [*forms_of("clipped", GUARDED), *clipped_logits(whole)],
        "epsilon": forms_of("epsilon", GUARDED),
    },
    say={
        "absorption": "Where the class that came has by far the largest logit, the loss became "
        "0 or lost its digits: a sum absorbed the other classes. Add them up without the 1.",
        "overflow": "Right for small logits. Where another class has by far the largest logit, an "
        "exponential overflowed, or you divided by one that became 0.",
        "both tails": "Both tails are wrong: inf where another class has by far the largest logit, "
        "and 0 where the class that came has it, since a sum absorbed the others.",
        "zero is a logit": "A logit that was set to 0 still counts as a class. Leave it out: set "
        "it to −inf.",
        "upside down": "That is log(1 + own / others). Which of the two is divided by which?",
        "own counted twice": "The class that came is in the sum, and log1p adds its 1 once more.",
        "shift forgotten": "What was taken out of the exponentials was not put back.",
        "one counted": "log1p adds 1 for the class that came. Is its exponential 1 where another "
        "class has the largest logit?",
        "only the largest": "Only one of the other classes counts here: all of them share the "
        "mass.",
        "odds": "That is the logarithm of others / own. The loss is that of 1 + others / own.",
        "no logarithm": "There is no logarithm in the result.",
        "complement": "That is the price of the other classes, taken together.",
        "all axes": "One number for each row is asked.",
        "wrong sign inside": "The logits enter with a minus.",
        "softmax twice": "The softmax was taken once more, of what was a softmax already.",
    },
    right=(
        whole,
        lambda y, z: np.logaddexp(0, logsumexp(without_own(y, z)) - own(y, z)),
        lambda y, z: (
            np.log1p(others(y, z, z.max(1)) + (np.exp(own(y, z) - z.max(1)) - 1))
            - (own(y, z) - z.max(1))
        ),
        lambda y, z: [
            np.logaddexp(0, np.logaddexp.reduce(np.delete(row, k)) - row[k])
            for k, row in zip(y, z, strict=True)
        ],
    ),
    unit="nats",
    atol=0.0,
    reread="The same tail with K classes",
    kind="derivation",
)
