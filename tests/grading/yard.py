"""A course's folder that attacks are let loose on, with eyes on all that they may touch."""

import json
import os
import socket
import sqlite3
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from attacks import RIGHT, ZERO

ROOT = Path(__file__).parents[2]
SECRET = "the course's secret"
TABLES = """
create table submitted_assignment (id text, student_id text);
create table submitted_notebook (id text, assignment_id text);
create table grade (notebook_id text, auto_score real);
insert into submitted_assignment values ('a', '<<student>>');
insert into submitted_notebook values ('n', 'a');
insert into grade values ('n', 0);
"""


class Yard:
    """The folder, the listeners, and a word by which processes are known.

    Parameters
    ----------
    folder : Path
        An empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.mark = folder, f"mark-{token_hex(6)}"
        self.reached: Counter[str] = Counter()
        self._sockets: list[socket.socket] = []
        self._furnish()
        self._listen()
        self.words = {
            "course": str(folder),
            "root": str(ROOT),
            "mark": self.mark,
            "port": str(self.port),
        }
        self.before = self._seen()

    def _furnish(self) -> None:
        source = json.dumps({"cells": [{"cell_type": "code", "source": RIGHT}]})
        empty = json.dumps({"cells": [{"cell_type": "code", "source": ZERO}]})
        for name, text in {
            "source/a1/a1.ipynb": source,
            "submitted/bob/a1/a1.ipynb": source,
            "submitted/eve/a1/a1.ipynb": empty,
            "home/.ipython/profile_default/startup/README": "what runs at each start",
            "home/.profile": "# nothing yet\n",
            "secret": SECRET,
        }.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def gradebook(self, student: str) -> None:
        """Make a small gradebook, in which a student has 0 points."""
        with sqlite3.connect(self.folder / "gradebook.db") as database:
            database.executescript(TABLES.replace("<<student>>", student))
        database.close()
        self.before = self._seen()

    def look(self) -> None:
        """Take what is there now for what must stay."""
        self.before = self._seen()

    def _listen(self) -> None:
        tcp = socket.create_server(("127.0.0.1", 0))
        self.port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", self.port))
        self._sockets = [tcp, udp]
        for kind, listener in (("tcp", tcp), ("udp", udp)):
            threading.Thread(target=self._serve, args=(kind, listener), daemon=True).start()
        for kind, at in (("abstract", f"\0{self.mark}"), ("unix", "canary.sock")):
            listener = socket.socket(socket.AF_UNIX)
            here = Path.cwd()
            os.chdir(self.folder)  # a socket's path has a short limit
            listener.bind(at)
            os.chdir(here)
            listener.listen()
            self._sockets.append(listener)
            threading.Thread(target=self._serve, args=(kind, listener), daemon=True).start()

    def _serve(self, kind: str, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                said = self._hear(listener)
                if kind not in ("tcp", "udp") or self.mark.encode() in said:  # else a stranger
                    self.reached[kind] += 1

    def _hear(self, listener: socket.socket) -> bytes:
        if listener.type == socket.SOCK_DGRAM:
            return listener.recv(2**16)
        with listener.accept()[0] as caller:
            caller.settimeout(1)
            with suppress(OSError):
                return caller.recv(2**16)
        return b""

    def _seen(self) -> dict[str, bytes]:
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and not path.is_symlink()
        } | {
            str(path.relative_to(self.folder)): b""
            for path in self.folder.rglob("*")
            if path.is_symlink() or path.is_dir()
        }

    def traces(self, patience: float = 1.0) -> list[str]:
        """Say what has been changed, left or reached; processes get a moment to end."""
        now = self._seen()
        said = [
            f"changed {name}" for name in now.keys() & self.before if now[name] != self.before[name]
        ]
        said += [f"new {name}" for name in now.keys() - self.before]
        said += [f"gone {name}" for name in self.before.keys() - now]
        until = time.monotonic() + patience
        while self.processes() and time.monotonic() < until:
            time.sleep(0.02)
        said += [f"process {line}" for line in self.processes()]
        return said + [f"{kind} reached" for kind in self.reached]

    def processes(self) -> list[str]:
        """Command lines of living processes that have the mark."""
        lines = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if self.mark in line and path.parent.name != str(os.getpid()):
                    lines.append(line)
        return lines

    def close(self) -> None:
        """Stop listening, and end what an attack has left."""
        for listener in self._sockets:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if self.mark.encode() in path.read_bytes():
                    os.kill(int(path.parent.name), 9)
