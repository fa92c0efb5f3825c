"""Every exercise, backwards: mistakes are wrong by name, right variants right, junk is junk."""

import dataclasses
import math
import sys
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from rows import NAMES, ROWS, answer_for, every_row, on_draw
from scipy import linalg, special, stats
from sklearn import metrics
from sklearn.utils.class_weight import compute_class_weight
from typed import TYPED, scipy_entropy
from words import in_the_lesson, stray

from xentlib.classroom import exercises, state as _state
from xentlib.classroom.checking import DERIVED, examine
from xentlib.classroom.checking._symptoms import SYMPTOMS
from xentlib.classroom.exercises._question import Question
from xentlib.classroom.exercises.vocabulary import VOCABULARY
from xentlib.classroom.progress import progress
from xentlib.classroom.topics import ASSIGNMENTS, TOPICS

QUESTIONS = [q for topic in TOPICS for q in exercises.questions(topic)]


BASE = {"bits": 2, "nats": math.e, "dits": 10}
SCIPY = {
    "surprise.surprisal": [
        lambda p: special.entr(p) / p / np.log(2),
        lambda p: special.xlogy(-1, p) / np.log(2),
    ],
    "surprise.cards": [lambda: [0, 2, np.log2(52), special.gammaln(53) / np.log(2)]],
    "surprise.units": [lambda amount, unit: special.xlogy(amount, BASE[unit]) / np.log(2)],
    "surprise.entropy": [scipy_entropy, lambda p: special.entr(p).sum(-1) / np.log(2)],
    "surprise.sample_entropy": [
        lambda labels: scipy_entropy(np.unique(labels, return_counts=True)[1])
    ],
    "surprise.conditional_entropy": [
        lambda joint: scipy_entropy(joint.ravel()) - scipy_entropy(joint.sum(1)),
        lambda joint: special.rel_entr(joint, joint.sum(1, keepdims=True)).sum() / -np.log(2),
    ],
    "cross_entropy.kl": [
        lambda p, q: special.rel_entr(p, q).sum(-1) / np.log(2),
        lambda p, q: stats.entropy(p, q, base=2, axis=-1),
    ],
    "cross_entropy.cross_entropy": [lambda p, q: -special.xlogy(p, q).sum(-1) / np.log(2)],
    "divergence.mutual_information": [
        lambda j: special.rel_entr(j, np.outer(j.sum(1), j.sum(0))).sum() / np.log(2)
    ],
    "divergence.times_chance": [
        lambda k: (
            stats.chi2_contingency(k, correction=False, lambda_="log-likelihood").statistic
            / stats.chi2_contingency(k).dof
        )
    ],
    "divergence.gaussians": [
        lambda m1, s1, m2, s2: stats.norm(m1, s1).expect(
            lambda x: stats.norm.logpdf(x, m1, s1) - stats.norm.logpdf(x, m2, s2)
        )
    ],
    "divergence.jensen_shannon": [
        lambda rows: special.rel_entr(rows, rows.mean(0)).sum() / len(rows) / np.log(2)
    ],
    "divergence.how_sure": [
        lambda y, p, q: special.expit(np.log(p[y] / q[y]).sum()),
        lambda y, p, q: special.softmax([np.log(p[y]).sum(), np.log(q[y]).sum()])[0],
    ],
    "divergence.colleague": [
        lambda c, t: special.rel_entr(c / c.sum(), t).sum(-1) / np.log(2),
        lambda c, t: stats.entropy(np.broadcast_to(c, t.shape), t, base=2, axis=-1),
    ],
    "divergence.kl_from_sample": [
        lambda x, m: (stats.norm.logpdf(x) - stats.norm.logpdf(x, m)).mean()
    ],
    "binary.bce": [
        lambda y, p: -(special.xlogy(y, p) + special.xlog1py(1 - y, -p)).mean(),
    ],
    "binary.bce_logits": [
        lambda y, z: -(y * special.log_expit(z) + (1 - y) * special.log_expit(-z)).mean(),
    ],
    "binary.base_rate": [lambda y: stats.entropy([y.mean(), 1 - y.mean()])],
    "binary.gradient": [lambda y, z: (special.expit(z) - y) / len(y)],
    "descent.gradient": [lambda x, y, theta: x.T @ (special.expit(x @ theta) - y) / len(y)],
    "descent.hessian": [
        lambda x, t: x.T @ (x * np.prod(special.expit([x @ t, -x @ t]), 0)[:, None]) / len(x)
    ],
    "network.hidden_unit": [
        lambda x, y, v, w: [
            np.mean((special.expit(v * np.tanh(w * x)) - y) * np.tanh(w * x)),
            np.mean((special.expit(v * np.tanh(w * x)) - y) * v * x / np.cosh(w * x) ** 2),
        ]
    ],
    "network.back": [lambda h, w, delta: np.tensordot(delta, w, (1, 1)) * (1 - np.square(h))],
    "training.epoch_loss": [lambda means, sizes: np.average(means, weights=sizes)],
    "training.prior_bias": [lambda y: special.logit(y.mean(0))],
    "training.bounded": [
        lambda y, z, q: (
            special.softmax(z, axis=1)[np.arange(len(y)), y][:, None] ** q
            * (special.softmax(z, axis=1) - np.eye(z.shape[1])[y])
            / len(y)
        )
    ],
    "softmax.softmax": [lambda z: special.softmax(z, axis=-1)],
    "softmax.loss": [lambda y, z: -special.log_softmax(z, axis=1)[np.arange(len(y)), y].mean()],
    "softmax.gradient": [
        lambda y, z: (special.softmax(z, axis=1) - np.eye(z.shape[1])[y]) / len(y)
    ],
    "softmax.soft_labels": [lambda t, z: -(t * special.log_softmax(z, axis=1)).sum(1).mean()],
    "softmax.temperature": [
        lambda y, z, t: (
            ((np.eye(z.shape[1])[y] - special.softmax(z / t, axis=1)) * z).sum(1).mean() / t**2
        )
    ],
    "softmax.bradley_terry": [lambda s, winners, b: -special.log_expit(s[winners] - s[b]).mean()],
    "stability.logsumexp": [lambda z: special.logsumexp(z, axis=-1)],
    "stability.bce": [lambda y, z: -y * special.log_expit(z) - (1 - y) * special.log_expit(-z)],
    "a1_information.clock_bits": [
        lambda day, night, n: (
            n
            * special.rel_entr(
                table := np.array([[day, 1 - day], [night, 1 - night]]), table.mean(0)
            ).sum()
            / np.log(2)
        ),
    ],
    "a1_information.rolls": [
        lambda six, box, odds: np.log(odds * (box - 1)) / stats.entropy([six, 1 - six], [1, 5]),
    ],
    "a1_information.learned_bits": [
        lambda letters, k: (
            (
                special.gammaln(len(letters) + k)
                - special.gammaln(k)
                - special.gammaln(np.bincount(letters) + 1).sum()
            )
            / np.log(2)
        ),
    ],
    "a1_information.synergy": [
        lambda joint: (
            (
                sum(special.entr(joint.sum(axis)).sum() for axis in range(3))
                - sum(special.entr(joint.sum(axes)).sum() for axes in ((0, 1), (0, 2), (1, 2)))
                - special.entr(joint).sum()
            )
            / np.log(2)
        ),
    ],
    "a2_binary_and_softmax.grouped_loss": [
        lambda dirty, tested, z: (
            -(dirty @ special.log_expit(z) + (tested - dirty) @ special.log_expit(-z))
            / tested.sum()
        ),
    ],
    "a2_binary_and_softmax.newton": [
        lambda x, dirty, tested, theta: (
            theta
            + linalg.solve(
                x.T
                @ (x * (tested * special.expit(x @ theta) * special.expit(-x @ theta))[:, None]),
                x.T @ (dirty - tested * special.expit(x @ theta)),
                assume_a="pos",
            )
        ),
    ],
    "a2_binary_and_softmax.loss": [
        lambda y, z: (
            -special.log_softmax(z[y >= 0], axis=1)[np.arange((y >= 0).sum()), y[y >= 0]].mean()
        ),
    ],
    "a2_binary_and_softmax.race": [
        lambda order, s: sum(special.logsumexp(s[order[i:]]) - s[k] for i, k in enumerate(order)),
    ],
    "a2_binary_and_softmax.not_loss": [
        lambda y, z: (
            -special.log_expit(
                special.logsumexp(z, axis=1, b=1 - np.eye(z.shape[1])[y]) - z[np.arange(len(y)), y]
            )
        ),
    ],
    "multi_label.loss": [
        lambda y, z: -(y * special.log_expit(z) + (1 - y) * special.log_expit(-z)).sum(1).mean(),
    ],
    "multi_label.undo_weight": [lambda p, w: special.expit(special.logit(p) - np.log(w))],
    "multi_label.macro_f1": [lambda y, d: metrics.f1_score(y, d, average="macro", zero_division=0)],
    "multi_label.decide": [lambda z, thresholds: (z > special.logit(thresholds)) + 0],
    "multi_label.even_forecasts": [
        lambda b: np.roots([1, -b * (2 + b), b**2]).min(),
    ],
    "imbalance.balanced_weights": [
        lambda counts: compute_class_weight(
            "balanced",
            classes=np.arange(len(counts)),
            y=np.repeat(np.arange(len(counts)), counts),
        ),
    ],
    "imbalance.weighted_loss": [
        lambda y, z, w: metrics.log_loss(
            y, special.softmax(z, axis=1), sample_weight=w[y], labels=np.arange(z.shape[1])
        ),
    ],
    "imbalance.weighted_threshold": [
        lambda w, a, m: special.expit(np.log(w) + np.log(a) - np.log(m)),
    ],
    "imbalance.prior_correction": [
        lambda p, seen, true: special.expit(
            special.logit(p) + special.logit(true) - special.logit(seen)
        ),
    ],
    "likelihoods.poisson": [lambda counts, rate: -stats.poisson.logpmf(counts, rate).mean()],
    "likelihoods.gaussian": [lambda y, mean, scale: -stats.norm.logpdf(y, mean, scale).mean()],
    "likelihoods.geometric": [lambda y, theta: stats.geom.mean(1 - np.exp(theta), loc=-1) - y],
}


