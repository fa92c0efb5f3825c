"""Lesson 09's explorer trains what it says, and stops where early stopping would."""

import numpy as np
import pytest

import xentlib as xent
from xentlib import explorers
from xentlib.explorers.training_curves import (
    TRAINED,
    _digits,
    stopped,
    training_curves,
)


@pytest.mark.parametrize("wrong", [0.0, 0.5])
def test_the_first_epoch_is_plain_descent_on_the_gradient_of_the_loss(wrong):
    x, labels, luck, guesses, orders = _digits()
    told = np.where(luck < wrong, guesses, labels[:TRAINED])
    weights = np.zeros((65, 10))
    for part in orders[0]:
        slopes = xent.softmax_cross_entropy_grad(told[part], x[part] @ weights) / len(part)
        weights -= 0.4 * x[part].T @ slopes
    expected = [
        xent.softmax_cross_entropy(told, x[:TRAINED] @ weights).mean() / np.log(2),
        xent.softmax_cross_entropy(labels[TRAINED:], x[TRAINED:] @ weights).mean() / np.log(2),
    ]
    np.testing.assert_allclose(training_curves(0.4, wrong)[:, 0], expected, rtol=1e-12)


@pytest.mark.parametrize(
    "losses, patience, expected",
    [
        ([0.95, 0.70, 0.55, 0.58, 0.57, 0.43, 0.47, 0.48, 0.52, 0.58], 3, (9, 6)),
        ([3.0, 2.0, 1.0], 1, (3, 3)),
        ([1.0, 2.0, 0.5], 1, (2, 1)),
        ([1.0, 1.0, 0.5], 2, (3, 3)),  # an equal loss is no new minimum
        ([1.0, 1.0, 1.0], 2, (3, 1)),
    ],
)
def test_training_ends_after_as_many_epochs_without_a_new_minimum_as_patience_says(
    losses, patience, expected
):
    assert stopped(np.array(losses), patience) == expected


def test_the_star_stands_on_the_validation_curve_at_its_minimum_so_far():
    explorer = explorers.explore_training_curves()
    for values in ({"rate": 0.4, "wrong": 0.3, "patience": 1}, {"rate": 1.0, "wrong": 0.5}):
        explorer.set(**values)
        validation, _, end, star = (line.get_xydata() for line in explorer.figure.axes[0].lines)
        last = int(end[0, 0])
        best = validation[:last, 1].argmin()
        np.testing.assert_array_equal(star[0], validation[best])
        assert f"restores epoch {best + 1}," in explorer.sentence
