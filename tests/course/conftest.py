"""What the tests of the course share."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Leave each lesson to the browser that opens it, where nbval compares it.

    These come first, and then the notebooks: of many processes, none is left with a long one at
    the end.
    """
    from browser import CHROMIUM

    compared = [
        item for item in items if CHROMIUM and item.name.startswith("test_every_cell_of_a_")
    ]
    opened = {item.callspec.params["lesson"] for item in compared}
    twice = [item for item in items if item.path in opened]
    rest = [item for item in items if item.path not in opened]
    longest = {item.path for item in compared}
    items[:] = sorted(rest, key=lambda x: (x.path not in longest, x.path.suffix != ".ipynb"))
    config.hook.pytest_deselected(items=twice)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A JupyterLab with the course, as `make lab` starts it."""
    from browser import lab

    with lab(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="module")
def desk(browser, server):
    """A JupyterLab with nothing open: one notebook after the other is cheaper than new pages."""
    from browser import Page
    from test_lab import START

    desk = Page(browser, server, START)
    desk.leave()
    yield desk
    desk.close()
