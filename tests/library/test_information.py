"""Information measures: against fifty digits, other libraries, each other and their edges."""

import mpmath
import numpy as np
import pytest
import scipy.stats
from exact import is_exact, numbers
from hypothesis import given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy.spatial.distance import jensenshannon

import xentlib as xent

OF_ONE = [xent.entropy, xent.perplexity]
OF_TWO = [xent.cross_entropy, xent.kl_divergence, xent.js_divergence, xent.perplexity]
of_one = pytest.mark.parametrize("measure", OF_ONE, ids=lambda f: f.__name__)
of_two = pytest.mark.parametrize("measure", OF_TWO, ids=lambda f: f.__name__)
BASES = [np.e, 2, 10, 3.7, 1.001]
SIZES = [2, 3, 10, 100, 3000]


def shapes(k, rng):
    """Distributions over k outcomes, from even to one that leaves next to nothing to chance."""
    almost_even = 1 + 1e-9 * rng.normal(size=k)
    hardly_any = np.full(k, 1e-14 / k)
    hardly_any[0] = 1 - 1e-14
    return {
        "even": np.full(k, 1 / k),
        "almost even": almost_even / almost_even.sum(),
        "random": rng.dirichlet(np.ones(k)),
        "peaked": xent.softmax(rng.normal(scale=100, size=k)),
        "almost certain": hardly_any,
        "nearly subnormal": xent.softmax(np.linspace(-708, 0, k)),
    }


def exact_cross_entropy(p, q):
    return -mpmath.fsum(a * mpmath.log(b) for a, b in zip(p, q, strict=True) if a)


def exact_kl(p, q):
    return mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(p, q, strict=True) if a)


def exact_js(p, q):
    m = [(a + b) / 2 for a, b in zip(p, q, strict=True)]
    return (exact_kl(p, m) + exact_kl(q, m)) / 2


@pytest.mark.parametrize("k", SIZES)
def test_entropy_is_exact_in_any_base(k, rng):
    with mpmath.workdps(50):
        for shape, p in shapes(k, rng).items():
            nats = exact_cross_entropy(numbers(p), numbers(p))
            for base in BASES:
                units = 1 if base == np.e else mpmath.log(mpmath.mpf(base))
                assert is_exact(xent.entropy(p, base=base), nats / units), (shape, base)


@pytest.mark.parametrize("k", SIZES)
def test_cross_entropy_and_divergences_are_exact(k, rng):
    truths = shapes(k, rng)
    beliefs = [rng.permutation(q) for q in (*list(truths.values())[1:], truths["even"])]
    with mpmath.workdps(50):
        for (shape, p), q in zip(truths.items(), beliefs, strict=True):
            exact_p, exact_q = numbers(p), numbers(q)
            cross, kl = exact_cross_entropy(exact_p, exact_q), exact_kl(exact_p, exact_q)
            js = exact_js(exact_p, exact_q)
            assert is_exact(xent.cross_entropy(p, q), cross), shape
            assert is_exact(xent.kl_divergence(p, q), kl, absolute=1e-15), shape
            assert is_exact(xent.js_divergence(p, q), js, absolute=1e-15), shape


def to_one(masses):
    """The distribution that is meant by floats whose sum is 1 but for rounding."""
    whole = mpmath.fsum(masses)
    return [mass / whole for mass in masses]


@pytest.mark.parametrize("base", [np.e, 2])
@pytest.mark.parametrize("k", SIZES)
def test_a_divergence_between_neighbours_keeps_its_digits_and_its_sign(k, base, rng):
    p = rng.dirichlet(np.full(k, 100.0))
    for distance in (1e-1, 1e-2, 1e-5, 1e-8, 1e-11):
        q = p * (1 + distance * rng.normal(size=k))
        q /= q.sum()
        with mpmath.workdps(60):
            exact, unit = (to_one(numbers(p)), to_one(numbers(q))), mpmath.log(mpmath.mpf(base))
            for ours, theirs in [
                (xent.kl_divergence(p, q, base=base), exact_kl(*exact) / unit),
                (xent.js_divergence(p, q, base=base), exact_js(*exact) / unit),
            ]:
                assert ours >= 0
                assert abs(ours - theirs) <= max(1e-13, 1e-15 / distance) * theirs


