"""Slopes of each image's loss in its own pixels, through a layer of ReLU units."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import hot_like, naive_softmax
from xentlib.classroom.exercises._common.guards import (
    HIGHEST_LOGITS,
    shifted_softmax,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.classroom.exercises.a4_keras_classifier._layers import (
    BY_HAND,
    HARDLY,
    LARGE,
    SURE,
    asleep,
    layer,
)
from xentlib.numerics import softmax


def forward(x: Array, v: Array, b: Array, w: Array, c: Array) -> tuple[Array, Array]:
    """Values of the hidden units, and logits."""
    h = np.maximum(x @ v + b, 0)
    return h, h @ w + c


def error(x: Array, labels: Array, v: Array, b: Array, w: Array, c: Array) -> Array:
    """Slopes of each image's loss in its logits."""
    _, z = forward(x, v, b, w, c)
    slopes: Array = softmax(z) - hot_like(labels, z)
    return slopes


def pixel_slopes(x: Array, labels: Array, v: Array, b: Array, w: Array, c: Array) -> Array:
    """Slopes of each image's loss in its pixels, (n, d)."""
    slopes: Array = error(x, labels, v, b, w, c) @ w.T * (x @ v + b > 0) @ v.T
    return slopes


def through(
    delta: Function, gate: Function = lambda h: h > 0, forecast: Function = softmax
) -> Function:
    """Slopes from other slopes in the logits or forecasts, or through units with another slope."""

    def run(x: Array, labels: Array, v: Array, b: Array, w: Array, c: Array) -> Array:
        h, z = forward(x, v, b, w, c)
        slopes: Array = delta(forecast(z), hot_like(labels, z)) @ w.T * gate(h) @ v.T
        return slopes

    return run


def image_by_image(x: Array, labels: Array, v: Array, b: Array, w: Array, c: Array) -> list[Array]:
    """Go along the roads of one image after the other."""
    found = []
    for row, label in zip(x, labels, strict=True):
        u = row @ v + b
        z = np.maximum(u, 0) @ w + c
        p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
        p[label] -= 1
        found.append(v[:, u > 0] @ (w[u > 0] @ p))
    return found


def by_jacobian(x: Array, labels: Array, v: Array, b: Array, w: Array, c: Array) -> Array:
    """Multiply each image's table of slopes of logits in pixels."""
    table = np.einsum("dh,nh,hk->ndk", v, (x @ v + b > 0).astype(float), w)
    slopes: Array = np.einsum("ndk,nk->nd", table, error(x, labels, v, b, w, c))
    return slopes


EXERCISE = Exercise(
    reference=pixel_slopes,
    inputs=Parts(
        {
            "ordinary networks": lambda rng: [
                BY_HAND,
                LARGE,
                HARDLY,
                *(layer(rng, *shape) for shape in ((3, 4, 4, 4), (5, 3, 4, 2), (2, 2, 2, 2))),
            ],
            "units asleep": lambda rng: [asleep(rng) for _ in range(2)],
            "sure forecasts": lambda rng: [
                SURE,
                *(layer(rng, 4, 3, 4, 3, size=800.0) for _ in range(2)),
            ],
        }
    ),
    hints=(
        "Walk back as for the weights. Which step comes after the slope in the hidden units?",
        "u = x @ V + b, so the slope in x is the slope in u, times V transposed.",
        "((p − y) @ W.T * (h > 0)) @ V.T, without a mean: each image has a loss of its own.",
    ),
    mistakes={
        "link forgotten": [
            through(lambda p, y: p - y, lambda h, low=low: np.where(h > 0, 1, low))
            for low in (1, 0.01, 0.2, 0.3)
        ],
        "small ones left out": [
            through(lambda p, y: p - y, lambda h, low=low: h > low) for low in (0.01, 0.005)
        ],
        "multiplied": through(lambda p, y: p - y, lambda h: h),
        "sigmoid's slope": [
            through(lambda p, y: p - y, lambda h: h * (1 - h)),
            through(lambda p, y: p - y, lambda h: 1 - h**2),
            through(lambda p, y: p - y, lambda h: 1 - np.tanh(h) ** 2),
        ],
        "target forgotten": through(lambda p, y: p),
        "only the target": through(lambda p, y: (p - y) * y),
        "slope of the logit": [through(lambda p, y: -y), through(lambda p, y: y)],
        "slope of the probability": through(lambda p, y: (p * y).sum(1, keepdims=True) * (y - p)),
        "not transposed": lambda x, y, v, b, w, c: (
            error(x, y, v, b, w, c) @ w * (x @ v + b > 0) @ v
        ),
        "sleepers by the pixels": lambda x, y, v, b, w, c: (
            error(x, y, v, b, w, c) @ w.T @ v.T * (x > 0)
        ),
        "divided by n": lambda *args: pixel_slopes(*args) / len(args[0]),
        "summed over images": [
            lambda *args: pixel_slopes(*args).sum(0),
            lambda *args: pixel_slopes(*args).mean(0),
        ],
        "absolute": lambda *args: np.abs(pixel_slopes(*args)),
        "slope for weights": lambda x, y, v, b, w, c: (
            x.T @ (error(x, y, v, b, w, c) @ w.T * (x @ v + b > 0))
        ),
        "bias forgotten": lambda x, y, v, b, w, c: pixel_slopes(x, y, v, 0 * b, w, 0 * c),
        "overflow": through(lambda p, y: p - y, forecast=naive_softmax),
        "wrong shift": wrongly_shifted(
            lambda shift, *args: through(
                lambda p, y: p - y, forecast=lambda z: shifted_softmax(shift, z)
            )(*args)
        ),
        "clipped": [
            through(lambda p, y: p - y, forecast=lambda z, e=e: np.clip(softmax(z), e, 1))
            for e in LIMITS
            if e >= 1e-7
        ]
        + [
            through(lambda p, y: p - y, forecast=lambda z, c=c: softmax(np.clip(z, -c, c)))
            for c in HIGHEST_LOGITS
        ],
    },
    say={
        "link forgotten": "A unit that is 0 hands nothing on: ReLU has two slopes.",
        "small ones left out": "A unit is awake as soon as it is above 0, however little.",
        "multiplied": "ReLU hands a slope on times its own slope, which is 0 or 1.",
        "sigmoid's slope": "That is the slope of another activation. What is the slope of ReLU?",
        "only the target": "Every logit depends on the pixels, not the label's alone.",
        "slope of the logit": "That is the slope of the label's logit. The loss has a softmax.",
        "slope of the probability": "That is the slope of the label's probability. The loss is its "
        "logarithm.",
        "sleepers by the pixels": "Units fall asleep, not pixels.",
        "divided by n": "Each image has a loss of its own. Nothing is divided.",
        "summed over images": "Each image has slopes of its own.",
        "absolute": "The sign says whether more ink makes the loss rise or fall.",
        "bias forgotten": "The biases decide which units are awake.",
        "overflow": "Right for small logits. Somewhere exp is infinite.",
        "clipped": "Something is held between limits here. That changes sure forecasts.",
    },
    right=(
        image_by_image,
        by_jacobian,
        lambda x, y, v, b, w, c: through(lambda p, t: p - t, np.sign)(x, y, v, b, w, c),
        lambda x, y, v, b, w, c: (
            -through(lambda p, t: t - p, lambda h: h / np.maximum(h, 1e-300))(x, y, v, b, w, c)
        ),
        lambda x, y, v, b, w, c: pixel_slopes(x.astype(np.float32), y, v, b, w, c),
    ),
    rtol=1e-4,
    atol=1e-5,
    kind="derivation",
    reread="lesson 08, A whole layer",
)
