"""The outcomes of the course's own experiments, as its lessons name them."""

import functools
import json
from pathlib import Path


def outcomes_of(name: str) -> tuple[str, ...] | None:
    """Outcomes of an experiment of the course; None for a name that no lesson uses.

    Parameters
    ----------
    name : str
        The experiment, such as "surprise.halvings".

    Returns
    -------
    tuple of str or None
        In the order in which the lesson names them.

    Examples
    --------
    >>> outcomes_of("surprise.halvings")
    ('5', '6', '13', '51')
    >>> outcomes_of("a learner's own experiment") is None
    True
    """
    return _table().get(name)


def names() -> list[str]:
    """Return the names of the course's experiments."""
    return list(_table())


@functools.cache
def _table() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("outcomes.json").read_text(encoding="utf-8")
    return {name: tuple(outcomes) for name, outcomes in json.loads(text).items()}
