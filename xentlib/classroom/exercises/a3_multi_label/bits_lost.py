"""What separate forecasts of three labels cost more than one forecast of all three."""

from typing import Any

import numpy as np
from scipy import stats

from xentlib.classroom.checking import Exercise, Personal
from xentlib.classroom.exercises._common.entropies import bits
from xentlib.classroom.exercises._common.inputs import Array


def cells(n: float, cuckoo: float, warbler: float, both: float) -> Array:
    """Shares of both birds, the cuckoo alone, the warbler alone, and silence."""
    alone = cuckoo - both, warbler - both
    return np.array([both, *alone, n - both - sum(alone)]) / n


def label(share: float) -> float:
    """Bits of a yes or no."""
    return float(bits(np.array([share, 1 - share])))


def labels(joint: Array) -> float:
    """Bits of the three labels, each alone."""
    both, cuckoo, warbler, silence = joint
    return label(both + cuckoo) + label(both + warbler) + label(silence)


def lost(n: float, cuckoo: float, warbler: float, both: float) -> float:
    """Bits per minute that a product of three forecasts loses at least."""
    joint = cells(n, cuckoo, warbler, both)
    return labels(joint) - float(bits(joint))


def by_divergence(n: float, cuckoo: float, warbler: float, both: float) -> float:
    """Bits per minute, as KL of the four cells from the product of the three labels."""
    joint = cells(n, cuckoo, warbler, both)
    said = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    shares = joint @ said
    product = np.where(said, shares, 1 - shares).prod(1)
    return float((joint * np.log2(joint / product)).sum())


def by_minutes(n: int, cuckoo: int, warbler: int, both: int) -> float:
    """Bits per minute, from a table with a row for each minute."""
    rows = np.repeat(
        [[1, 1, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [both, cuckoo - both, warbler - both, n - cuckoo - warbler + both],
        axis=0,
    )
    _, counts = np.unique(rows, axis=0, return_counts=True)
    shares = rows.mean(0)
    apart = stats.entropy([shares, 1 - shares], base=2).sum()
    return float(apart - stats.entropy(counts, base=2))


def draw(rng: np.random.Generator) -> dict[str, Any]:
    """Minutes of a student's own archive."""
    n = 10 * int(rng.integers(60, 100))
    cuckoo, warbler = (
        int(n * share) for share in (rng.uniform(0.2, 0.28), rng.uniform(0.29, 0.35))
    )
    both = int(cuckoo * rng.uniform(0.7, 0.85))
    return {"minutes": n, "cuckoo": cuckoo, "warbler": warbler, "both": both}


EXERCISE = Exercise(
    reference=lambda minutes, cuckoo, warbler, both: lost(minutes, cuckoo, warbler, both),
    inputs=Personal(draw),
    hints=(
        "Which four things can happen in a minute, and how often does each happen?",
        "Three separate yes/no questions have three entropies. The minute has one: of four cells.",
        "H(cuckoo) + H(warbler) + H(silence) minus the entropy of the four cells.",
    ),
    mistakes={
        "third label forgotten": lambda n, c, w, b: (
            label(c / n) + label(w / n) - float(bits(cells(n, c, w, b)))
        ),
        "third label free": lambda n, c, w, b: (
            labels(cells(n, c, w, b)) - label(c / n) - label(w / n)
        ),
        "price of one forecast": lambda n, c, w, b: float(bits(cells(n, c, w, b))),
        "apart": lambda n, c, w, b: labels(cells(n, c, w, b)),
        "both left out": lambda n, c, w, b: lost(n + b, c + b, w + b, b),
        "whole archive": lambda n, c, w, b: n * lost(n, c, w, b),
        "per class": lambda n, c, w, b: lost(n, c, w, b) / 3,
        "silence by product": lambda n, c, w, b: (
            label(c / n)
            + label(w / n)
            + label((1 - c / n) * (1 - w / n))
            - float(bits(cells(n, c, w, b)))
        ),
        "term missing": lambda n, c, w, b: (
            float(bits(np.array([c / n, w / n, cells(n, c, w, b)[3]])))
            - float(bits(cells(n, c, w, b)))
        ),
        "sum to one": lambda n, c, w, b: (
            labels(cells(n, c, w, b)) - float(bits(cells(n, c, w, b)[1:] / (n - b) * n))
        ),
    },
    say={
        "third label forgotten": "That is what two labels lose. The third one is charged, too.",
        "third label free": "That is the price of the third label alone. Do the first two lose "
        "nothing?",
        "price of one forecast": "That is the price of one forecast of all three labels. What do "
        "three separate ones cost more?",
        "apart": "That is the price of three separate forecasts. What does one forecast of all "
        "three cost less?",
        "both left out": "The cuckoo's minutes are all of its minutes, those with both birds, too.",
        "whole archive": "That is for the whole archive; bits per minute are asked.",
        "per class": "Divided by the number of labels, too: a minute pays for all three.",
        "silence by product": "How often both are silent is in your numbers. A product would need "
        "birds that do not mind each other.",
        "term missing": "A label costs something where it is not there, too.",
        "sum to one": "A minute with both birds is a case of its own: there are four cases.",
        "nats": "This is right in nats; bits are asked.",
    },
    right=(
        by_divergence,
        by_minutes,
        lambda minutes, cuckoo, warbler, both: (
            stats.entropy([cuckoo, minutes - cuckoo], base=2)
            + stats.entropy([warbler, minutes - warbler], base=2)
            + stats.entropy([cuckoo + warbler - both, minutes - cuckoo - warbler + both], base=2)
            - stats.entropy(
                [both, cuckoo - both, warbler - both, minutes - cuckoo - warbler + both], base=2
            )
        ),
        lambda minutes, cuckoo, warbler, both: (
            -sum(
                count
                / minutes
                * (
                    np.log2(cuckoo / minutes if with_cuckoo else 1 - cuckoo / minutes)
                    + np.log2(warbler / minutes if with_warbler else 1 - warbler / minutes)
                    + np.log2(silence if not (with_cuckoo or with_warbler) else 1 - silence)
                    - np.log2(count / minutes)
                )
                for silence in [1 - (cuckoo + warbler - both) / minutes]
                for count, with_cuckoo, with_warbler in (
                    (both, 1, 1),
                    (cuckoo - both, 1, 0),
                    (warbler - both, 0, 1),
                    (minutes - cuckoo - warbler + both, 0, 0),
                )
            )
        ),
        lambda minutes, cuckoo, warbler, both: round(lost(minutes, cuckoo, warbler, both), 5),
    ),
    rtol=1e-4,
    unit="bits",
    reread="lesson 07, What a product cannot say",
)
