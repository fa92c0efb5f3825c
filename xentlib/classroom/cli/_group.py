"""All commands of `xent`, under one name."""

import click

from xentlib.classroom.cli._assignment import assignment
from xentlib.classroom.cli._course import course
from xentlib.classroom.cli._marking import grade, similarity
from xentlib.classroom.cli._reset import EXAMPLES, TOLD, reset
from xentlib.classroom.cli._returning import grades

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
