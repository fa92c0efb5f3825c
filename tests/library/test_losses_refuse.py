"""What the losses refuse, and how they say what to do about it."""

import re

import numpy as np
import pytest

import xentlib as xent

NAMES = ["softmax", "sigmoid", "categorical", "binary"]
ENDINGS = ["", "_grad", "_value_and_grad"]
HALVES = np.full((4, 2), 0.5)
NAN, INF = np.nan, np.inf


def every_form(name):
    return [getattr(xent, f"{name}_cross_entropy{ending}") for ending in ENDINGS]


def refused(name, y_true, forecast, error, message):
    for function in every_form(name):
        with pytest.raises(error, match=re.escape(message)):
            function(y_true, forecast)


def with_entry(entry, place=(2, 1)):
    array = HALVES.copy()
    array[place] = entry
    return array


@pytest.mark.parametrize("y_true", [[0, 1, 0, 1], HALVES], ids=["ids", "masses"])
@pytest.mark.parametrize("entry", [NAN, INF])
def test_logits_are_finite_or_minus_infinity(y_true, entry):
    message = f"logits must be finite, or -inf for an impossible class; got {entry} at [2][1]"
    refused("softmax", y_true, with_entry(entry), ValueError, message)
    refused("sigmoid", HALVES, with_entry(entry), ValueError, message)


@pytest.mark.parametrize("y_true", [[0, 1, 0, 1], HALVES], ids=["ids", "masses"])
def test_some_class_must_be_possible(y_true):
    message = "logits must leave at least one class possible; got a slice along axis -1 that is"
    refused("softmax", y_true, with_entry(-INF, 2), ValueError, f"{message} -inf throughout at [2]")
    refused("softmax", 0, [-INF, -INF], ValueError, f"{message} -inf throughout")


IGNORED = "to ignore an example, leave it out or give it a row of zero masses"


@pytest.mark.parametrize("name", ["softmax", "categorical"])
@pytest.mark.parametrize(
    "bad, cure", [(-1, IGNORED), (-100, IGNORED), (2, "the highest of them takes 3 classes")]
)
def test_class_ids_name_a_class(name, bad, cure):
    message = f"y_true must hold class ids from 0 to 1; got {bad} at [2]: {cure}"
    refused(name, [0, 1, bad, 1], HALVES, ValueError, message)


@pytest.mark.parametrize("name", ["softmax", "categorical"])
@pytest.mark.parametrize("dtype", [float, bool, np.float32])
def test_class_ids_are_integers(name, dtype):
    message = (
        f"y_true must hold class ids, whole numbers; got dtype {np.dtype(dtype)}: "
        f"convert them first, np.asarray(y_true).astype(int), or give masses of shape (4, 2)"
    )
    refused(name, np.zeros(4, dtype), HALVES, TypeError, message)


@pytest.mark.parametrize("name", ["softmax", "categorical"])
@pytest.mark.parametrize("mass", [-1e-300, NAN, INF])
def test_masses_are_neither_negative_nor_infinite(name, mass):
    message = f"y_true must hold non-negative masses, finite in float64; got {mass} at [2][1]"
    refused(name, with_entry(mass), HALVES, ValueError, message)


@pytest.mark.parametrize("name", ["softmax", "categorical"])
def test_fractions_are_no_class_ids(name):
    message = "whole numbers; got dtype float64 with 0.5 at [0]: give masses of shape (4, 2)"
    refused(name, HALVES[:, 0], HALVES, TypeError, message)


def test_masses_fit_the_forecasts_type():
    message = "y_true must hold non-negative masses, finite in float32; got 1e+39 at [2][1]"
    refused("softmax", with_entry(1e39), HALVES.astype(np.float32), ValueError, message)


@pytest.mark.parametrize("name", ["sigmoid", "binary"])
@pytest.mark.parametrize("label", [-0.1, 1.1, 2, NAN, INF])
def test_labels_lie_between_0_and_1(name, label):
    message = (
        f"y_true must hold labels between 0 and 1; got {np.float64(label)} at [2][1]: weights "
        f"multiply the loss instead"
    )
    refused(name, with_entry(label), HALVES, ValueError, message)


CURES = [
    ((4, 1), ": class ids have no axis of their own, np.squeeze(y_true, -1)"),
    ((4, 3), ": one-hot rows need a column for each of the 2 classes"),
    ((3,), ": nothing is broadcast"),
    ((), ": nothing is broadcast"),
    ((4, 2, 1), ": nothing is broadcast"),
]


@pytest.mark.parametrize("name, forecast", [("softmax", "logits"), ("categorical", "y_proba")])
@pytest.mark.parametrize("shape, cure", CURES)
def test_targets_of_classes_fit_the_forecast(name, forecast, shape, cure):
    message = (
        f"y_true must have the shape (4,) (class ids) or (4, 2) (masses) to go with {forecast} of "
        f"shape (4, 2); got {shape}{cure}"
    )
    refused(name, np.zeros(shape, int), HALVES, ValueError, message)


