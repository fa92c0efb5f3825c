"""What a refusal advises works on the very input that was refused."""

import ast
import inspect
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
from numpy.testing import assert_allclose

import xentlib as xent


class Column:
    """A column of a table, as other libraries have them: all that NumPy can do is convert it."""

    def __init__(self, entries):
        self.entries = entries

    def __array__(self, dtype=None, copy=None):
        return np.array(self.entries, dtype)


INF = np.inf
PUBLIC = {name: getattr(xent, name) for name in xent.__all__ if hasattr(xent, name)}
Y, Z = [0, 1, 1], [[2.0, 0.0], [1.0, 0.0], [0.0, 3.0]]
LOSSES = xent.softmax_cross_entropy(Y, Z)
FOUR = np.array([0.3334, 0.3334, 0.3334])
SINGLE = np.float32([0.1] * 10).astype(float)

# What is called, with what, the answer, and the advice: what becomes of an argument, or what is
# called instead. One piece of advice may lead to the next.
KINDS = [
    ("entropy", {"p": {"a": 0.5, "b": 0.5}}, np.log(2), "p = list(p.values())"),
    (
        "entropy",
        {"p": Counter("abba")},
        np.log(2),
        ["p = list(p.values())", "p = p / np.sum(p, axis=-1, keepdims=True)"],
    ),
    ("entropy", {"p": {0.25: 1, 0.75: 2}.keys()}, 0.562335, "p = sorted(p)"),
    ("entropy", {"p": {0.75, 0.25}}, 0.562335, "p = sorted(p)"),
    ("entropy", {"p": (x / 4 for x in (1, 3))}, 0.562335, "p = list(p)"),
    ("entropy", {"p": {"a": 0.25, "b": 0.75}.values()}, 0.562335, "p = list(p)"),
    ("entropy", {"p": ["0.5", "0.5"]}, np.log(2), "p = np.asarray(p, dtype=float)"),
    ("entropy", {"p": [b"0.5", "0.5"]}, np.log(2), "p = np.asarray(p, dtype=float)"),
    ("entropy", {"p": [Decimal("0.5")] * 2}, np.log(2), "p = np.asarray(p, dtype=float)"),
    (
        "entropy",
        {"p": [10**30, 0]},
        0,
        ["p = np.asarray(p, dtype=float)", "p = p / np.sum(p, axis=-1, keepdims=True)"],
    ),
    ("entropy", {"p": [0.5 + 0j, 0.5]}, np.log(2), "p = np.real(p)"),
    (
        "entropy",
        {"p": [0.5, None, 0.5]},
        np.log(2),
        "p = [v for v in p if v is not None and v == v]",
    ),
    (
        "class_counts",
        {"labels": np.array([0, 1, np.nan, None], object), "n_classes": 2},
        [1, 1],
        "labels = [v for v in labels if v is not None and v == v]",
    ),
    (
        "sigmoid",
        {"z": np.array([0, 60], "m8[m]")},
        [0.5, 1],
        "z = np.asarray(z).astype('m8[s]').astype(float)",
    ),
    ("sigmoid", {"z": scipy.sparse.csr_matrix([[0.0, 0.0]])}, [[0.5, 0.5]], "z = z.toarray()"),
    ("sigmoid", {"z": scipy.sparse.csr_array([[0.0, 0.0]])}, [[0.5, 0.5]], "z = z.toarray()"),
    (
        "softmax_cross_entropy",
        {"y_true": ["cat", "dog", "dog"], "logits": Z},
        LOSSES,
        "y_true = np.unique(y_true, return_inverse=True)[1]",
    ),
    (
        "class_counts",
        {"labels": np.array(["b", "a", "b"], object), "n_classes": 2},
        [1, 2],
        "labels = np.unique(labels, return_inverse=True)[1]",
    ),
    ("entropy", {"p": np.ma.array([0.5, 9, 0.5], mask=[0, 1, 0])}, np.log(2), "p = p.compressed()"),
    ("entropy", {"p": np.ma.array([[0.5, 0.5]])}, [np.log(2)], "p = p.data"),
    (
        "entropy",
        {"p": np.ma.array([[0.5, 0.5], [9, 1]], mask=[[0, 0], [1, 0]])},
        [np.log(2)],
        "p = p[~p.mask.any(-1)].data",
    ),
    (
        "entropy",
        {"p": [np.ma.array([0.5, 0.5]), np.ma.array([9, 1], mask=[1, 0])]},
        [np.log(2)],
        "p = np.ma.stack(p)[~np.ma.stack(p).mask.any(-1)].data",
    ),
    (
        "entropy",
        {"p": [0.5, np.ma.masked, 0.5]},
        np.log(2),
        "p = [v for v in p if v is not np.ma.masked]",
    ),
]
SUMS = [
    ("entropy", {"p": [3, 1]}, 0.562335, "p = p / np.sum(p, axis=-1, keepdims=True)"),
    ("entropy", {"p": FOUR}, np.log(3), "p = p / np.sum(p, axis=-1, keepdims=True)"),
    ("entropy", {"p": SINGLE * 1.0001}, np.log(10), "p = p / np.sum(p, axis=-1, keepdims=True)"),
    (
        "entropy",
        {"p": [[0.5, 0.6], [0.5, 0.6]], "axis": 0},
        [np.log(2)] * 2,
        "p = p / np.sum(p, axis=0, keepdims=True)",
    ),
    ("mutual_information", {"joint": [[1, 0], [0, 1]]}, np.log(2), "joint = joint / np.sum(joint)"),
    (
        "cross_entropy",
        {"p": [0.5, 0.5], "q": [[0.5, 0.5], [0.25, 0.75]]},
        [np.log(2), 0.836988],
        "p = np.broadcast_to(p, (2, 2))",
    ),
    (
        "cross_entropy",
        {"p": [[0.5, 0.5], [0.25, 0.75]], "q": [0.5, 0.5]},
        [np.log(2)] * 2,
        "q = np.broadcast_to(q, (2, 2))",
    ),
    ("poisson_nll", {"y": [0, 1], "rate": 1.0}, [1, 1], "rate = np.broadcast_to(rate, (2,))"),
]
IDS = [
    (
        "softmax_cross_entropy",
        {"y_true": [1, 2, 2], "logits": Z},
        LOSSES,
        "y_true = np.subtract(y_true, 1)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [-1, 1, 1], "logits": Z},
        LOSSES,
        "y_true = np.equal(y_true, 1).astype(int)",
    ),
    (
        "top_label",
        {"y_true": [-1, 1], "y_proba": [[0.7, 0.3], [0.6, 0.4]]},
        None,
        "y_true = np.equal(y_true, 1).astype(int)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": Column([0.0, 1.0, 1.0]), "logits": Z},
        LOSSES,
        "y_true = np.asarray(y_true).astype(int)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [0.0, 1.0, 1.0], "logits": Z},
        LOSSES,
        "y_true = np.asarray(y_true).astype(int)",
    ),
    (
        "class_counts",
        {"labels": [True, False, True], "n_classes": 2},
        [1, 2],
        "labels = np.asarray(labels).astype(int)",
    ),
    (
        "class_counts",
        {"labels": [0, -1, 1, -1], "n_classes": 2},
        [1, 1],
        "labels = np.extract(np.greater_equal(labels, 0), labels)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [[0], [1], [1]], "logits": Z},
        LOSSES,
        "y_true = np.squeeze(y_true, -1)",
    ),
    (
        "top_label",
        {"y_true": [[1, 0], [0, 1]], "y_proba": [[0.7, 0.3], [0.6, 0.4]]},
        None,
        "y_true = np.argmax(y_true, -1)",
    ),
    (
        "encode",
        {"symbols": [1.0], "probabilities": [0.5, 0.5]},
        None,
        "symbols = np.asarray(symbols).astype(int)",
    ),
    ("balanced_class_weights", {"counts": [1, 0]}, [0.75, 1.5], "counts = np.add(counts, 1)"),
]
IDS += [
    (
        "class_ids",
        {"labels": ["ant", "bee", "ox"], "classes": ["ant", "bee"]},
        [0, 1],
        "labels = np.asarray(labels)[np.isin(labels, classes)]",
    ),
    (
        "class_ids",
        {"labels": ["bee"], "classes": ["bee", "ant", "bee"]},
        [1],
        "classes = np.unique(classes)",
    ),
    (
        "expected_calibration_error",
        {"y_true": [0, 1], "y_proba": [0.0, 0.5], "n_bins": [0.3, 0.2]},
        0.25,
        "n_bins = np.unique(np.clip([0, *n_bins, 1], 0, 1))",
    ),
]
BINARY = [
    (
        "softmax_cross_entropy",
        {"y_true": [0, 1, 1], "logits": [0.3, 0.7, 0.2]},
        [0.854355, 0.403186, 0.598139],
        "sigmoid_cross_entropy(y_true, logits)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [0.0, 1.0, 1.0], "logits": [0.3, 0.7, 0.2]},
        [0.854355, 0.403186, 0.598139],
        "sigmoid_cross_entropy(y_true, logits)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [[0], [1]], "logits": [[0.3], [0.7]]},
        [0.854355, 0.403186],
        "sigmoid_cross_entropy(np.squeeze(y_true, -1), np.squeeze(logits, -1))",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [0, 1], "logits": [[0.3], [0.7]]},
        [0.854355, 0.403186],
        "sigmoid_cross_entropy(y_true, np.squeeze(logits, -1))",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [[0, 1], [1, 1]], "logits": [[0.3, 0.7], [0.3, 0.2]]},
        [[0.854355, 0.403186], [0.554355, 0.598139]],
        "sigmoid_cross_entropy(y_true, logits)",
    ),
    (
        "softmax_cross_entropy",
        {"y_true": [[0, 3], [0, 0]], "logits": [[0.0, 0.0], [0.3, 0.2]]},
        [3 * np.log(2), 0],
        "y_true = np.asarray(y_true, dtype=float)",
    ),
    (
        "categorical_cross_entropy",
        {"y_true": [0, 1, 1], "y_proba": [0.5, 0.5, 0.5]},
        [np.log(2)] * 3,
        "binary_cross_entropy(y_true, y_proba)",
    ),
    (
        "brier_score",
        {"y_true": [0, 1, 1], "y_proba": [0.5, 1.0, 0.0]},
        [0.5, 0, 2],
        "brier_score(y_true, np.stack([np.subtract(1, y_proba), y_proba], -1))",
    ),
    (
        "fit_temperature",
        {"y_true": [1, 1, 1, 0], "logits": [2.0] * 4},
        2 / np.log(3),
        "fit_temperature(y_true, np.stack([np.zeros(np.shape(logits)), logits], -1))",
    ),
    (
        "fit_temperature",
        {"y_true": [1.0, 1.0, 1.0, 0.0], "logits": [2.0] * 4},
        2 / np.log(3),
        [
            "fit_temperature(y_true, np.stack([np.zeros(np.shape(logits)), logits], -1))",
            "y_true = np.asarray(y_true).astype(int)",
        ],
    ),
    (
        "smooth_labels",
        {"targets": [0, 1, 1], "alpha": 0.2},
        [[0.9, 0.1], [0.1, 0.9], [0.1, 0.9]],
        "targets = one_hot(targets, 2)",
    ),
    (
        "smooth_labels",
        {"targets": [[0], [1], [1]], "alpha": 0.2},
        [[0.9, 0.1], [0.1, 0.9], [0.1, 0.9]],
        "targets = one_hot(np.squeeze(targets, -1), 2)",
    ),
    (
        "smooth_labels",
        {"targets": [[0, 1, 1]], "alpha": 0.2},
        [[0.1, 0.9, 0.9]],
        "smooth_labels(one_hot(targets, 2), alpha)[..., 1]",
    ),
    (
        "smooth_labels",
        {"targets": [0, 2], "alpha": 0.3, "n_classes": 3},
        [[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]],
        "targets = one_hot(targets, n_classes)",
    ),
    (
        "sigmoid_cross_entropy",
        {"y_true": [-1, 1], "logits": [0.3, 0.7]},
        [0.854355, 0.403186],
        "y_true = np.equal(y_true, 1)",
    ),
    (
        "expected_calibration_error",
        {"y_true": [-1, 1], "y_proba": [0.0, 0.5]},
        0.25,
        "y_true = np.equal(y_true, 1)",
    ),
    (
        "expected_calibration_error",
        {"y_true": [1, 2], "y_proba": [0.0, 0.5]},
        0.25,
        "y_true = np.equal(y_true, 2)",
    ),
    (
        "expected_calibration_error",
        {"y_true": [0, 1, 2], "y_proba": [0.0, 0.0, 0.5]},
        0.5 / 3,
        "y_true = np.equal(y_true, 2)",
    ),
    (
        "expected_calibration_error",
        {"y_true": [0, 1], "y_proba": [[0.7, 0.3], [0.6, 0.4]]},
        None,
        "top_label(y_true, y_proba)",
    ),
    (
        "binary_cross_entropy",
        {"y_true": [0, 1], "y_proba": [[0.5], [0.5]]},
        [np.log(2)] * 2,
        "y_proba = np.squeeze(y_proba, -1)",
    ),
    (
        "sigmoid_cross_entropy",
        {"y_true": [[0], [1]], "logits": [0.3, 0.7]},
        [0.854355, 0.403186],
        "y_true = np.squeeze(y_true, -1)",
    ),
    (
        "sigmoid_cross_entropy",
        {"y_true": [1, 0], "logits": [INF, 0.3]},
        [0, 0.854355],
        "sigmoid_cross_entropy(np.subtract(1, y_true), np.negative(logits))",
    ),
]
COUNTS = [
    (
        "binomial_nll",
        {"y": [1, 3], "n": 3, "logits": [0.0, INF]},
        [0.980829, 0],
        "binomial_nll(np.subtract(n, y), n, np.negative(logits))",
    ),
    (
        "binomial_nll",
        {"y": [1 / 3], "n": 3, "logits": [0.0]},
        [0.980829],
        "y = np.rint(np.multiply(n, y))",
    ),
    (
        "binomial_nll",
        {"y": [0.5], "n": 1, "logits": [0.0]},
        [np.log(2)],
        "sigmoid_cross_entropy(y, logits)",
    ),
    (
        "poisson_nll",
        {"y": [1.5], "rate": [2.0]},
        [2 - 1.5 * np.log(2)],
        "np.subtract(rate, np.multiply(y, np.log(rate)))",
    ),
]
COUNTS += [
    (
        "proportion_interval",
        {"successes": [0.3, 0.5], "n": 10},
        [[0.107791, 0.236593], [0.603222, 0.763407]],
        "successes = np.rint(np.multiply(n, successes))",
    ),
]
SHARES = [
    (
        "estimate_prior",
        {"y_proba": [0.1, 0.8, 0.9, 0.9], "old": [0.5, 0.5]},
        [0.202589, 0.797411],
        "y_proba = np.stack([np.subtract(1, y_proba), y_proba], -1)",
    ),
    (
        "cheapest_class",
        {"y_proba": [0.1, 0.05, 0.8], "costs": [[0, 1], [9, 0]]},
        [0, 0, 1],
        "y_proba = np.stack([np.subtract(1, y_proba), y_proba], -1)",
    ),
    (
        "prior_correction",
        {"old": [60, 40], "new": [0.5, 0.5]},
        [-0.182322, 0.223144],
        "old = old / np.sum(old, axis=-1, keepdims=True)",
    ),
    (
        "estimate_prior",
        {"y_proba": [[0.1, 0.9], [0.2, 0.8], [0.8, 0.2], [0.9, 0.1]], "old": [3, 3]},
        [0.5, 0.5],
        "old = old / np.sum(old, axis=-1, keepdims=True)",
    ),
]
ROWS = [*KINDS, *SUMS, *IDS, *BINARY, *COUNTS, *SHARES]


