"""The walls as an ordinary user sees them, also where these tests are run as root."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from yard import ROOT

from notebooks import WALLS
from xentlib.classroom.grading.sandbox import _bubblewrap

SOMEBODY = "61200"
SECRET = "kept-from-students"
LOOK = """
import json, os, sys
sys.path[:0] = {root!r}, {root!r} + "/tests/grading"
from xentlib.classroom.grading.sandbox import Limits, Session, _memory, choose, unpack

CELLS = '''
import ctypes, os, time

def user(n):
    return os.getuid()

def forks(n):
    made = 0
    try:
        for made in range(n):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
    except OSError:
        pass
    return made

def secrets(n):
    found = []
    for name in os.listdir("/proc"):
        for what in ("environ", "cmdline"):
            try:
                found.append(open("/proc/" + name + "/" + what).read())
            except OSError:
                pass
    return " ".join(found)

def files(folder):
    seen = []
    for way in ("", "/proc/1/root", "/proc/1/cwd", "/proc/self/root", "/proc/self/cwd/../.."):
        try:
            seen += os.listdir(way + folder)
        except OSError:
            pass
    return seen

def namespace(n):
    return ctypes.CDLL(None).unshare(0x10000000)
'''
with Session([CELLS], choose("bubblewrap"), Limits(processes=16)) as one:
    one.start()
    said = {{"outside": os.getuid()}}
    for name, given in (("user", 1), ("forks", 100), ("secrets", 1), ("namespace", 1),
                        ("files", {root!r} + "/tests")):
        one.question()
        said[name] = unpack(one.ask(name, [given], 10)["value"])
    said["memory"] = _memory.taken(one._process.pid)
print(json.dumps(said))
"""


def as_somebody(program):
    """Words of a command that runs a program as an ordinary user who can read the interpreter."""
    own = [sys.executable, "-B", "-c", program]
    if os.geteuid():
        return own
    readable = [*_bubblewrap._shown(), ROOT]
    closed = {
        parent
        for path in readable
        for parent in path.parents
        if parent != Path("/") and not parent.stat().st_mode & 0o001
    }
    words = ["bwrap", "--dev-bind", "/", "/"]
    for way in sorted(closed, key=lambda path: len(path.parts)):
        words += ["--perms", "0755", "--tmpfs", str(way)]
    inside = [path for path in readable if any(path.is_relative_to(way) for way in closed)]
    ways = {p for path in inside for p in path.parents if any(w in p.parents for w in closed)}
    for way in sorted(ways - closed, key=lambda path: len(path.parts)):
        words += ["--perms", "0755", "--dir", str(way)]
    for path in inside:
        words += ["--ro-bind", str(path), str(path)]
    ids = ["--reuid", SOMEBODY, "--regid", SOMEBODY, "--clear-groups"]
    return [*words, "setpriv", *ids, "--inh-caps=-all", "--bounding-set=-all", *own]


@pytest.mark.skipif(WALLS != "bubblewrap", reason="NO BUBBLEWRAP HERE: NOT TRIED")
def test_an_ordinary_user_s_walls_hide_files_and_environment_and_hold_the_limits():
    program = LOOK.format(root=str(ROOT))
    env = os.environ | {"SECRET": SECRET}
    done = subprocess.run(
        as_somebody(program), env=env, capture_output=True, text=True, check=False, cwd="/"
    )
    if "NoSandboxError" in done.stderr:
        pytest.skip("NO ORDINARY USER HERE CAN BUILD WALLS: NOT TRIED")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["outside"] != 0
    assert said["user"] != 0
    assert said["forks"] < 16
    assert said["memory"] > 2**23  # it can be looked at, so that its limit holds
    seen = "--unshare-all" in said["secrets"]  # how the walls were built
    assert seen
    leaked = SECRET in said["secrets"]  # a failure must not print what was read
    assert not leaked
    assert said["files"] == []
    assert said["namespace"] == -1
