"""What notebooks cost: measured, told in their headers, and within what was promised."""

import ast
import json
import re
import sys

import nbformat
import pytest
from budgets import budgets, estimate, fits_a_browser, sentence_of, table
from build_notebooks import ROOT, find_jobs
from built import cells_of

JOBS = [job for job in find_jobs(ROOT) if job.edition != "solutions"]
PYODIDE = {"IPython", "ipywidgets", "matplotlib", "numpy", "scipy", "sklearn", "threadpoolctl"}
HERE = {*sys.stdlib_module_names, "xentlib"}


def imports(notebook):
    """Top-level modules that a notebook's code imports, wherever in it."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    nodes = [node for source in code for node in ast.walk(ast.parse(source))]
    named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in named}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.source.stem)
def test_a_header_says_what_was_measured(job):
    assert "**Budget** {{ budget }}\n" in job.source.read_text(encoding="utf-8")
    built = nbformat.read(job.target, 4)
    assert f"**Budget** {sentence_of(job.source)}\n" in built.cells[0].source + "\n"
    assert built.metadata.xentlib.jupyterlite == fits_a_browser(job.source)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.source.stem)
def test_no_notebook_asked_the_network_or_takes_a_minute_or_more_memory_than_binder_has(job):
    cost = budgets(job.source)[job.source.stem]
    assert cost["network"] == []
    assert cost["seconds"] < 60
    assert cost["megabytes"] < 2000


@pytest.mark.parametrize("job", JOBS[1:], ids=lambda job: job.source.stem)  # 00 was watched
def test_minutes_go_with_words_and_exercises(job):
    cost = budgets(job.source)[job.source.stem]
    least = estimate(cells_of(job, job.source.read_text(encoding="utf-8")))
    assert 0.8 < (cost["read"] + cost["exercises"]) / sum(least.values()) < 1.25


LIGHT = [job for job in JOBS if fits_a_browser(job.source) and job.edition == "learner"]


@pytest.mark.parametrize("job", LIGHT, ids=lambda job: job.source.stem)
def test_a_lesson_for_jupyterlite_imports_what_it_has(job):
    text = job.source.read_text(encoding="utf-8")
    assert imports(cells_of(job, text)) <= PYODIDE | HERE


def test_the_lessons_without_keras_are_for_jupyterlite():
    fit = {job.source.stem[:2] for job in LIGHT}
    assert {f"{n:02}" for n in range(9)} <= fit
    assert not fit & {"09", "10", "11", "18"}


def test_one_table_has_a_line_for_each_notebook():
    lines = table().splitlines()
    assert [line.split()[0] for line in lines[1:]] == [job.source.stem for job in JOBS]
    assert all(line.endswith("none") for line in lines[1:])
    known = json.loads((ROOT / "notebooks/source/budgets.json").read_text())[
        "01_surprise_and_entropy"
    ]
    row = r"01_surprise_and_entropy +{read} min +{exercises} min +{seconds} s +{megabytes} MB +none"
    assert re.fullmatch(row.format(**known), lines[2])
