"""A file of a message: whole and unchanged it comes back, and otherwise it says what is wrong."""

import struct
from zlib import crc32

import numpy as np
import pytest
from hypothesis import given, strategies as st

import xentlib as xent

P = [0.5, 0.25, 0.125, 0.125]
MESSAGE = [0, 3, 1, 2, 0, 0, 1] * 20
DATA = xent.compress(MESSAGE, P)
messages = st.lists(st.integers(0, 3), max_size=80)


@given(messages)
def test_a_file_comes_back_as_the_message_it_was(message):
    back = xent.decompress(xent.compress(message, P), P)
    assert (back.dtype, back.tolist()) == (np.int64, message)


@given(messages)
def test_a_file_is_a_header_and_what_encode_writes(message):
    data = xent.compress(message, P)
    assert data[29:] == xent.encode(message, P)


def test_the_header_is_as_it_is_documented():
    magic, version, n, size, message, rest = struct.unpack(">4sBQQII", DATA[:29])
    assert (magic, version, n, size) == (b"XENT", 1, len(MESSAGE), len(DATA) - 29)
    assert message == crc32(np.array(MESSAGE, dtype=">i8").tobytes())
    assert rest == crc32(DATA[:25] + DATA[29:])


@given(st.integers(0, 8 * len(DATA) - 1))
def test_one_bit_that_flips_is_noticed(bit):
    changed = bytearray(DATA)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ValueError, match=r"^data must be"):
        xent.decompress(bytes(changed), P)


@given(st.integers(0, len(DATA) - 1))
def test_a_file_that_was_cut_anywhere_is_noticed(length):
    with pytest.raises(ValueError, match=r"^data must be"):
        xent.decompress(DATA[:length], P)


@given(messages, st.permutations(P))
def test_another_model_is_noticed(message, other):
    data = xent.compress(message, P)
    try:
        assert xent.decompress(data, other).tolist() == message
    except ValueError as error:
        assert str(error).startswith("probabilities must be those")  # noqa: PT017 — or it is right


OTHER_MODEL = "probabilities must be those that the message was compressed with"
REFUSALS = [
    (b"", ValueError, "b'XENT' …; got b''"),
    (b"PK\3\4 and more", ValueError, r"b'XENT' …; got b'PK\\x03\\x04'"),
    (DATA[:20], ValueError, "got 20 of 29 bytes of header: was the file cut short"),
    (DATA[:-3], ValueError, "of payload: was the file cut short"),
    (DATA + b"\n", ValueError, "of payload: was something appended"),
    (DATA[:4] + b"\2" + DATA[5:], ValueError, "version 1; got version 2: a newer xentlib"),
    (DATA[:-1] + b"?", ValueError, "got bytes that were changed since"),
    (DATA[:12] + b"\1" + DATA[13:], ValueError, "got bytes that were changed since"),
    ("XENT", TypeError, "data must be bytes, as compress returns them; got str"),
    (xent.compress(MESSAGE, P[::-1]), ValueError, OTHER_MODEL),
    (xent.compress([3] * 9, [0, 0, 0, 1.0]), ValueError, OTHER_MODEL),
]


@pytest.mark.parametrize("data, error, says", REFUSALS)
def test_refusals_of_a_file_say_what_is_wrong_with_it(data, error, says):
    with pytest.raises(error, match=says):
        xent.decompress(data, P)


def test_bytes_that_no_message_gives_are_another_models():
    data = xent.compress([1] * 200, [1, 1])  # all its bits are ones
    with pytest.raises(ValueError, match=OTHER_MODEL):
        xent.decompress(data, [1, 1, 1])


@pytest.mark.parametrize("kind", [bytearray, memoryview])
def test_any_bytes_are_taken(kind):
    assert xent.decompress(kind(DATA), P).tolist() == MESSAGE
