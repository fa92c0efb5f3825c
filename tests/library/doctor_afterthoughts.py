"""Ten programs that were thought of after the doctor was made, and first run as they stand here."""

import numpy as np
from doctor_healthy import Dense, Input, digits, fitted, layers, losses, normal, tumours

from xentlib import data
from xentlib.doctor import Case
from xentlib.training import keras

LATE_TRAPS, LATE_HEALTHY = {}, {}


def trap(name):
    def keep(make):
        LATE_TRAPS[make.__name__.replace("_", " ")] = name, make
        return make

    return keep


def healthy(make):
    LATE_HEALTHY[make.__name__.replace("_", " ")] = make
    return make


@trap("labels off by one")
def held_out_labels_that_are_counted_from_one():
    x, y, x_test, y_test = digits()
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    case = fitted([Dense(32, "relu"), Dense(10)], loss, x, y)
    return Case(case.model, x, y, case.history, held_out=(x_test, y_test + 1))


@trap("shuffled labels")
def images_whose_several_labels_are_shuffled():
    x, y, *_ = digits()
    y = data.digit_attributes(y).values[np.argsort(np.random.default_rng(7).random(len(y)))]
    net = [layers.Conv2D(8, 3, activation="relu"), layers.Flatten(), Dense(6)]
    loss = losses.BinaryCrossentropy(from_logits=True)
    return fitted(net, loss, x.reshape(-1, 8, 8, 1), y.astype("float32"), rate=0.003)


@trap("leakage")
def noisy_copies_made_before_the_split():
    x, y = tumours()
    x, y = np.concatenate([x, x + 1e-3 * normal(*x.shape)]), np.concatenate([y, y])
    order = np.argsort(np.random.default_rng(0).random(len(x)))
    train, test = order[:800], order[800:]
    loss = losses.BinaryCrossentropy(from_logits=True)
    case = fitted([Dense(16, "relu"), Dense(1)], loss, x[train], y[train][:, None])
    return Case(case.model, case.x, case.y, case.history, held_out=(x[test], y[test][:, None]))


@trap("rate too high")
def a_rate_that_rises_too_far():
    x, y, *_ = digits()
    model = keras.Sequential([Input((64,)), Dense(32, "tanh"), Dense(10)])
    rates = keras.optimizers.schedules.ExponentialDecay(0.02, 13, 4.0)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rates), loss)
    seen = model.fit(x, y, epochs=8, batch_size=64, verbose=0)
    return Case(model, x, y, seen.history)


@trap("labels out of range")
def labels_of_minus_one_and_one():
    x, y = tumours()
    net = [Dense(16, "relu"), Dense(1, "sigmoid")]
    return fitted(net, "binary_crossentropy", x, 2 * y[:, None] - 1, metrics=["accuracy"])


@healthy
def two_towers_whose_logits_are_added():
    x, y, *_ = digits()
    image = Input((64,))
    first, second = (Dense(10)(Dense(16, "relu")(image)) for _ in range(2))
    model = keras.Model(image, layers.Add()([first, second]))
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted(model, loss, x, y, metrics=["accuracy"])


@healthy
def features_of_few_values():
    rng = np.random.default_rng(4)
    ids = (4 * rng.random((1200, 3))).astype(int)
    x = np.eye(4)[ids].reshape(1200, 12).astype("float32")
    y = (rng.random(1200) < np.where(ids[:, 0] > 1, 0.8, 0.3)) * 1.0
    test = x[900:], y[900:, None]
    loss = losses.BinaryCrossentropy(from_logits=True)
    return fitted([Dense(8, "relu"), Dense(1)], loss, x[:900], y[:900, None], test=test)


@healthy
def wrong_labels_a_schedule_and_a_penalty():
    x, y, *test = digits()
    rng = np.random.default_rng(6)
    y = np.where(rng.random(len(y)) < 0.3, (10 * rng.random(len(y))).astype(int), y)
    penalty = keras.regularizers.L2(0.05)
    hidden = Dense(64, "relu", kernel_regularizer=penalty)
    rate = keras.optimizers.schedules.CosineDecay(0.01, 78)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    net = [hidden, Dense(10, kernel_regularizer=penalty)]
    return fitted(net, loss, x, y, rate=rate, epochs=6, test=(*test,))


@healthy
def an_autoencoder_of_pixels():
    x, _, x_test, _ = digits()
    net = [Dense(16, "relu"), Dense(64, "sigmoid")]
    return fitted(net, "binary_crossentropy", x, x, metrics=["mse"], test=(x_test, x_test))


@healthy
def a_wide_network_most_of_whose_units_die():
    x, y, *test = digits()
    hidden = Dense(256, "relu", kernel_regularizer=keras.regularizers.L1(0.003))
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    return fitted([hidden, Dense(10)], loss, x, y, test=(*test,), epochs=12)
