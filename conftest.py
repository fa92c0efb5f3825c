"""What all tests share, and nbval made to behave as JupyterLab does."""

import os
import sys
import tempfile
from pathlib import Path

import hypothesis
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent / "tools"))

from kernels import SETTINGS, kernel_env

collect_ignore = ["notebooks/source"]  # run as notebooks; a search for doctests would import them

hypothesis.settings.register_profile("course", deadline=None, derandomize=True)
hypothesis.settings.load_profile("course")


def pytest_configure(config):
    """Give this process, and each kernel of nbval, a home of its own: no test sees a user's."""
    homes = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    config.add_cleanup(homes.cleanup)
    own = {
        "XENTLIB_HOME": tempfile.mkdtemp(dir=homes.name),
        "MPLBACKEND": "agg",
        "XENTLIB_THREADS": "1",
    }
    os.environ.update(SETTINGS | own)
    if config.pluginmanager.hasplugin("nbval"):
        _mend_nbval(homes.name)


def _mend_nbval(homes):
    from nbval import kernel

    start = kernel.start_new_kernel

    def start_in_a_fresh_home(*args, **kwargs):
        return start(*args, env=kernel_env(tempfile.mkdtemp(dir=homes)), **kwargs)

    def execute_cell_input(self, cell_input, allow_stdin=None):
        # nbval keeps no history, and without one IPython does not see a closing `;`.
        return self.kc.execute(
            cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )

    kernel.start_new_kernel = start_in_a_fresh_home
    kernel.RunningKernel.execute_cell_input = execute_cell_input


@pytest.fixture
def rng():
    return np.random.default_rng(0)
