"""Stand-ins for xentlib, or for its classroom alone: some do nothing, and the others refuse."""

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

WHY = (
    "xentlib.{} is not here when an answer is marked: write it with NumPy, or with another library."
)
QUIET = {
    "classroom", "plots", "explorers", "show", "example", "check", "hint", "predict", "reveal",
    "quiz", "progress", "set_threads",
}  # fmt: skip


class Quiet:
    """Takes whatever is done to it, and does nothing."""

    def __call__(self, *_args: Any, **_options: Any) -> "Quiet":
        return self

    def __getattr__(self, name: str) -> "Quiet":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _key: Any) -> "Quiet":
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())


class Refused:
    """Can be imported, and says when it is used why it can't be."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *_args: Any, **_options: Any) -> None:
        raise RuntimeError(WHY.format(self.name))

    def __getattr__(self, name: str) -> "Quiet | Refused":
        if name.startswith("__"):
            raise AttributeError(name)
        return stand_in(f"{self.name}.{name}")


def stand_in(name: str) -> Quiet | Refused:
    """Choose what stands for a name."""
    return Quiet() if QUIET & {*name.split(".")} else Refused(name)


def attribute(name: str) -> Quiet | Refused:
    """Find a name in xentlib, or in one of its modules."""
    if name.rpartition(".")[2].startswith("__"):
        raise AttributeError(name)
    return stand_in(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module whose name begins so, and fills it with stand-ins."""

    def __init__(self, beginning: str) -> None:
        self.beginning = beginning

    def find_spec(
        self, fullname: str, _path: Any = None, _target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Say that this makes the module."""
        if fullname.startswith(self.beginning):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Make an empty module."""
        return ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Let the module find stand-ins."""
        inner = module.__name__.removeprefix("xentlib.")
        module.__dict__["__getattr__"] = lambda name: attribute(f"{inner}.{name}")


def stand_for(beginning: str) -> None:
    """Let stand-ins be found for modules whose names begin so."""
    sys.meta_path.insert(0, Finder(beginning))
