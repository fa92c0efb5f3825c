# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Myths, and the oral exam
#
# What is commonly said about cross-entropy, and false?
#
# **Goals**
#
# - Put three questions to any loss, and find most false ones without reading their derivation.
# - Re-run claims of nine groups: forecast, experiment, verdict.
# - Find the experiment, or the source, that settles each of 27 groups of claims.
# - Answer 23 questions aloud, and compare.
# - Write the programs that the exam asks for.
#
# **Needs** all lessons; at least [02](02_cross_entropy_and_kl.ipynb) to [05](05_softmax_cross_entropy.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from threadpoolctl import threadpool_limits

import xentlib as xent
from xentlib import fitting

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(19)


def nearest(value, *outcomes):
    return min(outcomes, key=lambda outcome: abs(float(outcome.rstrip(" %")) - value))


# %% [markdown] key="three-ask" story="370 0.7"
# ## Three questions for every loss
#
# This course began with five introductions to cross-entropy. All of their 370 statements were checked. What is wrong in them falls into 27 groups. First, put
# three questions to any loss and its gradient:
#
# 1. **Is it honest?** If 70 % of like cases are a yes, is the forecast 0.7 the cheapest?
# 2. **Do loss and gradient belong together?** Compare with differences.
# 3. **Does a copy change it?** Write every example twice: the loss must stay.
#
# Here are eight losses of a yes or no, each with its gradient in θ. `weight 3` counts a yes three times; `two classes` also
# divides the loss by the number of classes; `half` has no term for a no; `(x·θ)` multiplies by the logit in place of the features: that is one number, for all parameters alike.

# %% key="claims"
X, Y = np.array([[1.0, 2], [0, 1], [-1, 1], [2, -1]]), np.array([1.0, 0, 0, 1])
theta, bce = np.array([0.5, -0.25]), xent.binary_cross_entropy
losses = {
    "cross-entropy": lambda y, p: bce(y, p).mean(),
    "sum": lambda y, p: bce(y, p).sum(),
    "two classes": lambda y, p: bce(y, p).mean() / 2,
    "half": lambda y, p: -(y * np.log(p)).mean(),
    "(x·θ)": lambda y, p: bce(y, p).mean(),
    "squared error": lambda y, p: ((p - y) ** 2).mean(),
    "absolute error": lambda y, p: abs(p - y).mean(),
    "weight 3": lambda y, p: np.average(bce(y, p), weights=1 + 2 * y),
}

# %% key="claimed-gradients"
p = xent.sigmoid(X @ theta)
plain, w = X.T @ (p - Y) / 4, 1 + 2 * Y
gradients = {
    "cross-entropy": plain,
    "sum": 4 * plain,
    "two classes": plain,
    "half": plain,
    "(x·θ)": ((p - Y) * (X @ theta)).mean() * np.ones(2),
    "squared error": X.T @ (2 * (p - Y) * p * (1 - p)) / 4,
    "absolute error": X.T @ (np.sign(p - Y) * p * (1 - p)) / 4,
    "weight 3": X.T @ (w * (p - Y)) / w.sum(),
}

# %% [markdown] key="three-question"
# How many of the eight pass all three questions?

# %% key="three-forecast"
xent.predict("myths.three", {"1": 0.25, "2": 0.25, "4": 0.25, "6": 0.25})

# %% key="three"
grid, ten = np.arange(1, 201) / 200, np.repeat([1.0, 0.0], [7, 3])
cheapest, passed = {}, 0
for name, loss in losses.items():
    cheapest[name] = grid[np.argmin([loss(ten, np.full(10, q)) for q in grid])]
    gap = xent.gradient_error(gradients[name], lambda t, f=loss: f(Y, xent.sigmoid(X @ t)), theta)
    copied = loss(np.tile(Y, 2), np.tile(p, 2))
    answers = [cheapest[name] == 0.7, gap < 1e-6, np.isclose(copied, loss(Y, p))]
    passed += all(answers)
    print(f"{name:15}", *(f"{'yes' if answer else 'NO':4}" for answer in answers))
xent.reveal("myths.three", f"{passed}")

# %% key="three-picture"
ax = xent.plots.plot_bars(list(cheapest), {"cheapest forecast": list(cheapest.values())})
ax.axhline(0.7, color="0.2", ls="--", lw=1)
ax.tick_params(axis="x", rotation=30)
wrong = [name for name, q in cheapest.items() if q != 0.7]
ax.set(xlabel="", ylabel="cheapest forecast")
ax.set_title(f"{len(wrong)} of {len(cheapest)} losses ask for more than the true 0.7", loc="left")
xent.show(ax.figure, ", ".join(f"{name} asks for {cheapest[name]:g}" for name in wrong) + ".")

# %% [markdown] key="three-verdict"
# Cross-entropy passes, and so does the squared error: **it is honest about probabilities, too**, only slower (lesson 03). Each other one fails exactly one question, except `half`, which fails two. The
# loss that `half` prints is not what its gradient lowers, so the program can learn while its loss rises. `two classes` fails only because its gradient is that of another loss. A sum is no fault if you say it, nor a weight if you undo it (lesson 13). One share and one θ are tests, no proofs.
#
# ## “A perfect forecast costs nothing”
#
# Take many coins, whose chances of heads are spread evenly from 0 to 1. You know the chance of each coin, and say it. What do you pay, in nats per toss?

# %% key="perfect-forecast"
xent.predict("myths.perfect", {"0.00": 0.25, "0.25": 0.25, "0.50": 0.25, "0.69": 0.25})

# %% key="perfect"
chance = rng.random(200_000)
heads = 1.0 * (rng.random(200_000) < chance)
paid, right = bce(heads, chance), (chance > 0.5) == heads
print(f"{right.mean():.2f} of the tosses are guessed right")
xent.reveal("myths.perfect", nearest(paid.mean(), "0.00", "0.25", "0.50", "0.69"))

# %% key="perfect-picture"
edges = np.linspace(0, 1, 21)
middle, bins = edges[:-1] + 0.025, np.digitize(chance, edges[1:-1])
mean_paid = np.bincount(bins, paid) / np.bincount(bins)
curves = {"paid": mean_paid, "entropy": xent.entropy(np.c_[middle, 1 - middle])}
ax = xent.plots.plot_curves(middle, curves, xlabel="chance of heads p", ylim=(0, 0.8))
ax.lines[0].set(marker="o", ls="none")
ax.legend()
ax.set(ylabel="nats per toss")
ax.set_title("The best forecaster of all pays the entropy of each coin", loc="left")
xent.show(ax.figure, f"Mean {paid.mean():.3f} nats; most at ½, {mean_paid.max():.2f} nats.")

