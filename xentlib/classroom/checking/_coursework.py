"""What a row of coursework has beside an exercise's: parts, a student's own numbers, a trial."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from xentlib.classroom.checking._call import Function
from xentlib.classroom.checking._exercise import Exercise

Cases = list[tuple[Any, ...]]
Draw = Callable[[np.random.Generator], Cases]
Play = Callable[[Any, np.random.Generator], dict[str, str]]


class Parts:
    """Inputs of a question whose points fall in equal shares on parts.

    Parameters
    ----------
    parts : dict of str to callable
        From an `rng`, the argument tuples of each part, the most ordinary part first: without it
        no other part counts.

    Examples
    --------
    >>> parts = Parts({"small": lambda rng: [(1.0,)], "large": lambda rng: [(1e9,)]})
    >>> parts(np.random.default_rng(0))
    [(1.0,), (1000000000.0,)]
    """

    def __init__(self, parts: Mapping[str, Draw]) -> None:
        self.parts = dict(parts)

    def __call__(self, rng: np.random.Generator) -> Cases:
        """Draw the cases of all parts, one part after the other."""
        return [case for cases in self.drawn(rng).values() for case in cases]

    def drawn(self, rng: np.random.Generator) -> dict[str, Cases]:
        """Draw the cases of each part.

        Parameters
        ----------
        rng : numpy.random.Generator
            Where random inputs come from.

        Returns
        -------
        dict of str to list of tuple
        """
        return {name: draw(rng) for name, draw in self.parts.items()}


class Personal:
    """Numbers of a student's own, on which the value that is asked depends.

    Parameters
    ----------
    draw : callable
        From an `rng`, a dictionary from the reference's parameters to their values.

    Examples
    --------
    >>> personal = Personal(lambda rng: {"share": round(rng.uniform(0.1, 0.4), 2)})
    >>> personal.draw(np.random.default_rng(0))
    {'share': 0.29}
    """

    def __init__(self, draw: Callable[[np.random.Generator], dict[str, Any]]) -> None:
        self.draw = draw

    def __call__(self, rng: np.random.Generator) -> Cases:
        """Draw the numbers of five students, as if the answer were a function of them."""
        return [tuple(self.draw(rng).values()) for _ in range(5)]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A question that no reference can answer: what was made is tried out.

    Attributes
    ----------
    play : callable
        From `ask` and an `rng`, for each part "" or the sentence that says why it is not right;
        under any other name, a sentence that is shown in any case.
        `ask(name, *args)` calls the student's function, or returns the value of that name if there
        are no arguments; `ask.fresh()` is another one, on a process that remembers nothing.
    shares : tuple of str
        The parts, on which the points fall in equal shares; without the first none counts.
    right : sequence of dict
        Answers by their names, for tests.
    wrong : dict of str to dict
        Wrong answers, for tests.
    seconds : float
        How long everything may take.
    name : str
        Assignment and question: taken from where the row stands.
    """

    play: Play
    shares: tuple[str, ...]
    right: Sequence[Mapping[str, Any]] = ()
    wrong: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seconds: float = 20.0
    name: str = ""


def for_student(exercise: Exercise, numbers: Mapping[str, Any]) -> Exercise:
    """Make of a question with a student's own numbers one that asks for a value.

    Parameters
    ----------
    exercise : Exercise
        Whose inputs are `Personal`.
    numbers : dict
        The values of the reference's parameters.

    Returns
    -------
    Exercise
        Without inputs.

    Examples
    --------
    >>> row = Exercise(
    ...     reference=lambda n: np.log2(n),
    ...     inputs=Personal(lambda rng: {"n": 8}),
    ...     hints=("How many?", "Halve.", "log2"),
    ... )
    >>> float(for_student(row, {"n": 8}).reference())
    3.0
    """
    args = tuple(numbers.values())

    def fixed(function: Function) -> Function:
        return lambda: function(*args)

    mistakes = {
        name: [fixed(form) for form in ([forms] if callable(forms) else forms)]
        for name, forms in exercise.mistakes.items()
    }
    right = tuple(map(fixed, exercise.right))
    given = {"inputs": None, "mistakes": mistakes, "right": right}
    return replace(exercise, reference=fixed(exercise.reference), **given)  # type: ignore[arg-type]
