"""The one widget that every explorer is: controls, a picture and a sentence that follow them."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np
from matplotlib import style
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from xentlib.plots.showing import DPI, STYLE, picture_of, small_png

LOOK: Sequence[str | Path] = ("default", STYLE)  # whatever the notebook has set


class Explorer(widgets.VBox):
    """Controls above a picture above a sentence, redrawn at every change.

    The picture is an image widget, not an output area: an error while drawing raises instead of
    being printed, and a still picture remains where no kernel runs.

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
    sentence : str
        What the picture shows now.

    Notes
    -----
    The layout is computed once. What lies inside the axes is drawn anew on a stored image of what
    stands still; if `update` changes a title, a label or a limit, all of it is drawn anew.
    """

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
        self._picture = widgets.Image(format="png", width="700")
        self._caption = widgets.HTML()
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
        for control in controls.values():
            control.observe(self.redraw, names="value")

    def _button(self, name: str, values: Mapping[str, Any]) -> widgets.Button:
        button = widgets.Button(description=name)
        button.on_click(lambda _: self.set(**values))
        return button

    def set(self, **values: Any) -> None:
        """Set several controls by name."""
        for name, value in values.items():
            self.controls[name].value = value

    def _prepare(self, prepare: Callable[[Figure], Callable[..., str]]) -> None:
        """Draw once, freeze the layout, and tell what may move from what stands still."""
        with style.context(LOOK):
            self.figure = Figure(dpi=DPI)
            self._canvas = FigureCanvasAgg(self.figure)
            self._update = prepare(self.figure)
            self._update(**self._values())
            self._canvas.draw()
        self.figure.set_layout_engine("none")
        self._moving = [
            artist for ax in self.figure.axes for artist in [*ax.patches, *ax.lines, *ax.texts]
        ]
        for artist in self._moving:
            artist.set_animated(True)
        self.figure.stale = True

    def _values(self) -> dict[str, Any]:
        return {name: control.value for name, control in self.controls.items()}

    def redraw(self, _change: Any = None) -> None:
        """Move the picture and the sentence to where the controls stand."""
        with style.context(LOOK):  # colours such as "C0" are looked up while drawing
            self.sentence = self._update(**self._values())
            self._draw()
        self._png = small_png(Image.fromarray(np.asarray(self._canvas.buffer_rgba())))
        self._picture.value = self._png
        text = f'<div role="status" style="line-height: 1.4">{escape(self.sentence)}</div>'
        self._caption.value = text

    def _draw(self) -> None:
        if self.figure.stale:
            self._canvas.draw()
            self._still = self._canvas.copy_from_bbox(self.figure.bbox)
        else:
            self._canvas.restore_region(self._still)
        for artist in sorted(self._moving, key=Artist.get_zorder):
            artist.draw(self._canvas.get_renderer())

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        live = super()._repr_mimebundle_(**kwargs)
        still = picture_of(self._png, self.sentence, width=self.figure.get_figwidth())
        return {**live, **still.data}, still.metadata
