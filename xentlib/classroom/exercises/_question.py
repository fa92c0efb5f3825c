"""A retrieval question: one right option, and for every wrong one what to say."""

import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question of a topic's quiz.

    Attributes
    ----------
    prompt : str
        The question.
    key : str
        The right option; where it is a number, computed.
    because : str
        What to say when it is chosen.
    wrong : dict of str to str
        Each wrong option and what to say when it is chosen.
    name : str
        Topic and question, "softmax.q1": taken from where the question stands.
    """

    prompt: str
    key: str
    because: str
    wrong: Mapping[str, str]
    name: str = ""

    def __post_init__(self) -> None:
        if len(self.wrong) < 2 or self.key in self.wrong:
            raise ValueError(
                f"wrong must hold two or more options besides the key; in {self.prompt!r}"
            )

    @property
    def options(self) -> list[str]:
        """Every option, in an order that is random but always the same."""
        options = [self.key, *self.wrong]
        random.Random(self.name).shuffle(options)
        return options

    def feedback(self, option: str) -> str:
        """Say why the option that was chosen is right or wrong.

        Parameters
        ----------
        option : str
            One of `options`.

        Returns
        -------
        str
            A sentence or two.

        Raises
        ------
        KeyError
            If it is none of them.
        """
        return self.because if option == self.key else self.wrong[option]
