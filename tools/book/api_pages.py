"""The package's reference: a page for each room, with all that the room gives."""

import inspect
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import xentlib

ROOMS = {
    "information": "Information",
    "losses": "Losses",
    "scoring": "Scoring rules",
    "targets": "Targets",
    "imbalance": "Class imbalance",
    "calibration": "Calibration",
    "likelihoods": "Other likelihoods",
    "links": "Logits and probabilities",
    "coding": "Coding",
    "gradcheck": "Checks of gradients",
    "fitting": "Fitting",
    "tally": "Tallies",
    "blocks": "Blocks and threads",
    "draws": "Draws",
    "data": "Data",
    "plots": "Plots",
    "explorers": "Explorers",
    "classroom": "Learning",
    "training": "Training with Keras",
    "doctor": "The doctor",
    "scale": "Scale",
}
INDEX = """\
Reference
=========

``import xentlib as xent`` gives the names that begin with ``xentlib.`` and have no other dot. The
others are in their rooms: ``xent.plots.plot_reliability``, ``xent.training.set_seed``.

.. toctree::
   :maxdepth: 1

"""
NEEDS = {"training": "tensorflow", "doctor": "tensorflow", "scale": "dask"}


def write(folder: Path) -> None:
    """Write the pages of all rooms whose libraries are installed.

    Parameters
    ----------
    folder : Path
        Made, and filled with one reStructuredText page for each room.
    """
    folder.mkdir(parents=True)
    for room in rooms():
        (folder / f"{room}.rst").write_text(page(room), "utf-8")
    (folder / "index.rst").write_text(INDEX + "\n".join(f"   {room}" for room in rooms()), "utf-8")


def rooms() -> list[str]:
    """Rooms of the package whose libraries are installed."""
    return [room for room in ROOMS if find_spec(NEEDS.get(room, "xentlib"))]


def page(room: str) -> str:
    """Return the reStructuredText of a room's page.

    Parameters
    ----------
    room : str
        One of `ROOMS`.

    Examples
    --------
    >>> print(page("gradcheck").splitlines()[0])
    Checks of gradients
    """
    module = import_module(f"xentlib.{room}")
    title, things = ROOMS[room], dict(public(room))
    introduction = inspect.getdoc(module) or ""
    before_table, _, _ = introduction.partition("\n\n==")
    table = "\n".join(f"   ~{name}" for name in things)
    summary = f".. autosummary::\n   :nosignatures:\n\n{table}"
    entries = [_entry(name, thing) for name, thing in things.items()]
    heading = f"{title}\n{'=' * len(title)}"
    return "\n\n".join([heading, before_table, summary, *entries]) + "\n"


def public(room: str) -> Iterator[tuple[str, object]]:
    """Yield what a room gives, by the name with which it is asked for.

    A module's own modules, and what it only imports, are not given. The classroom gives what
    `xentlib` gives and no room of the library does.
    """
    module = import_module(f"xentlib.{room}")
    names = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
    if room == "classroom":
        names = [name for name, home in xentlib._ROOM.items() if home.startswith(room)]
    for name in names:
        place = "xentlib" if name in xentlib.__all__ else module.__name__
        thing = getattr(import_module(place), name)
        home = getattr(thing, "__module__", "xentlib" if hasattr(module, "__all__") else "")
        if not inspect.ismodule(thing) and (home + ".").startswith(module.__name__ + "."):
            yield f"{place}.{name}", thing


def _entry(name: str, thing: object) -> str:
    if inspect.isclass(thing):
        return f".. autoclass:: {name}"
    if inspect.isroutine(thing):
        return f".. autofunction:: {name}"
    return f".. autodata:: {name}\n   :no-value:"
