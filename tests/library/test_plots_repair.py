"""The picture of a measure before and after a repair."""

import numpy as np
import pytest

from xentlib import plots

pytestmark = pytest.mark.usefixtures("course_style")
STILL = [[0.1], [0.1]]
MODELS = {"weighted": [[0.4, 0.6], [0.1, 0.2]], "truth": STILL}


def marks(ax):
    """Places of the marks of all means: (measure, height)."""
    return [
        tuple(map(float, (line.get_xdata()[0], line.get_ydata()[0])))
        for line in ax.lines
        if line.get_marker() in ("s", "o")
    ]


def test_marks_stand_at_the_means_as_trained_above_as_corrected():
    trained, corrected, *_ = marks(plots.plot_repair(MODELS))
    assert [trained[0], corrected[0]] == pytest.approx([0.5, 0.15])
    assert trained[1] < corrected[1]


def test_bars_are_the_range_of_the_runs():
    lines = plots.plot_repair(MODELS).lines
    bars = [li.get_xdata() for li in lines if li.get_lw() > 1 and li.get_marker() == "None"]
    assert np.allclose(bars[:2], [[0.4, 0.6], [0.1, 0.2]])


def test_the_dashed_line_is_the_last_model():
    (dashed,) = (line for line in plots.plot_repair(MODELS).lines if line.get_ls() == "--")
    assert dashed.get_xdata()[0] == pytest.approx(0.1)


def test_the_title_says_the_largest_move_or_that_there_is_none():
    said = [plots.plot_repair(rows).get_title(loc="left") for rows in (MODELS, {"truth": STILL})]
    assert said == ["Corrected, means move by up to 0.35", "Corrected, no mean moves"]


def test_a_table_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="shape \\(2, runs\\)"):
        plots.plot_repair({"weighted": [[0.4], [0.1], [0.2]]})
