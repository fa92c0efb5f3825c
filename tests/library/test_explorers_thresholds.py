import re
from itertools import pairwise

import numpy as np
import pytest

from xentlib import explorers
from xentlib.explorers.thresholds import BINS, FORECASTS, PRESETS

NUMBER = re.compile(r"\d+(?:\.\d+)?")


def counted(explorer):
    """Hits, false alarms, misses and F1 that each panel tells."""
    texts = (ax.texts[0].get_text() for ax in explorer.figure.axes[: len(FORECASTS)])
    return np.array([[float(x) for x in NUMBER.findall(t.replace("F1", ""))] for t in texts])


def scores(explorer):
    """F1 of each label, macro and micro F1 in the sentence."""
    return [float(x) for x in NUMBER.findall(explorer.sentence.partition(": F1")[2][:-1])]


def test_each_best_threshold_is_half_of_its_f1():
    explorer = explorers.explore_thresholds()
    explorer.presets["best F1 of each"].click()
    thresholds = [*PRESETS["best F1 of each"].values()]
    assert thresholds == pytest.approx(np.array(scores(explorer)[:3]) / 2, abs=0.01)


def test_a_higher_threshold_trades_hits_and_false_alarms_for_misses():
    explorer = explorers.explore_thresholds()
    rows = []
    for threshold in (0.05, 0.3, 0.6, 0.9):
        explorer.set(**dict.fromkeys(FORECASTS, threshold))
        rows.append(counted(explorer))
    steps = np.diff(rows, axis=0)
    assert (steps[:, :, :2] <= 0).all()
    assert (steps[:, :, 2] >= 0).all()


def test_hits_and_misses_add_up_to_what_the_title_says_is_there():
    explorer = explorers.explore_thresholds()
    titles = [ax.get_title(loc="left") for ax in explorer.figure.axes[: len(FORECASTS)]]
    told = [float(NUMBER.search(title)[0]) for title in titles]
    for threshold in (0.2, 0.5, 0.77):
        explorer.set(**dict.fromkeys(FORECASTS, threshold))
        assert counted(explorer)[:, [0, 2]].sum(1).tolist() == told


def test_the_strip_below_shows_that_the_forecasts_are_honest():
    explorer = explorers.explore_thresholds()
    for ax, p in zip(explorer.figure.axes[len(FORECASTS) :], FORECASTS.values(), strict=True):
        mean_of_bin = [
            p[(low <= p) & (p < high)].mean()
            for low, high in pairwise(BINS)
            if ((low <= p) & (p < high)).any()
        ]
        heights = [bar.get_height() for bar in ax.patches]
        assert heights == pytest.approx(mean_of_bin)


def test_macro_is_the_mean_of_the_labels_and_micro_counts_them_together():
    explorer = explorers.explore_thresholds()
    explorer.set(frequent=0.7, scarce=0.3, rare=0.1)
    *each, macro, micro = scores(explorer)
    assert macro == pytest.approx(np.mean(each), abs=1e-3)
    hits, alarms, misses, _ = counted(explorer).sum(0)
    assert micro == pytest.approx(2 * hits / (2 * hits + alarms + misses), abs=2e-3)
