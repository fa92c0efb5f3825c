"""Patients whose fault, or what looks like one, shows in their history."""

from typing import Any

from xentlib.doctor._cases import Case, Patient, digits
from xentlib.training import keras

layers, losses, ops = keras.layers, keras.losses, keras.ops


def _validation_below_training() -> Case:
    x, y, x_test, y_test = digits()
    hidden, drop, last = layers.Dense(64, "relu"), layers.Dropout(0.5), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, drop, last])
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=8, verbose=0, validation_data=(x_test, y_test))
    return Case(model, x, y, history.history, held_out=(x_test, y_test))


def _not_a_number() -> Case:
    def loss(y_true: Any, y_pred: Any) -> Any:
        return -ops.sum(y_true * ops.log(y_pred), axis=-1)

    x, y, _, _ = digits()
    x = 255 * x
    y = keras.utils.to_categorical(y, 10)
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10, "softmax")
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _dead_relu() -> Case:
    x, y, _, _ = digits()
    x = 255 * x
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _rate_too_high() -> Case:
    x, y, _, _ = digits()
    hidden, last = layers.Dense(32, "tanh"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1.0), loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=6, verbose=0)
    return Case(model, x, y, history.history)


CURVES = [
    Patient(
        "validation below training",
        _validation_below_training,
        "layers.Dropout(0.5)",
        "layers.Dropout(0.0)",
    ),
    Patient("not a number", _not_a_number, '"adam", loss', '"adam", "categorical_crossentropy"'),
    Patient("dead relu", _dead_relu, "x = 255 * x", "x = x - x.mean(axis=0)"),
    Patient("rate too high", _rate_too_high, "Adam(1.0)", "Adam(0.001)"),
]
