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
# - Compute this score, the loss, from a probability and from a logit.
# - Derive its slope, and find it in a picture of real patients.
# - Tell which losses reward your true belief.
# - Compare two models, and turn a forecast into a decision.
#
# **Needs** [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb); the chain rule; derivatives of $\ln x$ and $e^x$.
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.special import expit
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

import xentlib as xent
from xentlib.fitting import fit, logistic_objective, newton

xent.plots.use_style()
rng = np.random.default_rng(3)

# %% [markdown]
# ## Four patients
#
# A doctor says how probable it is that four patients are ill: 80, 30, 70 and 20 %. The first and the third are ill. As in lesson 02, a
# forecast pays the surprise of what happened. What does the doctor pay on average, in nats?

# %% key="doctor-forecast"
xent.predict("binary.doctor", {"0.51": 0.25, "0.42": 0.25, "0.29": 0.25, "0.14": 0.25})

# %% key="doctor"
y4, p4 = np.array([1, 0, 1, 0]), np.array([0.8, 0.3, 0.7, 0.2])
happened = np.where(y4 == 1, p4, 1 - p4)  # what the doctor gave to what then happened
paid = -np.log(happened)
print(paid.round(4), " mean", paid.mean().round(4), "nats")
xent.reveal("binary.doctor", f"{paid.mean():.2f}")

# %% [markdown] key="recipe" story="0.7"
# It is as if the doctor gave $e^{-\text{mean}}={}${{ f"{np.exp(-paid.mean()):.2f}" }} to what happened each time.
#
# ## One recipe
#
# Until now, $p$ was the truth and $q$ the belief. From here on, $p$ is the forecast and $y$ the outcome.
#
# Most losses of this course come from one recipe:
#
# 1. Choose a **likelihood**: a distribution from which the outcome could come.
# 2. Let the model output its parameter.
# 3. Minimise the mean of $-\ln$ of the likelihood.
#
# A yes ($y=1$) or no ($y=0$) is a **Bernoulli** variable. Its parameter $p$ is the probability of a yes. Its likelihood,
# $p^y(1-p)^{1-y}$, is the probability of what happened, because one exponent is 0.
#
# ### Exercise: binary cross-entropy
#
# Take $-\ln$ of this likelihood, and return the mean over the examples. A forecast of 0 or 1 that comes true costs nothing. An
# outcome may also be a share: $y=0.7$ if seven doctors in ten say "ill".


# %% key="bce"
def bce(y, p):
    """Mean binary cross-entropy in nats (y: outcomes or shares, p: probabilities, both (n,))."""
    ### BEGIN SOLUTION
    yes, no = np.zeros(len(y)), np.zeros(len(y))
    np.log(p, out=yes, where=y > 0)
    np.log1p(-p, out=no, where=y < 1)
    return -(y * yes + (1 - y) * no).mean()
    ### END SOLUTION


xent.check("binary.bce", bce)

# %% [markdown] story="0.7"
# Your function is the mean of the **binary cross-entropy** (scikit-learn says log loss):
#
# $$\ell(y,p)=-y \ln p-(1-y)\ln(1-p).$$
#
# It is linear in $y$, so the share 0.7 pays the mean of seven losses of a yes and three of a no.

# %% key="three-libraries"
print(f"by hand {paid.mean():.12f}, scikit-learn {log_loss(y4, p4):.12f}")
print(f"xentlib {xent.binary_cross_entropy(y4, p4).mean():.12f}")
try:
    xent.binary_cross_entropy(y4[:, None], p4)
except ValueError as error:
    print(error)
table = -y4[:, None] * np.log(p4) - (1 - y4[:, None]) * np.log(1 - p4)
print("NumPy, instead:", table.shape, "with the mean", table.mean().round(3))

# %% [markdown]
# The last line shows a trap: NumPy pairs a column of labels with every forecast. The table's mean looks harmless, and is wrong.
#
# ### Break it: half a loss
#
# A common mistake is to forget the second term. Try it on {{ len(xent.data.tumours().malignant) }} patients with a lump in
# the breast, whose cells were photographed (Street and others, 1993). A yes means malignant.

# %% key="patients"
cells = xent.data.tumours()
x, y, names = cells.features, cells.malignant, np.array(cells.names)
share = y.mean()
print(f"{len(y)} patients, {len(names)} measurements of each, {share:.1%} malignant")

# %% [markdown]
# You must say the same probability to everyone. Which one pays least under the half loss?

# %% key="half-forecast"
xent.predict("binary.half", {"0.00": 0.25, "0.37": 0.25, "0.50": 0.25, "1.00": 0.25})

# %% key="half"
said = np.linspace(0.01, 1, 100)
whole = xent.binary_cross_entropy(np.full(100, share), said)  # what all pay on average
half = -share * np.log(said)
xent.reveal("binary.half", f"{said[half.argmin()]:.2f}")

