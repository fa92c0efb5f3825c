"""Questions of coursework that no reference can answer: their own right and wrong answers."""

import ast

import numpy as np
import pytest
from findings import Direct
from rows import FOUND
from words import SOURCES

from xentlib.classroom.checking import AnswerError, Trial
from xentlib.classroom.exercises import find

TRIALS = [row for row in FOUND if isinstance(row, Trial)]
some_or_all = pytest.mark.parametrize(
    "draws", [1, pytest.param(50, marks=pytest.mark.long)], ids=["some", "all"]
)


def play(trial, answers, seed):
    told = trial.play(Direct(answers), np.random.default_rng(seed))
    return {share: told[share] for share in trial.shares}


def function_of(work, name):
    """A function that an assignment's notebook defines, on a generator of its own."""
    tree = ast.parse((SOURCES / "assignments" / f"{work}.py").read_text(encoding="utf-8"))
    [found] = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    scope = {"np": np, "rng": np.random.default_rng(0)}
    exec(compile(ast.Module([found], []), work, "exec"), scope)
    return scope[name]


@some_or_all
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_five_ways_to_be_right_get_every_part(trial, draws):
    assert len(trial.right) >= 5
    for answers in trial.right:
        for seed in range(draws):
            assert play(trial, answers, seed) == dict.fromkeys(trial.shares, "")


@some_or_all
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_each_wrong_way_loses_a_part_and_is_told_why(trial, draws):
    assert len(trial.wrong) >= 6
    for answers in trial.wrong.values():
        for seed in range(draws):
            told = play(trial, answers, seed)
            assert any(told.values())
            assert all(said.endswith((".", "…")) for said in told.values() if said)


def test_a_message_to_practise_on_is_what_is_marked():
    ours = function_of("a6_capstone", "practice")
    theirs = find("a6_capstone.round_trip").play.__globals__["practice"]
    for seed in range(5):
        message = theirs(np.random.default_rng(seed), 800)
        assert ours(np.random.default_rng(seed), 800) == message
        assert set(message) == set(range(10))


def test_who_hands_a_message_to_zlib_has_half_of_the_points():
    trial = find("a6_capstone.round_trip")
    for seed in range(5):
        told = play(trial, trial.wrong["zlib"], seed)
        assert [not said for said in told.values()] == [True, True, False, False]


def test_what_the_marker_remembers_is_not_what_was_packed():
    """Who keeps the labels in a variable has none in the other process."""
    kept, asked = [], []

    class Apart(Direct):
        def fresh(self):
            asked.append(True)
            return Direct({"unpack": lambda data, n: []})

    answers = {"pack": lambda labels: kept.append(labels) or b"", "unpack": lambda *_: kept.pop(0)}
    trial = find("a6_capstone.round_trip")
    assert all(trial.play(Apart(answers), np.random.default_rng(0)).values())
    assert asked
    assert not all(trial.play(Direct(answers), np.random.default_rng(0)).values())


@pytest.mark.parametrize(
    "problem, is_said", [(AnswerError("error", "NameError"), True), (AnswerError("endless"), False)]
)
def test_who_stops_in_unpack_is_told_what_unpack_has(problem, is_said):
    def stop(*_):
        raise problem

    with pytest.raises(AnswerError) as raised:
        play(find("a6_capstone.round_trip"), {"pack": bytes, "unpack": stop}, 0)
    assert raised.value.symptom == problem.symptom
    assert ("it has the bytes and n alone" in raised.value.detail) == is_said


@pytest.mark.parametrize(
    "came, said",
    [
        (np.ones((10, 75)), "Yours has the shape (10, 75)."),
        (np.ones(75), "Yours has the shape (75,)."),
        (np.full((75, 3), np.inf), "Some of its numbers are nan or inf."),
        ("0.1 bits", "with m up to 5000."),
    ],
)
def test_what_is_no_network_is_told_what_it_is_instead(came, said):
    told = play(find("a4_keras_classifier.network"), {"network": came}, 0)
    assert all(line.startswith("network must be") and line.endswith(said) for line in told.values())


def test_the_dirt_to_train_on_is_as_much_as_the_marker_s():
    spoil = find("a4_keras_classifier.network").play.__globals__["dirty"]
    pixels = np.full((500, 64), 2.0)
    shares = [
        (function_of("a4_keras_classifier", "dirty")(pixels) != pixels).mean(),
        (spoil(pixels, np.random.default_rng(1)) != pixels).mean(),
    ]
    assert np.allclose(shares, 0.2, atol=0.01)
