"""The printed program of the audit, with some of its faults left."""

from itertools import compress, product

import numpy as np

from xentlib.classroom.exercises._common.formulas import naive_nll, nll
from xentlib.classroom.exercises._common.inputs import Array, Function

FAULTS = ("argmax", "clipping", "means averaged", "nats", "chosen on test images")


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
    charges = (likeliest, raw_likeliest) if likely else (nll, naive_nll)
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
