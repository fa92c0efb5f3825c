"""Healthy programs, as varied as the ways are to write one: the doctor has nothing to say."""

import numpy as np

from xentlib import data, focal_score
from xentlib.doctor import Case
from xentlib.training import (
    LogitAdjusted,
    SigmoidBits,
    SigmoidCrossEntropy,
    SoftmaxBits,
    SoftmaxCrossEntropy,
    keras,
    set_seed,
    tf,
)

layers, losses, ops = keras.layers, keras.losses, keras.ops
Dense, Input = layers.Dense, keras.Input


def digits(n=800):
    rng = np.random.default_rng(3)
    found = data.digits()
    order = np.argsort(rng.random(1797))
    x, y = (found.images.reshape(-1, 64) / 16).astype("float32")[order], found.labels[order]
    return x[:n], y[:n], x[n : n + 300], y[n : n + 300]


def tumours():
    found = data.tumours()
    x = (found.features - found.features.mean(0)) / found.features.std(0)
    return x.astype("float32"), found.malignant


def normal(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def fitted(model, loss, x, y, *, epochs=4, metrics=None, rate=0.01, batch=64, test=None, **more):
    """Train a model as users do."""
    if isinstance(model, list):
        shape = np.shape(x)[1:]
        model = keras.Sequential([Input(shape), *model])
    model.compile(keras.optimizers.Adam(rate), loss, metrics=metrics)
    seen = model.fit(x, y, epochs=epochs, batch_size=batch, verbose=0, validation_data=test, **more)
    return Case(model, x, y, seen.history, more.get("class_weight"), held_out=test)


HEALTHY = {}


def healthy(make):
    HEALTHY[make.__name__.replace("_", " ")] = make
    return make


@healthy
def ids_and_logits():
    x, y, *test = digits()
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted([Dense(32, "relu"), Dense(10)], loss, x, y, metrics=["accuracy"], test=(*test,))


@healthy
def one_hot_and_a_softmax_named_by_strings():
    x, y, *_ = digits()
    y = keras.utils.to_categorical(y)
    net = [Dense(32, "relu"), Dense(10, activation="softmax")]
    return fitted(net, "categorical_crossentropy", x, y, metrics=["accuracy"])


@healthy
def a_softmax_layer_of_its_own_and_ids_in_a_column():
    x, y, *_ = digits()
    net = [Dense(32, "relu"), Dense(10), layers.Softmax()]
    return fitted(net, losses.sparse_categorical_crossentropy, x, y[:, None], metrics=["acc"])


@healthy
def a_column_of_labels_and_a_sigmoid():
    x, y = tumours()
    net = [Dense(16, "relu"), Dense(1, "sigmoid")]
    return fitted(net, "binary_crossentropy", x, y[:, None], metrics=["accuracy"])


@healthy
def labels_in_a_row_and_one_logit():
    x, y = tumours()
    loss = losses.BinaryCrossentropy(from_logits=True)
    return fitted([Dense(16, "relu"), Dense(1)], loss, x, y, metrics=[SigmoidBits()])


@healthy
def our_focal_loss_of_ids():
    x, y, *_ = digits()
    loss = SoftmaxCrossEntropy(focal_score(2.0))
    return fitted([Dense(32, "relu"), Dense(10)], loss, x, y, metrics=[SoftmaxBits()])


@healthy
def our_loss_of_several_labels():
    x, y, *_ = digits()
    y = data.digit_attributes(y).values
    return fitted([Dense(32, "relu"), Dense(6)], SigmoidCrossEntropy(), x, y, rate=0.003)


@healthy
def several_labels_and_the_right_metric():
    x, y, *_ = digits()
    y = data.digit_attributes(y).values.astype("float32")
    metric = keras.metrics.BinaryAccuracy(threshold=0.5)
    net = [Dense(32, "relu"), Dense(6, "sigmoid")]
    return fitted(net, losses.BinaryCrossentropy(), x, y, metrics=[metric])


@healthy
def label_smoothing():
    x, y, *test = digits()
    y, test[1] = (keras.utils.to_categorical(ids) for ids in (y, test[1]))
    loss = losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    return fitted([Dense(32, "relu"), Dense(10)], loss, x, y, test=(*test,), epochs=8)


@healthy
def soft_targets():
    x, y, *_ = digits()
    y = 0.8 * np.eye(10)[y] + 0.2 * np.eye(10)[(y + 3) % 10]
    return fitted([Dense(32, "relu"), Dense(10, "softmax")], losses.KLDivergence(), x, y)


@healthy
def class_weights_on_ids_of_three_per_cent():
    rng = np.random.default_rng(0)
    y = (rng.random(1000) < 0.03).astype(int)
    x = normal(1000, 5) + 1.5 * y[:, None]
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    weights = {0: 0.5, 1: 16.0}
    return fitted([Dense(2)], loss, x, y, class_weight=weights, metrics=["accuracy"])


@healthy
def three_per_cent_and_one_sigmoid():
    rng = np.random.default_rng(1)
    y = (rng.random(1500) < 0.03).astype("float32")
    x = normal(1500, 4) + y[:, None]
    return fitted([Dense(1, "sigmoid")], "bce", x, y[:, None], epochs=6, metrics=["accuracy"])


@healthy
def dropout_with_the_usual_curves():
    x, y, *test = digits(300)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    net = [Dense(128, "relu"), layers.Dropout(0.1), Dense(10)]
    return fitted(net, loss, x, y, test=(*test,), epochs=16, rate=0.005)


@healthy
def batch_normalisation():
    x, y, *test = digits()
    net = [Dense(32), layers.BatchNormalization(), layers.ReLU(), Dense(10, "softmax")]
    return fitted(net, "sparse_categorical_crossentropy", x, y, test=(*test,), epochs=10)


@healthy
def twelve_examples():
    x, y, *_ = digits(12)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted([Dense(8, "relu"), Dense(10)], loss, x, y, epochs=20)


@healthy
def two_units_and_a_softmax():
    x, y = tumours()
    net = [Dense(8, "tanh"), Dense(2), layers.Activation("softmax")]
    loss = "sparse_categorical_crossentropy"
    return fitted(net, loss, x, y.astype(int), metrics=["accuracy"])


@healthy
def a_functional_network_of_convolutions():
    x, y, *_ = digits()
    image = Input((8, 8, 1), name="image")
    h = layers.Conv2D(8, 3, activation="relu")(image)
    h = layers.Flatten()(layers.MaxPooling2D()(h))
    model = keras.Model({"image": image}, Dense(10, name="digit")(h))
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted(model, loss, {"image": x.reshape(-1, 8, 8, 1)}, y, metrics=["accuracy"])


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden, self.last = Dense(32, "relu"), Dense(10)

    def call(self, x):
        return tf.nn.softmax(self.last(self.hidden(x)))


@healthy
def a_model_class_of_ones_own():
    x, y, *_ = digits()
    return fitted(Own(), "sparse_categorical_crossentropy", x, y, metrics=["accuracy"])


@healthy
def mixed_precision():
    x, y, *_ = digits()
    hidden = Dense(32, "relu", dtype="mixed_float16")
    net = [hidden, Dense(10, dtype="mixed_float16"), layers.Activation("softmax", dtype="float32")]
    return fitted(net, "sparse_categorical_crossentropy", x, y)


@healthy
def one_epoch():
    x, y, *test = digits()
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted([Dense(32, "relu"), Dense(10)], loss, x, y, test=(*test,), epochs=1, rate=1e-4)


@healthy
def an_overfitted_network():
    x, y, *test = digits(100)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted([Dense(128, "relu"), Dense(10)], loss, x, y, test=(*test,), epochs=40)


@healthy
def a_hard_problem_whose_loss_stays_near_that_of_chance():
    x = normal(1200, 10)
    y = (np.random.default_rng(5).random(1200) < 1 / (1 + np.exp(-0.5 * x[:, 0]))) * 1.0
    return fitted([Dense(8, "relu"), Dense(1)], SigmoidCrossEntropy(), x, y[:, None], rate=0.003)


@healthy
def an_easy_problem_with_a_tiny_loss():
    y = np.arange(400) % 3
    x = normal(400, 2) + 12 * np.eye(3)[y][:, :2].astype("float32")
    return fitted([Dense(16, "relu"), Dense(3)], SoftmaxCrossEntropy(), x, y, epochs=40, rate=0.05)


@healthy
def words_and_a_logit_adjusted_loss():
    rng = np.random.default_rng(2)
    words = (50 * rng.random((600, 6))).astype("int32")
    y = (words == 7).any(1).astype(int)
    net = [layers.Embedding(50, 8), layers.GlobalMaxPooling1D(), Dense(2)]
    return fitted(net, LogitAdjusted(SoftmaxCrossEntropy(), np.bincount(y)), words, y, epochs=8)


@healthy
def a_model_that_was_not_fitted():
    x, y, *_ = digits()
    model = keras.Sequential([Input((64,)), Dense(32, "relu"), Dense(10)])
    model.compile("sgd", losses.SparseCategoricalCrossentropy(from_logits=True))
    return Case(model, x, y)


def made(name, of=HEALTHY):
    set_seed(0)
    return of[name]()
