"""What tests of pictures share."""

import matplotlib as mpl
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.testing.globalipapp import start_ipython

from xentlib.plots import use_style


@pytest.fixture
def course_style():
    """The course's style while a test runs."""
    with mpl.rc_context():
        mpl.use("agg")
        use_style()
        yield


@pytest.fixture
def published(monkeypatch):
    """Data, metadata and display id of all that a notebook would be sent, in order."""
    start_ipython()
    outputs = []
    publisher = InteractiveShell.instance().display_pub

    def publish(data, metadata=None, transient=None, update=False, **_):
        outputs.append((data, metadata, (transient or {}).get("display_id"), update))

    monkeypatch.setattr(publisher, "publish", publish)
    yield outputs
    InteractiveShell.clear_instance()
