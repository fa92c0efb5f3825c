"""The built notebooks: executed, small, up to date, and lessons in what they hold."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import nbformat
import pytest
from appearance import FOLDED, HIDDEN
from built import complaint, find_jobs, state
from editions import read_edition
from lesson_shape import LESSON_RULES, WELCOME_RULES, Lesson, calls
from nbformat.validator import iter_validate

from xentlib.classroom.topics import topic_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
BUILT = sorted(path for path in FOLDER.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)
JOBS = find_jobs(ROOT)
VIEW = "application/vnd.jupyter.widget-view+json"
MEGABYTE = 10**6
LAWS = []


def name(path):
    return path.relative_to(FOLDER).as_posix()


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [(cell, output) for cell in code_cells(notebook) for output in cell.outputs]


def law(function):
    """Of every built notebook: says in sentences what breaks it."""
    LAWS.append(function)
    return function


@law
def is_valid(notebook):
    for error in iter_validate(notebook, version=4, version_minor=5):
        yield str(error)
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"the format must be 4.5; got {notebook.nbformat}.{notebook.nbformat_minor}"


@law
def was_run_once_from_top_to_bottom(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts must be 1, 2, 3, …; got {counts}"
    for cell, output in outputs(notebook):
        if output.get("execution_count", cell.execution_count) != cell.execution_count:
            yield f"cell {cell.id!r} and its result were not run together"


@law
def has_unique_ids(notebook):
    ids = [cell.id for cell in notebook.cells]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"two cells are called {twice!r}"


@law
def holds_no_dead_widgets(notebook):
    if "widgets" in notebook.metadata:
        yield "the widgets' state is stored"
    for cell, output in outputs(notebook):
        if VIEW in output.get("data", {}):
            yield f"cell {cell.id!r} stores a widget's view"


@law
def shows_no_error_and_no_stderr(notebook):
    for cell, output in outputs(notebook):
        if output.output_type == "error" or output.get("name") == "stderr":
            yield f"cell {cell.id!r} ends in {output.get('ename') or output.text!r}"


@law
def has_every_expression_filled(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "{{" in cell.source:
            yield f"cell {cell.id!r} still has a {{{{"


@law
def is_compared_by_nbval_wherever_it_can_be(notebook):
    for cell in code_cells(notebook):
        tags = set(cell.metadata.get("tags", []))
        if "nbval-skip" in tags or "NBVAL_" in cell.source:
            yield f"cell {cell.id!r} must not escape nbval"
        excused = "timing" in tags or calls(cell.source, r"explore_\w+")
        if "nbval-ignore-output" in tags and not excused:
            yield f"cell {cell.id!r} may ignore its output only with the tag 'timing'"


@cache
def edited():
    """Notebooks that somebody wrote into: one failure says so, and their laws needn't say it."""
    return {job.target for job in JOBS if state(job) == "edited"}


@cache
def parse(path):
    if path in edited():
        pytest.skip(f"{name(path)} was edited, which another test says")
    return nbformat.read(path, 4)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("path", BUILT, ids=name)
def test_a_built_notebook(path, law):
    assert not list(law(parse(path)))


@pytest.mark.parametrize("path", BUILT, ids=name)
def test_a_built_notebook_weighs_a_megabyte_at_most(path):
    assert path.stat().st_size <= MEGABYTE


def test_all_built_notebooks_weigh_25_megabytes_at_most():
    assert sum(path.stat().st_size for path in BUILT) <= 25 * MEGABYTE


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.label)
def test_a_source_has_its_notebook_and_it_is_what_was_built(job):
    if said := complaint(job):
        pytest.fail(said, pytrace=False)


def test_there_is_no_notebook_without_a_source():
    strays = set(BUILT) - {job.target for job in JOBS}
    assert not strays, "remove them, or write notebooks/source/NAME.py"


def test_the_search_for_doctests_does_not_run_a_lesson():
    collect = "pytest.main(['--collect-only', '-q', '-p', 'no:cacheprovider', 'notebooks'])"
    code = f"import pytest, sys; {collect}; print('00_start_here' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "False", run.stdout + run.stderr


