import numpy as np

import xentlib as xent
from xentlib import explorers


def test_a_shift_is_added_to_what_is_set_and_changes_no_probability():
    explorer = explorers.explore_softmax_bars()
    explorer.set(A=1.5, C=4)
    chances = explorer.sentence.partition("p = ")[2]
    explorer.presets["shift by 3"].click()
    assert explorer.sentence.startswith("z = (4.5, 4, 7) at")
    assert explorer.sentence.partition("p = ")[2] == chances


def test_temperature_flattens_and_keeps_the_order():
    explorer = explorers.explore_softmax_bars()
    right = explorer.figure.axes[1]
    tops = []
    for temperature in (0.25, 1, 3, 8):
        explorer.controls["T"].value = temperature
        heights = [bar.get_height() for bar in right.patches]
        np.testing.assert_allclose(heights, xent.softmax(np.array([2, 1, -1]) / temperature))
        assert heights == sorted(heights, reverse=True)
        tops.append(heights[0])
    assert tops == sorted(tops, reverse=True)
    assert tops[-1] < 0.4  # what the lesson asks for can be reached


def test_a_sure_label_can_be_met_below_a_tenth_of_a_nat():
    explorer = explorers.explore_ternary()
    explorer.set(A=4, B=-4, C=-4)
    loss = xent.softmax_cross_entropy(0, [4.0, -4.0, -4.0])
    assert f"loss {loss:.3f} nats, {loss:.3f} too much" in explorer.sentence
    assert loss < 0.1


def test_with_doubt_the_least_loss_is_the_entropy_of_the_label():
    explorer = explorers.explore_ternary()
    explorer.set(doubt=1.0, A=1, B=1, C=1)
    assert f"loss {np.log(3):.3f} nats, 0.000 too much" in explorer.sentence


def test_the_sentence_says_that_a_class_pushed_down_gains_at_first():
    assert explorers.explore_ternary().sentence.endswith("first move A +0.219, B −0.243, C +0.024.")
