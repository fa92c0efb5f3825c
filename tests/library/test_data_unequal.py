"""Unequal classes: counts as promised, the same in every process, and true posteriors."""

import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import kstest, multivariate_normal

from xentlib import data, proportion_interval

DIGITS, TUMOURS = data.digits(), data.tumours()
HELD_OUT = np.bincount(DIGITS.labels) - 40


def new(seed=0):
    return np.random.default_rng(seed)


def place_of(images):
    """Which of the digits each image is."""
    known = {image.tobytes(): i for i, image in enumerate(DIGITS.images)}
    assert len(known) == 1797
    return [known[image.tobytes()] for image in images]


PROFILES = {
    50: [138, 89, 58, 37, 24, 16, 10, 7, 4, 3],
    10: [138, 107, 83, 64, 50, 38, 30, 23, 18, 14],
    1: [138, 138, 137, 138, 138, 138, 138, 138, 134, 138],
    275: [138, 74, 40, 21, 11, 6, 3, 2, 1, 1],
}


@pytest.mark.parametrize("ratio, counts", PROFILES.items())
def test_a_long_tail_has_the_counts_that_were_promised(ratio, counts):
    tail = data.long_tailed_digits(ratio=ratio, rng=new())
    assert_array_equal(tail.counts, counts)
    assert_array_equal(np.bincount(tail.train.labels), counts)
    assert_array_equal(np.bincount(tail.test.labels), np.full(10, 40))
    assert tail.counts.dtype == tail.train.labels.dtype == tail.test.images.dtype == np.int64


@pytest.mark.parametrize("ratio", [1.5, 7.7, 50, 100, 273])
def test_counts_are_the_rounded_exponential_profile(ratio):
    counts = data.long_tailed_digits(ratio=ratio, rng=new()).counts
    assert_array_equal(counts, [round(138 * ratio ** (-c / 9)) for c in range(10)])


def test_training_and_test_share_no_image_and_keep_their_labels():
    tail = data.long_tailed_digits(ratio=2, rng=new())
    train, test = place_of(tail.train.images), place_of(tail.test.images)
    assert len({*train, *test}) == len(train) + len(test)
    assert_array_equal(DIGITS.labels[train], tail.train.labels)
    assert_array_equal(DIGITS.labels[test], tail.test.labels)


def test_a_larger_ratio_trains_with_a_part_of_the_images_and_has_the_same_test():
    wide, narrow = (data.long_tailed_digits(ratio=r, rng=new(3)) for r in (10, 100))
    assert {*place_of(narrow.train.images)} < {*place_of(wide.train.images)}
    assert_array_equal(wide.test.images, narrow.test.images)


def test_every_image_is_held_out_equally_often():
    times, held = 400, np.zeros(1797)
    rng = new()
    for _ in range(times):
        held[place_of(data.long_tailed_digits(rng=rng).test.images)] += 1
    p = 40 / np.bincount(DIGITS.labels)[DIGITS.labels]
    z = (held - times * p) / np.sqrt(times * p * (1 - p))
    assert abs(z).max() < 4.5
    assert_allclose(z.std(), 1, atol=0.1)


@pytest.mark.parametrize("ratio", [1, 3, 50])
def test_the_order_of_images_says_nothing_of_their_digit(ratio):
    tail = data.long_tailed_digits(ratio=ratio, rng=new())
    for labels in (tail.train.labels, tail.test.labels):
        assert abs(np.corrcoef(labels, np.arange(len(labels)))[0, 1]) < 4 / np.sqrt(len(labels))


COUNTS = {0.05: 19, 0.01: 4, 0.1: 40, 0.002: 1, 0.0015: 1, 0.37: 210, 212 / 569: 212, 1 / 3: 179}


@pytest.mark.parametrize("share, malignant", COUNTS.items())
def test_as_many_tumours_are_malignant_as_give_the_share_most_nearly(share, malignant):
    few = data.thinned_tumours(share=share, rng=new())
    assert (few.malignant.sum(), len(few.malignant)) == (malignant, 357 + malignant)
    assert few.features.shape == (357 + malignant, 30)
    off = [abs(m / (357 + m) - share) for m in range(1, 213)]
    assert abs(few.malignant.mean() - share) == min(off)


