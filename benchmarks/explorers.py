"""How long an explorer takes to follow a control: from the move to the finished PNG, in ms."""

from itertools import cycle, islice
from time import perf_counter

import numpy as np

from xentlib import explorers
from xentlib.explorers._explorer import Explorer

MOVES = 40
TARGET = 50


def moves(explorer: Explorer) -> list[float]:
    """Milliseconds of each of MOVES steps, every control in turn, upwards until its end."""
    times = []
    for control in islice(cycle(explorer.controls.values()), MOVES):
        start = perf_counter()
        control.value += control.step if control.value < control.max else -control.step
        times.append(1000 * (perf_counter() - start))
    return times


def main() -> None:
    print(f"milliseconds a move (target: median at most {TARGET})")
    for name in sorted(name for name in dir(explorers) if name.startswith("explore_")):
        times = moves(getattr(explorers, name)())
        print(f"{name:28} median {np.median(times):5.1f}   p90 {np.quantile(times, 0.9):5.1f}")


if __name__ == "__main__":
    main()
