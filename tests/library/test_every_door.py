"""All ways in agree: what one refuses, all refuse, and what is rounding to one is so to all."""

import inspect
import re
from typing import get_args

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from numpy.typing import ArrayLike

import xentlib as xent

ROWS, FAIR = [[0.25, 0.75], [0.5, 0.5]], [0.5, 0.5]
WAYS = {  # a good call of each public function that takes arrays, which are lists here
    "surprisal": {"p": FAIR},
    "entropy": {"p": FAIR},
    "perplexity": {"p": FAIR, "q": FAIR},
    "cross_entropy": {"p": FAIR, "q": FAIR},
    "kl_divergence": {"p": FAIR, "q": FAIR},
    "js_divergence": {"p": FAIR, "q": FAIR},
    "conditional_entropy": {"joint": [FAIR]},
    "mutual_information": {"joint": [FAIR]},
    "softmax": {"logits": FAIR},
    "log_softmax": {"logits": FAIR},
    "logsumexp": {"logits": FAIR},
    "sigmoid": {"z": FAIR},
    "log_sigmoid": {"z": FAIR},
    "logit": {"p": FAIR},
    "log1mexp": {"log_p": [-1.0, -2.0]},
    "numerical_gradient": {"f": np.square, "x": FAIR},
    "complex_step_gradient": {"f": np.square, "x": FAIR},
    "gradient_error": {"grad": [1.0, 1.0], "f": np.square, "x": FAIR},
    "one_hot": {"labels": [0, 1], "n_classes": 2},
    "smooth_labels": {"targets": ROWS, "alpha": 0.1},
    "class_counts": {"labels": [0, 1], "n_classes": 2},
    "balanced_class_weights": {"counts": [1, 2]},
    "effective_number_class_weights": {"counts": [1, 2]},
    "logit_adjustment": {"counts": [1, 2]},
    "prior_correction": {"old": FAIR, "new": FAIR},
    "estimate_prior": {"y_proba": ROWS, "old": FAIR},
    "cheapest_class": {"y_proba": ROWS, "costs": ROWS},
    "reliability": {"y_true": [0, 1], "y_proba": FAIR},
    "expected_calibration_error": {"y_true": [0, 1], "y_proba": FAIR},
    "top_label": {"y_true": [0, 1], "y_proba": ROWS},
    "brier_score": {"y_true": [0, 1], "y_proba": ROWS},
    "proportion_interval": {"successes": [0, 1], "n": [2, 1]},
    "decompose_score": {"y_true": [0, 1], "y_proba": FAIR},
    "fit_temperature": {"y_true": [0, 0, 1], "logits": [[2.0, 0.0]] * 3},
    "huffman_code": {"p": FAIR},
    "encode": {"symbols": [0, 1], "probabilities": FAIR},
    "decode": {"data": b"", "probabilities": FAIR, "n": 1},
    "compress": {"symbols": [0, 1], "probabilities": FAIR},
    "decompress": {"data": xent.compress([0, 1], FAIR), "probabilities": FAIR},
    "gaussian_nll": {"y": FAIR, "mean": FAIR, "scale": FAIR},
    "laplace_nll": {"y": FAIR, "mean": FAIR, "scale": FAIR},
    "student_t_nll": {"y": FAIR, "mean": FAIR, "scale": FAIR, "df": FAIR},
    "poisson_nll": {"y": [0, 1], "rate": FAIR},
    "binomial_nll": {"y": [0, 1], "n": [1, 1], "logits": FAIR},
    "ordinal_nll": {"y": [0, 1], "score": FAIR, "cuts": FAIR[:1]},
}
for ending in ("", "_grad", "_value_and_grad"):
    WAYS[f"softmax_cross_entropy{ending}"] = {"y_true": [0, 1], "logits": ROWS}
    WAYS[f"categorical_cross_entropy{ending}"] = {"y_true": [0, 1], "y_proba": ROWS}
    WAYS[f"sigmoid_cross_entropy{ending}"] = {"y_true": [0, 1], "logits": FAIR}
    WAYS[f"binary_cross_entropy{ending}"] = {"y_true": [0, 1], "y_proba": FAIR}
for ending in ("", "_value_and_grad"):
    WAYS[f"linear_softmax_cross_entropy{ending}"] = {
        "y_true": [0, 1], "x": ROWS, "weights": ROWS, "bias": FAIR,
    }  # fmt: skip
