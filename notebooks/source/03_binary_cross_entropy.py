# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Binary cross-entropy
#
# How do you score a yes/no forecast?
#
# **Goals**
#
# - Price a forecast of yes or no, from its probability and from its logit, and say why both terms are needed.
# - Read a loss against what somebody pays who knows nothing.
# - Explain where the sigmoid comes from, and why the slope of the loss is $p - y$.
# - Tell losses that make you say what you believe from losses that don't.
# - Fit a model to real patients, compare two models honestly, and act on their forecasts.
#
# **Needs** [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb)
#
# **Budget** 60 minutes to read, 65 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.special import expit
from scipy.stats import norm
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

import xentlib as xent
from xentlib.fitting import fit, logistic_objective, newton

xent.plots.use_style()
rng = np.random.default_rng(3)

# %% [markdown] story="0.51"
# ## Four patients
#
# A doctor said "ill" of four patients with probability 80, 30, 70 and 20 %. The first and the third were ill. One article
# that works this very example out prints a mean loss of 0.51. You know from lesson 02 what a forecast pays: the surprise of what
# happened. Which number do you get, in nats?

# %% key="article-forecast"
xent.predict("binary.article", {"0.51": 0.25, "0.42": 0.25, "0.29": 0.25, "0.14": 0.25})

# %% key="article"
y4, p4 = np.array([1, 0, 1, 0]), np.array([0.8, 0.3, 0.7, 0.2])
happened = np.where(y4 == 1, p4, 1 - p4)  # what the doctor gave to what then happened
paid = -np.log(happened)
print(paid.round(4), " mean", paid.mean().round(4), "nats")
xent.reveal("binary.article", f"{paid.mean():.2f}")

# %% [markdown]
# Verdict: the article's own code prints {{ f"{paid.mean():.4f}" }}, too. A single patient, ill, forecast with 80 %, costs {{ f"{-np.log(0.8):.4f}" }} nats.
#
# ## Two terms
#
# A yes of probability $p$ and a no of probability $1 - p$: a Bernoulli variable. Its probability of $y$ is $p^y (1-p)^{1-y}$,
# since one exponent is always 0. Turn it into a surprise, and you have **binary cross-entropy**:
#
# $$\ell(y, p) = -y \log p - (1 - y) \log (1 - p).$$
#
# scikit-learn says "log loss". $y$ selects a term, and the mean over patients is the loss $L$.
#
# ### Exercise: binary cross-entropy
#
# Return the mean over all examples. A forecast of exactly 0 or 1 is allowed: if it comes true, it costs nothing. An outcome may
# also be a share between 0 and 1; the formula doesn't mind, and you will see what it is good for.


# %% key="bce"
def bce(y, p):
    """Mean binary cross-entropy in nats (y: outcomes or masses, p: probabilities, both (n,))."""
    ### BEGIN SOLUTION
    yes, no = np.zeros(len(y)), np.zeros(len(y))
    np.log(p, out=yes, where=y > 0)
    np.log1p(-p, out=no, where=y < 1)
    return -(y * yes + (1 - y) * no).mean()
    ### END SOLUTION


xent.check("binary.bce", bce)

# %% key="three-libraries"
print(f"by hand {paid.mean():.12f}, scikit-learn {log_loss(y4, p4):.12f}")
print(f"xentlib {xent.binary_cross_entropy(y4, p4).mean():.12f}")
try:
    xent.binary_cross_entropy(y4[:, None], p4)
except ValueError as error:
    print(error)
print("NumPy, instead:", (-y4[:, None] * np.log(p4)).shape)

# %% [markdown]
# The last lines: labels of shape $(n, 1)$, a column, meet forecasts of shape $(n,)$. NumPy makes a table
# of everybody against everybody, and its mean looks harmless. Compare shapes before you subtract.
#
# ### Break it: half a loss
#
# Many tutorials program $-\frac1n\sum y \log p$ and leave the second term out. On an example that is as symmetric as theirs you
# notice only a factor.

# %% key="half-hidden"
symmetric = np.array([0.8, 0.2, 0.9, 0.1])
half, whole = -(y4 * np.log(symmetric)).mean(), xent.binary_cross_entropy(y4, symmetric).mean()
print(f"half {half:.4f}, whole {whole:.4f}: ratio {half / whole:.1f}")

