"""What README tells a newcomer to do can be done."""

import re
import shlex
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import numpy as np
import picture
import pytest
import yaml
from matplotlib.image import imread
from readme import filled

from xentlib.classroom.topics import TOPICS, lesson_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    shlex.split(line, comments=True, posix=language != "bat")
    for language, block in BLOCKS
    if language in ("sh", "bat")
    for line in block.splitlines()
]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]


def test_every_make_target_named_exists():
    targets = {command[1] for command in COMMANDS if command[0] == "make"}
    assert {"lab", "test"} <= targets
    for page in PAGES:
        targets |= {*re.findall(r"`make ([\w-]+)", page.read_text(encoding="utf-8"))}
    made = {*re.findall(r"(?m)^([\w-]+):", MAKEFILE)}
    assert targets - made == set()


def test_the_commands_of_the_start_say_how_long_they_take():
    start = README.split("## Start")[1].split("<details>")[0]
    told = re.findall(r"`make (\w+)` takes about [\w ]+ minutes? ", README.replace("\n", " "))
    assert told == re.findall(r"(?m)^make (\w+)$", start) == ["lab", "test"]


def test_what_windows_users_type_is_what_make_does():
    typed = [" ".join(command).replace("\\", "/") for command in COMMANDS]
    for extras, goal in (("notebooks,training,scale", "lab"), ("all", "all")):
        assert any(f'install -c requirements.txt -e ".[{extras}]"' in line for line in typed)
        assert f"{goal}-is-ready: EXTRAS := {extras.replace(',', ' ')}\n" in MAKEFILE
    pytest_of = [line for line in typed if "-m pytest" in line]
    assert all("--dist loadfile --nbval tests xentlib notebooks" in line for line in pytest_of)
    assert "--dist loadfile --nbval tests xentlib notebooks" in MAKEFILE
    opening = "lab --config=.jupyter/jupyter_server_config.py"
    assert sum(line.endswith(opening) for line in typed) == 2  # Windows, conda
    assert f"{opening} $(ARGS)" in MAKEFILE


def test_the_conda_environment_has_the_name_that_readme_says():
    name = yaml.safe_load((ROOT / "environment.yml").read_text())["name"]
    runs = [command for command in COMMANDS if command[:2] == ["conda", "run"]]
    assert [command[3] for command in runs] == [name]


def test_the_code_in_readme_gives_what_its_comments_say():
    code = next(block for language, block in BLOCKS if language == "python")
    world: dict[str, object] = {}
    imports = [line for line in code.splitlines() if line.startswith("import")]
    exec("\n".join(imports), world)
    calls = [line.split("  # ") for line in code.splitlines() if "  # " in line]
    assert len(calls) == 4
    for call, said in calls:
        if "ValueError" in said:
            with pytest.raises(ValueError, match=said.split(": ")[1].rstrip(" …")):
                eval(call, world)
        else:
            number = said.strip().split()[0].strip(",:")
            assert eval(call, world) == pytest.approx(float(number), rel=1e-3, abs=0)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_what_is_filled_is_filled():
    assert filled(README) == README  # else: make readme


def test_the_table_has_every_lesson_with_its_budget():
    rows = re.findall(
        r"^\| \[(\d\d) .*\]\((.*)\) \|.*\| (\d+) \| (\d+ s) \| (\d+ MB) \|", README, re.MULTILINE
    )
    assert [number for number, *_ in rows] == list(map(lesson_of, TOPICS))
    for _, page, minutes, run, memory in rows:
        header = nbformat.read(ROOT / page, 4).cells[0].source
        read, *work = map(int, re.findall(r"(\d+) minutes", header))
        assert int(minutes) == read + sum(work)
        assert f"{run}econds to run, {memory}, no network" in header


def test_lesson_00_gives_the_tracks_the_same_hours():
    start = (ROOT / "notebooks/source/00_start_here.py").read_text(encoding="utf-8")
    told = re.findall(r"(?m)^# \| (core|practitioner|full) \|.*about (\d+)", start)
    hours = re.findall(r"\*\*(\w+)\*\* is .*?\((\d+) hours\)", README)
    assert told == [(track.lower(), number) for track, number in hours]


def test_the_comparison_has_the_figures_of_the_benchmarks():
    results = (ROOT / "benchmarks/results.md").read_text(encoding="utf-8")
    loss, both = (line for line in results.splitlines()[:40] if line.startswith("| **mean ratio**"))
    for row, line in (("time of the loss, mean ratio", loss), ("… of loss and gradient", both)):
        (shown,) = re.findall(rf"(?m)^\| {row} \| (.*) \|$", README)
        kept = [figure for figure in shown.split(" | ") if figure != "–"]
        assert kept == re.findall(r"\*\*([\d.]+)\*\*", line)[:-1]  # the last copies an array


@pytest.fixture
def course(tmp_path):
    """Make a copy of what README is filled from, with an address or without one."""

    def make(address):
        for name in ("benchmarks/results.md", "notebooks/source"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).symlink_to(ROOT / name)
        project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        urls = f'[project.urls]\nRepository = "{address}"\n' if address else ""
        without = re.sub(r"(?ms)^\[project\.urls\]\n.*?\n\n", "", project)
        (tmp_path / "pyproject.toml").write_text(f"{without}\n{urls}", encoding="utf-8")
        return tmp_path

    return make


def test_without_an_address_there_is_neither_badge_nor_link(course):
    page = filled(README, course(""))
    assert "<!-- badge --><!-- /badge -->" in page
    assert "<!-- hub --><!-- /hub -->" in page
    assert "mybinder.org/" not in page


def test_with_an_address_a_badge_opens_lesson_00_and_a_link_fetches_the_course(course):
    page = filled(README, course("https://github.com/ada/entropy"))
    (badge,) = re.findall(r"\((https://mybinder\.org/v2/.*)\)", page)
    opened = urlsplit(badge)
    assert opened.path == "/v2/gh/ada/entropy/HEAD"
    (lesson,) = parse_qs(opened.query)["labpath"]
    assert (ROOT / lesson).exists()
    assert lesson.endswith("00_start_here.ipynb")
    (link,) = re.findall(r"`(https://HUB/.*)`", page)
    asked = parse_qs(urlsplit(link).query)
    assert asked["repo"] == ["https://github.com/ada/entropy"]
    assert asked["urlpath"] == [f"lab/tree/entropy/{lesson}"]


@pytest.mark.parametrize("mark", ["<!-- lessons -->", "<!-- /hub -->"])
def test_a_lost_mark_is_asked_for(mark):
    with pytest.raises(ValueError, match=f"must have a line.*{mark.strip('<!- >').strip('/')}"):
        filled(README.replace(mark, ""))


def test_the_picture_is_what_the_package_draws(tmp_path):
    drawn = picture.draw()
    areas, tails = drawn.axes
    assert (
        areas.get_title(loc="left") == "Believing q costs 0.875 bits on top of the 1.75 bits of p"
    )
    exact, _, lost = (line.get_xydata() for line in tails.lines)
    assert np.allclose(exact[:, 1], np.log1p(np.exp(-exact[:, 0])), rtol=1e-6)
    assert lost[0, 0] == 17
    assert "from a lead of 17 logits" in README
    drawn.savefig(tmp_path / "now.png", dpi=picture.DPI)
    now, kept = map(imread, (tmp_path / "now.png", picture.PICTURE))
    assert now.shape == kept.shape
    assert abs(now - kept).mean() < 1e-3  # else: make readme
