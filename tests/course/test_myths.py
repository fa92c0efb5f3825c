"""Lesson 19: all groups of claims are settled, all questions answered, all terms met."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import nbformat
import pytest

from xentlib.classroom.exercises import find
from xentlib.explorers.deck import CARDS

ROOT = Path(__file__).parents[2]
(LESSON,) = (ROOT / "notebooks").glob("19_*.ipynb")
GROUPS, QUESTIONS, PROGRAMS = 27, 23, 13
LINK = re.compile(r"\[([\w-]+)\]\(([\w.]*)#cell-id=([\w-]+)\)")


@cache
def cells(name):
    """Cells of a built lesson by their ids; None if there is no such lesson yet."""
    found = list((ROOT / "notebooks").glob(name))
    return {cell.id: cell for cell in nbformat.read(found[0], 4).cells} if found else None


def rows(heading, text):
    """Rows of the table below a heading, without its two first lines."""
    section = re.split(rf"(?m)^###? {re.escape(heading)}.*$", text)[1]
    table = [line for line in re.split(r"(?m)^##", section)[0].splitlines() if line[:1] == "|"]
    return [[part.strip() for part in line.strip("|").split("|")] for line in table[2:]]


def prose():
    return "\n\n".join(c.source for c in cells(LESSON.name).values() if c.cell_type == "markdown")


def experiments(row):
    """File and cell of each link of a verdict's row."""
    return [(file or LESSON.name, cell) for _, file, cell in LINK.findall(row[3])]


def unsettled(table):
    """What a verdict table lacks, in sentences."""
    if [row[0] for row in table] != [str(n) for n in range(1, GROUPS + 1)]:
        yield f"the groups must be 1 to {GROUPS}; got {[row[0] for row in table]}"
    for row in table:
        if len(row) != 4 or not all(row):
            yield f"group {row[0]} must have a claim, a verdict and an experiment"
        elif not experiments(row):
            yield f"group {row[0]} links to no cell"
        else:
            yield from lost(row)


def lost(row):
    """Links of a row to cells that are not there."""
    for file, cell in experiments(row):
        there = cells(file)
        if there is not None and cell not in there:
            yield f"group {row[0]}: {file} has no cell {cell!r}"
    if all(cells(file) is None for file, _ in experiments(row)):
        yield f"group {row[0]}: none of its lessons is built"


def unanswered(cards):
    """What a deck lacks, in sentences."""
    if len({card.question for card in cards}) != QUESTIONS:
        yield f"there must be {QUESTIONS} different questions"
    for card in cards:
        if not card.question.endswith("?") or not card.answer.endswith(".") or not card.cells:
            yield f"{card.question!r} needs a question, an answer and a place"
        for place in card.cells:
            lesson, cell = place.split()
            there = cells(f"{lesson}_*.ipynb")
            if there is not None and cell not in there:
                yield f"{card.question!r}: lesson {lesson} has no cell {cell!r}"


def test_every_group_of_claims_has_a_verdict_and_the_cell_of_an_experiment():
    assert list(unsettled(rows("The verdicts", prose()))) == []


def test_a_verdict_that_is_missing_or_leads_nowhere_would_be_noticed():
    table = rows("The verdicts", prose())
    assert any("must be 1 to 27" in said for said in unsettled(table[:-1]))
    nowhere = [*table[0][:3], "03 [none](03_binary_cross_entropy.ipynb#cell-id=none)"]
    assert any("has no cell 'none'" in said for said in unsettled([nowhere, *table[1:]]))
    assert any("links to no cell" in s for s in unsettled([[*table[0][:3], "03"], *table[1:]]))
    empty = [table[0][0], "", *table[0][2:]]
    assert any("must have a claim" in said for said in unsettled([empty, *table[1:]]))


def test_every_question_of_the_oral_exam_is_answered_with_a_place_to_look_at():
    assert list(unanswered(CARDS)) == []


def test_a_question_without_an_answer_would_be_noticed():
    assert any("different questions" in said for said in unanswered(CARDS[:-1]))
    silent = [replace(CARDS[0], answer=""), replace(CARDS[1], cells=("02 nowhere",)), *CARDS[2:]]
    told = list(unanswered(silent))
    assert any("needs a question, an answer and a place" in said for said in told)
    assert any("lesson 02 has no cell 'nowhere'" in said for said in told)


def test_the_deck_stands_in_the_lesson_as_text_too():
    said = prose()
    for card in CARDS:
        assert card.question in said
        assert card.answer in said


def test_every_program_that_the_exam_asks_for_is_a_checked_exercise():
    table = rows("Thirteen programs", prose())
    assert len(table) == PROGRAMS
    for _, where, name in table:
        exercise = find(name.strip("`"))
        assert exercise is not None, name
        file = re.search(r"\((.*)\)", where)
        source = "\n".join(c.source for c in cells(file[1] if file else LESSON.name).values())
        assert f'xent.check("{exercise.name}"' in source, name


@pytest.mark.parametrize("row", rows("Glossary", prose()), ids=lambda row: row[0])
def test_every_term_of_the_glossary_stands_in_its_lesson(row):
    term, chinese, where = row
    assert re.search(r"[\u4e00-\u9fff]", chinese), f"{term!r} has no Chinese"
    lesson = cells(re.search(r"\((.*)\)", where)[1])
    if lesson is None:
        pytest.skip("its lesson is not built yet")
    said = " ".join(" ".join(c.source.split()) for c in lesson.values()).lower()
    assert re.search(rf"(?<![\w-]){re.escape(term.lower())}", said)


def test_no_term_stands_twice_in_the_glossary():
    terms = [row[0] for row in rows("Glossary", prose())]
    assert len(set(terms)) == len(terms) > 60