# %% key="half-picture"
fig, ax = plt.subplots()
ax.plot(said, np.c_[whole, half], label=["both terms", "only y ln p"])
ax.axvline(share, linestyle=":", color="black", label="share of malignant")
ax.set(xlabel="forecast for everybody p", ylabel="mean loss (nats)", ylim=(0, 2))
ax.set_title("With half a loss, “malignant” to everybody costs nothing")
ax.legend(loc="upper center", bbox_to_anchor=(0.6, 1))
least = f"Both terms: least at {said[whole.argmin()]:.2f}, {whole.min():.3f} nats"
xent.show(
    fig, f"{least}. Only y ln p: least at {said[half.argmin()]:.2f}, {half.min() + 0:.3f} nats."
)

# %% [markdown]
# The dashed curve falls to 0 at the right: without the second term, a wrong "malignant" costs nothing.
#
# ## The price of knowing nothing
#
# How little can one number for everybody cost?
#
# ### Exercise: base rate
#
# The **base rate** is the share of yes. Return the mean loss in nats of the best constant forecast, for an array of zeros and ones. All may be alike.


# %% key="base-rate"
def base_rate_loss(y):
    """Mean loss in nats of the best forecast that is the same for everybody."""
    ### BEGIN SOLUTION
    r = y.mean()
    return xent.entropy(np.array([r, 1 - r]))
    ### END SOLUTION


xent.check("binary.base_rate", base_rate_loss)

# %% [markdown]
# With the base rate $r$, one forecast $p$ for everybody pays $-r\ln p-(1-r)\ln(1-p)$. Its slope,
# $-\frac rp+\frac{1-r}{1-p}$, is 0 at $p=r$. So the least loss is the label's entropy, here {{ f"{xent.entropy([share, 1 - share]):.3f}" }} nats.
# A model that pays more is worse than one number for everybody, even if most of its decisions are right.
#
# ## Odds and logits
#
# The **odds** are $p/(1-p)$. Three ill patients for each healthy one are odds of 3. The odds with a finding,
# divided by the odds without it, are its **odds ratio**. Our finding is a coarse texture: in the "worst" cell nuclei (the three with the largest values), grey levels vary more than for the median patient.
#
# ### Exercise: odds ratio
#
# Return the odds of a yes in a group, divided by the odds outside it. Both have patients of both kinds.


# %% key="odds-ratio"
def odds_ratio(y, group):
    """Odds of a yes in the group over those outside it (y: zeros and ones, group: bool)."""
    ### BEGIN SOLUTION
    inside, outside = y[group].mean(), y[~group].mean()
    return inside / (1 - inside) / (outside / (1 - outside))
    ### END SOLUTION


xent.check("binary.odds_ratio", odds_ratio)

# %% key="odds"
texture = x[:, names == "worst texture"].ravel()
coarse = texture > np.median(texture)
rates = np.array([y[~coarse].mean(), y[coarse].mean()])
odds = rates / (1 - rates)
print(f"fine and coarse: malignant {rates.round(3)}, odds {odds.round(3)}")
print(f"odds ratio {odds[1] / odds[0]:.2f}, its logarithm {np.log(odds[1] / odds[0]):.2f}")

# %% [markdown]
# The **logit** $z=\ln\frac{p}{1-p}$ is the natural logarithm of the odds, so its unit is the nat. Suppose that findings
# multiply the odds independently. Then their logarithms add. This is the assumption of **logistic regression** (Cox, 1958): $z$ is
# a weighted sum of measurements. A weight is the log of an odds ratio, for one unit more while the other measurements stay the same. Solve for $p$:
#
# $$e^{-z}=\frac{1-p}{p}=\frac1p-1,\qquad p=\sigma(z)=\frac{1}{1+e^{-z}}=\frac{e^z}{e^z+e^0}.$$
#
# This is the **sigmoid**. The last form is a softmax (lesson 05) of $z$ and 0.

# %% key="three-faces"
for z in (-2.0, 0.5, 3.0):
    faces = 1 / (1 + np.exp(-z)), expit(z), xent.sigmoid(z), xent.softmax([0, z])[1]
    print(f"z = {z:4}:", *(f"{face:.9f}" for face in faces))

# %% [markdown] story="0.7"
# Move the logit. Where does a yes cost about one nat? Where is the slope about $-0.9$? Then set a **soft target**, the share 0.7.
# Where is the loss smallest, and how many nats are left?

# %% key="logit-explorer"
xent.explorers.explore_logit_loss()

# %% [markdown]
# ## From logits
#
# At $z=40$ a model is very sure of a yes, and a no happens. What does it cost?

# %% key="saturated"
with np.errstate(divide="ignore"):
    print("through the probability:", -np.log(1 - expit(40.0)))
