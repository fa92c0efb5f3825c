"""The engine: whatever an answer does ends in a verdict that says what was seen."""

import math
import operator
import re
import subprocess
import sys
import threading
import time
import warnings
from dataclasses import replace
from functools import partial
from html import escape

import numpy as np
import pytest
from hypothesis import given, strategies as st
from numpy.testing import assert_array_equal

from xentlib.classroom import checking
from xentlib.classroom.checking import Exercise, Verdict, _limit, examine
from xentlib.classroom.checking._exercise import is_close
from xentlib.classroom.exercises.vocabulary import VOCABULARY

HINTS = ("Double it.", "Twice.", "Times two.")
DOUBLE = Exercise(
    name="99.double",
    reference=lambda x: 2 * x,
    inputs=lambda rng: [(np.array([1.0, -2.0, 4.0]),), (np.array([3.0]),), (rng.normal(size=4),)],
    hints=HINTS,
    mistakes={
        "squares": lambda x: x**2,
        "inverse": lambda x: 1 / x,
        "sum": lambda x: x + 2,
        "one more": lambda x: x + 2,
    },
    say={
        "squares": "That is x².",
        "inverse": "Not one over it.",
        "sum": "Not two more.",
        "one more": "Not more.",
    },
    unit="bits",
    reread="The section",
)
NUMBER = Exercise(name="99.number", reference=lambda: 42.5, inputs=None, hints=HINTS)
SEVERAL = Exercise(
    name="99.several", reference=lambda: {"a": 1.5, "b": 2.5}, inputs=None, hints=HINTS
)


def prints(x):
    print("twice is", 2 * x)  # noqa: T201


def forgets(x):
    x = 2 * x


def mutates(x):
    x *= 2
    return x


def fails(x):
    half = x / 2
    return half + missing  # noqa: F821


def helped(x):
    return fails(x)


def leaves(x):
    sys.exit(f"goodbye {x}")


@pytest.mark.parametrize(
    "answer, symptom",
    [
        (3.0, "not a function"),
        (lambda: 1, "parameters"),
        (lambda x, y: x + y, "parameters"),
        (fails, "error"),
        (helped, "error"),
        (leaves, "error"),
        (prints, "printed"),
        (forgets, "no return"),
        (lambda x: [str(v) for v in 2 * x], "text"),
        (lambda x: str(2 * x), "type"),
        (lambda _: "two", "type"),
        (lambda x: 2 * x + 0j, "type"),
        (lambda x: x > 0, "type"),
        (lambda _: object(), "type"),
        (lambda x: (2 * v for v in x), "type"),
        (lambda x: [2 * x, [1]], "shape"),
        (lambda x: 2 * x[:, None], "shape"),
        (lambda _: 2.0, "shape"),
        (lambda x: {"x": 2 * x}, "keys"),
        (lambda x: 2 * np.sqrt(x) ** 2, "not finite"),
        (lambda x: 2.001 * x, ""),  # digits or a mistake: nobody knows
        (lambda x: 2.0001 * x, "nearly"),
        (lambda x: np.multiply(x, 2, where=x > 3.5), "unset memory"),
        (lambda x: 2 * x + 0 * np.empty(x.shape), "unset memory"),
        (mutates, "mutated input"),
        (lambda x: x * np.log(4), "nats"),
        (lambda x: 2 * x * np.log10(2), "dits"),
        (lambda x: -2 * x, "sign"),
        (lambda x: 200 * x, "percent"),
        (lambda x: x * x, "squares"),
        (lambda x: x + 2, ""),  # two mistakes explain it: none is imputed
        (lambda x: x + 7, ""),
        (lambda x: x**2 if x.size < 4 else x, ""),  # a mistake must explain every input
    ],
)
def test_a_wrong_answer_is_told_what_it_looks_like(answer, symptom):
    verdict = examine(DOUBLE, answer)
    assert (verdict.state, verdict.mistake) == ("wrong", symptom)
    assert verdict.hint
    assert verdict.reread == "The section"


