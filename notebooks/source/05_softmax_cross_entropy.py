# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Softmax cross-entropy
#
# And with K classes?
#
# **Goals**
#
# - Turn any scores into probabilities, one row at a time, and say what a score then means.
# - Price a class, a one-hot row and a doubtful label with one formula.
# - See the gradient as forces that sum to zero, and take it back through the softmax.
# - Fit ten digits from scratch, and find the few images that make the loss.
# - Choose between one softmax and K sigmoids by measuring.
#
# **Needs** lessons 02 to 04.
#
# **Budget** 55 minutes to read, 60 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
from scipy import special
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.multiclass import OneVsRestClassifier

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
rng = np.random.default_rng(5)

# %% [markdown]
# ## Softmax
#
# A model has looked at a scribble. It holds three scores, 2 for a three, 1 for a five and −1 for an eight, and owes you
# probabilities. Three ways to make some:

# %% key="three-ways"
z = np.array([2.0, 1.0, -1.0])
for name, f in {"z": z, "z squared": z**2, "exp z": np.exp(z)}.items():
    print(f"{name:9} / its sum: {np.round(f / f.sum(), 3)}")

# %% [markdown] key="softmax-defined"
# The first gives a negative chance, the second likes −1 as well as 1. The third is the **softmax**,
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad\text{so}\qquad \ln \frac{p_j}{p_k} = z_j - z_k.$$
#
# $2^z$ would be positive, too. But look at the right half: a difference of two scores is the log-odds between two
# classes, in nats. That is what *logit* meant in lesson 03, and with two classes you are back there: the softmax of
# $(0, z)$ is $(1 - \sigma(z), \sigma(z))$.
#
# Press "all 3 higher" and see what happens. Then use the temperature $T$ alone: bring A below `0.4`. Can you make B the likeliest?

# %% key="softmax-explorer"
xent.explorers.explore_softmax_bars()

# %% [markdown]
# Dividing by $T$ shrinks all log-odds alike: hot forecasts are flat, cold ones sure, and the order never changes.
#
# ### A published claim on trial
#
# The logarithm of the denominator has a name, **logsumexp**, $g(z) = \ln \sum_j e^{z_j}$. An exercise in a well-known text
# asks you to show that $g(z + b) = g(z)$. Add 7 to all three scores: by how much does $g$ change?

# %% key="shift-forecast"
xent.predict("softmax.shift", {"0": 0.25, "7": 0.25, "21": 0.25, "1096": 0.25})

# %% key="shift"
print("g:      ", xent.logsumexp(z).round(3), "->", xent.logsumexp(z + 7).round(3))
print("softmax:", xent.softmax(z).round(3), "->", xent.softmax(z + 7).round(3))
xent.reveal("softmax.shift", f"{xent.logsumexp(z + 7) - xent.logsumexp(z):.0f}")

# %% [markdown] key="shift-verdict"
# The claim is false: $g(z + b) = g(z) + b$. What stays is the softmax, $p = e^{z - g(z)}$, where the two shifts cancel. So $K$
# logits hold only $K - 1$ facts. And the freedom is useful:

# %% key="overflow"
big = np.array([1000.0, 999.0, 997.0])
with np.errstate(over="ignore", invalid="ignore"):
    print("as it stands:  ", np.exp(big) / np.exp(big).sum())
print("largest at 0:  ", (np.exp(big - 1000) / np.exp(big - 1000).sum()).round(3))
print("SciPy, xentlib:", special.softmax(big).round(3), xent.softmax(big).round(3))

# %% [markdown] key="overflow-why"
# $e^{1000}$ is no number for a computer, and inf / inf is nan. Shift by the largest logit, and nothing can overflow.
#
# ### Exercise: softmax
#
# Write it for a whole batch: one row of logits per example, one forecast per row. Logits may be as large as `1000`.


# %% key="softmax"
def softmax(z):
    """Probabilities of shape (n, k) from logits of shape (n, k); every row sums to 1."""
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)
    ### END SOLUTION