print("and held below 1 - 1e-7:", -np.log(1 - np.clip(expit(40.0), 1e-7, 1 - 1e-7)).round(3))
print("from the logit:         ", xent.sigmoid_cross_entropy(0, 40.0))

# %% [markdown]
# In float64 $\sigma(40)$ *is* 1, and the first loss is infinite. The second, a clip, is wrong, and its slope is 0, so no model learns from it. The third needs
# algebra: $1-\sigma(z)=\frac{1}{1+e^z}$, so a no costs $-\ln(1-\sigma(z))=\ln(1+e^z)$.
#
# ### Exercise: from logits
#
# First find what a yes costs. Then return the mean binary cross-entropy of logits of any size. `np.logaddexp(a, b)` is
# $\ln(e^a+e^b)$ without forming either; and $1=e^0$.


# %% key="bce-logits"
def bce_logits(y, z):
    """Mean binary cross-entropy in nats (y: outcomes or shares, z: logits, both (n,))."""
    ### BEGIN SOLUTION
    return (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).mean()
    ### END SOLUTION


xent.check("binary.bce_logits", bce_logits)

# %% [markdown]
# ## The slope
#
# The explorer claims that the loss has the slope $p-y$ in the logit.
#
# ### Exercise: gradient
#
# Test it with a pencil before you read on: what is the slope of $\ln(1+e^z)$, the loss of a no, and that of a yes? Then return the
# gradient of the *mean* loss, one number for each logit, of any size.


# %% key="gradient"
def bce_gradient(y, z):
    """Gradient of the mean loss in the logits (y: outcomes or shares; all shapes (n,))."""
    ### BEGIN SOLUTION
    return (expit(z) - y) / len(y)
    ### END SOLUTION


xent.check("binary.gradient", bce_gradient)

# %% [markdown] key="derivation"
# **A yes** costs $-\ln \sigma(z)=\ln(1+e^{-z})$. By the chain rule its slope is
#
# $$\frac{-e^{-z}}{1+e^{-z}}=\frac{1}{1+e^{-z}}-1=\sigma(z)-1=p-1.$$
#
# **A no** costs $\ln(1+e^z)$. Its slope is $\frac{e^z}{1+e^z}=\frac{1}{1+e^{-z}}=p$.
#
# **Together**, weighted by $y$ and $1-y$:
#
# $$\frac{d\ell}{dz}=y(p-1)+(1-y)p=p-y.$$
#
# This is forecast minus outcome. (Statisticians call $y-p$ the **residual**.)
#
# **The sigmoid's slope** follows. The slope of $-\ln\sigma$ is also $-\sigma'/\sigma$. It equals $\sigma-1$, so
#
# $$\sigma'=\sigma(1-\sigma)=p(1-p).$$

# %% key="slope-checked"
print("a yes at 1:", (-np.log(expit(1.0))).round(6), np.log(1 + np.exp(-1.0)).round(6))
logits, targets = np.array([-3.0, -0.5, 1.0, 4.0]), np.array([1.0, 0.0, 0.7, 1.0])
slope = xent.numerical_gradient(lambda z: xent.sigmoid_cross_entropy(targets, z).sum(), logits)
print("numerical:", slope.round(6), " p - y:", (expit(logits) - targets).round(6))
bend = xent.numerical_gradient(lambda z: expit(z).sum(), logits)
print("numerical:", bend.round(6), " p (1 - p):", (expit(logits) * expit(-logits)).round(6))

# %% [markdown] story="0.7"
# The explorer's answers: a yes costs one nat at $p=e^{-1}$, $z={}${{ f"{np.log(np.exp(-1) / (1 - np.exp(-1))):.2f}".replace("-", "−") }}. The slope is $-0.9$ at $p=0.1$. For the soft target it is 0 at $p=0.7$, and
# {{ f"{xent.binary_cross_entropy(0.7, 0.7):.3f}" }} nats are left, the target's entropy.
#
# ## A sigmoid through patients
#
# Now use the whole recipe with one measurement: $z=b+wx$, with the **bias** $b$. Here $x$ is the texture minus its mean, in standard deviations. Five lines minimise the mean
# loss. By the chain rule, its slope in $w$ is the mean of $(p-y)x$; the fifth line computes it for all weights.


# %% key="descent"
def descend(x, y, l2=0.0, rate=0.3, steps=5000):  # l2: a penalty for large weights, used later
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = expit(x @ w)
        w = w - rate * (x.T @ (p - y) / len(y) + l2 * w)
    return w


X1 = np.c_[np.ones(len(y)), (texture - texture.mean()) / texture.std()]  # ones are for the bias
p = expit(X1 @ descend(X1, y))
print(f"mean forecast {p.mean():.6f}, mean label {y.mean():.6f}")


