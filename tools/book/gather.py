"""Lay out what the book is made of, as it lies in the course, with the README in front."""

import re
import shutil
from pathlib import Path

import api_pages

PAGES = ("docs/*.md", "notebooks/[0-9]*.ipynb", "benchmarks/*.md", "C*.md")
FILES = ("LICENSE", "docs/*.png", "docs/*.svg", "docs/*.gif", "docs/*.yaml", "docs/*.csv")
CONTENTS = "docs/contents.md"
PICTURE_FROM_OUTSIDE = re.compile(r"\[?!\[[^\]]*\]\(https?:[^)]*\)(\]\([^)]*\))?\n?")


def gather(root: Path, folder: Path) -> None:
    """Fill an empty folder with the book's sources.

    Parameters
    ----------
    root : Path
        The course.
    folder : Path
        Where the sources go; what lies there is deleted.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for pattern in PAGES + FILES:
        for file in root.glob(pattern):
            copy = folder / file.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, copy)
    lessons = {path.stem[:2]: path for path in sorted(root.glob("notebooks/[0-9]*.ipynb"))}
    names = {number: path.relative_to(root).as_posix() for number, path in lessons.items()}
    glossary = folder / "docs/glossary.md"
    glossary.write_text(link_lessons(glossary.read_text("utf-8"), names, "../"), "utf-8")
    readme, contents = (root / "README.md", folder / CONTENTS)
    text = PICTURE_FROM_OUTSIDE.sub("", readme.read_text("utf-8"))
    index = f"{link_lessons(text, names)}\n{contents.read_text('utf-8')}"
    (folder / "index.md").write_text(index, "utf-8")
    contents.unlink()
    api_pages.write(folder / "api")


def link_lessons(text: str, lessons: dict[str, str], up: str = "") -> str:
    """Make a link of a lesson's number and title that begin a row of a table, or of "Lesson 07".

    Parameters
    ----------
    text : str
        Markdown.
    lessons : dict
        Where a lesson is, by its number.
    up : str
        From the text's folder to the one that `lessons` starts from.

    Examples
    --------
    >>> link_lessons("| 00 Start | how? |", {"00": "00_start.ipynb"})
    '| [00 Start](00_start.ipynb) | how? |'
    >>> link_lessons("The mean surprise. Lesson 01.", {"01": "01_surprise.ipynb"}, "../")
    'The mean surprise. [Lesson 01](../01_surprise.ipynb).'
    """

    def link(found: re.Match[str]) -> str:
        path = lessons.get(found["row"] or found["number"])
        return f"[{found[0]}]({up}{path})" if path else found[0]

    return re.sub(r"(?m)(?<=^\| )(?P<row>\d\d) [^|\n]+(?= \|)|Lesson (?P<number>\d\d)", link, text)