# %% [markdown]
# Now real patients: {{ len(load_breast_cancer().target) }} lumps in the breast, and of each 30 measurements of its cells' nuclei under the microscope.
# scikit-learn's label 1 means *benign*; we want "yes" to mean malignant, so turn it round.

# %% key="patients"
bunch = load_breast_cancer()
y, x = 1.0 - bunch.target, bunch.data
share = y.mean()
print(f"{len(y)} patients, {share:.1%} malignant")

# %% [markdown]
# You must say the same probability about everyone. Under the half loss, which one is the cheapest?

# %% key="half-forecast"
xent.predict("binary.half", {"0.00": 0.25, "0.37": 0.25, "0.50": 0.25, "1.00": 0.25})

# %% key="half"
said = np.linspace(0.01, 1, 100)
whole = xent.binary_cross_entropy(np.full(100, share), said)  # what all pay on average
half = -share * np.log(said)
xent.reveal("binary.half", f"{said[half.argmin()]:.2f}")

# %% key="half-picture"
fig, ax = plt.subplots()
ax.plot(said, np.c_[whole, half], label=["both terms", "only y log p"])
ax.axvline(share, linestyle=":", color="black", label="share of malignant")
ax.set(xlabel="the same forecast for everybody p", ylabel="mean loss (nats)", ylim=(0, 2))
ax.set_title("With half a loss, crying wolf is free")
ax.legend(loc="upper center", bbox_to_anchor=(0.6, 1))
xent.show(
    fig, f"Least: {whole.min():.3f} at {said[whole.argmin()]:.2f}; the half: at the right end."
)

# %% [markdown]
# Verdict: under half a loss "malignant" to everybody scores a perfect 0. The $(1-y)$ term is what a false alarm costs. And
# a program that learns by the whole loss but *prints* the half reports nonsense. Let one number learn, from $p = 0.9$ on:

# %% key="half-printed"
z, walk = np.log(9), []
for _ in range(25):
    walk.append(xent.sigmoid(z))
    z = z - 0.8 * (walk[-1] - share)
fig, ax = plt.subplots()
whole, half = xent.binary_cross_entropy(np.full(25, share), walk), -share * np.log(walk)
ax.plot(np.c_[whole, half], label=["both terms", "only y log p"])
ax.set(xlabel="step", ylabel="mean loss (nats)", ylim=(0, None))
ax.set_title("The printed half rises while the model learns")
ax.legend()
xent.show(fig, f"p: {walk[0]:.2f} to {walk[-1]:.2f}; half: {half[0]:.2f} to {half[-1]:.2f} nats.")

# %% [markdown]
# It learns, and "gets worse". (Why $p - y$ is the right step: below.)
#
# ## The price of knowing nothing
#
# The bottom of the solid curve is the first reference for any loss: what the best constant pays. Its value is an old
# acquaintance, the entropy of the label. A model that pays more forecasts worse than one number said to all, whatever its accuracy.
# One that knows the patients may go below; only a constant can't.
#
# ### Exercise: base rate
#
# Return the mean loss in nats of the best constant forecast, for an array of zeros and ones. All of one kind is possible.


# %% key="base-rate"
def base_rate_loss(y):
    """Mean loss in nats of the best forecast that is the same for everybody."""
    ### BEGIN SOLUTION
    r = y.mean()
    return xent.entropy(np.array([r, 1 - r]))
    ### END SOLUTION


xent.check("binary.base_rate", base_rate_loss)

# %% [markdown]
# ### Mean, not sum; logarithm, not product
#
# The losses' sum is minus the log of the likelihood, the probability of all labels together if the patients are independent. Why not keep the
# likelihood itself? Here is its value, and then the loss as a sum and as a mean.

# %% key="underflow"
each = np.tile(np.where(y == 1, share, 1 - share), 2)  # the hospital, and a second one like it
product, loss = np.cumprod(each), -np.log(each)
for n in (len(y), 2 * len(y)):
    print(f"{n}: {product[n - 1]:.0e}, sum {loss[:n].sum():.1f}, mean {loss[:n].mean():.4f} nats")