xent.check("softmax.softmax", softmax)

# %% [markdown]
# ## One row, one forecast
#
# This program stands in an article, for batches. It runs, and its loss looks like a loss.


# %% key="printed"
def printed(y, z):
    p = np.exp(z) / np.sum(np.exp(z))
    return -np.mean(y * np.log(p))


# %% [markdown] key="two-faults"
# Two faults. Take the first alone: `np.sum` adds up the whole array, so all examples share one unit of probability. Our scribble
# was a three; that costs {{ f"{xent.softmax_cross_entropy(0, z):.2f}" }} nats. Put a thousand copies of it into one batch. What will be the mean of $-\ln p_y$, per scribble,
# if the softmax is taken over the flattened array?

# %% key="copies-forecast"
xent.predict("softmax.copies", {"0.0": 0.25, "0.3": 0.25, "7.3": 0.25, "349.0": 0.25})

# %% key="copies"
copies = np.array([1, 2, 5, 10, 100, 1000])
flat, both = [], []
for n in copies:
    Z, Y = np.tile(z, (n, 1)), np.tile([1, 0, 0], (n, 1))
    p = np.exp(Z) / np.exp(Z).sum()
    flat.append(-np.log(p[:, 0]).mean())
    both.append(printed(Y, Z))
xent.reveal("softmax.copies", f"{flat[-1]:.1f}")

# %% key="copies-picture"
fig, ax = plt.subplots()
right = xent.softmax_cross_entropy(0, z)
ax.semilogx(copies, np.full(len(copies), right), "o-", label="row by row")
ax.semilogx(copies, flat, "s--", label="flattened")
ax.semilogx(copies, both, "^-.", label="as printed")
ax.set(xlabel="copies in the batch n", ylabel="mean loss (nats)")
ax.set_title("A flattened softmax charges ln n for company")
ax.legend()
xent.show(fig, f"Right: {right:.3f}; flattened: {flat[-1]:.2f} nats at {copies[-1]} copies.")

# %% [markdown] key="copies-verdict"
# The second fault, `np.mean`, divides by $n \cdot K$. The sum over the classes is the definition of cross-entropy, not an average:
# **sum over classes, mean over examples**. Together the faults can hide one another: for two copies the program prints
# {{ f"{both[1]:.3f}" }}, the truth is {{ f"{right:.3f}" }}.
#
# One test catches both. Feed zeros: a model that knows nothing must cost $\ln K$, whatever $n$.

# %% key="zeros"
Y = xent.one_hot(np.arange(10), 10)
print(f"as printed {printed(Y, np.zeros((10, 10))):.3f}, ln K {np.log(10):.3f}")

# %% [markdown] key="price"
# ## The price of a class
#
# The surprise at the class that came, in logits:
#
# $$\ell(y, z) = -\ln p_y = g(z) - z_y.$$
#
# No division, and no logarithm of a probability that may have become 0. You pay the difference between what all
# classes have together and what the right one has.
#
# ### Exercise: the loss
#
# Return the mean loss in nats, from class ids and logits. Some logits are large.


# %% key="loss"
def loss(labels, z):
    """Mean cross-entropy in nats of labels (n,), ints, and logits (n, k)."""
    ### BEGIN SOLUTION
    top = z.max(1)
    g = top + np.log(np.exp(z - top[:, None]).sum(1))
    return (g - z[np.arange(len(z)), labels]).mean()
    ### END SOLUTION


xent.check("softmax.loss", loss)

# %% [markdown] key="targets"
# Libraries take an index or a one-hot row. That is two spellings of one target: all mass on one class. And the "softmax loss" of
# some texts is no variant, but this loss, written with logits.

