"""Mean softmax cross-entropy where some labels are missing."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import (
    flat_softmax,
    hot_like,
    naive_nll,
    nll,
    of_target,
)
from xentlib.classroom.exercises._common.guards import (
    MOST_UNLIKELY,
    clipped_logits,
    guarded,
    shifted_logsumexp,
    unlikely_seconds,
    wrongly_shifted,
)
from xentlib.classroom.exercises._common.inputs import Array, Function, labels_for, random_logits
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.softmax._shared import FAR, HIGH, LARGE, LONE
from xentlib.numerics import log_sigmoid, log_softmax, logsumexp, softmax

Case = tuple[Array, Array]


def seen(function: Function) -> Function:
    """Apply a function to the photos that have a label."""
    return lambda y, z: function(y[y >= 0], z[y >= 0])


def by(log: Function, y: Array, z: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    return np.asarray(-log(of_target(y, softmax(z))).mean())


def by_shift(shift: Function, y: Array, z: Array) -> Array:
    """Mean price by a logsumexp with a shift of one's own."""
    return np.asarray((shifted_logsumexp(shift, z) - of_target(y, z)).mean())


def some_missing(rng: np.random.Generator, z: Array) -> Case:
    """Random labels for rows of logits; a third of them are missing, and not the first two."""
    labels = labels_for(rng, z)
    labels[2::3] = -1
    return labels, z


def ahead(y: Array, z: Array) -> Array:
    """How far the largest logit of each row lies above the label's, as a column."""
    return (z.max(1) - of_target(y, z))[:, None]


GUARDED = guarded(by, DEEP_LIMITS)


def labelled(rng: np.random.Generator) -> list[Case]:
    """Photos that all have a label."""
    small = np.array([0, 2]), np.array([[2.0, 1, 0], [0, 0, 0]])
    drawn = random_logits(rng, [(2, 3), (3, 2), (6, 4)])
    two = np.array([1, 1]), np.array([[0.0, 1], [7, 0]])
    mild = np.array([1, 0]), np.array([[0.005, 6], [7, -0.008]])
    return [small, two, mild, *((labels_for(rng, z), z) for z in drawn)]


def unlabelled(rng: np.random.Generator) -> list[Case]:
    """Photos of which some have no label."""
    small = np.array([0, -1]), np.array([[2.0, 1, 0], [0, 3, 1]])
    drawn = random_logits(rng, [(4, 3), (7, 2), (9, 5)])
    return [small, *(some_missing(rng, z) for z in drawn)]


def large(rng: np.random.Generator) -> list[Case]:
    """Logits of which exp overflows, or becomes 0."""
    [z] = random_logits(rng, [(5, 3)])
    far = some_missing(rng, z + 1000 * rng.integers(-1, 2, size=(5, 3)))
    alone = [(np.array([k]), row) for k, row in ((1, HIGH), (1, LONE))]
    given = [(np.array([2, 1]), LARGE), (np.array([1, 1]), FAR), (np.array([2, -1]), LARGE)]
    given.append((np.array([0, 1]), np.array([[-900.0, -1000, 1100], [0, -1200, 900]])))
    return [*unlikely_seconds(MOST_UNLIKELY), *alone, *given, far]


