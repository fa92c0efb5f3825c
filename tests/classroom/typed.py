"""What learners type: exercise, answer, and the name that the mistake has."""

import functools
import math

import numpy as np
from scipy import special, stats
from sklearn import metrics


def scipy_entropy(p):
    return stats.entropy(p, base=2, axis=-1)


def expit_slope(z):
    return special.expit(z) * special.expit(-z)


def standardised(y, p):
    price = -np.log(np.where(y, p, 1 - p)) - special.entr(p) - special.entr(1 - p)
    return price.sum() / np.sqrt((p * (1 - p) * special.logit(p) ** 2).sum())


def newton(y, z, steps):
    b = 0.0
    for _ in range(steps):
        b -= (special.expit(z + b) - y).mean() / expit_slope(z + b).mean()
    return b


def halved(masses):
    """Cut into two halves as equal as can be, again and again: a bit for each cut."""
    if len(masses) == 1:
        return 0
    cuts = range(1, len(masses))
    at = min(cuts, key=lambda i: round(abs(sum(masses[:i]) - sum(masses[i:])), 9))
    return sum(masses) + halved(masses[:at]) + halved(masses[at:])


def shared(k):
    return special.rel_entr(k / k.sum(), np.outer(k.sum(1), k.sum(0)) / k.sum() ** 2).sum()


