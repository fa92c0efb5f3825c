"""The map of right digits and the explorer of float error."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from xentlib import explorers
from xentlib.explorers import float_error
from xentlib.plots import plot_digits

pytestmark = pytest.mark.usefixtures("course_style")


def digits(ax):
    return ax.collections[0].get_array()


# The map


def test_a_cell_holds_as_many_digits_as_its_error_leaves():
    ax = plot_digits([[1e-3, 1e-30, 0], [1, 50, np.inf]], "abc")
    np.testing.assert_allclose(digits(ax).data.ravel(), [3, 16, 16, 0, 0, 0], atol=1e-12)


def test_what_cannot_be_known_is_left_out_and_explained():
    ax = plot_digits([[1e-3, np.nan]], [1, 2])
    assert digits(ax).mask.ravel().tolist() == [False, True]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["too small for the type"]
    assert plot_digits([[1e-3]], [1]).get_legend() is None


def test_the_title_counts_answers_without_a_right_digit():
    ax = plot_digits([[0.2, 0.05, np.nan], [np.inf, 1, 1e-9]], "abc")
    assert ax.get_title(loc="left") == "3 of 5 answers have no digit right"


def test_rows_and_columns_carry_their_names_the_first_row_on_top():
    ax = plot_digits([[1e-3], [1e-4]], ["here"], labels=["naive", "stable"])
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["naive", "stable"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["here"]
    assert ax.yaxis_inverted()


@pytest.mark.parametrize(
    "arguments, says",
    [
        (([1e-3], [1]), r"errors must be a table, forms by places; got the shape \(1,\)"),
        (([[]], []), r"errors must be a table, forms by places; got the shape \(1, 0\)"),
        (([[-1, np.nan]], [1, 2]), r"errors must be 0 or more, NaN for unknown; got -1\.0"),
        (([[0.1]], [1, 2]), r"places must name each of the 1 columns of errors; got 2"),
        (([[0.1]], [1], ["a", "b"]), r"labels must name each of the 1 rows of errors; got 2"),
    ],
)
def test_refusals_of_the_map_say_what_came(arguments, says):
    with pytest.raises(ValueError, match=says):
        plot_digits(*arguments[:2], labels=(*arguments, None)[2])


# The explorer

Z_TRIED = [-120, -41, -40, -39, 0, 1, 20, 39, 40, 41, 120]


@pytest.mark.parametrize("z", Z_TRIED)
def test_the_exact_loss_is_exact_to_thirty_digits(z):
    with mpmath.workdps(200):
        true = mpmath.log1p(mpmath.exp(-z))
        exact = Fraction(float_error.exact_loss(z))
        error = abs(mpmath.mpf(exact.numerator) / exact.denominator / true - 1)
    assert error < 1e-30


def curves(form):
    explorer = explorers.explore_float_error()
    explorer.set(form=form)
    ax = explorer.figure.axes[0]
    return {line.get_label(): np.asarray(line.get_ydata()) for line in ax.lines[:3]}


def test_the_stable_form_loses_all_nowhere():
    for errors in curves(5).values():
        assert np.nanmax(errors) < 0.5


def test_the_naive_form_is_infinite_where_exp_overflows_and_lost_where_it_cancels():
    z, errors = float_error.Z, curves(1)
    assert (errors["float16"][z <= -12] == float_error.INFINITE).all()
    assert (errors["float32"][z <= -89] == float_error.INFINITE).all()
    assert (errors["float64"] < float_error.INFINITE).all()
    assert (errors["float64"][z >= 37] == float_error.ALL).all()
    assert errors["float64"][z == 36] < float_error.ALL


def test_no_curve_is_drawn_where_the_truth_is_no_float_of_that_type():
    for form in range(1, 6):
        missing = {name: np.isnan(errors).sum() for name, errors in curves(form).items()}
        assert missing == {"float16": 120 - 17, "float32": 120 - 103, "float64": 0}


def test_the_sentence_says_the_truth_and_what_each_type_says():
    explorer = explorers.explore_float_error()
    explorer.set(form=4, z=-60)
    in_16 = float(np.float16(-math.log(np.float16(1e-7))))
    said = [f"{loss:.4g}" for loss in (in_16, -math.log(1e-7), -math.log(1e-7))]
    assert explorer.sentence == (
        f"clipped at z = −60: the loss is 60 nats. float16 says {said[0]}, "
        f"float32 says {said[1]}, float64 says {said[2]}."
    )


def test_a_button_for_each_form_sets_it():
    explorer = explorers.explore_float_error()
    for n, (name, button) in enumerate(explorer.presets.items(), 1):
        button.click()
        assert explorer.controls["form"].value == n
        assert explorer.sentence.startswith(name)
