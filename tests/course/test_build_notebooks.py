"""The builder: from a lesson's source to executed notebooks."""

import doctest
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent

import appearance
import build_notebooks
import editions as editions_module
import nbformat
import psutil
import pytest
from budgets import budgets, estimate, fits_a_browser, measure, record, sentence_of
from build_notebooks import build, main
from built import Job, find_jobs, stamp, state
from editions import BuildError, open_answers, read_edition, show_answers, split_expressions

ROOT = Path(__file__).parents[2]
LESSON = '''
# %% [markdown] key="title" story="949"
# # Small
#
# It takes {{ budget }} Here $x^{2}$ stays.

# %% key="half"
import os
from pathlib import Path

answer = 42


def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


half(3)

# %%
### BEGIN SOLUTION
third = 1 / 3
### END SOLUTION
state = Path(os.environ["XENTLIB_HOME"], "state")
print(third, flush=True)
print(os.environ["MPLBACKEND"][:6], state.exists())
state.touch()
answer;

# %% [markdown]
# The answer is {{ f"{answer:.2f}" }}, or {{ {"a": {"b": "🎈"}}["a"]["b"] }}.

# %% tags=["timing"]
answer
'''
BUDGET = {"read": 5, "exercises": 0, "seconds": 6, "megabytes": 210, "network": [], "large": []}
COSTS = "5 minutes to read, 6 seconds to run, 210 MB, no network."


def write(root: Path, text: str = LESSON, name: str = "01_small") -> Path:
    source = root / "notebooks" / "source" / f"{name}.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(dedent(text), encoding="utf-8")
    budgets = {path.stem: BUDGET for path in source.parent.glob("*.py")}
    source.with_name("budgets.json").write_text(json.dumps(budgets))
    return source


def build_text(root: Path, text: str) -> nbformat.NotebookNode:
    write(root, text)
    job = find_jobs(root)[0]
    build(job)
    return nbformat.read(job.target, 4)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("course")
    write(root)
    assert main([], root=root) == 0
    return root


@pytest.fixture(scope="module")
def editions(built):
    return {job.edition: nbformat.read(job.target, 4) for job in find_jobs(built)}


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def test_a_lesson_becomes_a_learner_s_edition_and_one_with_the_answers(editions):
    assert "return ..." in cell(editions["learner"], "half").source
    assert cell(editions["learner"], "half").outputs[0].data["text/plain"] == "Ellipsis"
    assert "return x / 2\n\nhalf(3)" in cell(editions["solutions"], "half").source
    assert cell(editions["solutions"], "half").outputs[0].data["text/plain"] == "1.5"


FORECASTS = """
# %% [markdown]
# # Forecasts

# %% key="one"
xent.predict("a.one", {})
# %% key="two"
xent.predict("a.two", {})
# %% [markdown] key="text"
# Look.
# %% key="look"
1
# %% key="tell-one"
xent.reveal("a.one", "x")
# %% key="between"
model.predict(x)
# %% key="tell-two"
xent.reveal("a.two", "x")
# %% key="picture"
"of what came"
# %% [markdown] key="verdict"
# So it is.
# %% key="again"
xent.reveal("a.two", "x")
# %% key="never"
xent.predict("a.three", {})
# %% key="after"
%pip list
# %% [markdown] key="further"
# ## Going further
"""


def test_outputs_from_a_forecast_to_the_text_after_it_are_folded_and_so_is_what_goes_further():
    cells = read_edition(FORECASTS, "learner").cells
    hidden = {"collapsed": True, "jupyter": {"outputs_hidden": True}}
    assert {cell.id: cell.metadata for cell in cells if cell.metadata} == {
        **dict.fromkeys(["look", "tell-one", "between", "tell-two", "picture"], hidden),
        "further": {"jp-MarkdownHeadingCollapsed": True},
    }


@pytest.mark.parametrize("edition", ["solutions", "assignment"])
def test_other_editions_fold_nothing(edition):
    assert not any(cell.metadata for cell in read_edition(FORECASTS, edition).cells)


def test_the_solutions_say_so_in_their_title_and_the_sentence_below_it(editions):
    title, sentence, text, *_ = editions["solutions"].cells[0].source.split("\n\n")
    assert title == "# Solutions: Small"
    assert sentence == "This is the edition with the answers. It records nothing."
    assert editions["learner"].cells[0].source.startswith(f"# Small\n\n{text}")