@pytest.mark.parametrize(
    "heading, shown",
    [
        ("The softmax's own slope", "#The-softmax&#x27;s-own-slope"),
        ("Why log?", "#Why-log?"),
        ("Größe", None),
        ("50 % of it", None),
    ],
)
def test_where_to_read_again_is_a_link_to_the_heading_if_an_anchor_can_be_made(heading, shown):
    html = examine(replace(DOUBLE, reread=heading), lambda x: x)._repr_html_()
    assert re.findall('<a href="([^"]*)">', html) == ([shown] if shown else [])
    assert f"{escape(heading)}<" in html


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: 2 * x,
        lambda x: [2 * v for v in x],
        lambda x: tuple(2 * v for v in x),
        lambda x: np.float32(2 * x),
        lambda x: np.array([2 * v for v in x], dtype=object),
        lambda x, factor=2: factor * x,
        lambda *args: 2 * args[0],
        partial(np.multiply, 2),
        np.vectorize(lambda v: 2 * v),
        lambda x: [print("looking"), 2 * x][1],  # noqa: T201
        lambda x: [warnings.warn("old style", stacklevel=1), 2 * x][1],
    ],
)
def test_a_right_answer_is_right_in_any_style(answer):
    assert examine(DOUBLE, answer) == Verdict("99.double", "right")


@pytest.mark.parametrize("n", [2, 5, 40, 120])  # NumPy keeps blocks below 1024 bytes to itself
def test_memory_that_was_never_set_makes_the_same_verdict_every_time(n):
    exercise = Exercise(
        name="99.memory", reference=lambda x: 2 * x, inputs=lambda _: [(np.ones(n),)], hints=HINTS
    )
    for filled_before in (0.0, 2.0, np.nan):
        _ = [np.full(n, filled_before) for _ in range(20)]
        verdict = examine(exercise, lambda x: np.multiply(x, 2, where=x > 1))
        assert verdict.mistake == "unset memory"
        assert "where= without out=" in verdict.hint


def test_a_mistake_may_end_in_an_error_on_some_inputs_and_the_error_is_shown():
    row = Exercise(
        name="99.rows",
        reference=lambda x: x / x.sum(1, keepdims=True),
        inputs=lambda rng: [(rng.uniform(1, 2, size=s),) for s in ((2, 2), (2, 3), (3, 3))],
        hints=HINTS,
        mistakes={"keepdims": lambda x: x / x.sum(1)},
        say={"keepdims": "How does each row meet its own sum?"},
    )
    verdict = examine(row, lambda x: x / np.sum(x, axis=1))
    assert verdict.mistake == "keepdims"
    assert "shapes (2,3) (2,)" in verdict.example
    assert examine(row, lambda x: x[0] / x.sum(1)).mistake == "error"  # other numbers elsewhere


def test_a_number_that_is_almost_zero_is_not_shown_as_zero():
    row = Exercise(
        name="99.tiny",
        reference=lambda x: x,
        inputs=lambda _: [(np.array([1, 2e-14]),)],
        hints=HINTS,
        atol=1e-15,
    )
    example = examine(row, lambda x: np.where(x > 1e-12, x, 0)).example.splitlines()
    assert example[0] == "with      x = [1.e+00, 2.e-14]"
    assert example[-1] == "got       [1., 0.]"


def test_what_is_nearly_right_is_not_told_how_many_digits_are():
    for answer in (42.498, 42.499, 42.5009):
        assert examine(NUMBER, answer).mistake == "nearly"
        assert "round only to show" in examine(NUMBER, answer).hint
        assert "two digits" not in examine(NUMBER, answer).hint


