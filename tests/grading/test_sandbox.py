"""Walls: what a student's process sees and may do, and what is said where there are none."""

import mmap
import os
import re
import subprocess
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from notebooks import WALLS
from xentlib.classroom.checking import AnswerError
from xentlib.classroom.grading import _asking
from xentlib.classroom.grading.sandbox import (
    BrokenError,
    EndedError,
    Limits,
    NoSandboxError,
    Session,
    SlowError,
    _backends,
    _bubblewrap,
    _memory,
    choose,
    command,
    unpack,
)
from xentlib.classroom.grading.sandbox.inside import calls

walls = pytest.mark.skipif(WALLS != "bubblewrap", reason="NO BUBBLEWRAP HERE: NOT TRIED")
QUICK = Limits(processes=16, load=20.0, cell=2.0)


@pytest.fixture
def session(request):
    """Start a process with some cells, and end it after the test."""
    started = []

    def start(*cells, backend="bubblewrap", limits=QUICK, **options):
        started.append(one := Session(cells, backend, limits, **options))
        one.start()
        one.question()
        return one

    yield start
    for one in started:
        one.close()


class Peak(threading.Thread):
    """Looks at a session's memory, more often than the session does."""

    def __init__(self, session):
        super().__init__(daemon=True)
        self.process, self.most = session._process, 0
        self.start()

    def run(self):
        while self.process.poll() is None:
            self.most = max(self.most, _memory.taken(self.process.pid))
            time.sleep(0.005)

    def ended(self):
        self.join(10)
        return self.most


def value(reply):
    return unpack(reply["value"])


FORKS = """import os, time
def fork(n):
    made = 0
    try:
        for made in range(n):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
    except OSError:
        pass
    return made"""
CHILDREN = """import os, time
def children(n):
    for _ in range(n):
        if os.fork() == 0:
            kept = bytearray(100 * 2**20)
            kept[::4096] = b"x" * (len(kept) // 4096)
            time.sleep(20)
            os._exit(0)
        time.sleep(0.15)
    return n"""
PRIVATE, SHARED, NO_FILE = mmap.MAP_PRIVATE, mmap.MAP_SHARED, mmap.MAP_ANONYMOUS
LOOK = "import os\nimport numpy as np\ndef look(path):\n    return os.listdir(path)\n"


@walls
def test_a_process_sees_the_interpreter_and_nothing_else_of_this_machine(session):
    one = session(LOOK)
    own = {"box", "dev", "grader", "lib", "lib64", "proc", "usr", "bin"}
    ways = {path.parts[1] for path in _bubblewrap._shown()}
    assert set(value(one.ask("look", ["/"], 5))) <= own | ways
    assert "error" in one.ask("look", [str(Path.cwd() / "tests")], 5)["problem"]


@walls
def test_xentlib_is_shown_only_to_who_may_use_it_and_its_classroom_to_nobody(session):
    assert "error" in session(LOOK).ask("look", ["/library"], 5)["problem"]
    one = session(LOOK, library=True)
    assert "losses" in value(one.ask("look", ["/library/xentlib"], 5))
    assert value(one.ask("look", ["/library/xentlib/classroom"], 5)) == []


@walls
def test_a_process_is_no_root_has_no_network_and_an_environment_of_its_own(session):
    one = session(
        "import os\ndef ids(n):\n    return [os.getuid(), os.geteuid(), os.getgid()]",
        "def env(n):\n    return dict(os.environ)",
        "def nets(n):\n    lines = open('/proc/net/dev').read().splitlines()\n"
        "    return [line.split(':')[0].strip() for line in lines[2:]]",
        "def processes(n):\n    return [p for p in os.listdir('/proc') if p.isdigit()]",
    )
    assert 0 not in value(one.ask("ids", [1], 5))
    assert set(value(one.ask("env", [1], 5))) <= {*_bubblewrap.environment(), "PWD", "LC_CTYPE"}
    outside = "def outside(n):\n    return open('/proc/1/environ').read()"
    assert "XENTLIB_HOME" not in str(session(outside).ask("outside", [1], 5))
    assert value(one.ask("nets", [1], 5)) == ["lo"]
    assert len(value(one.ask("processes", [1], 5))) <= 4


@walls
@pytest.mark.parametrize("path", ["/x", "/tmp/x", "/dev/x", "/grader/x", "/usr/x", "/proc/x"])
def test_a_process_writes_nowhere_but_in_its_box(session, path):
    one = session("def write(path):\n    open(path, 'w').write('x')\n    return 1")
    assert "problem" in one.ask("write", [path], 5)
    assert value(one.ask("write", ["/box/x"], 5)) == 1


