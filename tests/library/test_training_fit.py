"""What stands around a fit: metrics, seeds, and callbacks."""

import random
import sys
from io import StringIO

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")
training = xent.training

RNG = np.random.default_rng(8)
X = RNG.normal(size=(60, 4)).astype(np.float32)
IDS = (X[:, 0] + RNG.normal(size=60) > 0).astype(int) + (X[:, 1] > 1)
LABELS = (X[:, :3] + RNG.normal(size=(60, 3)) > 0).astype(float)
WEIGHTS = RNG.uniform(size=60).astype(np.float32)


def model_of(loss, outputs=3, **compiled):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(outputs)])
    model.compile("sgd", loss, **compiled)
    return model


def test_bits_are_the_mean_loss_over_all_batches_weighted_by_the_weights():
    softmax, sigmoid = training.SoftmaxCrossEntropy(), training.SigmoidCrossEntropy()
    for loss, metric, y, truth in (
        (softmax, training.SoftmaxBits, IDS, xent.softmax_cross_entropy),
        (
            sigmoid,
            training.SigmoidBits,
            LABELS,
            lambda y, z: xent.sigmoid_cross_entropy(y, z).sum(-1),
        ),
    ):
        model = model_of(loss, metrics=[metric()], weighted_metrics=[metric(name="weighted")])
        each = truth(y, model.predict(X, verbose=0)) / np.log(2)
        seen = model.evaluate(X, y, 7, 0, sample_weight=WEIGHTS, return_dict=True)
        assert_allclose(seen["bits"], each.mean(), rtol=1e-5)
        assert_allclose(seen["weighted"], np.average(each, weights=WEIGHTS), rtol=1e-5)


def test_bits_begin_anew_when_they_are_reset_and_can_be_written_down():
    bits = training.SoftmaxBits(name="mine")
    bits.update_state([0], [[0.0, 0.0]])
    bits.update_state([0], [[0.0, 0.0, 0.0, 0.0]])
    assert bits.result() == 1.5
    bits.reset_state()
    assert bits.result() == 0
    again = training.SoftmaxBits.from_config(bits.get_config())
    assert again.name == "mine"
    assert training.SigmoidBits().name == "bits"


def test_masked_places_do_not_count():
    words, y = np.array([[1, 2, 0], [3, 0, 0]]), np.array([[0, 1, 0], [1, 0, 0]])
    z = keras.layers.Embedding(4, 2, mask_zero=True)(words)
    bits = training.SoftmaxBits()
    bits.update_state(y, z)
    each = xent.softmax_cross_entropy(y, z.numpy())[words > 0] / np.log(2)
    assert_allclose(bits.result(), each.mean(), rtol=1e-6)


def test_one_seed_makes_a_whole_fit_the_same():
    def run():
        training.set_seed(3)
        layers = keras.layers.Dense(8, "relu"), keras.layers.Dropout(0.5), keras.layers.Dense(3)
        model = keras.Sequential([keras.Input((4,)), *layers])
        model.compile("adam", training.SoftmaxCrossEntropy())
        model.fit(X, IDS, batch_size=16, epochs=2, verbose=0)
        return [*model.get_weights(), random.random(), np.random.random()]  # noqa: NPY002

    for first, second in zip(run(), run(), strict=True):
        assert_array_equal(first, second)


@pytest.mark.parametrize("seed", [-1, 2**32, 0.5, None, "seven"])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises((TypeError, ValueError), match=r"^seed must be"):
        training.set_seed(seed)


def test_calibration_of_held_out_data_is_in_the_history():
    held = X[:40], IDS[:40]
    model = model_of(training.SoftmaxCrossEntropy())
    history = model.fit(X, IDS, epochs=2, verbose=0, callbacks=[training.Calibration(*held)])
    z = model.predict(held[0], verbose=0).astype(float)
    top = xent.top_label(held[1], xent.softmax(z))
    error = xent.expected_calibration_error(top.correct, top.confidence)
    assert [len(history.history[name]) for name in ("loss", "ece", "temperature")] == [2, 2, 2]
    assert_allclose(history.history["ece"][-1], error, rtol=1e-5)
    assert_allclose(history.history["temperature"][-1], xent.fit_temperature(held[1], z), rtol=1e-4)


@pytest.mark.parametrize("y", [LABELS[:, 0], LABELS[:, :1], LABELS])
def test_calibration_of_events_is_that_of_all_their_forecasts(y):
    training.set_seed(0)
    model = model_of(training.SigmoidCrossEntropy(), 1 if y.size == 60 else 3)
    model.optimizer.learning_rate = 1.0
    history = model.fit(X, y, verbose=0, callbacks=[training.Calibration(X, y)]).history
    z = model.predict(X, verbose=0).astype(float).reshape(y.shape)
    error = xent.expected_calibration_error(y, xent.sigmoid(z))
    warm = xent.fit_temperature(y.astype(int), np.stack([0 * z, z], -1))
    assert_allclose([history["ece"][0], history["temperature"][0]], [error, warm], rtol=1e-4)