TYPED = [  # exercise, what learners type, the mistake's name
    ("start.shares", lambda counts: np.round(counts / counts.sum(), 2), "nearly"),
    ("start.shares", lambda counts: sum(counts) / counts, "upside down"),
    ("surprise.surprisal", lambda p: np.round(-np.log2(p), 2), "nearly"),
    ("surprise.surprisal", lambda p: [round(math.log2(1 / x)) for x in p], "rounded up"),
    ("surprise.cards", [0, 2, 5.700439718141093, 156.36083630307877], "nats"),
    ("surprise.cards", [0, 2, 5.700439718141093, 67.90664807787846], "dits"),
    ("surprise.cards", [0, 2, math.log2(52), math.lgamma(52) / math.log(2)], "one fewer"),
    ("surprise.cards", [0, 2, 5.700, 225.58], "nearly"),
    ("surprise.cards", None, "nothing"),
    (
        "surprise.units",
        lambda a, u: a * {"bits": 1, "nats": math.log(2), "dits": 3.3219281}[u],
        "nats swapped",
    ),
    (
        "surprise.units",
        lambda a, u: a * {"bits": 1, "nats": 1.442695, "dits": 0.30103}[u],
        "dits swapped",
    ),
    (
        "surprise.units",
        lambda a, u: a * {"bits": 1, "nats": math.e, "dits": math.log2(10)}[u],
        "no logarithm",
    ),
    ("surprise.sample_entropy", lambda y: -np.sum(y * np.log2(y)), "sample as masses"),
    ("surprise.entropy", lambda p: -np.log2(np.sum(p * p, axis=-1)), "log of a mean"),
    (
        "surprise.sample_entropy",
        lambda y: scipy_entropy(np.unique(y) / np.unique(y).sum()),
        "sample as masses",
    ),
    (
        "surprise.question",
        lambda n, m: (math.log2(m or 1) + math.log2(n - m or 1)) / 2,
        "each alike",
    ),
    ("surprise.question", lambda n, m: scipy_entropy([m / n, 1 - m / n]), "told"),
    (
        "surprise.question",
        lambda n, m: m / n * np.log2(m) + (1 - m / n) * np.log2(n - m),
        "zero log zero",
    ),
    ("surprise.twenty_questions", lambda p: merge(p, -1), "largest merged"),
    ("surprise.twenty_questions", lambda p: merge(p, 0, lambda _: 1), "one per merge"),
    ("surprise.entropy", lambda p: -np.sum(p * np.log2(p + 1e-12), axis=-1), "epsilon in the log"),
    (
        "surprise.entropy",
        lambda p: -np.sum((p + 1e-9) * np.log2(p + 1e-9), -1),
        "epsilon in the log",
    ),
    ("surprise.entropy", lambda p: -np.sum(p * np.log2(np.clip(p, 1e-7, 1)), -1), "clipping"),
    (
        "surprise.entropy",
        lambda p: -np.sum(p * np.log2(np.clip(p, 1e-12, 1 - 1e-12)), -1),
        "clipping",
    ),
    ("surprise.entropy", lambda p: -np.sum(p * np.log2(np.where(p > 1e-9, p, 1)), -1), "clipping"),
    ("surprise.entropy", lambda p: np.round(scipy_entropy(p), 3), "nearly"),
    ("surprise.entropy", lambda p: np.round(scipy_entropy(p), 6), "nearly"),
    ("surprise.entropy", lambda p: np.round(scipy_entropy(p), 9), "nearly"),
    ("surprise.entropy", lambda p: -(p * np.log2(p, where=p > 0)).sum(-1), "unset memory"),
    ("surprise.entropy", lambda p: -(p * np.log2(p)).sum(-1), "zero log zero"),
    ("surprise.conditional_entropy", lambda j: -(j * np.log2(j / j.sum(1))).sum(), "keepdims"),
    ("surprise.conditional_entropy", lambda j: -(j * np.log2(j / j.sum(0))).sum(), "transposed"),
    (
        "cross_entropy.cross_entropy",
        lambda p, q: -np.sum(q * np.log2(p), axis=-1),
        "truth and belief",
    ),
    ("cross_entropy.cross_entropy", lambda p, q: -np.sum(p * np.log2(q), axis=-1), "zero log zero"),
    (
        "cross_entropy.cross_entropy",
        lambda p, q: -np.sum(p * np.log2(q + 1e-12), -1),
        "epsilon in the log",
    ),
    (
        "cross_entropy.cross_entropy",
        lambda p, q: -np.sum(p * np.log2(np.clip(q, 1e-7, 1)), -1),
        "clipping",
    ),
    ("cross_entropy.cross_entropy", lambda p, q: np.nansum(-p * np.log(q), -1), "nats"),
    (
        "cross_entropy.cross_entropy",
        lambda p, q: -np.where(q > 0, p * np.log2(np.where(q > 0, q, 1)), 0).sum(-1),
        "forbidden",
    ),
    (
        "cross_entropy.cross_entropy",
        lambda p, q: np.nan_to_num(-p * np.log2(q)).sum(-1),
        "forbidden",
    ),
    ("cross_entropy.kl", lambda p, q: np.nan_to_num(p * np.log2(p / q)).sum(-1), "forbidden"),
    ("cross_entropy.kl", lambda p, q: special.rel_entr(p, q).sum(-1), "nats"),
    (
        "cross_entropy.kl",
        lambda p, q: special.rel_entr(q, p).sum(-1) / np.log(2),
        "truth and belief",
    ),
    ("cross_entropy.kl", lambda p, q: abs(special.rel_entr(p, q)).sum(-1) / np.log(2), "absolute"),
    (
        "cross_entropy.kl",
        lambda p, q: (p * np.log2((p + 1e-12) / (q + 1e-12))).sum(-1),
        "epsilon in the log",
    ),
    ("cross_entropy.wrong_code", lambda p, _: p @ np.ceil(-np.log2(p)), "right code"),
    ("cross_entropy.wrong_code", lambda p, q: np.ceil(-p @ np.log2(q)), "ceiling"),
    ("cross_entropy.sample_nll", lambda labels, q: -np.log2(q[labels]).mean(), "bits"),
    ("cross_entropy.sample_nll", lambda y, q: -np.log(np.prod(q[y])) / len(y), "underflow"),
    ("cross_entropy.sample_nll", lambda labels, q: -np.log(np.mean(q[labels])), "log of a mean"),
    (
        "cross_entropy.sample_nll",
        lambda labels, q: -(q * np.log(q))[labels].mean(),
        "double weight",
    ),
    ("cross_entropy.most_likely", lambda labels, _: np.bincount(labels) / len(labels), "unseen"),
    (
        "cross_entropy.most_likely",
        lambda labels, _: np.unique(labels, return_counts=True)[1] / len(labels),
        "unseen",
    ),
    (
        "cross_entropy.message_bits",
        lambda q, letters: np.ceil(-np.log2(q[letters].prod())),
        "as printed",
    ),
    (
        "cross_entropy.message_bits",
        lambda q, letters: np.ceil(-np.log2(np.prod(q[letters]))) + 1,
        "underflow",
    ),
    (
        "cross_entropy.message_bits",
        lambda q, letters: np.ceil(-np.log2(q[letters]).sum()),
        "one bit short",
    ),
    (
        "cross_entropy.message_bits",
        lambda q, letters: np.ceil(-np.log2(q)[letters]).sum(),
        "whole words",
    ),
    ("cross_entropy.message_bits", lambda q, y: np.ceil(-np.log(q[y]).sum()) + 1, "nats"),
    ("cross_entropy.tied", lambda p, g: np.bincount(g, p)[g], "not normalised"),
    (
        "cross_entropy.tied",
        lambda p, g: np.array([p[g == i].mean() for i in range(g.max() + 1)]),
        "one per group",
    ),
    (
        "cross_entropy.tied",
        lambda p, g: (
            np.array([stats.gmean(p[g == i]) for i in g]) / sum(stats.gmean(p[g == i]) for i in g)
        ),
        "truth and belief",
    ),
    (
        "divergence.mutual_information",
        lambda j: np.nansum(j * np.log2(j / (j.sum(0) * j.sum(1)))),
        "keepdims",
    ),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: np.log(s1 / s2) + (s2**2 + (m2 - m1) ** 2) / (2 * s1**2) - 0.5,
        "truth and belief",
    ),
    ("divergence.gaussians", lambda m1, s1, m2, s2: (m1 - m2) ** 2 / (2 * s1 * s2), "equal widths"),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: np.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) + 0.5,
        "constant dropped",
    ),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: (
            np.log(s2 * (2 * np.pi) ** 0.5) + (s1**2 + (m1 - m2) ** 2) / 2 / s2**2
        ),
        "cross-entropy",
    ),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: 0.5 * np.log(s2 / s1) + (s1 + (m1 - m2) ** 2) / (2 * s2) - 0.5,
        "variance for scale",
    ),
    (
        "divergence.jensen_shannon",
        lambda rows: special.rel_entr(rows.mean(0), rows).sum() / len(rows) / np.log(2),
        "truth and belief",
    ),
    (
        "divergence.jensen_shannon",
        lambda rows: special.rel_entr(rows, rows.mean(0)).sum(-1).mean(),
        "nats",
    ),
    (
        "divergence.jensen_shannon",
        lambda rows: special.rel_entr(rows, rows.mean(0)).sum() / np.log(2),
        "sum",
    ),
    (
        "divergence.jensen_shannon",
        lambda rows: np.sum(rows * np.log2(rows / rows.mean(0))) / len(rows),
        "zero log zero",
    ),
    ("divergence.how_sure", lambda y, p, q: np.prod(p[y]) / np.prod(q[y]), "odds"),
    ("divergence.how_sure", lambda y, p, q: np.sum(np.log(p[y]) - np.log(q[y])), "odds"),
    (
        "divergence.how_sure",
        lambda y, p, q: np.prod(p[y]) / (np.prod(p[y]) + np.prod(q[y])),
        "underflow",
    ),
    (
        "divergence.how_sure",
        lambda y, p, q: special.expit(np.sum(np.log2(p[y]) - np.log2(q[y]))),
        "wrong base",
    ),
    (
        "divergence.how_sure",
        lambda y, p, q: special.expit(np.mean(np.log(p[y]) - np.log(q[y]))),
        "mean",
    ),
    (
        "divergence.how_sure",
        lambda y, p, q: special.expit(np.log(q[y] / p[y]).sum()),
        "complement",
    ),
    (
        "divergence.colleague",
        lambda c, t: special.rel_entr(t, c / c.sum()).sum(-1) / np.log(2),
        "truth and belief",
    ),
    ("divergence.colleague", lambda c, t: special.rel_entr(c / c.sum(), t).sum(-1), "nats"),
    (
        "divergence.colleague",
        lambda c, t: np.nansum(c / len(c) * np.log2(c / len(c) / t), axis=-1),
        "not normalised",
    ),
    (
        "divergence.colleague",
        lambda c, t: (c / c.sum() * np.log2(c / c.sum() / t)).sum(-1),
        "zero log zero",
    ),
    (
        "divergence.how_sure",
        lambda y, p, q: 1 / (1 + np.prod(q[y] / p[y])),
        "underflow",
    ),
    (
        "divergence.mutual_information",
        lambda j: np.nansum(j * np.log2(j / j.sum(1, keepdims=True))),
        "minus the conditional",
    ),
    ("divergence.times_chance", lambda k: shared(k) / (k.size - 1) * 2 * k.sum(), "margins free"),
    (
        "divergence.times_chance",
        lambda k: shared(k) / np.log(2) / np.prod(np.subtract(k.shape, 1)) * 2 * k.sum(),
        "units mixed",
    ),
    ("divergence.times_chance", lambda k: 2 * k.sum() * shared(k), "chi-square"),
    (
        "divergence.times_chance",
        lambda k: shared(k) / np.prod(np.subtract(k.shape, 1)) * k.sum(),
        "half forgotten",
    ),
    ("divergence.kl_from_sample", lambda x, mean: np.sum((x - mean) ** 2 - x**2) / 2, "sum"),
    ("divergence.kl_from_sample", lambda _, mean: mean**2 / 2, "limit"),
    (
        "divergence.kl_from_sample",
        lambda x, mean: np.mean(np.log(stats.norm.pdf(x) / stats.norm.pdf(x, mean))),
        "underflow",
    ),
    (
        "divergence.times_chance",
        lambda k: (
            np.sum(k / k.sum() * np.log(k * k.sum() / np.outer(k.sum(1), k.sum(0))))
            / (np.prod(np.subtract(k.shape, 1)) / (2 * k.sum()))
        ),
        "zero log zero",
    ),
    (
        "divergence.times_chance",
        lambda k: shared(k) / ((len(k) - 1) / (2 * k.sum())),
        "c - 1 left out",
    ),
    ("divergence.how_sure", lambda y, p, q: np.log(p[y] / q[y]).sum() > 0, "decision"),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: np.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / 2 * s2**2 - 1 / 2,
        "brackets",
    ),
    (
        "divergence.gaussians",
        lambda m1, s1, m2, s2: np.log2(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - 1 / 2,
        "wrong base",
    ),
    (
        "divergence.colleague",
        lambda c, t: np.nansum(
            np.nan_to_num(c / c.sum() * np.log2(c / c.sum() / t), posinf=0), axis=-1
        ),
        "forbidden",
    ),
    (
        "divergence.kl_from_sample",
        lambda x, mean: max(0, np.mean((x - mean) ** 2 - x**2) / 2),
        "never negative",
    ),
    (
        "divergence.jensen_shannon",
        lambda rows: np.nansum(rows * np.log2(rows / rows.mean(0)), axis=0).mean(),
        "columns first",
    ),
    (
        "divergence.mutual_information",
        lambda j: (
            (special.entr(j.sum(1)).sum() + np.nansum(j * np.log(j / j.sum(1, keepdims=True))))
            / np.log(2)
        ),
        "two variables",
    ),
    (
        "language.smoothing",
        lambda counts, extra: (counts + extra) / (counts.sum(axis=1)[:, None] + extra),
        "old sum",
    ),
    (
        "language.smoothing",
        lambda counts, extra: (counts + extra) / np.sum(counts + extra, axis=0),
        "wrong axis",
    ),
    (
        "language.smoothing",
        lambda counts, _: np.nan_to_num(counts / counts.sum(1, keepdims=True)),
        "unsmoothed",
    ),
    (
        "language.guesses",
        lambda p, y: np.argsort(np.argsort(-p, axis=1), axis=1)[range(len(y)), y],
        "counted from 0",
    ),
    (
        "language.guesses",
        lambda p, y: np.argsort(p, axis=1)[:, ::-1][np.arange(len(y)), y] + 1,
        "order for rank",
    ),
    (
        "language.guesses",
        lambda p, y: [1 + list(np.sort(row)).index(row[k]) for row, k in zip(p, y, strict=True)],
        "rarest first",
    ),
    (
        "language.smoothing",
        lambda counts, extra: (counts + extra) / (counts.sum(1)[:, None] + extra * len(counts)),
        "contexts counted",
    ),
    ("language.perplexity", lambda x, m: np.exp(np.mean(x[m])), "rows picked"),
    ("language.perplexity", lambda x, m: math.exp(x[m == 1].sum() / len(x)), "loss of a text"),
    ("language.perplexity", lambda x, m: np.exp(np.mean(x * m)), "padding in the divisor"),
    (
        "language.perplexity",
        lambda x, m: np.mean([np.exp(row[k > 0].mean()) for row, k in zip(x, m, strict=True)]),
        "perplexities averaged",
    ),
    ("language.perplexity", lambda x, m: np.exp2(np.average(x, weights=m)), "two for e"),
    ("language.bits_per_character", lambda w, t, c: math.log(w) * t / c, "nats"),
    ("language.bits_per_character", lambda w, t, c: math.log2(w) / (t / c), "upside down"),
    ("language.bits_per_character", lambda w, *_: math.log2(w), "per token"),
    ("language.kelly", lambda p, b: p - (1 - p) / b, "negative stake"),
    (
        "language.kelly",
        lambda p, b: np.clip((p * b - 1) / (b - 1), 0, 1),
        "stake counted in the gain",
    ),
    ("language.kelly", lambda p, _: p, "staked as forecast"),
    ("language.kelly", lambda p, b: np.clip(b * p - (1 - p), 0, 1), "edge"),
    ("language.kelly", lambda p, _: np.clip(2 * p - 1, 0, 1), "odds ignored"),
    (
        "language.next_symbol",
        lambda p, t, u: [int(np.sum(x >= np.cumsum(p**t / np.sum(p**t))[:-1])) for x in u],
        "multiplied",
    ),
    (
        "language.next_symbol",
        lambda p, t, u: np.digitize(u, np.cumsum(special.softmax(p / t))[:-1]),
        "probabilities as logits",
    ),
    (
        "language.next_symbol",
        lambda p, _, u: [np.argmax(p)] * len(u),
        "likeliest",
    ),
    (
        "language.next_symbol",
        lambda p, _, u: np.searchsorted(np.cumsum(p), u),
        "temperature ignored",
    ),
    (
        "language.next_symbol",
        lambda p, t, u: np.searchsorted(u, np.cumsum(p ** (1 / t) / np.sum(p ** (1 / t)))),
        "ends exchanged",
    ),
    ("binary.bce", lambda y, p: -np.mean(np.log(np.where(y == 1, p, 1 - p))), "hard label"),
    ("binary.bce", lambda y, p: -np.mean(np.log(y * p + (1 - y) * (1 - p))), "log of a mixture"),
    (
        "binary.bce",
        lambda y, p: np.mean(special.rel_entr(y, p) + special.rel_entr(1 - y, 1 - p)),
        "divergence",
    ),
    (
        "binary.bce",
        lambda y, p: -(y.mean() * np.log(p).mean() + (1 - y.mean()) * np.log(1 - p).mean()),
        "broadcast",
    ),
    ("binary.bce_logits", lambda _, z: np.mean(np.logaddexp(0, z)), "yes missing"),
    (
        "binary.bce_logits",
        lambda y, z: np.mean(np.logaddexp(0, z)) - np.mean(y) * np.mean(z),
        "broadcast",
    ),
    (
        "binary.bce_logits",
        lambda y, z: np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z)).mean(),
        "hard label",
    ),
    (
        "binary.bce_logits",
        lambda y, z: special.xlogy(-y, z).mean() - special.xlog1py(1 - y, -z).mean(),
        "logits as probabilities",
    ),
    ("binary.base_rate", lambda y: best_on(np.linspace(0, 1, 501), y), "grid"),
    ("binary.base_rate", lambda y: best_on(np.linspace(0, 1, 1001)[1:-1], y), "grid"),
    ("binary.odds_ratio", lambda y, g: odds(y[g].mean()) / odds(y.mean()), "group against all"),
    ("binary.threshold", lambda *_: 0.5, "costs ignored"),
    ("binary.threshold", lambda _, miss: 1 / miss, "false alarm ignored"),
    ("binary.bce", lambda y, p: -np.mean(np.log(p**y * (1 - p) ** 1 - y)), "brackets"),
    ("binary.bce", lambda y, p: -np.log(np.mean(p**y * (1 - p) ** (1 - y))), "log of a mean"),
    ("binary.bce", lambda y, p: -special.xlogy(y, p) - special.xlog1py(1 - y, -p), "not averaged"),
    ("binary.gradient", lambda y, z: z - y, "sigmoid missing"),
    (
        "binary.gradient",
        lambda y, z: np.where(y == 1, -special.expit(-z), special.expit(z)) / len(y),
        "hard label",
    ),
    ("binary.gradient", lambda y, z: (np.exp(z) / (1 + np.exp(z)) - y) / len(y), "overflow"),
    ("binary.gradient", lambda y, z: (special.expit(z) - np.mean(y)) / len(y), "labels averaged"),
    ("binary.gradient", lambda y, z: (special.expit(z) - y) / 2, "factor of two"),
    (
        "binary.gradient",
        lambda y, z: (y * special.expit(-z) + (1 - y) * special.expit(z)) / len(y),
        "wrong sign inside",
    ),
    ("binary.gradient", lambda y, z: (1 / (1 + np.exp(z)) - y) / len(y), "sigmoid upside down"),
    ("binary.paired", lambda a, b: (stats.sem(b - a), np.mean(b - a)), "error first"),
    ("binary.paired", lambda a, b: np.mean(b - a), "error missing"),
    ("binary.paired", lambda a, b: (np.mean(b - a), stats.sem(a) + stats.sem(b)), "errors added"),
    ("binary.paired", lambda a, b: (np.mean(b - a), 1.96 * stats.sem(b - a)), "interval"),
    (
        "binary.paired",
        lambda a, b: (np.mean(b - a), np.std(b - a, ddof=1) / np.sqrt(len(a) - 1)),
        "n - 1 twice",
    ),
    ("binary.threshold", lambda false_alarm, miss: miss / false_alarm, "upside down"),
    ("binary.threshold", lambda false_alarm, miss: false_alarm / false_alarm + miss, "brackets"),
    ("binary.threshold", lambda false_alarm, miss: 1 - false_alarm / miss, "odds"),
    ("binary.doubling", 26.8 - 21.5, "probability doubled"),
    ("binary.doubling", 33.2 - 29, "misread"),
    ("binary.doubling", 17.3 - 13.3, "misread"),  # from p = 0.05 to 0.1
    ("binary.doubling", 36.5 - 21.5, "several doublings"),
    ("binary.doubling", 29, "place"),
    ("binary.doubling", 0.19, "weight"),
    ("binary.doubling", "3.7 grey levels", "type"),
    ("descent.gradient", lambda x, y, t: x.T @ (x @ t - y), "sigmoid missing"),
    ("descent.gradient", lambda x, y, t: x.T @ (y - special.expit(x @ t)), "sign and 1/n"),
    ("descent.loop", lambda x, y, t, rate, steps: descend(x, y, t, rate, steps, -1), "uphill"),
    (
        "descent.loop",
        lambda x, y, t, rate, steps: descend(x, y, t, rate, steps, len(y)),
        "missing 1/n",
    ),
    ("descent.loop", lambda x, y, t, rate, _: descend(x, y, t, rate, 1), "steps ignored"),
    ("descent.best_rate", lambda k: 2 / np.max(k), "never settles"),
    ("descent.best_rate", lambda k: 2 / (k[0] + k[-1]), "first and last"),
    ("descent.best_rate", lambda k: (1 / max(k) + 1 / min(k)) / 2, "mean of rates"),
]