def test_an_expression_in_prose_becomes_its_value_at_that_point(editions):
    for notebook in editions.values():
        assert notebook.cells[3].source == "The answer is 42.00, or 🎈."


def test_the_budget_is_known_in_expressions_and_nowhere_else(editions, tmp_path):
    assert f"It takes {COSTS} Here $x^{{2}}$ stays." in editions["learner"].cells[0].source
    with pytest.raises(BuildError, match="NameError: name 'budget'"):
        build_text(tmp_path, "# %%\nbudget\n")


def test_execution_counts_run_from_one_in_spite_of_expressions(editions):
    counts = [c.execution_count for c in editions["learner"].cells if c.cell_type == "code"]
    assert counts == [1, 2, 3]
    assert cell(editions["learner"], "half").outputs[0].execution_count == 1


def test_a_result_after_an_expression_has_its_cell_s_count(tmp_path):
    _, last = build_text(tmp_path, "# %% [markdown]\n# {{ 1 }}\n\n# %%\n2\n").cells
    assert last.execution_count == last.outputs[0].execution_count == 1


def test_the_examples_in_the_builder_s_docstrings_hold():
    assert doctest.testmod(editions_module).failed == 0
    assert doctest.testmod(appearance).failed == 0


def test_a_cell_s_id_is_its_key_or_its_place(editions):
    ids = [c.id for c in editions["learner"].cells]
    assert ids == ["title", "half", "c-003", "c-004", "c-005"]


def test_a_built_notebook_holds_no_metadata_but_what_is_needed(editions):
    metadata = editions["solutions"].metadata
    assert sorted(metadata) == ["kernelspec", "language_info", "xentlib"]
    assert metadata.xentlib.edition == "solutions"
    kept = [dict(c.metadata) for c in editions["solutions"].cells if c.metadata]
    assert kept == [{"tags": ["timing", "nbval-ignore-output"]}]


def test_a_built_notebook_says_what_jupyterlab_would_add_but_not_which_python_built_it(editions):
    language = editions["solutions"].metadata.language_info
    assert language.codemirror_mode.name == "ipython"
    assert "version" not in language


def test_printed_text_is_one_output_and_a_closing_semicolon_hides_a_value(editions):
    assert [o.text for o in editions["learner"].cells[2].outputs] == ["Ellipsis\nmodule False\n"]


def test_the_same_source_gives_the_same_bytes(built):
    job = find_jobs(built)[1]
    before = job.target.read_bytes()
    build(job)
    assert job.target.read_bytes() == before
    assert b"\r" not in before
    assert [path.name for path in job.target.parent.iterdir()] == ["01_small.ipynb"]


def test_only_what_changed_is_built_again(built, capsys, monkeypatch):
    main([], root=built)
    assert "0 built, 2 unchanged, 0 failed" in capsys.readouterr().out
    asked = []

    def note(_, jobs, *, workers):
        asked.extend(job.edition for job in jobs)
        return {}, []

    monkeypatch.setattr(build_notebooks, "run_all", note)
    main(["01", "--all"], root=built)
    assert asked == ["learner", "solutions"]


def test_a_notebook_is_current_until_its_source_changes_or_it_is_lost(tmp_path):
    source, target = tmp_path / "01_a.py", tmp_path / "01_a.ipynb"
    source.write_bytes(b"# %%\n1\n")
    job = Job(source, target, "learner", tmp_path)
    assert state(job) == "missing"
    build(job)
    assert state(job) == "current"
    source.write_bytes(b"# %%\r\n1\r\n")
    assert state(job) == "current", "line ends are no change"
    source.write_bytes(b"# %%\n2\n")
    assert state(job) == "stale"


def test_an_edited_notebook_is_built_again_and_the_edited_copy_kept(built, capsys):
    (learner, _) = find_jobs(built)
    before = learner.target.read_text("utf-8")
    mine = before.replace("half(3)", "half(3)  # my answer")
    learner.target.write_text(mine, "utf-8")
    assert main([], root=built) == 0
    assert capsys.readouterr().out.splitlines() == [
        "notebooks/01_small.ipynb was edited: your copy is my_answers/01_small.ipynb",
        "1 built, 1 unchanged, 0 failed",
    ]
    assert learner.target.read_text("utf-8") == before
    assert (built / "my_answers/01_small.ipynb").read_text("utf-8") == mine
    learner.target.write_text("a second answer")
    assert build(learner) == built / "my_answers/01_small-2.ipynb"


