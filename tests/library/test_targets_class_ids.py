"""Names of classes become ids: by their place, and never by a neighbour's."""

import re

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_array_equal
from sklearn.preprocessing import LabelEncoder

import xentlib as xent

ANIMALS = ["ant", "bee", "cat"]


@given(st.lists(st.text(max_size=3)))
def test_sorted_classes_give_the_ids_of_scikit_learn(labels):
    labels = [label.replace("\0", "") for label in labels]  # NumPy's strings end before a null
    encoder = LabelEncoder()
    expected = encoder.fit_transform(labels) if labels else []
    classes = encoder.classes_ if labels else ["none"]
    assert_array_equal(xent.class_ids(labels, classes), expected)


@given(st.permutations(range(6)), st.lists(st.integers(0, 5)))
def test_an_id_is_the_place_of_its_class_in_any_order(classes, labels):
    ids = xent.class_ids(labels, classes)
    assert_array_equal(np.array(classes)[ids], labels)
    assert ids.dtype == np.intp


@pytest.mark.parametrize("dtype", ["U3", object, "S3"])
def test_strings_of_any_kind_and_shape_are_named(dtype):
    labels, classes = np.array([["cat"], ["ant"]], dtype), np.array(ANIMALS, dtype)
    assert_array_equal(xent.class_ids(labels, classes), [[2], [0]])
    assert xent.class_ids("bee", ANIMALS) == 1


def test_ids_go_on_into_a_loss():
    q = [[0.7, 0.2, 0.1], [0.1, 0.2, 0.7]]
    got = xent.categorical_cross_entropy(xent.class_ids(["ant", "cat"], ANIMALS), q)
    assert_array_equal(got, xent.categorical_cross_entropy([0, 2], q))


REFUSED = [
    (["ant", "dog"], ANIMALS, "labels must be among the 3 classes; got dog at [1]: np.asarray(lab"),
    ([1, 2], ["1", "2"], "labels must be among the 2 classes; got 1 at [0]"),
    ([0.0, np.nan], [0, 1], "labels must be among the 2 classes; got nan at [1]"),
    (["ant"], ["ant", "bee", "ant"], "classes must name each class once; got 'ant' more than once"),
    (["ant"], "ant", "classes must hold the names of the classes, in one dimension; got the shape"),
    (["ant"], [], "classes must hold the names of the classes, in one dimension; got the shape (0"),
]


@pytest.mark.parametrize("labels, classes, message", REFUSED)
def test_a_label_without_a_class_is_refused(labels, classes, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        xent.class_ids(labels, classes)


def test_the_cures_work_on_what_came():
    labels, classes = ["ant", "dog"], ["bee", "ant", "ant"]
    with pytest.raises(ValueError, match="once, sorted") as refused:
        xent.class_ids(labels, classes)
    classes = eval(re.search(r"np\.unique\(classes\)", str(refused.value)).group())
    with pytest.raises(ValueError, match="leaves other labels out") as refused:
        xent.class_ids(labels, classes)
    labels = eval(re.search(r"np\.asarray.*\]", str(refused.value)).group())
    assert_array_equal(xent.class_ids(labels, classes), [0])


def test_a_mask_is_not_lost():
    with pytest.raises(TypeError, match=r"labels must be a plain array.*labels\.compressed\(\)"):
        xent.class_ids(np.ma.masked_equal([0, 1], 1), [0, 1])
