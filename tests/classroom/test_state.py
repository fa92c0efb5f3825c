"""The learner's file: nothing is lost, nothing stops a lesson."""

import json
import os
import subprocess
import sys

import pytest

from xentlib.classroom import state as _state


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(_state, "_unwritten", {})
    return tmp_path / "home"


EMPTY = {"exercises": {}, "forecasts": {}, "questions": {}}


def solve(state, name="99.a"):
    state["exercises"][name] = {"state": "right", "attempts": 1}


def test_a_fresh_start_is_empty_and_writes_nothing(home):
    assert _state.read() == EMPTY
    assert not (home / "progress.json").exists()


def test_what_is_updated_is_read_by_everybody(home):
    _state.update(solve)
    assert _state.read()["exercises"] == {"99.a": {"state": "right", "attempts": 1}}
    assert json.loads((home / "progress.json").read_text())["exercises"].keys() == {"99.a"}


def test_changing_what_was_read_changes_nothing(home):
    _state.update(solve)
    solve(_state.read(), "99.b")
    assert _state.read()["exercises"].keys() == {"99.a"}


def test_a_change_that_fails_is_not_written():
    def half(state):
        solve(state)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        _state.update(half)
    assert _state.read() == EMPTY


COUNT = """
from xentlib.classroom import state as _state
def count(state):
    entry = state["questions"].setdefault("99.q", {"attempts": 0})
    entry["attempts"] += 1
for _ in range(50):
    _state.update(count)
"""


def test_two_notebooks_at_once_lose_nothing():
    processes = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert _state.read()["questions"]["99.q"]["attempts"] == 100


def test_a_crash_while_writing_leaves_the_old_file(home, monkeypatch):
    _state.update(solve)

    def power_cut(*paths):
        raise SystemExit

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(SystemExit):
        _state.update(lambda state: solve(state, "99.b"))
    assert _state.read()["exercises"].keys() == {"99.a"}


UNREADABLE = {
    "half": '{"exercises": {"99.a"',
    "binary": b"\xff\xfe\x00",
    "a list": "[]",
    "a section of another kind": '{"exercises": 5}',
    "an entry of another kind": '{"exercises": {"99.a": 5}}',
    "a field of another kind": '{"exercises": {"99.a": {"attempts": "three"}}}',
    "numbers of another kind": '{"forecasts": {"99.a": {"forecast": {"sun": "much"}}}}',
    "an outcome without a forecast": '{"forecasts": {"99.a": {"outcome": "sun"}}}',
    "an outcome that was not forecast": (
        '{"forecasts": {"99.a": {"forecast": {"sun": 1}, "outcome": "rain"}}}'
    ),
    "a probability below 0": '{"forecasts": {"99.a": {"forecast": {"sun": -1, "rain": 2}}}}',
    "a probability above 1": '{"forecasts": {"99.a": {"forecast": {"sun": 3}}}}',
    "no probability": '{"forecasts": {"99.a": {"forecast": {"sun": NaN}}}}',
    "too deep": "[" * 100_000,
    "empty": "",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_is_set_aside_with_a_message(home, capsys, content):
    home.mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    for number in (1, 2):
        (home / "progress.json").write_bytes(data)
        assert _state.read() == EMPTY
        assert (home / f"progress.unreadable-{number}.json").read_bytes() == data
        assert f"it is now progress.unreadable-{number}.json" in capsys.readouterr().err
    _state.update(solve)
    assert _state.read()["exercises"].keys() == {"99.a"}


def test_what_a_newer_version_keeps_is_kept():
    def newer(state):
        state["badges"] = {"gold": {}}

    _state.update(newer)
    _state.update(solve)
    assert _state.read()["badges"] == {"gold": {}}


def refuse(*args, **kwargs):
    raise PermissionError("read-only")


def test_without_a_writable_folder_learning_goes_on_in_memory(monkeypatch, capsys, home):
    _state.update(solve)
    monkeypatch.setattr(os, "replace", refuse)
    _state.update(lambda state: solve(state, "99.b"))
    _state.update(lambda state: solve(state, "99.c"))
    assert _state.read()["exercises"].keys() == {"99.a", "99.b", "99.c"}
    solve(_state.read(), "99.d")
    assert "99.d" not in _state.read()["exercises"]
    told = capsys.readouterr().err
    assert told.count("cannot be kept in a file (PermissionError: read-only)") == 1
    assert "set XENTLIB_HOME to a folder that can be written" in told


@pytest.mark.parametrize("kind", [PermissionError, TimeoutError])
def test_what_could_not_be_written_is_written_later_into_what_others_wrote(
    monkeypatch, capsys, home, kind
):
    def fail(*args, **kwargs):
        raise kind("for a moment")

    with monkeypatch.context() as moment:
        moment.setattr(os, "replace", fail)
        _state.update(solve)
        _state.update(lambda state: solve(state, "99.b"))
    (home / "progress.json").write_text(_state.dump(EMPTY | {"questions": {"99.q": {}}}))
    assert _state.read()["exercises"].keys() == {"99.a", "99.b"}
    on_disk = json.loads((home / "progress.json").read_text())
    assert on_disk["exercises"].keys() == {"99.a", "99.b"}
    assert on_disk["questions"] == {"99.q": {}}
    monkeypatch.setattr(os, "replace", fail)
    _state.update(lambda state: solve(state, "99.c"))
    assert capsys.readouterr().err.count("cannot be kept in a file") == 2  # once an outage


def test_a_change_that_fails_in_memory_is_forgotten(monkeypatch):
    monkeypatch.setattr(os, "replace", refuse)
    _state.update(solve)
    with pytest.raises(ZeroDivisionError):
        _state.update(lambda _: 1 / 0)
    _state.update(lambda state: solve(state, "99.b"))
    assert _state.read()["exercises"].keys() == {"99.a", "99.b"}


def test_a_user_without_a_home_learns_in_memory(monkeypatch, capsys):
    def nobody(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", nobody)
    _state.update(solve)
    assert _state.read()["exercises"].keys() == {"99.a"}
    assert "Could not determine home directory" in capsys.readouterr().err


def test_a_home_is_expanded_and_stays_where_it_was(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XENTLIB_HOME", "~/mine")
    _state.update(solve)
    assert (tmp_path / "mine/progress.json").exists()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XENTLIB_HOME", "relative")
    _state.update(solve)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert _state.read()["exercises"].keys() == {"99.a"}
    assert not (tmp_path / "elsewhere/relative").exists()


def test_a_home_that_is_a_file_does_no_harm(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path / "file"))
    _state.update(solve)
    assert _state.read()["exercises"].keys() == {"99.a"}
    assert "kept in memory" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["filelock", "platformdirs"])
def test_without_the_libraries_learning_goes_on_in_memory(monkeypatch, capsys, module):
    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", os.devnull)
    monkeypatch.setitem(sys.modules, module, None)
    _state.update(solve)
    assert _state.read()["exercises"].keys() == {"99.a"}
    assert "kept in memory" in capsys.readouterr().err


def test_without_a_home_the_users_data_folder_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    _state.update(solve)
    assert (tmp_path / "xentlib" / "progress.json").exists()


def test_equal_states_are_written_alike():
    assert _state.dump({"b": {}, "a": {}}) == _state.dump({"a": {}, "b": {}})
    assert _state.parse(_state.dump(EMPTY)) == EMPTY


def test_a_text_that_is_no_progress_is_refused():
    with pytest.raises(ValueError, match="not a progress file"):
        _state.parse("[1, 2]")
