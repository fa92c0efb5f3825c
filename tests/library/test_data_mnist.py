"""MNIST from files: read where whole, refused in words where not, and never fetched unasked."""

import gzip
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from xentlib import data
from xentlib.data import mnist_files

NAMES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]


def digits(n, seed):
    rng = np.random.default_rng(seed)
    images = (256 * rng.random((n, 28, 28))).astype(np.uint8)
    return images, (10 * rng.random(n)).astype(np.uint8)


(X_TRAIN, Y_TRAIN), (X_TEST, Y_TEST) = TRAIN, TEST = digits(7, 0), digits(3, 1)
ARRAYS = {"x_train": X_TRAIN, "y_train": Y_TRAIN, "x_test": X_TEST, "y_test": Y_TEST}


def idx(array):
    """Bytes of an IDX file: zero, zero, the type 8, the number of axes; lengths; contents."""
    header = bytes([0, 0, 8, array.ndim])
    return header + b"".join(n.to_bytes(4, "big") for n in array.shape) + array.tobytes()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of keras where nothing is yet."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path / "keras"


@pytest.fixture
def npz(tmp_path):
    file = tmp_path / "mnist.npz"
    np.savez_compressed(file, **ARRAYS)
    return file


@pytest.fixture
def folder(tmp_path):
    """The four files, plain and with hyphens."""
    folder = tmp_path / "idx"
    folder.mkdir()
    for name, array in zip(NAMES, ARRAYS.values(), strict=True):
        (folder / name).write_bytes(idx(array))
    return folder


def assert_whole(pictures):
    """All is there: training first, ink in [0, 1], in the types that were promised."""
    assert pictures.images.dtype == np.float32
    assert pictures.labels.dtype == np.int64
    assert_array_equal(pictures.images, np.concatenate([X_TRAIN, X_TEST]) / np.float32(255))
    assert_array_equal(pictures.labels, np.concatenate([Y_TRAIN, Y_TEST]))


@pytest.mark.parametrize("kind", [Path, str])
def test_an_npz_is_read_and_training_comes_first(npz, kind):
    assert_whole(data.mnist(kind(npz)))


def test_ink_is_zero_where_none_was_and_one_where_it_was_full(tmp_path):
    x = np.zeros((1, 28, 28), np.uint8)
    x[0, 3, 4] = 255
    np.savez(tmp_path / "two.npz", **ARRAYS | {"x_train": x, "y_train": Y_TRAIN[:1]})
    assert data.mnist(tmp_path / "two.npz").images[0].sum() == 1


@pytest.mark.parametrize("kind", [Path, str])
def test_four_idx_files_are_read(folder, kind):
    assert_whole(data.mnist(kind(folder)))


