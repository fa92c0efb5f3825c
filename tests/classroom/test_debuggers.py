"""A check leaves profilers, trace functions and debuggers as it found them."""

import os
import subprocess
import sys
import time

import pytest
from jupyter_client.manager import start_new_kernel
from kernels import kernel_env

SETUP = """
import cProfile, io, pdb, sys, time
import coverage
import numpy as np
import xentlib as xent

def work():
    total = 0
    for i in range(3):
        total += i
    return total

def endless(p):
    while True:
        pass

def deaf(p):
    while True:
        try:
            p.none
        except:
            0

class Slow(io.StringIO):
    def readline(self, *args):
        time.sleep(1.2)
        return super().readline(*args)

looks = []
def looked_at(p):
    if not looks:
        looks.append(p)
        commands = Slow("p 1\\ncontinue\\n")
        pdb.Pdb(stdin=commands, stdout=io.StringIO(), nosigint=True).set_trace()
    return -np.log2(p)
"""
CHECKS = {
    "passed": "assert xent.check('surprise.surprisal', lambda p: -np.log2(p)).state == 'right'\n",
    "was stopped": "assert xent.check('surprise.surprisal', endless).mistake == 'endless'\n",
    "was hard to stop": "assert xent.check('surprise.surprisal', deaf).mistake == 'endless'\n",
    "was looked into": "assert xent.check('surprise.surprisal', looked_at).state == 'right'\n",
}
TOOLS = {
    "a profiler": """
profile = cProfile.Profile()
assert profile.runcall(work) == 3
assert profile.getstats()
""",
    "a trace function": """
lines, before = [], sys.gettrace()
def trace(frame, event, arg):
    lines.append(event)
    return trace
sys.settrace(trace)
work()
sys.settrace(before)
assert lines.count("line") >= 8, lines
""",
    "pdb": """
said, before = io.StringIO(), sys.gettrace()
pdb.Pdb(stdin=io.StringIO("step\\n" * 9 + "p total\\ncontinue\\n"), stdout=said).runcall(work)
sys.settrace(before)
assert "3" in said.getvalue().split(), said.getvalue()
""",
    "coverage": """
measured = coverage.Coverage(data_file=None, include="*bisect.py")
measured.start()
sys.modules.pop("bisect", None)
import bisect
measured.stop()
assert measured.get_data().measured_files()
""",
}
BROKEN_AT = 2  # line of the cell
CELL = "def half(x):\n    y = x / 2\n    return y\nhalf(84)"


@pytest.mark.parametrize("check", CHECKS)
def test_in_a_process_these_tools_end_after_a_check_that(check):
    code = SETUP + CHECKS[check]
    for tool, use in TOOLS.items():
        code += f"print({tool!r}, flush=True)\n{use}"
    command = [sys.executable, "-c", f"{code}print('done')"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except subprocess.TimeoutExpired as late:
        pytest.fail(f"this tool never ended: {late.stdout.decode().splitlines()[-1]}")
    assert run.stderr == ""
    assert run.stdout.splitlines() == [*TOOLS, "done"]


def test_whoever_quits_the_debugger_leaves_the_check_and_nothing_is_kept(tmp_path):
    code = (
        SETUP
        + """
def quits(p):
    pdb.Pdb(stdin=io.StringIO("quit\\n"), stdout=io.StringIO(), nosigint=True).set_trace()
    return p
try:
    xent.check("surprise.surprisal", quits)
except bdb.BdbQuit:
    print(xent.progress().state["exercises"])
"""
    )
    command = [sys.executable, "-c", code.replace("import cProfile", "import bdb, cProfile")]
    env = os.environ | {"XENTLIB_HOME": str(tmp_path)}
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=30)
    assert (run.stdout, run.stderr) == ("{}\n", "")


class Kernel:
    """A kernel, and the requests that JupyterLab's debugger makes of it."""

    def __init__(self, home):
        self.manager, self.client = start_new_kernel(env=kernel_env(home))
        self.requests = 0

    def run(self, code):
        """What a cell displays; a reply must come within 30 s."""
        said = []
        reply = self.client.execute_interactive(
            code, timeout=30, output_hook=lambda message: said.append(message["content"])
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        return said

    def debug(self, command, **arguments):
        self.requests += 1
        content = {"type": "request", "seq": self.requests, "command": command}
        message = self.client.session.msg("debug_request", content | {"arguments": arguments})
        self.client.control_channel.send(message)
        reply = self.client.get_control_msg(timeout=20)["content"]
        assert reply["success"], reply
        return reply.get("body")

    def until(self, wanted):
        """Content of the first message on the public channel that is wanted."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            message = self.client.get_iopub_msg(timeout=20)
            if wanted(message):
                return message["content"]
        raise TimeoutError

    def stop_at(self, cell, *lines):
        path = self.debug("dumpCell", code=cell)["sourcePath"]
        breakpoints = [{"line": line} for line in lines]
        self.debug("setBreakpoints", source={"path": path}, breakpoints=breakpoints)
        self.debug("configurationDone")

    def stopped(self):
        """Thread that stands at a breakpoint."""
        return self.until(lambda m: m["content"].get("event") == "stopped")["body"]["threadId"]

    def result(self, asked):
        def answers(message):
            return message["parent_header"]["msg_id"] == asked and "data" in message["content"]

        return self.until(answers)["data"]["text/plain"]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory):
    kernel = Kernel(tmp_path_factory.mktemp("home"))
    kernel.run(SETUP)
    yield kernel
    kernel.client.stop_channels()
    kernel.manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("check", CHECKS)
def test_in_a_kernel_these_tools_end_after_a_check_that(kernel, check):
    kernel.run(CHECKS[check])
    for use in TOOLS.values():
        kernel.run(use)


def test_jupyterlab_s_debugger_stops_and_goes_on_after_checks_and_inside_one(kernel):
    kernel.debug("initialize", clientID="test", adapterID="", pathFormat="path")
    kernel.debug("attach")
    kernel.stop_at(CELL, BROKEN_AT)
    asked = kernel.client.execute(CELL)
    kernel.debug("continue", threadId=kernel.stopped())
    assert kernel.result(asked) == "42.0"

    answer = (
        "def f(p):\n    bits = -np.log2(p)\n    return bits\nxent.check('surprise.surprisal', f)"
    )
    kernel.stop_at(answer, BROKEN_AT)
    asked = kernel.client.execute(answer)
    thread = kernel.stopped()
    time.sleep(2.5)  # a check's time is 2 s; looking at one's variables is not part of it
    kernel.stop_at(answer)
    kernel.debug("continue", threadId=thread)
    assert kernel.result(asked).startswith("✓")
    kernel.debug("disconnect", restart=False, terminateDebuggee=False)
