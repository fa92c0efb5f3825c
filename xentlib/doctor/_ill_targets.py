"""Patients whose targets, weights or metrics are wrong."""

import numpy as np

from xentlib import data
from xentlib.doctor._cases import Case, Patient, digits, tumours
from xentlib.training import keras

layers, losses, ops = keras.layers, keras.losses, keras.ops


def _shuffled_labels() -> Case:
    x, y, _, _ = digits()
    order = np.argsort(np.random.default_rng(1).random(len(x)))
    x = x[order]
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _labels_off_by_one() -> Case:
    x, y, _, _ = digits()
    y = y + 1  # the file counts its classes from 1
    y = np.asarray(ops.one_hot(y, 10))
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.CategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _one_hot_into_sparse() -> Case:
    x, y, _, _ = digits()
    y = keras.utils.to_categorical(y, 10)
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    try:
        history = model.fit(x, y, epochs=5, verbose=0).history
    except ValueError:
        history = {}
    return Case(model, x, y, history)


def _class_weights_on_multi_hot() -> Case:
    x, y, _, _ = digits()
    y = data.digit_attributes(y).values.astype("float32")
    weights = {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0, 5: 10.0}  # "is 8" is rare
    hidden, last = layers.Dense(32, "relu"), layers.Dense(6)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.BinaryCrossentropy(from_logits=True)
    model.compile("adam", loss)
    history = model.fit(x, y, epochs=5, class_weight=weights, verbose=0)
    return Case(model, x, y, history.history, class_weight=weights)


def _accuracy_on_several_labels() -> Case:
    x, y, _, _ = digits()
    y = data.digit_attributes(y).values.astype("float32")
    hidden, last = layers.Dense(32, "relu"), layers.Dense(6)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    loss = losses.BinaryCrossentropy(from_logits=True)
    model.compile("adam", loss, metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)


def _leakage() -> Case:
    x, y, x_test, y_test = tumours()
    x, y = np.concatenate([x, x_test]), np.concatenate([y, y_test])
    rare = np.nonzero(y[:, 0] == 1)[0]
    more = np.concatenate([np.arange(len(x)), rare])  # as many of both kinds
    order = more[np.argsort(np.random.default_rng(0).random(len(more)))]
    train, test = order[:600], order[600:]
    hidden, last = layers.Dense(16, "relu"), layers.Dense(1)
    model = keras.Sequential([keras.Input((30,)), hidden, last])
    loss = losses.BinaryCrossentropy(from_logits=True)
    model.compile("adam", loss)
    history = model.fit(x[train], y[train], epochs=8, verbose=0)
    return Case(model, x[train], y[train], history.history, held_out=(x[test], y[test]))


_WEIGHTED = """    loss = losses.BinaryCrossentropy(from_logits=True)
    model.compile("adam", loss)
    history = model.fit(x, y, epochs=5, class_weight=weights, verbose=0)
    return Case(model, x, y, history.history, class_weight=weights)
"""
_BY_LABEL = """    def loss(y_true, y_pred):
        each = ops.binary_crossentropy(y_true, y_pred, from_logits=True)
        return ops.mean(each * ops.array(list(weights.values())), axis=-1)

    model.compile("adam", loss)
    history = model.fit(x, y, epochs=5, verbose=0)
    return Case(model, x, y, history.history)
"""
_BEFORE = """    more = np.concatenate([np.arange(len(x)), rare])  # as many of both kinds
    order = more[np.argsort(np.random.default_rng(0).random(len(more)))]
    train, test = order[:600], order[600:]"""
_AFTER = """    order = np.argsort(np.random.default_rng(0).random(len(x)))
    train, test = order[:426], order[426:]
    train = np.concatenate([train, train[np.isin(train, rare)]])  # after the split"""

TARGETS = [
    Patient("shuffled labels", _shuffled_labels, "x = x[order]", "x, y = x[order], y[order]"),
    Patient(
        "labels off by one", _labels_off_by_one, "ops.one_hot(y, 10)", "ops.one_hot(y - 1, 10)"
    ),
    Patient(
        "one-hot into sparse",
        _one_hot_into_sparse,
        "losses.SparseCategoricalCrossentropy",
        "losses.CategoricalCrossentropy",
    ),
    Patient("class weights on multi-hot", _class_weights_on_multi_hot, _WEIGHTED, _BY_LABEL),
    Patient("leakage", _leakage, _BEFORE, _AFTER),
    Patient(
        "accuracy on several labels",
        _accuracy_on_several_labels,
        'metrics=["accuracy"]',
        "metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)]",
    ),
]
