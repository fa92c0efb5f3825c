# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Numerical stability
#
# Why is my loss nan, or 0?
#
# **Goals**
#
# - Foresee where exp, log and $1 - p$ fail in float16, float32 and float64.
# - Write log-sum-exp, log-softmax and the binary loss so that they hold at every logit.
# - Tell overflow, underflow, cancellation, a clip and an epsilon by the numbers they leave behind.
# - Say what training with half of the bits needs.
#
# **Needs** lessons 03 and 05: the binary and the softmax loss, from logits.
#
# **Budget** 45 minutes to read, 55 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
from decimal import Decimal, getcontext

import matplotlib.pyplot as plt
import numpy as np
from scipy import special

import xentlib as xent
from xentlib import fitting

xent.plots.use_style()
np.seterr(all="ignore")  # every inf and nan of this lesson is looked at, none warned about
FLOATS = {"float16": np.float16, "float32": np.float32, "float64": np.float64}

# %% [markdown]
# ## A perfect forecast
#
# One event happened, the other didn't, and a forecaster had said so with certainty: $y = (1, 0)$, $p = (1, 0)$. Such a
# forecast costs nothing. What does the formula of lesson 03 say, typed in as it is printed?

# %% key="perfect-forecast"
xent.predict("stability.perfect", {"0": 0.25, "inf": 0.25, "nan": 0.25, "an error": 0.25})


