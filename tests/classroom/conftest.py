"""What the tests of the classroom share."""

import pytest


@pytest.fixture(params=[range(3), pytest.param(range(3, 50), marks=pytest.mark.long)], ids=len)
def seeds(request):
    """Three of them, and in the longer target 47 more."""
    return request.param


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Folder in which progress is kept: a new one for each test."""
    monkeypatch.setenv("XENTLIB_HOME", str(tmp_path))
    return tmp_path
