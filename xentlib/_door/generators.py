"""What makes random numbers."""

import numpy as np


def as_generator(rng: object, name: str = "rng") -> np.random.Generator:
    """NumPy's generator, which the caller seeds."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"{name} must be a numpy.random.Generator, such as np.random.default_rng(0); "
            f"got {rng!r}"
        )
    return rng
