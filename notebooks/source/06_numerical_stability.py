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
# - Foresee where exp, log and $1-p$ fail in float16, float32 and float64.
# - Write log-sum-exp without overflow, and the losses of two and of K classes right at every finite logit.
# - Diagnose overflow, underflow, absorption, a clip and an epsilon by their numbers.
# - Say what training in float16 needs.
#
# **Needs** [03 Binary cross-entropy](03_binary_cross_entropy.ipynb) and [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb).
#
# **Budget** {{ budget }}

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
# One event happened, and another one did not. A forecaster was certain of both, and right: $y=(1, 0)$, $p=(1, 0)$. Such a
# forecast should cost nothing. What does the formula of lesson 03 return, typed into NumPy?

# %% key="perfect-forecast"
xent.predict("stability.perfect", {"0": 0.25, "inf": 0.25, "nan": 0.25, "an error": 0.25})


# %% key="perfect"
def loss_as_printed(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


perfect = np.array([1.0, 0.0])
xent.reveal("stability.perfect", str(loss_as_printed(perfect, perfect)))

# %% [markdown]
# NumPy computes $0 \cdot \log 0$ as $0 \cdot (-\infty)$, which is nan. One nan makes the mean nan. Automatic differentiation meets
# $0 \cdot \infty$ again on its way back, and one step later every weight is nan.
#
# A common repair adds $\varepsilon=10^{-12}$ to $p$ inside the logarithm, "to prevent overflow". Test this reason on 0, on the smallest
# float64 above 0, on 1, and on the largest float64.

# %% key="trial"
print(np.log([0, np.finfo(float).smallest_subnormal, 1, np.finfo(float).max]).round(1))

# %% [markdown]
# The reason is false: even the largest float has a small logarithm. The danger is $\log0=-\infty$. But the $\varepsilon$ does remove
# the nan. What does it cost?

# %% key="victims"
p = np.array([1, 1e-6, 1e-12, 1e-20, 1e-100, 0])
for name, loss in {"p": p, "true": xent.surprisal(p), "with ε": -np.log(p + 1e-12)}.items():
    print(f"{name:7}", "".join(f"{x:8.3g}" for x in loss))
print("float16", -np.log(np.float16(0) + np.float16(1e-12)))

# %% key="victims-picture"
p = np.logspace(-40, 0, 400)
fig, ax = plt.subplots()
ax.semilogx(p, xent.surprisal(p), label="−log p")
ax.semilogx(p, -np.log(p + 1e-12), "--", label="−log(p + 1e-12)")
ax.semilogx(p, -np.log(np.clip(p, 1e-7, 1)), ":", lw=3, label="−log of p clipped at 1e-7")
ax.set(xlabel="probability p of what happened", ylabel="loss ℓ (nats)")
ax.set_title("Below ε or the clip, every forecast costs the same")
ax.legend()
xent.show(fig, f"ε caps the loss at {-np.log(1e-12):.2f} nats, the clip at {-np.log(1e-7):.3f}.")

# %% [markdown]
# In the table, a sure and right forecast costs less than nothing. The impossible, which should cost infinity, costs as much as
# $10^{-20}$. In float16 the $\varepsilon$ itself is 0. In the picture, the dashed and the dotted curve stop rising. But where does the
# $p=0$ come from?
#
# ## Three kinds of float
#
# A float is a sign, an exponent and some digits (Goldberg, 1991). The exponent decides how far it reaches. The digits decide
# how fine it is.

# %% key="kinds"
for name, kind in FLOATS.items():
    f = np.finfo(kind)
    print(f"{name}: from {f.smallest_subnormal:.0e} to {f.max:.1e}, step above 1: {f.eps:.0e}")

# %% key="kinds-picture"
fig, ax = plt.subplots()
for (name, kind), dash in zip(FLOATS.items(), ["-", "--", "-."]):
    x = np.logspace(-323, 308, 3000).astype(kind)
    x = x[(x > 0) & (x < np.inf)]
    ax.semilogy(np.log10(x.astype(float)), np.spacing(x) / x.astype(float), dash, label=name)
ax.set(xlabel="log₁₀ of a number x", ylabel="gap to the next float / x")
ax.set_title("More bits: more digits, and a wider range")
ax.legend()
digits = [f"{-np.log10(float(np.finfo(kind).eps)):.0f}" for kind in FLOATS.values()]
xent.show(fig, f"Where its line is level, a kind keeps about {', '.join(digits)} digits.")

# %% [markdown]
# A line rises on the left, where the digits run out.
#
# A loss goes wrong in four ways. `exp` **overflows** to inf. `exp` **underflows** to 0, and then its logarithm is $-\infty$. A sum
# **absorbs** its small part. And a difference of nearly equal numbers **cancels**: the equal digits disappear, and earlier
# rounding becomes visible (Higham, 2002).

# %% key="absorbed"
print(f"absorbed: 1 + 1e-17 = {1 + 1e-17}   cancelled: exp(1e-10) - 1 = {np.exp(1e-10) - 1:.9e}")

# %% [markdown]
# ### Exercise: how large may a logit be?
#
# Up to which $z$ is $e^z$ finite, in float16, float32 and float64? Give three numbers in nats, to four digits. (Rounded up, they may
# overflow.) `np.finfo` knows the largest floats.

# %% key="limits"
### BEGIN SOLUTION
limits = [np.log(float(np.finfo(kind).max)) for kind in FLOATS.values()]
### END SOLUTION

xent.check("stability.limits", limits)

# %% [markdown]
# Absorption needs no huge number. From which whole $z$ on is the sigmoid $1/(1+e^{-z})$ exactly 1 in float64?

# %% key="gone-forecast"
xent.predict("stability.gone", {"17": 0.25, "37": 0.25, "89": 0.25, "710": 0.25})

# %% key="gone"
z = np.arange(800.0)
gone = z[(1 / (1 + np.exp(-z)) == 1).argmax()]
print(f"at 40, 1 − σ(z) is {1 - xent.sigmoid(40.0)}, σ(−z) is {xent.sigmoid(-40.0):.3e}")
xent.reveal("stability.gone", f"{gone:.0f}")

# %% [markdown]
# The step above 1 is $2^{-52}$, so the sum absorbs $e^{-z}\le2^{-53}$: $z\ge53\ln2$. And near 1, a probability has few digits for its
# distance to 1. So do not subtract $p$ from 1: the probability of the other outcome is $\sigma(-z)$.
#
# ## The tail that becomes zero
#
# A yes, forecast with the logit 40, costs $\log(1+e^{-40})$. To judge a float you need more digits than a float
# has. Python's `Decimal` computes with as many as you like; take five hundred.

# %% key="exact"
getcontext().prec = 500


def exact_loss(z):
    """Loss of a yes, log(1 + exp(-z)), in five hundred digits."""
    return (1 + Decimal(-float(z)).exp()).ln()


print(f"exact             {exact_loss(40):.9e}")
print("log(1 + exp(−40))", np.log(1 + np.exp(-40)))
print("log1p(exp(−40))  ", f"{np.log1p(np.exp(-40)):.9e}")

# %% [markdown]
# The sum $1+e^{-40}$ absorbs its small part. `log1p(x)` returns $\log(1+x)$ without that sum. Its sibling `expm1(x)` returns
# $e^x-1$ without that difference. But at $z=-800$ the term $e^{-z}$ overflows. Take it out of the sum there: $\log(1+e^{-z})=-z+\log(1+e^{z})$. Both
# cases fit into one line, the **softplus** of $-z$:
#
# $$\log(1+e^{-z})=\max(-z, 0)+\log(1+e^{-|z|}).$$
#
# NumPy has it as `np.logaddexp(0, -z)`, which means $\log(e^0+e^{-z})$.
#
# ### Exercise: the binary loss, in both tails
#
# Return the loss of each example from its target $y$, between 0 and 1, and its logit $z$. It must be right to five digits at
# $z=40$ and at $z=-800$, for a yes and for a no.


# %% key="bce"
def bce(y, z):
    """Losses in nats of targets y at logits z (arrays of shape (n,))."""
    ### BEGIN SOLUTION
    return y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)
    ### END SOLUTION