def one_step(x, y, inner, outer, rate):
    """What somebody types who mends two faults of three: the outer weights change too early."""
    h = np.tanh(x @ inner)
    error = (special.expit(h @ outer) - y) / len(y)
    outer = outer - rate * error @ h
    inner = inner - rate * x.T @ (error[:, None] * outer * (1 - h**2))
    return np.tanh(x @ inner) @ outer


def searched(b):
    """Best threshold by lesson 07's own function, of twenty thousand forecasts."""
    p = b * (np.arange(20_000) + 0.5) / 20_000
    order = p.argsort()[::-1]
    hits = p[order].cumsum()
    return p[order][(hits / (np.arange(1, len(p) + 1) + p.sum())).argmax()]


TYPED += [
    ("network.roads", [-0.75, 1, 0.5, 3], "one road"),
    ("network.roads", [0.5, 1, 0.5, 3], "short road only"),
    ("network.roads", [-0.25, 1, 0.5, 1], "half of s"),
    ("network.roads", [-0.25, 1, 2, 3], "own value in a sum"),
    ("network.roads", [-0.25, 1, 0.5], "shape"),
    ("network.roads", None, "nothing"),
    (
        "network.hidden_unit",
        lambda x, y, v, w: [
            np.mean((special.expit(v * np.tanh(w * x)) - y) * np.tanh(w * x)),
            np.mean((special.expit(v * np.tanh(w * x)) - y) * v * x),
        ],
        "link forgotten",
    ),
    (
        "multi_label.decide",
        lambda z, _: np.eye(z.shape[1])[special.softmax(z, axis=1).argmax(1)],
        "argmax",
    ),
    ("multi_label.decide", lambda z, t: special.softmax(z, axis=1) > t, "softmax for labels"),
    ("multi_label.decide", lambda z, _: special.expit(z) > 0.5, "one threshold"),
    (
        "multi_label.decide",
        lambda z, t: np.where(special.expit(z) >= 1 - t, 1, 0),
        "threshold mirrored",
    ),
    (
        "multi_label.loss",
        lambda y, z: np.mean(np.sum(y * z - special.log_expit(-z), axis=1)),
        "wrong sign inside",
    ),
    (
        "multi_label.masked_mean",
        lambda y, z, known: (np.logaddexp(0, z) - y * z)[known].sum() / z.shape[0],
        "divided by the rows",
    ),
    ("multi_label.undo_weight", lambda p, w: p * w / (1 + p * (w - 1)), "weighted twice"),
    ("multi_label.undo_weight", lambda p, w: special.logit(p) - np.log(w), "odds"),
    (
        "multi_label.macro_f1",
        lambda y, said: metrics.f1_score(y, said, average="macro", zero_division=1),
        "counted as 1",
    ),
    (
        "multi_label.macro_f1",
        lambda y, said: np.nanmean(2 * np.sum(y & said, 0) / (np.sum(y, 0) + np.sum(said, 0))),
        "zero by zero",
    ),
    ("multi_label.even_forecasts", searched, "searched"),
    ("multi_label.even_forecasts", lambda _: 0.381966011250105, "argument ignored"),
    ("multi_label.even_forecasts", lambda b: (3 - 5**0.5) / 2 * b, "stretched"),
    ("multi_label.even_forecasts", lambda b: 2 * b / (b + 2), "not halved"),
    (
        "multi_label.even_forecasts",
        lambda b: ((2 * b + b**2) + ((2 * b + b**2) ** 2 - 4 * b**2) ** 0.5) / 2,
        "other root",
    ),
    ("calibration.ece", lambda y, p: np.mean(np.abs(p - y)), "absolute error"),
    ("calibration.ece", lambda y, p: abs(p.mean() - y.mean()), "signed"),
    (
        "calibration.brier",
        lambda y, p: np.mean(np.square(p - np.eye(p.shape[1])[y])),
        "per class",
    ),
    ("calibration.brier", lambda y, p: np.mean((1 - p[range(len(y)), y]) ** 2), "only the target"),
    (
        "calibration.chance",
        lambda p, n, bins: math.sqrt(p * (1 - p) / (n / bins)),
        "standard deviation",
    ),
    (
        "calibration.chance",
        lambda p, n, _: math.sqrt(2 / math.pi) * math.sqrt(p * (1 - p) / n),
        "bins forgotten",
    ),
    (
        "calibration.temperature",
        lambda y, p, t: metrics.log_loss(
            y, special.softmax(p / t, axis=1), labels=range(p.shape[1])
        ),
        "softmax twice",
    ),
    (
        "calibration.temperature",
        lambda y, p, t: -np.log(p[np.arange(len(y)), y]).mean() / t,
        "temperature outside",
    ),
    (
        "calibration.temperature",
        lambda y, p, t: -special.log_softmax(np.log(p) * t, axis=1)[np.arange(len(y)), y].mean(),
        "inverse",
    ),
    ("calibration.report", [2, 2, 1, 0.087], "honest is informed"),
    ("calibration.report", [2, 3, 1, 0.331], "miscalibration added"),
    ("calibration.report", np.array([1, 2, 0, 0.087]), "counted from 0"),
    (
        "calibration.floor",
        lambda a, k: (
            -(1 - a) * math.log(1 - a) - a * math.log(a / (k - 1)) if a < 1 else math.log(k - 1)
        ),
        "others only",
    ),
    ("calibration.floor", lambda a, k: a * math.log(k), "uniform"),
    (
        "calibration.risk",
        lambda r, c, k: np.mean(~r[np.argsort(c)[: int(k * len(r))]]),
        "least sure",
    ),
    ("calibration.risk", lambda r, _, k: 1 - np.mean(r[: round(k * len(r))]), "not sorted"),
    ("network.back", lambda h, w, delta: np.dot(delta, w.T) * (1 - np.tanh(h) ** 2), "tanh twice"),
    ("network.back", lambda h, w, delta: np.inner(delta, w) * h * (1 - h), "sigmoid's slope"),
    ("network.back", lambda h, w, delta: np.inner(delta, w) + 0 * h, "link forgotten"),
    ("network.mend", one_step, "updated too early"),
    ("network.first_scale", lambda d, c: (2 / (d + d)) ** 0.5 + 0 * c, "activation ignored"),
    ("network.first_scale", lambda d, c: np.sqrt(2.0 / d) + 0 * c, "leak ignored"),
    ("network.first_scale", lambda d, c: (2 / (1 + c**2)) / d, "variance for scale"),
]

