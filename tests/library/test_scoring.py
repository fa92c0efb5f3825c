"""Scoring rules: a charge and its slope, from a hopeless forecast to a perfect one."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError

import mpmath
import numpy as np
import pytest
from exact import is_exact
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent
from xentlib import scoring


def focal(gamma):
    return lambda s: -((-mpmath.expm1(s)) ** mpmath.mpf(gamma)) * s


def poly1(epsilon):
    return lambda s: -s - mpmath.mpf(epsilon) * mpmath.expm1(s)


FOCUS, WEIGHTS = [0, 0.3, 1, 2, 5], [0, 0.5, 1, 3]
RULES = [
    (xent.log_score, lambda s: -s),
    *((xent.focal_score(gamma), focal(gamma)) for gamma in FOCUS),
    *((xent.poly1_score(epsilon), poly1(epsilon)) for epsilon in WEIGHTS),
]
every_rule = pytest.mark.parametrize(
    "rule", [rule for rule, _ in RULES], ids=lambda rule: rule.name
)
every_rule_exactly = pytest.mark.parametrize(
    "rule, formula", [pytest.param(*pair, id=pair[0].name) for pair in RULES]
)
LOG_PROBABILITIES = -np.array([1e-30, 1e-12, 1e-5, 0.01, 0.1, 0.7, 1, 3, 20, 37, 50, 700, 1e5])


def derivative(formula, s):
    """Slope of a formula, through u = log(-s) so that no step leaves the negative numbers."""
    return mpmath.diff(lambda u: formula(-mpmath.exp(u)), mpmath.log(-s)) / s


def test_every_rule_of_the_module_is_tried_here():
    named = {name.removesuffix("_score") for name in scoring.__all__ if name.endswith("_score")}
    assert {rule.recipe[0] for rule, _ in RULES} == named


@every_rule_exactly
def test_charges_and_slopes_are_exact_from_hopeless_to_nearly_perfect(rule, formula):
    with mpmath.workdps(120):
        for s in LOG_PROBABILITIES:
            exact_s = mpmath.mpf(float(s))
            assert is_exact(rule.value(s), formula(exact_s), ulps=16), s
            assert is_exact(rule.slope(s), derivative(formula, exact_s), ulps=16), s


@every_rule
def test_slope_is_the_derivative_of_the_charge(rule):
    s, step = -np.geomspace(0.05, 30, 50), 1e-3
    near, far = (rule.value(s + i * step) - rule.value(s - i * step) for i in (1, 2))
    assert_allclose(rule.slope(s), (8 * near - far) / (12 * step), rtol=1e-8, atol=1e-10)


@every_rule
def test_a_perfect_forecast_is_free(rule):
    free = rule.value(np.zeros(2))
    assert_array_equal(free, [0, 0])


@every_rule
def test_a_forecast_that_ruled_out_what_happened_pays_without_limit(rule):
    hopeless = np.array([-np.inf])
    assert rule.value(hopeless) == np.inf
    assert rule.slope(hopeless) == -1


@every_rule
def test_a_better_forecast_never_pays_more(rule):
    s = -np.geomspace(1e-300, 1e300, 200)
    assert (np.diff(rule.value(s)) >= 0).all()
    assert (rule.slope(s) <= 0).all()


SLOPES_AT_PERFECTION = [
    (xent.log_score, -1),
    (xent.focal_score(0), -1),
    (xent.focal_score(0.3), 0),
    (xent.focal_score(2), 0),
    (xent.poly1_score(3), -4),
]


@pytest.mark.parametrize("rule, slope", SLOPES_AT_PERFECTION, ids=lambda x: getattr(x, "name", x))
def test_slope_at_a_perfect_forecast_is_the_limit_from_below(rule, slope):
    assert_array_equal(rule.slope(np.array([0.0, -0.0])), [slope, slope])
    assert_allclose(rule.slope(np.array([-5e-324])), [slope], atol=1e-90)


@pytest.mark.parametrize("rule", [xent.focal_score(0), xent.poly1_score(0)], ids=lambda r: r.name)
def test_no_focus_and_no_extra_term_are_the_log_score(rule):
    s = np.concatenate([[0.0, -np.inf], LOG_PROBABILITIES])
    assert_array_equal(rule.value(s), xent.log_score.value(s))
    assert_array_equal(rule.slope(s), xent.log_score.slope(s))


def test_focus_forgives_good_forecasts_more_than_bad_ones():
    share = xent.focal_score(2).value(LOG_PROBABILITIES) / -LOG_PROBABILITIES
    assert (np.diff(share) >= 0).all()
    assert_allclose(share, np.expm1(LOG_PROBABILITIES) ** 2, rtol=1e-14)


def test_defaults_are_those_of_the_papers():
    assert xent.focal_score().name == xent.focal_score(2.0).name
    assert xent.poly1_score().name == xent.poly1_score(1.0).name


def test_a_rule_is_named_for_legends():
    names = [rule.name for rule in (xent.log_score, xent.focal_score(2), xent.poly1_score(0.5))]
    assert names == ["log score", "focal score, γ = 2", "poly-1 score, ε = 0.5"]


@every_rule
def test_rules_are_elementwise_and_keep_single_precision(rule):
    s = -np.linspace(0, 5, 6, dtype=np.float32).reshape(2, 3)
    for function in (rule.value, rule.slope):
        assert function(s).dtype == np.float32
        assert_allclose(function(s), function(s.astype(float)), rtol=1e-5)


@every_rule
def test_rules_work_in_threads_and_leave_their_arguments_alone(rule):
    s = np.array([0.0, -1.0, -np.inf])
    s.flags.writeable = False
    with ThreadPoolExecutor(2) as pool:
        assert_array_equal(*pool.map(rule.slope, [s, s]))
        assert_array_equal(*pool.map(rule.value, [s, s]))


def test_a_rule_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        xent.log_score.name = "another"


def test_a_reader_can_make_a_rule():
    def half(s):
        return -s / 2

    rule = xent.ScoringRule("half price", half, lambda s: np.full_like(s, -0.5))
    assert_array_equal(rule.value(np.array([-2.0])), [1])


NUMBERS = [
    (-0.1, ValueError, r"at least 0; got -0\.1"),
    (np.nan, ValueError, "at least 0; got nan"),
    (np.inf, ValueError, "at least 0; got inf"),
    ("2", TypeError, "a number; got '2'"),
    (True, TypeError, "a number; got True"),
    (None, TypeError, "a number; got None"),
]


@pytest.mark.parametrize("gamma, error, message", NUMBERS)
def test_focus_is_a_finite_number_of_at_least_zero(gamma, error, message):
    with pytest.raises(error, match=f"gamma must be .*{message}"):
        xent.focal_score(gamma)


@pytest.mark.parametrize("epsilon", [-1.5, np.nan, np.inf])
def test_weight_of_the_extra_term_is_a_finite_number_of_at_least_minus_one(epsilon):
    message = f"epsilon must be a finite number of at least -1; got {epsilon}"
    with pytest.raises(ValueError, match=message):
        xent.poly1_score(epsilon)
    with pytest.raises(TypeError, match="epsilon must be a number; got '1'"):
        xent.poly1_score("1")


def test_the_lowest_weight_of_the_extra_term_still_pays_for_nothing_better():
    rule = xent.poly1_score(-1)
    assert (rule.slope(LOG_PROBABILITIES) <= 0).all()
    assert rule.value(np.zeros(1)) == 0
