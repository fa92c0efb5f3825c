"""`xent reset` gives back the lesson, from whatever state of git, and keeps the answers."""

import os
import subprocess
import sys

import nbformat
import pytest
from nbformat import v4

from xentlib.classroom import cli, lesson_files

MINE, OLDER = "my answer", "my first answer"


def git(folder, *arguments, fails=False):
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    assert (run.returncode != 0) == fails, run.stdout + run.stderr
    return run.stdout


def notebook(text):
    """A built notebook of one cell."""
    made = v4.new_notebook(cells=[v4.new_code_cell("...", id="a")])
    made.cells[0].source = text
    made.metadata["xentlib"] = {"fingerprint": lesson_files.fingerprint(made)}
    return nbformat.writes(made)


def answered(path, text=MINE):
    """Write an answer into a lesson, as JupyterLab does."""
    made = nbformat.read(path, 4)
    made.cells[0].source = text
    path.write_text(nbformat.writes(made))


def source_of(path):
    return nbformat.read(path, 4).cells[0].source


def publish(folder, release):
    """A release of a course of two lessons."""
    for name in ("01_one", "02_two"):
        for text, part in (("open", ""), ("solved", "solutions")):
            (folder / "notebooks" / part).mkdir(parents=True, exist_ok=True)
            built = notebook(f"{text} {name} {release}")
            (folder / "notebooks" / part / f"{name}.ipynb").write_text(built)
        (folder / "notebooks/source").mkdir(exist_ok=True)
        (folder / f"notebooks/source/{name}.py").write_text(f"# {release}")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", release)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A learner's clone of a course, of which a second release is out by now."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "n")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "e@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_EDITOR", "true")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "released").mkdir()
    git(tmp_path / "released", "init", "-q", "-b", "main")
    publish(tmp_path / "released", "first")
    git(tmp_path, "clone", "-q", "released", "course")
    publish(tmp_path / "released", "second")
    monkeypatch.setattr(lesson_files, "ROOT", tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def lesson(course):
    return course / "notebooks/01_one.ipynb"


def commit(lesson, text=MINE):
    answered(lesson, text)
    git(lesson.parent, "commit", "-qam", "mine")


def edit(lesson):
    answered(lesson)


def edit_and_add(lesson):
    answered(lesson)
    git(lesson.parent, "add", lesson)


def add_then_edit_again(lesson):
    answered(lesson, OLDER)
    git(lesson.parent, "add", lesson)
    answered(lesson)


def add_then_delete(lesson):
    edit_and_add(lesson)
    lesson.unlink()


def add_then_undo_in_the_folder(lesson):
    before = lesson.read_text()
    edit_and_add(lesson)
    lesson.write_text(before)


def remove_what_was_committed(lesson):
    commit(lesson)
    git(lesson.parent, "rm", "-q", lesson)


def write_where_nothing_is_tracked(lesson):
    git(lesson.parent, "rm", "-q", lesson)
    git(lesson.parent, "commit", "-qm", "gone")
    lesson.write_text(notebook("open 01_one first"))
    answered(lesson)


def remove_from_the_index(lesson):
    answered(lesson)
    git(lesson.parent, "rm", "-q", "--cached", lesson)


def commit_then_edit_again(lesson):
    commit(lesson, OLDER)
    answered(lesson)


def commit_and_push_to_a_fork(lesson):
    git(lesson.parent, "init", "-q", "--bare", "../../fork")
    git(lesson.parent, "remote", "set-url", "origin", "../fork")
    commit(lesson)
    git(lesson.parents[1], "push", "-q", "origin", "main")


def detach(lesson):
    git(lesson.parent, "checkout", "-q", "--detach")
    commit(lesson)


def without_a_remote(lesson):
    git(lesson.parent, "remote", "remove", "origin")
    commit(lesson)


def start_anew_without_history(lesson):
    (lesson.parents[1] / ".git").rename(lesson.parents[1] / "old")
    git(lesson.parents[1], "init", "-q")
    git(lesson.parents[1], "add", "notebooks")
    git(lesson.parents[1], "commit", "-qm", "unpacked")
    commit(lesson)


def stop_in_a_rebase(lesson):
    commit(lesson)
    git(lesson.parent, "-c", "sequence.editor=sed -i s/^pick/edit/", "rebase", "-qi", "HEAD~1")


def pull_over_changes_in_the_folder(lesson):
    answered(lesson)
    git(lesson.parent, "pull", "-q", fails=True)


def pull_into_a_conflict(lesson):
    commit(lesson)
    git(lesson.parent, "pull", "-q", "--no-rebase", fails=True)


def add_the_markers_of_a_conflict(lesson):
    pull_into_a_conflict(lesson)
    git(lesson.parent, "add", lesson)


def rebase_into_a_conflict(lesson):
    commit(lesson)
    git(lesson.parent, "pull", "-q", "--rebase", fails=True)


def unstash_into_a_conflict(lesson):
    answered(lesson)
    git(lesson.parent, "stash", "-q")
    git(lesson.parent, "pull", "-q")
    git(lesson.parent, "stash", "pop", "-q", fails=True)


def keep_one_s_own_side(lesson):
    pull_into_a_conflict(lesson)
    git(lesson.parent, "checkout", "-q", "--ours", lesson)
    git(lesson.parent, "commit", "-qam", "merged")


STATES = {
    **dict.fromkeys(
        [
            edit,
            edit_and_add,
            add_then_edit_again,
            add_then_delete,
            add_then_undo_in_the_folder,
            remove_what_was_committed,
            write_where_nothing_is_tracked,
            remove_from_the_index,
            commit,
            commit_then_edit_again,
            commit_and_push_to_a_fork,
            detach,
            without_a_remote,
            start_anew_without_history,
            stop_in_a_rebase,
            pull_over_changes_in_the_folder,
        ],
        "first",
    ),
    **dict.fromkeys(
        [
            pull_into_a_conflict,
            add_the_markers_of_a_conflict,
            rebase_into_a_conflict,
            unstash_into_a_conflict,
            keep_one_s_own_side,
        ],
        "second",
    ),
}


def copies(course):
    return sorted(course.glob("my_answers/**/*.ipynb"))


@pytest.mark.parametrize("bring_into", STATES, ids=lambda function: function.__name__)
def test_a_lesson_is_restored_and_one_copy_kept_from_every_state_of_git(course, lesson, bring_into):
    other, own = course / "notebooks/02_two.ipynb", course / "notebooks/01_notes.ipynb"
    bring_into(lesson)
    answered(other, "another answer")
    own.write_text("not a lesson")
    others = git(course, "ls-files", "-s", "--", "notebooks/02_two.ipynb", "notebooks/source")
    stash = git(course, "stash", "list")
    copy = course / "my_answers/01_one.ipynb"
    assert lesson_files.reset(["01"])[lesson] == copy
    for _ in range(2):
        assert source_of(lesson) == f"open 01_one {STATES[bring_into]}"
        assert git(course, "ls-files", "-s", lesson).count("\n") == 1  # no sides of a conflict
        assert git(course, "diff", "--stat", "--", lesson) == ""
        assert [source_of(path) for path in copies(course)] == [MINE]
        assert lesson_files.reset(["01"]) == {}
    assert source_of(other) == "another answer"
    assert own.read_text() == "not a lesson"
    assert stash == git(course, "stash", "list")
    after = git(course, "ls-files", "-s", "--", "notebooks/02_two.ipynb", "notebooks/source")
    assert others == after


@pytest.mark.parametrize("bring_into", [pull_into_a_conflict, rebase_into_a_conflict, commit])
def test_the_step_that_is_named_lets_git_go_on(course, lesson, bring_into, capsys, monkeypatch):
    bring_into(lesson)
    said = run(monkeypatch, capsys, "1")
    git(course, *said.split("`")[1].split()[1:])
    assert git(course, "status", "--porcelain", "-uno") == ""
    git(course, "pull", "-q", "--no-rebase")
    assert source_of(lesson) == "open 01_one second"


def remove(lesson):
    lesson.unlink()


def remove_by_git(lesson):
    git(lesson.parent, "rm", "-q", lesson)


def open_and_save(lesson):
    made = nbformat.read(lesson, 4)
    made.metadata["language_info"] = {"name": "python"}
    lesson.write_text(nbformat.writes(made))


@pytest.mark.parametrize("change", [remove, remove_by_git, open_and_save])
def test_where_the_learner_wrote_nothing_there_is_no_copy(course, lesson, change):
    change(lesson)
    assert lesson_files.reset(["1"]) == {lesson: None}
    assert source_of(lesson) == "open 01_one first"
    assert copies(course) == []


def test_a_file_that_is_no_notebook_any_more_is_kept_as_it_is(course, lesson):
    lesson.write_text('{"cells": [ my answer')
    lesson_files.reset(["1"])
    assert copies(course)[0].read_text() == '{"cells": [ my answer'
    assert source_of(lesson) == "open 01_one first"


def test_a_second_copy_does_not_overwrite_the_first_and_the_same_is_kept_once(course, lesson):
    for answer in ("first", "second", "first"):
        answered(lesson, answer)
        lesson_files.reset([])
    assert [source_of(path) for path in copies(course)] == ["second", "first"]
    assert (course / "my_answers/01_one-2.ipynb") == copies(course)[0]


TEXT = """[next]({0}02_two.ipynb#cell-id=a), ![mine]({0}my%20own.png "mine"),
<img src="{0}my%20own.png">,
[below](#cell-id=a), [nowhere](03_three.ipynb), [far](https://example.org/02_two.ipynb), $p[0](x)$
"""


@pytest.mark.parametrize(
    "part, back", [("", "../notebooks/"), ("solutions", "../../notebooks/solutions/")]
)
def test_a_copy_s_links_lead_where_the_lesson_s_do_and_all_else_is_the_same(course, part, back):
    lesson = course / "notebooks" / part / "01_one.ipynb"
    (lesson.parent / "my own.png").write_bytes(b"")
    made = nbformat.read(lesson, 4)
    made.cells.append(v4.new_markdown_cell(TEXT.format("")))
    made.cells.append(v4.new_code_cell("# [next](02_two.ipynb)"))
    lesson.write_text(nbformat.writes(made) + "\n")
    made.cells[1].source = TEXT.format(back)
    copy = lesson_files.reset(["1"])[lesson]
    assert copy.read_text() == nbformat.writes(made) + "\n"
    lesson.write_bytes(copy.read_bytes())
    assert lesson_files.reset(["1"]) == {lesson: copy}, "brought back and kept again: the same copy"


def test_solutions_and_several_lessons_are_put_back_at_once(course, monkeypatch):
    paths = [course / f"notebooks/{name}.ipynb" for name in ("01_one", "solutions/02_two")]
    for path in paths:
        answered(path)
    assert list(lesson_files.reset(["2", "01"])) == paths
    assert copies(course)[1] == course / "my_answers/solutions/02_two.ipynb"


def run(monkeypatch, capsys, *lessons):
    monkeypatch.setattr("sys.argv", ["xent", "reset", *lessons])
    assert cli.main() == 0
    return capsys.readouterr().out


def test_every_step_is_told_from_where_the_learner_stands(course, lesson, monkeypatch, capsys):
    answered(lesson)
    monkeypatch.chdir(course / "notebooks")
    assert run(monkeypatch, capsys, "1", "2").splitlines() == [
        "01_one.ipynb is back as it came; your copy: ../my_answers/01_one.ipynb",
        "nothing to do: lesson 02 is as it came",
        "Where a tab of JupyterLab still shows one of them: close it, without saving.",
    ]
    assert run(monkeypatch, capsys, "1") == "nothing to do: lesson 01 is as it came\n"
    assert run(monkeypatch, capsys) == "nothing to do: every lesson is as it came\n"
    lesson.unlink()
    assert "you had written nothing into it" in run(monkeypatch, capsys)


def test_without_a_command_there_is_help(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["xent"])
    assert cli.main() == 2
    assert "Put lessons back as they came" in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["--help"], ["reset", "5"]])
