"""Patients: broken programs, what they leave behind, and the lines that mend them."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib import data
from xentlib.training import keras, set_seed

Split = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]


@dataclass(frozen=True)
class Case:
    """What a program leaves behind: all that `diagnose` takes, by the same names.

    Attributes
    ----------
    model : keras.Model
        Compiled; fitted, if `fit` did not fail.
    x, y : array
        What `fit` got.
    history : dict of str to list, optional
        What `fit` returned.
    class_weight : dict of int to float, optional
        What `fit` got.
    held_out : tuple of two arrays, optional
        Data that the program scores the model on.
    """

    model: keras.Model
    x: Any
    y: Any
    history: dict[str, list[float]] | None = None
    class_weight: dict[int, float] | None = None
    held_out: tuple[Any, Any] | None = None

    def keys(self) -> Iterator[str]:
        """Name the fields, so that ``diagnose(**case)`` works.

        Returns
        -------
        iterator of str
        """
        return (field.name for field in fields(self))

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)


@dataclass(frozen=True)
class Patient:
    """A broken program.

    Attributes
    ----------
    name : str
        The trap that it fell into.
    make : callable
        The program as a function, which returns a `Case`.
    wrong, mended : str
        Lines of the program, and what has to stand in their place.
    """

    name: str
    make: Callable[[], Case]
    wrong: str
    mended: str

    @property
    def program(self) -> str:
        """Source of the program, as its author wrote it."""
        return _script(self._source())

    @property
    def cured(self) -> str:
        """Source of the program, with its mended lines."""
        return _script(self._source().replace(self.wrong, self.mended))

    def run(self, *, mended: bool = False) -> Case:
        """Run the program from seed 0.

        Parameters
        ----------
        mended : bool, default=False
            Whether the mended lines stand in place of the wrong ones.

        Returns
        -------
        Case
        """
        set_seed(0)
        if not mended:
            return self.make()
        space = dict(self.make.__globals__)
        exec(self._source().replace(self.wrong, self.mended), space)
        return space[self.make.__name__]()

    def _source(self) -> str:
        return inspect.getsource(self.make)


def _script(source: str) -> str:
    """Body of a function without its last line, which returns the case."""
    body = source.split("\n", 1)[1]
    return textwrap.dedent(body[: body.rindex("    return Case(")])


def digits() -> Split:
    """Return images and labels of 1347 digits to learn, and of 450 to test; ink from 0 to 1.

    Returns
    -------
    x, y, x_test, y_test : ndarray
    """
    found = data.digits()
    return _split((found.images.reshape(-1, 64) / 16).astype("float32"), found.labels, 1347)


def tumours() -> Split:
    """Return standardised measurements and labels of 426 tumours to learn, and of 143 to test.

    Returns
    -------
    x, y, x_test, y_test : ndarray
        `y` is a column of 0 and 1.
    """
    found = data.tumours()
    x = (found.features - found.features.mean(0)) / found.features.std(0)
    return _split(x.astype("float32"), found.malignant[:, None].astype("float32"), 426)


def _split(x: NDArray[Any], y: NDArray[Any], n: int) -> Split:
    order = np.argsort(np.random.default_rng(0).random(len(x)))
    return x[order[:n]], y[order[:n]], x[order[n:]], y[order[n:]]
