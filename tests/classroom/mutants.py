"""Mutants of an exercise's own formulas: one operator, axis, constant or term changed in each."""

import ast
import copy
import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from xentlib.classroom import exercises

OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.FloorDiv: [ast.Div],
    ast.Mod: [ast.Mult],
    ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
}
COMPARISONS = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.Lt,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
NAMES = {
    "sum": "mean",
    "mean": "sum",
    "max": "min",
    "maximum": "minimum",
    "log": "log2",
    "log1p": "log",
    "log2": "log",
    "log10": "log",
    "exp": "exp2",
    "expm1": "exp",
    "sigmoid": "log_sigmoid",
    "log_sigmoid": "sigmoid",
    "softmax": "log_softmax",
    "log_softmax": "softmax",
    "abs": "square",
    "ceil": "floor",
    "floor": "ceil",
    "logaddexp": "maximum",
    "argmin": "argmax",
}


class Bare(ast.NodeTransformer):
    """Take away what computes nothing: annotations, documentation, `strict`."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        if ast.get_docstring(node):
            node.body = node.body[1:]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        node.keywords = [k for k in node.keywords if k.arg != "strict"]
        return self.generic_visit(node)


def variants(node: ast.AST) -> Iterator[ast.AST]:
    """What might stand in place of a node."""
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
        for operator in OPERATORS.get(type(node.op), []):
            yield ast.BinOp(node.left, operator(), node.right)
        if isinstance(node.op, ast.Sub | ast.Div | ast.Pow):
            yield ast.BinOp(node.right, node.op, node.left)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.Constant) and not isinstance(node.value, str):
        yield from map(ast.Constant, constants(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    elif isinstance(node, ast.Call):
        yield from calls(node)


def constants(value: Any) -> list[Any]:
    if value is None:
        return [0]
    if isinstance(value, bool):
        return [not value]
    return [value + 1, value - 1, -value] if value else [1, -1]


def calls(node: ast.Call) -> Iterator[ast.AST]:
    """A call under another name, with fewer or exchanged arguments, or none at all."""
    function, args, keywords = node.func, node.args, node.keywords
    if isinstance(function, ast.Attribute):
        if function.attr in NAMES:
            renamed = ast.Attribute(function.value, NAMES[function.attr], ast.Load())
            yield ast.Call(renamed, args, keywords)
        if not isinstance(function.value, ast.Name) or function.value.id not in ("np", "math"):
            yield function.value
    elif isinstance(function, ast.Name) and function.id in NAMES:
        yield ast.Call(ast.Name(NAMES[function.id], ast.Load()), args, keywords)
    if args:
        yield args[0]
    if len(args) == 2:
        yield ast.Call(function, args[::-1], keywords)
    for i in range(len(keywords)):
        yield ast.Call(function, args, keywords[:i] + keywords[i + 1 :])


class Exchange(ast.NodeTransformer):
    """Put another node in the place of one."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


def changed(tree: ast.AST) -> Iterator[Any]:
    """Copies of a tree with one node exchanged."""
    for number, node in enumerate(ast.walk(tree)):
        for i in range(sum(1 for _ in variants(node))):
            mutant = copy.deepcopy(tree)
            place = list(ast.walk(mutant))[number]
            new = copy.deepcopy(list(variants(place))[i])
            yield ast.fix_missing_locations(Exchange(place, new).visit(mutant))


def sources(row: Any) -> tuple[list[ast.expr], dict[str, ast.FunctionDef], dict[str, Any]]:
    """Expressions of the right answers, functions beside them, and the names that they see."""
    module = import_module(f"{exercises.__name__}.{row.name}")
    tree = Bare().visit(ast.parse(inspect.getsource(module)))
    [given] = [node.value.keywords for node in tree.body if is_row(node)]
    expressions = {keyword.arg: keyword.value for keyword in given}
    functions = {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef)}
    right = getattr(expressions.get("right"), "elts", [])
    return [expressions["reference"], *right], functions | imported(module), vars(module)


def imported(module: Any) -> dict[str, ast.FunctionDef]:
    """Functions that an exercise shares with its neighbours."""
    found = {}
    for name, value in vars(module).items():
        origin = getattr(value, "__module__", "") or ""
        if inspect.isfunction(value) and origin != module.__name__ and "exercises" in origin:
            [found[name]] = Bare().visit(ast.parse(inspect.getsource(value))).body
    return found


def is_row(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "EXERCISE"


def mutants(row: Any) -> Iterator[tuple[str, Any]]:
    """Each mutant of the row's right answers: its text and the function."""
    expressions, functions, names = sources(row)
    library = {**vars(sys.modules["xentlib.numerics"]), **vars(sys.modules["builtins"])}
    seen = set()
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
    """Functions of expressions that have not been met."""
    for tree in trees:
        key = text + ast.unparse(tree)
        if key in seen:
            continue
        seen.add(key)
        try:
            program = compile(ast.fix_missing_locations(ast.Expression(tree)), "mutant", "eval")
            function = eval(program, scope)
        except (TypeError, ValueError, SyntaxError, NameError):
            continue  # no program
        if callable(function):
            yield key, function
