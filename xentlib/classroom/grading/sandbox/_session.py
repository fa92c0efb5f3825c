"""A student's process: started behind walls, asked over two pipes, ended for certain."""

import os
import secrets
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from xentlib.classroom.grading.sandbox._backends import command, library as library_at
from xentlib.classroom.grading.sandbox._bubblewrap import environment
from xentlib.classroom.grading.sandbox._limits import Limits
from xentlib.classroom.grading.sandbox._memory import SOON, Watch, end
from xentlib.classroom.grading.sandbox._pipes import ENDED, BrokenError, EndedError, read, write
from xentlib.classroom.grading.sandbox.inside.wire import (
    GarbledError,
    frame,
    length_of,
    message_of,
    pack,
)

GRACE = 1.0  # seconds to say where an answer was when its time was up


class Session:
    """A process that has run a notebook's cells, and answers.

    Parameters
    ----------
    cells : sequence of str
        Code cells, in order.
    backend : {"bubblewrap", "container", "none"}
        As `choose` returned it.
    limits : Limits
        What the process may use.
    library : bool
        Whether xentlib's library is there, or a stand-in that refuses.
    copies : bool
        Whether each question is asked of a copy of the process, so that none can spoil another;
        Keras can't be copied.
    family : list of Watch, optional
        Over the processes that share the limit of memory with this one, which adds its own.

    Attributes
    ----------
    notes : list of tuple
        Of each cell that stopped: its place, the error's name, what it says, and its line.
    """

    def __init__(
        self,
        cells: Sequence[str],
        backend: str,
        limits: Limits,
        *,
        library: bool = False,
        copies: bool = True,
        family: list[Watch] | None = None,
    ) -> None:
        self._process = subprocess.Popen(
            command(backend, limits, library=library),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            bufsize=0,
            env=_environment(backend),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._pipes = self._process.stdin, self._process.stdout
        self.notes: list[tuple[int, str, str, str]] = []
        self.at, self._places = 0, [*range(len(cells))]
        self._first = {
            "cells": list(cells),
            "limits": limits.resources,
            "seconds": limits.cell,
            "xentlib": library_at(backend) if library else "",
            "copies": copies,
        }
        self._copies = self._in_a_copy = False
        self._load = limits.load
        self._memory = Watch(self._process, limits.total, [] if family is None else family)

    def start(self) -> None:
        """Run all cells; `at` tells the cell that is being run.

        Raises
        ------
        BrokenError
            If the process ends, or takes too long, before all cells have been run.
        """
        said = self._ask(self._first, self._load)
        self._copies = said.get("copies") is True
        self.notes = [note for note in _notes(said.get("notes")) if note[0] in self._places]

    def question(self) -> None:
        """Turn to another question: what an earlier one has done is forgotten.

        Raises
        ------
        BrokenError
            If the process has ended.
        """
        if self._in_a_copy:
            with suppress(EndedError):
                self._ask({"end": True}, SOON)
        if self._copies:
            self._ask({"begin": True}, SOON)
            self._in_a_copy = True

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def ask(self, answer: str, args: Sequence[Any] | None, seconds: float) -> dict[str, Any]:
        """Call what the student made, or ask for its value.

        Parameters
        ----------
        answer : str
            An expression, mostly a name.
        args : sequence or None
            Plain data for a call; None asks for the value.
        seconds : float
            How long it may take.

        Returns
        -------
        dict
            The reply, as it came: with a "value", or with a "problem".

        Raises
        ------
        BrokenError
            If the process ends, or what comes is no reply; a SlowError if it takes too long.
        """
        packed = None if args is None else [pack(value) for value in args]
        message = {"answer": answer, "args": packed, "seconds": seconds}
        return self._ask(message, seconds + GRACE)

    def close(self) -> None:
        """End the process, and everything that it has started."""
        self._memory.stop()
        end(self._process)
        for pipe in self._pipes:
            with suppress(OSError):
                pipe.close()

    def _ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        nonce, until = secrets.token_hex(8), time.monotonic() + seconds
        try:
            write(self._pipes[0], frame({"nonce": nonce, **message}), until)
            while "at" in (reply := self._receive(until)):
                self.at = reply["at"] if reply["at"] in self._places else self.at
            if "ended" in reply:
                self._in_a_copy = False
                raise EndedError(ENDED)
        except GarbledError as error:
            raise BrokenError(str(error)) from None
        except BrokenError:
            if self._memory.said:
                raise BrokenError(self._memory.said) from None
            raise
        if reply.pop("nonce", None) != nonce:
            raise BrokenError("an answer came that nobody had asked for")
        return reply

    def _receive(self, until: float) -> dict[str, Any]:
        length = length_of(read(self._pipes[1], 4, until))
        return message_of(read(self._pipes[1], length, until))


def _environment(backend: str) -> dict[str, str] | None:
    """Environment of what builds the walls: bubblewrap's can be read by the process behind it."""
    way = {"PATH": os.environ.get("PATH", "")}
    return {"bubblewrap": way, "none": environment() | way}.get(backend)


def _notes(said: Any) -> list[tuple[int, str, str, str]]:
    """Read what went wrong in which cell, if what came says that."""
    notes = []
    for note in said if isinstance(said, list) else []:
        match note:
            case [int(n), str(kind), str(text), str(where)]:
                notes.append((n, kind, text, where))
    return notes