# %% key="sigmoid-fit"
def nearest(kind, places):
    rows = np.flatnonzero(y == kind)
    return [rows[abs(texture[rows] - place).argmin()] for place in places]


marked = [*nearest(1, (17, 21, 25, 28, 34, 40)), *nearest(0, (14, 19, 23, 26, 32, 38))]
fig, ax = plt.subplots(figsize=(7, 4.5))
label = "worst texture (grey levels)"
xent.plots.plot_sigmoid_fit(texture, y, p, marked=marked, xlabel=label, ax=ax)
long = sum(abs(p - y)[marked] > 0.5)
most = xent.binary_cross_entropy(y, p)[marked].max()
xent.show(
    fig,
    f"{len(marked)} patients, picked to spread along the axis: {long} have a gap above 0.5, "
    f"and one pays {most:.2f} nats.",
)

# %% [markdown]
# Each gap is the size of $p-y$, with which this patient pulls the curve. The loss is
# $-\ln(1-\text{gap})$. As the gap approaches 1, it grows without limit.
#
# Why were the two means equal? At the minimum, the slope in each weight is 0. For the bias, $dz/db=1$ stands in place of $x$, so the mean of $p-y$ is 0.
#
# ### Exercise: read the curve
#
# How many grey levels must the texture rise for the odds to double? Read it off the picture, at two points far apart; 7 % off is near enough.

# %% key="doubling"
### BEGIN SOLUTION
doubling = (36.4 - 21.6) / 4  # from p = 0.2, odds 1/4, to p = 0.8, odds 4: four doublings
### END SOLUTION

xent.check("binary.doubling", doubling)

# %% [markdown]
# ## And the squared error?
#
# A patient is ill, and the logit is $-6$: sure and wrong. The cross-entropy
# has a slope of size $1-p$, nearly 1. And the squared error $(p-y)^2$?

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
labels = ["cross-entropy: p − y", "squared error: 2 (p − y) p (1 − p)"]
ax.plot(z, np.c_[log_slope, square_slope], label=labels)
ax.set(xlabel="logit z of a patient who is ill (nats)", ylabel="slope dℓ/dz")
ax.set_title("Sure and wrong, the squared error hardly pulls")
ax.legend()
xent.show(
    fig, f"At −6 the square pulls with {pull:.4f}; it is at best {most:.0%} as strong as p − y."
)

# %% [markdown]
# By the chain rule, its slope is $2(p-y)\,\sigma'=2(p-y)\,p(1-p)$, and $p(1-p)$ is nearly 0 at *both*
# ends. A model that starts sure and wrong hardly learns from it.
#
# ## Which losses want to know what you believe?
#
# The **margin** $m$ is $z$ for a yes and $-z$ for a no, so positive means right. Here are six losses
# as functions of it (Bartlett and others, 2006):

# %% key="charges"
charges = {
    "log": lambda m: np.logaddexp(0, -m),
    "squared": lambda m: xent.sigmoid(-m) ** 2,
    "absolute": lambda m: xent.sigmoid(-m),
    "hinge": lambda m: np.maximum(0, 1 - m),
    "exponential": lambda m: np.exp(-m),
    "0–1": lambda m: np.where(m == 0, 0.5, 1.0 * (m < 0)),
}
worst = ", ".join(f"{name} {charge(-4.0):.3g}" for name, charge in charges.items())
xent.show(xent.plots.plot_charges(charges).figure, f"At a margin of −4: {worst}.")

# %% [markdown]
# At the left, the exponential is far above the log: that
# cross-entropy punishes sure errors hardest is a common mistake. What does a loss *ask* of you? You believe in a yes with 70 %. Which forecast has the least expected absolute error $|p-y|$?

# %% key="absolute-forecast"
xent.predict("binary.absolute", {"0.5": 0.25, "0.7": 0.25, "0.9": 0.25, "1": 0.25})

# %% key="minimisers"
said = np.arange(1, 1000) / 1000
z = np.log(said / (1 - said))


def cheapest(charge, belief):
    return said[(belief * charge(z) + (1 - belief) * charge(-z)).argmin()]


print("on a grid from 0.001 to 0.999, the first place of the least expected loss:")
print("you believe   0.6   0.7   0.9")
for name, charge in charges.items():
    print(f"{name:12}", *(f"{cheapest(charge, belief):.3f}" for belief in (0.6, 0.7, 0.9)))
xent.reveal("binary.absolute", f"{cheapest(charges['absolute'], 0.7):.1g}")

