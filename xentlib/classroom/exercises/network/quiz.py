"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

SLOPE, FACTORS = 0.5, (3.0, -2.0)  # what arrives at a product, and its two inputs
N, D, M = 32, 64, 10
LAYERS, HANDED_ON = 10, 0.25


def signed(x: float) -> str:
    """Write a number with its sign."""
    return f"{x:+.3g}".replace("-", "−")


QUIZ = (
    Question(
        f"A node multiplies a = {FACTORS[0]:g} and b = −{-FACTORS[1]:g}. The slope {SLOPE} "
        "comes back to it. Which slope does a get?",
        signed(SLOPE * FACTORS[1]),
        "A product hands on what arrives, times the other factor.",
        {
            signed(SLOPE * FACTORS[0]): "That is times its own value. How does ab grow with a?",
            signed(SLOPE): "That would be a sum. How does ab grow with a?",
            signed(FACTORS[1]): "That is the local slope. What came back to the node?",
            signed(SLOPE + FACTORS[1]): "Slopes along one road are multiplied, not added.",
        },
    ),
    Question(
        f"A layer takes a batch of {N} rows of {D} numbers to {M} logits. What shape is the "
        "slope in its weights?",
        f"({D}, {M})",
        "The shape of the weights: aᵀδ adds up over the rows.",
        {
            f"({N}, {M})": "That is δ, the slope in the logits.",
            f"({N}, {D})": "That is the slope in the inputs, δWᵀ.",
            f"({N}, {D}, {M})": "Those are the slopes of each row alone; the loss needs their sum.",
            f"({M},)": "That is the slope in the biases.",
        },
    ),
    Question(
        "One layer with a bias is trained on XOR for as long as you like. Where does the mean "
        "loss end?",
        shown(math.log(2), "nats"),
        "w = 0 is the minimum of a convex loss: every forecast is 1/2.",
        {
            shown(0, "nats"): "Which line would part (0, 1) and (1, 0) from the other two?",
            shown(math.log(2) / 2, "nats"): "There some networks with two hidden units get stuck.",
            shown(math.log(2) / 4, "nats"): "That is the bound for y = 1 − x₂ without a bias.",
            "it depends on the start": "Is the loss of one layer convex?",
        },
    ),
    Question(
        f"Each of {LAYERS} layers multiplies a slope by {HANDED_ON}. The slope at the logit is "
        "−1. What reaches the bottom, and who is to blame?",
        f"about {HANDED_ON**LAYERS:.0e} in size; the layers",
        "Ten factors of a quarter. The loss has handed over as much as it ever does.",
        {
            f"about {HANDED_ON**LAYERS:.0e} in size; the cross-entropy": "It handed over 1.",
            f"{LAYERS * HANDED_ON:g} in size; the layers": "Along one road slopes are multiplied.",
            "0; the activations": "Small is not zero. How small is it?",
            "1 in size; nobody": "That is what arrives at the top.",
        },
    ),
)
