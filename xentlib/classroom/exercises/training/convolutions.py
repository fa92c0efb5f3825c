"""Flattened size and parameters of a network with two convolutions."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array

Net = Callable[[int, int, int, int, int], Array]


def halves(size: int) -> int:
    """Return what pooling leaves of a side."""
    return size // 2


def net(
    *,
    border: int = 1,
    pooled: Callable[[int], int] = halves,
    times: int = 2,
    early: bool = False,
    area: int = 2,
    depth: bool = True,
    bias: bool = True,
    filters: bool = True,
    dense: bool = True,
) -> Net:
    """Count, with any of the parts left out or wrong."""

    def count(size: int, kernel: int, first: int, second: int, units: int) -> Array:
        side = size
        for layer in range(2):
            side = pooled(side) if early else side
            side = side - border * (kernel - 1)
            side = pooled(side) if layer < times and not early else side
        flat = side * side * (second if filters else 1)
        inner = first if depth else 1
        window = kernel**area
        parameters = first * (window + bias) + second * (window * inner + bias)
        return np.array([flat, parameters + dense * units * (flat + bias)], dtype=float)

    return count


def pieces(size: int, kernel: int, first: int, second: int, units: int) -> list[int]:
    """Count in another way: products of shapes."""
    side = ((size - kernel + 1) // 2 - kernel + 1) // 2
    flat = int(np.prod((side, side, second)))
    shapes = [(kernel, kernel, 1, first), (first,), (kernel, kernel, first, second), (second,)]
    shapes += [(flat, units), (units,)]
    return [flat, sum(int(np.prod(shape)) for shape in shapes)]


EXERCISE = Exercise(
    reference=lambda size, kernel, first, second, units: net()(size, kernel, first, second, units),
    inputs=lambda rng: [
        (10, 3, 2, 3, 1),
        (28, 3, 32, 64, 10),
        (28, 5, 6, 16, 10),
        (29, 3, 4, 5, 7),
        *(
            (
                int(rng.integers(20, 50)),
                int(rng.choice([2, 3, 5])),
                *rng.integers(2, 12, 3).tolist(),
            )
            for _ in range(3)
        ),
    ],
    hints=(
        "At how many places does a window of 3 fit into a row of 28? What do pairs leave of 13?",
        "Side: (size − k + 1) // 2, twice. A filter: k² weights per channel it sees, and a bias.",
        "first · (k² + 1) + second · (k² · first + 1) + units · (side² · second + 1).",
    ),
    mistakes={
        "border kept": net(border=0),
        "pooled once": net(times=1),
        "not pooled": net(times=0),
        "rounded up": net(pooled=lambda side: -(-side // 2)),
        "depth forgotten": net(depth=False),
        "bias forgotten": net(bias=False),
        "depth and bias forgotten": net(depth=False, bias=False),
        "channels forgotten": net(filters=False),
        "convolutions alone": net(dense=False),
        "pooled first": [net(early=True), net(border=2)],
        "half pixels": net(pooled=lambda side: side / 2),  # type: ignore[arg-type,return-value]
        "window not squared": net(area=1),
        "bias per weight": lambda size, kernel, first, second, units: (
            net(bias=False)(size, kernel, first, second, units) * np.array([1, 2])
        ),
        "logits as well": lambda size, kernel, first, second, units: (
            net()(size, kernel, first, second, units) + np.array([0, 10 * (units + 1)])
        ),
        "upside down": lambda *args: net()(*args)[::-1],
        "side for area": lambda size, kernel, first, second, units: np.array(
            [
                net(filters=False)(size, kernel, first, second, units)[0] ** 0.5 * second,
                net()(size, kernel, first, second, units)[1],
            ]
        ),
    },
    say={
        "border kept": "A window of k pixels fits in size − k + 1 places: the image loses k − 1.",
        "pooled once": "There are two poolings, one after each convolution.",
        "not pooled": "Each pooling keeps one number of 2 × 2.",
        "rounded up": "A pair needs two pixels: what is left over at the edge is dropped.",
        "depth forgotten": "A filter of the second convolution sees all channels of the first.",
        "bias forgotten": "Each filter, and each unit, has a bias.",
        "depth and bias forgotten": "Each filter has a bias, and those of the second convolution "
        "see all channels of the first.",
        "channels forgotten": "Flattened are all channels: side × side × filters.",
        "convolutions alone": "The dense layer has parameters, too: most of them.",
        "pooled first": "The convolution comes before the pooling, and loses k − 1 pixels in all, "
        "not on each side.",
        "half pixels": "Pooling drops an odd pixel: 13 becomes 6.",
        "window not squared": "A window of k × k pixels has k² weights.",
        "bias per weight": "There is one bias for each filter and unit, not for each weight.",
        "logits as well": "The layer of the 10 logits is not asked.",
        "upside down": "First the flattened size, then the number of parameters.",
        "side for area": "The image is square: side times side places for each filter.",
    },
    right=(pieces,),
    reread="An image classifier",
    kind="derivation",
)
