"""Fitting: gradients, optimisers by their formulas, and the minimum that scikit-learn finds."""

import re
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.linear_model import LogisticRegression

from xentlib.fitting import (
    FitError,
    Optimiser,
    adam,
    fit,
    gradient_descent,
    logistic_objective,
    momentum,
    newton,
    rmsprop,
    softmax_objective,
)
from xentlib.gradcheck import gradient_error, numerical_gradient
from xentlib.losses import (
    sigmoid_cross_entropy_value_and_grad,
    softmax_cross_entropy_value_and_grad,
)
from xentlib.numerics import softmax
from xentlib.scoring import focal_score, log_score, poly1_score

FIRST_ORDER = [gradient_descent(0.1), momentum(0.05), rmsprop(0.01), adam(0.01)]
RULED = [log_score, focal_score(2.0), poly1_score(1.0)]
every_first_order = pytest.mark.parametrize("optimiser", FIRST_ORDER, ids=lambda o: o.name)


def with_bias(x):
    return np.c_[np.ones(len(x)), x]


@pytest.fixture(scope="module")
def cancer():
    x, y = load_breast_cancer(return_X_y=True)
    return (x - x.mean(0)) / x.std(0), y


@pytest.fixture(scope="module")
def digits():
    x, y = load_digits(return_X_y=True)
    return x / 16, y


@pytest.fixture(params=["labels", "probabilities", "ids", "masses"])
def objective(request, rng):
    x, l2 = with_bias(rng.normal(size=(20, 3))), [0, 0.1, 0.2, 0.3]
    labels = {
        "labels": rng.integers(2, size=20),
        "probabilities": rng.random(20),
        "ids": rng.integers(3, size=20),
        "masses": rng.gamma(1, size=(20, 3)),
    }[request.param]
    make = logistic_objective if request.param in ("labels", "probabilities") else softmax_objective
    return make(x, labels, l2=l2)


def test_the_gradient_is_the_derivative_of_the_loss(objective, rng):
    weights = rng.normal(size=objective.start.shape)
    for rule in RULED:
        ruled = replace(objective, rule=rule)
        error = gradient_error(ruled(weights)[1], lambda w, f=ruled: np.float64(f(w)[0]), weights)
        assert error < 1e-8


def test_the_hessian_is_the_derivative_of_the_gradient(objective, rng):
    weights = rng.normal(size=objective.start.shape)
    hessian = objective.hessian(weights)
    for row, direction in zip(hessian, np.eye(weights.size), strict=True):
        towards = direction.reshape(weights.shape)
        slope = numerical_gradient(lambda w, v=towards: (objective(w)[1] * v).sum(), weights)
        assert_allclose(row, slope.ravel(), rtol=1e-7, atol=1e-9)
    assert (np.linalg.eigvalsh(hessian) > -1e-12).all()


LOSSES = [
    (logistic_objective, sigmoid_cross_entropy_value_and_grad, ()),
    (softmax_objective, softmax_cross_entropy_value_and_grad, (3,)),
]


@pytest.mark.parametrize("rule", RULED, ids=lambda rule: rule.name)
@pytest.mark.parametrize("make, value_and_grad, classes", LOSSES)
def test_an_objective_is_the_mean_of_the_packages_loss(make, value_and_grad, classes, rule, rng):
    x, y = rng.normal(size=(20, 4)), np.arange(20) % (classes or (2,))[0]
    weights = rng.normal(size=(4, *classes))
    losses, pull = value_and_grad(y, x @ weights, rule=rule)
    loss, gradient = make(x, y, rule=rule)(weights)
    assert_allclose(loss, losses.mean(), rtol=1e-14)
    assert_allclose(gradient, x.T @ pull / 20, rtol=1e-12)


def test_newton_refuses_a_rule_whose_second_derivatives_nobody_knows(objective):
    focal = replace(objective, rule=focal_score(2.0))
    with pytest.raises(
        ValueError, match=r"rule must be the log score .* the focal score, γ = 2: .*"
    ):
        fit(focal, newton(), steps=1)
    assert fit(focal, adam(0.01), steps=50).losses[-1] < focal(focal.start)[0]


@pytest.mark.parametrize("make", [logistic_objective, softmax_objective])
def test_weights_whose_logits_overflow_cost_infinitely_much_and_warn_of_nothing(make):
    objective = make([[1e300, 1.0], [1.0, 1.0]], [0, 1])
    loss, gradient = objective(objective.start + 1e300)
    assert loss == np.inf
    assert np.isnan(gradient).all()
    with pytest.raises(FitError, match="loss and gradient must stay finite"):
        fit(objective, gradient_descent(1e10), steps=9)


