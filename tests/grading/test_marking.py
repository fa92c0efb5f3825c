"""Marks for one submission."""

import json
import textwrap
import time
from dataclasses import replace

import numpy as np
import pytest

from notebooks import IMPORTS, OPEN, RIGHT, RIGHT_ONE, WALLS, notebook, work
from xentlib.classroom.checking import Exercise, Parts, Personal, Trial
from xentlib.classroom.grading import _assignment, _parameters, grade, load
from xentlib.classroom.grading._assignment import Assignment, Question, notebook_of
from xentlib.classroom.grading._edition import Edition
from xentlib.classroom.grading._parameters import own_numbers
from xentlib.classroom.grading.lms import Student

pytestmark = pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")


DEAF = """import time
while True:
    try:
        time.sleep(1)
    except BaseException:
        pass"""


def marked(*sources, seed=1, **options):
    return grade(notebook(IMPORTS, *sources), work(), seed, **options)


def scores(report):
    return {q["name"]: q["score"] for q in report["questions"]}


def states(report):
    return [q["state"] for q in report["questions"]]


def test_right_answers_get_all_points_and_open_ones_none():
    assert scores(grade(RIGHT_ONE, work(), 1)) == {"bce": 1.0, "base_rate": 1.0}
    report = marked(*OPEN)
    assert (report["score"], states(report)) == (0.0, ["open", "open"])


def test_a_wrong_answer_is_called_by_its_name_as_in_a_check():
    report = marked(RIGHT["bce"].replace("np.mean", "np.sum"), RIGHT["base_rate"])
    wrong, right = report["questions"]
    assert (wrong["state"], wrong["mistake"], right["state"]) == ("wrong", "sum", "right")
    assert wrong["lines"][0] == '✗ binary.bce: looks like "sum"'


