# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Class imbalance
#
# What changes when one class is rare?
#
# **Goals**
#
# - Say what a rare class does to plain cross-entropy, and what it does not do.
# - Derive what class weights do to the logits, and undo it.
# - Choose a threshold from costs, with weights and without.
# - Compare five remedies by loss, ranking, calibration and cost, and say when a weight helps.
# - Adapt a finished model to a population with other shares, known or unknown.
#
# **Needs** [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb), [12 Calibration](12_calibration.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from sklearn import datasets, metrics, model_selection
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from threadpoolctl import threadpool_limits

import xentlib as xent

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(13)

# %% [markdown]
# ## Machines that fail
#
# Two sensors watch each of many machines. About 3 % of the machines fail within a day. A rule makes these data, so their
# true probabilities are known. `learn` returns the bias and the two slopes of a linear logit with the least mean loss. Its options come into use later.


# %% key="machines"
def table(events):
    return np.c_[np.ones(len(events.happened)), events.features]


train, test = (xent.data.rare_events(20_000, rng=rng) for _ in range(2))
X, y, X_test, y_test = table(train), train.happened, table(test), test.happened
print(f"{y.sum():.0f} of {len(y)} machines fail: {y.mean():.1%}")


# %% key="learn"
def learn(x, y, weights=1.0, rule=xent.log_score, shift=0.0):
    def mean_loss(theta):
        loss, slope = xent.sigmoid_cross_entropy_value_and_grad(y, x @ theta + shift, rule=rule)
        return (weights * loss).mean(), x.T @ (weights * slope) / len(y)

    return minimize(mean_loss, np.zeros(x.shape[1]), jac=True, options={"gtol": 1e-8}).x


theta = learn(X, y)
p = xent.sigmoid(X_test @ theta)

# %% [markdown] key="plain-question"
# A common mistake says that cross-entropy ignores the rare class. Then the forecasts of failures would be too low.
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
ax.set_title("Plain forecasts of failures come true about as often as they say", loc="left")
xent.show(ax.figure, f"Plain forecasts: expected calibration error {plain_curve.error:.3f}.")

# %% [markdown] key="plain-why"
# The first bin is off by {{ f"{100 * plain_curve.gaps[0]:.1f}" }} percentage points: by chance, the two samples have unequal shares of failures.
#
# At the start every forecast is ½, and the frequent class makes {{ f"{1 - y.mean():.0%}" }} of the forces $p-y$. So the bias falls. It stops where the
# slope in the bias is 0: there the mean of $p-y$ is 0, and the mean forecast equals the share of failures (lesson 03). Cross-entropy stays proper for any share. Something else fails:

# %% key="paradox"
answers = {"never": 0 * p, "p > 0.5": p > 0.5, "true p > 0.5": test.posterior > 0.5}
for name, says in answers.items():
    found = f"{says @ y_test:.0f} of {y_test.sum():.0f}"
    print(f"{name:12} {(says == y_test).mean():.1%} right, finds {found} failures")

# %% [markdown] key="paradox-read"
# This is the **accuracy paradox**: a program that never warns is right nearly always. Even the true probabilities find few
# failures at the threshold ½. If both mistakes cost the same, that is even the best decision. Usually a miss costs more. The forecasts are right; the threshold is wrong.
#
# ## A threshold from costs
#
# Let a missed failure cost 20, and a needless repair 1. Repairing costs $1-p$ on average, waiting $20p$. They are equal at $p=\frac1{21}$ (Elkan, 2001; lesson
# 03):

# %% key="threshold"
cut = xent.cost_threshold(false_positive=1, false_negative=20)

# %% key="costs-picture"
ax = xent.plots.plot_decision_costs(y_test, p, false_alarm=1, miss=20)
ax.legend(loc="center right")
cost = dict(ax.lines[0].get_xydata())
ax.set_title(f"At ½ decisions cost {cost[0.5] / cost[0.05]:.1f} times those at 0.05", loc="left")
xent.show(ax.figure, f"Threshold {cut:.3f}. Cost {cost[0.05]:.0f} at 0.05, {cost[0.5]:.0f} at 0.5.")

# %% [markdown] key="balance-ask"
# Many tutorials begin with weights instead.
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
perfect = colleague(labels3, 50 * xent.one_hot(labels3, 3), w3)
print(f"his loss {colleague(labels3, z3, w3):.2f}, of a perfect forecast {perfect:.0f}")

# %% [markdown] key="loss-exercise"
# A perfect forecast should cost nothing. What else is wrong?
#
# ### Exercise: mend his loss
#
# Return the weighted mean of the examples' losses in nats: each loss counts with the weight of the example's own class, and the sum is divided by the sum of
# these weights. `labels` (n,) are class ids, `z` (n, K) logits.


# %% key="weighted-loss"
def weighted_loss(labels, z, w):
    """Mean loss in nats, weighted by the class weights w (K,)."""
    ### BEGIN SOLUTION
    return np.average(xent.softmax_cross_entropy(labels, z), weights=w[labels])
    ### END SOLUTION


xent.check("imbalance.weighted_loss", weighted_loss)

