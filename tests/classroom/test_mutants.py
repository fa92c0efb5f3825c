"""Mutants of every exercise: what differs in value from the right answer is refused."""

import ast
import dataclasses
from collections import Counter

import pytest
from changes import changed
from findings import brief, fate
from mutants import mutants
from rows import ROWS

from xentlib.classroom import exercises

some_or_all = pytest.mark.parametrize(
    "step", [4, pytest.param(1, marks=pytest.mark.long)], ids=["a quarter", "all"]
)


@some_or_all
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_mutant_that_differs_in_value_is_refused(row, step, record_property):
    on, everything = brief(row), list(mutants(row))
    fates = Counter()
    for text, function in everything[::step]:
        fates[fate(on, function)] += 1
        assert not fates["survived"], text
    record_property("mutants", dict(fates))


@pytest.mark.parametrize(
    "source, some",
    [
        ("a + b", {"a", "b", "a - b"}),
        ("x.sum(0)", {"x.mean(0)", "x", "x.sum(1)", "x.sum(-1)"}),
        ("f(x, axis=0)", {"f(x)", "x", "f(x, axis=1)"}),
        ("-x", {"x"}),
        ("x[a]", {"x"}),
        ("a > b", {"a < b"}),
        ("np.log(x)", {"np.log2(x)", "x"}),
        ("x * x", {"x", "x + x", "x / x"}),
        ("x[a] + y - x[a]", {"x + y - x[a]", "x[a] + y - x", "x + y - x"}),
        ("x.max()", {"x.min()", "x.mean()", "x"}),
        ("0.5", {"1.5", "-0.5", "25.0", "0.01"}),
    ],
)
def test_a_mutant_changes_one_thing(source, some):
    made = {ast.unparse(tree) for tree in changed(ast.parse(source, mode="eval"))}
    assert some <= made
    assert source not in made


def test_a_weak_exercise_would_be_noticed():
    row = exercises.find("binary.threshold")
    weak = dataclasses.replace(row, inputs=lambda rng: [(1.0, 1.0 + (rng.random() < 0.2))])
    fates = {fate(brief(weak), function) for _, function in mutants(row)}
    assert "survived" in fates