def test_the_same_seed_gives_the_same_report_and_another_seed_other_inputs():
    wrong = RIGHT["bce"].replace("np.mean", "3.7 + np.mean")
    one, same, other = (marked(wrong, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one["questions"] != other["questions"] or one["seed"] != other["seed"]
    assert json.loads(json.dumps(one)) == one


@pytest.mark.parametrize(
    "cell, said",
    [
        ("import os; os._exit(3)", "left out"),
        (DEAF, "left out"),
        ("while True: pass", "CellTimeError"),
        ("1 / 0", "ZeroDivisionError"),
        ("raise SystemExit", "SystemExit"),
        ("def broken(:", "SyntaxError"),
        ("xent.entropy([1.0])", "xentlib.entropy is not here when an answer is marked"),
    ],
)
def test_a_cell_that_stops_or_kills_costs_no_other_cell_its_points(cell, said, monkeypatch):
    from xentlib.classroom.grading import _asking

    quick = replace(_asking.LIGHT, cell=0.3, load=1.5)
    monkeypatch.setattr(_asking, "LIGHT", quick)
    report = marked(cell, *RIGHT.values())
    assert scores(report) == {"bce": 1.0, "base_rate": 1.0}
    assert said in report["notes"][0]


def test_a_function_that_kills_its_process_costs_no_other_question_its_points():
    report = marked("import os\ndef bce(y, p):\n    os._exit(0)", RIGHT["base_rate"])
    assert scores(report) == {"bce": 0.0, "base_rate": 1.0}
    assert "ended the process" in "\n".join(report["questions"][0]["lines"])


def test_xentlib_s_losses_are_not_there_and_the_report_says_so():
    report = marked("def bce(y, p):\n    return xent.binary_cross_entropy(y, p).mean()")
    assert scores(report)["bce"] == 0.0
    said = "\n".join(report["questions"][0]["lines"])
    assert "xentlib.binary_cross_entropy is not here when an answer is marked" in said


def test_pictures_do_nothing_and_cost_nothing():
    drawn = "xent.plots.use_style()\nax = xent.plots.plot_bars(['a'], {'b': [1]})\n"
    drawn += "ax.set(title='c')\nxent.show(ax.figure, 'd')\n"
    report = marked("from xentlib.plots import plot_curves\n" + drawn + RIGHT["bce"])
    assert scores(report)["bce"] == 1.0
    assert report["notes"] == []


LESSON = """xent.predict("binary.half", {"0.5": 0.7, "1": 0.3})
xent.reveal("binary.half")
xent.check("binary.bce", None)
xent.hint("binary.bce")
xent.quiz("binary")
xent.progress()
xent.classroom.progress.forget_progress()
from xentlib.classroom.predictions import predict
predict("binary.half", {})"""


@pytest.mark.parametrize("library", [False, True], ids=["a stand-in", "the library"])
def test_what_a_lesson_calls_beside_its_answers_is_taken_in_silence(library):
    questions = tuple(replace(q, library=library) for q in work().questions)
    loss = "def bce(y, p):\n    return xent.binary_cross_entropy(y, p).mean()"
    answers = [loss if library else RIGHT["bce"], RIGHT["base_rate"]]
    cells = notebook(IMPORTS, *LESSON.splitlines(), *answers)
    report = grade(cells, replace(work(), questions=questions), 1)
    assert (report["score"], report["notes"]) == (2.0, [])


def row(**fields):
    given = {
        "name": "a1.double",
        "reference": lambda x: 2 * x,
        "inputs": Parts(
            {
                "small": lambda rng: [(float(n),) for n in rng.random(3)],
                "large": lambda rng: [(1e9 + float(n),) for n in rng.random(2)],
            }
        ),
        "hints": ("a", "b", "c"),
    }
    return Exercise(**given | fields)


@pytest.fixture
def one_question(monkeypatch):
    """Mark one question of a row that is given, worth four points."""

    def mark(row, *sources, **options):
        monkeypatch.setattr(Question, "row", property(lambda self: row))
        one = Assignment("a1", (Question("a1.double", "double", 4.0),))
        return grade(notebook("import numpy as np  # for double", *sources), one, 1, **options)[
            "questions"
        ][0]

    return mark


@pytest.mark.parametrize(
    "body, score, state",
    [
        ("return 2 * x", 4.0, "right"),
        ("return 2 * x if x < 2 else 0", 2.0, "partly"),
        ("return 2 * x if x > 2 else 0", 0.0, "wrong"),
        ("return 2 * x if x < 2 else 1 / 0", 2.0, "partly"),
        ("return 0", 0.0, "wrong"),
        ("return ...", 0.0, "open"),
    ],
)
def test_points_fall_on_parts_and_without_the_first_none_counts(one_question, body, score, state):
    found = one_question(row(), f"def double(x):\n    {body}")
    assert (found["score"], found["state"]) == (score, state)


@pytest.mark.parametrize(
    "body, score, state", [("x", 4.0, "right"), ("x if x[0] < 2 else 0 * x", 2.0, "partly")]
)
def test_an_answer_that_changes_its_input_loses_nothing_by_that(one_question, body, score, state):
    small, large = (lambda rng, n=n: [(n + rng.random(3),)] for n in (0, 9))
    array = row(inputs=Parts({"small": small, "large": large}))
    found = one_question(array, f"def double(x):\n    x *= 2\n    return {body}")
    assert (found["score"], found["state"]) == (score, state)
    if state == "right":
        assert found["lines"][0] == "✓ a1.double: right, but it changes its input"
        assert "work on a copy" in found["lines"][1]


TORN = notebook(IMPORTS, RIGHT["bce"], RIGHT["base_rate"])


@pytest.mark.parametrize(
    "data, status, found",
    [
        (TORN[: TORN.index(b"yes, no")], "marked in part: torn file", ["wrong", "missing"]),
        (TORN[: TORN.index(b"def base_rate")], "marked in part: torn file", ["right", "missing"]),
        (notebook(IMPORTS, RIGHT["bce"]), "marked", ["right", "missing"]),
        (notebook(IMPORTS, RIGHT["bce"], OPEN[1]), "marked", ["right", "open"]),
        (notebook(IMPORTS, "def bce(y, p)", RIGHT["base_rate"]), "marked", ["wrong", "right"]),
    ],
    ids=["in an answer", "before an answer", "a cell deleted", "open", "no Python"],
)
def test_what_is_torn_missing_stopped_and_open_is_told_apart(data, status, found):
    report = grade(data, work(), 1)
    assert (report["status"], states(report)) == (status, found)
    said = {q["state"]: q["lines"][0] for q in report["questions"]}
    assert "not in the file: no cell makes" in said.get("missing", "not in the file: no cell makes")
    assert "was not made: its cell stopped" in said.get("wrong", "was not made: its cell stopped")


@pytest.mark.parametrize("cell", ["xent.check('softmax.loss', loss)", "tax = 5", ""])
def test_a_notebook_of_another_assignment_is_not_marked(cell):
    report = marked(cell)
    assert report["status"] == "not marked: this is no notebook of binary"
    torn = grade(notebook(IMPORTS, cell)[:-20], work(), 1)
    assert torn["status"].startswith("not marked" if "softmax" in cell else "marked in part")


def test_a_notebook_in_which_all_answers_were_deleted_is_the_assignment_s_all_the_same():
    assert marked('xent.check("binary.bce", bce)')["status"] == "marked"


def test_an_answer_without_end_names_the_student_s_line_and_never_ours(monkeypatch):
    monkeypatch.setattr("xentlib.classroom.grading._answers.PATIENCE", 0.3)
    loops = "def bce(y, p):\n    k = 0\n    while True:\n        k += 1"
    deaf = f"def base_rate_loss(y):\n{textwrap.indent(DEAF, '    ')}"
    said = ["\n".join(q["lines"]) for q in marked(loops, deaf)["questions"]]
    assert "in line 3 of its cell: while True" in said[0] or "in line 4 of its cell" in said[0]
    assert "stopped   after" in said[1]
    assert not any("TimeIsUp" in words or "raise" in words for words in said)


def test_an_answer_that_is_too_large_is_told_what_to_return():
    report = marked("def bce(y, p):\n    return np.zeros(2_000_000)")
    said = "\n".join(report["questions"][0]["lines"])
    assert "an answer larger than 8 MB: return only what is asked" in said
    assert "GarbledError" not in said


@pytest.mark.parametrize("large", ["float('nan')", "1 / 0", "[1, 2]", "7.0", "..."])
def test_what_is_wrong_in_a_later_part_does_not_hide_the_mistake_of_the_first(one_question, large):
    squares = row(mistakes={"squares": lambda x: x**2}, say={"squares": "Not squared."})
    found = one_question(squares, f"def double(x):\n    return x**2 if x < 2 else {large}")
    assert (found["mistake"], found["state"]) == ("squares", "wrong")
    later = one_question(squares, "def double(x):\n    return 2 * x if x < 2 else x**2")
    assert (later["mistake"], later["state"]) == ("squares", "partly")


@pytest.mark.parametrize("mistake", ["", "nine times"])
def test_the_example_is_of_the_first_part_that_is_not_right(one_question, mistake):
    found = one_question(
        row(
            inputs=Parts(
                {
                    "two": lambda _: [(np.array([0.1, 0.2]),)],
                    "one": lambda _: [(np.array([3.0]),)],
                }
            ),
            mistakes={mistake: lambda x: 9 * x} if mistake else {},
            say={mistake: "Too much."} if mistake else {},
        ),
        "def double(x):\n    return 9 * x",
    )
    assert found["mistake"] == mistake
    assert "  expected  [0.2, 0.4]" in found["lines"]


@pytest.mark.parametrize(
    "body, is_said",
    [("2 * x if x > 2 else 0", True), ("2 * x if x < 2 else 0", False), ("0", False)],
)
def test_a_part_that_is_right_in_vain_is_told_why_it_does_not_count(one_question, body, is_said):
    found = one_question(row(), f"def double(x):\n    return {body}")
    assert ("Without the first part, the others do not count." in found["lines"]) == is_said


def test_a_value_is_right_for_the_numbers_of_its_student_alone(one_question):
    own = row(inputs=Personal(lambda rng: {"x": round(rng.random(), 4)}))
    students = tuple(Student(n, (name,), (), name) for n, name in enumerate(["ada", "bob"]))
    drawn = tuple(own_numbers("a1.double", own.inputs, each.id, b"secret") for each in students)
    assert drawn[0] != drawn[1]
    assert drawn[0] != own_numbers("a1.double", own.inputs, "ada", b"other")
    given = {"edition": Edition(drawn[0], students, drawn, "secret")}
    cell = f"double = {2 * drawn[0]['x']}"
    assert one_question(own, cell, student="ada", **given)["state"] == "right"
    wrong = one_question(own, cell, student="bob", **given)
    assert wrong["state"] == "wrong"
    assert "expected" not in "\n".join(wrong["lines"])


def test_without_a_secret_all_students_have_the_same_numbers():
    own = Personal(lambda rng: {"x": rng.random()})
    assert own_numbers("a", own, "ada") == own_numbers("a", own, "bob")


TRIAL = Trial(
    play=lambda ask, rng: {
        "comes back": "" if ask("back", ask("forth", [1, 2])) == [1, 2] else "It did not.",
        "elsewhere": "" if ask.fresh()("back", ask("forth", [3])) == [3] else "Not in a new one.",
    },
    shares=("comes back", "elsewhere"),
)


@pytest.mark.parametrize(
    "cell, score",
    [
        ("def forth(x): return x[::-1]\ndef back(x): return x[::-1]", 4.0),
        (
            "kept = []\ndef forth(x):\n    kept[:] = x\n    return b''\ndef back(x): return kept",
            2.0,
        ),
        ("def forth(x): return x\ndef back(x): return x[:1]", 0.0),
        ("def forth(x): return x", 0.0),
        ("def forth(x): 1 / 0", 0.0),
        ("", 0.0),
    ],
)
def test_a_trial_pays_for_what_the_work_does_and_a_fresh_process_remembers_nothing(
    one_question, cell, score
):
    assert one_question(TRIAL, cell)["score"] == score


def test_a_trial_that_chokes_on_an_answer_pays_nothing_and_says_so(one_question):
    chokes = replace(TRIAL, play=lambda ask, rng: {"comes back": ask("forth", 1).upper()})
    found = one_question(chokes, "def forth(x): return 7")
    assert found["score"] == 0.0
    assert "can't be used" in "\n".join(found["lines"])


@pytest.mark.parametrize("topic", ["surprise", "stability"])
def test_a_lesson_s_solutions_get_all_points_and_the_learner_s_edition_none(topic):
    solved = notebook_of(topic)
    learner = solved.parent.parent / solved.name
    assert grade(solved.read_bytes(), load(topic), 1)["score"] == load(topic).points
    assert grade(learner.read_bytes(), load(topic), 1)["score"] == 0.0


def test_a_name_that_is_no_assignment_is_refused_in_words():
    with pytest.raises(ValueError, match="assignment must be one of a1_information"):
        load("a7_unknown")
    with pytest.raises(ValueError, match="backend must be one of auto"):
        grade(b"", work(), 1, backend="jail")


def test_numbers_of_all_questions_are_drawn_together(monkeypatch):
    own = row(inputs=Personal(lambda rng: {"x": 1, "n": 2}))
    monkeypatch.setattr(Question, "row", property(lambda self: own))
    monkeypatch.setattr(
        _parameters, "load", lambda name: Assignment("a1", (Question("a1.b", "b", 1.0),))
    )
    assert _parameters.parameters("a1", "", b"") == {"x": 1, "n": 2}


def test_an_assignment_says_what_marked_it(tmp_path, monkeypatch):
    assert _assignment._version("binary", b"1") != _assignment._version("binary", b"2")
    assert np.all([load("binary").version, load("softmax").version])


def test_the_time_is_for_all_answers_to_a_question_and_another_question_has_its_own(monkeypatch):
    monkeypatch.setattr("xentlib.classroom.grading._answers.PATIENCE", 0.5)
    slow = "import time\ndef bce(y, p):\n    time.sleep(0.3)\n    return 0.5"
    start = time.monotonic()
    report = grade(notebook(IMPORTS, slow, RIGHT["base_rate"]), work(), 1)
    assert report["score"] == 1
    assert {q["name"]: q["mistake"] for q in report["questions"]}["bce"] == "endless"
    assert time.monotonic() - start < 8