def test_the_smallest_difference_has_a_divergence_with_all_its_digits():
    x = np.nextafter(0.5, 0)
    p, q = [x, 1 - x], [1 - x, x]
    with mpmath.workdps(60):
        assert abs(xent.js_divergence(p, q) / exact_js(numbers(p), numbers(q)) - 1) < 1e-15
        assert abs(xent.kl_divergence(p, q) / exact_kl(numbers(p), numbers(q)) - 1) < 1e-15


@pytest.mark.parametrize("base", BASES)
def test_cross_entropy_and_divergences_are_exact_in_any_base(base, rng):
    p, q = rng.dirichlet(np.ones(7), size=2)
    with mpmath.workdps(50):
        units = 1 if base == np.e else mpmath.log(mpmath.mpf(base))
        exact = numbers(p), numbers(q)
        assert is_exact(xent.cross_entropy(p, q, base=base), exact_cross_entropy(*exact) / units)
        assert is_exact(xent.kl_divergence(p, q, base=base), exact_kl(*exact) / units, ulps=16)
        assert is_exact(xent.js_divergence(p, q, base=base), exact_js(*exact) / units, ulps=16)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_entropies_are_exact_along_any_axis(axis, rng):
    p, q = (np.moveaxis(rng.dirichlet(np.full(9, 0.3), size=4), -1, axis) for _ in range(2))
    rows = zip(np.moveaxis(p, axis, -1), np.moveaxis(q, axis, -1), strict=True)
    entropies, crosses = xent.entropy(p, axis=axis), xent.cross_entropy(p, q, axis=axis)
    with mpmath.workdps(50):
        for (a, b), entropy, cross in zip(rows, entropies, crosses, strict=True):
            assert is_exact(entropy, exact_cross_entropy(numbers(a), numbers(a)))
            assert is_exact(cross, exact_cross_entropy(numbers(a), numbers(b)))


SUBNORMAL = [
    ([1.0, 5e-324], [5e-324, 1.0]),
    ([5e-324, 1.0], [0.5, 0.5]),
    ([0.5, 0.5], [1.0, 5e-324]),
    ([1.0, 5e-324, 1e-310], [1.0, 1e-320, 5e-324]),
    ([1.0, 5e-324], [1.0, 5e-324]),
]


@pytest.mark.parametrize("p, q", SUBNORMAL)
def test_the_smallest_probabilities_there_are_neither_overflow_nor_warn(p, q):
    with mpmath.workdps(50):
        exact = numbers(p), numbers(q)
        assert is_exact(xent.entropy(p), exact_cross_entropy(exact[0], exact[0]))
        assert is_exact(xent.cross_entropy(p, q), exact_cross_entropy(*exact))
        assert is_exact(xent.kl_divergence(p, q), exact_kl(*exact), absolute=1e-15)
        assert is_exact(xent.js_divergence(p, q), exact_js(*exact), absolute=1e-15)


def test_scipy_agrees_along_every_axis(rng):
    p, q = rng.dirichlet(np.ones(6), size=(2, 4, 5))
    for axis, swap in [(-1, None), (0, (2, 0, 1)), (1, (0, 2, 1))]:
        a, b = (p, q) if swap is None else (p.transpose(swap), q.transpose(swap))
        for base in (2, 10, 3):
            expected = scipy.stats.entropy(a, axis=axis, base=base)
            assert_allclose(xent.entropy(a, axis=axis, base=base), expected, rtol=1e-12)
            expected = scipy.stats.entropy(a, b, axis=axis, base=base)
            assert_allclose(xent.kl_divergence(a, b, axis=axis, base=base), expected, rtol=1e-12)
            expected = jensenshannon(a, b, axis=axis, base=base) ** 2
            assert_allclose(xent.js_divergence(a, b, axis=axis, base=base), expected, rtol=1e-12)


def distributions(k):
    sizes = arrays(np.float64, k, elements=st.floats(0, 1) | st.sampled_from([0.0, 1.0]))
    return sizes.filter(lambda size: size.sum() > 0).map(lambda size: size / size.sum())


one = st.integers(1, 12).flatmap(distributions)
pair = st.integers(1, 12).flatmap(lambda k: st.tuples(distributions(k), distributions(k)))


def even(p):
    return np.full(len(p), 1 / len(p))