@pytest.mark.parametrize(
    "answer, shown",
    [
        (lambda x: 1 + x.argsort(), "[1, 2]"),
        (lambda x: 0.5 + x.argsort(), "[0.5, 1.5]"),
        (lambda x: x * np.nan, "[nan, nan]"),
        (lambda x: x < 4, "[ True, False]"),
    ],
)
def test_where_whole_numbers_are_asked_they_are_shown_without_a_dot(answer, shown):
    order = replace(
        DOUBLE, reference=lambda x: x.argsort(), inputs=lambda _: [(np.array([3.0, 5.0]),)]
    )
    lines = examine(order, answer).example.splitlines()
    assert lines[-2:] == ["expected  [0, 1]", f"got       {shown}"]


def test_the_smallest_input_that_differs_is_shown_with_expected_and_got():
    lines = examine(DOUBLE, lambda x: x + 7).example.splitlines()
    assert lines == ["with      x = [3.]", "expected  [6.]", "got       [10.]"]


def test_an_input_on_which_the_answer_is_right_is_not_shown():
    verdict = examine(DOUBLE, lambda x: 2 * x if x.size == 1 else 3 * x)
    assert verdict.example.startswith("with      x = [ 1., -2.,  4.]")


def test_an_error_shows_the_learners_message_and_line():
    line = fails.__code__.co_firstlineno + 2
    for answer in (fails, helped):
        example = examine(DOUBLE, answer).example
        assert "NameError: name 'missing' is not defined" in example
        assert f"in line {line}: return half + missing" in example


def test_an_error_inside_a_library_is_placed_in_the_learners_line():
    def answer(x):
        return np.concatenate([x, [[1]]])

    example = examine(DOUBLE, answer).example
    assert f"in line {answer.__code__.co_firstlineno + 1}: return np.conc" in example


def test_an_error_without_a_line_of_the_learner_shows_no_line_of_the_engine():
    example = examine(DOUBLE, operator.index).example
    assert "TypeError" in example
    assert "in line" not in example


def test_a_stop_of_the_program_is_reported_as_an_error():
    assert "SystemExit: goodbye [3.]" in examine(DOUBLE, leaves).example


def test_wrong_parameters_are_shown_beside_those_asked():
    assert examine(DOUBLE, lambda a, b: a + b).example == "asked     (x)\ngot       (a, b)"


def test_what_was_printed_is_shown_and_kept_from_the_output(capsys):
    assert "printed   twice is [6.]" in examine(DOUBLE, prints).example
    assert capsys.readouterr().out == ""


def test_a_learners_warnings_are_not_shown_and_do_not_stop_the_check():
    with np.errstate(all="raise"):
        assert examine(DOUBLE, lambda x: 2 * x + 0 * np.log(-abs(x))).mistake == "not finite"


@pytest.mark.parametrize(
    "answer, state, symptom",
    [
        (42.5, "right", ""),
        (np.float32(42.5), "right", ""),
        (..., "open", ""),
        ([..., 1], "open", ""),
        (41, "wrong", ""),
        (-42.5, "wrong", "sign"),
        (4250, "wrong", "percent"),
        (42.4, "wrong", ""),
        (42.499, "wrong", "nearly"),
        ("42.5", "wrong", "text"),
        (None, "wrong", "nothing"),
        ([42.5], "wrong", "shape"),
        ({"a": 42.5}, "wrong", "keys"),
        (lambda: 42.5, "wrong", "not a value"),
    ],
)
def test_a_value_is_judged_as_a_value(answer, state, symptom):
    verdict = examine(NUMBER, answer)
    assert (verdict.state, verdict.mistake) == (state, symptom)


@pytest.mark.parametrize(
    "answer, state, shown",
    [
        ({"b": 2.5, "a": 1.5}, "right", ""),
        ({"a": 1.5, "b": 9.0}, "wrong", "b: got 9"),
        ({"a": 1.5}, "wrong", "asked     the keys 'a', 'b'\ngot       the keys 'a'"),
        ({"a": 1.5, "b": ...}, "open", ""),
        ([1.5, 2.5], "wrong", "asked     the keys 'a', 'b'\ngot       no keys"),
    ],
)
def test_a_dictionary_is_judged_by_its_keys_and_values(answer, state, shown):
    verdict = examine(SEVERAL, answer)
    assert (verdict.state, verdict.example) == (state, shown)


