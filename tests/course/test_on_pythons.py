"""What `make test-pythons` tests on each Python is the course as it is here."""

import shlex
import subprocess
from fnmatch import fnmatch
from types import SimpleNamespace

import on_pythons
import pytest


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A checkout with a file that was changed, one that is new, one that is gone."""
    root = tmp_path / "course"
    (root / "tools").mkdir(parents=True)
    for name in ("changed", "gone", "tools/kept", ".gitignore"):
        (root / name).write_text("ignored")
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "course"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    (root / "changed").write_text("anew")
    (root / "tools/new").write_text("anew")
    (root / "ignored").write_text("an environment, say")
    (root / "gone").unlink()
    monkeypatch.setattr(on_pythons, "ROOT", root)
    return root


def test_a_copy_is_a_checkout_with_what_is_not_committed(course, tmp_path):
    on_pythons.copy_course(tmp_path / "copy")
    copied = {
        path.relative_to(tmp_path / "copy").as_posix(): path.read_text()
        for path in (tmp_path / "copy").rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
    assert copied == {
        "changed": "anew", "tools/new": "anew", "tools/kept": "ignored", ".gitignore": "ignored",
    }  # fmt: skip
    assert (tmp_path / "copy/.git").is_dir()


def test_lessons_and_what_no_python_changes_are_left_out(course, monkeypatch):
    commands = []
    run = on_pythons.subprocess.run
    monkeypatch.setattr(
        on_pythons.subprocess,
        "run",
        lambda c, **o: (
            commands.append(c) or SimpleNamespace(returncode=0) if c[0] == "make" else run(c, **o)
        ),
    )
    assert on_pythons.test_on("python3")
    (command,) = commands
    options = shlex.split(command[-1].removeprefix("ARGS="))
    (glob,) = (one for one in options if "*" in one)
    editions = "notebooks/05_softmax.ipynb", "notebooks/solutions/05_softmax.ipynb"
    assert [fnmatch(edition, glob) for edition in editions] == [True, True]
    assert "not long and not once" in options


def test_all_pythons_are_tried_and_each_is_told(course, monkeypatch, capsys):
    tried = []
    monkeypatch.setattr(on_pythons, "version_of", lambda python: (3, int(python)))
    monkeypatch.setattr(on_pythons, "find_pythons", lambda: {(3, 12): "12", (3, 11): "11"})
    monkeypatch.setattr(
        on_pythons, "test_on", lambda python: tried.append(python) or tried == ["11"]
    )
    assert on_pythons.main(["11"]) == 0
    assert on_pythons.main([]) == 1
    assert tried == ["11", "12", "11"]
    assert "Python 3.12: FAILED in" in capsys.readouterr().out


def test_no_python_to_test_on_is_no_success(monkeypatch):
    monkeypatch.setattr(on_pythons, "find_pythons", dict)
    with pytest.raises(SystemExit, match="name some by PYTHONS="):
        on_pythons.main([])
