"""The public door refuses what it cannot understand, and says why."""

import re

import mpmath
import numpy as np
import pytest
from exact import numbers
from numpy.testing import assert_allclose, assert_array_equal

import xentlib as xent

FAIR = [0.5, 0.5]
DISTRIBUTION = {  # a way in, and the argument that comes that way
    "entropy": ("p", xent.entropy),
    "perplexity": ("p", xent.perplexity),
    "huffman_code": ("p", xent.huffman_code),
    "cross_entropy of p": ("p", lambda p: xent.cross_entropy(p, FAIR)),
    "cross_entropy to q": ("q", lambda q: xent.cross_entropy(FAIR, q)),
    "kl_divergence of p": ("p", lambda p: xent.kl_divergence(p, FAIR)),
    "kl_divergence to q": ("q", lambda q: xent.kl_divergence(FAIR, q)),
    "js_divergence of p": ("p", lambda p: xent.js_divergence(p, FAIR)),
    "js_divergence to q": ("q", lambda q: xent.js_divergence(FAIR, q)),
    "perplexity of p": ("p", lambda p: xent.perplexity(p, FAIR)),
    "perplexity under q": ("q", lambda q: xent.perplexity(FAIR, q)),
    "prior_correction to new": ("new", lambda new: xent.prior_correction(FAIR, new)),
}
TABLE = {
    "conditional_entropy": ("joint", xent.conditional_entropy),
    "mutual_information": ("joint", xent.mutual_information),
}
PROBABILITY = {"surprisal": ("p", xent.surprisal)}
LOGIT_ROWS = {
    "softmax": ("logits", xent.softmax),
    "log_softmax": ("logits", xent.log_softmax),
    "logsumexp": ("logits", xent.logsumexp),
}
LOGITS = {"sigmoid": ("z", xent.sigmoid), "log_sigmoid": ("z", xent.log_sigmoid)}
EVERYTHING = DISTRIBUTION | TABLE | PROBABILITY | LOGIT_ROWS | LOGITS


def through(doors):
    return pytest.mark.parametrize("name, enter", doors.values(), ids=doors)


KINDS = [
    ("half", r"dtype <U4: names of classes become class ids, np\.unique\({name}, return_inv"),
    (["0.5", "0.5"], r"dtype <U3: convert it first, np\.asarray\({name}, dtype=float\)"),
    ([b"0.5", b"0.5"], r"dtype \|S3: convert it first, np\.asarray\({name}, dtype=float\)"),
    ([0.5 + 0j, 0.5], r"dtype complex128: if the real part is meant, np\.real\({name}\)"),
    ([0.5, None], r"dtype object: leave out what is missing, \[v for v in {name} if v is not"),
    (object(), "the type object$"),
    ({0.5}, r"the type set, which has no order .*: if that is meant, sorted\({name}\)"),
    ({"a": 0.5}, r"the type dict: take its values, list\({name}\.values\(\)\)"),
    (iter([0.5]), r"the type list_iterator: list it first, list\({name}\)"),
    (np.array(["2026-01-01"], "M8[D]"), r"dtype datetime64\[D\]: count seconds"),
    pytest.param(
        np.array([0.5, 0.5], np.longdouble),
        f"dtype {np.dtype(np.longdouble)}: convert it first",
        marks=pytest.mark.skipif(
            np.dtype(np.longdouble) == np.float64, reason="a long double is a double here"
        ),
    ),
]


@through(EVERYTHING)
@pytest.mark.parametrize("value, came", KINDS)
def test_only_real_numbers_are_let_in(name, enter, value, came):
    came = came.replace("{name}", name)
    message = rf"{name} must hold real numbers \(float32, .*\); got {came}"
    with pytest.raises(TypeError, match=message):
        enter(value)


@through(EVERYTHING)
def test_a_mask_is_not_lost(name, enter):
    message = rf"{name} must be a plain array; got a masked array.*{name}\.compressed\(\)"
    with pytest.raises(TypeError, match=message):
        enter(np.ma.array(FAIR, mask=[False, True]))


