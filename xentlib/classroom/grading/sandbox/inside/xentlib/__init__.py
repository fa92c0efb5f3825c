"""What stands for xentlib where answers are marked: pictures do nothing, and losses refuse.

A student's other cells may import what they like and draw; an answer that calls a loss is told so.
"""

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType

WHY = (
    "xentlib.{} is not here when an answer is marked: write it with NumPy, or with another library."
)
QUIET = {
    "plots", "explorers", "show", "example", "check", "hint", "predict", "reveal", "quiz",
    "progress", "set_threads",
}  # fmt: skip


class Quiet:
    """Takes whatever is done to it, and does nothing."""

    def __call__(self, *args, **kwargs):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key):
        return self

    def __iter__(self):
        return iter(())


class Refused:
    """Can be imported, and says when it is used why it can't be."""

    def __init__(self, name):
        self.name = name

    def __call__(self, *args, **kwargs):
        raise RuntimeError(WHY.format(self.name))

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return stand_in(f"{self.name}.{name}")


def stand_in(name):
    return Quiet() if QUIET & {*name.split(".")} else Refused(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module of xentlib, and fills it with stand-ins."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname.startswith("xentlib."):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return ModuleType(spec.name)

    def exec_module(self, module):
        inner = module.__name__.removeprefix("xentlib.")
        module.__getattr__ = lambda name: attribute(f"{inner}.{name}")


def attribute(name):
    if name.rpartition(".")[2].startswith("__"):
        raise AttributeError(name)
    return stand_in(name)


__getattr__ = attribute
sys.meta_path.insert(0, Finder())