# %% key="perfect"
def loss_as_printed(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


perfect = np.array([1.0, 0.0])
xent.reveal("stability.perfect", str(loss_as_printed(perfect, perfect)))

# %% [markdown]
# $0 \cdot \log 0$ is $0 \cdot (-\infty)$, which is nan. A nan poisons the mean, then the gradient, and one step later every weight.
#
# Now for a claim that stands in print: add $\varepsilon = 10^{-12}$ to $p$ inside the logarithm, "to prevent overflow". Put it
# on trial. What are the logarithms of 0, of the smallest float64 above it, of 1 and of the largest?

# %% key="trial"
print(np.log([0, np.finfo(float).smallest_subnormal, 1, np.finfo(float).max]).round(1))

# %% [markdown]
# Verdict: the logarithm of a float never overflows. The danger is $\log 0$, and then zero times infinity. But $\varepsilon$ does remove the
# nan. At what price?
#
# ### The victims of an epsilon

# %% key="victims"
p = np.array([1, 1e-6, 1e-12, 1e-20, 1e-100, 0])
for name, loss in {"true": xent.surprisal(p), "with ε": -np.log(p + 1e-12)}.items():
    print(f"{name:7}", "".join(f"{x:8.3g}" for x in loss))
print("float16", -np.log(np.float16(0) + np.float16(1e-12)))

# %% key="victims-picture"
p = np.logspace(-40, 0, 400)
fig, ax = plt.subplots()
ax.semilogx(p, xent.surprisal(p), label="−log p")
ax.semilogx(p, -np.log(p + 1e-12), label="−log(p + 1e-12)")
ax.semilogx(p, -np.log(np.clip(p, 1e-7, 1)), label="−log of p clipped at 1e-7")
ax.set(xlabel="probability p of what happened", ylabel="loss ℓ (nats)")
ax.set_title("Below its ε, every error costs the same")
ax.legend()
xent.show(fig, f"ε caps the loss at {-np.log(1e-12):.2f} nats, the clip at {-np.log(1e-7):.3f}.")

# %% [markdown]
# A sure and right forecast now costs less than nothing. Forecasts wrong by 20 and by a hundred orders of magnitude pay the same,
# and so does the impossible, which should cost infinity. In float16 there is no such $\varepsilon$: it is 0. And on a plateau there
# is no slope; hold that thought. An $\varepsilon$ repairs the symptom after the accident. Where did the 0 come from?
#
# ## Three kinds of float
#
# A float is a sign, an exponent and a handful of digits. The exponent decides how far it reaches, the digits how finely.

# %% key="kinds"
for name, kind in FLOATS.items():
    f = np.finfo(kind)
    print(f"{name}: from {f.smallest_subnormal:.0e} to {f.max:.1e}, step beside 1: {f.eps:.0e}")

# %% key="kinds-picture"
fig, ax = plt.subplots()
for name, kind in FLOATS.items():
    x = np.logspace(-323, 308, 3000).astype(kind)
    x = x[(x > 0) & (x < np.inf)]
    ax.semilogy(np.log10(x.astype(float)), np.spacing(x) / x.astype(float), label=name)
ax.set(xlabel="log₁₀ of a number x", ylabel="gap to the next float / x")
ax.set_title("Each kind is equally fine, until it ends")
ax.legend()
digits = [f"{-np.log10(float(np.finfo(kind).eps)):.0f}" for kind in FLOATS.values()]
xent.show(fig, f"float16, 32 and 64 keep about {', '.join(digits)} digits as far as they reach.")

# %% [markdown]
# A loss has three ways to leave this strip. `exp` **overflows** to inf. `exp` **underflows** to 0, and its logarithm is $-\infty$. And
# a sum or difference **cancels**: $1 + x$ forgets an $x$ below half a step.
#
# ### Exercise: how large may a logit be?
#
# Up to which $z$ is $e^z$ finite? Give three numbers in nats, for float16, float32 and float64 (`np.finfo` knows the largest
# number of each).

# %% key="limits"
### BEGIN SOLUTION
limits = [np.log(float(np.finfo(kind).max)) for kind in FLOATS.values()]
### END SOLUTION

xent.check("stability.limits", limits)

# %% [markdown]
# Cancellation needs no huge number. From which whole $z$ on is the sigmoid exactly 1 in float64?

# %% key="gone-forecast"
xent.predict("stability.gone", {"19": 0.25, "37": 0.25, "89": 0.25, "710": 0.25})

# %% key="gone"
z = np.arange(800.0)
gone = z[(1 / (1 + np.exp(-z)) == 1).argmax()]
print(f"at 40, 1 − σ(z) is {1 - xent.sigmoid(40.0)} and σ(−z) is {xent.sigmoid(-40.0):.3e}")
xent.reveal("stability.gone", f"{gone:.0f}")

# %% [markdown]
# A probability near 0 keeps all of its digits, one near 1 keeps almost none of what is missing to 1. So don't subtract
# $p$ from 1: the chance of the other outcome is $\sigma(-z)$.
#
# ## The tail that becomes zero
#
# A yes, forecast with the logit 40, costs $\log(1 + e^{-40})$. To know what is right, use Python's `Decimal` with five hundred
# digits, and take each float at its word.

# %% key="exact"
getcontext().prec = 500


def exact_loss(z):
    """Loss of a yes, log(1 + exp(-z)), in five hundred digits."""
    return (1 + Decimal(-float(z)).exp()).ln()


print(f"exact             {exact_loss(40):.9e}")
print("log(1 + exp(−40))", np.log(1 + np.exp(-40)), "   −log σ(40)", 0 - np.log(xent.sigmoid(40.0)))
print("log1p(exp(−40))  ", f"{np.log1p(np.exp(-40)):.9e}")

# %% [markdown]
# `log1p(x)` is $\log(1 + x)$, computed without adding 1. Its sibling `expm1(x)` is $e^x - 1$ without subtracting 1. With $|z|$ in the
# exponent nothing overflows either, and you have the **softplus**
#
# $$\log(1 + e^z) = \max(z, 0) + \log(1 + e^{-|z|}).$$
#
# NumPy has it as `np.logaddexp(0, z)`. The loss of a yes is the softplus of $-z$, that of a no the softplus of $z$; in one formula,
# $\max(z, 0) - zy + \log(1 + e^{-|z|})$. By hand, by xentlib, by SciPy:

# %% key="three-ways"
z = np.array([-800.0, -40.0, 0.0, 40.0, 700.0])
by_hand = np.maximum(-z, 0) + np.log1p(np.exp(-abs(z)))
for other in (xent.sigmoid_cross_entropy(np.ones(5), z), -special.log_expit(z)):
    print(np.allclose(by_hand, other, rtol=1e-12, atol=0), f"{other[3]:.3e}")

# %% [markdown]
# ### Exercise: the binary loss, in both tails
#
# Return the loss of each example from its target $y$, anything between 0 and 1, and its logit $z$. At $z = 40$ and at $-800$
# it shall be right.


# %% key="bce"
def bce(y, z):
    """Losses in nats of targets y at logits z (arrays of shape (n,))."""
    ### BEGIN SOLUTION
    return y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    ### END SOLUTION


xent.check("stability.bce", bce)

# %% [markdown]
# Now ask the same of a softmax with two classes and the logits 40 and 0.

# %% key="softmax-tail"
row = np.array([40.0, 0.0])
print("SciPy  ", 0 - special.log_softmax(row)[0])
print("xentlib", f"{xent.softmax_cross_entropy([0], [row])[0]:.9e}")

# %% [markdown]
# SciPy says 0. So do TensorFlow, JAX and PyTorch with their softmax loss; `benchmarks/results.md` has the measurements. They
# compute $\log(1 + \text{tiny})$ with the 1 in it. Does it matter? To a mean loss, no. To whatever ranks or weighs easy examples, takes
# a logarithm of losses or divides by $1 - p$: yes.
#
# ### Exercise: the logarithm of the rest
#
# A model hands you $s = \log p$. Return $\log(1 - p)$, right at $s = -40$ and at $s = -10^{-20}$. There are two ways to write
# it, and each fails where the other holds.


# %% key="log-complement"
def log_complement(s):
    """Logarithm of 1 - exp(s), in nats, for each s < 0 of an array."""
    ### BEGIN SOLUTION
    return np.where(s > -np.log(2), np.log(-np.expm1(s)), np.log1p(-np.exp(s)))
    ### END SOLUTION


xent.check("stability.log_complement", log_complement)

# %% [markdown]
# Which way where? Put them, and the naive third, beside five hundred digits.


# %% key="error"
def error(said, true, kind=float):
    """Relative error; nan where the truth is too small for the kind of float."""
    if kind(true) == 0:
        return np.nan
    return float(abs((Decimal(float(said)) - true) / true)) if np.isfinite(said) else np.inf


# %% key="rest-picture"
s = -np.logspace(-18, 2, 61)
true = [(1 - Decimal(one).exp()).ln() for one in s]
ways = {"log(1 − eˢ)": np.log(1 - np.exp(s)), "log1p(−eˢ)": np.log1p(-np.exp(s))}
ways["log(−expm1(s))"] = np.log(-np.expm1(s))
wrong = {name: [error(*pair) for pair in zip(said, true)] for name, said in ways.items()}
fig, ax = plt.subplots()
for name, errors in wrong.items():
    ax.loglog(-s, np.clip(errors, 1e-17, 10), label=name)
ax.axvline(np.log(2), linestyle=":", color="black", label="p = 1/2")
ax.set(xlabel="−s = −log p (nats)", ylabel="relative error")
ax.set_title("Two halves of a good formula")
ax.legend()
lost = ", ".join(f"{name} {np.sum(np.array(e) > 0.1)}" for name, e in wrong.items())
xent.show(fig, f"All digits lost, of {len(s)} places: {lost}.")

# %% [markdown]
# The naive form has the faults of both. Changing over at $p = 1/2$ keeps the best of them.
#
# ## Take out the largest
#
# With K classes the loss is $\log \sum_k e^{z_k} - z_y$. In print one meets that very line, introduced as "the numerically stable form".
# Before you run it: the first of two classes happened, with the logits $(1000, 0)$. Its loss is $\log(1 + e^{-1000})$, which is 0 in all three kinds.


# %% key="not-stable"
def stable_in_print(y, z):
    return np.log(np.exp(z).sum()) - z[y]


for name, kind in FLOATS.items():
    said = [stable_in_print(0, np.array([top, 0], kind)) for top in range(1001)]
    print(f"{name}: it says {said[1000]}, and that from {np.argmax(said)} on")

# %% [markdown]
# Verdict: a stable form that is not. It saves a division, and still takes `exp` of whatever comes. What helps is that a
# constant can be taken out: $\log \sum_k e^{z_k} = m + \log \sum_k e^{z_k - m}$. (The softmax doesn't notice a shift; the log-sum-exp
# does, it moves along.) With $m$ the largest logit no exponent is above 0, and one term is exactly 1. The sum lies between 1 and
# K: no overflow, no $\log 0$, and what underflows is too small to count beside 1.
#
# ### Exercise: log-sum-exp
#
# Write it for each row of a table of logits.


# %% key="logsumexp"
def logsumexp(z):
    """log of the summed exponentials of each row of z, shape (n, K) -> (n,)."""
    ### BEGIN SOLUTION
    m = z.max(-1, keepdims=True)
    return m[:, 0] + np.log(np.exp(z - m).sum(-1))
    ### END SOLUTION


xent.check("stability.logsumexp", logsumexp)

# %% key="logsumexp-three"
print("xentlib", xent.logsumexp([1000.0, 1000.0]), "SciPy", special.logsumexp([1000.0, 1000.0]))

# %% [markdown]
# ## One function instead of two
#
# A perfectly good softmax, followed by a perfectly good logarithm; and the way back, where the chain rule divides by $p$.

# %% key="two-functions"
z, t = np.array([0.0, 1000.0]), np.array([1.0, 0.0])
p = xent.softmax(z)
print("two steps ", 0 - np.log(p[0]), "  slope", (-t / p * p * (1 - p))[0])
print("one step  ", xent.softmax_cross_entropy([0], [z])[0], "  slope", (p - t)[0])

# %% [markdown]
# The probability underflowed between the two, and the slope is infinity times zero. **Fused**, the pair of exp and log is gone on
# paper before it is computed: $\log p_k = z_k - \log \sum_j e^{z_j}$, with the gradient $p - t$. That is why the losses
# of the large frameworks can all be given logits.
#
# ### Exercise: log-softmax
#
# Write it for each row of a table. At $(0, 1000)$ it knows both log-probabilities.


# %% key="log-softmax"
def log_softmax(z):
    """Log-probabilities in nats of each row of logits z, shape (n, K)."""
    ### BEGIN SOLUTION
    return z - np.logaddexp.reduce(z, axis=-1, keepdims=True)
    ### END SOLUTION


xent.check("stability.log_softmax", log_softmax)

# %% [markdown]
# ## Clipping kills the gradient
#
# Some libraries protect $\log p$ by clipping: no $p$ below $10^{-7}$. Logits 40 and 0, and the second class happened.


# %% key="clipped"
def clipped_loss(z):
    return -np.log(np.clip(xent.softmax(z), 1e-7, 1 - 1e-7))[1]


z = np.array([40.0, 0.0])
print("clipped", clipped_loss(z).round(3), xent.numerical_gradient(clipped_loss, z))
loss, slope = xent.softmax_cross_entropy_value_and_grad([1], [z])
print("fused  ", loss[0], slope[0])

# %% [markdown]
# A loss of 40 is reported as {{ f"{clipped_loss(z):.3f}" }}, which is $-\ln 10^{-7}$, and its gradient is zero. Suppose the logit of a yes starts at
# $-40$ and takes a hundred gradient steps of rate 1 on the **clipped** loss. Where does it stand then?

# %% key="descent-forecast"
xent.predict("stability.descent", {"-40": 0.25, "-16": 0.25, "0": 0.25, "4": 0.25})

# %% key="descent"
slopes = {  # of the loss of a yes, by its logit
    "fused": lambda z: -xent.sigmoid(-z),
    "with ε": lambda z: -xent.sigmoid(z) * xent.sigmoid(-z) / (xent.sigmoid(z) + 1e-12),
    "clipped": lambda z: -xent.sigmoid(-z) if 1e-7 < xent.sigmoid(z) < 1 - 1e-7 else 0.0,
}
walks = {name: [-40.0] for name in slopes}
for name, walk in walks.items():
    for _ in range(100):
        walk.append(walk[-1] - slopes[name](walk[-1]))
xent.reveal("stability.descent", f"{walks['clipped'][-1]:.0f}")

# %% key="descent-picture"
fig, ax = plt.subplots()
for name, walk in walks.items():
    ax.plot(walk, label=name)
ax.set(xlabel="step", ylabel="logit z of a yes (nats)")
ax.set_title("What is clipped does not learn")
ax.legend()
ends = ", ".join(f"{name} at {walk[-1]:.1f}" for name, walk in walks.items())
xent.show(fig, f"After 100 steps from −40: {ends}.".replace("-", "−"))

# %% [markdown]
# The fused loss walks out at full speed, one nat a step. The clipped one can't leave: the model is as wrong as can be, and
# nothing tells it. The $\varepsilon$ is hardly better. Just the examples that most need a gradient have none. In which set-ups Keras
# clips is shown in lessons 08 and 10; the number {{ f"{-np.log(1e-7):.3f}" }} is worth knowing by heart.
#
# ## Half of the bits
#
# Many graphics processors are much faster in float16 than in float32. Four thousand examples have a loss of one nat each. You add them up one after
# the other in float16. What is the total?

# %% key="sum-forecast"
xent.predict("stability.sum", {"4000": 0.25, "2048": 0.25, "1000": 0.25, "inf": 0.25})

# %% key="sum"
running = np.cumsum(np.ones(4000, np.float16))
fig, ax = plt.subplots()
ax.plot(np.arange(1, 4001), running.astype(float))
ax.set(xlabel="losses added up", ylabel="total in float16 (nats)")
ax.set_title("A total that stops growing")
xent.show(fig, f"After 1, 2, 3, 4 thousand losses of 1 nat: {running[999::1000].astype(int)}.")
xent.reveal("stability.sum", f"{running[-1]:.0f}")

# %% [markdown]
# From {{ f"{running[-1]:.0f}" }} on the gap between neighbours is 2, so adding 1 changes nothing. (`np.sum` adds in pairs, and gets through.) Now for
# real: a softmax model of the digits, trained in float64, its logits and gradients then held in float16.

# %% key="digits"
digits = xent.data.digits()
x = np.column_stack([digits.images.reshape(-1, 64) / 16, np.ones(len(digits.labels))])
objective = fitting.softmax_objective(x, digits.labels)
logits = x @ fitting.fit(objective, fitting.adam(0.3), steps=40).weights
e = np.exp(logits.astype(np.float16))
ruined = np.isnan(e / e.sum(1, keepdims=True)).any(1).mean()
print(f"{ruined:.0%} of the images have nan in a naive float16 softmax")

# %% key="vanish-picture"
g = xent.softmax_cross_entropy_grad(digits.labels, logits) / len(logits)  # of the mean loss
lost = {scale: (np.float16(g * scale) == 0).mean() for scale in (1, 2**10, 2**20)}
fig, ax = plt.subplots()
ax.hist(np.log10(abs(g).ravel()), bins=80)
for scale, name in zip(lost, ["1", "2¹⁰", "2²⁰"]):
    ax.axvline(np.log10(2.0**-25 / scale), linestyle="--", color="black")
    ax.annotate(f"times {name} ", (np.log10(2.0**-25 / scale), 680), ha="right")
ax.set(xlabel="log₁₀ |gradient|, one per image and class", ylabel="gradients", ylim=(0, 750))
ax.set_title("What lies left of a line is 0 in float16")
shares = ", ".join(f"{share:.0%}" for share in lost.values())
xent.show(fig, f"In float16 {shares} of the gradients are 0, with the loss times 1, 2¹⁰, 2²⁰.")

# %% [markdown]
# The large end of float16's range is idle while gradients fall off its small end. Hence **loss scaling**: multiply the loss by S,
# and with it every gradient, and divide by S again in float32. **Mixed precision** multiplies matrices
# in float16, scales the loss, and has two more rules: the weights that are updated are kept in float32 (in float16, $1 - 0.0001$
# is 1), and softmax, loss and sums are computed in float32. bfloat16 has the
# range of float32 with fewer digits than float16, so it rarely needs an S.
#
# ### Exercise: how much louder?
#
# Return the largest power of two with which all gradients of an array can be multiplied so that none exceeds float16's
# largest number, `65504`.


# %% key="loss-scale"
def loss_scale(g):
    """Largest power of two S with |S g| <= 65504 for all g (an array of any shape, not all 0)."""
    ### BEGIN SOLUTION
    return 2.0 ** np.floor(np.log2(65504 / abs(g).max()))
    ### END SOLUTION


xent.check("stability.loss_scale", loss_scale)

# %% [markdown]
# ## The map
#
# Five ways to write the loss of a yes, three kinds of float, logits as far as $\pm 768$, each answer against the exact one.

# %% key="forms"
forms = {
    "−log σ(z)": lambda z: -np.log(1 / (1 + np.exp(-z))),
    "log(1 + e⁻ᶻ)": lambda z: np.log(1 + np.exp(-z)),
    "log1p(e⁻ᶻ)": lambda z: np.log1p(np.exp(-z)),
    "clipped": lambda z: -np.log(np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)),
    "stable": lambda z: np.maximum(-z, 0) + np.log1p(np.exp(-abs(z))),
}
size = np.outer(2.0 ** np.arange(10), [1, 1.5]).ravel()  # exact in every kind
z = np.concatenate([-size[::-1], size])
truth = [exact_loss(one) for one in z]