@given(pair)
def test_cross_entropy_is_entropy_plus_divergence(p_and_q):
    p, q = p_and_q
    parts = xent.entropy(p) + xent.kl_divergence(p, q)
    assert_allclose(xent.cross_entropy(p, q), parts, rtol=1e-13, atol=1e-14)


@given(one)
def test_entropy_lies_between_zero_and_that_of_an_even_distribution(p):
    assert 0 <= xent.entropy(p) <= np.log(len(p)) * (1 + 4e-16)
    assert_allclose(xent.entropy(p), np.log(len(p)) - xent.kl_divergence(p, even(p)), atol=1e-14)


@given(pair)
def test_divergence_is_zero_only_between_equals(p_and_q):
    p, q = p_and_q
    assert xent.kl_divergence(p, p) == xent.js_divergence(p, p) == 0
    distance = np.abs(p - q).sum()
    assert xent.kl_divergence(p, q) >= distance**2 / 2 - 2e-15  # Pinsker
    assert xent.js_divergence(p, q) >= distance**2 / 8 - 2e-15


@given(one)
def test_only_an_even_distribution_has_the_largest_entropy(p):
    missing = np.log(len(p)) - xent.entropy(p)
    assert missing >= np.abs(p - even(p)).sum() ** 2 / 2 - 2e-15


@pytest.mark.parametrize("k", [1, 2, 3, 7, 64, 3000])
def test_even_outcomes_are_counted_by_perplexity_and_their_logarithm_is_the_entropy(k):
    p = np.full(k, 1 / k)
    assert_allclose(xent.entropy(p), np.log(k), rtol=1e-15)
    assert_allclose(xent.perplexity(p), k, rtol=1e-14)


@given(one)
def test_only_certainty_has_no_entropy(p):
    assert (xent.entropy(p) == 0) == (p.max() == 1 and np.count_nonzero(p) == 1)


@given(pair)
def test_js_divergence_is_symmetric_and_at_most_one_bit(p_and_q):
    p, q = p_and_q
    assert xent.js_divergence(p, q) == xent.js_divergence(q, p)
    assert -1e-15 <= xent.js_divergence(p, q, base=2) <= 1 + 1e-15


def test_js_divergence_of_distributions_that_share_nothing_is_one_bit():
    assert xent.js_divergence([0.25, 0.75, 0, 0], [0, 0, 0.1, 0.9], base=2) == 1


@given(pair, st.floats(1.0001, 1e6))
def test_a_base_is_a_unit(p_and_q, base):
    p, q = p_and_q
    for measure in (xent.cross_entropy, xent.kl_divergence, xent.js_divergence):
        in_nats = measure(p, q, base=base) * np.log(base)
        assert_allclose(measure(p, q), in_nats, rtol=1e-13, atol=1e-14)
    assert_allclose(xent.entropy(p), xent.entropy(p, base=base) * np.log(base), rtol=1e-14)
    assert_allclose(xent.surprisal(p), xent.surprisal(p, base=base) * np.log(base), rtol=1e-14)


@given(pair, st.randoms())
def test_outcomes_have_no_order(p_and_q, random):
    p, q = p_and_q
    order = random.sample(range(len(p)), len(p))
    assert_allclose(xent.entropy(p[order]), xent.entropy(p), rtol=1e-15)
    for measure in (xent.cross_entropy, xent.kl_divergence, xent.js_divergence):
        assert_allclose(measure(p[order], q[order]), measure(p, q), rtol=1e-14, atol=1e-15)


@given(one, one)
def test_a_choice_in_two_steps_has_the_entropy_of_both(groups, within):
    p = np.outer(groups, within).ravel()
    in_steps = xent.entropy(groups) + xent.entropy(within)
    assert_allclose(xent.entropy(p / p.sum()), in_steps, rtol=1e-13, atol=1e-14)


@given(one, st.integers(1, 12))
def test_grouping_splits_entropy_into_between_and_within(p, cut):
    parts = [part for part in np.split(p, [min(cut, len(p))]) if part.sum() > 0]
    masses = np.array([part.sum() for part in parts])
    inside = sum(m * xent.entropy(part / m) for m, part in zip(masses, parts, strict=True))
    assert_allclose(xent.entropy(p), xent.entropy(masses) + inside, rtol=1e-12, atol=1e-14)


