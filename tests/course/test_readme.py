"""What README tells a newcomer to do can be done."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

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
    assert all(re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) for target in targets)


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
            assert eval(call, world) == pytest.approx(float(number), rel=1e-3)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert all((page.parent / link).exists() for link in local), local


def test_lessons_called_ready_are_built_and_no_others():
    rows = re.findall(r"^\| (\d\d) .*\| (ready)? *\|$", README, re.MULTILINE)
    ready = {number for number, state in rows if state}
    assert [number for number, _ in rows] == list(map(lesson_of, TOPICS))
    assert ready == {path.name[:2] for path in ROOT.glob("notebooks/[0-9][0-9]_*.ipynb")}
