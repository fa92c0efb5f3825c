# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Class imbalance
#
# And when one class is rare?
#
# **Goals**
#
# - Say what a rare class does to plain cross-entropy, and what it does not do.
# - Derive what class weights do to the logits, and undo it.
# - Choose a threshold from costs, with weights and without.
# - Compare five remedies by loss, ranking, calibration and cost.
# - Adapt a finished model to a population with other shares.
#
# **Needs** [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb), [12 Calibration](12_calibration.ipynb)
#
# **Budget** 60 minutes to read, 90 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from sklearn.datasets import make_classification
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from threadpoolctl import threadpool_limits

import xentlib as xent

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(13)

# %% [markdown]
# ## Machines that fail
#
# Two sensors watch each of many machines. About 3 % of the machines fail within a day. A rule makes these data, so the true
# probability of each failure is known. The model is a linear logit, and its last argument will be needed later:

# %% key="machines"
def table(events):
    return np.c_[np.ones(len(events.happened)), events.features]


train, test = (xent.data.rare_events(n, rng=rng) for n in (4000, 20_000))
X, y, X_test, y_test = table(train), train.happened, table(test), test.happened
share = y.mean()
print(f"{y.sum():.0f} of {len(y)} machines fail: {share:.1%}")


# %% key="learn"
def learn(x, y, weights=1.0, rule=xent.log_score, shift=0.0):
    """Parameters of the linear logit with the least mean weighted loss."""

    def mean_loss(theta):
        loss, slope = xent.sigmoid_cross_entropy_value_and_grad(y, x @ theta + shift, rule=rule)
        return (weights * loss).mean(), x.T @ (weights * slope) / len(y)

    return minimize(mean_loss, np.zeros(x.shape[1]), jac=True, options={"gtol": 1e-8}).x


theta = learn(X, y)
p = xent.sigmoid(X_test @ theta)

# %% [markdown] key="plain-question"
# A common mistake says that cross-entropy attends to the frequent class, and ignores the rare one. Then the forecasts of
# failures would be too low.
#
# Take the test machines to which the plain model gives between 8 and 12 %. Which share of them fails?

# %% key="plain-forecast"
xent.predict("imbalance.plain", {"1 %": 0.25, "4 %": 0.25, "10 %": 0.25, "40 %": 0.25})


# %% key="plain"
def nearest(share, options):
    return f"{min(options, key=lambda option: abs(option - 100 * share))} %"


near = (p > 0.08) & (p < 0.12)
print(f"{near.sum()} machines: mean forecast {p[near].mean():.1%}, {y_test[near].mean():.1%} fail")
xent.reveal("imbalance.plain", nearest(y_test[near].mean(), (1, 4, 10, 40)))

# %% key="plain-picture"
plain_curve = xent.reliability(y_test, p)
ax = xent.plots.plot_reliability({"plain cross-entropy": plain_curve})
ax.set_title("Of a rare class, too, plain forecasts come true as often as they say", loc="left")
xent.show(ax.figure, f"Expected calibration error {plain_curve.error:.3f}.")

# %% [markdown] key="plain-why"
# At the start every forecast is ½, and the frequent class makes {{ f"{1 - share:.0%}" }} of the forces $p-y$. So the bias falls. It stops where the
# slope in the bias is 0: there the mean of $p-y$ is 0, and the mean forecast equals the share of failures (lesson 03). Cross-entropy stays proper for any share.
#
# What fails is something else:

# %% key="paradox"
answers = {"never": 0 * p, "p above 0.5": p > 0.5, "true p above 0.5": test.posterior > 0.5}
for name, says in answers.items():
    print(f"{name:17} {(says == y_test).mean():.1%} right, finds {says @ y_test:.0f}", end=" ")
    print(f"of {y_test.sum():.0f} failures")

# %% [markdown] key="paradox-read" story="100"
# This is the **accuracy paradox**: a program that never warns is right nearly always. Even the true probabilities find few
# failures at the threshold ½. So the model is right, and the threshold is wrong.
#
# ## A threshold from costs
#
# Let a missed failure cost 20, and a needless repair 1. Repairing costs $1-p$ on average, waiting $20p$. They are equal at $p=\frac1{21}$ (lesson
# 03; Elkan, 2001):

