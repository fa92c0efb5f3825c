"""Bugs planted in a copy of the package: running the lessons finds each of them."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LESSON = "01_surprise_and_entropy.ipynb"
EDITIONS = {"learner": f"notebooks/{LESSON}", "solutions": f"notebooks/solutions/{LESSON}"}
BUGS = {  # edition of the lesson, module, what stands there, what the bug makes of it
    "none, with answers": ("solutions", "information.py", "", ""),
    "none, without answers": ("learner", "information.py", "", ""),
    "entropy ignores its base": (
        "solutions",
        "information.py",
        "return expectation(p, surprise(p, as_base(base)), axis=axis)",
        "return expectation(p, surprise(p), axis=axis)",
    ),
    "surprisal has the wrong sign": (
        "solutions",
        "information.py",
        'return surprise(as_probability(p, "p"), as_base(base))',
        'return -surprise(as_probability(p, "p"), as_base(base))',
    ),
    "0 log 0 is nan": (
        "solutions",
        "numerics.py",
        "return np.where(mass == 0, mass.dtype.type(0), mass * values)",
        "return mass * values",
    ),
    "Huffman merges a wrong pair": (
        "solutions",
        "coding.py",
        "heappop(groups), heappop(groups)",
        "heappop(groups), groups.pop()",
    ),
    "check accepts anything": (  # right answers can't tell
        "learner",
        "checking/_examine.py",
        "return _examine(exercise, answer, rng or np.random.default_rng())",
        'return Verdict(exercise.name, "right")',
    ),
}

pytestmark = pytest.mark.skipif(
    not all(Path(ROOT, path).exists() for path in EDITIONS.values()), reason="01 is not built yet"
)


def run(folder, bug):
    """What nbval prints about the lesson, if its kernel imports the package with a bug."""
    edition, module, right, wrong = BUGS[bug]
    package = shutil.copytree(
        ROOT / "xentlib", folder / "xentlib", ignore=shutil.ignore_patterns("__pycache__")
    )
    text = Path(package, module).read_text(encoding="utf-8")
    assert right in text, f"{module} has changed: plant {bug!r} anew"
    Path(package, module).write_text(text.replace(right, wrong), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--nbval", "--color=no"]
    options = ["-p", "no:cacheprovider", EDITIONS[edition]]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, *options], cwd=ROOT, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What is printed about each bug; two run at a time."""
    with ThreadPoolExecutor(2) as pool:
        folders = [tmp_path_factory.mktemp("planted") for _ in BUGS]
        return dict(zip(BUGS, pool.map(run, folders, BUGS), strict=True))


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug.startswith("none")])
def test_a_copy_without_a_bug_passes(said, bug):
    assert " passed" in said[bug]
    assert "failed" not in said[bug]


@pytest.mark.parametrize("bug", [bug for bug in BUGS if not bug.startswith("none")])
def test_a_planted_bug_is_found(said, bug):
    assert "1 failed" in said[bug]
    assert "Cell outputs differ" in said[bug] or "Cell execution caused" in said[bug]
