"""Both ends of a model: the bias that it starts with, and the logits that it computes."""

import random

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
training = xent.training

layers, ops = keras.layers, keras.ops
X = np.random.default_rng(2).normal(size=(7, 4)).astype(np.float32)
IMAGES = X[:, :, None, None] * np.ones((1, 1, 4, 1), np.float32)


def sequential(*parts, shape=(4,)):
    return keras.Sequential([keras.Input(shape), *parts])


def functional(end):
    inputs = keras.Input((4,))
    return keras.Model(inputs, end(layers.Dense(5, "relu")(inputs)))


def two_inputs():
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    joined = layers.Concatenate()([layers.Dense(2)(a), b])
    return keras.Model({"a": a, "b": b}, layers.Dense(3, "softmax")(joined))


def named_input():
    a = keras.Input((4,), name="a")
    return keras.Model({"a": a}, layers.Dense(3, "softmax")(layers.Dense(2)(a)))


def shared():
    inputs, dense = keras.Input((4,)), layers.Dense(4, "softmax")
    return keras.Model(inputs, dense(dense(inputs)))


CONVOLUTIONS = layers.Conv2D(3, 2, activation="relu"), layers.GlobalAveragePooling2D()
MODELS = {  # how a model ends, and the link from its logits to what it predicts
    "a linear layer": (lambda: sequential(layers.Dense(3)), "none"),
    "a softmax in the layer": (lambda: sequential(layers.Dense(3, "softmax")), "softmax"),
    "a sigmoid in the layer": (lambda: sequential(layers.Dense(1, "sigmoid")), "sigmoid"),
    "a log-softmax": (lambda: sequential(layers.Dense(3, "log_softmax")), "log_softmax"),
    "a layer Softmax": (lambda: sequential(layers.Dense(3), layers.Softmax()), "softmax"),
    "a layer Activation": (
        lambda: sequential(layers.Dense(3), layers.Activation("sigmoid")),
        "sigmoid",
    ),
    "a linear Activation": (
        lambda: sequential(layers.Dense(3), layers.Activation("linear")),
        "none",
    ),
    "a softmax and a dropout": (
        lambda: sequential(layers.Dense(3, "softmax"), layers.Dropout(0.5)),
        "softmax",
    ),
    "nothing but an activation": (lambda: sequential(layers.Softmax()), "softmax"),
    "a softmax of keras.ops": (lambda: functional(lambda h: ops.softmax(h)), "softmax"),
    "a sigmoid of keras.ops": (lambda: functional(lambda h: ops.sigmoid(h)), "sigmoid"),
    "a functional softmax": (lambda: functional(layers.Dense(3, "softmax")), "softmax"),
    "a sum": (lambda: functional(lambda h: layers.Add()([h, layers.Dense(5)(h)])), "none"),
    "a model inside": (
        lambda: functional(sequential(layers.Dense(3), layers.Softmax(), shape=(5,))),
        "softmax",
    ),
    "a layer that is used twice": (shared, "softmax"),
    "convolutions": (
        lambda: sequential(*CONVOLUTIONS, layers.Dense(3, "softmax"), shape=(4, 4, 1)),
        "softmax",
    ),
    "a convolution": (
        lambda: sequential(layers.Conv2D(3, 2, activation="softmax"), shape=(4, 4, 1)),
        "softmax",
    ),
    "two inputs": (two_inputs, "softmax"),
    "a functional model inside": (
        lambda: sequential(functional(layers.Dense(3, "softmax"))),
        "softmax",
    ),
    "one named input": (named_input, "softmax"),
    "no shape yet": (lambda: keras.Sequential([layers.Dense(3, "softmax")]), "softmax"),
}
LINKS = {
    "none": lambda z: z,
    "softmax": xent.softmax,
    "sigmoid": xent.sigmoid,
    "log_softmax": xent.log_softmax,
}


def data_for(name):
    if name == "two inputs":
        return {"a": X, "b": 2 * X}
    if name == "one named input":
        return {"a": X}
    return IMAGES if "convolution" in name else X


@pytest.mark.parametrize("name", MODELS)
def test_what_is_predicted_is_the_link_of_the_logits(name):
    make, link = MODELS[name]
    model, x = make(), data_for(name)
    for weights in model.weights:
        weights.assign(weights + 0.1)
    z = training.predict_logits(model, x, batch_size=3)
    assert z.dtype == np.float32
    assert_allclose(LINKS[link](z), model.predict(x, verbose=0), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["a softmax in the layer", "a functional softmax", "two inputs"])
def test_nothing_in_the_model_is_changed(name):
    model, x = MODELS[name][0](), data_for(name)

    def state():
        nodes = [len(layer._outbound_nodes) for layer in model.layers]
        weights = [w.tobytes() for w in model.get_weights()]
        predicted = model.predict(x, verbose=0).tobytes()
        return nodes, weights, predicted, model.to_json(), model.layers[-1].activation

    before, random_before = state(), random.getstate()
    training.predict_logits(model, x)
    assert random.getstate() == random_before
    assert state() == before


