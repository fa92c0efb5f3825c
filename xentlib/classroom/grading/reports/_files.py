"""Reports as files."""

import json
import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xentlib.classroom.grading._report import MARKED, has_no_mark

REPORT, PAGE, GRADESCOPE = "report.json", "feedback.html", "results.json"
STATES = {
    "right": "right",
    "wrong": "not yet",
    "partly": "in part",
    "open": "not attempted",
    "unmarked": "not marked",
    "missing": "not in the file",
}
Report = dict[str, Any]


def folder_of(out: Path, assignment: str, student: str) -> Path:
    """Find the folder of a student's reports.

    Parameters
    ----------
    out : pathlib.Path
        Where all of marking goes.
    assignment, student : str
        Whose, and for what; what can't be part of a file's name is written as its number.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> folder_of(Path("out"), "a1_information", "../ada").as_posix()
    'out/a1_information/%2E%2E%2Fada'
    """
    safe = re.sub(r"^\.+|[^\w .@+-]|[ .]+$", _as_numbers, student) or "%"
    return out / assignment / safe


def _as_numbers(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def read_report(folder: Path) -> Report | None:
    """Read a report; None if there is none that can be read.

    Parameters
    ----------
    folder : pathlib.Path
        As `folder_of` tells it.

    Returns
    -------
    dict or None
    """
    try:
        report = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return report if isinstance(report, dict) else None


def read_reports(out: Path, assignment: str) -> list[Report]:
    """Read the reports of all who were ever marked.

    Parameters
    ----------
    out : pathlib.Path
        Where all of marking goes.
    assignment : str
        For what.

    Returns
    -------
    list of dict
    """
    found = [read_report(path.parent) for path in sorted((out / assignment).glob(f"*/{REPORT}"))]
    return [report for report in found if report and report.get("assignment") == assignment]


def write_report(folder: Path, report: Report) -> None:
    """Write a report as JSON, as a page, and as Gradescope reads it.

    Page and Gradescope's file are the student's own: they name no other student.

    Parameters
    ----------
    folder : pathlib.Path
        As `folder_of` tells it.
    report : dict
        As `grade` gives it, with the student's file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    own = report | {"status": report.get("unnamed", report["status"])}
    replace_file(folder / PAGE, page(own))
    replace_file(folder / GRADESCOPE, json.dumps(gradescope(own), indent=1, ensure_ascii=False))
    done = json.dumps(report, indent=1, ensure_ascii=False)
    replace_file(folder / REPORT, done)  # the last one: it says that all are there


def replace_file(path: Path, text: str) -> None:
    """Replace a file at once; what is no Unicode becomes a question mark.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    text : str
        What is to stand in it.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(text.encode("utf-8", "replace"))
    draft.replace(path)


def page(report: Report) -> str:
    """Write a report as a page without scripts, links and pictures; every text is escaped.

    Parameters
    ----------
    report : dict
        As `grade` gives it, with the student's file.

    Returns
    -------
    str
        HTML.
    """
    return str(_template().render(report))


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {"points": lambda n: f"{n:g}", "said": STATES.__getitem__}
    source = files(__package__).joinpath("feedback.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)


def gradescope(report: Report) -> Report:
    """Write a report as Gradescope's autograders do; without a mark it has no score at all.

    Parameters
    ----------
    report : dict
        As `grade` gives it.

    Returns
    -------
    dict
        To be stored as results.json.
    """
    given = not has_no_mark(report)
    tests = [
        {
            "name": question["name"],
            **({"score": question["score"]} if given else {}),
            "max_score": question["points"],
            "output": "\n".join(question["lines"]),
            "output_format": "text",
            "visibility": "visible",
        }
        for question in report["questions"]
    ]
    said = [] if report["status"] == MARKED else [report["status"]]
    said += [] if report["sandboxed"] else ["Not sandboxed: this was run in the open."]
    output = "\n".join([*said, *report["notes"]])
    total = {"score": report["score"]} if given else {}
    return total | {"output": output, "output_format": "text", "tests": tests}