# %% key="errors"
table = {
    f"{form}  {name[5:]}": [error(s, t, kind) for s, t in zip(forms[form](z.astype(kind)), truth)]
    for form in forms
    for name, kind in FLOATS.items()
}

# %% key="map-picture"
fig, ax = plt.subplots(figsize=(7, 5))
places = [f"{one:g}".replace("-", "−") for one in z]
xent.plots.plot_digits([*table.values()], places, labels=[*table], ax=ax)
ax.set_xlabel("logit z (nats)")
lost = (np.array([*table.values()]) > 0.1).reshape(len(forms), -1).sum(1)
counts = ", ".join(f"{form} {n}" for form, n in zip(forms, lost))
xent.show(fig, f"Answers without a right digit, of {3 * len(z)} each: {counts}.")

# %% [markdown]
# Dark to the left is overflow, or a clip; dark to the right is cancellation. Nobody can fill the hatched part: there the truth
# itself is below the smallest float. Only the last form keeps, everywhere, as many digits as its kind can hold.
#
# Walk along the map, in slices. In which forms is $z = -100$ lost in float32 and right in float64? Where has each line of the second
# form lost all? And why does the stable form's float32 line rise at its right end?

# %% key="explorer"
xent.explorers.explore_float_error()

# %% [markdown]
# ## Five patients
#
# Five softmax losses of two classes, the first of which happened. Each has one illness: **1** overflow, **2** underflow,
# **3** cancellation, **4** a clip, **5** an epsilon.