@pytest.mark.parametrize("name, forecast", [("sigmoid", "logits"), ("binary", "y_proba")])
@pytest.mark.parametrize(
    "labels, shape, cure",
    [
        ((4,), (4, 1), "drop the forecast's last axis, np.squeeze({}, -1)"),
        ((4, 1), (4,), "drop the labels' last axis, np.squeeze(y_true, -1)"),
        ((4,), (2, 4), "nothing is broadcast"),
        ((), (4,), "nothing is broadcast"),
    ],
)
def test_labels_are_not_broadcast(name, forecast, labels, shape, cure):
    message = f"y_true must have the shape of {forecast}, {shape}; got {labels}: "
    message += cure.format(forecast)
    refused(name, np.zeros(labels), np.full(shape, 0.5), ValueError, message)


@pytest.mark.parametrize("name", ["softmax", "categorical"])
def test_a_forecast_of_classes_has_classes(name):
    forecast = "logits" if name == "softmax" else "y_proba"
    message = f"{forecast} must hold one number per class; got the single number 0.5"
    refused(name, 0, 0.5, ValueError, message)
    message = f"{forecast} must hold at least one outcome; got the shape (3, 0)"
    refused(name, [0, 0, 0], np.zeros((3, 0)), ValueError, message)


@pytest.mark.parametrize("y_true", [[0, 1, 0, 1], HALVES], ids=["ids", "masses"])
def test_probabilities_of_classes_are_a_distribution(y_true):
    message = "y_proba must sum to 1 along axis -1; got a sum of 1.2 at [2]: if these are counts"
    refused("categorical", y_true, with_entry(0.7), ValueError, message)
    for entry in (-0.5, NAN, INF):
        message = f"y_proba must hold non-negative, finite probabilities; got {entry} at [2][1]"
        refused("categorical", y_true, with_entry(entry), ValueError, message)
    refused("categorical", 0, [0.5, 0.5 + 1e-6], ValueError, "got a sum of 1.000001: if")


@pytest.mark.parametrize("entry", [-0.5, 1.5, NAN, INF])
def test_probabilities_of_a_yes_lie_between_0_and_1(entry):
    message = f"y_proba must hold probabilities between 0 and 1; got {entry} at [2][1]"
    refused("binary", HALVES, with_entry(entry), ValueError, message)


KINDS = [
    (np.full((4, 2), "0"), "got dtype <U1: convert it first, np.asarray({}, dtype=float)"),
    (HALVES + 0j, "got dtype complex128: if the real part is meant, np.real({})"),
    (HALVES.astype(object), "got dtype object: convert it first, np.asarray({}, dtype=float)"),
    (
        np.ma.masked_equal(HALVES, 1),
        "got a masked array, whose mask would be lost: nothing is masked in it, {}.data",
    ),
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("junk, message", KINDS)
def test_only_plain_arrays_of_real_numbers_are_understood(name, junk, message):
    forecast = "logits" if name in {"softmax", "sigmoid"} else "y_proba"
    refused(name, junk, HALVES, TypeError, message.format("y_true"))
    refused(name, HALVES, junk, TypeError, message.format(forecast))


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_of_equal_length(name):
    refused(name, [[1, 2], [3]], HALVES, ValueError, "y_true must be a rectangular array")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rule", ["focal", 2.0, xent.focal_score])
def test_a_rule_is_a_scoring_rule(name, rule):
    message = "rule must be a ScoringRule, such as log_score or focal_score(2.0); got"
    for function in every_form(name):
        with pytest.raises(TypeError, match=re.escape(message)):
            function(HALVES, HALVES, rule=rule)


@pytest.mark.parametrize("threads", [1, 2])
def test_the_place_of_an_entry_is_that_in_the_whole_array(threads):
    logits, ids = np.zeros((3, 50_000, 8), np.float32), np.zeros((3, 50_000), int)
    bad_ids, bad_logits = ids.copy(), logits.copy()
    bad_ids[1, 40_000], bad_logits[2, 12_345, 7] = 8, NAN
    xent.set_threads(threads)
    try:
        refused("softmax", bad_ids, logits, ValueError, "ids from 0 to 7; got 8 at [1][40000]")
        refused("softmax", ids, bad_logits, ValueError, "got nan at [2][12345][7]")
    finally:
        xent.set_threads(None)


def test_an_error_in_a_readers_rule_comes_through():
    def fail(s):
        raise ValueError("the reader's own mistake")

    rule = xent.ScoringRule("failing", fail, fail)
    for name in NAMES:
        for function in every_form(name):
            with pytest.raises(ValueError, match="the reader's own mistake"):
                function(HALVES, HALVES, rule=rule)
