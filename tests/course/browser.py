"""A real Chromium on a running JupyterLab: what tests of pages build on."""

import shutil
from contextlib import contextmanager

import pytest
from build_notebooks import ROOT
from test_lab import Server

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS = ROOT / "build/screens"  # what was seen, for people to look at
READY = """() => {  // asked again and again: a promise of a kernel's that was lost is never kept
    const {context, sessionContext} = window.jupyterapp?.shell.currentWidget ?? {};
    const kernel = sessionContext?.isReady && sessionContext.session?.kernel;
    return context?.isReady && kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""
RESTED = """async () => {  // a slider keeps one place back until the kernel has drawn the last one
    const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const pause = time => new Promise(done => setTimeout(done, time));
    for (let n = 0; n < 4; n++) {
        await Promise.race([kernel.requestKernelInfo(), pause(5000)]);  // a reply can be lost
        await pause(100);
    }
}"""
DONE = """async ([command, options]) => {
    const late = new Promise((_, fail) => setTimeout(fail, 600000, Error(`${command}: no end`)));
    await Promise.race([jupyterapp.commands.execute(command, options), late]);
}"""


@contextmanager
def chromium():
    """A browser with a profile of its own; skips, and says how to get one, if there is none."""
    if CHROMIUM is None:
        pytest.skip(
            f"NO PAGE WAS TESTED: none of {', '.join(NAMES)} is on the PATH. Install one, such as "
            "by `apt-get install --no-install-recommends chromium`, and run the tests again"
        )
    sync_api = pytest.importorskip(
        "playwright.sync_api",
        reason="NO PAGE WAS TESTED: playwright is missing; `make test` installs it",
    )
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def lab(folder, **where):
    """A JupyterLab whose pages can be asked to do what its menus offer."""
    server = Server(folder, "--expose-app-in-browser", **where)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


class Page:
    """A notebook that is open in a browser which knows of nothing that was before.

    Parameters
    ----------
    browser : playwright.sync_api.Browser or BrowserContext
        A context keeps JupyterLab's scripts from one page to the next.
    server : Server
    path : str
        Where the notebook is, from the course's folder.
    """

    def __init__(self, browser, server, path, width=1100, height=1400, **like):
        self.server = server
        self.page = browser.new_page(**like)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(20_000)
        self.complaints = []
        self.page.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.page.on("pageerror", lambda error: self._note(str(error)))
        address = f"http://127.0.0.1:{server.port}/lab/tree/{path}?token={server.token}&reset"
        self.page.goto(address)
        self.wait()

    def open(self, path):
        """Open another notebook in the same JupyterLab."""
        self.complaints = []
        self.do("docmanager:open", path=path)
        self.wait()

    def leave(self):
        """Close all that is open, unsaved, and end its kernels."""
        self.page.evaluate("() => { jupyterapp.shell.currentWidget.context.model.dirty = false }")
        self.do("application:close-all")
        self.page.evaluate("() => jupyterapp.serviceManager.sessions.shutdownAll()")

    def wait(self):
        """Wait until the notebook in front has a kernel that answers."""
        self.page.wait_for_function(READY, timeout=60_000)

    def _note(self, text):
        self.complaints.append(text)

    def rest(self):
        """Wait until the kernel has done what it was asked, and the page has shown it."""
        self.page.evaluate(RESTED)

    def all(self, selector):
        return self.page.locator(selector)

    def do(self, command, **options):
        """Do what one of JupyterLab's menus offers, and wait until it is done."""
        self.page.evaluate(DONE, [command, options])

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def text(self):
        """All that can be read on the page."""
        return self.all("body").inner_text()

    def cells(self):
        """The notebook's cells, as they are now."""
        return self.page.evaluate("jupyterapp.shell.currentWidget.content.model.toJSON()")["cells"]

    def at(self, number):
        """One cell, which can now be seen."""
        self.page.evaluate(
            """async n => {
                const content = jupyterapp.shell.currentWidget.content;
                content.activeCellIndex = n;
                await content.scrollToItem(n, 'center');
            }""",
            number,
        )
        return self.all(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{number}"]')

    def write(self, source):
        """Write the active cell anew."""
        self.page.evaluate(
            """source => jupyterapp.shell.currentWidget.content.activeCell
                .model.sharedModel.setSource(source)""",
            source,
        )

    def picture(self, name):
        """Keep what is seen now."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png")

    def close(self):
        self.page.close()