xent.check("stability.bce", bce)

# %% key="three-ways"
z = np.array([-800.0, -40.0, 0.0, 40.0, 700.0])
by_hand = np.maximum(-z, 0) + np.log1p(np.exp(-abs(z)))
for other in (xent.sigmoid_cross_entropy(np.ones(5), z), -special.log_expit(z)):
    print(np.allclose(by_hand, other, rtol=1e-12, atol=0), f"{other[3]:.3e}")

# %% [markdown]
# By hand, by xentlib, by SciPy: they agree.
#
# ### Exercise: the logarithm of the rest
#
# A model hands you $s=\log p$. Return $\log(1-p)$, right at $s=-40$ and at $s=-10^{-20}$. There are two ways to write
# it, and each fails on one side.


# %% key="log-complement"
def log_complement(s):
    """Logarithm of 1 - exp(s), in nats, for each s < 0 of an array."""
    ### BEGIN SOLUTION
    return np.where(s > -np.log(2), np.log(-np.expm1(s)), np.log1p(-np.exp(s)))
    ### END SOLUTION


xent.check("stability.log_complement", log_complement)

# %% [markdown]
# *Going further*, at the end, draws both ways and shows where to change over.
#
# ## Take out the largest
#
# With K classes the loss is $\log \sum_k e^{z_k}-z_y$. A common mistake is to call this line "the numerically stable form".
# Test it. The first of two classes happened, with the logits $(z, 0)$: at $z=1000$ the loss is 0 in every float. Then make both
# logits very negative.