# %% [markdown] key="perfect-verdict"
# **False.** By parts, $-\int_0^1p\ln p\,\mathrm dp=\int_0^1\frac p2\,\mathrm dp=\frac14$, and the other half of the entropy gives as much: you pay exactly ½ nat. You also guess only ¾ of the tosses right. So neither a loss above 0 nor an accuracy
# below 1 says that a model is bad.

# %% [markdown] key="flat-ask"
# ## One softmax over the whole table
#
# A colleague takes one softmax over the whole table of logits, $n$ rows by $K$ classes, and the mean of $-\ln p$ of the $n$ right cells.
#
# ### Exercise: his landmarks
#
# Derive his loss in nats with all logits 0, and the value that it can approach but not reach.


# %% key="flat-landmarks"
def landmarks(n, k):
    """Loss at the start, and its lower limit: two numbers."""
    ### BEGIN SOLUTION
    return [np.log(n * k), np.log(n)]
    ### END SOLUTION


xent.check("myths.flat_landmarks", landmarks)

# %% [markdown] key="flat-question"
# He descends on this loss, with its own gradient, from 0. Of new digits, which share does his classifier name rightly?

# %% key="flat-forecast"
xent.predict("myths.flat", {"10 %": 0.25, "50 %": 0.25, "80 %": 0.25, "95 %": 0.25})

# %% key="flat-train"
digits = xent.data.digits()
images, labels = np.c_[np.ones(1797), digits.images.reshape(-1, 64) / 16], digits.labels
train, test = np.split(np.argsort(rng.random(1797)), [1200])
T, printed, found = xent.one_hot(labels[train], 10), {}, {}
for name, axis in {"each row": 1, "whole table": (0, 1)}.items():
    W, printed[name] = np.zeros((65, 10)), []
    for _ in range(300):
        z = images[train] @ W
        e = np.exp(z - z.max(axis, keepdims=True))
        q = e / e.sum(axis, keepdims=True)
        printed[name].append(-(T * np.log(q)).sum() / 1200)
        W = W - 0.5 * images[train].T @ (q * T.sum(axis, keepdims=True) - T) / 1200
    found[name] = images[test] @ W

# %% key="flat"
hits = {name: (z.argmax(1) == labels[test]).mean() for name, z in found.items()}
xent.reveal("myths.flat", nearest(100 * hits["whole table"], "10 %", "50 %", "80 %", "95 %"))

# %% key="flat-picture"
ax = xent.plots.plot_curves(np.arange(1, 301), printed, xscale="log", ylim=(0, 10))
ax.set(xlabel="step", ylabel="printed loss (nats)")
ax.axhline(np.log(1200), color="0.4", ls=":", lw=1.2)
ax.text(1.1, np.log(1200) - 0.6, "ln n", color="0.3")
ax.set_title("Both programs learn; one of them prints about ln n more", loc="left")
own = {name: xent.softmax_cross_entropy(labels[test], z).mean() for name, z in found.items()}
said = "; ".join(f"{name} {hits[name]:.1%} right, {own[name]:.2f} nats" for name in hits)
xent.show(ax.figure, f"New digits, with a softmax for each row: {said}.")

# %% [markdown] key="flat-verdict" story="000"
# The **loss is false, and the classifier is about as often right**; but its forecasts cost over a third more. One softmax over all cells gives rows unequal totals, and the descent has to even them out. What it prints depends on $n$: half of the data would
# print about {{ f"{np.log(2):.2f}" }} nats less. So a good accuracy is no proof that a loss is right. Compare the first loss with $\ln K$.
#
# ## “It regularises”
#
# Does cross-entropy itself hold the weights back? Two patients have the measurements +1 and −1; the first one is ill. There is one weight. After 1,000 steps of rate 1 it is:

# %% key="growth"
w, path = 0.0, []
for _ in range(100_000):
    path.append(w)
    w += 1 / (1 + np.exp(w))
print(f"after 1,000 steps w = {path[1000]:.2f}")

# %% [markdown] story="000"
# And after 10,000 steps?

# %% key="growth-forecast"
xent.predict("myths.growth", {"6.9": 0.25, "9.2": 0.25, "20": 0.25, "69": 0.25})

# %% key="growth-reveal"
xent.reveal("myths.growth", nearest(path[10_000], "6.9", "9.2", "20", "69"))

# %% [markdown] key="overlap-ask"
# Now take six patients, two of whom are exceptions: of three at +1 one is healthy, and of three at −1 one is ill.

# %% key="growth-picture"
mixed = [0.0]
for _ in path[1:]:
    mixed.append(mixed[-1] + 1 / (1 + np.exp(mixed[-1])) - 1 / 3)
at = np.unique(np.geomspace(1, 99_999, 60).astype(int))
ax = xent.plots.plot_curves(at, {"two patients": np.array(path)[at], "six": np.array(mixed)[at]})
ax.set(xlabel="step", ylabel="weight w", xscale="log")
ax.set_title("Two patients let the weight grow on; an overlap stops it", loc="left")
tens = ", ".join(f"{path[10**k]:.2f}" for k in (2, 3, 4))
xent.show(ax.figure, f"Steps 100, 1,000, 10,000: {tens}. Six patients: {mixed[-1]:.2f}.")

# %% [markdown] key="growth-verdict"
# **False.** Cross-entropy has no penalty inside. Where a plane separates the classes, the weight has no limit: after the first steps it grows by about ln 10 with each tenfold of the steps, and only early stopping or an added term holds it. Otherwise the data stop it: at ln 2, where the forecast at +1 is ⅔, the share of the ill.
#
# ### Exercise: how long it takes
#
# Let the steps be tiny, and let the measurements be $\pm m$. Then $\dfrac{dw}{dt}=\dfrac{m}{1+e^{mw}}$. Derive the time in which the weight grows from 0 to $w$.


# %% key="time-to-weight"
def time_to_weight(w, m):
    """Time t from weight 0 to weight w >= 0 (numbers), for the measurements m and -m."""
    ### BEGIN SOLUTION
    return w / m + (np.exp(m * w) - 1) / m**2
    ### END SOLUTION


xent.check("myths.time_to_weight", time_to_weight)

# %% [markdown] key="adam-ask" story="569 200 31"
# ## “Sum or mean: a matter of taste”
#
# Lesson 03 showed that a sum breaks plain descent: the steps become $n$ times as long. Does it break Adam? Take lesson 03's 569 patients, 30 standardised features and a bias. Train by 200 steps of Adam, once with the mean and once
# with the sum. What is the largest difference between the two trained models, over all 31 weights? (The largest weight is about 1.)

# %% key="adam-forecast"
xent.predict("myths.adam", {"0.000": 0.25, "0.1": 0.25, "1": 0.25, "40": 0.25})

# %% key="adam-train"
tumours = xent.data.tumours()
x = (tumours.features - tumours.features.mean(0)) / tumours.features.std(0)
x, ill = np.c_[np.ones(569), x], 1.0 * tumours.malignant