def test_an_edited_notebook_that_cannot_be_built_stays_where_it_is(tmp_path):
    source = write(tmp_path, "# %%\n1 / 0\n")
    target = source.parent.with_name("01_small.ipynb")
    target.write_text("my answers")
    assert main([], root=tmp_path) == 1
    assert target.read_text() == "my answers"


def test_a_lesson_that_fails_does_not_lose_the_others(tmp_path, capsys):
    write(tmp_path, "# %%\n1\n", "01_good")
    write(tmp_path, '# %% key="bad"\n1 / 0\n', "02_bad")
    assert main([], root=tmp_path) == 1
    said = capsys.readouterr()
    assert "2 built, 0 unchanged, 2 failed" in said.out
    assert "02_bad (learner), cell 'bad'" in said.err
    assert "ZeroDivisionError" in said.err
    assert not (tmp_path / "notebooks" / "02_bad.ipynb").exists()


def test_a_killed_builder_leaves_no_process_behind(tmp_path):
    write(
        tmp_path,
        """
        # %%
        import os, time
        from pathlib import Path
        Path("pids.draft").write_text(f"{os.getpid()} {os.getppid()}")
        Path("pids.draft").rename(f"pids-{os.getpid()}")
        time.sleep(600)
        """,
    )
    code = "import sys, pathlib, build_notebooks as b; b.main([], root=pathlib.Path(sys.argv[1]))"
    builder = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path],
        cwd=ROOT / "tools/notebooks",
        stderr=subprocess.DEVNULL,
    )
    try:
        told = until(lambda: len(list(tmp_path.rglob("pids-*"))) == 2)
    finally:
        builder.kill()
        builder.wait()
    assert told
    pids = {int(pid) for path in tmp_path.rglob("pids-*") for pid in path.read_text().split()}
    assert len(pids) == 4, "two workers and their kernels"
    try:
        assert until(lambda: not any(map(runs, pids)), seconds=20)
    finally:
        for pid in filter(runs, pids):
            psutil.Process(pid).kill()


def until(happens, seconds=60):
    """Whether it happens in time."""
    end = time.monotonic() + seconds
    while not (done := happens()) and time.monotonic() < end:
        time.sleep(0.05)
    return done


def runs(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_an_unknown_name_is_told_with_the_known_ones(tmp_path, capsys):
    write(tmp_path)
    with pytest.raises(SystemExit):
        main(["07"], root=tmp_path)
    assert "no source is called '07'; there are: 01_small" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text, message",
    [
        ('# %% key="a"\nimport sys\nprint("oh", file=sys.stderr)\n', r"learner\), cell 'a': oh"),
        pytest.param(
            '# %% key="a"\nimport os\nos.write(2, b"from C")\n',
            "cell 'a': from C",
            marks=pytest.mark.skipif(os.name == "nt", reason="ipykernel can't see it on Windows"),
        ),
        ('# %% key="a" tags=["raises-exception"]\n1 / 0\n', "cell 'a': division by zero"),
        ('# %% [markdown] key="a"\n# {{ 1 / 0 }}\n', "cell 'a': {{ 1 / 0 }} fails with ZeroDiv"),
        ('# %% [markdown] key="a"\n# {{ {}["x"] }}\n', r"KeyError: 'x'$"),
        ('# %% [markdown] key="a"\n# {{ 1 + }}\n', "cell 'a': .* must be followed by a Python"),
        ('# %% key="a"\nimport os\nos._exit(1)\n', "cell 'a': Kernel died"),
        ('# %% key="a b"\n1\n', r"01_small \(learner\), key='a b' must be 1 to 64 letters"),
        ('# %% key="a"\n1\n# %% key="a"\n2\n', "key='a' names two cells"),
        ('# %% key="c-002"\n1\n# %%\n2\n', "key='c-002' names two cells"),
        ('# %% key="a"\n### BEGIN SOLUTION\n1\n', "cell 'a': each line .*must be followed"),
    ],
)
def test_a_build_failure_names_lesson_cell_and_reason(tmp_path, text, message):
    with pytest.raises(BuildError, match=message):
        build_text(tmp_path, text)


