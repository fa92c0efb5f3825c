"""The guard against the network, which every notebook's kernel has, does its duty."""

import os
import subprocess
import sys

import pytest
from offline import attempts, offline_env


@pytest.fixture
def run(tmp_path):
    """Run code in a process that can't leave the machine; whom it tried, and what it complains."""

    def run(code):
        env = os.environ | offline_env(tmp_path)
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
        return attempts(tmp_path), done.stderr

    return run


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
    tried, said = run(code)
    assert tried
    assert f"offline: {tried[-1]} is not this machine" in said


def test_an_attempt_is_seen_even_where_its_failure_is_swallowed(run):
    code = 'import socket\ntry:\n    socket.getaddrinfo("example.org", 80)\nexcept OSError:\n    0'
    assert run(code) == (["example.org"], "")


def test_the_block_lets_through_what_stays_on_the_machine(run):
    code = """
import socket
with socket.create_server(("127.0.0.1", 0)) as server:
    socket.create_connection(server.getsockname()).close()
"""
    assert run(code) == ([], "")