@given(pair)
def test_merging_outcomes_never_adds_divergence(p_and_q):
    p, q = (np.concatenate([[x[:2].sum()], x[2:]]) for x in p_and_q)
    for measure in (xent.kl_divergence, xent.js_divergence):
        assert measure(p, q) <= measure(*p_and_q) + 1e-14


@given(pair)
def test_entropy_is_the_mean_surprisal(p_and_q):
    p, q = p_and_q
    likely = p > 0
    mean = (p[likely] * xent.surprisal(q)[likely]).sum()
    assert_allclose(xent.cross_entropy(p, q), mean, rtol=1e-14)


@given(arrays(np.float64, 2, elements=st.floats(1e-100, 1)))
def test_surprisals_of_independent_outcomes_add_up(p):
    assert_allclose(xent.surprisal(p.prod()), xent.surprisal(p).sum(), rtol=1e-14, atol=2e-16)


def test_surprisal_is_the_number_of_halvings():
    assert_array_equal(xent.surprisal([[1, 0.5], [0.125, 2.0**-1074]], base=2), [[0, 1], [3, 1074]])


@given(pair)
def test_perplexity_is_the_exponential_of_the_cross_entropy_in_any_base(p_and_q):
    p, q = p_and_q
    assert_allclose(xent.perplexity(p), 2 ** xent.entropy(p, base=2), rtol=1e-13)
    with np.errstate(over="ignore"):
        expected = np.exp(xent.cross_entropy(p, q))
    assert_allclose(xent.perplexity(p, q), expected, rtol=1e-13)


def test_what_cannot_happen_adds_nothing():
    p, q = [0.5, 0.5, 0.0], [0.25, 0.25, 0.5]
    assert xent.entropy(p, base=2) == 1
    assert xent.cross_entropy(p, q, base=2) == 2
    assert xent.kl_divergence(p, q, base=2) == 1
    assert xent.entropy([-0.0, 1.0]) == 0


def test_a_belief_may_forbid_what_never_happens():
    p, q = [0.5, 0.5, 0.0], [0.25, 0.75, 0.0]
    assert np.isfinite([measure(p, q) for measure in OF_TWO]).all()


@pytest.mark.parametrize("mass", [0.5, 1.0, 1e-9, 5e-324])
def test_forbidding_what_may_happen_costs_without_limit(mass):
    p, q = [1 - mass, mass], [1.0, 0.0]
    assert xent.cross_entropy(p, q) == xent.kl_divergence(p, q) == xent.perplexity(p, q) == np.inf
    assert xent.js_divergence(p, q) <= np.log(2)


def test_one_infinite_row_leaves_its_neighbours_alone():
    p, q = [[0.5, 0.5], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]
    assert_array_equal(xent.cross_entropy(p, q, base=2), [np.inf, 1])
    assert_array_equal(xent.kl_divergence(p, q), [np.inf, 0])


def test_a_hopeless_belief_has_an_infinite_perplexity_and_no_warning():
    assert xent.perplexity([1.0, 0.0], [5e-324, 1.0]) == np.inf


@of_two
def test_an_axis_is_the_last_one_moved(measure, rng):
    p, q = rng.dirichlet(np.ones(4), size=(2, 3, 5))
    moved = measure(np.moveaxis(p, -1, 0), np.moveaxis(q, -1, 0), axis=0)
    assert_allclose(moved, measure(p, q), rtol=1e-14)
    assert_allclose(measure(p.swapaxes(1, 2), q.swapaxes(1, 2), axis=1), moved, rtol=1e-14)


@of_one
def test_an_axis_of_one_distribution_is_the_last_one_moved(measure, rng):
    p = rng.dirichlet(np.ones(4), size=(3, 5))
    assert_allclose(measure(np.moveaxis(p, -1, 1), axis=-2), measure(p), rtol=1e-14)


@of_two
def test_a_batch_is_measured_row_by_row(measure, rng):
    p, q = rng.dirichlet(np.ones(4), size=(2, 3, 5))
    batch = measure(p, q)
    assert batch.shape == (3, 5)
    assert_allclose(batch[2, 1], measure(p[2, 1], q[2, 1]), rtol=1e-14)