# %% key="not-stable"
def called_stable(y, z):
    return np.log(np.exp(z).sum()) - z[y]


for name, kind in FLOATS.items():
    said = [called_stable(0, np.array([top, 0], kind)) for top in range(1001)]
    print(f"{name}: {said[1000]} at (1000, 0), and so from {np.argmin(np.isfinite(said))} on")
low = np.array([-800.0, -801.0])
print("at (−800, −801):", called_stable(0, low), "  softmax", np.exp(low) / np.exp(low).sum())

# %% [markdown]
# It still takes `exp` of every logit. Large logits give $\infty-z$. Very negative logits give $\log 0$, and the naive softmax gives
# $0/0$, which is nan. One line of algebra helps. For any number $m$, $e^{z_k}$ is $e^m e^{z_k-m}$; so
#
# $$\log \sum_k e^{z_k}=m+\log \sum_k e^{z_k-m}.$$
#
# Let $m$ be the largest logit. No $z_k-m$ is above 0, and one term is exactly 1. So the sum lies between 1 and K (Blanchard, Higham and
# Higham, 2021).
#
# ### Exercise: log-sum-exp
#
# Write it for each row of a table of logits. Some rows are very large, some very negative.


# %% key="logsumexp"
def logsumexp(z):
    """log of the summed exponentials of each row of z, shape (n, K) -> (n,)."""
    ### BEGIN SOLUTION
    m = z.max(-1, keepdims=True)
    return m[:, 0] + np.log(np.exp(z - m).sum(-1))
    ### END SOLUTION


xent.check("stability.logsumexp", logsumexp)

# %% [markdown]
# ## One function instead of two
#
# Take a stable softmax, and after it an exact logarithm. On the way back, the chain rule divides by $p$.

# %% key="two-functions"
z, t = np.array([0.0, 1000.0]), np.array([1.0, 0.0])
p = xent.softmax(z)
print("two steps ", 0 - np.log(p[0]), "  slope", (-t / p * p * (1 - p))[0])
print("one step  ", xent.softmax_cross_entropy([0], [z])[0], "  slope", (p - t)[0])

# %% [markdown]
# Between the two functions the probability underflows, and the slope becomes infinity times zero. **Fuse** the two on paper:
# $\log p_k=z_k-\log \sum_j e^{z_j}$, the **log-softmax**. The loss $-\sum_k t_k \log p_k$ then has the gradient $p-t$. So the losses of the large
# frameworks take logits.

# %% key="log-softmax"
z = np.array([[0.0, 1000.0], [-800.0, -801.0], [40.0, 0.0]])
print(z - xent.logsumexp(z)[:, None])  # the log-probabilities of each row

# %% [markdown]
# ## The same tail with K classes
#
# Look at the last row. Its first class is not certain, so its log-probability is not 0.

# %% key="softmax-tail"
print("SciPy  ", 0 - special.log_softmax([40.0, 0.0])[0], f"  exact {exact_loss(40):.9e}")
loss, slope = xent.softmax_cross_entropy_value_and_grad([0], [[40.0, 0.0]])
print(
    f"xentlib {loss[0]:.9e}, slope {slope[0, 0]:.3e}", "  p − t", xent.softmax([40.0, 0.0])[0] - 1
)

