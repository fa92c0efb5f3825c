"""The course has one address, in pyproject.toml, and invents none."""

import pytest
from address import repository


@pytest.fixture
def pyproject(tmp_path):
    def write(lines):
        path = tmp_path / "pyproject.toml"
        path.write_text(f'[project]\nname = "xentlib"\n{lines}\n')
        return path

    return write


def test_without_an_address_there_is_no_repository(pyproject):
    assert repository(pyproject("")) is None
    assert repository(pyproject('[project.urls]\nDocs = "https://example.org"')) is None


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_an_address_is_an_owner_and_a_name(pyproject, end):
    lines = f'[project.urls]\nRepository = "https://github.com/ada-l/x.entropy{end}"'
    assert repository(pyproject(lines)) == ("ada-l", "x.entropy")


@pytest.mark.parametrize(
    "address", ["github.com/a/b", "https://gitlab.com/a/b", "", "https://github.com/a"]
)
def test_an_address_that_binder_could_not_open_is_refused_with_a_cure(pyproject, address):
    lines = f'[project.urls]\nRepository = "{address}"'
    with pytest.raises(ValueError, match=r"must be the address of a repository.*Write it so"):
        repository(pyproject(lines))
