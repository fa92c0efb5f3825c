"""What the tests of the course share."""

import pytest


@pytest.fixture(scope="module")
def browser():
    """A browser for all tests of a file, or a reason why there is none."""
    from browser import chromium

    with chromium() as browser:
        yield browser
