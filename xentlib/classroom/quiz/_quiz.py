"""A topic's retrieval questions as widgets."""

from html import escape

import ipywidgets as widgets

from xentlib.classroom import state as _state
from xentlib.classroom._panel import SIGN, Panel
from xentlib.classroom.exercises import Question, questions
from xentlib.classroom.topics import TOPICS


class Quiz(Panel):
    """Questions with options to choose from; each answer is told why.

    Attributes
    ----------
    choices, buttons, replies : list of widgets
        The controls of each question, in order, and what is said below them.
    """

    def __init__(self, asked: tuple[Question, ...]) -> None:
        self.choices: list[widgets.RadioButtons] = []
        self.buttons: list[widgets.Button] = []
        self.replies: list[widgets.HTML] = []
        blocks = [self._block(number, question) for number, question in enumerate(asked, 1)]
        texts = [
            "\n".join([f"{number}. {question.prompt}", *(f"   ( ) {o}" for o in question.options)])
            for number, question in enumerate(asked, 1)
        ]
        super().__init__(widgets.VBox(blocks), "\n".join(texts))

    def _block(self, number: int, question: Question) -> widgets.VBox:
        choice = widgets.RadioButtons(
            options=question.options,
            value=None,
            description=f"Question {number}",
            layout=widgets.Layout(width="auto"),
        )
        button = widgets.Button(description=f"Answer question {number}")
        reply = widgets.HTML()
        button.on_click(lambda _: _answer(question, choice.value, reply))
        self.choices.append(choice)
        self.buttons.append(button)
        self.replies.append(reply)
        prompt = widgets.HTML(f"<p><strong>{number}. {escape(question.prompt)}</strong></p>")
        return widgets.VBox([prompt, choice, button, reply])


def quiz(name: str) -> Quiz:
    """Ask a topic's retrieval questions.

    Parameters
    ----------
    name : str
        The topic, such as "surprise".

    Returns
    -------
    Quiz
        Radio buttons and an answer to each choice; as text, the questions alone. What was
        answered is kept for `progress`.

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


def _answer(question: Question, option: str | None, reply: widgets.HTML) -> None:
    """Say why an option is right or wrong, and keep which it was."""
    if option is None:
        reply.value = '<p role="status">Choose an option first.</p>'
        return
    state = "right" if option == question.key else "wrong"

    def keep(everything: _state.State) -> None:
        entry = everything["questions"].setdefault(question.name, {})
        entry["attempts"] = entry.get("attempts", 0) + 1
        entry["state"] = "right" if entry.get("state") == "right" else state

    _state.update(keep)
    said = escape(question.feedback(option))
    reply.value = f'<p role="status"><strong>{SIGN[state]}</strong> {said}</p>'
