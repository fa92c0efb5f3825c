"""The border between a student's code and marks: plain data crosses it, and nothing else."""

import base64
import contextlib
import json
import math
import struct
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as npst

from xentlib.classroom.grading.sandbox.inside.wire import (
    MOST_BYTES,
    GarbledError,
    frame,
    length_of,
    message_of,
    pack,
    unpack,
)

plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
DTYPES = ["?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", ">f8", ">i4"]
arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: npst.arrays(np.dtype(dtype), npst.array_shapes(min_dims=0, min_side=0))
)


def same(one, other):
    if isinstance(one, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return type(one) is type(other) and one == other


@given(plain_values)
def test_plain_data_come_back_as_they_went(value):
    assert same(value, unpack(message_of(frame({"value": pack(value)})[4:])["value"]))


@given(arrays)
def test_an_array_of_numbers_comes_back_with_its_shape_and_its_bits(array):
    back = unpack(json.loads(json.dumps(pack(array))))
    assert back.shape == array.shape
    assert back.dtype == array.dtype.newbyteorder("=")
    np.testing.assert_array_equal(back, array)


@pytest.mark.parametrize(
    "value, back", [(Fraction(1, 4), 0.25), (Decimal("0.5"), 0.5), ((1, 2), [1, 2]), (..., ...)]
)
def test_other_numbers_become_floats_and_tuples_lists(value, back):
    assert unpack(pack(value)) == back


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, 1j, np.array([object()]), np.array(["a"]), {1: 2}, iter([])]
)
def test_what_is_no_plain_data_is_refused_where_it_is_made(value):
    with pytest.raises(TypeError):
        pack(value)


def array(dtype="<f8", shape=(1,), data=bytes(8)):
    return {"array": dtype, "shape": list(shape), "data": base64.b64encode(data).decode()}


def nested(depth):
    value = None
    for _ in range(depth):
        value = [value]
    return value


HOSTILE = {
    "a bare number": 1.0,
    "an unknown tag": {"pickle": "gASVBQ=="},
    "two tags": {"int": "1", "float": "0x1p0"},
    "an empty object": {},
    "digits that are none": {"int": "one"},
    "a float that is none": {"float": "one"},
    "an integer of five thousand digits": {"int": "9" * 5000},
    "bytes that are none": {"bytes": "é"},
    "an array of objects": array("|O"),
    "an array of text": array("<U2"),
    "a structured array": array("<f8,<f8"),
    "a shape that is too large": array(shape=(2,)),
    "a shape that is negative": array(shape=(-1, -1)),
    "a shape with a truth value": array(shape=(True,)),
    "a shape of nine axes": array(shape=(1,) * 9),
    "a shape that overflows": array(shape=(2**62, 4), data=b""),
    "something nested too deep": nested(9),
    "pairs that are none": {"dict": [1, 2]},
    "too many parts": [None] * 300_000,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_is_refused(value):
    with pytest.raises(GarbledError):
        unpack(value)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"1", b"\xff", b"[" * 200_000, b"9" * 10_000, b'{"a": }', b"null"]
)
def test_a_body_that_is_no_message_is_refused(body):
    with pytest.raises(GarbledError):
        message_of(body)


def test_a_frame_may_not_be_too_large():
    with pytest.raises(GarbledError):
        length_of(struct.pack(">I", 2**32 - 1))
    with pytest.raises(GarbledError):
        frame({"value": "a" * MOST_BYTES})


def test_a_truth_value_is_never_a_byte_of_seven():
    assert unpack(array("|b1", data=b"\x07")).tobytes() == b"\x01"


@given(st.recursive(st.none() | st.floats() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_whatever_json_holds_it_is_read_or_refused(value):
    for made in (value, {"array": value}, {"dict": value}, {"int": value}):
        with contextlib.suppress(GarbledError):
            unpack(made)
