"""What can be seen of a piece of Python without running it."""

import ast
import textwrap
import warnings
from collections.abc import Iterator
from functools import lru_cache


@lru_cache(maxsize=1024)
def tree_of(source: str) -> ast.Module | None:
    """Parse a text; None if it is no Python.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    ast.Module or None
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # of a backslash in a text, say
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parses(source: str) -> bool:
    """Tell whether a text is Python.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    bool

    Examples
    --------
    >>> parses("a = 1"), parses("An answer in words.")
    (True, False)
    """
    return tree_of(source) is not None


def binds(source: str) -> set[str]:
    r"""Find the names that a text makes, outside of functions.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    set of str
        None, if it is no Python.

    Examples
    --------
    >>> sorted(binds("import numpy as np\ndef f(x):\n    y = 1\na, b = 1, 2"))
    ['a', 'b', 'f', 'np']
    """
    tree = tree_of(textwrap.dedent(source))
    return {*_made(tree.body)} if tree else set()


def _made(body: list[ast.stmt]) -> Iterator[str]:
    left: list[ast.AST] = [*body]
    while left:
        match left.pop():
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.Name(id=name, ctx=ast.Store())
            ):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case ast.Tuple() | ast.List() | ast.Starred() | ast.stmt() | ast.withitem() as node:
                left += ast.iter_child_nodes(node)


def uses(source: str) -> set[str]:
    r"""Find the names that a text needs, or makes inside of functions.

    Parameters
    ----------
    source : str
        Any text.

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(uses("def f(x):\n    return np.log(x)"))
    ['np', 'x']
    """
    tree = tree_of(textwrap.dedent(source))
    nodes = ast.walk(tree) if tree else ()
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def imports(source: str) -> bool:
    r"""Tell whether a cell prepares, and answers nothing: it imports, and may seed a generator.

    Parameters
    ----------
    source : str
        Of a cell.

    Returns
    -------
    bool

    Examples
    --------
    >>> imports("import numpy as np"), imports("import math\nx = math.pi")
    (True, False)
    """
    tree = tree_of(source)
    kinds = {_kind(node) for node in tree.body} if tree else set()
    return ast.Import in kinds and kinds <= {ast.Import, ast.Expr}


def _kind(node: ast.stmt) -> type[ast.stmt]:
    match node:
        case ast.ImportFrom():
            return ast.Import
        case ast.Assign(value=ast.Call(func=ast.Attribute(attr="default_rng"))):
            return ast.Expr
    return type(node)


def is_empty(source: str) -> bool:
    r"""Tell whether a cell names an answer, and gives none.

    Parameters
    ----------
    source : str
        Of a cell.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_empty("def f(x):\n    'Half of x.'\n    pass"), is_empty("a = ..."), is_empty("a = 1")
    (True, True, False)
    """
    tree = tree_of(source)
    body = tree.body if tree else []
    return any(_is_stub(node) for node in body) and all(
        _is_stub(node) or _calls_xent(node) for node in body
    )


def _is_stub(node: ast.stmt) -> bool:
    match node:
        case ast.Assign(value=ast.Constant(value=value)):
            return value is None or value is ...
        case ast.FunctionDef(body=body):
            return all(map(_does_nothing, body))
    return False


def _does_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.Return(value=None):
            return True
        case ast.Return(value=ast.Constant(value=value)):
            return value is None or value is ...
        case ast.Raise(exc=ast.Name(id=name) | ast.Call(func=ast.Name(id=name))):
            return name == "NotImplementedError"
    return False


def _calls_xent(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="xent")))):
            return True
    return False
