"""How far losses in Keras are from NumPy's, relatively; run it to see the largest differences.

The truth is NumPy's loss in float64 of the same float32 logits.
"""

from functools import partial
from itertools import product

import numpy as np

import xentlib as xent
from xentlib import training
from xentlib.training import keras, tf

HOW = "eager", "graph", "XLA"
N, K = 2000, 5
COUNTS = [70, 20, 5, 4, 1]
SMALLEST = 1e-35  # probabilities below 1.2e-38 are 0 in TensorFlow; a slope multiplies that loss
RULES = {
    "log": xent.log_score,
    "focal 2": xent.focal_score(2.0),
    "focal 0.5": xent.focal_score(0.5),
    "poly1": xent.poly1_score(1.0),
    "own": xent.ScoringRule("quadratic", lambda s: 0.5 * s * s - s, lambda s: s - 1),
}


def logits():
    """Rows of every size: near ties, the usual, and tails up to a difference of 160."""
    rng = np.random.default_rng(3)
    scale = np.repeat([1e-3, 1, 10, 40], N // 4)[:, None]
    z = rng.normal(size=(N, K)) * scale
    z[:40] = np.eye(K)[rng.integers(K, size=40)] * np.repeat([40, 80, -40, -80], 10)[:, None]
    z[40:80] = rng.choice([-80.0, -40.0, 0.0, 40.0, 80.0], size=(40, K))
    return z.clip(-80, 80).astype(np.float32)


def targets():
    rng = np.random.default_rng(4)
    ids = rng.integers(K, size=N)
    masses = rng.dirichlet(np.ones(K), size=N).astype(np.float32)
    multi_hot = rng.integers(2, size=(N, K)).astype(np.float32)
    soft = rng.uniform(size=(N, K)).astype(np.float32)
    return {"ids": ids, "one-hot": np.eye(K)[ids], "masses": masses}, {
        "multi-hot": multi_hot,
        "soft": soft,
    }


def value_and_grad(loss, y, z):
    with tf.GradientTape() as tape:
        tape.watch(z)
        value = loss(y, z)
    return value, tape.gradient(value, z)


def in_keras(loss, y, z, how):
    """Loss of each example and its gradient: "eager", in a "graph", or compiled by "XLA"."""
    run = partial(value_and_grad, loss)
    if how != "eager":
        run = tf.function(run, jit_compile=how == "XLA")
    return [t.numpy() for t in run(tf.constant(y, tf.float32), tf.constant(z))]


def softmax_truth(y, z, rule, shift=0.0):
    z = z.astype(np.float64) + shift
    value, grad = xent.softmax_cross_entropy_value_and_grad(y, z, rule=rule)
    masses = xent.one_hot(y, K) if y.ndim == 1 else y.astype(np.float64)
    log_p = xent.log_softmax(z)
    pull = np.abs(masses * rule.slope(log_p))
    others = pull.sum(-1, keepdims=True) - pull
    return value, grad, -np.expm1(log_p) * pull + xent.softmax(z) * others


def sigmoid_truth(y, z, rule):
    y, z = y.astype(np.float64), z.astype(np.float64)
    value, grad = xent.sigmoid_cross_entropy_value_and_grad(y, z, rule=rule)
    on = y * rule.slope(xent.log_sigmoid(z)) * xent.sigmoid(-z)
    off = (1 - y) * rule.slope(xent.log_sigmoid(-z)) * xent.sigmoid(z)
    return value.sum(-1), grad, np.abs(on) + np.abs(off)


def largest(ours, truth):
    """Largest relative differences of the value and of the gradient.

    The gradient's are relative to the size of the terms of which it is the difference: where the
    target is certain, that is the gradient itself.
    """
    (value, grad), (value_0, grad_0, terms) = ours, truth
    seen, seen_grad = np.abs(value_0) > SMALLEST, terms > SMALLEST
    assert np.abs(value[~seen]).max(initial=0) <= 1.1 * SMALLEST
    assert np.abs(grad[~seen_grad]).max(initial=0) <= 1.1 * SMALLEST
    of_value = np.abs(value - value_0)[seen] / np.abs(value_0)[seen]
    return of_value.max(), (np.abs(grad - grad_0)[seen_grad] / terms[seen_grad]).max()


def cases():
    """Name, loss, target and truth of every comparison."""
    classes, labels = targets()
    z = logits()
    for (name, rule), (kind, y) in product(RULES.items(), classes.items()):
        loss = training.SoftmaxCrossEntropy(rule, reduction=None)
        yield f"softmax, {name}, {kind}", loss, y, softmax_truth(y, z, rule)
        if kind == "ids":
            adjusted, shift = training.LogitAdjusted(loss, COUNTS), xent.logit_adjustment(COUNTS)
            yield f"adjusted, {name}, {kind}", adjusted, y, softmax_truth(y, z, rule, shift)
    for (name, rule), (kind, y) in product(RULES.items(), labels.items()):
        loss = training.SigmoidCrossEntropy(rule, reduction=None)
        yield f"sigmoid, {name}, {kind}", loss, y, sigmoid_truth(y, z, rule)


if __name__ == "__main__":
    keras.config.disable_traceback_filtering()
    print(f"{'value, gradient':30}", *(f"{how:16}" for how in HOW), sep="  ")
    for name, loss, y, truth in cases():
        found = [largest(in_keras(loss, y, logits(), how), truth) for how in HOW]
        print(f"{name:30}", *(f"{v:.1e} {g:.1e}" for v, g in found), sep="  ")
