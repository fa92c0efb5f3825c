"""Read a name letter by letter and see what each costs a model that counts."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
from matplotlib.figure import Figure

from xentlib.data import colour_names
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray
from xentlib.plots.text import Tiles, frame

MOST = 6  # letters that the model may look at
ADDED = 0.1  # to each count


def _steps(name: str, letters: int) -> Iterator[tuple[str, str]]:
    """Each symbol of a name, with the last symbols before it; a newline ends the name."""
    start = "\n" * letters + name + "\n"
    for i in range(letters, len(start)):
        yield start[i - letters : i], start[i]


@cache
def _counts(letters: int) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How often each symbol follows each context in all names, and how often the context comes."""
    steps = [step for name in colour_names() for step in _steps(name, letters)]
    return Counter(steps), Counter(context for context, _ in steps)


@cache
def _n_symbols() -> int:
    return len({*"".join(colour_names())}) + 1


def costs(name: str, letters: int) -> FloatArray:
    """Bits of each symbol of a name, by the counts of all other names."""
    steps = [*_steps(name, letters)]
    pairs, contexts = _counts(letters)
    own, own_contexts = Counter(steps), Counter(context for context, _ in steps)
    p = [
        (pairs[step] - own[step] + ADDED)
        / (contexts[step[0]] - own_contexts[step[0]] + ADDED * _n_symbols())
        for step in steps
    ]
    return -np.log2(p)


def prepare_surprise(figure: Figure) -> Callable[..., str]:
    """Draw the tiles of one name; the name moves, and how many letters the model sees.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(letters, name)``, which moves the picture and returns its sentence.
    """
    figure.set_size_inches(7, 1.4)
    ax, names = figure.subplots(), colour_names()
    length = max(map(len, names)) + 1
    tiles = Tiles(ax, length)
    frame(ax, length)
    ax.set_title("What each symbol costs, in bits: the darker, the dearer", loc="left")

    def update(letters: int, name: int) -> str:
        text = names[name] + "\n"
        bits = costs(names[name], letters)
        tiles.move(text, bits)
        first = np.array([before in "\n " for before in "\n" + names[name]])
        said = f"With {letters} letter{'s' * (letters != 1)} seen, “{names[name]}” costs"
        said += f" {bits.sum():.1f} bits, {bits.mean():.2f} a symbol"
        said += f": {bits[first].mean():.1f} for the first letter of a word"
        return f"{said}, and {bits[~first].mean():.1f} for any other."

    return update


def explore_surprise() -> Explorer:
    """Walk through the colour names and see which letters surprise a model that counts the others.

    Returns
    -------
    Explorer
        With the controls `letters`: how many symbols before the next one the model looks at; and
        `name`: the place of a name in `xentlib.data.colour_names`.

    Raises
    ------
    ImportError
        Where Matplotlib, which has the names, is not installed.

    Examples
    --------
    >>> explorer = explore_surprise()
    >>> explorer.set(letters=0, name=0)
    >>> explorer.sentence.partition(": ")[2]
    '4.3 for the first letter of a word, and 4.1 for any other.'
    """
    names = colour_names()
    places = {name: names.index(name) for name in ("dusty rose", "electric lime")}
    return Explorer(
        prepare_surprise,
        presets={
            f"{name}, {seen} seen": {"letters": seen, "name": place}
            for name, place in places.items()
            for seen in (0, 3)
        },
        letters=slider("letters seen", 3, 0, MOST),
        name=slider("name", places["dusty rose"], 0, len(names) - 1),
    )
