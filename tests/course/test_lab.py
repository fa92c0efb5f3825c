"""The command that people type opens a JupyterLab that serves the course."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
import websocket
from build_notebooks import ROOT, find_jobs

START = "notebooks/00_start_here.ipynb"
CONFIG = "--config=.jupyter/jupyter_server_config.py"
LESSONS = [job.target.relative_to(ROOT).as_posix() for job in find_jobs(ROOT)]
BUILT = {path.name for path in (ROOT / "notebooks/assignments").glob("a*")}
PLACES = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
PLACES += ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "XENTLIB_HOME", "HOME")
LOG = [  # all that it may say, from its start to the first lesson that runs
    r".*python -m jupyterlab --config=\S+ --port=.*",
    r"\[I .*\] Serving notebooks from local directory: .*",
    r"\[I .*\] Jupyter Server [\d.]+ is running at:",
    r"\[I .*\] +http://\S+",
    r"\[I .*\] Use Control-C to stop this server .*",
    r"\[C .*\] ",
    r" +To access the server, open this file in a browser:",
    r" +file:///\S+",
    r" +Or copy and paste one of these URLs:",
    r" +http://\S+",
    r" *",
]

pytestmark = pytest.mark.skipif(not (ROOT / START).exists(), reason="00 is not built yet")


def command(options, course=ROOT):
    """`make lab`, or what it runs where it would have to install first."""
    if shutil.which("make") and (course / ".venv" / "receipt.json").exists():
        return ["make", "--no-print-directory", "lab", "ARGS=" + " ".join(options)]
    return [sys.executable, "-m", "jupyterlab", CONFIG, *options]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A running JupyterLab, of this course or of a copy of it, and how to ask it."""

    def __init__(self, folder, *more, course=ROOT):
        self.port, self.log, self.folder = free_port(), folder / "log", folder
        options = [f"--port={self.port}", "--ServerApp.port_retries=0", "--no-browser", *more]
        env = os.environ | {place: str(folder / place) for place in PLACES}
        env["XENT_GRADEBOOK"] = f"sqlite:///{folder}/gradebook.db"
        env["SHELL"] = shutil.which("bash") or shutil.which("sh") or ""
        write_rc_files(folder / "HOME")
        if course != ROOT:
            env["PYTHONPATH"] = str(course)
        self.start(command(options, course), env, course)

    def start(self, command, env, folder=ROOT):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, env=env, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def token(self):
        said = re.search(r"\?token=(\w+)", self.log.read_text())
        return said[1] if said else ""

    def ask(self, path, data=None, method=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"},
            data=None if data is None else json.dumps(data).encode(),
            method=method,
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or "null")

    def connect(self, path):
        address = f"ws://127.0.0.1:{self.port}{path}?session_id=one&token={self.token}"
        return closing(websocket.create_connection(address, timeout=30))

    def wait(self):
        for _ in range(240):
            try:
                return self.ask("/api/status")
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.25)
        pytest.fail(f"JupyterLab did not start:\n{self.log.read_text()}")

    def stop(self):
        """End our process, and the one that make started for it."""
        if self.process.poll() is not None:
            return
        if os.name == "posix":
            os.killpg(self.process.pid, signal.SIGTERM)
        else:
            self.process.terminate()
        self.process.wait(30)


def write_rc_files(home):
    """Settings of a shell: a login forgets the PATH, as /etc/profile does; others add to it."""
    home.mkdir()
    for name in (".profile", ".bash_profile", ".zprofile"):
        (home / name).write_text("export PATH=/usr/bin:/bin\n")
    for name in (".bashrc", ".zshrc"):
        (home / name).write_text('export PATH="/mine/bin:$PATH"\n')


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


