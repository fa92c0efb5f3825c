"""`xent reset` gives back the lesson and keeps the answers."""

import subprocess

import pytest

from xentlib.classroom import cli


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A checkout of two lessons."""
    (tmp_path / "notebooks").mkdir()
    for name in ("01_one", "02_two"):
        (tmp_path / f"notebooks/{name}.ipynb").write_text("original")
    identity = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "course"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    return tmp_path


def test_a_changed_lesson_is_restored_and_the_learner_s_copy_kept(course):
    lesson = course / "notebooks/01_one.ipynb"
    lesson.write_text("my answer")
    assert cli.reset("01") == [course / "my_answers/01_one.ipynb"]
    assert lesson.read_text() == "original"
    assert (course / "my_answers/01_one.ipynb").read_text() == "my answer"


def test_a_second_copy_does_not_overwrite_the_first(course):
    for answer in ("first", "second"):
        (course / "notebooks/01_one.ipynb").write_text(answer)
        cli.reset()
    assert (course / "my_answers/01_one.ipynb").read_text() == "first"
    assert (course / "my_answers/01_one-2.ipynb").read_text() == "second"


def test_other_lessons_and_unchanged_ones_are_left_alone(course):
    (course / "notebooks/02_two.ipynb").write_text("my answer")
    assert cli.reset("01") == []
    assert (course / "notebooks/02_two.ipynb").read_text() == "my answer"


def test_a_deleted_lesson_comes_back(course):
    (course / "notebooks/01_one.ipynb").unlink()
    assert cli.reset("01") == []
    assert (course / "notebooks/01_one.ipynb").read_text() == "original"


def test_who_resets_an_open_lesson_is_told_to_close_it(course, monkeypatch, capsys):
    (course / "notebooks/01_one.ipynb").write_text("my answer")
    monkeypatch.setattr("sys.argv", ["xent", "reset", "1"])
    assert cli.main() == 0
    said = capsys.readouterr().out
    assert "my_answers" in said
    assert "close it, without saving" in said
    assert cli.main() == 0
    assert capsys.readouterr().out == "nothing was changed\n"


@pytest.mark.parametrize("number", ["1", "01", "001"])
def test_a_number_is_a_lesson_s_number(course, number):
    (course / "notebooks/01_one.ipynb").write_text("my answer")
    (course / "notebooks/02_two.ipynb").write_text("my answer")
    assert cli.reset(number) == [course / "my_answers/01_one.ipynb"]
    assert (course / "notebooks/02_two.ipynb").read_text() == "my answer"


@pytest.mark.parametrize("lesson", ["3", "03", "33", "surprise", "-1", "²"])
def test_a_lesson_that_is_not_there_is_refused_by_name(course, monkeypatch, lesson):
    monkeypatch.setattr("sys.argv", ["xent", "reset", lesson])
    with pytest.raises(SystemExit, match=f"no lesson '{lesson}' is here; there are 01, 02"):
        cli.main()


def test_a_folder_without_git_gets_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["xent", "reset", "01"])
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(SystemExit, match="needs git and a checkout of the course"):
        cli.main()