# %% [markdown]
# Two hospitals, and their joint probability is 0 to the computer. The sum of logarithms has no such trouble, but it doubles,
# and its gradient too. The mean has a unit, nats per patient, and can be compared. (A sum over *examples*, that is; lesson 05
# has a sum over classes, which stays.)
#
# ## Odds and logits
#
# Evidence multiplies **odds**, $p / (1 - p)$: three ill for each healthy are odds of 3, at $p = 0.75$. Split the patients by one
# measurement, the texture of the worst cells, at its median. By how much a finding multiplies the odds is its **odds ratio**.
#
# ### Exercise: odds ratio
#
# Return the odds of a yes in a group, over the odds outside it. Both kinds of patient are in it, and outside it.


# %% key="odds-ratio"
def odds_ratio(y, group):
    """Odds of a yes in the group over those outside it (y: zeros and ones, group: bool)."""
    ### BEGIN SOLUTION
    a, b = y[group].mean(), y[~group].mean()
    return a / (1 - a) / (b / (1 - b))
    ### END SOLUTION


xent.check("binary.odds_ratio", odds_ratio)

# %% key="odds"
texture = x[:, list(bunch.feature_names).index("worst texture")]
coarse = texture > np.median(texture)
rates = np.array([y[~coarse].mean(), y[coarse].mean()])
odds = rates / (1 - rates)
print(f"fine and coarse: malignant {rates.round(3)}, odds {odds.round(3)}")
weights = fit(logistic_objective(np.c_[np.ones(len(y)), coarse], y), newton(), steps=20).weights
print("exp of logistic regression's weights:", np.exp(weights).round(3))

# %% [markdown]
# With coarse texture the odds are higher by a factor of {{ f"{odds[1] / odds[0]:.1f}" }}. In the logarithm that *adds*: the **logit** $z = \log \frac{p}{1-p}$ runs
# over all numbers, evidence is a term, and a weight of logistic regression is the log of an odds ratio, per unit of its feature. Solve for $p$ and
# the **sigmoid** appears: $p = \sigma(z) = 1 / (1 + e^{-z})$.
#
# So much for bookkeeping. But why should a logit be a *straight line* in what was measured? Suppose that texture is
# Gaussian in both groups, equally wide. Then the log-odds are the prior's plus the difference of two log-densities,
# and the squares cancel.

# %% key="gaussians"
groups = [texture[y == k] for k in (0, 1)]
width = np.sqrt(np.mean([g.var() for g in groups]))  # one for both
grid = np.linspace(15, 42, 100)
benign, malignant = (norm.logpdf(grid, g.mean(), width) for g in groups)
line = np.log(share / (1 - share)) + malignant - benign

# %% key="gaussians-picture"
fig, ax = plt.subplots()
ax.plot(grid, line, label="two Gaussians of equal width")
eight = np.array_split(texture.argsort(), 8)
at, seen = np.transpose([(texture[rows].mean(), y[rows].mean()) for rows in eight])
ax.plot(at, np.log(seen / (1 - seen)), "o", color="black", label="patients, in eight groups")
ax.set(xlabel="worst texture (grey levels)", ylabel="log-odds of malignant z (nats)")
ax.set_title("Equal widths make the log-odds a straight line")
ax.legend()
slopes = np.diff(line) / np.diff(grid)
xent.show(fig, f"{slopes[0]:.3f} nats per grey level at the left, {slopes[-1]:.3f} at the right.")

# %% [markdown]
# The dots, which know nothing of Gaussians, follow it roughly. With unequal widths the squares stay, and the line is a parabola. And a
# third origin, for lesson 05: the sigmoid is a softmax over two logits, one of them 0.

# %% key="three-faces"
for z in (-2.0, 0.5, 3.0):
    faces = 1 / (1 + np.exp(-z)), expit(z), xent.sigmoid(z), xent.softmax([0, z])[1]
    print(f"z = {z:4}:", *(f"{face:.9f}" for face in faces))

# %% [markdown] story="0.7"
# Play. Find a logit at which a yes costs about one nat. Then make the slope about $-0.9$: how sure, and how wrong, is that? Then set
# the target to 0.7, and find the bottom: where does it lie, and what is still to pay there?

# %% key="logit-explorer"
xent.explorers.explore_logit_loss()