# %% [markdown] story="300"
# Let $r$ be your belief. A loss is **proper** if no forecast has a smaller expected loss than $p=r$, and **strictly proper** if all others have a larger one (Gneiting and Raftery, 2007).
#
# - **Log** is strictly proper: derive it as for the base rate. So is **squared** (the Brier score), because $r(1-p)^2+(1-r)p^2=(p-r)^2+r(1-r)$.
# - **Absolute** is not proper: $r(1-p)+(1-r)p$ is a line in $p$, least at 1 if $r>\frac12$, at 0 if $r<\frac12$, flat at $\frac12$.
# - **0–1** is proper, not strictly: every $p$ on the right side of $\frac12$ is as good. **Hinge** and **exponential** score numbers that are no logits (*Going further*).
#
# ## Is the better model better?
#
# Use all thirty measurements, or only the ten means. Learn on 300 patients, and compare on the others:

# %% key="split"
order = rng.random(len(y)).argsort()  # a random order
train, test = order[:300], order[300:]
scaled = (x - x[train].mean(0)) / x[train].std(0)  # one scale for all measurements
X = np.c_[np.ones(len(y)), scaled]  # the first weight is the bias
l2 = 0.01 * np.r_[0, np.ones(30)]  # a penalty for large weights, not for the bias

# %% key="ten"
few, n_test = X[:, :11], len(test)
w, w_few = (descend(xs[train], y[train], l2[: xs.shape[1]]) for xs in (X, few))
thirty = xent.sigmoid_cross_entropy(y[test], X[test] @ w)
ten = xent.sigmoid_cross_entropy(y[test], few[test] @ w_few)
for name, loss in {"thirty": thirty, "ten": ten}.items():
    print(f"{name:6} {loss.mean():.4f} ± {loss.std(ddof=1) / np.sqrt(n_test):.4f} nats")

# %% [markdown]
# After ± stands the **standard error**: how far a mean scatters from sample to sample. The ten pay {{ f"{(ten - thirty).mean():.3f}" }} nats more. A
# common rule trusts a difference above about 2 standard errors. But a patient who is hard for one model is often hard for the other.
#
# ### Exercise: paired difference
#
# `u` and `v` are two models' losses. Return the mean of `v - u`, and the standard error that respects the pairs.


# %% key="paired-difference"
def paired_difference(u, v):
    """Mean of v - u, and its standard error (u, v: losses of the same patients, both (n,))."""
    ### BEGIN SOLUTION
    d = v - u
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))
    ### END SOLUTION


xent.check("binary.paired", paired_difference)

# %% [markdown]
# The standard error is $s/\sqrt n$, with the standard deviation $s$ of the $n$ differences: here {{ f"{(ten - thirty).std(ddof=1) / np.sqrt(n_test):.3f}" }}. For independent losses, it would be
# $\sqrt{s_u^2+s_v^2}/\sqrt n$, {{ f"{np.hypot(thirty.std(ddof=1), ten.std(ddof=1)) / np.sqrt(n_test):.3f}" }}. The paired error is about half. The difference is {{ f"{(ten - thirty).mean() / ((ten - thirty).std(ddof=1) / np.sqrt(n_test)):.1f}" }} paired standard errors, and {{ f"{(ten - thirty).mean() / (np.hypot(thirty.std(ddof=1), ten.std(ddof=1)) / np.sqrt(n_test)):.1f}" }} of the others. Of these two fitted models, the one with thirty is better.
#
# ## What to do about it
#
# Operating on a benign lump is a **false alarm** and costs `false_alarm`. Waiting with
# a malignant one is a **miss** and costs `miss`. Right decisions cost nothing.
#
# ### Exercise: threshold
#
# Write down what each choice costs on average at probability $p$. Return the probability from which on you operate.


# %% key="threshold"
def threshold(false_alarm, miss):
    """Probability from which on acting is the cheaper choice (costs: numbers or arrays, > 0)."""
    ### BEGIN SOLUTION
    return false_alarm / (false_alarm + miss)
    ### END SOLUTION


xent.check("binary.threshold", threshold)

# %% key="decisions"
forecast = expit(X[test] @ w)
for cut in (0.5, 0.1):
    print(f"operate from {cut} on: {((forecast >= cut) != y[test]).sum()} wrong decisions")

# %% [markdown] story="0.5 0.1"
# A false alarm costs 1, a miss 9. The wrong decisions from 0.5 on are all misses, and cost {{ 9 * ((forecast < 0.5) & (y[test] == 1)).sum() }} together. What do those from 0.1 on cost?

# %% key="costs-forecast"
xent.predict("binary.costs", {"180": 0.25, "100": 0.25, "54": 0.25, "28": 0.25})

# %% key="ten-percent"
operate = forecast >= 0.1
alarms, misses = (operate & (y[test] == 0)).sum(), (~operate & (y[test] == 1)).sum()
xent.reveal("binary.costs", f"{alarms + 9 * misses}")

