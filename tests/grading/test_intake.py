"""Laws of collecting: whatever has come, each student is there once, with the right file."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import notebooks
from xentlib.classroom.grading import load
from xentlib.classroom.grading._assignment import notebook_of
from xentlib.classroom.grading._cells import read_cells
from xentlib.classroom.grading._stubs import cleared
from xentlib.classroom.grading._traces import ANSWERED, UNANSWERED, worth_of
from xentlib.classroom.grading.intake import _zips, collect
from xentlib.classroom.grading.intake._thing import safe
from xentlib.classroom.topics import ASSIGNMENTS

WORK = "a2_binary_and_softmax"


def notebook(text):
    return b'{"cells": [{"cell_type": "code", "source": "%s"}]}' % text.encode()


def put(folder, files, newest=()):
    """Write files; those that are named as newest get a later date."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else notebook(data))
        os.utime(path, (1e9, 1e9 + 60 * (name in newest)))
    return folder


def zip_of(files, password=False, kind=zipfile.ZIP_DEFLATED):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, data in files.items():
            archive.writestr(name, data if isinstance(data, bytes) else notebook(data))
    data = buffer.getvalue()
    if password:  # the flag in the entry and in the list of entries
        for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = data.index(sign) + place
            data = data[:at] + b"\1" + data[at + 1 :]
    return data


def got(paths, work=WORK):
    """Each student, and the text of the notebook that is marked, or the problem."""
    found = collect(paths if isinstance(paths, list) else [paths], work)
    return {each.student: each.problem or text_in(each.data) for each in found}


def text_in(data):
    return data.split(b'"source": "')[1].split(b'"')[0].decode()


BOTH = {"ada": "1", "bob": "2"}
LAYOUTS = {
    "nbgrader's folder": {f"ada/{WORK}/{WORK}.ipynb": "1", f"bob/{WORK}/xent.ipynb": "2"},
    "nbgrader's root": {
        f"submitted/ada/{WORK}/x.ipynb": "1",
        f"submitted/bob/{WORK}/x.ipynb": "2",
        f"source/{WORK}/x.ipynb": "solution",
        f"release/{WORK}/x.ipynb": "release",
        "gradebook.db": b"no",
    },
    "beside other assignments": {
        f"ada/{WORK}/x.ipynb": "1",
        "ada/a1_information/a1.ipynb": "no",
        f"bob/{WORK}/x.ipynb": "2",
        "nbgrader_config.py": b"c = 1\n",
        "grades.csv": b"no",
    },
    "a folder per student": {"ada/a2.ipynb": "1", "bob/deep/er/Untitled.ipynb": "2"},
    "files of students": {"ada.ipynb": "1", "bob.ipynb": "2", "README.md": b"no"},
    "files with the work's name": {"ada_a2.ipynb": "1", f"{WORK}-bob.IPYNB": "2"},
    "zips of students": {
        "ada.zip": zip_of({"a2.ipynb": "1"}),
        "bob.zip": zip_of({"x/y.ipynb": "2"}),
    },
    "zips in folders": {"ada/w.zip": zip_of({f"{WORK}/a2.ipynb": "1"}), "bob/a2.ipynb": "2"},
    "a folder around all": {"class/ada/a2.ipynb": "1", "class/bob/a2.ipynb": "2"},
    "a folder around files": {"class/ada.ipynb": "1", "class/bob.ipynb": "2"},
    "two groups": {f"one/ada/{WORK}/x.ipynb": "1", f"one/bob/{WORK}/x.ipynb": "2"}
    | {"two/cy/a2.ipynb": "3", "two/di/a2.ipynb": "4"},
    "a folder of the work": {f"{WORK}/ada.ipynb": "1", f"{WORK}/bob.ipynb": "2"},
    "copies": {"ada.ipynb": "old", "ada (1).ipynb": "1", "bob_a2.ipynb": "2"},
    "hidden files": {"ada/a2.ipynb": "1", "bob/a2.ipynb": "2", ".git/a2.ipynb": "no"}
    | {"ada/.ipynb_checkpoints/a2-checkpoint.ipynb": "no", "__MACOSX/ada/._a2.ipynb": b"no"},
    "a script": {"ada/a2.ipynb": "1", "bob/a2.py": notebook("2")},
    "stray endings": {"ada/a2.ipynb.txt": "1", "bob/A2-final.IPYNB": "2", "bob/help.py": b"no"},
    "Moodle's folders": {
        "ada_11_assignsubmission_file_/a2.ipynb": "1",
        "ada_11_assignsubmission_onlinetext_/onlinetext.html": b"no",
        "bob_12_assignsubmission_file/my work/a2.ipynb": "2",
    },
    "Moodle's files": {
        "ada_11_assignsubmission_file_a2.ipynb": "1",
        "bob_12_assignsubmission_file_work.zip": zip_of({"a2.ipynb": "2"}),
    },
    "Canvas": {"ada_11_501_a2-1.ipynb": "1", "bob_LATE_12_502_a2 (1).ipynb": "2"},
    "Canvas with two files each": {
        "ada_11_501_a2.ipynb": "old",
        "ada_11_601_a2-1.ipynb": "1",
        "bob_12_502_a2.ipynb": "2",
        "bob_12_602_data.ipynb": "no",
    },
    "two zips of Canvas": {
        "one.zip": zip_of({"ada_11_501_a2.ipynb": "1", "cy_13_503_a2.ipynb": "3"}),
        "two.zip": zip_of({"bob_12_502_a2.ipynb": "2", "di_14_504_a2.ipynb": "4"}),
    },
    "Blackboard": {
        "A2_ada_attempt_2026-01-02-10-00-00_a2.ipynb": "old",
        "A2_ada_attempt_2026-01-03-10-00-00_Untitled.ipynb": "1",
        "A2_bob_attempt_2026-01-02-10-00-00_a2.ipynb": "2",
        "A2_bob_attempt_2026-01-02-10-00-00.txt": b"no",
    },
    "nbgrader's exchange": {
        f"ada+{WORK}+2026-01-02 10:00:00 UTC/x.ipynb": "old",
        f"ada+{WORK}+2026-01-03 10:00:00 UTC+rand/x.ipynb": "1",
        f"bob+{WORK}+2026-01-02 10:00:00 UTC/x.ipynb": "2",
    },
    "attempts in folders": {"ada/attempt1/a2.ipynb": "old", "ada/attempt2/a2.ipynb": "1"}
    | {"bob/old/a2.ipynb": "old", "bob/a2.ipynb": "2"},
}
NUMBERED = {"ada_11": "1", "bob_12": "2"}


