"""What a compiled loss takes: logits or probabilities; classes or labels."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib import draws
from xentlib.training import LogitAdjusted, SigmoidCrossEntropy, SoftmaxCrossEntropy, keras

Array = NDArray[Any]
_CLASSES = [
    "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy",
    "KLDivergence",
    "SparseCategoricalCrossentropy",
]
_LABELS = ["BinaryCrossentropy", "BinaryFocalCrossentropy"]


class Charge:
    """A loss as it was compiled.

    Attributes
    ----------
    name : str
        Of its class, in the way of Keras, or of the function.
    config : dict
        Its settings.
    reads : str or None
        "logits" or "probabilities"; None where it is unknown.
    link : str or None
        "softmax" for classes that exclude one another, "sigmoid" for labels.
    """

    def __init__(self, loss: Any, k: int, sparse: bool) -> None:
        self.loss = _resolved(loss, k, sparse)
        self.name = _name_of(self.loss)
        is_loss = isinstance(self.loss, keras.losses.Loss)
        self.config: dict[str, Any] = _config_of(self.loss) if is_loss else {}
        self.link: str | None = None
        self.reads: str | None = None
        if isinstance(self.loss, SoftmaxCrossEntropy | LogitAdjusted):
            self.link, self.reads = "softmax", "logits"
        elif isinstance(self.loss, SigmoidCrossEntropy):
            self.link, self.reads = "sigmoid", "logits"
        elif self.name in _CLASSES or self.name in _LABELS:
            self.link = "softmax" if self.name in _CLASSES else "sigmoid"
            self.reads = "logits" if self.config.get("from_logits") else "probabilities"
        elif callable(self.loss):
            self.link, self.reads = _tried(self, k)

    def __str__(self) -> str:
        own = not self.built_in and not self.config
        return f"the loss function {self.name!r}" if own else self.name

    @property
    def built_in(self) -> bool:
        """Whether it is a loss of Keras."""
        return self.name in _CLASSES + _LABELS

    @property
    def sparse(self) -> bool:
        """Whether it takes class ids and nothing else."""
        return self.name == "SparseCategoricalCrossentropy"

    def each(self, y: Array, outputs: Any) -> Array:
        """Loss of each example, in nats, from outputs that carry no note of their logits."""
        outputs = np.asarray(outputs, "float32")
        y = np.asarray(y, "float32")
        if y.ndim == 1 and outputs.shape[1] == 1:
            y = y[:, None]
        loss = self.loss
        if isinstance(loss, keras.losses.Loss):
            loss = copy.copy(loss)
            loss.reduction = None
        found = keras.ops.convert_to_numpy(loss(y, outputs)).astype(np.float64)
        return found.reshape(len(y), -1).mean(1) if found.ndim else np.full(len(y), found)


def _resolved(loss: Any, k: int, sparse: bool) -> Any:
    """Find the loss that a string stands for."""
    if not isinstance(loss, str):
        return loss
    if loss in ("crossentropy", "ce"):
        kinds = "binary" if k == 1 else "sparse_categorical" if sparse else "categorical"
        loss = f"{kinds}_crossentropy"
    return keras.losses.get(loss)


def _name_of(loss: Any) -> str:
    """Name a loss of Keras as its class is named, whether it is an object or a function."""
    if isinstance(loss, keras.losses.Loss):
        return type(loss).__name__
    name = getattr(loss, "__name__", type(loss).__name__)
    if not str(getattr(loss, "__module__", "")).startswith("keras."):
        return name
    named = "".join(part.capitalize() for part in name.split("_"))
    return "KLDivergence" if named == "KlDivergence" else named


def _config_of(loss: Any) -> dict[str, Any]:
    try:
        return dict(loss.get_config())
    except Exception:  # a loss of one's own need not know how
        return {}


def _tried(charge: Charge, k: int) -> tuple[str | None, str | None]:
    """Find out how a loss of one's own behaves: (link, reads)."""
    rng = np.random.default_rng(0)
    z = draws.normal(rng, (8, k)).astype("float32")
    ids = np.arange(8) % max(k, 2)
    for y in [ids, np.eye(k)[ids]] if k > 1 else [ids[:, None]]:
        for trial in (_softmax_of, _sigmoid_of):
            try:
                found = trial(charge.each, y, ids, z)
            except Exception:  # it takes other targets
                continue
            if found:
                return trial.__name__.strip("_").removesuffix("_of"), found
    return None, None


Each = Callable[[Array, Array], Array]


def _softmax_of(each: Each, y: Array, ids: Array, z: Array) -> str | None:
    """Try whether logits may be shifted together, or a small probability costs its logarithm."""
    if z.shape[1] == 1:
        return None
    if np.allclose(each(y, z), each(y, z + 3), atol=1e-4) and np.ptp(each(y, z)) > 1e-3:
        return "logits"
    return "probabilities" if _logarithmic(each, y, ids, z.shape[1]) else None


def _sigmoid_of(each: Each, y: Array, _: Array, z: Array) -> str | None:
    """Try whether a wrong logit costs its size, or a small probability its logarithm."""
    hot = y if y.ndim > 1 else np.eye(z.shape[1])[y]
    away = 1 - 2 * hot
    first, second, third = (each(y, size * away) for size in (10.0, 20.0, 30.0))
    if np.allclose(second - first, third - second, rtol=0.05) and (second > first + 1).all():
        return "logits"
    if z.shape[1] > 1:
        return None
    p = np.where(hot == 1, 1e-3, 1 - 1e-3), np.where(hot == 1, 1e-5, 1 - 1e-5)
    rise = each(y, p[1]) - each(y, p[0])
    return "probabilities" if (rise > 1).all() else None


def _logarithmic(each: Each, y: Array, ids: Array, k: int) -> bool:
    losses = []
    for small in (1e-3, 1e-5):
        p = np.full((len(ids), k), (1 - small) / (k - 1))
        p[np.arange(len(ids)), ids] = small
        losses.append(each(y, p))
    return bool((losses[1] - losses[0] > 1).all())
