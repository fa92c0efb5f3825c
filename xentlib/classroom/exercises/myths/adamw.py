"""A colleague's AdamW, mended: its state stays, and its decay does not pass through it."""

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises._common.inputs import Array, Function, normal

FAST, SLOW, TINY = 0.9, 0.999, 1e-8


def walk(
    *,
    keep: bool = True,
    correct: bool = True,
    apart: bool = True,
    decayed: float = 1.0,
    root: bool = True,
    memory: tuple[float, float] = (FAST, SLOW),
    late: bool = False,
    tiny: float = TINY,
    inner: float = 0.0,
    counts: bool = False,
) -> Function:
    """Make AdamW with or without each of its parts."""
    first, second = memory

    def weights(theta: Array, slopes: Array, rate: float, decay: float) -> Array:
        mean = square = np.zeros_like(theta)
        for step, slope in enumerate(slopes, start=1):
            if not keep:
                mean, square, step = 0 * mean, 0 * square, step if counts else 1
            slope = slope if apart else slope + decay * theta
            mean = first * mean + (1 - first) * slope
            square = second * square + (1 - second) * slope**2
            m = mean / (1 - first**step) if correct else mean
            s = square / (1 - second**step) if correct else square
            moved = theta - rate * m / ((np.sqrt(s + inner) if root else s) + tiny)
            theta = moved - rate * decayed * decay * (moved if late else theta) * apart
        return theta

    return weights


def case(rng: np.random.Generator, steps: int, d: int) -> tuple[Array, Array, float, float]:
    """Weights, and slopes of each step that change their size."""
    sizes = (1 + np.arange(steps))[:, None] ** -0.7
    return normal(rng, d), normal(rng, steps, d) * sizes + 0.02, 0.1, 0.2


def plain(theta: Array, slopes: Array, rate: float, decay: float) -> Array:
    """Descent with weight decay."""
    for slope in slopes:
        theta = theta - rate * (slope + decay * theta)
    return theta


EXERCISE = Exercise(
    reference=walk(),
    inputs=lambda rng: [
        (np.array([1.0, -2.0]), np.array([[0.5, -0.1], [0.1, 0.3]]), 0.1, 0.5),
        (np.array([3.0]), np.array([[2.0], [-0.1], [-0.1]]), 0.01, 0.1),
        (np.array([1.0, 2.0]), np.array([[1e-5, 0.5], [-3e-6, 0.1]]), 0.1, 0.5),
        *(case(rng, steps, d) for steps, d in ((3, 2), (6, 4), (12, 3))),
    ],
    hints=(
        "Which numbers must live through all steps? Compare where she makes them.",
        "After t steps from 0, a mean with memory β holds only 1 − βᵗ of its weight.",
        "Keep mean and square; divide by 1 − 0.9ᵗ, 1 − 0.999ᵗ; subtract rate · decay · theta.",
    ),
    mistakes={
        "as printed": walk(keep=False, correct=False, apart=False),
        "state forgotten": [
            walk(keep=False),
            walk(keep=False, correct=False),
            walk(keep=False, apart=False),
            walk(keep=False, counts=True),
            walk(keep=False, counts=True, apart=False),
        ],
        "start not corrected": [walk(correct=False), walk(correct=False, apart=False)],
        "decay in the slope": walk(apart=False),
        "nothing shrinks": walk(decayed=0.0),
        "decay after the step": walk(late=True),
        "decay grows": walk(decayed=-1.0),
        "decay at full size": lambda theta, slopes, rate, decay: walk(decayed=1 / rate)(
            theta, slopes, rate, decay
        ),
        "divided by the square": walk(root=False),
        "memories exchanged": walk(memory=(SLOW, FAST)),
        "epsilon under the root": walk(tiny=0.0, inner=TINY),
        "without epsilon": walk(tiny=0.0),
        "plain descent": plain,
        "first step only": lambda theta, slopes, rate, decay: walk()(
            theta, slopes[:1], rate, decay
        ),
    },
    say={
        "state forgotten": "The means begin at 0 in each step: so the steps remember nothing.",
        "start not corrected": "Both means begin at 0. How much of its weight has a mean "
        "after t steps?",
        "decay in the slope": "The decay is still in the slope, where the root divides it: "
        "subtract rate · decay · theta beside the step.",
        "nothing shrinks": "Where do the weights shrink?",
        "decay after the step": "Nearly: the weights before the step are what decays.",
        "decay grows": "These weights grow where they should shrink.",
        "decay at full size": "The decay of a step is multiplied by the rate.",
        "divided by the square": "The step divides by the root of the mean square.",
        "memories exchanged": "The mean has the memory 0.9, the mean square 0.999.",
        "epsilon under the root": "The 1e-8 is added to the root, not below it: small slopes tell "
        "the difference.",
        "without epsilon": "Where is the 1e-8 beside the root? A weight without a slope "
        "would give 0 / 0.",
        "plain descent": "Those are plain steps: no mean of the slopes divides or smooths them.",
        "first step only": "Only the first step was taken.",
    },
    right=(lambda theta, slopes, rate, decay: walk()(theta.copy(), slopes, rate, decay),),
    reread="Programs for the exam",
)
