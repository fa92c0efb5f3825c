"""Price of the news that a class is not the one, right where it is tiny and where it is large."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import (
    flat_softmax,
    hot_like,
    naive_softmax,
    nll,
    of_target,
)
from xentlib.classroom.exercises._common.guards import MOST_UNLIKELY, guarded
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS, LIMITS
from xentlib.classroom.exercises.a2_binary_and_softmax._shared import lead, others, without
from xentlib.numerics import log_softmax, logsumexp, softmax

Case = tuple[Array, Array]


def by(log: Function, labels: Array, z: Array) -> Array:
    """Price by a logarithm of one's own, of what the other classes have."""
    return np.asarray(-log(others(labels, softmax(z))))


def by_rest(log: Function, labels: Array, z: Array) -> Array:
    """Price by a logarithm of one's own, of what the class leaves of 1."""
    return np.asarray(-log(1 - of_target(labels, softmax(z))))


def one_by_one(labels: Array, z: Array) -> list[float]:
    """Price of each row in pure Python."""
    found = []
    for k, row in zip(labels, z, strict=True):
        rest = [x for j, x in enumerate(row) if j != k]
        top = max(rest)
        d = row[k] - top - math.log(math.fsum(math.exp(x - top) for x in rest))
        found.append(max(d, 0) + math.log1p(math.exp(-abs(d))))
    return found


def in_two_ways(labels: Array, z: Array) -> Array:
    """Price by the formula that is good on each side."""
    p, q = of_target(labels, softmax(z)), logsumexp(without(labels, z)) - logsumexp(z)
    return np.where(p < 0.5, -np.log1p(-np.minimum(p, 0.5)), -q)


def ordinary(rng: np.random.Generator) -> list[Case]:
    """Moderate logits."""
    drawn = random_logits(rng, [(2, 3), (3, 2), (6, 4)])
    small = np.array([0]), np.array([[0.0, 0, 0]])
    two = np.array([0, 0]), np.array([[9.0, 0], [-9, 0]])
    return [small, two, (IDS4, Z4), *((labels_for(rng, z), z) for z in drawn)]


def tiny(rng: np.random.Generator) -> list[Case]:
    """Classes that the forecast has excluded already, so that the news is worth next to nothing."""
    low = np.array([-20.0, -30, -36, -40, -60, -80])
    two = np.zeros(len(low), int), np.stack([low, 0 * low], axis=1)
    z = rng.normal(scale=1.5, size=(5, 4)).round(2)
    labels = labels_for(rng, z)
    z[np.arange(5), labels] -= np.array([25.0, 38, 45, 60, 75])
    return [(np.array([0]), np.array([[-40.0, 0]])), two, (labels, z)]


def large(rng: np.random.Generator) -> list[Case]:
    """Logits of 1000, and classes of which the forecast is sure."""
    z = rng.normal(scale=1.5, size=(6, 3)).round(2)
    labels = labels_for(rng, z)
    z[np.arange(6), labels] += np.array([40.0, 1000, -1000, 800, 38, -800])
    sure = np.stack([-MOST_UNLIKELY, 0 * MOST_UNLIKELY], axis=1)
    known = np.array([0]), np.array([[-800.0, 0.1, 0.3]])  # worth 0, and not a rounding more
    far = np.array([0, 1, 0]), np.array([[1000.0, 999, 0], [1000, 0, 999], [-1000, -1001, -1002]])
    alone = np.array([0]), np.array([[40.0, 0]])
    return [(np.zeros(len(sure), int), sure), alone, known, far, (labels, z)]


LOGS = guarded(by, DEEP_LIMITS), guarded(by_rest, [e for e in LIMITS if e >= 1e-14])

