"""Docstrings of four libraries: which are taken, what is read, and that nothing else changes it."""

import inspect
import os
import re
import subprocess
import sys
import warnings
from functools import reduce
from importlib import import_module
from itertools import pairwise
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from xentlib import data
from xentlib.data import docstrings

SECTIONS = ["Parameters", "Returns", "Raises", "Examples", "Notes", "See Also", "References"]


@pytest.fixture(scope="module")
def docs():
    return data.docstring_sections()


def labels(docs, name):
    """Titles of the sections that one thing has."""
    return {
        title
        for title, has in zip(docs.sections, docs.labels[docs.names.index(name)], strict=True)
        if has
    }


def test_there_are_thousands_and_each_has_a_name_a_text_a_library_and_labels(docs):
    n = len(docs.names)
    assert n > 2500
    assert len(docs.summaries) == len(docs.libraries) == n
    assert docs.sections == tuple(SECTIONS)
    assert docs.labels.shape == (n, 7)
    assert docs.labels.dtype == np.int64
    assert_array_equal(np.unique(docs.labels), [0, 1])
    assert {*docs.libraries} == {"numpy", "scipy", "scikit-learn", "matplotlib"}


def test_they_come_in_the_order_of_their_names_and_no_text_comes_twice(docs):
    assert list(docs.names) == sorted(set(docs.names))
    assert len({*docs.summaries}) == len(docs.summaries)


def test_a_text_is_one_line_of_words_without_a_signature(docs):
    for text in docs.summaries:
        assert text == " ".join(text.split())
        assert re.search("[a-z]{3}", text)
        assert not re.search(r"^[\w.]+\(.*\)$|---", text)


def test_a_library_is_that_of_the_name(docs):
    for name, library in zip(docs.names, docs.libraries, strict=True):
        assert library == {"sklearn": "scikit-learn"}.get(name.split(".")[0], name.split(".")[0])


READ_BY_HAND = [
    ("numpy.fft.fft", "Parameters Returns Raises Examples", ""),
    ("numpy.sin", "Parameters Returns Examples", "Raises"),
    ("numpy.random.normal", "Parameters Returns Examples References", "Raises"),
    ("scipy.optimize.minimize", "Parameters Returns Notes References", "Raises"),
    ("scipy.linalg.cholesky", "Parameters Returns Raises", "References"),
    ("sklearn.svm.SVC", "Parameters Examples", "Returns Raises"),
    ("sklearn.metrics.log_loss", "Parameters Returns Examples", "Raises"),
    ("matplotlib.pyplot.plot", "Parameters Returns Notes", "Raises References"),
    ("matplotlib.figure.Figure", "", "Parameters Returns Raises"),
]


@pytest.mark.parametrize("name, has, lacks", READ_BY_HAND)
def test_sections_are_those_that_one_reads_there(docs, name, has, lacks):
    found = labels(docs, name)
    assert {*has.split()} <= found
    assert not {*lacks.split()} & found


def titles(thing):
    """Sections of a docstring, read line by line."""
    lines = inspect.cleandoc(thing.__doc__).splitlines()
    return {
        line.title() for line, under in pairwise(lines) if len(under) > 2 and set(under) == {"-"}
    }


def test_every_name_leads_to_a_function_or_class_with_just_these_sections(docs):
    for name, row in zip(docs.names, docs.labels, strict=True):
        library, *path = name.split(".")
        thing = reduce(getattr, path, import_module(library))
        assert callable(thing)
        assert [title in titles(thing) for title in SECTIONS] == list(row)
        assert not any(part.startswith("_") for part in path)


def test_a_thing_goes_by_its_own_name(docs):
    assert "numpy.absolute" in docs.names
    assert "numpy.abs" not in docs.names
    assert "sklearn.utils.check_array" in docs.names
    assert "sklearn.utils.validation.check_array" not in docs.names
    assert "numpy.median" in docs.names
    assert "numpy.ma.median" not in docs.names
    assert "sklearn.calibration.expit" not in docs.names  # scikit-learn imports it from SciPy


def test_the_search_warns_of_nothing_and_leaves_the_filters_alone():
    before = list(warnings.filters)
    data.docstring_sections()
    assert warnings.filters == before


PROCESS = """
{before}
from hashlib import sha256
from xentlib.data import docstring_sections
docs = docstring_sections()
parts = docs.names, docs.summaries, docs.libraries, docs.labels.tolist()
print(len(docs.names), sha256(repr(parts).encode()).hexdigest())
"""
OTHERS = [
    "",
    "from sklearn.experimental import enable_iterative_imputer, enable_halving_search_cv",
    "from matplotlib import pyplot\npyplot.rcParams['lines.linewidth'] = 7\nimport scipy.stats",
]