# %% key="spellings"
Z, y = draws.normal(rng, (6, 3)), np.array([0, 2, 1, 1, 0, 2])
Y = xent.one_hot(y, 3)
print(f"one-hot, by hand {-(Y * special.log_softmax(Z, axis=1)).sum(1).mean():.12f}")
print(f"xentlib, index   {xent.softmax_cross_entropy(y, Z).mean():.12f}")
print(f"xentlib, one-hot {xent.softmax_cross_entropy(Y, Z).mean():.12f}")
print(f"scikit-learn     {log_loss(y, special.softmax(Z, axis=1)):.12f}")

# %% [markdown] key="doubt"
# ## Labels with doubt
#
# Seven people read a three, three read a five. Then the target is $t = (0.7, 0.3, 0)$, and you pay each class's price as often as
# it is meant: $\ell(t, z) = -\sum_k t_k \ln p_k$. For a $t$ that sums to 1 that is $g(z) - \sum_k t_k z_k$.
#
# ### Exercise: soft labels
#
# Return the mean loss for rows of masses.


# %% key="soft-labels"
def soft_loss(t, z):
    """Mean cross-entropy in nats of masses t and logits z, both (n, k)."""
    ### BEGIN SOLUTION
    return -(t * xent.log_softmax(z)).sum(1).mean()
    ### END SOLUTION


xent.check("softmax.soft_labels", soft_loss)

# %% [markdown]
# In the triangle a corner is certainty and the middle is no idea. Contours join forecasts of equal loss. Reach a loss below `0.1`
# for the sure label. Then give the label some doubt: where does the loss get least, and is it 0 there?

# %% key="ternary-explorer"
xent.explorers.explore_ternary()

# %% [markdown] key="doubt-floor"
# For a sure label the contours are straight, since only $p_A$ counts, and no finite logits reach the star. A doubtful
# label has its star inside, and logits that hit it. The loss there is $H(t)$: a loss above 0 need not be a fault.
#
# ## Forces that sum to zero
#
# One derivative does it all: $\partial g / \partial z_k = e^{z_k} / \sum_j e^{z_j} = p_k$. The other part of the loss is linear, so
#
# $$\frac{\partial \ell}{\partial z_k} = p_k - t_k.$$
#
# Downhill is the other way, $t - p$: a force on each logit.

# %% key="forces-picture"
p, t = np.array([0.7, 0.2, 0.1]), np.array([0, 1, 0])
ax = xent.plots.plot_forces(t, p, labels=["three", "five", "eight"])
force = -xent.softmax_cross_entropy_grad(1, np.log(p))
said = ", ".join(f"{f:+.2f}" for f in force)
xent.show(ax.figure, f"A five came: forces {said}, sum {abs(force.sum()):.2f}.")

# %% [markdown]
# What is pushed up is taken from the others, each in proportion to its share: the boldest wrong class gives most. No
# force is stronger than 1, and the target's vanishes only as $p_y$ reaches 1.
#
# ### Exercise: the gradient
#
# Return the gradient of the **mean** loss with respect to the logits.


# %% key="gradient"
def gradient(labels, z):
    """d loss / d z, of shape (n, k), for the mean loss of labels (n,) and logits (n, k)."""
    ### BEGIN SOLUTION
    p = xent.softmax(z)
    p[np.arange(len(z)), labels] -= 1
    return p / len(z)
    ### END SOLUTION


xent.check("softmax.gradient", gradient)

# %% [markdown] key="weights-gradient-why"
# If the logits are linear, $Z = XW$ with one **column of weights per class**, the chain rule adds one factor:
# $\nabla_W L = X^\top (P - Y) / n$. Print has a version with $(x \cdot \theta)$ in place of $x$. Hold both to a numerical gradient.

# %% key="weights-gradient"
X, W = draws.normal(rng, (6, 4)), draws.normal(rng, (4, 3))
error = xent.softmax(X @ W) - Y


def loss_of(w):
    return xent.softmax_cross_entropy(y, X @ w).mean()


print("X'(P - Y) / n is right:", xent.gradient_error(X.T @ error / 6, loss_of, W) < 1e-7)
print("with (x·θ) it has the shape", (error * (X @ W)).sum(1).mean().shape, "not", W.shape)