@pytest.mark.parametrize("packed", [False, True], ids=["as a folder", "as a zip"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_student_is_found_in_any_layout(layout, packed, tmp_path):
    """The file that is marked is the one that the student meant."""
    files = LAYOUTS[layout]
    newest = {"ada/attempt2/a2.ipynb", "bob/a2.ipynb"}
    root = put(tmp_path / "all", files, newest)
    if packed:
        root = tmp_path / "all.zip"
        with zipfile.ZipFile(root, "w") as archive:
            for name in sorted(files):
                archive.write(tmp_path / "all" / name, name)
    people = NUMBERED if "Moodle" in layout or "Canvas" in layout else BOTH
    more = {
        "two groups": {"cy": "3", "di": "4"},
        "two zips of Canvas": {"cy_13": "3", "di_14": "4"},
    }
    assert got(root) == people | more.get(layout, {})


def test_moodle_and_canvas_names_come_with_their_numbers(tmp_path):
    names = {
        "Jané van Doe_11_assignsubmission_file_/a.ipynb": "1",
        "Jané van Doe_12_assignsubmission_file_/a.ipynb": "2",
    }
    put(tmp_path / "m", names)
    put(tmp_path / "c", {"doejane_LATE_11_501_a.ipynb": "1", "anon_Ab1_502_a.ipynb": "2"})
    put(tmp_path / "c", {"doe_13_text.html": b"no", "LATE_anon_Cd2_7_a.ipynb": "3"})
    moodle, canvas = collect([tmp_path / "m"], WORK), collect([tmp_path / "c"], WORK)
    assert [(e.student, e.told, e.id) for e in moodle] == [
        ("Jané van Doe_11", "Jané van Doe", "11"),
        ("Jané van Doe_12", "Jané van Doe", "12"),
    ]
    assert [(e.student, e.id) for e in canvas] == [
        ("anon_Ab1", "anon_Ab1"),
        ("anon_Cd2", "anon_Cd2"),
        ("doe_13", "13"),
        ("doejane_11", "11"),
    ]
    assert "only text.html" in canvas[2].problem


@pytest.mark.parametrize(
    "spelt",
    ["ada", f"ada/{WORK}", f"ada/{WORK}/{WORK}.ipynb"],
    ids=["folder", "work in it", "notebook"],
)
def test_a_path_may_lead_to_one_student(spelt, tmp_path):
    put(tmp_path, {f"ada/{WORK}/{WORK}.ipynb": "1"})
    here = tmp_path / spelt
    expected = {"ada": "1"} if here.is_dir() else {WORK: "1"}
    assert got(here) == expected


def test_paths_are_counted_once(tmp_path):
    put(tmp_path, LAYOUTS["a folder per student"])
    assert got([tmp_path, tmp_path / "ada", tmp_path]) == BOTH


def test_the_same_person_in_two_zips_of_a_site_is_one_and_the_last_counts(tmp_path):
    put(tmp_path / "x", {"ada_11_501_a2.ipynb": "old"})
    put(tmp_path / "y", {"ada_LATE_11_601_a2.ipynb": "1"})
    assert got([tmp_path / "x", tmp_path / "y"]) == {"ada_11": "1"}


def test_two_people_of_one_name_are_both_kept(tmp_path):
    for n in "12":
        put(tmp_path / n, {"ada/a2.ipynb": n, "Ada/a2.ipynb": n})
    found = got([tmp_path / "1", tmp_path / "2"])
    assert sorted(found.values()) == ["1", "1", "2", "2"]
    assert len({name.casefold() for name in found}) == 4


def test_names_are_safe_for_files_and_told_as_they_came(tmp_path):
    names = ["CON", "x\u202ey", 'a:b"c', "e\u0301va", "éva", "z" * 200]
    put(tmp_path, {f"{name}/a2.ipynb": "1" for name in names})
    found = collect([tmp_path], WORK)
    assert sorted(each.told for each in found) == sorted(names)
    assert all(safe(each.student) == each.student for each in found)
    assert len({each.student.casefold() for each in found}) == len(names)
    assert all(each.notes for each in found if each.student != each.told)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_a_zip_with_any_names_loses_nobody_and_leads_nowhere(names):
    names = [f"{name}/a2.ipynb" for name in names]
    things = _zips.look_into(_zips.Thing("x.zip"), lambda: BytesIO(_quiet(names)))
    assert things.problem == ""
    for kid in things.kids:
        assert "/" not in kid.name
        assert kid.name not in {"", ".", ".."}


def _quiet(names):
    return zip_of(dict.fromkeys(names, "1"))


FAULTY = {
    "torn": (zip_of({"a2.ipynb": "x" * 999})[:-30], "no whole zip"),
    "no zip": (b"hello", "no whole zip"),
    "empty": (b"", "no whole zip"),
    "with a password": (zip_of({"a2.ipynb": "1"}, password=True), "password"),
    "rarely packed": (zip_of({"a2.ipynb": "1"}, kind=zipfile.ZIP_LZMA), "rare way"),
    "a bomb": (zip_of({f"{n}.bin": bytes(50 * 2**20) for n in range(5)}), "unpacks to more"),
    "many files": (zip_of({f"{n}.ipynb": "1" for n in range(2001)}), "unpacks to more"),
    "a large file": (zip_of({"a2.ipynb": bytes(51 * 2**20)}), "larger than 50 MB"),
    "without a notebook": (zip_of({"a2.pdf": b"1"}), "only a2.pdf"),
    "with nothing": (zip_of({}), "no file"),
}


@pytest.fixture(scope="module")
def nested():
    data = zip_of({"a2.ipynb": "1"})
    for _ in range(6):
        data = zip_of({"x.zip": data})
    return data


@pytest.mark.parametrize("fault", FAULTY)
def test_a_spoiled_zip_is_its_students_problem_alone(fault, tmp_path):
    data, said = FAULTY[fault]
    put(tmp_path / "x", {"ada/hand in.zip": data, "bob.ipynb": "2", "cy/a2.ipynb": "3"})
    put(tmp_path, {"class.zip": zip_of({"ada/hand in.zip": data, "bob/a2.ipynb": "2"})})
    for root, others in ((tmp_path / "x", {"bob", "cy"}), (tmp_path / "class.zip", {"bob"})):
        found = {each.student: each for each in collect([root], WORK)}
        assert said in found.pop("ada").problem
        assert {*found} == others
        assert not any(each.problem for each in found.values())


def test_zips_in_zips_have_an_end(nested, tmp_path):
    put(tmp_path, {"ada/x.zip": nested, "bob/a2.ipynb": "2"})
    found = got(tmp_path)
    assert "one inside the other" in found["ada"]
    assert found["bob"] == "2"


def test_a_large_file_of_one_does_not_spoil_the_zip_of_a_class(tmp_path):
    files = {"ada/a2.ipynb": bytes(51 * 2**20), "bob/a2.ipynb": "2"}
    found = got(put(tmp_path, {"class.zip": zip_of(files)}) / "class.zip")
    assert "larger than 50 MB" in found["ada"]
    assert found["bob"] == "2"


def test_a_lie_about_a_size_gives_no_more_than_was_said(tmp_path):
    data = bytearray(zip_of({"a2.ipynb": bytes(10**6)}))
    for sign, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(sign) + place
        data[at : at + 4] = (100).to_bytes(4, "little")
    assert "no whole zip" in got(put(tmp_path, {"ada/x.zip": bytes(data)}))["ada"]


def test_a_way_out_of_a_zip_is_cut_off_and_a_link_is_not_followed(tmp_path):
    link = zipfile.ZipInfo("cy/a2.ipynb")
    link.external_attr = 0o120777 << 16
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../ada/a2.ipynb", notebook("1"))
        archive.writestr("/bob/../a2.ipynb", notebook("2"))
        archive.writestr("C:\\di\\a2.ipynb", notebook("4"))
        archive.writestr(link, "/etc/passwd")
    found = got(path)
    assert {name: found[name] for name in ("ada", "bob", "di")} == BOTH | {"di": "4"}
    assert "links are not followed" in found["cy"]


def test_only_ordinary_files_are_read(tmp_path):
    secret = put(tmp_path / "else", {"a2.ipynb": "secret"})
    root = put(tmp_path / "all", {"ada/x.txt": b"no", "bob/a2.ipynb": "2"})
    (root / "ada" / "a2.ipynb").symlink_to(secret / "a2.ipynb")
    (root / "cy").symlink_to(secret)
    (root / "di").mkdir()
    os.mkfifo(root / "di" / "a2.ipynb")
    found = got(root)
    assert "links are not followed" in found["ada"]
    assert "links are not followed" in found["cy"]
    assert "no ordinary file" in found["di"]
    assert found["bob"] == "2"


def test_a_folder_without_a_notebook_is_a_student_with_a_problem(tmp_path):
    root = put(tmp_path, {"ada/report.pdf": b"1", "bob/a2.ipynb": "2", "di/a2.rar": b"1"})
    put(root, {"ed/a1_information/a1.ipynb": "other"})
    (root / "cy").mkdir()
    found = got(root)
    assert "only report.pdf" in found["ada"]
    assert "no file" in found["cy"]
    assert "only a2.rar" in found["di"]
    assert "no file" in found["ed"]


def test_of_several_notebooks_the_one_named_like_the_work_is_marked_and_the_others_told(tmp_path):
    files = {
        "ada/Untitled.ipynb": "no",
        "ada/a2.ipynb": "1",
        "bob/x.ipynb": "2",
        "bob/y.ipynb": "no",
    }
    put(tmp_path, files, newest={"ada/Untitled.ipynb", "bob/x.ipynb"})
    ada, bob = collect([tmp_path], WORK)
    assert [text_in(each.data) for each in (ada, bob)] == ["1", "2"]
    assert ada.file == "a2.ipynb"
    assert "Untitled.ipynb" in ada.notes[0]
    assert "y.ipynb" in bob.notes[0]


def stubs_of(work):
    """Bytes of an assignment as it is handed out."""
    cells, _ = read_cells(notebook_of(work).read_bytes())
    return notebooks.notebook(*[cleared(cell.source) for cell in cells if cell.kind == "code"])


UNTOUCHED, SOLVED = stubs_of(WORK), notebooks.notebook("def loss(y, z):\n    return 1")


@pytest.mark.parametrize(
    "older, newer, file, why",
    [
        (SOLVED, SOLVED, "b.ipynb", "and not a.ipynb: it was changed last."),
        (SOLVED, UNTOUCHED, "a.ipynb", "and not b.ipynb: b.ipynb answers nothing."),
        (SOLVED, b"torn", "a.ipynb", "and not b.ipynb: b.ipynb can't be read as a notebook."),
        (UNTOUCHED, b"torn", "a.ipynb", "b.ipynb can't be read as a notebook."),
        (UNTOUCHED, SOLVED, "b.ipynb", "it was changed last."),
        (UNTOUCHED, UNTOUCHED, "b.ipynb", "it was changed last."),
    ],
    ids=["both", "handed out", "unreadable", "nothing", "newer", "none"],
)
def test_of_two_files_the_last_with_answers_is_marked_and_why_is_told(
    older, newer, file, why, tmp_path
):
    files = {"ada/a.ipynb": older, "ada/b.ipynb": newer, "bob/a.ipynb": "2"}
    ada, _ = collect([put(tmp_path, files, newest={"ada/b.ipynb"})], WORK)
    assert ada.file == file
    assert ada.chosen == ada.notes[0]
    assert ada.chosen.startswith(f"{file} was marked, and not")
    assert ada.chosen.endswith(why)


@pytest.mark.parametrize(
    "data, older, newer, file, why",
    [
        (SOLVED, 1e9, 1e9 + 86400, "final.ipynb", "it was changed last."),
        (SOLVED, 1.2e9, 1.2e9 + 30, "a2.ipynb", "its name is most like the assignment's."),
        (SOLVED, 0, 1e9, "a2.ipynb", "its name is most like the assignment's."),
        (UNTOUCHED, 1e9, 1e9 + 86400, "a2.ipynb", "its name is most like the assignment's."),
    ],
    ids=["dates", "copied together", "no date", "nothing is answered"],
)
def test_of_two_files_with_answers_the_date_counts_before_the_name(
    data, older, newer, file, why, tmp_path
):
    put(tmp_path, {"ada/a2.ipynb": data, "ada/final.ipynb": data, "bob/a2.ipynb": "2"})
    for name, time in {"a2": older, "final": newer}.items():
        os.utime(tmp_path / f"ada/{name}.ipynb", (time, time))
    ada, _ = collect([tmp_path], WORK)
    assert ada.file == file
    assert ada.chosen.endswith(why)


def test_of_several_attempts_the_last_is_marked_for_that_reason(tmp_path):
    layout = LAYOUTS["Blackboard"]
    ada, bob = collect([put(tmp_path, layout)], WORK)
    assert ada.chosen.endswith("it is of the last attempt.")
    assert bob.chosen == ""


@pytest.mark.parametrize("work", [*ASSIGNMENTS, "binary", "start"])
def test_what_was_handed_out_answers_nothing_and_a_solution_does(work):
    whole = notebook_of(work)
    assert worth_of(whole.read_bytes(), load(work)) == ANSWERED
    learner = whole.parent.parent / whole.name  # a lesson's
    handed_out = learner.read_bytes() if learner.exists() else stubs_of(work)
    assert worth_of(handed_out, load(work)) == UNANSWERED


def test_a_second_file_is_marked_where_the_first_is_spoiled(tmp_path):
    put(tmp_path, {"ada/a2.ipynb": bytes(51 * 2**20), "ada/other.ipynb": "1"})
    (ada,) = collect([tmp_path], WORK)
    assert text_in(ada.data) == "1"
    assert "larger than 50 MB" in ada.notes[0]


def test_files_named_for_the_work_alone_stay_apart(tmp_path):
    put(tmp_path / "mails", {"a2.ipynb": "1", "a2 (1).ipynb": "2", "a2-final.ipynb": "3"})
    assert sorted(got(tmp_path / "mails").values()) == ["1", "2", "3"]


def test_numbers_in_brackets_are_copies_only_beside_what_they_are_copies_of(tmp_path):
    put(tmp_path, {"group (1).ipynb": "1", "group (2).ipynb": "2", "pair-1.ipynb": "3"})
    assert got(tmp_path) == {"group (1)": "1", "group (2)": "2", "pair-1": "3"}


def test_a_lessons_notebook_is_known_by_its_number(tmp_path):
    put(tmp_path, {"ada/03_binary_cross_entropy.ipynb": "1", "ada/notes.ipynb": "no"})
    assert got(tmp_path, "binary") == {"ada": "1"}


@pytest.mark.parametrize(
    "paths,error",
    [
        ([], "at least one"),
        (["missing"], "there is no 'missing'"),
        ([__file__.replace(".py", ".csv")], "there is no"),
        ([Path(__file__).parents[2] / "LICENSE"], "is no folder, zip or notebook"),
    ],
    ids=["none", "missing", "no file", "no notebook"],
)
def test_a_path_that_holds_nothing_is_named(paths, error):
    with pytest.raises(ValueError, match=error):
        collect(paths, WORK)


def test_one_path_alone_is_no_list(tmp_path):
    with pytest.raises(TypeError, match="must be a list"):
        collect(tmp_path, WORK)


def test_an_empty_folder_is_an_error_and_no_empty_list(tmp_path):
    with pytest.raises(ValueError, match="no folder, zip or notebook of a student"):
        collect([tmp_path], WORK)
