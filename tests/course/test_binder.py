"""What Binder makes of the course: the check that repo2docker has, without Docker."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from test_lab import PLACES, START, Server, free_port

pytestmark = pytest.mark.once
pytest.importorskip("repo2docker")
ROOT = Path(__file__).parents[2]
BINDER = yaml.safe_load((ROOT / "binder/environment.yml").read_text())["dependencies"]
GRANTED = 2 * 2**30  # bytes
MACHINE = {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix"}


@pytest.fixture(scope="module")
def image():
    """The Dockerfile that repo2docker writes for the course, after its own checks."""
    made = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return made.stderr + made.stdout


def test_repo2docker_takes_our_python_our_packages_and_our_start(image):
    assert f"Building conda environment for {BINDER[0]}" in image
    assert '--file "binder/environment.yml"' in image
    assert 'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in image


def test_binder_gets_the_tensorflow_that_needs_no_graphics_card():
    (listed,) = (entry["pip"] for entry in BINDER if isinstance(entry, dict))
    asked = [Requirement(line) for line in listed if not line.startswith("-")]
    got = {one.name for one in asked if not one.marker or one.marker.evaluate(MACHINE)}
    assert {name for name in got if name.startswith("tensorflow")} == {"tensorflow-cpu"}


def test_three_keras_lessons_fit_into_the_memory_of_binder_as_readme_says():
    told = (ROOT / "benchmarks/memory.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| and lesson (\d+) \| (\d+) \| (\d+) \|$", told)
    assert [lesson for lesson, *_ in rows] == ["09", "10", "13"]
    most = max(map(int, rows[-1][1:]))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Three Keras lessons that are open at once take {most / 1000:.2f} GB" in readme
    assert most * 1e6 < GRANTED


class Binder(Server):
    """The command of the image, behind our start, where the course is the home folder."""

    def __init__(self, folder, command):
        self.port, self.log, self.folder = free_port(), folder / "log", folder
        env = os.environ | {place: str(folder / place) for place in PLACES}
        env.pop("JUPYTER_CONFIG_DIR")  # it is found in the home folder
        home = Path(env["HOME"])
        shutil.copytree(ROOT / ".jupyter", home / ".jupyter")
        (home / "notebooks").symlink_to(ROOT / "notebooks")
        options = [f"--port={self.port}", "--ServerApp.port_retries=0", "--no-browser"]
        self.start([ROOT / "binder/start", sys.executable, "-m", *command, *options], env)


@pytest.fixture
def binder(image, tmp_path):
    pytest.importorskip("notebook")
    (command,) = re.findall(r"(?m)^CMD (\[.*\])$", image)
    _, *words = json.loads(command.replace("0.0.0.0", "127.0.0.1"))
    server = Binder(tmp_path, words)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_binder_opens_the_first_lesson_in_the_course_s_own_jupyterlab(binder):
    page = f"http://127.0.0.1:{binder.port}/lab/tree/{START}?token={binder.token}"
    with urllib.request.urlopen(page, timeout=20) as answer:
        assert "jupyter-config-data" in answer.read().decode()
    assert binder.ask(f"/api/contents/{START}")["content"]["cells"]
    news = binder.ask("/lab/api/settings/@jupyterlab/apputils-extension:notification")
    assert news["schema"]["properties"]["fetchNews"]["default"] == "false"