# %% key="patients"
patients = {
    "A": lambda z: xent.logsumexp(z) - z[0],
    "B": lambda z: np.log1p(np.exp(z[1] - z[0])),
    "C": lambda z: -np.log(xent.softmax(z)[0] + 1e-12),
    "D": lambda z: -np.log(xent.softmax(z)[0]) if z[0] < z[1] else np.log1p(np.exp(z[1] - z[0])),
    "E": lambda z: -np.log(np.clip(xent.softmax(z)[0], 1e-7, 1 - 1e-7)),
    "exact": lambda z: xent.softmax_cross_entropy([0], [z])[0],
}
for name, loss in patients.items():
    seen = [loss(np.array(row)) for row in ([0.0, 800], [0.0, 40], [1000.0, 1000], [40.0, 0])]
    print(f"{name:6}" + "".join(f"{one + 0:10.3g}" for one in seen))

# %% [markdown]
# ### Exercise: the diagnosis
#
# The columns are the logits $(0, 800)$, $(0, 40)$, $(1000, 1000)$ and $(40, 0)$. Give the numbers of the five illnesses, A to E.

# %% key="diagnosis"
### BEGIN SOLUTION
diagnosis = [3, 1, 5, 2, 4]
### END SOLUTION

xent.check("stability.patients", diagnosis)

