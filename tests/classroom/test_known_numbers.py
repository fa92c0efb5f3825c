"""Numbers by which the commonest misconceptions are known: the exercises give each its name."""

import numpy as np
import pytest

from xentlib import data, fitting
from xentlib.classroom import exercises
from xentlib.classroom.exercises._common.inputs import IDS4, M3, P5, T3, THETA, X4, Y4, Y5, Z4
from xentlib.classroom.exercises.binary.doubling import HALF, SPREAD, WEIGHT
from xentlib.classroom.exercises.likelihoods.gaussian import PREDICTED, REAL
from xentlib.classroom.exercises.likelihoods.poisson import COUNTS, MEANS

B5, S4, MULTI, G4 = (Y5, P5), (IDS4, Z4), (T3, M3), (X4, Y4, THETA)
WEIGHTED = (*S4, np.array([1.0, 2.0, 5.0]))
GAUSS = (REAL, PREDICTED, np.ones(3))
CERTAIN = (np.array([1.0, 0.0]), np.array([1.0, 0.0]))
NEVER = (np.array([1.0]), np.array([0.0]))
SHARE = (np.array([0.7]), np.array([0.7]))
BATCHES = (np.array([0.1, 0.9]), np.array([4, 1]))
ITSELF = (np.array([[0.7, 0.3]]), np.log([[0.7, 0.3]]))

RIGHT = [
    ("binary.bce", B5, 0.528228),
    ("softmax.loss", S4, 1.794971),
    ("multi_label.loss", MULTI, 1.310041),
    ("descent.gradient", G4, [-0.316555, -0.004664]),
    ("imbalance.weighted_loss", WEIGHTED, 2.525825),
    ("likelihoods.poisson", (COUNTS, MEANS), 1.198178),
    ("likelihoods.gaussian", GAUSS, 2.901816 / 3),
    ("binary.bce", CERTAIN, 0),
    ("binary.bce", SHARE, 0.610864),
    ("binary.bce_logits", (np.array([1.0]), np.array([-800.0])), 800),
    ("stability.bce", (np.array([1.0]), np.array([-800.0])), [800]),
    ("training.epoch_loss", BATCHES, 0.26),
    ("softmax.soft_labels", ITSELF, 0.610864),
]
WRONG = [
    ("binary.bce", B5, "term missing", [0.364032, 1.820159, 0.606720]),
    ("binary.bce", B5, "sum", [2.641139]),
    ("softmax.loss", S4, "sum", [7.179885]),
    ("softmax.loss", S4, "per class", [0.598324]),
    ("softmax.loss", S4, "flattened", [3.370930, 1.123643]),
    ("softmax.loss", S4, "wrong axis", [2.175810]),
    ("multi_label.loss", MULTI, "per class", [0.327510]),
    ("multi_label.loss", MULTI, "softmax for labels", [2.213901, 0.737967]),
    ("multi_label.loss", MULTI, "term missing", [0.641603, 0.213868, 0.053467]),
    ("descent.gradient", G4, "times theta", [-0.157112]),
    (
        "imbalance.weighted_loss",
        WEIGHTED,
        "weights on all classes",
        [46.097288, 3.841441, 54.139082],
    ),
    ("imbalance.weighted_loss", WEIGHTED, "divided by n", [5.683107]),
    ("imbalance.weighted_loss", WEIGHTED, "sum", [22.732429]),
    ("likelihoods.poisson", (COUNTS, MEANS), "sum", [3.594535]),
    ("likelihoods.poisson", (COUNTS, MEANS), "invented likelihood", [-2.890372, -1.890372]),
    ("likelihoods.gaussian", GAUSS, "sum", [2.901816]),
    ("likelihoods.gaussian", GAUSS, "invented likelihood", [-4.627729]),
    ("binary.bce", CERTAIN, "zero log zero", [np.nan]),
    ("binary.bce", NEVER, "epsilon", [27.631021]),
    ("binary.bce", NEVER, "clipped", [34.538776, 16.118096]),
    ("binary.bce", B5, "broadcast", [4.295475, 0.859095]),
    ("binary.bce", B5, "one logarithm", [0.845621]),
    ("binary.bce", B5, "bits", [0.762072]),
    ("binary.bce", B5, "sigmoid twice", [0.614877]),
    ("binary.bce", SHARE, "divergence", [0.0]),
    ("softmax.loss", S4, "softmax twice", [1.177904]),
    ("descent.gradient", G4, "squared error", [[-0.136003, -0.016890]]),
    ("descent.gradient", G4, "term missing", [[-0.236350, -0.194325]]),
    ("descent.gradient", G4, "missing 1/n", [[-1.266222, -0.018655]]),
    ("training.epoch_loss", BATCHES, "means averaged", [0.5]),
    ("softmax.soft_labels", ITSELF, "divergence", [0.0]),
]


def gives(function, args, value):
    with np.errstate(all="ignore"):
        got = np.asarray(function(*args))
    alike = got.shape == np.shape(value)
    return alike and np.allclose(got, value, rtol=0, atol=2e-6, equal_nan=True)


@pytest.mark.parametrize("name, args, value", RIGHT)
def test_the_right_value_is_the_references(name, args, value):
    assert gives(exercises.find(name).reference, args, value)


@pytest.mark.parametrize("name, args, mistake, values", WRONG)
def test_a_wrong_value_is_given_by_its_misconception(name, args, mistake, values):
    known = [m.function for m in exercises.find(name).known if m.name == mistake]
    for value in values:
        assert any(gives(function, args, value) for function in known), value


def test_argmax_gets_fewer_multi_label_rows_right():
    row = exercises.find("multi_label.decide")
    for decide, share in ((row.reference, 2 / 3), (row.mistakes["argmax"][0], 1 / 3)):
        assert np.mean((decide(M3, np.full(4, 0.5)) == T3).all(1)) == share


def test_the_curve_that_is_read_is_the_one_through_the_patients():
    cells = data.tumours()
    texture = cells.features[:, list(cells.names).index("worst texture")]
    x = np.c_[np.ones(len(texture)), (texture - texture.mean()) / texture.std()]
    objective = fitting.logistic_objective(x, cells.malignant)
    bias, weight = fitting.fit(objective, fitting.newton(), steps=20).weights
    assert pytest.approx(texture.std(), abs=1e-6) == SPREAD
    assert pytest.approx(weight / SPREAD, abs=1e-6) == WEIGHT
    assert pytest.approx(texture.mean() - bias / weight * SPREAD, abs=1e-4) == HALF
