"""Pairs that look alike: disguised copies are found, and independent answers are left alone."""

import json

import pytest

from notebooks import RIGHT
from xentlib.classroom import cli
from xentlib.classroom.grading.similarity import Pair, compare, pairs_of, write_report

pytest.importorskip("rapidfuzz")
ADA = [
    (
        "def loss(y, z):\n    top = z.max(axis=1, keepdims=True)\n"
        "    total = np.exp(z - top).sum(axis=1)\n"
        "    return (np.log(total) + top[:, 0] - z[np.arange(len(y)), y]).mean()"
    ),
    (
        "def newton(x, y, w):\n    p = 1 / (1 + np.exp(-x @ w))\n    g = x.T @ (p - y)\n"
        "    h = (x * (p * (1 - p))[:, None]).T @ x\n    return w - np.linalg.solve(h, g)"
    ),
]
DISGUISED = [
    (
        "# all my own work\ndef newton(a,b,c):\n    '''A step.'''\n    q=1/(1+np.exp(-a@c))\n"
        "    s=a.T@(q-b)\n    k=(a*(q*(1-q))[:,None]).T@a\n    return c-np.linalg.solve(k,s)"
    ),
    (
        "def loss(labels, logits):\n    m = logits.max(axis=1, keepdims=True)\n"
        "    s = np.exp(logits - m).sum(axis=1)\n"
        "    return (np.log(s) + m[:, 0] - logits[np.arange(len(labels)), labels]).mean()"
    ),
]
OWN = [
    (
        "def loss(y, z):\n    prices = []\n    for label, row in zip(y, z):\n"
        "        prices.append(np.logaddexp.reduce(row) - row[label])\n    return np.mean(prices)"
    ),
    (
        "def newton(x, y, w):\n    s = special.expit(x @ w)\n    curve = np.diag(s - s**2)\n"
        "    return w + np.linalg.inv(x.T @ curve @ x) @ x.T @ (y - s)"
    ),
]


def test_a_copy_with_other_names_order_comments_and_layout_is_found():
    (pair,), common = pairs_of({"ada": ADA, "eve": DISGUISED, "bob": OWN}, [], 0.8)
    assert common == 0
    assert {pair.one, pair.other} == {"ada", "eve"}
    assert pair.score == 1.0
    assert len(pair.shared) == 2


def test_what_was_handed_out_and_what_everybody_has_is_nobody_s_copy():
    assert pairs_of({"ada": ADA, "eve": ADA}, ADA, 0.1) == ([], 0)
    assert pairs_of({f"s{n}": ADA for n in range(9)}, [], 0.1) == ([], len(ADA))
    assert pairs_of({"ada": ["def torn("], "eve": []}, [], 0.1) == ([], 0)


def test_submissions_are_read_as_they_are_marked(tmp_path):
    for student, cells in {"ada": ADA, "eve": DISGUISED, "bob": OWN}.items():
        made = [{"cell_type": "code", "source": c, "metadata": {}} for c in cells]
        (tmp_path / f"{student}.ipynb").write_text(json.dumps({"cells": made}))
    (tmp_path / "cem.ipynb").write_text("torn")
    assert [(p.one, p.other) for p in compare([tmp_path], "binary").pairs] == [("ada", "eve")]


def test_the_console_says_how_many_passages_were_left_out_as_common(tmp_path, capsys):
    cells = [{"cell_type": "code", "source": c, "metadata": {}} for c in ADA]
    for n in range(5):
        (tmp_path / f"s{n}.ipynb").write_text(json.dumps({"cells": cells}))
    where = ["similarity", str(tmp_path), "-a", "binary", "--out", str(tmp_path / "out")]
    assert cli.main(where) == 0
    said = "2 passages were left out as common: more than 3 students, and more than 20% of all, ha"
    assert said in capsys.readouterr().out
    for n in range(2, 5):
        (tmp_path / f"s{n}.ipynb").unlink()
    assert cli.main(where) == 0
    assert "left out" not in capsys.readouterr().out


def test_the_page_escapes_everything_and_says_that_it_proves_nothing(tmp_path):
    pair = Pair("<b>ada", "eve", 0.9, (("<script>1", RIGHT["bce"], 0.9),))
    page = write_report([pair], tmp_path, "a1").read_text()
    assert "proves nothing" in page
    assert "<script>" not in page
    assert "<b>" not in page
    assert "90%" in page