@pytest.mark.parametrize("answer", [41, [42.5, 1], "42.5", 42.4, -42.5, {"a": 1}])
def test_the_value_that_is_asked_is_not_told(answer):
    assert "42.5" not in examine(NUMBER, answer).example.replace(repr(answer), "")


class EqualToAll:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __ge__(self, other):
        return True

    __le__ = __lt__ = __gt__ = __ge__


class ArrayBomb:
    def __array__(self, *args, **kwargs):
        raise SystemExit


class ReprBomb:
    def __repr__(self):
        raise RuntimeError

    __str__ = __repr__

    def __getattr__(self, name):
        raise RuntimeError(name)


class BombError(Exception):
    def __str__(self):
        raise RuntimeError

    __repr__ = __str__


class ClassBomb:
    @property
    def __class__(self):
        raise SystemExit

    def __call__(self, *_):
        raise GeneratorExit


def clears_globals(x):
    scope = {}
    exec("def inner(x):\n    globals().clear()\n    return missing", scope)
    return scope["inner"](x)


def raises(error):
    raise error


def recurses(x):
    return recurses(x)


class EndlessText(Exception):  # noqa: N818
    def __str__(self):
        while True:
            pass

    __repr__ = __str__


class EndlessSignature:
    @property
    def __signature__(self):
        while True:
            pass

    def __call__(self, x):
        return 2 * x


class EndlessSequence:
    def __len__(self):
        return 10**9

    def __getitem__(self, i):
        return 1.0


def loops(_):
    while True:
        pass


def catches_everything(_):
    while True:
        try:
            int("x")
        except BaseException:
            continue


def is_always_inside_a_try(x):
    while True:
        try:
            _ = x.none
        except:  # noqa: E722
            _ = 0


def catches_what_another_raises(x):
    while True:
        try:
            catches_everything_once(x)
        except:  # noqa: E722
            continue


def catches_everything_once(_):
    try:
        int("x")
    except BaseException:
        return


def counts_for_ever(_):
    return sum(1 for _ in iter(int, 1))


def prints_for_ever(_):
    while True:
        print("more" * 1000)  # noqa: T201


ENDLESS = [
    loops,
    catches_everything,
    catches_what_another_raises,
    counts_for_ever,
    prints_for_ever,
    EndlessSignature(),
    lambda _: raises(EndlessText()),
    lambda _: {EndlessText(): 1, 2: 3},
    lambda _: EndlessSequence(),
]


def stopped_after(verdict):
    """Seconds that a verdict speaks of."""
    return float(re.search(r"stopped   after (\S+) s", verdict.example)[1])


@pytest.mark.parametrize("number", range(len(ENDLESS)))
def test_an_answer_without_an_end_is_stopped_in_time(number):
    start = time.perf_counter()
    verdict = examine(replace(DOUBLE, seconds=0.2), ENDLESS[number])
    assert verdict.mistake == "endless"
    assert time.perf_counter() - start < 2
    assert 0.2 <= stopped_after(verdict) < 2


def test_a_loop_that_is_always_inside_a_try_is_stopped_at_the_second_time():
    start = time.perf_counter()
    assert examine(replace(DOUBLE, seconds=0.2), is_always_inside_a_try).mistake == "endless"
    assert time.perf_counter() - start < 2


def test_the_line_where_it_was_stopped_is_shown():
    example = examine(replace(DOUBLE, seconds=0.2), loops).example
    first = loops.__code__.co_firstlineno
    assert re.search(rf"in line ({first + 1}: while True|{first + 2}: pass)", example)


def test_a_check_leaves_no_thread_and_no_exception_behind():
    before = set(threading.enumerate())  # a watcher of the test before may be among them
    for seconds in (0.2, 1e-4, 1e-4, 1e-4):
        examine(replace(DOUBLE, seconds=seconds), loops)
        examine(replace(DOUBLE, seconds=seconds), lambda x: 2 * x)
    time.sleep(0.3)  # whatever is late would arrive here
    assert set(threading.enumerate()) <= before