def call_of(function, arguments):
    """Write a call of a function with those of the arguments that it takes."""
    names = [name for name in inspect.signature(PUBLIC[function]).parameters if name in arguments]
    return f"{function}({', '.join(f'{name}={name}' for name in names)})"


def evaluate(expression, arguments):
    return eval(expression, {"np": np, **PUBLIC, **arguments})


@pytest.mark.parametrize("function, arguments, answer, advice", ROWS)
def test_what_a_refusal_advises_works_on_what_was_refused(function, arguments, answer, advice):
    call = call_of(function, arguments)
    for step in [advice] if isinstance(advice, str) else advice:
        with pytest.raises((TypeError, ValueError)) as refusal:
            evaluate(call, arguments)
        argument, _, expression = step.rpartition(" = ")
        assert expression in str(refusal.value)
        if argument:
            arguments = {**arguments, argument: evaluate(expression, arguments)}
        else:
            call = expression
    got = evaluate(call, arguments)
    if answer is not None:
        assert_allclose(got, answer, rtol=1e-5, atol=1e-12)


ROOMS = [*Path(xent.__file__).parent.glob("*.py")]
ROOMS += [
    path
    for room in ("_door", "losses", "calibration", "likelihoods", "coding", "information")
    for path in Path(xent.__file__).parent.joinpath(room).glob("*.py")
]
OFFER = re.compile(r"\bnp(?:\.\w+)+(?=\()|\b[a-z]+_[a-z_]+(?=\()|(?<=\.)\w+(?=\(\))|\[v for v in")


