"""Quizzes for other platforms: what is read back is what was asked, to the last character."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from export_quizzes import export, gift
from qti import CP, QTI12, QTI21, qti12, qti21

from xentlib.classroom import exercises
from xentlib.classroom.exercises import Question
from xentlib.classroom.topics import TOPICS

AWKWARD = Question(
    "Is {a} = b ~ c # d : e \\ f < g & \"h\"? 'Häß' log₂ −1\n::x::",
    "{=~#:\\}<b>&amp;",
    "Because <p> & { } = ~ # : \\n.",
    {"~wrong": "no = no", "%50%half": "→ yes", "//comment": "#1"},
    name="99.q1",
)
QUIZZES = {topic: asked for topic in TOPICS if (asked := exercises.questions(topic))}
QUIZZES |= {"99": (AWKWARD,)}
every_quiz = pytest.mark.parametrize("asked", QUIZZES.values(), ids=QUIZZES)


def flat(text):
    return text.replace("\n", " ")


def as_read(question):
    """Name, prompt, and for each option whether it is the key and what is said to it."""
    options = [(o, o == question.key, question.feedback(o)) for o in question.options]
    return question.name, question.prompt, options


def parse_gift(text):
    """Read GIFT: a backslash takes the next character literally, the rest is structure."""
    tokens = re.findall(r"\\(.)|(::|[{}=~#])|([^\\{}=~#:]+|:)", text, re.DOTALL)
    marked = [("text", a or c) if not b else ("mark", b) for a, b, c in tokens]
    asked, place, buffer = [], "between", ""
    for kind, piece in marked:
        if kind == "text":
            buffer += piece
        elif (place, piece) == ("between", "::"):
            place, buffer = "name", ""
        elif (place, piece) == ("name", "::"):
            name, place, buffer = buffer, "prompt", ""
        elif (place, piece) == ("prompt", "{"):
            asked.append((name, buffer.removeprefix("[plain]").removesuffix(" "), []))
            place, buffer = "options", ""
        elif place == "options" and piece in "=~}":
            if asked[-1][2]:
                asked[-1][2][-1].append(buffer.strip("\n\t"))
            place, buffer = ("between" if piece == "}" else "options"), ""
            if piece != "}":
                asked[-1][2].append([piece == "="])
        elif (place, piece) == ("options", "#"):
            asked[-1][2][-1].append(buffer)
            buffer = ""
        else:
            raise AssertionError(f"{piece} in {place}")
    assert place == "between"
    return [
        (name, prompt, [(o.removeprefix("%0%"), key, said) for key, o, said in options])
        for name, prompt, options in asked
    ]


@every_quiz
def test_gift_is_read_back_as_it_was_asked(asked):
    text = gift(asked, "Course: lesson")
    first, _, rest = text.partition("\n\n")
    assert first == "$CATEGORY: Course: lesson"
    read = [
        (n, flat(p), [(flat(o), k, flat(said)) for o, k, said in options])
        for n, p, options in map(as_read, asked)
    ]
    assert parse_gift(rest) == read


def opened(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


def tags(root, namespace):
    return [child.tag.removeprefix(f"{{{namespace}}}") for child in root]


def check_manifest(files):
    manifest = files["imsmanifest.xml"]
    assert tags(manifest, CP) == ["metadata", "organizations", "resources"]
    resources = manifest.findall(f"{{{CP}}}resources/{{{CP}}}resource")
    named = {r.get("href") for r in resources}
    assert named == files.keys() - {"imsmanifest.xml"}
    ids = {r.get("identifier") for r in resources}
    assert len(ids) == len(resources)
    dependencies = manifest.iter(f"{{{CP}}}dependency")
    assert {d.get("identifierref") for d in dependencies} <= ids
    return {r.get("href"): r.get("type") for r in resources}


def texts12(element):
    return [m.text for m in element.iter(f"{{{QTI12}}}mattext")]


@every_quiz
def test_qti12_is_read_back_as_it_was_asked(asked):
    files, q = opened(qti12(asked, "Title <&>")), f"{{{QTI12}}}"
    assert check_manifest(files) == {"assessment.xml": "imsqti_xmlv1p2"}
    root = files["assessment.xml"]
    assert root.find(f"{q}assessment").get("title") == "Title <&>"
    items = root.findall(f"{q}assessment/{q}section/{q}item")
    for item, question in zip(items, asked, strict=True):
        name, prompt, options = as_read(question)
        parts = tags(item, QTI12)
        assert parts[:3] == ["itemmetadata", "presentation", "resprocessing"]
        assert set(parts[3:]) == {"itemfeedback"}
        assert (item.get("title"), texts12(item.find(f"{q}presentation/{q}material"))) == (
            name,
            [prompt],
        )
        labels = {i.get("ident"): texts12(i)[0] for i in item.iter(f"{q}response_label")}
        said = {i.get("ident"): texts12(i)[0] for i in item.iter(f"{q}itemfeedback")}
        read = []
        for condition in item.iter(f"{q}respcondition"):
            choice = condition.find(f"{q}conditionvar/{q}varequal").text
            points = [s.text for s in condition.findall(f"{q}setvar")]
            link = condition.find(f"{q}displayfeedback").get("linkrefid")
            read.append((labels[choice], points == ["100"], said[link]))
        assert read == options


@every_quiz
def test_qti21_is_read_back_as_it_was_asked(asked):
    files, q = opened(qti21(asked, "Title")), f"{{{QTI21}}}"
    kinds = check_manifest(files)
    assert kinds.pop("test.xml") == "imsqti_test_xmlv2p1"
    assert set(kinds.values()) == {"imsqti_item_xmlv2p1"}
    references = list(files["test.xml"].iter(f"{q}assessmentItemRef"))
    assert tags(files["test.xml"], QTI21) == ["testPart"]
    for reference, question in zip(references, asked, strict=True):
        item, (name, prompt, options) = files[reference.get("href")], as_read(question)
        assert item.get("identifier") == reference.get("identifier")
        assert item.get("title") == name
        order = ["responseDeclaration", "outcomeDeclaration", "outcomeDeclaration", "itemBody"]
        parts = tags(item, QTI21)
        assert parts[:5] == [*order, "responseProcessing"]
        assert set(parts[5:]) == {"modalFeedback"}
        key = item.find(f"{q}responseDeclaration/{q}correctResponse/{q}value").text
        assert next(item.iter(f"{q}prompt")).text == prompt
        said = {f.get("identifier"): f.find(f"{q}p").text for f in item.iter(f"{q}modalFeedback")}
        choices = [(c.get("identifier"), c.text) for c in item.iter(f"{q}simpleChoice")]
        assert [(text, i == key, said[i]) for i, text in choices] == options
        outcomes = {o.get("identifier") for o in item.iter(f"{q}outcomeDeclaration")}
        assert {s.get("identifier") for s in item.iter(f"{q}setOutcomeValue")} == outcomes


@pytest.mark.parametrize("write", [qti12, qti21])
def test_the_same_quiz_is_the_same_bytes(write):
    assert write((AWKWARD,), "Title") == write((AWKWARD,), "Title")


def test_the_command_writes_three_files_for_each_quiz(tmp_path):
    tool = Path(__file__).parents[2] / "tools" / "quizzes" / "export_quizzes.py"
    command = [sys.executable, str(tool), str(tmp_path / "new"), "surprise"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    names = [f"01_surprise.{kind}" for kind in ("gift.txt", "qti12.zip", "qti21.zip")]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == names
    assert all(name in run.stdout for name in names)


def test_a_topic_without_a_quiz_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"topics must have a quiz; got '77'"):
        export(tmp_path, ["77"])