# %% [markdown] key="loss-verdict"
# For `labels3` and `z3` the right answer is {{ f"{np.average(xent.softmax_cross_entropy(labels3, z3), weights=w3[labels3]):.3f}" }} nats. He charged every class, gave each *column* the weight of a *row*, and took a sum. If there are as many examples as classes, or one example,
# NumPy does not notice. Otherwise it raises an error.
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
# **Why.** Let like machines fail with probability $q$, and let the model be free to give them a logit $z$ of their own. Their mean weighted loss has the slope in $z$
#
# $$w_1q\,(p-1)+w_0(1-q)\,p.$$
#
# It is 0 where $\frac{p}{1-p}=\frac{w_1}{w_0}\cdot\frac{q}{1-q}$, and the logarithm of this is
#
# $$z=\ln\frac q{1-q}+\ln\frac{w_1}{w_0}.$$
#
# With $K$ classes the slope in $z_c$ is $p_c\sum_kw_kq_k-w_cq_c$, and it is 0 where $p_c\propto w_cq_c$: each logit gets $\ln w_c$. By Bayes $q_c\propto\pi_cf_c(x)$, where $\pi_c$ is the share of class $c$, its **prior**, and $f_c$ says how likely
# $x$ is in it. Balanced weights are proportional to $1/\pi_c$, and leave $p_c\propto f_c(x)$. So **the weighted model, if it is right, forecasts for a population in which all
# classes are equally frequent**. Test it:

# %% key="shift-measured"
print("bias and slopes: plain", theta.round(2), " weighted", theta_heavy.round(2))
print("difference", (theta_heavy - theta).round(2), f" ln(w1 / w0) = {np.log(w[1] / w[0]):.2f}")

# %% [markdown] key="shift-read"
# Only the bias moves, by nearly $\ln(w_1/w_0)$. The slopes differ a little, by chance.
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

# %% [markdown] key="explorer-ask" story="0.5 0.249"
# So if the model is right, weights and thresholds do the same to decisions. Here it is right. Set the weight to 1: at which threshold below the best one is the mean cost `0.249`? Then set the weight to 32: what is the cost at `0.5`? Then set the correction to 1. Which threshold is best now, and for which weights?

# %% key="weights-explorer"
xent.explorers.explore_weights()

# %% [markdown] key="explorer-read" story="0.03 0.05 0.249 0.5"
# A plain model with the threshold `0.03` and a balanced one with `0.5` cost the same. Corrected, every weight has its best threshold at `0.05`, and the same least cost: the dashed line.
#
# ### Exercise: read her weight
#
# Another colleague forgot which weight she gave to failures. She measured how often her forecasts come true:

# %% key="her-curve"
hers, ticks = np.arange(0.35, 1, 0.1), np.arange(0, 1.05, 0.1)
came = np.array([0.07, 0.107, 0.146, 0.212, 0.297, 0.452, 0.727])
ax = xent.plots.plot_curves(hers, {"hers": came, "honest": hers}, title="Hers are too high")
ax.lines[0].set_marker("o")
ax.set(xlabel="forecast p", ylabel="share that fails", xticks=ticks, yticks=ticks)
xent.show(ax.figure, f"The largest gap is {(hers - came).max():.2f}.")

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
# Your model was trained where the share `seen` of the machines fails. You use it where the share `true` fails, and the machines of each class look the same in both
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

# %% [markdown] key="em-ask"
# ### A population with unknown shares
#
# A new plant has no labels yet. Start with the old shares, and correct all forecasts. If they are now right, their mean is the share of failures. So take the mean as the new shares, and repeat until nothing changes. This is **EM**: no round lowers
# the likelihood of the new data (Saerens, Latinne and Decaestecker, 2002). `xent.estimate_prior` finds where it ends:

# %% key="new-plant"
plant = xent.data.rare_events(3000, share=0.12, rng=rng)
old, z = [1 - y.mean(), y.mean()], table(plant) @ theta
new = xent.estimate_prior(np.c_[xent.sigmoid(-z), xent.sigmoid(z)], old)
moved = z + np.diff(xent.prior_correction(old, new))
for name, logits in {"old prior": z, "estimated prior": moved, "truth": plant.logit}.items():
    print(f"{name:16} {xent.sigmoid_cross_entropy(plant.happened, logits).mean():.3f} nats")
print(f"estimated share {new[1]:.3f}, and {plant.happened.mean():.3f} failed")

# %% [markdown] key="em-read"
# The estimate removes most of what the old prior costs. It needs honest forecasts, and the machines of each class must look as they did before.

# %% [markdown] key="rows-ask"
# ## Rows drawn twice
#
# **Oversampling** draws rows of the rare class several times. A row drawn $k$ times adds $k$ times its loss and $k$ times its slope. If it is drawn $k$ times on average, the slope is that of a weight $k$ on average.
# **Undersampling** keeps a row of the frequent class with some probability, which is a weight below 1 on average. Both shift the logits as weights do. Undersampling also throws data away.
#
# A colleague draws failures with replacement until both classes are equally frequent. Then she splits the rows into halves for training and testing. Her rule copies the
# answer of the most similar machine, and finds all failures of her test half. Which share of *new* failures does it find?

# %% key="leak-forecast"
xent.predict("imbalance.leak", {"100 %": 0.25, "80 %": 0.25, "60 %": 0.25, "35 %": 0.25})


# %% key="leak"
def resample(y, rng):
    """Rows with both classes equally frequent: failures drawn again, or others dropped."""
    rare, rest = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    again = rare[(len(rare) * rng.random(len(rest))).astype(int)]
    return np.r_[rest, again], np.r_[rare, rest[np.argsort(rng.random(len(rest)))][: len(rare)]]


