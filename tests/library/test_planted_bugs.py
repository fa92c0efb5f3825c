"""Bugs planted in a copy of the package: running the lessons finds each of them."""

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEARNER, SOLUTIONS = "notebooks", "notebooks/solutions"
BUGS = {  # lesson, its edition, module, what stands there, what the bug makes of it
    "none": ("00", LEARNER, "information/one.py", "", ""),
    "entropy ignores its base": (
        "01",
        SOLUTIONS,
        "information/one.py",
        "return expectation(p, surprise(p, as_base(base)), axis=axis)",
        "return expectation(p, surprise(p), axis=axis)",
    ),
    "surprisal has the wrong sign": (
        "01",
        SOLUTIONS,
        "information/one.py",
        'return surprise(as_probability(p, "p"), as_base(base))',
        'return -surprise(as_probability(p, "p"), as_base(base))',
    ),
    "0 log 0 is nan": (
        "01",
        SOLUTIONS,
        "numerics.py",
        "return np.where(mass == 0, mass.dtype.type(0), product)",
        "return product",
    ),
    "Huffman merges a wrong pair": (
        "01",
        SOLUTIONS,
        "coding/codes.py",
        "heappop(groups), heappop(groups)",
        "heappop(groups), groups.pop()",
    ),
    "check accepts anything": (  # right answers can't tell
        "01",
        LEARNER,
        "classroom/checking/_examine.py",
        "return _examine(exercise, answer, rng or np.random.default_rng())",
        'return Verdict(exercise.name, "right")',
    ),
    "KL is averaged over the belief": (
        "02",
        SOLUTIONS,
        "information/two.py",
        "relative_entropy(p, q - p, log_ratio(p, q, base)",
        "relative_entropy(q, p - q, log_ratio(p, q, base)",
    ),
    "binary loss charges the wrong side": (
        "03",
        SOLUTIONS,
        "losses/_log_score.py",
        "np.fmax(y * down, 0)",
        "np.fmax(y * up, 0)",
    ),
    "gradient descent forgets its rate": (
        "04",
        SOLUTIONS,
        "fitting/_optimisers.py",
        "(-rate * at.gradient, memory)",
        "(-at.gradient, memory)",
    ),
    "softmax leaves the others out": (
        "05",
        SOLUTIONS,
        "numerics.py",
        "return exponentials / (1 + others)\n",
        "return exponentials / 1\n",
    ),
    "log-softmax forgets the largest": (
        "05",
        SOLUTIONS,
        "numerics.py",
        "return shifted - np.log1p(others)\n",
        "return shifted - np.log(others)\n",
    ),
}


def run(folder, bug):
    """What nbval prints about the lesson, if its kernel imports the package with a bug."""
    lesson, edition, module, right, wrong = BUGS[bug]
    [notebook] = Path(ROOT, edition).glob(f"{lesson}_*.ipynb")
    package = shutil.copytree(ROOT / "xentlib", folder / "xentlib")  # with what is compiled
    text = Path(package, module).read_text(encoding="utf-8")
    assert right in text, f"{module} has changed: plant {bug!r} anew"
    Path(package, module).write_text(text.replace(right, wrong), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--nbval", "--color=no"]
    options = ["-p", "no:cacheprovider", str(notebook)]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    paths = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    env |= {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*command, *options], cwd=ROOT, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What is printed about each bug; two run at a time."""
    with ThreadPoolExecutor(2) as pool:
        folders = [tmp_path_factory.mktemp("planted") for _ in BUGS]
        return dict(zip(BUGS, pool.map(run, folders, BUGS), strict=True))


def test_a_copy_without_a_bug_passes(said):
    assert " passed" in said["none"]
    assert "failed" not in said["none"]


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug != "none"])
def test_a_planted_bug_is_found(said, bug):
    assert "1 failed" in said[bug]
    assert re.search("Cell outputs differ|Cell execution caused|but it is now", said[bug])
    assert "::Cell 0" not in said[bug], "the package can be imported"
