"""Quizzes and progress: alike for everybody who has done nothing, and carried in one file."""

import json
import math
import re
from base64 import b64decode
from datetime import UTC, datetime
from html import escape

import pytest

from xentlib.classroom import exercises, state as _state
from xentlib.classroom.predictions import predict, reveal
from xentlib.classroom.progress import forget_progress, progress, restore_progress
from xentlib.classroom.quiz import quiz
from xentlib.classroom.topics import TOPICS


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path))
    return tmp_path


QUIZZES = list(filter(exercises.questions, TOPICS))
every_quiz = pytest.mark.parametrize("lesson", QUIZZES)


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


@every_quiz
def test_a_quiz_asks_every_question_and_tells_no_answer(lesson):
    shown = quiz(lesson)
    for question in exercises.questions(lesson):
        assert question.prompt in shown.text
        assert all(option in shown.text for option in question.options)
        assert question.because not in shown.text
    assert all(choice.value is None for choice in shown.choices)


@every_quiz
def test_a_quiz_has_the_same_text_each_time_and_no_ids_in_it(lesson):
    one, two = (quiz(lesson)._repr_mimebundle_() for _ in range(2))
    assert one["text/plain"] == two["text/plain"] == quiz(lesson).text
    assert "application/vnd.jupyter.widget-view+json" in one


@every_quiz
def test_every_control_of_a_quiz_says_what_it_is(lesson):
    shown = quiz(lesson)
    controls = [w.description for w in walk(shown.widget) if hasattr(w, "disabled")]
    assert len(controls) == 2 * len(exercises.questions(lesson))
    assert len(set(controls)) == len(controls)
    assert all(controls)


@every_quiz
def test_every_option_is_answered_with_its_own_sentence(lesson):
    shown = quiz(lesson)
    for number, question in enumerate(exercises.questions(lesson)):
        for option in question.options:
            shown.choices[number].value = option
            shown.buttons[number].click()
            reply = shown.replies[number].value
            assert ("✓" if option == question.key else "✗") in reply
            assert question.feedback(option)[:12] in reply


def test_choosing_alone_answers_nothing():
    shown = quiz("surprise")
    shown.choices[0].index = 0
    assert shown.replies[0].value == ""
    assert _state.read()["questions"] == {}


def test_answering_without_choosing_is_told_so():
    shown = quiz("surprise")
    shown.buttons[0].click()
    assert "Choose an option first" in shown.replies[0].value
    assert _state.read()["questions"] == {}


def test_answers_are_kept_and_what_was_right_stays_right():
    shown, question = quiz("surprise"), exercises.questions("surprise")[0]
    for option in (next(iter(question.wrong)), question.key, next(iter(question.wrong))):
        shown.choices[0].value = option
        shown.buttons[0].click()
    assert _state.read()["questions"] == {"surprise.q1": {"state": "right", "attempts": 3}}
    assert "1 of 4 questions" in repr(progress())


def test_a_quiz_that_does_not_exist_names_those_that_do():
    with pytest.raises(ValueError, match=r"name must be a topic .* one of surprise.*; got '77'"):
        quiz("77")


@pytest.mark.parametrize("name", [["01"], 1, None])
def test_a_quiz_is_asked_for_by_text(name):
    with pytest.raises(TypeError, match=r"name must be a topic as text, .*; got"):
        quiz(name)


def test_progress_of_nobody_is_the_same_everywhere():
    lines = ["Your progress", "No exercise attempted yet.", "Forecasts: none scored yet."]
    assert progress().lines == lines
    assert progress()._repr_html_() == progress()._repr_html_()


def test_progress_lists_the_lessons_that_are_begun():
    quiz("surprise").buttons[0].click()
    assert "01" not in repr(progress())
    exercises.hint("surprise.entropy")
    assert "Lesson 01: 0 of 8 exercises, 0 of 4 questions\n  ○ surprise.cards\n" in repr(progress())
    assert "Lesson 00" not in repr(progress())


def test_progress_shows_states_and_the_mistakes_met():
    row = exercises.find("surprise.entropy")
    wrong = {mistake.name: mistake.function for mistake in row.known}
    for answer in (wrong["nats"], wrong["nats"], wrong["all axes"], row.reference):
        exercises.check("surprise.entropy", answer)
    exercises.check("surprise.units", 3)
    shown = repr(progress())
    assert "  ✓ surprise.entropy, met on the way: nats (2), all axes\n" in shown
    assert "  ✗ surprise.units, met on the way: not a function\n" in shown
    assert "Lesson 01: 1 of 8 exercises" in shown


def test_progress_sums_what_forecasts_paid():
    for name, p in {"99.a": 0.125, "99.b": 0.25}.items():
        predict(name, {"yes": p, "no": 1 - p})
        reveal(name, "yes")
    [line] = [line for line in progress().lines if line.startswith("Forecasts")]
    assert line == "Forecasts: 2 scored, 5.00 bits paid; uniform ones pay 2.00."


