"""What docs/coverage.csv says is taught, and where, is there; and nothing of the audit is missing.

Places are those of the five articles that the course corrects and completes, by number and section.
"""

import csv
from functools import cache
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "coverage.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
COLUMNS = ["what", "source", "lesson", "cell", "how", "words"]
HOW = {"run": {"code"}, "stated": {"code", "markdown"}}

PLACES = {  # what each article has on a topic, as the audit lists it
    "information theory": """
        000 §1.2; 000 §2.1; 000 §2.2; 000 §2.3; 000 §3.1; 000 §4.1; 001 §1; 001 §1.2.1; 001 §1.2.2;
        001 §1.2.3; 001 Q1; 002 §1.2; 002 §2.1; 002 §2.1 steps 1-2; 002 §2.1 step 3;
        002 §2.1 step 4; 002 §2.3; 002 §2.3 steps; 002 §4.1; 002 §6.1(3); 002 §6.3 pro 1; 003 §1.1;
        003 §2.1; 003 §2.2; 004 §I; 004 Q1; 004 Q10; 004 Q12(4); 004 Q18 con 1; 004 Q18 pro 1
    """,
    "binary cross-entropy": """
        000 §3.1; 000 §4.2; 000 §5.1; 000 §5.2; 000 §8.1; 000 §9.1; 002 §3.1; 002 §4.1; 003 Q1;
        003 §1.2; 003 §4.1; 004 Q10; 004 Q11(2); 004 Q12(2); 004 Q13; 004 Q14; 004 Q15(1);
        004 Q15(4); 004 Q18 con 1; 004 Q18 pro 3; 004 Q19(1); 004 Q19(2); 004 Q19(3); 004 Q19(4);
        004 Q19(5); 004 Q2; 004 Q21; 004 Q22(1); 004 Q22(2); 004 Q6; 004 Q9; 004 §II.1; 004 §III.1;
        004 §IV
    """,
    "softmax cross-entropy": """
        001 §1.2.3; 001 §1.3.1; 001 §1.3.3; 001 §1.4.3; 002 §2.3; 002 §6.3 cons; 003 §3.1 step 4;
        003 §3.1 steps 1-3; 004 Q11(1); 004 Q13; 004 Q15; 004 Q15(2); 004 Q16; 004 Q16(1);
        004 Q16(2); 004 Q16(3); 004 Q18 con 3; 004 Q18 con 4; 004 Q20; 004 Q20(2); 004 Q26(3);
        004 Q3; 004 Q8; 004 §II.1; 004 §III.2
    """,
    "gradients and optimisation in NumPy": """
        000 §3.2; 001 §1.3.2; 001 Q2; 001 Q4; 002 §5.2; 002 §5.2(1); 002 §5.2(2); 003 §3.2;
        003 §4.2; 003 Q2; 004 §III; 004 §III.1; 004 §III.2; 004 Q2; 004 Q3; 004 Q5; 004 Q6;
        004 Q9; 004 Q14; 004 Q16; 004 Q16(2); 004 Q16(3); 004 Q18 con 1; 004 Q18 con 2; 004
        Q18 pro 4; 004 Q19(6); 004 Q20(4-5); 004 Q22(1); 004 Q22(2); 004 Q22(3); 004 Q22(4);
        004 Q22(5); 004 Q23(1); 004 Q23(2); 004 Q23(3); 004 Q23(4); 004 Q28(1); 004 Q28(2);
        004 Q29(1); 004 Q29(2); 004 Q29(3); 004 Q29(4); 004 Q29(5); 004 Q29(6)
    """,
    "multi-label cross-entropy": """
        001 §1.3.3; 001 §1.5; 001 Q3; 004 Q11(3); 004 Q17(1); 004 Q17(2); 004 Q17(3); 004 Q17(4);
        004 Q17(5); 004 Q30; 004 Q30(1); 004 Q30(2); 004 Q30(3); 004 Q30(6)
    """,
    "networks from scratch": """
        000 §3.2; 001 §1.3.2; 002 §5.2; 002 §5.2(1); 002 §5.2(2); 003 §3.2; 003 §4.2; 003 Q2;
        004 Q5; 004 Q6; 004 Q9; 004 Q14; 004 Q18 con 2; 004 Q20(4-5); 004 Q22(3); 004 Q28(2);
        004 Q29(6)
    """,
    "Keras training": """
        000 §3.2; 000 §7.1; 001 §1.3.2; 001 §1.4.5; 002 §1.2; 003 §3.2; 003 §4.2; 003 §5; 004 §III;
        004 Q5; 004 Q6; 004 Q9; 004 Q14; 004 Q20; 004 Q20(4-5); 004 Q21; 004 Q24; 004 Q26(4);
        004 Q30(5)
    """,
    "vision": "001 §1.3.2; 001 §1.4.1; 001 §1.4.2; 001 §1.4.4",
    "optimisation with a network": """
        000 §3.2; 001 §1.3.2; 001 §1.4; 001 §1.4.4; 001 §1.4.5; 001 §1.5; 001 Q2; 001 Q4; 002 §5.2;
        002 §5.2(1); 002 §5.2(2); 002 §5.2(3); 002 §6.2(3); 004 Q6; 004 Q18 con 2; 004 Q18 pro 4;
        004 Q19(6); 004 Q20; 004 Q20(3); 004 Q20(6); 004 Q22(3); 004 Q22(4); 004 Q22(5); 004 Q23;
        004 Q23(1); 004 Q23(2); 004 Q23(3); 004 Q23(4); 004 Q23(5); 004 Q24; 004 Q24(4); 004 Q28;
        004 Q28(1); 004 Q28(2); 004 Q28(3); 004 Q28(4); 004 Q28(5); 004 Q28(6); 004 Q28(7); 004 Q29;
        004 Q29(1); 004 Q29(2); 004 Q29(3); 004 Q29(4); 004 Q29(5); 004 Q29(6); 004 Q29(7);
        004 Q30(4)
    """,
    "evaluation": """
        000 §1.1; 000 §9.2; 001 §1; 001 §1.1; 001 §1.4.5; 004 Q11(4); 004 Q12(3); 004 Q24(1);
        004 Q24(2); 004 Q24(3)
    """,
    "class imbalance": """
        000 §8.2; 003 §8; 003 Q3; 004 Q15; 004 Q27; 004 Q27(1); 004 Q27(2); 004 Q27(3); 004 Q27(4)
    """,
    "numerics": """
        000 §5.1; 001 §1.2.3; 001 §1.4.3; 002 §4.1; 004 Q8; 004 Q11(1); 004 Q13; 004 Q20(2);
        004 Q21; 004 Q26(3)
    """,
    "divergence": """
        000 §1.2; 000 §2.2; 001 §1; 001 §1.2.1; 002 §1.2; 002 §2.3 steps; 003 §1.1; 003 §2.1;
        004 §I; 004 Q1; 004 Q10
    """,
    "language": """
        000 §6.2; 002 §5.1(1); 002 §6.3 pro 1; 003 §6; 004 Q25; 004 Q25(2); 004 Q25(3); 004 Q25(4);
        004 Q26; 004 Q26(1); 004 Q26(2); 004 Q26(3); 004 Q26(4)
    """,
    "what a loss is": """
        000 §1.1; 002 §1.2; 002 §2.2; 002 §2.2 steps; 002 §3.2; 002 §4.2; 002 §6.1(1); 002 §6.1(2);
        002 §6.2(1); 002 §6.2(2); 002 §6.3 pro 2; 002 §6.3 pro 3
    """,
    "regression and counts": """
        004 §II; 004 §II.2; 004 §III.3; 004 §V; 004 Q4; 004 Q7; 004 Q12(1); 004 Q15(3); 004 Q15(5);
        004 Q18 pro 2; 004 Q20(1)
    """,
    "applications": """
        000 §6.1; 000 §6.2; 000 §6.3; 000 §8.1; 000 §8.2; 001 §1.5; 001 Q5; 002 §1; 002 §1.1;
        002 §1.3-1.6; 002 §5.1; 002 §5.1(1); 002 §5.1(2); 002 §5.1(3); 003 §6; 003 §7; 004 Q25;
        004 Q25(1); 004 Q25(2); 004 Q25(3); 004 Q25(5)
    """,
    "tools": """
        000 §7.1; 000 §7.2; 000 §7.3; 003 §7; 004 Q12(5); 004 Q18 pro 5; 004 Q19(7)
    """,
    "oral exam": """
        004 Q1; 004 Q11; 004 Q12; 001 Q1; 002 §6.1; 004 Q2; 004 Q3; 004 Q16; 004 Q4; 004 Q7;
        001 Q2; 003 Q2; 004 Q5; 004 Q9; 004 Q14; 004 Q6; 004 Q20; 004 Q8; 000 §9.1; 003 Q1;
        004 Q10; 004 Q19; 000 §9.2; 002 §6.2; 002 §6.3; 004 Q18; 004 Q13; 004 Q21; 004 Q15;
        001 Q3; 004 Q17; 004 Q30; 004 Q22; 004 Q23; 004 Q29; 001 Q4; 004 Q28; 004 Q24; 004
        Q25; 004 Q26; 003 Q3; 004 Q27; 001 Q5
    """,
    "history and bibliography": """
        000 §1.2; 002 §1.1; 002 §1.1(1); 002 §1.1(2); 002 §1.1(3); 002 §1.1(4); 002 §7; 002
        §7 ref 1; 002 §7 ref 2; 002 §7 ref 3; 002 §7 ref 4; 002 §7 ref 5; 002 §7 ref 6; 002
        §7 refs 7, 14; 002 §7 ref 8; 002 §7 ref 9; 002 §7 ref 10; 002 §7 ref 11; 002 §7 ref
        12; 002 §7 ref 13
    """,
    "Erratum 1": "002 §4.1; 004 §IV; 004 Q6; 004 Q9; 004 Q13; 004 Q14; 004 Q21",
    "Erratum 2": """
        001 §1.3.3; 001 §1.5; 001 Q3; 004 Q11(3); 004 Q17(1); 004 Q17(3); 004 Q17(4); 004 Q17(5);
        004 Q30; 004 Q30(2); 004 Q30(3)
    """,
    "Erratum 3": """
        004 §III.1; 004 §III.2; 004 §III.3; 004 Q2; 004 Q3; 004 Q4; 004 Q16(2); 004 Q16(3); 004 Q16
    """,
    "Erratum 4": "001 §1.2.2; 001 Q1; 004 Q10",
    "Erratum 5": "001 §1.2.3; 004 Q8; 004 Q13",
    "Erratum 6": "004 Q27(4); 004 Q27",
    "Erratum 7": """
        002 §6.3 pro 2; 004 §II; 004 §II.2; 004 §V; 004 Q4; 004 Q7; 004 Q12(1); 004 Q15(3);
        004 Q15(5); 004 Q18 pro 2; 004 Q20(1)
    """,
    "Erratum 8": "000 §3.2; 001 Q4; 004 Q6",
    "Erratum 9": "001 Q2; 004 Q18 pro 4; 004 Q19(6); 004 Q22(2); 004 Q22(5)",
    "Erratum 10": "003 Q2",
    "Erratum 11": """
        002 §5.2(1); 002 §5.2(2); 002 §5.2; 004 Q18 con 1; 004 Q18 con 2; 004 Q22(1); 004
        Q22(3); 004 Q28(2)
    """,
    "Erratum 12": "003 §5",
    "Erratum 13": "000 §4.2",
    "Erratum 14": """
        000 §1.2; 000 §2.2; 001 §1; 001 §1.2.1; 001 §1.2.2; 002 §1.2; 002 §2.1; 002 §2.1
        steps 1-2; 002 §2.1 step 3; 002 §2.1 step 4; 002 §2.3 steps; 002 §6.1(3); 003 §1.1;
        003 §2.1; 004 §I; 004 Q1; 004 Q10
    """,
    "Erratum 15": """
        000 §9.1; 002 §3.1; 003 §1.2; 003 Q1; 004 Q10; 004 Q19(1); 004 Q19(2); 004 Q19(3);
        004 Q19(5)
    """,
    "Erratum 16": "003 §8; 003 Q3; 004 Q27",
    "Erratum 17": """
        000 §5.2; 001 §1.3.1; 001 §1.3.3; 002 §2.2 steps; 002 §2.3; 002 §3.2; 003 §3.1 step
        4; 004 §II.1; 004 Q3
    """,
    "Erratum 18": "000 §5.1; 002 §4.1",
    "Erratum 19": "004 Q6; 004 Q9; 004 Q14",
    "Erratum 20": "001 §1.3.2; 001 §1.4; 001 §1.4.1; 001 §1.4.2; 001 §1.4.4; 001 §1.4.5",
    "Erratum 21": "004 Q20; 004 Q24",
    "Erratum 22": """
        002 §1.2; 002 §4.2; 002 §6.1(1); 002 §6.2(2); 002 §6.2(3); 004 Q23; 004 Q28; 004 Q29
    """,
    "Erratum 23": "004 Q26(1); 004 Q26(2); 004 Q26(3); 004 Q26",
    "Erratum 24": "004 Q6; 004 Q9; 004 Q14; 004 Q20; 004 Q23",
    "Erratum 25": "000 §1.1; 001 §1; 004 Q11(4); 004 Q12(3); 004 Q24(3)",
    # anomalies, RNN, kinks, O(K), names, texts, dropout, Adadelta
    "Erratum 26": """
        001 §1.5; 001 Q5; 002 §6.3 pro 3; 002 §6.3 cons; 003 §6; 004 Q18 con 3; 004 Q25(1);
        004 Q25(2); 004 Q28(5); 004 Q28(6)
    """,
    "Erratum 27": """
        000 §1.2; 000 §8.2; 002 §1.1; 002 §1.1(1); 002 §1.1(2); 002 §1.1(3); 002 §1.1(4);
        002 §1.3-1.6; 002 §5.1; 003 §8; 004 Q15; 002 §7; 002 §7 ref 2; 002 §7 ref 5; 002 §7
        refs 7, 14; 002 §7 ref 8; 002 §7 ref 9; 002 §7 ref 10; 002 §7 ref 11; 002 §7 ref 12;
        002 §7 ref 13
    """,
}