# %% [markdown]
# SciPy says 0. So do the softmax losses of TensorFlow, JAX and PyTorch (`benchmarks/results.md` has the measurements). They take out 40,
# and then $1+e^{-40}$ absorbs the tail. With `log1p` there, the next sum, $40+4 \cdot 10^{-18}$, absorbs it. A mean loss does not
# notice; whoever ranks easy examples by their loss does.
#
# ### Exercise: the loss of a class, in both tails
#
# Find the formula with a pencil. Divide $\sum_ke^{z_k}$ by $e^{z_y}$ inside the logarithm, and write the loss so that `log1p` can take it.
# Then avoid overflow where another class has the largest logit. Return the loss of each row. If the first class happened, it must be
# right to five digits at $(40,0)$ and at $(0,800)$.


# %% key="tail"
def class_loss(y, z):
    """Losses in nats of class ids y, shape (n,), at logits z, shape (n, K)."""
    ### BEGIN SOLUTION
    rows, m = np.arange(len(y)), z.max(1)
    d = z[rows, y] - m
    others = np.exp(z - m[:, None])
    others[rows, y] = 0
    return np.log1p(others.sum(1) + np.expm1(d)) - d
    ### END SOLUTION


xent.check("stability.tail", class_loss)

# %% [markdown]
# Let $r=\sum_{k\ne y}e^{z_k-z_y}$. The loss is $\log(1+r)$: the softplus of $\log r$, as in the binary loss.
#
# ## What a clip costs
#
# Some libraries protect $\log p$ by a clip: no $p$ is below $10^{-7}$. The logits are 40 and 0, and the second class happened. Its
# loss should be 40.


# %% key="clipped"
def clipped_loss(z):
    return -np.log(np.clip(xent.softmax(z), 1e-7, 1 - 1e-7))[1]


z = np.array([40.0, 0.0])
print("clipped", clipped_loss(z).round(3), "  fused", xent.softmax_cross_entropy([1], [z])[0])

# %% [markdown]
# The clip reports {{ f"{-np.log(1e-7):.3f}" }}, which is $-\ln 10^{-7}$. What does it do to training? The logit of a yes starts at $-40$ and takes a
# hundred gradient steps of rate 1 on the **clipped** loss. Where does it stand after them?

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

# %% key="descent-picture"
fig, ax = plt.subplots()
for (name, walk), look in zip(walks.items(), ["C0-", "0.55", "k--"]):
    ax.plot(walk, look, lw=7 if name == "with ε" else 1.5, label=name)
ax.set(xlabel="step", ylabel="logit z of a yes (nats)")
ax.set_title("Only the fused loss leaves −40")
ax.legend()
ends = ", ".join(f"{name} at {walk[-1]:.4f}" for name, walk in walks.items())
xent.show(fig, f"After 100 steps from −40: {ends}.".replace("-", "−"))
xent.reveal("stability.descent", f"{walks['clipped'][-1]:.0f}")

# %% [markdown]
# With the fused loss the logit rises by one nat a step until it is near 0. The clipped loss is constant below $10^{-7}$: its gradient is 0, and the model stays
# wrong. Lessons 09 and 11 show where Keras clips; remember the number {{ f"{-np.log(1e-7):.3f}" }}.
#
# ## Half of the bits
#
# Many graphics processors are much faster in float16 than in float32. Four thousand examples have a loss of one nat each. You
# add the losses in float16, one after the other. What is the total?

# %% key="sum-forecast"
xent.predict("stability.sum", {"4000": 0.25, "2048": 0.25, "1000": 0.25, "inf": 0.25})

# %% key="sum"
running = np.cumsum(np.ones(4000, np.float16))
fig, ax = plt.subplots()
ax.plot(np.arange(1, 4001), running.astype(float))
ax.set(xlabel="losses added up", ylabel="total in float16 (nats)")
ax.set_title("A float16 total stops growing")
xent.show(fig, f"After 1, 2, 3, 4 thousand losses of 1 nat: {running[999::1000].astype(int)}.")
xent.reveal("stability.sum", f"{running[-1]:.0f}")

# %% [markdown]
# float16 has 11 binary digits. At {{ 2**11 }} the next float is 2 away, {{ 2**11 + 1 }} is a tie, and it is rounded back. (`np.sum` over this array
# adds in float32 inside, and gets through.) And the gradients? Take a softmax model of the digits, trained in float64, and round its
# gradients to float16.

