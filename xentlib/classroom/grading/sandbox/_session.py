"""A student's process: started behind walls, asked over two pipes, ended for certain."""

import os
import secrets
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

from xentlib.classroom.grading.sandbox._backends import Limits, command, library as library_at
from xentlib.classroom.grading.sandbox._bubblewrap import environment
from xentlib.classroom.grading.sandbox.inside.wire import (
    GarbledError,
    frame,
    length_of,
    message_of,
    pack,
)

ENDED = "your code ended the process that it ran in"
SLOW = "your code had not come to an end when its time was up"


class BrokenError(Exception):
    """Why nothing can be asked any more; the message says it to the student."""


class SlowError(BrokenError):
    """The time was up."""


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

    Attributes
    ----------
    notes : list of tuple
        Of each cell that stopped: its place, the error's name, what it says, and its line.
    """

    def __init__(
        self, cells: Sequence[str], backend: str, limits: Limits, *, library: bool = False
    ) -> None:
        open_air = backend == "none"
        self._process = subprocess.Popen(
            command(backend),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            bufsize=0,
            env=(environment() | {"PATH": os.environ.get("PATH", "")}) if open_air else None,
        )
        self.notes: list[tuple[int, str, str, str]] = []
        self.at = 0
        self._first = {
            "cells": list(cells),
            "limits": limits.resources,
            "seconds": limits.cell,
            "xentlib": library_at(backend) if library else "",
        }
        self._load = limits.load

    def start(self) -> None:
        """Run all cells; `at` tells the cell that is being run.

        Raises
        ------
        BrokenError
            If the process ends, or takes too long, before all cells have been run.
        """
        self.notes = _notes(self._ask(self._first, self._load).get("notes"))

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
        return self._ask({"answer": answer, "args": packed}, seconds)

    def close(self) -> None:
        """End the process, and everything that it has started."""
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _ask(self, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        nonce, until = secrets.token_hex(8), time.monotonic() + seconds
        try:
            self._write(frame({"nonce": nonce, **message}), until)
            while "at" in (reply := self._receive(until)):
                self.at = reply["at"] if isinstance(reply["at"], int) else self.at
        except GarbledError as error:
            raise BrokenError(str(error)) from None
        if reply.pop("nonce", None) != nonce:
            raise BrokenError("an answer came that nobody had asked for")
        return reply

    def _receive(self, until: float) -> dict[str, Any]:
        return message_of(self._read(length_of(self._read(4, until)), until))

    def _write(self, data: bytes, until: float) -> None:
        assert self._process.stdin is not None
        descriptor, rest = self._process.stdin.fileno(), memoryview(data)
        os.set_blocking(descriptor, False)
        while rest:
            _wait(descriptor, selectors.EVENT_WRITE, until)
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                continue
            except OSError:
                raise BrokenError(ENDED) from None

    def _read(self, n: int, until: float) -> bytes:
        assert self._process.stdout is not None
        descriptor, data = self._process.stdout.fileno(), bytearray()
        while len(data) < n:
            _wait(descriptor, selectors.EVENT_READ, until)
            more = os.read(descriptor, min(n - len(data), 2**16))
            if not more:
                raise BrokenError(ENDED)
            data += more
        return bytes(data)


def _wait(descriptor: int, event: int, until: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        if not selector.select(max(until - time.monotonic(), 0)):
            raise SlowError(SLOW)


def _notes(said: Any) -> list[tuple[int, str, str, str]]:
    """Read what went wrong in which cell, if what came says that."""
    notes = []
    for note in said if isinstance(said, list) else []:
        match note:
            case [int(n), str(kind), str(text), str(where)]:
                notes.append((n, kind, text, where))
    return notes
