"""The lessons run without a network."""

import json
import os

import nbformat
import pytest
from build_notebooks import ROOT, find_jobs
from editions import BuildError, read_edition
from kernels import execute

JOBS = [job for job in find_jobs(ROOT) if job.edition == "solutions"][:2]
BLOCK = '''
"""Refuse, and note, whatever leaves this machine."""
import os
import socket


def guard(reach, host_of):
    def guarded(*args, **kwargs):
        host = host_of(*args)
        if host not in {None, "", "127.0.0.1", "::1", "localhost"}:
            with open(os.environ["ATTEMPTS"], "a") as attempts:
                print(host, file=attempts)
            raise OSError(f"offline: {host} is not this machine")
        return reach(*args, **kwargs)

    return guarded


def peer(self, address):
    return address[0] if isinstance(address, tuple) else None  # None: a local socket


socket.socket.connect = guard(socket.socket.connect, peer)
socket.socket.connect_ex = guard(socket.socket.connect_ex, peer)
socket.getaddrinfo = guard(socket.getaddrinfo, lambda host, *_: host)
'''


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


@pytest.fixture
def run(tmp_path):
    """Execute a notebook in a kernel that can't leave the machine; whom it tried, what it says."""
    (tmp_path / "sitecustomize.py").write_text(BLOCK)
    attempts = tmp_path / "attempts"
    attempts.touch()

    def run(text, folder=tmp_path, budget=None):
        paths = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
        env = {"PYTHONPATH": paths, "ATTEMPTS": str(attempts)}
        notebook = read_edition(text, "solutions")
        execute(notebook, folder, lesson="offline", budget=budget, env=env)
        return attempts.read_text().split(), prose(notebook)

    return run


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.source.stem)
def test_a_lesson_reaches_for_nobody_and_its_prose_is_what_it_computes_now(run, job):
    budgets = json.loads(job.source.with_name("budgets.json").read_text())
    text = job.source.read_text(encoding="utf-8")
    attempts, said = run(text, ROOT / "notebooks", budgets[job.source.stem])
    assert attempts == []
    assert said == prose(nbformat.read(job.target, 4)), "run make notebooks ARGS=--all"


@pytest.mark.parametrize(
    "code",
    [
        'from urllib.request import urlopen\nurlopen("http://example.org", timeout=1)',
        'import socket\nsocket.create_connection(("192.0.2.1", 80), timeout=1)',
        'import socket\nsocket.socket().connect(("192.0.2.1", 80))',
        'import socket\nsocket.socket().connect_ex(("192.0.2.1", 80))',
    ],
)
def test_the_block_stops_whoever_reaches_out(run, code):
    with pytest.raises(BuildError, match=r"offline: .* is not this machine"):
        run(f"# %%\n{code}\n")


def test_an_attempt_is_seen_even_where_the_lesson_swallows_its_failure(run):
    code = 'import socket\ntry:\n    socket.getaddrinfo("example.org", 80)\nexcept OSError:\n    0'
    assert run(f"# %%\n{code}\n")[0] == ["example.org"]


def test_the_block_lets_through_what_stays_on_the_machine(run):
    code = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
"""
    assert run(f"# %%{code}")[0] == []