# %% key="digits"
digits = xent.data.digits()
x = np.column_stack([digits.images.reshape(-1, 64) / 16, np.ones(len(digits.labels))])
objective = fitting.softmax_objective(x, digits.labels)
logits = x @ fitting.fit(objective, fitting.adam(0.3), steps=40).weights
g = xent.softmax_cross_entropy_grad(digits.labels, logits) / len(logits)  # of the mean loss

# %% key="vanish-picture"
lost = {scale: (np.float16(g * scale) == 0).mean() for scale in (1, 2**10, 2**20)}
fig, ax = plt.subplots()
ax.hist(np.log10(abs(g).ravel()), bins=80, ec="none")
for scale, name in zip(lost, ["1", "2¹⁰", "2²⁰"]):
    ax.axvline(np.log10(2.0**-25 / scale), linestyle="--", color="black")
    ax.annotate(f"times {name} ", (np.log10(2.0**-25 / scale), 680), ha="right")
ax.set(xlabel="log₁₀ |gradient|, one per image and class", ylabel="gradients", ylim=(0, 750))
ax.set_title("Left of a line, float16 makes a gradient 0")
shares = ", ".join(f"{share:.0%}" for share in lost.values())
xent.show(fig, f"In float16 {shares} of the gradients are 0, with the loss times 1, 2¹⁰, 2²⁰.")

# %% [markdown]
# Here the lost gradients change the gradient of the weights by only {{ f"{100 * np.linalg.norm(x.T @ (np.float16(g) - g)) / np.linalg.norm(x.T @ g):.1f}" }} %. As training goes on, gradients shrink, and more of them become 0. **Loss
# scaling** multiplies the loss by S, and with it every gradient, and divides by S in float32; if S is too large, the largest gradients become inf.
# **Mixed precision** (Micikevicius et al., 2018) multiplies matrices in float16, adds their products in float32, scales the loss, keeps the
# weights in float32 (in float16, $1-0.0001$ is 1), and computes softmax and loss in float32. bfloat16 has the range of float32, so it
# rarely needs an S.

# %% [markdown]
# ## The map
#
# Five ways to write the loss of a yes, three kinds of float, logits as far as $\pm 768$: compare each answer with the exact one.

# %% key="forms"
forms = {
    "−log σ(z)": lambda z: -np.log(1 / (1 + np.exp(-z))),
    "log(1 + e⁻ᶻ)": lambda z: np.log(1 + np.exp(-z)),
    "log1p(e⁻ᶻ)": lambda z: np.log1p(np.exp(-z)),
    "clipped": lambda z: -np.log(np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)),
    "stable": lambda z: np.maximum(-z, 0) + np.log1p(np.exp(-abs(z))),
}
z = np.sort(np.outer([-1, -1.5, 1, 1.5], 2.0 ** np.arange(10)).ravel())  # exact in every kind
truth = [exact_loss(one) for one in z]


# %% key="error"
def error(said, true, kind=float):
    if kind(true) == 0:  # the truth is too small for this kind of float
        return np.nan
    return float(abs((Decimal(float(said)) - true) / true)) if np.isfinite(said) else np.inf


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
xent.show(fig, f"Answers without a right digit, by form: {counts}.")

# %% [markdown]
# Dark cells on the left are overflow or the clip. Dark cells on the right are absorption, or the clip again. In hatched cells the truth itself
# is below the smallest float. Only the last form keeps as many digits as its kind can hold. (Where the loss is $-z$, even float16 is
# exact.)
#
# The explorer shows one form at a time. In which forms is $z=-100$ lost in float32 and right in float64? Why does the stable form's float32
# line rise at its right end?

# %% key="explorer"
xent.explorers.explore_float_error()

# %% [markdown]
# ## Five patients
#
# (It rises where the loss is below $10^{-38}$, where float32 loses digits.) Here are five softmax losses of two classes; the first class happened. Each has a different illness: **1** overflow, **2** underflow, **3** absorption,
# **4** a clip, **5** an epsilon.

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
    rows = [0.0, 800], [0.0, 720], [0.0, 40], [1000.0, 1000], [40.0, 0]
    print(f"{name:6}" + "".join(f"{loss(np.array(row)) + 0:10.3g}" for row in rows))

