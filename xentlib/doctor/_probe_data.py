"""Probes of how labels belong to examples, and learnt to held-out ones."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.doctor._evidence import Evidence
from xentlib.doctor._finding import Finding
from xentlib.doctor._neighbours import (
    APART as APART_BY,
    agreement,
    chance_of_twins,
    giveaway,
    near_twins,
)
from xentlib.doctor._rows import rows_of, some
from xentlib.training import keras

WEAK = 0.15  # of neighbours that always agree: less is next to nothing
APART = 0.01  # means of groups that are as far apart by chance once in 100 times
LEARNT = 0.95  # of a constant forecast's loss: less is more than chance gives
LEAST = 30  # examples, below which one column may fit the labels by chance
SURPRISING = 10  # times as many twins as chance gives, at least


def shuffled_labels(case: Evidence) -> Finding | None:
    """Look for labels that have nothing to do with the examples they stand beside."""
    if case.targets == "numbers" or not _comparable(case) or _learnt(case):
        return None
    rows = some(case.n)
    found = agreement(rows_of(case.x, rows), case.masses[rows])
    if found is None or found.high > WEAK or min(found.apart) < APART:
        return None
    losses = case.history.get("loss", np.empty(0))
    said = f"; the loss of the last epoch is {losses[-1]:.4f}" if losses.size else ""
    return Finding(
        "shuffled labels",
        "The labels have nothing to do with the examples that they stand beside.",
        f"nearest neighbours agree {found.share:+.3f} more often than by chance, on a scale where "
        f"1 is always (at most {found.high:.3f}){said}",
        f"{case.entropy:.4f} = entropy of y in nats: the loss of the best forecast that ignores x",
        "x, y = x[order], y[order]  # one order for both",
    )


def _comparable(case: Evidence) -> bool:
    """Whether near rows are alike: not so for ids of symbols."""
    layers: list[Any] = list(getattr(case.model, "_flatten_layers", list)())
    return not any(type(layer).__name__ == "Embedding" for layer in layers)


def _learnt(case: Evidence) -> bool:
    """Whether the model forecast what it had not learnt: in its first epoch, or in validation.

    In a first epoch, each example is forecast before it is learnt.
    """
    seen = [*case.history.get("loss", [])[:1], *case.history.get("val_loss", [])]
    return min((loss for loss in seen if np.isfinite(loss)), default=np.inf) < LEARNT * case.level


def leakage(case: Evidence) -> Finding | None:
    """Look for held-out examples among the learnt ones, and for a column that is the label."""
    return _copied(case) or _given_away(case)


def _copied(case: Evidence) -> Finding | None:
    if case.held_out is None:
        return None
    test, n = case.held_out[0], len(case.held_out[1])
    known = set(_keys(case.x))
    twins = [key for key in _keys(test) if key in known]
    count, kinds = len(twins), len(set(twins))  # empty rows, however many, are of one kind
    expected = n * min(1.0, case.n * chance_of_twins(rows_of(case.x, some(case.n))))
    how = f"({kinds} different ones) stand in x, to the last digit"
    if kinds <= 1 + SURPRISING * expected:
        few = some(n)
        n, how = len(few), "are nearly equal to one in x, 100 times nearer than neighbours are"
        count, expected = near_twins(rows_of(case.x, some(case.n, 4096)), rows_of(test, few))
    if count <= 1 + SURPRISING * expected:
        return None
    return Finding(
        "leakage",
        "Held-out examples are among those that the model learns from.",
        f"{count} of {n} held-out examples {how}; by chance it would be about {expected:.1g}",
        f"{count / n:.3f} = {count}/{n}: share of the held-out loss that is training loss",
        "train, test = order[:n], order[n:]  # split first, then copy, draw or augment in train",
    )


def _keys(x: Any) -> Iterator[bytes]:
    """Name each example by all its numbers."""
    parts = [np.asarray(part, np.float64) + 0.0 for part in keras.tree.flatten(x)]
    return (b"".join(part.tobytes() for part in row) for row in zip(*parts, strict=True))


def _given_away(case: Evidence) -> Finding | None:
    ids = _ids(case)
    if ids is None:
        return None
    few = some(case.n)
    found = [j for j in giveaway(rows_of(case.x, few), ids[few]) if _tells(case, j, ids)]
    if not found:
        return None
    return Finding(
        "leakage",
        f"Column {found[0]} of x is the label in other words, or with a little noise.",
        f"in all {case.n} examples, no two classes share values of column {found[0]}, and the gaps "
        f"between them are more than {APART_BY} times as wide as a class scatters",
        f"0 = H(y | column {found[0]}), where H(y) = {case.entropy:.4f} nats: nothing is left to "
        "forecast",
        f"x = np.delete(x, {found[0]}, axis=1)",
    )


def _ids(case: Evidence) -> NDArray[np.int64] | None:
    """Class of each example, if it has one, and if there are enough of them to tell."""
    several = len(keras.tree.flatten(case.x)) == 1 and rows_of(case.x, slice(1)).shape[1] > 1
    if not several or case.n < LEAST or case.targets not in ("ids", "one-hot", "labels"):
        return None
    y = case.masses
    if y.shape[1] > 1:
        return None if case.targets == "labels" else y.argmax(1)
    return y[:, 0].astype(np.int64) if np.isin(y, (0, 1)).all() else None


def _tells(case: Evidence, column: int, ids: NDArray[np.int64]) -> bool:
    whole = keras.tree.flatten(case.x)[0].reshape(case.n, -1)[:, column]
    return bool(giveaway(whole[:, None], ids))