def right_variants(row):
    yield "reference", row.reference
    yield "float32", lambda *args: np.asarray(row.reference(*args), dtype=np.float32)
    yield "lists", lambda *args: np.asarray(row.reference(*args)).tolist()
    yield (
        "tuples",
        lambda *args: (
            tuple(map(tuple, a))
            if (a := np.asarray(row.reference(*args))).ndim == 2
            else (tuple(a) if a.ndim == 1 else row.reference(*args))
        ),
    )
    for i, function in enumerate((*row.right, *SCIPY.get(row.name, ()))):
        yield f"variant {i}", function


@pytest.mark.parametrize(
    "row, function",
    [
        pytest.param(row, f, id=f"{row.name}, {name}")
        for row in ROWS
        for name, f in right_variants(row)
    ],
)
def test_every_right_variant_is_right(row, function, seeds):
    for seed in seeds:
        verdict = examine(on_draw(row.name, seed), answer_for(row, function))
        assert verdict.state == "right", verdict


@pytest.mark.parametrize(
    "name, answer, mistake",
    [pytest.param(*row, id=f"{row[0]}, {row[2]}, row {n}") for n, row in enumerate(TYPED)],
)
def test_what_learners_type_is_called_by_its_name(name, answer, mistake):
    row = exercises.find(name)
    assert row, f"TYPED names {name}, which is no exercise"
    known = {m.name for m in row.known} | SYMPTOMS.keys()
    assert mistake in known, f'"{mistake}" is no mistake of {name}: it knows {sorted(known)}'
    for seed in range(5):
        verdict = examine(on_draw(row.name, seed), answer)
        assert verdict.mistake == mistake, verdict