@cache
def read(job):
    solutions = FOLDER / "solutions" / job.target.name
    for path in (job.target, solutions):
        if not path.exists():
            pytest.fail(f"{name(path)} is not built yet: run `make notebooks`")
    text = job.source.read_text(encoding="utf-8")
    return Lesson(topic_of(job.source.stem), text, parse(job.target), parse(solutions))


@pytest.mark.parametrize(
    "job, rule",
    [
        pytest.param(job, rule, id=f"{job.source.stem}-{rule.__name__}")
        for job in JOBS
        if job.edition == "learner"
        for rule in (WELCOME_RULES if job.source.stem.startswith("00") else LESSON_RULES)
    ],
)
def test_a_lesson(job, rule):
    assert not list(rule(read(job)))


# Each rule and each law can fail: one change to something good breaks it.

WORDS = "Every word of this sentence counts, and there must be a thousand of them or more. " * 70
GOOD = f"""
# %% [markdown]
# # A good lesson
#
# **Goals**
#
# - one
# - two
# - three
#
# **Needs** [00](00_start_here.ipynb)
#
# **Budget** {{{{ budget }}}}

# %%
import numpy as np
import xentlib as xent

# %% [markdown] story="0.5"
# {WORDS}
#
# A $p$ of 0.5, `0.25`, $0.75$, [a link of 2020](x.ipynb), {{{{ 0.125 }}}}, (Guo, 2017),
# Guo (2017), 7 and 42.

# %%
xent.predict("multi_label.one", {{"0.70": 0.5, "0.2": 0.5}})
xent.predict("multi_label.two", {{"yes": 0.5, "no": 0.5}})
# %%
xent.reveal("multi_label.one", str.lower("0.70"))
# %%
xent.reveal("multi_label.two", str.lower("yes"))
# %%
"of what came"
# %% [markdown]
# So it is.
# %%
print(xent.entropy(1), xent.surprisal(1), xent.softmax(1))
# %%
xent.show(fig, "")
# %%
xent.show(fig, "1")
# %%
xent.show(fig, "2")
# %%
xent.explorers.explore_this()
# %%
xent.check("multi_label.a", 1)
# %%
xent.check("multi_label.b", 1)
# %%
xent.check("multi_label.c", 1)
# %%
xent.check("multi_label.d", 1)
# %%
xent.check("multi_label.e", 1)
# %%
xent.quiz("multi_label")

# %% [markdown]
# ## References
#
# 1. Shannon (1948). A title. doi:10.1002/j.1538
# 2. Murphy (2022). A title. ISBN 978-0-262-04682-4
# 3. Guo (2017). A title. [arXiv:1706.04599](https://arxiv.org/abs/1706.04599)

# %% [markdown]
# ## Going further
"""


TWO = 'xent.predict("multi_label.two", {"yes": 0.5, "no": 0.5})\n'
KINDS = {"multi_label.a": "reading", "multi_label.b": "derivation"}


def result(text, count):
    data = {"text/plain": text}
    return nbformat.v4.new_output("execute_result", data, execution_count=count)


def pretend(text, edition):
    """Outputs that a kernel would have made of such cells."""
    notebook = read_edition(text, edition)
    for n, cell in enumerate(code_cells(notebook), 1):
        cell.execution_count = n
        shown = calls(cell.source, "show|explore_this") or "# a picture" in cell.source
        if calls(cell.source, "check") and "# silent" not in cell.source:
            state = "✗" if "# wrong" in cell.source else {"learner": "○"}.get(edition, "✓")
            cell.outputs = [result(state, n)]
        elif told := re.search(r'reveal\("(\S+)", str.lower\("(.+)"\)', cell.source):
            cell.outputs = [result(f"{told[1]}: {told[2]}\nYou had said nothing.", n)]
        elif shown:
            cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": "AA=="})]
    return notebook


def lesson(text):
    editions = pretend(text, "learner"), pretend(text, "solutions")
    return Lesson("multi_label", text, *editions, kind_of=KINDS.get)