# %% key="costs"
ax = xent.plots.plot_decision_costs(y[test], forecast, false_alarm=1, miss=9)
ax.set_ylim(0, 100)
ax.legend(loc="upper left", bbox_to_anchor=(0.12, 1))
cost, wrong = (dict(line.get_xydata()) for line in ax.lines[:2])
at = {cut: f"{cost[cut]:.0f} at {cut}, with {wrong[cut]:.0f} of them wrong" for cut in (0.1, 0.5)}
luck = "The picture ends at 100. That the least cost is at exactly 0.1 is luck."
xent.show(ax.figure, f"All decisions cost {at[0.1]}, and {at[0.5]}. {luck}")

# %% [markdown] story="0.1"
# With the costs $c_f$ of a false alarm and $c_m$ of a miss, operating costs $(1-p)\,c_f$ on average, and waiting $p\,c_m$. They are equal at
# $p=\frac{c_f}{c_f+c_m}$, here 0.1. There, more decisions are wrong and cost less.
# This needs right probabilities, which lesson 12 tests.
#
# ## What you now know
#
# 1. Minimise $-\ln$ of a likelihood. Bernoulli gives $-y\ln p-(1-y)\ln(1-p)$.
# 2. The best constant forecast, the base rate, pays the label's entropy.
# 3. A logit is a log-odds. Logistic regression assumes that findings add to it.
# 4. The slope in the logit is $p-y$. Of a yes or a no, the loss is $-\ln(1-|p-y|)$.
# 5. Log and squared error are strictly proper. Only the log has a large slope when you are sure and wrong.
# 6. Compare models patient by patient. Take thresholds from costs.

# %% key="quiz"
xent.quiz("binary")

# %% [markdown] story="0.7"
# ### In your own words
#
# A colleague says: "Our loss is 0.7 nats, so we are 30 % right." Write three sentences: what do 0.7 nats mean, and which two
# numbers would you ask for?
#
# ### Transfer
#
# For two weeks, forecast each day the probability of rain tomorrow. Is your mean loss smaller than that of the best constant?
#
# ## What next
#
# Why do five lines find the best weights? See [04 Gradient
# descent](04_gradient_descent.ipynb).
#
# ## References
#
# - Cox, D. R. (1958). The regression analysis of binary sequences. *Journal of the Royal Statistical Society B* 20, 215–242. [doi:10.1111/j.2517-6161.1958.tb00292.x](https://doi.org/10.1111/j.2517-6161.1958.tb00292.x)
# - Efron, B. (1979). Bootstrap methods: another look at the jackknife. *Annals of Statistics* 7, 1–26. [doi:10.1214/aos/1176344552](https://doi.org/10.1214/aos/1176344552)
# - Street, W. N., Wolberg, W. H., Mangasarian, O. L. (1993). Nuclear feature extraction for breast tumor diagnosis. *Proc. SPIE* 1905, 861–870. [doi:10.1117/12.148698](https://doi.org/10.1117/12.148698)
# - Bartlett, P. L., Jordan, M. I., McAuliffe, J. D. (2006). Convexity, classification, and risk bounds. *Journal of the American Statistical Association* 101, 138–156. [doi:10.1198/016214505000000907](https://doi.org/10.1198/016214505000000907)
# - Gneiting, T., Raftery, A. E. (2007). Strictly proper scoring rules, prediction, and estimation. *Journal of the American Statistical Association* 102, 359–378. [doi:10.1198/016214506000001437](https://doi.org/10.1198/016214506000001437)

# %% [markdown] key="further"
# ## Going further

# %% [markdown]
# ### Two Gaussians make a sigmoid
#
# Why should the logit be a *straight line* in a measurement? Suppose that the texture has a Gaussian distribution among the benign
# lumps, and another among the malignant ones. By Bayes' rule, the log-odds of malignant are
#
# $$z(x) = \ln\frac{\pi}{1 - \pi} + \ln f_1(x) - \ln f_0(x), \qquad \ln f_k(x) = -\frac{(x - \mu_k)^2}{2s^2} + \text{const},$$
#
# where $\pi$ is the share of malignant lumps. Both Gaussians have the same width $s$. So both have the same term $-x^2 / 2s^2$, and it
# cancels. What is left is a straight line with the slope $(\mu_1 - \mu_0) / s^2$. (With several measurements, both groups must have
# the same covariance matrix. Then their quadratic terms are alike and cancel, too, and $z$ is a weighted sum.)

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
# The dots are shares of real patients. They use no Gaussian, and follow the line roughly. The sigmoid that was fitted above has the slope
# {{ f"{descend(X1, y)[1] / texture.std():.3f}" }}. It assumes a line, and no Gaussians. With two different widths the term in $x^2$ stays, and the log-odds are
# a parabola.
#
# ### Why a mean, and why a logarithm?
#
# If the patients are independent, the likelihood of all labels together is a product. The sum of the losses is $-\ln$ of it.
# Compare product, sum and mean for one hospital, and for two of the same kind. Everybody hears the best constant:

