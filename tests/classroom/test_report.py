"""Quizzes and progress: alike for everybody who has done nothing, and carried in one file."""

import json
import math
import re
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from html import escape
from io import BytesIO

import pytest
from legible import watch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from xentlib.classroom import exercises, state as _state
from xentlib.classroom.predictions import predict, reveal
from xentlib.classroom.progress import forget_progress, progress, restore_progress
from xentlib.classroom.quiz import quiz
from xentlib.classroom.topics import TOPICS

pytestmark = pytest.mark.usefixtures("home")


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
        assert question.prompt in repr(shown)
        assert all(f"( ) {option}" in repr(shown) for option in question.options)
        assert question.because not in repr(shown)
    assert all(one.choice.value is None for one in shown.asked)


@every_quiz
def test_what_is_stored_of_a_quiz_is_the_same_each_time(lesson):
    one, two = (quiz(lesson).still["words"].data for _ in range(2))
    assert one == two
    assert one["text/plain"] == repr(quiz(lesson))
    assert "To answer, run the cells above and this one." in one["text/html"]


@every_quiz
def test_every_control_of_a_quiz_says_what_it_is(lesson):
    shown = quiz(lesson)
    controls = [w.description for w in walk(shown.live) if hasattr(w, "disabled")]
    assert len(controls) == 2 * len(exercises.questions(lesson))
    assert len(set(controls)) == len(controls)
    assert all(controls)


@every_quiz
def test_every_option_is_answered_with_its_own_sentence_and_so_it_is_stored(lesson):
    for one in quiz(lesson).asked:
        for option in one.question.options:
            one.choice.value = option
            one.button.click()
            said = one.question.feedback(option)
            assert ("✓" if option == one.question.key else "✗") in one.reply.value
            assert escape(said) in one.reply.value
            assert f"   (•) {option}" in one.lines()
            assert one.lines()[-1].strip() == f"{one.sign} {said}"


def test_a_quiz_that_is_asked_again_shows_what_was_answered():
    first = quiz("surprise").asked[0]
    first.choice.value = first.question.options[1]
    first.button.click()
    again, second, *_ = quiz("surprise").asked
    assert again.choice.value == first.question.options[1]
    assert again.reply.value == first.reply.value
    assert again.lines() == first.lines()
    assert (second.choice.value, second.reply.value) == (None, "")


def test_an_answer_that_the_question_no_longer_offers_is_not_shown():
    entry = {"state": "wrong", "attempts": 1, "answer": "an option of last year"}
    _state.update(lambda kept: kept["questions"].update({"surprise.q1": entry}))
    assert quiz("surprise").asked[0].choice.value is None


def test_choosing_alone_answers_nothing():
    one = quiz("surprise").asked[0]
    one.choice.index = 0
    assert one.reply.value == ""
    assert _state.read()["questions"] == {}


def test_answering_without_choosing_is_told_so():
    one = quiz("surprise").asked[0]
    one.button.click()
    assert "Choose an option first" in one.reply.value
    assert _state.read()["questions"] == {}


def test_answers_are_kept_and_what_was_right_stays_right():
    one, question = quiz("surprise").asked[0], exercises.questions("surprise")[0]
    for option in (next(iter(question.wrong)), question.key, next(iter(question.wrong))):
        one.choice.value = option
        one.button.click()
    assert _state.read()["questions"] == {
        "surprise.q1": {"state": "right", "attempts": 3, "answer": next(iter(question.wrong))}
    }
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
    quiz("surprise").asked[0].button.click()
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
    assert progress().lines[-4:] == [
        "A forecast gives a probability to each of its outcomes. By the size of yours:",
        "  above 20% up to  40%:   8 probabilities, on average 25%; 1 came, 12%",
        "  above 60% up to  80%:   8 probabilities, on average 75%; 7 came, 88%",
        (
            "In each row, compare the average with the part that came. They differ by 12 "
            "percentage points on average. 0 is perfect, but chance alone makes a difference where "
            "forecasts are few."
        ),
    ]


@pytest.mark.parametrize("p, row", [(0.0, "from   0% up to  20%"), (0.4, "above 20% up to  40%")])
def test_a_row_says_which_limit_belongs_to_it(p, row):
    predict("99.a", {"yes": p, "no": 1 - p})
    reveal("99.a", "no")
    assert f"  {row}:   1 probability, on average {p:.0%}; 0 came, 0%" in progress().lines


