"""MNIST, from wherever it lies on this machine already."""

import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._extras import extra
from xentlib.data.handwriting import Pictures
from xentlib.data.idx import read_idx

_FILES = [
    ("train", "images", 3),
    ("train", "labels", 1),
    ("t10k", "images", 3),
    ("t10k", "labels", 1),
]
_KEYS = "x_train", "y_train", "x_test", "y_test"
_PLACES = "mnist.npz, or the folder with the four IDX files such as train-images-idx3-ubyte.gz"

Part = tuple[NDArray[np.uint8], NDArray[np.uint8]]


def mnist(path: str | os.PathLike[str] | None = None, *, download: bool = False) -> Pictures:
    """Handwritten digits of MNIST: 60,000 for training, and after them 10,000 for testing.

    Parameters
    ----------
    path : str or path-like, optional
        A file like keras' mnist.npz, or a folder with the four IDX files under their usual names,
        ``train-images-idx3-ubyte`` and so on, with a hyphen or a dot before ``idx``, plain or with
        ``.gz``. Without it, the file ``datasets/mnist.npz`` of keras: below the folder that the
        environment variable KERAS_HOME names, or else in ``~/.keras``.
    download : bool
        Ask keras, which fetches the file (11 MB) if it does not have it. Without this, nothing is
        ever fetched.

    Returns
    -------
    Pictures
        Images of shape (70000, 28, 28), ink from 0 to 1 in steps of 1/255, and their labels.
        Smaller files of the same form give fewer.

    Raises
    ------
    FileNotFoundError
        Where there is no such file; the message says what to do.
    ValueError
        If a file is damaged or something else than its name says, or both `path` and `download`
        are given.
    TypeError
        If `path` is no path, or `download` no bool.
    ImportError
        Where keras is to download and is not installed.

    References
    ----------
    LeCun, Bottou, Bengio, Haffner (1998), Gradient-based learning applied to document recognition.
    Proceedings of the IEEE 86. doi:10.1109/5.726791

    Examples
    --------
    >>> mnist("my_mnist")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    FileNotFoundError: path must be mnist.npz, or the folder ...; got my_mnist, which does not exist
    """
    if not isinstance(download, bool):
        raise TypeError(f"download must be True or False; got {download!r}")
    if download:
        return _pictures(*_from_keras(path))
    place = _place(path)
    parts = _from_folder(place) if place.is_dir() else _from_npz(place)
    return _pictures(*parts)


def _place(path: str | os.PathLike[str] | None) -> Path:
    """Where to look; something is there."""
    if path is None:
        place = _home_of_keras() / "datasets" / "mnist.npz"
        if not place.is_file():
            raise FileNotFoundError(
                f"MNIST is not at {place}: fetch it with xentlib.data.mnist(download=True), or "
                f"give the path of {_PLACES}"
            )
        return place
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be a path, a str or a pathlib.Path; got {path!r}")
    place = Path(path).expanduser()
    if not place.exists():
        raise FileNotFoundError(f"path must be {_PLACES}; got {place}, which does not exist")
    return place


def _home_of_keras() -> Path:
    """Folder of keras, found by its own rules."""
    if "KERAS_HOME" in os.environ:
        return Path(os.environ["KERAS_HOME"]).expanduser()
    home = Path.home()
    return (home if os.access(home, os.W_OK) else Path("/tmp")) / ".keras"


def _from_keras(path: object) -> tuple[Part, Part]:
    if path is not None:
        raise ValueError(
            f"download must be False where a path is given: keras fetches MNIST to a place of its "
            f"own; got the path {path}"
        )
    with extra("training", needed_by="xentlib.data.mnist(download=True)"):
        from keras.datasets import mnist  # type: ignore[import-untyped,unused-ignore]

    (x_train, y_train), (x_test, y_test) = mnist.load_data()
    return (x_train, y_train), (x_test, y_test)


def _from_folder(folder: Path) -> tuple[Part, Part]:
    arrays = [read_idx(_idx_file(folder, *file), file[-1]) for file in _FILES]
    return _checked(folder, *arrays)


def _idx_file(folder: Path, part: str, what: str, axes: int) -> Path:
    """One of the four files, whatever the spelling of its name."""
    name = f"{part}-{what}-idx{axes}-ubyte"
    for spelled in (name, name.replace("-idx", ".idx")):
        for file in (folder / spelled, folder / f"{spelled}.gz"):
            if file.is_file():
                return file
    npz = folder / "mnist.npz"
    cure = f"give the path {npz}" if npz.exists() else "put it there"
    raise FileNotFoundError(
        f"{folder} must hold the four IDX files of MNIST, plain or with .gz; got no {name}: {cure}"
    )


def _from_npz(file: Path) -> tuple[Part, Part]:
    must = f"{file} must be a file like keras' mnist.npz, with the arrays {', '.join(_KEYS)}"
    with file.open("rb") as opened:
        if not zipfile.is_zipfile(opened):
            opened.seek(0)
            begun = opened.read(2) == b"PK"
            cure = (
                "one that is cut short: fetch it again" if begun else f"no zip file: give {_PLACES}"
            )
            raise ValueError(f"{must}; got {cure}")
        opened.seek(0)
        try:
            with np.load(opened, allow_pickle=False) as found:
                arrays = {key: found[key] for key in _KEYS if key in found}
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            came = f"got one that is damaged ({error}): fetch it again"
            raise ValueError(f"{must}; {came}") from error
    if missing := [key for key in _KEYS if key not in arrays]:
        raise ValueError(f"{must}; got none that is called {missing[0]}: is it another data set?")
    return _checked(file, *arrays.values())


def _checked(source: Path, *arrays: NDArray[Any]) -> tuple[Part, Part]:
    """Refuse anything but digits of 28 × 28 bytes with a label each."""
    x_train, y_train, x_test, y_test = arrays
    for part, x, y in (("training", x_train, y_train), ("test", x_test, y_test)):
        if x.dtype != np.uint8 or x.shape[1:] != (28, 28) or y.shape != x.shape[:1]:
            raise ValueError(
                f"{source} must hold {part} images of bytes, (n, 28, 28), and a label for each, "
                f"(n,); got {x.dtype} of shape {x.shape} and labels of shape {y.shape}: "
                "fetch it again, or look whether its parts belong together"
            )
        other = y[~np.isin(y, np.arange(10))]
        if other.size:
            raise ValueError(
                f"{source} must hold {part} labels from 0 to 9; got {other[0].item()!r}: "
                "is it another data set?"
            )
    return (x_train, y_train), (x_test, y_test)


def _pictures(*parts: Part) -> Pictures:
    ink, labels = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return Pictures(np.divide(ink, 255, dtype=np.float32), labels.astype(np.int64))