# %% key="underflow"
each = np.tile(np.where(y == 1, share, 1 - share), 2)  # the hospital, and a second one like it
product, loss = np.cumprod(each), -np.log(each)
for n in (len(y), 2 * len(y)):
    print(f"{n}: {product[n - 1]:.0e}, sum {loss[:n].sum():.1f}, mean {loss[:n].mean():.4f} nats")

# %% [markdown] story="300"
# The product becomes too small for the computer, which stores 0: it **underflows**. The sum doesn't, but it doubles. So does its gradient, for any forecast but the best constant, where
# it is 0. The mean stays. Its unit is nats per patient. What happens if you step along the slope of the *sum*? For 300 patients it is 300 times as long.

# %% key="sum-breaks"
for name, rate in {"mean": 0.3, "sum": 0.3 * 300}.items():
    z = X[train] @ descend(X[train], y[train], l2, rate=rate, steps=20)
    print(f"20 steps, {name}: loss {xent.sigmoid_cross_entropy(y[train], z).mean():.2f} nats")

# %% [markdown]
# The long steps end above {{ f"{xent.entropy([y[train].mean(), 1 - y[train].mean()]):.2f}" }} nats, which the best constant pays on these patients. A rate that suits the mean suits any number of such patients.
#
# ### Half a loss can hide
#
# If the yes and the no together pay the same, the half loss is exactly half, and nobody notices:

# %% key="half-hidden"
symmetric = np.array([0.8, 0.2, 0.9, 0.1])
half, whole = -(y4 * np.log(symmetric)).mean(), xent.binary_cross_entropy(y4, symmetric).mean()
print(f"half {half:.4f}, whole {whole:.4f}: ratio {half / whole:.1f}")

# %% [markdown]
# Some programs step by the right slope $p - y$, and print $-\frac1n\sum y\ln p$. Let one forecast for everybody learn, from $p = 0.9$ on. What does the
# program report?

# %% key="half-printed"
z, walk = np.log(9), []
for _ in range(25):
    walk.append(xent.sigmoid(z))
    z = z - 0.8 * (walk[-1] - share)
fig, ax = plt.subplots()
whole, half = xent.binary_cross_entropy(np.full(25, share), walk), -share * np.log(walk)
ax.plot(np.c_[whole, half], label=["both terms", "only y ln p"])
ax.set(xlabel="step", ylabel="mean loss (nats)", ylim=(0, None))
ax.set_title("The printed half rises while the model learns")
ax.legend()
xent.show(fig, f"p: {walk[0]:.2f} to {walk[-1]:.2f}; half: {half[0]:.2f} to {half[-1]:.2f} nats.")

# %% [markdown]
# The forecast walks to the share of malignant lumps, as it should. The printed number rises.
#
# ### The same weights as scikit-learn
#
# The five lines should end where another program ends. Compare the weights of all thirty measurements:

# %% key="thirty"
theirs = LogisticRegression(C=1 / (0.01 * 300), tol=1e-9, max_iter=10_000)
theirs.fit(scaled[train], y[train])
print("largest difference below 1e-4:", abs(w[1:] - theirs.coef_[0]).max() < 1e-4)

# %% [markdown]
# A weight is the log of an odds ratio. With the coarse texture as the only measurement, $e^w$ should be the odds ratio from above, and
# $e^b$ the odds of the fine group. Then take a second finding, a coarse *mean* texture. If findings multiplied the odds independently, two findings
# would multiply them by the product of their odds ratios. Do they?

# %% key="weights-odds"
finding = descend(np.c_[np.ones(len(y)), coarse], y)
print("exp of bias and weight:", np.exp(finding).round(3))
print("odds, and odds ratio:  ", np.round([odds[0], odds[1] / odds[0]], 3))
mean_texture = x[:, names == "mean texture"].ravel()
second = mean_texture > np.median(mean_texture)
shares = np.array([[y[g].mean(), y[~g].mean()] for g in (coarse, second)])
ratios = shares[:, 0] / (1 - shares[:, 0]) / (shares[:, 1] / (1 - shares[:, 1]))
both, none = y[coarse & second].mean(), y[~coarse & ~second].mean()
print(
    f"product {np.prod(ratios):.1f}, both against none {both / (1 - both) / none * (1 - none):.1f}"
)

