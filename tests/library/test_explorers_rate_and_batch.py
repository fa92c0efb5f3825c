"""The explorer of recorded trainings: what it says of a table that is known."""

import numpy as np
import pytest

from xentlib import explorers

RUNS = {(b, r): [3.0, abs(np.log10(r / b) + 2) + 0.2] for b in (4, 8, 16) for r in (0.01, 0.1, 1.0)}


def test_what_is_picked_is_told_with_its_end_and_the_best_rate_of_its_batch():
    explorer = explorers.explore_rate_and_batch(RUNS)
    explorer.set(batch=3, rate=-1.0)
    end = RUNS[8, 0.1][-1]
    assert explorer.sentence.startswith(f"Batch 8, rate 0.1: {end:.2f} bits after 2 epochs")
    assert "with this batch the rate 0.1 ends lowest" in explorer.sentence


def test_the_frame_and_the_curve_follow_the_controls():
    explorer = explorers.explore_rate_and_batch(RUNS)
    explorer.set(batch=4, rate=0.0)
    table, curves = explorer.figure.axes
    assert table.patches[0].get_xy() == (2 - 0.46, 2 - 0.44)
    np.testing.assert_array_equal(curves.lines[1].get_ydata(), RUNS[16, 1.0])


def test_every_batch_has_one_bold_number_its_lowest():
    table = explorers.explore_rate_and_batch(RUNS).figure.axes[0]
    bold = [text.get_text() for text in table.texts if text.get_weight() == "bold"]
    lows = [min(RUNS[b, r][-1] for r in (0.01, 0.1, 1.0)) for b in (4, 8, 16)]
    assert bold == [f"{low:.2f}" for low in lows]


def test_a_run_that_ends_nowhere_is_written_as_more_than_ten():
    explorer = explorers.explore_rate_and_batch(RUNS | {(4, 1.0): [3.0, np.nan]})
    explorer.set(batch=2, rate=0.0)
    assert "over 10 bits" in explorer.sentence


def test_a_missing_pair_is_refused():
    with pytest.raises(ValueError, match="must have every pair"):
        explorers.explore_rate_and_batch({pair: RUNS[pair] for pair in list(RUNS)[:-1]})
