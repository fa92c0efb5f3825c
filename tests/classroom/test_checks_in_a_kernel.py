"""Checks in a real kernel: whatever an answer does, the notebook goes on."""

import time

import pytest
from jupyter_client.manager import start_new_kernel
from kernels import kernel_env

SETUP = """
import time, sys, os, threading
import numpy as np
import xentlib as xent
mine = 42
"""
HOSTILE = {
    "an endless loop": ("def f(p):\n    while True:\n        pass", "endless"),
    "a loop that catches": (
        "def f(p):\n    while 1:\n        try:\n            p.none\n        except:\n            0",
        "endless",
    ),
    "endless printing": ("def f(p):\n    while True:\n        print('x' * 999)", "endless"),
    "endless recursion": ("def f(p):\n    return f(p)", "error"),
    "leaving": ("def f(p):\n    sys.exit(1)", "error"),
    "deleting everything": ("def f(p):\n    globals().clear()\n    return 1", ""),
    "being equal to all": (
        "class All:\n    __eq__ = lambda *_: True\ndef f(p):\n    return All()",
        "type",
    ),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run code in one kernel for all tests, and return what it displays as a result."""
    manager, client = start_new_kernel(env=kernel_env(str(tmp_path_factory.mktemp("home"))))
    said = []

    def hook(message):
        data = message["content"].get("data", {})
        said.append(data.get("text/plain", message["content"].get("text", "")))

    def execute(code):
        said.clear()
        client.execute_interactive(code, output_hook=hook, timeout=30)
        return "".join(said)

    execute(SETUP)
    yield execute
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_notebook_goes_on_after(run, name):
    code, mistake = HOSTILE[name]
    start = time.perf_counter()
    said = run(f"{code}\nxent.check('surprise.surprisal', f)")
    assert time.perf_counter() - start < 20
    assert f"✗ surprise.surprisal: {mistake or 'not yet'}" in said or not mistake
    assert "✗" in said
    assert run("time.sleep(.3); mine, threading.active_count() < 20") == "(42, True)"


def test_an_interrupt_stops_a_check(run):
    said = run("def f(p):\n    raise KeyboardInterrupt\nxent.check('surprise.surprisal', f)")
    assert "✗" not in said
    assert run("mine") == "42"


def test_a_kernel_of_the_solutions_edition_keeps_its_learner_s_progress_as_it_was(tmp_path):
    session = {"JPY_SESSION_NAME": str(tmp_path / "notebooks/solutions/01_one.ipynb")}
    manager, client = start_new_kernel(env=kernel_env(tmp_path) | session)
    said = []
    check = "xent.check('surprise.surprisal', lambda p: -np.log2(p))"
    try:
        reply = client.execute_interactive(
            SETUP + check, timeout=60, output_hook=lambda message: said.append(message["content"])
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert reply["content"]["status"] == "ok"
    assert "This is the solutions edition" in "".join(one.get("text", "") for one in said)
    assert any("✓" in one.get("data", {}).get("text/plain", "") for one in said)
    assert not (tmp_path / "progress.json").exists()