def test_where_the_package_stands_alone_the_command_says_in_one_line_what_to_install(words):
    code = (
        "import sys; sys.modules['click'] = None; "
        f"from xentlib.classroom.cli import main; sys.exit(main({words}))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    advice = 'the command xent needs click: python -m pip install "xentlib[notebooks]"\n'
    assert (said.returncode, said.stdout, said.stderr) == (1, "", advice)


@pytest.mark.parametrize("arguments", [["--help"], ["reset", "--help"]])
def test_help_says_where_answers_go_and_gives_examples(capsys, arguments):
    assert cli.main(arguments) == 0
    said = capsys.readouterr().out
    assert "my_answers/" in said
    assert "xent reset 3 5 " in said
    assert said.isascii()


@pytest.mark.parametrize("name", ["1", "01", "001", "01_o", "01_one.ipynb"])
def test_a_name_is_a_lesson_s_number_or_beginning(course, lesson, name):
    answered(lesson)
    answered(course / "notebooks/02_two.ipynb")
    assert list(lesson_files.reset([name])) == [lesson]


def refusal(monkeypatch, *lessons):
    monkeypatch.setattr("sys.argv", ["xent", "reset", *lessons])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code


@pytest.mark.parametrize("name", ["3", "03", "33", "surprise", "-1", "²"])
def test_a_lesson_that_is_not_there_is_refused_by_name(course, lesson, monkeypatch, name):
    answered(lesson)
    said = refusal(monkeypatch, "1", name)
    assert f"no lesson '{name}' is here; there are 01, 02" in said
    assert source_of(lesson) == MINE


def as_a_zip(course, monkeypatch):
    (course / ".git").rename(course / "elsewhere")


def with_an_empty_history(course, monkeypatch):
    as_a_zip(course, monkeypatch)
    git(course, "init", "-q")


def without_git(course, monkeypatch):
    monkeypatch.setenv("PATH", str(course))


@pytest.mark.parametrize(
    "lose, reason",
    [
        (as_a_zip, "take the original from a fresh download"),
        (with_an_empty_history, "take the original from a fresh download"),
        (without_git, "needs git, which is not installed"),
    ],
)
def test_where_nothing_can_be_restored_nothing_is_done(course, lesson, monkeypatch, lose, reason):
    answered(lesson)
    lose(course, monkeypatch)
    said = refusal(monkeypatch, "1")
    assert reason in said
    assert "nothing was changed" in said
    assert source_of(lesson) == MINE
    assert copies(course) == []


def test_what_git_refuses_is_told_in_its_words_and_a_retry_keeps_one_copy(
    course, lesson, monkeypatch
):
    answered(lesson)
    (course / ".git/index.lock").touch()
    for _ in range(2):
        assert "index.lock" in refusal(monkeypatch, "1")
    (course / ".git/index.lock").unlink()
    assert lesson_files.reset(["1"]) == {lesson: course / "my_answers/01_one.ipynb"}
    assert len(copies(course)) == 1


@pytest.mark.parametrize(
    "arguments, status, said",
    [
        (["grade"], 2, "Missing argument 'SUBMISSIONS...'"),
        (["grade", "nowhere", "-a", "binary"], 2, "Path 'nowhere' does not exist"),
        (["grade", ".", "-a", "binary", "--shard", "2/2"], 1, "--shard must be K/N"),
        (["grade", ".", "-a", "a7"], 1, "no assignment 'a7' is here; there are a1_information"),
        (["assignment", "build", "b1"], 1, "no assignment 'b1' is here; there are a1_information"),
        (["course", "check", "77"], 1, "77"),
        (["marks"], 2, "No such command 'marks'"),
    ],
)
def test_what_a_teacher_types_wrongly_is_told_in_a_sentence(
    arguments, status, said, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    code = stopped.value.code
    assert (1 if isinstance(code, str) else code) == status
    told = f"{code} {capsys.readouterr().err}"
    assert said in told
    assert "Traceback" not in told


def test_marks_go_into_the_table_and_what_is_no_mark_is_named(tmp_path, capsys):
    (tmp_path / "lms.csv").write_text("Identifier,Full name,Grade\nParticipant 12,Ada,\n")
    (tmp_path / "grades.csv").write_text(
        "student,score,max,status\nAda_12,7.5,9,marked\nBob_13,0,9,not marked: no process\n"
    )
    report, out = str(tmp_path / "grades.csv"), str(tmp_path / "up.csv")
    assert cli.main(["grades", str(tmp_path / "lms.csv"), "--report", report, "--out", out]) == 1
    assert "Participant 12,Ada,7.5" in (tmp_path / "up.csv").read_text()
    said = capsys.readouterr().out
    assert "Bob_13: not marked: no process" in said
    assert "0 points were not written" not in said
