"""Graders with a weakness, on which each attack is first shown to pay.

They do what common graders do: "one process" runs the answers and the check in one Python process,
with the rights of whoever marks. "fixed inputs" is the same without random inputs, "last line"
believes what is printed, and "naive parent" reads our own protocol without any care.
"""

import json
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np

from xentlib.classroom.grading.sandbox.inside import wire

PATIENCE = 6.0
INSIDE = Path(wire.__file__).parent
CHECK = """
import json, sys
import numpy as np

cells, fixed = json.load(open(sys.argv[1])), sys.argv[2] == "fixed inputs"
earned = []

def reference_bce(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

def reference_rate(y):
    r = y.mean()
    return -sum(q * np.log(q) for q in (r, 1 - r) if q > 0)

names = {"__name__": "__main__"}
for cell in cells:
    try:
        exec(cell, names)
    except Exception:
        pass

def check():
    rng = np.random.default_rng()
    if fixed:
        cases = [("bce", reference_bce, (np.array([1.0, 0.0]), np.array([0.6, 0.1]))),
                 ("base_rate_loss", reference_rate, (np.array([1.0, 0.0, 0.0]),))]
    else:
        y = rng.integers(0, 2, size=8) * 1.0
        y[:2] = 0, 1
        cases = [("bce", reference_bce, (y, 0.1 + 0.8 * rng.random(8))),
                 ("base_rate_loss", reference_rate, (y,))]
    for name, reference, args in cases:
        want = reference(*args)
        try:
            got = names[name](*args)
            if bool(np.isclose(got, want, rtol=1e-6)):
                earned.append(1.0)
        except Exception:
            pass

check()
print(json.dumps({"score": sum(earned)}))
"""


def score_of(said):
    """The last score in what was printed; None where none is."""
    scores = [line for line in said.splitlines() if line.startswith('{"score"')]
    return json.loads(scores[-1])["score"] if scores else None


def one_process(attack, yard, kind="one process"):
    """Points that a grader gives which runs answers and check in one process; None if none."""
    folder = yard.folder / "submitted/eve/a1"
    for name, text in attack.files.items():
        (folder / name).write_text(text)
    cells, check = yard.folder.parent / "cells.json", folder / "check.py"
    cells.write_text(json.dumps(attack.sources(yard.words)))
    check.write_text(CHECK)
    yard.look()
    command = [sys.executable, check.name, str(cells), kind, yard.mark]
    env = os.environ | {"COURSE": str(yard.folder), "HOME": str(yard.folder / "home")}
    line = " ".join(f"'{word}'" for word in command)
    printed = yard.folder.parent / "printed"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            ["sh", "-c", f"{line}; echo done"],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    with suppress(subprocess.TimeoutExpired):
        process.wait(PATIENCE)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    said = printed.read_text(errors="replace")
    return score_of(said) if "done" in said else None


def last_line(attack, yard):
    """Points that a grader gives which believes the last score that is printed."""
    folder = yard.folder.parent
    (folder / "cells.py").write_text("\n".join(attack.sources(yard.words)))
    command = [sys.executable, "cells.py"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return score_of(said)


def naive_parent(attack, yard):
    """Read our own protocol as if nobody lied: None where the grader itself fails or hangs."""
    command = [sys.executable, "-I", "-B", str(INSIDE / "child.py")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        first = {"cells": attack.sources(yard.words), "limits": {}, "seconds": 5, "xentlib": ""}
        args = [wire.pack(np.ones(2)), wire.pack(np.full(2, 0.5))]
        ask = {"answer": "bce", "args": args, "seconds": 5}
        try:
            for message in (first | {"copies": False, "nonce": ""}, ask | {"nonce": ""}):
                child.stdin.write(wire.frame(message))
                child.stdin.flush()
                while "at" in (reply := naive_message(child.stdout)):
                    continue
            return naive_value(reply.get("value"))
        except Exception:
            return None
        finally:
            child.kill()


def naive_message(pipe):
    (n,) = struct.unpack(">I", os.read(pipe.fileno(), 4))
    body = b""
    while len(body) < n:
        if not select.select([pipe], [], [], 1.0)[0]:  # a real one would wait for ever
            raise TimeoutError
        body += os.read(pipe.fileno(), n - len(body))
    return pickle.loads(body) if body[:1] == b"\x80" else json.loads(body)


def naive_value(value):
    match value:
        case {"array": dtype, "shape": shape, "data": data}:
            return np.frombuffer(data.encode(), dtype).reshape(shape).tolist()
        case {"int": digits}:
            return int(digits)
        case {"float": digits}:
            return float.fromhex(digits)
    return value


GRADERS = {
    "one process": one_process,
    "fixed inputs": lambda attack, yard: one_process(attack, yard, "fixed inputs"),
    "last line": last_line,
    "naive parent": naive_parent,
}
