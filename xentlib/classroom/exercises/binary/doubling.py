"""How far a measurement must rise for the odds to double, read off a fitted sigmoid."""

import math

from xentlib.classroom.checking import Exercise

WEIGHT, HALF = 0.187402, 29.0389  # of the curve that the lesson draws: log-odds per grey level
SPREAD = 6.140854  # the texture's standard deviation, in grey levels


def place(p: float) -> float:
    """Texture at which the curve is p."""
    return HALF + math.log(p / (1 - p)) / WEIGHT


EXERCISE = Exercise(
    reference=lambda: math.log(2) / WEIGHT,
    inputs=None,
    hints=(
        "Odds are p / (1 − p). Which odds belong to p = 0.5, and which to p = 0.8?",
        "From p = 0.2 to p = 0.8 the odds rise from 1/4 to 4. How many doublings is that?",
        "Read where the curve is 0.2 and where it is 0.8. Four doublings lie between the two.",
    ),
    mistakes={
        "probability doubled": [lambda a=a: place(2 * a) - place(a) for a in (0.2, 0.25, 0.4)],
        "misread": [lambda far=far: far for far in (2.85, 3.2, 4.2, 4.6)],
        "several doublings": [lambda k=k: k * math.log(2) / WEIGHT for k in (2, 3, 4)],
        "place": [lambda p=p: place(p) for p in (0.2, 0.5, 2 / 3, 0.8)],
        "odds ratio": lambda: math.exp(WEIGHT),
        "weight": lambda: WEIGHT,
        "upside down": lambda: WEIGHT / math.log(2),
        "standard deviations": lambda: math.log(2) / WEIGHT / SPREAD,
    },
    say={
        "probability doubled": "Does the probability double over your distance? Its odds, "
        "p / (1 − p), rise by another factor.",
        "misread": "Nearly: read again. Take two points far apart, and divide their distance by "
        "the number of doublings between them.",
        "several doublings": "Over that distance the odds double more than once. How many times?",
        "place": "That is a place on the axis. The distance between two places is asked.",
        "odds ratio": "That is the factor for one grey level. How many levels make a factor of 2?",
        "weight": "That is the curve's weight, the log-odds for one grey level. How many levels "
        "make ln 2?",
        "upside down": "Those are doublings per grey level; grey levels per doubling are asked.",
        "standard deviations": "That counts standard deviations of the texture; the axis of the "
        "picture counts grey levels.",
    },
    right=(
        lambda: (36.4 - 21.6) / 4,
        lambda: (36.5 - 29) / 2,
        lambda: 32.7 - 29.0,
    ),
    rtol=0.07,
    reread="A sigmoid through patients",
    kind="reading",
)
