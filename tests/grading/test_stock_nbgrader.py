"""The same attacks on nbgrader as it comes, and on nbgrader with our plug-in."""

import json
import shutil

import pytest

pytest.importorskip("nbgrader")

from attacks import ATTACKS, RIGHT
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from yard import Yard

from notebooks import WALLS, work
from xentlib.classroom.grading._assignment import ROOT

pytestmark = pytest.mark.once
NAME, PLUGIN = "binary", "xentlib.classroom.grading.nbgrader_plugin._trusting"
PAYS = {  # points, or the trace that is left
    "isclose_is_true": 2.0,
    "equal_to_everything": 2.0,
    "wanted_in_a_frame": 2.0,
    "reference_of_the_course": 2.0,
    "solution_on_the_disk": 2.0,
    "neighbour_on_the_disk": 2.0,
    "gradebook": "changed gradebook.db",
    "connection_tcp": "tcp reached",
}
PAYS_NOT = "sum_is_replaced", "score_is_printed"  # nbgrader adds up elsewhere, and reads no print
TESTS = {
    "bce": """import numpy as np
y = np.random.default_rng().integers(0, 2, size=8) * 1.0
p = 0.1 + 0.8 * np.random.default_rng().random(8)
want = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
assert np.isclose(bce(y, p), want, rtol=1e-6)  # xent.check("binary.bce", bce)""",
    "rate": """y = np.append(np.random.default_rng().integers(0, 2, size=8), [0, 1])
want = -sum(q * np.log(q) for q in (y.mean(), 1 - y.mean()))
assert np.isclose(base_rate_loss(y), want, rtol=1e-6)  # xent.check("binary.base_rate", …)""",
}
PARTS = {"points": 1, "locked": True, "grade": True, "solution": False}
ANSWERS = {"locked": False, "grade": False, "solution": True}


def cell(source, name="", **about):
    said = {"grade_id": name, "schema_version": 3, "task": False, "cell_type": "code"} | about
    whole = {"cell_type": "code", "outputs": [], "execution_count": None, "source": source}
    return whole | {"metadata": {"nbgrader": said} if name else {}}


def notebook(first, *others):
    """An attack's cells where the answers belong, and the tests as they were handed out."""
    cells = [cell(first, "answers", **ANSWERS), *map(cell, others)]
    cells += [cell(source, name, **PARTS) for name, source in TESTS.items()]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 4})


def marked(root, stock):
    """Points of each attack and the traces that it leaves."""
    shutil.copy(ROOT / "nbgrader_config.py", root)
    config = Config(PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config())
    config.NbGraderAPI.log_level = "ERROR"
    if stock:
        del config["Autograde"]
    source = root / f"notebooks/assignments/{NAME}/{NAME}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(notebook(f"### BEGIN SOLUTION\n{RIGHT}\n### END SOLUTION"))
    api, yards = NbGraderAPI(config=config), {}
    assert api.generate_assignment(NAME)["success"]
    for attack in (one for one in ATTACKS if one.name in {*PAYS, *PAYS_NOT}):
        yard = yards[attack.name] = Yard(root / "yards" / attack.name / "course")
        yard.gradebook(attack.name)
        path = root / f"build/grading/submitted/{attack.name}/{NAME}/{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(notebook(*attack.sources(yard.words)))
        yard.look()
    done = api.autograde(NAME, "*")
    assert done["success"], done["log"]
    with api.gradebook as gradebook:
        points = {s.student.id: s.score for s in gradebook.assignment_submissions(NAME)}
    traces = {name: yard.traces(0) for name, yard in yards.items()}
    for yard in yards.values():
        yard.close()
    return {name: (points[name], traces[name]) for name in yards}


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    return marked(tmp_path_factory.mktemp("stock"), stock=True)


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(f"{PLUGIN}.load", lambda name: work())
        return marked(tmp_path_factory.mktemp("ours"), stock=False)


@pytest.mark.parametrize("name", PAYS)
def test_an_attack_pays_on_nbgrader_as_it_comes(stock, name):
    points, traces = stock[name]
    assert PAYS[name] in (points, *traces)


@pytest.mark.parametrize("name", PAYS_NOT)
def test_what_deceives_other_graders_may_pay_nothing_on_nbgrader(stock, name):
    assert stock[name] == (0.0, [])


@pytest.mark.skipif(not WALLS, reason="NOTHING HERE CAN KEEP STUDENTS' CODE AWAY")
@pytest.mark.parametrize("name", [*PAYS, *PAYS_NOT])
def test_with_our_plug_in_the_same_file_pays_nothing_and_leaves_nothing(ours, name):
    assert ours[name] == (0.0, [])
