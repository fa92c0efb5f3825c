"""Imbalance: weights and priors from counts, exact for any counts."""

import mpmath
import numpy as np
import pytest
from exact import is_exact
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.utils.class_weight import compute_class_weight

from xentlib.imbalance import (
    balanced_class_weights,
    effective_number_class_weights,
    logit_adjustment,
)

EVERY = [balanced_class_weights, effective_number_class_weights, logit_adjustment]
counts_of_classes = arrays(np.int64, st.integers(1, 6), elements=st.integers(1, 10**6))
COUNTS = [10**6, 999, 1]


def test_balanced_weights_are_those_of_scikit_learn(rng):
    labels = rng.choice(4, p=[0.7, 0.2, 0.09, 0.01], size=1000)
    expected = compute_class_weight("balanced", classes=np.arange(4), y=labels)
    assert_allclose(balanced_class_weights(np.bincount(labels)), expected, rtol=1e-15)


@given(counts_of_classes)
def test_balanced_weights_give_every_class_the_same_total(counts):
    assert_allclose(balanced_class_weights(counts) * counts, counts.sum() / len(counts))


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9, 0.999, 0.9999, 1 - 1e-9, 1 - 2**-53])
def test_effective_number_weights_are_exact_up_to_a_beta_of_nearly_one(beta):
    with mpmath.workdps(60):
        raw = [(1 - mpmath.mpf(beta)) / (1 - mpmath.mpf(beta) ** n) for n in COUNTS]
        exact = [3 * w / mpmath.fsum(raw) for w in raw]
    got = effective_number_class_weights(COUNTS, beta=beta)
    assert all(is_exact(*pair, ulps=6) for pair in zip(got, exact, strict=True))


@given(counts_of_classes, st.floats(0, 1))
def test_effective_number_weights_sum_to_the_number_of_classes(counts, beta):
    weights = effective_number_class_weights(counts, beta=beta)
    assert_allclose(weights.sum(), len(counts), rtol=1e-14)
    assert (weights > 0).all()


def test_effective_number_weights_go_from_equal_to_inverse_counts():
    assert_allclose(effective_number_class_weights(COUNTS, beta=0), [1, 1, 1], rtol=1e-15)
    inverse = 1 / np.array(COUNTS)
    limit = effective_number_class_weights(COUNTS, beta=1)
    assert_allclose(limit, 3 * inverse / inverse.sum(), rtol=1e-15)
    assert_allclose(effective_number_class_weights(COUNTS, beta=1 - 1e-14), limit, rtol=1e-6)


def test_the_example_of_long_tails_has_its_default_beta():
    default = effective_number_class_weights(COUNTS)
    assert_array_equal(default, effective_number_class_weights(COUNTS, beta=0.999))


def test_logit_adjustment_is_the_log_prior_to_the_last_digits():
    with mpmath.workdps(60):
        exact = [mpmath.log(mpmath.mpf(n) / sum(COUNTS)) for n in COUNTS]
    got = logit_adjustment(COUNTS)
    assert all(is_exact(*pair) for pair in zip(got, exact, strict=True))


@given(counts_of_classes)
def test_adjusting_uniform_logits_forecasts_the_prior(counts):
    assert_allclose(np.exp(logit_adjustment(counts)), counts / counts.sum(), rtol=1e-12)


def test_the_strength_of_the_adjustment_is_a_factor():
    assert_allclose(logit_adjustment(COUNTS, tau=2.5), 2.5 * logit_adjustment(COUNTS), rtol=1e-15)
    assert_array_equal(logit_adjustment(COUNTS, tau=0), [0, 0, 0])


BAD_COUNTS = [
    ([5, 0], ValueError, r"counts must be positive: .* got 0\.0 at \[1\]: leave the class out"),
    ([5, -1], ValueError, r"counts must be positive: .* got -1\.0 at \[1\]"),
    ([np.nan], ValueError, r"finite numbers; got nan at \[0\]"),
    ([1, np.inf], ValueError, r"finite numbers; got inf at \[1\]"),
    ([[1, 2]], ValueError, r"in one dimension; got the shape \(1, 2\)"),
    (7, ValueError, r"in one dimension; got the shape \(\)"),
    ([], ValueError, r"in one dimension; got the shape \(0,\)"),
    (["1"], TypeError, "real numbers"),
    ({0: 5, 1: 2}, TypeError, "real numbers"),
]


@pytest.mark.parametrize("counts, error, message", BAD_COUNTS)
@pytest.mark.parametrize("function", EVERY)
def test_counts_are_positive_finite_numbers(function, counts, error, message):
    with pytest.raises(error, match=f"counts must .*{message.removeprefix('counts must ')}"):
        function(counts)


@pytest.mark.parametrize("beta, error", [(1.1, ValueError), (-0.1, ValueError), ("1", TypeError)])
def test_beta_lies_between_0_and_1(beta, error):
    with pytest.raises(error, match=r"beta must be .* got"):
        effective_number_class_weights([1, 2], beta=beta)


@pytest.mark.parametrize("tau, error", [(-1, ValueError), (np.inf, ValueError), (None, TypeError)])
def test_tau_is_not_negative(tau, error):
    with pytest.raises(error, match=r"tau must be .* got"):
        logit_adjustment([1, 2], tau=tau)


@pytest.mark.parametrize("function", EVERY)
def test_results_are_float64_and_the_counts_are_left_alone(function):
    counts = np.array([3, 1], np.float32)
    assert function(counts).dtype == np.float64
    assert_array_equal(counts, [3, 1])
