"""Mean binary cross-entropy of samples of which only a table is left."""

import math

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import bce, clipped, naive_sigmoid
from xentlib.classroom.exercises._common.guards import MOST_UNLIKELY, clipped_sigmoid, guarded
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.classroom.exercises._common.limits import DEEP_LIMITS
from xentlib.classroom.exercises.a2_binary_and_softmax._shared import counts, of_chances, prices
from xentlib.information import entropy
from xentlib.numerics import log_sigmoid, sigmoid

Case = tuple[Array, Array, Array]


def by(log: Function, dirty: Array, tested: Array, z: Array) -> Array:
    """Mean price by a logarithm of one's own."""
    clean = tested - dirty
    terms = -dirty * log(sigmoid(z)) - clean * log(sigmoid(-z))
    return np.asarray(terms.sum() / tested.sum())


GUARDED = guarded(by, DEEP_LIMITS)


def unfolded(dirty: Array, tested: Array, z: Array) -> tuple[Array, Array]:
    """Label and logit of each sample, as if they had been kept."""
    labels = [np.arange(m) < d for d, m in zip(dirty, tested, strict=True)]
    return np.concatenate(labels), np.repeat(z, tested)


def of_samples(dirty: Array, tested: Array, z: Array) -> Array:
    """Mean over samples that are told apart again."""
    y, logits = unfolded(dirty, tested, z)
    return np.asarray(np.logaddexp(0, (1 - 2 * y) * logits).mean())


def by_wells(dirty: Array, tested: Array, z: Array) -> Array:
    """Mean over wells of each well's own mean."""
    some = tested > 0
    return np.asarray((prices(dirty, tested, z)[some] / tested[some]).mean())


def ways(dirty: Array, tested: Array) -> float:
    """Logarithm of the number of orders in which the samples may have come."""
    orders = (math.comb(int(m), int(d)) for d, m in zip(dirty, tested, strict=True))
    return math.log(math.prod(orders))


def shares(dirty: Array, tested: Array) -> Array:
    """Share of dirty samples, nan where there is none at all."""
    return np.asarray(dirty / tested)


def entropy_of_wells(dirty: Array, tested: Array) -> Array:
    """Mean entropy of a sample whose well is known, in nats."""
    p = dirty / np.maximum(tested, 1)
    return np.asarray(tested @ entropy(np.stack([p, 1 - p], axis=1)) / tested.sum())


def moderate(rng: np.random.Generator) -> list[Case]:
    """Wells with moderate logits, each with a sample."""
    small = np.array([1, 0]), np.array([4, 1]), np.array([0.5, -1.0])
    unlikely = np.array([1]), np.array([1]), np.array([-5.5])
    mild = np.array([0, 5, 3]), np.array([1, 5, 6]), np.array([-7.0, 6, 0.004])
    drawn = [(*counts(rng, n), normal(rng, n, scale=1.5)) for n in (3, 6, 11)]
    return [small, unlikely, mild, *drawn]


def unsampled(rng: np.random.Generator) -> list[Case]:
    """Wells some of which have no sample."""
    dirty, tested = counts(rng, 8)
    dirty[:3] = tested[:3] = 0
    small = np.array([2, 0]), np.array([3, 0]), np.array([1.0, 2.0])
    return [small, (dirty, tested, normal(rng, 8, scale=1.5))]


def extreme(rng: np.random.Generator) -> list[Case]:
    """Logits up to 800, with unlikely samples near each limit in use."""
    ones = np.ones(len(MOST_UNLIKELY), dtype=int)
    z = np.array([800.0, -800.0, 2.0, -3.0])
    dirty = np.array([2, 3, 1, 0])
    drawn = dirty + rng.integers(4, size=4), dirty + rng.integers(4, 8, size=4), z
    return [(ones, ones, MOST_UNLIKELY), (0 * ones, ones, -MOST_UNLIKELY), drawn]


def mean_of(price: Function) -> Function:
    """Mean over all samples of the prices of wells."""
    return lambda dirty, tested, z: price(dirty, tested, z).sum() / tested.sum()


