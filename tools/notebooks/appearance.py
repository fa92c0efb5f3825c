"""How editions look, answers apart: what the learner's folds, how the solutions' begins.

JupyterLab shows an output again when its cell is run, and runs what is folded as well.
"""

import ast
import re

from nbformat import NotebookNode

FURTHER = "## Going further"
FOLDED = "jp-MarkdownHeadingCollapsed"
HIDDEN = {"collapsed": True, "jupyter": {"outputs_hidden": True}}  # JupyterLab writes both
ANSWERS = "This is the edition with the answers. It records nothing."


def dress(cells: list[NotebookNode], edition: str) -> None:
    """Fold what the learner's edition hides at first, and give the solutions' another title.

    Parameters
    ----------
    cells : list of NotebookNode
        Changed in place.
    edition : {"learner", "solutions", "assignment"}
        An assignment stays as it is.
    """
    if edition == "learner":
        for n in spoilers(cells):
            cells[n].metadata |= HIDDEN
        for cell in cells:
            if cell.cell_type == "markdown" and cell.source.startswith(FURTHER):
                cell.metadata[FOLDED] = True
    if edition == "solutions" and cells:
        cells[0].source = announce_answers(cells[0].source)


def announce_answers(text: str) -> str:
    r"""Say in a lesson's title, and in a sentence below it, that the answers are filled in.

    Examples
    --------
    >>> announce_answers("# Softmax\n\nHow?")
    '# Solutions: Softmax\n\nThis is the edition with the answers. It records nothing.\n\nHow?'
    """
    return re.sub(r"\A# (.*)", rf"# Solutions: \1\n\n{ANSWERS}", text)


def spoilers(cells: list[NotebookNode]) -> list[int]:
    """Places of the code cells from each forecast to the text after its reveal.

    Their outputs tell the outcome. A cell that makes a forecast, and reveals none, lists outcomes
    without telling one.
    """
    between = {
        n
        for first, last in forecasts(cells).values()
        for n in range(first + 1, _next_text(cells, last))
        if cells[n].cell_type == "code"
    }
    return [n for n in sorted(between) if not _only_predicts(cells[n].source)]


def _next_text(cells: list[NotebookNode], place: int) -> int:
    """Place of the first cell of text after another; the number of cells if none follows."""
    later = range(place + 1, len(cells))
    return next((n for n in later if cells[n].cell_type == "markdown"), len(cells))


def forecasts(cells: list[NotebookNode]) -> dict[str, tuple[int, int]]:
    """Of each forecast that is revealed: the places of its `predict` and of its first `reveal`."""
    asked, told = _places(cells, "predict"), _places(cells, "reveal")
    return {name: (asked[name], told[name]) for name in asked if name in told}


def _places(cells: list[NotebookNode], function: str) -> dict[str, int]:
    """By the name that is its first argument: where a function is called first."""
    places: dict[str, int] = {}
    for n, cell in enumerate(cells):
        for name in _called(cell.source, function) if cell.cell_type == "code" else ():
            places.setdefault(name, n)
    return places


def _called(source: str, function: str) -> list[str]:
    """Names with which a cell calls `xent.predict` or `xent.reveal`, where they are written out."""
    tree = ast.parse(re.sub(r"(?m)^[%!].*", "", source))
    return [
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == f"xent.{function}"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]


def _only_predicts(source: str) -> bool:
    return bool(_called(source, "predict")) and not _called(source, "reveal")
