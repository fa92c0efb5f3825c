"""A class is marked: whatever comes, wherever it runs, and from where it stopped."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from notebooks import IMPORTS, OPEN, RIGHT, RIGHT_ONE, WALLS, notebook, work
from xentlib.classroom.grading import _running, run
from xentlib.classroom.grading._edition import Edition
from xentlib.classroom.grading._replay import replacing
from xentlib.classroom.grading._report import printed
from xentlib.classroom.grading.reports import folder_of, read_report

pytestmark = pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")

HALF = notebook(IMPORTS, RIGHT["bce"], OPEN[1])
CLASS = {"ada": RIGHT_ONE, "bob": HALF, "cem": b"torn", "dan": notebook(IMPORTS, *OPEN)}
EARNED = {"ada": 2.0, "bob": 1.0, "cem": 0.0, "dan": 0.0}


@pytest.fixture
def handed_in(tmp_path, monkeypatch):
    monkeypatch.setattr(_running, "load", lambda name: work())
    folder = tmp_path / "submitted"
    folder.mkdir()
    for student, data in CLASS.items():
        (folder / f"{student}.ipynb").write_bytes(data)
    return folder


def scores(reports):
    return {report["student"]: report["score"] for report in reports}


def test_a_class_is_marked_and_every_student_has_a_report_a_page_and_a_line(handed_in, tmp_path):
    out = tmp_path / "out"
    assert scores(run([handed_in], "binary", out=out, jobs=2)) == EARNED
    for student in CLASS:
        folder = folder_of(out, "binary", student)
        assert {p.name for p in folder.iterdir()} == {
            "report.json",
            "feedback.html",
            "results.json",
        }
        assert json.loads((folder / "results.json").read_text())["score"] == EARNED[student]
    with (out / "binary" / "grades.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert {line["student"]: float(line["score"]) for line in lines} == EARNED
    assert {line["status"] for line in lines if line["student"] != "cem"} == {"marked"}


def test_what_was_marked_stays_and_what_has_changed_is_marked_again(handed_in, tmp_path):
    out = tmp_path / "out"
    first = {r["student"]: r["seed"] for r in run([handed_in], "binary", out=out, jobs=1)}
    (handed_in / "bob.ipynb").write_bytes(RIGHT_ONE)
    shutil.rmtree(folder_of(out, "binary", "dan"))
    again = run([handed_in], "binary", out=out, jobs=1)
    assert scores(again) == EARNED | {"bob": 2.0}
    kept = {r["student"] for r in again if r["seed"] == first[r["student"]]}
    assert kept == {"ada", "cem"}


def test_a_mark_that_replaces_another_says_so_in_the_notes_and_on_the_console(handed_in, tmp_path):
    late, out = tmp_path / "late", tmp_path / "out"
    late.mkdir()
    for student, data in {"ada": HALF, "bob": HALF, "cem": RIGHT_ONE}.items():
        (late / f"{student}.ipynb").write_bytes(data)
    first = run([handed_in], "binary", out=out, jobs=1)
    assert not any("again" in line for report in first for line in report["notes"])
    again = {"ada": "2 → 1", "bob": "", "cem": "0 → 2"}
    for report in run([late], "binary", out=out, jobs=1):
        change = again[report["student"]]
        said = [f"Marked again from another file: {change}"] if change else []
        assert report["notes"] == printed(report) == said
    with (out / "binary/grades.csv").open(newline="") as file:
        notes = {row["student"]: row["notes"] for row in csv.DictReader(file)}
    assert all(change in notes[student] for student, change in again.items())


@pytest.mark.parametrize(
    "before, after, said",
    [
        ("marked", "marked", []),
        ("marked", "not marked: other numbers", ["Marked again: 2 → not marked"]),
        ("not marked: other numbers", "marked", []),
    ],
)
def test_a_mark_of_the_same_file_that_is_taken_away_is_told(before, after, said):
    old, new = ({**about(2.0), "status": status} for status in (before, after))
    assert replacing(new, old)["notes"] == said
    assert replacing(about(1.0), about(2.0))["notes"] == ["Marked again: 2 → 1"]


def about(score):
    return {"sha256": "a", "status": "marked", "score": score, "notes": []}


def test_a_later_run_of_some_leaves_the_others_in_the_table(handed_in, tmp_path):
    out, late = tmp_path / "out", tmp_path / "late"
    late.mkdir()
    for student in ("bob", "dan"):
        shutil.move(handed_in / f"{student}.ipynb", late)
    assert scores(run([handed_in], "binary", out=out, jobs=1)).keys() == {"ada", "cem"}
    assert scores(run([late], "binary", out=out, jobs=1)).keys() == {"bob", "dan"}
    with (out / "binary" / "grades.csv").open(newline="") as file:
        assert {row["student"]: float(row["score"]) for row in csv.DictReader(file)} == EARNED


def test_what_was_marked_in_the_open_is_marked_again_behind_walls_and_not_the_other_way(
    handed_in, tmp_path
):
    ways = [
        [r["backend"] for r in run([handed_in], "binary", out=tmp_path, jobs=1, backend=way)]
        for way in ("none", "auto", "none")
    ]
    assert ways == [["none"] * 4, [WALLS] * 4, [WALLS] * 4]


def test_a_mark_comes_again_from_its_seed(handed_in, tmp_path):
    one, other = (
        run([handed_in], "binary", out=tmp_path / name, jobs=1, seed=7) for name in ("a", "b")
    )
    assert one == other
    assert {report["seed"] for report in one} == {7}


def test_marking_that_fails_itself_stops_no_other_and_is_told(handed_in, tmp_path, monkeypatch):
    real = _running.grade

    def fails_for_bob(data, *args, **options):
        if options["student"] == "bob":
            raise RuntimeError("a fault of ours")
        return real(data, *args, **options)

    monkeypatch.setattr(_running, "grade", fails_for_bob)
    reports = run([handed_in], "binary", out=tmp_path / "out", jobs=1)
    assert scores(reports) == EARNED | {"bob": 0.0}
    (bob,) = [report for report in reports if report["student"] == "bob"]
    assert bob["status"] == "not marked, please report this: RuntimeError: a fault of ours"
    monkeypatch.setattr(_running, "grade", real)
    assert scores(run([handed_in], "binary", out=tmp_path / "out", jobs=1)) == EARNED


def test_machines_share_a_class_and_a_last_run_makes_the_table(handed_in, tmp_path):
    out = tmp_path / "out"
    parts = [run([handed_in], "binary", out=out, jobs=1, shard=(n, 3)) for n in range(3)]
    assert scores(report for part in parts for report in part) == EARNED
    assert not (out / "binary" / "grades.csv").exists()
    seeds = {report["student"]: report["seed"] for part in parts for report in part}
    assert {r["student"]: r["seed"] for r in run([handed_in], "binary", out=out)} == seeds
    assert (out / "binary" / "grades.csv").exists()


def test_without_walls_every_report_says_so(handed_in, tmp_path):
    out = tmp_path / "out"
    reports = run([handed_in], "binary", out=out, jobs=1, backend="none")
    assert scores(reports) == EARNED
    assert not any(report["sandboxed"] for report in reports)
    assert "Not sandboxed" in (folder_of(out, "binary", "ada") / "feedback.html").read_text()
    assert read_report(folder_of(out, "binary", "ada"))["backend"] == "none"


CLASS_OF_EIGHT = """
import sys
from pathlib import Path
from notebooks import work
from xentlib.classroom.grading import _running, run
if __name__ == "__main__":
    _running.load = lambda name: work()
    run([Path(sys.argv[1])], "binary", out=Path(sys.argv[2]), jobs=2, backend="none")
