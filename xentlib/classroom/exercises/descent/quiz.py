"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

CURVATURE, RATE = 4.0, 0.6  # of a parabola, and of a step on it
FACTOR = 1 - RATE * CURVATURE

QUIZ = (
    Question(
        "A logistic regression says 0.9, and the outcome is 0. What is the slope of this "
        "example's loss in its logit?",
        shown(0.9 - 0),
        "p − y: as large as the forecast is wrong, and never more than 1.",
        {
            shown(0.9 * 0.1): "That is p(1 − p), the slope of the forecast. Of the loss?",
            shown(2 * 0.9 * 0.9 * 0.1): "That is the squared error's slope, small where p is sure.",
            shown(0 - 0.9): "Downhill, yes; the slope points up.",
            shown(1 / 0.1): "That is the slope in the probability. The logit comes before it.",
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
        "Of which model is the cross-entropy a convex function of the parameters?",
        "One whose logits are linear in the parameters",
        "Convex in the logits, and linear functions keep that. A hidden layer is not linear.",
        {
            "Every model: it is a property of the loss": "Flip the signs of both weights of a "
            "tanh unit, and the model is the same. What lies between?",
            "Networks whose activations are convex": "A composition of convex functions need not "
            "be convex: a product of two weights is not.",
            "None, if the data cannot be separated": "Xᵀ S X has no negative eigenvalue, "
            "whatever the labels.",
        },
    ),
    Question(
        "Ten thousand steps of training without a penalty, and every training label is right. "
        "What does cross-entropy do to the weights now?",
        "It goes on enlarging them, more slowly all the time",
        f"Doubling all weights still lowers the loss: at a margin of 2 it goes from "
        f"{shown(math.log1p(math.exp(-2)))} to {shown(math.log1p(math.exp(-4)))} nats.",
        {
            "Nothing: the loss is 0": "A probability below 1 costs something, and sigmoids stay "
            "below 1.",
            "It shrinks them, since it regularises": "Look for a term in it that charges for "
            "weights.",
            "It makes them explode": "Each slope is at most 1, and falls as the margins grow: "
            "the norm goes like the logarithm of the steps.",
        },
    ),
)
