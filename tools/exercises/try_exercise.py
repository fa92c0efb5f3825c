"""Show an author what is weak in an exercise's row.

    python tools/exercises/try_exercise.py softmax.loss

It says what the inputs can't tell apart (two mistakes, or a mistake and the right answer), which
right answers are refused, and which mutants of the right answers are accepted although they
differ in value: on another draw, or on the row's inputs made larger and smaller. It says, too,
where the reference raises an error, which sentences no mistake leads to, whether there are three
hints and six mistakes, and whether the lesson, where there is one, asks the exercise and has the
heading to read again. It ends with 1 if there is any of these. Names that are near those of the
vocabulary are shown, and cost nothing.
"""

import argparse
import sys

import numpy as np
from findings import broken, not_told_apart, refused, survivors, untrue
from words import hints, in_the_lesson, near_names, stray, too_few

from xentlib.classroom import exercises
from xentlib.classroom.checking import Exercise, Trial


def faults(row: Exercise, n_seeds: int) -> list[str]:
    """Sentences on what must be mended."""
    seeds, words = range(n_seeds), [*stray(row), *hints(row), *too_few(row), *in_the_lesson(row)]
    if error := [*broken(row, seeds)]:
        return [*error, *words]
    return [*refused(row, seeds), *not_told_apart(row, seeds), *survivors(row), *words]


def main(arguments: list[str] | None = None) -> int:
    """Print the findings on an exercise; 0 if nothing must be mended, or else 1."""
    parser = argparse.ArgumentParser(description="Show what is weak in an exercise's row.")
    parser.add_argument("name", help='such as "softmax.loss"')
    parser.add_argument("--seeds", type=int, default=20, help="how many draws (20)")
    chosen = parser.parse_args(arguments)
    try:
        row = exercises.find(chosen.name)
    except ValueError as unnamed:
        print(unnamed)
        return 1
    if row is None:
        print(exercises.check(chosen.name))
        return 1
    if isinstance(row, Trial):
        print(*(found := [*untrue(row)]), f"{row.name}: {len(found)} to mend", sep="\n")
        return bool(found)
    with np.errstate(all="ignore"):
        found, near = faults(row, chosen.seeds), list(near_names(row))
    for sentence in [*found, *near]:
        print(f"- {sentence}")
    print(f"{row.name}: {len(row.mistakes)} mistakes, {len(found)} to mend, {len(near)} to look at")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
