"""Mutants of an exercise's own formulas, as functions that can be checked."""

import ast
import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from changes import changed

from xentlib.classroom import exercises


class Bare(ast.NodeTransformer):
    """Take away what computes nothing: annotations, documentation, `strict`."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Keep a function's names and steps."""
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        if ast.get_docstring(node):
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Keep what changes a call's value."""
        node.keywords = [k for k in node.keywords if k.arg != "strict"]
        return self.generic_visit(node)


def sources(row: Any) -> tuple[list[ast.expr], dict[str, ast.FunctionDef], dict[str, Any]]:
    """Find the right answers' expressions, the functions beside them, and the names they see."""
    module = import_module(f"{exercises.__name__}.{row.name}")
    tree = Bare().visit(ast.parse(inspect.getsource(module)))
    [given] = [node.value.keywords for node in tree.body if is_row(node)]
    expressions = {keyword.arg: keyword.value for keyword in given}
    functions = {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef)}
    right = getattr(expressions.get("right"), "elts", [])
    return [expressions["reference"], *right], functions | imported(module), vars(module)


def imported(module: Any) -> dict[str, ast.FunctionDef]:
    """Find the functions that an exercise shares with its neighbours."""
    found = {}
    for name, value in vars(module).items():
        origin = getattr(value, "__module__", "") or ""
        if inspect.isfunction(value) and origin != module.__name__ and "exercises" in origin:
            [found[name]] = Bare().visit(ast.parse(inspect.getsource(value))).body
    return found


def is_row(node: ast.AST) -> bool:
    """Whether a statement defines the row."""
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXERCISE"


def mutants(row: Any) -> Iterator[tuple[str, Any]]:
    """Make each mutant of the row's right answers: its text and the function."""
    expressions, functions, names = sources(row)
    library = {**vars(sys.modules["xentlib.numerics"]), **vars(sys.modules["builtins"])}
    seen: set[str] = set()
    for expression in expressions:
        yield from once(seen, changed(expression), library | names)
        used = {n.id for n in ast.walk(expression) if isinstance(n, ast.Name)} & functions.keys()
        for helper in sorted(used):
            for mutant in changed(functions[helper]):
                scope = library | names
                try:
                    exec(compile(ast.Module([mutant], []), "mutant", "exec"), scope)
                except (TypeError, ValueError, SyntaxError):
                    continue  # no program
                yield from once(seen, [expression], scope, ast.unparse(mutant))


def once(seen: set[str], trees: Any, scope: dict[str, Any], text: str = "") -> Iterator[Any]:
    """Make functions of the expressions that have not been met."""
    for tree in trees:
        key = text + ast.unparse(tree)
        if key in seen:
            continue
        seen.add(key)
        try:
            program = compile(ast.Expression(tree), "mutant", "eval")
            function = eval(program, scope)
        except (TypeError, ValueError, SyntaxError, NameError):
            continue  # no program
        if callable(function):
            yield key, function
