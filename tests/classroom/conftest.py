"""What the tests of the classroom share."""

import pytest


@pytest.fixture(params=[range(5), pytest.param(range(5, 50), marks=pytest.mark.long)], ids=len)
def seeds(request):
    """Five of them, and in the longer target 45 more."""
    return request.param