@of_one
def test_no_distributions_have_no_entropies(measure):
    assert measure(np.zeros((0, 3))).shape == (0,)
    assert measure(np.zeros((3, 0)), axis=0).shape == (0,)


@pytest.mark.parametrize("measure", [*OF_ONE, xent.surprisal], ids=lambda f: f.__name__)
def test_one_distribution_gives_a_scalar(measure):
    assert isinstance(measure(1.0 if measure is xent.surprisal else [1.0]), np.float64)


@of_two
def test_two_distributions_give_a_scalar(measure):
    assert isinstance(measure([0.5, 0.5], [0.5, 0.5]), np.float64)
    assert isinstance(measure([0.5, 0.5], np.float32([0.5, 0.5])), np.float32)


@pytest.mark.parametrize("measure", [*OF_ONE, xent.surprisal], ids=lambda f: f.__name__)
@pytest.mark.parametrize("base", [np.e, 2, 3])
def test_single_precision_is_kept_and_everything_else_becomes_double(measure, base):
    unit = {} if measure is xent.perplexity else {"base": base}
    assert measure(np.float32([0.25, 0.75]), **unit).dtype == np.float32
    for other in ([0, 1], [False, True], np.float16([0.25, 0.75]), np.uint8([1, 0])):
        assert measure(other, **unit).dtype == np.float64


@of_two
@pytest.mark.parametrize("belief", [np.float32, np.float64])
@pytest.mark.parametrize("truth", [np.float16, np.float32, np.float64, np.int64])
def test_the_belief_decides_the_precision(measure, truth, belief):
    assert measure(truth([0, 1]), belief([0.25, 0.75])).dtype == belief
    assert measure(belief([0.25, 0.75]), truth([1, 0])).dtype == (
        np.float32 if truth is np.float32 else np.float64
    )


@of_two
def test_single_precision_is_right_to_its_own_last_digits(measure, rng):
    p, q = rng.dirichlet(np.ones(50), size=(2, 4)).astype(np.float32)
    p64, q64 = p.astype(np.float64), q.astype(np.float64)
    p64, q64 = p64 / p64.sum(-1, keepdims=True), q64 / q64.sum(-1, keepdims=True)
    assert_allclose(measure(p, q), measure(p64, q64), rtol=3e-6)


class Index(list):
    """As much of an index of pandas as an outsider may rely on."""

    def equals(self, other):
        return list(self) == list(other)


class Series:
    """As much of a series of pandas as an outsider may rely on."""

    def __init__(self, values, index):
        self.values, self.index = np.array(values), Index(index)

    def __array__(self, dtype=None, copy=None):
        return self.values.astype(dtype or float)


@of_two
def test_labels_in_another_order_are_refused_where_they_would_be_paired_by_position(measure):
    p, q = Series([2 / 3, 1 / 3], ["a", "b"]), Series([2 / 3, 1 / 3], ["b", "a"])
    message = r"same labels in the same order.*; got a beside b: .*p, q = p\.align\(q, fill_value=0"
    with pytest.raises(ValueError, match=message):
        measure(p, q)
    with pytest.raises(ValueError, match="got b beside nothing"):
        measure(p, Series([1.0], ["a"]))
    same = Series([1 / 3, 2 / 3], ["a", "b"])
    assert measure(p, same) == measure([2 / 3, 1 / 3], [1 / 3, 2 / 3])
    assert measure(p, [1 / 3, 2 / 3]) == measure([2 / 3, 1 / 3], same)


@of_two
def test_series_of_pandas_are_paired_once_they_are_aligned(measure):
    pandas = pytest.importorskip("pandas")
    p, q = (pandas.Series([*letters]).value_counts(normalize=True) for letters in ("aab", "abbc"))
    with pytest.raises(ValueError, match="same labels") as refused:
        measure(p, q)
    names = {"p": p, "q": q}
    exec(str(refused.value).partition("first, ")[2], names)
    assert_allclose(
        measure(names["p"], names["q"]), measure([2 / 3, 1 / 3, 0], [1 / 4, 1 / 2, 1 / 4])
    )
    frame = pandas.DataFrame([[0.5, 0.5]], columns=["a", "b"])
    with pytest.raises(ValueError, match="got a beside b"):
        measure(frame, frame[["b", "a"]])
