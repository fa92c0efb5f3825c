"""Slope of a policy's loss in its logits, derived."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.links import softmax
from xentlib.losses import softmax_cross_entropy


def of_parts(combine: Function) -> Function:
    """Let a formula have the policy, the one-hot action and the advantages as a column."""

    def formula(logits: Array, action: Array, advantage: Array) -> Array:
        hot = np.eye(logits.shape[1])[action]
        return np.asarray(combine(softmax(logits), hot, np.asarray(advantage)[:, None]))

    return formula


def case(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array, Array]:
    """Random logits, actions, and advantages of both signs, none of them near 0 or 1."""
    sign = np.where(np.arange(n) % 2, -1.0, 1.0)
    return normal(rng, n, k), (rng.random(n) * k).astype(int), sign * (1.5 + rng.random(n))


EXERCISE = Exercise(
    reference=of_parts(lambda p, hot, a: a * (p - hot)),
    inputs=lambda rng: [
        (np.zeros((2, 2)), np.array([0, 1]), np.array([2.0, -3.0])),
        *(case(rng, n, k) for n, k in ((2, 3), (3, 4), (5, 2))),
    ],
    hints=(
        "The advantage is a number that does not depend on the logits. So it is a factor.",
        "−ln π(action) is a softmax cross-entropy with the action as the target.",
        "advantage[:, None] * (softmax(logits) − one-hot action)",
    ),
    mistakes={
        "weights ignored": of_parts(lambda p, hot, _: p - hot),
        "only the target": of_parts(lambda p, hot, a: a * hot * (p - 1)),
        "target forgotten": of_parts(lambda p, _, a: a * p),
        "forecast forgotten": of_parts(lambda _, hot, a: -a * hot),
        "advantage as target": of_parts(lambda p, hot, a: p - a * hot),
        "slope of the mean reward": of_parts(
            lambda p, hot, a: -a * (p * hot).sum(1)[:, None] * (hot - p)
        ),
        "absolute": of_parts(lambda p, hot, a: abs(a) * (p - hot)),
        "rewards only": of_parts(lambda p, hot, a: np.maximum(a, 0) * (p - hot)),
        "averaged": [
            of_parts(lambda p, hot, a: (a * (p - hot)).mean(0)),
            of_parts(lambda p, hot, a: (a * (p - hot)).sum(0)),
        ],
        "divided by n": of_parts(lambda p, hot, a: a * (p - hot) / len(p)),
        "price": lambda z, action, a: a * softmax_cross_entropy(action, z),
        "softmax missing": lambda z, action, a: a[:, None] * (z - np.eye(z.shape[1])[action]),
    },
    say={
        "weights ignored": "The advantage is a factor of the loss, so it is one of the slope.",
        "forecast forgotten": "All logits enter π(action), by the softmax's denominator.",
        "advantage as target": "The advantage multiplies the whole price, not the target alone.",
        "slope of the mean reward": "That is the slope of −advantage · π, without the logarithm.",
        "absolute": "An action worse than expected must become rarer: its sign counts.",
        "rewards only": "A negative advantage counts, too: that action must become rarer.",
        "averaged": "Each row has a slope of its own: return all of them.",
        "divided by n": "Each row has a slope of its own: there is no mean here.",
    },
    right=(
        lambda logits, action, advantage: (
            (softmax(logits) - np.eye(logits.shape[1])[action]) * advantage[:, None]
        ),
        lambda logits, action, advantage: np.array(
            [
                a * (softmax(z) - (np.arange(len(z)) == k))
                for z, k, a in zip(logits, action, advantage, strict=True)
            ]
        ),
    ),
    unit="nats",
    reread="Rewards in place of labels",
    kind="derivation",
)
