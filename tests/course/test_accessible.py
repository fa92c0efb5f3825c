"""Whether a page can be read by ear: headings in order; words for each link, column and picture."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pytest
from test_notebooks import BUILT, ROOT, name, outputs, parse
from test_readme import PAGES

WORDS = 5  # what is shown takes that many at least
LAWS = []
CODE = re.compile(r"(?ms)^(```+|~~~+).*?^\1[^\n]*$|`[^`\n]+`")
SAYS_NOTHING = {
    "click",
    "click here",
    "here",
    "link",
    "more",
    "page",
    "read more",
    "this",
    "this link",
}
RULE_BELOW = re.compile(r"(?m)^ {0,3}\|?(.*\|.*)\n {0,3}\|?(?: *:?-+:? *\|)+ *(?::?-+:?)? *$")


def law(function):
    """Of every page as Markdown: says in sentences what breaks it."""
    LAWS.append(function)
    return function


def is_said(text):
    """Whether a text says what a picture shows: not the name of a file or of a Python object."""
    return len(text.split()) >= WORDS and not re.match(r"\W*<", text)


@law
def has_one_title_and_skips_no_level(text):
    found = [len(sharps) for sharps in re.findall(r"(?m)^(#{1,6}) ", CODE.sub("", text))]
    if found.count(1) != 1 or found[0] != 1:
        yield f"there must be one title, `# …`, before all other headings; got levels {found}"
    for above, below in pairwise(found):
        if below > above + 1:
            yield f"a heading of level {below} must not follow one of level {above}"


@law
def says_where_each_link_leads(text):
    for said, _ in re.findall(r"(?<!!)\[([^\]]+)\]\(([^)]*)\)", CODE.sub("", text)):
        if said.strip(" .!→").lower() in SAYS_NOTHING:
            yield f"a link must say where it leads; got {said!r}"


@law
def names_each_column(text):
    for row in RULE_BELOW.findall(CODE.sub("code", text)):
        if not all(cell.strip() for cell in row.strip().removesuffix("|").split("|")):
            yield f"each column of a table must have a name; got {row!r}"


@law
def says_what_each_picture_shows(text):
    text = CODE.sub("", text)
    for said, path in re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", text):
        if not is_said(said):
            yield f"the picture {path} must have words in its brackets; got {said!r}"
    yield from html_without_words(text)


def html_without_words(html):
    """Sentences about pictures and tables in HTML that have no words."""
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: tags.append((tag, dict(attributes)))
    parser.feed(html)
    for tag, attributes in tags:
        if tag == "img" and not is_said(attributes.get("alt") or ""):
            yield f"an <img> must have an alt text; got {attributes.get('alt')!r}"
    names = {tag for tag, _ in tags}
    if "table" in names and "th" not in names:
        yield "a <table> must name its columns or rows by <th>"


def pictures_without_words(notebook):
    """Sentences about the outputs of a built notebook."""
    for cell, output in outputs(notebook):
        data, metadata = output.get("data", {}), output.get("metadata", {})
        for kind in (kind for kind in data if kind.startswith("image/")):
            alt = metadata.get(kind, {}).get("alt", "")
            if not is_said(alt):
                yield f"the picture of cell {cell.id!r} must have an alt text; got {alt!r}"
        for said in html_without_words("".join(data.get("text/html", ""))):
            yield f"cell {cell.id!r}: {said}"


def markdown_of(notebook):
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    return "\n\n".join(texts)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("path", BUILT, ids=name)
def test_a_notebook_can_be_read_by_ear(path, law):
    assert not list(law(markdown_of(parse(path))))


@pytest.mark.parametrize("path", BUILT, ids=name)
def test_each_picture_of_a_notebook_has_words(path):
    assert not list(pictures_without_words(parse(path)))


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name != "contents.md"],  # the book adds it to README's page
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_a_page_can_be_read_by_ear(page, law):
    assert not list(law(page.read_text(encoding="utf-8")))


# Each law can fail.

GOOD = """# One title

[Lesson 01](01.ipynb) says more, and `[here](x)` is code.

![a coin that comes up heads](coin.png)

## A section

| way | price |
|:---|---|
| a | 1 |

```sh
# no heading
```

### A part
<img src="a.png" alt="two dice on a table">
"""
BREAKS = [
    ("has_one_title_and_skips_no_level", "# One title", "One title"),
    ("has_one_title_and_skips_no_level", "# One title", "## Before it\n\n# One title"),
    ("has_one_title_and_skips_no_level", "## A section", "# A section"),
    ("has_one_title_and_skips_no_level", "## A section", "A section"),
    ("says_where_each_link_leads", "Lesson 01", "here"),
    ("says_where_each_link_leads", "Lesson 01", "Click here!"),
    ("names_each_column", "| way | price |", "| | price |"),
    ("says_what_each_picture_shows", "a coin that comes up heads", "coin"),
    ("says_what_each_picture_shows", ' alt="two dice on a table"', ""),
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_good_page_keeps_the_law(law):
    assert not list(law(GOOD))
    assert law.__name__ in {broken for broken, *_ in BREAKS}


@pytest.mark.parametrize("law_name, old, new", BREAKS)
def test_a_law_of_pages_can_fail(law_name, old, new):
    assert old in GOOD
    (law,) = (law for law in LAWS if law.__name__ == law_name)
    assert list(law(GOOD.replace(old, new)))


def shown(data, metadata=None):
    output = nbformat.v4.new_output("display_data", data, metadata=metadata or {})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])


@pytest.mark.parametrize(
    "data, alt, is_right",
    [
        ({"image/png": "AA=="}, "the loss falls to 0.1 nats", True),
        ({"image/png": "AA=="}, "", False),
        ({"image/png": "AA=="}, "a picture", False),
        ({"image/png": "AA=="}, "<Figure size 700x350 with 1 Axes>", False),
        ({"text/html": "<img src='a.png'>"}, "", False),
        ({"text/html": "<table><tr><td>1</td></tr></table>"}, "", False),
        ({"text/html": "<table><tr><th>n</th></tr></table>"}, "", True),
    ],
)
def test_what_has_words_and_what_has_none(data, alt, is_right):
    notebook = shown(data, {"image/png": {"alt": alt}})
    assert (not list(pictures_without_words(notebook))) == is_right
