"""Patients: broken programs, what they leave behind, and the lines that mend them."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib import data
from xentlib.doctor._diagnose import diagnose
from xentlib.doctor._finding import Finding
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

    Examples
    --------
    >>> from xentlib.doctor import patients
    >>> case = patients["one-hot into sparse"].run()
    >>> case.x.shape, case.y.shape, case.history
    ((1347, 64), (1347, 10), {})
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

    def diagnose(self) -> list[Finding]:
        """Call in the doctor.

        Returns
        -------
        list of Finding

        Raises
        ------
        TypeError, ValueError
            As `diagnose` does; never for a patient.

        Examples
        --------
        >>> from xentlib.doctor import patients
        >>> [finding.trap for finding in patients["one-hot into sparse"].run().diagnose()]
        ['one-hot into sparse']
        """
        return diagnose(**self)


@dataclass(frozen=True)
class Patient:
    """A broken program.

    Attributes
    ----------
    name : str
        The trap that it fell into.
    make : callable
        The program as a function, which returns a `Case`.
    wrong, right : str
        A part of the program, and what has to stand in its place.

    Examples
    --------
    >>> from xentlib.doctor import patients
    >>> print(patients["focal alpha"].mended)
    loss = losses.CategoricalFocalCrossentropy(alpha=1.0, gamma=2.0, from_logits=True)
    >>> print(patients["missing softmax"].program)
    x, y, _, _ = digits()
    hidden, last = layers.Dense(32, "relu"), layers.Dense(10)
    model = keras.Sequential([keras.Input((64,)), hidden, last])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(x, y, epochs=5, verbose=0)
    <BLANKLINE>
    """

    name: str
    make: Callable[[], Case]
    wrong: str
    right: str

    @property
    def program(self) -> str:
        """Source of the program, as its author wrote it."""
        return _script(self._source())

    @property
    def cured(self) -> str:
        """Source of the program, with its mended lines."""
        return _script(self._source().replace(self.wrong, self.right))

    @property
    def mended(self) -> str:
        """Lines of the cured program that are not in the program, or those beside what was cut."""
        before, after = self.program.splitlines(), self.cured.splitlines()
        new = [line for line in after if line not in before]
        cut = [i for i, line in enumerate(before) if line not in after]
        return "\n".join(new or [before[cut[0] - 1]])

    def run(self, *, mended: bool = False) -> Case:
        """Run the program from seed 0.

        Parameters
        ----------
        mended : bool, default=False
            Whether the mended lines stand in place of the wrong ones.

        Returns
        -------
        Case

        Raises
        ------
        ImportError
            Where scikit-learn, which brings the data, is not installed.
        """
        set_seed(0)
        if not mended:
            return self.make()
        space = dict(self.make.__globals__)
        exec(self._source().replace(self.wrong, self.right), space)
        return space[self.make.__name__]()

    def _source(self) -> str:
        return inspect.getsource(self.make)


def _script(source: str) -> str:
    """Body of a function without type hints, and without its last line, which returns the case."""
    body = source.split("\n", 1)[1].replace(": Any", "").replace(" -> Any", "")
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
