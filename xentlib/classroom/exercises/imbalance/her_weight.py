"""Weight of the rare class, read off how often a model's forecasts come true."""

from xentlib.classroom.checking import Exercise

WEIGHT = 7.0  # of the failures, in the model whose reliability curve the lesson draws


def came(p: float) -> float:
    """Share that fails among the machines with this forecast."""
    return p / (p + WEIGHT * (1 - p))


EXERCISE = Exercise(
    reference=lambda: WEIGHT,
    inputs=None,
    hints=(
        "Choose one point of her curve. What did she say there, and which share failed?",
        "A weight multiplies the odds. Which are the odds of what she said, and of what came?",
        "At the forecast 0.75 about 0.3 fail: odds of 3, and of 3/7. Divide the one by the other.",
    ),
    mistakes={
        "probabilities divided": [lambda p=p: p / came(p) for p in (0.35, 0.75)],
        "upside down": lambda: 1 / WEIGHT,
        "difference": [lambda p=p: p - came(p) for p in (0.35, 0.45, 0.55)],
        "logit": lambda: 1.9459,
        "odds": [lambda p=p: p / (1 - p) for p in (0.75, 0.95)],
        "honest odds": lambda: came(0.9) / (1 - came(0.9)),
        "misread": [lambda far=far: far for far in (5.9, 8.3, 8.6)],
    },
    say={
        "probabilities divided": "Divide odds, and not probabilities: your quotient would be "
        "another one at each point.",
        "upside down": "That is the factor from her odds to the honest ones. Turn it round.",
        "difference": "That is a gap between probabilities. By which factor are her odds too high?",
        "logit": "That is how far her logits are too high, the logarithm of the weight.",
        "odds": "Those are the odds of what she says at one point. Divide them by the odds of what "
        "came.",
        "honest odds": "Those are the odds of what came. By which factor are hers higher?",
        "misread": "Nearly: read again, at a point in the right half, where the curve is steep.",
    },
    right=(
        lambda: (0.75 / 0.25) / (0.3 / 0.7),
        lambda: (0.85 / 0.15) / (0.45 / 0.55),
        lambda: (0.55 / 0.45) / (0.15 / 0.85),
    ),
    rtol=0.15,
    reread="What a weight does",
    kind="reading",
)