def test_time_is_not_up_before_it_is():
    assert examine(DOUBLE, lambda x: [time.sleep(0.1), 2 * x][1]).state == "right"


def test_a_time_limit_of_another_thread_does_not_touch_this_one():
    thread = threading.Thread(target=examine, args=(replace(DOUBLE, seconds=0.1), loops))
    thread.start()
    thread.join()
    assert examine(DOUBLE, DOUBLE.reference).state == "right"


def test_names_that_an_answer_deletes_are_put_back():
    scope = {"kept": 1}
    exec("def clears(x):\n    globals().clear()\n    return 2 * x", scope)
    assert examine(DOUBLE, scope["clears"]).state == "right"
    assert scope["kept"] == 1
    assert "clears" in scope


def test_an_index_that_counts_from_1_is_told_from_an_index_without_its_rows():
    square = Exercise(
        name="99.last",
        reference=lambda z, n: z[np.arange(len(z)), n - 1],
        inputs=lambda rng: [(rng.normal(size=(2, 3)), np.array([2, 3]))],
        hints=HINTS,
    )
    one_too_far = examine(square, lambda z, n: z[np.arange(len(z)), n])
    assert one_too_far.mistake == "error"
    assert "Places are counted from 0" in one_too_far.hint
    assert "takes whole rows" in examine(square, lambda z, n: z[n]).hint


def test_a_table_that_is_much_too_large_is_not_filled():
    verdict = examine(DOUBLE, lambda _: np.broadcast_to(0.0, (10**6, 10**6)))
    assert (verdict.mistake, verdict.example.splitlines()[-1]) == (
        "shape",
        "got       shape (1000000, 1000000)",
    )


GRADIENT = replace(
    DOUBLE,
    gradient=True,
    inputs=lambda rng: [(np.arange(6.0).reshape(3, 2),), (rng.normal(size=3),)],
)


def test_a_wrong_gradient_is_told_how_wrong_and_in_which_rows():
    example = examine(GRADIENT, lambda x: 2 * x + 0.5 * (x == 3)).example
    said = "5 of 6 numbers agree; the largest difference, 0.5, is too much; look at rows 1"
    assert example.endswith(said)


@pytest.mark.parametrize(
    "error, said",
    [
        (0, "9 of 9 numbers agree; the largest difference, 0, is rounding"),
        (2**-44, "9 of 9 numbers agree; the largest difference, 5.7e-14, is rounding"),
        (1e-8, "9 of 9 numbers agree; the largest difference, 1e-08, is within what is asked"),
    ],
)
def test_a_right_gradient_is_told_how_exact_it_is(error, said):
    exercise = replace(GRADIENT, inputs=lambda _: [(np.arange(-4.0, 5).reshape(3, 3) / 8,)])
    verdict = examine(exercise, lambda x: 2 * x + error)
    assert (verdict.state, verdict.example) == ("right", said)


def test_a_dictionary_of_natural_keys_is_told_which_keys_are_asked():
    verdict = examine(SEVERAL, {"A": 1.5, "B": 2.5})
    assert verdict.hint == checking.SYMPTOMS["keys"]
    assert verdict.example == "asked     the keys 'a', 'b'\ngot       the keys 'A', 'B'"
    verdict = examine(NUMBER, {"float16": 42.5})
    assert verdict.hint.startswith("A dictionary came where a number")
    assert "A dictionary is asked" in examine(SEVERAL, [1.5, 2.5]).hint


LARGE = Exercise(
    name="99.large",
    reference=lambda x: (x > 1).astype(int),
    inputs=lambda _: [(np.array([0.5, 2.0]),)],
    hints=HINTS,
)


