"""Two halves of a log-sum-exp made one: each a maximum and a sum of exponentials below it."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, normal


def merged(m1: Array, s1: Array, m2: Array, s2: Array) -> Array:
    """Maximum and sum of both halves."""
    m = np.maximum(m1, m2)
    return np.stack([m, s1 * np.exp(m1 - m) + s2 * np.exp(m2 - m)])


def half(rng: np.random.Generator, n: int, up: float) -> tuple[Array, Array]:
    """Maxima and sums, such as parts of some rows of logits have."""
    return normal(rng, n, scale=3) + up, 1 + 2 * rng.random(n).round(2)


EXERCISE = Exercise(
    reference=merged,
    inputs=lambda rng: [
        (np.array([0.0]), np.array([1.0]), np.array([0.0]), np.array([2.0])),
        (np.array([0.5, -1.0]), np.array([1.5, 2.0]), np.array([0.0, 3.0]), np.array([1.0, 1.25])),
        (np.array([900.0]), np.array([2.0]), np.array([901.0]), np.array([1.0])),
        (np.array([-900.0]), np.array([2.0]), np.array([-902.0]), np.array([1.5])),
        *((*half(rng, n, up), *half(rng, n, up)) for n, up in ((3, 0.0), (4, 50.0), (2, -50.0))),
    ],
    hints=(
        "s1 is a sum of exp(z − m1). Write it with the larger maximum in place of m1.",
        "exp(z − m) = exp(z − m1) · exp(m1 − m): a factor that is at most 1.",
        "m = max(m1, m2); s = s1 · exp(m1 − m) + s2 · exp(m2 − m).",
    ),
    mistakes={
        "sums added": lambda m1, s1, m2, s2: np.stack([np.maximum(m1, m2), s1 + s2]),
        "sign of the shift": lambda m1, s1, m2, s2: np.stack(
            [
                np.maximum(m1, m2),
                s1 * np.exp(np.maximum(m1, m2) - m1) + s2 * np.exp(np.maximum(m1, m2) - m2),
            ]
        ),
        "maxima added": lambda m1, s1, m2, s2: np.stack([m1 + m2, s1 + s2]),
        "maximum alone": lambda m1, s1, m2, s2: np.stack(
            [np.maximum(m1, m2), np.where(m1 >= m2, s1, s2)]
        ),
        "one half shifted": [
            lambda m1, s1, m2, s2: np.stack([m1, s1 + s2]) + 0 * m2,
            lambda m1, s1, m2, s2: np.stack(
                [np.maximum(m1, m2), s1 + s2 * np.exp(m2 - np.maximum(m1, m2))]
            ),
            lambda m1, s1, m2, s2: np.stack(
                [np.maximum(m1, m2), s1 * np.exp(m1 - np.maximum(m1, m2)) + s2]
            ),
        ],
        "logarithm": lambda m1, s1, m2, s2: np.stack(
            [merged(m1, s1, m2, s2)[0], np.log(merged(m1, s1, m2, s2)[1])]
        ),
        "smaller maximum": lambda m1, s1, m2, s2: np.stack(
            [
                np.minimum(m1, m2),
                s1 * np.exp(m1 - np.minimum(m1, m2)) + s2 * np.exp(m2 - np.minimum(m1, m2)),
            ]
        ),
        "rows exchanged": lambda m1, s1, m2, s2: merged(m1, s1, m2, s2)[::-1],
        "factors exchanged": lambda m1, s1, m2, s2: merged(m1, s2, m2, s1),
        "products": lambda m1, s1, m2, s2: np.stack(
            [np.maximum(m1, m2), s1 * s2 * np.exp(np.minimum(m1, m2) - np.maximum(m1, m2))]
        ),
    },
    say={
        "sums added": "The two sums lie below different maxima. How is one of them shifted?",
        "sign of the shift": "The factor grows where the maximum is far below the other one. Which "
        "of the two sums should shrink?",
        "maxima added": "The maximum of both halves is one of the two.",
        "maximum alone": "The half with the smaller maximum is left out.",
        "one half shifted": "One of the sums is taken as it is, whichever maximum is the larger.",
        "logarithm": "The sum itself is asked; the logarithm comes at the end.",
        "smaller maximum": "That is right, but it overflows: take the larger maximum.",
        "rows exchanged": "First the maximum, then the sum.",
        "factors exchanged": "Each sum is shifted by its own maximum.",
        "products": "Exponentials of both halves are added, not multiplied.",
    },
    right=(
        lambda m1, s1, m2, s2: merged(m2, s2, m1, s1),
        lambda m1, s1, m2, s2: np.where(
            m1 > m2,
            [m1, s1 + s2 * np.exp(np.minimum(m2 - m1, 0))],
            [m2, s2 + s1 * np.exp(np.minimum(m1 - m2, 0))],
        ),
        lambda m1, s1, m2, s2: (merged(m1, s1, m2, s2)[0], merged(m1, s1, m2, s2)[1]),
    ),
    reread="A softmax in two pieces",
)