def test_a_forecast_that_ruled_out_what_happened_makes_the_sum_infinite():
    predict("99.a", {"yes": 0, "no": 1})
    assert reveal("99.a", "yes").bits == math.inf
    assert "∞ bits paid" in repr(progress())


def forecast_often():
    for number in range(8):
        predict(f"99.f{number}", {"yes": 0.75, "no": 0.25})
        reveal(f"99.f{number}", "yes" if number < 7 else "no")


def test_progress_tells_how_far_forecasts_kept_their_word():
    forecast_often()
    assert progress().lines[-2:] == [
        "  said 20% to  40%:   8 outcomes,  25% on average,  12% came",
        "  said 60% to  80%:   8 outcomes,  75% on average,  88% came",
    ]


def test_a_fresh_copy_with_uniform_forecasts_has_no_diagram():
    predict("99.a", {"yes": 0.5, "no": 0.5})
    reveal("99.a", "yes")
    assert progress().lines[-1] == "Forecasts: none scored yet."
    assert progress().picture == ""


def test_the_picture_shows_what_the_text_says_and_nobody_has_none():
    assert progress().picture == ""
    exercises.check("surprise.entropy", 3)
    alone = progress().picture
    forecast_often()
    both = progress().picture
    assert 'width="350"' in alone
    assert 'width="700"' in both
    assert "88% came" in both.partition("src=")[0]
    [data] = re.findall(r'base64,([^"]*)"', both)
    assert b64decode(data).startswith(b"\x89PNG")


def test_the_picture_is_in_the_widget_and_not_in_what_is_stored():
    exercises.check("surprise.entropy", 3)
    assert "<img" in progress().widget.children[0].value
    assert "<img" not in progress()._repr_html_()


def test_everything_is_forgotten_when_asked(home):
    exercises.check("surprise.entropy", 3)
    forecast_often()
    assert forget_progress().lines == ["Your progress", *progress().lines[1:]]
    assert _state.read() == {"exercises": {}, "forecasts": {}, "questions": {}}
    assert "surprise.entropy" not in (home / "progress.json").read_text()


def test_progress_says_the_same_in_html_and_as_text():
    exercises.check("surprise.entropy", 3)
    html = progress()._repr_html_()
    assert all(escape(line) in html for line in repr(progress()).splitlines())


def downloaded():
    [data] = re.findall(
        r'download="progress.json" href="data:[^,]*,([^"]*)"', progress()._repr_html_()
    )
    return b64decode(data)


def test_what_is_downloaded_here_is_restored_there(tmp_path, monkeypatch):
    exercises.check("surprise.entropy", exercises.find("surprise.entropy").reference)
    predict("99.ä", {"yes": 0.5, "no": 0.5})
    reveal("99.ä", "no")
    content, before = downloaded(), _state.read()
    (tmp_path / "downloaded.json").write_bytes(content)
    for number, source in enumerate([content, tmp_path / "downloaded.json"]):
        monkeypatch.setenv("XENTLIB_HOME", str(tmp_path / f"elsewhere-{number}"))
        assert "✓ surprise.entropy" in repr(restore_progress(source))
        assert _state.read() == before


def test_restoring_replaces_entries_of_the_same_name_and_keeps_the_others():
    exercises.check("surprise.units", 3)
    content = json.dumps({"exercises": {"surprise.entropy": {"state": "right"}}}).encode()
    restore_progress(content)
    assert _state.read()["exercises"].keys() == {"surprise.units", "surprise.entropy"}
    assert exercises.check("surprise.entropy", 3).state == "wrong"  # an entry may lack fields


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"exercises": 1}', b"[" * 10**5])
def test_a_file_that_is_no_progress_is_refused_and_changes_nothing(content):
    with pytest.raises(ValueError, match=r"source must be a progress.json .*; got "):
        restore_progress(content)
    assert _state.read()["exercises"] == {}


def upload(panel, content):
    _shown, button = panel.children
    now = datetime.now(UTC)
    file = {"name": "progress.json", "type": "", "size": len(content), "last_modified": now}
    button.set_trait("value", ({**file, "content": memoryview(content)},))


def test_a_file_is_brought_back_by_the_button():
    exercises.check("surprise.entropy", exercises.find("surprise.entropy").reference)
    content = downloaded()
    _state.update(lambda state: state["exercises"].clear())
    panel = progress().widget
    assert panel.children[1].description == "Bring progress back"
    upload(panel, content)
    assert "✓ surprise.entropy" in panel.children[0].value
    assert _state.read()["exercises"]["surprise.entropy"]["state"] == "right"


def test_an_upload_of_something_else_is_told_so():
    panel = progress().widget
    upload(panel, b"<html>")
    assert "source must be a progress.json" in panel.children[0].value
    assert "Your progress" in panel.children[0].value


def test_progress_is_stored_as_text_and_html_without_ids():
    bundle = progress()._repr_mimebundle_()
    assert bundle.pop("application/vnd.jupyter.widget-view+json")
    assert bundle == {"text/plain": repr(progress()), "text/html": progress()._repr_html_()}
