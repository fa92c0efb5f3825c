"""Time, memory and accuracy of softmax cross-entropy, next to what a user would pick instead.

All libraries work on the same arrays in one run, in turns, with all the cores they take. Writes
`results.md` beside this file.
"""

import ctypes
import gc
import os
import platform
import statistics
import tracemalloc
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import accuracy
import numpy as np
from libraries import prepare

SIZES = [(64, 10), (500_000, 2), (200_000, 10), (20_000, 100), (10_000, 1000), (1024, 50_000)]
SECONDS = 5  # for a size, a type and a task, all libraries together
COPY = "ndarray.copy()"
TASKS = ["loss", "loss + gradient"]
PACKAGES = ["numpy", "scipy", "scikit-learn", "keras", "tensorflow-cpu", "tensorflow", "jax",
            "torch"]  # fmt: skip

ABOUT_TIME = """\
Softmax cross-entropy of class ids, one number per example. Milliseconds (median) · ratio to xentlib
· ratio to copying the logits. Mean ratios are geometric and leave out the first row. scikit-learn
starts from probabilities and returns a mean. TensorFlow's is the operation that Keras calls, in a
`tf.function`; JAX's is compiled by `jit`. All take turns;
a turn begins with an untimed call."""
ABOUT_MEMORY = """\
Peak of resident memory beyond that before the call, in MiB, the result included."""
ABOUT_ACCURACY = """\
Largest relative error where one class of 2, 10 or 1000 stands apart by a logit of ± the size and
happens, or another does. 1e+00: the library returns 0 where the answer is none. Gradients are those
at the class that happened."""


def medians(calls: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Milliseconds of each call, at least three times: in turns that begin with one untimed.

    Without it, a library would pay for the one before: other data in the caches, and threads
    that still wait for work on the cores.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    end = perf_counter() + SECONDS
    while perf_counter() < end or len(times[COPY]) < 3:
        for name, call in calls.items():
            call()
            repeat = 2 if len(times[name]) < 3 or times[name][0] > 1 else 20
            for _ in range(repeat):
                start = perf_counter()
                result = call()
                times[name].append(1000 * (perf_counter() - start))
                del result
    return {name: statistics.median(each) for name, each in times.items()}


def extra_memory(call: Callable[[], Any]) -> float | None:
    """Peak of resident memory during a call beyond that before, in MiB (Linux only)."""
    status, reset = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    if not reset.exists():
        return None
    call()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    reset.write_text("5")  # the peak starts anew

    def kilobytes(name: str) -> int:
        return int(status.read_text().split(f"{name}:")[1].split()[0])

    before = kilobytes("VmRSS")
    result = call()
    peak = kilobytes("VmHWM")
    del result
    return (peak - before) / 1024


def memory_of_a_gigabyte() -> str:
    """What NumPy takes beyond the result, for memory-mapped logits."""
    shape = (25_000_000, 10)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        logits = np.memmap(Path(folder, "logits"), np.float32, "w+", shape=shape)
        loss_of, _ = prepare(np.zeros(len(logits), np.uint8), logits, only="xentlib")["xentlib"]
        tracemalloc.start()
        result = loss_of()
        extra = (tracemalloc.get_traced_memory()[1] - result.nbytes) / 2**20
        tracemalloc.stop()
        del logits, loss_of
    return f"For 1 GB of memory-mapped logits the loss takes {extra:.1f} MiB beyond its result."


def measure(dtype: type, task: int) -> tuple[list[dict[str, float]], list[dict[str, Any]]]:
    """Medians and extra memory, one mapping of libraries for each size."""
    times, memory = [], []
    for n, k in SIZES:
        rng = np.random.default_rng(0)
        logits, ids = 3 * rng.standard_normal((n, k), dtype), rng.integers(k, size=n)
        calls = {name: pair[task] for name, pair in prepare(ids, logits).items() if pair[task]}
        calls[COPY] = logits.copy
        times.append(medians(calls))
        memory.append({name: extra_memory(call) for name, call in calls.items()})
        print(np.dtype(dtype), TASKS[task], (n, k), {a: f"{t:.3g}" for a, t in times[-1].items()})
    return times, memory


def markdown(rows: list[list[str]]) -> str:
    rows = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def size(shape: tuple[int, int]) -> str:
    return f"{shape[0]:,} × {shape[1]:,}".replace(",", " ")


def time_table(times: list[dict[str, float]]) -> str:
    names = list(times[0])
    rows = [["examples × classes", *names]]
    for shape, ms in zip(SIZES, times, strict=True):
        cells = (f"{t:.3g} · {t / ms['xentlib']:.2f} · {t / ms[COPY]:.1f}" for t in ms.values())
        rows.append([size(shape), *cells])
    ratios = [statistics.geometric_mean(ms[a] / ms["xentlib"] for ms in times[1:]) for a in names]
    return markdown([*rows, ["**mean ratio**", *(f"**{ratio:.2f}**" for ratio in ratios)]])


def memory_table(memory: list[dict[str, Any]]) -> str:
    rows = [["examples × classes", *memory[0]]]
    for shape, each in zip(SIZES, memory, strict=True):
        rows.append([size(shape), *("–" if m is None else f"{m:.0f}" for m in each.values())])
    return markdown(rows)


def machine() -> str:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if "model name" in line]
        cpu = lines[0].split(":")[1].strip() if lines else cpu
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{cpu}, {cores} cores; Python {platform.python_version()}, {', '.join(found)}."


def main() -> None:
    parts = ["# Benchmarks", "Written by `make bench`. " + machine()]
    parts += ["## Time", ABOUT_TIME]
    spaces = []
    for dtype in (np.float32, np.float64):
        for task, title in enumerate(TASKS):
            times, memory = measure(dtype, task)
            parts += [f"### {title}, {np.dtype(dtype)}", time_table(times)]
            spaces += [f"### Memory: {title}, {np.dtype(dtype)}", memory_table(memory)]
    parts += ["## Extra memory", ABOUT_MEMORY, memory_of_a_gigabyte(), *spaces]
    parts += ["## Accuracy", ABOUT_ACCURACY, accuracy.table()]
    path = Path(__file__).with_name("results.md")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"written to {path.name}")


if __name__ == "__main__":
    main()