@pytest.mark.parametrize(
    "answer, state, mistake",
    [
        (lambda x: x > 1, "right", ""),
        (lambda x: [bool(v > 1) for v in x], "right", ""),
        (lambda x: x < 1, "wrong", ""),
        (lambda x: (x > 1)[:, None], "wrong", "shape"),
    ],
)
def test_true_and_false_are_1_and_0(answer, state, mistake):
    verdict = examine(LARGE, answer)
    assert (verdict.state, verdict.mistake) == (state, mistake)


LABELS = np.array([0, 2, 1, 0])
FIRST = {
    "log2": (lambda z: math.log2(z), "np.log2"),
    "list": (lambda z: math.log2([*z[0]]), "np.log2"),
    "int": (lambda z: int(z > 0), ".astype(int)"),
    "float": (lambda z: float(z), ".astype(int)"),
    "if": (lambda z: 0 if z == 0 else 1, "np.where"),
    "index": (lambda z: [*z].index(LABELS[:3]), "a list's index"),
    "power": (lambda z: math.log2(300.0 ** (17 * len(z) ** 2)), "logarithms first"),
    "and": (lambda z: (z > 0) and (z < 1), "mask"),
    "keepdims": (lambda z: z / z.sum(1), "keepdims=True"),
    "in place": (lambda z: operator.isub(z, z.sum(1)), "keepdims=True"),
    "minus labels": (lambda z: z - LABELS, "zeros and ones"),
    "rows by labels": (lambda z: z[LABELS + 9], "z[np.arange(n), labels]"),
    "columns by labels": (lambda z: z[[0, 1], LABELS], "z[np.arange(n), labels]"),
    "axis": (lambda z: z[:, 0].sum(axis=1), "counted from 0"),
    "indices": (lambda z: z[0][:, 0], "print its shape"),
    "half": (lambda z: z[len(z) / 2], "// in place of /"),
    "text": (lambda z: z["first"], "whole numbers"),
    "end of a list": (lambda z: [*z][len(z)], "0 to n − 1"),
    "index of a number": (lambda z: z.sum()[0], "made it one number already"),
    "index of an index": (lambda z: z[0][0][0], "an earlier index"),
    "float labels": (lambda z: z[np.arange(4), LABELS * 1.0], "labels.astype(int)"),
}


@pytest.mark.parametrize("answer, advice", FIRST.values(), ids=FIRST)
def test_the_slips_that_are_made_first_get_advice_before_python_s_words(answer, advice):
    z = np.arange(12.0).reshape(4, 3) + 1
    row = Exercise(
        name="99.rows",
        reference=lambda z: z[np.arange(4), LABELS],
        inputs=lambda _: [(z,)],
        hints=HINTS,
    )
    verdict = examine(row, answer)
    assert verdict.mistake == "error"
    assert advice in verdict.hint
    assert "Error: " in verdict.example


@pytest.mark.parametrize(
    "answer, advice",
    [
        (lambda z: next(float(row.sum()) for row in z), "A return inside the loop"),
        (lambda z: z.sum(), "a sum over everything"),
        (lambda z: (z.sum(1),), "A comma at the end of a return"),
        (lambda z: z.sum(1, keepdims=True), "keepdims=True"),
        (lambda z: z, "Rows and columns came where one number for each row"),
        (lambda z: z.sum(0), "In a sum, over which axis do you add up?"),
    ],
)
def test_advice_on_a_shape_depends_on_what_came(answer, advice):
    rows = lambda _: [(np.arange(12.0).reshape(4, 3),)]  # noqa: E731
    row = Exercise(name="99.rows", reference=lambda z: z.sum(1), inputs=rows, hints=HINTS)
    verdict = examine(row, answer)
    assert verdict.mistake == "shape"
    assert advice in verdict.hint


def test_several_numbers_where_one_is_asked_are_told_so():
    rows = lambda _: [(np.arange(3.0),)]  # noqa: E731
    row = Exercise(name="99.mean", reference=lambda z: z.mean(), inputs=rows, hints=HINTS)
    assert "where one is asked" in examine(row, lambda z: z).hint
    assert "of length 1" in examine(row, lambda z: [z.mean()]).hint


