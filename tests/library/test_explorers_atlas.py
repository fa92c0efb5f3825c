"""The explorer of applications: one loss, many targets and masks."""

import re

import numpy as np
import pytest

from xentlib import explorers
from xentlib.explorers._tasks import TASKS

each_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)


@each_task
def test_each_place_has_a_name_a_target_a_favourite_and_a_weight(task):
    n, k = len(task.places), len(task.outcomes)
    assert len(task.target) == len(task.favourite) == len(task.mask) == n
    assert task.targets.shape == task.forecast(1.0).shape == (n, k)
    np.testing.assert_allclose(task.targets.sum(1), 1)


@each_task
def test_a_forecast_without_sureness_costs_the_logarithm_of_the_number_of_outcomes(task):
    np.testing.assert_allclose(task.prices(0.0), np.log(len(task.outcomes)))
    assert task.loss(0.0, masked=False) == pytest.approx(np.log(len(task.outcomes)))


@each_task
def test_the_sentence_says_both_losses(task):
    explorer = explorers.explore_atlas()
    explorer.set(application=TASKS.index(task) + 1, sureness=3.0, mask=1)
    said = re.findall(r"[−]?\d+\.\d\d", explorer.sentence)
    losses = [task.loss(3.0, masked=masked) for masked in (True, False)]
    assert said == [f"{loss:.2f}".replace("-", "−") for loss in losses]


def test_padding_that_is_forecast_for_sure_makes_a_loss_look_better():
    translation = TASKS[3]
    assert translation.loss(4.0, masked=False) < 0.6 * translation.loss(4.0, masked=True)


def test_a_place_that_is_masked_does_not_move_the_loss():
    clicks = next(task for task in TASKS if task.name == "Clicks")
    mean = clicks.prices(2.0)[[0, 1, 4]].mean()
    assert clicks.loss(2.0, masked=True) == pytest.approx(mean)
