import numpy as np
import pytest

import xentlib as xent
from xentlib import explorers
from xentlib.explorers.causes import CAUSES, HIDDEN, printed_loss

MARGINS = np.array([0.0, 1.0, 3.0, 8.0])


def logits(n_classes):
    """One row for each margin, the true class first."""
    return np.c_[MARGINS, np.zeros((len(MARGINS), n_classes - 1))]


@pytest.mark.parametrize("n_classes", [2, 3, 10])
def test_each_printed_loss_is_what_its_program_prints(n_classes):
    z, share = logits(n_classes), 0.3
    y = np.zeros(len(z), dtype=int)
    plain = xent.softmax_cross_entropy(y, z)
    each = [xent.softmax_cross_entropy(np.full(len(z), k), z) for k in range(n_classes)]
    smoothed = xent.smooth_labels(xent.one_hot(y, n_classes), share)
    programs = {
        "no trap": plain,
        "softmax twice": xent.softmax_cross_entropy(y, xent.softmax(z)),
        "smoothed targets": xent.softmax_cross_entropy(smoothed, z),
        "random labels": (1 - share) * plain + share * np.mean(each, axis=0),
        "focal, α = 0.25": 0.25 * xent.softmax_cross_entropy(y, z, rule=xent.focal_score(2)),
        "divided by K": plain / n_classes,
        "shown in bits": plain / np.log(2),
    }
    assert programs.keys() == set(CAUSES)
    for cause, program in programs.items():
        ours = printed_loss(cause, n_classes, share, MARGINS)
        np.testing.assert_allclose(ours, program, rtol=1e-9, err_msg=cause)


def test_each_hidden_program_is_matched_by_its_own_cause_and_by_no_other_kind():
    for case, (cause, classes, share) in enumerate(HIDDEN, start=1):
        explorer = explorers.explore_causes()
        equal = []
        for other in range(len(CAUSES)):
            explorer.set(case=case, cause=other, classes=classes, share=share)
            if "They are equal" in explorer.sentence:
                equal.append(CAUSES[other])
        twins = {"random labels", "smoothed targets"}
        assert set(equal) == (twins if cause in twins else {cause})


def test_the_picture_holds_each_curve():
    explorer = explorers.explore_causes()
    low, high = explorer.figure.axes[0].get_ylim()
    for case in range(1, 1 + len(HIDDEN)):
        explorer.set(case=case)
        hidden = explorer.figure.axes[0].lines[0].get_ydata()
        assert low <= min(hidden) <= max(hidden) <= high