@pytest.fixture(scope="module")
def language(server):
    """What a kernel of this Python says of its language when a lesson is opened."""
    lesson = {"path": START, "type": "notebook", "name": START, "kernel": {"name": "python3"}}
    kernel = server.ask("/api/sessions", lesson)["kernel"]["id"]
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "kernel_info_request", "version": "5.3"}
    header |= {"session": uuid.uuid4().hex, "username": "", "date": "2026-01-01T00:00:00Z"}
    asked = {"header": header, "parent_header": {}, "metadata": {}, "content": {}, "buffers": []}
    with server.connect(f"/api/kernels/{kernel}/channels") as channels:
        channels.send(json.dumps(asked | {"channel": "shell"}))
        messages = map(json.loads, iter(channels.recv, ""))
        replies = (m["content"] for m in messages if m["msg_type"] == "kernel_info_reply")
        return next(replies)["language_info"]


def test_what_it_prints_and_what_it_opens_lead_to_the_first_lesson(server):
    printed = re.findall(r"http://\S+", server.log.read_text())
    pages = (server.folder / "JUPYTER_RUNTIME_DIR").glob("jpserver-*.html")
    opened = [to for page in pages for to in re.findall(r"http://[^\"]+", page.read_text())]
    assert printed
    assert opened
    for address in printed + opened:
        assert f"/lab/tree/{START}?token={server.token}" in address


@pytest.mark.skipif(os.name == "nt", reason="Windows has another shell, and no login")
def test_a_terminal_finds_xent_from_any_folder_whatever_a_login_does_to_the_path(server):
    name = server.ask("/api/terminals", {"cwd": "notebooks"})["name"]
    said = ""
    with server.connect(f"/terminals/websocket/{name}") as terminal:
        terminal.send(json.dumps(["stdin", "cd / && xent reset 99; echo e''nd\r"]))
        while "end" not in said:
            kind, *text = json.loads(terminal.recv())
            said += text[0] if kind == "stdout" else ""
    assert "no lesson '99' is here; there are 00" in said


def test_the_log_says_only_what_a_newcomer_can_use(server, language):
    server.ask(f"/api/contents/{START}")
    lines = server.log.read_text().splitlines()
    assert [line for line in lines if not any(re.fullmatch(known, line) for known in LOG)] == []
    assert any("Use Control-C to stop" in line for line in lines)
    assert any(line.endswith(f"from local directory: {ROOT}") for line in lines)


def test_jupyterlab_fetches_neither_news_nor_updates_nor_asks_whether_it_may(server):
    notifications = server.ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    properties = notifications["schema"]["properties"]
    assert properties["fetchNews"]["default"] == "false"
    assert properties["checkForUpdates"]["default"] is False


@contextmanager
def scratch_folder():
    """A folder that the server serves and git ignores."""
    answers = ROOT / "my_answers"
    answers.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=answers) as folder:
        yield Path(folder)
    if not any(answers.iterdir()):
        answers.rmdir()


@pytest.fixture
def scratch():
    with scratch_folder() as folder:
        yield folder


@pytest.mark.parametrize("path", LESSONS)
def test_opening_a_lesson_and_saving_it_leaves_its_bytes_as_they_were(
    server, language, scratch, path
):
    copy = Path(shutil.copy(ROOT / path, scratch))
    address = f"/api/contents/{copy.relative_to(ROOT).as_posix()}"
    model = server.ask(address)
    metadata = model["content"]["metadata"]
    assert metadata["language_info"] == language  # else JupyterLab finds something to change
    for cell in model["content"]["cells"]:
        if "outputs_hidden" in cell["metadata"].get("jupyter", {}):  # it says this in two ways
            cell["metadata"]["collapsed"] = cell["metadata"]["jupyter"]["outputs_hidden"]
    server.ask(address, model, "PUT")
    kept = (ROOT / path).read_bytes().replace(b"\r\n", b"\n")  # git's lines, on Windows
    assert copy.read_bytes() == kept


@pytest.mark.skipif(find_spec("nbgrader") is None, reason="a learner's lab has no nbgrader")
def test_where_nbgrader_is_installed_formgrader_finds_the_course_s_assignments(server):
    assignments = server.ask("/formgrader/api/assignments")
    assert {one["name"] for one in assignments} == BUILT
    address = f"http://127.0.0.1:{server.port}/formgrader?token={server.token}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        assert "formgrader" in answer.read().decode()
