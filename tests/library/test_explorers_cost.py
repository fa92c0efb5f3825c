"""The explorer of costs: its numbers are those of its formulas."""

import re

import numpy as np
import pytest

from xentlib import explorers
from xentlib.explorers.cost import seconds


def told(**at):
    explorer = explorers.explore_cost()
    explorer.set(**at)
    return [float(n) for n in re.findall(r"\d+\.?\d*(?:e[+-]\d+)?", explorer.sentence)]


def test_a_table_costs_its_exponentials_and_its_bytes():
    assert seconds(6, 2, 3, 4) == pytest.approx((0.3, 0.08, 0.004))
    gigabytes, exps, reads, *_ = told(rows=7.0, classes=2.0, exp=2.0, message=1.0)
    assert (gigabytes, exps, reads) == (8, 2, 0.8)


def test_the_best_number_of_machines_is_the_root_of_work_over_message():
    for message in (1.0, 10.0, 100.0):
        *_, best, total, faster = told(rows=7.0, classes=3.0, exp=2.0, message=message)
        work, wait = 28.0, message / 1000
        assert best == pytest.approx(np.sqrt(work / wait), rel=0.06)
        assert total == pytest.approx(2 * np.sqrt(work * wait) - wait, rel=0.01)
        assert faster == pytest.approx(work / total, rel=0.01)


def test_small_tables_are_left_to_one_machine():
    explorer = explorers.explore_cost()
    explorer.set(rows=3.0, classes=0.5, exp=1.0, message=50.0)
    assert explorer.sentence.startswith("0.0253 MB of logits")
    assert explorer.sentence.endswith("Best with one machine: 5.69e-06 s, 1 times as fast.")


def test_the_end_of_the_picture_is_not_called_the_best():
    explorer = explorers.explore_cost()
    explorer.set(rows=9.0, classes=6.0, exp=1.0, message=1.0)
    assert "Best with 1000 machines or more; with these: " in explorer.sentence