def test_two_softmax_classes_are_the_logistic_of_the_difference(rng):
    x, y, w = rng.normal(size=(20, 3)), rng.integers(2, size=20), rng.normal(size=(3, 2))
    loss, gradient = softmax_objective(x, y)(w)
    binary, slope = logistic_objective(x, y)(w[:, 1] - w[:, 0])
    assert_allclose(loss, binary, rtol=1e-13)
    assert_allclose(gradient, np.stack([-slope, slope], -1), rtol=1e-10, atol=1e-15)


def test_the_mean_over_batches_is_the_whole(objective, rng):
    weights = rng.normal(size=objective.start.shape)
    halves = [objective.on(rows)(weights) for rows in (np.arange(10), np.arange(10, 20))]
    loss, gradient = objective(weights)
    assert_allclose(np.mean([half for half, _ in halves]), loss, rtol=1e-13)
    assert_allclose(np.mean([half for _, half in halves], 0), gradient, rtol=1e-10, atol=1e-14)


def test_newton_finds_the_penalised_minimum_of_scikit_learn_on_breast_cancer(cancer):
    x, y = cancer
    l2 = np.r_[0, np.full(x.shape[1], 1 / len(x))]  # C = 1, bias free
    record = fit(logistic_objective(with_bias(x), y, l2=l2), newton(), steps=50, tolerance=1e-10)
    model = LogisticRegression(C=1.0, tol=1e-12, max_iter=1000, solver="newton-cholesky").fit(x, y)
    expected = np.r_[model.intercept_, model.coef_[0]]
    assert_allclose(record.weights, expected, rtol=1e-6, atol=1e-8)
    assert len(record.path) < 20
    assert record.gradient_norms[-1] < 1e-14


def test_newton_finds_the_free_minimum_of_scikit_learn_on_ten_features(cancer):
    x, y = cancer[0][:, :10], cancer[1]
    record = fit(logistic_objective(with_bias(x), y), newton(), steps=50, tolerance=1e-10)
    model = LogisticRegression(C=np.inf, tol=1e-12, max_iter=1000, solver="newton-cholesky")
    model.fit(x, y)
    assert_allclose(record.weights, np.r_[model.intercept_, model.coef_[0]], rtol=1e-6)


def test_newton_never_shifts_all_classes_of_a_softmax_alike(rng):
    objective = softmax_objective(with_bias(rng.normal(size=(60, 2))), rng.integers(3, size=60))
    record = fit(objective, newton(), steps=50, tolerance=1e-10)
    assert_allclose(record.weights.sum(-1), 0, atol=1e-13)
    assert record.gradient_norms[-1] < 1e-14


def test_newton_finds_the_minimum_of_scikit_learn_on_digits(digits):
    x, y = digits
    l2 = np.r_[0, np.full(x.shape[1], 10 / len(x))]  # C = 0.1
    record = fit(softmax_objective(with_bias(x), y, l2=l2), newton(), steps=50, tolerance=1e-9)
    model = LogisticRegression(C=0.1, tol=1e-12, max_iter=1000, solver="newton-cholesky").fit(x, y)
    assert_allclose(record.weights[1:], model.coef_.T, rtol=1e-6, atol=1e-8)
    forecast = softmax(with_bias(x) @ record.weights)
    assert_allclose(forecast, model.predict_proba(x), rtol=1e-6)


@every_first_order
def test_every_optimiser_walks_to_the_same_minimum(optimiser, cancer):
    x, y = cancer
    objective = logistic_objective(x[:, :4], y, l2=0.1)
    best = fit(objective, newton(), steps=20, tolerance=1e-12)
    record = fit(objective, optimiser, steps=2000)
    assert_allclose(record.weights, best.weights, atol=0.006)
    assert record.losses[-1] < best.losses[-1] + 1e-4


BOWL = [4.0, 1.0]


def bowl(w):
    return float(w @ (BOWL * w)) / 2, BOWL * w


def by_hand(rule, steps=5):
    """Path of a rule written with explicit loops over scalars, as the formulas have it."""
    path = [[3.0, -2.0]]
    memory = [{}, {}]
    for t in range(1, steps + 1):
        gradient = [a * w for a, w in zip(BOWL, path[-1], strict=True)]
        moves = [rule(g, m, t) for g, m in zip(gradient, memory, strict=True)]
        path.append([w - move for w, move in zip(path[-1], moves, strict=True)])
    return path


