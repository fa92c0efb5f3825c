"""A row of a topic's table: what is asked, and how it is commonly got wrong."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from xentlib.classroom.checking._call import Call, Function
from xentlib.classroom.checking._symptoms import DERIVED

NATS_PER = {"bits": np.log(2), "nats": 1.0, "dits": np.log(10)}


class Mistake(NamedTuple):
    """A misconception as the function that it leads to, and what to say to it."""

    name: str
    function: Function
    hint: str


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One row of a topic's table.

    Attributes
    ----------
    reference : callable
        The right answer; its parameters' names are shown with examples.
    inputs : callable or None
        From an `rng`, argument tuples: fixed telling ones, then random ones of several
        shapes. None where the answer is a value, and the reference takes no arguments.
    hints : tuple of three str
        From a nudge to nearly the answer.
    mistakes : dict of str to callable, or to a list of them
        What wrong answers are recognised by: under each name the forms that it takes. Each takes
        what the reference takes, and returns the wrong answer.
    say : dict of str to str
        What to think about, for each name; a shared vocabulary speaks for the names left out.
    right : tuple of callable
        Other ways to be right, for tests.
    unit : {"", "bits", "nats", "dits"}
        Unit of the answer; the right value in another one is recognised.
    rtol, atol : float
        Tolerance: relative, and absolute for what ought to be 0.
    reread : str
        Where in the lesson to look again.
    kind : {"code", "reading", "derivation"}
        What it asks for: a program; a picture, an output or somebody's broken code, read; or a
        formula that the lesson does not show, derived and typed in.
    gradient : bool
        Whether to say how many numbers agree, how far off the worst is, and in which rows.
    seconds : float
        How long an answer may take, over all inputs.
    name : str
        Topic and exercise, "surprise.entropy": taken from where the row stands.
    """

    reference: Function
    inputs: Callable[[np.random.Generator], list[tuple[Any, ...]]] | None
    hints: tuple[str, str, str]
    mistakes: Mapping[str, Any] = field(default_factory=dict)
    say: Mapping[str, str] = field(default_factory=dict)
    right: tuple[Function, ...] = ()
    unit: str = ""
    rtol: float = 1e-5
    atol: float = 1e-6
    reread: str = ""
    kind: str = "code"
    gradient: bool = False
    seconds: float = 2.0
    name: str = ""

    @property
    def known(self) -> Iterator[Mistake]:
        """The row's mistakes and those that follow from the reference."""
        say = DERIVED | dict(self.say)
        for name, forms in [*self.mistakes.items(), *self._derived()]:
            for function in [forms] if callable(forms) else forms:
                yield Mistake(name, function, say[name])

    def _derived(self) -> Iterator[tuple[str, Function]]:
        factors = {"sign": -1.0, "percent": 100.0}
        if self.unit:
            others = NATS_PER.keys() - {self.unit}
            factors |= {other: NATS_PER[self.unit] / NATS_PER[other] for other in others}
        yield from ((name, self._scaled(factor)) for name, factor in factors.items())

    def _scaled(self, factor: float) -> Function:
        return lambda *args: factor * np.asarray(self.reference(*args), dtype=float)

    def close(self, got: Call, want: Call, *, rtol: float = 0.0, atol: float = 0.0) -> np.ndarray:
        """Tell which numbers are the same to the exercise's tolerance.

        Parameters
        ----------
        got, want : Call
            What the learner's function gave, and what the reference gave for the same input:
            numbers of one shape.
        rtol, atol : float
            Other tolerances than the exercise's; 0 stands for the exercise's own.

        Returns
        -------
        numpy.ndarray of bool
            In the shape of the numbers; two nan are the same.
        """
        rtol, atol = rtol or self.rtol, atol or self.atol
        return is_close(got.numbers, want.numbers, rtol, atol)

    def agree(self, got: Call, want: Call, *, rtol: float = 0.0, atol: float = 0.0) -> bool:
        """Whether two calls gave the same numbers, in the same shape and under the same keys.

        Parameters
        ----------
        got, want : Call
            What the learner's function gave, and what the reference gave for the same input.
        rtol, atol : float
            Other tolerances than the exercise's; 0 stands for the exercise's own.

        Returns
        -------
        bool
            False also where a call gave no numbers.
        """
        if got.problem or want.problem or got.keys != want.keys:
            return False
        alike = got.numbers.shape == want.numbers.shape
        return alike and bool(self.close(got, want, rtol=rtol, atol=atol).all())

    def alike(self, one: Call, other: Call) -> bool:
        """Whether two calls gave the same numbers, or ended in the same problem.

        Parameters
        ----------
        one, other : Call
            Two calls for the same input.

        Returns
        -------
        bool
        """
        if one.problem and other.problem:
            return one.problem.symptom == other.problem.symptom
        return self.agree(one, other)


def is_close(got: np.ndarray, want: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    """Do what `numpy.isclose` does where nan equals nan, in half of its time."""
    with np.errstate(invalid="ignore"):  # inf - inf
        near = np.abs(got - want) <= atol + rtol * np.abs(want)
    return near & np.isfinite(want) | (got == want) | (np.isnan(got) & np.isnan(want))
