"""A submission on the skeleton that the gradebook keeps, whatever has become of its cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import nbformat

from xentlib.classroom.grading.nbgrader_plugin._harmless import harmless, harmless_pictures

LOST = (
    "No cell of this notebook carries the name of this answer. If one holds it, it is above or "
    "below: please look."
)
CHANGED = "this cell was locked, and has been changed"


@dataclass(frozen=True)
class Piece:
    """A cell of the skeleton.

    Attributes
    ----------
    name, kind, source, checksum : str
        As nbgrader keeps them; the source is as it was handed out.
    locked, solution : bool
        Whether nobody, or the student, may change it.
    points : float or None
        What it is worth, if it is worth something.
    """

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    points: float | None

    @property
    def metadata(self) -> dict[str, Any]:
        """What nbgrader wants to read in the cell."""
        worth = {} if self.points is None else {"points": self.points}
        return worth | {
            "grade_id": self.name,
            "grade": self.points is not None,
            "solution": self.solution,
            "locked": self.locked,
            "task": False,
            "cell_type": self.kind,
            "checksum": self.checksum,
            "schema_version": 3,
        }


def rebuilt(cells: Sequence[Any], skeleton: Sequence[Piece]) -> list[Any]:
    """Put a student's cells on the skeleton.

    Parameters
    ----------
    cells : sequence of NotebookNode
        The student's, in their order.
    skeleton : sequence of Piece
        In the order in which they were handed out.

    Returns
    -------
    list of NotebookNode
        The student's cells, harmless and without outputs, each piece once among them: locked ones
        as they were handed out, answers with the student's text.  Nothing that the student wrote
        is left out.
    """
    pieces = {piece.name: piece for piece in skeleton}
    chosen = {id(cells[i]): name for name, i in _bearers(cells, pieces).items()}
    made: list[Any] = []
    for cell in cells:
        piece = pieces.get(chosen.get(id(cell), ""))
        twin = pieces.get(_label(cell))
        if piece and piece.locked and cell.source.split() != piece.source.split():
            made.append(_cell("code", f"# {CHANGED}\n{cell.source}"))
        if piece:
            own = not piece.locked and cell.source.strip()  # an empty answer is an open one
            made.append(_labelled(piece, cell.source if own else piece.source, cell))
        elif not (twin and cell.source == twin.source):  # a copy of what was handed out
            made.append(_cell(cell.cell_type, cell.source, cell))
    _fill(made, skeleton)
    return made


def _label(cell: Any) -> str:
    """Name that a cell bears; cells are handed out with their name as id, too."""
    said = cell.metadata.get("nbgrader")
    name = said.get("grade_id") if isinstance(said, dict) else None
    return str(name or cell.get("id", ""))


def _bearers(cells: Sequence[Any], pieces: dict[str, Piece]) -> dict[str, int]:
    """Which of the cells with a piece's name is it: of answers the last that says something."""
    bearers: dict[str, int] = {}
    for i, cell in enumerate(cells):
        piece = pieces.get(_label(cell))
        says = cell.source.strip() and piece and cell.source.strip() != piece.source.strip()
        if piece and (piece.name not in bearers or (piece.solution and says)):
            bearers[piece.name] = i
    return bearers


def _labelled(piece: Piece, source: str, cell: Any = None) -> Any:
    made = _cell(piece.kind, source, None if piece.locked else cell)
    made.metadata["nbgrader"] = nbformat.from_dict(piece.metadata)
    made["id"] = "".join(c if c.isalnum() or c in "-_" else "-" for c in piece.name)[:64]
    return made


def _cell(kind: str, source: str, cell: Any = None) -> Any:
    """Make a new cell that only has a text, and pictures if it is Markdown."""
    if kind != "markdown":
        plainly = source.encode("utf-8", "replace").decode().replace("\0", "")
        return nbformat.v4.new_code_cell(plainly)
    pictures = harmless_pictures(cell.get("attachments") if cell else None)
    made = nbformat.v4.new_markdown_cell(harmless(source, pictures))
    if pictures:
        made["attachments"] = nbformat.from_dict(pictures)
    return made


def _fill(made: list[Any], skeleton: Iterable[Piece]) -> None:
    """Put in what is missing, below the piece before it; a person looks for a lost answer."""
    place = 0
    for piece in skeleton:
        there = [i for i, cell in enumerate(made) if _piece_of(cell) == piece.name]
        if not there and (piece.locked or piece.points is not None):
            source = piece.source if piece.locked else LOST
            made.insert(place, _labelled(piece, source))
            there = [place]
        place = there[0] + 1 if there else place


def _piece_of(cell: Any) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