def margins(j):
    return np.outer(j.sum(1), j.sum(0))


ORDINARY = [*10.0 ** -np.arange(2, 17), np.finfo(np.float32).eps, np.finfo(float).eps]
COARSE = [e for e in ORDINARY if e >= 1e-12]  # smaller ones change the last digits alone
HELD = {  # what a limit is put into, and the limits that can be told from none
    "surprise.surprisal": (lambda hold, p: -np.log2(hold(p)), ORDINARY),
    "surprise.entropy": (lambda hold, p: -(p * np.log2(hold(p))).sum(-1), COARSE),
    "surprise.conditional_entropy": (
        lambda hold, j: -(j * np.log2(hold(j / j.sum(1, keepdims=True)))).sum(),
        COARSE,
    ),
    "cross_entropy.wrong_code": (lambda hold, p, q: p @ np.ceil(-np.log2(hold(q))), ORDINARY),
    "cross_entropy.cross_entropy": (lambda hold, p, q: -(p * np.log2(hold(q))).sum(-1), ORDINARY),
    "cross_entropy.kl": (
        lambda hold, p, q: (hold(p) * np.log2(hold(p) / hold(q))).sum(-1),
        ORDINARY,
    ),
    "cross_entropy.sample_nll": (lambda hold, y, q: -np.log(hold(q)[y]).mean(), ORDINARY),
    "divergence.mutual_information": (
        lambda hold, j: (j * np.log2(hold(j) / hold(margins(j)))).sum(),
        ORDINARY,
    ),
    "divergence.kl_from_sample": (
        lambda hold, x, m: np.log(hold(stats.norm.pdf(x)) / hold(stats.norm.pdf(x, m))).mean(),
        ORDINARY,
    ),
    "binary.bce": (
        lambda hold, y, p: -(y * np.log(hold(p)) + (1 - y) * np.log(hold(1 - p))).mean(),
        ORDINARY,
    ),
    "binary.bce_logits": (
        lambda hold, y, z: (
            -(
                y * np.log(hold(special.expit(z))) + (1 - y) * np.log(hold(1 - special.expit(z)))
            ).mean()
        ),
        ORDINARY,
    ),
    "binary.base_rate": (
        lambda hold, y: (
            -(y.mean() * np.log(hold(y.mean())) + (1 - y.mean()) * np.log(hold(1 - y.mean())))
        ),
        [e for e in ORDINARY if 1 + e > 1],
    ),
}
NAMES_OF_LIMITS = {"epsilon", "epsilon in the log", "clipped", "clipping"}