# %% [markdown] story="0.7"
# A target between 0 and 1 is a **soft target**: seven doctors in ten said "ill". As the loss is a weighted sum of its two
# prices, target 0.7 costs what seven yeses and three noes cost on average, at every forecast. Its bottom lies at $p = 0.7$, and at
# {{ f"{xent.binary_cross_entropy(0.7, 0.7):.3f}" }} nats, the target's own entropy; not at 0.
#
# ## From logits
#
# A model computes $z$; the probability is a stop on the way to the loss. It is a dangerous one. At $z = 40$ somebody is very
# sure of a yes, and it is a no. What should that cost?

# %% key="saturated"
with np.errstate(divide="ignore"):
    print("through the probability:", -np.log(1 - expit(40.0)))
print("and held below 1 - 1e-7:", -np.log(1 - np.clip(expit(40.0), 1e-7, 1 - 1e-7)).round(3))
print("from the logit:         ", xent.sigmoid_cross_entropy(0, 40.0))

# %% [markdown]
# In float64 $\sigma(40)$ *is* 1. The clip, a popular repair, turns infinity into a wrong number, flat, with a slope of 0. The mend is to
# take the logarithm on paper: $-\log(1 - \sigma(z)) = \log(1 + e^z)$, which is nearly $z$ for a large $z$. Lesson 06 has the rest.
#
# ### Exercise: from logits
#
# Return the mean binary cross-entropy of logits, for any size of them. `np.logaddexp(a, b)` is
# $\log(e^a + e^b)$ without forming either; and $1 = e^0$.


