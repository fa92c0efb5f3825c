"""Every mistake that an exercise knows, handed in as an answer."""

from collections import Counter

import numpy as np
import pytest
from rows import ROWS, answer_for, every_row, on_draw

from xentlib.classroom.checking import Parts, compute, examine

IN_PARTS = [row for row in ROWS if isinstance(row.inputs, Parts)]


@every_row
def test_a_known_mistake_is_wrong_by_its_own_name_and_shows_where(row, drawn, record_property):
    counts = Counter()
    for mistake, seed in drawn(row.known):
        verdict = examine(on_draw(row.name, seed), answer_for(row, mistake.function))
        counts["named right" if verdict.mistake == mistake.name else "misnamed"] += 1
        assert verdict.state == "wrong"
        assert (verdict.mistake, verdict.hint) == (mistake.name, mistake.hint)
        assert "got " in verdict.example or "Error: " in verdict.example
    record_property("mistakes", dict(counts))


@pytest.mark.parametrize("row", IN_PARTS, ids=lambda row: row.name)
def test_a_known_mistake_never_gets_all_points_and_the_same_ones_on_each_draw(row, seeds):
    draws = [answered(row, seed) for seed in seeds]
    for mistake in row.known:
        points = {shares(row, mistake.function, parts) for parts in draws}
        assert len(points) == 1, mistake.name
        assert max(points) < 1, mistake.name


def answered(row, seed):
    """The cases of each part on a draw, with what is right there."""
    drawn = row.inputs.drawn(np.random.default_rng(seed)).values()
    return [[(case, compute(row.reference, case)) for case in cases] for cases in drawn]


def shares(row, function, parts):
    """Share of the points that an answer gets on a draw; without the first part none."""
    right = [all(row.agree(compute(function, case), want) for case, want in p) for p in parts]
    return right[0] * sum(right) / len(right)
