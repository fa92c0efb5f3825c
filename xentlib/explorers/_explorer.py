"""The one widget that every explorer is: controls, a picture and a sentence that follow them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import dropwhile
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np
from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from xentlib._live import Live
from xentlib.plots.showing import DPI, STYLE, Output, caption, img, picture_of, small_png

LOOK: Sequence[str | Path] = ("default", STYLE)  # whatever the notebook has set


class Explorer(Live, widgets.VBox):
    """Controls above a picture above a sentence, redrawn at every change.

    The picture is a widget, not an output area: an error while drawing raises instead of being
    printed. A still picture and its sentence are stored where no kernel runs.

    Parameters
    ----------
    prepare : callable
        ``prepare(figure)`` draws on an empty figure, once, and returns ``update(**values) -> str``,
        which moves what was drawn in place and returns the sentence that says what it shows.
    presets : mapping, optional
        Values for some controls by the name of a button that sets them.
    **controls : ipywidgets.ValueWidget
        One widget, with a description, for each keyword argument of `update`.

    Attributes
    ----------
    controls, presets : dict
        The widgets by name.
    figure : matplotlib.figure.Figure
        The picture.
    moves_together : bool
        Whether `set` is at work: the picture is drawn at its end.
    sentence : str
        What the picture shows now.

    Raises
    ------
    ValueError
        If a preset sets a control that is not there.

    Notes
    -----
    The layout is computed once. What lies inside the axes is drawn anew on a stored image of what
    stands still; if `update` changes a title, a label or a limit, all of it is drawn anew.
    """

    INVITATION = "To move it, run the cells above and this one."

    def __init__(
        self,
        prepare: Callable[[Figure], Callable[..., str]],
        *,
        presets: Mapping[str, Mapping[str, Any]] | None = None,
        **controls: widgets.ValueWidget,
    ) -> None:
        self.controls = controls
        self.presets = {
            name: self._button(name, values) for name, values in (presets or {}).items()
        }
        self._picture, self._caption = widgets.HTML(), widgets.HTML()
        self._prepare(prepare)
        row = widgets.Layout(flex_flow="row wrap", max_width="720px")
        super().__init__(
            [
                widgets.Box([*self.presets.values()], layout=row),
                widgets.Box([*controls.values()], layout=row),
                self._picture,
                self._caption,
            ]
        )
        self.redraw()
        self.moves_together = False
        for control in controls.values():
            control.observe(self._moved, names="value")

    def _button(self, name: str, values: Mapping[str, Any]) -> widgets.Button:
        self._check(values)
        button = widgets.Button(description=name)
        button.on_click(lambda _: self.set(**values))
        return button

    def _check(self, names: Iterable[str]) -> None:
        if unknown := [name for name in names if name not in self.controls]:
            there = ", ".join(self.controls)
            raise ValueError(f"controls are {there}; got a value for {', '.join(unknown)}")

    def _moved(self, _change: Any) -> None:
        if not self.moves_together:
            self.redraw()

    def set(self, **values: Any) -> None:
        """Set several controls by name, and redraw once.

        Parameters
        ----------
        **values
            A value for each control that is to change.

        Raises
        ------
        ValueError
            If a name is that of no control.
        """
        self._check(values)
        self.moves_together = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self.moves_together = False
            self.redraw()

    def _prepare(self, prepare: Callable[[Figure], Callable[..., str]]) -> None:
        """Draw once, freeze the layout, and tell what may move from what stands still."""
        with style.context(LOOK):
            self.figure = Figure(dpi=DPI)
            self._canvas = FigureCanvasAgg(self.figure)
            self._update = prepare(self.figure)
            self._update(**self._values())
            self._canvas.draw()
            self._moving = self._what_moves()
        self.figure.set_layout_engine("none")
        for artist in self._moving:
            artist.set_animated(True)
        self.figure.stale = True

    def _what_moves(self) -> list[Artist]:
        """Try the ends of all controls; what moves, and what lies above it, back to front."""
        parts = [part for ax in self.figure.axes for part in [*ax.patches, *ax.lines, *ax.texts]]
        parts.sort(key=Artist.get_zorder)
        for name, control in self.controls.items():
            for end in (control.min, control.max):
                self._update(**self._values() | {name: end})
        return list(dropwhile(lambda part: not part.stale, parts))

    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def redraw(self) -> None:
        """Move the picture and the sentence to where the controls stand."""
        with style.context(LOOK):  # colours such as "C0" are looked up while drawing
            self.sentence = self._update(**self._values())
            self._draw()
        self._png = small_png(Image.fromarray(np.asarray(self._canvas.buffer_rgba())))
        self._picture.value = img(self._png, self.sentence)
        said = f'<div role="status" style="line-height: 1.4">{escape(self.sentence)}</div>'
        self._caption.value = said
        self.store_soon()

    @property
    def live(self) -> widgets.Widget:
        """The controls, the picture and the sentence."""
        return self

    @property
    def still(self) -> dict[str, Output]:
        """The picture and the sentence, as `xentlib.show` would store them."""
        words = self.words(caption(self.sentence), self.sentence)
        return {"picture": picture_of(self._png, self.sentence), "words": words}

    def _draw(self) -> None:
        if self.figure.stale:
            self._canvas.draw()
            self._still = self._canvas.copy_from_bbox(self.figure.bbox)
        else:
            self._canvas.restore_region(self._still)
        for artist in self._moving:
            artist.draw(self._canvas.get_renderer())
