import re

import numpy as np
import pytest

from xentlib.doctor import Case, patients
from xentlib.doctor.chart import CAUSES, vital_signs
from xentlib.training import keras


def told(case):
    together, alone = re.search(
        r"cost ([\d.]+), one by one ([\d.]+)\.$", vital_signs(case)
    ).groups()
    return float(together), float(alone)


def test_only_a_softmax_over_the_batch_has_another_price_for_one_example_alone():
    apart = {
        name: abs(np.subtract(*told(patients[name].run())))
        for name in ("wrong axis", "focal alpha")
    }
    assert apart["wrong axis"] > 0.5
    assert apart["focal alpha"] < 0.011


@pytest.mark.parametrize(
    "y, counts",
    [
        (np.array([0, 2, 2, 2]), "0 to 3"),
        (np.array([[1.0], [0.0], [0.0], [0.0]]), "1 to 3"),
        (np.eye(4)[[0, 0, 0, 1]], "0 to 3"),
    ],
)
def test_examples_are_counted_whatever_the_shape_of_the_targets(y, counts):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4)])
    model.compile(loss="mse")
    assert f"examples per class {counts};" in vital_signs(Case(model, np.ones((4, 2)), y))


def test_the_chart_names_no_cause():
    case = patients["dead relu"].run()
    line = vital_signs(case)
    assert not any(name in line for name in patients)


def test_each_cause_is_that_of_a_patient_and_no_two_have_one_word():
    assert CAUSES.keys() <= patients.keys()
    assert len(set(CAUSES.values())) == len(CAUSES)
