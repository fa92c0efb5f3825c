"""Mean loss with class weights."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.formulas import hot_like, naive_nll, nll, of_target
from xentlib.classroom.exercises._common.guards import UNLIKELY, guarded, unlikely_seconds
from xentlib.classroom.exercises._common.inputs import (
    IDS4,
    Z4,
    Array,
    Function,
    labels_for,
    random_logits,
)
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.losses import softmax_cross_entropy
from xentlib.numerics import log_softmax, softmax


def class_weights(rng: np.random.Generator, k: int) -> Array:
    """Random weights, all different."""
    return rng.permutation(np.arange(1, k + 1)) * rng.uniform(0.8, 1.2, size=k).round(1)


def price(log: Function, labels: Array, z: Array, w: Array) -> Array:
    """Weighted mean price by a logarithm of one's own."""
    return np.average(-log(of_target(labels, softmax(z))), weights=w[labels])


EXERCISE = Exercise(
    reference=lambda labels, z, w: np.average(softmax_cross_entropy(labels, z), weights=w[labels]),
    inputs=lambda rng: [
        # scikit-learn's log_loss clips at 2.2e-16: the inputs end before that.
        *((y, z, np.array([1.0, 3.0])) for y, z in unlikely_seconds(UNLIKELY[:6])),
        (np.array([0, 1]), np.array([[1.0, 0.0], [3.0, 0.0]]), np.array([1.0, 3.0])),
        (IDS4, Z4, np.array([1.0, 2.0, 5.0])),
        *(
            (labels_for(rng, z), z, class_weights(rng, z.shape[1]))
            for z in random_logits(rng, [(3, 3), (4, 2), (5, 4)])
        ),
    ],
    hints=(
        "Whose weight does an example get?",
        "Weigh each example's loss by the weight of its own class. What do you divide by?",
        "np.average(loss, weights=w[labels]): the sum of w · loss over the sum of w.",
    ),
    mistakes=guarded(price, [e for e in LIMITS if e >= 1e-15])
    | {
        "divided by n": [
            lambda y, z, w: (w[y] * nll(y, z)).mean(),
            lambda y, z, w: (w[y] * naive_nll(y, z)).mean(),
        ],
        "sum": lambda y, z, w: (w[y] * nll(y, z)).sum(),
        "weights on all classes": [
            lambda y, z, w: -(w[y][:, None] * log_softmax(z)).sum(),
            lambda y, z, w: -(w[y][:, None] * log_softmax(z)).mean(),
            lambda y, z, w: -(w[y][:, None] * log_softmax(z)).sum(1).mean(),
            lambda _, z, w: -(w * log_softmax(z)).sum(),
            lambda _, z, w: -(w * log_softmax(z)).sum(1).mean(),
            lambda _, z, w: -(w * log_softmax(z)).mean(),
        ],
        "weights ignored": lambda y, z, _: nll(y, z).mean(),
        "divided by the classes": [
            lambda y, z, w: (w[y] * nll(y, z)).sum() / w.sum(),
            lambda y, z, w: (w[y] * nll(y, z)).mean() / w.mean(),
        ],
        "weight in the logit": [
            lambda y, z, w: nll(y, z * w).mean(),
            lambda y, z, w: nll(y, z + np.log(w)).mean(),
        ],
        "inverse": lambda y, z, w: np.average(nll(y, z), weights=1 / w[y]),
        "softmax missing": lambda y, z, w: -(w * hot_like(y, z) * z).sum() / w[y].sum(),
        "not summed": [
            lambda y, z, w: w[y] * nll(y, z),
            lambda y, z, w: w[y] * nll(y, z) / w[y].sum(),
        ],
        "wrong sign inside": lambda y, z, w: np.average(nll(y, -z), weights=w[y]),
    },
    say={
        "divided by n": "Divided by the number of examples: a weighted mean is divided by the sum "
        "of its weights.",
        "inverse": "Divided by the weights: a class with a large weight must count more.",
        "not summed": "One number is asked: the weighted mean over all examples.",
        "wrong sign inside": "The logits enter with a minus: a larger one must make its class cost "
        "less.",
        "weights on all classes": "All classes were charged, the wrong ones too: a perfect "
        "forecast would pay most. Whose surprise counts?",
        "divided by the classes": "Divided by the weights of the classes, each once: divide by "
        "those of the examples.",
    },
    right=(
        lambda labels, z, w: (
            (w[labels] * (np.log(np.exp(z).sum(1)) - z[np.arange(len(z)), labels])).sum()
            / w[labels].sum()
        ),
        lambda labels, z, w: (
            -(w * hot_like(labels, z) * log_softmax(z)).sum() / (w * hot_like(labels, z)).sum()
        ),
        lambda labels, z, w: (
            sum(w[k] * (np.logaddexp.reduce(r) - r[k]) for k, r in zip(labels, z, strict=True))
            / sum(w[k] for k in labels)
        ),
    ),
    unit="nats",
    reread="Weights in the loss",
    kind="reading",
)
