"""The error that a missing library ends in: it says who needs the library and what installs it."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def extra(name: str, *, needed_by: str) -> Iterator[None]:
    """Turn a library that is not there into advice; `name` is the extra that brings it.

    Where one stands within another, the outermost says who needs it: what the user has asked for.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        advice = f'{needed_by} needs {missing.name}: python -m pip install "xentlib[{name}]"'
        raise ModuleNotFoundError(advice, name=missing.name) from missing.__cause__ or missing
