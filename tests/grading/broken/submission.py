"""A submission in which every answer is right, and ways to break its file by which none is lost."""

import copy
import json
from dataclasses import replace

from xentlib.classroom.grading import load

IMPORTS = "import os\nimport sys\n\nimport numpy as np"
ANSWERS = {
    "bce": '''def bce(y, p):
    """Mean binary cross-entropy in nats (y: outcomes or shares, p: probabilities)."""
    yes, no = np.zeros(len(y)), np.zeros(len(y))  # là où y = 0, rien
    np.log(p, out=yes, where=y > 0)
    np.log1p(-p, out=no, where=y < 1)

    return -(y * yes + (1 - y) * no).mean()''',
    "odds_ratio": '''def odds_ratio(y, group):
    """Odds of a yes in the group over those outside it."""
    inside, outside = y[group].mean(), y[~group].mean()
    return inside / (1 - inside) / (outside / (1 - outside))''',
    "bce_gradient": '''def bce_gradient(y, z):
    """Gradient of the mean loss in the logits."""
    chance = 0.5 * (1 + np.tanh(z / 2))
    return (chance - y) / len(y)''',
    "doubling": "doubling = ...\ndoubling = np.subtract(36.4, 21.6) / 4",
    "threshold": '''def threshold(false_alarm, miss):
    """Probability from which on acting is the cheaper choice."""
    return false_alarm / (false_alarm + miss)''',
}
POINTS = 2.0
STUBS = {
    name: "doubling = ...\n# YOUR CODE HERE"
    if name == "doubling"
    else source[: source.index('"""\n') + 4] + "    # YOUR CODE HERE"
    for name, source in ANSWERS.items()
}


def assignment():
    """Five of lesson 03's questions, as if they were an assignment."""
    whole = load("binary")
    questions = [replace(q, points=POINTS) for q in whole.questions if q.answer in ANSWERS]
    return replace(
        whole, questions=tuple(questions), stubs=frozenset(STUBS.values()), imports=(IMPORTS,)
    )


def cell(kind, source, **nbgrader):
    made = {"cell_type": kind, "id": f"c{abs(hash((kind, source))) % 10**8}", "metadata": {}}
    if nbgrader:
        made["metadata"] = {"nbgrader": {"schema_version": 3, **nbgrader}}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made | {"source": source.splitlines(keepends=True)}


def notebook(answers=ANSWERS):
    """The submission as a tree, as Jupyter would save it."""
    cells = [cell("markdown", "# Broken\n\nWhat is p = 0.5 worth?"), cell("code", IMPORTS)]
    for name, source in answers.items():
        flags = {"grade_id": name, "locked": False, "solution": True, "grade": False}
        cells += [cell("markdown", f"## {name}"), cell("code", source, **flags)]
        flags = {"grade_id": f"{name}-test", "locked": True, "solution": False, "grade": True}
        asked = f'xent.example("binary.{name}", {name})'
        cells.append(cell("code", asked, points=2, **flags))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(tree):
    """The file as Jupyter writes it: keys in order, one space of indentation."""
    text = json.dumps(tree, indent=1, sort_keys=True, ensure_ascii=False)
    return text.encode(errors="backslashreplace") + b"\n"


def name_of(one):
    """The answer that a cell holds, or ""."""
    flags = one["metadata"].get("nbgrader", {})
    return flags["grade_id"] if flags.get("solution") else ""


def answers_in(tree):
    return [one for one in tree["cells"] if name_of(one)]


def tests_in(tree):
    return [one for one in tree["cells"] if one["metadata"].get("nbgrader", {}).get("grade")]


def lines(text):
    return text.splitlines(keepends=True)


def broken(change):
    """The file after a change of the tree: in place, or by what the change returns."""
    tree = notebook()
    return written(change(tree) or tree)


def each(choose, change):
    """A change of each chosen cell."""

    def changed(tree):
        for n, one in enumerate(choose(tree)):
            change(one, n)

    return changed


def around(before="", after="", name="threshold"):
    """Code before and after one answer, in its cell."""

    def changed(tree):
        for one in answers_in(tree):
            if name_of(one) == name:
                one["source"] = lines(f"{before}{''.join(one['source'])}{after}")

    return changed


def extra(source, at=2, kind="code"):
    """One more cell."""
    return lambda tree: tree["cells"].insert(at, cell(kind, source))


def copied(tree):
    return copy.deepcopy(tree)
