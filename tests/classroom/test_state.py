"""The learner's file: nothing is lost, nothing stops a lesson."""

import errno
import json
import os
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest
from filelock import FileLock
from jupyter_server.services.kernels.kernelmanager import MappingKernelManager
from jupyter_server.services.sessions.sessionmanager import SessionManager

from xentlib.classroom import state as kept
from xentlib.classroom.card import Card


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(kept, "_unwritten", {})
    return tmp_path / "home"


POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such files or locks")
EMPTY = {"exercises": {}, "forecasts": {}, "questions": {}}


def solve(state, name="99.a"):
    state["exercises"][name] = {"state": "right", "attempts": 1}


def test_a_fresh_start_is_empty_and_writes_nothing(home):
    assert kept.read() == EMPTY
    assert not (home / "progress.json").exists()


def test_what_is_updated_is_read_by_everybody(home):
    kept.update(solve)
    assert kept.read()["exercises"] == {"99.a": {"state": "right", "attempts": 1}}
    assert json.loads((home / "progress.json").read_text())["exercises"].keys() == {"99.a"}


def test_changing_what_was_read_changes_nothing(home):
    kept.update(solve)
    solve(kept.read(), "99.b")
    assert kept.read()["exercises"].keys() == {"99.a"}


def test_a_change_that_fails_is_not_written():
    def half(state):
        solve(state)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        kept.update(half)
    assert kept.read() == EMPTY


COUNT = """
from xentlib.classroom import state as kept
def count(state):
    entry = state["questions"].setdefault("99.q", {"attempts": 0})
    entry["attempts"] += 1
for _ in range(50):
    kept.update(count)
"""


def test_two_notebooks_at_once_lose_nothing():
    processes = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    assert kept.read()["questions"]["99.q"]["attempts"] == 100


def test_a_crash_while_writing_leaves_the_old_file(home, monkeypatch):
    kept.update(solve)

    def power_cut(*paths):
        raise SystemExit

    monkeypatch.setattr(os, "replace", power_cut)
    with pytest.raises(SystemExit):
        kept.update(lambda state: solve(state, "99.b"))
    assert kept.read()["exercises"].keys() == {"99.a"}


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
    "a number that no count reaches": '{"questions": {"a": {"attempts": 1' + "0" * 4000 + "}}}",
    "more digits than Python reads": '{"questions": {"a": {"attempts": 1' + "0" * 5000 + "}}}",
    "a mistake met nan times": '{"exercises": {"99.a": {"mistakes": {"sign": NaN}}}}',
    "too deep": "[" * 100_000,
    "a thousand levels": '{"badges": ' * 1000 + "1" + "}" * 1000,
    "a hundred levels": '{"badges": ' + "[" * 100 + "]" * 100 + "}",
    "too large": '{"badges": {"' + "x" * 2_000_000 + '": 1}}',
    "empty": "",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_file_is_set_aside_with_a_message(home, capsys, content):
    home.mkdir()
    data = content if isinstance(content, bytes) else content.encode()
    for number in (1, 2):
        (home / "progress.json").write_bytes(data)
        assert kept.read() == EMPTY
        assert (home / f"progress.unreadable-{number}.json").read_bytes() == data
        assert f"it is now progress.unreadable-{number}.json" in capsys.readouterr().err
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}


def test_a_text_of_2_megabytes_is_a_progress_file_and_a_longer_one_is_not():
    text = kept.dump(EMPTY)
    assert kept.parse(text + " " * (2_000_000 - len(text))) == EMPTY
    with pytest.raises(ValueError, match="not a progress file: it is larger than 2 MB"):
        kept.parse(text + " " * (2_000_001 - len(text)))


def test_a_file_never_grows_beyond_what_will_be_read(home, capsys):
    kept.update(solve)
    kept.update(lambda state: state["questions"].update({"x" * 2_000_000: {}}))
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert "OSError: it would be larger than 2 MB" in capsys.readouterr().err
    assert (home / "progress.json").stat().st_size < 1000