@pytest.mark.skipif(os.name == "nt", reason="ipykernel can't see it on Windows")
def test_what_c_code_prints_is_seen_though_the_kernel_reads_it_late(tmp_path):
    text = """
    # %% key="a"
    import os, sys, time

    write = sys.stderr.write

    def late(text):
        time.sleep(0.5)
        sys.stderr.write = write
        return write(text)

    sys.stderr.write = late
    os.write(2, b"first, ")
    time.sleep(0.2)
    os.write(2, b"second")
    """
    with pytest.raises(BuildError, match="cell 'a': first, second"):
        build_text(tmp_path, dedent(text))


def test_a_missing_budget_says_how_to_measure_it(tmp_path):
    source = write(tmp_path, "# %% [markdown]\n# {{ budget }}\n")
    source.with_name("budgets.json").unlink()
    with pytest.raises(BuildError, match="no budget yet: build with --measure"):
        build(find_jobs(tmp_path)[0])


def test_measuring_needs_no_budget_and_keeps_the_other_lessons_ones(tmp_path):
    pytest.importorskip("resource", reason="Windows does not tell a process's memory")
    source = write(tmp_path)
    source.with_name("budgets.json").write_text('{"02_other": {"seconds": 1}}')
    job = find_jobs(tmp_path)[0]
    measured = measure(job)
    record({job: measured})
    kept = json.loads(source.with_name("budgets.json").read_text())
    assert kept == {"01_small": measured, "02_other": {"seconds": 1}}
    assert measured["seconds"] >= 1
    assert 20 <= measured["megabytes"] <= 500
    assert measured["megabytes"] % 10 == 0
    assert (measured["network"], measured["large"]) == ([], [])


def test_measuring_again_keeps_the_minutes_that_readers_gave(tmp_path):
    source = write(tmp_path)
    job = find_jobs(tmp_path)[0]
    record({job: BUDGET | {"read": 90, "exercises": 90, "seconds": 7}})
    assert budgets(source)["01_small"] == BUDGET | {"seconds": 7}


def test_whom_a_lesson_asks_and_which_large_library_it_loads_are_measured(tmp_path):
    pytest.importorskip("resource", reason="Windows does not tell a process's memory")
    source = write(tmp_path, REACHES)
    job = find_jobs(tmp_path)[0]
    measured = measure(job)
    assert (measured["network"], measured["large"]) == (["example.org"], ["dask"])
    record({job: measured})
    assert sentence_of(source).endswith("MB, network: example.org.")
    assert not fits_a_browser(source)


def test_minutes_are_estimated_of_words_and_of_exercises(tmp_path):
    cells = "\n".join(f'# %%\nxent.check("a.b{n}", 1)\n' for n in (1, 2, 2))
    text = "# %% [markdown]\n# " + "word " * 320 + "\n" + cells
    assert estimate(read_edition(text, "learner")) == {"read": 10, "exercises": 25}


def test_an_assignment_keeps_its_answers_in_nbgrader_s_format(tmp_path):
    text = (
        '# %% key="a"\n### BEGIN SOLUTION\na = 1\n### END SOLUTION\na\n'
        '# %% key="a-test" points=2\nprint(a)\n# %% [markdown] key="why" points=4\n# Because.\n'
        "# %% [markdown]\n# The end.\n"
    )
    source = tmp_path / "notebooks" / "source" / "assignments" / "a1_small.py"
    source.parent.mkdir(parents=True)
    source.write_text(text)
    (job,) = find_jobs(tmp_path)
    build(job)
    assert job.target == tmp_path / "notebooks" / "assignments" / "a1_small" / "a1_small.ipynb"
    answer, test, why, end = nbformat.read(job.target, 4).cells
    assert answer.source == "### BEGIN SOLUTION\na = 1\n### END SOLUTION\na"
    said = [
        (c.metadata.nbgrader.get("points"), c.metadata.nbgrader.grade, c.metadata.nbgrader.solution)
        for c in (answer, test, why)
    ]
    assert said == [(None, False, True), (2, True, False), (4, True, True)]
    assert [c.metadata.nbgrader.locked for c in (answer, test, why)] == [False, True, False]
    assert end.metadata == {}


def test_a_kernel_has_a_fresh_home_the_notebook_s_folder_and_inline_pictures(tmp_path):
    text = """
    # %%
    import os
    from pathlib import Path
    home = Path(os.environ["XENTLIB_HOME"])
    (home / "state").touch()
    # %% [markdown]
    # {{ sorted(path.name for path in home.iterdir() if path.is_file()) }}
    # {{ Path.cwd().name }} {{ os.environ["PYTHONHASHSEED"] }} {{ os.environ["MPLBACKEND"][:6] }}
    # {{ home }}
    """
    first, second = (build_text(tmp_path, text).cells[1].source.split("\n") for _ in range(2))
    assert first[:2] == second[:2] == ["['state']", "notebooks 0 module"]
    assert first[2] != second[2]
    assert not Path(first[2]).exists()


