"""From a lesson's source to the cells of one edition: all of the builder that needs no kernel."""

import ast
import hashlib
import re
from collections.abc import Callable

import jupytext
from appearance import dress
from coursework import nbgrader_says
from nbformat import NotebookNode

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
KEPT = ("tags",)  # of a cell's metadata
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
MATHEMATICS = re.compile(
    r"\$\$.+?\$\$|\\begin\{.+?\\end\{|(?<!\\)\$(?:\\.|(?!\n\n)[^$\\])+\$", re.DOTALL
)


class BuildError(Exception):
    """A lesson that cannot be built; the message says which one, where, and why."""


def source_hash(text: str) -> str:
    r"""Fingerprint of a source text, the same for both kinds of line end.

    Examples
    --------
    >>> source_hash("# %%\r\n1") == source_hash("# %%\n1")
    True
    """
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def read_edition(text: str, edition: str) -> NotebookNode:
    """Cells of one edition of a source, not executed yet.

    Parameters
    ----------
    text : str
        A jupytext percent script.
    edition : {"learner", "solutions", "assignment"}
        Whether answers become stubs, lose their markers, or stay as nbgrader wants them.

    Raises
    ------
    BuildError
        For another edition, a cell's options that cannot be read, a cell's name that is no name
        or is taken, and for solution markers out of order.
    """
    if edition not in CHANGES:
        raise BuildError(f"an edition must be one of {', '.join(CHANGES)}; got {edition!r}")
    change = CHANGES[edition]
    notebook = jupytext.reads(text.replace("\r\n", "\n").lstrip(), fmt="py:percent")
    for cell, name in zip(notebook.cells, _names(notebook), strict=True):
        cell.id = name
        marked = nbgrader_says(cell, name) if edition == "assignment" else {}
        cell.metadata = {key: cell.metadata[key] for key in KEPT if key in cell.metadata} | marked
        if "timing" in cell.metadata.get("tags", []):
            cell.metadata["tags"] = [*cell.metadata["tags"], "nbval-ignore-output"]
        if cell.cell_type == "code":
            try:
                cell.source = re.sub(r"\n{3,}", "\n\n", change(cell.source))
            except (BuildError, SyntaxError) as error:
                raise BuildError(f"cell {name!r}: {error}") from None
    dress(notebook.cells, edition)
    return notebook


def _names(notebook: NotebookNode) -> list[str]:
    """Each cell's `key`, taken out of its metadata, or a name made of its place."""
    names: list[str] = []
    for n, cell in enumerate(notebook.cells, 1):
        unread = cell.metadata.get("incorrectly_encoded_metadata")  # jupytext's name for them
        if unread:
            raise BuildError(f'cell {n}: options must be like key="a" tags=["b"]; got {unread}')
        name = str(cell.metadata.pop("key", f"c-{n:03}"))
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name):
            raise BuildError(f"key={name!r} must be 1 to 64 letters, digits, '-' or '_'")
        if name in names:
            raise BuildError(f"key={name!r} names two cells (the second is cell {n}): rename one")
        names.append(name)
    return names


def show_answers(source: str) -> str:
    r"""Take out the lines with solution markers.

    Examples
    --------
    >>> show_answers("### BEGIN SOLUTION\na = 1\n### END SOLUTION\na")
    'a = 1\na'
    """
    marks = {n for block in _blocks(source) for n in block}
    return "\n".join(line for n, line in enumerate(source.splitlines(), 1) if n not in marks)


def open_answers(source: str) -> str:
    r"""Replace each solution by a stub which `xentlib.check` reads as open.

    Examples
    --------
    >>> open_answers("### BEGIN SOLUTION\na = 1\n### END SOLUTION\na")
    'a = ...\na'
    """
    lines = source.splitlines()
    for begin, end in reversed(_blocks(source)):
        marker = lines[begin - 1]
        indent = marker[: len(marker) - len(marker.lstrip())]
        lines[begin - 1 : end] = [indent + _stub(source, begin, end)]
    return "\n".join(lines)


def _blocks(source: str) -> list[tuple[int, int]]:
    """First and last line number of each solution, markers included."""
    found = [
        (n, line.strip())
        for n, line in enumerate(source.splitlines(), 1)
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line
    ]
    if [mark for _, mark in found] != [BEGIN, END] * (len(found) // 2):
        raise BuildError(f"each line `{BEGIN}` must be followed by its line `{END}`; got {found}")
    numbers = [n for n, _ in found]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _stub(source: str, begin: int, end: int) -> str:
    """Stand-in for the statements between two lines: `return ...`, or `name = ...`."""
    tree = ast.parse(source)
    answer = [
        node for node in ast.walk(tree) if isinstance(node, ast.stmt) and begin < node.lineno < end
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(
            node.lineno < begin and statement.lineno <= (node.end_lineno or 0)
            for statement in answer
        ):
            return "return ..."
    match answer:
        case [ast.Assign(targets=[ast.Name(name)]) | ast.AnnAssign(target=ast.Name(name))]:
            return f"{name} = ..."
    raise BuildError(
        f"lines {begin}-{end}: a solution must stand inside a function or be one `name = …`"
    )


CHANGES: dict[str, Callable[[str], str]] = {  # what an edition makes of a code cell
    "learner": open_answers,
    "solutions": show_answers,
    "assignment": str,
}


def split_expressions(text: str) -> list[str]:
    """Prose, expression, prose, expression, … prose: a text cut at its `{{ expression }}`.

    An expression ends at the first `}}` that leaves Python which can be read.

    Raises
    ------
    BuildError
        For an expression that cannot be read or stands inside mathematics.

    Examples
    --------
    >>> split_expressions('H = {{ f"{h:.2f}" }} bits')
    ['H = ', 'f"{h:.2f}"', ' bits']
    """
    parts, rest = [], text
    while "{{" in rest:
        prose, _, rest = rest.partition("{{")
        expression, rest = _cut(rest)
        parts += [prose, expression]
    parts.append(rest)
    _refuse_mathematics(parts)
    return parts


def _cut(rest: str) -> tuple[str, str]:
    for found in re.finditer(r"(?=\}\})", rest):
        expression = rest[: found.start()].strip()
        try:
            ast.parse(f"({expression}\n)", mode="eval")
        except SyntaxError:
            continue
        if expression:
            return expression, rest[found.end() + 2 :]
    raise BuildError(f"{{{{ must be followed by a Python expression and }}}}; got {rest[:60]!r}")


def _refuse_mathematics(parts: list[str]) -> None:
    prose = CODE.sub("", "\0".join(parts[::2]))
    for found in MATHEMATICS.finditer(prose):
        if "\0" in found[0]:
            shown = found[0].replace("\0", "{{ … }}")
            raise BuildError(f"{{{{ }}}} must not stand inside mathematics; got {shown!r}")
