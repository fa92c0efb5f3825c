"""Laws of broken notebooks: none crashes the marks, and none loses a right answer."""

import json
import random
from contextlib import suppress

import breakages
import pytest
import submission
from hypothesis import given, settings, strategies as st
from submission import ANSWERS, POINTS

from xentlib.classroom.grading import _asking, grade
from xentlib.classroom.grading._cells import TORN, UnreadableError, read_cells
from xentlib.classroom.grading._code import code_of
from xentlib.classroom.grading.sandbox import Limits, NoSandboxError, choose

ALL = POINTS * len(ANSWERS)
TREE = submission.notebook()
TEXT = submission.written(TREE)
CUTS = range(5, 100, 5)


@pytest.fixture(scope="module")
def assignment():
    return submission.assignment()


@pytest.fixture(scope="module")
def backend():
    try:
        return choose("auto")
    except NoSandboxError:  # these files are ours, and may run in the open
        return "none"


@pytest.fixture
def marked(assignment, backend, monkeypatch):
    """Marks of a file, by limits that are up soon."""
    monkeypatch.setattr(_asking, "LIGHT", Limits(load=2.5, cell=0.5))
    monkeypatch.setattr("xentlib.classroom.grading._answers.PATIENCE", 1.0)
    return lambda data: grade(data, assignment, 3, student="ada", backend=backend)


def right_in(report):
    return {question["name"] for question in report["questions"] if question["state"] == "right"}


def test_the_unbroken_notebook_gets_all_points(marked):
    report = marked(TEXT)
    assert (report["score"], report["status"], report["notes"]) == (ALL, "marked", [])


def test_breakages_are_many_and_each_is_another_file():
    files = [*breakages.WHOLE.values(), *(data for data, _ in breakages.PARTLY.values())]
    assert len(files) >= 60
    assert len({*files, TEXT}) == len(files) + 1


@pytest.mark.parametrize("name", breakages.WHOLE)
def test_right_answers_that_are_still_there_get_all_points(name, marked):
    """Whatever has become of the file around them."""
    report = marked(breakages.WHOLE[name])
    torn = TORN in report["notes"]
    assert report["status"] == ("marked in part: torn file" if torn else "marked")
    assert [q["lines"] for q in report["questions"] if q["state"] != "right"] == []
    assert report["score"] == ALL
    json.dumps(report)


@pytest.mark.parametrize("name", breakages.PARTLY)
def test_what_is_left_is_paid_and_the_rest_has_a_reason(name, marked):
    data, count = breakages.PARTLY[name]
    report = marked(data)
    assert report["score"] == POINTS * count
    assert all(q["lines"] for q in report["questions"] if q["state"] != "right")


@pytest.mark.parametrize("name", breakages.GONE)
def test_where_nothing_is_left_nothing_is_paid_and_the_reason_is_told(name, marked):
    data, reason = breakages.GONE[name]
    report = marked(data)
    assert report["score"] == 0
    assert reason in report["status"]
    assert (report["status"] == "marked") == (reason == "")
    assert all(question["lines"] for question in report["questions"])