rows, _ = resample(y, rng)
learnt, held = np.array_split(rows[np.argsort(rng.random(len(rows)))], 2)
rule = KNeighborsClassifier(1).fit(X[learnt], y[learnt])
found, new = (rule.score(x[t == 1], t[t == 1]) for x, t in [(X[held], y[held]), (X_test, y_test)])
print(f"found in her test half {found:.0%}, of new failures {new:.0%}")
xent.reveal("imbalance.leak", nearest(new, (100, 80, 60, 35)))

# %% [markdown] key="leak-read"
# Her test half holds copies of rows that the rule had learnt. Split first, then resample the training half alone. SMOTE, which invents rows
# between neighbours, shifts the forecasts of logistic regression in the same way, and does not improve the ranking (van den Goorbergh et al., 2022).

# %% [markdown] key="remedies-ask"
# ## Five remedies, one loss
#
# The **focal loss** $-(1-p)^\gamma\ln p$ (Lin et al., 2017) charges less for what is nearly right. It is not proper. But the true probability $q$ can be
# found again: with the charge $\varphi$, the expected loss has the slope 0 where $q\,\varphi'(p)=(1-q)\,\varphi'(1-p)$. The code has slopes in $\ln p$, which are $p\,\varphi'(p)$:


# %% key="undo-focal"
focal = xent.focal_score(2.0)


def undo_focal(z):
    """Honest logits behind those of a model that the focal loss trained."""
    s, t = xent.log_sigmoid(z), xent.log_sigmoid(-z)  # ln p and ln (1 - p)
    return np.log(focal.slope(t) / focal.slope(s)) + s - t


# %% [markdown] key="remedies-read"
# With $\gamma=2$ the forecast 20 % is the cheapest where only {{ f"{xent.sigmoid(undo_focal(np.log(0.25))):.1%}" }} fail.
#
# **Logit adjustment** (Menon et al., 2021) adds the log-prior to the logits inside the loss, and leaves it out of the forecast.
#
# Now the truth is not a line: failing machines scatter twice as widely. Train plainly, with weights, with two kinds of resampling, with the focal loss and with logit adjustment, on five data sets. Then correct each: the focal loss
# by its curve, the others by the prior.


# %% key="plants"
def plants(seed):
    rng = np.random.default_rng(seed)
    seen, ahead = (xent.data.rare_events(n, spread=2.0, rng=rng) for n in (4000, 20_000))
    return seen, ahead, *resample(seen.happened, rng)


# %% key="remedies"
def remedies(seed):
    seen, ahead, more, fewer = plants(seed)
    x, y, x_ahead = table(seen), seen.happened, table(ahead)
    odds = y.sum() / (1 - y).sum()
    thetas = {"plain": learn(x, y), "weighted": learn(x, y, np.where(y == 1, 1 / odds, 1))}
    thetas |= {"oversampled": learn(x[more], y[more]), "undersampled": learn(x[fewer], y[fewer])}
    thetas |= {"focal": learn(x, y, rule=focal), "logit-adjusted": learn(x, y, shift=np.log(odds))}
    z = {name: [x_ahead @ theta, x_ahead @ theta + np.log(odds)] for name, theta in thetas.items()}
    z["plain"][1], z["focal"][1] = z["plain"][0], undo_focal(z["focal"][0])
    bent, bent_ahead = (np.c_[table(part), part.features**2] for part in (seen, ahead))
    z["plain, squares"] = 2 * [bent_ahead @ learn(bent, y)]
    return ahead.happened, z | {"truth": 2 * [ahead.logit]}


# %% key="measures"
def measures(y, z, at=cut):
    p, loss = xent.sigmoid(z), xent.sigmoid_cross_entropy(y, z)
    error, cost = xent.expected_calibration_error(y, p), np.where(p < at, 20 * y, 1 - y)
    return loss.mean(), metrics.roc_auc_score(y, z), error, cost.mean()


# %% key="debate"
runs = [remedies(seed) for seed in range(5)]
each = {n: [[measures(t, z) for z in row[n]] for t, row in runs] for n in runs[0][1]}
results = {name: np.transpose(scores) for name, scores in each.items()}  # measure, stage, seed

# %% key="debate-picture"
fig, axes = plt.subplots(2, 2, figsize=(8, 7), sharey=True)
for k, label in enumerate(["log loss (nats)", "AUC", "calibration error", "mean cost"]):
    xent.plots.plot_repair({n: r[k] for n, r in results.items()}, ax=axes.flat[k], xlabel=label)
axes[0, 0].legend(loc="lower right")
fig.suptitle("Five remedies spoil forecasts; a formula repairs them", weight="bold")
said = [f"{n} {r[0, 0].mean():.3f} → {r[0, 1].mean():.3f}" for n, r in results.items()]
xent.show(fig, f"Mean log losses in nats, as trained → corrected: {'; '.join(said)}.")


# %% key="at-half"
for name, at in (("plain", 0.5), ("weighted", 0.5), ("plain", cut)):
    each = [measures(happened, logits[name][0], at)[3] for happened, logits in runs]
    print(f"{name:8} at {at:.2f}: a machine costs {np.mean(each):.3f}")

