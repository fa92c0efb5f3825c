"""Agreement with Keras and TensorFlow, with their conventions stated. In a file of its own:
importing them takes longer than all the other tests of the losses.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import xentlib as xent
from xentlib import numerics

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

N, K = 40, 5
RNG = np.random.default_rng(7)
LOGITS = RNG.normal(scale=2, size=(N, K)).astype(np.float32)
IDS = RNG.integers(K, size=N)
ONE_HOT = np.eye(K, dtype=np.float32)[IDS]
LABELS = RNG.integers(2, size=(N, K)).astype(np.float32)
WEIGHTS = RNG.gamma(2.0, size=N).astype(np.float32)


def value_and_grad(function, x):
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = function(x)
    return loss.numpy(), tape.gradient(loss, x).numpy()


def check(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        assert_allclose(a, b, rtol=1e-5, atol=1e-6)


def test_tensorflow_has_the_same_losses_under_other_names():
    softmax = xent.softmax_cross_entropy_value_and_grad
    sparse = tf.nn.sparse_softmax_cross_entropy_with_logits
    dense = tf.nn.softmax_cross_entropy_with_logits
    binary = tf.nn.sigmoid_cross_entropy_with_logits
    check(softmax(IDS, LOGITS), value_and_grad(lambda z: sparse(IDS, z), LOGITS))
    check(softmax(ONE_HOT, LOGITS), value_and_grad(lambda z: dense(ONE_HOT, z), LOGITS))
    ours = xent.sigmoid_cross_entropy_value_and_grad(LABELS, LOGITS)
    check(ours, value_and_grad(lambda z: binary(LABELS, z), LOGITS))


def test_tensorflows_pos_weight_multiplies_the_positive_labels_loss():
    theirs = tf.nn.weighted_cross_entropy_with_logits(LABELS, LOGITS, 3.0)
    ours = np.where(LABELS == 1, 3, 1) * xent.sigmoid_cross_entropy(LABELS, LOGITS)
    assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_keras_means_over_examples():
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    ours = xent.softmax_cross_entropy(IDS, LOGITS).mean()
    assert_allclose(ours, loss(IDS, LOGITS), rtol=1e-5)


def test_keras_divides_a_weighted_loss_by_the_number_of_examples():
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    theirs = loss(IDS, LOGITS, sample_weight=WEIGHTS)
    weighted = WEIGHTS * xent.softmax_cross_entropy(IDS, LOGITS)
    assert_allclose(weighted.sum() / N, theirs, rtol=1e-5)
    assert abs(np.average(weighted / WEIGHTS, weights=WEIGHTS) - float(theirs)) > 0.1


def test_keras_smooths_towards_the_uniform_target():
    loss = keras.losses.CategoricalCrossentropy(
        from_logits=True, label_smoothing=0.1, reduction="none"
    )
    ours = xent.softmax_cross_entropy(0.9 * ONE_HOT + 0.1 / K, LOGITS)
    assert_allclose(ours, loss(ONE_HOT, LOGITS), rtol=1e-5)
    loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.1, reduction="none")
    ours = xent.sigmoid_cross_entropy(0.9 * LABELS + 0.05, LOGITS)
    assert_allclose(ours.mean(-1), loss(LABELS, LOGITS), rtol=1e-5)  # Keras means over labels


@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0])
def test_keras_focal_losses_multiply_by_alpha(gamma):
    rule, alpha = xent.focal_score(gamma), 0.25  # the default of the categorical one
    loss = keras.losses.CategoricalFocalCrossentropy(
        gamma=gamma, alpha=alpha, from_logits=True, reduction="none"
    )
    ours = alpha * xent.softmax_cross_entropy(IDS, LOGITS, rule=rule)
    assert_allclose(ours, loss(ONE_HOT, LOGITS), rtol=1e-4, atol=1e-6)
    loss = keras.losses.BinaryFocalCrossentropy(gamma=gamma, from_logits=True, reduction="none")
    ours = xent.sigmoid_cross_entropy(LABELS, LOGITS, rule=rule).mean(-1)
    assert_allclose(ours, loss(LABELS, LOGITS), rtol=1e-4, atol=1e-6)


def test_keras_takes_probabilities_unless_told_otherwise_and_clips_them():
    p = numerics.softmax(LOGITS)
    loss = keras.losses.CategoricalCrossentropy(reduction="none")
    assert_allclose(xent.categorical_cross_entropy(IDS, p), loss(ONE_HOT, p), rtol=1e-4)
    impossible = np.array([[0, 1]], np.float32)
    assert_allclose(loss(np.array([[1, 0]], np.float32), impossible), 16.118, rtol=1e-4)
    assert xent.categorical_cross_entropy([0], impossible) == np.inf
