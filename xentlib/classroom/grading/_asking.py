"""What a mark asks of a student's code: plain answers, or the symptom that there is none."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from xentlib.classroom.card import plain
from xentlib.classroom.checking import SYMPTOMS, AnswerError
from xentlib.classroom.grading.sandbox import (
    SLOW,
    BrokenError,
    EndedError,
    GarbledError,
    Limits,
    Session,
    SlowError,
    Watch,
    unpack,
)

FATAL = 3  # cells that may end the process, or never end, before the whole notebook is given up
LIGHT = Limits()
HEAVY = Limits(memory=8 * 2**30, total=6 * 2**30, processes=512, cpu=600, load=240.0, cell=150.0)


class Desk:
    """Processes on which one submission's questions are asked.

    Parameters
    ----------
    sources : sequence of str
        The notebook's code.
    backend : str
        As `sandbox.choose` returned it.
    keras : bool
        Whether it may be as large as Keras needs; then one process serves all questions, as long
        as it lives. Else each question has its own.
    """

    def __init__(self, sources: Sequence[str], backend: str, *, keras: bool = False) -> None:
        self.notes: list[tuple[int, str, str, str]] = []
        self.sources, self._backend, self._keras = [*sources], backend, keras
        self.missing = ""  # what was asked for, and no cell has made
        self._fatal: list[tuple[int, str, str, str]] = []
        self._sessions: dict[bool, Session] = {}  # with xentlib's library, and without
        self._others: list[Desk] = []
        self._family: list[Watch] = []  # over all processes that share this submission's memory
        self._left, self._library = 0.0, False
        self._new, self._broken = True, ""
        self._never: BrokenError | None = None  # why no process can be had

    def open(self, seconds: float, *, library: bool = False) -> "Desk":
        """Make ready for a question, with this much time for its answers, and xentlib or none."""
        self._left, self._library = seconds, library
        self._new, self._broken, self.missing = True, "", ""
        return self

    def fresh(self) -> "Desk":
        """Return another desk, whose process remembers nothing of this one's."""
        self._others.append(other := Desk(self.sources, self._backend, keras=self._keras))
        other._family = self._family
        return other.open(self._left, library=self._library)

    def close(self) -> None:
        """End the processes."""
        while self._others:
            self._others.pop().close()
        while self._sessions:
            self._sessions.popitem()[1].close()

    def __call__(self, answer: str, *args: Any) -> Any:
        """Call the student's function, or get the value if there are no arguments."""
        return self.ask(answer, args or None)

    def ask(self, answer: str, args: Sequence[Any] | None) -> Any:
        """Return what an answer gives; an AnswerError says why there is nothing."""
        if self._broken:
            raise AnswerError("error", self._broken)
        if self._left <= 0:
            raise AnswerError("endless")
        try:
            reply = self._reply(answer, args)
            if "problem" in reply:
                raise self._problem(answer, reply["problem"])
            value = unpack(reply.get("value"))
            _change(args or (), reply.get("args"))
        except BrokenError as error:
            self._broken = plain(str(error))
            if not isinstance(error, EndedError):
                self.close()
            if isinstance(error, SlowError):
                raise AnswerError("endless") from None
            raise AnswerError("error", self._broken) from None
        except GarbledError as error:
            raise AnswerError("type", f"got       {error}") from None
        return value

    def _problem(self, answer: str, said: Any) -> AnswerError:
        """Turn a reply's problem into the symptom that it names, if there is such a symptom."""
        match said:
            case ["missing", _]:
                self.missing = answer
                return AnswerError("open")
            case ["endless", str(where)]:
                self._broken = SLOW
                return AnswerError("endless", plain(where))
            case ["error", str(kind), str(text), str(where)]:
                what = plain(f"{kind}: {text}" if text else kind)
                return AnswerError("error", f"{what}\n{plain(where)}".strip())
            case [str(symptom), str(detail)] if symptom in {"open", *SYMPTOMS}:
                return AnswerError(symptom, plain(detail))
        return AnswerError("error", "what came from your process is no answer")

    def _reply(self, answer: str, args: Sequence[Any] | None) -> dict[str, Any]:
        """Ask, and take the time from what is left for the whole question."""
        session, start = self._running(), time.monotonic()
        try:
            return session.ask(answer, args, self._left)
        finally:
            self._left -= time.monotonic() - start

    def _running(self) -> Session:
        """Find the process, or start one; a cell that it can't get over is left out."""
        while self._library not in self._sessions:
            self._start()
        session = self._sessions[self._library]
        if self._new:
            session.question()
            self._new = False
        return session

    def _start(self) -> None:
        if self._never:
            raise self._never
        limits, copies = (HEAVY, False) if self._keras else (LIGHT, True)
        session = Session(
            self.sources,
            self._backend,
            limits,
            library=self._library,
            copies=copies,
            family=self._family,
        )
        self._sessions[self._library] = session
        try:
            session.start()
            self.notes = self._fatal + session.notes
        except BrokenError as error:
            self.close()
            if len(self._fatal) == FATAL or session.at >= len(self.sources):
                self._never = error
                raise
            self._fatal.append((session.at, "left out", str(error), ""))
            self.sources[session.at] = ""


def _change(args: Sequence[Any], changed: Any) -> None:
    """Change the arguments as the student's function did; a check notices that."""
    for own, packed in zip(args, changed if isinstance(changed, list) else (), strict=False):
        with suppress(ValueError, TypeError):
            own[...] = unpack(packed)


class Recorder:
    """An answer that asks a desk, and keeps what came, so that it can be looked at again."""

    def __init__(self, desk: Desk, answer: str) -> None:
        self._ask: Callable[[Sequence[Any]], Any] = lambda args: desk.ask(answer, args)
        self.came: list[Any] = []

    def __call__(self, *args: Any) -> Any:
        """Ask, and keep the value or the symptom."""
        try:
            value = self._ask(args)
        except AnswerError as problem:
            self.came.append(problem)
            raise
        self.came.append(np.copy(value) if isinstance(value, np.ndarray) else value)
        return value

    def again(self, start: int, n: int) -> Callable[..., Any]:
        """Return an answer that gives once more what came of n calls."""
        rest = iter(self.came[start : start + n])

        def replay(*_: Any) -> Any:
            value = next(rest, AnswerError("endless"))
            if isinstance(value, AnswerError):
                raise value
            return value

        return replay
