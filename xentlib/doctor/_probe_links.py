"""Probes of the function behind the last layer, where it does not go with the loss."""

from math import exp, inf, log

from xentlib.doctor._evidence import Evidence
from xentlib.doctor._finding import Finding
from xentlib.doctor._probe_outputs import is_softmax, logged

RANGES = {"tanh": (-1.0, 1.0), "softsign": (-1.0, 1.0), "relu": (0.0, inf)}


def squashed_logits(case: Evidence) -> Finding | None:
    """Look for an activation that keeps logits from going where the loss asks them to go."""
    last = case.ending.links[0] if case.ending.links else ""
    low, high = RANGES.get(last, (-inf, inf))
    floors = [log(1 + exp(-high)), log(1 + exp(low)) if low > -inf else 0.0]
    floor = f"a 1 costs at least {floors[0]:.4f}, a 0 {floors[1]:.4f}: ln(1 + 1/e) = 0.3133 at 1"
    if case.charge.link == "softmax":
        floors = [log(1 + (case.k - 1) * exp(low - high))]
        floor = f"{floors[0]:.4f} = ln(1 + {case.k - 1} · exp({low - high:g})): the least loss"
    if case.charge.reads != "logits" or max(floors) == 0:
        return None
    return Finding(
        "squashed logits",
        f"{case.charge} takes logits of any size, and {last} keeps them within {low:g} … {high:g}.",
        f"outputs lie between {case.outputs.min():.3f} and {case.outputs.max():.3f}{logged(case)}",
        floor,
        f"layers.Dense({case.k})  # the last layer",
    )


def softmax_of_one(case: Evidence) -> Finding | None:
    """Look for a softmax over a single output, which is 1 whatever the weights are."""
    if case.k > 1 or case.ending.links[:1] != ("softmax",):
        return None
    return Finding(
        "softmax of one",
        "The softmax runs over one output: the forecast is 1 for every example. (Where Keras finds "
        "the logits behind it, as with TensorFlow, the logged loss is that of a sigmoid.)",
        f"outputs lie between {case.outputs.min():.3f} and {case.outputs.max():.3f}{logged(case)}",
        "1 = exp(z) / exp(z): the forecast, whatever the logit z is",
        'layers.Dense(1, activation="sigmoid")  # the last layer',
    )


def binary_loss_of_classes(case: Evidence) -> Finding | None:
    """Look for classes that exclude one another in a loss that is made for labels."""
    k = case.k
    right = case.charge.link == "softmax" or case.charge.reads != "probabilities"
    if k < 2 or right or case.targets != "one-hot" or not is_softmax(case):
        return None
    start = (log(k) + (k - 1) * log(k / (k - 1))) / k
    return Finding(
        "binary loss of classes",
        f"The outputs are one softmax, and {case.charge} scores each as a label of its own.",
        f"rows of y and of outputs sum to 1{logged(case)}; it is a mean over {k} outputs, and an "
        f'"accuracy" of {1 - 1 / k:.3f} needs no class to be right',
        f"{start:.4f} = (ln {k} + {k - 1} ln({k}/{k - 1}))/{k}: the loss of a uniform forecast, "
        f"where it should be {log(k):.4f} = ln {k}",
        'loss="categorical_crossentropy"',
    )
