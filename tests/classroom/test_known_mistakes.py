"""Every mistake that an exercise knows, handed in as an answer."""

import itertools
from collections import Counter

import numpy as np
from rows import answer_for, every_row

from xentlib.classroom.checking import examine


@every_row
def test_a_known_mistake_is_wrong_by_its_own_name_and_shows_where(row, seeds, record_property):
    counts = Counter()
    for mistake, seed in itertools.product(row.known, seeds):
        verdict = examine(row, answer_for(row, mistake.function), np.random.default_rng(seed))
        counts["named right" if verdict.mistake == mistake.name else "misnamed"] += 1
        assert verdict.state == "wrong"
        assert (verdict.mistake, verdict.hint) == (mistake.name, mistake.hint)
        assert "got " in verdict.example or "Error: " in verdict.example
    record_property("mistakes", dict(counts))
