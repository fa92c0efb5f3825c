"""A file for a coded message: header and checksums beside the payload."""

import struct
from zlib import crc32

from numpy.typing import ArrayLike

from xentlib.coding._arithmetic import Model, NoSuchMessageError, Symbols
from xentlib.coding.codes import as_bytes, as_symbols, decode, encode

MAGIC, VERSION = b"XENT", 1
# kind of file, version, symbols, bytes of payload, checksums of the message and of all else
HEADER = struct.Struct(">4sBQQII")
OTHER_MODEL = (
    "probabilities must be those that the message was compressed with; got a model that reads "
    "another message out of the same bytes"
)


def compress(symbols: ArrayLike, probabilities: Model) -> bytes:
    """Write a message as a file: what `encode` makes of it, after a header with checksums.

    Parameters
    ----------
    symbols : array_like of int, shape (n,)
        The message: outcomes 0 to k - 1.
    probabilities : array_like or callable
        As `encode` takes them. They are not written: the receiver needs the same model.

    Returns
    -------
    bytes
        29 bytes of header and the payload, whose size is the message's cross-entropy.

    Raises
    ------
    TypeError, ValueError
        What `encode` raises.

    Notes
    -----
    All numbers of the header are big-endian: the letters XENT; version, 1 byte; number of
    symbols and bytes of payload, 8 each; CRC-32 of the symbols as integers of 8 bytes; CRC-32
    of the header before it and the payload.

    Examples
    --------
    >>> data = compress([0, 0, 1, 0, 2, 0, 0, 3], [0.5, 0.25, 0.125, 0.125])
    >>> len(data), data[:4]
    (31, b'XENT')
    >>> decompress(data, [0.5, 0.25, 0.125, 0.125])
    array([0, 0, 1, 0, 2, 0, 0, 3])
    """
    message = as_symbols(symbols)
    payload = encode(message, probabilities)
    return _header(len(message), _checksum(message), payload) + payload


def decompress(data: bytes, probabilities: Model) -> Symbols:
    """Read a message out of the file that `compress` made of it.

    Parameters
    ----------
    data : bytes
        What `compress` returned, whole and unchanged.
    probabilities : array_like or callable
        What `compress` was given.

    Returns
    -------
    ndarray of int64, shape (n,)
        The message.

    Raises
    ------
    TypeError
        If `data` are no bytes.
    ValueError
        If `data` are another kind of file, a newer version, cut short, longer than they were
        or changed, or if `probabilities` are not those of the message.

    Examples
    --------
    >>> decompress(compress([1, 0], [0.5, 0.5])[:-1], [0.5, 0.5])
    Traceback (most recent call last):
        ...
    ValueError: data must be whole; got 0 of 1 bytes of payload: was the file cut short?
    """
    n, checksum, payload = _open(as_bytes(data, "compress"))
    try:
        message = decode(payload, probabilities, n)
    except NoSuchMessageError:
        raise ValueError(OTHER_MODEL) from None
    if _checksum(message) != checksum:
        raise ValueError(OTHER_MODEL)
    return message


def _header(n: int, checksum: int, payload: bytes) -> bytes:
    begin = HEADER.pack(MAGIC, VERSION, n, len(payload), checksum, 0)[:-4]
    return begin + struct.pack(">I", crc32(payload, crc32(begin)))


def _checksum(message: Symbols) -> int:
    return crc32(message.astype(">i8").tobytes())


def _open(data: bytes) -> tuple[int, int, bytes]:
    """Return number of symbols, their checksum and the payload of a file that is as it was."""
    begin, payload = data[: len(MAGIC)], data[HEADER.size :]
    if begin != MAGIC[: len(begin)] or not data:
        raise ValueError(f"data must be what compress returned, {MAGIC!r} …; got {begin!r}")
    if len(data) < HEADER.size:
        raise ValueError(_not_whole(len(data), HEADER.size, "header"))
    _, version, n, size, checksum, _ = HEADER.unpack_from(data)
    if version > VERSION:
        raise ValueError(
            f"data must be of version {VERSION}; got version {version}: a newer xentlib reads it"
        )
    if len(payload) != size:
        raise ValueError(_not_whole(len(payload), size, "payload"))
    if _header(n, checksum, payload) != data[: HEADER.size]:
        raise ValueError("data must be what compress returned; got bytes that were changed since")
    return n, checksum, payload


def _not_whole(came: int, size: int, part: str) -> str:
    why = "was the file cut short?" if came < size else "was something appended?"
    return f"data must be whole; got {came} of {size} bytes of {part}: {why}"
