"""What the installer does about an environment that is not whole, and what it says."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import install
import pytest
import pythons

pytestmark = pytest.mark.skipif(os.name == "nt", reason="`make` is for the others")
TOOLS = Path(install.__file__).parent


class Course:
    """An empty course, and what the installer runs there: nothing is really installed."""

    def __init__(self, folder, monkeypatch):
        self.patch, self.commands, self.failing, self.killed_at = monkeypatch, [], [], -1
        self.sit_in(folder)
        for name in ("pyproject.toml", "requirements.txt"):
            (folder / name).write_text("as asked")
        monkeypatch.setattr(install, "run", self.run)
        monkeypatch.setattr(install, "find_pythons", lambda: {(3, 12): sys.executable})

    def sit_in(self, folder):
        self.folder, self.receipt = folder, folder / ".venv/receipt.json"
        for name in ("ROOT", "VENV", "BIN", "RECEIPT"):
            place = {"ROOT": "", "VENV": ".venv", "BIN": ".venv/bin", "RECEIPT": self.receipt}
            self.patch.setattr(install, name, folder / place[name])

    def run(self, *command, **_):
        words = " ".join(map(str, command)).replace(str(self.folder), "").replace("-m ", "")
        self.commands.append(words)
        if len(self.commands) == self.killed_at:
            raise KeyboardInterrupt
        if " venv" in words:
            shutil.rmtree(install.VENV, ignore_errors=True)
            install.BIN.mkdir(parents=True)
            (install.BIN / "python").symlink_to(sys.executable)
        elif words.endswith(" uv"):
            shutil.copy("/bin/true", install.BIN / "uv")
        return not any(word in words for word in self.failing)

    def make(self, *extras, python=None):
        """What an installation runs: its commands, shortened to what matters."""
        self.commands.clear()
        install.install(set(extras), python)
        return self.commands

    def is_made_anew(self, *extras):
        return any(" venv" in command for command in self.make(*extras or ["lab"]))


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "course").mkdir()
    return Course(tmp_path / "course", monkeypatch)


def test_an_environment_that_is_whole_is_left_alone(course):
    assert course.is_made_anew()
    assert course.make("lab") == []
    course.make("all")
    assert course.make("lab") == course.make("all") == []


def test_more_is_added_to_what_is_there(course):
    course.make("lab")
    *_, last = course.make("book")
    assert "-e .[book,lab]" in last
    assert not any(" venv" in command for command in course.commands)


@pytest.mark.parametrize("file", ["pyproject.toml", "requirements.txt"])
def test_what_is_asked_anew_is_installed_into_what_is_there(course, file):
    course.make("lab")
    (course.folder / file).write_text("asked anew")
    assert not course.is_made_anew()
    assert course.commands
    assert course.make("lab") == []


@pytest.mark.parametrize("before, moment", [([], 1), ([], 2), ([], 3), (["lab"], 1)])
def test_what_was_begun_and_not_finished_is_made_anew(course, before, moment):
    for extra in before:
        course.make(extra)
    course.killed_at = moment
    with pytest.raises(KeyboardInterrupt):
        course.make("book")
    course.killed_at = -1
    assert course.is_made_anew("book")
    assert course.make("book") == []


@pytest.mark.parametrize("half", ["", "{", '{"place": "elsewhere"}'])
def test_a_receipt_that_cannot_be_read_is_none(course, half):
    course.make("lab")
    course.receipt.write_text(half)
    assert course.is_made_anew()


def test_what_is_made_anew_says_why(course, capsys):
    reasons = []
    course.make("lab")
    course.receipt.unlink()
    course.make("lab")
    course.sit_in(course.folder.rename(course.folder.with_name("moved here")))
    course.make("lab")
    other = fake(course.folder / "other", "3 99")
    course.make("lab", python=other)
    (course.folder / ".venv/bin/python").unlink()
    course.make("lab")
    for line in capsys.readouterr().out.splitlines():
        reasons += [line.removeprefix("Making .venv")] if line.startswith("Making") else []
    assert reasons == [
        "",
        " anew: it was not finished, or not made by make",
        " anew: the folder was moved",
        f" anew: another Python was asked for, {other}",
        " anew: its Python is gone, or another one",
    ]


def test_a_folder_that_was_moved_gets_a_new_environment(course):
    course.make("lab")
    course.sit_in(course.folder.rename(course.folder.with_name("moved here")))
    assert course.is_made_anew()
    assert course.make("lab") == []


@pytest.mark.parametrize("now", ["gone", "of another version"])
def test_an_environment_whose_python_changed_is_made_anew(course, now):
    course.make("lab")
    python = course.folder / ".venv/bin/python"
    python.unlink()
    if now != "gone":
        fake(python, "3 10")
    assert course.is_made_anew()


def test_an_environment_of_another_python_than_asked_for_is_made_anew(course, monkeypatch):
    course.make("lab")
    assert course.make("lab", python=sys.executable) == []
    other = fake(course.folder / "other", "3 99")
    assert course.make("lab", python=other)[0] == "/other venv --clear /.venv"


def test_a_repair_needs_no_network_where_uv_has_a_cache(course):
    course.make("lab")
    course.receipt.unlink()
    course.failing = [f"{install.NO_NEWS} -c", "--compile-bytecode -c"]
    created, filled = course.make("lab")
    assert created.endswith("venv --clear /.venv")
    assert "uv pip install" in filled
    assert "--offline" in filled
    assert course.make("lab") == []


def test_pip_installs_where_uv_cannot(course):
    course.failing = ["--compile-bytecode"]
    assert course.make("lab")[-1].startswith("/.venv/bin/python pip install")
    assert course.make("lab") == []


def test_an_installation_that_fails_says_so_and_leaves_no_receipt(course):
    course.failing = ["-e .[lab]"]
    with pytest.raises(SystemExit, match=r"what stopped it stands above.*the same command again"):
        course.make("lab")
    assert course.is_made_anew("book")


def test_a_folder_that_cannot_be_written_to_is_named_unless_all_is_there(course, monkeypatch):
    course.make("lab")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert course.make("lab") == []
    with pytest.raises(SystemExit, match=r"cannot be written to.*copy the course into a folder of"):
        course.make("book")
    monkeypatch.undo()
    assert course.receipt.exists()


def test_a_python_that_makes_no_environments_is_named(course):
    course.failing = [" venv"]
    with pytest.raises(SystemExit, match=r"cannot make virtual environments.*python3-venv"):
        course.make("lab")


def test_where_no_supported_python_is_uv_finds_or_fetches_one(course, monkeypatch, capsys):
    monkeypatch.setattr(install, "find_pythons", dict)
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    commands = course.make("lab")
    assert commands[2].endswith("uv venv --quiet --clear --seed --python >=3.11,<3.14 /.venv")
    assert "uv looks for one to fetch" in capsys.readouterr().out
    course.failing = ["--python >="]
    course.receipt.unlink()
    with pytest.raises(SystemExit, match=r"none could be fetched.*install Python 3\.12 from"):
        course.make("lab")


def test_a_python_that_is_not_supported_is_refused_by_name(monkeypatch):
    monkeypatch.setattr("sys.argv", ["install", "--python", "python2.9", "lab"])
    with pytest.raises(SystemExit, match=r"needs Python 3.11, 3.12 or 3.13, and python2.9 is not"):
        install.main()


def test_a_python_that_only_pyenv_holds_is_found_by_its_name(monkeypatch):
    asked = []
    monkeypatch.setattr("sys.argv", ["install", "--python", "python3.13", "lab"])
    monkeypatch.setattr(install, "version_of", lambda python: None)
    monkeypatch.setattr(install, "find_pythons", lambda: {(3, 13): "/pyenv/3.13/bin/python"})
    monkeypatch.setattr(install, "install", lambda extras, python: asked.append(python))
    install.main()
    assert asked == ["/pyenv/3.13/bin/python"]


def test_what_stops_an_installation_is_told_in_a_sentence(monkeypatch):
    def stop(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(install, "install", stop)
    monkeypatch.setattr("sys.argv", ["install", "lab"])
    with pytest.raises(SystemExit, match=r"could not be installed: .*No space left on device"):
        install.main()


WAIT = "import pathlib, time; pathlib.Path('here').touch(); time.sleep(60)\n"
PYTHON = f'#!/bin/sh\n{{case}}\nexec {sys.executable} "$@"\n'


@pytest.mark.parametrize("file, content", [
    ("tools/environments/tempfile.py", WAIT),  # a module that the installer loads
    ("python", PYTHON.format(case=f'exec {sys.executable} -c "{WAIT}"')),  # does it run?
    ("venv.py", WAIT),  # it makes the environment
])  # fmt: skip
def test_ctrl_c_ends_in_one_line_whatever_runs(tmp_path, file, content):
    (tmp_path / "python").write_text(PYTHON.format(case=""))
    (tmp_path / "python").chmod(0o755)
    for name in ("pyproject.toml", "requirements.txt"):
        (tmp_path / name).touch()
    shutil.copytree(TOOLS, tmp_path / "tools/environments")
    (tmp_path / file).write_text(content)
    command = [sys.executable, "tools/environments/install.py", "--python", "./python", "lab"]
    with subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        while not (tmp_path / "here").exists():
            assert running.poll() is None
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGINT)
        said = running.stderr.read()
    ended = "\nStopped before the course was installed. Give the same command again.\n"
    assert (running.returncode, said) == (130, ended)


def test_two_installations_take_turns(capsys):
    order = []
    with install.alone():
        second = threading.Thread(target=lambda: _alone(order))
        second.start()
        time.sleep(0.3)
        assert order == []
    second.join()
    assert order == ["alone"]
    assert "Waiting for another installation" in capsys.readouterr().out


def _alone(order):
    with install.alone():
        order.append("alone")


def test_what_a_killed_installation_started_is_waited_for():
    code = "import install\nwith install.alone():\n    print('in', flush=True)\n    "
    code += "install.run('sleep', '2')"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, cwd=TOOLS, stdout=subprocess.PIPE) as killed:
        assert killed.stdout.readline() == b"in\n"
        time.sleep(0.5)  # now it sleeps
        killed.send_signal(signal.SIGKILL)
    begin = time.monotonic()
    with install.alone():
        assert time.monotonic() - begin > 0.5


def fake(path, said, status=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {said}\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


def test_pythons_are_found_on_the_path_and_among_pyenv_s(tmp_path, monkeypatch):
    for name, said, status in [
        ("python3.12", "", 127), ("python3.13", "nonsense", 0), ("python3", "3 14", 0),
    ]:  # fmt: skip
        fake(tmp_path / "bin" / name, said, status)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert pythons.find_pythons() == {}
    three = fake(tmp_path / "versions/3.13.5/bin/python", "3 13")
    fake(tmp_path / "versions/3.13.4/bin/python", "3 13")
    two = fake(tmp_path / "versions/3.12.9/bin/python", "3 12")
    assert list(pythons.find_pythons().items()) == [((3, 12), two), ((3, 13), three)]
    one = fake(tmp_path / "bin/python3", "3 11")
    assert pythons.find_pythons()[3, 11] == one


@pytest.mark.parametrize("name", ["install.py", "pythons.py"])
def test_a_python_from_before_can_read_the_installer(name):
    ast.parse((TOOLS / name).read_text(encoding="utf-8"), feature_version=(3, 8))
