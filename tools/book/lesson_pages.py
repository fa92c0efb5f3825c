"""From a built notebook to what the book shows of it: called by myst-nb for every lesson."""

import re

import nbformat
from docutils.nodes import make_id
from nbformat import NotebookNode

FURTHER = "Going further"
LAB_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<page>[\w/.]*)#cell-id=(?P<cell>[\w-]+)\)")
# How JupyterLab writes a link to a heading, in an output.
HEADING = re.compile(r'href="#(?P<heading>[^"=]+)"')


def read(text: str) -> NotebookNode:
    """Read a built notebook as a page of the book.

    What JupyterLab folds is folded here, pictures have their alternative text and their width
    where myst-nb looks for them, and JupyterLab's links to cells and headings lead there.

    Parameters
    ----------
    text : str
        A notebook file.

    Returns
    -------
    NotebookNode
        Its cells, each after an anchor of its own; nothing is left out.
    """
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    cells = []
    for cell in notebook.cells:
        cells += [_anchor(cell.id), _prose(cell) if cell.cell_type == "markdown" else _code(cell)]
    notebook.cells = cells
    return notebook


def _anchor(name: str) -> NotebookNode:
    anchor = f'<div id="cell-id={name}"></div>'
    return nbformat.v4.new_markdown_cell(anchor)  # type: ignore[no-untyped-call]


def _prose(cell: NotebookNode) -> NotebookNode:
    cell.source = link_cells(cell.source)
    return cell


def link_cells(text: str) -> str:
    """Turn links to a notebook's cells into links to the book's anchors.

    Examples
    --------
    >>> link_cells("[there](04_gradient_descent.ipynb#cell-id=limit)")
    '<a href="04_gradient_descent.html#cell-id=limit">there</a>'
    """
    return LAB_LINK.sub(_book_link, text)


def _book_link(link: re.Match[str]) -> str:
    page = link["page"].replace(".ipynb", ".html")
    return f'<a href="{page}#cell-id={link["cell"]}">{link["words"]}</a>'


def _code(cell: NotebookNode) -> NotebookNode:
    if cell.metadata.get("jupyter", {}).get("outputs_hidden"):
        cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-output"]
    for output in cell.outputs:
        shown = output.get("metadata", {}).get("image/png")
        if shown:
            image = {"alt": shown["alt"], "width": f"{shown['width']}px"}
            cell.metadata["mystnb"] = {"image": image}
        data = output.get("data", {})
        if "text/html" in data:
            data["text/html"] = link_headings(data["text/html"])
    return cell


def link_headings(html: str) -> str:
    """Turn links to a notebook's headings into links to the book's.

    Examples
    --------
    >>> link_headings('<a href="#Your-answers-are-checked">Read again</a>')
    '<a href="#your-answers-are-checked">Read again</a>'
    """
    return HEADING.sub(lambda link: f'href="#{make_id(link["heading"])}"', html)
