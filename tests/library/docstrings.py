"""The law of docstrings: what one must tell, and what is missing from it."""

import ast
import dataclasses
import doctest
import inspect
import re
import textwrap
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import xentlib

NO_ROOMS = {"numerics"}  # kernels that check nothing: `links` and the rest are their public face
NEEDS = {"training": "tensorflow"}  # what is not installed everywhere, by the room that needs it
NEVER_RAISE = {"check", "hint", "progress"}  # they catch what is raised beneath
PROPERTIES = property, cached_property
TWIN = re.compile("(_value_and)?_grad$")


def rooms():
    """Public modules of the library and the classroom, by name: what `import` is meant for."""
    for found in iter_modules(xentlib.__path__):
        there = find_spec(NEEDS.get(found.name, "xentlib"))
        if found.name[0] != "_" and found.name not in NO_ROOMS and there:
            yield found.name
    yield from (f"classroom.{found.name}" for found in iter_modules(xentlib.classroom.__path__))


def public(room):
    """Functions and classes that a room gives, by name."""
    module = import_module(f"xentlib.{room}")
    names = getattr(module, "__all__", [name for name in vars(module) if name[0] != "_"])
    for name in names:
        thing = getattr(module, name)
        documented = inspect.isclass(thing) or inspect.isroutine(thing)
        if documented and thing.__module__.startswith(module.__name__):
            yield name, thing


def law():
    """Whatever a docstring is asked of, by its name in the package."""
    for name in xentlib.__all__:
        thing = getattr(xentlib, name)
        if inspect.isclass(thing) or inspect.isroutine(thing):
            yield name, thing
    for room in rooms():
        for name, thing in public(room):
            if name not in xentlib.__all__:
                yield f"{room}.{name}", thing
            if inspect.isclass(thing):
                yield from ((f"{room}.{name}.{part}", member) for part, member in members(thing))


def members(thing):
    """Public methods and properties that a class defines itself, by name."""
    for name, member in [*vars(thing).items()]:
        if name[0] == "_" or name in thing.__annotations__:
            continue
        if isinstance(member, PROPERTIES):
            yield name, member
        elif inspect.isroutine(member):
            yield name, getattr(thing, name)


def sections(thing):
    """Titles of a numpydoc docstring and what stands under them."""
    _, *parts = re.split(r"^(\w.*)\n-+$", inspect.getdoc(thing) or "", flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def entries(section):
    """Names that a section lists, and those of them that come without a type."""
    lines = re.findall(r"^(\*{0,2}\w[\w, *]*?)( : .+)?$", section, re.MULTILINE)
    names = [(name.strip(), kind) for line, kind in lines for name in line.split(",")]
    untyped = [name for name, kind in names if not kind and not name.startswith("**")]
    return [name.strip("*") for name, _ in names], untyped


def can_raise(thing, seen=None):
    """Whether a function raises, or one of ours that it calls, and does not catch it itself."""
    seen = set() if seen is None else seen
    thing = inspect.unwrap(thing)
    if thing in seen or not (getattr(thing, "__module__", None) or "").startswith("xentlib"):
        return False
    seen.add(thing)
    if inspect.isclass(thing):
        return can_raise(thing.__dict__.get("__post_init__", len), seen)
    tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
    caught = {node for block in ast.walk(tree) if isinstance(block, ast.Try) and block.handlers
              for statement in block.body for node in ast.walk(statement)}  # fmt: skip
    nodes = [node for node in ast.walk(tree) if node not in caught]
    called = (node.func for node in nodes if isinstance(node, ast.Call))
    return any(isinstance(node, ast.Raise) for node in nodes) or any(
        can_raise(other, seen) for node in called if (other := resolved(node, thing)) is not None
    )


def resolved(node, thing):
    """What a call's name stands for where a function was written; None if only a run can tell."""
    if isinstance(node, ast.Name):
        found = getattr(thing, "__globals__", {}).get(node.id)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = getattr(thing, "__globals__", {}).get(node.value.id)
        found = getattr(owner, node.attr, None)
    else:
        return None
    return found if inspect.isroutine(found) or inspect.isclass(found) else None


def faults(thing, name):
    """What a docstring leaves out."""
    said, doc = sections(thing), inspect.getdoc(thing) or ""
    summary, *rest = doc.splitlines() or [""]
    if not summary.endswith(".") or rest[:1] not in ([], [""]):
        yield "does not begin with a sentence of one line"
    if inspect.isclass(thing):
        yield from _faults_of_attributes(thing, said)
    elif not isinstance(thing, PROPERTIES):
        yield from _faults_of_function(thing, name, said)


def _faults_of_attributes(thing, said):
    if dataclasses.is_dataclass(thing):
        listed = said.get("Attributes", said.get("Parameters", ""))
        yield from _faults_of_list(listed, [field.name for field in dataclasses.fields(thing)])


def _faults_of_list(listed, wanted):
    names, untyped = entries(listed)
    if names != wanted:
        yield f"lists {names}, not {wanted}"
    if untyped:
        yield f"tells no type of {untyped}"


def _faults_of_function(thing, name, said):
    twin = TWIN.sub("", name)
    is_twin = twin != name and f"`{twin}`" in thing.__doc__  # takes and refuses the same
    signature = inspect.signature(thing)
    if not is_twin:
        wanted = [p for p in signature.parameters if p not in ("self", "cls")]
        yield from _faults_of_list(said.get("Parameters", ""), wanted)
    if signature.return_annotation not in (None, "None") and "Returns" not in said:
        yield "has no section Returns"
    raises = name not in NEVER_RAISE and not is_twin and can_raise(thing)
    if raises and "Raises" not in said:
        yield "has no section Raises"
    if "." not in thing.__qualname__ and not examples(thing):
        yield "has no example"


def examples(thing):
    """Doctests of a docstring."""
    return doctest.DocTestParser().get_examples(thing.__doc__ or "")
