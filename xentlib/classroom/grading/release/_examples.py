"""The public examples of an assignment, compared with its references."""

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from xentlib.classroom.checking import Exercise
from xentlib.classroom.exercises import example
from xentlib.classroom.grading._assignment import Assignment
from xentlib.classroom.grading.release._solutions import joined


def public(notebook: dict[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    """Find the public examples: question, answer, arguments and what is expected.

    Parameters
    ----------
    notebook : dict
        As it was written: its own statements are run, not its solutions.

    Yields
    ------
    tuple
    """
    world: dict[str, Any] = {"np": np}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code" or "xent.example(" not in joined(cell["source"]):
            continue
        tree = ast.parse(joined(cell["source"]))
        given: list[ast.stmt] = [n for n in tree.body if isinstance(n, ast.Assign)]
        exec(compile(ast.Module(given, []), "example", "exec"), world)
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="example"), args=[name, answer, *rest]):
                    values = [eval(ast.unparse(each), world) for each in rest]
                    args, expected = [*values, None, None][:2]
                    yield ast.literal_eval(name), ast.unparse(answer), args, expected


def examples_of(work: Assignment, notebook: dict[str, Any]) -> Iterator[str]:
    """Say which public examples are not what the reference says.

    Parameters
    ----------
    work : Assignment
        As `load` gives it.
    notebook : dict
        As it was written.

    Yields
    ------
    str
        A fault.
    """
    shown = {name: (args, expected) for name, _, args, expected in public(notebook)}
    for question in work.questions:
        if question.name not in shown:
            yield f"{question.name} has no public example"
            continue
        (args, expected), row = shown[question.name], question.row
        if args is None or not isinstance(row, Exercise):
            continue
        verdict = example(question.name, row.reference, args, expected)
        if verdict.state != "right":
            yield f"{question.name}: the public example is not what the reference gives"
