"""Plain data as JSON, in frames: what crosses the border between a student's code and marks.

Both sides use this file. What the student's side sends may be anything; `unpack` makes of it exact
built-in types and arrays of numbers, or refuses. Nothing is ever unpickled.
"""

import base64
import json
import math
import struct
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

MOST_BYTES = 8 * 2**20
MOST_ITEMS = 200_000
TOO_LARGE = (
    f"an answer larger than {MOST_BYTES // 2**20} MB: return only what is asked, not all that was "
    "computed on the way"
)
DEEPEST = 6
DTYPES = {"|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8"}
OPEN = "..."


class GarbledError(Exception):
    """What came is no plain data; the message says in what way."""


def frame(message: dict[str, Any]) -> bytes:
    """Bytes of a message, its length first."""
    body = json.dumps(message).encode()
    if len(body) > MOST_BYTES:
        raise GarbledError(TOO_LARGE)
    return struct.pack(">I", len(body)) + body


def length_of(head: bytes) -> int:
    """Length of the body that follows four bytes."""
    (length,) = struct.unpack(">I", head)
    if length > MOST_BYTES:
        raise GarbledError(TOO_LARGE)
    return length


def message_of(body: bytes) -> dict[str, Any]:
    """Read a frame's body."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        raise GarbledError("what came from your process is no message") from None
    if not isinstance(message, dict):
        raise GarbledError("what came from your process is no message")
    return message


def pack(value: Any) -> Any:
    """Write plain data so that JSON keeps it; a TypeError for anything else."""
    if value is ...:
        return {"open": OPEN}
    if value is None or isinstance(value, bool | str):
        return value if value is None else type(value)(value)
    if isinstance(value, int):
        return {"int": str(int(value))}
    if isinstance(value, Real | Decimal) and not isinstance(value, np.generic):
        return {"float": float(value).hex()}
    if isinstance(value, bytes | bytearray):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, dict):
        return {"dict": [[_text(key), pack(item)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return [pack(item) for item in value]
    return _pack_array(value)


def _text(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys must be text; got {type(key).__name__}")
    return str(key)


def _pack_array(value: Any) -> dict[str, Any]:
    if not isinstance(value, np.ndarray | np.generic):
        if not hasattr(value, "__array__"):
            raise TypeError(f"{type(value).__name__} is no number, array, text or list of them")
        value = np.asarray(value)
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        raise TypeError(f"an array must hold numbers; got {array.dtype}")
    if array.dtype.itemsize > 8:  # long double
        array = array.astype(float)
    array = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).reshape(array.shape)
    data = base64.b64encode(array.tobytes()).decode()
    return {"array": array.dtype.str, "shape": [*array.shape], "data": data}


def unpack(value: Any) -> Any:
    """Rebuild plain data; a GarbledError for whatever is none."""
    return _Reader().read(value, 0)


class _Reader:
    """Counts what it has read, so that no message makes more than it may."""

    def __init__(self) -> None:
        self.items = 0

    def read(self, value: Any, depth: int) -> Any:
        self.items += 1
        if depth > DEEPEST or self.items > MOST_ITEMS:
            raise GarbledError("the answer is nested too deep, or has too many parts")
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, list):
            return [self.read(item, depth + 1) for item in value]
        if isinstance(value, dict):
            try:
                return self._tagged(value, depth)
            except (ValueError, TypeError, OverflowError, KeyError):
                pass
        raise GarbledError("the answer holds something that is no plain data")

    def _tagged(self, value: dict[str, Any], depth: int) -> Any:
        match value:
            case {"open": "..."} if len(value) == 1:
                return ...
            case {"int": str(digits)} if len(value) == 1:
                return int(digits)
            case {"float": str(digits)} if len(value) == 1:
                return float.fromhex(digits)
            case {"bytes": str(data)} if len(value) == 1:
                return base64.b64decode(data, validate=True)
            case {"dict": list(pairs)} if len(value) == 1:
                return {str(key): self.read(item, depth + 1) for key, item in pairs}
            case {"array": str(dtype), "shape": list(shape), "data": str(data)} if len(value) == 3:
                return _array(dtype, shape, base64.b64decode(data, validate=True))
        raise ValueError


def _array(dtype: str, shape: list[Any], raw: bytes) -> np.ndarray:
    whole = all(type(n) is int and n >= 0 for n in shape)
    if dtype not in DTYPES or not whole or len(shape) > 8:
        raise ValueError
    if math.prod(shape) * np.dtype(dtype).itemsize != len(raw):
        raise ValueError
    if dtype == "|b1":  # a byte of 7 would be a truth value that equals neither
        return np.frombuffer(raw, "|u1").reshape(shape) != 0
    return np.frombuffer(raw, dtype).reshape(shape).copy()
