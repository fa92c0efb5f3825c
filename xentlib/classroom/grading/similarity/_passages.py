"""Code without what is easily changed: names, comments, layout."""

import ast
import builtins
import re
from collections.abc import Iterator
from dataclasses import dataclass

SHORT = 25  # tokens below which a passage is alike by chance
KEPT = {*dir(builtins), "np", "special", "stats", "keras"}


@dataclass(frozen=True)
class Passage:
    """A function or another statement: as it was written, and as it is compared."""

    source: str
    tokens: tuple[str, ...]


def passages(source: str) -> Iterator[Passage]:
    r"""Take a cell apart into statements of some length, without names, comments and layout.

    Parameters
    ----------
    source : str
        Of a cell; one that is no Python has no passages.

    Yields
    ------
    Passage

    Examples
    --------
    >>> one, other = "return sum(x * x for x in v) / len(v) ** 2", "return 1"
    >>> twins = f"def f(v):\n    {one}", f"def g(w):  # mine\n    {one.replace('v', 'w')}"
    >>> first, second = ([*passages(twin)][0].tokens for twin in twins)
    >>> first == second, [*passages(f"def h(v):\n    {other}")]
    (True, [])
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in body:
        text = ast.get_source_segment(source, node) or ""
        tokens = tuple(re.findall(r"\w+|[^\w\s]", ast.unparse(_Nameless().visit(node))))
        if len(tokens) >= SHORT:
            yield Passage(text, tokens)


class _Nameless(ast.NodeTransformer):
    """Take names, types and docstrings out of a statement."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Take away a name, unless everybody uses it."""
        return ast.Name(node.id if node.id in KEPT else "v", node.ctx)

    def visit_arg(self, _node: ast.arg) -> ast.arg:
        """Take away a parameter's name and type."""
        return ast.arg("v")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Take away a function's name and documentation."""
        node.name, node.returns = "v", None
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        self.generic_visit(node)
        return node