# %% [markdown] key="debate-read" story="0.5"
# Bars are ranges of five seeds, the dashed line is the truth.
#
# - **Ranking:** the **AUC** is the probability that a failing machine gets a higher forecast than a working one. No remedy changes it by more than {{ f"{max(abs(r[1, 0] - results['plain'][1, 0]).max() for n, r in results.items() if n not in ('truth', 'plain, squares')):.3f}" }}.
# - **Forecasts:** those of all five are far off. Corrected, they are as good as plain ones, or a little worse.
# - **Decisions:** a balanced model decides much better at ½ than a plain one does. That is why weights are liked. But the plain model at the costs' threshold decides better still.
# - **The model:** squares among the features gain more than any remedy.
#
# Logit adjustment, corrected, *is* plain training: both minimise the same function.

# %% [markdown] key="keras-ask" tags=["keras"]
# In Keras, weights are the argument `class_weight` of `fit`, or `sample_weight` with one number for each example. The focal loss is a scoring rule, and `LogitAdjusted` takes a loss and the counts. Here are the same data as those of seed 0:

# %% key="keras-ways" tags=["keras"]
training, keras = xent.training, xent.training.keras
seen, ahead, more, _ = plants(0)
ids, rows = seen.happened.astype(int), np.arange(len(seen.happened))
n_c, loss = xent.class_counts(ids, 2), training.SoftmaxCrossEntropy()
by_class = dict(enumerate(xent.balanced_class_weights(n_c)))
ways = {"plain": (loss, rows, {}), "weighted": (loss, rows, {"class_weight": by_class})}
ways |= {"oversampled": (loss, more, {}), "focal": (training.SoftmaxCrossEntropy(focal), rows, {})}
ways |= {"logit-adjusted": (training.LogitAdjusted(loss, n_c), rows, {})}


# %% key="keras-fit" tags=["keras"]
def by_keras(charge, rows, extra):
    net = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, kernel_initializer="zeros")])
    net.compile(keras.optimizers.SGD(0.3, momentum=0.9), charge, steps_per_execution=50)
    again, arguments = np.tile(rows, 50), {"batch_size": len(rows), "shuffle": False} | extra
    net.fit(seen.features[again], ids[again], epochs=3, verbose=0, **arguments)  # 3 · 50 steps
    return np.diff(training.predict_logits(net, ahead.features).astype(float))[:, 0]


# %% key="keras-table" tags=["keras"]
happened, in_numpy = runs[0]
for name, way in ways.items():
    z, (ours, honest) = by_keras(*way), in_numpy[name]
    pair = z, undo_focal(z) if name == "focal" else z + (honest - ours)
    each = [xent.sigmoid_cross_entropy(happened, row).mean() for row in (*pair, ours, honest)]
    said = "Keras {:.3f} → {:.3f}, NumPy {:.3f} → {:.3f} nats".format(*each)
    print(f"{name:15}{said}, AUC {metrics.roc_auc_score(happened, z):.3f}")

# %% [markdown] key="keras-read" tags=["keras"]
# Keras and NumPy agree. Keras divides by the number of examples, and not by the sum of the weights (lesson 09). Balanced weights have the mean 1, so here both are the same. `class_weight` acts in training only: a validation loss stays unweighted, and cannot be compared with the training loss.

# %% [markdown] key="bent-ask"
# ## A wrong model
#
# A weight was a pure shift for the line that is right. How is it where no line is right? Change the spread of the failing machines. And take each model to a population in which half of the machines fail: the plain one by the prior correction, the weighted one as it is.

# %% key="bent"
for spread in (0.5, 1.0, 2.0):
    seen = xent.data.rare_events(50_000, spread=spread, rng=rng)
    even = xent.data.rare_events(50_000, share=0.5, spread=spread, rng=rng)
    x, t, x_even = table(seen), seen.happened, table(even)
    w1 = (1 - t).sum() / t.sum()
    flat, heavy = learn(x, t), learn(x, t, np.where(t == 1, w1, 1))
    print(f"spread {spread}: bias {heavy[0] - flat[0]:+.2f}, slopes {(heavy - flat)[1:].round(2)}")
    for name, z in {"shifted": x_even @ flat + np.log(w1), "weighted": x_even @ heavy}.items():
        print(f"    {name:9}{xent.sigmoid_cross_entropy(even.happened, z).mean():.3f} nats")
print(f"ln w = {np.log(w1):.2f}")

# %% [markdown] key="bent-read" story="0.1 0.5 100"
# Where a line is right (spread 1), only the bias moves, by $\ln w$, and both costs are equal. Elsewhere the bias moves by more or by less, and the slopes move, too: weights choose *where* a wrong line fits well, and no shift undoes that.
#
# **So weights can help.** If the model is wrong, and the population that you forecast for *is* the weighted one, train with its weights: the loss is then an estimate of the loss there (importance weighting; Shimodaira, 2000). Here that is cheaper than the shift in both rows.
#
# A wrong line that is corrected for the old population can also win at one threshold, and lose at another (*Going further*). Try a weight on held-out data. Mend the model first: squares gained {{ f"{(results['plain'][3, 0] - results['plain, squares'][3, 0]).mean():.3f}" }} per machine above.
#
# ## One per cent of what?
#
# Which is harder: 1 % of a thousand examples, or 0.1 % of ten thousand? Train on 40 samples of each kind, and look at one slope. Its true value is $\sqrt2$. How large is its standard deviation over the samples of ten thousand, in units of that over the samples of one thousand?

# %% key="counts-forecast"
xent.predict("imbalance.counts", {"0.1": 0.25, "0.3": 0.25, "1": 0.25, "3": 0.25})