# %% [markdown]
# ### Exercise: the diagnosis
#
# The columns are the logits $(0, 800)$, $(0, 720)$, $(0, 40)$, $(1000, 1000)$ and $(40, 0)$. Read the printed numbers, and give the illnesses
# of A to E as five numbers from 1 to 5.

# %% key="diagnosis"
### BEGIN SOLUTION
diagnosis = [3, 1, 5, 2, 4]
### END SOLUTION

xent.check("stability.patients", diagnosis)

# %% [markdown]
# ## What you now know
#
# 1. The logarithm of a float never overflows. A nan comes from $0 \cdot \infty$, $0/0$, $\infty/\infty$, $\infty-\infty$ or the logarithm of a
#    negative number; an inf from exp, from log 0, or from any result beyond the largest float.
# 2. exp overflows near {{ ", ".join(f"{np.log(float(np.finfo(kind).max)):.0f}" for kind in FLOATS.values()) }} in float16, 32, 64. Near 1, work with $\sigma(-z)$ instead of $1-p$.
# 3. `log1p` and `expm1` keep small numbers. Taking out the largest logit keeps log-sum-exp finite. A fused loss takes no logarithm of a
#    rounded $p$, and its tail needs the sum of the other classes alone.
# 4. A clip or an epsilon hides the nan, caps the loss, and takes the gradient from the worst examples.
# 5. In float16, scale the loss, and keep weights, softmax and sums in float32.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("stability")

# %% [markdown]
# ### In your own words
#
# A colleague's loss is nan, and adding 1e-8 inside the logarithm "fixed" it. Write three sentences: what was wrong, what the
# fix costs, what to do instead. (Nobody checks this one.)
#
# ### Transfer
#
# Take a formula of your own field with a logarithm of a sum, or a difference of nearly equal numbers. For which inputs does it fail, in
# which of the ways above, and how would you write it?
#
# ## What next
#
# So far each example had one label. [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb) asks many yes/no questions at
# once, with the binary loss that you have just made safe.
#
# ## References
#
# - Goldberg, D. (1991). What every computer scientist should know about floating-point arithmetic. *ACM Computing Surveys* 23, 5–48. [doi:10.1145/103162.103163](https://doi.org/10.1145/103162.103163)
# - Higham, N. J. (2002). *Accuracy and Stability of Numerical Algorithms*, 2nd edition. SIAM. [doi:10.1137/1.9780898718027](https://doi.org/10.1137/1.9780898718027)
# - Blanchard, P., Higham, D. J., Higham, N. J. (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41, 2311–2330. [doi:10.1093/imanum/draa038](https://doi.org/10.1093/imanum/draa038)
# - Micikevicius, P., et al. (2018). Mixed precision training. *ICLR*. [arXiv:1710.03740](https://arxiv.org/abs/1710.03740)

# %% [markdown]
# ## Going further

# %% [markdown]
# ### The logarithm of the rest, on both sides
#
# The exercise asked for $\log(1-p)$ from $s=\log p$. Compare the two ways, and the naive third, with five hundred digits.

# %% key="rest-picture"
s = -np.logspace(-18, 2, 61)
true = [(1 - Decimal(one).exp()).ln() for one in s]
ways = {"log(1 − eˢ)": np.log(1 - np.exp(s)), "log1p(−eˢ)": np.log1p(-np.exp(s))}
ways["log(−expm1(s))"] = np.log(-np.expm1(s))
wrong = {name: [error(*pair) for pair in zip(said, true)] for name, said in ways.items()}
fig, ax = plt.subplots()
for (name, errors), look, width in zip(wrong.items(), ["0.55", "k-", "C0--"], [7, 1.5, 1.5]):
    ax.loglog(-s, np.clip(errors, 1e-17, 10), look, lw=width, label=name)
ax.axvline(np.log(2), linestyle="-.", color="black", label="p = 1/2")
ax.set(xlabel="−s = −log p (nats)", ylabel="relative error (inf drawn at 10)")
ax.set_title("log1p and expm1 keep their digits, each on one side of p = 1/2")
ax.legend()
lost = ", ".join(f"{name} {np.sum(np.array(e) > 0.1)}" for name, e in wrong.items())
xent.show(fig, f"All digits lost, of {len(s)} places: {lost}.")

# %% [markdown]
# The naive form fails on both sides. Each of the other two keeps its digits on one side, so change over at $p=1/2$. Mächler (2012)
# recommends this switch in a vignette of the R package Rmpfr.
