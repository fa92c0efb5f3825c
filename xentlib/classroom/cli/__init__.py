"""The command `xent`: lessons put back, and coursework handed out, marked and looked through.

Each command loads what it needs when it is given, so that `xent reset` stays quick.
"""

import sys

from xentlib._extras import extra

with extra("notebooks", needed_by="the command xent"):
    import click

from xentlib.classroom.cli._assignment import assignment
from xentlib.classroom.cli._course import course
from xentlib.classroom.cli._marking import grade, similarity
from xentlib.classroom.cli._reset import EXAMPLES, TOLD, reset
from xentlib.classroom.cli._returning import grades

__all__ = ["main"]

TEACHING = """\b
for teachers (docs/instructors.md has a term, command by command):
  xent course check                       before term: what runs here, what is missing
  xent assignment build a1_information    the notebook to hand out
  xent grade inbox.zip --assignment a1_information
"""


@click.group(
    help=f"The course's commands.\n\n{TOLD}",
    epilog=f"{EXAMPLES}\n\n{TEACHING}",
    no_args_is_help=False,
)
def xent() -> None:
    """Hold the commands together."""


for command in (reset, grade, assignment, similarity, grades, course):
    xent.add_command(command)


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
        If something is wrong with the arguments, or the command can't be carried out; it says why.

    Examples
    --------
    >>> main(["reset", "99"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    SystemExit: xent reset: no lesson '99' is here; there are ...
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        status = xent.main(arguments or ["--help"], "xent", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit("xent: stopped; the same command goes on where it stopped")
    return int(status or 0) if arguments else 2
