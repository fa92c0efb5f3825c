"""What a forecast and its score look like."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from xentlib.classroom.card import BLUE, GREEN, GREY, Card

BAR = 24  # characters of a bar that means certainty


def is_uniform(probabilities: Mapping[str, float]) -> bool:
    """Whether every outcome has the same probability: then nothing has been said."""
    return len({round(p, 9) for p in probabilities.values()}) == 1


@dataclass(frozen=True, repr=False)
class Forecast(Card):
    """Probabilities of the outcomes of one experiment, shown as bars.

    Attributes
    ----------
    name : str
        The experiment.
    probabilities : dict of str to float
        They sum to 1.
    note : str
        What else is to be said.
    """

    name: str
    probabilities: dict[str, float]
    note: str = ""

    @property
    def is_uniform(self) -> bool:
        """Whether every outcome has the same probability."""
        return is_uniform(self.probabilities)

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first."""
        width = max(map(len, self.probabilities))
        title = f"{self.name}: your forecast"
        bars = [
            f"  {outcome:{width}}  {p:6.1%}  {'█' * round(BAR * p)}".rstrip()
            for outcome, p in self.probabilities.items()
        ]
        said = ["Uniform: you have not said anything yet."] if self.is_uniform else []
        said += [
            f"You rule out {outcome!r}: if it comes, you pay ∞ bits. Are you that sure?"
            for outcome, p in self.probabilities.items()
            if p == 0 and not self.note
        ]
        return [title, *bars, *said, *([self.note] if self.note else [])]

    @property
    def colour(self) -> str:
        """Grey as long as nothing is said."""
        return GREY if self.is_uniform else BLUE


@dataclass(frozen=True, repr=False)
class Score(Card):
    """What a forecast cost when the outcome came.

    Attributes
    ----------
    name : str
        The experiment.
    outcome : str
        What happened.
    probabilities : dict of str to float
        The forecast; empty if there was none.
    late : bool
        Whether the outcome was shown before the forecast was made: then it is not counted.
    """

    name: str
    outcome: str
    probabilities: dict[str, float]
    late: bool = False

    @property
    def bits(self) -> float:
        """Surprise of the outcome: minus the base-2 logarithm of its probability."""
        if not self.probabilities:
            return math.nan
        p = self.probabilities[self.outcome]
        return math.log2(1 / p) if p > 0 else math.inf

    @property
    def uniform_bits(self) -> float:
        """What the uniform forecast pays, whatever happens."""
        return math.log2(len(self.probabilities)) if self.probabilities else math.nan

    @property
    def lines(self) -> list[str]:
        """Everything that is shown, the title first."""
        if not self.probabilities:
            run = f'The cell with xent.predict("{self.name}", …) comes before the experiment.'
            return [
                f"{self.name}: no forecast",
                run,
                "A forecast made now is late, and not scored.",
            ]
        title, p = f"{self.name}: {self.outcome}", self.probabilities[self.outcome]
        if is_uniform(self.probabilities):
            return [title, f"You had said nothing: {in_bits(self.bits)}, which are not counted."]
        if self.late:
            late = "Late: the answer was already shown, so they are not counted."
            return [title, f"You gave it {p:.1%}, which is {in_bits(self.bits)}. {late}"]
        paid = f"You gave it {p:.1%} and pay {in_bits(self.bits)}; "
        lines = [title, f"{paid}{self._beside()}."]
        if p == 0:
            lines.append(
                "You had ruled it out. No finite price makes up for that: keep a little back."
            )
        return lines

    def _beside(self) -> str:
        uniform = f"a uniform forecast pays {self.uniform_bits:.2f}"
        return f"{uniform} too" if abs(self.bits - self.uniform_bits) < 5e-3 else uniform

    @property
    def colour(self) -> str:
        """Green where the forecast was better than none."""
        return GREEN if self.bits < self.uniform_bits and not self.late else GREY


def in_bits(bits: float) -> str:
    """Write an amount of information, which may be infinite.

    Parameters
    ----------
    bits : float
        The amount.

    Returns
    -------
    str
        With two decimals and the unit.

    Examples
    --------
    >>> in_bits(2), in_bits(math.inf)
    ('2.00 bits', '∞ bits')
    """
    return "∞ bits" if bits == math.inf else f"{bits:.2f} bits"
