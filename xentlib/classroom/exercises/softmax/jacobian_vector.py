"""The softmax's Jacobian times a vector, without the matrix.

An answer that makes a matrix for each row has the right values. It is accepted, as the lesson says.
"""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import flat_softmax
from xentlib.classroom.exercises._common.inputs import Z4, normal, random_logits
from xentlib.classroom.exercises.softmax._shared import jacobian_times
from xentlib.numerics import softmax

EXERCISE = Exercise(
    reference=lambda z, v: jacobian_times(softmax(z), v),
    inputs=lambda rng: [
        (np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])),
        *(
            (z, normal(rng, *z.shape))
            for z in (Z4, *random_logits(rng, [(2, 3), (3, 2), (3, 3), (5, 4)]))
        ),
    ],
    hints=(
        "The Jacobian of the softmax is diag(p) − p pᵀ. What does each part make of v?",
        "diag(p) v is p * v; p pᵀ v is p times one number per row. Which number?",
        "p * (v − the row's sum of p * v, with keepdims=True).",
    ),
    mistakes={
        "diagonal only": lambda z, v: softmax(z) * (1 - softmax(z)) * v,
        "term missing": [
            lambda z, v: softmax(z) * v,
            lambda z, v: softmax(z) * v - jacobian_times(softmax(z), v),
            lambda z, v: jacobian_times(softmax(z), v) - softmax(z) * v,
        ],
        "mean": lambda z, v: softmax(z) * (v - v.mean(-1, keepdims=True)),
        "sum": lambda z, v: softmax(z) * (v - v.sum(-1, keepdims=True)),
        "not weighted": [
            lambda z, v: v - (softmax(z) * v).sum(-1, keepdims=True),
            lambda z, v: softmax(z) * v - (softmax(z) * v).sum(-1, keepdims=True),
        ],
        "wrong axis": lambda z, v: softmax(z) * (v - (softmax(z) * v).sum(0)),
        "all axes": lambda z, v: softmax(z) * (v - (softmax(z) * v).sum()),
        "flattened": lambda z, v: jacobian_times(flat_softmax(z), v),
        "softmax missing": jacobian_times,
        "wrong sign inside": lambda z, v: (
            softmax(z) * (v + (softmax(z) * v).sum(-1, keepdims=True))
        ),
    },
    say={
        "all axes": "What is taken off was added up over all rows: each row has a number of its "
        "own.",
        "mean": "What is taken off v is a plain mean: in it, each entry of v must count by its p.",
        "not weighted": "A factor p is missing: it belongs to both parts, diag(p) v and p pᵀ v.",
        "sum": "What is taken off v is a plain sum: in it, each entry of v must count by its p.",
        "term missing": "One of the two parts is missing: diag(p) v, or p pᵀ v.",
        "wrong axis": "What is taken off was added up along the columns: add up each row.",
        "wrong sign inside": "One sign is wrong: for v = (1, 1, …, 1) the answer is 0.",
    },
    right=(
        lambda z, v: softmax(z) * v - softmax(z) * np.sum(softmax(z) * v, axis=1, keepdims=True),
        lambda z, v: [
            (np.diag(p) - np.outer(p, p)) @ u for p, u in zip(softmax(z), v, strict=True)
        ],
        lambda z, v: (
            np.exp(z)
            / np.exp(z).sum(1, keepdims=True)
            * (v - (np.exp(z) * v).sum(1, keepdims=True) / np.exp(z).sum(1, keepdims=True))
        ),
    ),
    gradient=True,
    reread="The softmax's own slope",
)
