"""Loss of the mean forecast of several networks."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import naive_softmax, nll, of_target
from xentlib.classroom.exercises._common.guards import shifted_softmax, wrongly_shifted
from xentlib.classroom.exercises._common.inputs import Array, labels_for, normal
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.numerics import log_softmax, logsumexp, softmax


def ensemble_loss(labels: Array, z: Array) -> Array:
    """Loss in nats of each image, of logits (networks, n, K)."""
    own = np.array([of_target(labels, log_softmax(one)) for one in z])
    return np.log(len(z)) - logsumexp(own, axis=0)


def each(labels: Array, z: Array) -> Array:
    """Loss of each network on each image, (networks, n)."""
    return np.array([nll(labels, one) for one in z])


def by_loop(labels: Array, z: Array) -> list[float]:
    """Add up chances in logarithms, network after network."""
    found = []
    for i, label in enumerate(labels):
        total = -np.inf
        for one in z:
            total = np.logaddexp(total, one[i, label] - np.logaddexp.reduce(one[i]))
        found.append(float(np.log(len(z)) - total))
    return found


def by_shift(labels: Array, z: Array) -> Array:
    """Take the best network's loss out of the mean of the others."""
    losses = each(labels, z)
    best: Array = losses.min(0)
    return best - np.log(np.exp(best - losses).mean(0))


def networks(
    rng: np.random.Generator, m: int, n: int, k: int, *, size: float = 1.0
) -> tuple[Array, Array]:
    """Draw labels, and the logits of several networks."""
    z = (size * normal(rng, m, n, k, scale=1.5)).round(2)
    return labels_for(rng, z[0]), z


def sure(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw networks of which one is sure of the right class, or all of a wrong one."""
    labels, z = networks(rng, 3, 4, 3)
    z[0, 0, labels[0]] = 900
    for i in (1, 2):
        z[:, i, (labels[i] + 1) % 3] = (60, 65, 62) if i == 1 else (900, 905, 880)
    return labels, z


FAR = np.array([[[-3500.0, 730, 728, -1700], [-2500, -650, -651, -2700]], [[0] * 4] * 2])
# All are sure of one image; of the other one network knows more than two, and one next to nothing.
MILD = np.array([[[7.0, 0], [3, 0]], [[6, 0], [-4, 0]], [[8, 0], [0.004, 0]]])
TWO = np.array([[[0.0, 0.0]], [[0.0, 2.0]]])

EXERCISE = Exercise(
    reference=ensemble_loss,
    inputs=Parts(
        {
            "ordinary logits": lambda rng: [
                (np.array([0]), TWO),
                (np.array([0, 0]), MILD),
                *(networks(rng, *shape) for shape in ((3, 4, 3), (5, 2, 4), (4, 4, 4))),
            ],
            "sure forecasts": lambda rng: [(np.array([1, 2]), FAR), sure(rng), sure(rng)],
        }
    ),
    hints=(
        "The mean forecast of two networks for a class is the mean of two probabilities.",
        "The loss is the logarithm of a mean here, not a mean of logarithms.",
        "ln M − logsumexp over the networks of ln p of the label.",
    ),
    mistakes={
        "mean of logarithms": lambda labels, z: each(labels, z).mean(0),
        "logits averaged": lambda labels, z: nll(labels, z.mean(0)),
        "best network": lambda labels, z: each(labels, z).min(0),
        "worst network": lambda labels, z: each(labels, z).max(0),
        "not normalised": lambda labels, z: ensemble_loss(labels, z) - np.log(len(z)),
        "middle network": lambda labels, z: np.median(each(labels, z), axis=0),
        "averaged": lambda labels, z: ensemble_loss(labels, z).mean(),
        "first network": lambda labels, z: each(labels, z)[0],
        "softmax over the networks": lambda labels, z: (
            -np.log(of_target(labels, softmax(z, axis=0).mean(0)))
        ),
        "not combined": each,
        "chances multiplied": lambda labels, z: nll(labels, log_softmax(z).sum(0)),
        "wrong shift": wrongly_shifted(
            lambda shift, labels, z: -np.log(of_target(labels, shifted_softmax(shift, z).mean(0)))
        ),
        "majority": lambda labels, z: -np.log((z.argmax(-1) == labels).mean(0)),
        "overflow": lambda labels, z: -np.log(of_target(labels, naive_softmax(z).mean(0))),
        "underflow": lambda labels, z: -np.log(of_target(labels, softmax(z).mean(0))),
        "clipping": [
            lambda labels, z, e=e: -np.log(np.clip(of_target(labels, softmax(z).mean(0)), e, 1))
            for e in LIMITS
        ],
    },
    say={
        "mean of logarithms": "That is what the networks cost one by one. The mean forecast costs "
        "less.",
        "logits averaged": "Forecasts are averaged, not logits.",
        "best network": "That is the loss of the network that was best for each image.",
        "worst network": "That is the loss of the network that was worst for each image.",
        "not normalised": "A sum of forecasts is no forecast: divide by how many they are.",
        "middle network": "That is the median of the losses. A mean of forecasts is asked.",
        "averaged": "Each image has an answer of its own.",
        "first network": "The other networks do not enter.",
        "softmax over the networks": "Each network's classes share a sum of 1, and not the "
        "networks.",
        "not combined": "One number for each image is asked.",
        "chances multiplied": "A product of forecasts, divided by its sum, is another forecast. "
        "Their mean is asked.",
        "majority": "A vote forgets how sure each network is.",
        "overflow": "Right for small logits. Somewhere exp is infinite. (Lesson 06, Take out the "
        "largest.)",
        "underflow": "Right for small logits. Where all networks are sure of another class, the "
        "mean becomes 0, and its logarithm infinite. (Lesson 06, The same tail with K classes.)",
        "clipping": "A limit hides what a sure mistake costs. Work with logarithms.",
    },
    right=(
        by_loop,
        by_shift,
        lambda labels, z: np.log(len(z)) - np.logaddexp.reduce(-each(labels, z), axis=0),
        lambda labels, z: (
            -logsumexp(log_softmax(z)[:, np.arange(len(labels)), labels] - np.log(len(z)), axis=0)
        ),
        lambda labels, z: ensemble_loss(labels, z.astype(np.float32)),
    ),
    unit="nats",
    reread="lesson 02, Outcomes and samples",
)
