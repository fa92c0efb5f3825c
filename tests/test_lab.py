"""The command that people type opens a JupyterLab that serves the course."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from build_notebooks import ROOT, find_jobs

START = "notebooks/00_start_here.ipynb"
FOLDER = ["--ServerApp.root_dir=."]  # else it is that of the notebook
LESSONS = [job.target.relative_to(ROOT).as_posix() for job in find_jobs(ROOT)]

pytestmark = pytest.mark.skipif(not (ROOT / START).exists(), reason="00 is not built yet")


def command(options):
    """`make lab`, without its installing; or what it runs, where there is no make or no .venv."""
    if shutil.which("make") and (ROOT / ".venv" / "bin" / "python").exists():
        return ["make", "--old-file=.venv/lab-is-ready", "lab", "ARGS=" + " ".join(options)]
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [sys.executable, "-m", "jupyterlab", *as_root, *FOLDER, START, *options]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A running JupyterLab and how to ask it."""

    def __init__(self, folder):
        port, self.token = free_port(), secrets.token_hex(16)
        self.url, self.log = f"http://127.0.0.1:{port}", folder / "log"
        options = [f"--port={port}", "--ServerApp.port_retries=0", "--ServerApp.ip=127.0.0.1"]
        options += ["--no-browser", f"--IdentityProvider.token={self.token}"]
        places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        places += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "XENTLIB_HOME")
        env = os.environ | {place: str(folder / place) for place in places}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command(options), cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
            )

    def ask(self, path):
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"token {self.token}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def wait(self):
        for _ in range(240):
            try:
                return self.ask("/api/status")
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.25)
        pytest.fail(f"JupyterLab did not start:\n{self.log.read_text()}")

    def stop(self):
        """End our process, and the one that make started for it."""
        if os.name == "posix":
            os.killpg(self.process.pid, signal.SIGTERM)
        else:
            self.process.terminate()
        self.process.wait(30)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("lab"))
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_the_root_is_the_course_s_folder(server):
    listed = {entry["name"] for entry in server.ask("/api/contents/")["content"]}
    assert {"notebooks", "xentlib", "README.md"} <= listed


def test_the_notebooks_are_listed(server):
    listed = {entry["path"] for entry in server.ask("/api/contents/notebooks")["content"]}
    assert {path for path in LESSONS if path.count("/") == 1} <= listed


@pytest.mark.parametrize("path", LESSONS)
def test_a_notebook_opens(server, path):
    model = server.ask(f"/api/contents/{path}")
    assert model["type"] == "notebook"
    assert model["content"]["cells"]


def test_the_page_opens_at_the_first_lesson(server):
    assert START in server.log.read_text()