def test_a_dead_widget_view_is_not_stored_and_its_picture_is(tmp_path):
    text = """
    # %%
    from IPython.display import display
    view = {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "a sentence"}
    display(view | {"image/png": b"png"}, raw=True)
    """
    (output,) = build_text(tmp_path, text).cells[0].outputs
    assert sorted(output.data) == ["image/png", "text/plain"]


def test_of_what_is_live_its_copy_is_stored_alone_and_always_alike(tmp_path):
    text = """
    # %%
    import xentlib as xent
    xent.explorers.explore_forecast()
    # %%
    xent.quiz("surprise")
    # %%
    xent.progress()
    """
    one, two = (build_text(tmp_path, text).cells for _ in range(2))
    assert [[sorted(output.data) for output in cell.outputs] for cell in one] == [
        [["image/png", "text/plain"], ["text/html", "text/plain"]],
        [["text/html", "text/plain"]],
        [["text/html", "text/plain"]],
    ]
    assert [cell.outputs for cell in one] == [cell.outputs for cell in two]


def run_nbval(*notebooks):
    """What pytest prints, from a process of its own as nbval changes pytest."""
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "-q", "--nbval", "--color=no"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([*command, *notebooks], cwd=ROOT, env=env, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_nbval_sees_what_the_builder_saw_and_nothing_else(built, tmp_path):
    for path in (built / "notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("module", "agg"), encoding="utf-8")
    said = run_nbval(built / "notebooks", tmp_path)
    assert "1 failed, 21 passed" in said
    assert re.search(r"- module False\s+\+ agg False", said)


REACHES = """
    # %%
    import socket
    import sys
    sys.modules["dask"] = sys
    try:
        socket.getaddrinfo("example.org", 80)
    except OSError:
        answer = 42
    """


def put_as_built(job, notebook):
    """Write a notebook that no kernel has run, as the builder writes what it has built."""
    stamp(notebook, job, job.source.read_text())
    notebook.metadata["xentlib"]["jupyterlite"] = True
    job.target.write_text(nbformat.writes(notebook))
    assert state(job) == "current"


def test_running_a_notebook_recomputes_its_text_and_notices_what_it_reaches_for(tmp_path):
    text = """

    # %% [markdown] key="wrong"
    # The answer is {{ answer }}.

    # %% [markdown] key="right"
    # The half is {{ answer // 2 }}, the budget {{ budget }}

    # %% [markdown] key="lost"
    # It is {{ question }}.
    """
    source = write(tmp_path, dedent(REACHES) + dedent(text))
    job = find_jobs(tmp_path)[0]
    notebook = read_edition(source.read_text(), "learner")
    filled = "The answer is 43.", f"The half is 21, the budget {COSTS}", "It is here."
    for cell, says in zip(notebook.cells[1:], filled, strict=True):
        cell.source = says
    put_as_built(job, notebook)
    said = run_nbval(job.target)
    assert "4 failed, 3 passed" in said
    assert (
        "Prose wrong: the text says:\nThe answer is 43.\n\nbut it is now:\nThe answer is 42."
        in said
    )
    assert "Prose lost: {{ question }} fails with NameError: name 'question'" in said
    assert "Offline: it tried to reach example.org\n" in said
    assert "Light: it has loaded dask, which no browser has\n" in said


def test_running_a_notebook_notices_a_figure_that_needs_its_colours(tmp_path):
    text = """
    # %%
    from matplotlib import pyplot as plt
    figure, ax = plt.subplots()
    ax.plot([0, 1], [[0, 1], [1, 0]], "-")
    figure.canvas.draw()
    plt.close()
    """
    source = write(tmp_path, text)
    job = find_jobs(tmp_path)[0]
    put_as_built(job, read_edition(source.read_text(), "learner"))
    said = run_nbval(job.target)
    assert "1 failed, 3 passed" in said
    assert "Legible: a figure without a title: only its colour tells the line" in said


ANSWERS = {
    "def f(x):\n    if x:\n        #B\n        y = 1\n        return y\n        #E\n    return 2": (
        "def f(x):\n    if x:\n        return ...\n    return 2"
    ),
    "#B\ntable = {\n    1: 2,\n}\n#E\ntable": "table = ...\ntable",
    "#B\np: float = 1\n#E": "p = ...",
    "#B\na = 1\n#E\n#B\nf = lambda p: p\n#E\na": "a = ...\nf = ...\na",
    "1 + 1": "1 + 1",
}


def marked(text: str) -> str:
    return text.replace("#B", "### BEGIN SOLUTION").replace("#E", "### END SOLUTION")


@pytest.mark.parametrize("source", ANSWERS)
def test_an_answer_becomes_a_stub_that_reads_as_open(source):
    assert open_answers(marked(source)) == ANSWERS[source]
    shown = show_answers(marked(source))
    assert shown.split() == source.replace("#B", "").replace("#E", "").split()


@pytest.mark.parametrize(
    "source, message",
    [
        ("#B\na = 1", "must be followed by its line"),
        ("#E\na = 1\n#B", "must be followed by its line"),
        ("#B\n#B\na = 1\n#E\n#E", "must be followed by its line"),
        ("## BEGIN SOLUTION\na = 1\n#E", r"got \[\(1, '## BEGIN SOLUTION'\)"),
        ("#B\na = 1\nb = 2\n#E", "lines 1-4: a solution must stand inside a function or be one"),
        ("#B\na, b = 1, 2\n#E", "must stand inside a function"),
        ("#B\nprint(1)\n#E", "must stand inside a function"),
        ("#B\n#E\na = 1", "must stand inside a function"),
        ("def f():\n    pass\n\n\n#B\nprint(1)\n#E", "must stand inside a function"),
    ],
)
def test_a_misplaced_solution_is_refused_in_a_sentence(source, message):
    with pytest.raises(BuildError, match=message):
        open_answers(marked(source))


@pytest.mark.parametrize(
    "text, parts",
    [
        ("no expression", ["no expression"]),
        ("{{ 1 }}", ["", "1", ""]),
        ("a {{ {1: {2: 3}} }} b {{ x }}", ["a ", "{1: {2: 3}}", " b ", "x", ""]),
        ("{{ {1: 2}}}", ["", "{1: 2}", ""]),
        ("{{ '}}' }} $x_{1}$", ["", "'}}'", " $x_{1}$"]),
        ("{{ 1 +\n2 }}", ["", "1 +\n2", ""]),
        ("$p$ is {{ p }} and $q$", ["$p$ is ", "p", " and $q$"]),
        ("`$` {{ p }} `$`, \\$5 {{ q }} \\$7", ["`$` ", "p", " `$`, \\$5 ", "q", " \\$7"]),
    ],
)
def test_prose_is_cut_where_an_expression_can_be_read(text, parts):
    assert split_expressions(text) == parts


@pytest.mark.parametrize(
    "text",
    ["$H = {{ h }}$", "$$\nH = {{ h }}\n$$", r"\begin{align}{{ h }}\end{align}", "$e^{{1}}$"],
)
def test_an_expression_must_not_stand_inside_mathematics(text):
    with pytest.raises(BuildError, match=r"must not stand inside mathematics; got '.*{{ … }}"):
        split_expressions(text)


@pytest.mark.parametrize("text", ["{{ 1", "{{ }}", "{{ a b }}"])
def test_an_expression_that_cannot_be_read_is_shown(text):
    with pytest.raises(BuildError, match="must be followed by a Python expression and }}; got"):
        split_expressions(text)


@pytest.mark.parametrize(
    "options", ['tags=["a"', 'key="b" tags=["a"', 'tags=["a" key="b"', 'key="b', "key=b"]
)
def test_a_cell_s_options_that_cannot_be_read_are_refused(options):
    with pytest.raises(BuildError, match=r"^cell 2: options must be like .*; got \w+=") as refused:
        read_edition(f"# %%\n1\n# %% {options}\n2\n", "learner")
    assert str(refused.value).rpartition("got ")[2] in options


def test_an_unknown_edition_is_refused_with_the_known_ones():
    with pytest.raises(BuildError, match="one of learner, solutions, assignment; got 'learners'"):
        read_edition("# %%\n1\n", "learners")


def test_a_header_for_jupytext_is_no_cell():
    text = "# ---\n# jupyter:\n#   jupytext:\n#     formats: py:percent\n# ---\n\n# %%\n1\n"
    assert [c.source for c in read_edition(text, "learner").cells] == ["1"]
