"""What the tests of the classroom share."""

from itertools import cycle, product

import pytest


@pytest.fixture(params=[range(3), pytest.param(range(3, 50), marks=pytest.mark.long)], ids=len)
def seeds(request):
    """Three of them, and in the longer target 47 more."""
    return request.param


@pytest.fixture(params=["in turn", pytest.param("all", marks=pytest.mark.long)])
def drawn(request):
    """A function that pairs things with seeds: three in turn, or in the longer target all of 50."""
    if request.param == "all":
        return lambda things: product(things, range(50))
    return lambda things: zip(things, cycle(range(3)), strict=False)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Folder in which progress is kept: a new one for each test."""
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path))
    return tmp_path