def trained(optimiser, factor, l2=0.0):
    def objective(theta):
        loss, slope = xent.sigmoid_cross_entropy_value_and_grad(ill, x @ theta)
        total = factor * loss.mean() + l2 * theta @ theta / 2
        return total, factor * x.T @ slope / 569 + l2 * theta

    return fitting.fit(objective, optimiser, steps=200, start=np.zeros(31)).path


# %% key="adam"
ways = {"descent": fitting.gradient_descent(0.3), "Adam": fitting.adam(0.03)}
paths = {
    f"{n}, {r}": trained(o, f) for n, o in ways.items() for r, f in (("mean", 1), ("sum", 569))
}
apart = abs(paths["Adam, mean"][-1] - paths["Adam, sum"][-1]).max()
xent.reveal("myths.adam", "0.000" if apart < 5e-4 else f"{apart:.1g}")

# %% key="adam-picture"
curves = {
    name: [xent.sigmoid_cross_entropy(ill, x @ theta).mean() for theta in path]
    for name, path in paths.items()
}
ax = xent.plots.plot_curves(np.arange(201), curves, xlabel="step", yscale="log")
for line, dashes in zip(ax.lines, ("-.", ":", "-", "--")):
    line.set_linestyle(dashes)
ax.legend()
ax.set_ylabel("mean loss (nats)")
ax.set_title("A sum breaks the descent; the two Adams are one line", loc="left")
xent.show(ax.figure, f"Descent by sums reaches {max(curves['descent, sum']):.1f} nats.")

# %% [markdown] key="adam-break"
# Adam divides a mean $m$ of slopes by the root of a mean square $v$, so a factor cancels: $cm/\sqrt{c^2v}=m/\sqrt v$. **So it is taste, with Adam?** Break it: add an L2 penalty to the loss.

# %% key="adam-penalty"
for name, factor, l2 in (("mean", 1, 0.01), ("sum", 569, 0.01), ("sum, mended", 569, 5.69)):
    theta = trained(fitting.adam(0.03), factor, l2)[-1]
    print(f"{name:12} penalty {l2:4}: length of the weights {np.linalg.norm(theta[1:]):.2f}")
print(f"without penalty: {np.linalg.norm(paths['Adam, mean'][-1][1:]):.2f}")

# %% [markdown] key="adam-verdict"
# Beside a sum, the same penalty does next to nothing. To mend it, multiply the penalty by $n$, too. (The decay of AdamW, below, is not divided: a sum leaves it as it is.) So **say sum or mean whenever you report a loss, a rate or a penalty**.
#
# ## “This network learns XOR”
#
# A common program, $\sigma(x_1w_1+x_2w_2)$ without a bias, is trained on XOR. Two inputs of 0 or 1 have 16 truth tables. How many of these does one layer learn **with** a bias, so that each forecast is on the right side of ½?

# %% key="tables-forecast"
xent.predict("myths.tables", {"2": 0.25, "8": 0.25, "14": 0.25, "16": 0.25})

# %% key="tables"
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
tables = (np.arange(16)[:, None] >> np.arange(4)) % 2
ends, learnt = {}, {}
for name, inputs in {"no bias": corners, "bias": np.c_[np.ones(4), corners]}.items():
    theta = np.zeros((inputs.shape[1], 16))
    for _ in range(2000):
        theta = theta - inputs.T @ (xent.sigmoid(inputs @ theta) - tables.T) / 4
    z = inputs @ theta
    ends[name] = xent.sigmoid_cross_entropy(1.0 * tables.T, z).mean(0)
    learnt[name] = ((z * (2 * tables.T - 1)) > 1e-6).all(0).sum()
xent.reveal("myths.tables", f"{learnt['bias']}")

# %% key="tables-picture"
ax = xent.plots.plot_bars(["".join(map(str, row)) for row in tables], ends, ylim=(0, 0.85))
ax.tick_params(axis="x", rotation=60)
ax.set(xlabel="answers for 00, 01, 10, 11", ylabel="last loss (nats)")
ax.set_title(f"One layer learns {learnt['bias']} of 16 with a bias, none without", loc="left")
stuck = [n for n, loss in zip(ax.get_xticklabels(), ends["bias"]) if loss > 0.69]
told = ["" if loss > 0.69 else "learnt" for loss in ends["bias"]]
ax.bar_label(ax.containers[1], told, rotation=90, fontsize=8, padding=2)
xent.show(ax.figure, f"Stuck at ln 2 with a bias: {' and '.join(t.get_text() for t in stuck)}.")

# %% [markdown] key="tables-verdict" story="000"
# **False**, and XOR was the worst choice: it and its opposite are the only two tables that no line separates. Without a bias, the corner (0, 0) keeps the forecast ½ whatever the weights are, so not one table is learnt. A hidden layer mends XOR ([lesson 08](08_network_from_scratch.ipynb)).
#
# ## “It is convex, so descent finds the minimum”
#
# A function is convex if no straight chord between two of its points passes below it. Draw 1,000 pairs of random parameters between −6 and 6, and look at the middle of each chord. For one layer on XOR, no chord passes below the loss. For a network with two hidden tanh units, which share does?

# %% key="chords-forecast"
xent.predict("myths.chords", {"0 %": 0.25, "2 %": 0.25, "25 %": 0.25, "75 %": 0.25})

# %% key="chords"
xor = np.array([0.0, 1, 1, 0])


def one_layer(t):
    return xent.sigmoid_cross_entropy(xor, corners @ t[:2] + t[2]).mean()


def network(t):
    hidden = np.tanh(corners @ t[:4].reshape(2, 2) + t[4:6])
    return xent.sigmoid_cross_entropy(xor, hidden @ t[6:8] + t[8]).mean()


below = {}
for loss, size in ((one_layer, 3), (network, 9)):
    pairs = 12 * rng.random((1000, 2, size)) - 6
    gaps = [loss((a + b) / 2) - (loss(a) + loss(b)) / 2 for a, b in pairs]
    below[loss.__name__] = 100 * np.mean(np.array(gaps) > 1e-9)

# %% key="chords-reveal"
print({name: f"{share:.0f} %" for name, share in below.items()})
xent.reveal("myths.chords", nearest(below["network"], "0 %", "2 %", "25 %", "75 %"))

# %% key="chords-picture"
good = np.array([4.0, 4, 4, 4, -2, -6, 4, -4, -4])
twin = good[[1, 0, 3, 2, 5, 4, 7, 6, 8]]
along = np.linspace(0, 1, 101)
heights = [network(good + part * (twin - good)) for part in along]
ax = xent.plots.plot_curves(along, {"network": heights, "chord": 0 * along + heights[0]})
ax.set(xlabel="way from a network to its twin", ylabel="loss (nats)")
ax.set_title("Halfway between two good networks stands a bad one", loc="left")
xent.show(ax.figure, f"{heights[0]:.2f} nats at both ends, {heights[50]:.1f} in the middle.")

