"""Build the book: `build_book.py [FOLDER]`. Nothing is run, and nothing is fetched."""

import shutil
import sys
from pathlib import Path

from broken_links import broken
from gather import gather
from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "docs/_build"


def build(html: Path, work: Path) -> list[str]:
    """Build the book, and follow its links.

    Parameters
    ----------
    html : Path
        Folder of the pages; what lies there is deleted.
    work : Path
        Folder for what is made on the way.

    Returns
    -------
    list of str
        What is wrong; empty if all is well. Sphinx prints its warnings itself.
    """
    shutil.rmtree(html, ignore_errors=True)
    gather(ROOT, work / "source")
    strict = ["-n", "-W", "--keep-going", "-q"]
    places = ["-c", str(ROOT / "docs"), "-d", str(work / "doctrees")]
    code = build_main([*strict, *places, "-E", "-b", "html", str(work / "source"), str(html)])
    return ["Sphinx gave the warnings above"] * bool(code) + broken(html)


def main() -> int:
    """Build where the first argument says, or in docs/_build/html."""
    html = Path(sys.argv[1]) if sys.argv[1:] else WORK / "html"
    wrong = build(html.resolve(), WORK)
    print("\n".join(wrong) or f"The book is in {html}: open index.html. No link is broken.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