@pytest.mark.parametrize("name", HELD)
def test_a_probability_held_away_from_0_is_noticed_by_name_at_every_limit_in_use(name):
    typed, limits = HELD[name]
    for e in limits:
        for hold in (lambda p, e=e: p + e, lambda p, e=e: np.clip(p, e, 1 - e)):
            verdict = examine(exercises.find(name), lambda *args, h=hold: typed(h, *args))
            assert verdict.mistake in NAMES_OF_LIMITS, (e, verdict)


def fano(p):
    """Shannon and Fano's words: the sorted list is split where the halves are most equal."""
    if len(p) == 1:
        return 0
    p = sorted(p, reverse=True)
    cut = min(range(1, len(p)), key=lambda i: abs(sum(p[:i]) - sum(p[i:])))
    return sum(p) + fano(p[:cut]) + fano(p[cut:])


def queue(groups):
    """Merge the two first and put the sum behind the last, to the end."""
    total = 0
    while len(groups) > 1:
        a, b, *rest = groups
        groups, total = [*rest, a + b], total + a + b
    return total


GAMES = {
    "shannon-fano": fano,
    "sorted once": lambda p: queue(sorted(p)),
    "unsorted": lambda p: queue(list(p)),
    "linear search": lambda p: np.sort(p)[::-1] @ (np.arange(len(p)) + 1),
}