@through(EVERYTHING)
@pytest.mark.parametrize(
    "value, kind, cure",
    [
        ([np.ma.array(FAIR, mask=[False, True])], "list", r"keep the rows .*\.any\(-1\)\]\.data"),
        (
            [0.5, np.ma.masked],
            "list",
            r"leave out what is masked, \[v for v in {name} if v is not np",
        ),
        (([0.5], [np.ma.masked]), "tuple", "leave out what is masked, row by row"),
    ],
)
def test_a_mask_inside_a_list_is_not_lost_either(name, enter, value, kind, cure):
    cure = cure.replace("{name}", name)
    message = f"{name} must be a plain array; got a {kind} with a masked array in it.*{cure}"
    with pytest.raises(TypeError, match=message):
        enter(value)


@through(EVERYTHING)
def test_rows_are_equally_long(name, enter):
    with pytest.raises(
        ValueError, match=f"{name} must be a rectangular array; got rows of unequal length"
    ):
        enter([[0.5, 0.5], [1.0]])


MASSES = [
    ([1.5, -0.5], r"-0\.5 at \[1\]"),
    ([0.5, np.nan], r"nan at \[1\]"),
    ([np.inf, 0.5], r"inf at \[0\]"),
    ([-np.inf, 0.5], r"-inf at \[0\]"),
    (np.float32([1.25, -0.25]), r"-0\.25 at \[1\]"),
    ([2, -1], r"-1\.0 at \[1\]"),
]


@through(DISTRIBUTION)
@pytest.mark.parametrize("value, came", MASSES)
def test_masses_are_neither_negative_nor_infinite(name, enter, value, came):
    message = f"{name} must hold non-negative, finite probabilities; got {came}"
    with pytest.raises(ValueError, match=message):
        enter(value)


@through(TABLE)
@pytest.mark.parametrize("value, came", MASSES)
def test_masses_in_a_table_are_neither_negative_nor_infinite(name, enter, value, came):
    came = came.replace(r"at \[", r"at \[0\]\[")
    message = f"{name} must hold non-negative, finite probabilities; got {came}"
    with pytest.raises(ValueError, match=message):
        enter(np.array([value]))


SUMS = [
    ([0.5, 0.6], r"1\.1"),
    ([1e308, 1e308], "inf"),
    ([3, 1], "4"),
    ([0.0, 0.0], "0"),
    ([1.0, 1e-7], r"1\.0000001"),
]


@through(DISTRIBUTION)
@pytest.mark.parametrize("value, came", SUMS)
def test_a_distribution_sums_to_one(name, enter, value, came):
    cure = "no distribution has" if came in ("0", "inf") else "if .*, divide by their sum first"
    message = f"{name} must sum to 1 along axis -1; got a sum of {came}: {cure}"
    with pytest.raises(ValueError, match=message):
        enter(value)


@through(TABLE)
def test_a_table_sums_to_one_as_a_whole(name, enter):
    message = f"{name} must sum to 1 as a whole; got a sum of 2: if these are counts or weights"
    with pytest.raises(ValueError, match=message):
        enter([[0.5, 0.5], [0.5, 0.5]])


def test_the_worst_sum_of_a_batch_is_named_with_its_axis():
    with pytest.raises(ValueError, match=r"p must sum to 1 along axis 0; got a sum of 1\.2"):
        xent.entropy([[0.5, 0.6, 0.3], [0.5, 0.5, 0.9]], axis=0)
    with pytest.raises(ValueError, match=r"-0\.5 at \[1\]\[0\]"):
        xent.entropy([[0.5, 0.5], [-0.5, 1.5]])


@through(DISTRIBUTION)
def test_a_distribution_is_an_array_with_outcomes(name, enter):
    with pytest.raises(
        ValueError, match=f"{name} must be an array of probabilities; got the single number 1.0"
    ):
        enter(1.0)
    with pytest.raises(
        ValueError, match=rf"{name} must hold at least one outcome; got the shape \(0,\)"
    ):
        enter([])


@through(TABLE)
@pytest.mark.parametrize(
    "value, shape",
    [(1.0, r"\(\)"), (FAIR, r"\(2,\)"), ([[]], r"\(1, 0\)"), ([[FAIR]], r"\(1, 1, 2\)")],
)
def test_a_table_has_rows_and_columns(name, enter, value, shape):
    message = f"{name} must be a table of probabilities, rows by columns; got the shape {shape}"
    with pytest.raises(ValueError, match=message):
        enter(value)


PROBABILITIES = [
    ([0.5, 1.5], r"1\.5 at \[1\]"),
    ([-0.1, 0.5], r"-0\.1 at \[0\]"),
    ([[0.5, np.nan]], r"nan at \[0\]\[1\]"),
    ([np.inf], r"inf at \[0\]"),
    (2, r"2\.0$"),
]


