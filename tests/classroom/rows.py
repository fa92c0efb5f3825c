"""All exercises: their names, the rows of those that can be loaded, and answers to them."""

from contextlib import suppress
from functools import lru_cache

import pytest
from draws import on_one_draw

from xentlib.classroom import exercises
from xentlib.classroom.checking import Trial
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS

NAMES = [name for topic in TOPICS for name in exercises.names(topic)]
COURSEWORK = [name for work in ASSIGNMENTS for name in exercises.names(work)]
FOUND = []
for name in NAMES + COURSEWORK:
    with suppress(Exception):  # a test says which can't be loaded, and why
        FOUND.append(exercises.find(name))
ROWS = [row for row in FOUND if not isinstance(row, Trial)]

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def answer_for(row, function):
    """What a learner would hand over: the function, or its value where a value is asked."""
    return function() if row.inputs is None else function


@lru_cache(64)  # one row with all seeds of the longer target
def on_draw(name, seed):
    """A row on the draw of a seed, shared by all who hand in an answer there."""
    return on_one_draw(exercises.find(name), seed)
