"""What importing `xentlib.training` does, and what it leaves alone."""

import subprocess
import sys

import pytest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

NAMES = """
Calibration Choice LogitAdjusted ProgressBar Recipe Runs SigmoidBits SigmoidCrossEntropy SoftmaxBits
SoftmaxCrossEntropy batch_orders compare first_weights keras losses_on_workers predict_logits
prior_bias register_rule set_seed side_by_side tf
"""
SETTINGS = "TF_CPP_MIN_LOG_LEVEL TF_ENABLE_ONEDNN_OPTS TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL"

FRESH = f"""
import os, sys
for name in {SETTINGS.split()}:
    os.environ.pop(name, None)
os.environ["TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL"] = "1"
import xentlib
before = dict(os.environ)
training = xentlib.training
assert training is sys.modules["xentlib.training"]
print({{name: value for name, value in os.environ.items() if before.get(name) != value}})
print(*training.__all__)
print(training.keras.backend.backend(), training.tf.__name__)
x, y = training.keras.ops.zeros((8, 2)), [0, 1] * 4
for seed in range(6):
    training.set_seed(seed)
    model = training.keras.Sequential([training.keras.layers.Dense(2)])
    model.compile("sgd", training.SoftmaxCrossEntropy(), metrics=[training.SoftmaxBits()])
    model.fit(x, training.keras.ops.array(y), verbose=0, callbacks=[training.ProgressBar()])
"""


@pytest.fixture(scope="module")
def fresh():
    run = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=True)
    return run.stdout.splitlines(), run.stderr


def test_settings_are_made_where_there_are_none(fresh):
    changed = eval(fresh[0][0])
    wanted = {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}
    assert {"KERAS_BACKEND": "tensorflow", **changed} == {"KERAS_BACKEND": "tensorflow", **wanted}


def test_every_promised_name_is_public_and_no_other(fresh):
    assert fresh[0][1].split() == sorted(NAMES.split())
    assert fresh[0][2] == "tensorflow tensorflow"


def test_training_several_models_one_after_the_other_writes_nothing(fresh):
    assert fresh[1] == ""
    assert len(fresh[0]) == 3


def test_keras_that_was_imported_before_is_used_as_it_is():
    from xentlib import training

    assert training.keras is keras
    assert training.tf is tf
