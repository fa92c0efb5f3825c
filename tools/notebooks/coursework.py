"""What a cell of coursework says to nbgrader."""

from nbformat import NotebookNode

ANSWER = "### BEGIN SOLUTION"


def nbgrader_says(cell: NotebookNode, name: str) -> dict[str, dict[str, object]]:
    """Say what nbgrader wants to know of an assignment's cell: nothing of one that is free.

    An answer in code holds a solution; one in words, and a cell that marks, have points.
    """
    points = cell.metadata.get("points")
    code = cell.cell_type == "code"
    answer = ANSWER in cell.source if code else points is not None
    if not (answer or points is not None or name == "parameters"):
        return {}
    said = {
        "grade": points is not None,
        "grade_id": name,
        "locked": not answer,
        "schema_version": 3,
        "solution": answer,
        "task": False,
    }
    return {"nbgrader": said | ({} if points is None else {"points": points})}