# %% [markdown] key="slope"
# ## The softmax's own slope
#
# How do the probabilities move when a logit does? A class gains by its own logit and loses by all others:
#
# $$\frac{\partial p_j}{\partial z_k} = p_j (1_{j = k} - p_k), \qquad J = \operatorname{diag}(p) - p p^\top.$$

# %% key="jacobian"
J = np.diag(p) - np.outer(p, p)
print(J.round(2), " row sums", abs(J.sum(1)).max().round(12))
print("back through the softmax:", (J @ (-t / p)).round(2), "= p - t")

# %% [markdown]
# Rows sum to zero: the shift again. The last line starts with $-t/p$, the slope of the loss in $p$, which explodes for small $p$.
# $J$ tames it. On the way back, frameworks don't build this $K \times K$ matrix: they multiply by it.
#
# ### Exercise: Jacobian times vector
#
# Return each row's $(\operatorname{diag}(p) - p p^\top)\, v$ without making any matrix.


# %% key="jacobian-vector"
def jacobian_vector(z, v):
    """J v for each row of logits z and of vectors v, both (n, k)."""
    ### BEGIN SOLUTION
    p = xent.softmax(z)
    return p * (v - (p * v).sum(1, keepdims=True))
    ### END SOLUTION


xent.check("softmax.jacobian_vector", jacobian_vector)

# %% [markdown] key="slope-lives"
# $J$ has two more lives. It is the second derivative of $g$, and it is the covariance of a one-hot draw from $p$. So it is never
# negative in any direction, and the loss is convex in the logits. To see the second, you need draws. Here is a way without any
# normalising: add independent Gumbel noise to the logits, $-\ln(-\ln u)$ of a uniform $u$, and take the largest.

# %% key="gumbel"
noise = -np.log(-np.log(rng.random((100_000, 3))))
winners = (np.log(p) + 5 + noise).argmax(1)  # + 5: logits of no special height
drawn = xent.one_hot(winners, 3)
print("shares    ", drawn.mean(0).round(2), "  p", p)
print("covariance", np.cov(drawn.T).round(2).tolist())

# %% [markdown] key="gumbel-verdict"
# That is the **Gumbel-max** trick: exact, not approximate. Language models can pick their next word so.
#
# ## Ten digits in two seconds
#
# Everything is ready for real data: 8 × 8 pixels, ten classes, a bias, and a little L2 penalty on the weights. Each step is
# lesson 04's momentum on $X^\top (P - Y)/n$.

# %% key="digits"
digits = xent.data.digits()
train, test = train_test_split(
    np.arange(1797), test_size=450, stratify=digits.labels, random_state=0
)
pixels = digits.images.reshape(-1, 64) / 16
pixels -= pixels[train].mean(0)
X, y = np.c_[pixels, np.ones(1797)], digits.labels
penalty = np.r_[np.full(64, 1 / len(train)), 0][:, None]  # the bias is free

# %% key="descent" tags=["timing"]
start = perf_counter()
Y, W, step = xent.one_hot(y[train], 10), np.zeros((65, 10)), 0
for _ in range(600):
    P = xent.softmax(X[train] @ W)
    step = 0.95 * step - X[train].T @ (P - Y) / len(train) - penalty * W
    W = W + step
print(f"{perf_counter() - start:.1f} seconds")

# %% key="scikit-learn"
library = LogisticRegression(C=1, solver="newton-cg", tol=1e-9).fit(pixels[train], y[train])
gap = abs(np.c_[library.coef_, library.intercept_].T - W).max()
bits = xent.softmax_cross_entropy(y[test], X[test] @ W) / np.log(2)
print("equal to scikit-learn's weights to 1e-4:", gap < 1e-4)
print(f"test: {bits.mean():.3f} bits of log2(10) = {np.log2(10):.3f}")
print(f"accuracy {((X[test] @ W).argmax(1) == y[test]).mean():.1%}")

