"""Follow every link within the built book."""

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src"}


class _Tags(HTMLParser):
    """Every tag that is opened; building trees of the pages would take five times as long."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag with its attributes."""
        self.opened.append((tag, dict(attrs)))


@cache
def _opened(page: Path) -> list[tuple[str, dict[str, str | None]]]:
    tags = _Tags()
    tags.feed(page.read_text("utf-8"))
    tags.close()
    return tags.opened


@cache
def anchors(page: Path) -> frozenset[str]:
    """Names that a link to a page can end in."""
    return frozenset(named["id"] or "" for _, named in _opened(page) if "id" in named) | {"", "top"}


def links(page: Path) -> Iterator[tuple[str, str]]:
    """All addresses that a page names, and for each the kind of element that names it."""
    for tag, named in _opened(page):
        address = named.get(LOADED.get(tag, "href")) if tag in {"a", *LOADED} else ""
        if address:
            yield tag, address


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
