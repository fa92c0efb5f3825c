"""Memory of the course's JupyterLab with three Keras lessons open, as on Binder: writes memory.md.

A real server runs three real kernels, each through a whole lesson, one lesson after the other; what
they share is counted once (PSS, by Linux's /proc).
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import psutil
import requests
from websocket import WebSocket, create_connection

ROOT = Path(__file__).resolve().parents[1]
LESSONS = ("09_keras_training", "10_training_experiments", "13_class_imbalance")
LIMIT = 2147  # MB, the 2 GiB at which mybinder.org ends a kernel
PLACES = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")


def megabytes(pid: int) -> float:
    """PSS of a process and of all that it started."""
    processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss / 1e6
    return total


class Lab:
    """A JupyterLab behind Binder's start, its log and its settings in a folder."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        token = secrets.token_hex(16)
        self.api = f"http://127.0.0.1:{port}/api"
        self.head = {"Authorization": f"token {token}"}
        own = {f"JUPYTER_{place}": str(folder / place) for place in PLACES}
        own |= {"XENTLIB_HOME": str(folder), "IPYTHONDIR": str(folder), "XENTLIB_QUIET": "1"}
        options = ["--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
        config = "--config=.jupyter/jupyter_server_config.py"
        command = [ROOT / "binder/start", sys.executable, "-m", "jupyterlab", config]
        with (folder / "log").open("w") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=os.environ | own, stdout=log, stderr=log
            )

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(240):
            with contextlib.suppress(requests.ConnectionError):
                return requests.get(
                    f"{self.api}/status", headers=self.head, timeout=9
                ).raise_for_status()
            time.sleep(0.5)
        raise TimeoutError("JupyterLab did not start within 2 minutes")

    def run(self, lesson: str) -> None:
        """Open a lesson in a kernel of its own, run all of its cells, and let the kernel live."""
        path = f"notebooks/{lesson}.ipynb"
        asked = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        made = requests.post(f"{self.api}/sessions", json=asked, headers=self.head, timeout=60)
        made.raise_for_status()
        page = f"{self.api}/kernels/{made.json()['kernel']['id']}/channels".replace("http", "ws")
        with contextlib.closing(create_connection(page, header=self.head, timeout=900)) as kernel:
            for cell in nbformat.read(ROOT / path, 4).cells:
                if cell.cell_type == "code" and (error := execute(kernel, cell.source)):
                    raise RuntimeError(f"{lesson}, {cell.id}: {error}")


def execute(kernel: WebSocket, code: str) -> str:
    """Run code as JupyterLab does; the error that it ends with, or nothing."""
    asked = {"code": code, "silent": False, "allow_stdin": False, "user_expressions": {}}
    header = {"msg_id": secrets.token_hex(16), "msg_type": "execute_request", "version": "5.3"}
    header |= {"session": "one", "username": "", "date": "2026-01-01T00:00:00Z"}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": asked}
    kernel.send(json.dumps(message | {"channel": "shell", "buffers": []}))
    for said in map(json.loads, iter(kernel.recv, "")):
        mine = said["parent_header"].get("msg_id") == header["msg_id"]
        if mine and said["msg_type"] == "execute_reply":
            return said["content"].get("evalue", "")
    raise RuntimeError("the kernel has died")


@contextlib.contextmanager
def largest(pid: int) -> Iterator[list[float]]:
    """Memory seen so far, looked at four times a second."""
    seen, over = [0.0], threading.Event()

    def look() -> None:
        while not over.wait(0.25):
            seen[0] = max(seen[0], megabytes(pid))

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield seen
    finally:
        over.set()
        watch.join()


def table(rows: list[tuple[str, float, float]]) -> str:
    """Write Markdown: what was open, and its memory at rest and at most."""
    lines = [f"| {what} | {rest:.0f} | {most:.0f} |" for what, rest, most in rows]
    return "\n".join(["| open | at rest (MB) | at most (MB) |", "|---|--:|--:|", *lines])


def measure() -> list[tuple[str, float, float]]:
    """Open one lesson after the other."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lab = Lab(Path(folder))
        try:
            lab.wait()
            rows = [("JupyterLab alone", *[megabytes(lab.process.pid)] * 2)]
            for lesson in LESSONS:
                with largest(lab.process.pid) as seen:
                    lab.run(lesson)
                time.sleep(2)
                rest = megabytes(lab.process.pid)
                rows.append((f"and lesson {lesson[:2]}", rest, max(rest, seen[0])))
                print(*rows[-1], flush=True)
            return rows
        finally:
            lab.process.send_signal(signal.SIGTERM)
            lab.process.wait(60)


def main() -> None:
    rows = measure()
    lessons = ", ".join(lesson[:2] for lesson in LESSONS)
    text = f"""# Memory

Written by `benchmarks/memory.py`. A JupyterLab is started as on Binder, by `binder/start`. Keras
lessons {lessons} run from top to bottom (*Going further* and all), each in a kernel that stays
open. What they share is counted once (PSS, with nothing else of TensorFlow running). Binder ends a
kernel at 2 GiB, {LIMIT} MB.

{table(rows)}
"""
    (ROOT / "benchmarks/memory.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