TYPED += [
    (
        "experiments.paired_error",
        lambda a, b: stats.sem((a - b).mean(axis=1)),
        "seeds only",
    ),
    ("experiments.paired_error", lambda a, b: stats.sem((a - b).ravel()), "all alike"),
    (
        "experiments.paired_error",
        lambda a, b: math.hypot(
            np.std((a - b).mean(0)) / len(a[0]) ** 0.5, np.std((a - b).mean(1)) / len(a) ** 0.5
        ),
        "two for one",
    ),
    ("experiments.seeds_needed", lambda gap, s, _: (3 * s / gap) ** 2, "one run's spread"),
    (
        "experiments.seeds_needed",
        lambda gap, s, rho: math.ceil(9 * 2 * s**2 * (1 - rho) / gap**2),
        "rounded up",
    ),
    ("experiments.seeds_needed", lambda gap, s, _: 18 * s**2 / gap**2, "independent runs"),
    ("experiments.range_test", [10, 0.5], "leaves the picture"),
    ("experiments.range_test", [3, 0.25], "lowest loss"),
    ("experiments.range_test", (0.5, 3), "order"),
    ("experiments.range_test", [5, 0.5], "last dip"),
    (
        "experiments.schedule",
        lambda steps, warm, total: [
            (i + 1) / warm if i < warm else math.cos(math.pi * (i - warm) / (total - warm))
            for i in steps
        ],
        "cosine not halved",
    ),
    (
        "experiments.schedule",
        lambda steps, warm, total: [
            i / warm if i < warm else math.cos(math.pi / 2 * (i - warm) / (total - warm)) ** 2
            for i in steps
        ],
        "zero first",
    ),
    ("experiments.first_steps", lambda w, _, rate, decay: rate * decay * w, "the sign stays"),
    ("experiments.stop_at", lambda losses, _: int(losses.argmin() + 1), "hindsight"),
    ("experiments.stop_at", lambda losses, _: len(losses), "last"),
    ("experiments.stop_at", lambda losses, _: losses.argmin(), "counted from 0"),
    (
        "experiments.evaluated",
        lambda _b, _beta, x: (x - x.mean(0)) / np.sqrt(x.var(0) + 0.001),
        "batch of its own",
    ),
]

TYPED += [
    ("imbalance.weighted_threshold", lambda w, a, m: a / (a + m) * w, "weight times the threshold"),
    ("imbalance.weighted_threshold", lambda w, a, m: a / (a + m * w), "weighted the wrong way"),
    ("imbalance.weighted_threshold", lambda w, a, m: m / (m + a * w), "upside down"),
    ("imbalance.weighted_threshold", lambda w, a, m: special.logit(w * a / (w * a + m)), "logit"),
    ("imbalance.logit_adjustment", lambda z, n: z + np.log(n / n.sum()), "softmax missing"),
    (
        "imbalance.logit_adjustment",
        lambda z, n: special.softmax(z, -1) * n / n.sum(),
        "not normalised",
    ),
    ("imbalance.balanced_weights", lambda n: n.sum() / len(n) * n, "brackets"),
    ("imbalance.weighted_threshold", lambda w, a, m: w * a / w * a + m, "brackets"),
    ("imbalance.her_weight", 0.75 / 0.3, "probabilities divided"),
    ("imbalance.her_weight", 1 / 7, "upside down"),
    ("imbalance.her_weight", 0.35 - 0.07, "difference"),
    ("imbalance.her_weight", 19, "odds"),
    ("imbalance.her_weight", 8.4, "misread"),
    ("imbalance.her_weight", "7 times", "type"),
]

TYPED += [
    (
        "a3_multi_label.floors",
        lambda t: [
            np.mean([k * np.log(k) if k else 0 for k in (t > 0).sum(1)]),
            (special.entr(t) + special.entr(1 - t)).sum(1).mean(),
        ],
        "whole labels",
    ),
    (
        "a3_multi_label.floors",
        lambda t: [
            np.nan_to_num(stats.entropy(t.T)).mean(),
            stats.entropy([t, 1 - t]).sum(1).mean(),
        ],
        "mass forgotten",
    ),
    (
        "a3_multi_label.floors",
        lambda t: [
            np.mean([k * stats.entropy(row) if (k := row.sum()) else 0 for row in t]),
            stats.entropy([t, 1 - t]).mean(),
        ],
        "per class",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: -np.log(1 - np.prod(1 - special.expit(z), axis=1, where=g)),
        "underflow",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: -np.log(np.clip(1 - np.prod(np.where(g, special.expit(-z), 1), 1), 1e-12, 1)),
        "clipped",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: -np.log1p(-np.prod(1 - special.expit(z).clip(1e-7, 1 - 1e-7), 1, where=g)),
        "clipped",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: -np.log(1 - np.prod(np.where(g, special.expit(-z), 1), 1) + 1e-9),
        "epsilon",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: [-np.log(special.softmax(r)[h].sum()) for r, h in zip(z, g, strict=True)],
        "softmax for labels",
    ),
    (
        "a3_multi_label.group_loss",
        lambda z, g: -special.log_expit(np.where(g, z, -np.inf).max(1)),
        "argmax",
    ),
    ("a3_multi_label.pull", lambda s, z, _m: special.expit(z) - s, "argument ignored"),
    (
        "a3_multi_label.pull",
        lambda s, z, m: special.expit(z) - s - (1 - s) * m,
        "prior forgotten",
    ),
    (
        "a3_multi_label.pull",
        lambda s, z, m: (
            -s * (1 - special.expit(z))
            + (1 - s)
            * (1 - m)
            * (special.expit(z) * (1 - special.expit(z)))
            / (1 - (1 - m) * special.expit(z))
        ),
        "zero by zero",
    ),
    ("a3_multi_label.chosen", lambda p, _b: p > 0.5, "a half"),
    (
        "a3_multi_label.chosen",
        lambda p, b: np.transpose(
            [
                q
                >= max(
                    np.linspace(0, 1, 101),
                    key=lambda t, q=q: q[q >= t].sum() / (b**2 * q.sum() + (q >= t).sum()),
                )
                for q in p.T
            ]
        ),
        "searched",
    ),
    (
        "a3_multi_label.bits_lost",
        lambda n, c, w, b: -sum(k / n * np.log2(k / n) for k in (b, c - b, w - b, n - c - w + b)),
        "price of one forecast",
    ),
    (
        "a3_multi_label.bits_lost",
        lambda n, c, w, b: (
            b / n * np.log2(b * n / (c * w))
            + (c - b) / n * np.log2((c - b) * n / (c * (n - w)))
            + (w - b) / n * np.log2((w - b) * n / (w * (n - c)))
            + (n - c - w + b) / n * np.log2((n - c - w + b) * n / ((n - c) * (n - w)))
        ),
        "third label forgotten",
    ),
    (
        "a5_imbalance_and_calibration.honesty",
        lambda y, p: (
            (metrics.log_loss(y, p, normalize=False) - stats.entropy([p, 1 - p]).sum())
            / np.sqrt(np.sum(p * (1 - p)))
        ),
        "scatter of the events",
    ),
    (
        "a5_imbalance_and_calibration.honesty",
        lambda y, p: (
            -(special.xlogy(y, p) + special.xlog1py(1 - y, -p) + stats.entropy([p, 1 - p])).sum()
        ),
        "not standardised",
    ),
    (
        "a5_imbalance_and_calibration.honesty",
        lambda y, p: (
            ((p - y) * (np.log(p) - np.log(1 - p))).sum()
            / (p * (1 - p) * (np.log(p) - np.log(1 - p)) ** 2).sum() ** 0.5
        ),
        "zero log zero",
    ),
    (
        "a5_imbalance_and_calibration.shift",
        lambda y, z: (
            math.log(sum(y) / (len(y) - sum(y))) - special.logit(np.mean(special.expit(z)))
        ),
        "log-odds of the means",
    ),
    (
        "a5_imbalance_and_calibration.shift",
        lambda y, z: special.logit(np.mean(y)) - np.mean(z),
        "mean logit",
    ),
    (
        "a5_imbalance_and_calibration.cut",
        lambda s, c, m: 1 / (1 + m / c * s / (1 - s)),
        "closed in vain only",
    ),
    (
        "a5_imbalance_and_calibration.cut",
        lambda s, c, m: special.expit(special.logit(c / m) - special.logit(1 - s)),
        "weighted the wrong way",
    ),
    (
        "a5_imbalance_and_calibration.thinned_error",
        lambda y, p, _k: (
            abs(
                np.histogram(p, 10, (0, 1), weights=p)[0] - np.histogram(p[y == 1], 10, (0, 1))[0]
            ).sum()
            / len(p)
        ),
        "weights ignored",
    ),
    (
        "a5_imbalance_and_calibration.thinned_error",
        lambda y, p, k: (
            abs(np.histogram(p, 10, (0, 1), weights=(p - y) / np.where(y, 1, k))[0]).sum() / len(p)
        ),
        "divided by n",
    ),
    (
        "a5_imbalance_and_calibration.actions",
        lambda z, k, c: np.argmin(np.exp(z) / np.exp(z).sum(1, keepdims=True) / k @ c.T, axis=1),
        "overflow",
    ),
    (
        "a5_imbalance_and_calibration.actions",
        lambda z, _k, c: [int(np.argmin(c @ row)) for row in special.softmax(z, axis=1)],
        "argument ignored",
    ),
    (
        "a5_imbalance_and_calibration.actions",
        lambda z, k, c: c[:, np.argmax(z - np.log(k), axis=1)].argmin(axis=0),
        "argmax",
    ),
    (
        "a5_imbalance_and_calibration.actions",
        lambda z, k, c: (np.exp(z - np.max(z)) / k @ c.T).argmin(axis=1),
        "wrong shift",
    ),
    (
        "a5_imbalance_and_calibration.thinned_error",
        lambda y, p, k: (
            abs(
                np.bincount(
                    np.digitize(p, np.arange(11) / 10, right=True),
                    np.where(y == 1, p - 1, p / k),
                )
            ).sum()
            / np.where(y == 1, 1, 1 / k).sum()
        ),
        "zero apart",
    ),
    (
        "a5_imbalance_and_calibration.honesty",
        lambda y, p: standardised(y, np.clip(p, 1e-6, 1 - 1e-6)),
        "clipped",
    ),
    ("a5_imbalance_and_calibration.shift", lambda y, z: newton(y, z, 30), "ran away"),
]

