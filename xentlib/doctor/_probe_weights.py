"""Probes of weights and metrics: what Keras makes of several labels to one example."""

import numpy as np

from xentlib.doctor._evidence import Evidence
from xentlib.doctor._finding import Finding

_ARGMAX = ("accuracy", "acc", "Accuracy", "categorical_accuracy", "CategoricalAccuracy")


def class_weights_on_multi_hot(case: Evidence) -> Finding | None:
    """Look for weights of classes beside rows of several labels."""
    if not case.class_weight or not _several(case):
        return None
    y, weights = case.masses, case.class_weight
    used = np.array([weights.get(int(c), 1.0) for c in y.argmax(1)])
    heaviest = max(weights, key=lambda c: abs(np.log(max(weights[c], 1e-12))))
    carriers = y[:, heaviest] == 1
    right = float((used[carriers] == weights[heaviest]).mean()) if carriers.any() else 0.0
    return Finding(
        "class weights on multi-hot",
        "Rows hold several labels, and Keras weights each row by the weight of its first label.",
        f"{carriers.sum()} rows hold label {heaviest}; its weight {weights[heaviest]:g} is used in "
        f"{right:.1%} of them; the mean weight is {used.mean():.4f}",
        f"{used.mean():.4f} = mean of class_weight[argmax(row)]: what fit multiplies the loss by",
        "keras.ops.mean(weights * keras.ops.binary_crossentropy(y_true, y_pred, "
        "from_logits=True), axis=-1)",
    )


def _several(case: Evidence) -> bool:
    """Whether rows hold labels that do not exclude one another."""
    return case.targets == "multi-hot" and case.charge.link == "sigmoid" and case.k > 1


def accuracy_on_several_labels(case: Evidence) -> Finding | None:
    """Look for a metric that compares the likeliest class where rows hold several labels."""
    if not _several(case) or not case.finite:
        return None
    named = [m for m in case.metrics if m in _ARGMAX]
    if not named:
        return None
    y, z = case.masses[case.few], case.outputs
    bound = 0.0 if case.charge.reads == "logits" else 0.5
    first = float((y.argmax(1) == z.argmax(1)).mean())
    each = float(((z > bound) == (y == 1)).mean())
    none = float((y == 0).mean())
    return Finding(
        "accuracy on several labels",
        f"{named[0]!r} compares only the largest output with the first label of each row.",
        f"it says {first:.3f}; of single labels {each:.3f} are right; rows hold "
        f"{y.sum(1).mean():.2f} labels on average",
        f"{max(none, 1 - none):.3f} = share of {'zeros' if none > 0.5 else 'ones'} in y: labels "
        "that are right if the answer is always the same",
        f"metrics=[keras.metrics.BinaryAccuracy(threshold={bound})]",
    )