# %% key="counts"
deviation = []
for size, part in ((1000, 0.01), (10_000, 0.001), (1000, 0.1), (10_000, 0.01)):
    sets = (xent.data.rare_events(size, share=part, rng=rng) for _ in range(40))
    slopes = [learn(table(seen), seen.happened)[1] for seen in sets]
    deviation.append(np.std(slopes, ddof=1))
    print(f"{part:.1%} of {size}, about {size * part:.0f} failures: {deviation[-1]:.2f}")

# %% key="counts-reveal"
ratio, options = deviation[1] / deviation[0], ["0.1", "0.3", "1", "3"]
xent.reveal("imbalance.counts", min(options, key=lambda one: abs(np.log(ratio / float(one)))))

# %% [markdown] key="counts-read" story="0.1 900 1000"
# About ten failures leave the slope uncertain, whether they are 1 % or 0.1 % of the data. A hundred leave it less uncertain, whether 10 % or 1 %. More working machines help little. So *plain forecasts are right* needs enough failures, whatever their share.
#
# Few positives also limit what a test can say: if a model finds 9 of 10 failures, Wilson's interval (lesson 12) for the
# true rate goes from {{ f"{xent.proportion_interval(9, 10)[0]:.0%} to {xent.proportion_interval(9, 10)[1]:.0%}" }}. For 900 of 1000 it goes from {{ f"{xent.proportion_interval(900, 1000)[0]:.0%} to {xent.proportion_interval(900, 1000)[1]:.0%}" }}.

# %% [markdown] key="few-ask" story="3 0.9 0.1"
# ## Few positives: ROC and precision–recall
#
# At a threshold, **recall** $r$ is the share of the positives that are flagged, and the **false alarm rate** $f$ is that of the others. The **ROC curve** draws $r$ over $f$, for all thresholds.
#
# **Precision** is the share of the flagged that are positive. Of all examples, $\pi r$ are positive and flagged, and $(1-\pi)f$ are false alarms. So
#
# $$\text{precision}=\frac{\pi r}{\pi r+(1-\pi)f}.$$
#
# In another population put in its $\pi$. If each class looks the same, $r$ and $f$ stay, and the ROC curve with them. The precision does not: for $r=0.9$ and $f=0.1$ it is {{ f"{0.5 * 0.9 / (0.5 * 0.9 + 0.5 * 0.1):.0%}" }} where half are positive, and {{ f"{0.03 * 0.9 / (0.03 * 0.9 + 0.97 * 0.1):.0%}" }} where 3 % are.
#
# Thin the tumours of lesson 03 to 5 % malignant. Rank them by one measurement, the worst concavity. Draw both curves, and those of bootstrap samples (lesson 03):

# %% key="few"
cells = xent.data.thinned_tumours(rng=rng)
scores, t = cells.features[:, cells.names.index("worst concavity")], cells.malignant
drawn = (len(t) * rng.random((500, len(t)))).astype(int)
areas = [metrics.roc_auc_score(t[rows], scores[rows]) for rows in drawn if t[rows].any()]

# %% key="few-picture"
fig, axes = plt.subplots(1, 2, figsize=(8, 3.8))
xent.plots.plot_roc(t, scores, resamples=drawn, ax=axes[0])
xent.plots.plot_precision_recall(t, scores, resamples=drawn, ax=axes[1])
fig.suptitle(f"{t.sum():.0f} positives leave recall and precision uncertain", weight="bold")
low, high = np.quantile(areas, [0.025, 0.975])
xent.show(fig, f"{t.sum():.0f} of {len(t)} are malignant. AUC: {low:.2f} to {high:.2f}.")

# %% [markdown] key="few-read" story="95 100"
# All ranges are the middle 95 % of the samples. So few positives leave both curves uncertain. The AUC, the area below the ROC curve, hides most of that: it averages over false alarm rates nobody would accept. Where 95 of 100 are benign, 5 % false alarms are about as many tumours as there are malignant ones. Report recall and precision at your threshold, with intervals, and the number of positives.

# %% [markdown] key="effective-ask" story="2019"
# ## How many examples is the next one worth?
#
# With many classes, weights $\propto1/n_c$ are large for the rarest. Cui et al. (2019) suppose that examples overlap: the first one of a class is worth 1, and each
# next one $\beta$ times as much as the one before.
#
# ### Exercise: effective numbers
#
# Let $n_c$ examples be worth $E_c$ together. Derive $E_c$ in closed form. Return weights proportional to $1/E_c$ that sum to $K$.


# %% key="effective-number"
def effective_weights(counts, beta):
    """Weight of each class, shape (K,), from counts (K,) and 0 < beta < 1."""
    ### BEGIN SOLUTION
    weights = (1 - beta) / (1 - beta**counts)
    return len(counts) * weights / weights.sum()
    ### END SOLUTION


xent.check("imbalance.effective_number", effective_weights)

# %% [markdown] key="tail-ask" story="138"
# ## A prior in the logits
#
# Now ten digits: training has 138 zeros, and fewer of each next digit, down to 3 nines. The test has 40 of each.
#
# ### Exercise: forecasts in training
#
# The model's logits `z` shall forecast for a population in which all classes are equally frequent. What does the same model forecast for the training data?


# %% key="logit-adjustment"
def forecasts_in_training(z, counts):
    """Probabilities (n, K) for the training data, from z (n, K) and its counts (K,)."""
    ### BEGIN SOLUTION
    return xent.softmax(z + np.log(counts / counts.sum()))
    ### END SOLUTION