# %% key="bce-logits"
def bce_logits(y, z):
    """Mean binary cross-entropy in nats (y: outcomes or masses, z: logits, both (n,))."""
    ### BEGIN SOLUTION
    return (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean()
    ### END SOLUTION


xent.check("binary.bce_logits", bce_logits)

# %% [markdown]
# ## The slope
#
# By how much does the loss change with the logit? $-\log \sigma(z)$ has the slope $\sigma(z) - 1$, and $-\log(1 - \sigma(z))$ the slope
# $\sigma(z)$. Weighted by $y$ and $1 - y$ they sum to
#
# $$\frac{d\ell}{dz} = \sigma(z) - y = p - y.$$
#
# Forecast minus what happened, never beyond 1. Now somebody takes the squared error $(p - y)^2$ instead. A patient is ill,
# and the logit is $-6$: sure and wrong. The cross-entropy pulls with nearly 1. And the squared error?

# %% key="pull-forecast"
xent.predict("binary.pull", {"2": 0.25, "1": 0.25, "0.1": 0.25, "0.005": 0.25})

# %% key="pull"
z = np.linspace(-8, 8, 321)
p = xent.sigmoid(z)
log_slope, square_slope = p - 1, 2 * (p - 1) * p * (1 - p)  # for y = 1
pull, most = abs(square_slope[np.isclose(z, -6)][0]), (square_slope / log_slope).max()
xent.reveal("binary.pull", f"{pull:.1g}")

# %% key="pull-picture"
fig, ax = plt.subplots()
names = ["cross-entropy: p − y", "squared error: 2 (p − y) p (1 − p)"]
ax.plot(z, np.c_[log_slope, square_slope], label=names)
ax.set(xlabel="logit z of a patient who is ill (nats)", ylabel="slope of the loss")
ax.set_title("Sure and wrong, the squared error hardly pulls")
ax.legend()
xent.show(fig, f"The square pulls with {pull:.4f} at −6, at best {most:.0%} as hard as p − y.")

# %% [markdown]
# Both are smooth, both are 0 for a perfect forecast. But the squared error's slope carries the sigmoid's own, $p(1-p)$, and
# fades at *both* ends; $p - y$ fades only where the forecast is right. A model that starts sure and wrong hardly moves.
#
# ### Exercise: gradient
#
# Return the gradient of the *mean* loss with respect to the logits, one number for each.


# %% key="gradient"
def bce_gradient(y, z):
    """Gradient of the mean binary cross-entropy in the logits (y, z and result: shape (n,))."""
    ### BEGIN SOLUTION
    return (expit(z) - y) / len(y)
    ### END SOLUTION


xent.check("binary.gradient", bce_gradient)

# %% [markdown]
# ## Which losses want to know what you believe?
#
# Turn the sign of the logit so that positive means right: the **margin**, $m = z$ for a yes, $-z$ for a no. Six charges
# that are in use, as functions of it:

# %% key="charges"
charges = {
    "log": lambda m: np.logaddexp(0, -m),
    "squared": lambda m: xent.sigmoid(-m) ** 2,
    "absolute": lambda m: xent.sigmoid(-m),
    "hinge": lambda m: np.maximum(0, 1 - m),
    "exponential": lambda m: np.exp(-m),
    "0–1": lambda m: np.where(m > 0, 0.0, 1.0),
}
worst = ", ".join(f"{name} {charge(-4.0):.3g}" for name, charge in charges.items())
xent.show(xent.plots.plot_charges(charges).figure, f"At a margin of −4: {worst}.")

# %% [markdown]
# "Cross-entropy punishes the hardest" is printed often: next to the square, yes; next to the exponential, no. What matters more
# is what a charge *asks* of you. You believe in a yes with 70 %. Under the absolute error $|p - y|$, which forecast do you
# expect to be the cheapest?

# %% key="absolute-forecast"
xent.predict("binary.absolute", {"0.5": 0.25, "0.7": 0.25, "0.9": 0.25, "1": 0.25})

# %% key="minimisers"
q = np.arange(1, 1000) / 1000
z = np.log(q / (1 - q))


def cheapest(charge, belief):
    return q[(belief * charge(z) + (1 - belief) * charge(-z)).argmin()]


for name, charge in charges.items():
    said = (f"{cheapest(charge, belief):.3f}" for belief in (0.6, 0.7, 0.9))
    print(f"{name:11} if 0.6, 0.7, 0.9: say", *said)
xent.reveal("binary.absolute", f"{cheapest(charges['absolute'], 0.7):.1g}")

# %% [markdown] story="300"
# Row by row: your belief, and what is the cheapest to say. **Log and squared error** want your belief itself, and nothing else:
# they are *strictly proper*. With belief $p$, the slopes of what you expect to pay are $(q-p)/(q(1-q))$ and $2(q-p)$, both negative below $q = p$ and positive above. The squared error on probabilities is the Brier
# score, so "only cross-entropy gives honest probabilities" is refuted; the reason to prefer it is the slope in the logit. (Up to
# constants, squared error is also the $-\log$ of a Gaussian likelihood of fixed width: lesson 14.) **Absolute error** is a straight line in $q$: an end is the cheapest,
# and the grid's end is what you see. **0–1** is content with anything on the right side, your belief among it: proper, but not strictly; shown is the first such $q$.
# **Hinge** stops at $z = 1$, whatever you believe beyond one half. **Exponential** hides the belief at half the logit:
# $\sigma(2z)$ gives it back.
#
# ## Thirty measurements
#
# A logit that is a weighted sum of measurements, scored by binary cross-entropy: **logistic regression**. Learn on 300 patients,
# keep the others for the test, and bring all measurements to one scale.

# %% key="split"
order = rng.random(len(y)).argsort()  # a random order
train, test = order[:300], order[300:]
scaled = (x - x[train].mean(0)) / x[train].std(0)
X = np.c_[np.ones(len(y)), scaled]  # the first weight is the bias
l2 = 0.01 * np.r_[0, np.ones(30)]  # a price on large weights, not on the bias


# %% key="descent"
def descend(x, y, rate=0.3, steps=5000):
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = expit(x @ w)
        w = w - rate * (x.T @ (p - y) / len(y) + l2 * w)
    return w


w = descend(X[train], y[train])
theirs = LogisticRegression(C=1 / (0.01 * 300), tol=1e-9, max_iter=10_000)
theirs.fit(scaled[train], y[train])
print("largest difference below 1e-4:", abs(w[1:] - theirs.coef_[0]).max() < 1e-4)

# %% [markdown]
# The five lines walk downhill along $X^\top (p - y) / n$, the slope you know, passed on to the weights, and along the slope of the price
# `l2`; lesson 04 opens them up. They
# end where scikit-learn's solver does. That price has a reason. Without it:

# %% key="separable"
try:
    fit(logistic_objective(X[train], y[train]), newton(), steps=50)
except ArithmeticError as error:
    print(error)
print(f"mean forecast {expit(X[train] @ w).mean():.6f}, mean label {y[train].mean():.6f}")

# %% [markdown] story="300"
# Thirty measurements separate these patients, and no minimum exists: weights that do, made larger, are always cheaper. The last line is no
# accident. At the minimum the slope in the bias, which has no price, is 0, and that is the mean of $p - y$: forecasts are right
# *on average*, on the training data.
#
# And had we stepped along the slope of the *sum*? It is 300 times as long.

# %% key="sum-breaks"
for name, rate in {"mean": 0.3, "sum": 0.3 * 300}.items():
    z = X[train] @ descend(X[train], y[train], rate=rate, steps=20)
    print(f"20 steps, {name}: loss {xent.sigmoid_cross_entropy(y[train], z).mean():.2f} nats")

# %% [markdown]
# Worse than the {{ f"{xent.entropy([y[train].mean(), 1 - y[train].mean()]):.2f}" }} of knowing nothing. A rate that suits the mean suits any number of such patients.
#
# Which measurement is worth most? One model for each, and what it saves of the label's entropy, in bits per patient, on the
# patients that it learned from.

# %% key="ranking"
nothing = xent.entropy([y[train].mean(), 1 - y[train].mean()], base=2)
each = [logistic_objective(X[train][:, [0, j]], y[train]) for j in range(1, 31)]
saved = nothing - np.array([fit(one, newton(), steps=20).losses[-1] for one in each]) / np.log(2)
ranked = saved.argsort()[-10:]
fig, ax = plt.subplots()
ax.barh(bunch.feature_names[ranked], saved[ranked])
ax.axvline(nothing, linestyle="--", color="black")
ax.set(xlabel="saved (bits per patient), of all there is (dashed)")
ax.set_title("One number can tell most of it")
xent.show(fig, f"{bunch.feature_names[ranked[-1]]} saves {saved.max():.2f} of {nothing:.2f} bits.")

# %% [markdown]
# ## Is the better model better?
#
# Do we need all thirty, or would the ten mean values do? On patients that neither model has seen:

# %% key="paired"
few, n_test = X[:, :11], len(test)
w_few = fit(logistic_objective(few[train], y[train], l2=l2[:11]), newton(), steps=50).weights
thirty = xent.sigmoid_cross_entropy(y[test], X[test] @ w)
ten = xent.sigmoid_cross_entropy(y[test], few[test] @ w_few)
for name, loss in {"thirty": thirty, "ten": ten}.items():
    print(f"{name:6} {loss.mean():.4f} ± {loss.std(ddof=1) / np.sqrt(n_test):.4f} nats")

# %% [markdown]
# After ± stands the **standard error**, the spread of a mean over $n$ patients: $s / \sqrt n$, where $s$ is the standard deviation
# with $n - 1$ below. The ten cost {{ f"{(ten - thirty).mean():.3f}" }} more. Treat the two losses as independent, and the difference is uncertain by {{ f"{np.hypot(thirty.std(ddof=1), ten.std(ddof=1)) / np.sqrt(n_test):.3f}" }}: not convincing. But a hard patient is hard for both models. Take the
# difference patient by patient, and most of that noise cancels.
#
# ### Exercise: paired difference
#
# Return two numbers: the mean of $b - a$, and its standard error.


# %% key="paired-difference"
def paired_difference(a, b):
    """Mean of b - a, and its standard error (a, b: losses of the same patients, both (n,))."""
    ### BEGIN SOLUTION
    d = b - a
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))
    ### END SOLUTION


