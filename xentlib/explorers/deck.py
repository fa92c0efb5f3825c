"""The deck of the oral exam: a question, and when you turn it, an answer to compare yours with."""

from collections.abc import Callable
from textwrap import fill
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._oral_exam import CARDS
from xentlib.explorers._slider import slider

WIDTH = 62  # letters in a line
TURN = "Say your answer aloud, then turn the card."


def prepare_deck(figure: Figure) -> Callable[..., str]:
    """Draw a card; moved by its number and by its side.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(card, side)``, which returns the sentence: side 0 asks, side 1 answers.
    """
    ax = figure.subplots()
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.axis("off")
    shape = "round,pad=0,rounding_size=0.03"
    frame = FancyBboxPatch((0.03, 0.05), 0.94, 0.9, shape, fc="none", ec="0.5", lw=1.5)
    ax.add_patch(frame)
    number = ax.text(0.07, 0.86, "", fontsize=10, color="0.35", va="center")
    question = ax.text(0.07, 0.77, "", fontsize=12, weight="bold", va="top", linespacing=1.3)
    answer = ax.text(0.07, 0.55, "", fontsize=11, va="top", linespacing=1.4)

    def update(card: int, side: int) -> str:
        chosen = CARDS[card - 1]
        number.set_text(f"Card {card} of {len(CARDS)}")
        question.set_text(fill(chosen.question, WIDTH, break_on_hyphens=False))
        answer.set_text(fill(chosen.answer, WIDTH + 8, break_on_hyphens=False) if side else TURN)
        frame.set_facecolor("#eef4fb" if side else "none")
        where = ", ".join(chosen.cells)
        told = f"{chosen.answer} See {where}." if side else TURN
        return f"Card {card}: {chosen.question} {told}"

    return update


def explore_deck() -> Explorer:
    """Take the oral exam: 23 questions, each with an answer on its back.

    Returns
    -------
    Explorer
        With the controls `card`, 1 to 23, and `side`: 0 for the question, 1 for the answer.

    Examples
    --------
    >>> explorer = explore_deck()
    >>> explorer.sentence.partition("? ")[2]
    'Say your answer aloud, then turn the card.'
    """
    deck = Explorer(
        prepare_deck,
        presets={"ask": {"side": 0}, "turn": {"side": 1}},
        card=slider("card", 1, 1, len(CARDS)),
        side=slider("side", 0, 0, 1),
    )

    def ask_first(_change: Any) -> None:
        if not deck.moves_together:
            deck.set(side=0)

    deck.controls["card"].observe(ask_first, names="value")
    return deck
