"""A live widget and the still copy of it that a notebook stores.

Explorers, quizzes and progress are such widgets. This room stands below them all, and no user
needs it.
"""

import asyncio
import re
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from IPython.display import display

from xentlib.plots.showing import Output

VIEW = "application/vnd.jupyter.widget-view+json"
REST = 0.3  # seconds: where a slider stops after a drag is stored, and not the places before
_PAGE_FILE = Path(__file__).with_name("page.html").read_text(encoding="utf-8")
PAGE = re.sub(r"(?s) */\*.*?\*/\n", "", _PAGE_FILE)  # every copy in a notebook holds it


class Live:
    """What is shown as a live widget and leaves a still copy of itself in the notebook.

    A notebook stores no widget. So a cell that shows a live thing has its view for one output,
    and below it, as ordinary outputs, what the thing shows now: these are stored, and brought up
    to date by their display ids. A page hides the copy while the view is alive, and the view
    when it is dead. Beside that, the page leaves plain keys to the controls, frames the one that
    has the focus, names each slider's handle and number by its description, and makes one group of
    a question's radio buttons.

    Attributes
    ----------
    INVITATION : str
        What the copy tells its reader to do.
    """

    INVITATION: ClassVar[str]
    _displayed: frozenset[str] = frozenset()
    _id = ""
    _waiting: asyncio.TimerHandle | None = None

    @property
    def live(self) -> Any:
        """The widget that is shown while a kernel runs."""
        raise NotImplementedError

    @property
    def still(self) -> dict[str, Output]:
        """What is stored, by the name of each part: a picture, if there is one, and words."""
        raise NotImplementedError

    def words(self, html: str, text: str) -> Output:
        """Return the part of a copy that says, in HTML and as text, what the thing shows.

        Parameters
        ----------
        html, text : str
            The same in both; the HTML is taken as it is.

        Returns
        -------
        Output
            Both, with what the reader can do, and with the style and the script of the page.
        """
        again = (
            f"<p><em>{self.INVITATION} (First make the forecasts above, if there are any. Then "
            "choose Run → Run All Above Selected Cell.)</em></p>"
        )
        copy = f'<div class="xent-still">{html}{again}</div>{PAGE}'
        return Output({"text/html": copy, "text/plain": text}, {})

    def store_soon(self) -> None:
        """Bring the stored copy up to date; in a kernel, as soon as the controls have rested."""
        if self._waiting:
            self._waiting.cancel()
        try:
            self._waiting = asyncio.get_running_loop().call_later(REST, self._store)
        except RuntimeError:  # nothing runs that could do it later
            self._store()

    def _store(self) -> None:
        for name, part in self.still.items():
            if name in self._displayed:
                _publish(part, display_id=self._id + name, update=True)

    def _ipython_display_(self, **_: Any) -> None:
        self._id = self._id or uuid4().hex
        self.live.add_class("xent-live")
        _publish({VIEW: self.live._repr_mimebundle_()[VIEW]}, raw=True)
        for name, part in self.still.items():
            _publish(part, display_id=self._id + name)
        self._displayed = frozenset(self.still)


def _publish(what: object, **options: Any) -> None:
    display(what, **options)  # type: ignore[no-untyped-call]