def test_all_benign_tumours_stay_and_the_others_are_some_of_those_there_were():
    few = data.thinned_tumours(rng=new())
    rows = {row.tobytes(): y for row, y in zip(TUMOURS.features, TUMOURS.malignant, strict=True)}
    assert_array_equal([rows[row.tobytes()] for row in few.features], few.malignant)
    assert_array_equal(few.features[few.malignant == 0], TUMOURS.features[TUMOURS.malignant == 0])
    assert len({row.tobytes() for row in few.features}) == len(few.features)
    assert few.names == TUMOURS.names


def test_every_malignant_tumour_is_drawn_equally_often():
    rng, drawn = new(), dict.fromkeys((row.tobytes() for row in TUMOURS.features), 0)
    for _ in range(500):
        few = data.thinned_tumours(rng=rng)
        for row in few.features[few.malignant == 1]:
            drawn[row.tobytes()] += 1
    counts = np.array([*drawn.values()])[TUMOURS.malignant == 1]
    p = 19 / 212
    assert abs(counts - 500 * p).max() < 4.5 * np.sqrt(500 * p * (1 - p))


MODELS = [(0.03, 1.0), (0.5, 1.0), (0.05, 2.0), (0.3, 0.5)]
every_model = pytest.mark.parametrize("share, spread", MODELS)


@every_model
def test_the_posterior_is_bayes_rule_on_two_normal_densities(share, spread):
    events = data.rare_events(2000, share=share, spread=spread, rng=new())
    nothing = multivariate_normal([0, 0]).pdf(events.features) * (1 - share)
    something = multivariate_normal([2**0.5] * 2, spread**2 * np.eye(2)).pdf(events.features)
    bayes = share * something / (share * something + nothing)
    assert_allclose(events.posterior, bayes, rtol=1e-9)
    assert_allclose(events.logit, np.log(share * something) - np.log(nothing), atol=1e-9)


@every_model
def test_events_happen_as_often_as_their_posterior_says(share, spread):
    events = data.rare_events(200_000, share=share, spread=spread, rng=new())
    place = np.argsort(events.posterior)
    groups = np.split(place, 20)
    happened = [int(events.happened[group].sum()) for group in groups]
    low, high = proportion_interval(happened, 10_000, level=0.9999)
    said = [events.posterior[group].mean() for group in groups]
    assert (low <= said).all()
    assert (said <= high).all()
    assert_allclose(events.happened.mean(), share, atol=4 * np.sqrt(share / 200_000))
    assert_allclose(events.posterior.mean(), share, atol=4 * np.sqrt(share / 200_000))


@every_model
def test_the_features_have_the_distributions_that_were_promised(share, spread):
    events = data.rare_events(50_000, share=share, spread=spread, rng=new(5))
    for happened, mean, scale in ((0, 0, 1), (1, 2**0.5, spread)):
        x = events.features[events.happened == happened]
        for column in x.T:
            assert kstest((column - mean) / scale, "norm").pvalue > 1e-4
        assert abs(np.corrcoef(x.T)[0, 1]) < 4 / np.sqrt(len(x))


def test_with_equal_spreads_the_logit_is_linear_and_else_it_is_not():
    for spread, linear in ((1.0, True), (1.5, False)):
        events = data.rare_events(500, spread=spread, rng=new())
        terms = np.column_stack([np.ones(500), events.features])
        line = terms @ np.linalg.lstsq(terms, events.logit)[0]
        assert (abs(line - events.logit).max() < 1e-12) == linear


def test_another_share_or_spread_draws_with_the_same_random_numbers():
    one, other = (data.rare_events(1000, share=s, rng=new()) for s in (0.03, 0.3))
    assert (other.happened >= one.happened).all()
    both = one.happened == other.happened
    assert_array_equal(one.features[both], other.features[both])


def test_features_and_labels_are_float64_of_the_promised_shapes():
    events = data.rare_events(7, rng=new())
    assert {name: array.shape for name, array in vars(events).items()} == {
        "features": (7, 2),
        "happened": (7,),
        "posterior": (7,),
        "logit": (7,),
    }
    assert {array.dtype for array in vars(events).values()} == {np.dtype(np.float64)}
    assert set(data.rare_events(1000, share=0.5, rng=new()).happened) == {0.0, 1.0}


