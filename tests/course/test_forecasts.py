"""The lessons' forecasts, and the table of their outcomes that `predict` asks."""

import ast
import json
from pathlib import Path

from xentlib.classroom import predictions

ROOT = Path(__file__).parents[2]
SOURCES = sorted(ROOT.glob("notebooks/source/**/*.py"))


def forecasts():
    """Name and probabilities of every forecast that a lesson asks for."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "xent.predict":
                yield tuple(map(ast.literal_eval, node.args))


def test_every_forecast_of_a_lesson_has_its_outcomes_in_the_table_and_none_is_left_over():
    table = Path(predictions.__file__).with_name("outcomes.json")
    asked = [(name, list(forecast)) for name, forecast in forecasts()]
    assert asked
    assert all(dict(asked)[name] == outcomes for name, outcomes in asked)
    assert json.loads(table.read_text(encoding="utf-8")) == dict(asked)


def test_a_lesson_says_nothing_in_the_learners_place():
    first = dict(reversed([*forecasts()]))
    for name, forecast in first.items():
        assert len(set(forecast.values())) == 1, f"{name} is scored although nobody changed it"
