"""The picture of arithmetic coding: widths are products, and bits name the last interval."""

import math
from itertools import accumulate

import numpy as np
import pytest

import xentlib as xent
from xentlib.plots import plot_narrowing_intervals

pytestmark = pytest.mark.usefixtures("course_style")

P = [0.5, 0.3, 0.2]
MESSAGES = [[0], [2], [0, 1, 0], [2, 2, 2, 2], [1, 0, 2, 1, 0, 0, 1, 2]]
every_message = pytest.mark.parametrize("message", MESSAGES)


def words(ax):
    return [text.get_text() for text in ax.texts]


def interval(message):
    """Lower end and width, step by step in floating point."""
    edges, low, width = [*accumulate(P, initial=0.0)], 0.0, 1.0
    for symbol in message:
        low, width = low + width * edges[symbol], width * P[symbol]
    return low, width


@every_message
def test_the_widths_are_the_products_of_the_probabilities(message):
    widths = np.cumprod([1.0, *(P[symbol] for symbol in message)])
    shown = [text for text in words(plot_narrowing_intervals(P, message)) if "width" in text]
    assert shown == [f"width {width:.3g}" for width in widths]


@every_message
def test_every_number_that_begins_with_the_bits_lies_in_the_last_interval(message):
    low, width = interval(message)
    drawn = words(plot_narrowing_intervals(P, message, labels="ABC"))
    (word,) = (text for text in drawn if set(text) <= {"0", "1"})
    first = int(word, 2) / 2 ** len(word)
    assert low <= first + 1e-12
    assert first + 2.0 ** -len(word) <= low + width + 1e-12
    assert len(word) == math.ceil(-math.log2(width)) + 1


@every_message
def test_the_ends_of_the_last_interval_are_written_with_digits_that_tell_them_apart(message):
    low, width = interval(message)
    drawn = words(plot_narrowing_intervals(P, message))
    ends = [float(text) for text in drawn if text[:2] in {"0.", "1."}]
    np.testing.assert_allclose(ends, [low, low + width], atol=width / 100)


@every_message
def test_the_filled_piece_of_each_row_is_that_of_the_symbol_sent(message):
    ax = plot_narrowing_intervals(P, message)
    filled = [patch.get_width() for patch in ax.patches if 0 < patch.get_facecolor()[3] < 1]
    np.testing.assert_allclose(filled, np.array(P)[message])


def test_the_bits_are_at_most_two_more_than_the_message_is_surprising():
    message = [0, 1, 1, 2]
    title = plot_narrowing_intervals(P, message).get_title(loc="left")
    bits = int(title.split("which ")[1].split()[0])
    assert bits < xent.surprisal(P, base=2)[message].sum() + 2


@pytest.mark.parametrize(
    "p, message, says",
    [
        ([0.5, 0.5], [0, 2], "message must"),
        ([0.5, 0.5], [], "message must be one row of 1 to 8 symbols; got the shape"),
        ([0.5, 0.5], [0] * 9, r"1 to 8 symbols; got the shape \(9,\)"),
        ([0.5, 0.5], [[0]], "message must be one row"),
        ([0.5, 0.0, 0.5], [0, 1], "message must be possible; got 1"),
        ([[0.5, 0.5]], [0], "probabilities must be one row"),
        ([0.5, 0.6], [0], "probabilities must"),
    ],
)
def test_what_has_no_interval_is_refused_in_a_sentence(p, message, says):
    with pytest.raises(ValueError, match=says):
        plot_narrowing_intervals(p, message)
