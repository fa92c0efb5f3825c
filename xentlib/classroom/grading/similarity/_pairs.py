"""Pairs of submissions with passages in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np

from xentlib._extras import extra
from xentlib.classroom.grading._assignment import notebook_of
from xentlib.classroom.grading._cells import UnreadableError, read_cells
from xentlib.classroom.grading._stubs import cleared
from xentlib.classroom.grading.intake import collect
from xentlib.classroom.grading.similarity._passages import Passage, passages

ALIKE = 0.75  # from which on two passages are shown
FEW, SHARE = 3, 0.2  # a passage that more students have than both is nobody's own


@dataclass(frozen=True)
class Pair:
    """Two submissions: what share of one is found again in the other, and the passages."""

    one: str
    other: str
    score: float
    shared: tuple[tuple[str, str, float], ...]


class Compared(NamedTuple):
    """Pairs, the most alike first, and how many passages were left out since many have them."""

    pairs: list[Pair]
    common: int


def compare(paths: Sequence[Path], assignment: str, *, threshold: float = 0.8) -> Compared:
    """Find pairs of submissions that have long passages in common.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        What was handed in, as for `collect`.
    assignment : str
        Which assignment, or a lesson's topic.
    threshold : float
        Share of the shorter submission that must be found again in the other.

    Returns
    -------
    Compared
    """
    cells, _ = read_cells(notebook_of(assignment).read_bytes())
    handed_out = [cleared(cell.source) for cell in cells if cell.kind == "code"]
    sources: dict[str, list[str]] = {}
    for submission in collect(paths, assignment):
        try:
            read, _ = read_cells(submission.data)
        except UnreadableError:
            continue
        sources[submission.student] = [cell.source for cell in read if cell.kind == "code"]
    return pairs_of(sources, handed_out, threshold)


def pairs_of(
    sources: dict[str, list[str]], handed_out: Iterable[str], threshold: float
) -> Compared:
    """Find pairs that are alike.

    Parameters
    ----------
    sources : dict of str to list of str
        Each student's cells.
    handed_out : iterable of str
        Cells that all have.
    threshold : float
        As for `compare`.

    Returns
    -------
    Compared
    """
    skeleton = {each.tokens for source in handed_out for each in passages(source)}
    owners, own = [], []
    for student, cells in sources.items():
        fresh = {each.tokens: each for source in cells for each in passages(source)}
        kept = [each for tokens, each in fresh.items() if tokens not in skeleton]
        own += kept
        owners += [student] * len(kept)
    if not own:
        return Compared([], 0)
    likeness = _likeness(own)
    names = np.array(owners)
    weight = _weights(own, likeness, names, len(sources))
    found = []
    for one, other in combinations(sources, 2):
        at, there = np.flatnonzero(names == one), np.flatnonzero(names == other)
        pair = _pair(likeness[np.ix_(at, there)], weight[at], weight[there])
        if pair[0] >= threshold:
            shared = ((own[at[i]].source, own[there[j]].source, s) for i, j, s in pair[1])
            found.append(Pair(one, other, pair[0], tuple(shared)))
    common = {each.tokens for each, heavy in zip(own, weight, strict=True) if not heavy}
    return Compared(sorted(found, key=lambda pair: -pair.score), len(common))


def _likeness(own: Sequence[Passage]) -> np.ndarray:
    """How much of each two passages is the same, in its order: a symmetric matrix."""
    with extra("grading", needed_by="comparing submissions"):
        from rapidfuzz.distance import Indel
        from rapidfuzz.process import cdist

    letters = {
        token: chr(0xF0000 + n) for n, token in enumerate({t for p in own for t in p.tokens})
    }
    words = ["".join(letters[token] for token in passage.tokens) for passage in own]
    return cdist(words, words, scorer=Indel.normalized_similarity, dtype=np.float32)


def _weights(own: Sequence[Passage], likeness: np.ndarray, names: np.ndarray, n: int) -> np.ndarray:
    """Length of each passage; 0 if many students have it."""
    lengths = np.array([len(passage.tokens) for passage in own], dtype=float)
    having = np.array([len(set(names[row >= 0.95])) for row in likeness])
    return np.where(having > max(FEW, SHARE * n), 0.0, lengths)


def _pair(
    block: np.ndarray, weight: np.ndarray, others: np.ndarray
) -> tuple[float, list[tuple[int, int, float]]]:
    """Score of a pair, and the passages that it comes from."""
    if not (weight.sum() and others.sum()):
        return 0.0, []
    block = block * (weight[:, None] > 0) * (others > 0)
    shared = np.where(block >= ALIKE, block, 0)
    scores = [shared.max(1) @ weight / weight.sum(), shared.max(0) @ others / others.sum()]
    best = [(int(i), int(j)) for i, j in enumerate(shared.argmax(1)) if shared[i, j]]
    return float(max(scores)), [(i, j, float(shared[i, j])) for i, j in best]
