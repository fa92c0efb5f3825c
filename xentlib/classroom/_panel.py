"""Widgets, and the text that stands for them where no kernel runs."""

from typing import Any

import ipywidgets as widgets

SIGN = {"right": "✓", "wrong": "✗", "open": "○"}


class Panel:
    """A widget with a text of its own.

    Parameters
    ----------
    widget : ipywidgets.Widget
        What is shown where a kernel runs.
    text : str
        What stands for it elsewhere: it holds no ids, so that it is always the same.
    """

    def __init__(self, widget: widgets.Widget, text: str) -> None:
        self.widget, self.text = widget, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return {**self.widget._repr_mimebundle_(**kwargs), "text/plain": self.text}
