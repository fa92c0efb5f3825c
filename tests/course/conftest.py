"""What the tests of the course share."""

import pytest


@pytest.fixture(scope="module")
def browser():
    """A browser for all tests of a file, or a reason why there is none."""
    from browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A JupyterLab with the course, as `make lab` starts it."""
    from browser import lab

    with lab(tmp_path_factory.mktemp("lab")) as server:
        yield server