def offers(source):
    """Functions that the strings of a source call, but for docstrings."""
    tree = ast.parse(source)
    docstrings = {
        node.body[0].value for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and ast.get_docstring(node)
    }  # fmt: skip
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    texts = (node.value for node in texts if node not in docstrings and isinstance(node.value, str))
    return {offer for text in texts for offer in OFFER.findall(text)}


def test_all_that_the_messages_offer_is_tried():
    tried = {offer for *_, advice in ROWS for offer in OFFER.findall(str(advice))}
    offered = set().union(*(offers(path.read_text(encoding="utf-8")) for path in ROOMS))
    assert offered - tried <= {"focal_score", "np.random.default_rng"}  # a rule, and randomness
    assert len(offered) > 15


def test_an_offer_that_nobody_tried_would_be_noticed():
    source = (
        'def f(x):\n    """np.not_this(x)"""\n    raise ValueError(f"{x}: np.flip(x), x.tolist()")'
    )
    assert offers(source) == {"np.flip", "tolist"}


def test_words_are_good_advice_too():
    """To leave out, to ignore, to weigh: what the messages say without an expression."""
    y, z = np.array([0, -100, 1]), np.zeros((3, 2))
    with pytest.raises(ValueError, match="leave it out or give it a row of zero masses"):
        xent.softmax_cross_entropy(y, z)
    assert_allclose(xent.softmax_cross_entropy(y[y >= 0], z[y >= 0]), [np.log(2)] * 2)
    masses = xent.one_hot(np.maximum(y, 0), 2) * (y >= 0)[:, None]
    assert_allclose(xent.softmax_cross_entropy(masses, z), [np.log(2), 0, np.log(2)])
    with pytest.raises(ValueError, match="weights multiply the loss instead"):
        xent.sigmoid_cross_entropy([0, 2.5], [0.0, 0.0])
    assert_allclose(2.5 * xent.sigmoid_cross_entropy([0, 1], [0.0, 0.0]), [2.5 * np.log(2)] * 2)
    with pytest.raises(ValueError, match="leave the class out"):
        xent.balanced_class_weights([3, 0])
    assert_allclose(xent.balanced_class_weights([3]), [1])
    with pytest.raises(ValueError, match="a class without examples has no logit"):
        xent.prior_correction([1, 0], [0.5, 0.5])
    assert_allclose(xent.prior_correction([1], [1]), [0])
    with pytest.raises(ValueError, match="the highest of them takes 3 classes"):
        xent.one_hot([0, 2], 2)
    assert xent.one_hot([0, 2], 3).shape == (2, 3)