# %% [markdown] key="chords-verdict"
# The twin is the same network with its two hidden units exchanged, so it has the same loss. Halfway, their votes cancel. The loss is convex **in the logits**, and in the weights if the logits are linear in them. One chord below the loss refutes convexity. No number of chords proves it: that takes a derivation, such as the Hessian (lesson 04). Convexity is not enough, either: the two patients above have a convex loss without a minimum, and a rate may be too large.

# %% [markdown] key="history-ask" story="1948 1951 1961 1963 1980 1990"
# ## History put right
#
# Shannon (1948) has the entropy, Kullback and Leibler (1951) the divergence, and Kerridge (1961) the formula $-\sum p\ln q$, under the name “inaccuracy”. For Good (1963) and Shore and Johnson (1980) the word *cross-entropy*
# means what this course calls KL. Bridle (1990) has the softmax with this loss. Here are four dates that one introduction gives, and what was there:

# %% key="history"
events = {
    "deep convolutional network": (2006, 1980),
    "deep recurrent network": (2014, 2013),
    "first ImageNet contest": (2012, 2010),
    "GPT": (2017, 2018),
}

# %% key="history-picture"
fig, ax = plt.subplots()
said, true = np.array(list(events.values())).T
ax.hlines(range(4), np.minimum(said, true), np.maximum(said, true), color="0.5")
ax.plot(said, range(4), "x", ms=9, mew=2, label="said")
ax.plot(true, range(4), "o", ms=8, mfc="none", mew=2, label="was there")
ax.set(yticks=range(4), yticklabels=list(events), ylim=(3.6, -0.6), xlabel="year")
ax.legend(loc="lower left")
ax.set_title(f"{sum(said > true)} of the {len(said)} dates are too late, 1 too early", loc="left")
gaps = ", ".join(f"{n} {s} for {t}" for n, (s, t) in events.items())
xent.show(fig, f"{gaps}.")

# %% [markdown] key="history-verdict" story="1980 2012"
# Convolutional networks of several layers begin with Fukushima (1980). Rumelhart et al. (1986) train a recurrent network, and Graves et al. (2013) deep ones. The contest of 2012 was the third (Russakovsky et al., 2015), and GPT is Radford et al. (2018). *Going further* checks a bibliography, and research that is called future.

# %% [markdown] key="verdicts" story="0.29 0.51"
# ## The verdicts
#
# In JupyterLab, each link leads to an experiment.
#
# | no. | said | verdict | experiment |
# |---|---|---|---|
# | 1 | Binary loss is −Σ y ln p / n | False: a no must cost, too. “Always yes” would be free | 03 [half](03_binary_cross_entropy.ipynb#cell-id=half), [half-printed](03_binary_cross_entropy.ipynb#cell-id=half-printed); here [three](#cell-id=three) |
# | 2 | Several labels: one softmax, one-hot rows, arg max | False: a sigmoid and a threshold for each label | 07 [floor](07_multi_label_cross_entropy.ipynb#cell-id=floor), [report](07_multi_label_cross_entropy.ipynb#cell-id=report) |
# | 3 | The gradient is the mean of (p − y)(x·θ) | False: Xᵀ(p − y)/n, one number for each parameter | 04 [wrong-formula](04_gradient_descent.ipynb#cell-id=wrong-formula); 05 [weights-gradient](05_softmax_cross_entropy.ipynb#cell-id=weights-gradient); 16 [regression-gradient](16_other_likelihoods.ipynb#cell-id=regression-gradient); here [three](#cell-id=three) |
# | 4 | A perfect forecast has cross-entropy 0 | False: it has the entropy of the truth, its floor, which is 0 only if outcomes are sure | 02 [perfect](02_cross_entropy_and_kl.ipynb#cell-id=perfect); here [perfect](#cell-id=perfect) |
# | 5 | One softmax over the table, a mean over classes | False: along each row; sum over classes, mean over examples | 05 [copies](05_softmax_cross_entropy.ipynb#cell-id=copies), [zeros](05_softmax_cross_entropy.ipynb#cell-id=zeros); here [flat](#cell-id=flat) |
# | 6 | A weighted loss adds up all classes, and leaves probabilities alone | False: the own class's weight, over the sum of weights; each logit shifts by ln w | 13 [colleague](13_class_imbalance.ipynb#cell-id=colleague), [shift-measured](13_class_imbalance.ipynb#cell-id=shift-measured) |
# | 7 | Cross-entropy for regression is −y ln h | False: no likelihood, and no minimum | 16 [invented](16_other_likelihoods.ipynb#cell-id=invented), [sums](16_other_likelihoods.ipynb#cell-id=sums) |
# | 8 | Small rates are fast and overfit | False: they are slow; larger ones are faster up to about 1/κ, and above 2/κ descent does not settle | 04 [rate-reveal](04_gradient_descent.ipynb#cell-id=rate-reveal), [same-product](04_gradient_descent.ipynb#cell-id=same-product), [limit](04_gradient_descent.ipynb#cell-id=limit) |
# | 9 | It regularises; its gradients are small | False: separated classes let the weights grow without end; the slope is at least twice that of the square | 04 [unbounded](04_gradient_descent.ipynb#cell-id=unbounded), [coin-labels](04_gradient_descent.ipynb#cell-id=coin-labels); 03 [pull](03_binary_cross_entropy.ipynb#cell-id=pull); here [growth](#cell-id=growth) |
# | 10 | It is convex, so descent finds the minimum | Convex only if the logits are linear in the weights; even then there may be no minimum, and the rate must be small enough | 08 [one-tanh](08_network_from_scratch.ipynb#cell-id=one-tanh), [walks](08_network_from_scratch.ipynb#cell-id=walks); here [growth](#cell-id=growth), [chords](#cell-id=chords) |
# | 11 | It makes gradients vanish or explode; clip the weights | False: in a logit the slope is at most 1; the layers below do it | 08 [deep-runs](08_network_from_scratch.ipynb#cell-id=deep-runs); 10 [clipping](10_training_experiments.ipynb#cell-id=clipping) |
# | 12 | A tape over two lists trains a model | False: the loss must come from the model; all gradients are None | 09 [tape-without-model](09_keras_training.ipynb#cell-id=tape-without-model) |
# | 13 | The worked example is 0.51 | False: 0.29 nats | 03 [doctor](03_binary_cross_entropy.ipynb#cell-id=doctor); here [worked](#cell-id=worked) |
# | 14 | It is a distance, a difference of distributions | Misleading: entropy plus KL, not symmetric, not 0 for equals | 02 [both-ways](02_cross_entropy_and_kl.ipynb#cell-id=both-ways); 14 [distance](14_kl_at_work.ipynb#cell-id=distance) |
# | 15 | Squared error is above 0 at best, and no loss for probabilities | False: 0 at best on sure outcomes, as cross-entropy, and honest; it learns slowly through a sigmoid | 03 [minimisers](03_binary_cross_entropy.ipynb#cell-id=minimisers), [charges](03_binary_cross_entropy.ipynb#cell-id=charges); here [three](#cell-id=three) |
# | 16 | It ignores the rare class | False: forecasts stay honest; the threshold ½ fails | 13 [plain](13_class_imbalance.ipynb#cell-id=plain), [paradox](13_class_imbalance.ipynb#cell-id=paradox) |
# | 17 | Sum or mean is the same | False: rate, penalty and every report depend on it | 03 [underflow](03_binary_cross_entropy.ipynb#cell-id=underflow), [sum-breaks](03_binary_cross_entropy.ipynb#cell-id=sum-breaks); here [adam-penalty](#cell-id=adam-penalty) |
# | 18 | The logarithm overflows: add an epsilon | False: ln 0 is the danger; compute from logits | 06 [trial](06_numerical_stability.ipynb#cell-id=trial), [three-ways](06_numerical_stability.ipynb#cell-id=three-ways) |
# | 19 | One layer without a bias is a network, and learns XOR | False: it learns none of 16 tables | 08 [one-layer](08_network_from_scratch.ipynb#cell-id=one-layer); here [tables](#cell-id=tables) |
# | 20 | The image network flattens to 64·10·10 | False: 64·5·5, and the program did not run | 09 [wrong-size-run](09_keras_training.ipynb#cell-id=wrong-size-run), [classifier-fit](09_keras_training.ipynb#cell-id=classifier-fit) |
# | 21 | An epoch's loss is the mean of its batches, or its last one | False: weigh by the batches' sizes | 09 [last-batch](09_keras_training.ipynb#cell-id=last-batch), [own-step-run](09_keras_training.ipynb#cell-id=own-step-run), [flat](09_keras_training.ipynb#cell-id=flat) |
# | 22 | Rate and batch size are parameters of the loss; the optimiser decides the loss | False: they are parameters of the training; outputs decide the loss | 10 [not-parameters](10_training_experiments.ipynb#cell-id=not-parameters), [losses](10_training_experiments.ipynb#cell-id=losses); 16 [the-loss](16_other_likelihoods.ipynb#cell-id=the-loss) |
# | 23 | Text: the last state, with its padding; vectors that nobody loads | False: mask, load and fit on training texts only | 15 [padding](15_language_and_compression.ipynb#cell-id=padding), [vectors](15_language_and_compression.ipynb#cell-id=vectors) |
# | 24 | Programs without data, shapes or state | They stop, or forget: all mended | 09 [column](09_keras_training.ipynb#cell-id=column), [rebuilt](09_keras_training.ipynb#cell-id=rebuilt); 10 [forgetful](10_training_experiments.ipynb#cell-id=forgetful) |
# | 25 | A lower loss is a higher accuracy | False: each may rise while the other falls | 10 [accuracies](10_training_experiments.ipynb#cell-id=accuracies); 12 [scores](12_calibration.ipynb#cell-id=scores) |
# | 26 | Small points: dropout drops examples, Adadelta is new, absolute error is smooth, anomalies need a log loss, names are one label a text, K classes cost too much | False; O(K) is true, and bearable | 09 [dropout-network](09_keras_training.ipynb#cell-id=dropout-network); 10 [optimisers](10_training_experiments.ipynb#cell-id=optimisers); 16 [kinks](16_other_likelihoods.ipynb#cell-id=kinks); 17 [entities](17_applications_atlas.ipynb#cell-id=entities), [anomaly](17_applications_atlas.ipynb#cell-id=anomaly); 18 [cost-table](18_scale.ipynb#cell-id=cost-table) |
# | 27 | Dates, authors, “future” losses | Wrong, or long past | sources: here [history](#cell-id=history) |