def plain_by_hand(g, m, t):
    return 0.1 * g


def momentum_by_hand(g, m, t):
    m["v"] = 0.8 * m.get("v", 0) + g
    return 0.1 * m["v"]


def rmsprop_by_hand(g, m, t):
    m["s"] = 0.8 * m.get("s", 0) + 0.2 * g * g
    return 0.1 * g / (m["s"] ** 0.5 + 0.01)


def adam_by_hand(g, m, t):
    m["m"] = 0.8 * m.get("m", 0) + 0.2 * g
    m["s"] = 0.7 * m.get("s", 0) + 0.3 * g * g
    return 0.1 * (m["m"] / (1 - 0.8**t)) / ((m["s"] / (1 - 0.7**t)) ** 0.5 + 0.01)


RULES = [
    (gradient_descent(0.1), plain_by_hand),
    (momentum(0.1, decay=0.8), momentum_by_hand),
    (rmsprop(0.1, decay=0.8, epsilon=0.01), rmsprop_by_hand),
    (adam(0.1, decay=0.8, decay_square=0.7, epsilon=0.01), adam_by_hand),
]


@pytest.mark.parametrize("optimiser, rule", RULES, ids=[o.name for o, _ in RULES])
def test_steps_follow_the_formula(optimiser, rule):
    record = fit(bowl, optimiser, start=[3.0, -2.0], steps=5)
    assert_allclose(record.path, by_hand(rule), rtol=1e-13)


def test_the_record_holds_what_was_seen_at_every_step():
    record = fit(bowl, gradient_descent(0.1), start=[3.0, -2.0], steps=4)
    assert record.path.shape == (5, 2)
    assert_allclose(record.losses, [bowl(w)[0] for w in record.path])
    assert_allclose(record.gradient_norms, [np.linalg.norm(bowl(w)[1]) for w in record.path])
    assert_array_equal(record.weights, record.path[-1])
    assert record.optimiser == "gradient descent, rate 0.1"


def test_no_steps_leave_the_start():
    assert_array_equal(fit(bowl, adam(), start=[3, -2], steps=0).path, [[3, -2]])


def test_a_bowl_is_stable_up_to_two_over_its_curvature():
    below, above = (
        fit(bowl, gradient_descent(rate), start=[1.0, 1.0], steps=200) for rate in (0.499, 0.501)
    )
    assert below.losses[-1] < below.losses[0] < above.losses[-1]


def test_newton_needs_one_step_in_a_bowl_and_settles_after_it():
    class Bowl:
        def __call__(self, w):
            return bowl(w)

        hessian = staticmethod(lambda w: np.diag(BOWL + 0 * w))

    record = fit(Bowl(), newton(), start=[3.0, -2.0], steps=9, tolerance=1e-12)
    assert_allclose(record.path, [[3, -2], [0, 0], [0, 0]], atol=1e-15)


def test_newton_halves_a_step_that_overshoots():
    x, y = [[1.0], [1.0], [1.0], [1.0]], [0, 0, 0, 1]
    record = fit(logistic_objective(x, y), newton(), start=[-8.0], steps=50, tolerance=1e-10)
    assert_allclose(record.weights, -np.log(3), rtol=1e-10)
    assert (np.diff(record.losses) <= 1e-12).all()


@every_first_order
def test_batches_are_repeatable_and_the_loss_seen_is_theirs(optimiser, cancer):
    objective = logistic_objective(cancer[0][:, :3], cancer[1])
    first, second = (
        fit(objective, optimiser, steps=30, batch=32, rng=np.random.default_rng(5))
        for _ in range(2)
    )
    assert_array_equal(first.path, second.path)
    rows = np.random.default_rng(5).random(len(objective.x)).argsort()[32:64]
    assert first.losses[1] == objective.on(rows)(first.path[1])[0]


def test_every_example_is_seen_once_in_a_round():
    seen = []

    class Rows:
        x = np.zeros(10)
        start = np.zeros(1)

        def on(self, rows):
            seen.append(rows.tolist())
            return lambda w: (0.0, 0 * w)

    fit(Rows(), gradient_descent(1), steps=7, batch=4, rng=np.random.default_rng(0))
    assert [len(rows) for rows in seen] == [4, 4, 2, 4, 4, 2, 4, 4]
    assert sorted(chain(*seen[:3])) == sorted(chain(*seen[3:6])) == list(range(10))
    assert seen[:3] != seen[3:6]


