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
    table,
    train,
)

COPIES = 10  # of each image, each with dirt of its own
LIMITS = {  # bits per image, on clean and on dirty images
    "it has learnt": ("clean", 1.0),
    "clean images": ("clean", 0.5),
    "dirty images": ("dirty", 0.75),
    "dirty images, well": ("dirty", 0.65),
}
ASKED = "network must be an array of numbers of shape (75, m), with m up to 5000."


def as_net(came: Any) -> list[Array] | str:
    """Take the table apart; a sentence if it is none."""
    try:
        table = np.asarray(came, dtype=float)
    except (TypeError, ValueError):
        return ASKED
    if not (table.ndim == 2 and len(table) == 75 and 1 <= table.shape[1] <= 5000):
        return f"{ASKED} Yours has the shape {table.shape}."
    if not np.isfinite(table).all():
        return f"{ASKED} Some of its numbers are nan or inf."
    return [table[:64], table[64], table[65:].T]


def play(ask: Any, rng: np.random.Generator) -> dict[str, str]:
    """Compute the network's loss here, on the marker's images, clean and with fresh dirt."""
    net = as_net(ask("network"))
    if isinstance(net, str):
        return dict.fromkeys(LIMITS, net)
    x, y = (part[LEARNT:] for part in images())
    with np.errstate(all="ignore"):
        copies = [loss_bits(net, dirty(x, rng), y) for _ in range(COPIES)]
        found = {"clean": loss_bits(net, x, y), "dirty": float(np.mean(copies))}
    shown = f"In bits per image: clean {found['clean']:.2f}, dirty {found['dirty']:.2f}."
    return {"shown": shown} | {
        share: ""
        if found[kind] <= most
        else f"On {kind} images it costs {found[kind]:.2f} bits per image; {most} are allowed."
        for share, (kind, most) in LIMITS.items()
    }


def scaled(factor: float) -> Array:
    """Build a good network whose logits are some times as large."""
    net = train()
    return np.vstack([net[:65], factor * net[65:]])


def shares_alone() -> Array:
    """Build a network that forecasts the shares of the classes."""
    logs = np.log(np.bincount(images()[1][:LEARNT]))
    return np.concatenate([np.zeros(64), [1], logs])[:, None]


EXERCISE = Trial(
    play=play,
    shares=tuple(LIMITS),
    right=[
        Made(train),
        Made(lambda: train(64, 6000)),
        Made(lambda: train(128, 4000, decay=0.0005)),
        Made(lambda: train(256, 2500)),
        Made(lambda: train(128, 3000, smooth=0.02)),
        Made(lambda: train(200, 2500).astype(np.float32)),
    ],
    wrong={
        "untrained": Made(lambda: table(start(64, np.random.default_rng(1)))),
        "shares alone": Made(shares_alone),
        "trained on clean images": Made(lambda: train(spoil=False)),
        "labels moved by one": Made(lambda: train(64, 600, shift=1)),
        "pixels up to 16": Made(lambda: train(64, 600, bare=True)),
        "much too sure": Made(lambda: scaled(6.0)),
        "much too timid": Made(lambda: scaled(0.1)),
        "transposed": Made(lambda: train().T),
        "biases left out": Made(lambda: np.delete(train(), 64, axis=0)),
        "not finite": Made(lambda: train() * np.nan),
        "a loss in words": Made(lambda: "0.1 bits"),
        "a number": Made(lambda: 0.1),
        "one step": Made(lambda: train(64, 5)),
    },
    seconds=60.0,
)
