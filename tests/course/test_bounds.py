"""The bounds of what is allowed: both are tried by a tool, and each dependency has a lower one."""

import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import bounds
import pytest
import pythons

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def without_lower_bound(requirements):
    return [r for r in requirements if not re.search(r"(>=|==)\d", r.partition(";")[0])]


def test_every_dependency_has_a_lower_bound():
    extras = PROJECT["optional-dependencies"].items()
    named = [r for extra, requirements in extras if extra != "all" for r in requirements]
    assert without_lower_bound(PROJECT["dependencies"] + named) == []


@pytest.mark.parametrize("requirement", ["sphinx-design", "jupyterlab<5", "keras; python>='3.11'"])
def test_a_missing_lower_bound_would_be_noticed(requirement):
    assert without_lower_bound([requirement]) == [requirement]


def test_the_pythons_are_those_of_the_project():
    low, high = re.findall(r"3\.(\d+)", PROJECT["requires-python"])
    assert sorted(pythons.SUPPORTED) == [(3, minor) for minor in range(int(low), int(high))]


@pytest.fixture
def commands(monkeypatch):
    """Commands that would be run; `commands.status` is what they end with."""
    kept = []
    box = SimpleNamespace(kept=kept, statuses={"pytest": 0, "install": 0, "venv": 0, "-c": 0})

    def run(command, **options):
        kept.append([str(word) for word in command])
        (kind,) = box.statuses.keys() & set(kept[-1])
        return SimpleNamespace(returncode=box.statuses[kind])

    monkeypatch.setattr(bounds.subprocess, "run", run)
    found = {(3, 12): "twelve", (3, 13): "thirteen", (3, 11): "eleven"}
    monkeypatch.setattr(bounds, "find_pythons", lambda: found)
    monkeypatch.setattr(bounds, "find_uv", lambda: "uv")
    return box


@pytest.mark.parametrize(
    "bound, how, python",
    [("lowest", "lowest-direct", "eleven"), ("newest", "highest", "thirteen")],
)
def test_a_bound_is_installed_without_pins_and_its_notebooks_run_there(
    bound, how, python, commands
):
    assert bounds.main([bound]) == 0
    venv, install, _, tests = commands.kept
    assert venv[:2] == ["uv", "venv"]
    assert python in venv
    assert install[install.index("--resolution") + 1] == how
    assert install[-2:] == ["--editable", ".[all]"]
    assert not {"-c", "--constraint", "requirements.txt"} & set(install)
    assert tests[0] == install[install.index("--python") + 1]
    assert tests[-2:] == ["--nbval", "notebooks/solutions"]
    assert not Path(venv[-1]).parent.exists()


def test_a_python_that_only_this_environment_has_is_tried(monkeypatch, commands):
    monkeypatch.setattr(bounds, "find_pythons", dict)
    assert bounds.main(["lowest"]) == 0
    assert sys.executable in commands.kept[0]


@pytest.mark.parametrize("kind, status", [("pytest", 5), ("install", 1), ("venv", 1)])
def test_a_failure_is_passed_on(kind, status, commands):
    commands.statuses[kind] = status
    assert bounds.main(["lowest", "--python", "python3"]) == status


def test_uv_that_is_missing_is_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(bounds.shutil, "which", lambda *_, **__: None)
    assert bounds.main(["newest"]) == 1
    assert "pip install uv" in capsys.readouterr().err


def test_make_tries_both_bounds():
    recipe = re.search(r"(?m)^test-bounds:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text())
    assert re.findall(r"bounds\.py (\w+)", recipe[1]) == list(bounds.RESOLUTION)
