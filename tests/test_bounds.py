"""The bounds of what is allowed: both are tried by a tool, and each dependency has a lower one."""

import platform
import re
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import bounds
import pytest

ROOT = Path(__file__).parents[1]
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
    assert list(bounds.minors()) == [11, 12, 13]


@pytest.fixture
def pythons(monkeypatch, tmp_path):
    """Pretends that 3.11 has a name on the path that doesn't run, and pyenv several versions."""
    names = {"python3.11": "idle", "python3.12": "twelve", "pyenv": "pyenv"}
    for name in ("3.11.9", "3.11.10", "3.13.0", "3.13-dev"):
        (tmp_path / "versions" / name).mkdir(parents=True)
    runs = {"twelve": "3.12.1"}
    runs |= {tmp_path / "versions" / n / "bin" / "python": n for n in ("3.11.9", "3.11.10")}
    monkeypatch.setattr(bounds, "sys", SimpleNamespace(version_info=(3, 9)))
    monkeypatch.setattr(bounds.shutil, "which", names.get)
    monkeypatch.setattr(
        bounds.subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=f"{tmp_path}\n")
    )
    monkeypatch.setattr(bounds, "ask", lambda python, _: runs.get(python, ""))
    return runs


def test_the_lowest_python_is_the_newest_of_the_lowest_minor_that_runs(pythons):
    assert pythons[bounds.find_python("lowest")] == "3.11.10"


def test_the_newest_python_is_the_newest_that_runs(pythons):
    assert bounds.find_python("newest") == "twelve"


def test_without_a_python_there_is_a_sentence(pythons):
    pythons.clear()
    with pytest.raises(bounds.BoundsError, match=r"^no Python 3\.11 to 3\.13 runs here$"):
        bounds.find_python("lowest")


def test_a_python_that_does_not_run_prints_nothing(tmp_path):
    assert bounds.ask(tmp_path / "none", bounds.PROBE) == ""
    assert bounds.ask(sys.executable, "raise SystemExit(1)") == ""
    assert bounds.ask(sys.executable, bounds.PROBE) == platform.python_version()


@pytest.fixture
def commands(monkeypatch):
    """Commands that would be run; `commands.status` is what they end with."""
    kept = []
    box = SimpleNamespace(kept=kept, statuses={"pytest": 0, "install": 0, "venv": 0})

    def run(command, **options):
        kept.append([str(word) for word in command])
        (kind,) = {"pytest", "install", "venv"} & set(kept[-1])
        return SimpleNamespace(returncode=box.statuses[kind])

    monkeypatch.setattr(bounds.subprocess, "run", run)
    monkeypatch.setattr(bounds, "ask", lambda *_: "3.11.7")
    monkeypatch.setattr(bounds, "find_uv", lambda: "uv")
    return box


@pytest.mark.parametrize("bound, how", [("lowest", "lowest-direct"), ("newest", "highest")])
def test_a_bound_is_installed_without_pins_and_its_notebooks_run_there(bound, how, commands):
    assert bounds.main([bound, "--python", "python3"]) == 0
    venv, install, tests = commands.kept
    assert venv[:2] == ["uv", "venv"]
    assert install[install.index("--resolution") + 1] == how
    assert install[-2:] == ["--editable", ".[all]"]
    assert not {"-c", "--constraint", "requirements.txt"} & set(install)
    assert tests[0] == install[install.index("--python") + 1]
    assert tests[-2:] == ["--nbval", "notebooks"]
    assert not Path(venv[-1]).parent.exists()


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
