"""Words to be coded: names that people gave to colours."""

from xentlib._extras import extra


def colour_names() -> tuple[str, ...]:
    """Names that some 200,000 visitors of a web comic gave to colours, in alphabetical order.

    Returns
    -------
    tuple of str
        949 names of lower-case letters, spaces and a few other signs.

    Raises
    ------
    ImportError
        Where Matplotlib is not installed.

    References
    ----------
    Munroe (2010), Color Survey Results. The table comes with Matplotlib, as
    ``matplotlib.colors.XKCD_COLORS``.

    Examples
    --------
    >>> names = colour_names()
    >>> len(names), "burnt sienna" in names
    (949, True)
    """
    with extra("notebooks", needed_by="xentlib.data.colour_names"):
        from matplotlib.colors import XKCD_COLORS

    return tuple(sorted(name.removeprefix("xkcd:") for name in XKCD_COLORS))