xent.check("binary.paired", paired_difference)

# %% [markdown]
# The **paired bootstrap** asks the same without a formula: draw patients with replacement, again and again. How much do the means
# of those samples scatter?

# %% key="bootstrap"
drawn, others = (n_test * rng.random((2, 4000, n_test))).astype(int)
paired = (ten - thirty)[drawn].mean(1)
unpaired = ten[drawn].mean(1) - thirty[others].mean(1)
ax = xent.plots.plot_bootstrap(paired, unpaired, xlabel="ten − thirty (nats per patient)")
a, b, c, d = (np.quantile(s, tail) for s in (paired, unpaired) for tail in (0.025, 0.975))
xent.show(ax.figure, f"95 % paired: {a:.2f} to {b:.2f} nats; unpaired: {c:.2f} to {d:.2f}.")

# %% [markdown] story="0.5"
# The paired means scatter by {{ f"{paired.std():.3f}" }}, as by the formula, {{ f"{(ten - thirty).std(ddof=1) / np.sqrt(n_test):.3f}" }}.
# Zero lies outside the filled histogram and inside the empty one: the same losses, the same patients, another question. (All this
# is about these two fitted models; another training set would have given others.)
#
# ## What to do about it
#
# A probability is no decision yet. Send a patient to surgery in vain, and it costs one; miss a malignant lump, and it
# costs nine. Acting costs $1 - p$ on average, waiting $9p$. They are equal at $p = 1/10$: costs make the threshold, and 0.5 is
# right only if both mistakes cost the same.
#
# ### Exercise: threshold
#
# Return the probability from which on you act, for any two costs.


