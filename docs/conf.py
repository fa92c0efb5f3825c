"""How Sphinx makes the book; `make book` lays out its sources and calls it."""

import sys
import tomllib
from importlib.resources import files
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools" / product) for product in ("book", "environments")]

from address import repository  # noqa: E402
from lesson_pages import FURTHER  # noqa: E402

course = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
project = html_title = "Cross-entropy"
author = course["authors"][0]["name"]
release = course["version"]
copyright = author  # noqa: A001  Sphinx's name for it

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
root_doc = "index"
linkcheck_ignore = [r"https://doi\.org/"]  # made not to change; publishers turn machines away
linkcheck_timeout = 20
highlight_language = "python"
default_role = "py:obj"
nitpick_ignore_regex = [("py:.*", ".*")]  # docstrings name arguments and words for types, too

nb_execution_mode = "off"  # the notebooks are built, executed and tested
nb_custom_formats = {".ipynb": ["lesson_pages.read", {}]}
nb_ipywidgets_js = {}  # explorers are stored as still pictures
nb_merge_streams = True
nb_code_prompt_show = "Make your forecast. Then open this."
nb_code_prompt_hide = "What happened:"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3

add_module_names = False
autosummary_generate = False
autodoc_preserve_defaults = True  # as the source has them, and not as Python shows them
autodoc_typehints = "none"  # docstrings say it in words, with shapes
autodoc_default_options = {"members": True}
napoleon_use_param = napoleon_use_rtype = False
napoleon_custom_sections = [("Attributes", "params_style")]

html_theme = "sphinx_book_theme"
html_theme_options = {
    "navbar_persistent": [],
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "use_download_button": True,
}
html_context = {"default_mode": "auto"}
html_static_path = ["_static", str(files("mathjax") / "static/mathjax/es5/tex-svg.js")]
html_css_files = ["book.css"]
html_favicon = "_static/icon.svg"
html_show_search_summary = False  # it might tell an outcome, and can't be had from a folder
html_show_copyright = html_show_sphinx = False
mathjax_path = "tex-svg.js"  # Sphinx would name a network's

published = repository()
if published:
    owner, name = published
    html_theme_options |= {
        "repository_url": f"https://github.com/{owner}/{name}",
        "repository_branch": "main",
        "use_repository_button": True,
        "path_to_docs": "",
        "launch_buttons": {
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }


def dress(app, doctree):
    """Give a lesson's title its number, and fold what goes beyond the lesson's question."""
    if app.env.docname.startswith("notebooks/"):
        number = Path(app.env.docname).name[:2]
        next(doctree.findall(nodes.title)).insert(0, nodes.Text(f"{number} "))
    for section in doctree.findall(nodes.section):
        if section[0].astext() == FURTHER:
            begin = '<details class="further"><summary>Show this part</summary>'
            section.insert(1, nodes.raw("", begin, format="html"))
            section.append(nodes.raw("", "</details>", format="html"))


def setup(app):
    """Tell Sphinx what it calls: before it collects titles."""
    app.connect("doctree-read", dress, priority=1)
