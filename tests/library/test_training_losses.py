"""Losses in Keras: NumPy's, with its gradients, however they are run."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

import xentlib as xent

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
training = xent.training

import keras_differences as differences  # noqa: E402

IDS, Z = np.array([0, 2, 1, 1]), np.float32([[3, 0, -1], [0, 1, 2], [9, 0, 9], [-50, 0, 30]])
MASSES = np.float32([[0.2, 0.8, 0], [1, 0, 0], [0.3, 0.3, 0.4], [0, 0, 2]])
WEIGHTS = np.float32([3, 1, 0, 0.5])
LABELS = np.float32([[1, 0, 1], [0, 0, 0], [1, 1, 1], [0.5, 1, 0]])
COMPILED = (  # a compiler takes its time
    "softmax, log, ids",
    "softmax, focal 2, masses",
    "adjusted, own, ids",
    "sigmoid, poly1, multi-hot",
    "sigmoid, log, soft",
)


@pytest.fixture(scope="module")
def cases():
    return [*differences.cases()]


@pytest.mark.parametrize("how", differences.HOW)
def test_values_and_gradients_are_numpys_to_two_millionths_in_the_tails_too(cases, how):
    z = differences.logits()
    for name, loss, y, truth in cases:
        if how != "XLA" or name in COMPILED:
            found = differences.largest(differences.in_keras(loss, y, z, how), truth)
            assert max(found) < 2e-6, (name, found)
    assert {name for name, *_ in cases} >= set(COMPILED)


def test_a_wrong_digit_in_either_would_be_noticed(cases):
    _, loss, y, truth = cases[0]
    value, grad = differences.in_keras(loss, y, differences.logits(), "eager")
    off = np.float32(1 + 4e-6)
    assert differences.largest((value * off, grad), truth)[0] > 2e-6
    assert differences.largest((value, grad * off), truth)[1] > 2e-6


def test_a_sure_and_right_forecast_costs_little_but_not_nothing():
    loss = training.SoftmaxCrossEntropy(reduction=None)
    assert_allclose(loss([0], [[40.0, 0.0]]), [4.248354e-18], rtol=1e-6)
    assert loss([0], [[0.0, -np.inf]]).numpy() == 0
    assert loss([1], [[0.0, -np.inf]]).numpy() == np.inf


def test_ids_may_have_an_axis_of_their_own_and_labels_of_one_event_may_lack_it():
    softmax = training.SoftmaxCrossEntropy(reduction=None)
    assert_allclose(softmax(IDS[:, None], Z), softmax(IDS, Z))
    sigmoid = training.SigmoidCrossEntropy(reduction=None)
    y, z = LABELS[:, 0], Z[:, 0]
    ways = (y, z), (y[:, None], z[:, None]), (y, z[:, None]), (y[:, None], z)
    for way in ways:
        assert_allclose(sigmoid(*way), xent.sigmoid_cross_entropy(y, z), rtol=1e-6)


def test_sequences_have_a_loss_at_each_place():
    ids, z = np.stack([IDS, IDS[::-1]]), np.stack([Z, Z])
    ours = training.SoftmaxCrossEntropy(reduction=None)(ids, z)
    assert_allclose(ours, xent.softmax_cross_entropy(ids, z), rtol=1e-6)


@pytest.mark.parametrize("reduction, divisor", [("sum_over_batch_size", 4), ("sum", 1)])
def test_reductions_and_weights_are_keras_own(reduction, divisor):
    loss = training.SoftmaxCrossEntropy(reduction=reduction)
    weighted = WEIGHTS * xent.softmax_cross_entropy(MASSES, Z)
    assert_allclose(loss(MASSES, Z, WEIGHTS), weighted.sum() / divisor, rtol=1e-6)
    by_weight = training.SoftmaxCrossEntropy(reduction="mean_with_sample_weight")
    assert_allclose(by_weight(MASSES, Z, WEIGHTS), weighted.sum() / WEIGHTS.sum(), rtol=1e-6)


def test_the_gradient_of_a_weighted_mean_is_the_mean_of_the_weighted_gradients():
    for loss, y, numpys in (
        (training.SoftmaxCrossEntropy(), IDS, xent.softmax_cross_entropy_grad),
        (training.SigmoidCrossEntropy(), LABELS, xent.sigmoid_cross_entropy_grad),
    ):
        z = tf.constant(Z)
        with tf.GradientTape() as tape:
            tape.watch(z)
            mean = loss(y, z, WEIGHTS)
        truth = WEIGHTS[:, None] * numpys(y, Z) / 4
        assert_allclose(tape.gradient(mean, z), truth, rtol=1e-5, atol=1e-38)


def test_a_masked_place_has_no_loss_and_no_gradient():
    words = np.array([[1, 2, 3, 0], [4, 0, 0, 0]])
    embedding = keras.layers.Embedding(5, 3, mask_zero=True)
    y = np.array([[0, 1, 2, 0], [2, 0, 0, 0]])
    with tf.GradientTape() as tape:
        z = embedding(words)
        loss = training.SoftmaxCrossEntropy()(y, z)
    grad = tf.convert_to_tensor(tape.gradient(loss, embedding.trainable_variables[0]))
    plain = xent.softmax_cross_entropy(y, z.numpy())
    assert_allclose(loss, plain[words > 0].mean(), rtol=1e-6)
    assert not grad.numpy()[0].any()
    assert grad.numpy()[1:].any(axis=1).all()


def test_half_precision_logits_are_scored_in_single_precision():
    half = Z.astype(np.float16)
    loss = training.SoftmaxCrossEntropy(reduction=None)(IDS, tf.constant(half))
    assert loss.dtype == tf.float32
    assert_allclose(loss, xent.softmax_cross_entropy(IDS, half.astype(float)), rtol=1e-6)
    keras.config.set_floatx("float16")
    try:
        assert training.SoftmaxCrossEntropy().dtype == "float32"
    finally:
        keras.config.set_floatx("float32")
    exact = training.SoftmaxCrossEntropy(reduction=None, dtype="float64")(IDS, Z.astype(float))
    assert_allclose(exact, xent.softmax_cross_entropy(IDS, Z.astype(float)), rtol=1e-14)


def test_the_gradient_has_a_gradient():
    direction = tf.constant(np.float32([[1, -1, 2]]))
    ours, theirs = [], []
    for loss, found in (
        (training.SoftmaxCrossEntropy(), ours),
        (keras.losses.SparseCategoricalCrossentropy(from_logits=True), theirs),
    ):
        z = tf.constant(Z[1:2])
        with tf.autodiff.ForwardAccumulator(z, direction) as forward:
            _, grad = differences.value_and_grad(loss, IDS[1:2], z)
        found.append(forward.jvp(grad).numpy())
    assert_allclose(ours, theirs, rtol=1e-5)


def test_adjusted_logits_are_raised_by_the_log_priors():
    shift = xent.logit_adjustment([7, 2, 1], tau=2.0)
    inside = training.SoftmaxCrossEntropy(xent.poly1_score(), reduction="sum")
    ours = training.LogitAdjusted(inside, [7, 2, 1], tau=2.0)(IDS, Z, WEIGHTS)
    truth = xent.softmax_cross_entropy(IDS, Z + shift, rule=xent.poly1_score())
    assert_allclose(ours, (WEIGHTS * truth).sum(), rtol=1e-6)
    keras_own = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
    theirs = training.LogitAdjusted(keras_own, [7, 2, 1])(IDS, Z)
    assert_allclose(theirs, xent.softmax_cross_entropy(IDS, Z + shift / 2), rtol=1e-5, atol=1e-6)


def test_a_value_that_makes_no_sense_is_refused_and_inside_a_graph_is_nan():
    bad_ids, bad_masses, bad_labels = IDS + 1, MASSES - 0.1, LABELS + 1
    for loss, y, words in (
        (training.SoftmaxCrossEntropy(), bad_ids, "class ids from 0 to 2; got 3"),
        (training.SoftmaxCrossEntropy(), IDS + 0.5, "class ids, whole numbers"),
        (training.SoftmaxCrossEntropy(), bad_masses, "non-negative masses"),
        (training.SigmoidCrossEntropy(), bad_labels, "labels between 0 and 1"),
    ):
        with pytest.raises((TypeError, ValueError), match=words):
            loss(y, Z)
        value, grad = differences.in_keras(loss, y, Z, "graph")
        assert np.isnan(value)
        assert np.isnan(grad).any()


def compiled(loss, outputs=3):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(outputs)])
    model.compile("sgd", loss)
    return model


NUMPY = xent.ScoringRule("capped", lambda s: np.minimum(-s, 4), lambda s: -1.0 * (s > -4))
MADE = training.SoftmaxCrossEntropy, training.SigmoidCrossEntropy
REFUSED = {
    "rule must be a ScoringRule": lambda: training.SoftmaxCrossEntropy("focal"),
    "loss must be a loss, such": lambda: training.LogitAdjusted("mse", [1, 2]),
    "exclude one another.*got SigmoidC": lambda: training.LogitAdjusted(MADE[1](), [1, 2]),
    "exclude one another.*got LogitA": lambda: training.LogitAdjusted(
        training.LogitAdjusted(MADE[0](), [1, 2]), [1, 2]
    ),
    "exclude one another.*got BinaryC": lambda: training.LogitAdjusted(
        keras.losses.BinaryCrossentropy(from_logits=True), [1, 2]
    ),
    "loss must take logits.*from_logits=True": lambda: training.LogitAdjusted(
        keras.losses.CategoricalCrossentropy(), [1, 2]
    ),
    "counts must be positive.*pseudo-count": lambda: training.LogitAdjusted(MADE[0](), [1, 0]),
    "tau must be a finite number": lambda: training.LogitAdjusted(MADE[0](), [1, 2], -1.0),
    "counts must hold one number for each class.*got 2": lambda: compiled(
        training.LogitAdjusted(MADE[0](), [1, 2])
    ).fit(Z[:, :2], IDS, verbose=0),
    r"y_true must have the shape \(n,\) \(class ids\) or \(n, 3\) \(masses\).*got \(n, 2\)": (
        lambda: compiled(MADE[0]()).fit(Z[:, :2], LABELS[:, :2], verbose=0)
    ),
    r"at least two classes.*got the shape \(n, 1\).*SigmoidCrossEntropy": lambda: compiled(
        MADE[0](), 1
    ).fit(Z[:, :2], IDS, verbose=0),
    r"shape of the logits, \(n, 3\); got \(n,\).*one_hot\(y_true, 3\)": lambda: compiled(
        MADE[1]()
    ).fit(Z[:, :2], IDS, verbose=0),
    "rule must have functions that take and give tensors.*'capped'.*keras.ops": lambda: compiled(
        MADE[0](NUMPY)
    ).fit(Z[:, :2], IDS, verbose=0),
}


ENDS = {
    "softmax": [keras.layers.Dense(3, "softmax")],
    "a layer": [keras.layers.Dense(3), keras.layers.Softmax()],
    "sigmoid": [keras.layers.Dense(3, "sigmoid")],
}


@pytest.mark.parametrize("loss", MADE)
@pytest.mark.parametrize("end", ENDS)
def test_probabilities_in_place_of_logits_are_refused(end, loss):
    model = keras.Sequential([keras.Input((2,)), *ENDS[end]])
    model.compile("sgd", loss())
    with pytest.raises(ValueError, match="must be logits; got what a softmax or a sigmoid made"):
        model.fit(Z[:, :2], LABELS, verbose=0)


@pytest.mark.parametrize("words", REFUSED)
def test_what_does_not_fit_is_refused_in_words(words):
    with pytest.raises((TypeError, ValueError), match=f"(?s){words}"):
        REFUSED[words]()
