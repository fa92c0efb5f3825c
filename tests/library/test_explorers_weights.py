"""The explorer of weights: what a weight, its correction and a threshold do."""

import re

import numpy as np
import pytest

from xentlib import explorers


def said(explorer, pattern):
    """The number after some words of the sentence."""
    return float(re.search(rf"{pattern} ([\d.]+\d)", explorer.sentence)[1])


@pytest.mark.parametrize("weight", [5, 32, 100])
def test_a_corrected_model_says_what_the_plain_one_says(weight):
    explorer = explorers.explore_weights()
    explorer.set(weight=1)
    plain = explorer.sentence
    explorer.set(weight=weight, correction=1.0)
    assert explorer.sentence == plain


@pytest.mark.parametrize("weight", [5, 32])
def test_a_weight_does_to_decisions_what_a_lower_threshold_does(weight):
    weighted, plain = explorers.explore_weights(), explorers.explore_weights()
    weighted.set(weight=weight, threshold=0.5)
    plain.controls["threshold"].min, plain.controls["threshold"].step = 1e-6, 1e-6
    plain.set(weight=1, threshold=1 / (1 + weight))
    costs = [said(explorer, "mean cost") for explorer in (weighted, plain)]
    assert costs[0] == pytest.approx(costs[1], abs=0.002)


def test_the_least_cost_is_the_same_with_every_weight_and_its_threshold_is_not():
    explorer, least, at = explorers.explore_weights(), [], []
    for weight in (1, 5, 32):
        explorer.set(weight=weight)
        least.append(said(explorer, "The least is"))
        at.append(float(explorer.sentence.rstrip(".").rpartition("at ")[2]))
    assert np.ptp(least) <= 0.002
    assert at == sorted(set(at))


def test_a_weight_makes_the_loss_larger():
    explorer, losses = explorers.explore_weights(), []
    for weight in (1, 5, 32, 100):
        explorer.set(weight=weight)
        losses.append(said(explorer, "Loss"))
    assert losses == sorted(set(losses))