# %% key="costs-picture"
cut = xent.cost_threshold(false_positive=1, false_negative=20)
ax = xent.plots.plot_decision_costs(y_test, p, false_alarm=1, miss=20)
ax.set_ylim(0, 13_000)
cost = dict(ax.lines[0].get_xydata())
ax.set_title(f"At ½ the decisions cost {cost[0.5] / cost[0.05]:.1f} times as much as at 0.05", loc="left")
xent.show(ax.figure, f"Threshold {cut:.3f}. Cost {cost[0.05]:.0f} at 0.05, {cost[0.5]:.0f} at 0.5.")

# %% [markdown] key="balance-ask"
# Plain training and this threshold need no remedy at all. But most tutorials begin with weights.
#
# ## Weights that balance
#
# A **class weight** $w_c$ multiplies the loss of each example of class $c$.
#
# ### Exercise: balanced weights
#
# Find weights for which the examples of each class weigh the same in total, and the mean weight over all examples is 1.


# %% key="balanced-weights"
def balanced(counts):
    """Weight of each class, shape (K,), from the number of examples of each class."""
    ### BEGIN SOLUTION
    return counts.sum() / (len(counts) * counts)
    ### END SOLUTION


xent.check("imbalance.balanced_weights", balanced)

# %% [markdown] key="loss-ask" story="2.0"
# ## Weights in the loss
#
# A colleague weights a softmax loss. `w` has a weight for each class:

# %% key="colleague"
def colleague(labels, z, w):
    return -(w[labels] * xent.log_softmax(z)).sum()


w3, labels3 = np.array([1.0, 2.0, 3.0]), np.array([0, 2, 1])
z3 = np.array([[2.0, 0.0, 1.0], [0.0, 1.0, 2.0], [1.0, 3.0, 0.0]])
sure = 50 * xent.one_hot(labels3, 3)
print(f"his loss {colleague(labels3, z3, w3):.2f}, of a perfect forecast {colleague(labels3, sure, w3):.0f}")

# %% [markdown] key="loss-exercise"
# A perfect forecast should cost nothing. What else is wrong?
#
# ### Exercise: mend his loss
#
# Return the weighted mean of the examples' losses in nats: each loss counts with the weight of the example's own class, and the weights that count sum
# to 1. `labels` (n,) are class ids, `z` (n, K) logits.


# %% key="weighted-loss"
def weighted_loss(labels, z, w):
    """Mean loss in nats, weighted by the class weights w (K,)."""
    ### BEGIN SOLUTION
    return np.average(xent.softmax_cross_entropy(labels, z), weights=w[labels])
    ### END SOLUTION


xent.check("imbalance.weighted_loss", weighted_loss)

# %% key="loss-mended"
each = xent.softmax_cross_entropy(labels3, z3)
print(f"mended {np.average(each, weights=w3[labels3]):.3f} nats")
try:
    colleague(labels3[:2], z3[:2], w3)
except ValueError as error:
    print("his, with two examples:", error)

# %% [markdown] key="loss-verdict"
# He charged every class, multiplied each *column* by a weight of a *row*, and took a sum. With as many examples as classes NumPy does not notice.
#
# ## What a weight does
#
# Train once more with balanced weights. Take the test machines to which this model gives between 45 and 55 %. Which share of them fails?

# %% key="half-forecast"
xent.predict("imbalance.half", {"50 %": 0.25, "25 %": 0.25, "10 %": 0.25, "3 %": 0.25})

# %% key="half"
w = xent.balanced_class_weights(xent.class_counts(y.astype(int), 2))
theta_heavy = learn(X, y, w[y.astype(int)])
heavy = xent.sigmoid(X_test @ theta_heavy)
near = abs(heavy - 0.5) < 0.05
print(f"weights {w[0]:.2f} and {w[1]:.2f}; of {near.sum()} machines {y_test[near].mean():.1%} fail")
xent.reveal("imbalance.half", nearest(y_test[near].mean(), (50, 25, 10, 3)))

