"""Test loss at the temperature that validation chooses: a printed program without its faults."""

from itertools import compress, product

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import naive_nll, nll
from xentlib.classroom.exercises._common.inputs import Array, Function, labels_for, normal
from xentlib.classroom.exercises._common.limits import LIMITS

TEMPERATURES = np.array([0.3, 0.6, 1.0, 2.0, 5.0])
FAULTS = ("argmax", "clipping", "means averaged", "nats", "chosen on test images")


def audited(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
    """Mean loss in bits of the test images, at the temperature that is best in validation."""
    best = temperatures[np.argmin([nll(y_val, z_val / t).mean() for t in temperatures])]
    return float(nll(y_test, z_test / best).mean() / np.log(2))


def likeliest(_: Array, z: Array) -> Array:
    """Charge the likeliest class in place of the label's."""
    return nll(z.argmax(-1), z)


def raw_likeliest(_: Array, z: Array) -> Array:
    """Charge the likeliest class as printed, without a shift."""
    return naive_nll(z.argmax(-1), z)


def of_batches(charges: Array) -> float:
    """Mean of the means of batches of four."""
    parts = np.split(charges, range(4, len(charges), 4))
    return float(np.mean([part.mean() for part in parts]))


def program(charge: Function, limit: float, mean: Function, unit: float, leak: bool) -> Function:
    """Build the printed program from its parts; a limit of 0 holds nothing."""

    def loss(z: Array, y: Array) -> float:
        charges = charge(y, z)
        return float(mean(np.minimum(charges, -np.log(limit)) if limit else charges)) / unit

    def run(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
        z, y = (z_test, y_test) if leak else (z_val, y_val)
        best = temperatures[np.argmin([loss(z / t, y) for t in temperatures])]
        return loss(z_test / best, y_test)

    return run


def left(faults: set[str], limits: tuple[float, ...] = (1e-7,)) -> list[Function]:
    """Programs in which just these faults are left."""
    likely, clip, batches, nats, leak = (name in faults for name in FAULTS)
    charges = (likeliest, raw_likeliest) if likely else (nll, naive_nll) if clip else (nll,)
    mean, unit = of_batches if batches else np.mean, 1.0 if nats else float(np.log(2))
    return [
        program(charge, limit, mean, unit, leak)
        for charge in charges
        for limit in (limits if clip else (0.0,))
    ]


def several() -> list[Function]:
    """Programs with two faults or more left; likeliest classes need no limit, and no images."""
    some = [set(compress(FAULTS, kept)) for kept in product((False, True), repeat=5)]
    vain = {"clipping", "chosen on test images"}
    seen = [
        faults for faults in some if len(faults) > 1 and not ("argmax" in faults and faults & vain)
    ]
    return [form for faults in seen for form in left(faults)]


def at(choose: Function, own: Function = lambda z, t: z / t) -> Function:
    """Loss in bits of the test images at a temperature that is chosen otherwise."""

    def run(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
        losses = [nll(y_val, own(z_val, t)).mean() for t in temperatures]
        best = choose(losses, temperatures)
        return float(nll(y_test, own(z_test, best)).mean() / np.log(2))

    return run


def by_loop(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
    """Go image by image, in Python's own numbers."""

    def loss(z: Array, y: Array, t: float) -> float:
        total = 0.0
        for row, label in zip(z.tolist(), y.tolist(), strict=True):
            top = max(row)
            rest = sum(np.exp((value - top) / t) for value in row)
            total += np.log2(rest) - (row[label] - top) / t / np.log(2)
        return total / len(y)

    best = min(temperatures, key=lambda t: loss(z_val, y_val, t))
    return loss(z_test, y_test, best)


def scores(rng: np.random.Generator, n: int, k: int, factor: float) -> tuple[Array, Array]:
    """Logits that know something of their labels, times a factor."""
    z = normal(rng, n, k)
    y = labels_for(rng, z)
    z[np.arange(n), y] += 1
    return (z * factor).round(2), y


def case(rng: np.random.Generator, n: int, k: int, *, sure: float = 0.0) -> tuple[Array, ...]:
    """Images of which validation wants a temperature of 2, and the test images another."""
    while True:
        (z_val, y_val), (z, y) = scores(rng, 9, k, 2.0), scores(rng, n, k, 0.5)
        z[0, (y[0] + 1) % k] = sure or z[0, 0]
        wanted = [
            np.argmin([nll(labels, logits / t).mean() for t in TEMPERATURES])
            for labels, logits in ((y_val, z_val), (y, z))
        ]
        if wanted[0] == 3 != wanted[1]:
            return z_val, y_val, z, y, TEMPERATURES


EXERCISE = Exercise(
    reference=audited,
    inputs=Parts(
        {
            "whole batches": lambda rng: [case(rng, 4, 2), case(rng, 8, 3), case(rng, 12, 5)],
            "a short last batch": lambda rng: [case(rng, 5, 3), case(rng, 10, 4)],
            "a sure mistake": lambda rng: [
                case(rng, 8, 3, sure=150.0),
                case(rng, 8, 3, sure=4000.0),
            ],
        }
    ),
    hints=(
        "Print what each line makes for two images, and ask whether you expected it.",
        "Which images may choose? Which class is charged? Which batch counts too much?",
        "Five faults: the class, the limit, the mean of means, the unit, and who chooses.",
    ),
    mistakes={
        "argmax": left({"argmax"}),
        "clipping": left({"clipping"}, (*LIMITS, 1e-30)),
        "means averaged": left({"means averaged"}),
        "chosen on test images": left({"chosen on test images"}),
        "several faults left": several(),
        "overflow": program(naive_nll, 0.0, np.mean, float(np.log(2)), False),
        "temperature of 1": at(lambda losses, t: 1.0),
        "no choice by the loss": [
            at(lambda losses, t: t[0]),
            at(lambda losses, t: t[np.argmax(losses)]),
        ],
        "multiplied": at(lambda losses, t: t[np.argmin(losses)], lambda z, t: z * t),
        "validation reported": lambda z_val, y_val, z_test, y_test, temperatures: audited(
            z_val, y_val, z_val, y_val, temperatures
        ),
        "sum": lambda *args: audited(*args) * len(args[3]),
    },
    say={
        "argmax": "A wrong image is cheap here. Which class must be charged?",
        "clipping": "A limit hides what a sure mistake costs. Compute the loss from the logits.",
        "means averaged": "The last batch is short. Its images count more than the others.",
        "nats": "The number has another unit than the one that is asked.",
        "chosen on test images": "The images that give the result have chosen something first.",
        "several faults left": "More than one fault is left. Go on, line by line.",
        "overflow": "The faults are mended. One logit is too large for exp.",
        "temperature of 1": "The temperature plays no part in your number.",
        "no choice by the loss": "The temperature is not the one with the lowest loss in "
        "validation. (No temperature changes the accuracy, so that can't choose one.)",
        "multiplied": "Logits are divided by the temperature.",
        "validation reported": "That is a loss of the images that chose. Which are left for the "
        "result?",
    },
    right=(
        by_loop,
        at(lambda losses, t: min(zip(losses, t, strict=True))[1]),
        lambda *args: program(nll, 0.0, np.mean, float(np.log(2)), False)(*args),
        lambda z_val, y_val, z_test, y_test, temperatures: audited(
            z_val.astype(np.float32),
            y_val,
            z_test.astype(np.float32),
            y_test,
            temperatures.astype(np.float32),
        ),
    ),
    unit="bits",
)
