"""What a check answers."""

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

from xentlib.classroom.card import GREEN, GREY, RED, SIGN, Card
from xentlib.classroom.checking._symptoms import SYMPTOMS

AGAIN = "Read again: "
LINKED = r"(?a)[\w.,;:!?'()*+=/-]+"  # other signs a browser writes otherwise


@dataclass(frozen=True, repr=False)
class Verdict(Card):
    """State of one exercise and, if it is wrong, why; it shows itself as a cell's result.

    Attributes
    ----------
    name : str
        The exercise.
    state : {"open", "wrong", "right"}
        Not attempted, attempted, solved.
    mistake : str
        Short name from the vocabulary, or "" where none explains the answer.
    hint : str
        What to think about.
    example : str
        The smallest input on which the answer differs: input, expected, got; a line each.
    reread : str
        Where in the lesson to look again.
    title : str
        What to say beside the name; by default it follows from the rest.

    Examples
    --------
    >>> Verdict("surprise.entropy", "wrong", "sign", "Right but for the sign.")
    ✗ surprise.entropy: looks like "sign"
    Right but for the sign.
    """

    name: str
    state: Literal["open", "wrong", "right"]
    mistake: str = ""
    hint: str = ""
    example: str = ""
    reread: str = ""
    title: str = ""

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first."""
        named = self.mistake not in {"", *SYMPTOMS}
        wrong = f'looks like "{self.mistake}"' if named else self.mistake or "not yet"
        said = {"open": "not attempted yet", "wrong": wrong, "right": "right"}
        lines = [f"{SIGN[self.state]} {self.name}: {self.title or said[self.state]}"]
        lines += [self.hint] if self.hint else []
        lines += [f"  {line}" for line in self.example.splitlines()]
        return lines + ([AGAIN + self.reread] if self.reread else [])

    def _line_in_html(self, line: str) -> str:
        """Make of the place to read again a link: a heading's anchor is its words with dashes."""
        anchor = self.reread.replace(" ", "-")
        if line != f"{AGAIN}{self.reread}" or not re.fullmatch(LINKED, anchor):
            return super()._line_in_html(line)
        return f'{AGAIN}<a href="#{escape(anchor)}">{escape(self.reread)}</a>'

    @property
    def colour(self) -> str:
        """Green, red or grey."""
        return {"open": GREY, "wrong": RED, "right": GREEN}[self.state]