EXCEPTIONS = {  # arguments that may be more than arrays of real numbers, and why
    "class_ids labels": "names of classes may be anything",
    "class_ids classes": "names of classes may be anything",
    "reliability n_bins": "a number of bins, or their limits",
    "expected_calibration_error n_bins": "a number of bins, or their limits",
    "decompose_score n_bins": "a number of bins, or their limits",
}
ARGUMENTS = [
    (name, argument)
    for name, call in WAYS.items()
    for argument, x in call.items()
    if isinstance(x, list)
]


@pytest.mark.parametrize("name, argument", ARGUMENTS)
@pytest.mark.parametrize(
    "spoil, came",
    [
        (np.ma.array, "a plain array; got a masked array, whose mask would be lost: nothing is"),
        (lambda x: [np.ma.array(row) for row in x], "a plain array; got a list with a masked"),
        (lambda x: dict(enumerate(x)), "real numbers .*; got the type dict: take its values"),
        (iter, "real numbers .*; got the type list_iterator: list it first"),
        (lambda _: ["a", "b"], "real numbers .*; got dtype <U1: names of classes"),
    ],
    ids=["mask", "masks", "dict", "iterator", "text"],
)
def test_every_array_is_of_real_numbers_without_a_mask(name, argument, spoil, came):
    call = WAYS[name]
    getattr(xent, name)(**call)
    with pytest.raises(TypeError, match=f"{argument} must (be|hold) {came}"):
        getattr(xent, name)(**call | {argument: spoil(call[argument])})


def takes_arrays():
    """Public functions and their arguments that may be arrays: "entropy p"."""
    for name in xent.__all__:
        thing = getattr(xent, name)
        if inspect.isfunction(thing):
            for argument, annotation in thing.__annotations__.items():
                kinds, union = [annotation, *get_args(annotation)], get_args(ArrayLike)  # on 3.11
                if ArrayLike in kinds or (union and all(kind in kinds for kind in union)):
                    yield f"{name} {argument}"


def test_every_argument_that_may_be_an_array_is_tried_or_is_an_exception_with_a_reason():
    found, tried = set(takes_arrays()), {" ".join(pair) for pair in ARGUMENTS}
    missing, gone = found - tried - EXCEPTIONS.keys(), (tried | EXCEPTIONS.keys()) - found
    assert {"entropy p", "kl_divergence q", "class_ids labels"} <= found
    assert not missing, f"give WAYS a call with {sorted(missing)} as lists"
    assert not gone, f"no public function takes {sorted(gone)}: take them out of WAYS or EXCEPTIONS"
    assert not tried & EXCEPTIONS.keys()


JUST = 1 + 2**-52
CERTAIN = {  # answers to a probability of 1, or a little more
    "surprisal": lambda p: xent.surprisal([p]),
    "entropy": lambda p: xent.entropy([p, 0]),
    "cross_entropy": lambda p: xent.cross_entropy([p, 0], [p, 0]),
    "kl_divergence": lambda p: xent.kl_divergence([p, 0], [0.5, 0.5]),
    "js_divergence": lambda p: xent.js_divergence([p, 0], [0, p]),
    "perplexity": lambda p: xent.perplexity([p, 0]),
    "conditional_entropy": lambda p: xent.conditional_entropy([[p, 0]]),
    "mutual_information": lambda p: xent.mutual_information([[p, 0]]),
    "categorical": lambda p: xent.categorical_cross_entropy([0, 1], [[p, 0]] * 2),
    "binary": lambda p: xent.binary_cross_entropy([0, 1], [p, p]),
    "binary, its gradient": lambda p: xent.binary_cross_entropy_grad([0, 1], [p, p]),
    "a label": lambda p: xent.binary_cross_entropy([p], [0.25]),
    "a label, from logits": lambda p: xent.sigmoid_cross_entropy([p, p], [2.0, -np.inf]),
    "a label, by a rule": lambda p: xent.sigmoid_cross_entropy([p], [2.0], rule=xent.focal_score()),
    "reliability": lambda p: xent.reliability([0, 1], [p, p]).confidence,
    "calibration error": lambda p: xent.expected_calibration_error([0, 1], [p, p]),
    "top_label": lambda p: xent.top_label([0, 1], [[p, 0]] * 2).confidence,
    "decompose_score": lambda p: xent.decompose_score([0, 1], [p, p]).total,
    "prior_correction": lambda p: xent.prior_correction(FAIR, [p, 0]),
    "estimate_prior": lambda p: xent.estimate_prior([[p, 0]] * 2, FAIR),
    "cheapest_class": lambda p: xent.cheapest_class([[p, 0]] * 2, [[1 + 1e-8, 1], [1, 0]]),
    "brier_score": lambda p: xent.brier_score([0, 1], [[p, 0]] * 2),
}
every_door = pytest.mark.parametrize("answer", CERTAIN.values(), ids=CERTAIN)