# %% [markdown]
# ## What you now know
#
# 1. Logarithms don't overflow. A nan comes from $0 \cdot \infty$, $\infty / \infty$ or $\infty - \infty$, and an inf from exp or from log 0.
# 2. exp overflows near {{ ", ".join(f"{np.log(float(np.finfo(kind).max)):.0f}" for kind in FLOATS.values()) }} in float16, 32, 64; from {{ f"{gone:.0f}" }} on a float64 sigmoid is 1. Near 1, work with $\sigma(-z)$.
# 3. `log1p` and `expm1` keep what is tiny; taking out the largest logit tames log-sum-exp; a fused loss
#    never takes the logarithm of a rounded $p$.
# 4. A clip or an epsilon hides the nan, caps the loss, and takes the gradient from the worst examples.
# 5. In float16: scale the loss, keep weights, softmax and sums in float32.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("stability")

# %% [markdown]
# ### In your own words
#
# A colleague's loss is nan, and adding 1e-8 inside the logarithm "fixed" it. Write three sentences: what was wrong, what
# the fix costs, what to do instead. (Nobody checks this one.)
#
# ### Transfer
#
# Take a formula of your own field that has a logarithm of a sum, a difference of two nearly equal numbers, or a
# product of many probabilities. For which inputs does it fail, in which of the five ways, and how would you write it?
#
# ## What next
#
# One label per example has been the rule so far. A picture may show a cat and a dog, or neither. Lesson 07 asks many
# questions at once, and finds that the stable binary loss is all it needs.
#
# ## References
#
# - Goldberg, D. (1991). What every computer scientist should know about floating-point arithmetic. *ACM Computing Surveys* 23, 5–48. [doi:10.1145/103162.103163](https://doi.org/10.1145/103162.103163)
# - Higham, N. J. (2002). *Accuracy and Stability of Numerical Algorithms*, 2nd edition. SIAM. [doi:10.1137/1.9780898718027](https://doi.org/10.1137/1.9780898718027)
# - Blanchard, P., Higham, D. J., Higham, N. J. (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41, 2311–2330. [doi:10.1093/imanum/draa038](https://doi.org/10.1093/imanum/draa038)
# - Micikevicius, P., et al. (2018). Mixed precision training. *ICLR*. [arXiv:1710.03740](https://arxiv.org/abs/1710.03740)
