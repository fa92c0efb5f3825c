"""What conda, Binder and pip users get is what `make lab` gives."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import pythons
import yaml

ROOT = Path(__file__).parents[2]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def pip_part(path):
    dependencies = yaml.safe_load(path.read_text())["dependencies"]
    return next(entry["pip"] for entry in dependencies if isinstance(entry, dict))


def project_name(requirement):
    return requirement.split(";")[0].split("=")[0].split(">")[0].split("<")[0].strip().lower()


def test_binder_reads_a_copy_that_differs_only_in_being_one_folder_down():
    root, binder = (
        [line for line in (ROOT / path).read_text().splitlines() if not line.startswith("#")]
        for path in ("environment.yml", "binder/environment.yml")
    )
    moved = [
        line.replace("-c requirements", "-c ../requirements").replace("-e .[", "-e ..[")
        for line in root
    ]
    assert binder == moved != root


def test_the_course_s_packages_are_named_in_the_open_and_bench_is_never_installed():
    named = {project_name(line) for line in pip_part(ROOT / "environment.yml")}
    assert {"jupyterlab", "numpy", "matplotlib", "tensorflow", "nbval", "ipywidgets"} <= named
    assert not named & {project_name(line) for line in EXTRAS["bench"]}
    assert "bench" not in EXTRAS["all"][0]


def test_conda_and_make_lab_install_the_same_extras():
    assert "-e .[notebooks,training,scale]" in pip_part(ROOT / "environment.yml")
    assert "lab-is-ready: EXTRAS := notebooks training scale" in (ROOT / "Makefile").read_text()


def test_every_extra_but_bench_is_in_all():
    assert EXTRAS["all"] == [f"xentlib[{','.join(e for e in EXTRAS if e not in ('all', 'bench'))}]"]


def test_every_dependency_is_pinned_once_and_no_pin_names_a_host():
    text = (ROOT / "requirements.txt").read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    pinned = {project_name(pin) for pin in pins}
    wanted = {project_name(r.split("[")[0]) for e, rs in EXTRAS.items() if e != "bench" for r in rs}
    assert wanted - {"xentlib"} <= pinned
    assert all("==" in pin for pin in pins)
    assert "://" not in text
    assert "make pins" in text.splitlines()[1]  # how they are regenerated


@pytest.mark.parametrize("folder", [".", "binder"])
def test_the_pip_part_installs_into_an_empty_environment(folder, tmp_path):
    requirements = ROOT / folder / "requirements-of-environment.tmp"
    uv = shutil.which("uv", path=Path(sys.executable).parent) or shutil.which("uv")
    requirements.write_text("\n".join(pip_part(ROOT / folder / "environment.yml")))
    try:
        subprocess.run([uv, "venv", "-q", "-p", sys.executable, tmp_path / "env"], check=True)
        python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        subprocess.run(
            [uv, "pip", "install", "-q", "--python", python, "-r", requirements.name],
            cwd=ROOT / folder, check=True, capture_output=True, text=True,
        )  # fmt: skip
    finally:
        requirements.unlink()
    probe = "import xentlib, importlib.metadata as m; print(*(d.name for d in m.distributions()))"
    installed = subprocess.run([python, "-c", probe], capture_output=True, text=True, check=True)
    assert {"jupyterlab", "nbval", "keras"} <= set(installed.stdout.lower().split())
    assert "jax" not in installed.stdout.lower().split()
    files = [path for path in (tmp_path / "env").rglob("*") if path.is_file()]
    assert sum(path.lstat().st_size for path in files) < 2.1e9  # what README says, and Binder loads


def test_ci_tests_the_python_that_it_names():
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"].values()
    by_make = [job for job in jobs if any("make" in str(run) for run in runs(job))]
    assert len(by_make) == 4
    assert all(job["env"]["PYTHON"] == "python" for job in by_make)


def test_the_machine_and_github_test_the_same():
    here = (ROOT / ".ci/run").read_text()
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]
    assert "make test\n" in here
    assert "make test" in runs(jobs["test"])
    assert "tools/environments/pythons.py --others" in here
    versions = {".".join(map(str, version)) for version in pythons.SUPPORTED}
    assert set(jobs["test"]["strategy"]["matrix"]["python"]) == versions
    assert "make test-bounds" in here
    assert "make test-bounds" in runs(jobs["bounds"])


def runs(job):
    return [step.get("run") for step in job["steps"]]
