"""Each floor of the package stands only on the ones below it, and no room in it is too large."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import xentlib

FLOORS = [  # whoever stands in one line may use all lines above it, and nothing beside or below
    "numerics _extras",
    "_door",
    "scoring blocks",
    "links targets information losses likelihoods draws calibration coding imbalance gradcheck",
    "fitting data tally",
    "__init__ plots training",
    "_live",
    "explorers doctor scale",
    "classroom.card classroom.state classroom.topics classroom.lesson_files",
    "classroom.checking classroom.predictions",
    "classroom.exercises",
    "classroom.quiz classroom.progress classroom.grading",
    "classroom.cli",
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms.split()}
WIDGETS = "numpy matplotlib IPython ipywidgets PIL"
PLAIN = "__init__", "_extras", *(f"classroom.{n}" for n in ("card", "state", "lesson_files"))
THIRD_PARTIES = dict.fromkeys(PLAIN, "") | {  # a room that is not named may import NumPy
    "plots": "numpy matplotlib IPython PIL",
    "_live": "IPython",
    "explorers": WIDGETS,
    "training": "numpy keras tensorflow",
    "doctor": "numpy keras",
    "scale": "numpy dask distributed",
    "classroom.exercises": "numpy scipy",
    "classroom.quiz": WIDGETS,
    "classroom.progress": WIDGETS,
    "classroom.cli": "click",
    # `calls`, `cells`, `stand_ins` and `wire` lie beside the program that runs behind the walls
    "classroom.grading": "numpy nbconvert nbformat nbgrader traitlets calls cells stand_ins wire",
}
INSIDE_FUNCTIONS = {
    "data": "keras matplotlib sklearn",
    "classroom.state": "filelock platformdirs",
    "classroom.grading": "IPython distributed hatchling jinja2 rapidfuzz tqdm",
    "classroom.lesson_files": "nbformat",
    "training": "IPython",
}

ROOT = Path(xentlib.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
TOOLS = sorted((ROOT.parent / "tools").rglob("*.py"))
FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda


def room_in(parts):
    """A room's name: the first part under xentlib; in the classroom, the first two."""
    return ".".join(parts[: 1 + (parts[0] == "classroom")]).removesuffix(".__init__")


def room_of(path):
    return room_in(path.relative_to(ROOT).with_suffix("").parts)


