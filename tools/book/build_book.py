"""Build the book: `build_book.py [FOLDER]`. Nothing is run, and nothing is fetched."""

import shutil
import sys
from pathlib import Path

from broken_links import broken
from gather import gather
from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path) -> list[str]:
    """Build the book, and follow its links.

    Parameters
    ----------
    folder : Path
        Its pages go to `folder` / "html"; what lies there is deleted.

    Returns
    -------
    list of str
        What is wrong; empty if all is well. Sphinx prints its warnings itself.
    """
    html, source = folder / "html", folder / "source"
    shutil.rmtree(html, ignore_errors=True)
    gather(ROOT, source)
    strict = ["-n", "-W", "--keep-going", "-q", "-E"]
    places = ["-c", ROOT / "docs", "-d", folder / "doctrees", source, html]
    code = build_main([*strict, *map(str, places)])
    return ["Sphinx gave the warnings above."] * bool(code) + broken(html)


def main() -> int:
    """Build in the folder that the first argument says, or in docs/_build."""
    folder = Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT / "docs/_build"
    wrong = build(folder)
    print("\n".join(wrong) or f"Open {folder / 'html/index.html'} in a browser: no link is broken.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