@pytest.mark.parametrize("value, came", PROBABILITIES)
def test_a_probability_lies_between_zero_and_one(value, came):
    message = f"p must hold probabilities between 0 and 1; got {came}"
    with pytest.raises(ValueError, match=message):
        xent.surprisal(value)


@pytest.mark.parametrize(
    "measure", [xent.cross_entropy, xent.kl_divergence, xent.js_divergence, xent.perplexity]
)
@pytest.mark.parametrize(
    "q, cure",
    [
        ([0.2, 0.3, 0.5], "nothing is broadcast"),
        ([FAIR], "repeat p in the open, np.broadcast_to(p, (1, 2))"),
        ([FAIR, FAIR], "repeat p in the open, np.broadcast_to(p, (2, 2))"),
    ],
)
def test_truth_and_belief_are_not_broadcast(measure, q, cure):
    message = f"p and q must have the same shape; got (2,) and {np.shape(q)}: {cure}"
    with pytest.raises(ValueError, match=re.escape(message)):
        measure(FAIR, q)


OF_BASE = {
    "surprisal": lambda base: xent.surprisal(FAIR, base=base),
    "entropy": lambda base: xent.entropy(FAIR, base=base),
    "cross_entropy": lambda base: xent.cross_entropy(FAIR, FAIR, base=base),
    "kl_divergence": lambda base: xent.kl_divergence(FAIR, FAIR, base=base),
    "js_divergence": lambda base: xent.js_divergence(FAIR, FAIR, base=base),
    "conditional_entropy": lambda base: xent.conditional_entropy([FAIR], base=base),
    "mutual_information": lambda base: xent.mutual_information([FAIR], base=base),
}
of_base = pytest.mark.parametrize("in_base", OF_BASE.values(), ids=OF_BASE)


@of_base
@pytest.mark.parametrize("base", [1, 1.0, 0.5, 0, -2, np.nan, np.inf, -np.inf, 10**400])
def test_a_base_is_finite_and_greater_than_one(in_base, base):
    message = f"base must be a finite number greater than 1 .*np.e for nats.; got {base}"
    with pytest.raises(ValueError, match=message):
        in_base(base)


@of_base
@pytest.mark.parametrize("base", ["2", True, None, 2j, [2], np.array([2.0])], ids=repr)
def test_a_base_is_a_number(in_base, base):
    message = re.escape(f"base must be a number greater than 1; got {base!r}")
    with pytest.raises(TypeError, match=message):
        in_base(base)


@of_base
def test_a_base_may_be_any_kind_of_real_number(in_base):
    assert_array_equal(in_base(np.float32(2)), in_base(2))
    assert_array_equal(in_base(np.int64(2)), in_base(2.0))


OF_AXIS = {
    "entropy": ("p", lambda axis: xent.entropy(FAIR, axis=axis)),
    "perplexity": ("p", lambda axis: xent.perplexity(FAIR, axis=axis)),
    "cross_entropy": ("p", lambda axis: xent.cross_entropy(FAIR, FAIR, axis=axis)),
    "kl_divergence": ("p", lambda axis: xent.kl_divergence(FAIR, FAIR, axis=axis)),
    "js_divergence": ("p", lambda axis: xent.js_divergence(FAIR, FAIR, axis=axis)),
    "softmax": ("logits", lambda axis: xent.softmax(FAIR, axis=axis)),
    "log_softmax": ("logits", lambda axis: xent.log_softmax(FAIR, axis=axis)),
    "logsumexp": ("logits", lambda axis: xent.logsumexp(FAIR, axis=axis)),
}


@through(OF_AXIS)
@pytest.mark.parametrize("axis", [1, -2, 5])
def test_an_axis_exists(name, enter, axis):
    message = rf"axis must lie in \[-1, 1\) for {name} of shape \(2,\); got {axis}"
    with pytest.raises(ValueError, match=message):
        enter(axis)


@through(OF_AXIS)
@pytest.mark.parametrize("axis", [None, 0.0, (0,), True, "0"])
def test_an_axis_is_one_integer(name, enter, axis):
    message = re.escape(f"axis must be one integer; got {axis!r}")
    with pytest.raises(TypeError, match=message):
        enter(axis)


