"""Whenever an installation is killed, the next one ends in a whole environment."""

import csv
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 20

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix" or not shutil.which("make"), reason="needs make"),
]


def start(course):
    return subprocess.Popen(
        ["make", "lab-is-ready"], cwd=course, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def missing_files(environment):
    """Files that a RECORD names and that are not there."""
    records = list(environment.glob("lib/python*/site-packages/*.dist-info/RECORD"))
    assert len(records) > 90
    named = [
        (r.parents[1] / row[0])
        for r in records
        for row in csv.reader(r.read_text().splitlines())
        if row
    ]
    return [path for path in named if not path.exists()]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course, and how many seconds its installation takes with a full cache."""
    course = tmp_path_factory.mktemp("killed") / "course"
    for name in ("pyproject.toml", "requirements.txt", "README.md", "LICENSE", "Makefile"):
        (course / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, course)
    for name in ("tools", "xentlib"):
        shutil.copytree(ROOT / name, course / name)
    seconds = []
    for _ in range(2):
        shutil.rmtree(course / ".venv", ignore_errors=True)
        begin = time.monotonic()
        assert start(course).wait() == 0
        seconds.append(time.monotonic() - begin)
    return course, seconds[-1]


@pytest.mark.parametrize("kill", range(KILLS))
def test_after_a_kill_the_next_installation_is_whole(course, kill):
    folder, seconds = course
    moment = seconds * (kill + 1) / (KILLS + 1)
    for _ in range(9):
        shutil.rmtree(folder / ".venv")
        installing = start(folder)
        time.sleep(moment)
        if installing.poll() is None:
            break
        moment *= 0.8  # it was faster than the one that was measured
    os.killpg(installing.pid, signal.SIGINT if kill % 4 == 3 else signal.SIGKILL)
    assert installing.wait() != 0
    left = len(list((folder / ".venv").rglob("*")))
    assert start(folder).wait() == 0
    gone = missing_files(folder / ".venv")
    print(f"killed after {moment:.1f} s, with {left} files; then {len(gone)} are missing")  # noqa: T201
    assert gone == []
