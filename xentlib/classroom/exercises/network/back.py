"""Slopes in the logits of a hidden layer from those in the logits of the next one."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, normal


def through(h: Array, weights: Array, delta: Array) -> Array:
    """Slopes in u, where h = tanh(u), and delta those in h @ weights + bias."""
    return delta @ weights.T * (1 - h**2)


def layer(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Array, Array]:
    """Random activations, weights, and slopes."""
    return np.tanh(normal(rng, n, d)).round(3), normal(rng, d, k), normal(rng, n, k)


EXERCISE = Exercise(
    reference=through,
    inputs=lambda rng: [
        (np.array([[0.5, -0.5]]), np.array([[1.0], [3.0]]), np.array([[2.0]])),
        (np.array([[0.5, -0.5], [0.0, 0.8]]), np.array([[1.0, 2], [3, 4]]), np.eye(2)),
        *(layer(rng, *shape) for shape in ((3, 3, 3), (4, 2, 3), (5, 4, 2), (2, 2, 2))),
    ],
    hints=(
        "One h of one example takes part in k logits: add the slopes of these k roads.",
        "z_ik = Σ_j h_ij W_jk + b_k, so the slope in h_ij is Σ_k delta_ik W_jk.",
        "Σ_k delta_ik W_jk is delta @ W.T. Then through tanh, element by element: 1 − h².",
    ),
    mistakes={
        "link forgotten": lambda h, w, delta: delta @ w.T + 0 * h,
        "not transposed": lambda h, w, delta: delta @ w * (1 - h**2),
        "transposed": lambda h, w, delta: (delta @ w.T * (1 - h**2)).T,
        "tanh twice": lambda h, w, delta: delta @ w.T * (1 - np.tanh(h) ** 2),
        "sigmoid's slope": [
            lambda h, w, delta: delta @ w.T * h * (1 - h),
            lambda h, w, delta: delta @ w.T * (1 - h),
            lambda h, w, delta: delta @ w.T * (1 + h**2),
        ],
        "multiplied": lambda h, w, delta: delta @ w.T * h,
        "1/n once more": lambda h, w, delta: delta @ w.T * (1 - h**2) / len(h),
        "weights ignored": lambda h, w, delta: (
            delta.sum(1, keepdims=True) * (1 - h**2) + 0 * w.sum()
        ),
        "mean": lambda h, w, delta: delta @ w.T / w.shape[1] * (1 - h**2),
        "absolute": lambda h, w, delta: delta @ abs(w.T) * (1 - h**2),
        "slope for weights": lambda h, w, delta: h.T @ delta + 0 * w,
        "delta ignored": lambda h, w, delta: w.sum(1) * (1 - h**2) + 0 * delta.sum(),
        "not summed over examples": lambda h, w, delta: delta.sum(0) @ w.T * (1 - h**2),
        "root": lambda h, w, delta: delta @ w.T * np.sqrt(1 - h**2),
    },
    say={
        "link forgotten": "That is the slope in h. u acts through tanh: which factor does it add?",
        "not transposed": "h_ij meets row j of W: the product runs over the next layer's logits.",
        "transposed": "The numbers are right, the shape is not: one row per example, like h.",
        "multiplied": "tanh hands a slope on times its own slope, 1 − h², not times its value.",
        "1/n once more": "delta is given: whatever mean was taken stands in it already.",
        "weights ignored": "The slope of each road counts by its weight W.",
        "mean": "The slopes of several roads are added; nothing is divided.",
        "absolute": "A road with a negative weight turns the slope's sign.",
        "slope for weights": "That is the slope in the weights; the one in u is asked.",
        "delta ignored": "delta does not enter: each road hands on what arrives at its end.",
        "not summed over examples": "An example's u acts on the logits of that example alone.",
        "root": "tanh has the slope 1 − h², without a root.",
    },
    right=(
        lambda h, w, delta: (w @ delta.T).T * (1 - h) * (1 + h),
        lambda h, w, delta: np.einsum("ik,jk->ij", delta, w) * (1 - h**2),
        lambda h, w, delta: delta.dot(w.T) / np.cosh(np.arctanh(h)) ** 2,
    ),
    gradient=True,
    reread="A whole layer",
    kind="derivation",
)
