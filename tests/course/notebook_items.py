"""What is tested of a notebook while it runs once, in the kernel that nbval starts.

Its cells' outputs are compared by nbval; the numbers in its text are computed anew from its source;
nothing in it may reach for the network; and each of its figures must tell without its colours what
it tells.
"""

import tempfile
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import pytest
from budgets import LOADED, sentence_of
from built import INSTALLED, NEEDS, cells_of, find_job, versions
from editions import split_expressions
from kernels import answer, kernel_env, question
from nbval import kernel
from nbval.plugin import IPyNbFile
from offline import attempts, offline_env


def watch_figures(client, folder):
    """Let a kernel note in `folder` which of the figures that it draws can't be read."""
    notes, place = str(folder / "illegible"), str(Path(find_spec("legible").origin).parent)
    code = f"import sys; sys.path.insert(0, {place!r}); import legible; sys.path.pop(0); "
    client.execute(f"{code}legible.watch({notes!r}); del sys, legible", silent=True, reply=True)


def built_elsewhere(notebook):
    """Whether other versions wrote the docstrings that were a notebook's data when it was built."""
    return notebook.metadata.get("xentlib", {}).get("versions") != versions()


class Notebook(IPyNbFile):
    """A notebook in a kernel with a home of its own and without a network."""

    def collect(self):
        cells = iter(list(super().collect()))
        job = find_job(self.path)
        text = job.source.read_text(encoding="utf-8") if job else ""
        written = {cell.id: cell.source for cell in cells_of(job, text).cells} if job else {}
        for cell in self.nb.cells:
            tags = cell.metadata.get("tags", [])
            compared = not (INSTALLED in tags and built_elsewhere(self.nb))
            if cell.cell_type == "code":
                item = next(cells)
                item.options["check"] = item.options["check"] and compared
            elif "{{" in written.get(cell.get("id"), "") and compared:
                item = Prose.from_parent(self, name=f"Prose {cell.id}")
                item.written, item.said = written[cell.id], cell.source
                item.budget = sentence_of(job.source)
            else:
                continue
            for library in [NEEDS[tag] for tag in tags if tag in NEEDS]:
                if not find_spec(library):
                    item.add_marker(pytest.mark.skip(f"this cell needs {library}"))
            yield item
        yield Offline.from_parent(self, name="Offline")
        if self.nb.metadata.get("xentlib", {}).get("jupyterlite"):
            yield Light.from_parent(self, name="Light")
        yield Legible.from_parent(self, name="Legible")

    def setup(self):
        self.homes = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.home = Path(self.homes.name)
        start = partial(kernel.start_new_kernel, env=kernel_env(self.home) | offline_env(self.home))
        with mock.patch.object(kernel, "start_new_kernel", start):
            super().setup()
        watch_figures(self.kernel.kc, self.home)
        # nbval keeps no history, and without one IPython does not see a closing `;`.
        self.kernel.execute_cell_input = partial(
            self.kernel.kc.execute, store_history=True, stop_on_error=False
        )

    def evaluate(self, expression, budget=""):
        reply = self.kernel.kc.execute(**question(expression, budget), reply=True, timeout=60)
        return answer(reply, expression, budget)

    def teardown(self):
        super().teardown()
        self.homes.cleanup()


class Item(pytest.Item):
    """What fails with a sentence."""

    def repr_failure(self, excinfo):
        return f"{self.nodeid}: {excinfo.value}"


class Prose(Item):
    """A text with `{{ expressions }}`: what it says is what they are at this point."""

    def runtest(self):
        if not self.parent.kernel.is_alive():
            pytest.fail("the kernel had died", pytrace=False)
        parts = split_expressions(self.written)
        parts[1::2] = map(self.evaluate, parts[1::2])
        if (now := "".join(parts)) != self.said:
            pytest.fail(f"the text says:\n{self.said}\n\nbut it is now:\n{now}", pytrace=False)

    def evaluate(self, expression):
        return self.parent.evaluate(expression, self.budget)


class Offline(Item):
    """After all cells: none of them has tried to leave the machine."""

    def runtest(self):
        if tried := attempts(self.parent.home):
            pytest.fail(f"it tried to reach {', '.join(tried)}", pytrace=False)


class Light(Item):
    """After all cells of a notebook for JupyterLite: it has loaded nothing that lacks there."""

    def runtest(self):
        if loaded := self.parent.evaluate(LOADED):
            pytest.fail(f"it has loaded {loaded}, which no browser has", pytrace=False)


class Legible(Item):
    """After all cells: each figure tells without its colours what it tells."""

    def runtest(self):
        notes = self.parent.home / "illegible"
        if notes.exists():
            pytest.fail(notes.read_text(encoding="utf-8"), pytrace=False)
