"""Targets: mass on outcomes, moved but never made."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from xentlib.targets import class_counts, one_hot, smooth_labels

masses = arrays(np.float64, (3, 4), elements=st.floats(0, 10))


def test_all_mass_lies_on_the_label_for_any_shape_of_labels(rng):
    labels = rng.integers(4, size=(2, 3))
    target = one_hot(labels, 4)
    assert target.shape == (2, 3, 4)
    assert target.dtype == np.float64
    assert_array_equal(target.argmax(-1), labels)
    assert_array_equal(target.sum(-1), np.ones((2, 3)))


def test_one_label_alone_has_one_row():
    assert_array_equal(one_hot(1, 3), [0, 1, 0])


def test_no_labels_have_no_rows():
    assert one_hot(np.array([], int), 3).shape == (0, 3)
    assert_array_equal(class_counts([], 2), [0, 0])


@given(masses, st.floats(0, 1))
def test_smoothing_keeps_the_mass_of_each_row(target, alpha):
    smooth = smooth_labels(target, alpha)
    assert_allclose(smooth.sum(-1), target.sum(-1), rtol=1e-14, atol=1e-300)


@given(masses)
def test_smoothing_by_nothing_changes_nothing_and_by_everything_makes_rows_uniform(target):
    assert_array_equal(smooth_labels(target, 0), target)
    assert_allclose(smooth_labels(target, 1), np.repeat(target.mean(-1), 4).reshape(3, 4))


def test_smoothing_twice_is_smoothing_by_both_parts(rng):
    target, a, b = rng.dirichlet(np.ones(5), size=3), 0.1, 0.3
    both = 1 - (1 - a) * (1 - b)
    assert_allclose(smooth_labels(smooth_labels(target, a), b), smooth_labels(target, both))


def test_smoothing_keeps_single_precision_and_leaves_its_input_alone():
    target = np.eye(3, dtype=np.float32)
    assert smooth_labels(target, 0.1).dtype == np.float32
    assert_array_equal(target, np.eye(3))


def test_binary_labels_are_smoothed_as_two_classes():
    y = np.array([0, 1])
    assert_allclose(smooth_labels(np.stack([1 - y, y], -1), 0.1)[..., 1], [0.05, 0.95])


def test_counts_are_the_sum_of_one_hot_rows(rng):
    labels = rng.integers(5, size=(4, 6))
    counts = class_counts(labels, 7)
    assert counts.dtype.kind == "i"
    assert_array_equal(counts, one_hot(labels, 7).sum((0, 1)))


LABELS = [
    ([0, 3], ValueError, r"class ids from 0 to 2; got 3 at \[1\]"),
    ([[0], [-1]], ValueError, r"class ids from 0 to 2; got -1 at \[1\]\[0\]"),
    ([0.0, 1.0], TypeError, r"whole numbers; got dtype float64: .*astype\(int\)"),
    ([True], TypeError, "whole numbers; got dtype bool"),
    (["cat"], TypeError, "labels must hold real numbers .* got dtype <U3"),
    ([1j], TypeError, "labels must hold real numbers .* got dtype complex128"),
    ([[0], [1, 2]], ValueError, "labels must be a rectangular array"),
    (np.ma.array([0, 1], mask=[0, 1]), TypeError, "labels must be a plain array; got a masked"),
]


@pytest.mark.parametrize("labels, error, message", LABELS)
@pytest.mark.parametrize("function", [one_hot, class_counts])
def test_labels_are_class_ids(function, labels, error, message):
    with pytest.raises(error, match=message):
        function(labels, 3)


SIZES = [(0, ValueError, "at least 1; got 0"), (2.0, TypeError, "a whole number; got 2.0")]


@pytest.mark.parametrize("n_classes, error, message", [*SIZES, (True, TypeError, "got True")])
@pytest.mark.parametrize("function", [one_hot, class_counts])
def test_the_number_of_classes_is_a_whole_number(function, n_classes, error, message):
    with pytest.raises(error, match=f"n_classes must be .*{message}"):
        function([0], n_classes)


TARGETS = [
    ([0.5, -0.1], ValueError, r"non-negative masses, finite in float64; got -0\.1 at \[1\]"),
    ([np.inf, 0], ValueError, r"non-negative masses, finite in float64; got inf at \[0\]"),
    ([np.nan], ValueError, "non-negative masses, finite in float64; got nan"),
    ([0, 2, 1], ValueError, r"not class ids; got 2\.0 at \[1\]: .*one_hot\(targets, n_classes\)"),
    (0.5, ValueError, r"one mass per class along its last axis; got the shape \(\)"),
    (np.zeros((2, 0)), ValueError, r"one mass per class .* got the shape \(2, 0\)"),
    (["a"], TypeError, "real numbers"),
]


@pytest.mark.parametrize("targets, error, message", TARGETS)
def test_what_is_smoothed_are_masses(targets, error, message):
    with pytest.raises(error, match=f"targets must hold .*{message}"):
        smooth_labels(targets, 0.1)


ALPHAS = [(-0.1, ValueError), (1.5, ValueError), (np.nan, ValueError), ("0.1", TypeError)]


@pytest.mark.parametrize("alpha, error", ALPHAS)
def test_the_smoothed_part_is_a_number_between_0_and_1(alpha, error):
    with pytest.raises(error, match=f"alpha must be .* got '?{alpha}"):
        smooth_labels([0.0, 1.0], alpha)
