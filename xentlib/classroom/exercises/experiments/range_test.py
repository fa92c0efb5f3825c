"""Two numbers read off a range test: where the loss begins to rise, and its value at the rate 1."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise


def read(*values: float) -> Callable[[], list[float]]:
    """Return what somebody read."""
    return lambda: [*values]


EXERCISE = Exercise(
    reference=read(3.3, 0.5),
    inputs=None,
    rtol=0.34,
    hints=(
        "The abscissa is logarithmic: between 1 and 10 the middle is about 3.",
        "The thick line falls to a floor near 2. At which rate does it begin to rise above it?",
        "It begins to rise a little above 3. At the rate 1 its height is about half a nat.",
    ),
    mistakes={
        "leaves the picture": [read(10.0, 0.5), read(8.0, 0.5), read(9.0, 0.5)],
        "begins to fall": [read(0.1, 0.5), read(0.05, 0.5), read(0.03, 0.5)],
        "falls fastest": [read(0.5, 0.5), read(0.4, 0.5), read(0.6, 0.5)],
        "last dip": [read(5.0, 0.5), read(4.8, 0.5)],
        "an exponent": [read(0.5, 0.25), read(0.0, 0.5)],
        "lowest loss": [read(3.0, 0.25), read(3.0, 0.3)],
        "first loss": read(3.0, 2.3),
        "bits": [read(3.0, 0.72), read(3.0, 0.7)],
        "order": read(0.5, 3.0),
        "ten times": read(30.0, 0.5),
    },
    say={
        "leaves the picture": "There the loss leaves the picture. It begins to rise before that.",
        "begins to fall": "There the loss begins to fall. Where does it begin to rise?",
        "falls fastest": "There it falls fastest. Where does it begin to rise?",
        "last dip": "There it has risen far above its floor already. (The abscissa is logarithmic: "
        "halfway between 1 and 10 lies about 3.)",
        "an exponent": "Read the rate, not its logarithm.",
        "lowest loss": "The first number is right. The second is the loss at the rate 1, not the "
        "lowest one.",
        "first loss": "The first number is right. The second is the loss at the rate 1, not at the "
        "left end.",
        "bits": "The first number is right. The ordinate is in nats.",
        "order": "The numbers are exchanged: first the rate, then the loss.",
        "ten times": "Count the powers of ten on the abscissa again.",
    },
    right=(read(2.5, 0.45), lambda: np.array([3.5, 0.6])),
    reread="The rate",
    kind="reading",
)