# %% [markdown] key="missing"
# ## Programs for the exam
#
# Thirteen of the exam's questions ask for a program. You have written nine (*Going further* says where). The missing ones:
#
# ### Exercise: the gradient of K classes
#
# The logits are `x @ theta`, the loss is the mean softmax cross-entropy.


# %% key="class-gradient"
def class_gradient(x, labels, theta):
    """Gradient (d, K) in theta (d, K), from features x (n, d) and class ids (n,)."""
    ### BEGIN SOLUTION
    p = xent.softmax(x @ theta)
    return x.T @ (p - xent.one_hot(labels, theta.shape[1])) / len(x)
    ### END SOLUTION


xent.check("myths.class_gradient", class_gradient)

# %% [markdown] key="adamw-ask" story="0.9 0.999"
# ### Exercise: mend her AdamW
#
# A colleague's Adam with weight decay has three faults:


# %% key="her-adamw"
def her_adamw(theta, slopes, rate, decay):
    for slope in slopes:
        mean, square = np.zeros_like(theta), np.zeros_like(theta)
        slope = slope + decay * theta
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        theta = theta - rate * mean / (np.sqrt(square) + 1e-8)
    return theta


print(her_adamw(np.ones(2), np.array([[1.0, 0.01], [0.1, 0.01]]), 0.1, 0.01).round(3))

# %% [markdown]
# Both means must live on, and be corrected for their start at 0. The decay must not pass through them: it subtracts `rate * decay` times the weights before the step.


# %% key="adamw"
def adamw(theta, slopes, rate, decay):
    """Weights (d,) after a step for each row of slopes (steps, d), from theta (d,)."""
    ### BEGIN SOLUTION
    mean, square = np.zeros_like(theta), np.zeros_like(theta)
    for t, slope in enumerate(slopes, start=1):
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        step = mean / (1 - 0.9**t) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
        theta = theta - rate * step - rate * decay * theta
    return theta
    ### END SOLUTION


xent.check("myths.adamw", adamw)

# %% [markdown] key="last-word-ask"
# ### Exercise: the last word
#
# A text classifier reads `n` texts that are padded to `T` places. It takes its state at the last place, and so from padding. Return each text's state after its last word.


# %% key="last-word"
def last_word(states, lengths):
    """States (n, d) after the last words; states is (n, T, d), lengths (n,) are 1 to T."""
    ### BEGIN SOLUTION
    return states[np.arange(len(states)), lengths - 1]
    ### END SOLUTION


xent.check("myths.last_word", last_word)

# %% [markdown] key="deck-ask"
# ## The oral exam
#
# The deck has {{ f"{len(xent.explorers.deck.CARDS)}" }} questions. Answer each one aloud, in two or three sentences, *before* you turn the card. Then compare: what did you leave out, and was anything false? Note for each card how sure you were, and whether you were right. (Without a kernel: *Going further* has the deck as text.)

