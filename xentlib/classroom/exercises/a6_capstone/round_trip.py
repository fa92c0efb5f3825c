"""Labels packed into bytes, and read back by somebody who has the bytes alone."""

import bz2
import zlib
from typing import Any

import numpy as np

from xentlib.classroom.checking import AnswerError, Trial
from xentlib.classroom.exercises.a6_capstone._packing import (
    Labels,
    after,
    from_bits,
    longest,
    mixed,
    read_fractions,
    to_bits,
    way,
)

FORM, SLIPS, LABELS = 110, 0.02, 800  # digits on a form, share of slips, labels of a message
BITS, AHEAD = 3.4, {"ahead of zlib": 0.9, "well ahead of zlib": 0.85}  # shares of its file
SHARES = ("reads back", "within 3.4 bits", *AHEAD)
ALONE = "(unpack runs in a process of its own: it has the bytes and n alone.)"


def practice(rng: np.random.Generator, n: int) -> Labels:
    """Labels from one form, written again and again, with slips."""
    form = (np.argsort(rng.random(FORM)) % 10).tolist()
    labels: Labels = []
    while len(labels) < n:
        for digit in form:
            chance = rng.random()
            if chance > SLIPS / 2:
                labels.append(int(10 * rng.random()) if chance < SLIPS else digit)
    return labels[:n]


def short(rng: np.random.Generator) -> list[Labels]:
    """Messages on which a program may stumble."""
    return [
        [int(rng.integers(1, 10))],
        [int(rng.integers(10))] * 40,
        [0, 0, *rng.integers(10, size=30).tolist(), 0],
    ]


def differs(back: Any, message: Labels) -> bool:
    """Whether somebody who unpacks gets other labels."""
    got = np.asarray(back)
    return got.shape != (len(message),) or not np.array_equal(got, message)


def unpacked(ask: Any, data: bytes, n: int) -> Any:
    """Unpack, and say where if that stops with an error."""
    try:
        return ask("unpack", data, n)
    except AnswerError as problem:
        if problem.symptom != "error":
            raise
        raise AnswerError("error", f"{problem.detail} {ALONE}") from None


def not_read(ask: Any, messages: list[Labels], files: list[Any]) -> str:
    """Say which message cannot be read from its file."""
    for message, data in zip(messages, files, strict=True):
        if not isinstance(data, bytes):
            return f"pack must return bytes; it returned {type(data).__name__}."
        if differs(unpacked(ask, data, len(message)), message):
            begin = ", ".join(map(str, message[:4]))
            return f"unpack did not give back the {len(message)} labels {begin} …"
    return ""


def play(ask: Any, rng: np.random.Generator) -> dict[str, str]:
    """Pack here, unpack in another process, and weigh the files."""
    long = [practice(rng, LABELS) for _ in range(6)]
    messages = [*short(rng), *long]
    files = [ask("pack", list(message)) for message in messages]
    if said := not_read(ask.fresh(), messages, files):
        return dict.fromkeys(SHARES, said)
    size = sum(map(len, files[-len(long) :])) / len(long)
    bits = f"Your files have {8 * size / LABELS:.2f} bits a label"
    zipped = sum(len(zlib.compress(bytes(message), 9)) for message in long) / len(long)
    late = f"Your files have {size:.0f} bytes, zlib's {zipped:.0f}, of which"
    return {
        "reads back": "",
        "within 3.4 bits": "" if 8 * size <= BITS * LABELS else f"{bits}; 3.4 are allowed.",
        **{
            name: "" if size <= share * zipped else f"{late} {share} are allowed."
            for name, share in AHEAD.items()
        },
    }


def in_base_ten(labels: Labels) -> bytes:
    """Take the labels for the digits of one number, after a 1."""
    number = int("1" + "".join(map(str, labels)))
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def from_base_ten(data: bytes, _: int) -> Labels:
    """Read the digits after the 1."""
    return [int(digit) for digit in str(int.from_bytes(data, "big"))[1:]]


def without_the_one(labels: Labels) -> bytes:
    """Forget that a number does not begin with 0."""
    number = int("".join(map(str, labels)))
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


EXERCISE = Trial(
    play=play,
    shares=SHARES,
    right=[
        way(after(4, 40)),
        way(after(3, 60)),
        way(mixed((2, 3, 4, 6), 2.0)),
        way(longest(6)),
        way(after(4, 40), to_bits, from_bits),
        way(after(5, 100), unpack=read_fractions),
    ],
    wrong={
        "a byte for each label": {"pack": bytes, "unpack": lambda data, n: list(data[:n])},
        "a number in base ten": {"pack": in_base_ten, "unpack": from_base_ten},
        "no zero in front": {
            "pack": without_the_one,
            "unpack": lambda data, n: [int(d) for d in str(int.from_bytes(data, "big"))][:n],
        },
        "shares alone": way(after(0, 1)),
        "one label seen": way(after(1, 5)),
        "one added to each count": way(after(2, 1)),
        "zlib": {
            "pack": lambda labels: zlib.compress(bytes(labels), 9),
            "unpack": lambda data, _: list(zlib.decompress(data)),
        },
        "bz2": {
            "pack": lambda labels: bz2.compress(bytes(labels)),
            "unpack": lambda data, _: list(bz2.decompress(data)),
        },
        "text": {"pack": lambda labels: "".join(map(str, labels)), "unpack": lambda data, n: data},
        "one label short": {
            "pack": lambda labels: way(after(4, 40))["pack"](labels[:-1]),
            "unpack": lambda data, n: way(after(4, 40))["unpack"](data, n - 1),
        },
        "models that differ": {
            "pack": way(after(4, 40))["pack"],
            "unpack": way(after(4, 30))["unpack"],
        },
        "nothing": {"pack": lambda labels: b"", "unpack": lambda data, n: [0] * n},
    },
)
