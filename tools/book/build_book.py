"""Build the book: `build_book.py [--external] [FOLDER]`. Nothing is run, and nothing is fetched."""

import argparse
import shutil
import sys
from pathlib import Path

from broken_links import broken
from gather import gather
from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[2]


def run_sphinx(source: Path, folder: Path, builder: str) -> int:
    """Let Sphinx build; every warning is an error, and all are shown.

    Parameters
    ----------
    source : Path
        What `gather` laid out.
    folder : Path
        The result goes into the folder `builder` there.
    builder : str
        "html" makes pages; "linkcheck" asks other sites whether they still have what is linked.

    Returns
    -------
    int
        0 if there was no warning.
    """
    strict = ["-n", "-W", "--keep-going", "-q", "-E", "-b", builder]
    places = ["-c", ROOT / "docs", "-d", folder / "doctrees", source, folder / builder]
    return build_main([*strict, *map(str, places)])


def build(folder: Path) -> list[str]:
    """Build the book, and follow the links within it.

    Parameters
    ----------
    folder : Path
        The pages go to `folder` / "html"; what lies there is deleted.

    Returns
    -------
    list of str
        What is wrong; empty if all is well. Sphinx prints its warnings itself.
    """
    html, source = folder / "html", folder / "source"
    shutil.rmtree(html, ignore_errors=True)
    gather(ROOT, source)
    code = run_sphinx(source, folder, "html")
    return ["Sphinx gave the warnings above."] * bool(code) + broken(html)


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description="Build the book.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs/_build")
    parser.add_argument("--external", action="store_true", help="ask other sites for what we link")
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    wrong = build(folder)
    print("\n".join(wrong) or f"Open {folder / 'html/index.html'} in a browser: no link is broken.")
    if asked.external and not wrong:
        return run_sphinx(folder / "source", folder, "linkcheck")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