# %% key="threshold"
def threshold(false_alarm, miss):
    """Probability from which on acting is the cheaper choice (costs: numbers or arrays, > 0)."""
    ### BEGIN SOLUTION
    return false_alarm / (false_alarm + miss)
    ### END SOLUTION


xent.check("binary.threshold", threshold)

# %% key="costs"
ax = xent.plots.plot_decision_costs(y[test], expit(X[test] @ w), false_alarm=1, miss=9)
cost, wrong = (dict(line.get_xydata()) for line in ax.lines[:2])
at = {cut: f"{cost[cut]:.0f} at {cut}, with {wrong[cut]:.0f} wrong decisions" for cut in (0.1, 0.5)}
xent.show(ax.figure, f"All decisions cost {at[0.1]}, and {at[0.5]}.")

# %% [markdown]
# More wrong decisions, at less cost. (The curve's own bottom is at the dotted line here. Other patients would move it: so few lie near it
# that each one makes a step. Choose the threshold by the costs, not by these steps.) And nothing had to be trained anew: the model says what it believes, you say what things
# cost. This works as far as the probabilities are right, and lesson 11 asks whether they are.
#
# ## What you now know
#
# 1. Binary cross-entropy is the surprise of what happened, $-y \log p - (1-y) \log(1-p)$; without the second term "always yes" is perfect.
# 2. The best constant forecast is the share of yes, and pays the label's entropy. A loss is read against that.
# 3. A logit is a log-odds, evidence adds to it, $\sigma$ leads back; compute the loss from the logit.
# 4. The slope in the logit is $p - y$. Log and squared error are strictly proper, absolute error is not proper; the log keeps pulling when you are sure and wrong.
# 5. Compare models patient by patient; take thresholds from costs.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("binary")

# %% [markdown] story="0.2"
# ### In your own words
#
# A colleague says: "Our loss is 0.2, so we are 80 % right." Write three sentences about what 0.2 nats do mean, and which two
# numbers you would ask for. (Nobody checks this one.)
#
# ### Transfer
#
# Take a yes/no forecast that you meet every week: rain, a late train, a reply. Say a probability each time, for two weeks. What would
# the best constant have paid, and are you below?
#
# ## What next
#
# Five lines found thirty weights and a bias. Why do they arrive, how fast may they go, and when do they fall off the hill? Gradient
# descent is the subject of lesson 04.
#
# ## References
#
# - Cox, D. R. (1958). The regression analysis of binary sequences. *Journal of the Royal Statistical Society B* 20, 215–242. [doi:10.1111/j.2517-6161.1958.tb00292.x](https://doi.org/10.1111/j.2517-6161.1958.tb00292.x)
# - Efron, B. (1979). Bootstrap methods: another look at the jackknife. *Annals of Statistics* 7, 1–26. [doi:10.1214/aos/1176344552](https://doi.org/10.1214/aos/1176344552)
# - Street, W. N., Wolberg, W. H., Mangasarian, O. L. (1993). Nuclear feature extraction for breast tumor diagnosis. *Proc. SPIE* 1905, 861–870. [doi:10.1117/12.148698](https://doi.org/10.1117/12.148698)
# - Bartlett, P. L., Jordan, M. I., McAuliffe, J. D. (2006). Convexity, classification, and risk bounds. *Journal of the American Statistical Association* 101, 138–156. [doi:10.1198/016214505000000907](https://doi.org/10.1198/016214505000000907)
# - Gneiting, T., Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. *Journal of the American Statistical Association* 102, 359–378. [doi:10.1198/016214506000001437](https://doi.org/10.1198/016214506000001437)
