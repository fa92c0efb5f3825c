"""Symbols drawn at a temperature, from uniform numbers."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, hundredths
from xentlib.numerics import softmax


def _drawn(p: Array, u: Array) -> Array:
    ends = np.cumsum(p) / np.sum(p)
    return np.searchsorted(ends[:-1], u, side="right")


def _tempered(p: Array, t: float) -> Array:
    return np.asarray(p ** (1 / t) / (p ** (1 / t)).sum())


def _case(rng: np.random.Generator, k: int, temperature: float) -> tuple[Array, float, Array]:
    return hundredths(rng, k), temperature, (rng.integers(1000, size=60) + 0.5) / 1000


EXERCISE = Exercise(
    reference=lambda p, temperature, u: _drawn(p ** (1 / temperature), u),
    inputs=lambda rng: [
        (np.array([0.5, 0.3, 0.2]), 0.5, np.array([0.1, 0.6, 0.7, 0.85, 0.95])),
        (np.array([0.1, 0.2, 0.7]), 2.0, np.array([0.05, 0.15, 0.35, 0.45, 0.8])),
        *(_case(rng, k, t) for k, t in ((4, 0.3), (6, 3.0), (9, 1.5))),
    ],
    hints=(
        (
            "A temperature divides logits. What does that do to a probability, which is exp of its "
            "logit, up to a factor?"
        ),
        (
            "p ** (1 / temperature), divided by its sum. The cumulative sums cut [0, 1) into "
            "stretches."
        ),
        (
            "np.searchsorted(np.cumsum(w)[:-1] / w.sum(), u, side='right') with "
            "w = p ** (1 / temperature)."
        ),
    ),
    mistakes={
        "multiplied": lambda p, t, u: _drawn(p**t, u),
        "temperature ignored": lambda p, t, u: _drawn(p, u) + 0 * int(t),
        "likeliest": lambda p, t, u: np.full(len(u), p.argmax()) + 0 * int(t),
        "not normalised": [
            lambda p, t, u: np.searchsorted(np.cumsum(p ** (1 / t)), u, side="right"),
            lambda p, t, u: np.minimum(
                np.searchsorted(np.cumsum(p ** (1 / t)), u, side="right"), len(p) - 1
            ),
        ],
        "probabilities as logits": lambda p, t, u: _drawn(softmax(p / t), u),
        "divided by T": lambda p, t, u: np.searchsorted(np.cumsum(p / t), u, side="right"),
        "from the end": lambda p, t, u: _drawn(p ** (1 / t), 1 - u),
        "off by one": [
            lambda p, t, u: 1 + _drawn(p ** (1 / t), u),
            lambda p, t, u: _drawn(p ** (1 / t), u) - 1,
        ],
        "ends exchanged": lambda p, t, u: np.searchsorted(u, np.cumsum(_tempered(p, t))),
        "shares returned": lambda p, t, u: _tempered(p, t) + 0 * u.sum(),
        "widths": lambda p, t, u: np.searchsorted(_tempered(p, t), u),
        "its probability": lambda p, t, u: _tempered(p, t)[_drawn(p ** (1 / t), u)],
    },
    say={
        "multiplied": "A low temperature must make the likeliest symbol likelier: the logits are "
        "divided by it.",
        "temperature ignored": "The temperature makes no difference here.",
        "likeliest": "That is the likeliest symbol each time, the limit of temperature 0.",
        "not normalised": "The powers of the probabilities no longer sum to 1: divide them by "
        "their sum.",
        "probabilities as logits": "The logits are ln p; p itself went into the softmax.",
        "divided by T": "Logits are divided by the temperature, and not probabilities.",
        "from the end": "The stretches were laid from the right: u = 0 belongs to the symbol 0.",
        "off by one": "The ids are off by one: the first stretch belongs to the symbol 0.",
        "ends exchanged": "The arguments of searchsorted are exchanged: the ends of the stretches "
        "come first.",
        "shares returned": "Those are the shares at this temperature. On which of them does each "
        "u fall?",
        "widths": "Those are the widths of the stretches; where does each of them end?",
        "its probability": "Those are probabilities of the drawn symbols; their ids are asked.",
    },
    right=(
        lambda p, temperature, u: _drawn(softmax(np.log(p) / temperature), u),
        lambda p, temperature, u: (
            u[:, None] >= np.cumsum(_tempered(p, temperature))[None, :-1]
        ).sum(1),
        lambda p, temperature, u: np.searchsorted(np.cumsum(_tempered(p, temperature)), u),
    ),
    reread="Write at a temperature",
)
