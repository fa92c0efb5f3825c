"""Loss of what was seen of a lamp: it died in its last month, or it still burns."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, Function
from xentlib.classroom.exercises._common.limits import LIMITS
from xentlib.classroom.exercises.a6_capstone._lamps import SURE, lamps, last, watched
from xentlib.numerics import log_sigmoid, log_softmax, softmax


def lamp_loss(months: Array, died: Array, z: Array) -> Array:
    """Surprise in nats of what was seen of each lamp, (n,)."""
    survived = watched(months, z) - died[:, None] * last(months, z)
    terms = survived * log_sigmoid(-z) + died[:, None] * last(months, z) * log_sigmoid(z)
    return 0.0 - terms.sum(1)  # a mere minus makes −0 of what is certain


def by_loop(months: Array, died: Array, z: Array) -> list[float]:
    """Go through the months of one lamp after the other."""
    total = []
    for m, dead, row in zip(months, died, z, strict=True):
        cost = sum(float(np.logaddexp(0, row[s])) for s in range(m - dead))
        total.append(cost + (float(np.logaddexp(0, -row[m - 1])) if dead else 0.0))
    return total


def by_softplus(months: Array, died: Array, z: Array) -> Array:
    """Add softplus over the months, and take away the last logit of the dead."""
    rows = np.arange(len(z))
    return np.cumsum(np.logaddexp(0, z), 1)[rows, months - 1] - died * z[rows, months - 1]


def by_signs(months: Array, died: Array, z: Array) -> Array:
    """Turn the sign of each month survived, and charge each month that was watched."""
    sign = 1 - 2 * died[:, None] * last(months, z)
    charge = np.maximum(sign * z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.where(watched(months, z) > 0, charge, 0).sum(1)


def charged(months: Array, died: Array, p: Array) -> Array:
    """Charge from probabilities, as the formula stands in a book."""
    end = died[:, None] * last(months, p)
    log_no, log_yes = np.log(1 - p), np.log(p)
    terms = np.where(end > 0, log_yes, np.where(watched(months, p) > 0, log_no, 0))
    return -terms.sum(1)


def naive(months: Array, died: Array, z: Array) -> Array:
    """Charge the probabilities of the textbook's sigmoid."""
    return charged(months, died, 1 / (1 + np.exp(-z)))


def held(limit: float, *, inside: bool) -> Function:
    """Charge probabilities that are held away from 0 and 1, or with something added."""

    def run(months: Array, died: Array, z: Array) -> Array:
        p = 1 / (1 + np.exp(-z))
        if not inside:
            return charged(months, died, np.clip(p, limit, 1 - limit))
        end = died[:, None] * last(months, p)
        yes, no = np.log(p + limit), np.log(1 - p + limit)
        return -(end * yes + (watched(months, p) - end) * no).sum(1)

    return run


def dead_months(months: Array, died: Array, z: Array) -> Array:
    """Months counted from 0, as if the first had the number 0."""
    return lamp_loss(np.minimum(months + 1, z.shape[1]), died, z)


EXERCISE = Exercise(
    reference=lamp_loss,
    inputs=Parts(
        {
            "lamps that died": lambda rng: [
                (np.array([2]), np.array([1]), np.array([[0.0, 0.0, 0.0]])),
                (np.array([1, 2]), np.array([1, 1]), np.array([[-8.0, 0.0], [8.0, -8.0]])),
                *(lamps(rng, n, t, died=1) for n, t in ((3, 4), (5, 6), (4, 3))),
            ],
            "lamps that still burn": lambda rng: [
                (np.array([2]), np.array([0]), np.array([[0.0, 1.0, 2.0]])),
                *(lamps(rng, n, t) for n, t in ((3, 4), (6, 5), (4, 4))),
            ],
            "sure forecasts": lambda rng: [*SURE, lamps(rng, 3, 3)],
        }
    ),
    hints=(
        "What was seen of the lamp, month by month? Each month is a yes or a no.",
        "A lamp that died in month 3 survived months 1 and 2. One that burns survived all months.",
        "Add softplus(z) over the months watched; of a lamp that died, take away its last z.",
    ),
    mistakes={
        "censored left out": lambda m, d, z: d * lamp_loss(m, d, z),
        "censored as events": lambda m, d, z: lamp_loss(m, 1 + 0 * d, z),
        "last step alone": lambda m, d, z: (
            -last(m, z) * np.where(d[:, None] > 0, log_sigmoid(z), log_sigmoid(-z))
        ).sum(1),
        "after the end": lambda m, d, z: (
            lamp_loss(m, d, z) - ((1 - watched(m, z)) * log_sigmoid(-z)).sum(1)
        ),
        "last step missing": lambda m, d, z: (
            lamp_loss(m, d, z) + ((1 - d)[:, None] * last(m, z) * log_sigmoid(-z)).sum(1)
        ),
        "months survived are free": lambda m, d, z: (
            -(d[:, None] * last(m, z) * log_sigmoid(z)).sum(1)
        ),
        "target forgotten": lambda m, d, z: lamp_loss(m, 0 * d, z),
        "dead and survived": lambda m, d, z: (
            lamp_loss(m, d, z) - (d[:, None] * last(m, z) * log_sigmoid(-z)).sum(1)
        ),
        "counted from 0": dead_months,
        "divided by n": lambda m, d, z: lamp_loss(m, d, z) / m,
        "softmax for labels": [
            lambda m, d, z: -(last(m, z) * log_softmax(z)).sum(1),
            lambda m, d, z: np.where(
                d > 0,
                -(last(m, z) * log_softmax(z)).sum(1),
                -np.log(1 - (watched(m, z) * softmax(z)).sum(1)),
            ),
        ],
        "complement": lambda m, d, z: lamp_loss(m, d, -z),
        "not summed over months": lambda m, d, z: (
            -watched(m, z) * np.where(d[:, None] * last(m, z) > 0, log_sigmoid(z), log_sigmoid(-z))
        ),
        "averaged": lambda m, d, z: lamp_loss(m, d, z).mean(),
        "overflow": naive,
        "clipping": [held(e, inside=inside) for e in LIMITS for inside in (False, True)],
    },
    say={
        "months survived are free": "To survive a month was not certain, and it has a price.",
        "target forgotten": "The death does not enter: a lamp that died did not survive.",
        "dead and survived": "A lamp that died in its last month did not survive it.",
        "counted from 0": "Month 1 has the first logit, which Python calls z[:, 0].",
        "divided by n": "The probability of all months is a product. It has no divisor.",
        "softmax for labels": "Each logit is a yes or a no of its own. The months do not "
        "share a sum of 1.",
        "complement": "σ(z) is the chance to die in the month, not to survive it.",
        "not summed over months": "One number for each lamp is asked.",
        "overflow": "Right for small logits. Somewhere a probability becomes 0 or 1, and its "
        "logarithm infinite. (Lesson 06, The tail that becomes zero.)",
        "clipping": "A limit, or something added inside the logarithm, hides what a sure mistake "
        "costs. Work with the logits.",
    },
    right=(
        by_loop,
        by_softplus,
        by_signs,
        lambda m, d, z: (
            np.where(watched(m, z) > 0, np.logaddexp(0, z), 0).sum(1) - d * (last(m, z) * z).sum(1)
        ),
        lambda m, d, z: lamp_loss(m, d, z.astype(np.float32)),
    ),
    unit="nats",
    kind="derivation",
    reread="lesson 03, One recipe",
)
