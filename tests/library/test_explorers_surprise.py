"""What letters cost: the explorer's counts, and the tiles that show them."""

from collections import Counter

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from xentlib import explorers, plots
from xentlib.data import colour_names
from xentlib.explorers.surprise import ADDED, MOST, costs

pytestmark = pytest.mark.usefixtures("course_style")

N_SYMBOLS = len({*"".join(colour_names())}) + 1  # with the newline that ends a name


def by_hand(name, letters):
    """Bits of each symbol, by lists of what followed its context in the other names."""
    others = ["\n" * letters + other + "\n" for other in colour_names() if other != name]
    text = "\n" * letters + name + "\n"
    for i in range(letters, len(text)):
        context = text[i - letters : i]
        came = Counter(
            other[k]
            for other in others
            for k in range(letters, len(other))
            if other[k - letters : k] == context
        )
        yield -np.log2((came[text[i]] + ADDED) / (sum(came.values()) + ADDED * N_SYMBOLS))


@pytest.mark.parametrize("letters", [0, 1, 3])
@pytest.mark.parametrize("name", ["dusty rose", "macaroni and cheese"])
def test_a_name_is_read_by_the_counts_of_all_other_names(name, letters):
    np.testing.assert_allclose(costs(name, letters), [*by_hand(name, letters)], rtol=1e-12)


def test_after_a_context_that_no_other_name_has_nothing_is_known():
    np.testing.assert_allclose(costs("macaroni and cheese", MOST)[7:10], np.log2(N_SYMBOLS))


def test_the_sentence_tells_the_bits_of_the_whole_name():
    explorer = explorers.explore_surprise()
    explorer.set(letters=2, name=colour_names().index("electric lime"))
    assert f"costs {costs('electric lime', 2).sum():.1f} bits" in explorer.sentence


def test_the_sentence_tells_what_the_first_letters_of_words_cost():
    explorer = explorers.explore_surprise()
    explorer.set(letters=3, name=colour_names().index("electric lime"))
    bits = costs("electric lime", 3)
    others = np.delete(bits, [0, 9])
    said = f": {bits[[0, 9]].mean():.1f} for the first letter of a word, and {others.mean():.1f}"
    assert said in explorer.sentence


def test_a_dearer_letter_has_a_darker_tile():
    ax = plots.plot_text_surprise(["abcd"], [[0.1, 2.0, 4.0, 8.0]])
    light = [sum(to_rgb(tile.get_facecolor())) for tile in ax.patches]
    assert light == sorted(light, reverse=True)


def test_what_a_letter_costs_is_written_below_it_and_blanks_are_seen():
    ax = plots.plot_text_surprise(["a \n"], [[0.25, 1.0, 3.0]])
    said = [text.get_text() for text in ax.texts]
    assert said == ["a", "␣", "↵", "0.2", "1.0", "3.0"]