def split(text, separator=";"):
    return [" ".join(part.split()) for part in text.split(separator)]


@cache
def cells(lesson):
    """Cells of the learner's edition by their ids; none if the lesson is not built."""
    built = [nbformat.read(path, 4) for path in (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")]
    return {cell.id: cell for notebook in built for cell in notebook.cells}


def faults(row):
    """What is not as a row says, in sentences."""
    cell = cells(row["lesson"]).get(row["cell"])
    if cell is None:
        yield f"lesson {row['lesson']} has no cell {row['cell']!r}"
        return
    if cell.cell_type not in HOW[row["how"]]:
        yield f"{row['cell']!r} is a {cell.cell_type} cell: nothing is {row['how']} there"
    text = " ".join(cell.source.split())
    for words in split(row["words"], "|"):
        if not words or words not in text:
            yield f"{row['cell']!r} does not say {words!r}"


def missing(topic, rows):
    """Places of a topic that no row names; an erratum's rows begin with its number."""
    number = f"{topic}:" if topic.startswith("Erratum") else ""
    told = [row for row in rows if row["what"].startswith(number)]
    named = {place for row in told for place in split(row["source"])}
    return [place for place in split(PLACES[topic]) if place not in named]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['lesson']} {row['cell']}")
def test_what_is_said_to_be_taught_stands_where_it_is_said_to_stand(row):
    assert list(row) == COLUMNS
    assert all(row.values())
    assert list(faults(row)) == []


@pytest.mark.parametrize("topic", PLACES)
def test_no_place_of_the_audit_is_left_out(topic):
    assert missing(topic, ROWS) == []


def test_no_row_stands_twice():
    said = [row["what"] for row in ROWS]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    "change, fault",
    [
        ({"lesson": "77"}, "lesson 77 has no cell"),
        ({"cell": "nowhere"}, "has no cell 'nowhere'"),
        ({"cell": "gibbs", "how": "run"}, "is a markdown cell: nothing is run there"),
        ({"words": "cross-entropy | flat earth"}, "does not say 'flat earth'"),
        ({"words": ""}, "does not say ''"),
    ],
)
def test_a_row_that_says_too_much_would_be_noticed(change, fault):
    good = next(row for row in ROWS if row["cell"] == "one-minimum")
    assert any(fault in sentence for sentence in faults(good | change))


def test_a_place_without_a_row_would_be_noticed():
    rows = [row for row in ROWS if "004 Q12(4)" not in row["source"]]
    assert "004 Q12(4)" in missing("information theory", rows)
    without = [row for row in ROWS if not row["what"].startswith("Erratum")]
    assert missing("Erratum 4", without) == split(PLACES["Erratum 4"])
