import numpy as np

from xentlib import explorers
from xentlib.explorers.deck import CARDS, TURN


def shown(explorer):
    """What stands on the card, without line breaks."""
    return [" ".join(text.get_text().split()) for text in explorer.figure.axes[0].texts]


def test_a_card_asks_and_hides_its_answer_until_it_is_turned():
    explorer = explorers.explore_deck()
    for n, card in enumerate(CARDS, start=1):
        explorer.set(card=n, side=0)
        assert shown(explorer)[1:] == [card.question, TURN]
        assert card.answer not in explorer.sentence
        explorer.set(side=1)
        assert shown(explorer)[1:] == [card.question, card.answer]
        assert card.answer in explorer.sentence
        assert all(place in explorer.sentence for place in card.cells)


def test_question_and_answer_of_every_card_stand_below_each_other_inside_the_frame():
    explorer = explorers.explore_deck()
    frame = explorer.figure.axes[0].patches[0].get_window_extent()
    for n in range(1, 1 + len(CARDS)):
        explorer.set(card=n, side=1)
        boxes = [text.get_window_extent() for text in explorer.figure.axes[0].texts]
        assert all(frame.x0 < box.x0 and box.x1 < frame.x1 for box in boxes), n
        assert all(np.diff([edge for box in boxes for edge in (box.y1, box.y0)]) < 0), n
        assert boxes[-1].y0 > frame.y0, n


def test_the_next_card_shows_its_question_first():
    deck = explorers.explore_deck()
    deck.set(side=1)
    deck.controls["card"].value = 2
    assert deck.controls["side"].value == 0
    assert deck.sentence.endswith("Say your answer aloud, then turn the card.")
