"""Every public docstring tells what goes in, what comes out and what is refused."""

import doctest
import inspect
import re
from dataclasses import dataclass

import pytest
from docstrings import can_raise, examples, faults, law, sections

import xentlib as xent

LAW = dict(law())


@pytest.mark.parametrize("name", LAW)
def test_a_docstring_leaves_nothing_out(name):
    assert [*faults(LAW[name], name)] == []


def test_functions_classes_methods_and_properties_of_every_room_are_found():
    some = "softmax fitting.adam fitting.Objective.hessian tally.Tally.mean_loss data.digits check"
    assert {*some.split(), "plots.plot_kraft", "explorers.explore_ternary"} <= LAW.keys()
    assert {"classroom.state.read", "classroom.progress.Progress.live"} <= LAW.keys()
    assert "numerics.softmax" not in LAW


@pytest.mark.parametrize("name", xent.__all__)
def test_a_public_name_has_examples_and_they_run(name):
    thing = getattr(xent, name)
    owner = thing if name in LAW else type(thing)
    assert re.search(r"^ *Examples\n *-+\n", owner.__doc__, re.MULTILINE)
    (found,) = doctest.DocTestFinder(recurse=False).find(owner, name, inspect.getmodule(thing))
    assert found.examples
    assert doctest.DocTestRunner().run(found).failed == 0


@pytest.mark.parametrize("name", xent.information.__all__)
def test_a_measure_names_its_unit_and_where_its_formula_comes_from(name):
    said = sections(getattr(xent, name))
    assert "unit" in said["Returns"]
    assert re.search(r"\(\d{4}\)(.|\n)*doi:10\.", said["References"])


PARAMETERS = "Give x back.\n\nParameters\n----------\nx : int\n"
RETURNS = f"{PARAMETERS}\nReturns\n-------\nint\n"
WHOLE = f"{RETURNS}\nExamples\n--------\n>>> 1\n1\n"


def of_package(function):
    """Make a function look like one of the package's own."""
    function.__module__ = "xentlib.toy"
    return function


@of_package
def door(x):
    if x < 0:
        raise ValueError(x)
    return x


@of_package
def careful(x: int) -> int:
    try:
        return door(x)
    except ValueError:
        return 0


@of_package
def strict(x: int) -> int:
    return door(x)


@of_package
def harmless(x: int) -> int:
    return abs(x)


LACKING = [
    (harmless, WHOLE, []),
    (careful, WHOLE, []),
    (strict, WHOLE, ["has no section Raises"]),
    (strict, WHOLE.replace("Examples", "Raises\n------\nValueError\n\nExamples"), []),
    (harmless, RETURNS, ["has no example"]),
    (harmless, WHOLE.replace("back.", "back"), ["does not begin with a sentence of one line"]),
    (harmless, WHOLE.replace("x : int", "y : int"), ["lists ['y'], not ['x']"]),
    (harmless, WHOLE.replace("x : int", "x"), ["tells no type of ['x']"]),
    (harmless, WHOLE.replace("Returns", "Yields"), ["has no section Returns"]),
    (harmless, None, ["does not begin with a sentence of one line", "lists [], not ['x']",
                      "has no section Returns", "has no example"]),
]  # fmt: skip


@pytest.mark.parametrize("function, doc, lacking", LACKING)
def test_what_a_docstring_leaves_out_is_found(function, doc, lacking, monkeypatch):
    monkeypatch.setattr(function, "__doc__", doc)
    assert [*faults(function, function.__name__)] == lacking


def test_an_attribute_that_a_dataclass_leaves_out_is_found():
    @dataclass
    class Pair:
        """Two numbers.

        Attributes
        ----------
        x : float
            The first.
        """

        x: float
        y: float

    assert [*faults(Pair, "Pair")] == ["lists ['x'], not ['x', 'y']"]


def test_an_error_is_seen_through_the_door_behind_which_it_is_raised():
    assert can_raise(xent.softmax)
    assert can_raise(xent.fitting.adam)
    assert not can_raise(xent.numerics.softmax)
    assert examples(xent.softmax)
