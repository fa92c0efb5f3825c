"""Patients whose last layer and loss do not fit together."""

from typing import Any

from xentlib.doctor._cases import Case, Patient, digits, tumours
from xentlib.training import keras, tf

layers, losses, ops = keras.layers, keras.losses, keras.ops


def _double_softmax() -> Case:
    x, y, _, _ = digits()
    model = keras.Sequential()
    model.add(keras.Input((64,)))
    model.add(layers.Dense(32, "relu"))
    model.add(layers.Dense(10, "softmax"))
    model.add(layers.Softmax())
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=6, verbose=0)
    return Case(model, x, y, history.history)


def _probabilities_as_logits() -> Case:
    def loss(y_true: Any, y_pred: Any) -> Any:
        return tf.nn.sigmoid_cross_entropy_with_logits(y_true, y_pred)

    x, y, _, _ = tumours()
    hidden, last = layers.Dense(16, "relu"), layers.Dense(1, "sigmoid")
    model = keras.Sequential([keras.Input((30,)), hidden, last])
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=12, verbose=0)
    return Case(model, x, y, history.history)


def _missing_softmax() -> Case:
    x, y, _, _ = digits()
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _wrong_axis() -> Case:
    def softmax(z: Any) -> Any:
        e = ops.exp(z - ops.max(z, axis=0, keepdims=True))
        return e / ops.sum(e, axis=0, keepdims=True)

    x, y, _, _ = digits()
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10, activation=softmax)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _focal_alpha() -> Case:
    x, y, _, _ = digits()
    y = keras.utils.to_categorical(y, 10)
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.CategoricalFocalCrossentropy(gamma=2.0, from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


_LOGITS = 'model.compile("adam", losses.SparseCategoricalCrossentropy(from_logits=True))'
_AXIS = "ops.exp(z - ops.max(z, axis=0, keepdims=True))\n        return e / ops.sum(e, axis=0,"

OUTPUTS = [
    Patient("double softmax", _double_softmax, "    model.add(layers.Softmax())\n", ""),
    Patient(
        "probabilities as logits",
        _probabilities_as_logits,
        'layers.Dense(1, "sigmoid")',
        "layers.Dense(1)",
    ),
    Patient(
        "missing softmax",
        _missing_softmax,
        'model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])',
        _LOGITS,
    ),
    Patient("wrong axis", _wrong_axis, _AXIS, _AXIS.replace("axis=0", "axis=-1")),
    Patient("focal alpha", _focal_alpha, "(gamma=2.0,", "(alpha=1.0, gamma=2.0,"),
]
