"""What the doctor says."""

from dataclasses import dataclass


@dataclass(frozen=True, repr=False)
class Finding:
    """One trap that a program fell into, and what shows it.

    Attributes
    ----------
    trap : str
        Its name; one of those in `patients`, where it is there.
    what : str
        What is wrong, in a sentence.
    evidence : str
        Numbers that were measured on this model and these data.
    landmark : str
        A number that the trap leaves behind, and its formula.
    mend : str
        The line of code that mends it.

    Examples
    --------
    >>> Finding("dead relu", "No unit answers.", "32 of 32 units.", "ln 10 = 2.3026", "x = x / 16")
    dead relu: No unit answers.
      evidence: 32 of 32 units.
      landmark: ln 10 = 2.3026
      mend:     x = x / 16
    """

    trap: str
    what: str
    evidence: str
    landmark: str
    mend: str

    def __repr__(self) -> str:
        return (
            f"{self.trap}: {self.what}\n  evidence: {self.evidence}\n"
            f"  landmark: {self.landmark}\n  mend:     {self.mend}"
        )