PRINT = """
import hashlib, numpy as np
from xentlib import data
new = lambda: np.random.default_rng(11)
tail, few, events = (
    data.long_tailed_digits(rng=new()),
    data.thinned_tumours(rng=new()),
    data.rare_events(500, rng=new()),
)
arrays = [tail.train.images, tail.train.labels, tail.test.images, tail.test.labels, tail.counts,
          few.features, few.malignant, events.happened, events.features,
          events.logit, events.posterior]
print(*(hashlib.sha256(array.tobytes()).hexdigest()[:12] for array in arrays))
"""


def test_three_processes_draw_the_same_data():
    runs = {
        subprocess.run([sys.executable, "-c", PRINT], capture_output=True, check=True).stdout
        for _ in range(3)
    }
    assert len(runs) == 1


class OnlyUniform(np.random.Generator):
    """Which counts its uniform numbers, and has no others."""

    asked = 0

    def random(self, size=None):
        self.asked += int(np.prod(size))
        return super().random(size)

    def __getattribute__(self, name):
        if name in ("normal", "standard_normal", "permutation", "shuffle", "choice", "integers"):
            raise AssertionError(f"{name} is no promised stream")
        return super().__getattribute__(name)


def test_as_many_uniform_numbers_are_asked_for_as_was_said_and_nothing_else():
    for draw, asked in (
        (lambda rng: data.long_tailed_digits(rng=rng), 3594),
        (lambda rng: data.thinned_tumours(rng=rng), 212),
        (lambda rng: data.rare_events(100, rng=rng), 500),
    ):
        rng = OnlyUniform(np.random.PCG64(0))
        draw(rng)
        assert rng.asked == asked


TAIL, THIN, RARE = data.long_tailed_digits, data.thinned_tumours, data.rare_events
REFUSED = [
    (TAIL, {"ratio": 0.5}, ValueError, r"ratio must be a finite number of at least 1; got 0\.5"),
    (TAIL, {"ratio": 276}, ValueError, "ratio must be at most 275, so that one .* 9 is left; got"),
    (TAIL, {"ratio": np.inf}, ValueError, "ratio must be a finite number"),
    (TAIL, {"ratio": "50"}, TypeError, "ratio must be a number; got '50'"),
    (TAIL, {"rng": 0}, TypeError, "rng must be a numpy.random.Generator, such as .*; got 0"),
    (THIN, {"share": 0.4}, ValueError, r"between 0\.0014 and 0\.3726; got 0\.4"),
    (THIN, {"share": 0}, ValueError, "share must leave a malignant tumour and take at most all"),
    (THIN, {"share": 0.001}, ValueError, "share must leave a malignant tumour"),
    (THIN, {"share": 5}, ValueError, "share must .*; got 5"),
    (THIN, {"share": None}, TypeError, "share must be a number; got None"),
    (THIN, {"rng": np.random}, TypeError, "rng must be a numpy.random.Generator"),
    (RARE, {"n": 0}, ValueError, "n must be at least 1; got 0"),
    (RARE, {"n": 2.5}, TypeError, r"n must be a whole number; got 2\.5"),
    (RARE, {"share": 0}, ValueError, "share must be between 0 and 1; got 0"),
    (RARE, {"share": 1}, ValueError, "share must be between 0 and 1; got 1"),
    (RARE, {"spread": 0.0}, ValueError, r"spread must be between 0 and .*; got 0\.0"),
    (RARE, {"spread": -1}, ValueError, "spread must be a finite number of at least 0; got -1"),
    (RARE, {"spread": np.inf}, ValueError, "spread must be a finite number"),
    (RARE, {"rng": 7}, TypeError, "rng must be a numpy.random.Generator"),
]


@pytest.mark.parametrize("draw, wrong, kind, words", REFUSED)
def test_what_draws_no_data_is_refused_in_words(draw, wrong, kind, words):
    good = {"rng": new()} | ({"n": 10} if draw is RARE else {})
    with pytest.raises(kind, match=words):
        draw(**good | wrong)