@walls
def test_the_box_is_full_before_this_machine_is(session):
    one = session(
        "def fill(folder):\n    n = 0\n    try:\n        while n < 400:\n"
        "            open(f'{folder}/{n}', 'wb').write(bytes(2**20))\n            n += 1\n"
        "    except OSError:\n        pass\n    return n"
    )
    assert value(one.ask("fill", ["/box"], 20)) <= 64
    assert value(one.ask("fill", ["/dev/shm"], 20)) <= 16


@walls
def test_processes_memory_and_time_have_limits_also_for_who_is_root_outside(session):
    one = session(
        FORKS,
        "import numpy as np\ndef memory(n):\n    return np.ones(n).sum()",
        "def limits(n):\n    import resource\n"
        "    return [resource.getrlimit(resource.RLIMIT_CPU)[1], resource.getrlimit(4)[1]]",
    )
    assert value(one.ask("fork", [100], 10)) < 16
    one.question()
    assert one.ask("memory", [10**9], 10)["problem"][1] in ("MemoryError", "_ArrayMemoryError")
    assert value(one.ask("limits", [1], 5)) == [QUICK.cpu, 0]


@walls
def test_nothing_is_left_when_a_session_ends(session):
    mark = f"xent{os.getpid()}"
    one = session(
        f"import subprocess\nsubprocess.Popen(['sleep', '987'], env={{'M': '{mark}'}},\n"
        "    start_new_session=True)"
    )

    def left():
        found = subprocess.run(["ps", "axe"], capture_output=True, text=True, check=True).stdout
        return [line for line in found.splitlines() if f"M={mark}" in line and "ps axe" not in line]

    one.close()
    assert left() == []


@walls
def test_what_one_question_does_no_other_sees(session):
    one = session("kept = []\ndef keep(n):\n    kept.append(n)\n    return len(kept)")
    assert [value(one.ask("keep", [1], 5)) for _ in range(2)] == [1, 2]
    one.question()
    assert value(one.ask("keep", [1], 5)) == 1


@walls
def test_a_copy_that_ends_is_told_and_the_next_question_has_another(session):
    one = session("import os\ndef end(n):\n    os._exit(n)\ndef go(n):\n    return n")
    with pytest.raises(EndedError, match="ended the process"):
        one.ask("end", [0], 5)
    one.question()
    assert value(one.ask("go", [3], 5)) == 3


@walls
def test_time_is_up_also_for_who_keeps_talking(session):
    flood = "import os\ndef f(n):\n    import sys\n    tell = sys._getframe(3).f_locals['tell']\n"
    deaf = (
        "    while True:\n        try:\n            tell({'at': 0})\n        except Exception: pass"
    )
    one = session(flood + deaf)
    with pytest.raises(SlowError):
        one.ask("f", [1], 1.0)


@walls
def test_who_listens_when_the_time_is_up_says_where_it_was_and_goes_on(session):
    one = session("def f(n):\n    while n:\n        pass\n    return n")
    for _ in range(2):
        symptom, where = one.ask("f", [1], 0.3)["problem"]
        assert symptom == "endless"
        assert "in line 2 of its cell: while n:" in where or "in line 3 of its cell" in where
    assert value(one.ask("f", [0], 5)) == 0


@walls
def test_a_program_that_talks_nonsense_breaks_its_session_alone(session):
    nonsense = "import os, sys\ndef f(n):\n    frame = sys._getframe()\n"
    nonsense += "    while 'tell' not in frame.f_locals:\n        frame = frame.f_back\n"
    one = session(nonsense + "    frame.f_locals['tell']({'nonce': 'forged', 'value': None})")
    with pytest.raises(BrokenError, match="nobody had asked for"):
        one.ask("f", [1], 5)


@pytest.mark.parametrize("backend", ["none", pytest.param("bubblewrap", marks=walls)])
def test_arrays_go_in_and_come_out_with_what_was_changed(session, backend):
    one = session("def f(x):\n    x[0] = 9\n    return x.sum()", backend=backend)
    reply = one.ask("f", [np.arange(3.0)], 5)
    assert value(reply) == 12.0
    assert unpack(reply["args"])[0].tolist() == [9.0, 1.0, 2.0]


@walls
def test_with_keras_one_process_serves_all_questions(session):
    one = session("kept = []\ndef keep(n):\n    kept.append(n)\n    return len(kept)", copies=False)
    one.ask("keep", [1], 5)
    one.question()
    assert value(one.ask("keep", [1], 5)) == 2


def test_an_unknown_backend_is_refused_and_where_none_works_it_says_what_to_do(monkeypatch):
    with pytest.raises(ValueError, match=re.escape("backend must be one of auto, bubblewrap")):
        choose("jail")
    for works in ("_bubblewrap_works", "_container_works"):
        monkeypatch.setattr(_backends, works, lambda: False)
    with pytest.raises(NoSandboxError, match=r"apt install bubblewrap.*--backend none"):
        choose("auto")


