"""A linear layer fused with its loss: the same numbers, and no table of logits."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_allclose

import xentlib as xent
from xentlib.losses import linear

fused, with_grad = (
    xent.linear_softmax_cross_entropy,
    xent.linear_softmax_cross_entropy_value_and_grad,
)


def a_case(seed, dtype=np.float64):
    rng = np.random.default_rng(seed)
    n, d, k = rng.integers(0, 40), rng.integers(1, 6), rng.integers(1, 9)
    x, weights, bias = (rng.normal(size=s).astype(dtype) for s in ((n, d), (d, k), (k,)))
    return rng.integers(k, size=n), x, weights, bias


@pytest.fixture(params=[1, 200, 1 << 23], ids="blocks of {} bytes".format)
def any_block(request, monkeypatch):
    monkeypatch.setattr(linear, "BLOCK_BYTES", request.param)


seeds = st.integers(0, 2**32)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("rule", [xent.log_score, xent.focal_score(2.0)])
def test_fused_and_in_two_steps_are_the_same(seed, rule, any_block):
    y, x, weights, bias = a_case(seed)
    z = x @ weights + bias
    loss, slope = xent.softmax_cross_entropy_value_and_grad(y, z, rule=rule)
    found, gradients = with_grad(y, x, weights, bias, rule=rule)
    assert_allclose(fused(y, x, weights, bias, rule=rule), loss, rtol=1e-12, atol=1e-14)
    assert_allclose(found, loss, rtol=1e-12, atol=1e-14)
    for got, want in zip(gradients, (slope @ weights.T, x.T @ slope, slope.sum(0)), strict=True):
        assert got.shape == want.shape
        assert_allclose(got, want, rtol=1e-9, atol=1e-12)


@given(seeds)
def test_the_gradient_is_that_of_the_sum(seed):
    y, x, weights, bias = a_case(seed)
    if not len(y):
        return
    _, (_, by_weights, by_bias) = with_grad(y, x, weights, bias)
    assert xent.gradient_error(by_weights, lambda w: fused(y, x, w, bias).sum(), weights) < 1e-6
    assert xent.gradient_error(by_bias, lambda b: fused(y, x, weights, b).sum(), bias) < 1e-6


def test_no_bias_is_a_bias_of_0():
    y, x, weights, bias = a_case(1)
    assert_allclose(fused(y, x, weights), fused(y, x, weights, 0 * bias))
    assert with_grad(y, x, weights)[1][2].shape == bias.shape


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_wider_type_is_kept(dtype):
    y, x, weights, bias = a_case(2, dtype)
    losses, gradients = with_grad(y, x, weights, bias)
    assert {losses.dtype, *(g.dtype for g in gradients)} == {np.dtype(dtype)}
    assert fused(y, x, weights.astype(np.float64)).dtype == np.float64


def test_the_table_of_logits_never_exists():
    n, d, k = 2000, 8, 5000
    rng = np.random.default_rng(0)
    y, x, weights = rng.integers(k, size=n), rng.random((n, d)), rng.random((d, k))
    table = 8 * n * k
    tracemalloc.start()
    with_grad(y, x, weights)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < table / 2


def test_a_confident_and_right_forecast_costs_little_but_not_nothing():
    assert_allclose(fused([0], [[1.0]], [[40.0, 0.0]]), 4.248354255291589e-18)


X, W = np.ones((2, 3)), np.ones((3, 4))


@pytest.mark.parametrize(
    "arguments, error, says",
    [
        (([0, 4], X, W), ValueError, "y_true must hold class ids from 0 to 3; got 4"),
        (([0.5, 1], X, W), TypeError, "y_true must hold class ids"),
        (([0], X, W), ValueError, r"y_true must have the shape \(2,\); got \(1,\)"),
        (([0, 1], X, W.T), ValueError, r"got \(2, 3\) and \(4, 3\)"),
        (([0, 1], X[0], W), ValueError, r"x and weights must have the shapes \(n, d\)"),
        (([0, 1], X, W, [1.0]), ValueError, r"bias must have the shape \(4,\); got \(1,\)"),
        (([0, 1], np.inf * X, W), ValueError, "x must"),
        (([0, 1], X, np.nan * W), ValueError, "weights must"),
        (([0, 1], X, W, ["a"] * 4), TypeError, "bias must"),
    ],
)
def test_refusals_of_the_fused_loss_name_the_argument(arguments, error, says):
    for act in (fused, with_grad):
        with pytest.raises(error, match=says):
            act(*arguments)
