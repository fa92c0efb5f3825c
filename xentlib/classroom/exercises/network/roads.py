"""Slopes sent back through a drawn graph in which one input takes two roads."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

RIGHT = {"x": -0.25, "w": 1.0, "b": 0.5, "v": 3.0}


def instead(**slopes: float) -> Callable[[], list[float]]:
    """Slopes that are right except for some of them."""
    return lambda: [*(RIGHT | slopes).values()]


EXERCISE = Exercise(
    reference=lambda: [-0.25, 1.0, 0.5, 3.0],
    inputs=None,
    hints=(
        "Begin at z with the slope 1. A product hands each input the other one's value.",
        "A sum hands its slope to both of its inputs unchanged. Does ReLU let it pass, with u = 1?",
        "x gets a slope by two roads: through m, times w, and from s. Add the two.",
    ),
    mistakes={
        "one road": instead(x=-0.75),
        "short road only": instead(x=0.5),
        "weight forgotten": instead(x=1.0),
        "roads multiplied": instead(x=-0.375),
        "difference of roads": [instead(x=1.25), instead(x=-1.25)],
        "own value": [
            instead(w=-0.75, x=1.5),
            instead(w=-0.75, x=1.0),
            instead(w=-0.75),
            instead(v=0.5),
        ],
        "own value in a sum": [instead(b=2.0), instead(b=4.0)],
        "slope not handed on": [
            instead(x=-1.5, w=2.0, b=1.0),
            instead(x=-0.5, w=2.0, b=1.0),
            instead(x=1.0, w=2.0, b=1.0),
            instead(x=-1.0, w=2.0, b=1.0),
        ],
        "closed": instead(x=0.5, w=0.0, b=0.0),
        "value for slope": [
            lambda: [2.0, -1.5, 4.0, 0.5],
            instead(v=1.5),
        ],
        "half of s": [instead(v=1.0), instead(v=2.0)],
    },
    say={
        "one road": "x acts on z by two roads: one through the layer, one past it.",
        "short road only": "x acts on z through the layer, too, not only past it.",
        "weight forgotten": "The road through the layer passes w · x, and takes the factor w.",
        "roads multiplied": "Where two roads leave one node, their slopes are added.",
        "difference of roads": "Where two roads leave one node, their slopes are added, each "
        "with its own sign.",
        "own value": "A product hands each of its inputs the value of the other one.",
        "slope not handed on": "The slope that arrives at s is v = 0.5; every slope to the left "
        "of s has that factor.",
        "own value in a sum": "A sum hands b the slope unchanged; the value of b plays no part.",
        "closed": "The ReLU is open here: u is above 0, so its own slope is 1.",
        "value for slope": "That is a value. The slope says by how much z grows with it.",
        "half of s": "z = v · s: the slope in v is all of s, which is h + x.",
    },
    right=(lambda: np.array([0.5 - 0.5 * 1.5, 0.5 * 2, 1 / 2, 3]),),
    reread="A graph with numbers",
    kind="reading",
)