@through(OF_AXIS)
def test_an_axis_may_be_a_numpy_integer(name, enter):
    assert_array_equal(enter(np.int8(0)), enter(0))


@through(LOGITS | LOGIT_ROWS)
@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_logits_are_finite_or_minus_infinity(name, enter, value):
    message = rf"{name} must be finite, or -inf for an impossible class; got {value} at \[0\]\[1\]"
    with pytest.raises(ValueError, match=message):
        enter([[0.0, value], [0.0, 0.0]])


@through({name: way for name, way in LOGIT_ROWS.items() if name != "logsumexp"})
def test_some_class_is_possible(name, enter):
    message = f"{name} must leave at least one class possible; .*along axis -1 that is -inf thr"
    with pytest.raises(ValueError, match=message):
        enter([[0.0, 1.0], [-np.inf, -np.inf]])


@through(LOGIT_ROWS)
def test_there_is_a_logit_for_every_class(name, enter):
    with pytest.raises(
        ValueError, match=rf"{name} must hold one number per class; got the single number 3\.0"
    ):
        enter(3.0)
    with pytest.raises(
        ValueError, match=rf"{name} must hold at least one outcome; got the shape \(2, 0\)"
    ):
        enter(np.zeros((2, 0)))


TOLERANCES = [(np.float16, 1e-2, 0.1), (np.float32, 1e-4, 1e-3), (np.float64, 1e-9, 1e-7)]


@pytest.mark.parametrize("came", [np.array, list], ids=["array", "list"])
@pytest.mark.parametrize("dtype, rounding, mistake", TOLERANCES)
def test_a_sum_may_be_off_by_the_rounding_of_the_type_that_came(dtype, rounding, mistake, came):
    assert xent.entropy(came(dtype([0.5, 0.5 + rounding]))) > 0
    for wrong in (mistake, -mistake):
        with pytest.raises(ValueError, match="p must sum to 1"):
            xent.entropy(came(dtype([0.5, 0.5 + wrong])))


def test_the_tolerance_of_truth_and_belief_is_each_its_own():
    rough = np.float32([0.5, 0.5001])
    assert xent.cross_entropy(rough, FAIR).dtype == np.float64
    with pytest.raises(ValueError, match="q must sum to 1"):
        xent.cross_entropy(np.float32(FAIR), rough.astype(np.float64))


FORBIDDEN = np.array([1e-50, 1.0]), np.float32([0, 1])  # 0 in single precision, but not 0


@pytest.mark.parametrize(
    "measure", [xent.cross_entropy, xent.kl_divergence, xent.perplexity], ids=lambda f: f.__name__
)
def test_a_truth_is_not_rounded_to_the_type_of_the_belief_before_it_is_compared(measure):
    cost = measure(*FORBIDDEN)
    assert cost == np.inf
    assert isinstance(cost, np.float32)


@through(EVERYTHING)
def test_arguments_are_left_alone(name, enter):
    value = np.array([[0.25, 0.0, 0.75]] if name == "joint" else [1.0, 0.0])
    before = value.copy()
    value.flags.writeable = False  # a write would raise
    enter(value)
    assert_array_equal(value, before)


def test_nothing_is_renormalised():
    p, q = [0.5, 0.5 + 1e-9], [0.25, 0.75 - 1e-9]
    with mpmath.workdps(30):
        expected = -mpmath.fsum(x * mpmath.log(x) for x in numbers(p))
        crossed = -mpmath.fsum(
            x * mpmath.log(y) for x, y in zip(numbers(p), numbers(q), strict=True)
        )
    assert_allclose(xent.entropy(p), float(expected), rtol=4e-16)
    assert_allclose(xent.cross_entropy(p, q), float(crossed), rtol=4e-16)


def test_nothing_is_clipped():
    assert_allclose(xent.cross_entropy([0, 1], [1, 1e-300], base=10), 300, rtol=1e-15)
    assert xent.cross_entropy([0, 1], [1, 0]) == np.inf
    assert xent.surprisal(0.0) == np.inf
    assert_allclose(xent.log_softmax([0.0, -1e5])[1], -1e5, rtol=1e-15)


def test_numbers_in_the_other_byte_order_are_numbers():
    p = np.array([0.25, 0.75])
    assert xent.entropy(p.astype(p.dtype.newbyteorder())) == xent.entropy(p)