def test_other_processes_read_the_same_whatever_they_did_before():
    said = []
    for seed, before in enumerate(OTHERS):
        command = [sys.executable, "-W", "error", "-c", PROCESS.format(before=before)]
        environment = os.environ | {"PYTHONHASHSEED": str(seed)}
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        said.append(run.stdout)
    assert said[0]
    assert said == said[:1] * 3


WHOLE = "Add.\n\nParameters\n----------\nx : int\n"


def toy(monkeypatch, listed=None, **contents):
    """Put a library into the search's place whose functions have the docstrings given."""
    module = ModuleType("toy")
    for name, doc in contents.items():
        if isinstance(doc, str):

            def thing():
                pass

            thing.__doc__, thing.__name__, thing.__module__ = doc, name, "toy"
        setattr(module, name, thing if isinstance(doc, str) else doc)
    if listed:
        module.__all__ = listed
    monkeypatch.setitem(sys.modules, "toy", module)
    monkeypatch.setattr(docstrings, "_MODULES", {"toy": "."})
    return module


def test_summaries_end_at_an_empty_line_and_leave_a_signature_out(monkeypatch):
    toy(
        monkeypatch,
        a="a(x,\n  y=3) -> int\n\nAdd two\nnumbers. Fast.\n\nMore.\n\nReturns\n-------\nint\n",
        b="\n  Subtract (x)\n\n  See also\n  --------\n  a\n\n  Raises\n  ---\n  Error\n",
    )
    docs = data.docstring_sections()
    assert docs.names == ("toy.a", "toy.b")
    assert docs.summaries == ("Add two numbers. Fast.", "Subtract (x)")
    assert docs.libraries == ("toy", "toy")
    assert docs.labels.tolist() == [[0, 1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 1, 0]]


NO_SECTION = "Add.\n\nParameters\n\n----------\nOther\n-----\nParameters\n--\n"
LEFT_OUT = {
    "of old": WHOLE.replace("\n\n", "\n\n.. deprecated:: 1.2\n   Use b.\n\n", 1),
    "of old, in a word": f"[*Deprecated*] {WHOLE}",
    "not ready": f"{WHOLE}\nNotes\n-----\nThis is still **experimental**.\n",
    "without a section": NO_SECTION,
    "without a summary": WHOLE.removeprefix("Add.\n\n"),
    "with a signature alone": WHOLE.replace("Add.", "f(x)"),
    "no function": 3,
    "of another library": np.mean,
    "its namesake": type("Lion", (), {"__doc__": WHOLE.replace("Add", "B"), "__module__": "toys"}),
}


@pytest.mark.parametrize("left_out", LEFT_OUT.values(), ids=LEFT_OUT)
def test_some_things_are_left_out(left_out, monkeypatch):
    toy(monkeypatch, f=left_out, z=WHOLE, _private=WHOLE.replace("Add", "Hide"))
    assert data.docstring_sections().names == ("toy.z",)


def test_a_parameter_that_is_deprecated_does_not_make_its_function_so(monkeypatch):
    toy(monkeypatch, f=f"{WHOLE}\n.. deprecated:: 1.2\n")
    assert data.docstring_sections().names == ("toy.f",)


def test_the_list_of_public_names_counts_where_there_is_one(monkeypatch):
    toy(monkeypatch, ["f"], f=WHOLE, g=WHOLE.replace("Add", "Subtract"))
    assert data.docstring_sections().names == ("toy.f",)


@pytest.mark.parametrize("listed", [True, False])
def test_what_does_not_say_where_it_is_from_counts_only_where_it_is_listed(listed, monkeypatch):
    module = ModuleType("toy.sub")
    module.g = toy(monkeypatch, g=WHOLE.replace("Add", "Subtract")).g
    module.g.__module__ = None  # as of some ufuncs
    if listed:
        module.__all__ = ["g"]
    toy(monkeypatch, f=WHOLE)
    monkeypatch.setitem(sys.modules, "toy.sub", module)
    monkeypatch.setattr(docstrings, "_MODULES", {"toy": ". sub"})
    assert data.docstring_sections().names == ("toy.f", *["toy.sub.g"] * listed)


def test_a_second_name_and_a_second_text_are_left_out(monkeypatch):
    module = toy(monkeypatch, b=WHOLE, c=WHOLE)
    module.a = module.b
    assert data.docstring_sections().names == ("toy.b",)


@pytest.mark.parametrize("fault", [DeprecationWarning, FutureWarning, ImportError, AttributeError])
def test_what_is_not_to_be_had_without_a_warning_is_left_out(fault, monkeypatch):
    old = toy(monkeypatch, f=WHOLE.replace("Add", "Subtract")).f
    module = toy(monkeypatch, ["f", "old"], f=WHOLE)

    def had(name):
        if issubclass(fault, Warning):
            warnings.warn("old", fault, stacklevel=2)
            return old
        raise fault(name)

    module.__getattr__ = had
    assert data.docstring_sections().names == ("toy.f",)