def test_a_batch_of_everything_is_gradient_descent(cancer):
    objective = logistic_objective(cancer[0][:, :3], cancer[1])
    record = fit(objective, gradient_descent(0.5), steps=5, batch=569, rng=np.random.default_rng(0))
    assert_allclose(record.path, fit(objective, gradient_descent(0.5), steps=5).path, rtol=1e-12)


def test_a_learners_own_optimiser_fits_in():
    by_sign = Optimiser("sign", (), lambda at, memory: (-0.5 * np.sign(at.gradient), memory))
    assert_array_equal(fit(bowl, by_sign, start=[1.0, -1.0], steps=2).weights, [0, 0])


def test_newton_says_that_separable_data_have_no_minimum(cancer):
    x, y = cancer
    with pytest.raises(FitError, match=r"x separates the classes: .* give the objective a penalty"):
        fit(logistic_objective(with_bias(x), y), newton(), steps=100, tolerance=1e-10)
    three = np.array([[1.0, -3.0], [1.0, 0.0], [1.0, 3.0]])
    with pytest.raises(FitError, match="x separates the classes"):
        fit(softmax_objective(three, [0, 1, 2]), newton(), steps=100)


def test_a_penalty_gives_separable_data_a_minimum_but_not_along_free_weights():
    x, y = with_bias(np.array([[-1.0], [2.0]])), [0, 1]
    fit(logistic_objective(x, y, l2=[0, 0.1]), newton(), steps=50, tolerance=1e-10)
    with pytest.raises(FitError, match="x separates the classes"):
        fit(logistic_objective(x, [1, 1], l2=[0, 0.1]), newton(), steps=50, tolerance=1e-10)


def test_classes_that_only_touch_never_settle():
    x, y = [[-1.0], [0.0], [0.0], [1.0]], [0, 0, 1, 1]
    with pytest.raises(FitError, match=r"settle within 1e-10 in 20 steps .* changed them by 0\.0"):
        fit(logistic_objective(x, y), newton(), steps=20, tolerance=1e-10)


def test_gradient_descent_on_separable_data_walks_on_for_ever():
    objective = logistic_objective([[-1.0], [2.0]], [0, 1])
    record = fit(objective, gradient_descent(1.0), steps=500)
    assert (np.diff(record.path[:, 0]) > 0).all()
    assert objective.is_separated(record.weights)
    assert not objective.is_separated(-record.weights)
    assert not objective.is_separated(objective.start)


def test_divergence_is_an_error_and_no_nan():
    with pytest.raises(
        FitError, match=r"stay finite; got a loss of inf after \d+ steps of .* rate 9"
    ):
        fit(bowl, gradient_descent(9.0), start=[1.0, 1.0], steps=1000)
    with pytest.raises(FitError, match=r"weights must settle within 0\.001 in 3 steps of gradient"):
        fit(bowl, gradient_descent(0.1), start=[1.0, 1.0], steps=3, tolerance=1e-3)


def flat(w):
    return 0.0, np.zeros((2, 1))


NOT_FITTING = [
    (bowl, {}, TypeError, "start must be given where the objective has none"),
    (bowl, {"start": [np.nan]}, ValueError, "start must hold finite numbers; got nan"),
    (flat, {"start": [0.0, 0.0]}, ValueError, r"shaped like the weights, \(2,\); got \(2, 1\)"),
    (bowl, {"start": [1, 1], "batch": 2}, TypeError, "batch and rng must be given together"),
    (bowl, {"start": [1, 1], "steps": -1}, ValueError, "steps must be at least 0; got -1"),
    (bowl, {"start": [1, 1], "steps": 1.5}, TypeError, "steps must be a whole number; got 1.5"),
    (bowl, {"start": [1, 1], "tolerance": -1}, ValueError, "tolerance must be a finite number"),
]


@pytest.mark.parametrize("objective, arguments, error, message", NOT_FITTING)
def test_arguments_of_a_fit_are_checked_by_name(objective, arguments, error, message):
    with pytest.raises(error, match=message):
        fit(objective, gradient_descent(0.1), **{"steps": 3} | arguments)