# %% key="deck"
xent.explorers.explore_deck()

# %% [markdown] key="referee-ask" story="0.69"
# ## Referee a tutorial
#
# ### Exercise: true or false?
#
# Here is a made-up tutorial. Give 1 for each true statement, and 0 for each false one:
#
# 1. Somebody who knows that a coin is fair pays 0.69 nats per toss.
# 2. For two Gaussians of one width, KL is the same both ways round.
# 3. The gradient in θ of the mean binary loss is the mean of (p − y)(x·θ).
# 4. If two of five labels are true, the sum of their softmax charges is at least 2 ln 2 nats.
# 5. Without a penalty, Adam's path is nearly the same for the sum and the mean of the loss.
# 6. If the test loss falls, the accuracy cannot fall.
# 7. Balanced class weights make the forecasts of a rare class honest.
# 8. On a strictly convex loss, trained to its minimum, a smaller learning rate overfits less.

# %% key="referee"
### BEGIN SOLUTION
verdicts = [1, 1, 0, 1, 1, 0, 0, 0]
### END SOLUTION

xent.check("myths.referee", verdicts)

# %% [markdown] key="end"
# ## What you now know
#
# 1. Three questions find most false losses, and prove none right: is it honest, does its gradient belong to it, does a copy change it?
# 2. A loss above 0 may be perfect, and a program that works may print nonsense.
# 3. Cross-entropy has no penalty inside: where a plane separates the classes, it sets no limit to the weights. It is convex in them if the logits are linear.
# 4. You can run experiments again on 26 of 27 groups; the last has citations.
# 5. A number needs its program, and a date its source.

# %% key="quiz"
xent.quiz("myths")

# %% [markdown]
# ### In your own words
#
# A friend writes: “Cross-entropy measures the distance between the prediction and the truth, so a good model reaches 0.” Answer in four sentences.
#
# ### Transfer
#
# Take any page about a loss that you trust. Put the three questions to its program, and run its worked example. Send its author what you find.
#
# ## What next
#
# You have reached the end. [Lesson 00](00_start_here.ipynb) shows how well your forecasts were calibrated over the whole course: run its last cells again.
#
# ## References
#
# - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27, 379–423. [doi:10.1002/j.1538-7305.1948.tb01338.x](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x)
# - Kullback, S., Leibler, R. A. (1951). On information and sufficiency. *Annals of Mathematical Statistics* 22, 79–86. [doi:10.1214/aoms/1177729694](https://doi.org/10.1214/aoms/1177729694)
# - Kerridge, D. F. (1961). Inaccuracy and inference. *Journal of the Royal Statistical Society B* 23, 184–194. [doi:10.1111/j.2517-6161.1961.tb00404.x](https://doi.org/10.1111/j.2517-6161.1961.tb00404.x)
# - Good, I. J. (1963). Maximum entropy for hypothesis formulation, especially for multidimensional contingency tables. *Annals of Mathematical Statistics* 34, 911–934. [doi:10.1214/aoms/1177704014](https://doi.org/10.1214/aoms/1177704014)
# - Shore, J. E., Johnson, R. W. (1980). Axiomatic derivation of the principle of maximum entropy and the principle of minimum cross-entropy. *IEEE Transactions on Information Theory* 26, 26–37. [doi:10.1109/TIT.1980.1056144](https://doi.org/10.1109/TIT.1980.1056144)
# - Fukushima, K. (1980). Neocognitron: a self-organizing neural network model for a mechanism of pattern recognition unaffected by shift in position. *Biological Cybernetics* 36, 193–202. [doi:10.1007/BF00344251](https://doi.org/10.1007/BF00344251)
# - Rumelhart, D. E., Hinton, G. E., Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature* 323, 533–536. [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0)
# - Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network outputs, with relationships to statistical pattern recognition. *Neurocomputing*, 227–236. [doi:10.1007/978-3-642-76153-9_28](https://doi.org/10.1007/978-3-642-76153-9_28)
# - Hinton, G. E., Osindero, S., Teh, Y.-W. (2006). A fast learning algorithm for deep belief nets. *Neural Computation* 18, 1527–1554. [doi:10.1162/neco.2006.18.7.1527](https://doi.org/10.1162/neco.2006.18.7.1527)
# - Graves, A., Mohamed, A., Hinton, G. (2013). Speech recognition with deep recurrent neural networks. *ICASSP*. [arXiv:1303.5778](https://arxiv.org/abs/1303.5778)
# - Sutskever, I., Vinyals, O., Le, Q. V. (2014). Sequence to sequence learning with neural networks. *NIPS*. [arXiv:1409.3215](https://arxiv.org/abs/1409.3215)
# - Russakovsky, O., Deng, J., Su, H., et al. (2015). ImageNet large scale visual recognition challenge. *International Journal of Computer Vision* 115, 211–252. [arXiv:1409.0575](https://arxiv.org/abs/1409.0575)
# - Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J., Wojna, Z. (2016). Rethinking the Inception architecture for computer vision. *CVPR*. [arXiv:1512.00567](https://arxiv.org/abs/1512.00567)
# - Vaswani, A., Shazeer, N., Parmar, N., Uszkoreit, J., Jones, L., Gomez, A. N., Kaiser, Ł., Polosukhin, I. (2017). Attention is all you need. *NIPS*. [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)
# - Radford, A., Narasimhan, K., Salimans, T., Sutskever, I. (2018). Improving language understanding by generative pre-training. OpenAI. (No DOI; BERT cites it in the same year: [arXiv:1810.04805](https://arxiv.org/abs/1810.04805))
# - Lin, T.-Y., Goyal, P., Girshick, R., He, K., Dollár, P. (2017). Focal loss for dense object detection. *ICCV*. [arXiv:1708.02002](https://arxiv.org/abs/1708.02002)
# - Kipf, T. N., Welling, M. (2017). Semi-supervised classification with graph convolutional networks. *ICLR*. [arXiv:1609.02907](https://arxiv.org/abs/1609.02907)

# %% [markdown]
# ## Going further

# %% [markdown] key="worked-ask" story="0.8 0.3 0.7 0.2 0.51"
# ### “The worked example is 0.51”
#
# Labels 1, 0, 1, 0 and forecasts 0.8, 0.3, 0.7, 0.2: a tutorial prints the loss 0.51. Which slip could have made it?

# %% key="worked"
y4, p4 = np.array([1.0, 0, 1, 0]), np.array([0.8, 0.3, 0.7, 0.2])
charges = bce(y4, p4)
slips = {"mean, nats": charges.mean(), "bits": charges.mean() / np.log(2), "sum": charges.sum()}
slips |= {"half": losses["half"](y4, p4), "mean over the yes": charges.sum() / 2}
slips |= {"root of squares": ((p4 - y4) ** 2).mean() ** 0.5, "dits": charges.mean() / np.log(10)}
print({name: f"{value:.2f}" for name, value in slips.items()}, f"exp(-0.51) = {np.exp(-0.51):.2f}")

