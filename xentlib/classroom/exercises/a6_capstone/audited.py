"""Test loss at the temperature that validation chooses: a printed program without its faults."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.formulas import naive_nll, nll
from xentlib.classroom.exercises._common.inputs import Array, Function, labels_for, normal
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.classroom.exercises.a6_capstone._faults import left, of_batches, program, several
from xentlib.numerics import softmax

TEMPERATURES = np.array([0.3, 0.6, 1.0, 2.0, 5.0])


def audited(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
    """Mean loss in bits of the test images, at the temperature that is best in validation."""
    best = temperatures[np.argmin([nll(y_val, z_val / t).mean() for t in temperatures])]
    return float(nll(y_test, z_test / best).mean() / np.log(2))


def at(
    choose: Function,
    own: Function = lambda z, t: z / t,
    price: Function = nll,
    mean: Function = np.mean,
    last: Function = nll,
) -> Function:
    """Loss in bits of the test images at a temperature that is chosen, or charged, otherwise."""

    def run(z_val: Array, y_val: Array, z_test: Array, y_test: Array, temperatures: Array) -> float:
        losses = [mean(price(y_val, own(z_val, t))) for t in temperatures]
        best = choose(losses, temperatures)
        return float(last(y_test, own(z_test, best)).mean() / np.log(2))

    return run


def lowest(losses: Array, temperatures: Array) -> float:
    """Temperature with the lowest loss."""
    return float(temperatures[np.argmin(losses)])


def held(limit: float) -> Function:
    """Charge no more than a limit allows."""
    return lambda y, z: np.minimum(nll(y, z), -np.log(limit))


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


def squares(y: Array, z: Array) -> Array:
    """Squared distances of the forecasts."""
    found: Array = ((softmax(z) - np.eye(z.shape[1])[y]) ** 2).sum(1)
    return found


def wanted(z: Array, y: Array, price: Function = nll, mean: Function = np.mean) -> int:
    """Which of the temperatures is best for some images."""
    return int(np.argmin([mean(price(y, z / t)) for t in TEMPERATURES]))


def validation(rng: np.random.Generator, n: int, k: int) -> tuple[Array, Array]:
    """Draw images that want a temperature of 2, at any limit, but not by squares or by batches."""
    while True:
        z, y = scores(rng, n, k, 2.0)
        mean_decides = wanted(z, y) == wanted(z, y, held(0.01)) == 3 != wanted(z, y, squares)
        if mean_decides and (n % 4 == 0 or wanted(z, y, mean=of_batches) != 3):
            return z, y


def case(
    rng: np.random.Generator, n: int, k: int, *, n_val: int = 8, sure: float = 0.0
) -> tuple[Array, ...]:
    """Draw images of which validation wants a temperature of 2, and the test images another."""
    z_val, y_val = validation(rng, n_val, k)
    while True:
        z, y = scores(rng, n, k, 0.5)
        if wanted(z, y) != 3 and nll(y, z / 2).max() < -np.log(0.01):
            z[0, (y[0] + 1) % k] = sure or z[0, (y[0] + 1) % k]
            return z_val, y_val, z, y, TEMPERATURES


# One mistake of 4000 wants the highest temperature, at any limit a lower one.
SURE_IN_VALIDATION = (
    np.array([[3.0, 0], [0, 2], [-1, 0], [-4000, 0]]),
    np.array([0, 1, 0, 0]),
    np.array([[0.5, 0], [0, 2], [3, 0]]),
    np.array([0, 1, 1]),
    TEMPERATURES,
)

EXERCISE = Exercise(
    reference=audited,
    inputs=Parts(
        {
            "whole batches": lambda rng: [case(rng, 4, 2), case(rng, 8, 3), case(rng, 12, 5)],
            "a short last batch": lambda rng: [
                case(rng, n, k, n_val=9) for n, k in ((5, 3), (10, 4))
            ],
            "a sure mistake": lambda rng: [
                SURE_IN_VALIDATION,
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
        "clipping": [
            *left({"clipping"}, (*LIMITS, 1e-30)),
            at(lowest, price=held(1e-7)),  # no limit chooses otherwise
            *(at(lowest, last=held(e)) for e in (*LIMITS, 1e-30)),
        ],
        "means averaged": left({"means averaged"}),
        "nats": left({"nats"}),
        "chosen on test images": left({"chosen on test images"}),
        "several faults left": [
            *several(),
            at(lowest, price=held(1e-7), last=naive_nll),
            lambda *args: at(lowest, price=held(1e-7))(*args) * np.log(2),
            lambda *args: at(lowest, price=held(1e-7), last=naive_nll)(*args) * np.log(2),
        ],
        "overflow": [
            program(naive_nll, 0.0, np.mean, float(np.log(2)), False),
            at(lowest, price=naive_nll),
        ],
        "temperature of 1": at(lambda losses, t: 1.0),
        "mean chosen by batches": at(lowest, mean=of_batches),
        "no choice by the loss": [
            at(lambda losses, t: t[0]),
            at(lowest, price=squares),
            at(lambda losses, t: t[np.argmax(losses)]),
        ],
        "multiplied": at(lowest, lambda z, t: z * t),
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
        "overflow": "The five faults are mended. One logit is too large for exp.",
        "mean chosen by batches": "The last batch of the validation images is short, too.",
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
    reread="lesson 12, One number that mends it",
)
