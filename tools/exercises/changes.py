"""What may be changed in a formula's syntax tree: one operator, axis, constant, name or term."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

OPERATORS: dict[type, list[Any]] = {
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
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min", "mean"),
    "maximum": ("minimum",),
    "log": ("log2",),
    "log1p": ("log",),
    "log2": ("log",),
    "log10": ("log",),
    "exp": ("exp2",),
    "expm1": ("exp",),
    "sigmoid": ("log_sigmoid",),
    "log_sigmoid": ("sigmoid",),
    "softmax": ("log_softmax",),
    "log_softmax": ("softmax",),
    "abs": ("square",),
    "ceil": ("floor",),
    "floor": ("ceil",),
    "logaddexp": ("maximum",),
    "argmin": ("argmax",),
}


def variants(node: Any) -> Iterator[ast.AST]:
    """Say what might stand in place of a node."""
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
        yield from (ast.Constant(value) for value in _constants(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        yield node.value
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _constants(value: Any) -> list[Any]:
    """Say which other constants might stand there."""
    if value is None:
        return [0]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, float) and value:  # a switch between two formulas may be far away
        return [value + 1, value - 1, -value, 50 * value, value / 50]
    return [value + 1, value - 1, -value] if value else [1, -1]


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """Change a call: under another name, with fewer or exchanged arguments, or none at all."""
    function, args, keywords = node.func, node.args, node.keywords
    if isinstance(function, ast.Attribute):
        for other in NAMES.get(function.attr, ()):
            yield ast.Call(ast.Attribute(function.value, other, ast.Load()), args, keywords)
        if not isinstance(function.value, ast.Name) or function.value.id not in ("np", "math"):
            yield function.value
    elif isinstance(function, ast.Name):
        for other in NAMES.get(function.id, ()):
            yield ast.Call(ast.Name(other, ast.Load()), args, keywords)
    if args:
        yield args[0]
    if len(args) == 2:
        yield ast.Call(function, args[::-1], keywords)
    for i in range(len(keywords)):
        yield ast.Call(function, args, keywords[:i] + keywords[i + 1 :])


def changed(tree: ast.AST) -> Iterator[Any]:
    """Make trees with one node exchanged, or all of those that are written alike."""
    nodes = list(ast.walk(tree))
    written = {node: ast.dump(node) for node in nodes}
    for node in nodes:
        alike = {other for other in nodes if written[other] == written[node]}
        for new in variants(node):
            for places in [{node}, alike][: min(len(alike), 2)]:
                yield exchanged(tree, places, new)


def exchanged(node: Any, places: set[ast.AST], new: ast.AST) -> Any:
    """Put a tree in some places of another; what stays as it is belongs to both."""
    if isinstance(node, list):
        return [exchanged(item, places, new) for item in node]
    if not isinstance(node, ast.AST):
        return node
    if node in places:
        # A copy, since what stands twice in a tree is not printed well.
        return ast.fix_missing_locations(ast.copy_location(copy.deepcopy(new), node))
    fields = {name: exchanged(value, places, new) for name, value in ast.iter_fields(node)}
    return ast.copy_location(type(node)(**fields), node)
