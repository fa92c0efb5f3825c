"""Data sets that are there without a network."""

import socket
import string

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from xentlib import data


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("a test reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_a_reach_for_the_network_would_be_noticed():
    with pytest.raises(OSError, match="reached for the network"):
        socket.create_connection(("localhost", 1))


def test_colour_names_are_distinct_and_in_alphabetical_order():
    names = data.colour_names()
    assert len(names) == len(set(names)) == 949
    assert list(names) == sorted(names)


def test_colour_names_are_plain_words():
    assert set("".join(data.colour_names())) <= set(string.ascii_lowercase + " /'")
    assert all(name == name.strip() for name in data.colour_names())


def test_every_digit_is_an_image_with_a_label():
    digits = data.digits()
    assert digits.images.shape == (1797, 8, 8)
    assert digits.labels.shape == (1797,)
    assert digits.images.dtype == digits.labels.dtype == np.int64


def test_ink_and_labels_fill_their_ranges():
    digits = data.digits()
    assert_array_equal(np.unique(digits.images), np.arange(17))
    assert_array_equal(np.unique(digits.labels), np.arange(10))


def test_each_digit_occurs_about_equally_often():
    counts = np.bincount(data.digits().labels)
    assert counts.min() >= 174
    assert counts.max() <= 183


def test_the_same_data_come_each_time():
    assert data.colour_names() == data.colour_names()
    assert_array_equal(data.digits().images, data.digits().images)


def test_spoiling_one_copy_leaves_the_next_one_whole():
    data.digits().images[:] = 0
    assert data.digits().images.any()
