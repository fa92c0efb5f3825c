"""Losses and tallies over Dask's blocks: the same numbers, whatever the blocks and the machines."""

import logging
import os
import signal
import threading
import time
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from numpy.testing import assert_allclose, assert_array_equal

da = pytest.importorskip("dask.array")

from distributed import LocalCluster  # noqa: E402

import xentlib as xent  # noqa: E402
from xentlib import scale  # noqa: E402
from xentlib.tally import tally  # noqa: E402

RNG = np.random.default_rng(0)
Y, Z = RNG.integers(5, size=60), 3 * RNG.normal(size=(60, 5))
WEIGHTS = RNG.random(60)


@pytest.fixture(scope="module")
def client():
    with scale.connect() as client:
        yield client


def chunked(array, *chunks):
    return da.from_array(array, chunks=chunks)


def assert_same(one, other, rtol=1e-12):
    for field in fields(one):
        got, want = getattr(one, field.name), getattr(other, field.name)
        if got.dtype.kind == "i":
            assert_array_equal(got, want)
        else:
            assert_allclose(got, want, rtol=rtol)


@given(st.integers(1, 70), st.integers(1, 5), st.integers(1, 70))
@settings(deadline=None, max_examples=30)
def test_losses_do_not_depend_on_the_chunks(rows, classes, other_rows):
    lazy = scale.softmax_cross_entropy(chunked(Y, other_rows), chunked(Z, rows, classes))
    assert_array_equal(lazy.compute(scheduler="sync"), xent.softmax_cross_entropy(Y, Z))


@given(st.integers(1, 70), st.integers(1, 5), st.integers(1, 70))
@settings(deadline=None, max_examples=30)
def test_a_tally_does_not_depend_on_the_chunks(rows, classes, other_rows):
    found = scale.tally(
        chunked(Y, other_rows), chunked(Z, rows, classes), weights=chunked(WEIGHTS, 7), n_bins=4
    )
    assert_same(found, tally(Y, Z, weights=WEIGHTS, n_bins=4))


def test_rules_masses_types_and_further_axes_are_as_in_one_array():
    masses, rule = xent.smooth_labels(xent.one_hot(Y, 5), 0.1), xent.focal_score(2.0)
    found = scale.softmax_cross_entropy(chunked(masses, 7, 2), chunked(Z, 11, 3), rule=rule)
    assert_array_equal(found.compute(), xent.softmax_cross_entropy(masses, Z, rule=rule))
    y, z = Y.reshape(6, 10), Z.reshape(6, 10, 5).astype(np.float32)
    found = scale.softmax_cross_entropy(chunked(y, 2, 10), chunked(z, 4, 3, 5))
    assert (found.dtype, found.shape) == (np.float32, (6, 10))
    assert_array_equal(found.compute(), xent.softmax_cross_entropy(y, z))


def test_nothing_is_computed_before_it_is_asked_for():
    def never(block):
        raise AssertionError

    z = da.map_blocks(never, chunked(Z, 20, 5), dtype=Z.dtype, meta=Z[:0])
    assert scale.softmax_cross_entropy(chunked(Y, 20), z).shape == (60,)


def test_two_processes_tally_what_one_does(client):
    found = scale.tally(chunked(Y, 9), chunked(Z, 7, 5))
    assert len(client.scheduler_info()["workers"]) == 2
    assert_same(found, tally(Y, Z))
    assert client.submit(os.environ.get, "XENTLIB_THREADS").result() == "1"


def test_a_worker_ends_without_a_word_although_the_scheduler_is_gone(client):
    def level():
        return logging.getLogger("distributed.worker").level

    assert {*client.run(level).values()} == {logging.CRITICAL}


def test_a_tally_is_the_same_to_the_last_bit_on_any_machines(client):
    parts = chunked(Y, 4), chunked(Z, 4, 5)
    assert_same(scale.tally(*parts), scale.tally(*parts), rtol=0)


def slowly(z, block_info=None):
    time.sleep(0.05)
    return z


def test_a_killed_worker_costs_time_and_not_the_answer(client):
    z = da.map_blocks(slowly, chunked(Z, 1, 5), dtype=Z.dtype, meta=Z[:0])
    victims = client.run(os.getpid)
    killer = threading.Timer(0.5, os.kill, (next(iter(victims.values())), signal.SIGKILL))
    killer.start()
    found = scale.tally(chunked(Y, 1), z)
    killer.join()
    assert_same(found, tally(Y, Z))
    client.wait_for_workers(2)
    assert client.run(os.getpid) != victims


def test_a_scheduler_somewhere_else_is_reached_by_its_address():
    cluster = LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    )
    with cluster, scale.connect(cluster.scheduler_address) as elsewhere:
        assert elsewhere.scheduler.address == cluster.scheduler_address
        assert_same(scale.tally(chunked(Y, 9), chunked(Z, 7, 5)), tally(Y, Z))


def test_bad_values_are_refused_in_words_from_the_worker(client):
    y = Y.copy()
    y[43] = 5
    with pytest.raises(
        ValueError, match=r"class ids from 0 to 4; got 5 at \[3\].* begins at \[40\]"
    ):
        scale.softmax_cross_entropy(chunked(y, 20), chunked(Z, 20, 5)).compute()
    with pytest.raises(ValueError, match=r"class ids from 0 to 4; got 5"):
        scale.tally(chunked(y, 20), chunked(Z, 20, 5))


UNKNOWN = chunked(Z, 20, 5)
UNKNOWN = UNKNOWN[UNKNOWN[:, 0] > 0]


@pytest.mark.parametrize(
    "act, error, says",
    [
        (
            lambda: scale.softmax_cross_entropy(chunked(Y[:5], 5), chunked(Z, 20, 5)),
            ValueError,
            r"y_true must have the shape \(60,\) or \(60, 5\) beside .*; got \(5,\)",
        ),
        (
            lambda: scale.tally(chunked(Y, 5), chunked(Z, 9, 5), weights=chunked(Z, 9, 5)),
            ValueError,
            r"weights must have the shape \(60,\) beside",
        ),
        (lambda: scale.tally(chunked(Y, 5), UNKNOWN), ValueError, "compute_chunk_sizes"),
        (lambda: scale.connect("10.0.0.1"), ValueError, "address must be a scheduler's, such as"),
        (lambda: scale.connect(8786), ValueError, "address must be .*; got 8786"),
        (lambda: scale.connect(n_workers=0), ValueError, "n_workers must be at least 1; got 0"),
    ],
)
def test_refusals_of_scale_say_what_came(act, error, says):
    with pytest.raises(error, match=says):
        act()