# %% key="half-picture"
curves = {"plain": plain_curve, "balanced weights": xent.reliability(y_test, heavy)}
ax = xent.plots.plot_reliability(curves)
ax.set_title("With balanced weights, failures are rarer than every forecast says", loc="left")
said = ", ".join(f"{name} {curve.error:.3f}" for name, curve in curves.items())
xent.show(ax.figure, f"Expected calibration errors: {said}.")

# %% [markdown] key="shift-derived"
# **Why.** Let like machines fail with probability $q$. Their mean weighted loss has the slope in $z$
#
# $$w_1q\,(p-1)+w_0(1-q)\,p.$$
#
# It is 0 where $\frac{p}{1-p}=\frac{w_1}{w_0}\cdot\frac{q}{1-q}$, and the logarithm of this is
#
# $$z=\ln\frac q{1-q}+\ln\frac{w_1}{w_0}.$$
#
# With $K$ classes $p_c\propto w_cq_c$: each logit gets $\ln w_c$. By Bayes' rule $q_c\propto\pi_cf_c(x)$, where $\pi_c$ is the share of class $c$, its **prior**, and $f_c$ says how likely
# $x$ is in it. Balanced weights are proportional to $1/\pi_c$, and leave $p_c\propto f_c(x)$. So **the weighted model forecasts for a population in which all
# classes are equally frequent**. Test it:

# %% key="shift-measured"
print("plain      ", theta.round(2))
print("weighted   ", theta_heavy.round(2))
print("difference ", (theta_heavy - theta).round(2), f" ln(w1 / w0) = {np.log(w[1] / w[0]):.2f}")

# %% [markdown] key="shift-read"
# Only the bias moves, by about $\ln(w_1/w_0)$. The two weights of the sensors differ by chance: a weighted fit listens mostly to
# {{ f"{y.sum():.0f}" }} machines.
#
# ### Exercise: the same decision
#
# Failures had $w$ times the weight of other machines. A false alarm costs $a$, a miss $m$. Derive from which *weighted* forecast on a repair is the
# cheaper choice.


# %% key="weighted-threshold"
def weighted_threshold(w, a, m):
    """Weighted forecast from which on acting is cheaper (numbers or arrays, all > 0)."""
    ### BEGIN SOLUTION
    return w * a / (w * a + m)
    ### END SOLUTION


xent.check("imbalance.weighted_threshold", weighted_threshold)

# %% [markdown] key="explorer-ask"
# So weights and thresholds do the same to decisions. In the picture, start with balanced weights at ½. Find the plain model's threshold that
# costs the same. Then set the correction to 1: which threshold is best now, and for which weights?

# %% key="weights-explorer"
xent.explorers.explore_weights()

# %% [markdown] key="read-ask"
# ### Exercise: read her weight
#
# Another colleague has forgotten with which weight for failures she trained. She measured how often her forecasts come true:

# %% key="her-curve"
said = np.arange(0.05, 1, 0.1)
came = np.array([0.008, 0.024, 0.047, 0.07, 0.107, 0.146, 0.212, 0.297, 0.452, 0.727])
ax = xent.plots.plot_curves(said, {"her model": came, "as often as it says": said})
ax.lines[0].set_marker("o")
ax.set(xlabel="forecast p", ylabel="share that fails", xlim=(0, 1), ylim=(0, 1))
ax.set(xticks=np.arange(0, 1.05, 0.1), yticks=np.arange(0, 1.05, 0.1))
ax.set_title("Her forecasts are too high everywhere", loc="left")
xent.show(ax.figure, f"The largest gap is {(said - came).max():.2f}.")

# %% [markdown]
# Read it off the picture, within 15 %.

# %% key="her-weight"
### BEGIN SOLUTION
her_weight = (0.75 / 0.25) / (0.3 / 0.7)  # odds that she says at 0.75, over those that came
### END SOLUTION