def test_what_an_optimiser_or_a_batch_needs_of_the_objective_is_asked_for_by_name():
    with pytest.raises(TypeError, match=r"objective must have a method hessian\(weights\)"):
        fit(bowl, newton(), start=[1.0, 1.0], steps=1)
    rng = np.random.default_rng(0)
    with pytest.raises(TypeError, match=r"objective must have a method on\(rows\) for batches"):
        fit(bowl, adam(), start=[1.0, 1.0], steps=1, batch=2, rng=rng)
    with pytest.raises(ValueError, match="batch must be at least 1; got 0"):
        fit(logistic_objective([[1.0]], [1]), adam(), steps=1, batch=0, rng=rng)


SETTINGS = [
    (lambda: gradient_descent(0), ValueError, "rate must be positive"),
    (lambda: momentum(-1), ValueError, "rate must be a finite number of at least 0; got -1"),
    (lambda: adam("fast"), TypeError, "rate must be a number; got 'fast'"),
    (lambda: momentum(0.1, decay=1), ValueError, "decay must be below 1, or nothing .* got 1"),
    (lambda: adam(decay_square=2), ValueError, "decay_square must be below 1"),
    (lambda: rmsprop(epsilon=-1), ValueError, "epsilon must be a finite number of at least 0"),
]


@pytest.mark.parametrize("make, error, message", SETTINGS)
def test_settings_of_optimisers_are_checked_by_name(make, error, message):
    with pytest.raises(error, match=message):
        make()


X = [[1.0, 2.0], [3.0, 4.0]]
OBJECTIVES = [
    (logistic_objective, [1.0], [1], 0, ValueError, r"x must be a table, .* got the shape \(1,\)"),
    (logistic_objective, np.zeros((0, 2)), [], 0, ValueError, "x must be a table"),
    (softmax_objective, [[np.inf, 0]], [0], 0, ValueError, "x must hold finite numbers; got inf"),
    (logistic_objective, X, [0, 2], 0, ValueError, "y must hold probabilities between 0 and 1"),
    (logistic_objective, X, [[0], [1]], 0, ValueError, r"shape \(2,\); got \(2, 1\)"),
    (logistic_objective, X, [0, 1, 1], 0, ValueError, r"shape \(2,\); got \(3,\)"),
    (softmax_objective, X, [0, 1, 1], 0, ValueError, r"\(2, n_classes\); got \(3,\)"),
    (softmax_objective, X, [0, -1], 0, ValueError, "y must hold class ids from 0 .* got -1"),
    (softmax_objective, X, [0.0, 1.0], 0, TypeError, "y must hold class ids, whole numbers"),
    (softmax_objective, X, [[0, -1], [1, 0]], 0, ValueError, "y must hold non-negative"),
    (logistic_objective, X, [0, 1], -1, ValueError, "l2 must be one number of at least 0, or 2"),
    (logistic_objective, X, [0, 1], [1, 1, 1], ValueError, "or 2 of them, one for each feature"),
    (logistic_objective, X, ["a", "b"], 0, TypeError, "y must hold real numbers"),
]


@pytest.mark.parametrize("make, x, y, l2, error, message", OBJECTIVES)
def test_data_of_an_objective_are_checked_by_name(make, x, y, l2, error, message):
    with pytest.raises(error, match=message):
        make(x, y, l2=l2)


@pytest.mark.parametrize("make", [logistic_objective, softmax_objective])
def test_a_rule_of_an_objective_is_checked_by_name(make):
    with pytest.raises(TypeError, match=r"rule must be a ScoringRule, such as log_score .* got 2"):
        make(X, [0, 1], rule=2)


STAMPS = [1_700_000_000, 3]


def test_ids_that_number_no_classes_are_refused_with_a_cure_that_works():
    with pytest.raises(
        ValueError, match=r"y must hold class ids that count from 0.*25\.3 GiB"
    ) as e:
        softmax_objective(X, STAMPS)
    cure = re.search(r"np\.unique.*", str(e.value)).group()
    ids = eval(cure, {"np": np, "y": STAMPS})
    assert softmax_objective(X, ids).target.tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("y", [[0, 0], [[0], [1]], [[1.0], [1.0]]])
def test_one_class_alone_is_no_softmax_regression(y):
    x = [[1.0], [2.0]]
    with pytest.raises(ValueError, match=r"one .*alone is certain: .*logistic_objective\(x, np\.r"):
        softmax_objective(x, y)
    assert logistic_objective(x, np.ravel(y))(np.zeros(1))[0] == np.log(2)
