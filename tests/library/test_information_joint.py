"""What two variables share: against fifty digits, scikit-learn and the chain rule."""

import mpmath
import numpy as np
import pytest
from exact import is_exact, numbers
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose
from sklearn.metrics import mutual_info_score

import xentlib as xent

both = pytest.mark.parametrize(
    "measure", [xent.conditional_entropy, xent.mutual_information], ids=lambda f: f.__name__
)


def exact_measures(table):
    """Conditional entropy and mutual information of a table of floats, to fifty digits."""
    rows = [numbers(row) for row in table]
    row_sums = [mpmath.fsum(row) for row in rows]
    column_sums = [mpmath.fsum(column) for column in zip(*rows, strict=True)]
    cells = [
        (cell, row_sum, column_sum)
        for row, row_sum in zip(rows, row_sums, strict=True)
        for cell, column_sum in zip(row, column_sums, strict=True)
        if cell
    ]
    conditional = mpmath.fsum(p * mpmath.log(r / p) for p, r, _ in cells)
    return conditional, mpmath.fsum(p * mpmath.log(p / r / c) for p, r, c in cells)


def assert_is_exact(table):
    with mpmath.workdps(50):
        conditional, mutual = exact_measures(table)
        assert is_exact(xent.conditional_entropy(table), conditional, absolute=1e-15)
        assert is_exact(xent.mutual_information(table), mutual, absolute=1e-15)


@pytest.mark.parametrize("shape", [(2, 2), (1, 5), (5, 1), (3, 7), (40, 30), (20000, 2), (2, 3000)])
def test_tables_of_any_shape_are_measured_exactly(shape, rng):
    for spread in (1, 0.05):
        assert_is_exact(rng.dirichlet(np.full(shape[0] * shape[1], spread)).reshape(shape))


def test_nearly_independent_variables_share_next_to_nothing(rng):
    table = np.outer(rng.dirichlet(np.ones(5)), rng.dirichlet(np.ones(6)))
    assert xent.mutual_information(table / table.sum()) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize(
    "table",
    [
        [[5e-324, 0.0], [0.0, 1.0]],
        [[5e-324, 1e-320], [0.0, 1.0]],
        [[5e-324, 0.5], [0.5, 1e-310]],
        [[1.0, 5e-324]],
    ],
)
def test_the_smallest_probabilities_there_are_neither_overflow_nor_warn(table):
    assert_is_exact(np.array(table))


def test_scikit_learn_agrees(rng):
    counts = rng.integers(0, 50, size=(5, 4))
    counts[2] = 0
    expected = mutual_info_score(None, None, contingency=counts)
    assert_allclose(xent.mutual_information(counts / counts.sum()), expected, rtol=1e-12)


tables = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.floats(0, 1)
)
joints = tables.filter(lambda table: table.sum() > 0).map(lambda table: table / table.sum())


@given(joints)
def test_chain_rule(joint):
    rows = joint.sum(1)
    step_by_step = xent.entropy(rows) + xent.conditional_entropy(joint)
    assert_allclose(xent.entropy(joint.ravel()), step_by_step, rtol=1e-13, atol=1e-14)


@given(joints)
def test_mutual_information_is_what_the_row_saves_about_the_column(joint):
    saved = xent.entropy(joint.sum(0)) - xent.conditional_entropy(joint)
    assert_allclose(xent.mutual_information(joint), saved, atol=1e-14)


@given(joints)
def test_mutual_information_is_the_divergence_from_independence(joint):
    independent = np.outer(joint.sum(1), joint.sum(0))
    divergence = xent.kl_divergence(joint.ravel(), independent.ravel() / independent.sum())
    if np.isfinite(divergence):  # the product of two tiny masses may vanish
        assert_allclose(xent.mutual_information(joint), divergence, atol=1e-14)


@given(joints)
def test_information_is_mutual(joint):
    there, back = xent.mutual_information(joint), xent.mutual_information(joint.T)
    assert_allclose(there, back, atol=1e-15)
    assert there >= -1e-15


@given(joints)
def test_knowing_the_row_never_adds_surprise(joint):
    assert 0 <= xent.conditional_entropy(joint) <= xent.entropy(joint.sum(0)) + 1e-15


@given(joints)
def test_merging_columns_never_adds_information(joint):
    merged = np.column_stack([joint[:, :2].sum(1), joint[:, 2:]])
    assert xent.mutual_information(merged) <= xent.mutual_information(joint) + 1e-14


@given(joints, st.floats(1.0001, 1e6))
def test_a_base_is_a_unit(joint, base):
    for measure in (xent.conditional_entropy, xent.mutual_information):
        in_nats = measure(joint, base=base) * np.log(base)
        assert_allclose(measure(joint), in_nats, rtol=1e-13, atol=1e-14)


def test_the_column_is_what_remains_uncertain():
    coin_then_copy = [[0.5, 0.0], [0.25, 0.25]]
    assert xent.conditional_entropy(coin_then_copy, base=2) == 0.5
    assert xent.conditional_entropy(np.transpose(coin_then_copy), base=2) != 0.5


def test_a_row_that_tells_all_leaves_nothing_and_shares_everything(rng):
    p = rng.dirichlet(np.ones(5))
    assert xent.conditional_entropy(np.diag(p)) == 0
    assert_allclose(xent.mutual_information(np.diag(p)), xent.entropy(p), rtol=1e-15)


def test_rows_and_columns_that_never_occur_change_nothing(rng):
    joint = rng.dirichlet(np.ones(6)).reshape(2, 3)
    padded = np.zeros((3, 5))
    padded[np.ix_([0, 2], [1, 2, 4])] = joint
    assert_allclose(xent.mutual_information(padded), xent.mutual_information(joint), rtol=1e-14)
    assert_allclose(xent.conditional_entropy(padded), xent.conditional_entropy(joint), rtol=1e-14)


@both
def test_single_precision_is_kept_and_everything_else_becomes_double(measure):
    table = [[0.5, 0.0], [0.25, 0.25]]
    single = measure(np.float32(table))
    assert isinstance(single, np.float32)
    assert_allclose(single, measure(table), rtol=1e-6)
    assert isinstance(measure(table), np.float64)
    assert isinstance(measure([[0, 1], [0, 0]]), np.float64)
    assert isinstance(measure(np.float16(table)), np.float64)


def test_mutual_information_is_never_negative(rng):
    for _ in range(300):
        joint = np.outer(rng.dirichlet(np.ones(4)), rng.dirichlet(np.ones(3)))
        joint *= 1 + 1e-9 * rng.normal(size=joint.shape)
        assert 0 <= xent.mutual_information(joint / joint.sum()) < 1e-16