# %% [markdown] key="worked-verdict" story="0.51"
# None of these. 0.51 is the price of a yes that was forecast at {{ f"{np.exp(-0.51):.0%}" }}, which is not in the example. The right mean is {{ f"{charges.mean():.4f}" }} nats. **Print the program beside the number.**

# %% [markdown] key="programs"
# ### Thirteen programs
#
# Each program that the exam asks for is an exercise:
#
# | program | lesson | exercise |
# |---|---|---|
# | Train a network | [08](08_network_from_scratch.ipynb) | `network.mend` |
# | Softmax and its loss | [05](05_softmax_cross_entropy.ipynb) | `softmax.loss` |
# | A training loop | [04](04_gradient_descent.ipynb) | `descent.loop` |
# | The binary loss | [03](03_binary_cross_entropy.ipynb) | `binary.bce` |
# | Back-propagation | [08](08_network_from_scratch.ipynb) | `network.back` |
# | Loss and gradient of K classes | here | `myths.class_gradient` |
# | Adam | here | `myths.adamw` |
# | A safe loss of your own | [06](06_numerical_stability.ipynb) | `stability.bce` |
# | Weight decay | here | `myths.adamw` |
# | The epoch's loss | [09](09_keras_training.ipynb) | `training.epoch_loss` |
# | Classify padded texts | here | `myths.last_word` |
# | Class weights | [13](13_class_imbalance.ipynb) | `imbalance.weighted_loss` |
# | Several labels | [07](07_multi_label_cross_entropy.ipynb) | `multi_label.decide` |

# %% [markdown] key="deck-text"
# ### The deck as text
#
# Click on a question to turn the card.
#
# {{ "".join(f"<details><summary>{n}. {c.question}</summary>{c.answer} <i>({', '.join(c.cells)})</i></details>" for n, c in enumerate(xent.explorers.deck.CARDS, 1)) }}

# %% [markdown] key="future" story="2006 2014 2017"
# ### What the years brought, and the future that was there
#
# The years that are given brought something else: 2006 deep belief networks (Hinton et al., 2006), 2014 LSTMs that translate (Sutskever et al., 2014), 2017 the Transformer (Vaswani et al., 2017).
# What the introductions call future research was there: label smoothing (Szegedy et al., 2016), focal loss (Lin et al., 2017), losses for imbalance (lesson 13), graph networks trained by cross-entropy (Kipf and Welling, 2017).

# %% [markdown] key="bibliography" story="03561 127 142 2012 2014 2015 2016 2017 2019 262 443 521 61729 978"
# ### The bibliography
#
# One of the introductions lists 41 works; from the fifteenth on, entries repeat. Of the 14 different ones, four are right. The others, as they are:
#
# | given as | is |
# |---|---|
# | *Deep Learning* (Goodfellow, Bengio and Courville, 2016) | right: MIT Press, ISBN 978-0-262-03561-3 |
# | *Neural networks and deep learning*, Coursera | Nielsen (2015), Determination Press |
# | *Deep learning*, Nature 521 (LeCun, Bengio and Hinton, 2015) | right: [doi:10.1038/nature14539](https://doi.org/10.1038/nature14539) |
# | *Deep learning with Python* (Chollet, 2017) | right: Manning, ISBN 978-1-61729-443-3 |
# | *Going deeper with convolutions*, ICMLA, other authors | Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich; CVPR 2015, [arXiv:1409.4842](https://arxiv.org/abs/1409.4842) |
# | *ImageNet classification with deep convolutional neural networks* (2012) | right: Krizhevsky, Sutskever, Hinton; NIPS 2012, printed again as [doi:10.1145/3065386](https://doi.org/10.1145/3065386) |
# | *Attention is all you need*, ICMLA, two lists of invented authors | Vaswani et al., NIPS 2017: see above (it is given twice, so it counts as two) |
# | *BERT*, the 51st ACL meeting | Devlin, Chang, Lee, Toutanova; NAACL-HLT 2019, [arXiv:1810.04805](https://arxiv.org/abs/1810.04805) |
# | *Fairness in deep learning*, “36th ICMLA” | no such paper could be found. The 36th meeting of 2019 was ICML |
# | *Learning deep architectures for AI*, pages 1–142 | Bengio (2009), pages 1–127, [doi:10.1561/2200000006](https://doi.org/10.1561/2200000006) |
# | *The future of artificial intelligence*, CACM 58 | no such paper could be found: don't cite it |
# | *Generative adversarial nets*, “32nd ICMLA”, “B. D. Xu” | Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville, Bengio; NIPS 2014, [arXiv:1406.2661](https://arxiv.org/abs/1406.2661) |
# | *Unsupervised representation learning with deep convolutional GANs*, “33rd ICMLA” | Radford, Metz, Chintala; ICLR 2016, [arXiv:1511.06434](https://arxiv.org/abs/1511.06434) |
#
# To check a reference, search for its title, follow its DOI, and compare title and authors. An invented one leads nowhere, or to something else.

# %% [markdown] key="contradictions" story="0.29 0.51"
# ### Where the introductions contradict each other
#
# Two texts that contradict each other cannot both be right as they stand: at least one is false, or does not say what it means. You can see that without knowing which. Cross-entropy of a perfect forecast: 0, or the entropy. Its gradients: stable, or vanishing. Several labels: a softmax in the text, sigmoids in the code. The loss: a mean in the formula, a sum in the program. A printed gradient with (x·θ), and code with x.
# A worked example of 0.51, with a program that returns 0.29. So **read two texts, and run the code of both**.
#
# Two sentences promise too much. “Deep learning simulates the brain”: a network is a chain of weighted sums and bends, fitted by its gradient; the brain was an inspiration at most. And “practical applications” are announced four times, and what follows is two functions of three lines.

