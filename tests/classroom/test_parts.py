"""Parts of a question of coursework: what is nearly right has the same points on each draw."""

import numpy as np
import pytest

from xentlib.classroom.checking import compute
from xentlib.classroom.exercises import find

# Mistakes that are right in some part, or were so on some draws: a fixed case decides.
NEARLY_RIGHT = {
    "a3_multi_label.floors": {"zero log zero", "silence left out"},
    "a3_multi_label.group_loss": {"underflow", "one of them for small"},
    "a3_multi_label.pull": {"zero by zero", "overflow"},
    "a3_multi_label.chosen": {"searched", "never all", "costs that add up"},
    "a4_keras_classifier.pixel_slopes": {
        "overflow",
        "wrong shift",
        "clipped",
        "small ones left out",
    },
    "a4_keras_classifier.batch_losses": {"sizes ignored", "first size for all"},
    "a4_keras_classifier.dropout_loss": {
        "scaled by the rate",
        "chances by logarithms",
        "clipping",
        "wrong shift",
    },
    "a4_keras_classifier.ensemble_loss": {"overflow", "underflow", "wrong shift"},
    "a6_capstone.audited": {
        "means averaged",
        "mean chosen by batches",
        "no choice by the loss",
        "clipping",
        "overflow",
    },
    "a6_capstone.bounds": {"lowest of 0", "held from both sides"},
    "a6_capstone.lamp_loss": {"last step missing", "overflow"},
    "a6_capstone.lamp_slope": {"overflow", "censored as events"},
}
FORMS = [
    pytest.param(row, form.function, id=f"{name}, {form.name} {i}")
    for name, names in NEARLY_RIGHT.items()
    for row in [find(name)]
    for i, form in enumerate(row.known)
    if form.name in names
]


@pytest.mark.parametrize("name", NEARLY_RIGHT)
def test_no_mistake_that_is_named_here_is_gone_from_its_table(name):
    assert NEARLY_RIGHT[name] - {form.name for form in find(name).known} == set()


def right_parts(row, answer, seed):
    """Which parts an answer has right; without the first none counts."""
    drawn = row.inputs.drawn(np.random.default_rng(seed))
    right = [
        all(row.agree(compute(answer, case), compute(row.reference, case)) for case in cases)
        for cases in drawn.values()
    ]
    return tuple(part and right[0] for part in right)


@pytest.mark.parametrize("draws", [5, pytest.param(50, marks=pytest.mark.long)], ids=["5", "50"])
@pytest.mark.parametrize("row, answer", FORMS)
def test_what_is_nearly_right_has_the_same_parts_on_each_draw_and_never_all(row, answer, draws):
    with np.errstate(all="ignore"):
        found = {right_parts(row, answer, seed) for seed in range(draws)}
    assert len(found) == 1
    assert not all(found.pop())


def test_a_network_s_units_are_not_so_near_0_that_rounding_decides():
    row = find("a4_keras_classifier.pixel_slopes")
    for seed in range(50):
        for x, _, v, b, *_ in row.inputs(np.random.default_rng(seed)):
            assert (abs(x @ v + b) > 1e-4).all()


def test_no_second_decision_is_as_good_as_the_best_one():
    row = find("a3_multi_label.chosen")
    for seed in range(50):
        for p, beta in row.inputs(np.random.default_rng(seed)):
            down = np.sort(p, axis=0)[::-1]
            f = down.cumsum(0) / (beta**2 * p.sum(0) + np.arange(1, len(p) + 1)[:, None])
            second, first = np.sort(f, axis=0)[-2:]
            assert (first - second > 1e-6 * first).all()