def test_numbers_that_are_not_averaged_are_not_taken_for_a_lone_number_in_brackets():
    rows = lambda _: [(np.arange(1.0),), (np.arange(3.0),)]  # noqa: E731
    row = Exercise(name="99.mean", reference=lambda z: z.mean() + 1, inputs=rows, hints=HINTS)
    verdict = examine(row, lambda z: z)
    assert "where one is asked" in verdict.hint
    assert "z = [0., 1., 2.]" in verdict.example
    assert "of length 1" in examine(row, lambda z: [z.mean()]).hint


@pytest.mark.parametrize("came", [[1, 2], [1, 2, 3, 4]])
def test_a_list_of_another_length_is_told_how_many_numbers_are_asked(came):
    row = Exercise(name="99.list", reference=lambda: [1, 2, 3], inputs=None, hints=HINTS)
    assert examine(row, came).hint == f"Count them: 3 numbers are asked, and there are {len(came)}."


@pytest.mark.parametrize(
    "answer, rounded",
    [
        (lambda x: np.log1p(x).round(4), True),
        (lambda x: [float(f"{v:.3g}") for v in np.log1p(x)], True),
        (lambda x: np.log(1 + x), False),
        (lambda x: np.log1p(x) * (1 + 3e-5), False),
    ],
)
def test_digits_rounded_off_and_digits_lost_on_the_way_are_told_apart(answer, rounded):
    small = np.array([3.3e-12, 0.123456])
    row = Exercise(
        name="99.log1p",
        reference=lambda x: np.log1p(x),
        inputs=lambda _: [(small,)],
        hints=HINTS,
        rtol=1e-7,
        atol=1e-18,
    )
    verdict = examine(row, answer)
    assert verdict.mistake == "nearly"
    assert ("round only to show" in verdict.hint) == rounded
    assert ("nearly equal numbers are subtracted" in verdict.hint) != rounded


def test_of_equally_small_cases_the_one_that_can_be_worked_out_is_shown():
    wild, tame = np.array([1e-9, 3e5]), np.array([0.5, 2.0])
    row = replace(DOUBLE, inputs=lambda _: [(wild,), (np.ones(3),), (tame,), (tame + 1,)])
    assert examine(row, lambda x: x + 7).example.startswith("with      x = [0.5, 2. ]")


def compiled_by(module):
    """A function of another library that takes long when it is first called."""
    scope = {"__name__": module, "time": time}
    exec("def run(x, tenths):\n    for _ in range(tenths):\n        time.sleep(0.1)", scope)
    return scope["run"]


@pytest.mark.parametrize(
    "module, state", [("numba.core", "right"), ("importlib._bootstrap", "right"), ("mine", "wrong")]
)
def test_time_to_compile_or_to_import_does_not_count(module, state):
    run, waits = compiled_by(module), [5]

    def answer(x):
        run(x, waits.pop() if waits else 0)
        return 2 * x

    assert examine(replace(DOUBLE, seconds=0.2), answer).state == state


def test_a_compiler_that_does_not_end_is_stopped_too(monkeypatch):
    monkeypatch.setattr(_limit, "COMPILED", 0.5)
    run = compiled_by("jax._src")
    verdict = examine(replace(DOUBLE, seconds=0.2), lambda x: run(x, 600))
    assert verdict.mistake == "endless"
    assert 0.5 <= stopped_after(verdict) < 10


HOSTILE = [
    EqualToAll(),
    ArrayBomb(),
    ReprBomb(),
    ClassBomb(),
    clears_globals,
    recurses,
    EqualToAll,
    lambda _: EqualToAll(),
    lambda x: np.full(x.shape, EqualToAll()),
    lambda _: ArrayBomb(),
    lambda _: ReprBomb(),
    lambda _: [ReprBomb()],
    lambda _: {ReprBomb(): 1},
    lambda _: ClassBomb(),
    lambda _: raises(BombError()),
    lambda _: raises(BaseException("bare")),
    lambda _: raises(Exception("\ud800<script>")),
    lambda _: raises(Exception("long" * 10**6)),
    lambda _: "nine" * 10**4,
    lambda _: 10**400,
    lambda _: np.ma.masked,
    lambda _: (yield),
]