BREAKS = [
    ("has_one_title_and_it_comes_first", "# # A good", "# ## A good"),
    ("has_one_title_and_it_comes_first", "# ## References", "# # References"),
    ("states_its_goals", "# - one\n# - two\n", "# - one\n"),
    ("states_its_goals", "**Goals**", "Goals"),
    ("states_its_goals", "# - one\n", "# - one\n" * 4),
    ("says_what_it_needs", "**Needs** [00](00_start_here.ipynb)", "**Needs**"),
    ("gives_its_budget", "# **Budget** {{ budget }}\n", ""),
    ("gives_its_budget", "{{ budget }}", "50 minutes"),
    ("computes_what_it_reveals", 'str.lower("yes")', '"yes"'),
    ("imports_in_one_cell_and_fetches_nothing", "# %%\nimport", "# %%\n1\n# %%\nimport"),
    ("imports_in_one_cell_and_fetches_nothing", "print(", "import os\nprint("),
    ("imports_in_one_cell_and_fetches_nothing", "print(", "fetch_openml()\nprint("),
    ("imports_in_one_cell_and_fetches_nothing", "import numpy as np\n", "import requests\n"),
    ("imports_in_one_cell_and_fetches_nothing", "import numpy", "%pip install x\nimport numpy"),
    ("asks_for_uniform_numbers_only", "print(", "rng.normal(3)\nprint("),
    ("asks_for_uniform_numbers_only", "print(", "np.random.shuffle(a)\nprint("),
    ("uses_the_package", "import xentlib as xent", "import xentlib"),
    ("uses_the_package", ", xent.softmax(1)", ""),
    ("scores_its_forecasts", TWO, ""),
    ("scores_its_forecasts", TWO, TWO.replace("two", "a")),
    ("tells_no_outcome_before_it_is_revealed", 'str.lower("yes")', "silent"),
    ("goes_further_last_and_folded", "# ## References", "# Read these."),
    ("goes_further_last_and_folded", "# ## Going further", "# ## Going further\n#\n# ## At last"),
    ("goes_further_last_and_folded", "# ## Going further", "# Now,\n#\n# ## Going further"),
    ("goes_further_last_and_folded", "# ## Going further", "# ## Going Further"),
    (
        "goes_further_last_and_folded",
        "# ## Going further",
        "# ## Going further\n#\n# Seen though folded.",
    ),
    ("scores_its_forecasts", "print(", 'xent.predict("multi_label.three", {})\nprint('),
    ("checks_its_exercises", '# %%\nxent.check("multi_label.e", 1)\n', ""),
    ("checks_its_exercises", '"multi_label.e"', '"training.e"'),
    (
        "checks_its_exercises",
        "# %%\nxent.quiz",
        4 * '# %%\nxent.check("07.%d")\n' % (1, 2, 3, 4) + "# %%\nxent.quiz",
    ),
    ("asks_for_reading_and_for_a_derivation", '"multi_label.a", 1', '"multi_label.z", 1'),
    ("asks_for_reading_and_for_a_derivation", '"multi_label.b", 1', '"multi_label.z", 1'),
    (
        "shows_a_verdict_for_each_check",
        'xent.check("multi_label.e", 1)',
        'xent.check("multi_label.e", 1)  # wrong',
    ),
    (
        "shows_a_verdict_for_each_check",
        'xent.check("multi_label.e", 1)',
        'xent.check("multi_label.e", 1)  # silent',
    ),
    ("asks_its_quiz", 'xent.quiz("multi_label")', 'xent.quiz("training")'),
    ("asks_its_quiz", 'xent.quiz("multi_label")', "1"),
    ("offers_an_explorer", "xent.explorers.explore_this()", 'xent.show(fig, "3")'),
    ("says_what_each_picture_shows", "print(", "# a picture\nprint("),
    ("has_enough_pictures", 'xent.show(fig, "2")', "1"),
    ("has_enough_pictures", "# %%\nprint(", "# %%\n1\n" * 13 + "# %%\nprint("),
    ("has_short_code_cells", "print(", "1\n" * 15 + "print("),
    ("has_short_code_cells", "# %%\nxent.", "# %%\n" + "1\n" * 6 + "xent."),
    ("is_neither_terse_nor_long", WORDS, "Few words."),
    ("is_neither_terse_nor_long", WORDS, WORDS * 2),
    ("cites_real_references", "# 2. Murphy", "# Murphy"),
    ("cites_real_references", "doi:10.1002/j.1538", "Wiley"),
    ("cites_real_references", "Guo (2017)", "Guo"),
    ("cites_real_references", "## References", "## Reading"),
    ("never_says_that_it_is_easy", "Every word", "Obviously every word"),
    ("types_no_numbers_into_its_prose", "7 and 42", "7 and 0.42"),
    ("types_no_numbers_into_its_prose", "7 and 42", "7 and 1,000"),
    ("types_no_numbers_into_its_prose", "(Guo, 2017)", "(in 3 of 2017)"),
    ("types_no_numbers_into_its_prose", "(Guo, 2017)", "(Guo, 0.17)"),
    ("types_no_numbers_into_its_prose", "story=", "title="),
    ("types_no_numbers_into_its_prose", "`0.25`", "0.25"),
]