def test_a_container_has_no_network_no_rights_and_limits(monkeypatch):
    monkeypatch.setenv("XENT_GRADING_IMAGE", "course:1")
    words = " ".join(command("container", Limits(total=2**30, processes=4)))
    for flag in (
        "--network none",
        "--read-only",
        "--cap-drop ALL",
        "--pids-limit 20",
        "--memory 1073741824",
    ):
        assert flag in words
    assert "no-new-privileges" in words
    assert words.endswith("course:1 python -I -B /grader/child.py")
    assert re.search(r"-v \S+/inside:/grader:ro", words)
    monkeypatch.delenv("XENT_GRADING_IMAGE")
    assert not _backends._container_works()


def test_limits_are_those_of_the_system_s_own_names():
    assert replace(Limits(), processes=5).resources["NPROC"] == 5


@walls
@pytest.mark.parametrize("options", [{}, {"copies": False}], ids=["copies", "one process"])
def test_calls_that_go_around_the_limits_are_refused_and_ordinary_ones_are_not(session, options):
    one = session(
        "import ctypes, os, threading\nsystem = ctypes.CDLL(None, use_errno=True)",
        "def call(name, *args):\n    ctypes.set_errno(0)\n"
        "    return [getattr(system, name)(*args), ctypes.get_errno()]",
        "def thread(n):\n    got = []\n    one = threading.Thread(target=got.append, args=(n,))\n"
        "    one.start()\n    one.join()\n    return got",
        **options,
    )
    for name, *args in (
        ("unshare", 0x10000000),
        ("setns", 0, 0),
        ("ptrace", 0, 0, 0, 0),
        ("shmget", 0, 2**20, 0o1600),
        ("memfd_create", b"x", 0),
        ("socket", 1, 1, 0),
        ("socketpair", 1, 1, 0, None),
        ("msgget", 0, 0o1600),
        ("semget", 0, 1, 0o1600),
        ("mmap", None, 4096, 3, SHARED | NO_FILE, -1, 0),
        ("mount", b"none", b"/box", b"tmpfs", 0, b""),
    ):
        assert value(one.ask("call", [name, *args], 5)) == [-1, 1], name
    assert value(one.ask("thread", [7], 5)) == [7]
    place, _ = value(one.ask("call", ["mmap", None, 4096, 3, PRIVATE | NO_FILE, -1, 0], 5))
    assert place != -1


@walls
def test_memory_that_is_nobody_s_can_t_be_had_from_a_device(session):
    one = session(
        "import mmap, os\nzero = os.open('/dev/zero', os.O_RDWR)",
        "def shared(n):\n    return len(mmap.mmap(zero, n))\ndef read(n):\n"
        "    return os.read(zero, n) == bytes(n)",
    )
    assert value(one.ask("read", [5], 5)) is True
    assert "problem" in one.ask("shared", [4096], 5)


@walls
def test_all_processes_of_a_submission_together_stay_within_their_memory(session):
    one = session(CHILDREN, limits=replace(QUICK, total=400 * 2**20))
    most = Peak(one)
    with pytest.raises(BrokenError, match=r"took more than 0\.4 GB of memory in all"):
        one.ask("children", [12], 20)
    assert 200 < most.ended() / 2**20 < 400 + 100  # one child more at most


@walls
def test_a_submission_that_needs_two_processes_has_the_memory_of_one(monkeypatch):
    monkeypatch.setattr(_asking, "LIGHT", replace(QUICK, total=400 * 2**20))
    kept = "kept = bytearray(100 * 2**20)\nkept[::4096] = b'x' * (len(kept) // 4096)"
    look = "import time\ndef size(n):\n    time.sleep(n)\n    return len(kept)"
    desk = _asking.Desk([kept, look], "bubblewrap")
    try:
        assert desk.open(20).ask("size", [0.5]) == 100 * 2**20  # it has it, and so has its copy
        with pytest.raises(AnswerError, match=r"more than 0\.4 GB"):
            desk.fresh().ask("size", [0.5])
    finally:
        desk.close()


@walls
def test_memory_that_is_within_the_limit_is_nobody_s_affair(session):
    one = session(CHILDREN, limits=replace(QUICK, total=800 * 2**20))
    assert value(one.ask("children", [3], 20)) == 3


def test_the_filter_names_each_call_once_on_each_machine():
    for column in zip(*calls.REFUSED.values(), strict=True):
        assert len({*column}) == len(calls.REFUSED)
    for machine in calls.MACHINES:
        assert calls.steps(machine)[-1] == (calls.RETURN, 0, 0, calls.ALLOW)