@pytest.mark.parametrize("number", range(len(HOSTILE)))
@pytest.mark.parametrize("exercise", [DOUBLE, NUMBER], ids=lambda row: row.name)
def test_a_hostile_answer_is_wrong_and_nothing_more(exercise, number):
    verdict = examine(exercise, HOSTILE[number])
    assert verdict.state == "wrong"
    assert len(repr(verdict)) < 2000
    assert "<script>" not in verdict._repr_html_()
    repr(verdict).encode()


def test_an_interrupt_by_the_learner_gets_through():
    with pytest.raises(KeyboardInterrupt):
        examine(DOUBLE, lambda _: raises(KeyboardInterrupt()))


def test_no_name_means_two_things():
    parts = checking.SYMPTOMS, checking.DERIVED, VOCABULARY
    assert len(set().union(*parts)) == sum(map(len, parts))


@pytest.mark.parametrize(
    "verdict, sign",
    [
        (Verdict("99.a", "open"), "○"),
        (Verdict("99.a", "wrong", "sign", "<b>", "got  1 < 2", "Here & there"), "✗"),
        (Verdict("99.a", "right"), "✓"),
    ],
)
def test_a_verdict_says_the_same_in_text_and_in_html(verdict, sign):
    text, html = repr(verdict), verdict._repr_html_()
    assert text.startswith(f"{sign} 99.a: ")
    for line in text.splitlines():
        assert escape(line) in html
    assert "<b>" not in html


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_a_verdict_prints_into_every_file_and_pipe(encoding):
    shown = Verdict("99.a", "wrong", "sign", "p − q", "got  ∞…")
    code = (
        "import locale, sys; from xentlib.classroom.checking import Verdict; "
        f"sys.stdout.reconfigure(encoding={encoding!r}); "
        f"print({shown.__class__.__name__}('99.a', 'wrong', 'sign', 'p − q', 'got  ∞…'))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert run.stderr == b""
    said = run.stdout.decode(encoding).splitlines()
    if encoding == "utf-8":
        assert said == repr(shown).splitlines()
    else:
        assert said[0] == 'x 99.a: looks like "sign"'
        assert said[2] in ("  got  inf...", "  got  inf…")


def test_what_a_system_s_files_cannot_hold_is_not_printed(monkeypatch, tmp_path):
    monkeypatch.setattr("locale.getpreferredencoding", lambda _=True: "cp1252")
    with (tmp_path / "marks.txt").open("w", encoding="cp1252") as file:
        print(Verdict("99.a", "right"), file=file)
    assert (tmp_path / "marks.txt").read_text() == "v 99.a: right\n"


def test_the_reference_itself_is_never_shown():
    verdict = examine(DOUBLE, lambda _: raises(ValueError("no")))
    assert "lambda" not in repr(verdict).replace("lambda _", "")


NUMBERS = st.floats() | st.sampled_from([0.0, 1.0, 1 + 1e-6, np.inf, -np.inf, np.nan])


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1))
def test_numbers_are_close_exactly_where_numpy_says_so(pairs):
    got, want = np.array(pairs).T
    with np.errstate(all="ignore"):
        close = np.isclose(got, want, rtol=1e-5, atol=1e-6, equal_nan=True)
        assert_array_equal(is_close(got, want, 1e-5, 1e-6), close)


def test_a_value_that_is_wrong_is_to_be_read_again_and_no_case_is_spoken_of():
    assert "Read it once more" in str(examine(NUMBER, 13.5))
    assert "case" not in str(examine(NUMBER, 13.5))
