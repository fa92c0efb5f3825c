"""First losses of four tasks, whose models begin with logits of 0."""

from collections.abc import Callable

import numpy as np

from xentlib.classroom.checking import Exercise

RIGHT = {
    "tumour": np.log(2),
    "digit": np.log(10),
    "readers": np.log(10),
    "sections": 7 * np.log(2),
}


def instead(**losses: float) -> Callable[[], list[float]]:
    """Losses that are right except for some of them."""
    return lambda: [*(RIGHT | losses).values()]


EXERCISE = Exercise(
    reference=lambda: [*RIGHT.values()],
    inputs=None,
    hints=(
        "Logits of 0: which probability does a sigmoid give, and which ones a softmax?",
        "A class out of K costs ln K. A yes or no costs ln 2, whichever of them comes.",
        "The readers' target sums to 1: it costs what one class costs. Seven labels: 7 yes or no.",
    ),
    mistakes={
        "mean over labels": instead(sections=np.log(2)),
        "softmax for labels": instead(sections=np.log(7)),
        "subsets by ten": instead(sections=np.log(10)),
        "floor of the target": [
            instead(readers=-0.7 * np.log(0.7) - 0.3 * np.log(0.3)),
            instead(readers=np.log(10) + 0.7 * np.log(0.7) + 0.3 * np.log(0.3)),
        ],
        "two classes": instead(readers=np.log(2)),
        "added up over readers": instead(readers=10 * np.log(10)),
        "sigmoids for classes": [
            instead(digit=10 * np.log(2), readers=10 * np.log(2)),
            instead(digit=np.log(2), readers=np.log(2)),
        ],
        "half of the yes": instead(tumour=np.log(2) / 2),
        "one of two masses": [
            instead(readers=0.7 * np.log(10)),
            instead(readers=0.3 * np.log(10)),
        ],
        "nothing yet": [instead(tumour=0.0), lambda: [0.0] * 4],
        "shares for losses": lambda: [0.5, 0.1, 0.1, 0.5**7],
    },
    say={
        "mean over labels": "That is the mean over the labels, as Keras reports it. Here the "
        "labels of an example are added up.",
        "softmax for labels": "A softmax chooses one of seven. Here any number of them may be "
        "true, also none.",
        "subsets by ten": "Seven yes or no forecasts: what does each of them cost?",
        "floor of the target": "The target's entropy is the floor, or what lies above it. The "
        "first forecast is far from the floor: what does it charge each reader's answer?",
        "two classes": "The readers named two classes, but the forecast is spread over ten.",
        "added up over readers": "The ten readers are one target, whose masses sum to 1.",
        "sigmoids for classes": "Ten classes that exclude one another share one softmax.",
        "half of the yes": "A yes and a no cost the same here: −ln 0.5.",
        "one of two masses": "The other mass costs ln 10 as well: 0.7 ln 10 + 0.3 ln 10.",
        "nothing yet": "Logits of 0 are no loss of 0. Which probabilities are they?",
        "shares for losses": "Those are probabilities. The loss is minus their logarithm.",
    },
    right=(lambda: -np.log([0.5, 0.1, 0.1, 0.5**7]),),
    unit="nats",
    reread="Four things that must fit",
)
