"""The doctor: finds fifteen traps and no other, and has nothing to say of healthy programs."""

import random

import numpy as np
import pytest
from numpy.testing import assert_array_equal

pytest.importorskip("tensorflow")

from doctor_healthy import HEALTHY, digits, made
from keras.src.random.seed_generator import global_seed_generator as keras_seeds

from xentlib.doctor import diagnose, patients
from xentlib.training import keras

layers, losses = keras.layers, keras.losses


@pytest.fixture(scope="module")
def cases():
    return {}


@pytest.fixture
def case_of(cases):
    def get(name):
        if name not in cases:
            cases[name] = patients[name].run()
        return cases[name]

    return get


def traps(case):
    return [finding.trap for finding in diagnose(**case)]


@pytest.mark.parametrize("name", patients)
def test_each_trap_is_found_and_no_other_beside_it(name, case_of):
    assert traps(case_of(name)) == [name]


@pytest.mark.parametrize("name", patients)
def test_the_mended_line_takes_the_finding_away(name):
    assert traps(patients[name].run(mended=True)) == []


@pytest.mark.parametrize("name", HEALTHY)
def test_of_a_healthy_program_there_is_nothing_to_say(name):
    assert diagnose(**made(name)) == []


LANDMARKS = {
    "double softmax": "1.4612 = ln(1 + 9/e)",
    "probabilities as logits": "0.3133 = ln(1 + 1/e)",
    "missing softmax": "16.118 = -ln 1e-7",
    "shuffled labels": "2.3019 = entropy",
    "labels off by one": "2.0650 = (1 - 0.103) · ln 10",
    "one-hot into sparse": "10 = K",
    "class weights on multi-hot": "1.0000 = mean of class_weight[argmax(row)]",
    "not a number": "87.34 = 126 ln 2",
    "dead relu": "2.3019 = entropy",
    "wrong axis": "K/32 = 0.3125",
    "focal alpha": "0.0892 = 0.25 · 0.3567",
    "accuracy on several labels": "0.615 = share of zeros",
}


@pytest.mark.parametrize("name, number", LANDMARKS.items())
def test_the_landmark_is_a_number_with_its_formula(name, number, case_of):
    (finding,) = diagnose(**case_of(name))
    assert number in finding.landmark
    assert len(str(finding).splitlines()) == 4
    assert all(len(line) < 260 for line in str(finding).splitlines())


@pytest.mark.parametrize("name", patients)
def test_a_program_is_short_and_does_not_give_its_trap_away(name):
    patient = patients[name]
    lines = patient.program.splitlines()
    assert len(lines) <= 15
    assert max(map(len, lines)) <= 100
    assert name.replace(" ", "_") not in patient.program
    assert patient.cured != patient.program
    assert patient.mended
    assert all(line in patient.cured for line in patient.mended.splitlines())
    compile(patient.program, name, "exec")
    compile(patient.cured, name, "exec")


def state_of(model):
    variables = [*model.variables, *model.optimizer.variables]
    variables += [v for metric in model.metrics for v in metric.variables]
    return [np.array(v.numpy()) for v in variables]


def states():
    """States of all random numbers that nobody named: Python's, NumPy's and Keras's."""
    seeds = keras_seeds().state.numpy().tolist()  # made, by Python's, where nobody asked before
    numpy = np.random.get_state()  # noqa: NPY002
    return seeds, random.getstate(), numpy[1].tolist(), numpy[2]


@pytest.mark.parametrize("name", ["validation below training", "dead relu", "focal alpha"])
def test_an_examination_leaves_the_model_and_all_random_numbers_alone(name, case_of):
    case = case_of(name)
    before, flags = state_of(case.model), [layer.trainable for layer in case.model.layers]
    random_numbers = states()
    diagnose(**case)
    assert random_numbers == states()
    assert flags == [layer.trainable for layer in case.model.layers]
    for old, new in zip(before, state_of(case.model), strict=True):
        assert_array_equal(old, new)


def small(outputs=10, loss=None):
    model = keras.Sequential([keras.Input((64,)), layers.Dense(outputs)])
    model.compile("sgd", loss or losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


class Frame:
    iloc = None


class Stream:
    element_spec = None


@pytest.mark.parametrize(
    "change, error, said",
    [
        ({"model": "a model"}, TypeError, "model must be a Keras model; got str"),
        ({"x": Frame()}, TypeError, r"x must be an array; .*: x\.to_numpy\(\)"),
        ({"y": Frame()}, TypeError, r"y must be an array; .*: y\.to_numpy\(\)"),
        ({"x": Stream()}, TypeError, "x must be an array; got a Stream: collect"),
        ({"x": np.zeros((20, 4))}, ValueError, r"x must be what the model takes, .* got \(20, 4\)"),
        ({"x": iter([1])}, TypeError, r"x must be an array; .*: np\.stack\(list\(x\)\)"),
        ({"x": [[1.0, 2.0]]}, TypeError, r"x must be an array, .*: np\.asarray\(x\)"),
        ({"x": np.array([["a"]])}, TypeError, "x must hold numbers"),
        ({"x": np.zeros((0, 64))}, ValueError, "x must hold at least one example"),
        ({"y": np.zeros(3)}, ValueError, "y must hold a target for each of the 20 examples"),
        ({"y": np.array(["a"] * 20)}, TypeError, "y must be an array of numbers"),
        ({"history": [1.0]}, TypeError, "history must be what fit returned"),
        ({"held_out": np.zeros((2, 64))}, TypeError, r"held_out must be a pair, \(x, y\)"),
        ({"class_weight": [1, 2]}, TypeError, "class_weight must be a dict"),
    ],
)
def test_what_cannot_be_examined_is_refused_by_name_and_with_a_cure(change, error, said):
    x, y, *_ = digits(20)
    with pytest.raises(error, match=said):
        diagnose(**({"model": small(), "x": x, "y": y} | change))


def test_models_of_several_outputs_unbuilt_and_uncompiled_ones_are_refused():
    x, y, *_ = digits(20)
    whole = keras.Input((64,))
    two = keras.Model(whole, [layers.Dense(2)(whole), layers.Dense(3)(whole)])
    two.compile("sgd", ["mse", "mse"])
    unbuilt = keras.Sequential([layers.Dense(10)])
    unbuilt.compile("sgd", "mse")
    bare = keras.Sequential([whole, layers.Dense(10)])
    sequence = keras.Sequential([keras.Input((64,)), layers.Reshape((8, 8))])
    sequence.compile("sgd", "mse")
    for model, said in (
        (two, "model must have one output and one loss"),
        (unbuilt, "model must have its weights"),
        (bare, "model must be compiled with a loss"),
        (sequence, "model must return one row of numbers for each example"),
    ):
        with pytest.raises(ValueError, match=said):
            diagnose(model, x, y)


def test_a_regression_is_let_go_in_silence():
    x, *_ = digits(100)
    model = small(1, "mse")
    history = model.fit(x, x.sum(1), verbose=0, epochs=3)
    assert diagnose(model, x, x.sum(1), history=history) == []
