"""Weights of a trained network, tried out on images that nobody has seen."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Trial
from xentlib.classroom.exercises._common.inputs import Array
from xentlib.classroom.exercises.a4_keras_classifier._trained import (
    LEARNT,
    Made,
    dirty,
    images,
    loss_bits,
    start,
    train,
)

COPIES = 10  # of each image, each with dirt of its own
LIMITS = {  # bits per image, on clean and on dirty images
    "it has learnt": ("clean", 1.0),
    "clean images": ("clean", 0.5),
    "dirty images": ("dirty", 0.8),
    "dirty images, well": ("dirty", 0.7),
}
ASKED = "network must be a list of four arrays of numbers: V (64, m), b (m,), W (m, 10), c (10,)."


def as_net(came: Any) -> list[Array] | None:
    """Four arrays that fit, or None."""
    try:
        v, b, w, c = (np.asarray(part, dtype=float) for part in came)
    except (TypeError, ValueError):
        return None
    fits = v.ndim == 2 and v.shape[0] == 64 and b.shape == v.shape[1:]
    fits = fits and w.shape == (v.shape[1], 10) and c.shape == (10,)
    return [v, b, w, c] if fits and all(np.isfinite(p).all() for p in (v, b, w, c)) else None


def play(ask: Any, rng: np.random.Generator) -> dict[str, str]:
    """Compute the network's loss here, on the marker's images, clean and with fresh dirt."""
    net = as_net(ask("network"))
    if net is None:
        return dict.fromkeys(LIMITS, ASKED)
    x, y = (part[LEARNT:] for part in images())
    with np.errstate(all="ignore"):
        copies = [loss_bits(net, dirty(x, rng), y) for _ in range(COPIES)]
        found = {"clean": loss_bits(net, x, y), "dirty": float(np.mean(copies))}
    return {
        share: ""
        if found[kind] <= most
        else f"On {kind} images it costs {found[kind]:.2f} bits per image; {most} are allowed."
        for share, (kind, most) in LIMITS.items()
    }


def scaled(factor: float) -> list[Array]:
    """Build a good network whose logits are some times as large."""
    v, b, w, c = train()
    return [v, b, factor * w, factor * c]


def shares_alone() -> list[Array]:
    """Build a network that forecasts the shares of the classes."""
    v, b, w, c = start(16, np.random.default_rng(0))
    return [v, b, 0 * w, np.log(np.bincount(images()[1][:LEARNT]))]


EXERCISE = Trial(
    play=play,
    shares=tuple(LIMITS),
    right=[
        Made(train),
        Made(lambda: train(64, 6000)),
        Made(lambda: train(128, 4000, decay=0.0005)),
        Made(lambda: train(256, 2500)),
        Made(lambda: train(128, 3000, smooth=0.02)),
        Made(lambda: [part.astype(np.float32) for part in train(200, 2500)]),
    ],
    wrong={
        "untrained": Made(lambda: start(64, np.random.default_rng(1))),
        "shares alone": Made(shares_alone),
        "trained on clean images": Made(lambda: train(spoil=False)),
        "labels moved by one": Made(lambda: train(64, 600, shift=1)),
        "pixels up to 16": Made(lambda: train(64, 600, bare=True)),
        "much too sure": Made(lambda: scaled(6.0)),
        "much too timid": Made(lambda: scaled(0.1)),
        "transposed": Made(lambda: [part.T for part in train()]),
        "weights alone": Made(lambda: [train()[0], train()[2]]),
        "not finite": Made(lambda: [np.full(part.shape, np.nan) for part in train()]),
        "a loss in words": Made(lambda: "0.1 bits"),
        "a number": Made(lambda: 0.1),
        "one step": Made(lambda: train(64, 5)),
    },
    seconds=60.0,
)
