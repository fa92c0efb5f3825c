"""The template at the end of lesson 09 works on other people's data, as it stands."""

import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_wine

import xentlib as xent
from xentlib import draws

pytest.importorskip("tensorflow")
pytestmark = pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")  # Keras
SOURCE = Path(__file__).parents[2] / "notebooks" / "source" / "09_keras_training.py"


def template():
    """Code of the lesson's imports and of the cells that are to be copied."""
    text = SOURCE.read_text(encoding="utf-8")
    cells = re.split(r"(?m)^# %%", text)
    chosen = [c for c in cells if c.startswith(' key="imports"') or 'tags=["template"]' in c]
    return [cell.partition("\n")[2] for cell in chosen]


def rings():
    """Five classes: rings around the origin, which no straight line parts."""
    rng = np.random.default_rng(1)
    labels = (5 * rng.random(600)).astype(int)
    angle, radius = 2 * np.pi * rng.random(600), labels + 1 + 0.2 * draws.normal(rng, 600)
    return np.c_[radius * np.cos(angle), radius * np.sin(angle), radius**2], labels


def named():
    """Wine, whose classes have names; as a column of Python strings."""
    features, labels = load_wine(return_X_y=True)
    return features, np.array(["barolo", "grignolino", "barbera"], dtype=object)[labels][:, None]


DATA = {  # and epochs: as few as it can be learnt in, or where the template stops by itself, more
    "wine": (lambda: load_wine(return_X_y=True), 30),
    "tumours": (lambda: load_breast_cancer(return_X_y=True), 150),
    "rings": (rings, 80),
    "names": (named, 30),
}


def test_the_template_is_two_cells_that_can_be_copied():
    imports, *cells = template()
    assert "import xentlib as xent" in imports
    assert [len(re.findall(r"(?m)^.*\S", cell)) <= 15 for cell in cells] == [True, True]


@pytest.mark.parametrize("name", DATA)
def test_the_template_beats_the_base_rate_and_reloads_what_it_saved(name, tmp_path):
    make, epochs = DATA[name]
    features, labels = make()
    names = {"features": features, "labels": labels, "path": str(tmp_path), "epochs": epochs}
    for code in template():
        exec(code, names)
    assert names["test_bits"] < 0.5 * names["base_bits"]
    kinds, ids = np.unique(labels, return_inverse=True)
    np.testing.assert_array_equal(names["classes"], kinds)
    assert names["base_bits"] <= np.log2(len(kinds)) + 1e-9
    assert 0 <= names["log"]["ece"][names["best"] - 1] < 0.2
    fitted = names["training"].predict_logits(names["net"], features[names["last"]])
    np.testing.assert_array_equal(names["final"], fitted)
    own = xent.softmax_cross_entropy(ids.ravel()[names["last"]], names["final"]).mean()
    assert names["test_bits"] == own / np.log(2)


@pytest.mark.parametrize(
    "label", [lambda n: n + 1, lambda n: n * 2.5, lambda n: n > 0, lambda n: [str(i) for i in n]]
)
def test_the_template_takes_labels_of_any_kind(label, tmp_path, capsys):
    features, ids = load_wine(return_X_y=True)
    names = {"features": features, "labels": label(ids), "path": str(tmp_path), "epochs": 2}
    for code in template():
        exec(code, names)
    assert names["final"].shape[1] == len(np.unique(label(ids)))
    assert f"best epoch {names['best']} of 2" in capsys.readouterr().out


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_the_template_refuses_a_missing_feature_before_it_trains(bad):
    imports, train, _ = template()
    names = {"features": np.eye(12), "labels": [0, 1] * 6}
    names["features"][3, 2] = bad
    exec(imports, names)
    with pytest.raises(AssertionError, match="features hold NaN or infinity"):
        exec(train, names)
    assert "net" not in names


def test_the_template_looks_at_the_test_set_once_and_never_in_training():
    _, train, test = template()
    assert "last]" not in train
    assert test.count("table[last]") == 1
    assert test.index("net.fit") < test.index("[last]")
