"""Fill what README says of the course from where it is known: `make readme`.

What stands between `<!-- NAME -->` and `<!-- /NAME -->` is written anew: badge and link from the
address in pyproject.toml, lessons from sources and budgets, the comparison from benchmarks.
"""

import re
from pathlib import Path
from urllib.parse import quote

from address import repository
from budgets import budgets, fits_a_browser
from results import compared

ROOT = Path(__file__).resolve().parents[2]
START = "notebooks/00_start_here.ipynb"
TRACKS = {  # which lessons, as people say it and by number
    "**Core**": ("00–05, 07, 09 and 13", {*range(6), 7, 9, 13}),
    "**Practitioner**": ("core with 06, 08, 10–12 and 15", {*range(14), 15}),
    "**Full**": ("all lessons", {*range(100)}),
}


def badge(root: Path = ROOT) -> str:
    """Link that opens lesson 00 on Binder; nothing while the course has no address."""
    if not (where := repository(root / "pyproject.toml")):
        return ""
    page = f"https://mybinder.org/v2/gh/{'/'.join(where)}/HEAD?labpath={quote(START, safe='')}"
    return f"[![Open on Binder](https://mybinder.org/badge_logo.svg)]({page})"


def for_a_hub(root: Path = ROOT) -> str:
    """Link by which a class's own JupyterHub fetches the course; nothing without an address."""
    if not (where := repository(root / "pyproject.toml")):
        return ""
    owner, name = where
    page = quote(f"https://github.com/{owner}/{name}", safe="")
    opened = quote(f"lab/tree/{name}/{START}", safe="")
    link = f"https://HUB/hub/user-redirect/git-pull?repo={page}&urlpath={opened}"
    return (
        "On a JupyterHub with nbgitpuller this link fetches the course into each student's folder, "
        f"and later what is new (put the address of your hub for HUB):\n`{link}`"
    )


def _title_and_question(source: Path) -> tuple[str, str]:
    text = source.read_text(encoding="utf-8")
    ((title, question), *_) = re.findall(r"(?m)^# # (.+)\n#\n# (.+)$", text)
    return title, question


def lessons(root: Path = ROOT) -> str:
    """Tell of each lesson what it asks and costs, and of each track how long it is."""
    rows = [
        "| lesson | question it answers | minutes | run | memory | in a browser |",
        "|---|---|--:|--:|--:|---|",
    ]
    minutes = []
    for source in sorted(root.glob("notebooks/source/[0-9][0-9]_*.py")):
        cost = budgets(source)[source.stem]
        title, question = _title_and_question(source)
        link = f"[{source.stem[:2]} {title}](notebooks/{source.stem}.ipynb)"
        minutes.append(cost["read"] + cost["exercises"])
        took = f"{minutes[-1]} | {cost['seconds']} s | {cost['megabytes']} MB"
        rows.append(
            f"| {link} | {question} | {took} | {'yes' if fits_a_browser(source) else 'no'} |"
        )
    told = []
    for track, (which, numbers) in TRACKS.items():
        hours = sum(long for n, long in enumerate(minutes) if n in numbers) / 60
        told.append(f"{track} is {which} ({hours:.0f} hours).")
    return "\n".join([*rows, "", " ".join(told)])


def filled(readme: str, root: Path = ROOT) -> str:
    """README with each of its filled parts as it is now."""
    parts = {
        "badge": badge(root),
        "lessons": lessons(root),
        "compared": compared(root / "benchmarks/results.md"),
        "hub": for_a_hub(root),
    }
    for name, text in parts.items():
        begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, found, rest = readme.partition(begin)
        _, ended, after = rest.partition(end)
        if not (found and ended):
            raise ValueError(f"README.md must have a line {begin} and, below, a line {end}")
        readme = (
            f"{before}{begin}\n{text}\n{end}{after}" if text else f"{before}{begin}{end}{after}"
        )
    return readme


if __name__ == "__main__":
    page = ROOT / "README.md"
    page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
