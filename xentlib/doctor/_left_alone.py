"""An examination leaves a model as it was; seeds of its layers are variables, too."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np


@contextmanager
def left_alone(model: Any) -> Iterator[None]:
    """Put back the variables that an examination changes, seeds of random layers among them."""
    variables = [*model.variables, *getattr(model.optimizer, "variables", [])]
    before = [np.array(v.numpy()) for v in variables]
    try:
        yield
    finally:
        for variable, value in zip(variables, before, strict=True):
            now = variable.numpy()
            if now.tobytes() != value.tobytes():
                variable.assign(value)
