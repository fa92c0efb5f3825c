"""The losses by their laws: what must hold for every rule, every target and every shape."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent
from xentlib import numerics

NAMES = ["softmax", "sigmoid", "categorical", "binary"]
LOSSES = {name: getattr(xent, f"{name}_cross_entropy") for name in NAMES}
GRADS = {name: getattr(xent, f"{name}_cross_entropy_grad") for name in NAMES}
BOTH = {name: getattr(xent, f"{name}_cross_entropy_value_and_grad") for name in NAMES}
OF_CLASSES = {"softmax", "categorical"}
FROM_LOGITS = {"softmax", "sigmoid"}

squared_miss = xent.ScoringRule(
    "a reader's own", lambda s: np.expm1(s) ** 2, lambda s: 2 * np.expm1(s) * np.exp(s)
)
log_by_hand = xent.ScoringRule("the same", xent.log_score.value, xent.log_score.slope)
RULES = [
    xent.log_score, log_by_hand, xent.focal_score(0), xent.focal_score(0.5), xent.focal_score(2),
    xent.poly1_score(1), xent.poly1_score(-1), squared_miss,
]  # fmt: skip
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
every_loss = pytest.mark.parametrize("name", NAMES)
KINDS = {
    "of_classes": ["ids", "one-hot", "soft", "weighted", "ignored"],
    "of_labels": ["hard", "soft"],
}
every_target = pytest.mark.parametrize(
    "name, kind",
    [
        (name, kind)
        for name in NAMES
        for kind in KINDS["of_classes" if name in OF_CLASSES else "of_labels"]
    ],
)


def make_target(kind, n, k, rng):
    masses = {
        "ids": lambda: rng.integers(k, size=n),
        "one-hot": lambda: np.eye(k)[rng.integers(k, size=n)],
        "weighted": lambda: rng.gamma(1.0, size=(n, k)),
        "ignored": lambda: np.zeros((n, k)),
        "hard": lambda: rng.integers(2, size=(n, k)),
    }
    if kind == "soft":
        return rng.dirichlet(np.ones(k), size=n)
    return masses[kind]()


def link(name):
    """From logits to what the loss takes."""
    if name in FROM_LOGITS:
        return lambda z: z
    return numerics.softmax if name == "categorical" else numerics.sigmoid


def example(name, *, n=6, k=4, kind=None, scale=2.0, seed=0):
    rng = np.random.default_rng(seed)
    target = make_target(kind or ("ids" if name in OF_CLASSES else "hard"), n, k, rng)
    return target, link(name)(rng.normal(scale=scale, size=(n, k)))


def slope(f, z, step=1e-3):
    """Numerical gradient of sum(f(z)), by differences of order four."""
    gradient = np.empty_like(z)
    for place in np.ndindex(z.shape):
        h = np.zeros_like(z)
        h[place] = step
        near, far = (f(z + i * h).sum() - f(z - i * h).sum() for i in (1, 2))
        gradient[place] = (8 * near - far) / (12 * step)
    return gradient


@every_rule
@every_target
def test_gradient_is_the_derivative_of_the_loss(name, kind, rule, rng):
    target, z = make_target(kind, 5, 3, rng), rng.normal(scale=2, size=(5, 3))
    through = link(name)
    numerical = slope(lambda z: LOSSES[name](target, through(z), rule=rule), z)
    gradient = GRADS[name](target, through(z), rule=rule)
    if name == "categorical":  # chain rule: dp_j / dz_k = p_k (1[j = k] - p_j)
        p = through(z)
        gradient = p * (gradient - (gradient * p).sum(-1, keepdims=True))
    if name == "binary":
        gradient = gradient * through(z) * through(-z)
    assert_allclose(gradient, numerical, rtol=1e-8, atol=1e-10)


@every_rule
@every_target
def test_loss_is_the_expected_charge(name, kind, rule):
    target, forecast = example(name, kind=kind)
    p = {"softmax": numerics.softmax, "sigmoid": numerics.sigmoid}.get(name, lambda p: p)(forecast)
    with np.errstate(all="ignore"):
        if name in OF_CLASSES:
            masses = np.eye(4)[target] if kind == "ids" else target
            expected = (masses * rule.value(np.log(p))).sum(-1)
        else:
            expected = target * rule.value(np.log(p)) + (1 - target) * rule.value(np.log1p(-p))
    assert_allclose(LOSSES[name](target, forecast, rule=rule), expected, rtol=1e-11)


@every_rule
@every_target
def test_one_pass_gives_what_two_give(name, kind, rule):
    target, forecast = example(name, kind=kind)
    loss, gradient = BOTH[name](target, forecast, rule=rule)
    assert_array_equal(loss, LOSSES[name](target, forecast, rule=rule))
    assert_array_equal(gradient, GRADS[name](target, forecast, rule=rule))


@every_rule
@pytest.mark.parametrize("k", [2, 7, 8, 31, 32, 33, 1024, 1025])
@pytest.mark.parametrize("name", sorted(OF_CLASSES))
def test_class_ids_are_one_hot_masses(name, k, rule):
    ids, forecast = example(name, k=k)
    for function in (LOSSES[name], GRADS[name]):
        by_mass = function(np.eye(k)[ids], forecast, rule=rule)
        assert_allclose(function(ids, forecast, rule=rule), by_mass, rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize("name", ["softmax", "sigmoid"])
@pytest.mark.parametrize("scale", [1, 30, 400])
def test_the_fast_path_is_the_general_one(name, scale):
    target, logits = example(name, n=300, scale=scale)
    for function in (LOSSES[name], GRADS[name]):
        general = function(target, logits, rule=log_by_hand)
        assert_allclose(function(target, logits), general, rtol=1e-12, atol=1e-300)


@every_rule
@pytest.mark.parametrize("kind", ["hard", "soft"])
def test_two_classes_are_one_label(kind, rule, rng):
    z = rng.normal(scale=3, size=(40, 2))
    y = rng.integers(2, size=40) if kind == "hard" else rng.random(40)
    masses = np.stack([1 - y, y], axis=-1)
    difference = z[:, 1] - z[:, 0]
    loss, gradient = BOTH["softmax"](masses, z, rule=rule)
    label_loss, label_gradient = BOTH["sigmoid"](y, difference, rule=rule)
    assert_allclose(loss, label_loss, rtol=1e-13)
    assert_allclose(gradient[:, 1], label_gradient, rtol=1e-10, atol=1e-15)
    assert_allclose(gradient[:, 0], -label_gradient, rtol=1e-10, atol=1e-15)


@every_rule
def test_losses_from_probabilities_are_those_from_their_logits(rule):
    for name, twin in (("categorical", "softmax"), ("binary", "sigmoid")):
        target, logits = example(twin, kind="soft")
        from_p = LOSSES[name](target, link(name)(logits), rule=rule)
        assert_allclose(from_p, LOSSES[twin](target, logits, rule=rule), rtol=1e-12)


INTEGERS = arrays(np.int64, (6, 3), elements=st.integers(-700, 700))


@given(INTEGERS, st.integers(-2000, 2000))
def test_softmax_losses_ignore_a_common_shift_of_the_logits(logits, shift):
    z, moved = logits.astype(float), (logits + shift).astype(float)
    ids = np.array([0, 1, 2, 0, 1, 2])
    for ours, theirs in zip(BOTH["softmax"](ids, z), BOTH["softmax"](ids, moved), strict=True):
        assert_allclose(theirs, ours, rtol=2e-13, atol=1e-307)


@given(INTEGERS, st.permutations(range(6)), st.permutations(range(3)))
def test_order_of_examples_and_of_classes_is_a_matter_of_taste(logits, rows, classes):
    z, masses = logits.astype(float), np.random.default_rng(0).gamma(1.0, size=(6, 3))
    loss, gradient = BOTH["softmax"](masses, z)
    table = np.ix_(rows, classes)
    permuted_loss, permuted_gradient = BOTH["softmax"](masses[table], z[table])
    assert_allclose(permuted_loss, loss[rows], rtol=1e-14)
    assert_allclose(permuted_gradient, gradient[table], rtol=1e-12, atol=1e-15)


@every_loss
@given(cut=st.integers(0, 30))
def test_examples_are_scored_one_by_one_wherever_they_are_cut(name, cut):
    target, forecast = example(name, n=30)
    whole = BOTH[name](target, forecast)
    pieces = [BOTH[name](target[s], forecast[s]) for s in (slice(cut), slice(cut, None))]
    for together, parts in zip(whole, zip(*pieces, strict=True), strict=True):
        assert_allclose(np.concatenate(parts), together, rtol=1e-14)


@pytest.mark.parametrize("rule", [xent.log_score, xent.focal_score(2)], ids=lambda r: r.name)
@every_loss
def test_threads_change_nothing_not_even_the_last_digits(name, rule):
    target, forecast = example(name, n=60_000)
    one = BOTH[name](target, forecast, rule=rule)
    try:
        for n in (2, 3):
            xent.set_threads(n)
            for ours, theirs in zip(one, BOTH[name](target, forecast, rule=rule), strict=True):
                assert_array_equal(theirs, ours)
    finally:
        xent.set_threads(None)


@every_rule
@pytest.mark.parametrize("name", sorted(OF_CLASSES))
def test_mass_weighs_an_example_and_adds_up(name, rule):
    (a, forecast), (b, _) = example(name, kind="weighted"), example(name, kind="soft", seed=1)
    for function in (LOSSES[name], GRADS[name]):
        apart = [function(t, forecast, rule=rule) for t in (a, b)]
        together = function(2 * a + 3 * b, forecast, rule=rule)
        assert_allclose(together, 2 * apart[0] + 3 * apart[1], rtol=1e-12, atol=1e-13)


@every_rule
def test_no_mass_ignores_an_example_even_where_its_class_is_impossible(rule):
    for name, impossible in (("softmax", [-np.inf, 0.0]), ("categorical", [0.0, 1.0])):
        loss, gradient = BOTH[name]([[0.0, 0.0], [0.0, 1.0]], [impossible] * 2, rule=rule)
        assert_array_equal(loss, [0, 0])
        assert gradient[0].tolist() == [0, 0]
        assert gradient[1, 0] == 0


@pytest.mark.parametrize("k", [2, 9, 40])
def test_the_impossible_costs_without_limit_but_pulls_with_a_finite_force(k):
    logits = np.zeros((2, k))
    logits[:, 0] = -np.inf
    for target in ([0, 1], np.eye(k)[[0, 1]]):
        loss, gradient = BOTH["softmax"](target, logits)
        assert_allclose(loss, [np.inf, np.log(k - 1)], rtol=1e-15, atol=0)
        assert_allclose(gradient[0], [-1] + [1 / (k - 1)] * (k - 1), rtol=1e-15)
        assert gradient[1, 0] == 0
    loss, gradient = BOTH["sigmoid"]([1, 0, 0.5], np.full(3, -np.inf))
    assert_array_equal(loss, [np.inf, 0, np.inf])
    assert_array_equal(gradient, [-1, 0, -0.5])


def test_probabilities_of_nothing_that_happened_cost_without_limit():
    loss, gradient = BOTH["categorical"]([0, 1], [[0.0, 1.0], [0.0, 1.0]])
    assert_array_equal(loss, [np.inf, 0])
    assert_array_equal(gradient, [[-np.inf, 0], [0, -1]])
    loss, gradient = BOTH["binary"]([1, 0, 1, 0], [0.0, 0.0, 1.0, 1.0])
    assert_array_equal(loss, [np.inf, 0, 0, np.inf])
    assert_array_equal(gradient, [-np.inf, 1, -1, np.inf])


@every_rule
def test_a_probability_that_rounding_took_past_one_is_one(rule):
    assert LOSSES["categorical"](0, [1 + 1e-12, 0], rule=rule) == 0


@every_rule
def test_a_certain_forecast_that_comes_true_has_no_gradient(rule):
    assert xent.sigmoid_cross_entropy_grad(1, 800.0, rule=rule) == 0
    assert_array_equal(xent.softmax_cross_entropy_grad(0, [800.0, 0.0], rule=rule), [0, 0])


@every_rule
@every_loss
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_forecast_decides_the_type(name, dtype, rule):
    target, forecast = example(name, kind="soft")
    for t in (target.astype(np.float32), target):
        loss, gradient = BOTH[name](t, forecast.astype(dtype), rule=rule)
        alone = [f[name](t, forecast.astype(dtype), rule=rule) for f in (LOSSES, GRADS)]
        assert {x.dtype for x in (loss, gradient, *alone)} == {np.dtype(dtype)}
        assert_allclose(loss, LOSSES[name](target, forecast, rule=rule), rtol=2e-5, atol=1e-6)


@every_loss
@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint16, np.int64, np.float16])
def test_other_types_are_computed_in_double_precision(name, dtype):
    target, _ = example(name, n=2, k=3)
    forecast = np.array([[0, 1, 0], [1, 0, 0]], dtype)
    loss, gradient = BOTH[name](target, forecast)
    assert loss.dtype == gradient.dtype == np.float64
    assert_array_equal(loss, LOSSES[name](target, forecast.astype(float)))


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32, np.uint64])
def test_class_ids_may_be_any_integers(dtype, rng):
    ids, logits = rng.integers(100, size=50), rng.normal(size=(50, 100))
    for rule in (xent.log_score, xent.focal_score(2)):
        for z in (logits, 500 * logits):
            loss = LOSSES["softmax"](ids.astype(dtype), z, rule=rule)
            assert_array_equal(loss, LOSSES["softmax"](ids, z, rule=rule))


@every_rule
@every_loss
def test_a_half_float_forecast_may_be_as_inexact_as_it_must(name, rule):
    target, forecast = example(name, kind="soft")
    loss = LOSSES[name](target, forecast.astype(np.float16), rule=rule)
    assert_allclose(loss, LOSSES[name](target, forecast, rule=rule), rtol=0.02, atol=0.01)


@every_loss
@pytest.mark.parametrize("batch", [(), (1,), (5,), (2, 3), (2, 1, 4), (0,), (3, 0)])
def test_leading_axes_come_back(name, batch, rng):
    forecast = link(name)(rng.normal(size=(*batch, 4)))
    ids = rng.integers(4, size=batch)
    target = ids if name in OF_CLASSES else np.zeros((*batch, 4))
    loss, gradient = BOTH[name](target, forecast)
    assert loss.shape == (batch if name in OF_CLASSES else forecast.shape)
    assert gradient.shape == forecast.shape
    for place in np.ndindex(batch):
        assert_allclose(LOSSES[name](target[place], forecast[place]), loss[place], rtol=1e-14)


def test_one_example_has_a_scalar_for_its_loss():
    assert isinstance(LOSSES["softmax"](0, [1.0, 2.0]), np.float64)
    assert all(isinstance(x, np.float32) for x in BOTH["sigmoid"](1, np.float32(2)))


@every_target
def test_arguments_are_left_alone_and_may_be_read_only_lists_or_strided(name, kind):
    target, forecast = example(name, n=40, kind=kind)
    expected = BOTH[name](target, forecast)
    for array in (target, forecast):
        array.flags.writeable = False
    layouts = [
        (target, forecast), (target.tolist(), forecast.tolist()),
        (np.asfortranarray(target), np.asfortranarray(forecast)),
        (np.repeat(target, 2, 0)[::2], np.repeat(forecast, 2, -1)[..., ::2]),
    ]  # fmt: skip
    for layout in layouts:
        for got, wanted in zip(BOTH[name](*layout), expected, strict=True):
            assert_allclose(got, wanted, rtol=1e-14)
        assert_allclose(LOSSES[name](*layout), expected[0], rtol=1e-14)


@pytest.mark.parametrize("k", [3, 12, 40])
@pytest.mark.parametrize("scale", [1, 100])
def test_working_copies_are_never_the_arguments_themselves(k, scale, rng):
    logits = np.asfortranarray(rng.normal(scale=scale, size=(50, k)))
    before, ids = logits.copy(), rng.integers(k, size=50)
    for target in (ids, np.asfortranarray(np.eye(k)[ids])):
        BOTH["softmax"](target, logits)
        BOTH["categorical"](target, np.asfortranarray(numerics.softmax(logits)))
    assert_array_equal(logits, before)


@pytest.mark.parametrize("rule", [xent.log_score, xent.focal_score(2)], ids=lambda r: r.name)
@pytest.mark.parametrize("kind", ["ids", "one-hot"])
def test_a_loss_needs_little_memory_beyond_its_result(kind, rule, tmp_path):
    n, k, limit = 800_000, 10, 16 * 2**20
    logits = np.memmap(tmp_path / "logits", np.float32, "w+", shape=(n, k))
    y = np.memmap(tmp_path / "y", np.uint8, "w+", shape=(n,) if kind == "ids" else (n, k))
    for threads in (1, 2, 4):
        xent.set_threads(threads)
        tracemalloc.start()
        loss = LOSSES["softmax"](y, logits, rule=rule)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak - loss.nbytes <= limit, threads
    xent.set_threads(None)