# %% [markdown] key="glossary"
# ### Glossary: English and 中文
#
# Each term with the lesson in which it is used:
#
# | English | 中文 | lesson |
# |---|---|---|
# | distribution | 分布 | [01](01_surprise_and_entropy.ipynb) |
# | surprise | 自信息（惊异度） | [01](01_surprise_and_entropy.ipynb) |
# | bit | 比特 | [01](01_surprise_and_entropy.ipynb) |
# | nat | 奈特 | [01](01_surprise_and_entropy.ipynb) |
# | entropy | 熵 | [01](01_surprise_and_entropy.ipynb) |
# | conditional entropy | 条件熵 | [01](01_surprise_and_entropy.ipynb) |
# | prefix code | 前缀码 | [01](01_surprise_and_entropy.ipynb) |
# | cross-entropy | 交叉熵 | [02](02_cross_entropy_and_kl.ipynb) |
# | KL | KL 散度（相对熵） | [02](02_cross_entropy_and_kl.ipynb) |
# | likelihood | 似然 | [02](02_cross_entropy_and_kl.ipynb) |
# | arithmetic coding | 算术编码 | [02](02_cross_entropy_and_kl.ipynb) |
# | loss | 损失函数 | [03](03_binary_cross_entropy.ipynb) |
# | binary cross-entropy | 二元交叉熵 | [03](03_binary_cross_entropy.ipynb) |
# | sigmoid | sigmoid 函数（S 型函数） | [03](03_binary_cross_entropy.ipynb) |
# | logit | 对数几率 | [03](03_binary_cross_entropy.ipynb) |
# | odds | 几率 | [03](03_binary_cross_entropy.ipynb) |
# | hinge | 合页损失 | [03](03_binary_cross_entropy.ipynb) |
# | squared error | 平方误差 | [03](03_binary_cross_entropy.ipynb) |
# | threshold | 阈值 | [03](03_binary_cross_entropy.ipynb) |
# | standard error | 标准误 | [03](03_binary_cross_entropy.ipynb) |
# | bootstrap | 自助法 | [03](03_binary_cross_entropy.ipynb) |
# | gradient | 梯度 | [04](04_gradient_descent.ipynb) |
# | gradient descent | 梯度下降 | [04](04_gradient_descent.ipynb) |
# | learning rate | 学习率 | [04](04_gradient_descent.ipynb) |
# | Hessian | 黑塞矩阵 | [04](04_gradient_descent.ipynb) |
# | convex | 凸的 | [04](04_gradient_descent.ipynb) |
# | curvature | 曲率 | [04](04_gradient_descent.ipynb) |
# | momentum | 动量 | [04](04_gradient_descent.ipynb) |
# | penalty | 惩罚项（正则项） | [04](04_gradient_descent.ipynb) |
# | softmax | softmax 函数 | [05](05_softmax_cross_entropy.ipynb) |
# | class | 类别 | [05](05_softmax_cross_entropy.ipynb) |
# | accuracy | 准确率 | [05](05_softmax_cross_entropy.ipynb) |
# | one-hot | 独热 | [05](05_softmax_cross_entropy.ipynb) |
# | soft labels | 软标签 | [05](05_softmax_cross_entropy.ipynb) |
# | Jacobian | 雅可比矩阵 | [05](05_softmax_cross_entropy.ipynb) |
# | overflow | 上溢 | [06](06_numerical_stability.ipynb) |
# | underflow | 下溢 | [06](06_numerical_stability.ipynb) |
# | clip | 截断 | [06](06_numerical_stability.ipynb) |
# | multi-label | 多标签 | [07](07_multi_label_cross_entropy.ipynb) |
# | multi-hot | 多热 | [07](07_multi_label_cross_entropy.ipynb) |
# | mask | 掩码 | [07](07_multi_label_cross_entropy.ipynb) |
# | macro | 宏平均 | [07](07_multi_label_cross_entropy.ipynb) |
# | hidden | 隐藏的（隐藏层） | [08](08_network_from_scratch.ipynb) |
# | back-propagation | 反向传播 | [08](08_network_from_scratch.ipynb) |
# | chain rule | 链式法则 | [08](08_network_from_scratch.ipynb) |
# | residual | 残差 | [08](08_network_from_scratch.ipynb) |
# | bias | 偏置 | [08](08_network_from_scratch.ipynb) |
# | epoch | 轮次 | [09](09_keras_training.ipynb) |
# | mini-batch | 小批量 | [09](09_keras_training.ipynb) |
# | optimiser | 优化器 | [09](09_keras_training.ipynb) |
# | early stopping | 早停 | [09](09_keras_training.ipynb) |
# | convolution | 卷积 | [09](09_keras_training.ipynb) |
# | validation | 验证 | [09](09_keras_training.ipynb) |
# | dropout | 随机失活 | [10](10_training_experiments.ipynb) |
# | batch normalisation | 批归一化 | [10](10_training_experiments.ipynb) |
# | weight decay | 权重衰减 | [10](10_training_experiments.ipynb) |
# | warm-up | 预热 | [10](10_training_experiments.ipynb) |
# | augmentation | 数据增强 | [10](10_training_experiments.ipynb) |
# | baseline | 基线 | [10](10_training_experiments.ipynb) |
# | leakage | 数据泄漏 | [11](11_loss_clinic.ipynb) |
# | calibration | 校准 | [12](12_calibration.ipynb) |
# | reliability | 可靠性 | [12](12_calibration.ipynb) |
# | temperature | 温度 | [12](12_calibration.ipynb) |
# | proper | 恰当的（评分规则） | [12](12_calibration.ipynb) |
# | label smoothing | 标签平滑 | [12](12_calibration.ipynb) |
# | distillation | 蒸馏 | [12](12_calibration.ipynb) |
# | Brier score | 布里尔分数 | [12](12_calibration.ipynb) |
# | class weight | 类别权重 | [13](13_class_imbalance.ipynb) |
# | prior | 先验 | [13](13_class_imbalance.ipynb) |
# | oversampling | 过采样 | [13](13_class_imbalance.ipynb) |
# | focal loss | 焦点损失 | [13](13_class_imbalance.ipynb) |
# | logit adjustment | 对数几率调整 | [13](13_class_imbalance.ipynb) |
# | recall | 召回率 | [13](13_class_imbalance.ipynb) |
# | mutual information | 互信息 | [14](14_kl_at_work.ipynb) |
# | moments | 矩 | [14](14_kl_at_work.ipynb) |
# | perplexity | 困惑度 | [15](15_language_and_compression.ipynb) |
# | language model | 语言模型 | [15](15_language_and_compression.ipynb) |
# | token | 词元 | [15](15_language_and_compression.ipynb) |
# | density | 密度 | [16](16_other_likelihoods.ipynb) |
# | Gaussian | 高斯分布（正态分布） | [16](16_other_likelihoods.ipynb) |
# | Laplace | 拉普拉斯分布 | [16](16_other_likelihoods.ipynb) |
# | Poisson | 泊松分布 | [16](16_other_likelihoods.ipynb) |
# | exponential family | 指数族 | [16](16_other_likelihoods.ipynb) |
# | most entropy | 最大熵 | [16](16_other_likelihoods.ipynb) |
# | quantile | 分位数 | [16](16_other_likelihoods.ipynb) |
# | autoencoder | 自编码器 | [17](17_applications_atlas.ipynb) |
# | named entities | 命名实体 | [17](17_applications_atlas.ipynb) |
# | policy gradient | 策略梯度 | [17](17_applications_atlas.ipynb) |
# | memmap | 内存映射 | [18](18_scale.ipynb) |
# | worker | 工作进程 | [18](18_scale.ipynb) |