# %% [markdown]
# The product is far too large, because the two findings are not independent: who has one mostly has the other. This is why a weight speaks of one
# measurement *while the others stay the same*.
#
# The penalty `l2` for large weights was needed for the thirty. Thirty measurements separate these patients. Weights that separate them pay less when they are made larger, so without a
# penalty there is no minimum (lesson 04).
#
# ### Which measurement is worth most?
#
# The thirty measurements are ten quantities, such as radius and texture, with three numbers each. Many nuclei of each patient were measured. "mean radius" is the
# mean, "radius error" is its standard error, and "worst radius" is the mean of the three largest.
#
# Fit one model to each measurement, on all patients. How many bits per patient does it save of the label's entropy? (`fit` with `newton()` finds the weights with the smallest loss in a few steps; lesson 04 shows how.)

# %% key="ranking"
nothing = xent.entropy([share, 1 - share], base=2)
each = [logistic_objective(X[:, [0, j]], y) for j in range(1, 31)]
saved = nothing - np.array([fit(one, newton(), steps=20).losses[-1] for one in each]) / np.log(2)
ranked = saved.argsort()[-10:]
best = names[ranked[-1]]
fig, ax = plt.subplots()
ax.barh(names[ranked], saved[ranked])
ax.axvline(nothing, linestyle="--", color="black", label="the label's entropy")
ax.set(xlabel="saved (bits per patient)")
ax.set_title(f"One measurement saves up to {100 * saved.max() / nothing:.0f} % of the entropy")
ax.legend(loc="lower right", bbox_to_anchor=(0.94, 0))
xent.show(fig, f"{best} saves {saved.max():.2f} of {nothing:.2f} bits.")

# %% [markdown]
# The best three, perimeter, radius and area, all measure the size of the largest nuclei.
#
# ### The paired bootstrap
#
# The **bootstrap** (Efron, 1979) finds a standard error without a formula. Draw as many patients as there are, with replacement, again and again. How much do
# the means of these samples scatter? *Paired* means: both models are scored on the same drawn patients.

# %% key="bootstrap"
drawn, others = (n_test * rng.random((2, 4000, n_test))).astype(int)
paired = (ten - thirty)[drawn].mean(1)
unpaired = ten[drawn].mean(1) - thirty[others].mean(1)
ax = xent.plots.plot_bootstrap(paired, unpaired, xlabel="ten − thirty (nats per patient)")
a, b, c, d = (np.quantile(s, tail) for s in (paired, unpaired) for tail in (0.025, 0.975))
xent.show(ax.figure, f"Middle 95 % paired: {a:.2f} to {b:.2f} nats; unpaired: {c:.2f} to {d:.2f}.")

# %% [markdown] story="1.6 2.3"
# The paired means scatter by {{ f"{paired.std():.3f}" }} nats. The formula said {{ f"{(ten - thirty).std(ddof=1) / np.sqrt(n_test):.3f}" }}. The unpaired means scatter by {{ f"{unpaired.std():.3f}" }} nats, from the same losses.
#
# How much depends on the split? With the seeds 3 to 9 at the top of this lesson, the paired error is 1.6 to 2.3 times smaller than the unpaired one. Whether zero lies
# in the middle 95 % of the unpaired histogram depends on the seed. (All this holds for two fitted models; another training set
# gives two others.)
#
# ### What hinge and exponential ask
#
# The exponential loss expects $re^{-z}+(1-r)e^{z}$. Its slope is 0 where $e^{2z}=\frac{r}{1-r}$: the best $z$ is *half* the logit. So it does ask for your
# belief, on another scale: $\sigma(2z)=r$. The table above shows $\sigma(z)$. The hinge loss expects $r\max(0,1-z)+(1-r)\max(0,1+z)$. It is least at $z=1$ for every $r>\frac12$, and at
# $z=-1$ for every $r<\frac12$. So it learns the side, and loses the belief.

# %% key="hinge-exponential"
scores = np.linspace(-3, 3, 60_001)
for belief in (0.6, 0.7, 0.9):
    best = {
        name: scores[
            (belief * charges[name](scores) + (1 - belief) * charges[name](-scores)).argmin()
        ]
        for name in ("hinge", "exponential")
    }
    twice = expit(2 * best["exponential"])
    print(f"belief {belief}: hinge {best['hinge']:.2f}, exponential {twice:.3f} by sigmoid of 2 z")

# %% [markdown]
# ### Why the logarithm, among strictly proper losses?
#
# There are several reasons. It is $-\ln$ of the likelihood of a yes or no. Its slope does not fade. It is convex in $z$: its second derivative is
# $\sigma'=p(1-p)>0$. The squared error is not convex: its slope in the picture above falls and rises again.
#
# Why does nothing but $p-y$ remain? In $p$, the loss has the slope
#
# $$-\frac{y}{p}+\frac{1-y}{1-p}=\frac{p-y}{p(1-p)}.$$
#
# The chain rule multiplies it by $\sigma'=p(1-p)$, which cancels.
#
# With three or more outcomes there is one more reason. Among smooth strictly proper scores, the log alone (up to its unit) looks only at the probability of what happened (lesson 01).