EXERCISE = Exercise(
    reference=lambda labels, z: np.logaddexp(0, lead(labels, z)),
    inputs=Parts(
        {
            "ordinary logits": ordinary,
            "news that you knew already": tiny,
            "logits of 1000": large,
        }
    ),
    hints=(
        "What is the probability that it is some other class, as a quotient of two sums?",
        "The price is ln(1 + own / others). Write own / others as exp of one number.",
        "np.logaddexp(0, own logit − logsumexp of the other logits).",
    ),
    mistakes={
        "class that it is": [
            nll,
            lambda y, z: np.logaddexp(0, -lead(y, z)),
            lambda y, z: -np.log(of_target(y, softmax(z))),
            lambda y, z: logsumexp(z) - of_target(y, z),
        ],
        "absorption": [
            lambda y, z: logsumexp(z) - logsumexp(without(y, z)),
            lambda y, z: -logsumexp(without(y, log_softmax(z))),
        ],
        "cancellation": [
            lambda y, z: by_rest(np.log, y, z),
            lambda y, z: by(np.log, y, z),
            lambda y, z: np.log(1 + np.exp(lead(y, z))),
        ],
        "one side alone": [
            lambda y, z: -np.log1p(-of_target(y, softmax(z))),
            lambda y, z: -np.log1p(-np.exp(of_target(y, log_softmax(z)))),
        ],
        "overflow": [
            lambda y, z: -np.log(1 - of_target(y, naive_softmax(z))),
            lambda y, z: -np.log1p(-of_target(y, naive_softmax(z))),
            lambda y, z: -np.log(others(y, naive_softmax(z))),
            lambda y, z: np.log1p(np.exp(lead(y, z))),
        ],
        "only the largest": [
            lambda y, z: np.logaddexp(0, of_target(y, z) - without(y, z).max(1)),
            lambda y, z: -log_softmax(without(y, z)).max(1),
        ],
        "every other class": [
            lambda y, z: others(y, -log_softmax(z)),
            lambda y, z: others(y, -log_softmax(z)) / (z.shape[1] - 1),
        ],
        "odds": lead,
        "no logarithm": [lambda y, z, f=f: f(y, softmax(z)) for f in (of_target, others)],
        "flattened": [
            lambda y, z: -np.log1p(-of_target(y, flat_softmax(z))),
            lambda y, z: -np.log(1 - of_target(y, flat_softmax(z))),
        ],
        "sigmoid": lambda y, z: np.logaddexp(0, of_target(y, z)),
        "wrong sign inside": lambda y, z: np.logaddexp(0, lead(y, -z)),
        "off by one": [
            lambda y, z: np.logaddexp(0, lead(y - 1, z)),
            lambda y, z: np.logaddexp(0, lead((y + 1) % z.shape[1], z)),
        ],
        "zero is a logit": lambda y, z: np.logaddexp(
            0, of_target(y, z) - logsumexp(z * (1 - hot_like(y, z)))
        ),
        "clipped": [form for table in LOGS for form in table["clipped"]],
        "epsilon": [form for table in LOGS for form in table["epsilon"]],
    },
    say={
        "class that it is": "That is the price if the class came. The news is that it is not the "
        "one.",
        "absorption": "Where the class was nearly excluded before, the price became 0 or lost its "
        "digits: a sum absorbed the class. Which number is small there?",
        "cancellation": "Where the forecast is sure, 1 − p or ln(1 + …) loses its digits, or "
        "becomes 0. Can you do without p?",
        "one side alone": "Right where the class has little mass. Where it has nearly all, what "
        "does 1 − p become?",
        "overflow": "Right for small logits. For large ones exp overflows, or a probability "
        "becomes 0 before its logarithm is taken.",
        "only the largest": "Only one of the other classes counts here. It may be any of them.",
        "every other class": "The other classes are priced one by one. That it is one of them is "
        "one piece of news.",
        "odds": "That is the logarithm of own / others. The price is that of 1 + own / others.",
        "no logarithm": "That is a probability. How surprising is it?",
        "sigmoid": "A sigmoid of the class's own logit looks at that class alone. How large are "
        "the other logits?",
        "wrong sign inside": "The logits enter with a minus.",
        "zero is a logit": "A logit that was set to 0 still counts as a class. How do you leave a "
        "class out of a logsumexp?",
        "clipped": "A probability is held away from 0 or 1, so that a sure forecast which turns "
        "out wrong costs too little, or one that turns out right costs something.",
    },
    right=(
        one_by_one,
        in_two_ways,
        lambda labels, z: [
            np.logaddexp(0, row[k] - np.logaddexp.reduce(np.delete(row, k)))
            for k, row in zip(labels, z, strict=True)
        ],
        lambda labels, z: np.logaddexp.reduce(
            [0 * lead(labels, z), of_target(labels, z) - logsumexp(without(labels, z))]
        ),
        lambda labels, z: np.maximum(lead(labels, z), 0) + np.log1p(np.exp(-abs(lead(labels, z)))),
    ),
    unit="nats",
    atol=0.0,
    kind="derivation",
    reread="lesson 06, The same tail with K classes",
)
