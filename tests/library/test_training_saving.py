"""A model that was trained by our losses can be saved, and loaded by a process that knows them."""

import json
import subprocess
import sys

import numpy as np
import pytest

import xentlib as xent
from xentlib import scoring

keras = pytest.importorskip("keras")
pytest.importorskip("tensorflow")
training = xent.training
rules = pytest.importorskip("xentlib.training.rules")

# Keras 3.15 asks TensorFlow's variables for arrays in a way that NumPy 2 has given up.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

X = np.linspace(-1, 1, 24, dtype=np.float32).reshape(8, 3)
IDS, LABELS = np.arange(8) % 3, (np.arange(24) % 2).reshape(8, 3)
CAPPED = """xentlib.ScoringRule(
    "capped",
    lambda s: keras.ops.minimum(-s, 4),
    lambda s: keras.ops.where(s > -4, -1.0, 0.0),
)"""


def capped():
    return eval(CAPPED, {"xentlib": xent, "keras": keras})


def trained(loss, metric, y):
    training.set_seed(5)
    bias = training.prior_bias(y)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, bias_initializer=bias)])
    model.compile("adam", loss, metrics=[metric])
    model.fit(X, y, verbose=0)
    return model


LOADS = f"""
import json, sys
import numpy as np
import xentlib
from xentlib.training import keras, register_rule, set_seed
set_seed(1)
x, ids, labels = np.load(sys.argv[1]).values()
try:
    keras.models.load_model(sys.argv[4])
except Exception as error:
    said = str(error)
register_rule({CAPPED})
models = [keras.models.load_model(path) for path in sys.argv[2:]]
scores = [
    model.evaluate(x, y, verbose=0, return_dict=True)
    for model, y in zip(models, (ids, labels, ids))
]
for model, y in zip(models, (ids, labels, ids)):
    model.fit(x, y, verbose=0)
print(json.dumps([said, scores]))
"""


def test_a_saved_model_scores_the_same_in_another_process(tmp_path):
    adjusted = training.LogitAdjusted(
        training.SoftmaxCrossEntropy(xent.focal_score(1.5)), [3, 3, 2], tau=0.5
    )
    models = [
        (trained(adjusted, training.SoftmaxBits(), IDS), IDS),
        (trained(training.SigmoidCrossEntropy(), training.SigmoidBits(), LABELS), LABELS),
        (trained(training.SoftmaxCrossEntropy(capped()), training.SoftmaxBits(), IDS), IDS),
    ]
    training.register_rule(models[2][0].loss.rule)
    paths = [tmp_path / f"{i}.keras" for i in range(3)]
    np.savez(tmp_path / "data.npz", x=X, ids=IDS, labels=LABELS)
    for (model, _), path in zip(models, paths, strict=True):
        model.save(path)
    command = [sys.executable, "-c", LOADS, tmp_path / "data.npz", *paths]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    said, scores = json.loads(run.stdout)
    here = [model.evaluate(X, y, verbose=0, return_dict=True) for model, y in models]
    assert scores == here
    assert "rule must be registered before a model is loaded" in said
    assert "'capped'" in said
    assert run.stderr == ""


@pytest.mark.parametrize(
    "loss",
    [
        training.SoftmaxCrossEntropy(),
        training.SoftmaxCrossEntropy(xent.focal_score(0.3), reduction="sum", name="mine"),
        training.SigmoidCrossEntropy(xent.poly1_score(-0.5), dtype="float64"),
        training.LogitAdjusted(training.SoftmaxCrossEntropy(reduction=None), [1, 2, 3], 0.7),
    ],
)
def test_a_loss_is_made_again_from_what_was_written_down(loss):
    written = json.loads(json.dumps(keras.losses.serialize(loss)))
    again = keras.losses.deserialize(written)
    assert type(again) is type(loss)
    assert again.get_config() == loss.get_config()
    assert (again.name, again.reduction, again.dtype) == (loss.name, loss.reduction, loss.dtype)
    y, z = (LABELS if isinstance(loss, training.SigmoidCrossEntropy) else IDS), 9 * X
    np.testing.assert_array_equal(again(y, z), loss(y, z))


def test_a_rule_of_ones_own_trains_at_once_and_is_saved_when_it_is_registered(tmp_path):
    rule = capped()
    model = trained(training.SoftmaxCrossEntropy(rule), training.SoftmaxBits(), IDS)
    with pytest.raises(ValueError, match="rule must be registered before a model is saved"):
        model.save(tmp_path / "own.keras")
    assert training.register_rule(rule) is rule
    model.save(tmp_path / "own.keras")
    assert keras.models.load_model(tmp_path / "own.keras").loss.rule is rule


def test_rules_of_the_package_know_what_they_are_made_of():
    assert xent.log_score.recipe == ("log",)
    assert xent.focal_score(2.0).recipe == ("focal", 2.0)
    assert xent.poly1_score(1.0).recipe == ("poly1", 1.0)
    assert capped().recipe == ()


def test_every_rule_of_the_package_can_be_made_again_and_written_for_tensors():
    named = {name.removesuffix("_score") for name in scoring.__all__ if name.endswith("_score")}
    assert named == set(rules._MAKERS) == set(rules._TENSORS)
