"""What all tests share."""

import os
import sys
import tempfile
from collections import Counter, defaultdict
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import hypothesis
import numpy as np
import pytest
from kernels import SETTINGS
from nbval.plugin import IPyNbFile
from notebook_items import Notebook

collect_ignore = ["notebooks/source"]  # run as notebooks; a search for doctests would import them
if find_spec("tensorflow") is None:
    collect_ignore += ["xentlib/doctor", "xentlib/training", "tests/library/keras_differences.py"]
    collect_ignore += [f"tests/library/doctor_{name}.py" for name in ("afterthoughts", "healthy")]
if find_spec("dask") is None:
    collect_ignore += ["xentlib/scale"]
if find_spec("nbgrader") is None:
    collect_ignore += [
        "xentlib/classroom/grading/nbgrader_plugin",
        "tests/grading/nbgrader_course.py",
    ]

hypothesis.settings.register_profile("course", deadline=None, derandomize=True)
hypothesis.settings.register_profile("few", deadline=None, derandomize=True, max_examples=10)
hypothesis.settings.load_profile("course")

# What asks JupyterLab, a browser, the builder, Keras, Dask, a picture, a data set, a whole lesson
# or an exercise's table, and nothing of a Python.
ONCE = (
    "test_browser",
    "test_keyboard",
    "test_lab",
    "test_accessible",
    "test_legible",
    "test_build_notebooks",
    "test_book",
    "test_budgets",
    "test_template",
    "test_explorers",
    "test_plots",
    "test_data_",
    "test_fitting",
    "test_trials",
    "test_exercises",
    "test_planted_bugs",
    "test_known_mistakes",
    "test_mutants",
    "test_training_",
    "test_doctor",
    "test_lesson_on_mnist",
    "test_scale",
    "test_myths",
    "test_notebooks",
    "test_coverage",
    "test_floors",
    "test_nbgrader",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what `make test-pythons` leaves out, since it ran on the first Python."""
    for item in items:
        if item.path.stem.startswith(ONCE) or {"grading", "broken"} & {*item.path.parts}:
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One worker more than cores: browsers and kernels make tests wait."""
    return os.cpu_count() + 1


def pytest_configure(config):
    """Give this process a home of its own, so that no test sees a user's; set nbval up."""
    sanitize = Path(__file__).with_name("tests") / "course/nbval_sanitize.cfg"
    config.option.nbval_sanitize_with = config.option.nbval_sanitize_with or str(sanitize)
    homes = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    config.add_cleanup(homes.cleanup)
    own = {
        "XENTLIB_HOME": tempfile.mkdtemp(dir=homes.name),
        "MPLBACKEND": "agg",
        "XENTLIB_THREADS": "1",
    }
    os.environ.update(SETTINGS | os.environ | own)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Where nbval would run a notebook, run it in our way."""
    found = yield
    return [
        Notebook.from_parent(parent, path=file_path) if isinstance(one, IPyNbFile) else one
        for one in found
    ]


def pytest_terminal_summary(terminalreporter):
    """Add up what tests counted by `record_property`, in whatever process they ran."""
    sums = defaultdict(Counter)
    for report in chain(*terminalreporter.stats.values()):
        if getattr(report, "when", "") == "call":
            for name, counted in report.user_properties:
                sums[name].update(counted)
    for name, counted in sums.items():
        said = ", ".join(f"{number} {what}" for what, number in sorted(counted.items()))
        terminalreporter.write_line(f"{name}: {said}")


@pytest.fixture(autouse=True)
def no_figure_outlives_its_test():
    """Close what a test or a doctest drew, in whatever order they run."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture(scope="module")
def browser():
    """A browser for all tests of a file, or a reason why there is none."""
    from browser import chromium

    with chromium() as browser:
        yield browser
