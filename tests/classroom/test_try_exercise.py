"""The author's command: each kind of weakness is found in a row that was made for it."""

import dataclasses

import numpy as np
import pytest
import words
from findings import broken, not_told_apart, refused, survivors
from try_exercise import faults, main
from words import hints, in_the_lesson, near_names, stray, too_few

from xentlib.classroom import exercises
from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises.vocabulary import VOCABULARY

SOFTMAX = exercises.find("softmax.softmax")
HINTS = ("a", "b", "c")


def squares(rng):
    """Inputs that are their own squares."""
    return [(np.array([0.0, 1.0]),)]


def row(**changes):
    given = {"reference": lambda x: x**2, "inputs": squares, "hints": HINTS}
    return Exercise(**(given | {"say": VOCABULARY, "name": "softmax.new"} | changes))


def test_a_mistake_that_no_input_tells_from_the_right_answer_is_found():
    [said] = not_told_apart(row(mistakes={"root": lambda x: x**0.5}), [0])
    assert said == 'No input tells "root" from a right answer, on one draw at least.'


def test_two_mistakes_that_one_draw_does_not_tell_apart_are_found():
    pair = {"root": lambda x: 2 * x, "sum": lambda x: x + x**2, "mean": lambda x: 3 * x}
    weak = row(mistakes=pair)
    assert 'No input tells "root" from "sum"' in next(not_told_apart(weak, [0]))
    lucky = row(mistakes=pair, inputs=lambda rng: [(rng.integers(1, 3, size=1) / 1,)])
    assert 'No input tells "root" from "sum"' in next(not_told_apart(lucky, range(9)))
    strong = row(mistakes=pair, inputs=lambda _: [(np.array([0.0, 5.0]),)])
    assert not list(not_told_apart(strong, [0]))


def test_forms_of_one_mistake_need_not_be_told_apart():
    assert not list(not_told_apart(row(mistakes={"root": [lambda x: 2 * x, lambda x: x + x]}), [0]))


def test_a_right_answer_that_is_refused_is_found():
    assert list(refused(row(right=(lambda x: x, lambda x: -x)), [0])) == [
        "Right answer 2 is refused: sign."
    ]


def test_a_mutant_that_only_luck_refuses_is_found():
    binary = exercises.find("binary.threshold")
    weak = dataclasses.replace(binary, inputs=lambda rng: [(1.0, 1.0 + (rng.random() < 0.2))])
    assert any("refused on another" in sentence for sentence in survivors(weak))
    assert not list(survivors(binary))


def test_a_mutant_that_differs_beyond_the_inputs_is_found():
    weak = dataclasses.replace(
        SOFTMAX,
        inputs=lambda rng: [(np.array([[0.0, 1.0], [3.0, 8.0]]),), (rng.normal(size=(3, 3)),)],
        right=SOFTMAX.right[:1],
    )
    shifts = [sentence for sentence in survivors(weak) if "z.mean" in sentence]
    assert "accepted, but differs at [[" in shifts[0]


def test_a_region_where_the_rows_own_answers_differ_is_none_of_its_lesson():
    naive = SOFTMAX.mistakes["overflow"]
    tame = dataclasses.replace(
        SOFTMAX, inputs=lambda rng: [(rng.normal(size=(2, 3)),)], right=(naive, *SOFTMAX.right)
    )
    assert not [sentence for sentence in survivors(tame) if "z.mean" in sentence]


@pytest.mark.parametrize(
    "name, said",
    [
        ("wrong axes", '"wrong axis": '),  # alike
        ("label softmax", '"softmax for labels": '),
        ("first and second", None),  # one word in common
        ("curvature forgotten", None),  # a word that says nothing of its own
        ("nothing of the kind", None),
    ],
)
def test_a_name_near_one_of_the_vocabulary_is_shown_with_what_that_says(name, said):
    shown = list(near_names(row(mistakes={name: lambda x: x}, say={name: ""})))
    assert [said in sentence for sentence in shown] == [True] * (said is not None)