def test_what_is_no_unicode_is_kept_and_shown(home):
    kept.update(lambda state: solve(state, "\ud800"))
    kept.update(lambda state: state["exercises"]["\ud800"].update(mistakes={"\udfff": 1}))
    assert "\ud800" in kept.read()["exercises"]

    class Shown(Card):
        lines = "\ud800 is", "lost: \udfff"

    assert (repr(Shown()) + Shown()._repr_html_()).encode()


@POSIX
def test_a_link_stays_a_link_and_its_target_is_written(home, tmp_path):
    home.mkdir()
    (tmp_path / "synced").mkdir()
    target = tmp_path / "synced/mine.json"
    (home / "progress.json").symlink_to(target)
    for number in (1, 2):
        kept.update(lambda state, number=number: solve(state, f"99.{number}"))
        assert (home / "progress.json").is_symlink()
        assert len(json.loads(target.read_text())["exercises"]) == number


@POSIX
def test_a_link_that_leads_to_itself_gives_way_to_a_file(home):
    home.mkdir()
    (home / "progress.json").symlink_to("progress.json")
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert (home / "progress.json").is_file()


@POSIX
@pytest.mark.parametrize("name", ["progress.json", "progress.new", "progress.lock"])
def test_what_is_no_file_does_not_hold_a_check_up(home, name):
    home.mkdir()
    os.mkfifo(home / name)
    start = time.perf_counter()
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert time.perf_counter() - start < 2


@POSIX
def test_what_a_link_leads_to_is_left_alone_unless_it_is_a_file(home, tmp_path, capsys):
    home.mkdir()
    os.mkfifo(tmp_path / "pipe")
    (home / "progress.json").symlink_to(tmp_path / "pipe")
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert "is not a file" in capsys.readouterr().err
    assert (tmp_path / "pipe").is_fifo()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "pipe"]


@POSIX
def test_where_files_cannot_be_locked_nothing_but_our_own_words_is_shown(monkeypatch, capsys):
    def missing(*_):
        raise OSError(errno.ENOSYS, "no locks here")

    monkeypatch.setattr("fcntl.flock", missing)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        kept.update(solve)
        assert kept.read()["exercises"].keys() == {"99.a"}
    assert [str(one.message) for one in seen] == []
    assert capsys.readouterr().err == ""


def test_a_file_that_another_holds_for_long_is_tried_again_at_the_next_change(
    monkeypatch, capsys, home
):
    home.mkdir()
    monkeypatch.setattr(kept, "PATIENCE", 1.0)
    with FileLock(home / "progress.lock"):
        kept.update(solve)
        start = time.perf_counter()
        kept.update(lambda state: solve(state, "99.b"))
        assert time.perf_counter() - start < 1  # it is waited for once
        assert not (home / "progress.json").exists()
    kept.update(lambda state: solve(state, "99.c"))
    written = json.loads((home / "progress.json").read_text())["exercises"]
    assert written.keys() == {"99.a", "99.b", "99.c"}
    assert capsys.readouterr().err.count("cannot be kept in a file") == 1


def session(root, path):
    """The variable of a kernel that the installed server starts for a notebook."""
    (root / path).parent.mkdir(parents=True)
    manager = SessionManager(kernel_manager=MappingKernelManager(root_dir=str(root)))
    return manager.get_kernel_env(path, Path(path).name)["JPY_SESSION_NAME"]


@pytest.mark.parametrize(
    "path, recorded",
    [
        ("notebooks/solutions/05_softmax.ipynb", False),
        ("my_answers/solutions/05_softmax.ipynb", False),
        ("notebooks/05_softmax.ipynb", True),
        ("solutions/notebooks/05_softmax.ipynb", True),
        ("notebooks/solutions.ipynb", True),
    ],
)
def test_a_notebook_of_the_solutions_edition_records_nothing(
    monkeypatch, capsys, tmp_path, home, path, recorded
):
    kept.update(solve)
    kept._passing.cache_clear()
    monkeypatch.setenv("JPY_SESSION_NAME", session(tmp_path, path))
    kept.update(lambda state: solve(state, "99.b"))
    own = {"99.a", "99.b"} if recorded else {"99.b"}
    assert kept.read()["exercises"].keys() == own
    said = "This is the solutions edition: nothing that you do here is recorded."
    assert capsys.readouterr().err.count(said) == (0 if recorded else 1)
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert kept.read()["exercises"].keys() == ({"99.a", "99.b"} if recorded else {"99.a"})