"""


def gone(group, until):
    """Whether no process of a group is left, or soon none."""
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name != "posix", reason="processes are stopped otherwise")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_however_marking_is_stopped_no_process_of_it_stays_and_what_is_done_is_kept(sign, tmp_path):
    inbox, script = tmp_path / "in", tmp_path / "eight.py"
    inbox.mkdir()
    script.write_text(CLASS_OF_EIGHT)
    for n in range(8):
        (inbox / f"s{n}.ipynb").write_bytes(notebook("import time\ntime.sleep(1)\nbce = 1"))
    command = [sys.executable, str(script), str(inbox), str(tmp_path / "out")]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    way = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    until = time.monotonic() + 300
    with (tmp_path / "err").open("wb") as err:
        marking = subprocess.Popen(command, stderr=err, start_new_session=True, env=way)
        while not [*tmp_path.glob("out/binary/*/report.json")] and time.monotonic() < until:
            time.sleep(0.1)
        marking.send_signal(sign)
        marking.wait(200)
        assert marking.returncode != 0
        assert gone(marking.pid, until)
    said = (tmp_path / "err").read_text()
    assert ("leaked" in said) == (sign == signal.SIGKILL)
    assert 1 <= len([*tmp_path.glob("out/binary/*/report.json")]) < 8


def test_two_workers_of_dask_give_the_same_marks_although_one_is_killed(handed_in, tmp_path):
    distributed = pytest.importorskip("distributed")
    here = run([handed_in], "binary", out=tmp_path / "here", jobs=1, seed=3)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = client.run(os.getpid)

        def kill():
            time.sleep(1.0)
            os.kill(next(iter(pids.values())), signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        address = cluster.scheduler_address
        there = run([handed_in], "binary", out=tmp_path / "there", scheduler=address, seed=3)
        killer.join()
    assert there == here


def test_the_job_of_a_worker_is_plain_and_small(handed_in):
    import pickle

    (one, *_) = _running.collect([handed_in], "binary")
    job = (one, replace(work(), version="1"), 1, Edition({}), "auto")
    assert len(pickle.dumps(job)) < 20_000
