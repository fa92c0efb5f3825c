"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

CURVATURE, RATE = 4.0, 0.6  # of a parabola, and of a step on it
FACTOR = 1 - RATE * CURVATURE
APART = 2.0  # between the lines of p = 0.5 and 0.75
THREE, NINE = math.log(0.75 / 0.25), math.log(0.9 / 0.1)

QUIZ = (
    Question(
        "A logistic regression has two features, both in cm. Its line p = 0.5 lies "
        f"{shown(APART)} cm from its line p = 0.75. How far is it from there to p = 0.9?",
        shown(APART * (NINE - THREE) / THREE, "cm"),
        "The logits are 0, ln 3 and ln 9 = 2 ln 3: two equal steps, and distances count logits.",
        {
            shown(APART * (0.9 - 0.75) / (0.75 - 0.5), "cm"): "That goes by p. The distance "
            "follows the logit, ln p/(1 − p).",
            shown(APART * NINE / THREE, "cm"): "That is the distance from p = 0.5.",
            "It depends on where you measure": "The lines are parallel: z has the same slope "
            "everywhere.",
        },
    ),
    Question(
        f"A parabola has curvature {CURVATURE:g}. You descend with a rate of {RATE}. What happens?",
        "The distance to the minimum grows with every step",
        f"Each step multiplies it by 1 − rate · curvature = {shown(FACTOR)}; the limit is a rate "
        f"of 2 / curvature = {shown(2 / CURVATURE)}.",
        {
            "It arrives in one step": f"That takes 1 / curvature = {shown(1 / CURVATURE)}.",
            "It zigzags, and arrives in the end": f"Each step multiplies the distance by "
            f"1 − rate · curvature = {shown(FACTOR)}. Is that below 1 in size?",
            "It creeps: the rate is below 1": "1 is no landmark. Which product counts?",
        },
    ),
    Question(
        "Why can gradient descent on a logistic regression never rest in a valley that is not "
        "the deepest?",
        "No direction curves downwards: its Hessian Xᵀ S X / n has no negative eigenvalue",
        "Along v it curves by the mean of p(1 − p)(x · v)² ≥ 0: the loss is convex.",
        {
            "Cross-entropy is convex in the parameters of every model": "The proof needed logits "
            "that are linear in the parameters. Which models have those?",
            "A small enough rate jumps out of every other valley": "Small steps stay in the "
            "valley where they are.",
            "Its gradient is never zero": "If there is a bottom, it is zero there.",
        },
    ),
    Question(
        "Ten thousand steps of training without a penalty, and every training label is right. "
        "What does cross-entropy do to the weights now?",
        "It goes on enlarging them, more slowly all the time",
        f"Doubling all weights still lowers the loss: at a logit of 2 for a yes it goes from "
        f"{shown(math.log1p(math.exp(-2)))} to {shown(math.log1p(math.exp(-4)))} nats.",
        {
            "Nothing: the loss is 0": "A probability below 1 costs something, and sigmoids stay "
            "below 1.",
            "It shrinks them, since it regularises": "Look for a term in it that charges for "
            "weights.",
            "It makes them explode": "Each slope in a logit is at most 1, and falls as the logits "
            "grow: the norm goes like the logarithm of the steps.",
        },
    ),
)
