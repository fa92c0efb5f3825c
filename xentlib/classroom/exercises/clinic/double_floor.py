"""The lowest loss that a softmax of a softmax can reach."""

import numpy as np

from xentlib.classroom.checking import Exercise

EXERCISE = Exercise(
    reference=lambda k: np.log(np.e + k - 1) - 1,
    inputs=lambda rng: [(2,), (10,), (3,), *((int(k),) for k in rng.integers(4, 1000, 3))],
    hints=(
        "How sure can the first softmax be? Its best row goes into the second one as logits.",
        "The second softmax gets a 1 for the true class and K − 1 zeros. What is its largest p?",
        "p = e / (e + K − 1). The loss is −ln p.",
    ),
    mistakes={
        "no logarithm": lambda k: np.e / (np.e + k - 1),
        "one more": lambda k: np.log(np.e + k) - 1,
        "numerator forgotten": lambda k: np.log(np.e + k - 1),
        "untrained": lambda k: np.log(k),
        "ten classes": lambda k: np.log(np.e + 9) - 1 + 0 * k,
        "K is 2": lambda k: np.log1p(np.exp(-1)) + 0 * k,
        "minus one elsewhere": lambda k: np.log1p((k - 1) * np.exp(-2)),
        "per class": lambda k: (np.log(np.e + k - 1) - 1) / k,
        "all classes charged": lambda k: np.log(np.e + k - 1) - 1 / k,
        "what is lost": lambda k: np.log(k) - np.log(np.e + k - 1) + 1,
        "softmax three times": lambda k: np.log1p((k - 1) * np.exp((1 - np.e) / (np.e + k - 1))),
        "e for every class": lambda k: np.log(k) - 1,
    },
    say={
        "no logarithm": "That is the largest probability. The loss is minus its logarithm.",
        "one more": "K − 1 classes have the logit 0, and one has the logit 1.",
        "numerator forgotten": "That is the logarithm of the denominator alone; above it stands e.",
        "untrained": "That is the loss before training, when all logits are equal. How far down "
        "can it get?",
        "ten classes": "That is the floor of ten classes, whatever k is.",
        "K is 2": "That is the floor of two classes. How many zeros are there beside the 1?",
        "minus one elsewhere": "The first softmax returns probabilities: the others are 0, not −1.",
        "per class": "Divided by K as well: only one class came, and it is charged in full.",
        "all classes charged": "Only the true class is charged: its logit is 1.",
        "what is lost": "That is how far the loss can fall from its start. Where does it end?",
        "softmax three times": "That is a softmax too many: two are in the program.",
        "e for every class": "Only the true class has e to the power of 1. The others have e to "
        "the power of 0.",
    },
    right=(
        lambda k: -np.log(np.e / (np.e + k - 1)),
        lambda k: np.log1p((k - 1) * np.exp(-1)),
        lambda k: np.log(np.exp(1) + (k - 1) * np.exp(0)) - 1,
    ),
    unit="nats",
    reread="A loss that stands still",
    kind="derivation",
)
