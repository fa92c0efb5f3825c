from itertools import pairwise

import numpy as np
import pytest

from xentlib import plots

pytestmark = pytest.mark.usefixtures("course_style")


def test_the_dot_of_expected_f1_stands_on_the_line_2t():
    tops = (1.0, 0.4)
    rows = {f"{top}": top * (np.arange(5000) + 0.5) / 5000 for top in tops}
    ax = plots.plot_expected_f1(rows)
    dots = [line.get_xydata()[0] for line in ax.lines if len(line.get_xydata()) == 1]
    assert len(dots) == len(rows)
    for (t, f1), top in zip(dots, tops, strict=True):
        assert f1 == pytest.approx(2 * t, abs=1e-3)
        assert t == pytest.approx(top * (2 + top - np.sqrt(top**2 + 4 * top)) / 2, abs=1e-3)


def test_the_order_of_the_forecasts_makes_no_difference():
    p = np.array([0.3, 0.9, 0.1, 0.6])
    curves = [plots.plot_expected_f1({"a": row}).lines[0].get_xydata() for row in (p, np.sort(p))]
    np.testing.assert_array_equal(*curves)


def test_bars_of_a_group_stand_side_by_side_with_their_heights_above_them():
    heights = {"plain": [0.25, 0.5], "tuned": [0.75, 1.0]}
    ax = plots.plot_bars(["cat", "dog"], heights, ylabel="F1")
    spans = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches)
    assert all(end <= start + 1e-9 for (_, end), (start, _) in pairwise(spans))
    assert [text.get_text() for text in ax.texts] == ["0.25", "0.50", "0.75", "1.00"]
    assert len({(bar.get_facecolor(), bar.get_hatch()) for bar in ax.patches}) == len(heights)


def test_heights_are_written_only_where_there_is_room():
    few, many = (plots.plot_bars(range(n), {"a": range(n), "b": range(n)}) for n in (7, 8))
    assert len(few.texts) == 14
    assert not many.texts


def test_more_rows_of_bars_than_have_a_look_of_their_own_are_refused():
    with pytest.raises(ValueError, match=r"heights must hold 4 rows or fewer; got 5"):
        plots.plot_bars("A", {name: [1] for name in "abcde"})