xent.check("imbalance.her_weight", her_weight)

# %% [markdown] key="prior-ask"
# ## Another prior
#
# ### Exercise: take the model elsewhere
#
# Your model was trained where the share `seen` of the machines fails. You use it where the share `true` fails, and a failing machine looks the same in both
# places: $f_c$ stays. Return the forecasts for the new place.


# %% key="prior-correction"
def elsewhere(p, seen, true):
    """Forecasts (n,) under the new share, from forecasts p (n,) and the two shares."""
    ### BEGIN SOLUTION
    odds = p / (1 - p) * (1 - seen) / seen * true / (1 - true)
    return odds / (1 + odds)
    ### END SOLUTION


xent.check("imbalance.prior_correction", elsewhere)

# %% [markdown] key="prior-verdict"
# Each logit gets $\ln\pi_c^{\text{new}}-\ln\pi_c^{\text{old}}$, which `xent.prior_correction` returns. Balanced weights are the case
# $\pi^{\text{old}}=(\frac12,\frac12)$, and undoing them is a change of prior.
#
# If the new shares are unknown, estimate them from forecasts without labels (Saerens, Latinne and Decaestecker, 2002). Start with the old shares. Correct all forecasts,
# take their mean as the new shares, and repeat. This is EM: each round raises the likelihood of the new data.

# %% key="new-plant"
plant = xent.data.rare_events(3000, share=0.12, rng=rng)
old, z = [1 - share, share], table(plant) @ theta
pair = np.c_[xent.sigmoid(-z), xent.sigmoid(z)]
new = xent.estimate_prior(pair, old)
moved = z + np.diff(xent.prior_correction(old, new))
for name, logits in {"old prior": z, "estimated prior": moved, "truth": plant.logit}.items():
    print(f"{name:16} {xent.sigmoid_cross_entropy(plant.happened, logits).mean():.3f} nats")
print(f"estimated share {new[1]:.3f}, and {plant.happened.mean():.3f} failed")

# %% [markdown] key="rows-ask"
# ## Rows drawn twice
#
# **Oversampling** draws rows of the rare class several times. A row drawn $k$ times adds $k$ times its loss, so this is a weight $k$ in expectation.
# **Undersampling** drops rows of the frequent class: the same shift, with fewer data.
#
# A colleague draws failures with replacement until both classes are equally frequent. Then she splits the rows into halves for training and testing. Her rule copies the
# answer of the most similar machine, and finds all failures of her test half. Which share of *new* failures does it find?

# %% key="leak-forecast"
xent.predict("imbalance.leak", {"100 %": 0.25, "80 %": 0.25, "60 %": 0.25, "30 %": 0.25})


# %% key="leak"
def oversample(y, rng):
    """Rows of both classes, those of the rare class drawn until it is as frequent."""
    rare, rest = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    return np.r_[rest, rare[(len(rare) * rng.random(len(rest))).astype(int)]]


rows = oversample(y, rng)
learnt, held = np.array_split(rows[np.argsort(rng.random(len(rows)))], 2)
rule = KNeighborsClassifier(1).fit(X[learnt], y[learnt])
found, new = (rule.score(x[t == 1], t[t == 1]) for x, t in [(X[held], y[held]), (X_test, y_test)])
print(f"found in her test half {found:.0%}, of new failures {new:.0%}")
xent.reveal("imbalance.leak", nearest(new, (100, 80, 60, 30)))

# %% [markdown] key="leak-read"
# Her test half holds copies of rows that the rule had learnt. Split first, then resample the training half alone. SMOTE, which invents rows between neighbours, leaks in the same way, and
# shifts the prior, too.
#
# ## Focal loss
#
# The **focal loss** $-(1-p)^\gamma\ln p$ (Lin et al., 2017) charges less for what is nearly right. Is it proper? For each true probability $q$, find the
# forecast that costs least with $\gamma=2$:

# %% key="focal"
focal, p = xent.focal_score(2.0), np.linspace(0.001, 0.999, 999)
yes, no = focal.value(np.log(p)), focal.value(np.log1p(-p))
cheapest = p[(p[:, None] * yes + (1 - p[:, None]) * no).argmin(1)]
ax = xent.plots.plot_curves(p, {"focal loss, γ = 2": cheapest, "log score": p})
ax.set(xlabel="true probability q", ylabel="forecast that costs least p")
ax.set_title(f"Where 3 % fail, the focal loss wants you to say {cheapest[29]:.0%}", loc="left")
xent.show(ax.figure, f"It wants {cheapest[99]:.0%} for 10 %, and {cheapest[899]:.0%} for 90 %.")


# %% [markdown] key="focal-read"
# It is not proper: all its forecasts are nearer to ½ than the truth. But the curve rises, so it can be undone: the slope is 0 where $q\,\varphi'(p)=(1-q)\,\varphi'(1-p)$, which gives $q$ (Charoenphakdee
# et al., 2021).
#
# ## The debate, settled
#
# **Logit adjustment** (Menon et al., 2021) is the last remedy: add the log-prior to the logits inside the loss, and leave it out of the forecast.
#
# Now the truth is not a line: failing machines scatter twice as widely. Train five remedies on five data sets. Then correct each: weights, resampling and adjustment by the prior, focal loss
# by its curve.

# %% key="remedies"
def remedies(seed):
    """Outcomes of a test set, and logits of each remedy: as trained, and corrected."""
    rng = np.random.default_rng(seed)
    train, test = (xent.data.rare_events(n, spread=2.0, rng=rng) for n in (4000, 20_000))
    x, y, x_test = table(train), train.happened, table(test)
    odds, rows = y.sum() / (1 - y).sum(), oversample(y, rng)
    thetas = {"plain": learn(x, y), "weighted": learn(x, y, np.where(y == 1, 1 / odds, 1))}
    thetas |= {"oversampled": learn(x[rows], y[rows]), "focal": learn(x, y, rule=focal)}
    thetas["logit-adjusted"] = learn(x, y, shift=np.log(odds))
    z = {name: 2 * [x_test @ theta] for name, theta in thetas.items()}
    for name in ("weighted", "oversampled", "logit-adjusted"):
        z[name] = [z[name][0], z[name][0] + np.log(odds)]
    z["focal"] = [z["focal"][0], undo_focal(z["focal"][0])]
    return test.happened, z | {"truth": 2 * [test.logit]}


# %% key="measures"
def undo_focal(z):
    """Honest logits behind those of a model that the focal loss trained."""
    s, t = xent.log_sigmoid(z), xent.log_sigmoid(-z)  # ln p and ln (1 - p)
    return np.log(focal.slope(t) / focal.slope(s)) + s - t


def measures(y, z):
    p = xent.sigmoid(z)
    cost = np.where(p < cut, 20 * y, 1 - y).mean()
    error = xent.expected_calibration_error(y, p)
    return xent.sigmoid_cross_entropy(y, z).mean(), roc_auc_score(y, z), error, cost


# %% key="debate"
found = {}
for seed in range(5):
    outcomes, logits = remedies(seed)
    for name, both in logits.items():
        found.setdefault(name, []).append([measures(outcomes, z) for z in both])
results = {name: np.array(runs).transpose(2, 1, 0) for name, runs in found.items()}

# %% key="debate-picture"
titles = ["log loss (nats)", "AUC", "calibration error", f"cost at {cut:.3f}"]
fig, axes = plt.subplots(1, 4, figsize=(9, 3.6), sharey=True)
for k, (ax, title) in enumerate(zip(axes, titles)):
    xent.plots.plot_repair({name: row[k] for name, row in results.items()}, ax=ax)
    ax.set_xlabel(title)
mean = {name: row.mean(2) for name, row in results.items()}
fig.suptitle("Remedies hardly change the ranking; they shift forecasts, and a formula undoes it")
losses = ", ".join(f"{name} {a:.3f} → {b:.3f}" for name, ((a, b), *_) in mean.items())
xent.show(fig, f"Mean log losses, as trained → corrected: {losses}.")