xent.check("imbalance.logit_adjustment", forecasts_in_training)


# %% [markdown] key="tail-why" story="138"
# These are the forecasts of the logits $z+\ln\pi$. The loss gets these logits. Call them $z'$: with free biases, minimising over $z$ or over $z'$ is the same, so $z'$ are the logits of plain training. Hence **logit adjustment equals plain training,
# and then $z'-\ln\pi$** (up to the penalty and the path of the descent). Compare it with weights, on five seeds:


# %% key="tail"
def tails(seed, c=10):
    tail = xent.data.long_tailed_digits(rng=np.random.default_rng(seed))
    x, x_test = (part.images.reshape(-1, 64) / 16 for part in (tail.train, tail.test))
    t, n_c, z = tail.train.labels, tail.counts, {}
    w = {"plain": np.ones(10), "balanced": xent.balanced_class_weights(n_c)}
    w["effective number"] = xent.effective_number_class_weights(n_c, beta=0.99)
    for name, by_class in w.items():
        model = LogisticRegression(C=c, tol=1e-6, max_iter=10_000)
        z[name] = model.fit(x, t, by_class[t] / by_class[t].mean()).decision_function(x_test)
    z["adjusted"], t = z["plain"] - xent.logit_adjustment(n_c), tail.test.labels
    bits = {name: xent.softmax_cross_entropy(t, row).mean() / np.log(2) for name, row in z.items()}
    right = {name: row.argmax(1) == t for name, row in z.items()}
    return {name: [r[t < 7].mean(), r[t > 6].mean(), bits[name]] for name, r in right.items()}


# %% key="tails-picture"
tail_runs = [tails(seed) for seed in range(5)]
found = {name: np.array([run[name] for run in tail_runs]) for name in tail_runs[0]}
means = {name: rows.mean(0)[:2] for name, rows in found.items()}
ax = xent.plots.plot_bars(["0 to 6", "7 to 9"], means, xlabel="digits", ylim=(0, 1.1))
ax.set_ylabel("share of right answers")
ax.set_title("C = 10: the log-prior finds more rare digits than weights do", loc="left")
said = [f"{n} {r[:, 1].min():.2f} to {r[:, 1].max():.2f}" for n, r in found.items()]
xent.show(ax.figure, f"Right answers for 7 to 9, in five seeds: {', '.join(said)}.")

# %% key="tails-penalty"
for c in (0.1, 1, 10, 100):
    rows = tail_runs if c == 10 else [tails(seed, c) for seed in range(5)]
    for name in ("balanced", "adjusted"):
        _, part, bits = np.mean([row[name] for row in rows], axis=0)
        print(f"C = {c}, {name}: {part:.2f} of 7 to 9 right, {bits:.2f} bits")

# %% [markdown] key="tails-read" story="0.1"
# Here the test population *is* the balanced one, so the shift is right, and plain forecasts are not. At C = 10 the adjusted model finds more of the rare digits than the weighted ones in every seed, its loss is lower, and it gives up a little on the others. But the penalty decides. If it is strong (C = 0.1), the model is far from the truth, and weights win, as above. At C = 1 each wins one measure. If it is weak, the model gets every training image right. Then weights have little left to change (Byrd and Lipton, 2019), and the log-prior still shifts.
#
# ## What you now know
#
# 1. A rare class leaves cross-entropy proper. Plain forecasts are right; the threshold ½ fails. Take it from costs.
# 2. If the model is right, class weights add $\ln w_c$ to the logits. Balanced ones forecast for a population with equal shares.
# 3. Resampling is weighting; before the split it leaks. The focal loss is not proper, but can be undone.
# 4. Another population shifts the logits: correct the prior. EM estimates unknown shares without labels.
# 5. If the model is wrong, weights choose where it fits. That helps if the weighted population is the one you forecast for.
# 6. Few positives make fits and tests uncertain. A small share by itself does not; but it lowers precision.
#
# **Train plainly, correct the prior, choose the threshold by costs.** And if you weight, know for which population.

# %% key="quiz"
xent.quiz("imbalance")

# %% [markdown] story="98 20"
# ### In your own words
#
# A manager asks: "Your fraud model is 98 % accurate. Why do we still lose money?" Answer in three sentences, with two better
# numbers.
#
# ### Transfer
#
# Take a tutorial that weights its loss. Undo the weights by one line, and compare log loss and decisions.
#
# ## What next
#
# Which way round should a KL be, and when is it chance? See [14 KL at work](14_kl_at_work.ipynb).
#
# ## References
#
# - Cui, Y., Jia, M., Lin, T.-Y., Song, Y., Belongie, S. (2019). Class-balanced loss based on effective number of samples. *CVPR*. [arXiv:1901.05555](https://arxiv.org/abs/1901.05555)
# - Byrd, J., Lipton, Z. C. (2019). What is the effect of importance weighting in deep learning? *ICML*. [arXiv:1812.03372](https://arxiv.org/abs/1812.03372)
# - Lin, T.-Y., Goyal, P., Girshick, R., He, K., Dollár, P. (2017). Focal loss for dense object detection. *ICCV*. [arXiv:1708.02002](https://arxiv.org/abs/1708.02002)
# - Elkan, C. (2001). The foundations of cost-sensitive learning. *IJCAI*, 973–978. ISBN 978-1-55860-777-4
# - Shimodaira, H. (2000). Improving predictive inference under covariate shift by weighting the log-likelihood function. *Journal of Statistical Planning and Inference* 90, 227–244. [doi:10.1016/S0378-3758(00)00115-4](https://doi.org/10.1016/S0378-3758(00)00115-4)
# - Menon, A. K., Jayasumana, S., Rawat, A. S., Jain, H., Veit, A., Kumar, S. (2021). Long-tail learning via logit adjustment. *ICLR*. [arXiv:2007.07314](https://arxiv.org/abs/2007.07314)
# - Saerens, M., Latinne, P., Decaestecker, C. (2002). Adjusting the outputs of a classifier to new a priori probabilities: a simple procedure. *Neural Computation* 14, 21–41. [doi:10.1162/089976602753284446](https://doi.org/10.1162/089976602753284446)
# - van den Goorbergh, R., van Smeden, M., Timmerman, D., Van Calster, B. (2022). The harm of class imbalance corrections for risk prediction models. *Journal of the American Medical Informatics Association* 29, 1525–1534. [doi:10.1093/jamia/ocac093](https://doi.org/10.1093/jamia/ocac093)

