"""What is done and what it cost; and the file that carries it elsewhere."""

import math
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from xentlib import _state
from xentlib._card import Card
from xentlib.exercises import LESSONS, exercises, questions
from xentlib.predictions import Score, in_bits, scores
from xentlib.report._panel import SIGN, Panel


@dataclass(frozen=True, repr=False)
class Progress(Card):
    """What is done, per lesson and exercise, and what the forecasts have cost."""

    state: _state.State
    scored: list[Score]

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first."""
        lessons = [line for lesson in LESSONS for line in self._lesson(lesson)]
        return ["Your progress", *lessons, self._forecasts()]

    def _lesson(self, lesson: str) -> list[str]:
        answered = [self._is_right("questions", question.name) for question in questions(lesson)]
        done = [self._is_right("exercises", row.name) for row in exercises(lesson)]
        title = f"Lesson {lesson}: {sum(done)} of {len(done)} exercises"
        asked = f", {sum(answered)} of {len(answered)} questions" if answered else ""
        return [title + asked, *(self._exercise(row.name) for row in exercises(lesson))]

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
        return f"{super()._repr_html_()}<p>{link}Download your progress</a></p>"


def progress() -> Progress:
    """Show what is done, with the mistakes met, and what your forecasts have cost.

    Returns
    -------
    Progress
        In a notebook with a link to download it all as one file; `restore_progress` brings
        that file back.

    Examples
    --------
    >>> progress().lines[0]
    'Your progress'
    """
    return Progress(_state.read(), scores())


def restore_progress(source: str | Path | bytes | None = None) -> Panel | Progress:
    """Bring back a downloaded ``progress.json``; its entries replace those of the same name.

    Parameters
    ----------
    source : path or bytes, optional
        The file or its content. Left out, a button to upload it is shown.

    Returns
    -------
    Progress, or Panel
        What is kept now, or the button.

    Raises
    ------
    ValueError
        If the file is not one that `progress` offered.
    """
    if source is None:
        return _upload()
    return _restored(source if isinstance(source, bytes) else Path(source).read_bytes())


def _restored(content: bytes) -> Progress:
    try:
        restored = _state.parse(content)
    except ValueError as error:
        raise ValueError(
            f"source must be a progress.json as downloaded from xent.progress(); got {error}"
        ) from error

    def merge(state: _state.State) -> None:
        for section in _state.FIELDS:
            state[section].update(restored[section])

    _state.update(merge)
    return progress()


def _upload() -> Panel:
    button = widgets.FileUpload(accept=".json", description="Upload progress.json")
    reply = widgets.HTML()

    def take(_change: Any) -> None:
        try:
            reply.value = _restored(bytes(button.value[0]["content"]))._repr_html_()
        except ValueError as error:
            reply.value = f'<p role="status">{escape(str(error))}</p>'

    button.observe(take, names="value")
    return Panel(
        widgets.VBox([button, reply]),
        'Run this cell, or use xent.report.restore_progress("progress.json").',
    )