def test_a_name_of_another_row_is_to_be_moved():
    [said] = near_names(row(mistakes={"micro": lambda x: x}, say={"micro": ""}))
    assert said == '"micro" is a name of multi_label.macro_f1, too: move it to the vocabulary.'


def test_a_mistake_that_comes_of_itself_is_to_be_deleted():
    [said] = not_told_apart(row(mistakes={"minus": lambda x: -(x**2)}, say={"minus": ""}), [0])
    assert said.startswith('No input tells "minus" from "sign", on one draw at least.')
    assert "delete yours: 'sign' comes of itself; say something else about it in say." in said


def test_an_error_in_the_reference_or_the_inputs_is_one_finding_with_its_own_text():
    def fails(*_):
        raise ValueError("no such loss")

    told = "raises ValueError at [0. 1.]: no such loss"
    assert list(broken(row(reference=fails), range(9))) == [f"The reference {told}"]
    assert list(broken(row(inputs=fails), range(9))) == [
        "The inputs raise ValueError: no such loss"
    ]
    assert sum("no such loss" in sentence for sentence in faults(row(reference=fails), 9)) == 1
    assert not list(broken(SOFTMAX, range(9)))


def test_a_sentence_that_no_mistake_leads_to_is_found_whatever_its_name():
    said = {"rot": "Typed wrong.", "sign": "Turned.", "nats": "No unit.", "mean": "Not this row's."}
    weak = row(mistakes={"root": lambda x: x}, say=VOCABULARY | said)
    assert [sentence.split('"')[1] for sentence in stray(weak)] == ["mean", "rot", "nats"]


def test_hints_must_be_three_that_differ():
    assert list(hints(row(hints=("a", "b", "a")))) == [
        "hints must be three different ones; there are 2."
    ]
    assert not list(hints(SOFTMAX))


def test_mistakes_must_be_six():
    assert list(too_few(row())) == ["mistakes must be six at least; there are 0."]
    assert not list(too_few(SOFTMAX))


def test_what_the_lesson_lacks_is_found_where_there_is_one(monkeypatch, tmp_path):
    read, asked = in_the_lesson(row(reread="Cooking"))
    lesson = "05_softmax_cross_entropy.py"
    assert read == f'reread names "Cooking", which is no heading in {lesson}.'
    assert asked.startswith(f"{lesson} does not ask it: a cell must have xent.check(")
    assert not list(in_the_lesson(SOFTMAX))
    monkeypatch.setattr(words, "SOURCES", tmp_path)  # a lesson that is not written yet
    assert not list(in_the_lesson(row(reread="Cooking")))


@pytest.mark.parametrize("reread", ["The slope", "lesson 03, Cooking", "lesson 33, The slope"])
def test_coursework_names_a_heading_of_the_lesson_that_it_names(reread):
    slope = exercises.find("a3_multi_label.pull")
    assert not list(in_the_lesson(slope))
    [said] = in_the_lesson(dataclasses.replace(slope, reread=reread))
    assert said.startswith(f'reread is "{reread}"; it must be')


def test_the_command_ends_with_0_for_a_sound_row_and_with_1_for_others(monkeypatch, capsys):
    assert main(["stability.limits"]) == 0
    assert "mistakes, 0 to mend" in capsys.readouterr().out
    assert main(["stability.limit"]) == 1
    assert "Did you mean stability.limits?" in capsys.readouterr().out
    weak = dataclasses.replace(exercises.find("stability.limits"), mistakes={"root": lambda: 0})
    weak = dataclasses.replace(weak, reference=lambda: 0, right=())
    monkeypatch.setattr(exercises, "find", lambda _: weak)
    assert main(["stability.limits"]) == 1
    assert '- No input tells "root" from a right answer' in capsys.readouterr().out