@pytest.mark.parametrize("mistake", GAMES)
def test_a_game_that_is_not_the_shortest_is_named_whatever_the_draw(mistake):
    for seed in range(50):
        rng = np.random.default_rng(seed)
        verdict = examine(exercises.find("surprise.twenty_questions"), GAMES[mistake], rng)
        assert verdict.mistake == mistake


@pytest.mark.parametrize(
    "entropy",
    [
        lambda p: -(np.float32(p) * np.log2(np.where(p > 0, np.float32(p), 1))).sum(-1),
        lambda p: np.log2(p.shape[-1]) - special.rel_entr(p, 1 / p.shape[-1]).sum(-1) / np.log(2),
        lambda p: -np.log2(np.prod(p**p, -1)),
        lambda p: -np.sum(p * np.log2(np.maximum(p, np.finfo(float).tiny)), -1),
    ],
)
def test_single_precision_and_roundabout_ways_to_entropy_are_right(entropy):
    for seed in range(50):
        verdict = examine(exercises.find("surprise.entropy"), entropy, np.random.default_rng(seed))
        assert verdict.state == "right", verdict


@every_row
def test_an_exercise_has_six_mistakes_three_hints_and_another_way_to_be_right(row):
    assert len(row.mistakes) >= 6
    assert row.right or row.name in SCIPY
    assert len(set(row.hints)) == 3


def test_a_name_that_several_exercises_use_stands_in_the_vocabulary_and_no_other_does():
    uses = Counter(name for row in ROWS for name in row.mistakes.keys() - DERIVED.keys())
    assert {name for name, n in uses.items() if n > 1} == VOCABULARY.keys()


CONSTANTS = [0, 0.0, 1, -1, 0.5, 2.0, 3.7, math.pi, 1e9, np.inf, np.nan, [], [0.0], [1.0, 2.0]]
OTHERS = [None, "", "one bit", b"1", True, 1j, {}, {"a": 1}, {1, 2}, object(), type, Path()]
JUNK = {f"constant {c!r}": c for c in [*CONSTANTS, *OTHERS]}


def junk_functions():
    noise = np.random.default_rng()
    yield from ((f"{value!r}", lambda *_, value=value: value) for value in JUNK.values())
    yield "the input", lambda *args: args[0]
    yield "its sum", lambda *args: np.sum(args[0])
    yield "its shape", lambda *args: np.shape(args[0])
    yield "its size", lambda *args: np.size(args[0])
    yield "its first number", lambda *args: np.ravel(args[0])[0]
    yield "its spread", lambda *args: np.std(args[0])
    yield (
        "its squared distance from the middle",
        lambda *args: np.mean((args[0] - np.mean(args[0])) ** 2),
    )
    yield "noise", lambda *_: noise.normal()
    yield "noise, well shaped", lambda *args: noise.normal(size=np.shape(args[0]))
    yield "noise, one per row", lambda *args: noise.normal(size=np.shape(args[0])[:-1])
    yield "zeros, well shaped", lambda *args: np.zeros(np.shape(args[0]))
    yield "a softmax", lambda *args: np.exp(args[0]) / np.exp(args[0]).sum()
    yield "an accuracy", lambda *args: np.argmax(args[0]) == 0


