"""Costs: the threshold and the cheapest answer, against trying all of them."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import confusion_matrix, make_scorer
from sklearn.model_selection import TunedThresholdClassifierCV

import xentlib as xent
from xentlib import cheapest_class, cost_threshold, data

NAMES = "true_negative", "false_positive", "false_negative", "true_positive"
price = st.integers(-20, 20)


def spent(p, y, threshold, costs):
    """Mean cost of saying yes above a threshold."""
    answers = (p > threshold).astype(int)
    return costs[y.astype(int), answers].mean()


@given(price, price, price, price)
def test_at_the_threshold_both_answers_cost_the_same_and_each_is_cheaper_on_its_side(
    tn, fp, fn, tp
):
    assume(fp >= tn and fn >= tp and fp + fn > tn + tp)
    t = cost_threshold(**dict(zip(NAMES, (tn, fp, fn, tp), strict=True)))

    def gain(p):
        return (1 - p) * tn + p * fn - ((1 - p) * fp + p * tp)

    assert 0 <= t <= 1
    assert_allclose(gain(t), 0, atol=1e-13)
    assert gain(max(t - 0.01, 0)) <= 1e-13
    assert gain(min(t + 0.01, 1)) >= -1e-13


@pytest.mark.parametrize("costs", [[[0, 1], [9, 0]], [[-1, 2], [30, 4]], [[0, 5], [1, 0]]])
def test_no_threshold_spends_less_on_forecasts_that_come_true_as_often_as_they_say(costs):
    """Of a hundred forecasts at each per cent p, p come true."""
    p = np.repeat(np.arange(101) / 100, 100)
    y = np.tile(np.arange(100), 101) < 100 * p
    (tn, fp), (fn, tp) = costs
    t = cost_threshold(false_positive=fp, false_negative=fn, true_positive=tp, true_negative=tn)
    tried = [spent(p, y, s, np.array(costs)) for s in np.linspace(-0.005, 1.005, 102)]
    assert_allclose(spent(p, y, t, np.array(costs)), min(tried), rtol=1e-12)


class Known(ClassifierMixin, BaseEstimator):
    """A classifier that is told the probabilities: its only feature."""

    def fit(self, x, y):  # noqa: ARG002
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, x):
        return np.hstack([1 - x, x])

    def predict(self, x):
        return (x[:, 0] > 0.5).astype(int)


def test_scikit_learn_tunes_to_a_threshold_that_is_no_cheaper_on_new_data(rng):
    """It searches the threshold on labels, so it finds ours up to chance."""
    costs = np.array([[0, 1], [9, 0]])

    def gain(y, answers):
        return -(confusion_matrix(y, answers, labels=[0, 1]) * costs).sum() / len(y)

    tuned = TunedThresholdClassifierCV(Known(), scoring=make_scorer(gain), thresholds=200)
    train, test = (data.rare_events(20_000, share=0.1, rng=rng) for _ in range(2))
    tuned.fit(train.posterior[:, None], train.happened.astype(int))
    ours = cost_threshold(false_positive=1, false_negative=9)
    assert abs(tuned.best_threshold_ - ours) < 0.06
    price = costs[test.happened.astype(int)]
    paid = [
        price[np.arange(20_000), (test.posterior > t).astype(int)]
        for t in (ours, tuned.best_threshold_)
    ]
    difference = paid[0] - paid[1]
    assert difference.mean() < 4 * difference.std() / np.sqrt(20_000)


def test_only_the_quotient_of_the_extra_costs_counts():
    assert cost_threshold(false_positive=1, false_negative=9) == 0.1
    assert cost_threshold(false_positive=10, false_negative=90) == 0.1
    shifted = cost_threshold(false_positive=4, false_negative=7, true_positive=-2, true_negative=3)
    assert shifted == 0.1


@pytest.mark.parametrize("size", [1e-300, 5e-324, 1.0, 1.7e308])
def test_a_threshold_is_exact_however_large_or_small_the_costs_are(size):
    assert cost_threshold(false_positive=size, false_negative=size) == 0.5
    wide = cost_threshold(
        false_positive=size, false_negative=size, true_positive=-size, true_negative=-size
    )
    assert wide == 0.5


def test_a_mistake_that_costs_nothing_extra_is_always_risked():
    assert cost_threshold(false_positive=0, false_negative=3) == 0
    assert cost_threshold(false_positive=2, false_negative=3, true_positive=3) == 1


def test_the_threshold_and_the_cheapest_class_agree(rng):
    p = rng.random(1000)
    for fp, fn in product((1, 2, 7), repeat=2):
        t = cost_threshold(false_positive=fp, false_negative=fn)
        answers = cheapest_class(np.stack([1 - p, p], -1), [[0, fp], [fn, 0]])
        assert_array_equal(answers, p > t)


@pytest.mark.parametrize("shape", [(), (5,), (2, 3)])
@pytest.mark.parametrize("k, d", [(2, 2), (4, 4), (3, 5), (1, 2)])
def test_the_cheapest_class_has_the_least_expected_cost_of_all(shape, k, d, rng):
    p, costs = rng.dirichlet(np.ones(k), shape), rng.normal(size=(k, d))
    got = cheapest_class(p, costs)
    assert got.shape == shape
    for place in np.ndindex(shape):
        expected = [sum(p[place][c] * costs[c, j] for c in range(k)) for j in range(d)]
        assert expected[got[place]] == min(expected)


def test_where_all_mistakes_cost_the_same_the_likeliest_class_is_the_cheapest(rng):
    p = rng.dirichlet(np.ones(4), 200)
    assert_array_equal(cheapest_class(p, 1 - np.eye(4)), p.argmax(-1))


def test_a_third_answer_is_taken_where_it_is_cheaper_than_both():
    ask = [[0, 1, 0.2], [1, 0, 0.2]]
    assert_array_equal(cheapest_class([[0.9, 0.1], [0.5, 0.5], [0.1, 0.9]], ask), [0, 2, 1])


def test_of_equally_cheap_answers_the_first_is_taken():
    assert cheapest_class([0.5, 0.5], [[0, 1], [1, 0]]) == 0


REFUSED = [
    ({"false_positive": "1"}, TypeError, "false_positive must be a number; got '1'"),
    ({"false_negative": True}, TypeError, "false_negative must be a number; got True"),
    ({"false_negative": np.inf}, ValueError, "false_negative must be a finite number; got inf"),
    ({"true_positive": np.nan}, ValueError, "true_positive must be a finite number; got nan"),
    ({"true_negative": -(10**400)}, ValueError, "true_negative must be a finite number; got -1"),
    ({"true_positive": 10}, ValueError, "false_negative must be at least true_positive, 10; got 9"),
    ({"true_negative": 2}, ValueError, "false_positive must be at least true_negative, 2; got 1"),
    (
        {"false_positive": 0, "false_negative": 0},
        ValueError,
        "false_positive or false_negative must be above .*; got two mistakes",
    ),
]


@pytest.mark.parametrize("costs, kind, words", REFUSED)
def test_costs_that_make_no_sense_are_refused_in_words(costs, kind, words):
    with pytest.raises(kind, match=words):
        cost_threshold(**{"false_positive": 1, "false_negative": 9} | costs)


NO_TABLE = [
    ([0.2, 0.8], [0, 1], r"costs must be a table, .* got the shape \(2,\)"),
    ([0.2, 0.8], np.zeros((2, 0)), r"costs must be a table, .* got the shape \(2, 0\)"),
    ([0.2, 0.8], [[0, np.inf], [1, 0]], r"costs must hold finite numbers; got inf at \[0\]\[1\]"),
    ([0.2, 0.8], [[0, 1]], r"y_proba must have the shape \(…, 1\), for the classes of costs"),
    ([0.2, 0.7, 0.1], [[0, 1], [1, 0]], r"shape \(…, 2\), .*: for probabilities of class 1, np\."),
    ([0.2, 0.7], [[0, 1], [1, 0]], r"y_proba must sum to 1 along axis -1; got a sum of 0\.9"),
    (0.3, [[0, 1], [1, 0]], r"y_proba must have the shape \(…, 2\).*; got the shape \(\)"),
]


@pytest.mark.parametrize("p, costs, words", NO_TABLE)
def test_what_is_no_table_of_costs_or_no_forecast_is_refused_in_words(p, costs, words):
    with pytest.raises(ValueError, match=words):
        cheapest_class(p, costs)


def test_no_forecasts_have_no_answers():
    assert xent.cheapest_class(np.zeros((0, 2)), [[0, 1], [1, 0]]).shape == (0,)
