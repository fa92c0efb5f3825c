"""What is done and what it cost; and the file that carries it elsewhere."""

import math
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import ClassVar

import ipywidgets as widgets

from xentlib._live import Live
from xentlib.classroom import state as _state
from xentlib.classroom.card import SIGN, Card
from xentlib.classroom.exercises import exercises, questions
from xentlib.classroom.predictions import Score, in_bits, scores
from xentlib.classroom.progress._calibration import OwnCalibration
from xentlib.classroom.progress._file import downloaded
from xentlib.classroom.progress._file_button import UNCOUNTED, file_button
from xentlib.classroom.progress._picture import picture
from xentlib.classroom.topics import TOPICS, lesson_of
from xentlib.plots.showing import Output, img, picture_of


@dataclass(repr=False)
class Progress(Card, Live):
    """What is done, per lesson and exercise, and what the forecasts have cost.

    Attributes
    ----------
    state : dict
        What is kept: exercises, forecasts and questions by name.
    scored : list of Score
        The forecasts whose outcomes are known.
    """

    INVITATION: ClassVar[str] = "To bring it up to date, run the cells above and this one."
    state: _state.State
    scored: list[Score]

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first: the lessons that are begun."""
        lessons = [line for topic in self._begun() for line in self._lesson(topic)]
        own = OwnCalibration.of(self.scored)
        forecasts = [self._forecasts(), *(own.lines if own else [])]
        return ["Your progress", *(lessons or ["No exercise attempted yet."]), *forecasts]

    @property
    def picture(self) -> bytes | None:
        """What is done and what forecasts were worth, as a PNG; None if there is nothing."""
        done = {
            lesson_of(topic): [self._state_of(row.name) for row in exercises(topic)]
            for topic in self._begun()
        }
        return picture(done, OwnCalibration.of(self.scored))

    def _begun(self) -> list[str]:
        names = [*self.state["exercises"], *self.state["questions"]]
        met = {name.partition(".")[0] for name in names}
        return [topic for topic in TOPICS if topic in met]

    def _state_of(self, name: str) -> str:
        return str(self.state["exercises"].get(name, {}).get("state", "open"))

    def _lesson(self, topic: str) -> list[str]:
        answered = [self._is_right("questions", question.name) for question in questions(topic)]
        done = [self._is_right("exercises", row.name) for row in exercises(topic)]
        title = f"Lesson {lesson_of(topic)}: {sum(done)} of {len(done)} exercises"
        asked = f", {sum(answered)} of {len(answered)} questions" if answered else ""
        return [title + asked, *(self._exercise(row.name) for row in exercises(topic))]

    def _is_right(self, section: str, name: str) -> bool:
        return self.state[section].get(name, {}).get("state") == "right"

    def _exercise(self, name: str) -> str:
        entry = self.state["exercises"].get(name, {})
        met = sorted(entry.get("mistakes", {}).items(), key=lambda item: (-item[1], item[0]))
        names = ", ".join(f"{mistake} ({n})" if n > 1 else mistake for mistake, n in met)
        sign = SIGN.get(entry.get("state", "open"), "○")
        return f"  {sign} {name}" + (f", met on the way: {names}" if names else "")

    def _forecasts(self) -> str:
        if not self.scored:
            return "Forecasts: none scored yet."
        paid = in_bits(math.fsum(score.bits for score in self.scored))
        uniform = math.fsum(score.uniform_bits for score in self.scored)
        return f"Forecasts: {len(self.scored)} scored, {paid} paid; uniform ones pay {uniform:.2f}."

    def _repr_html_(self) -> str:
        data = b64encode(_state.dump(self.state).encode()).decode()
        link = f'<a download="progress.json" href="data:application/json;base64,{data}">'
        return f"{super()._repr_html_()}<p>{link}<u>Download your progress</u></a></p>"

    @property
    def still(self) -> dict[str, Output]:
        """The picture, if there is one, and the lines with the link."""
        png, words = self.picture, self.words(self._repr_html_() + UNCOUNTED, repr(self))
        return ({"picture": picture_of(png, self._said())} if png else {}) | {"words": words}

    def _said(self) -> str:
        return ". ".join(line.strip().rstrip(".:") for line in self.lines) + "."

    @cached_property
    def live(self) -> widgets.VBox:
        """The same with a button that brings a downloaded file back."""
        shown = widgets.HTML(self._everything())

        def bring_back(content: bytes) -> str:
            now = restore_progress(content)
            self.state, self.scored = now.state, now.scored
            shown.value = self._everything()
            self.store_soon()
            return "It is back."

        # The button stands above what it changes, so it stays where it was.
        return widgets.VBox([file_button("Bring progress back", bring_back), shown])

    def _everything(self) -> str:
        png = self.picture
        shown = (img(png, self._said()) if png else "") + self._repr_html_()
        return f'<div style="overflow-wrap: anywhere">{shown}</div>'  # else a name sets the width


def progress() -> Progress:
    """Show what is done, with the mistakes met, and what your forecasts have cost.

    Returns
    -------
    Progress
        In a notebook with a picture of it, a link that downloads it all as one file, and a
        button that brings such a file back. `forget_progress`, beside it, deletes it all.

    Examples
    --------
    >>> progress().lines[0]
    'Your progress'
    """
    return Progress(_state.read(), scores())


def restore_progress(source: str | Path | bytes) -> Progress:
    """Bring back a downloaded ``progress.json``; its entries replace those of the same name.

    Parameters
    ----------
    source : path or bytes
        The file or its content.

    Returns
    -------
    Progress
        What is kept now.

    Raises
    ------
    ValueError
        If the file is not one that `progress` offered.

    Examples
    --------
    >>> restore_progress(b'{"exercises": {}}').lines[0]
    'Your progress'
    """
    content = source if isinstance(source, bytes) else Path(source).read_bytes()
    restored = downloaded(content)

    def merge(state: _state.State) -> None:
        for section in _state.FIELDS:
            state[section].update(restored[section])

    _state.update(merge)
    return progress()


def forget_progress() -> Progress:
    """Delete everything that is kept: exercises, mistakes met, forecasts, answers to quizzes.

    Returns
    -------
    Progress
        An empty one. What was downloaded before can be brought back.

    Examples
    --------
    >>> forget_progress().lines[1]
    'No exercise attempted yet.'
    """

    def empty(state: _state.State) -> None:
        state.clear()
        state.update({section: {} for section in _state.FIELDS})

    _state.update(empty)
    return progress()
