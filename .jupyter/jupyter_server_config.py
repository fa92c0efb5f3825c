"""The course's JupyterLab: `jupyter lab --config=.jupyter/jupyter_server_config.py`.

Every way to start it says so, but Binder: there the course is the home folder, and Jupyter
finds `.jupyter` of itself.
"""

import logging
import os
import platform
import sysconfig
from pathlib import Path

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

COURSE = Path(__file__).resolve().parents[1]
PUZZLES = ("is not trusted", "websocket_ping_timeout")  # warnings that ask nothing of anybody

c = get_config()  # noqa: F821


class Lessons(AsyncLargeFileManager):
    """Files, of which a lesson is changed by its learner alone.

    JupyterLab writes the kernel's version of Python into each notebook that it opens. In a lesson
    it finds that version already, and the file does not keep it.
    """

    async def get(self, path, *args, **options):
        """Read a file; a lesson as the kernel of this Python would have written it."""
        model = await super().get(path, *args, **options)
        language_of(model).update(version=platform.python_version())
        return model

    async def save(self, model, path=""):
        """Write a file; a lesson as every Python would write it."""
        language_of(model).pop("version", None)
        return await super().save(model, path)


def language_of(model):
    """Find what a lesson says of its language; in other files that is an empty dict, and lost."""
    content = model.get("content") if model.get("type") == "notebook" else None
    metadata = content["metadata"] if content else {}
    return metadata.get("language_info", {}) if "xentlib" in metadata else {}


def worth_reading(record):
    """Say where the course is served and how to stop it, and from then on what went wrong."""
    if record.levelno == logging.INFO:
        return record.funcName in ("start_app", "_confirm_exit")
    return not any(words in str(record.msg) for words in PUZZLES)


c.ServerApp.root_dir = str(COURSE)
c.ServerApp.allow_root = True  # containers have no other user
c.ServerApp.contents_manager_class = Lessons
c.LabApp.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.LabApp.custom_css = True
c.ServerApp.tornado_settings = {"static_custom_path": [str(Path(__file__).parent / "custom")]}
c.LabApp.app_settings_dir = str(Path(__file__).parent)  # its overrides.json: other defaults

# Terminals know `xent`. A login shell would reset PATH; Windows has none.
os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
if os.name != "nt":
    c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL") or "sh"]}

c.KernelManager.transport_encryption = "auto"  # else each kernel warns that it has none
c.Application.logging_config = {
    "filters": {"worth_reading": {"()": lambda: worth_reading}},
    "handlers": {"console": {"filters": ["worth_reading"]}},
}
