"""The curves of a ranking: recall over false alarms, precision over recall."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from sklearn import metrics

from xentlib import plots

pytestmark = pytest.mark.usefixtures("course_style")
RNG = np.random.default_rng(5)
Y = (RNG.random(60) < 0.3).astype(int)
SCORES = np.round(Y + 2 * RNG.random(60), 1)  # rounded, so that many scores are equal
SAMPLES = (60 * RNG.random((40, 60))).astype(int)
BOTH = (plots.plot_roc, plots.plot_precision_recall)
both = pytest.mark.parametrize("plot", BOTH)


def curve(ax, label="all rows"):
    (line,) = (line for line in ax.lines if line.get_label() == label)
    return line.get_xdata(), line.get_ydata()


def test_the_area_below_the_roc_curve_is_that_of_scikit_learn_with_equal_scores_too():
    alarms, recall = curve(plots.plot_roc(Y, SCORES))
    assert np.trapezoid(recall, alarms) == pytest.approx(metrics.roc_auc_score(Y, SCORES))


def test_the_area_below_the_steps_of_precision_is_the_average_precision():
    ax = plots.plot_precision_recall(Y, SCORES)
    recall, precision = curve(ax)
    assert {line.get_drawstyle() for line in ax.lines[:-1]} == {"steps-pre"}  # up to each recall
    area = (np.diff(recall) * precision[1:]).sum()
    assert area == pytest.approx(metrics.average_precision_score(Y, SCORES))


@both
def test_only_the_order_of_the_scores_matters(plot):
    assert np.array_equal(curve(plot(Y, SCORES)), curve(plot(Y, np.exp(SCORES))))


def test_the_precision_of_chance_is_the_share_of_events():
    _, height = curve(plots.plot_precision_recall(Y, SCORES), "chance")
    assert height[0] == pytest.approx(Y.mean())


def test_the_roc_title_takes_no_threshold_with_more_than_5_percent_false_alarms():
    y, scores = [1, *[0] * 19, 1, 0, 1], [9, 8, *[0] * 18, 7, 6, 5]  # 1 of 20 before the second
    assert plots.plot_roc(y, scores).get_title(loc="left") == "Recall at 5 % false alarms: 0.67"


def test_the_title_of_precision_takes_the_first_threshold_that_finds_half_of_the_events():
    title = plots.plot_precision_recall([1, 0, 1, 1, 1], [5, 4, 3, 2, 1]).get_title(loc="left")
    assert title == "Precision at half recall: 0.67"


def test_the_titles_give_the_middle_of_the_resamples():
    at_half, (_, ax) = [], plt.subplots()
    for rows in SAMPLES:
        ax.clear()
        recall, precision = curve(plots.plot_precision_recall(Y[rows], SCORES[rows], ax=ax))
        at_half.append(precision[recall >= 0.5][0])
    low, high = np.quantile(at_half, [0.025, 0.975])
    title = plots.plot_precision_recall(Y, SCORES, resamples=SAMPLES).get_title(loc="left")
    assert title == f"Precision at half recall: {low:.2f} to {high:.2f}"


@both
def test_thirty_resamples_are_drawn_and_those_of_one_class_are_left_out(plot):
    grey = [li for li in plot(Y, SCORES, resamples=SAMPLES).lines if li.get_color() == "0.55"]
    assert len(grey) == 30
    alone = np.flatnonzero(Y)[:5]
    ax = plot(Y, SCORES, resamples=[alone, np.arange(5), *SAMPLES[:1, :5]])
    assert len([li for li in ax.lines if li.get_color() == "0.55"]) <= 2


@both
@pytest.mark.parametrize(
    "arguments, says",
    [
        (([0, 2], [1, 2]), "y_true must hold events, 0 or 1; got 2"),
        (([1, 1], [1, 2]), "y_true must be one row with both 0 and 1"),
        (([], []), "y_true must be one row with both 0 and 1"),
        (([0, 1], [1]), "y_true must have the shape of scores"),
        (([0, 1], [1, np.nan]), "scores must hold finite numbers"),
        (([0, 1], [1, 2], [[0, 2]]), "resamples must hold rows from 0 to 1; got 2"),
        (([0, 1], [1, 2], [[0, -1]]), "resamples must hold rows from 0 to 1; got -1"),
        (([0, 1], [1, 2], [[0.0, 1.0]]), "resamples must be a table of integers"),
        (([0, 1], [1, 2], [0, 1]), "resamples must be a table of integers"),
    ],
)
def test_refusals_say_what_came(plot, arguments, says):
    with pytest.raises(ValueError, match=says):
        plot(*arguments[:2], resamples=(*arguments, None)[2])
