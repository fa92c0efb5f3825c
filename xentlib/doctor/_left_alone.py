"""An examination leaves a model, and all random numbers, as they were."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np


@contextmanager
def left_alone(model: Any) -> Iterator[None]:
    """Put back whatever an examination changes: variables, and the states of random numbers."""
    states = random.getstate(), np.random.get_state()  # noqa: NPY002
    variables = [*model.variables, *getattr(model.optimizer, "variables", [])]
    before = [np.array(v.numpy()) for v in variables]
    try:
        yield
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002
        for variable, value in zip(variables, before, strict=True):
            now = variable.numpy()
            if now.tobytes() != value.tobytes():
                variable.assign(value)
