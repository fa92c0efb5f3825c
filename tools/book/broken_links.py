"""Follow every link within the built book."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


@cache
def _soup(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text("utf-8"), "html.parser")


@cache
def anchors(page: Path) -> frozenset[str]:
    """Names that a link to a page can end in."""
    return frozenset(str(tag["id"]) for tag in _soup(page).find_all(id=True)) | {"", "top"}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """All addresses that a page names, and for each the kind of element that names it."""
    for tag in _soup(page).find_all(["a", *LOADED]):
        address = tag.get(LOADED.get(tag.name, "href"))
        if address:
            yield tag.name, str(address)


def broken(html: Path) -> list[str]:
    """Say which links of a built book lead nowhere, or load something from elsewhere.

    Parameters
    ----------
    html : Path
        Folder of the pages.

    Returns
    -------
    list of str
        One line for each link, sorted; links to other sites are not followed.
    """
    found = set()
    for page in {*html.rglob("*.html")} - {*html.glob("_static/**/*")}:
        for element, address in links(page):
            wrong = _wrong(page, html, element, address)
            if wrong:
                found.add(f"{page.relative_to(html).as_posix()}: {address[:120]} {wrong}")
    return sorted(found)


def _wrong(page: Path, html: Path, element: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "data":
        return ""
    if parts.netloc or parts.scheme:
        outside = element in LOADED
        return "is loaded from outside the book" if outside else ""
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file() or html.resolve() not in target.parents:
        return "leads nowhere"
    named = unquote(parts.fragment)
    if target.suffix == ".html" and named not in anchors(target):
        return "leads to a place that the page does not have"
    return ""


if __name__ == "__main__":
    wrong = broken(Path(sys.argv[1]))
    print("\n".join(wrong))
    sys.exit(bool(wrong))
