"""A student's Markdown without anything that acts: formgrader and feedback show it as a page."""

import re
from collections.abc import Collection, Mapping
from typing import Any

TAG = re.compile(r"<(?=[A-Za-z/!?])")
ACTING = (
    "href|require|class|cssId|style|csname|mmlToken|unicode|let|def|newcommand|renewcommand|data"
)
TEX = re.compile(rf"\\+(?=(?:{ACTING})(?![A-Za-z]))")
ENTITY = re.compile(r"&(?=#|[A-Za-z0-9]+;)")
LINK = re.compile(r"\]([(:])(?=\s*(\S*))")
DIAGRAM = re.compile(r"((?:`{3,}|~{3,})[ \t]*)(?=mermaid)")
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


def harmless(source: str, pictures: Collection[str] = ()) -> str:
    r"""Take out of Markdown what could act in a browser; formulas and text stay.

    Parameters
    ----------
    source : str
        Markdown of anybody.
    pictures : collection of str
        Names of attachments that are there; a link to another would stop nbgrader.

    Returns
    -------
    str
        The same text, with a space in every tag, in every entity, and in every link that is not to
        the web.

    Examples
    --------
    >>> harmless("$p<q$ <img src=x onerror=alert(1)> [so](javascript:alert(1))")
    '$p< q$ < img src=x onerror=alert(1)> [so] (javascript:alert(1))'
    """

    def link(found: re.Match[str]) -> str:
        _, target = found[1], found[2]
        name = re.match(r"attachment:([\w.-]+)(?=[)]|$)", target)
        kept = re.match(r"https?://", target) or (name and name[1] in pictures)
        return found[0] if kept else f"] {found[1]}"

    text = source.encode("utf-8", "replace").decode().replace("\0", "")
    text = ENTITY.sub("& ", text)
    text = DIAGRAM.sub(r"\1text ", LINK.sub(link, TEX.sub("", text)))
    return TAG.sub("< ", text)


def harmless_pictures(attachments: Any) -> dict[str, dict[str, str]]:
    """Keep the pictures among a cell's attachments.

    Parameters
    ----------
    attachments : object
        As the notebook holds them, whatever that is.

    Returns
    -------
    dict
        Of names to a dict of types to base64.

    Examples
    --------
    >>> harmless_pictures({"a.png": {"image/png": "aGk="}, "b": {"text/html": "aGk="}, "c": 3})
    {'a.png': {'image/png': 'aGk='}}
    """
    kept = {}
    for name, kinds in attachments.items() if isinstance(attachments, Mapping) else ():
        found = {
            kind: data
            for kind, data in (kinds.items() if isinstance(kinds, Mapping) else ())
            if kind in PICTURES and isinstance(data, str) and BASE64.fullmatch(data)
        }
        if found and isinstance(name, str):
            kept[name] = found
    return kept
