"""How a command says that it could not be carried out: in a sentence."""

import functools
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import click


def plainly(*also: type[Exception]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a command end in a sentence and status 1 where a user can help it.

    Parameters
    ----------
    *also : type of Exception
        What the command raises beside errors of values, files and missing libraries.

    Returns
    -------
    callable
        A decorator.
    """
    known: tuple[type[Exception], ...] = (ValueError, OSError, ImportError, *also)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(*args: Any, **options: Any) -> Any:
            name = click.get_current_context().command_path
            try:
                return command(*args, **options)
            except subprocess.CalledProcessError as error:
                said = error.stderr.decode(errors="replace").strip()
                sys.exit(f"{name}: git says: {said}")
            except known as error:
                sys.exit(f"{name}: {error}")

        return run

    return decorate
