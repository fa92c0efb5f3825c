"""A row on one draw, for who hands in many answers: what is its own is computed once."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise, Function


def on_one_draw(row: Exercise, seed: int) -> Exercise:
    """Make a row whose inputs are those of a seed, and whose functions remember them."""
    cases = row.inputs and row.inputs(np.random.default_rng(seed))
    mistakes = {
        name: [once(form) for form in ([forms] if callable(forms) else forms)]
        for name, forms in row.mistakes.items()
    }
    inputs: Callable[[Any], Any] | None = (lambda _: cases) if row.inputs else None
    return replace(row, inputs=inputs, reference=once(row.reference), mistakes=mistakes)


def once(function: Function) -> Function:
    """Make a function that computes once for the same objects; equal copies are others."""
    kept: dict[tuple[int, ...], Any] = {}

    @wraps(function)
    def remembered(*args: Any) -> Any:
        key = tuple(map(id, args))
        if key not in kept:
            kept[key] = args, function(*args)  # the arguments, too: no other may get their ids
        return kept[key][1]

    return remembered
