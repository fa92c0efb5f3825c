"""A student's process sees nothing of the course, wherever its clone lies."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from yard import ROOT

from notebooks import WALLS
from xentlib.classroom.grading.sandbox import Limits, Session, _container, unpack

pytestmark = pytest.mark.skipif(WALLS != "bubblewrap", reason="NO BUBBLEWRAP HERE: NOT TRIED")
FIND = """import os
def find(top):
    found = []
    for folder, inner, files in os.walk(top):
        found += [name for name in files if name in ("bce.py", "a1_information.ipynb")]
    return found"""
PROGRAM = f"""
import json, sys
from xentlib.classroom.grading.sandbox import Limits, Session, unpack
with Session([{FIND!r}], "bubblewrap", Limits()) as one:
    one.start()
    one.question()
    print(json.dumps(unpack(one.ask("find", ["/"], 60)["value"])))
"""
ENGINE = """#!{python}
import sys
sys.path[:0] = [{root!r}]
import os
from xentlib.classroom.grading.sandbox import _bubblewrap

given = sys.argv[1:]
words = _bubblewrap.walls()
at, end = words.index("--remount-ro"), words.index(sys.executable)
own = ["--ro-bind", {image!r}, "/srv"]
for flag, word in zip(given, given[1:]):
    if flag == "--tmpfs" and not word.startswith("/box"):
        own += ["--tmpfs", word]
program = [sys.executable, *given[given.index("course:1") + 2 :]]
os.execvp("bwrap", [*words[:at], *own, *words[at:end], *program])
"""  # stands for Podman: of an image it shows a folder, at /srv


def clone(folder):
    """Put the parts of the course that give answers away into a folder."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "xentlib", folder / "xentlib", ignore=ignored)
    shutil.copytree(ROOT / "notebooks/assignments", folder / "notebooks/assignments")
    return folder


def seen_from(prefix, course):
    """Files of the course that a student's process finds when one of a prefix marks."""
    python = prefix / "bin/python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(prefix)], check=True)
    (site,) = (prefix / "lib").glob("python*/site-packages")
    libraries = Path(np.__file__).parents[1]
    for library in libraries.glob("numpy*"):
        shutil.copytree(library, site / library.name, ignore=shutil.ignore_patterns("tests"))
    done = subprocess.run(
        [python, "-B", "-c", PROGRAM],
        env=os.environ | {"PYTHONPATH": f"{course}:{libraries}"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    "prefix, course",
    [("py", "py/course"), ("py", "py/lib/course"), ("py/lib/course/.venv", "py/lib/course")],
    ids=["beside the libraries", "among the libraries", "around the interpreter"],
)
def test_a_clone_inside_the_interpreter_s_folder_is_not_shown(tmp_path, prefix, course):
    folder = clone(tmp_path / course)
    assert seen_from(tmp_path / prefix, folder) == []


@pytest.mark.parametrize("kind", ["clone", "installed"])
def test_the_course_in_a_container_s_image_is_covered(tmp_path, monkeypatch, kind):
    folder = clone(tmp_path / "image/course")
    if kind == "installed":
        shutil.rmtree(folder / "notebooks")
    engine = tmp_path / "podman"
    image = str(tmp_path / "image")
    engine.write_text(ENGINE.format(python=sys.executable, root=str(ROOT), image=image))
    engine.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("XENT_GRADING_IMAGE", "course:1")
    _container.course_in_image.cache_clear()
    with Session([FIND], "container", Limits()) as one:
        one.start()
        one.question()
        assert unpack(one.ask("find", ["/srv"], 30)["value"]) == []
    _container.course_in_image.cache_clear()
    assert list(Path(image).rglob("bce.py"))