def test_logits_keep_the_digits_that_a_softmax_loses():
    model = sequential(layers.Dense(2, "softmax"))
    model.set_weights([np.eye(4, 2) * 100, np.zeros(2)])
    z = training.predict_logits(model, np.float32([[1, -1, 0, 0]]))
    assert_array_equal(z, [[100, -100]])


def test_a_model_without_examples_has_logits_without_rows():
    model = MODELS["a softmax in the layer"][0]()
    assert training.predict_logits(model, X[:0]).shape == (0, 3)


@pytest.mark.parametrize("x", [[[1.0, 2.0, 3.0, 4.0]], 1.0])
def test_lists_are_not_taken_for_arrays(x):
    model = MODELS["a softmax in the layer"][0]()
    with pytest.raises(TypeError, match=r"x must be an array.*np.asarray\(x\)"):
        training.predict_logits(model, x)
    with pytest.raises(TypeError, match=r"x must be an array"):
        training.Calibration(x, [0])


def test_batches_are_not_taken_for_arrays_and_the_cure_that_is_told_makes_arrays_of_them():
    model = MODELS["a softmax in the layer"][0]()
    batches = tf.data.Dataset.from_tensor_slices((X, np.zeros(len(X)))).batch(2)
    with pytest.raises(TypeError, match=r"got _BatchDataset.*\[x for x, _ in batches\]"):
        training.predict_logits(model, batches)
    x = np.concatenate([x for x, _ in batches])
    assert_allclose(training.predict_logits(model, x), training.predict_logits(model, X))


class Subclassed(keras.Model):
    def call(self, x):
        return x


REFUSED = {
    "must end in a linear layer.*Dense with the activation 'relu'.*take the activation off": (
        lambda: sequential(layers.Dense(3, "relu"))
    ),
    "Dense with the activation 'tanh'": lambda: sequential(layers.Dense(3, "tanh")),
    "got a layer ReLU": lambda: sequential(layers.Dense(3), layers.ReLU()),
    "got a layer Reshape": lambda: sequential(layers.Dense(3, "softmax"), layers.Reshape((3, 1))),
    "must be Sequential or functional.*got Subclassed": Subclassed,
    "must have one output; got 2": lambda: functional(
        lambda h: [layers.Dense(1)(h), layers.Dense(1)(h)]
    ),
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_model_whose_logits_cannot_be_found_is_refused(words):
    with pytest.raises((TypeError, ValueError), match=words):
        training.predict_logits(REFUSED[words](), X)


def test_a_model_with_prior_bias_forecasts_the_shares():
    ids, labels = [0, 1, 1, 2, 2, 2], np.array([[0, 1], [1, 1], [0, 0], [0, 1]])
    for y, activation, shares in (
        (ids, "softmax", [1 / 6, 2 / 6, 3 / 6]),
        (labels, "sigmoid", [1 / 4, 3 / 4]),
    ):
        bias = training.prior_bias(y)
        end = layers.Dense(len(shares), activation, bias_initializer=bias)
        assert_allclose(sequential(end).predict(0 * X, verbose=0)[0], shares, rtol=1e-6)
        again = layers.Dense.from_config(end.get_config()).bias_initializer
        assert again.value == bias.value
    wide = training.prior_bias([True, False, True], 2).value
    assert_allclose(wide, np.log([1 / 3, 2 / 3]))
    assert_allclose(training.prior_bias(np.float32(ids)).value, training.prior_bias(ids).value)


@pytest.mark.parametrize(
    "y, n_classes, words",
    [
        ([0, 0, 2], None, "at least one example of each of the 3 classes.*none of class 1.*counts"),
        ([0, 1, 1], 3, "none of class 2"),
        ([0, 1, 3], 3, "class ids from 0 to 2; got 3"),
        ([90, 10], None, r"got 91 classes and 2 examples.*logit_adjustment\(counts\)"),
        ([0, 1, -1], None, "class ids from 0 to"),
        ([0.5, 1], None, "class ids, whole numbers"),
        ([], None, "at least one example"),
        ([0, 1, np.nan], None, "must be finite; got NaN or infinity: leave"),
        ([0, 0], None, "n_classes must be at least 2; got 1"),
        ([[1, 0], [0, 1]], None, r"exactly one in each row.*np.argmax\(y_true, -1\)"),
        ([[1, 0], [1, 1]], None, "got only 1 in column 0.*logit"),
        ([[1, 0], [0, 0]], None, "got only 0 in column 1"),
        ([[2, 0], [0, 1]], None, "must hold labels, 0 or 1"),
        ([[1, 0], [1, 1]], 3, "n_classes must be left out beside labels"),
        ("ab", None, "y_true"),
    ],
)
def test_a_bias_that_is_not_there_is_refused(y, n_classes, words):
    with pytest.raises((TypeError, ValueError), match=words):
        training.prior_bias(y, n_classes)


def test_the_cures_for_classes_that_never_occur_work():
    y, labels = [0, 2], np.array([[1, 0], [0, 0]])
    assert_allclose(xent.logit_adjustment(xent.class_counts(y, 3) + 1), np.log([0.4, 0.2, 0.4]))
    assert np.isfinite(xent.logit((labels.sum(0) + 1) / (len(labels) + 2))).all()
