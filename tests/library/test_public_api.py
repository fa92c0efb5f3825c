"""The public names: complete, and frank about what is missing."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import xentlib as xent

NAMES = """
surprisal entropy cross_entropy kl_divergence js_divergence perplexity conditional_entropy
mutual_information
softmax_cross_entropy sigmoid_cross_entropy categorical_cross_entropy binary_cross_entropy
softmax_cross_entropy_grad sigmoid_cross_entropy_grad categorical_cross_entropy_grad
binary_cross_entropy_grad softmax_cross_entropy_value_and_grad
sigmoid_cross_entropy_value_and_grad categorical_cross_entropy_value_and_grad
binary_cross_entropy_value_and_grad
linear_softmax_cross_entropy linear_softmax_cross_entropy_value_and_grad
ScoringRule log_score focal_score poly1_score
one_hot smooth_labels class_counts class_ids balanced_class_weights effective_number_class_weights
logit_adjustment prior_correction estimate_prior cost_threshold cheapest_class
reliability Reliability expected_calibration_error top_label TopLabel brier_score fit_temperature
proportion_interval decompose_score ScoreParts
softmax log_softmax logsumexp sigmoid log_sigmoid logit log1mexp
numerical_gradient gradient_error complex_step_gradient
gaussian_nll laplace_nll poisson_nll binomial_nll student_t_nll ordinal_nll
huffman_code encode decode compress decompress count_model set_threads
show check hint example predict reveal quiz progress
"""
PROMISED = set(NAMES.split())
ROOT = Path(xent.__file__).parent
every_name = pytest.mark.parametrize("name", xent.__all__)


def defined(source):
    """Names that a module makes itself, at its top level."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_public_names_are_sorted_and_without_repetition():
    assert xent.__all__ == sorted(set(xent.__all__))


def test_public_names_are_those_that_were_promised():
    assert set(xent.__all__) <= PROMISED


def test_every_promised_name_that_exists_is_public():
    kernels = ROOT / "numerics.py"  # raw: `links` is their public face
    sources = [path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py") if path != kernels]
    written = {name for source in sources for name in defined(source)}
    assert {"entropy", "log_score", "ScoringRule"} <= written  # the search finds each kind
    assert PROMISED & written <= set(xent.__all__)


@every_name
def test_a_public_name_can_be_had(name):
    assert getattr(xent, name) is not None
    assert name in dir(xent)


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["project"]
    assert xent.__version__ == project["version"]


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "py.typed").exists()


@pytest.mark.parametrize("name", ["nonsense", "softmaxx", "__wrapped__"])
def test_an_unknown_name_is_an_ordinary_attribute_error(name):
    with pytest.raises(AttributeError, match=f"module 'xentlib' has no attribute '{name}'"):
        getattr(xent, name)


WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {missing!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name={missing!r})

sys.meta_path.insert(0, Missing())
import xentlib
print(xentlib.entropy([0.5, 0.5], base=2))
try:
    {use}
except ImportError as error:
    print(error)
"""


@pytest.mark.parametrize(
    "use, missing, what, extra",
    [
        ("xentlib.plots", "matplotlib", "xentlib.plots", "notebooks"),
        ("xentlib.show", "matplotlib", "xentlib.show", "notebooks"),
        ("from xentlib import show", "matplotlib", "xentlib.show", "notebooks"),
        ("xentlib.explorers", "ipywidgets", "xentlib.explorers", "notebooks"),
        ("xentlib.quiz", "ipywidgets", "xentlib.quiz", "notebooks"),
        ("xentlib.data.digits()", "sklearn", "xentlib.data.digits", "notebooks"),
        ("xentlib.data.colour_names()", "matplotlib", "xentlib.data.colour_names", "notebooks"),
        (
            "xentlib.data.docstring_sections()",
            "scipy",
            "xentlib.data.docstring_sections",
            "notebooks",
        ),
        ("xentlib.progress", "ipywidgets", "xentlib.progress", "notebooks"),
        ("import xentlib.plots", "matplotlib", "xentlib.plots", "notebooks"),
        ("import xentlib.explorers.deck", "matplotlib", "xentlib.explorers", "notebooks"),
        ("import xentlib.explorers", "ipywidgets", "xentlib.explorers", "notebooks"),
        ("import xentlib.classroom.quiz", "ipywidgets", "xentlib.classroom.quiz", "notebooks"),
        ("import xentlib.doctor", "keras", "xentlib.doctor", "training"),
        ("xentlib.training", "tensorflow", "xentlib.training", "training"),
        ("import xentlib.training", "keras", "xentlib.training", "training"),
        ("import xentlib.scale", "dask", "xentlib.scale", "scale"),
    ],
)
def test_a_missing_extra_says_what_to_install(use, missing, what, extra):
    code = WITHOUT.format(use=use, missing=missing)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    advice = f'{what} needs {missing}: python -m pip install "xentlib[{extra}]"'
    assert run.stdout.splitlines() == ["1.0", advice]


ALONE = """
import importlib, sys, numpy

class OnlyNumPy:
    def find_spec(self, name, path=None, target=None):
        if path is None and name not in {{*sys.stdlib_module_names, "numpy", "xentlib"}}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, OnlyNumPy())
for room in {rooms!r}:
    try:
        importlib.import_module(room)
    except ImportError as error:
        print(room, error, sep=": ")
"""


def test_with_numpy_alone_every_room_opens_or_says_what_to_install():
    files = [path.parent.relative_to(ROOT.parent) for path in ROOT.rglob("__init__.py")]
    rooms = [".".join(file.parts) for file in files if "sandbox" not in file.parts]
    rooms = [room for room in rooms if "._" not in room]
    code = ALONE.format(rooms=rooms)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    closed = dict(line.split(": ", 1) for line in run.stdout.splitlines())
    assert {"xentlib.plots", "xentlib.classroom.progress"} <= closed.keys()
    assert not closed.keys() & {"xentlib", "xentlib.data", "xentlib.classroom.exercises"}
    assert [room for room, said in closed.items() if "pip install" not in said] == []


def test_the_extras_that_are_advised_exist():
    project = tomllib.loads((ROOT.parent / "pyproject.toml").read_text())["project"]
    assert set(xent._EXTRA.values()) <= set(project["optional-dependencies"])
