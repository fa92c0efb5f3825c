"""Rows in blocks and threads: nothing may depend on how they are cut or who does the work."""

import contextlib
import functools
import os
import subprocess
import sys
import threading
import time
from contextvars import ContextVar

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_array_equal

import xentlib as xent
from xentlib.blocks import map_rows, threads

LARGE = np.arange(400_000.0).reshape(-1, 4)  # 3.2 MB


@pytest.fixture(autouse=True)
def two_threads():
    xent.set_threads(2)
    yield
    xent.set_threads(None)


@given(st.integers(1, 3000), st.integers(0, 40))
def test_results_come_in_the_order_of_the_rows_however_they_are_cut(block_bytes, n):
    rows = np.arange(n)
    parts = map_rows(lambda block: block.copy(), rows, block_bytes=block_bytes)
    assert_array_equal(np.concatenate([rows[:0], *parts]), rows)
    assert all(part.nbytes <= max(block_bytes, 8) for part in parts)


def test_large_arrays_come_in_order_too_and_merge():
    parts = map_rows(lambda block: block.sum(0), LARGE, block_bytes=1 << 14)
    assert len(parts) > 100
    assert_array_equal(functools.reduce(np.add, parts), LARGE.sum(0))
    first_rows = [part[0] for part in map_rows(lambda b: b[:, 0], LARGE, block_bytes=1 << 14)]
    assert first_rows == sorted(first_rows)


def test_each_row_of_the_output_is_filled_once_and_an_absent_output_stays_absent():
    filled = np.zeros(len(LARGE))

    def count(block, out, absent):
        assert absent is None
        out += 1

    map_rows(count, LARGE, out=[filled, None], block_bytes=1 << 14)
    assert_array_equal(filled, np.ones(len(LARGE)))


def test_several_arrays_are_cut_at_the_same_rows_into_blocks_that_fit_together():
    narrow = np.arange(len(LARGE))

    def same_rows(wide, narrow):
        assert_array_equal(wide[:, 0], 4 * narrow)
        return wide.nbytes + narrow.nbytes

    assert max(map_rows(same_rows, LARGE, narrow, block_bytes=1 << 14)) <= 1 << 14


def test_a_row_larger_than_a_block_is_a_block():
    assert map_rows(len, np.zeros((3, 1000)), block_bytes=1) == [1, 1, 1]


def workers_of(array):
    barrier = threading.Barrier(2, timeout=0.5)

    def meet(block):
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait()  # two threads that wait for one another are two threads
        return threading.get_ident()

    return set(map_rows(meet, array, block_bytes=array.nbytes // 4))


def test_large_arrays_are_shared_among_threads_and_small_ones_are_not():
    assert len(workers_of(LARGE)) == 2
    assert workers_of(LARGE[:1000]) == {threading.get_ident()}
    xent.set_threads(1)
    assert workers_of(LARGE) == {threading.get_ident()}


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_in_any_thread_ends_the_work_and_is_raised(bad):
    seen, main, barrier = [], threading.get_ident(), threading.Barrier(2, timeout=5)

    def fail(block):
        seen.append(len(block))
        if len(seen) <= 2:
            barrier.wait()  # each thread has begun
        if (threading.get_ident() == main) == bool(bad):
            raise ZeroDivisionError("in a block")
        time.sleep(0.01)

    with pytest.raises(ZeroDivisionError, match="in a block"):
        map_rows(fail, LARGE, block_bytes=1 << 12)
    assert len(seen) < 20 < LARGE.nbytes >> 12


def test_threads_see_the_errstate_and_the_context_of_their_caller():
    name = ContextVar("name")
    name.set("ours")
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = map_rows(lambda b: (b / 0).size and name.get(), LARGE, block_bytes=1 << 14)
    assert set(seen) == {"ours"}
    with np.errstate(divide="raise", invalid="raise"), pytest.raises(FloatingPointError):
        map_rows(lambda block: block / 0, LARGE)


def test_work_within_work_does_not_wait_for_itself():
    def inner(block):
        return sum(map_rows(len, LARGE, block_bytes=1 << 16))

    assert set(map_rows(inner, LARGE, block_bytes=1 << 20)) == {len(LARGE)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_can_work_too():
    code = """
import os, threading, warnings
import numpy as np
import xentlib as xent
from xentlib.blocks import map_rows

def meet(block):
    barrier.wait()

warnings.simplefilter("ignore")
xent.set_threads(2)
rows = np.zeros(500_000)
child = None
for moment in ("before", "after"):
    barrier = threading.Barrier(2, timeout=10)
    map_rows(meet, rows, block_bytes=rows.nbytes // 2)
    if moment == "before":
        child = os.fork()
if not child:
    os._exit(0)
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_memory_map_is_an_array(tmp_path):
    mapped = np.memmap(tmp_path / "rows", float, "w+", shape=LARGE.shape)
    mapped[:] = LARGE
    assert sum(map_rows(np.sum, mapped, block_bytes=1 << 14)) == LARGE.sum()


def test_the_setter_wins_over_the_environment_and_that_over_the_cores(monkeypatch):
    monkeypatch.setenv("XENTLIB_THREADS", "3")
    assert threads() == 2
    xent.set_threads(None)
    assert threads() == 3
    monkeypatch.delenv("XENTLIB_THREADS")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64), raising=False)
    assert threads() == 4
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert threads() == 1


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5"])
def test_an_environment_that_makes_no_sense_is_refused(text, monkeypatch):
    xent.set_threads(None)
    monkeypatch.setenv("XENTLIB_THREADS", text)
    with pytest.raises(ValueError, match=f"XENTLIB_THREADS must be .* got '{text}': unset it"):
        map_rows(len, LARGE)


@pytest.mark.parametrize(
    "n, error, message",
    [
        (0, ValueError, "n must be at least 1; got 0"),
        (-2, ValueError, "n must be at least 1; got -2"),
        (1.0, TypeError, r"n must be a whole number; got 1\.0"),
        (True, TypeError, "n must be a whole number; got True"),
        ("2", TypeError, "n must be a whole number; got '2'"),
    ],
)
def test_threads_are_counted_in_whole_numbers(n, error, message):
    with pytest.raises(error, match=message):
        xent.set_threads(n)


def test_a_count_of_threads_may_be_numpys():
    xent.set_threads(np.int64(2))
    assert threads() == 2
    xent.set_threads(None)