def test_a_fresh_copy_with_uniform_forecasts_has_no_diagram():
    predict("99.a", {"yes": 0.5, "no": 0.5})
    reveal("99.a", "yes")
    assert progress().lines[-1] == "Forecasts: none scored yet."
    assert progress().picture is None


def test_the_picture_shows_what_the_text_says_and_nobody_has_none():
    assert progress().picture is None
    exercises.check("surprise.entropy", 3)
    alone = Image.open(BytesIO(progress().picture))
    forecast_often()
    both = Image.open(BytesIO(progress().picture))
    assert both.width == 2 * alone.width
    shown = progress().live.children[1].value
    assert "7 came, 88%" in re.search('alt="([^"]*)"', shown)[1]
    assert "max-width: 100%" in shown


def test_the_picture_can_be_read_without_its_colours(tmp_path):
    exercises.check("surprise.entropy", 3)
    exercises.check("surprise.units", exercises.find("surprise.units").reference)
    forecast_often()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FigureCanvasAgg, "draw", FigureCanvasAgg.draw)  # put back at the end
        watch(tmp_path / "illegible")
        assert progress().picture
    assert not (tmp_path / "illegible").exists()


def test_progress_is_stored_as_a_picture_and_as_words_that_are_the_same_each_time():
    exercises.check("surprise.entropy", 3)
    one, two = (progress().still for _ in range(2))
    assert one == two
    assert one["picture"].data["image/png"] == b64encode(progress().picture).decode()
    assert one["words"].data["text/plain"] == repr(progress())
    assert progress()._repr_html_() in one["words"].data["text/html"]
    assert "<img" not in one["words"].data["text/html"]
    assert (
        "To bring it up to date, run the cells above and this one."
        in one["words"].data["text/html"]
    )


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


OTHERS = {  # what is no progress, and what is said to have come
    b"": "a file that begins ''",
    b"Dear diary, today": "a file that begins 'Dear diary, today'",
    b"{": "a file that begins '{'",
    b"[]": "a file that begins '[]'",
    b"\xff": "a file that begins '\ufffd'",
    b'{"exercises": 1}': "wrong kind",
    b"[" * 10**5: "wrong kind",
    b"{}": "a file with nothing in it",
    b'{"a": 1}': "a file with a",
    b'{"cells": [], "metadata": {}, "nbformat": 4}': "a file with cells, metadata, nbformat",
}
every_other = pytest.mark.parametrize("content, came", OTHERS.items(), ids=range(len(OTHERS)))


@every_other
def test_a_file_that_is_no_progress_is_refused_and_changes_nothing(content, came):
    exercises.check("surprise.units", 3)
    before = _state.read()
    with pytest.raises(ValueError, match=r"source must be a progress.json .*; got ") as refusal:
        restore_progress(content)
    assert came in str(refusal.value)
    assert "Nothing was changed" in str(refusal.value)
    assert _state.read() == before


def parts(shown):
    """The button with what it tells beside it, and below them everything that is kept."""
    beside, everything = shown.live.children
    return beside.children, everything


def upload(shown, content):
    (button, _), _ = parts(shown)
    now = datetime.now(UTC)
    file = {"name": "progress.json", "type": "", "size": len(content), "last_modified": now}
    button.set_trait("value", ({**file, "content": memoryview(content)},))


def test_a_file_is_brought_back_by_the_button():
    exercises.check("surprise.entropy", exercises.find("surprise.entropy").reference)
    content = downloaded()
    _state.update(lambda state: state["exercises"].clear())
    shown = progress()
    (button, told), picture = parts(shown)
    assert button.description == "Bring progress back"
    upload(shown, content)
    assert "✓ surprise.entropy" in picture.value
    assert "✓ surprise.entropy" in shown.still["words"].data["text/plain"]
    assert "It is back." in told.value
    assert _state.read()["exercises"]["surprise.entropy"]["state"] == "right"


@every_other
def test_an_upload_of_something_else_is_told_so(content, came):
    shown = progress()
    (_, told), before = parts(shown)
    was = before.value
    upload(shown, content)
    assert escape(came) in told.value
    assert "source must be a progress.json" in told.value
    assert before.value == was
