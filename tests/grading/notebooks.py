"""Small notebooks for the tests of marking."""

import json
from dataclasses import replace
from functools import cache

from xentlib.classroom.grading import load
from xentlib.classroom.grading.sandbox import NoSandboxError, choose

try:
    WALLS = choose("auto")
except NoSandboxError:
    WALLS = ""
IMPORTS = "import numpy as np\nimport xentlib as xent"
RIGHT = {
    "bce": """def bce(y, p):
    yes, no = np.zeros(len(y)), np.zeros(len(y))
    np.log(p, out=yes, where=y > 0)
    np.log1p(-p, out=no, where=y < 1)
    return np.mean(-(y * yes + (1 - y) * no))""",
    "base_rate": """def base_rate_loss(y):
    shares = [y.mean(), 1 - y.mean()]
    return -sum(q * np.log(q) for q in shares if q > 0)""",
}
OPEN = ("def bce(y, p):\n    return ...", "def base_rate_loss(y):\n    return ...")


@cache
def work():
    """Two exercises of lesson 03, without the rest of the lesson."""
    whole = load("binary")
    chosen = tuple(replace(q, library=False) for q in whole.questions if q.short in RIGHT)
    return replace(whole, questions=chosen, stubs=frozenset(OPEN), imports=(IMPORTS,))


def notebook(*sources, **metadata):
    """Bytes of a notebook with these code cells."""
    cells = [
        {"cell_type": "code", "source": s, "metadata": {}, "outputs": [], "execution_count": None}
        for s in sources
    ]
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


RIGHT_ONE = notebook(IMPORTS, *RIGHT.values())
