"""A topic's retrieval questions as widgets."""

from collections.abc import Iterable
from functools import partial
from html import escape

import ipywidgets as widgets

from xentlib._live import Live
from xentlib.classroom import state as _state
from xentlib.classroom.card import SIGN
from xentlib.classroom.exercises import Question, questions
from xentlib.classroom.topics import TOPICS
from xentlib.plots.showing import Output


class Asked:
    """One question: its controls, what was answered last, and what is said to that.

    Parameters
    ----------
    number : int
        Its place in the quiz.
    question : Question
        What is asked.
    """

    def __init__(self, number: int, question: Question) -> None:
        self.title, self.question = f"{number}. {question.prompt}", question
        self.choice = widgets.RadioButtons(
            options=question.options,
            value=None,
            description=f"Question {number}",
            layout=widgets.Layout(width="auto"),
        )
        self.button = widgets.Button(description=f"Answer question {number}")
        self.reply = widgets.HTML()
        kept = _state.read()["questions"].get(question.name, {}).get("answer")
        self.answer = kept if kept in question.options else None
        self.choice.value = self.answer
        self._reply()

    def take(self) -> None:
        """Keep the option that is chosen, and say why it is right or wrong."""
        self.answer = self.choice.value
        if self.answer is None:
            self.reply.value = '<p role="status">Choose an option first.</p>'
            return
        _keep(self.question, self.answer)
        self._reply()

    def _reply(self) -> None:
        if self.answer is not None:
            said = escape(self.question.feedback(self.answer))
            self.reply.value = f'<p role="status"><strong>{self.sign}</strong> {said}</p>'

    def block(self) -> widgets.VBox:
        """Return the question above its controls.

        Returns
        -------
        ipywidgets.VBox
            The question, its options, the button and what is said to an answer.
        """
        prompt = widgets.HTML(f"<p><strong>{escape(self.title)}</strong></p>")
        return widgets.VBox([prompt, self.choice, self.button, self.reply])

    @property
    def sign(self) -> str:
        """The mark of the answer: right or wrong."""
        return SIGN["right" if self.answer == self.question.key else "wrong"]

    def lines(self) -> list[str]:
        """Return the question, its options with a mark at the answer, and what is said to it.

        Returns
        -------
        list of str
            The title first.
        """
        options = [f"   ({'•' if o == self.answer else ' '}) {o}" for o in self.question.options]
        said = (
            [] if self.answer is None else [f"   {self.sign} {self.question.feedback(self.answer)}"]
        )
        return [self.title, *options, *said]


class Quiz(Live):
    """Questions with options to choose from; each answer is told why.

    Parameters
    ----------
    questions : iterable of Question
        What is asked, in this order. What was answered before is shown again.

    Attributes
    ----------
    asked : list of Asked
        The questions, each with its controls: ``choice``, ``button`` and ``reply``.
    """

    INVITATION = "To answer, run the cells above and this one."

    def __init__(self, questions: Iterable[Question]) -> None:
        self.asked = [Asked(number, question) for number, question in enumerate(questions, 1)]
        for one in self.asked:
            one.button.on_click(partial(self._answer, one))
        self._box = widgets.VBox([one.block() for one in self.asked])

    def _answer(self, one: Asked, _button: widgets.Button) -> None:
        one.take()
        self.store_soon()

    def __repr__(self) -> str:
        return "\n".join(line for one in self.asked for line in one.lines())

    @property
    def live(self) -> widgets.Widget:
        """The questions with their controls."""
        return self._box

    @property
    def still(self) -> dict[str, Output]:
        """The questions, their options, and what was answered."""
        column = ' style="white-space: pre-wrap"'
        blocks = []
        for title, *rest in (one.lines() for one in self.asked):
            lines = "".join(f"<div{column}>{escape(line)}</div>" for line in rest)
            blocks.append(f"<div><strong>{escape(title)}</strong></div>{lines}<br>")
        return {"words": self.words("".join(blocks), repr(self))}


def quiz(name: str) -> Quiz:
    """Ask a topic's retrieval questions.

    Parameters
    ----------
    name : str
        The topic, such as "surprise".

    Returns
    -------
    Quiz
        Radio buttons and an answer to each choice; as text, the questions and what was answered,
        which is kept for `progress` and for the next time.

    Raises
    ------
    TypeError
        If `name` is no text.
    ValueError
        If the topic has no quiz.

    Examples
    --------
    >>> str(quiz("surprise")).splitlines()[0]
    '1. An outcome of probability 1/8 has happened. How much have you been told?'
    """
    if not isinstance(name, str):
        raise TypeError(f'name must be a topic as text, such as "surprise"; got {name!r}')
    asked = questions(name)
    if not asked:
        there = ", ".join(filter(questions, TOPICS))
        raise ValueError(f"name must be a topic that has a quiz, one of {there}; got {name!r}")
    return Quiz(asked)


def _keep(question: Question, option: str) -> None:
    """Keep what was answered; what was right once stays right."""
    state = "right" if option == question.key else "wrong"

    def change(everything: _state.State) -> None:
        entry = everything["questions"].setdefault(question.name, {})
        entry["attempts"] = entry.get("attempts", 0) + 1
        entry["state"] = "right" if entry.get("state") == "right" else state
        entry["answer"] = option

    _state.update(change)