def test_what_a_newer_version_keeps_is_kept():
    def newer(state):
        state["badges"] = {"gold": {}}

    kept.update(newer)
    kept.update(solve)
    assert kept.read()["badges"] == {"gold": {}}


def refuse(*args, **kwargs):
    raise PermissionError("read-only")


def test_without_a_writable_folder_learning_goes_on_in_memory(monkeypatch, capsys, home):
    kept.update(solve)
    monkeypatch.setattr(os, "replace", refuse)
    kept.update(lambda state: solve(state, "99.b"))
    kept.update(lambda state: solve(state, "99.c"))
    assert kept.read()["exercises"].keys() == {"99.a", "99.b", "99.c"}
    solve(kept.read(), "99.d")
    assert "99.d" not in kept.read()["exercises"]
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
        kept.update(solve)
        kept.update(lambda state: solve(state, "99.b"))
    (home / "progress.json").write_text(kept.dump(EMPTY | {"questions": {"99.q": {}}}))
    assert kept.read()["exercises"].keys() == {"99.a", "99.b"}
    on_disk = json.loads((home / "progress.json").read_text())
    assert on_disk["exercises"].keys() == {"99.a", "99.b"}
    assert on_disk["questions"] == {"99.q": {}}
    monkeypatch.setattr(os, "replace", fail)
    kept.update(lambda state: solve(state, "99.c"))
    assert capsys.readouterr().err.count("cannot be kept in a file") == 2  # once an outage


def test_a_change_that_fails_in_memory_is_forgotten(monkeypatch):
    monkeypatch.setattr(os, "replace", refuse)
    kept.update(solve)
    with pytest.raises(ZeroDivisionError):
        kept.update(lambda _: 1 / 0)
    kept.update(lambda state: solve(state, "99.b"))
    assert kept.read()["exercises"].keys() == {"99.a", "99.b"}


def test_a_user_without_a_home_learns_in_memory(monkeypatch, capsys):
    def nobody(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", nobody)
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert "Could not determine home directory" in capsys.readouterr().err


def test_a_home_is_expanded_and_stays_where_it_was(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XENTLIB_HOME", "~/mine")
    kept.update(solve)
    assert (tmp_path / "mine/progress.json").exists()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XENTLIB_HOME", "relative")
    kept.update(solve)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert not (tmp_path / "elsewhere/relative").exists()


def test_a_home_that_is_a_file_does_no_harm(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path / "file"))
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert "kept in memory" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["filelock", "platformdirs"])
def test_without_the_libraries_learning_goes_on_in_memory(monkeypatch, capsys, module):
    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", os.devnull)
    monkeypatch.setitem(sys.modules, module, None)
    kept.update(solve)
    assert kept.read()["exercises"].keys() == {"99.a"}
    assert "kept in memory" in capsys.readouterr().err


def test_without_a_home_the_users_data_folder_is_used(monkeypatch, tmp_path):
    monkeypatch.delenv("XENTLIB_HOME")
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / name)
    kept.update(solve)
    assert (tmp_path / "xentlib" / "progress.json").exists()


def test_equal_states_are_written_alike():
    assert kept.dump({"b": {}, "a": {}}) == kept.dump({"a": {}, "b": {}})
    assert kept.parse(kept.dump(EMPTY)) == EMPTY


def test_a_text_that_is_no_progress_is_refused():
    with pytest.raises(ValueError, match="not a progress file"):
        kept.parse("[1, 2]")