@every_door
@pytest.mark.parametrize("past", [JUST, 1 + 1e-9, 1 + 1.4e-8])
def test_a_probability_that_rounding_took_past_one_counts_as_one(answer, past):
    assert_array_equal(answer(past), answer(1.0))
    assert_array_equal(answer(np.float64(past)), answer(np.float64(1)))


@every_door
@pytest.mark.parametrize("past", [1 + 1e-7, 1.1, np.nan])
def test_what_is_past_one_by_more_is_refused(answer, past):
    with pytest.raises(ValueError, match=f" got (a sum of )?{re.escape(f'{past:g}'[:3])}"):
        answer(past)


def test_single_precision_allows_what_it_rounds():
    p = np.float32([1.0001, 0])
    assert xent.entropy(p) == xent.surprisal(p[0]) == 0
    with pytest.raises(ValueError, match=r"got 1\.0001"):
        xent.surprisal(float(p[0]))


OF_CLASSES = [
    getattr(xent, f"{name}_cross_entropy{ending}")
    for name in ("softmax", "categorical")
    for ending in ("", "_grad", "_value_and_grad")
]
of_classes = pytest.mark.parametrize("loss", [*OF_CLASSES, xent.brier_score])
HALVES = np.full((3, 2), 0.5)


@of_classes
@pytest.mark.parametrize("dtype", [bool, int, np.uint8, float, np.float32])
def test_binary_labels_are_never_taken_for_masses(loss, dtype):
    y = np.array([0, 1, 1], dtype)
    with pytest.raises(ValueError, match="got 2 ones among zeros: for 0/1 labels"):
        loss(y, np.full(3, 1 / 3))
    with pytest.raises(ValueError, match="one class alone is certain: for 0/1 labels"):
        loss(y[:, None], np.ones((3, 1)))
    with pytest.raises(ValueError, match="one class alone is certain"):
        loss(np.ones((3, 1), dtype), np.ones((3, 1)))


@of_classes
@pytest.mark.parametrize("dtype", [bool, int, np.uint8])
def test_integers_are_one_hot_rows(loss, dtype):
    rows = np.array([[0, 1], [1, 0], [0, 1]], dtype)
    for got, wanted in zip(loss(rows, HALVES), loss(rows.astype(float), HALVES), strict=True):
        assert_array_equal(got, wanted)
    rows[1] = 1
    with pytest.raises(ValueError, match=r"one-hot rows, .* got a row that sums to 2 at \[1\]"):
        loss(rows, HALVES)


def test_rows_of_zeros_and_weights_are_masses():
    for ignored in (np.zeros((3, 2), int), np.zeros((3, 2), bool)):
        assert_array_equal(xent.softmax_cross_entropy(ignored, HALVES), np.zeros(3))
    assert_array_equal(
        xent.softmax_cross_entropy([[0.0, 2.0], [1.0, 1.0], [0.0, 0.0]], HALVES),
        np.log(2) * np.array([2, 2, 0]),
    )


def test_one_row_of_integers_may_be_one_hot():
    one, by_id = ([xent.softmax_cross_entropy(y, [1.0, 2.0, 3.0])] for y in ([0, 1, 0], 1))
    assert_array_equal(one, by_id)


def test_one_class_alone_has_no_surprise():
    assert_array_equal(xent.softmax_cross_entropy([0, 0], [[3.0], [-4.0]]), [0, 0])


@pytest.mark.parametrize("loss", OF_CLASSES)
def test_no_examples_have_no_losses(loss):
    for none in ([], np.zeros(0), np.zeros((0, 3)), np.zeros(0, int)):
        got = loss(none, np.zeros((0, 3)))
        assert {np.shape(x) for x in (got if isinstance(got, tuple) else [got])} <= {(0,), (0, 3)}
    assert xent.brier_score([], np.zeros((0, 3))).shape == (0,)
