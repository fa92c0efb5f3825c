"""Nats that the biases of the last layer save before the first step."""

from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Personal


def belt(rng: np.random.Generator) -> dict[str, Any]:
    """Draw the share of screws without a fault, and the number of kinds of screws."""
    return {
        "faultless": round(float(rng.uniform(0.8, 0.97)), 4),
        "kinds": int(rng.integers(4, 13)),
    }


def entropy(faultless: float, kinds: int) -> float:
    """Entropy of the shares in nats: the faults are equally frequent."""
    fault = (1 - faultless) / (kinds - 1)
    return float(-faultless * np.log(faultless) - (kinds - 1) * fault * np.log(fault))


def saved(faultless: float, kinds: int) -> float:
    """First loss with zero biases, less that with the shares' logarithms as biases."""
    return float(np.log(kinds)) - entropy(faultless, kinds)


def summed(faultless: float, kinds: int) -> float:
    """Add up the prices of the kinds, one after the other."""
    shares = [faultless] + [(1 - faultless) / (kinds - 1)] * (kinds - 1)
    return sum(share * (np.log(kinds) + np.log(share)) for share in shares)


def from_logits(faultless: float, kinds: int) -> float:
    """Compute both first losses from the logits."""
    shares = np.full(kinds, (1 - faultless) / (kinds - 1))
    shares[0] = faultless
    z = np.log(shares) + 3
    loss = np.log(np.exp(z).sum()) - shares @ z
    return float(np.log(kinds) - loss)


EXERCISE = Exercise(
    reference=saved,
    inputs=Personal(belt),
    hints=(
        "What does the network forecast before the first step, with each kind of bias?",
        "With zeros the loss is ln K. With the shares as forecasts it is their entropy.",
        "ln K + s ln s + (1 − s) ln((1 − s) / (K − 1)).",
    ),
    mistakes={
        "first loss with zeros": lambda faultless, kinds: np.log(kinds),
        "entropy": entropy,
        "one yes or no": lambda faultless, kinds: (
            np.log(2) + faultless * np.log(faultless) + (1 - faultless) * np.log(1 - faultless)
        ),
        "faults as one kind": lambda faultless, kinds: (
            np.log(kinds) + faultless * np.log(faultless) + (1 - faultless) * np.log(1 - faultless)
        ),
        "only the target": lambda faultless, kinds: np.log(kinds) + np.log(faultless),
        "each alike": lambda faultless, kinds: (
            np.log(kinds)
            + (np.log(faultless) + (kinds - 1) * np.log((1 - faultless) / (kinds - 1))) / kinds
        ),
        "one fault alone": lambda faultless, kinds: (
            np.log(kinds)
            + faultless * np.log(faultless)
            + (1 - faultless) / (kinds - 1) * np.log((1 - faultless) / (kinds - 1))
        ),
        "divided by the kinds": lambda faultless, kinds: (
            np.log(kinds)
            + faultless * np.log(faultless)
            + (1 - faultless) * np.log((1 - faultless) / kinds)
        ),
        "share of the first loss": lambda faultless, kinds: saved(faultless, kinds) / np.log(kinds),
    },
    say={
        "first loss with zeros": "That is the loss with zero biases. How much is left with the "
        "others?",
        "entropy": "That is the loss with the better biases. How much do they save?",
        "sign": "That is negative: the loss with zero biases is the larger one.",
        "one yes or no": "There are more than two kinds.",
        "faults as one kind": "Each kind of fault has a share of its own.",
        "only the target": "The screws with a fault cost something, too, and more than the others.",
        "each alike": "The kinds are not equally frequent, and so their prices do not count alike.",
        "one fault alone": "There are more kinds of faults than one.",
        "divided by the kinds": "One of the kinds is no fault.",
        "share of the first loss": "Nats are asked, not a share.",
    },
    right=(
        summed,
        from_logits,
        lambda faultless, kinds: (
            np.log(kinds)
            + faultless * np.log(faultless)
            + (1 - faultless) * np.log((1 - faultless) / (kinds - 1))
        ),
        lambda faultless, kinds: (
            faultless * np.log(kinds * faultless)
            + (1 - faultless) * np.log(kinds * (1 - faultless) / (kinds - 1))
        ),
        lambda faultless, kinds: np.float32(saved(faultless, kinds)),
    ),
    unit="nats",
    kind="derivation",
    reread="lesson 09, Start from what you know",
)