EXERCISE = Exercise(
    reference=lambda labels, z: seen(nll)(labels, z).mean(),
    inputs=Parts(
        {
            "every photo has a label": labelled,
            "photos without a label": unlabelled,
            "logits of 1000": large,
        }
    ),
    hints=(
        "What does a photo cost about which you know nothing, and does it count in the mean?",
        "In NumPy, z[i, -1] is the last entry of a row. Who should never get there?",
        "Keep the rows that have a label. Then logsumexp − the label's logit, and a mean.",
    ),
    mistakes={
        "last class": [
            lambda y, z: nll(y, z).mean(),
            lambda y, z: naive_nll(y, z).mean(),
            lambda y, z: nll(y, z).sum() / max((y >= 0).sum(), 1),
        ],
        "unlabelled in the mean": [
            lambda y, z: seen(nll)(y, z).sum() / len(y),
            lambda y, z: (
                (-hot_like(np.maximum(y, 0), z) * (y >= 0)[:, None] * log_softmax(z)).sum(1).mean()
            ),
        ],
        "first class": [
            lambda y, z: nll(np.maximum(y, 0), z).mean(),
            lambda y, z: nll(abs(y) * (y >= 0), z).mean(),
        ],
        "guess for a label": lambda y, z: nll(np.where(y < 0, z.argmax(1), y), z).mean(),
        "doubt for a label": lambda y, z: np.where(
            y < 0, -log_softmax(z).mean(1), nll(y, z)
        ).mean(),
        "overflow": [
            seen(lambda y, z: naive_nll(y, z).mean()),
            seen(lambda y, z: -np.log(of_target(y, softmax(z))).mean()),
            seen(lambda y, z: (np.log(np.exp(z).sum(1)) - of_target(y, z)).mean()),
        ],
        "wrong shift": [seen(form) for form in wrongly_shifted(by_shift)],
        "shift forgotten": seen(lambda y, z: (logsumexp(z) - z.max(1) - of_target(y, z)).mean()),
        "sum": seen(lambda y, z: nll(y, z).sum()),
        "per class": seen(lambda y, z: nll(y, z).mean() / z.shape[1]),
        "flattened": [
            seen(lambda y, z: -np.log(of_target(y, flat_softmax(z))).mean()),
            seen(lambda y, z: (logsumexp(z.ravel()) - of_target(y, z)).mean()),
            lambda y, z: (logsumexp(z.ravel()) - of_target(y, z))[y >= 0].mean(),
        ],
        "wrong axis": [
            seen(lambda y, z: -of_target(y, log_softmax(z, axis=0)).mean()),
            lambda y, z: -of_target(y, log_softmax(z, axis=0))[y >= 0].mean(),
        ],
        "broadcast": seen(lambda y, z: -log_softmax(z)[:, y].mean()),
        "softmax missing": seen(lambda y, z: -of_target(y, z).mean()),
        "softmax twice": seen(lambda y, z: nll(y, softmax(z)).mean()),
        "off by one": [
            seen(lambda y, z: nll(y - 1, z).mean()),
            seen(lambda y, z: nll((y + 1) % z.shape[1], z).mean()),
        ],
        "no logarithm": seen(lambda y, z: -of_target(y, softmax(z)).mean()),
        "log of a mean": seen(lambda y, z: -np.log(of_target(y, softmax(z)).mean())),
        "only the target": seen(lambda y, z: -log_sigmoid(of_target(y, z)).mean()),
        "wrong sign inside": seen(lambda y, z: nll(y, -z).mean()),
        "not summed": [
            seen(nll),
            lambda y, z: np.where(y < 0, 0, nll(y, z)),
        ],
        "clipped": [
            *[seen(form) for form in GUARDED["clipped"]],
            *[seen(form) for form in clipped_logits(lambda y, z: nll(y, z).mean())],
        ],
        "epsilon": [seen(form) for form in GUARDED["epsilon"]],
    },
    say={
        "last class": "A label of −1 took the last class: NumPy counts −1 from the end.",
        "unlabelled in the mean": "A photo without a label costs nothing, and still counts in the "
        "mean. It makes the loss smaller.",
        "first class": "A photo without a label was priced as if class 0 had been seen.",
        "guess for a label": "The likeliest class was taken where nobody looked. Then the model is "
        "praised for its own guess.",
        "doubt for a label": "A photo without a label was priced as if all classes had been seen "
        "a little. Nothing has been seen.",
        "overflow": "Right for small logits. For large ones exp overflows, or the logarithm meets "
        "a 0.",
        "no logarithm": "That is a probability. How surprising is it?",
        "not summed": "One number is asked: the mean over the photos that have a label.",
        "only the target": "A sigmoid of the label's logit looks at that class alone. How large "
        "are the other logits?",
        "wrong sign inside": "The logits enter with a minus: a larger one must make its class cost "
        "less.",
        "broadcast": "[:, labels] takes every label in every row. Each row has one label.",
    },
    right=(
        lambda labels, z: (
            logsumexp(z[labels >= 0]) - of_target(labels[labels >= 0], z[labels >= 0])
        ).mean(),
        lambda labels, z: np.mean(
            [np.logaddexp.reduce(row) - row[k] for k, row in zip(labels, z, strict=True) if k >= 0]
        ),
        lambda labels, z: (
            -(np.eye(z.shape[1])[labels] * (labels >= 0)[:, None] * log_softmax(z)).sum()
            / (labels >= 0).sum()
        ),
        lambda labels, z: np.average(nll(labels, z), weights=labels >= 0),
        lambda labels, z: (
            np.log(np.exp(z - of_target(labels, z)[:, None] - np.fmax(0, ahead(labels, z))).sum(1))
            + np.fmax(0, ahead(labels, z))[:, 0]
        )[labels >= 0].mean(),
    ),
    unit="nats",
    reread="lesson 05, One row, one forecast",
)