NO_JUNK = {  # but a known mistake
    ("start.shares", "the input"),
    ("surprise.units", "the input"),
    ("cross_entropy.tied", "the input"),
    ("binary.base_rate", "its squared distance from the middle"),
    ("binary.threshold", "the input"),
    ("binary.threshold", "0.5"),
    ("binary.doubling", "constant 3.7"),  # but right
    ("binary.doubling", f"constant {math.pi!r}"),  # nearly right
    ("softmax.softmax", "a softmax"),
    ("multi_label.even_forecasts", "0.5"),
    ("multi_label.undo_weight", "the input"),
    ("language.kelly", "the input"),
    ("training.epoch_loss", "its sum"),
    ("training.epoch_loss", "its first number"),
    ("training.weighted", "the input"),
    ("training.weighted", "its sum"),
    ("training.weighted", "its first number"),
    ("a4_keras_classifier.batch_losses", "the input"),
    ("experiments.stop_at", "its size"),  # of somebody who never stops
    ("imbalance.her_weight", "constant 2.0"),  # nearly a logit
    ("imbalance.her_weight", f"constant {math.pi!r}"),  # nearly odds
    ("clinic.break_even", "the input"),
    ("clinic.break_even", "its sum"),
    ("clinic.break_even", "its first number"),
    ("imbalance.logit_adjustment", "the input"),
    ("imbalance.prior_correction", "the input"),
    ("atlas.kept", "the input"),
    ("a5_imbalance_and_calibration.cut", "0.5"),
}


@every_row
def test_junk_is_refused_and_no_misconception_is_imputed_to_it(row, drawn, record_property):
    junk = JUNK.items() if row.inputs is None else junk_functions()
    names, counts = {mistake.name for mistake in row.known}, Counter()
    for (name, answer), seed in drawn(junk):
        if (row.name, name) in NO_JUNK:
            continue
        verdict = examine(on_draw(row.name, seed), answer)
        counts["falsely named" if verdict.mistake in names else "not named"] += 1
        assert verdict.state == "wrong", name
    record_property("junk", dict(counts))
    assert not counts["falsely named"]


def test_a_typical_check_takes_no_time_that_a_learner_would_notice():
    times = []
    for row in ROWS:
        for function in (row.reference, *row.right, *(m.function for m in [*row.known][::9])):
            answer = answer_for(row, function)
            start = time.perf_counter()
            examine(row, answer)
            times.append(1e3 * (time.perf_counter() - start))
    median, slow = np.quantile(times, [0.5, 0.95])
    sys.stdout.write(f"check: median {median:.2f} ms, 95 % {slow:.2f} ms\n")  # pytest -s
    assert median < 50


@every_row
def test_a_stub_is_open(row):
    def stub(*args):
        """Not written yet."""

    answers = [...] if row.inputs is None else [..., stub, lambda *_: ...]
    assert [examine(row, answer).state for answer in answers] == ["open"] * len(answers)


@every_row
def test_the_lesson_asks_the_exercise_and_has_the_section_to_read_again(row):
    assert not list(in_the_lesson(row))


@every_row
def test_a_row_has_no_sentence_that_none_of_its_mistakes_leads_to(row):
    assert not list(stray(row))


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_can_be_loaded(name):
    assert exercises.find(name).name == name


def entropy_in_nats(p):
    return stats.entropy(p, axis=-1)


def test_attempts_and_mistakes_are_kept_and_what_was_right_stays_right(home):
    for answer in (entropy_in_nats, scipy_entropy, entropy_in_nats):
        exercises.check("surprise.entropy", answer)
    assert _state.read()["exercises"]["surprise.entropy"] == {
        "state": "right",
        "attempts": 3,
        "hints": 0,
        "mistakes": {"nats": 2},
    }


def test_an_answer_can_be_looked_at_without_being_recorded(home):
    verdict = exercises.check("surprise.entropy", entropy_in_nats, record=False)
    assert verdict.mistake == "nats"
    assert _state.read()["exercises"] == {}


def test_an_open_exercise_is_not_an_attempt(home):
    assert exercises.check("surprise.entropy", lambda _: ...).state == "open"
    assert _state.read()["exercises"] == {}


def test_a_name_with_a_slip_is_met_with_near_names(home):
    verdict = exercises.check("surprise.entopy", scipy_entropy)
    assert verdict.state == "open"
    assert "Did you mean surprise.entropy" in repr(verdict)


