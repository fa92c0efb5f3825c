"""Whether a built notebook is what was built: an edit is noticed, opening it is no edit."""

import json

import nbformat
import notebook_items
import pytest
from built import DOCUMENTED, NEEDS, Job, complaint, stamp, state, write
from editions import read_edition
from notebook_items import Notebook

from xentlib.classroom.lesson_files import fingerprint

SOURCE = """
# %% [markdown] key="title"
# The answer is 42.

# %% key="work" tags=["timing"]
# a comment
print("a line", "b line", sep="\\n")

# %% key="picture"
show()
"""


def output(kind, **fields):
    return nbformat.v4.new_output(kind, **fields)


@pytest.fixture
def job(tmp_path):
    """A lesson as the builder leaves it, without its kernel."""
    job = Job(
        tmp_path / "notebooks/source/01_small.py",
        tmp_path / "notebooks/01_small.ipynb",
        "learner",
        tmp_path,
    )
    job.source.parent.mkdir(parents=True)
    job.source.write_text(SOURCE)
    notebook = read_edition(SOURCE, "learner")
    _, work, picture = notebook.cells
    work.outputs = [output("stream", name="stdout", text="a line\nb line\n")]
    data = {"image/png": "AAAA", "text/plain": "a sentence"}
    picture.outputs = [
        output("execute_result", data=data, metadata={"image/png": {"alt": "a"}}, execution_count=2)
    ]
    work.execution_count, picture.execution_count = 1, 2
    stamp(notebook, job, SOURCE)
    write(job.target, nbformat.writes(notebook))
    return job


def change(job, edit):
    """Let `edit` change the parsed notebook, and write it as another program would."""
    notebook = nbformat.from_dict(json.loads(job.target.read_text("utf-8")))
    edit(notebook)
    job.target.write_text(json.dumps(notebook, indent=3, sort_keys=True, ensure_ascii=False))


EDITS = {
    "a number in the text": lambda nb: nb.cells[0].update(source="The answer is 43."),
    "a comment in the code": lambda nb: nb.cells[1].source.pop(0),
    "an empty line": lambda nb: nb.cells[1].source.append("\n"),
    "a printed text": lambda nb: nb.cells[1].outputs[0].update(text="a lime\n"),
    "a picture": lambda nb: nb.cells[2].outputs[0].data.update({"image/png": "AAAB"}),
    "a picture's description": lambda nb: (
        nb.cells[2].outputs[0].update(metadata={"image/png": {"alt": "b"}})
    ),
    "an output taken out": lambda nb: nb.cells[2].outputs.clear(),
    "a cell taken out": lambda nb: nb.cells.pop(1),
    "a cell added": lambda nb: nb.cells.append(dict(nb.cells[0], id="new")),
    "two cells exchanged": lambda nb: nb.update(cells=[nb.cells[n] for n in (1, 0, 2)]),
    "a cell's kind": lambda nb: nb.cells[0].update(cell_type="raw"),
    "a cell's id": lambda nb: nb.cells[0].update(id="other"),
    "a cell's tags": lambda nb: nb.cells[1].metadata.update(tags=["nbval-skip"]),
    "a tag added": lambda nb: nb.cells[0].metadata.update(tags=["a"]),
    "a mark of nbgrader": lambda nb: nb.cells[1].metadata.update(nbgrader={"grade": True}),
    "a cell run a second time": lambda nb: nb.cells[1].update(execution_count=3),
    "an attached file": lambda nb: nb.cells[0].update(attachments={"a.png": {"image/png": "AAAA"}}),
    "the fingerprint taken out": lambda nb: nb.metadata.pop("xentlib"),
    "everything taken out": lambda nb: nb.clear(),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_by_hand_is_noticed(job, name):
    change(job, EDITS[name])
    assert state(job) == "edited"


LANGUAGE = {"codemirror_mode": {"name": "ipython", "version": 3}, "name": "python"}
OPENINGS = {  # what JupyterLab writes without being asked, and what folding or trusting writes
    "white space and the keys' order": lambda nb: nb,
    "the kernel's own words": lambda nb: nb.metadata.update(
        language_info=LANGUAGE, kernelspec={"name": "other", "display_name": "Other"}
    ),
    "widgets": lambda nb: nb.metadata.update(widgets={}),
    "the format's number": lambda nb: nb.update(nbformat_minor=6),
    "trust": lambda nb: nb.cells[1].metadata.update(trusted=True),
    "an output folded": lambda nb: nb.cells[1].metadata.update(
        collapsed=True, jupyter={"outputs_hidden": True, "source_hidden": False}
    ),
    "a long output made short": lambda nb: nb.cells[1].metadata.update(scrolled=True),
    "a section folded": lambda nb: nb.cells[0].metadata.update(
        {"jp-MarkdownHeadingCollapsed": True}
    ),
    "texts in one piece": lambda nb: nb.cells[1].update(source="".join(nb.cells[1].source)),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_opening_and_folding_are_no_edits(job, name):
    before = job.target.read_bytes()
    change(job, OPENINGS[name])
    assert job.target.read_bytes() != before
    assert state(job) == "current"


def test_what_nbformat_reads_and_writes_has_the_same_fingerprint(job):
    notebook = nbformat.read(job.target, 4)
    nbformat.write(notebook, job.target)
    assert notebook.metadata.xentlib.fingerprint == fingerprint(notebook)
    assert state(job) == "current"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "<<<<<<< HEAD", '{"metadata": []}'])