TYPED += [
    (
        "likelihoods.gaussian",
        lambda y, m, s: (np.log(s) + (y - m) ** 2 / (2 * s**2)).mean(),
        "constant dropped",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: -stats.norm.logpdf(y, m, np.sqrt(s)).mean(),
        "variance for scale",
    ),
    ("likelihoods.gaussian", lambda y, m, s: -stats.norm.logpdf(y, m, s), "not averaged"),
    ("likelihoods.gaussian", lambda y, m, s: -stats.norm.pdf(y, m, s).mean(), "no logarithm"),
    ("likelihoods.poisson", lambda y, rate: np.mean(rate - y * np.log(rate)), "constant dropped"),
    ("likelihoods.poisson", lambda y, rate: -stats.poisson.logpmf(y, rate).sum(), "sum"),
    (
        "likelihoods.poisson",
        lambda y, rate: np.mean(rate - y * np.log(rate) + special.gammaln(y)),
        "one fewer",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: -np.log(np.exp(-((y - m) ** 2) / 2 / s**2) / s / np.sqrt(2 * np.pi)).mean(),
        "underflow",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: np.mean((y - m) ** 2 / 2 * s**2 + np.log(s * np.sqrt(2 * np.pi))),
        "brackets",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: np.mean((y - m) ** 2 / 2 / s + np.log(s * np.sqrt(2 * np.pi))),
        "not squared",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: np.mean((y - m) ** 2 / 2 / s**2 + np.log(s * 2 * np.pi)),
        "half forgotten",
    ),
    (
        "likelihoods.gaussian",
        lambda y, m, s: -np.log(stats.norm.pdf(y, m, s).mean()),
        "logarithm of the mean",
    ),
    (
        "likelihoods.poisson",
        lambda y, r: -np.log(r**y * np.exp(-r) / special.factorial(y)).mean(),
        "overflow",
    ),
    (
        "likelihoods.poisson",
        lambda y, r: np.mean(r - y * np.log(r) + np.log(special.factorial(y))),
        "overflow",
    ),
    (
        "likelihoods.poisson",
        lambda y, r: np.mean(r + y * np.log(r) + special.gammaln(y + 1)),
        "wrong sign inside",
    ),
    (
        "likelihoods.poisson",
        lambda y, r: -stats.poisson.logpmf(y, np.exp(r)).mean(),
        "rate as a logarithm",
    ),
    ("likelihoods.width_slope", lambda y, m, s: (y - m) ** 2 / np.exp(2 * s) - 1, "sign"),
    (
        "likelihoods.width_slope",
        lambda y, m, s: 0.5 - 0.5 * (y - m) ** 2 / np.exp(2 * s),
        "log variance",
    ),
    (
        "likelihoods.width_slope",
        lambda y, m, s: 1 - (y - m) ** 2 * np.exp(2 * s),
        "upside down",
    ),
    (
        "likelihoods.geometric",
        lambda y, theta: special.softmax(np.outer(theta, range(100)), 1) @ range(100) - y,
        "sum cut off",
    ),
    (
        "likelihoods.width_slope",
        lambda y, m, s: 1 / np.exp(s) - (y - m) ** 2 / np.exp(s) ** 3,
        "slope in the scale",
    ),
    (
        "likelihoods.width_slope",
        lambda y, m, s: -((y - m) ** 2) * np.exp(-2 * s),
        "logarithm missing",
    ),
    (
        "likelihoods.width_slope",
        lambda y, m, s: 1 - ((y - m) / s) ** 2,
        "width not exponentiated",
    ),
    (
        "likelihoods.width_slope",
        lambda y, m, s: -stats.norm.logpdf(y, m, np.exp(s)),
        "price",
    ),
    ("likelihoods.geometric", lambda y, theta: np.exp(theta) - y, "Poisson"),
    ("likelihoods.geometric", lambda y, theta: special.expit(theta) - y, "Bernoulli"),
    (
        "likelihoods.geometric",
        lambda y, theta: y - np.exp(theta) / (1 - np.exp(theta)),
        "sign",
    ),
    (
        "likelihoods.geometric",
        lambda y, theta: -stats.geom.logpmf(y + 1, 1 - np.exp(theta)),
        "price",
    ),
    (
        "likelihoods.geometric",
        lambda y, theta: stats.geom.mean(1 - np.exp(theta)) - y,
        "counted from 1",
    ),
    ("likelihoods.outside", [5, 2], "inside"),
    ("likelihoods.outside", [14, 2], "misread"),
    ("likelihoods.outside", [0.75, 0.1], "shares"),
    ("likelihoods.outside", [15, 1], "one side"),
    ("likelihoods.outside", [75, 10], "per cent"),
    (
        "likelihoods.order",
        lambda d, short, left: np.quantile(d, left / (short + left), method="inverted_cdf"),
        "swapped costs",
    ),
    (
        "likelihoods.order",
        lambda d, short, left: np.quantile(d, short / (short + left)),
        "interpolated",
    ),
    (
        "likelihoods.order",
        lambda d, short, left: np.quantile(d, short / (short + left), method="nearest"),
        "neighbour",
    ),
    (
        "likelihoods.order",
        lambda d, short, left: np.percentile(d, short / (short + left)),
        "share for per cent",
    ),
    (
        "likelihoods.order",
        lambda d, _short, _left: np.quantile(d, 0.75, method="inverted_cdf"),
        "costs typed in",
    ),
    ("likelihoods.outside", [15, 90], "per cent"),
    ("likelihoods.order", lambda d, _short, _left: sum(d) / len(d), "mean"),
    ("likelihoods.order", lambda d, _short, _left: sorted(d)[len(d) // 2], "costs ignored"),
    ("likelihoods.order", lambda d, _short, _left: max(d), "never short"),
]


def conv_places(size, kernel, first, second, units):
    side = ((size - kernel + 1) // 2 - kernel + 1) // 2
    return [side * side * second, first * kernel**2 + second * kernel**2 + units * side**2 * second]


TYPED += [
    ("clinic.double_floor", lambda k: np.log(np.exp(1) + k) - 1, "one more"),
    ("clinic.double_floor", lambda k: np.exp(1) / (np.exp(1) + k - 1), "no logarithm"),
    ("clinic.double_floor", lambda k: math.log(k), "untrained"),
    ("clinic.double_floor", lambda k: np.log2((np.e + k - 1) / np.e), "bits"),
    (
        "clinic.smoothed_floor",
        lambda a, k: stats.entropy([1 - a] + [a / (k - 1)] * (k - 1)),
        "spread over the others",
    ),
    (
        "clinic.smoothed_floor",
        lambda a, k: -(1 - a) * np.log(1 - a) - a * np.log(a / k),
        "own share forgotten",
    ),
    ("clinic.smoothed_floor", lambda a, _: stats.entropy([a, 1 - a]), "yes or no"),
    (
        "clinic.first_loss",
        lambda counts, b: -special.log_softmax(b).mean() + 0 * counts[0],
        "classes alike",
    ),
    ("clinic.first_loss", lambda counts, b: counts @ -special.log_softmax(b), "sum"),
    (
        "clinic.first_loss",
        lambda counts, b: stats.entropy(counts / counts.sum()) + 0 * b[0],
        "entropy of the shares",
    ),
    (
        "clinic.first_loss",
        lambda counts, b: stats.entropy(counts, special.softmax(b)),
        "divergence",
    ),
    ("clinic.row_weights", lambda y, w: y @ w, "sum"),
    ("clinic.row_weights", lambda y, w: (y * w).max(axis=1), "maximum"),
    (
        "clinic.row_weights",
        lambda y, w: [w[np.flatnonzero(row)[0]] if row.any() else 1 for row in y],
        "empty rows weigh 1",
    ),
    ("clinic.four_lines", [1, 4, 5, 2], "floors exchanged"),
    ("clinic.four_lines", (4, 1, 2, 5), "C and D exchanged"),
    ("clinic.four_lines", None, "nothing"),
    (
        "clinic.guard",
        lambda x, s: (x.mean() - stats.entropy(s, base=2)) / stats.sem(x),
        "bits kept",
    ),
    (
        "clinic.guard",
        lambda x, s: (x.mean() - stats.entropy(s)) / (x.std() / len(x) ** 0.5),
        "divided by n",
    ),
    ("clinic.guard", lambda x, s: abs(x.mean() - stats.entropy(s)) / stats.sem(x), "absolute"),
    (
        "clinic.guard",
        lambda x, s: (np.mean(x) - math.log(len(s))) / stats.sem(x),
        "ln K for the start",
    ),
    ("clinic.break_even", lambda c, _: c, "honest share"),
    ("clinic.break_even", lambda _, m: 1 / m, "chance"),
    (
        "clinic.break_even",
        lambda c, m: (math.log(m) + math.log(1 - c)) / (math.log(1 - c) - math.log(c)),
        "rest not shared",
    ),
]

TYPED += [
    ("training.epoch_loss", lambda means, sizes: sum(means) / len(sizes), "means averaged"),
    (
        "training.epoch_loss",
        lambda means, sizes: float(means[-1]) + 0 * sum(sizes),
        "one batch alone",
    ),
    ("training.first_losses", [np.log(2), np.log(10), np.log(10), np.log(2)], "mean over labels"),
    (
        "training.first_losses",
        [np.log(2), np.log(10), stats.entropy([0.7, 0.3]), 7 * np.log(2)],
        "floor of the target",
    ),
    ("training.first_losses", [1, np.log2(10), np.log2(10), 7], "bits"),
    ("training.first_losses", None, "nothing"),
    (
        "training.first_losses",
        [np.log(2), np.log(10), 0.7 * np.log(10), 7 * np.log(2)],
        "one of two masses",
    ),
    ("training.weighted", lambda r, w: r * w.mean(), "upside down"),
    ("training.weighted", lambda r, w: r * len(w) / max(w) / len(w), "maximum"),
    ("training.prior_bias", lambda y: np.log(y.mean(axis=0)), "log of the rate"),
    ("training.prior_bias", lambda y: np.log(y.sum(0) / y.sum()), "softmax for labels"),
    ("training.prior_bias", lambda y: np.log((1 - y.mean(0)) / y.mean(0)), "sign"),
    (
        "training.bounded",
        lambda y, z, q: (special.softmax(z, axis=1) - np.eye(z.shape[1])[y]) / len(y) + 0 * q,
        "plain log score",
    ),
    (
        "training.bounded",
        lambda y, z, q: (
            np.exp(q * special.log_softmax(z, axis=1)[np.arange(len(y)), y])[:, None]
            * (special.softmax(z, axis=1) - np.eye(z.shape[1])[y])
        ),
        "missing 1/n",
    ),
    ("training.early_stopping", [9, 6, 0.1], "nearly"),
    ("training.early_stopping", [8, 6, 0.05], "one too few"),
    ("training.early_stopping", [4, 3, 0.03], "first rise"),
    ("training.early_stopping", [9, 9, 0.0], "last weights"),
    ("training.early_stopping", [6, 3, -0.12], "first rise"),
    ("training.early_stopping", [9, 6, 0.52], "one loss alone"),
    (
        "training.convolutions",
        lambda size, k, first, second, units: conv_places(size, k, first, second, units),
        "depth and bias forgotten",
    ),
]


def descend(x, y, theta, rate, steps, factor=1):
    """Gradient descent by SciPy's sigmoid, its steps multiplied by a factor."""
    for _ in range(steps):
        theta = theta - factor * rate * x.T @ (special.expit(x @ theta) - y) / len(y)
    return theta


def merge(p, place, counted=lambda group: group):
    """Merge two groups at a time, the smallest (place 0) or the largest (place -1)."""
    groups, total = list(p), 0
    while len(groups) > 1:
        groups.sort()
        group = groups.pop(place) + groups.pop(place)
        groups, total = [*groups, group], total + counted(group)
    return total


def best_on(grid, y):
    """Least mean loss of a constant forecast among those of a grid."""
    return min(-(special.xlogy(y, q) + special.xlog1py(1 - y, -q)).mean() for q in grid)


def odds(share):
    return share / (1 - share)


def of_label(values, labels):
    return values[np.arange(len(labels)), labels]


def softmax_less(shift):
    def answer(z):
        e = np.exp(z - shift(z))
        return e / e.sum(axis=1, keepdims=True)

    return answer


SHIFTS = {
    "mean": lambda z: z.mean(axis=1, keepdims=True),
    "700": lambda _: 700,
    "first": lambda z: z[:, :1],
    "of all": lambda z: z.max(),
    "absolute": lambda z: abs(z).max(axis=1, keepdims=True),
}
TYPED += [
    row
    for shift in SHIFTS.values()
    for softmax in [softmax_less(shift)]
    for row in [
        ("softmax.softmax", softmax, "wrong shift"),
        ("softmax.loss", lambda y, z, f=softmax: -np.log(of_label(f(z), y)).mean(), "wrong shift"),
        (
            "softmax.gradient",
            lambda y, z, f=softmax: (f(z) - np.eye(z.shape[1])[y]) / len(y),
            "wrong shift",
        ),
        ("stability.tail", lambda y, z, f=softmax: -np.log(of_label(f(z), y)), "wrong shift"),
        (
            "stability.logsumexp",
            lambda z, s=shift: np.ravel(
                s(z) + np.log(np.exp(z - s(z)).sum(axis=1, keepdims=True)), order="F"
            ),
            "wrong shift",
        ),
    ]
]

TYPED += [
    ("softmax.loss", lambda y, z: -of_label(special.log_softmax(z), y).mean(), "flattened"),
    ("softmax.gradient", lambda y, z: np.eye(z.shape[1])[y] - special.softmax(z, axis=1), "force"),
]


def from_probability(log):
    """Losses of several exercises as learners type them, by a logarithm of their own."""
    p, expit = special.softmax, special.expit
    yield "softmax.loss", lambda y, z: -log(of_label(p(z, axis=1), y)).mean()
    yield (
        "softmax.loss",
        lambda y, z: -np.sum(np.eye(z.shape[1])[y] * log(p(z, axis=1)), axis=1).mean(),
    )
    yield "softmax.soft_labels", lambda t, z: -(t * log(p(z, axis=1))).sum(axis=1).mean()
    yield "softmax.bradley_terry", lambda s, won, lost: -log(expit(s[won] - s[lost])).mean()
    yield "stability.bce", lambda y, z: -y * log(expit(z)) - (1 - y) * log(1 - expit(z))
    yield "stability.tail", lambda y, z: -log(of_label(p(z, axis=1), y))
    yield (
        "multi_label.loss",
        lambda y, z: (
            -np.mean(
                np.sum(y * log(expit(z)) + (1 - y) * log(1 - expit(z)), axis=1),
            )
        ),
    )
    yield (
        "multi_label.masked_mean",
        lambda y, z, known: (
            -(known * (y * log(expit(z)) + (1 - y) * log(expit(-z)))).sum() / known.sum()
        ),
    )
    yield (
        "likelihoods.gaussian",
        lambda y, mean, scale: -np.mean(log(stats.norm.pdf(y, mean, scale))),
    )
    yield "likelihoods.poisson", lambda y, rate: -np.mean(log(stats.poisson.pmf(y, rate)))
    yield (
        "imbalance.prior_correction",
        lambda p, seen, true: special.expit(
            log(p) - log(1 - p) + special.logit(true) - special.logit(seen)
        ),
    )


EPSILONS = (1e-2, 1e-7, 1e-12, 1e-16, 2.2e-16, np.finfo(float).eps)
TYPED += [
    (name, answer, mistake)
    for e in EPSILONS
    for log, mistake in [
        (lambda p, e=e: np.log(np.clip(p, e, 1 - e)), "clipped"),
        (lambda p, e=e: np.log(np.clip(p, e, None)), "clipped"),
        (lambda p, e=e: np.log(p + e), "epsilon"),
    ]
    for name, answer in from_probability(log)
]


def textbook(y, z, e):
    """Binary cross-entropy of a probability that is clipped once."""
    p = np.clip(special.expit(z), e, 1 - e)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


TYPED += [
    row
    for e in EPSILONS
    for row in [
        ("stability.bce", lambda y, z, e=e: textbook(y, z, e), "clipped"),
        ("multi_label.loss", lambda y, z, e=e: textbook(y, z, e).sum(axis=1).mean(), "clipped"),
    ]
]
TYPED += [
    ("softmax.softmax", lambda z: special.softmax(-z, axis=1), "wrong sign inside"),
    ("softmax.softmax", lambda z: special.softmax(np.clip(z, -500, 500), axis=1), "clipped"),
    (
        "softmax.loss",
        lambda y, z: (np.log(np.exp(z - 700).sum(1)) + 700 - of_label(z, y)).mean(),
        "wrong shift",
    ),
    ("softmax.loss", lambda y, z: np.mean(z.max(axis=1) - of_label(z, y)), "maximum"),
    (
        "softmax.loss",
        lambda y, z: -np.log(1 / (1 + np.exp(-of_label(z, y)))).mean(),
        "only the target",
    ),
    (
        "softmax.loss",
        lambda y, z: -(np.eye(z.shape[1])[y] * np.log(special.softmax(z, axis=1))),
        "not summed",
    ),
    ("softmax.loss", lambda y, z: -of_label(special.log_softmax(z, axis=1), y), "not summed"),
    (
        "softmax.loss",
        lambda y, z: -(np.eye(z.shape[1])[y] * np.log(special.softmax(z, axis=1))).sum(1).mean(),
        "overflow",
    ),
    (
        "softmax.gradient",
        lambda y, z: (special.softmax(z, axis=1) - np.eye(z.shape[1])[y]).sum(axis=0),
        "sum",
    ),
    (
        "softmax.gradient",
        lambda y, z: (
            (special.softmax(z, axis=1) - np.eye(z.shape[1])[y])
            * special.softmax(z, axis=1)
            * (1 - special.softmax(z, axis=1))
            / len(y)
        ),
        "squared error",
    ),
    (
        "softmax.jacobian_vector",
        lambda z, v: (
            special.softmax(z, axis=1) * v
            - np.sum(special.softmax(z, axis=1) * v, axis=1, keepdims=True)
        ),
        "not weighted",
    ),
    (
        "softmax.loss",
        lambda y, z: (
            -np.mean(np.sum(np.eye(z.shape[1])[y] * np.log(np.exp(z) / np.sum(np.exp(z))), axis=1))
        ),
        "flattened",
    ),
    (
        "softmax.loss",
        lambda y, z: (
            -np.mean(
                np.eye(z.shape[1])[y] * np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))
            )
        ),
        "per class",
    ),
    (
        "softmax.temperature",
        lambda y, z, t: np.mean(of_label(z, y) - (special.softmax(z / t, axis=1) * z).sum(axis=1)),
        "inner derivative",
    ),
    (
        "softmax.temperature",
        lambda y, z, t: (
            np.mean((np.eye(z.shape[1])[y] - special.softmax(z / t, axis=1)) * z) / t**2
        ),
        "per class",
    ),
    (
        "softmax.temperature",
        lambda y, z, t: np.mean(
            (of_label(z, y) - (special.softmax(z, axis=1) * z).sum(axis=1)) / t**2
        ),
        "cold forecast",
    ),
    (
        "softmax.temperature",
        lambda y, z, t: np.mean((special.softmax(z / t, axis=1) * z).sum(axis=1) - of_label(z, y)),
        "slope in 1/T",
    ),
    (
        "softmax.bradley_terry",
        lambda s, won, lost: np.log1p(np.exp(s[won] - s[lost])).mean(),
        "swapped pair",
    ),
    (
        "softmax.bradley_terry",
        lambda s, won, lost: -np.log(np.mean(special.expit(s[won] - s[lost]))),
        "log of a mean",
    ),
    ("stability.logsumexp", lambda z: np.log(np.sum(np.exp(z))), "all axes"),
    ("stability.logsumexp", lambda z: np.log(np.exp(z).mean(axis=1)), "mean"),
    ("stability.logsumexp", lambda z: np.log(np.exp(z.clip(-500, 500)).sum(axis=1)), "clipped"),
    ("stability.tail", lambda y, z: -of_label(special.log_softmax(z, axis=1), y), "absorption"),
    (
        "stability.tail",
        lambda y, z: np.log1p(np.exp(z - of_label(z, y)[:, None]).sum(axis=1)),
        "own counted twice",
    ),
    (
        "stability.tail",
        lambda y, z: np.log1p(np.exp(z - of_label(z, y)[:, None]).sum(axis=1) - 1),
        "both tails",
    ),
    ("stability.tail", lambda y, z: special.logsumexp(z) - of_label(z, y), "flattened"),
    ("stability.limits", {"float16": 11.09, "float32": 88.723, "float64": 709.78}, "keys"),
    *[
        (
            "stability.log_complement",
            lambda s, at=at: np.where(s > at, np.log(-np.expm1(s)), np.log1p(-np.exp(s))),
            "cancellation",
        )
        for at in (-39.9, -1e-18)
    ],
]

TYPED += [
    (
        "a1_information.clock_bits",
        lambda day, night, n: 2 * n * scipy_entropy([(day + night) / 2, 1 - (day + night) / 2]),
        "cross-entropy",
    ),
    (
        "a1_information.rolls",
        lambda six, _, odds: np.log(odds) / stats.entropy([six, 1 - six], [1, 5]),
        "box ignored",
    ),
    (
        "a1_information.rolls",
        lambda six, box, odds: np.log2(odds * (box - 1)) / stats.entropy([six, 1 - six], [1, 5]),
        "units mixed up",
    ),
    ("a1_information.bits_per_letter", lambda p, _: scipy_entropy(p), "entropy"),
    ("a1_information.bits_per_letter", lambda p, _: merge(p, 0), "argument ignored"),
    (
        "a1_information.bits_per_letter",
        lambda p, m: halved(sorted(functools.reduce(np.kron, [p] * m))[::-1]) / m,
        "fano",
    ),
    (
        "a1_information.learned_bits",
        lambda y, k: len(y) * scipy_entropy(np.bincount(y, minlength=k)),
        "table for nothing",
    ),
    (
        "a1_information.learned_bits",
        lambda y, k: (
            -np.log2([(list(y[: i + 1]).count(a) + 1) / (i + 1 + k) for i, a in enumerate(y)]).sum()
        ),
        "own letter counted",
    ),
    (
        "a1_information.synergy",
        lambda j: (shared(j.reshape(-1, j.shape[2])) - shared(j.sum(1))) / np.log(2),
        "one switch left out",
    ),
    (
        "a1_information.synergy",
        lambda j: (shared(j.sum(1)) + shared(j.sum(0))) / np.log(2),
        "each alone",
    ),
    (
        "a2_binary_and_softmax.grouped_loss",
        lambda d, m, z: (
            -(d * np.log(special.expit(z)) + (m - d) * np.log(1 - special.expit(z))).sum() / m.sum()
        ),
        "overflow",
    ),
    (
        "a2_binary_and_softmax.grouped_loss",
        lambda d, m, z: (m * np.logaddexp(0, z) - d * z).mean(),
        "divided by wells",
    ),
    (
        "a2_binary_and_softmax.newton",
        lambda x, d, m, t: t - x.T @ (m * special.expit(x @ t) - d) / m.sum(),
        "rate 1",
    ),
    (
        "a2_binary_and_softmax.newton",
        lambda x, d, m, t: (
            t
            - np.linalg.inv((x.T * m * expit_slope(x @ t)) @ x / len(x))
            @ (x.T @ (m * special.expit(x @ t) - d) / m.sum())
        ),
        "two means",
    ),
    (
        "a2_binary_and_softmax.steps",
        lambda sharp, flat, times: math.log(times) / -math.log((sharp - flat) / (sharp + flat)),
        "distance for loss",
    ),
    (
        "a2_binary_and_softmax.loss",
        lambda y, z: -special.log_softmax(z, axis=1)[np.arange(len(y)), y].mean(),
        "last class",
    ),
    (
        "a2_binary_and_softmax.loss",
        lambda y, z: (special.logsumexp(z, axis=1) - of_label(z, y))[y >= 0].sum() / len(y),
        "unlabelled in the mean",
    ),
    (
        "a2_binary_and_softmax.race",
        lambda order, s: (
            -sum(special.log_softmax(s[np.argsort(order)[i:]])[0] for i in range(len(s)))
        ),
        "places for boats",
    ),
    (
        "a2_binary_and_softmax.race",
        lambda order, s: -special.log_softmax(s)[order].sum(),
        "arrived boats kept",
    ),
    (
        "a2_binary_and_softmax.race",
        lambda order, s: (
            -np.log(
                np.prod([np.exp(s[order[i]]) / np.exp(s[order[i:]]).sum() for i in range(len(s))])
            )
        ),
        "overflow",
    ),
    (
        "a2_binary_and_softmax.not_loss",
        lambda y, z: -np.log(1 - of_label(special.softmax(z, axis=1), y)),
        "cancellation",
    ),
    (
        "a2_binary_and_softmax.not_loss",
        lambda y, z: -np.log1p(-of_label(special.softmax(z, axis=1), y)),
        "one side alone",
    ),
    (
        "a2_binary_and_softmax.not_loss",
        lambda y, z: special.logsumexp(z, axis=1) - of_label(z, y),
        "class that it is",
    ),
]

TYPED += [
    ("atlas.masked", lambda losses, _: np.mean(losses), "padding counted"),
    (
        "atlas.masked",
        lambda losses, n: np.mean([row[:k].mean() for row, k in zip(losses, n, strict=True)]),
        "means averaged",
    ),
    (
        "atlas.masked",
        lambda losses, n: sum(row[:k].sum() for row, k in zip(losses, n, strict=True)),
        "sum",
    ),
    ("atlas.found", [188, 8], "numbers of tokens"),
    ("atlas.found", [0.4, 0.94], "in the other order"),
    ("atlas.found", [0.94, 40], "mixed units"),
    ("atlas.found", [0.94, 0.6], "missed"),
    (
        "atlas.rewarded_slope",
        lambda z, action, _: special.softmax(z, axis=1) - np.eye(z.shape[1])[action],
        "weights ignored",
    ),
    (
        "atlas.rewarded_slope",
        lambda z, action, a: a[:, None] * (np.eye(z.shape[1])[action] - special.softmax(z, axis=1)),
        "sign",
    ),
    ("atlas.judge", lambda p, q, _: p / (p + q), "prior ignored"),
    ("atlas.judge", lambda p, q, s: s * p / ((1 - s) * q), "odds"),
    ("atlas.kept", lambda p, kept: kept * p, "multiplied"),
    (
        "atlas.kept",
        lambda p, kept: special.expit(special.logit(p) - np.log(kept)),
        "wrong way round",
    ),
    ("atlas.dice", lambda y, p: 2 * np.sum(y * p) / np.sum(y + p), "complement"),
    ("atlas.dice", lambda y, p: 1 - np.sum(y * p) / np.sum(y + p), "factor forgotten"),
]

TYPED += [
    ("scale.merged_variance", lambda n, m, v: v @ n / n.sum() + 0 * m[0], "within alone"),
    (
        "scale.merged_variance",
        lambda n, m, v: np.cov(m, fweights=n, ddof=0) + 0 * v[0],
        "between alone",
    ),
    ("scale.merged_variance", lambda n, m, v: v.mean() + 0 * (n[0] + m[0]), "within alone"),
    ("scale.merge", lambda m1, s1, m2, s2: np.array([np.maximum(m1, m2), s1 + s2]), "sums added"),
    ("scale.merge", lambda m1, s1, m2, s2: np.array([m1 + m2, s1 + s2]), "maxima added"),
    ("scale.sum_estimate", lambda z, q: sum(np.exp(z) / q), "sum"),
    ("scale.sum_estimate", lambda z, q: np.exp(z).mean() + 0 * q[0], "argument ignored"),
    (
        "scale.sum_estimate",
        lambda z, q: special.logsumexp(z - np.log(q)) - np.log(len(z)),
        "logarithm",
    ),
    (
        "scale.noise_floor",
        lambda p, r: (1 - r) * stats.entropy(p, axis=1).mean() + r * np.log(p.shape[1]),
        "entropies mixed",
    ),
    ("scale.noise_floor", lambda p, _: stats.entropy(p, axis=1).mean(), "argument ignored"),
    ("scale.whole_gradient", lambda means, _: np.mean(means, axis=0), "means averaged"),
    ("scale.whole_gradient", lambda means, sizes: sizes @ means, "sum"),
    ("scale.workers", [16, 16], "as many times as machines"),
    ("scale.workers", [16, 0.1], "seconds"),
    ("scale.workers", [8, 16], "swapped"),
]


def from_pixels(x, labels, v, b, w, c, *, gate):
    u = x @ v + b
    error = special.softmax(np.maximum(u, 0) @ w + c, axis=1) - np.eye(len(c))[labels]
    return np.array([(v * gate(row)) @ w @ e for row, e in zip(u, error, strict=True)])


def lamp_by_lamp(months, died, z, *, price):
    return [price(m, d, row) for m, d, row in zip(months, died, z, strict=True)]


def lamp_costs(sign, upto):
    """Price of each lamp: the months survived, with logits of some sign, and the month of death."""
    return lambda m, d, row: (
        np.logaddexp(0, row[: upto(m, d)]).sum() + (np.logaddexp(0, sign * row[m - 1]) if d else 0)
    )


def survived(m, d):
    return m - d


def report_with(choice, price):
    def report(z_val, y_val, z_test, y_test, temperatures):
        p_val = [special.softmax(z_val / t, axis=1) for t in temperatures]
        best = temperatures[choice(y_val, p_val)]
        return price(y_test, special.softmax(z_test / best, axis=1))

    return report


def by_log_loss(y, forecasts):
    return np.argmin([metrics.log_loss(y, p, labels=range(p.shape[1])) for p in forecasts])


TYPED += [
    (
        "a4_keras_classifier.pixel_slopes",
        lambda *args: from_pixels(*args, gate=np.ones_like),
        "link forgotten",
    ),
    (
        "a4_keras_classifier.pixel_slopes",
        lambda *args: from_pixels(*args, gate=lambda u: np.maximum(u, 0)),
        "multiplied",
    ),
    (
        "a4_keras_classifier.pixel_slopes",
        lambda *args: from_pixels(*args, gate=lambda u: u > 0) / len(args[0]),
        "divided by n",
    ),
    (
        "a4_keras_classifier.saved",
        lambda faultless, kinds: stats.entropy(
            [faultless, *[(1 - faultless) / (kinds - 1)] * (kinds - 1)]
        ),
        "entropy",
    ),
    (
        "a4_keras_classifier.saved",
        lambda faultless, kinds: np.log(kinds) - stats.entropy([faultless, 1 - faultless]),
        "faults as one kind",
    ),
    (
        "a4_keras_classifier.batch_losses",
        lambda shown, _: [
            shown[i] * (i + 1) - (shown[i - 1] * i if i else 0) for i in range(len(shown))
        ],
        "sizes ignored",
    ),
    (
        "a4_keras_classifier.dropout_loss",
        lambda h, w, c, label, rate: -special.log_softmax(h * (1 - rate) @ w + c)[label],
        "dropout ignored",
    ),
    (
        "a4_keras_classifier.ensemble_loss",
        lambda labels, z: (
            -np.mean([special.log_softmax(one, 1)[range(len(labels)), labels] for one in z], axis=0)
        ),
        "mean of logarithms",
    ),
    (
        "a4_keras_classifier.ensemble_loss",
        lambda labels, z: -special.log_softmax(z.mean(0), axis=1)[range(len(labels)), labels],
        "logits averaged",
    ),
    (
        "a6_capstone.bounds",
        lambda errors, n, classes, least: [
            errors / n * math.log(2),
            (errors * math.log(1 / least) + (n - errors) * math.log(classes)) / n,
        ],
        "nats",
    ),
    (
        "a6_capstone.audited",
        report_with(by_log_loss, lambda y, p: -np.log2(p[range(len(y)), y]).mean()),
        "several faults left",  # scikit-learn's log_loss holds 0 away
    ),
    (
        "a6_capstone.audited",
        report_with(by_log_loss, lambda y, p: -np.log(p[range(len(y)), y]).mean()),
        "several faults left",  # scikit-learn's log_loss holds 0 away
    ),
    (
        "a6_capstone.lamp_loss",
        lambda *args: lamp_by_lamp(*args, price=lamp_costs(1, survived)),
        "target forgotten",
    ),
    (
        "a6_capstone.lamp_loss",
        lambda *args: lamp_by_lamp(*args, price=lamp_costs(-1, lambda m, _: m)),
        "dead and survived",
    ),
    (
        "a6_capstone.lamp_loss",
        lambda *args: lamp_by_lamp(*args, price=lamp_costs(-1, lambda m, _: m - 1)),
        "last step missing",
    ),
    (
        "a6_capstone.lamp_slope",
        lambda months, died, z: special.expit(z) - died[:, None] * np.eye(z.shape[1])[months - 1],
        "after the end",
    ),
    ("a6_capstone.hazard", lambda sold, deaths, _: deaths / sold, "share of the lamps"),
    (
        "a6_capstone.hazard",
        lambda _, deaths, watched: -np.expm1(-deaths / watched),
        "chance in a moment",
    ),
]


def adamw(theta, slopes, rate, decay, *, inside=False, correct=True, tiny=(0.0, 1e-8)):
    m, v = np.zeros(len(theta)), np.zeros(len(theta))
    for t, g in enumerate(slopes, 1):
        g = g + decay * theta if inside else g
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        top, below = (m / (1 - 0.9**t), v / (1 - 0.999**t)) if correct else (m, v)
        theta = theta - rate * top / ((below + tiny[0]) ** 0.5 + tiny[1])
        theta = theta if inside else theta * (1 - rate * decay)
    return theta


def early(theta, slopes, rate, decay, *, tiny):
    """AdamW whose decay is that of the weights before the step, as it should be."""
    for t in range(1, 1 + len(slopes)):
        step = adamw(0 * theta, slopes[:t], rate, 0, tiny=tiny)
        past = adamw(0 * theta, slopes[: t - 1], rate, 0, tiny=tiny)
        theta = theta * (1 - rate * decay) + step - past
    return theta


TYPED += [
    ("myths.adamw", adamw, "decay after the step"),
    ("myths.adamw", lambda *args: adamw(*args, inside=True), "decay in the slope"),
    (
        "myths.adamw",
        lambda *args: adamw(*args, inside=True, correct=False),
        "start not corrected",
    ),
    ("myths.adamw", lambda *args: early(*args, tiny=(1e-8, 0.0)), "epsilon under the root"),
    ("myths.adamw", lambda *args: early(*args, tiny=(0.0, 0.0)), "without epsilon"),
    (
        "myths.class_gradient",
        lambda x, y, t: x.T @ (special.softmax(x @ t, 1) - np.eye(t.shape[1])[y]) / x.size,
        "divided by d",
    ),
    (
        "myths.class_gradient",
        lambda x, y, t: x.T @ (special.softmax(x @ t, 1) - np.eye(t.shape[1])[y]),
        "missing 1/n",
    ),
    (
        "myths.class_gradient",
        lambda x, y, t: x.T @ (special.softmax(x @ t) - np.eye(t.shape[1])[y]) / len(y),
        "flattened",
    ),
    (
        "myths.class_gradient",
        lambda x, y, t: (special.softmax(x @ t, 1) - np.eye(t.shape[1])[y]).T @ x / len(y),
        "turned",
    ),
    (
        "myths.class_gradient",
        lambda x, y, t: ((special.softmax(x @ t, 1) - np.eye(t.shape[1])[y]) * (x @ t)).mean(),
        "times theta",
    ),
    ("myths.last_word", lambda s, _n: s[:, -1, :], "padding's state"),
    ("myths.last_word", lambda s, n: s[:, n - 1], "every pair"),
    (
        "myths.last_word",
        lambda s, n: [row[:k].mean(0) for row, k in zip(s, n, strict=True)],
        "mean of the words",
    ),
    (
        "myths.last_word",
        lambda s, n: [row[min(k, len(row) - 1)] for row, k in zip(s, n, strict=True)],
        "one too far",
    ),
    ("myths.time_to_weight", lambda w, m: (math.exp(m * w) - 1) / m**2, "exponential alone"),
    ("myths.time_to_weight", lambda w, m: (m * w + math.exp(m * w)) / m**2, "start forgotten"),
    (
        "myths.time_to_weight",
        lambda w, m: w / m + (1 - math.exp(-m * w)) / m**2,
        "sign in the exponent",
    ),
    ("myths.time_to_weight", lambda w, m: w + (math.exp(m * w) - 1) / m**2, "factor m"),
    ("myths.time_to_weight", lambda w, m: w * (1 + math.exp(m * w)) / m, "speed of the end"),
    ("myths.flat_landmarks", lambda _n, k: [math.log(k), 0], "softmax of rows"),
    (
        "myths.flat_landmarks",
        lambda n, k: [math.log(n), math.log(n * k)],
        "start and floor exchanged",
    ),
    ("myths.flat_landmarks", lambda n, k: [math.log2(n * k), math.log2(n)], "bits"),
    ("myths.referee", [1, 1, 1, 1, 1, 0, 0, 0], "one number for all"),
    ("myths.referee", [0, 0, 1, 0, 0, 1, 1, 1], "false for true"),
    ("myths.referee", [True, True, False, True, False, False, False, False], "sum under Adam"),
]