# %% key="weights-picture"
ax = xent.plots.plot_tiles(W[:64].T.reshape(10, 8, 8), diverging=True)
ax.set_title("What each class looks for: red ink speaks for it, blue against")
zero = "is 0" if abs(W.sum(1)).max() < 1e-9 else "is not 0"
xent.show(ax.figure, f"Ten weight images, from 0 to 9; in every pixel their sum {zero}.")

# %% [markdown] key="over-parameterised"
# Logits hold $K - 1$ facts, so ten columns of weights are one too many: add the same image to all of them, and no forecast
# changes. The model is **over-parameterised**. Without a penalty it has no single best $W$; with one, the smallest of all
# equals wins: its ten images add up to zero.
#
# A border between two classes is where two logits agree, $(w_j - w_k)^\top x = 0$: a straight line. Look at it with two
# features only.

# %% key="borders"
grey = digits.images / 16
ink = np.c_[grey[:, 2:6, 3:5].mean((1, 2)), grey[:, :3].mean((1, 2))]
trio = np.isin(y, [0, 6, 8])
flat_model = LogisticRegression(C=100).fit(ink[trio], y[trio])
across, up = np.meshgrid(np.linspace(0, 1, 300), np.linspace(0.08, 0.48, 300))
logits = flat_model.decision_function(np.c_[across.ravel(), up.ravel()])
regions = logits.argmax(1).reshape(across.shape)

# %% key="borders-picture"
fig, ax = plt.subplots()
ax.contourf(
    across, up, regions, levels=[-0.5, 0.5, 1.5, 2.5], colors=["C0", "C1", "C2"], alpha=0.15
)
for digit, mark, colour in [(0, "o", "C0"), (6, "s", "C1"), (8, "^", "C2")]:
    ax.plot(*ink[y == digit].T, mark, ms=4, color=colour, alpha=0.6, label=f"{digit}")
ax.set(xlabel="ink in the middle (share)", ylabel="ink on top (share)")
ax.set_title("Softmax regression cuts with straight lines")
ax.legend(title="digit")
hits = flat_model.score(ink[trio], y[trio])
xent.show(fig, f"Two features, three straight borders: {hits:.0%} of {trio.sum()} digits right.")

# %% [markdown]
# ## The dearest images
#
# Take almost all of the penalty away, `C=1e4`. The weights may grow until every training image is right, and the model gets bold. Of
# the loss of all {{ len(test) }} test images, how much does the single dearest one make up?

# %% key="dearest-forecast"
xent.predict("softmax.dearest", {"0.2 %": 0.25, "3 %": 0.25, "15 %": 0.25, "50 %": 0.25})

# %% key="dearest"
bold = LogisticRegression(C=1e4, solver="newton-cg", tol=1e-10).fit(pixels[train], y[train])
bold_bits = -bold.predict_log_proba(pixels[test])[np.arange(len(test)), y[test]] / np.log(2)
share = bold_bits.max() / bold_bits.sum()
for name, b in {"C = 1e4": bold_bits, "C = 1": bits}.items():
    print(
        f"{name}: dearest {b.max():.1f} bits, {b.max() / b.sum():.0%} of the loss, mean {b.mean():.3f}"
    )
nearest = min([0.2, 3, 15, 50], key=lambda percent: abs(percent - 100 * share))
xent.reveal("softmax.dearest", f"{nearest:g} %")

# %% key="gallery"
order = (-bold_bits).argsort()[:10]
said = bold.decision_function(pixels[test]).argmax(1)
notes = [f"{y[test][i]}, said {said[i]}\n{bold_bits[i]:.1f} bits" for i in order]
ax = xent.plots.plot_tiles(digits.images[test][order], labels=notes)
part = bold_bits[order].sum() / bold_bits.sum()
xent.show(ax.figure, f"Ten of {len(test)} images make {part:.0%} of the loss.")

