"""The image classifier of lesson 09 runs on MNIST as it stands, where a learner has MNIST."""

import re
from pathlib import Path

import numpy as np
import pytest

from xentlib import data

pytest.importorskip("tensorflow")
SOURCE = Path(__file__).parents[2] / "notebooks" / "source" / "09_keras_training.py"
CELLS = ("imports", "classifier-shapes", "images", "classifier-fit")
BEFORE = "layers, loss = keras.layers, training.SoftmaxCrossEntropy()"


def cell(key):
    """Code of a cell of the lesson."""
    text = SOURCE.read_text(encoding="utf-8")
    (code,) = re.findall(rf'(?ms)^# %% key="{key}".*?\n(.*?)(?=^# %%|\Z)', text)
    return code


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """A cache of Keras with a small MNIST in it: our digits, cut in two, in MNIST's own format."""
    digits = data.resized_digits()
    images, labels = (255 * digits.images[:480]).astype(np.uint8), digits.labels[:480]
    parts = {"x_train": images[:400], "y_train": labels[:400].astype(np.uint8)}
    parts |= {"x_test": images[400:], "y_test": labels[400:].astype(np.uint8)}
    (tmp_path / "datasets").mkdir()
    np.savez(tmp_path / "datasets" / "mnist.npz", **parts)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))


def test_the_classifier_s_cells_run_on_mnist_with_one_word_changed(cache, capsys):
    imports, shapes, images, fit = map(cell, CELLS)
    assert images.count("MNIST = False") == 1
    names = {}
    for code in (imports, BEFORE, shapes):
        exec(code, names)
    exec(images.replace("MNIST = False", "MNIST = True"), names)
    assert names["pictures"].images.shape == (480, 28, 28)
    exec(fit, names)
    assert "bits" in capsys.readouterr().out
