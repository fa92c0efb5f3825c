"""The one slider of all explorers."""

import ipywidgets as widgets


def slider(
    label: str, value: float, low: float, high: float, step: float = 1
) -> widgets.IntSlider | widgets.FloatSlider:
    """Return a slider that tells its label and its value; of whole numbers if all of these are.

    Parameters
    ----------
    label : str
        What it sets; screen readers say it, too.
    value, low, high : float
        Where it stands at first, and its ends.
    step : float, default=1
        How far a key moves it.

    Returns
    -------
    ipywidgets.IntSlider or ipywidgets.FloatSlider
        The slider, of the width that every explorer's sliders have.

    Examples
    --------
    >>> slider("P(heads)", 0.5, 0, 1, step=0.01).description
    'P(heads)'
    """
    whole = all(isinstance(number, int) for number in (value, low, high, step))
    return (widgets.IntSlider if whole else widgets.FloatSlider)(
        value,
        min=low,
        max=high,
        step=step,
        description=label,
        style={"description_width": "110px"},
        layout={"width": "350px"},
    )