# %% [markdown] key="gallery-read"
# The first one is labelled {{ y[test][order[0]] }}. What would you have said? A mean loss is ruled by the few examples where the model is sure and
# the label disagrees: look at them before you believe it. Some are odd, some may be mislabelled. One wrong label can cost a bold
# model any amount, which is the weak side of this loss. Accuracy counts each as
# one; it is {{ f"{(said == y[test]).mean():.1%}" }} here and was {{ f"{((X[test] @ W).argmax(1) == y[test]).mean():.1%}" }} before.
#
# A confusion table can be kept in bits, too. Book each image's price where it belongs: its row is what it shows, its column
# the strongest rival.

# %% key="confusion"
chance = bold.predict_proba(pixels[test])
chance[np.arange(len(test)), y[test]] = 0
booked = np.zeros((10, 10))
np.add.at(booked, (y[test], chance.argmax(1)), bold_bits)

# %% key="confusion-picture"
_, ax = plt.subplots(figsize=(7, 4.2))
ax = xent.plots.plot_table(booked, unit="bits", least=2, ax=ax)
ax.set(title="Where the bits go", xlabel="strongest rival", ylabel="digit")
r, c = np.unravel_index(booked.argmax(), booked.shape)
xent.show(
    ax.figure, f"{booked.max():.0f} of {booked.sum():.0f} bits: a {r} that looked like a {c}."
)

# %% [markdown]
# ## First coarse, then fine
#
# Ask in two steps: has the digit a closed loop (0, 6, 8, 9)? Then which one is it, given that? By the chain rule of lesson 01 the
# probability of the class is a product, so the price must be a sum:
#
# $$-\ln p_y = -\ln p_{G(y)} - \ln \frac{p_y}{p_{G(y)}}.$$

# %% key="grouping"
p = xent.softmax(X[test] @ W)
loops = np.isin(np.arange(10), [0, 6, 8, 9])
group = np.where(loops[y[test]], p[:, loops].sum(1), p[:, ~loops].sum(1))
coarse, fine = -np.log2(group), -np.log2(p[np.arange(len(test)), y[test]] / group)
print(f"coarse {coarse.mean():.3f} + fine {fine.mean():.3f} = {bits.mean():.3f} bits")

# %% [markdown] key="merging"
# Merging classes can only lower the loss, so losses of different class lists don't compare. And a
# model built in two such steps prices a word out of thousands without a sum over all $K$.
#
# ## Or ten sigmoids?
#
# You could train one yes/no model per digit, as in lesson 03, and divide the ten answers by their sum. Which has fewer test bits, each
# with its best penalty?

# %% key="sigmoids-forecast"
xent.predict("softmax.sigmoids", {"softmax": 0.5, "sigmoids": 0.5})

# %% key="sigmoids"
strengths, forecasts = 10.0 ** np.arange(-1, 5), {"softmax": [], "sigmoids": []}
for C in strengths:
    one = LogisticRegression(C=C, solver="newton-cg", tol=1e-8)
    for name, model in {"softmax": one, "sigmoids": OneVsRestClassifier(one)}.items():
        forecasts[name].append(model.fit(pixels[train], y[train]).predict_proba(pixels[test]))
prices = {
    name: -np.log2(np.array(q)[:, np.arange(len(test)), y[test]]) for name, q in forecasts.items()
}

# %% key="sigmoids-picture"
fig, ax = plt.subplots()
for mark, (name, price) in zip("os", prices.items()):
    ax.semilogx(strengths, price.mean(1), marker=mark, label=name)
ax.set(xlabel="C (weak penalty to the right)", ylabel="test loss (bits per image)", ylim=(0, None))
ax.set_title("One softmax against ten sigmoids")
ax.legend()
lowest = {name: price.mean(1).min() for name, price in prices.items()}
a, b = lowest.values()
xent.show(fig, f"Lowest: softmax {a:.3f} bits, sigmoids {b:.3f} bits.")

# %% key="sigmoids-reveal"
best = {name: price.mean(1).argmin() for name, price in prices.items()}
for name, at in best.items():
    top = xent.top_label(y[test], forecasts[name][at])
    ece = xent.expected_calibration_error(top.correct, top.confidence)
    print(f"{name}: accuracy {top.correct.mean():.1%}, calibration error {ece:.3f}")
