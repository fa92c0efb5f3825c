"""A row of a lesson's table: what is asked, and how it is commonly got wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from xentlib.classroom.checking._call import Call, Function
from xentlib.classroom.checking._vocabulary import DERIVED, MISCONCEPTIONS

NATS_PER = {"bits": np.log(2), "nats": 1.0, "dits": np.log(10)}


@dataclass(frozen=True)
class Mistake:
    """A misconception as the function that it leads to.

    Attributes
    ----------
    name : str
        From the closed vocabulary.
    function : callable
        Takes what the exercise's reference takes, returns the wrong answer.
    hint : str
        What to think about; the vocabulary's sentence if it is left out.
    """

    name: str
    function: Function
    hint: str = ""

    def __post_init__(self) -> None:
        if self.name not in MISCONCEPTIONS | DERIVED:
            raise ValueError(f"name must be in the vocabulary of mistakes; got {self.name!r}")
        object.__setattr__(self, "hint", self.hint or (MISCONCEPTIONS | DERIVED)[self.name])


@dataclass(frozen=True)
class Exercise:
    """One row of a lesson's table.

    Attributes
    ----------
    name : str
        Lesson and exercise, "01.entropy".
    reference : callable
        The right answer; its parameters' names are shown with examples.
    inputs : callable or None
        From an `rng`, argument tuples: fixed telling ones, then random ones of several
        shapes. None where the answer is a value, and the reference takes no arguments.
    hints : tuple of three str
        From a nudge to nearly the answer.
    mistakes : tuple of Mistake
        What wrong answers are recognised by.
    right : tuple of callable
        Other ways to be right, for tests.
    unit : {"", "bits", "nats", "dits"}
        Unit of the answer; the right value in another one is recognised.
    rtol, atol : float
        Tolerance: relative, and absolute for what ought to be 0.
    reread : str
        Where in the lesson to look again.
    gradient : bool
        Whether to say how many of the numbers are exact and close, and which rows are not.
    seconds : float
        How long an answer may take, over all inputs.
    """

    name: str
    reference: Function
    inputs: Callable[[np.random.Generator], list[tuple[Any, ...]]] | None
    hints: tuple[str, str, str]
    mistakes: tuple[Mistake, ...] = ()
    right: tuple[Function, ...] = ()
    unit: str = ""
    rtol: float = 1e-5
    atol: float = 1e-6
    reread: str = ""
    gradient: bool = False
    seconds: float = 2.0

    @property
    def known(self) -> tuple[Mistake, ...]:
        """The row's mistakes and those that follow from the reference."""
        factors = {"sign": -1.0, "percent": 100.0}
        if self.unit:
            others = NATS_PER.keys() - {self.unit}
            factors |= {other: NATS_PER[self.unit] / NATS_PER[other] for other in others}
        own = {mistake.name: mistake.hint for mistake in reversed(self.mistakes)}
        derived = (
            Mistake(name, self._scaled(factor), own.get(name, "") if name == "sign" else "")
            for name, factor in factors.items()
        )
        return (*self.mistakes, *derived)

    def _scaled(self, factor: float) -> Function:
        return lambda *args: factor * np.asarray(self.reference(*args), dtype=float)

    def close(self, got: Call, want: Call, *, rtol: float = 0.0, atol: float = 0.0) -> np.ndarray:
        """Which numbers are the same to the exercise's tolerance; the shapes must agree."""
        rtol, atol = rtol or self.rtol, atol or self.atol
        return np.isclose(got.numbers, want.numbers, rtol=rtol, atol=atol, equal_nan=True)

    def agree(self, got: Call, want: Call, *, rtol: float = 0.0, atol: float = 0.0) -> bool:
        """Whether two calls gave the same numbers."""
        if got.problem or want.problem or got.keys != want.keys:
            return False
        alike = got.numbers.shape == want.numbers.shape
        return alike and bool(self.close(got, want, rtol=rtol, atol=atol).all())
