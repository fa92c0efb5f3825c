"""What the tests of the course share."""

import pytest


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A JupyterLab with the course, as `make lab` starts it."""
    from browser import lab

    with lab(tmp_path_factory.mktemp("lab")) as server:
        yield server
