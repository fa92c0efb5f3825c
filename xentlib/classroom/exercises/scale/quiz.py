"""Retrieval questions; every number is computed."""

import math

from xentlib.classroom.exercises._question import Question

ROWS, CLASSES, BYTES = 100_000, 50_000, 4
SHARDS, MEANS = (900, 100), (1.0, 2.0)
WHOLE = sum(n * m for n, m in zip(SHARDS, MEANS, strict=True)) / sum(SHARDS)
PARAMETERS, EXAMPLES = 2000, 50_000


def gigabytes(size: float) -> str:
    """Write an amount of memory."""
    return f"{size / 1e9:.3g} GB"


QUIZ = (
    Question(
        f"How large are the logits of {ROWS:,} examples and {CLASSES:,} classes in float32?",
        gigabytes(ROWS * CLASSES * BYTES),
        f"{ROWS:,} · {CLASSES:,} · {BYTES} bytes; a fused layer never stores it whole.",
        {
            gigabytes(ROWS * CLASSES): "Each number takes four bytes.",
            gigabytes((ROWS + CLASSES) * BYTES): "There is a logit for each pair of example and "
            "class.",
            gigabytes(ROWS * BYTES): "That is one number for each example: the losses.",
        },
    ),
    Question(
        f"Machine A has {SHARDS[0]} examples with a mean loss of {MEANS[0]:g} nat, machine B has "
        f"{SHARDS[1]} with {MEANS[1]:g} nats. What is the mean of all?",
        f"{WHOLE:g} nats",
        "A mean counts by the number of its examples.",
        {
            f"{sum(MEANS) / 2:g} nats": "That is the mean of the means: machine B counts too much.",
            f"{sum(MEANS):g} nats": "That is the sum of the means.",
            "it can't be told": "Sums can be merged, and a mean times its size is a sum.",
        },
    ),
    Question(
        "A sampled softmax draws classes by their frequency, and nothing is corrected. What does "
        "the model learn?",
        "to forecast as if all classes were equally frequent",
        "The draws hold the shares already, so the logits lack ln q: the prior of lesson 13.",
        {
            "the right forecasts, only more slowly": "Its loss has another minimum, whatever the "
            "number of steps.",
            "to forecast the frequencies alone": "The features enter as before.",
            "nothing, since most classes have no slope": "Each class is drawn at some time.",
        },
    ),
    Question(
        f"A model that can say the truth has {PARAMETERS} free parameters and learnt from "
        f"{EXAMPLES:,} examples. How far above the floor is its loss, about?",
        f"{PARAMETERS / (2 * EXAMPLES):.2g} nats",
        f"Parameters / (2 n) = {PARAMETERS} / {2 * EXAMPLES:,}.",
        {
            f"{math.sqrt(PARAMETERS / EXAMPLES):.2g} nats": "The excess falls as 1/n, not as its "
            "root.",
            f"{EXAMPLES / PARAMETERS:.2g} nats": "The fraction is upside down.",
            "0 nats": "It is 0 in the limit only.",
        },
    ),
)
