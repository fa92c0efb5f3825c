"""The button that takes a file, with what came of it in words beside it."""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

# ipywidgets writes behind the words of such a button how many files it holds, as in "(0)".
UNCOUNTED = r"""<script>
(area => {
  if (!area || "uncounted" in area.dataset) return;
  area.dataset.uncounted = "";
  const count = / \(\d+\)$/;
  const tidy = () => {
    for (const { lastChild: words } of area.querySelectorAll(".xent-live .widget-upload"))
      if (count.test(words?.data)) words.data = words.data.replace(count, "");
  };
  new MutationObserver(tidy).observe(area, { childList: true, subtree: true });
  tidy();
})(document.currentScript.closest(".jp-OutputArea"));
</script>"""


def file_button(description: str, take: Callable[[bytes], str]) -> widgets.HBox:
    """Make a button that hands a file's content over and shows what is answered.

    Parameters
    ----------
    description : str
        What stands on the button.
    take : callable
        Given the content, returns a sentence, or raises a ValueError with one.

    Returns
    -------
    ipywidgets.HBox
        The button, and beside it the sentence.
    """
    button, told = widgets.FileUpload(accept=".json", description=description), widgets.HTML()
    button.layout.width = "auto"

    def tell(_change: object) -> None:
        try:
            said = take(bytes(button.value[0]["content"]))
        except ValueError as error:
            said = str(error)
        told.value = f'<span role="status">{escape(said)}</span>'

    button.observe(tell, names="value")
    return widgets.HBox([button, told], layout={"flex_flow": "row wrap"})
