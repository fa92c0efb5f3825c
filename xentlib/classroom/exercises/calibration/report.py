"""Three forecasters' scores in parts: who looked, who knows, who is off, and at what price."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

NAMES = "did not look", "knows most", "furthest off", "once mended"
PARTS = {  # as the lesson prints them: uncertainty, resolution, miscalibration, within, total
    1: (0.325, 0.232, 0.122, -0.006, 0.209),
    2: (0.325, 0.000, 0.000, 0.000, 0.325),
    3: (0.325, 0.293, 0.011, 0.017, 0.060),
}
MENDED = PARTS[1][4] - PARTS[1][2]
RIGHT = dict(zip(NAMES, (2.0, 3.0, 1.0, MENDED), strict=True))


def instead(**answers: float) -> Callable[[], list[float]]:
    """Answers that are right except for some of them."""
    return lambda: [*(RIGHT | {name.replace("_", " "): x for name, x in answers.items()}).values()]


EXERCISE = Exercise(
    reference=lambda: [*RIGHT.values()],
    inputs=None,
    hints=(
        "A forecaster who says the same each time cannot tell cases apart: which part is then 0?",
        "Resolution is what the bins tell of the cases, miscalibration what wrong forecasts cost.",
        "Forecasters 2, 3 and 1. Take the miscalibration of 1 away from the total of 1.",
    ),
    mistakes={
        "honest is informed": instead(knows_most=2.0),
        "largest loss": instead(furthest_off=2.0),
        "lowest total": instead(did_not_look=3.0),
        "least miscalibrated": instead(furthest_off=3.0),
        "miscalibration added": instead(once_mended=PARTS[1][4] + PARTS[1][2]),
        "miscalibration itself": instead(once_mended=PARTS[1][2]),
        "uncertainty less miscalibration": instead(once_mended=PARTS[1][0] - PARTS[1][2]),
        "base rate for all": instead(once_mended=PARTS[1][0]),
        "resolution itself": instead(once_mended=PARTS[1][1]),
        "within forgotten": instead(once_mended=PARTS[1][0] - PARTS[1][1]),
        "another forecaster": instead(once_mended=PARTS[3][4] - PARTS[3][2]),
        "counted from 0": lambda: [1.0, 2.0, 0.0, MENDED],
        "in bits": instead(once_mended=MENDED / np.log(2)),
    },
    say={
        "honest is informed": "Forecaster 2 is perfectly calibrated. But can it tell one case from "
        "another?",
        "largest loss": "The total is largest there. Which part of it comes from wrong "
        "probabilities?",
        "lowest total": "A low total needs resolution. Who has none?",
        "least miscalibrated": "Which forecaster pays most for wrong probabilities?",
        "miscalibration added": "Without its miscalibration it costs less, not more.",
        "miscalibration itself": "That is the miscalibration alone. What is left of the total?",
        "uncertainty less miscalibration": "Begin with the total of that forecaster.",
        "base rate for all": "That is the price of the base rate, without any knowledge.",
        "resolution itself": "That is what the forecaster knows. What remains to pay?",
        "within forgotten": "Uncertainty less resolution leaves out what the bins hide: begin with "
        "the total.",
        "another forecaster": "The price of the forecaster who is furthest off is asked.",
        "in bits": "The table is in nats, and so is the answer.",
        "counted from 0": "The forecasters' numbers begin with 1.",
    },
    right=(lambda: [2, 3, 1, 0.0871], lambda: np.array([2, 3, 1, 0.087])),
    rtol=0.0,
    atol=6e-4,
    reread="What a score is made of",
    kind="reading",
)