def test_idx_files_may_be_spelled_with_a_dot_and_compressed_each_by_itself(folder):
    for name in NAMES[:3]:
        (folder / name).rename(folder / name.replace("-idx", ".idx"))
    for name in (NAMES[0].replace("-idx", ".idx"), NAMES[3]):
        file = folder / name
        (folder / f"{name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    assert_whole(data.mnist(folder))


def test_a_compressed_file_is_known_by_its_contents(folder):
    file = folder / NAMES[0]
    file.write_bytes(gzip.compress(file.read_bytes()))
    assert_whole(data.mnist(folder))


def test_without_a_path_the_cache_of_keras_is_read(npz, home):
    (home / "datasets").mkdir(parents=True)
    npz.rename(home / "datasets/mnist.npz")
    assert_whole(data.mnist())


def test_without_a_variable_the_cache_of_keras_is_below_the_users_home(npz, tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".keras/datasets").mkdir(parents=True)
    npz.rename(tmp_path / ".keras/datasets/mnist.npz")
    assert_whole(data.mnist())


SETTINGS = [{}, {"KERAS_HOME": "some/where"}, {"KERAS_HOME": "~/x"}, {"HOME": "/no-such-place"}]
ASK_KERAS = f"""
import os
from importlib import reload
from keras.src.backend import config
for changes in {SETTINGS}:
    os.environ.pop("KERAS_HOME", None)
    os.environ.update(changes)
    print(os.path.expanduser(reload(config).keras_home()))
"""


@pytest.mark.skipif(find_spec("keras") is None, reason="keras is not installed")
def test_the_home_of_keras_is_where_keras_says_it_is(tmp_path, monkeypatch):
    command = [sys.executable, "-c", ASK_KERAS]  # which leaves a file in each home that it can make
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    for changes, said in zip(SETTINGS, run.stdout.splitlines()[-4:], strict=True):
        monkeypatch.delenv("KERAS_HOME", raising=False)
        for name, value in changes.items():
            monkeypatch.setenv(name, value)
        assert str(mnist_files._home_of_keras()) == said


def test_nothing_is_fetched_unasked_and_one_sentence_says_what_to_do(home, keras):
    with pytest.raises(FileNotFoundError) as caught:
        data.mnist()
    said = str(caught.value)
    assert said.startswith(f"MNIST is not at {home / 'datasets' / 'mnist.npz'}: fetch it with")
    assert "xentlib.data.mnist(download=True), or give the path of mnist.npz, or the" in said
    assert keras == []
    assert not home.exists()


def test_no_keras_is_loaded_where_nothing_is_to_be_fetched(npz):
    code = f"import sys; from xentlib import data; data.mnist({str(npz)!r}); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"keras", "tensorflow", "sklearn", "matplotlib"} & {*run.stdout.split()}


@pytest.fixture
def keras(monkeypatch):
    """A stand-in that counts how often MNIST was asked of it."""
    calls = []

    def load_data():
        calls.append("mnist")
        return TRAIN, TEST

    modules = {name: ModuleType(name) for name in ("keras", "keras.datasets")}
    modules["keras.datasets"].mnist = ModuleType("keras.datasets.mnist")
    modules["keras.datasets"].mnist.load_data = load_data
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return calls


def test_keras_fetches_it_when_that_is_asked_for(keras):
    assert_whole(data.mnist(download=True))
    assert keras == ["mnist"]


def test_without_keras_one_is_told_what_to_install(monkeypatch):
    for name in ("keras", "keras.datasets"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    class Missing:
        def find_spec(self, name, *_):
            if name.partition(".")[0] == "keras":
                raise ModuleNotFoundError(f"No module named {name!r}", name="keras")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(ImportError, match=r'needs keras: python -m pip install "xentlib\[train'):
        data.mnist(download=True)


def change(**arrays):
    def spoil(folder):
        np.savez(folder / "mnist.npz", **{**ARRAYS, **arrays})
        return folder / "mnist.npz"

    return spoil


def write(name, contents):
    def spoil(folder):
        (folder / name).write_bytes(contents)
        return folder / name if name.endswith("z") else folder

    return spoil


def lose(folder):
    (folder / NAMES[2]).unlink()
    return folder


def without_labels(folder):
    np.savez(folder / "mnist.npz", x_train=X_TRAIN, x_test=X_TEST)
    return folder / "mnist.npz"


def broken(folder):
    file = change()(folder)
    contents = bytearray(file.read_bytes())
    contents[1000] ^= 1
    file.write_bytes(contents)
    return file


IMAGES, LABELS = (idx(array) for array in TRAIN)
PLAIN, ZIPPED = NAMES[0], gzip.compress(IMAGES)
EMNIST = Y_TRAIN + 20
BAD = {
    "cut": (write(PLAIN, IMAGES[:-1]), r"must have 5504 bytes for the shape \(7, 28, 28\).* 5503"),
    "long": (write(PLAIN, IMAGES + b"0"), "must have 5504 bytes .* got 5505: fetch it again"),
    "cut header": (write(PLAIN, IMAGES[:9]), "must begin with 0x00000803 .* a file of 9 bytes"),
    "empty": (write(PLAIN, b""), "must begin with .* a file of 0 bytes that ends before that"),
    "labels": (write(PLAIN, LABELS), "must begin with 0x00000803 .* begins with 0x00000801"),
    "images": (write(NAMES[1], IMAGES), "must begin with 0x00000801 .* begins with 0x00000803"),
    "shorts": (write(PLAIN, b"\0\0\x0b" + IMAGES[3:]), "begins with 0x00000b03"),
    "huge": (write(PLAIN, IMAGES[:4] + b"\xff" * 12), r"must have 792\d{26} bytes"),
    "cut gz": (write(PLAIN, ZIPPED[:-9]), "must be a whole gzip file; got one that is damaged"),
    "bad gz": (write(PLAIN, ZIPPED[:99] + b"!!" + ZIPPED[101:]), "must be a whole gzip file"),
    "wrong gz": (write(PLAIN, ZIPPED[:10] + b"\7" + ZIPPED[11:]), "must be a whole gzip file"),
    "stub gz": (write(PLAIN, ZIPPED[:2]), "must be a whole gzip file"),
    "fewer labels": (
        write(NAMES[1], idx(Y_TRAIN[:-1])),
        r"training images .* a label for each, .* \(7, 28, 28\) and labels of shape \(6,\)",
    ),
    "other test labels": (write(NAMES[3], LABELS), r"test images .* \(3, 28, 28\) .*\(7,\)"),
    "small images": (write(PLAIN, idx(X_TRAIN[:, 1:])), r"\(n, 28, 28\).* got uint8 .*\(7, 27, 28"),
    "letters": (write(NAMES[1], idx(EMNIST)), "labels from 0 to 9; got 2.: is it another data"),
    "no npz": (write("mnist.npz", b"hello"), "keras' mnist.npz, .* got no zip file: give mnist"),
    "cut npz": (write("mnist.npz", b"PK\3\4" + bytes(99)), "one that is cut short: fetch it"),
    "broken npz": (broken, "mnist.npz must be a file like .* got one that is damaged .*fetch it"),
    "objects": (change(y_test=np.array([{}] * 3)), "got one that is damaged .*allow_pickle"),
    "half an npz": (without_labels, "got none that is called y_train: is it another data set"),
    "npz of floats": (change(x_test=X_TEST / 255.0), "test images of bytes.* got float64"),
    "npz, fewer labels": (change(y_test=Y_TEST[:2]), r"test images .*labels of shape \(2,\)"),
    "npz of letters": (change(y_train=EMNIST), "training labels from 0 to 9; got 2"),
    "npz of names": (change(y_train=Y_TRAIN.astype(str)), "labels from 0 to 9; got '.'"),
    "npz, one number": (change(x_train=np.uint8(3)), r"got uint8 of shape \(\)"),
}


@pytest.mark.parametrize("spoil, words", BAD.values(), ids=BAD)
def test_a_file_that_is_not_what_it_should_be_is_refused_in_words(spoil, words, folder):
    place = spoil(folder)
    with pytest.raises(ValueError, match=words) as caught:
        data.mnist(place)
    assert str(caught.value).startswith(str(folder))


def test_a_folder_with_the_other_kind_of_file_is_told_to_name_it(tmp_path):
    np.savez(tmp_path / "mnist.npz", **ARRAYS)
    with pytest.raises(FileNotFoundError, match=r"give the path .*mnist\.npz"):
        data.mnist(tmp_path)


def test_of_four_files_the_one_that_is_missing_is_named(folder):
    with pytest.raises(FileNotFoundError, match=f"four IDX files .* got no {NAMES[2]}: put it"):
        data.mnist(lose(folder))


@pytest.mark.parametrize(
    "arguments, kind, words",
    [
        ({"path": "no-such-place"}, FileNotFoundError, "path must be mnist.npz, .* does not exist"),
        ({"path": 3}, TypeError, "path must be a path, .* got 3"),
        ({"path": True}, TypeError, "path must be a path, .* got True"),
        ({"download": 1}, TypeError, "download must be True or False; got 1"),
        ({"path": "x", "download": True}, ValueError, "download must be False where a path is"),
    ],
)
def test_arguments_that_say_nothing_are_refused_in_words(arguments, kind, words, keras):
    with pytest.raises(kind, match=words):
        data.mnist(**arguments)
    assert keras == []