# %% [markdown]
# ## Going further

# %% [markdown] key="help-ask"
# ### Where a weight helps a wrong line
#
# Return to the five seeds in which no line is right. Vary the cost of a miss, and with it the threshold:

# %% key="help"
for miss in (5, 20, 100):
    at, gaps = xent.cost_threshold(false_positive=1, false_negative=miss), []
    for happened, logits in runs:
        p_both = [xent.sigmoid(z) for z in (logits["plain"][0], logits["weighted"][1])]
        costs = [np.where(p < at, miss * happened, 1 - happened).mean() for p in p_both]
        gaps.append(costs[1] - costs[0])
    error = np.std(gaps, ddof=1) / 5**0.5
    print(f"a miss costs {miss:3}: weighted less plain {np.mean(gaps):+.3f} ± {error:.3f}")

# %% [markdown] key="help-read" story="000"
# At one threshold the corrected weighted line decides better, at the two others worse. (The signs stay in other seeds. With another spread they are others.) Weights that equal the cost of a miss do no better. So whether a weight helps at a threshold depends on how the model is wrong. Try it on held-out data.
#
# ### The same on a set that everybody can make
#
# scikit-learn makes 40,000 examples with clusters of each class, and 1 % of the labels random. No line is right here either:

# %% key="made"
made = datasets.make_classification(
    *(40_000, 4), n_informative=3, n_redundant=0, weights=[0.97], class_sep=1.2, random_state=1
)
halves = model_selection.train_test_split(*made, test_size=0.5, stratify=made[1], random_state=0)
x, x_ahead, t, t_ahead = halves
model = LogisticRegression(C=1e4, tol=1e-8, max_iter=10_000)
z_plain, bias = model.fit(x, t).decision_function(x_ahead), model.intercept_[0]
z_heavy = model.set_params(class_weight="balanced").fit(x, t).decision_function(x_ahead)
log_odds = np.log(t.mean() / (1 - t.mean()))

# %% key="made-table"
tried = {"plain": z_plain, "balanced": z_heavy, "corrected": z_heavy + log_odds}
for name, z in tried.items():
    loss, area = xent.sigmoid_cross_entropy(t_ahead, z).mean(), metrics.roc_auc_score(t_ahead, z)
    print(f"{name:9} {loss:.3f} nats, AUC {area:.3f}")
print(
    f"the bias moved by {model.intercept_[0] - bias:.2f}, ln of the weights' ratio {-log_odds:.2f}"
)

# %% [markdown] key="made-read"
# The ranking is the same, the forecasts are spoilt, and the correction repairs most of it. Not all: no line is right, so a weight is more than a shift. On average the logits moved by {{ f"{(z_heavy - z_plain).mean():.2f}" }}, and the corrected mean forecast is {{ f"{xent.sigmoid(z_heavy + log_odds).mean():.1%}" }}, where {{ f"{t_ahead.mean():.1%}" }} happen.
#
# If labels of the new place are at hand, fit a slope and a bias on the logits: Platt's recalibration.

# %% key="platt"
half = len(t_ahead) // 2
both = np.c_[np.ones(len(z_heavy)), z_heavy]
repaired = both[half:] @ learn(both[:half], t_ahead[:half])
parts = {"plain": z_plain, "corrected": z_heavy + log_odds}
said = {
    name: xent.sigmoid_cross_entropy(t_ahead[half:], z[half:]).mean() for name, z in parts.items()
}
said["recalibrated"] = xent.sigmoid_cross_entropy(t_ahead[half:], repaired).mean()
print({name: f"{loss:.3f}" for name, loss in said.items()})

# %% [markdown] key="platt-read"
# That repairs what a line in $z$ can repair (lesson 12).
#
# ### What the focal loss wants
#
# For each true probability $q$, find the forecast with the least expected focal loss, for several $\gamma$:

# %% key="focal-wants"
grid, wants = np.linspace(0.001, 0.999, 999), {}
for gamma in (0.0, 1.0, 2.0, 5.0):
    charge = xent.focal_score(gamma).value
    yes, no = charge(np.log(grid)), charge(np.log1p(-grid))
    wants[f"γ = {gamma:.0f}"] = grid[(grid[:, None] * yes + (1 - grid[:, None]) * no).argmin(1)]