@pytest.mark.parametrize("rule", LESSON_RULES, ids=lambda rule: rule.__name__)
def test_a_good_lesson_keeps_the_rule(rule):
    assert not list(rule(lesson(GOOD)))


@pytest.mark.parametrize("rule_name, old, new", BREAKS)
def test_a_rule_of_lessons_can_fail(rule_name, old, new):
    assert old in GOOD
    rule = next(rule for rule in LESSON_RULES if rule.__name__ == rule_name)
    assert list(rule(lesson(GOOD.replace(old, new))))


def cell_with(notebook, text):
    return next(cell for cell in notebook.cells if text in cell.source)


FOLDS, FURTHER = "folds_outputs_from_a_forecast_to_its_reveal", "goes_further_last_and_folded"
TAMPERINGS = [
    (FOLDS, lambda made: cell_with(made.learner, "reveal").metadata.clear()),
    (FOLDS, lambda made: cell_with(made.learner, "reveal").metadata.update(collapsed=False)),
    (FOLDS, lambda made: cell_with(made.learner, "predict").metadata.update(HIDDEN)),
    (FOLDS, lambda made: cell_with(made.learner, "print").metadata.update(HIDDEN)),
    (FOLDS, lambda made: cell_with(made.learner, "of what came").metadata.clear()),
    (FOLDS, lambda made: cell_with(made.solutions, "reveal").metadata.update(HIDDEN)),
    (FOLDS, lambda made: cell_with(made.solutions, "Going").metadata.update({FOLDED: True})),
    (FURTHER, lambda made: cell_with(made.learner, "Going further").metadata.clear()),
    ("reads_the_same_in_both_editions", lambda made: add(made.solutions.cells[2], " And more.")),
    ("reads_the_same_in_both_editions", lambda made: add(made.learner.cells[0], " And more.")),
]


def add(cell, text):
    cell.source += text


@pytest.mark.parametrize("rule_name, tamper", TAMPERINGS)
def test_a_rule_of_built_lessons_can_fail(rule_name, tamper):
    broken = lesson(GOOD)
    tamper(broken)
    rule = next(rule for rule in LESSON_RULES if rule.__name__ == rule_name)
    assert list(rule(broken))


TELLING = {  # outcome -> what gives it away between the forecast and its reveal, and what does not
    "0.70": (
        ["It is 0.70.", "It is 0.7.", "## Why 0.7"],
        ["10.70 of them", "0.75", "$0.7$", "`0.7`", "0.7 %", "0.2 or 0.7?", "a 0 and a 7", "0.07"],
    ),
    "25 %": (["It is 25 %.", "It is 25%, then."], ["25 of them", "125 %", "2.25 %"]),
    "over 4": (["It is over 4 times."], ["over the 4 of them", "4 over"]),
    "softmax": (["Softmax wins."], ["log_softmax", "`softmax`", "[it](softmax)"]),
    "0": (["It is 0."], ["10", "0.5", "-0.0"]),
    "-16": (["It is −16.", "It is -16."], ["16", "2-16"]),
    "yes": (["## Yes, it does"], ["Yes, it does."]),
}


def with_outcome(outcome, between="", other="0.2", before="# %%\n1\n"):
    """A good lesson with such an outcome, and such a text before its reveal."""
    text = f"\n# %% [markdown]\n# {between}\n" if between else ""
    return lesson(
        GOOD.replace('"0.70"', f'"{outcome}"')
        .replace('"0.2"', f'"{other}"')
        .replace(TWO, TWO + text)
        .replace("# %%\nxent.predict", f"# %% [markdown]\n# ## Ask\n{before}# %%\nxent.predict")
    )


