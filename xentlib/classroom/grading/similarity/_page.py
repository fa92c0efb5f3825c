"""Pairs side by side, on a page that needs nothing else."""

import html
from collections.abc import Sequence
from pathlib import Path

from xentlib.classroom.grading.similarity._pairs import Pair

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body {{font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em}}
table {{border-collapse: collapse; table-layout: fixed; width: 100%}}
td {{border: 1px solid #bbb; padding: .5em; vertical-align: top}}
pre {{margin: 0; overflow-x: auto}}</style>
<h1>{title}</h1><p>Look at these pairs. A number here proves nothing: short answers to one question
are alike by chance, and students may have been told to work together. Code that was handed out, and
passages that many students have, are left out. Read the passages, and ask before you judge.</p>
{body}</html>"""


def write_report(pairs: Sequence[Pair], out: Path, assignment: str) -> Path:
    """Write pairs side by side into a page that needs nothing else; all that came is escaped.

    Parameters
    ----------
    pairs : sequence of Pair
        As `compare` gives them.
    out : pathlib.Path
        A folder.
    assignment : str
        Which assignment.

    Returns
    -------
    pathlib.Path
        The page.
    """
    path = out / assignment / "similarity.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    title = html.escape(f"{assignment}: pairs that look alike")
    body = "\n".join(map(_shown, pairs)) or "<p>No pair is above the threshold.</p>"
    path.write_text(PAGE.format(title=title, body=body), encoding="utf-8", errors="replace")
    return path


def _shown(pair: Pair) -> str:
    rows = "".join(
        f"<tr><td><pre>{html.escape(a)}</pre></td><td><pre>{html.escape(b)}</pre></td></tr>"
        for a, b, _ in pair.shared
    )
    head = f"{html.escape(pair.one)} and {html.escape(pair.other)}: {pair.score:.0%}"
    return f"<h2>{head}</h2><table>{rows}</table>"