@pytest.mark.parametrize("name", ["surprise.nothing like it", "01.nothing like it", "01"])
def test_a_name_like_no_other_of_its_topic_is_met_with_the_topics_own_names(home, name):
    hint = exercises.check(name).hint
    assert "surprise.surprisal, surprise.twenty_questions" in hint
    assert "start." not in hint


@pytest.mark.parametrize("name", ["nothing like it", "", "77.entropy", "applications.a"])
def test_a_name_of_no_topic_is_told_the_topics_and_loads_none_of_them(home, monkeypatch, name):
    monkeypatch.setattr(exercises._rows, "import_module", None)
    assert "topic, one of start, surprise, cross_entropy" in exercises.hint(name).hint


@pytest.mark.parametrize("name", [scipy_entropy, None, 1, ..., ["surprise.entropy"]])
def test_a_name_that_is_no_text_is_told_what_comes_first(home, name):
    assert "name comes first" in exercises.check(name, "surprise.entropy").hint


def test_hints_come_one_after_the_other_and_the_third_stays(home):
    hints = exercises.find("surprise.entropy").hints
    shown = [exercises.hint("surprise.entropy") for _ in range(4)]
    assert [verdict.hint for verdict in shown] == [*hints, hints[-1]]
    assert repr(shown[1]).startswith("○ surprise.entropy: hint 2 of 3\n")


@pytest.mark.parametrize("answer", [lambda _: ..., entropy_in_nats, scipy_entropy])
def test_a_hint_has_the_sign_that_the_check_and_progress_have(home, answer):
    checked = exercises.check("surprise.entropy", answer)
    hint = exercises.hint("surprise.entropy")
    assert (hint.state, repr(hint)[0]) == (checked.state, repr(checked)[0])
    assert f"  {repr(hint)[0]} surprise.entropy" in repr(progress())


def test_a_state_that_no_check_gives_has_the_sign_of_an_open_exercise(home):
    _state.update(lambda state: state["exercises"].update({"surprise.entropy": {"state": "?"}}))
    assert repr(exercises.hint("surprise.entropy")).startswith("○")
    assert "○ surprise.entropy" in repr(progress())


def test_a_name_is_the_place_and_a_topic_has_no_folder_that_it_does_not_know():
    folders = {path.parent.name for path in exercises._rows.HERE.glob("[!_]*/*.py")}
    assert folders <= {*TOPICS, *ASSIGNMENTS}
    for row in ROWS:
        assert (exercises._rows.HERE / f"{row.name.replace('.', '/')}.py").exists()
        assert exercises.find(row.name) is row


@pytest.mark.parametrize("name", ["77", "_common", "softmax.quiz", "softmax._shared", "..", ""])
def test_what_is_no_topic_and_no_exercise_has_nothing(name):
    assert exercises.exercises(name) == exercises.questions(name) == ()
    assert exercises.find(name) is None


def test_a_row_with_a_mistake_that_nothing_is_said_to_is_refused_with_near_names(monkeypatch):
    odd = dataclasses.replace(ROWS[1], mistakes={"wrong axes": lambda p: p}, say={})
    monkeypatch.setattr(exercises._rows, "import_module", lambda _: SimpleNamespace(EXERCISE=odd))
    with pytest.raises(
        ValueError, match=r"vocabulary.*say; surprise\.new has 'wrong axes'.*'wrong axis'"
    ):
        exercises._rows._load.__wrapped__("surprise.new")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name)
def test_a_question_has_distinct_options_with_a_sentence_for_each(question):
    assert len(set(question.options)) == len(question.wrong) + 1 >= 4
    sentences = [question.feedback(option) for option in question.options]
    assert len(set(sentences)) == len(sentences)
    assert question.options == question.options


def test_the_key_is_not_always_in_the_same_place():
    assert len({question.options.index(question.key) for question in QUESTIONS}) > 1


def test_a_question_needs_wrong_options():
    with pytest.raises(ValueError, match=r"wrong must hold two or more options .* in 'Why\?'"):
        Question("Why?", "Because", "Yes", {"Because": "No", "Not": "No"})
