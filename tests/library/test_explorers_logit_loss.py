"""Lesson 03's explorer draws what the losses say."""

import numpy as np
import pytest

import xentlib as xent
from xentlib import explorers
from xentlib.explorers.logit_loss import LOGITS

PLACES = [(1.0, 1.0), (-4.0, 1.0), (2.0, 0.7), (6.0, 0.0), (0.0, 0.5)]


def lines(explorer, side):
    return [line.get_xydata() for line in explorer.figure.axes[side].lines]


@pytest.fixture(params=PLACES, ids=str)
def place(request):
    logit, target = request.param
    explorer = explorers.explore_logit_loss()
    explorer.set(logit=logit, target=target)
    return explorer, logit, target


def test_the_curves_are_the_sigmoid_and_the_loss(place):
    explorer, _, target = place
    np.testing.assert_allclose(lines(explorer, 0)[0][:, 1], xent.sigmoid(LOGITS))
    expected = xent.sigmoid_cross_entropy(np.full_like(LOGITS, target), LOGITS)
    np.testing.assert_allclose(lines(explorer, 1)[0][:, 1], expected)


def test_the_bar_at_the_left_is_as_long_as_the_tangent_at_the_right_is_steep(place):
    explorer, logit, target = place
    (_, forecast), (_, end) = lines(explorer, 0)[1]
    (z0, low), (z1, high) = lines(explorer, 1)[2]
    slope = xent.sigmoid_cross_entropy_grad(target, logit)
    np.testing.assert_allclose([forecast - end, (high - low) / (z1 - z0)], slope, atol=1e-12)


def test_the_tangent_touches_the_loss_at_the_mark(place):
    explorer, logit, target = place
    loss = xent.sigmoid_cross_entropy(target, logit)
    np.testing.assert_allclose(lines(explorer, 1)[3], [[logit, loss]])
    np.testing.assert_allclose(lines(explorer, 1)[2].mean(0), [logit, loss])


def test_no_forecast_pays_less_than_the_target_s_own_entropy(place):
    explorer, _, target = place
    price, floor = (line[:, 1] for line in lines(explorer, 1)[:2])
    np.testing.assert_allclose(floor, xent.entropy([target, 1 - target]), atol=1e-12)
    assert (price >= floor[0] - 1e-12).all()


def test_the_sentence_says_loss_floor_and_slope():
    explorer = explorers.explore_logit_loss()
    explorer.set(logit=2.0, target=0.7)
    assert explorer.sentence == (
        "At logit 2.0 the forecast is 0.881 and the target 0.70: the loss is 0.727 nats, "
        "0.611 of them the target's own entropy; its slope p − y is +0.181."
    )