def imports(source):
    """Dotted name of everything that is imported, and whether that happens inside a function."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    inside = {node for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = "." * node.level + (node.module or "")
            parts = [f"{origin}.{alias.name}" for alias in node.names]
            names = parts if origin in ("xentlib", "xentlib.classroom") else [origin]
        else:
            continue
        yield from ((name, node in inside) for name in names)


def allowed(room, name, inside):
    top, _, rest = name.partition(".")
    if top != "xentlib":
        late = INSIDE_FUNCTIONS.get(room, "") if inside else ""
        named = f"{THIRD_PARTIES.get(room, 'numpy')} {late}".split()
        return top in sys.stdlib_module_names or top in named
    other = room_in(rest.split("."))
    return other == room or FLOOR.get(other, len(FLOORS)) < FLOOR[room]


def forbidden(room, source):
    return [name for name, inside in imports(source) if not allowed(room, name, inside)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_has_its_floor_and_its_imports_point_downwards(path):
    assert room_of(path) in {"classroom", *FLOOR}
    assert forbidden(room_of(path), path.read_text(encoding="utf-8")) == []


BREACHES = [
    ("numerics", "import scipy", "scipy"),
    ("numerics", "import numpy.linalg, matplotlib.pyplot", "matplotlib.pyplot"),
    ("numerics", "from xentlib._door.arrays import as_float", "xentlib._door.arrays"),
    ("numerics", "def f():\n    from xentlib.links import softmax", "xentlib.links"),
    ("links", "from xentlib import numerics, information", "xentlib.information"),
    ("links", "import xentlib", "xentlib"),
    ("links", "from xentlib import softmax", "xentlib.softmax"),
    ("links", "from .numerics import softmax", ".numerics"),
    ("links", "from . import numerics", "."),
    ("data", "from sklearn.datasets import load_digits", "sklearn.datasets"),
    ("coding", "def f():\n    import sklearn", "sklearn"),
    ("plots", "from xentlib.classroom import checking", "xentlib.classroom.checking"),
    ("explorers", "import xentlib.classroom", "xentlib.classroom"),
    ("losses", "def f():\n    from xentlib.classroom.card import Card", "xentlib.classroom.card"),
    ("classroom.state", "import numpy", "numpy"),
    (
        "classroom.checking",
        "import xentlib.classroom.exercises",
        "xentlib.classroom.exercises",
    ),
    ("classroom.checking", "class A:\n    def f(self):\n        import matplotlib", "matplotlib"),
    (
        "classroom.exercises",
        "from xentlib.classroom.progress import progress",
        "xentlib.classroom.progress",
    ),
    ("__init__", "import numpy", "numpy"),
    ("__init__", "from xentlib.plots import show", "xentlib.plots"),
]


@pytest.mark.parametrize("room, source, name", BREACHES)
def test_a_breach_of_the_floors_would_be_noticed(room, source, name):
    assert forbidden(room, source) == [name]


PERMITTED = [
    ("numerics", "import numpy as np\nfrom heapq import heappop"),
    ("scoring", "from xentlib._door.numbers import as_number"),
    ("links", "from xentlib import numerics"),
    ("data", "def f():\n    import sklearn.datasets, matplotlib"),
    ("plots", "from xentlib.plots.showing import show\nfrom xentlib.information import entropy"),
    ("classroom.exercises", "from xentlib.classroom import checking"),
    ("classroom.progress", "from xentlib.classroom import state\nfrom xentlib import plots"),
    ("__init__", "from xentlib.links import softmax"),
]


@pytest.mark.parametrize("room, source", PERMITTED)
def test_the_floors_leave_room_for_what_is_needed(room, source):
    assert forbidden(room, source) == []


HEAVY = {"matplotlib", "keras", "tensorflow", "sklearn", "scipy", "ipywidgets", "IPython"}


def loaded_by(statements, folder=None):
    """Modules that another process has loaded after some statements; stand-ins come first."""
    first = f"import sys; sys.path.insert(0, {str(folder)!r}); " if folder else "import sys; "
    code = f"{first}{statements}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.fixture
def stand_ins(tmp_path):
    for name in HEAVY:
        (tmp_path / f"{name}.py").touch()
    return tmp_path


def test_importing_the_package_loads_nothing_heavy(stand_ins):
    loaded = loaded_by("import xentlib", stand_ins)
    assert "xentlib" in loaded
    assert not HEAVY & loaded


def test_a_heavy_import_would_be_noticed(stand_ins):
    heavy = ", ".join(sorted(HEAVY))
    assert loaded_by(f"import xentlib, {heavy}", stand_ins) >= HEAVY


def test_upper_floors_load_what_they_need_on_first_use():
    assert {"xentlib.plots", "matplotlib"} <= loaded_by("import xentlib; xentlib.plots")
    loaded = loaded_by("import xentlib; xentlib.classroom.checking")
    assert "xentlib.classroom.checking" in loaded
    assert "xentlib.classroom.exercises" not in loaded


def test_importing_the_package_costs_little_more_than_numpy():
    own = {name for name in loaded_by("import xentlib") if name.split(".")[0] == "xentlib"}
    extra = loaded_by("import xentlib") - own - loaded_by("import numpy, numpy.typing")
    assert {name.partition(".")[0] for name in extra} <= sys.stdlib_module_names
    assert len(extra) <= 20, sorted(extra)


def test_importing_the_package_changes_nothing_in_the_process():
    code = (
        "import os, sys, warnings, numpy; "
        "state = lambda: (dict(os.environ), list(sys.path), list(warnings.filters), "
        "numpy.geterr(), numpy.get_printoptions()); "
        "before = state(); import xentlib; assert state() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def too_long(source):
    """What exceeds 200 lines in a file, or 25 in the body of a function without its docstring."""
    lines = source.count("\n")
    if lines > 200:
        yield f"{lines} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTIONS[:2]):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            length = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            if length > 25:
                yield f"{node.name}: {length} lines"


@pytest.mark.parametrize(
    "path", MODULES + TOOLS, ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_files_and_functions_are_short(path):
    assert list(too_long(path.read_text(encoding="utf-8"))) == []


def test_a_long_file_or_function_would_be_noticed():
    docstring, line = '    """Long."""\n' + "\n" * 30, "    pass\n"
    assert list(too_long("def f():\n" + docstring + line * 25)) == []
    assert list(too_long("def f():\n" + docstring + line * 26)) == ["f: 26 lines"]
    assert list(too_long("class A:\n async def f(self):\n" + line * 26)) == ["f: 26 lines"]
    assert list(too_long("pass\n" * 200)) == []
    assert list(too_long("pass\n" * 201)) == ["201 lines"]
