"""Data sets that are there without a network."""

import socket
import string

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

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


def test_pictures_of_eight_pixels_are_the_digits_themselves():
    old, new = data.digits(), data.resized_digits(8)
    assert_array_equal(new.images * 16, old.images)
    assert_array_equal(new.labels, old.labels)
    assert new.labels.dtype == np.int64


@pytest.mark.parametrize("size", [9, 16, 28, 31])
def test_pictures_are_those_that_pillow_makes(size):
    old, new = data.digits(), data.resized_digits(size)
    assert new.images.shape == (1797, size, size)
    assert new.images.dtype == np.float32
    for before, after in zip(old.images[:50] / 16, new.images, strict=False):
        image = Image.fromarray(before.astype(np.float32))
        other = np.asarray(image.resize((size, size), Image.Resampling.BILINEAR))
        assert_allclose(after, other, atol=1e-6)


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_enlarging_by_a_whole_factor_keeps_the_mean_ink_of_each_picture(factor):
    old, new = data.digits(), data.resized_digits(8 * factor)
    assert_allclose(new.images.mean((1, 2)), old.images.mean((1, 2)) / 16, rtol=1e-6)


def test_ink_stays_between_none_and_full():
    for size in range(8, 40):
        images = data.resized_digits(size).images
        assert images.min() == 0
        assert 0.9 < images.max() <= 1


@pytest.mark.parametrize(
    "size, kind, words",
    [
        (7, ValueError, "size must be at least 8; got 7"),
        (28.0, TypeError, "size must be a whole number; got 28.0"),
        ("28", TypeError, "size must be a whole number"),
    ],
)
def test_a_size_that_is_none_is_refused_in_words(size, kind, words):
    with pytest.raises(kind, match=words):
        data.resized_digits(size)


def test_the_same_data_come_each_time():
    assert data.colour_names() == data.colour_names()
    assert_array_equal(data.digits().images, data.digits().images)


def test_spoiling_one_copy_leaves_the_next_one_whole():
    data.digits().images[:] = 0
    assert data.digits().images.any()
