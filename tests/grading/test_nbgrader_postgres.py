"""The same term with a gradebook on PostgreSQL, where one is at hand."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from nbgrader_course import HOURS_LATE, Course, half_of_all, play
from sqlalchemy import create_engine, text

NOT_TRIED = (
    "POSTGRESQL WAS NOT TRIED: install it (Debian and Ubuntu: `apt install postgresql`) and the "
    "driver psycopg, or name an empty database in XENT_TEST_POSTGRES, such as "
    "postgresql+psycopg://user@host/name"
)
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
ASKED = os.environ.get("XENT_TEST_POSTGRES", "")

pytestmark = pytest.mark.skipif(
    not ASKED and not (PROGRAMS and find_spec("psycopg")), reason=NOT_TRIED
)


@contextmanager
def server():
    """A server of our own, run by an ordinary user since it refuses root; its address."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    who = {}
    if os.name == "posix" and os.geteuid() == 0:
        who = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder} | who
    programs, data = PROGRAMS[-1].parent, folder / "data"
    make = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        "xent",
        "--auth=trust",
        "--no-sync",
        "-E",
        "UTF8",
    ]
    subprocess.run(make, check=True, **quiet)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-o", options, "start"], check=True, **quiet)
    try:
        yield f"postgresql+psycopg://xent@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def address():
    if ASKED:
        yield ASKED
        return
    with server() as ours:
        yield ours


@pytest.fixture(scope="module")
def course(tmp_path_factory, address):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("XENT_GRADEBOOK", address)
        yield play(Course(tmp_path_factory.mktemp("course")), monkeypatch, half_of_all)


def test_the_gradebook_is_on_the_server_and_no_file_is_written(course, address):
    engine = create_engine(address)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM submitted_assignment")).scalar() == 9
    engine.dispose()
    assert not [*course.root.rglob("gradebook.db")]


def test_the_points_are_those_that_our_grader_gave(course):
    assert len(course.before) == 9
    for student, (points, _, _) in course.before.items():
        assert points == course.reports[student]["score"], student


def test_manual_points_and_the_late_penalty_reach_the_export(course):
    half = course.reports["right"]["max"] / 2
    assert float(course.table["right"]["score"]) == half + 3
    assert float(course.table["late"]["score"]) == half + 4 - HOURS_LATE
    assert course.path("feedback", "late", "html").exists()