(TELLS,) = (rule for rule in LESSON_RULES if rule.__name__.startswith("tells_no_outcome"))


@pytest.mark.parametrize("outcome", TELLING)
def test_what_gives_an_outcome_away_and_what_does_not(outcome):
    telling, harmless = TELLING[outcome]
    assert [text for text in telling if not list(TELLS(with_outcome(outcome, text)))] == []
    assert [text for text in harmless if list(TELLS(with_outcome(outcome, text)))] == []


@pytest.mark.parametrize("outcome, gives_it_away", [("0.70", True), ("7", False), ("yes", False)])
def test_a_number_of_two_digits_may_stand_in_no_output_of_its_section_either(
    outcome, gives_it_away
):
    made = with_outcome(outcome)
    seen = made.learner.cells[made.learner.cells.index(cell_with(made.learner, "## Ask")) + 1]
    seen.outputs = [result(f"[0.1, {outcome}]", 1)]
    assert bool(list(TELLS(made))) == gives_it_away
    seen.metadata.update(HIDDEN)
    assert not list(TELLS(made))


def test_a_heading_anywhere_in_the_lesson_may_not_tell_an_outcome_of_two_digits():
    made = with_outcome("0.70")
    add(cell_with(made.learner, "## References"), "\n\n## All 0.7 of it")
    assert list(TELLS(made))


def test_every_rule_of_lessons_is_broken_once():
    broken = {rule_name for rule_name, *_ in BREAKS + TAMPERINGS}
    assert broken == {rule.__name__ for rule in LESSON_RULES}
    assert set(WELCOME_RULES) < set(LESSON_RULES)


def output(**fields):
    return nbformat.from_dict({"output_type": "display_data", "metadata": {}, "data": {}} | fields)


def set_ids_alike(notebook):
    notebook.cells[1].id = notebook.cells[0].id


VIOLATIONS = {
    "is_valid": [
        lambda nb: nb.update(nbformat_minor=4),
        lambda nb: nb.cells[0].update(id="not a name!"),
        lambda nb: nb.cells[1].pop("outputs"),
    ],
    "was_run_once_from_top_to_bottom": [
        lambda nb: nb.cells[1].update(execution_count=None),
        lambda nb: nb.cells[1].update(execution_count=2),
        lambda nb: nb.cells[1].outputs.append(output(execution_count=2)),
    ],
    "has_unique_ids": [set_ids_alike],
    "holds_no_dead_widgets": [
        lambda nb: nb.metadata.update(widgets={}),
        lambda nb: nb.cells[1].outputs.append(output(data={VIEW: {}})),
    ],
    "shows_no_error_and_no_stderr": [
        lambda nb: nb.cells[1].outputs.append(output(output_type="error", ename="E")),
        lambda nb: nb.cells[1].outputs.append(output(output_type="stream", name="stderr", text="")),
    ],
    "has_every_expression_filled": [lambda nb: nb.cells[0].update(source="{{ 1 }}")],
    "is_compared_by_nbval_wherever_it_can_be": [
        lambda nb: nb.cells[1].metadata.update(tags=["nbval-skip"]),
        lambda nb: nb.cells[1].metadata.update(tags=["nbval-ignore-output"]),
        lambda nb: nb.cells[1].update(source="# NBVAL_IGNORE_OUTPUT"),
    ],
}


def good_notebook():
    said = GOOD.replace("{{ 0.125 }}", "0.125").replace("{{ budget }}", "50 minutes")
    notebook = pretend(said, "learner")
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_law_of_notebooks_holds_for_a_good_one_and_can_fail(law):
    assert not list(law(good_notebook()))
    for violate in VIOLATIONS[law.__name__]:
        broken = good_notebook()
        violate(broken)
        assert list(law(broken))


@pytest.mark.parametrize("tags, source", [(["timing"], "1"), ([], "xent.explorers.explore_x()")])
def test_times_and_explorers_may_ignore_their_output(tags, source):
    notebook = good_notebook()
    notebook.cells[1].update(source=source, metadata={"tags": [*tags, "nbval-ignore-output"]})
    (law,) = (law for law in LAWS if "nbval" in law.__name__)
    assert not list(law(nbformat.from_dict(json.loads(json.dumps(notebook)))))