ax = xent.plots.plot_curves(grid, wants)
ax.set(xlabel="true probability q", ylabel="cheapest forecast p")
ax.set_title("A larger γ pulls every honest forecast nearer to ½", loc="left")
said = ", ".join(f"{name} {row[29]:.0%}" for name, row in wants.items())
xent.show(ax.figure, f"Where 3 % fail, the cheapest forecasts are: {said}.")

# %% [markdown] key="focal-wants-read"
# The curves rise, so a right model keeps its ranking, and each can be undone (Charoenphakdee et al., 2021, [arXiv:2011.09172](https://arxiv.org/abs/2011.09172)). (A network that is too sure may look better calibrated with the focal loss, because the loss makes it less sure.)
#
# ### Weights early in training
#
# Until now each fit went to the minimum. Descend from zero (lesson 04) by steps of 1: plainly, from the prior's bias, and with balanced weights, whose shift is undone before each measurement.

# %% key="early"
few, odds = slice(0, 4000), y[:4000].mean() / (1 - y[:4000].mean())
equal, starts = np.where(y[few] == 1, 0.5 + 0.5 / odds, 0.5 + 0.5 * odds), {}
starts["plain"] = 1.0, 0.0, 0.0
starts["plain, prior bias"] = 1.0, np.log(odds), 0.0
starts["balanced, corrected"] = equal, 0.0, np.log(odds)

# %% key="early-descent"
paths = {name: [] for name in starts}
for name, (by_row, bias, shift) in starts.items():
    theta_k = np.array([bias, 0.0, 0.0])
    for _ in range(300):
        slope = xent.sigmoid_cross_entropy_grad(y[few], X[few] @ theta_k)
        theta_k = theta_k - X[few].T @ (by_row * slope) / 4000
        paths[name].append(xent.sigmoid_cross_entropy(y_test, X_test @ theta_k + shift).mean())

# %% key="early-picture"
ax = xent.plots.plot_curves(np.arange(1, 301), paths, xscale="log", ylim=(0.07, 0.35))
ax.set(xlabel="step", ylabel="test loss (nats)")
ax.set_title("Early in training the weighted model is ahead; later they meet", loc="left")
said = "; ".join(f"{name} {row[9]:.3f} and {row[-1]:.3f}" for name, row in paths.items())
xent.show(ax.figure, f"After 10 and after 300 steps: {said} nats.")

# %% [markdown] key="early-read"
# The curvature of the loss has the factor $p(1-p)$ (lesson 04). Once the plain bias has fallen, nearly all $p$ are near 0, and so is the curvature. Then steps of one rate are slow. The weighted model keeps forecasts near ½, so it needs fewer steps. Part of this is only the rate: from the prior's bias (Lin et al., 2017) a plain descent bears larger steps. So weights can save steps, as a better start and a better rate can. You must still undo the shift.
#
# ### A model that can separate the classes
#
# Thin the tumours of lesson 03 to 5 % malignant: about ten in each half. Thirty measurements separate them. Then training can lower every loss towards 0, and weights have less and less to say (Byrd and Lipton, 2019,
# [arXiv:1812.03372](https://arxiv.org/abs/1812.03372)). A larger C is a weaker penalty:

# %% key="separable"
strengths = 10.0 ** np.arange(-2, 3)


def moved_by_weights(seed):
    """Mean shift of the test logits by weights, in standard deviations; changed decisions."""
    rng = np.random.default_rng(seed)
    cells = xent.data.thinned_tumours(rng=rng)
    x, t = (cells.features - cells.features.mean(0)) / cells.features.std(0), cells.malignant
    fit, ahead = np.array_split(np.argsort(rng.random(len(t))), 2)
    w, shares = (1 - t[fit]).sum() / t[fit].sum(), []
    for C in strengths:
        model = LogisticRegression(C=C, tol=1e-8, max_iter=10_000)
        a = model.fit(x[fit], t[fit]).decision_function(x[ahead])
        b = model.fit(x[fit], t[fit], np.where(t[fit] == 1, w, 1)).decision_function(x[ahead])
        shares.append([(b - a).mean() / a.std(), ((a > 0) != (b > 0)).sum()])
    return np.array(shares)


# %% key="separable-picture"
of_seeds = [moved_by_weights(seed) for seed in range(3)]
curves = {f"seed {seed}": shares[:, 0] for seed, shares in enumerate(of_seeds)}
ax = xent.plots.plot_curves(strengths, curves, xscale="log", xlabel="C")
ax.set_ylabel("mean shift / deviation of z")
ax.axhline(0, color="0.5", lw=0.8)
ax.set_title(
    "Weights push the logits up under a strong penalty only",
    loc="left",
    fontsize=10,
)
differ = np.array([shares[:, 1] for shares in of_seeds]).astype(int)
said = f"{differ[:, 0].tolist()} at the left, {differ[:, -1].tolist()} at the right"
xent.show(ax.figure, f"Decisions at ½ that weights change, of 188: {said}.")

# %% [markdown] key="separable-read"
# With a strong penalty, weights move the logits up by about one standard deviation over the patients, or more, and change several decisions. With a weak one the logits have grown. Then weights move them by a fraction of it, and downwards. To subtract $\ln w$ would then be wrong: compare the mean forecast with the share on held-out data, and recalibrate. Byrd and Lipton found that the effect of weights fades in networks that separate their training data.
