"""The command `xent`: lessons put back, and coursework handed out, marked and looked through.

Each command loads what it needs when it is given, so that `xent reset` stays quick.
"""

import sys

from xentlib._extras import extra

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command; without one, show what there is.

    Parameters
    ----------
    arguments : list of str, optional
        What stands behind `xent`; what the shell gave if it is left out.

    Returns
    -------
    int
        Status for the shell: 0, 1 where a check found something, or 2 where there was no command.

    Raises
    ------
    SystemExit
        If something is wrong with the arguments, the command can't be carried out, or a library
        for it is missing; it says why.

    Examples
    --------
    >>> main(["reset", "99"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    SystemExit: xent reset: no lesson '99' is here; there are ...
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        with extra("notebooks", needed_by="the command xent"):
            import click

            from xentlib.classroom.cli._group import xent
    except ImportError as error:
        sys.exit(str(error))
    try:
        status = xent.main(arguments or ["--help"], "xent", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit("xent: stopped; the same command goes on where it stopped")
    return int(status or 0) if arguments else 2