gap = prices["sigmoids"][best["sigmoids"]] - prices["softmax"][best["softmax"]]
print(f"difference {gap.mean():.3f} ± {gap.std() / len(gap) ** 0.5:.3f} bits (standard error)")
xent.reveal("softmax.sigmoids", min(lowest, key=lowest.get))

# %% [markdown] key="sigmoids-verdict"
# The softmax is trained on the very price it is tested on, the sigmoids on ten others. Set the difference beside its standard error
# (lesson 03) before you generalise: it is {{ f"{gap.mean() / (gap.std() / len(gap) ** 0.5):.1f}" }} of them, no verdict on the next images. And both had the best penalty
# *on the test images*, which flatters. If several labels can be true at
# once, the question changes, and sigmoids are right: lesson 07.
#
# ## Who wins
#
# Players have scores $s$, and you see only who beat whom. A game is a softmax over its two players: $i$ beats $j$
# with probability $\sigma(s_i - s_j)$. This is the **Bradley–Terry** model, behind chess ratings and behind chat programs
# that learn from "answer A was better". Only differences count, once more.
#
# ### Exercise: Bradley–Terry
#
# Return the mean loss in nats over all games.


# %% key="bradley-terry"
def games_loss(scores, winners, losers):
    """Mean -ln P(result); scores (k,), and for each game the ids of winner and loser, (n,)."""
    ### BEGIN SOLUTION
    return np.logaddexp(0, scores[losers] - scores[winners]).mean()
    ### END SOLUTION


xent.check("softmax.bradley_terry", games_loss)

# %% [markdown]
# ## What you now know
#
# 1. A difference of logits is the log-odds between two classes. Softmax ignores a shift; logsumexp follows it.
# 2. One forecast per row; sum over classes, mean over examples. Zeros for logits cost $\ln K$.
# 3. $\ell = g(z) - \sum_k t_k z_k$ for index, one-hot and soft targets, and its floor is $H(t)$.
# 4. The gradient is $p - t$: forces that sum to zero. Through weights it is $X^\top (P - Y)/n$, through the softmax $J = \operatorname{diag}(p) - pp^\top$.
# 5. A few dear examples can be most of a mean loss. The loss of a class is coarse plus fine.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("softmax")

# %% [markdown]
# ### In your own words
#
# A friend says: "The softmax says 98 %, so it is right 98 times in a hundred, and the other logits must be tiny." Tell them in three sentences
# what the logits do say, and what only data can tell. (Nobody checks this one.)
#
# ### Transfer
#
# A shop sorts products into three hundred categories in a dozen departments, and two of its teams quote cross-entropies, one per
# category, one per department. How would you make the two numbers comparable, and which hundred products would you look at first?
#
# ## What next
#
# Your softmax survived a logit of `1000`. Others don't, and some return 0 where the loss is tiny but real. Numerical stability
# is next: why is my loss nan, or 0?
#
# ## References
#
# - Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network outputs. *Neurocomputing*, 227–236. [doi:10.1007/978-3-642-76153-9_28](https://doi.org/10.1007/978-3-642-76153-9_28)
# - Bradley, R. A., Terry, M. E. (1952). Rank analysis of incomplete block designs. *Biometrika* 39, 324–345. [doi:10.2307/2334029](https://doi.org/10.2307/2334029)
# - Maddison, C. J., Tarlow, D., Minka, T. (2014). A* sampling. *NeurIPS*. [arXiv:1411.0030](https://arxiv.org/abs/1411.0030)
# - Blanchard, P., Higham, D. J., Higham, N. J. (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41, 2311–2330. [doi:10.1093/imanum/draa038](https://doi.org/10.1093/imanum/draa038)
# - Alpaydin, E., Kaynak, C. (1998). Optical recognition of handwritten digits. *UCI Machine Learning Repository*. [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49)
