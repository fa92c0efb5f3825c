"""IDX files: a header of big-endian whole numbers, and after it one byte for each number."""

import gzip
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_BYTES = 0x08  # code of the only type that is read here; the byte after it is the number of axes
_ZIPPED = b"\x1f\x8b"


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """Array of bytes with a given number of axes; a file that is not just that is refused."""
    data = _unzipped(path)
    header = np.frombuffer(data, ">u4", count=min(1 + axes, len(data) // 4)).tolist()
    magic = _BYTES << 8 | axes
    if len(header) <= axes or header[0] != magic:
        came = f"begins with {header[0]:#010x}" if header else "ends before that"
        raise ValueError(
            f"{path} must begin with {magic:#010x} and the lengths of {axes} axes; "
            f"got a file of {len(data)} bytes that {came}: fetch it again, or look at its name"
        )
    shape = tuple(header[1:])
    wanted = 4 * len(header) + int(np.prod(shape, dtype=object))
    if len(data) != wanted:
        raise ValueError(
            f"{path} must have {wanted} bytes for the shape {shape} that it announces; "
            f"got {len(data)}: fetch it again"
        )
    return np.frombuffer(data, np.uint8, offset=4 * len(header)).reshape(shape)


def _unzipped(path: Path) -> bytes:
    data = path.read_bytes()
    if not data.startswith(_ZIPPED):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(
            f"{path} must be a whole gzip file; got one that is damaged ({error}): fetch it again"
        ) from error
