"""What is published can be built, installs alone, and runs there (about a minute)."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from kernels import SETTINGS

from xentlib.classroom.exercises import names
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS

pytestmark = pytest.mark.once
pytest.importorskip("hatchling")
ROOT = Path(__file__).parents[2]
EXTRAS = "notebooks,training,scale"
OF_THE_FOLDER = "grading", "lesson_files"  # they work on the course's folder, which a wheel lacks


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The source archive, and the wheel that is built from it."""
    out = tmp_path_factory.mktemp("dist")
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    how = ["--offline", "--no-build-isolation", "--python", sys.executable, "--out-dir", out]
    run(uv, "build", "-q", *how, ROOT)
    (archive,), (made,) = out.glob("*.tar.gz"), out.glob("*.whl")
    return archive, made


@pytest.fixture(scope="module")
def wheel(published):
    return published[1]


def test_the_source_archive_has_lessons_and_no_coursework(published):
    with tarfile.open(published[0]) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "notebooks/01_surprise_and_entropy.ipynb",
        "notebooks/source/01_surprise_and_entropy.py",
    } <= packed
    assert [
        name for name in packed if re.search(r"notebooks.*assignment|exercises/a\d", name)
    ] == []


def test_the_wheel_has_the_package_and_its_data_and_no_solution_of_coursework(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    packed = {name for name in inside if not re.match(r"xentlib-[\d.]+\.dist-info/", name)}
    files = [path for path in (ROOT / "xentlib").rglob("*") if path.is_file()]
    kept = {path.relative_to(ROOT).as_posix() for path in files if path.suffix != ".pyc"}
    coursework = {name for name in kept if re.search(r"exercises/a\d", name)}
    assert "xentlib/classroom/exercises/a1_information/clock_bits.py" in coursework
    assert packed == kept - coursework


def packages_of(python):
    """Folder in which a Python finds what is installed."""
    return Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())


def lend_what_is_compiled(there):
    """Link the bytecode of the libraries here: Python takes what is of the same source."""
    here = packages_of(sys.executable)
    for compiled in here.rglob("__pycache__/*.pyc"):
        lent = there / compiled.relative_to(here)
        if lent.parent.parent.exists():
            lent.parent.mkdir(exist_ok=True)
            with suppress(OSError):  # it is there, or on another disk
                os.link(compiled, lent)


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory):
    """The Python of an environment that has the wheel, and nothing of this folder."""
    folder = tmp_path_factory.mktemp("clean")
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    run(uv, "venv", "-q", "-p", sys.executable, folder / "env")
    inside = folder / ("env/Scripts/python.exe" if os.name == "nt" else "env/bin/python")
    pins = ["-c", ROOT / "requirements.txt", "pytest"]
    run(
        uv,
        "pip",
        "install",
        "-q",
        "--python",
        inside,
        *pins,
        f"xentlib[{EXTRAS}] @ {wheel.as_uri()}",
    )
    lend_what_is_compiled(packages_of(inside))
    return inside


@pytest.fixture
def env(tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return (
        SETTINGS
        | kept
        | {"HOME": str(tmp_path), "XENTLIB_HOME": str(tmp_path), "MPLBACKEND": "agg"}
    )


def test_its_doctests_pass_where_it_is_installed(python, tmp_path, env):
    options = ["-q", "-p", "no:cacheprovider", "--doctest-modules", "--pyargs", "xentlib"]
    where = "import xentlib; print(*xentlib.__path__)"
    package = Path(run(python, "-c", where, cwd=tmp_path, env=env).strip())
    ignored = [f"--ignore={package / 'classroom' / name}" for name in OF_THE_FOLDER]
    said = run(python, "-m", "pytest", *options, *ignored, cwd=tmp_path, env=env)
    assert "passed" in said


def test_it_knows_the_exercises_of_lessons_and_none_of_coursework(python, tmp_path, env):
    code = """
import xentlib as xent
assert "site-packages" in xent.__file__
from xentlib.classroom.exercises import exercises
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS
print(*(exercise.name for topic in (*TOPICS, *ASSIGNMENTS) for exercise in exercises(topic)))
"""
    there = [name for topic in TOPICS for name in names(topic)]
    assert len(there) > 100
    assert all(map(names, ASSIGNMENTS))  # here they are, and not there
    assert run(python, "-c", code, cwd=tmp_path, env=env).split() == there
