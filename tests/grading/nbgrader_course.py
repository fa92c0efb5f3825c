"""A course of nbgrader's in a folder of its own, with a short assignment, and its students."""

import json
import shutil
from copy import deepcopy

from nbgrader.apps import NbGraderAPI
from nbgrader.plugins import CsvExportPlugin, LateSubmissionPlugin
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from xentlib.classroom.grading import _assignment
from xentlib.classroom.grading._marking import grade
from xentlib.classroom.grading._report import unmarked
from xentlib.classroom.grading._stubs import cleared

NAME = "a1_information"
KEPT = "imports", "parameters", "clock-bits", "synergy", "chance"  # cells' names begin so
DUE, HOURS_LATE = "2027-05-01 12:00:00 UTC", 3
EVIL = """Because <script>alert(1)</script> <img src=x onerror=alert(1)> $p<q$ and
$\\href{javascript:alert(1)}{x}$ [a](javascript:alert(1)) ![b](attachment:none.png)
[c](java&#115;cript:alert(1)) [d]: data:text/html,x

```mermaid
graph <b onclick=alert(1)>
```
"""


class PointPerHour(LateSubmissionPlugin):
    """Takes a point for each hour."""

    def late_submission_penalty(self, _student, _score, total_seconds_late):
        return total_seconds_late / 3600


def short():
    """The first assignment with two questions and one answer in words."""
    notebook = json.loads(_assignment.notebook_of(NAME).read_bytes())
    notebook["cells"] = [c for c in notebook["cells"] if c["id"].startswith(KEPT)]
    return notebook


def named(notebook, name):
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def without(notebook, *names):
    """The same with the answers of some cells taken out."""
    notebook = deepcopy(notebook)
    for cell in notebook["cells"]:
        if cell["id"] in names:
            cell["source"] = cleared("".join(cell["source"]))
    return notebook


def doubled(notebook):
    return notebook | {"cells": [cell for cell in notebook["cells"] for _ in range(2)]}


def nameless(notebook):
    """What an old program leaves: no metadata, no ids."""
    cells = [
        {key: value for key, value in cell.items() if key != "id"} | {"metadata": {}}
        for cell in notebook["cells"]
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def evil(notebook):
    """Scripts wherever a notebook has room for them, and points that nobody gave."""
    notebook = without(notebook, "clock-bits", "synergy")
    script = "<script>alert(1)</script>"
    shown = {"output_type": "display_data", "data": {"text/html": script}, "metadata": {}}
    named(notebook, "chance")["source"] = EVIL
    named(notebook, "chance")["attachments"] = {'"><script>.png': {'"><script>': "aGk="}}
    test = named(notebook, "synergy-test")
    test["source"], test["outputs"] = "999", [shown]
    test["metadata"]["nbgrader"]["points"] = 999
    raw = {"cell_type": "raw", "id": "raw", "metadata": {"raw_mimetype": "text/html"}}
    notebook["cells"].append(raw | {"source": script})
    said = {"cell_type": "code", "id": "said", "metadata": {"tags": ['x" onclick="alert(1)']}}
    said |= {"source": f"raise ValueError('{script}')", "outputs": [shown], "execution_count": 1}
    notebook["cells"].append(said)
    notebook["metadata"]["title"] = script
    return notebook


class Course:
    """A course in a folder; what its grader reported of whom."""

    def __init__(self, root, db_url=""):
        shutil.copy(_assignment.ROOT / "nbgrader_config.py", root)
        self.root, self.source = root, short()
        self.file = root / "notebooks/assignments" / NAME / f"{NAME}.ipynb"
        self.file.parent.mkdir(parents=True)
        self.file.write_text(json.dumps(self.source))
        config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config())
        config.NbGraderAPI.log_level = "WARN"
        config.AssignLatePenalties.plugin_class = PointPerHour
        if db_url:
            config.CourseDirectory.db_url = db_url
        self.api = NbGraderAPI(config=config)
        self.reports = {}

    def do(self, step, *options):
        """A step of nbgrader's, which must succeed."""
        done = getattr(self.api, step)(NAME, *options)
        assert done["success"], done.get("log", "") + done.get("error", "")

    def path(self, step, student, end="ipynb"):
        return self.root / "build/grading" / step / student / NAME / f"{NAME}.{end}"

    def release(self):
        self.do("generate_assignment")
        with self.api.gradebook as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=DUE)
        return json.loads(
            (self.root / "build/grading/release" / NAME / f"{NAME}.ipynb").read_text()
        )

    def submit(self, student, data, name=f"{NAME}.ipynb", hour=11):
        folder = self.path("submitted", student).parent
        folder.mkdir(parents=True)
        data = data if isinstance(data, bytes) else json.dumps(data).encode()
        (folder / name).write_bytes(data)
        (folder / "timestamp.txt").write_text(f"2027-05-01 {hour}:00:00 UTC")

    def class_of(self, released):
        """One student of each kind."""
        self.submit("right", self.source, hour=11)
        self.submit("late", self.source, hour=12 + HOURS_LATE)
        self.submit("half", doubled(without(self.source, "synergy")))
        self.submit("empty", released)
        self.submit("binary", b"\x00\xff\x00not a notebook")
        self.submit("torn", json.dumps(self.source).encode()[:-100])
        self.submit("stray", self.source, "A1-information (1).ipynb")
        self.submit("nameless", nameless(self.source))
        self.submit("evil", evil(self.source))

    def marks(self):
        """Of each student: points of a program, of a person, and whether a person must look."""
        with self.api.gradebook as gradebook:
            return {
                one.student.id: (
                    sum(g.auto_score or 0 for n in one.notebooks for g in n.grades),
                    sum(g.manual_score or 0 for n in one.notebooks for g in n.grades),
                    bool(one.needs_manual_grade),
                )
                for one in gradebook.assignment_submissions(NAME)
            }

    def mark_by_hand(self, student, points):
        with self.api.gradebook as gradebook:
            grade = gradebook.find_grade("chance", NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = points, False
            gradebook.db.commit()

    def export(self):
        path = self.root / "grades.csv"
        with self.api.gradebook as gradebook:
            CsvExportPlugin(to=str(path)).export(gradebook)
        lines = [line.split(",") for line in path.read_text().splitlines()]
        return {row[3]: dict(zip(lines[0], row, strict=True)) for row in lines[1:]}


def half_of_all(data, assignment, seed, **about):
    """Marks without a look at the file, where only the gradebook is asked about."""
    report = unmarked(assignment, "marked", seed, data=data, student=about["student"])
    for mark in report["questions"]:
        mark["score"] = mark["points"] / 2
    return report | {"score": assignment.points / 2}


def play(course, monkeypatch, grade=grade):
    """A term: release, submissions, marks of the program and of a person, feedback, export."""
    path = course.file
    monkeypatch.setattr(_assignment, "notebook_of", lambda name: path)
    small = _assignment.load.__wrapped__(NAME)
    plugin = "xentlib.classroom.grading.nbgrader_plugin._trusting"

    def noted(data, assignment, seed, **options):
        report = course.reports[options["student"]] = grade(data, assignment, seed, **options)
        return report

    monkeypatch.setattr(f"{plugin}.load", lambda name: small)
    monkeypatch.setattr(f"{plugin}.grade", noted)
    course.released = course.release()
    course.class_of(course.released)
    course.do("autograde", "*")
    course.before = course.marks()
    course.mark_by_hand("right", 3)
    course.mark_by_hand("late", 4)
    course.do("generate_feedback", "*")
    course.table = course.export()
    return course
