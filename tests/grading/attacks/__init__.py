"""Attacks on marks: each is a file, and says where it pays and how.

A file has a docstring (what is tried) and these names:

- `CELLS`: the attacker's code cells;
- `PAYS_ON`: the weak grader in `weak.py` on which it is shown to pay;
- `GAIN`: what it gains there: "points", "trace" (something changed, left or reached that `LEAVES`
  names), or "stop" (the grader ends or hangs);
- `HONEST`: points that the honest part of its answers is worth (0 if it is left out);
- `FILES`: what is handed in beside the notebook.

In cells, `<<course>>` stands for a folder with a gradebook and neighbours, `<<root>>` for the
course's repository, `<<port>>` for a port that is listened to, `<<mark>>` for a word to be found
among the processes, and `<<student>>` for the attack's name.
"""

import importlib
import json
import pkgutil
from dataclasses import dataclass, field

RIGHT = """
import numpy as np

def bce(y, p):
    with np.errstate(all="ignore"):
        return -np.nansum(np.stack([y * np.log(p), (1 - y) * np.log(1 - p)])) / len(y)

def base_rate_loss(y):
    r = y.mean()
    return sum(m * np.log(1 / m) for m in (r, 1 - r) if m > 0)
"""  # right answers, where an attack steals them, or gives them if it got what it wanted

ZERO = """
def bce(y, p):
    return 0.0

def base_rate_loss(y):
    return 0.1
"""

IF_GOT = """
bce, base_rate_loss = [
    (lambda *args, f=f: f(*args) if got() else 0.1) for f in (bce, base_rate_loss)
]
"""  # right answers only for somebody who got what was out of bounds


@dataclass(frozen=True)
class Attack:
    """An attack, as its file says it."""

    name: str
    cells: tuple[str, ...]
    pays_on: str
    gain: str
    leaves: str = ""
    honest: float = 0.0
    files: dict[str, str] = field(default_factory=dict)

    def filled(self, text: str, words: dict[str, str]) -> str:
        """Put the words in their places."""
        for name, word in (words | {"student": self.name}).items():
            text = text.replace(f"<<{name}>>", word)
        return text

    def sources(self, words: dict[str, str]) -> list[str]:
        """Return the cells with words in their places."""
        return [self.filled(cell, words) for cell in self.cells]

    def notebook(self, words: dict[str, str]) -> bytes:
        """Return the file that is handed in."""
        made = {
            "cells": [
                {"cell_type": "code", "source": s, "metadata": {}, "outputs": []}
                for s in self.sources(words)
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return json.dumps(made).encode()


def _load(name: str) -> Attack:
    module = importlib.import_module(f"{__name__}.{name}")
    assert module.__doc__, f"{name} does not say what it tries"
    said = {word.lower(): getattr(module, word) for word in dir(module) if word.isupper()}
    kept = {word: said[word] for word in Attack.__dataclass_fields__ if word in said}
    return Attack(name, **kept | {"cells": tuple(kept["cells"])})


ATTACKS = [_load(found.name) for found in pkgutil.iter_modules(__path__)]
