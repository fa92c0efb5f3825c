"""Short texts with several labels: what libraries say of their functions, and in which sections."""

import inspect
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib._extras import extra

SECTIONS = ("Parameters", "Returns", "Raises", "Examples", "Notes", "See Also", "References")

# Modules that every supported version has and that warn of nothing when they are imported. Of two
# names for one thing, that of the earlier module is its name.
_MODULES = {
    "numpy": """. linalg fft random polynomial polynomial.polynomial polynomial.chebyshev
        polynomial.hermite polynomial.hermite_e polynomial.laguerre polynomial.legendre
        polynomial.polyutils ma lib lib.format lib.mixins lib.scimath lib.stride_tricks strings char
        rec ctypeslib exceptions testing""",
    "scipy": """. cluster.hierarchy cluster.vq constants datasets differentiate fft integrate
        interpolate io linalg ndimage optimize signal signal.windows sparse sparse.csgraph
        sparse.linalg spatial spatial.distance spatial.transform special stats stats.contingency
        stats.mstats stats.qmc stats.sampling""",
    "sklearn": """. base calibration cluster compose covariance cross_decomposition datasets
        decomposition discriminant_analysis dummy ensemble exceptions feature_extraction
        feature_extraction.image feature_extraction.text feature_selection gaussian_process
        gaussian_process.kernels impute inspection isotonic kernel_approximation kernel_ridge
        linear_model manifold metrics metrics.cluster metrics.pairwise mixture model_selection
        multiclass multioutput naive_bayes neighbors neural_network pipeline preprocessing
        random_projection semi_supervised svm tree utils utils.class_weight utils.extmath
        utils.graph utils.multiclass utils.random utils.sparsefuncs utils.validation""",
    "matplotlib": """. pyplot animation artist axes axis backend_bases bezier category cbook cm
        collections colorbar colors container contour dates figure font_manager gridspec image
        legend legend_handler lines markers mathtext mlab offsetbox patches path patheffects
        projections quiver sankey scale spines stackplot streamplot style table text textpath ticker
        transforms tri units widgets""",
}
_TITLES = "|".join([*SECTIONS, "Yields", "Warns", "Other Parameters", "Attributes", "Methods"])
_HEADING = re.compile(rf"^({_TITLES})\n-{{3,}}$", re.MULTILINE | re.IGNORECASE)
_SIGNATURE = re.compile(r"[\w.]+\(.*\)( -> .*| --)?")
_DEPRECATED = re.compile(r"^\W*deprecated\b", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Docstrings:
    """Public functions and classes of four libraries: what they do, and how they are documented.

    Attributes
    ----------
    names : tuple of str
        Qualified names in the order of their code points, such as "numpy.fft.fft".
    summaries : tuple of str
        First paragraph of each docstring, in one line.
    libraries : tuple of str
        "numpy", "scipy", "scikit-learn" or "matplotlib".
    labels : ndarray of int64, shape (n, 7)
        Multi-hot: 1 where the docstring has a section.
    sections : tuple of str
        Titles of the seven sections, as numpydoc writes them.
    """

    names: tuple[str, ...]
    summaries: tuple[str, ...]
    libraries: tuple[str, ...]
    labels: NDArray[np.int64]
    sections: tuple[str, ...]


def docstring_sections() -> Docstrings:
    """Docstrings of NumPy, SciPy, scikit-learn and Matplotlib, with seven labels each.

    Returns
    -------
    Docstrings
        Some 3,000; how many, and which, depends on the versions that are installed.

    Raises
    ------
    ImportError
        Where one of the libraries is not installed.

    Notes
    -----
    Taken are functions and classes that a module lists in ``__all__``, or else defines itself under
    a name without a leading underscore, and whose docstring has at least one section of numpydoc's.
    Left out are methods, what is deprecated or experimental, and whatever has the summary of an
    earlier thing: second names, but also near twins such as ``numpy.ma.median``, which would be met
    again in a test set. Nothing is stored: the libraries are imported, and the docstrings read.

    References
    ----------
    The authors of numpydoc, Style guide. numpydoc.readthedocs.io/en/latest/format.html

    Examples
    --------
    >>> docs = docstring_sections()
    >>> docs.labels.shape == (len(docs.names), len(docs.sections))
    True
    >>> fft = docs.names.index("numpy.fft.fft")
    >>> docs.summaries[fft]
    'Compute the one-dimensional discrete Fourier Transform.'
    >>> docs.labels[fft]
    array([1, 1, 1, 1, 1, 1, 1])
    """
    with extra("notebooks", needed_by="xentlib.data.docstring_sections"):
        things = [thing for library in _MODULES for thing in _documented(library)]
    by_summary = {_summary(doc): (name, doc) for name, doc in reversed(things)}  # the first stays
    named = sorted((name, summary, doc) for summary, (name, doc) in by_summary.items())
    names, summaries, docs = zip(*named, strict=True)
    found = [{title.title() for title in _HEADING.findall(doc)} for doc in docs]
    labels = np.array([[title in titles for title in SECTIONS] for titles in found], np.int64)
    return Docstrings(names, summaries, tuple(map(_library, names)), labels, SECTIONS)


def _documented(library: str) -> Iterator[tuple[str, str]]:
    """Name and docstring of each thing, in the order of the modules; second names come last."""
    modules = [f"{library}.{name}".rstrip(".") for name in _MODULES[library].split()]
    found = [thing for module in map(import_module, modules) for thing in _public(module)]
    for name, thing in sorted(found, key=_is_second_name):
        doc = inspect.cleandoc(thing.__doc__ or "")
        if _HEADING.search(doc) and _summary(doc) and not _unfit(doc):
            yield name, doc


def _is_second_name(found: tuple[str, Any]) -> bool:
    name, thing = found
    return name.rpartition(".")[2] != getattr(thing, "__name__", "")


def _public(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Functions and classes of a module, with their qualified names, in alphabetical order."""
    library = module.__name__.partition(".")[0]
    listed = getattr(module, "__all__", None)
    home = module.__name__ if listed is None else library
    for name in sorted({*(dir(module) if listed is None else listed)}):
        thing = None if name.startswith("_") else _had(module, name)
        if inspect.isclass(thing) or inspect.isroutine(thing) or isinstance(thing, np.ufunc):
            origin = getattr(thing, "__module__", None) or library  # some ufuncs have none
            if f"{origin}.".startswith(f"{home}."):
                yield f"{module.__name__}.{name}", thing


def _had(module: ModuleType, name: str) -> Any:
    """Give a module's attribute, or None where it is deprecated or not to be had."""
    with warnings.catch_warnings():
        for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
            warnings.simplefilter("error", category)
        try:
            return getattr(module, name)
        except (AttributeError, ImportError, Warning):
            return None


def _unfit(doc: str) -> bool:
    """Whether a thing is deprecated, by the words above the first section, or experimental."""
    return bool(_DEPRECATED.search(_above_sections(doc))) or "**experimental**" in doc


def _summary(doc: str) -> str:
    """First paragraph that is no signature, in one line; nothing where there is none."""
    paragraphs = re.split(r"\n\s*\n", _above_sections(doc))
    lines = (" ".join(paragraph.split()) for paragraph in paragraphs)
    return next((line for line in lines if not _SIGNATURE.fullmatch(line)), "")


def _above_sections(doc: str) -> str:
    return _HEADING.split(doc, maxsplit=1)[0]


def _library(name: str) -> str:
    return name.partition(".")[0].replace("sklearn", "scikit-learn")
