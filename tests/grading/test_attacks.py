"""Attacks on marks: each pays where a grader has a weakness, and none pays here."""

from dataclasses import replace

import pytest
from attacks import ATTACKS
from weak import GRADERS
from yard import Yard

from notebooks import WALLS, work
from xentlib.classroom.grading import _asking, grade

LESS = {"load": 4.0, "cell": 1.0, "total": 2**30}  # than marks have
each = pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
walls = pytest.mark.skipif(WALLS != "bubblewrap", reason="NO BUBBLEWRAP HERE: ATTACKS NOT TRIED")


@pytest.fixture
def yard(tmp_path):
    one = Yard(tmp_path / "course")
    one.gradebook("eve")
    yield one
    one.close()


def test_there_are_forty_attacks_and_each_says_what_it_tries():
    assert len(ATTACKS) >= 40
    assert {attack.pays_on for attack in ATTACKS} == {*GRADERS}


@each
def test_an_attack_pays_where_a_grader_is_weak(attack, yard):
    score = GRADERS[attack.pays_on](attack, yard)
    if attack.gain == "points":
        assert score is not None
        assert score > attack.honest
    elif attack.gain == "stop":
        assert score is None
    else:
        assert any(trace.startswith(attack.leaves) for trace in yard.traces()), yard.traces()


@walls
@each
def test_an_attack_pays_nothing_here_and_leaves_nothing(attack, yard, monkeypatch):
    monkeypatch.setattr(_asking, "LIGHT", replace(_asking.LIGHT, **LESS))
    monkeypatch.setattr("xentlib.classroom.grading._answers.PATIENCE", 1.0)
    monkeypatch.setenv("COURSE", str(yard.folder))
    yard.look()
    report = grade(attack.notebook(yard.words), work(), 1, student="eve", backend="bubblewrap")
    assert report["score"] <= attack.honest
    assert report["status"] == "marked"
    assert yard.traces() == []