def test_calibration_changes_nothing_in_the_fit():
    def weights(*callbacks):
        training.set_seed(1)
        layers = keras.layers.Dropout(0.5), keras.layers.Dense(3)
        model = keras.Sequential([keras.Input((4,)), *layers])
        model.compile("adam", training.SoftmaxCrossEntropy())
        model.fit(X, IDS, epochs=2, verbose=0, callbacks=[*callbacks])
        return model.get_weights()

    for with_it, without in zip(weights(training.Calibration(X, IDS)), weights(), strict=True):
        assert_array_equal(with_it, without)


def test_a_fit_that_diverges_goes_on_and_its_history_says_so():
    model = model_of(training.SoftmaxCrossEntropy())
    model.set_weights([np.full((4, 3), np.nan), np.zeros(3)])
    calls = [training.Calibration(X, IDS)]
    history = model.fit(X, IDS, epochs=2, verbose=0, callbacks=calls).history
    assert np.isnan(history["ece"] + history["temperature"] + history["loss"]).all()


def test_the_losses_come_first_where_a_narrow_terminal_cuts_the_rest():
    logs = {"accuracy": 0.5, "loss": 1.0, "val_accuracy": 0.5, "val_loss": 2.0}
    text = training.ProgressBar().text(1, logs, epochs=2, left=1)
    assert text.index("val_loss") < text.index("accuracy")


def test_where_no_temperature_is_best_it_is_nan():
    model = model_of(training.SoftmaxCrossEntropy())
    right = model.predict(X, verbose=0).argmax(-1)
    model.optimizer.learning_rate = 0.0
    history = model.fit(X, right, verbose=0, callbacks=[training.Calibration(X, right)]).history
    assert np.isnan(history["temperature"]).all()
    assert history["ece"][0] > 0


@pytest.mark.parametrize(
    "y, words",
    [
        (IDS[:9], "y must hold what happened for each of the 60 examples of x"),
        (LABELS[:, :2], r"class ids, shape \(60,\), or labels, shape \(60, 3\)"),
        (np.eye(3)[IDS], r"np.argmax\(y, -1\)"),
    ],
)
def test_calibration_refuses_what_does_not_fit(y, words):
    with pytest.raises(ValueError, match=words):
        model_of(training.SoftmaxCrossEntropy()).fit(
            X, IDS, verbose=0, callbacks=[training.Calibration(X, y)]
        )


class Screen(StringIO):
    def isatty(self):
        return True

    def __init__(self):
        super().__init__()
        self.lines = [""]

    def write(self, text):
        for part in text.split("\r"):
            if part:
                self.lines.append(part)
        return super().write(text)


def fit_watched(monkeypatch, screen=Screen, quiet="0"):
    """What a fit with a bar writes; pytest's own screen is back after it."""
    with monkeypatch.context() as patch:
        patch.setenv("XENTLIB_QUIET", quiet)
        patch.setattr(sys, "stdout", screen())
        bar = training.ProgressBar(seconds=0.0)
        model = model_of(training.SoftmaxCrossEntropy())
        model.fit(X, IDS, epochs=3, verbose=0, callbacks=[bar])
        return sys.stdout


def test_a_terminal_shows_one_line_which_goes_at_the_end(monkeypatch):
    watched = fit_watched(monkeypatch)
    assert "\n" not in watched.getvalue()
    assert any("epoch 3 of 3 ━━━━━━━━━━ 0 s left · loss " in line for line in watched.lines)
    assert watched.lines[-1].isspace()
    assert watched.getvalue().endswith("\r")


def test_nothing_is_written_where_nobody_looks(monkeypatch):
    assert fit_watched(monkeypatch, quiet="1").getvalue() == ""
    assert fit_watched(monkeypatch, screen=StringIO).getvalue() == ""


def test_a_notebook_shows_one_output_which_is_empty_at_the_end(published, monkeypatch):
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "kernel", object(), raising=False)
    watched = fit_watched(monkeypatch)
    texts = [data["text/plain"] for data, *_ in published]
    assert any(text.startswith("epoch 3 of 3") for text in texts)
    assert texts[-1] == ""
    assert [update for *_, update in published] == [False] + [True] * (len(texts) - 1)
    assert len({display_id for *_, display_id, _ in published}) == 1
    assert watched.getvalue() == ""