EXERCISE = Exercise(
    reference=lambda dirty, tested, z: prices(dirty, tested, z).sum() / tested.sum(),
    inputs=Parts(
        {
            "moderate logits": moderate,
            "wells without a sample": unsampled,
            "logits of 800": extreme,
        }
    ),
    hints=(
        "Write down the samples of a well with 1 dirty sample of 4. What does each of them cost?",
        "All dirty samples of a well cost the same, and so do all clean ones: multiply.",
        "Add up the prices of all samples of all wells, and divide by the number of samples.",
    ),
    mistakes={
        "clipped": [*GUARDED["clipped"], *clipped_sigmoid(of_chances)],
        "epsilon": GUARDED["epsilon"],
        "means averaged": by_wells,
        "divided by wells": lambda d, m, z: prices(d, m, z).sum() / len(z),
        "zero by zero": lambda d, m, z: (
            (m * (np.logaddexp(0, z) - shares(d, m) * z)).sum() / m.sum()
        ),
        "sum": lambda d, m, z: prices(d, m, z).sum(),
        "hard label": lambda d, m, z: (
            (m * np.logaddexp(0, np.where(2 * d > m, -z, z))).sum() / m.sum()
        ),
        "term missing": mean_of(lambda d, _, z: -d * log_sigmoid(z)),
        "yes missing": mean_of(lambda d, m, z: -(m - d) * log_sigmoid(-z)),
        "clean ones forgotten": mean_of(lambda d, m, z: -d * log_sigmoid(z) - m * log_sigmoid(-z)),
        "one logarithm": mean_of(lambda _, m, z: -m * log_sigmoid(z)),
        "overflow": [
            mean_of(lambda d, m, z: m * np.log(1 + np.exp(z)) - d * z),
            mean_of(lambda d, m, z: m * np.log(1 + np.exp(-z)) + (m - d) * z),
            mean_of(lambda d, m, z: -d * np.log(sigmoid(z)) - (m - d) * np.log(1 - sigmoid(z))),
            mean_of(
                lambda d, m, z: (
                    -d * np.log(naive_sigmoid(z)) - (m - d) * np.log(1 - naive_sigmoid(z))
                )
            ),
            mean_of(lambda d, m, z: d * np.log(1 + np.exp(-z)) + (m - d) * np.log(1 + np.exp(z))),
        ],
        "wrong sign inside": mean_of(lambda d, m, z: prices(d, m, -z)),
        "orders counted": lambda d, m, z: (prices(d, m, z).sum() - ways(d, m)) / m.sum(),
        "squared error": lambda d, m, z: (
            (d * (1 - sigmoid(z)) ** 2 + (m - d) * sigmoid(z) ** 2).sum() / m.sum()
        ),
        "sigmoid twice": mean_of(lambda d, m, z: prices(d, m, sigmoid(z))),
        "logits as probabilities": [
            mean_of(
                lambda d, m, z, e=e: (
                    d * bce(z**0, clipped(z, e)) + (m - d) * bce(0 * z, clipped(z, e))
                )
            )
            for e in (1e-7, 1e-12, 1e-15)
        ],
        "not summed": [
            prices,
            lambda d, m, z: prices(d, m, z) / m.sum(),
            lambda d, m, z: prices(d, m, z) / m,
        ],
        "divergence": lambda d, m, z: of_samples(d, m, z) - entropy_of_wells(d, m),
    },
    say={
        "means averaged": "Each well counts alike here. A well of nine samples should count nine "
        "times as much as a well of one.",
        "divided by wells": "That divides by the number of wells. Per what is the loss asked?",
        "zero by zero": "Right where each well has a sample. 0 of 0 is no share: can you do "
        "without shares?",
        "clean ones forgotten": "How many of the samples are clean? Not all of them.",
        "term missing": "Half of the formula is missing: what does a clean sample cost?",
        "yes missing": "Half of the formula is missing: what does a dirty sample cost?",
        "one logarithm": "The same logarithm stands in both terms: what is the chance of a clean "
        "sample?",
        "overflow": "Right for moderate logits. For large ones exp overflows, or a probability "
        "becomes 0 before its logarithm is taken.",
        "wrong sign inside": "Dirty and clean are exchanged, or the logits enter with a minus.",
        "orders counted": "That is the price of the table, whose samples may have come in any "
        "order. Each sample's own price is asked.",
        "squared error": "That is the squared error; the logarithm is asked.",
        "not summed": "One number is asked: the mean over all samples of all wells.",
        "divergence": "That is the cross-entropy less the samples' own entropy. The whole price is "
        "asked.",
    },
    right=(
        of_samples,
        lambda dirty, tested, z: (tested * np.logaddexp(0, z) - dirty * z).sum() / tested.sum(),
        lambda dirty, tested, z: (
            sum(
                d * (max(-t, 0) + math.log1p(math.exp(-abs(t))))
                + (m - d) * (max(t, 0) + math.log1p(math.exp(-abs(t))))
                for d, m, t in zip(dirty, tested, z, strict=True)
            )
            / sum(tested)
        ),
        lambda dirty, tested, z: np.average(
            np.concatenate([np.logaddexp(0, -z), np.logaddexp(0, z)]),
            weights=np.concatenate([dirty, tested - dirty]),
        ),
        lambda dirty, tested, z: (
            (dirty @ np.logaddexp(0, -z) + (tested - dirty) @ np.logaddexp(0, z)) / tested.sum()
        ),
    ),
    unit="nats",
    reread="lesson 03, From logits",
)