def test_a_damaged_notebook_counts_as_edited(job, text):
    job.target.write_text(text)
    assert state(job) == "edited"


def test_an_edited_notebook_is_edited_first_and_stale_second(job):
    job.source.write_text(SOURCE + "\n# %%\n3\n")
    assert state(job) == "stale"
    change(job, EDITS["a number in the text"])
    assert state(job) == "edited"


def test_another_edition_s_notebook_is_stale(job):
    other = Job(job.source, job.target, "solutions", job.root)
    assert state(other) == "stale"


def test_each_state_is_told_in_one_sentence_that_names_the_notebook_and_the_cure(job):
    assert complaint(job) == ""
    change(job, EDITS["a number in the text"])
    assert complaint(job) == (
        "notebooks/01_small.ipynb was edited after it was built: `make notebooks`, or "
        "`.venv/bin/xent reset 01`, puts it right and keeps your copy in my_answers/."
    )
    job.target.unlink()
    assert complaint(job) == "notebooks/01_small.ipynb is not built yet: run `make notebooks`."


TAGGED = """
# %% [markdown] key="said" tags=["installed"]
# There are {{ 1 + 1 }}.

# %% key="counted" tags=["installed"]
1 + 1

# %% [markdown] key="also"
# And {{ 3 }}.

# %% key="others"
3
"""


@pytest.fixture
def compared(job, request):
    """Cells of a built notebook that are compared where it runs, had it been built elsewhere."""
    job.source.write_text(TAGGED)
    notebook = read_edition(TAGGED, "learner")
    stamp(notebook, job, TAGGED)

    def compared(**versions):
        notebook.metadata.xentlib.versions.update(versions)
        write(job.target, nbformat.writes(notebook))
        items = Notebook.from_parent(request.session, path=job.target).collect()
        found = [item for item in items if getattr(item, "options", {"check": True})["check"]]
        return [item.cell.id if hasattr(item, "cell") else item.name for item in found]

    return compared


def test_what_hangs_on_docstrings_is_compared_where_their_libraries_are_as_they_were(compared):
    everything = ["Prose said", "counted", "Prose also", "others", "Offline", "Legible"]
    assert compared() == everything
    assert compared(numpy="1.0") == everything[2:]


@pytest.mark.parametrize("tag", NEEDS)
def test_what_needs_a_library_is_left_out_where_it_is_missing(tag, job, request, monkeypatch):
    job.source.write_text(TAGGED.replace("installed", tag))
    write(job.target, nbformat.writes(read_edition(job.source.read_text(), "learner")))
    for missing in (False, True):
        found = None if missing else True
        monkeypatch.setattr(notebook_items, "find_spec", lambda _, found=found: found)
        items = list(Notebook.from_parent(request.session, path=job.target).collect())
        left_out = [bool(item.get_closest_marker("skip")) for item in items]
        assert left_out == [missing, missing, False, False, False, False]


def test_versions_are_noted_where_something_hangs_on_them_and_nowhere_else(job):
    made = {source: read_edition(source, "learner") for source in (TAGGED, SOURCE)}
    for source, notebook in made.items():
        stamp(notebook, job, source)
    assert set(made[TAGGED].metadata.xentlib.versions) == set(DOCUMENTED)
    assert "versions" not in made[SOURCE].metadata.xentlib
