"""Answer cells as they are handed out: without their solutions."""

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = "# YOUR CODE HERE"


def cleared(source: str) -> str:
    r"""Take the solution out of a cell, as nbgrader does.

    Parameters
    ----------
    source : str
        Of an answer cell.

    Returns
    -------
    str

    Examples
    --------
    >>> cleared("a = ...\n### BEGIN SOLUTION\na = 1\n### END SOLUTION")
    'a = ...\n# YOUR CODE HERE'
    """
    lines, inside = [], False
    for line in source.splitlines():
        if line.strip() == BEGIN:
            lines.append(line.replace(BEGIN, STUB))
        inside = (inside or line.strip() == BEGIN) and line.strip() != END
        if not inside and line.strip() != END:
            lines.append(line)
    return "\n".join(lines)
