"""Tasks of one loss: outcomes, targets, a mask, and a forecast that may be made surer."""

from dataclasses import dataclass, field

import numpy as np

from xentlib.links import softmax
from xentlib.losses import categorical_cross_entropy
from xentlib.numerics import FloatArray


@dataclass(frozen=True)
class Task:
    """A few places of one application.

    Attributes
    ----------
    name : str
        Of the application.
    outcomes, places : tuple of str
        What may happen at a place, and the places.
    target : tuple
        For each place the number of the outcome that came, or the probabilities of all.
    favourite : tuple of int
        For each place the outcome that the forecast likes best.
    mask : tuple of float
        How much each place counts.
    mistake : str
        A usual one, in a sentence.
    """

    name: str
    outcomes: tuple[str, ...]
    places: tuple[str, ...]
    target: tuple[int | tuple[float, ...], ...]
    favourite: tuple[int, ...]
    mask: tuple[float, ...]
    mistake: str
    targets: FloatArray = field(init=False, repr=False)

    def __post_init__(self) -> None:
        hot = np.eye(len(self.outcomes))
        rows = [hot[t] if isinstance(t, int) else np.array(t) for t in self.target]
        object.__setattr__(self, "targets", np.array(rows))

    def forecast(self, sureness: float) -> FloatArray:
        """Probabilities, (places, outcomes): the favourite's logit is `sureness`, all others 0."""
        z = sureness * np.eye(len(self.outcomes))[list(self.favourite)]
        return np.asarray(softmax(z))

    def prices(self, sureness: float) -> FloatArray:
        """Cross-entropy of each place, in nats."""
        return np.asarray(categorical_cross_entropy(self.targets, self.forecast(sureness)))

    def loss(self, sureness: float, *, masked: bool) -> float:
        """Mean over the places, in which each counts as the mask says, or all alike."""
        weights = np.array(self.mask) if masked else np.ones(len(self.places))
        return float(weights @ self.prices(sureness) / abs(weights).sum())


def numbered(word: str, n: int) -> tuple[str, ...]:
    """Names of places."""
    return tuple(f"{word} {i}" for i in range(1, n + 1))


ONE = (1.0,) * 4
WORDS = ("a", "cat", "sleeps", "–", "–", "–")
TASKS = (
    Task(
        "Images",
        ("cat", "dog", "bird"),
        numbered("image", 4),
        (0, 1, 1, 2),
        (0, 1, 2, 2),
        ONE,
        "The share of right answers says nothing of sureness.",
    ),
    Task(
        "Detection",
        ("cat", "dog", "nothing"),
        numbered("window", 5),
        (2, 0, 0, 2, 2),
        (2, 2, 0, 2, 2),
        (1, 0, 1, 1, 1),
        "Window 2 shows half a cat: it is masked, not “nothing”.",
    ),
    Task(
        "Segmentation",
        ("object", "other"),
        numbered("pixel", 6),
        (1, 1, 1, 1, 0, 1),
        (1, 1, 1, 1, 1, 1),
        (1.0,) * 6,
        "“Other” everywhere is right nearly everywhere.",
    ),
    Task(
        "Translation",
        ("un", "chat", "dort", "padding"),
        WORDS,
        (0, 1, 2, 3, 3, 3),
        (0, 1, 0, 3, 3, 3),
        (1, 1, 1, 0, 0, 0),
        "Padding is forecast with ease: it hides a bad loss.",
    ),
    Task(
        "Named entities",
        ("neither", "person", "place"),
        ("Ada", "Lovelace", "went", "to", "Rome", "–"),
        (1, 1, 0, 0, 2, 0),
        (1, 0, 0, 0, 2, 0),
        (1, 1, 1, 1, 1, 0),
        "One label for each token, not one for the sentence.",
    ),
    Task(
        "Hidden words",
        ("cat", "mat", "sat"),
        ("cat", "[hidden]", "mat", "[hidden]"),
        (0, 2, 1, 1),
        (0, 2, 1, 0),
        (0, 1, 0, 1),
        "Places that are seen cost nothing: only hidden ones count.",
    ),
    Task(
        "Retrieval",
        numbered("text", 4),
        numbered("query", 4),
        (0, 1, 2, 3),
        (0, 1, 3, 3),
        ONE,
        "With more candidates, the same model pays more.",
    ),
    Task(
        "Clicks",
        ("click", "none"),
        ("shown", "shown", "not shown", "not shown", "shown"),
        (0, 1, 1, 1, 1),
        (0, 1, 0, 0, 1),
        (1, 1, 0, 0, 1),
        "Not shown is not “no click”.",
    ),
    Task(
        "Clustering",
        ("cluster 1", "cluster 2"),
        numbered("point", 4),
        ((0.9, 0.1), (0.5, 0.5), (0.2, 0.8), (0.0, 1.0)),
        (0, 0, 1, 1),
        ONE,
        "Soft targets have an entropy of their own: the floor is not 0.",
    ),
    Task(
        "GAN's judge",
        ("real", "forged"),
        ("real", "real", "forged", "forged"),
        (0, 0, 1, 1),
        (0, 0, 1, 0),
        ONE,
        "A low loss of the judge is a bad forger.",
    ),
    Task(
        "Policy",
        ("left", "right"),
        numbered("action", 4),
        (0, 1, 0, 1),
        (0, 0, 0, 0),
        (2.0, -1.0, 0.5, -1.5),
        "The mask is the advantage: it may be negative, and so may the loss; sizes add up below.",
    ),
    Task(
        "Graph",
        ("red", "blue"),
        numbered("node", 6),
        (0, 1, 0, 0, 1, 1),
        (0, 1, 1, 0, 1, 0),
        (1, 1, 0, 0, 0, 0),
        "Only nodes with a known label are trained on.",
    ),
)
