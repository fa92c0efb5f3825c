"""Run a notebook's code and fill its prose: all of the builder that needs a kernel."""

import ast
import inspect
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editions import BuildError, split_expressions
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbclient.output_widget import OutputWidget
from nbformat import NotebookNode

SETTINGS = {  # unless the environment says otherwise
    "PYTHONHASHSEED": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",
    "XENTLIB_QUIET": "1",
}
UNWANTED = {
    "JPY_SESSION_NAME",  # of the notebook that may have started this
    "MPLBACKEND",  # the kernel chooses its inline one
    "PYTEST_CURRENT_TEST",  # ipykernel would not capture what C code prints
    "PYTHONWARNINGS",
}
VIEW = "application/vnd.jupyter.widget-view+json"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def _send_nothing(self: OutputWidget) -> None:
    """Stand in for a method that sends on the channel on which a reply is awaited.

    Now and then that reply is lost, and the run hangs (nbclient issue 312).
    """


OutputWidget.sync_state = _send_nothing  # type: ignore[method-assign]


def _wait_for_c_code(_result: object) -> None:
    """Run in the kernel after a cell: ipykernel's threads pass on what C code has printed.

    On a busy machine they may come after the cell's end, and nbclient drops what is late.
    """
    import select
    import sys
    import time

    for stream in (sys.stdout, sys.stderr):
        pipe = getattr(stream, "_fid", None)  # None where ipykernel reads none, as on Windows
        while pipe is not None and select.select([pipe], [], [], 0)[0]:
            time.sleep(0.001)
    time.sleep(0.005)  # what was read last is still to be written


_WAIT = inspect.getsource(_wait_for_c_code) + (
    f'get_ipython().events.register("post_run_cell", {_wait_for_c_code.__name__})'
)


def kernel_env(home: str | Path) -> dict[str, str]:
    """Environment of a kernel that keeps a learner's state, and IPython's, in `home`."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    own = {"XENTLIB_HOME": str(home), "IPYTHONDIR": str(Path(home, "ipython"))}
    return SETTINGS | kept | own


def execute(
    notebook: NotebookNode,
    folder: Path,
    *,
    lesson: str,
    budget: str = "",
    env: Mapping[str, str] | None = None,
    timeout: int = 600,
) -> NotebookNode:
    """Run a notebook from top to bottom in a fresh kernel, and fill its `{{ expressions }}`.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place.
    folder : Path
        The kernel's working directory.
    lesson : str
        What error messages call the notebook.
    budget : str, optional
        What the name `budget` means in expressions; without it, it means nothing there.
    env : mapping, optional
        More environment variables for the kernel.
    timeout : int
        Seconds that a cell may take.

    Raises
    ------
    BuildError
        For an error, a line on stderr, or an expression that fails.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        runner = _Runner(notebook, lesson, budget, timeout=timeout)
        runner.execute(cwd=str(folder), env=kernel_env(home) | dict(env or {}))
    return notebook


def question(expression: str, budget: str) -> dict[str, Any]:
    """How to ask a kernel's client for an expression's value, which is then found by `answer`.

    It is asked silently: without an output, and without an execution count.
    """
    # The lambda keeps `budget` out of the kernel's namespace.
    known = f"budget={budget!r}" if budget else ""
    asked = f"(lambda {known}: str((\n{expression}\n)))()"
    return {"code": "", "silent": True, "user_expressions": {"value": asked}}


def answer(reply: Mapping[str, Any], expression: str, budget: str) -> str:
    """Text of an expression's value in a kernel's reply; a BuildError if it has none."""
    found = reply["content"]["user_expressions"]["value"]
    if found["status"] == "ok":
        return ast.literal_eval(found["data"]["text/plain"])
    known = "budget" not in expression or budget
    cure = "" if known else " (no budget yet: build with --measure)"
    reason = f"{found['ename']}: {found['evalue']}{cure}"
    raise BuildError(f"{{{{ {expression} }}}} fails with {reason}")


class _Runner(NotebookClient):
    def __init__(self, notebook: NotebookNode, lesson: str, budget: str, **options: Any) -> None:
        super().__init__(notebook, kernel_name="python3", record_timing=False, **options)
        self.extra_arguments = [
            "--IPKernelApp.log_level=CRITICAL",  # it talks when it is stopped
            f"--IPKernelApp.exec_lines=exec({_WAIT!r}, {{'get_ipython': get_ipython}})",
        ]
        self.lesson = lesson
        self.budget = budget

    async def async_execute_cell(
        self, cell: NotebookNode, *args: Any, **kwargs: Any
    ) -> NotebookNode:
        try:
            if cell.cell_type == "markdown":
                parts = split_expressions(cell.source)
                parts[1::2] = [await self._evaluate(part) for part in parts[1::2]]
                cell.source = "".join(parts)
            await super().async_execute_cell(cell, *args, **kwargs)
        except (BuildError, CellExecutionError, DeadKernelError, TimeoutError) as error:
            raise self._failure(cell, str(error)) from None
        for output in cell.get("outputs", []):
            if output.output_type == "error" or output.get("name") == "stderr":
                raise self._failure(cell, output.get("text") or output.evalue)
        return cell

    async def _evaluate(self, expression: str) -> str:
        """Text of an expression's value, as the kernel sees it at this point."""
        client: Any = self.kc
        reply = await client.execute(**question(expression, self.budget), reply=True, timeout=60)
        return answer(reply, expression, self.budget)

    def _failure(self, cell: NotebookNode, text: str) -> BuildError:
        return BuildError(f"{self.lesson}, cell {cell.id!r}: {COLOURS.sub('', text).strip()}")


def settle(notebook: NotebookNode) -> None:
    """Take out what differs from run to run or is dead without a kernel."""
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        outputs: list[NotebookNode] = []
        for output in cell.outputs:
            data = output.get("data", {})
            if [*data] == [VIEW]:
                continue  # what a live thing leaves to be stored are the outputs after its view
            data.pop(VIEW, None)
            # How a printed text is cut into pieces is chance.
            if output.get("name") and outputs and outputs[-1].get("name") == output.name:
                outputs[-1].text += output.text
            else:
                outputs.append(output)
        cell.outputs = outputs
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = notebook.metadata.get("language_info", {"name": "python"})
    language.pop("version", None)
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=kernel, language_info=language)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