@pytest.mark.parametrize("percent", CUTS)
def test_a_file_that_is_cut_off_keeps_what_stands_before_the_cut(percent, marked):
    cut = TEXT[: len(TEXT) * percent // 100]
    whole = {name for name in ANSWERS if last_line(name) in cut}
    try:
        read_cells(cut)
    except UnreadableError:
        assert not whole
        return
    report = marked(cut)
    assert report["score"] >= POINTS * len(whole)
    assert len(right_in(report)) == len(whole)


def last_line(name):
    """The last line of an answer, as it stands in the file."""
    return json.dumps(ANSWERS[name].splitlines()[-1], ensure_ascii=False).encode()


def answers_of(data):
    """Names of the answers whose text is whole among what would be run."""
    cells, _ = read_cells(data)
    sources = code_of(cells, {*ANSWERS}, {*submission.STUBS.values()}, [submission.IMPORTS])
    assert all(isinstance(source, str) for source in sources)
    run = "\n".join(sources)
    return {name for name, source in ANSWERS.items() if source in run}


@pytest.mark.parametrize("seed", range(0, 100, 10))
def test_a_cut_anywhere_loses_no_answer_before_it(seed):
    """Ten places within each tenth of the file."""
    rng = random.Random(seed)
    for _ in range(10):
        cut = TEXT[: int(len(TEXT) * (seed + 10 * rng.random()) / 100)]
        whole = {name for name in ANSWERS if last_line(name) in cut}
        assert whole == (answers_of(cut) if whole else whole)


def places(node, path=()):
    """The way to each node of a tree."""
    yield path
    keys = [*node] if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in keys:
        yield from places(node[key], (*path, key))


def changed(path, junk):
    """The tree, with junk in one place, or without it."""
    if not path:
        return junk
    tree = json.loads(TEXT)
    node = tree
    for key in path[:-1]:
        node = node[key]
    if junk is Ellipsis:
        del node[path[-1]]
    else:
        node[path[-1]] = junk
    return tree


PLACES = [path for path in places(json.loads(TEXT)) if path]
OWN = {
    name: next(n for n, one in enumerate(TREE["cells"]) if submission.name_of(one) == name)
    for name in ANSWERS
}
JUNK = st.one_of(
    st.just(...),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda kids: (
            st.lists(kids, max_size=3)
            | st.dictionaries(st.sampled_from(["cells", "a", "metadata"]), kids, max_size=3)
        ),
        max_leaves=5,
    ),
)


def touched(path):
    """Answers that a change at a place may have spoiled."""
    if len(path) == 1:
        return {*ANSWERS} if path == ("cells",) else set()
    spoils = len(path) == 2 or "source" in path
    return {name for name, n in OWN.items() if path[:2] == ("cells", n) and spoils}


@given(path=st.sampled_from(PLACES), junk=JUNK)
@settings(max_examples=400, deadline=None)
def test_junk_at_any_place_of_the_tree_loses_no_answer_that_stands_elsewhere(path, junk):
    data = json.dumps(changed(path, junk)).encode()
    try:
        left = answers_of(data)
    except UnreadableError:
        left = set()
    assert left >= {*ANSWERS} - touched(path)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_bytes_changed_anywhere_lose_no_more_than_the_answers_next_to_them(data):
    """A piece of the file is taken out, or replaced by other bytes."""
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start, min(len(TEXT), start + 40)))
    spoiled = TEXT[:start] + data.draw(st.binary(max_size=20)) + TEXT[end:]
    at = [TEXT.index(last_line(name)) for name in ANSWERS]
    before = sum(place < start for place in at)
    after = sum(place - 900 > end for place in at)
    assert len(answers_of(spoiled)) >= before - 1 + after - 1


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_reason(data):
    try:
        cells, notes = read_cells(data)
    except UnreadableError as error:
        cells, notes = [error], [str(error)]
    assert cells
    assert all(isinstance(note, str) and note for note in notes)


@pytest.mark.parametrize("seed", range(6))
def test_junk_at_several_places_never_stops_the_marks(seed, marked):
    rng = random.Random(seed)
    tree = json.loads(TEXT)
    for n in rng.sample(range(len(tree["cells"])), 6):
        cell = tree["cells"][n]
        cell[rng.choice([*cell])] = rng.choice([None, 7, [], {}, "x", [[]], {"a": 1}])
    report = marked(json.dumps(tree).encode())
    assert report["status"] == "marked"
    assert len(report["questions"]) == len(ANSWERS)


def test_reading_stays_quick_whatever_was_sent():
    """Files that would take long for a reader that starts anew at each place."""
    half = b'{"id": [' + b'{"id": {}}, ' * 20_000
    for data in (half * 20, b'{"source": "' * 200_000, TEXT[:-9] + b'{"id":' * 100_000):
        with suppress(UnreadableError):
            read_cells(data)
