# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 5: avalanches on a mountain road
#
# When may a road be closed by a probability?
#
# **What you train** You test forecasts of rare events without bins. You mend them for another valley with one number. You find thresholds and actions from costs. You measure on an archive in which most days are missing.
#
# **Needs** [12 Calibration](../../12_calibration.ipynb) and [13 Class imbalance](../../13_class_imbalance.ipynb)
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `honesty`, a function | 4 |
# | 2 | `shift`, a function | 3 |
# | 3 | `cut`, a number | 2 |
# | 4 | `thinned_error`, a function | 4 |
# | 5 | `actions`, a function | 3 |
# | 6 | a report, judged in words | 4 |
# | | **sum** | **20** |
#
# **Rules**
#
# - This is your own work. You may talk about ideas, and read what you like. Write code and words yourself.
# - Answers use Python, NumPy and SciPy. When your answers are marked, xentlib's functions refuse to work. So no answer may call `xent`, or use what another cell makes with it. The cells with pictures may.
# - Each function is marked in parts, mostly on new inputs that nobody has seen. The parts have equal shares of the points, and without the first part no other part counts. The line with `xent.example` shows one example. It pays nothing.
# - The cell "parameters" holds your numbers. In some courses every student has numbers of their own.
# - Your notebook, your points and the reasons for them are kept. Your instructor says for how long.

# %% key="imports"
import numpy as np
from scipy import optimize, special

import xentlib as xent

rng = np.random.default_rng(5)
xent.plots.use_style()

# %% [markdown]
# Nadia decides each winter morning whether a mountain road is closed. On few days an avalanche reaches it. Several firms sell her forecasts.
#
# ## 1 Bad luck, or a bad forecast?
#
# A program says each morning the probability $p$ of an avalanche on the road. After a winter of 180 days Nadia adds up its prices: $-\ln p$ where an avalanche came, and $-\ln(1-p)$ where none came. The sum seems high. The firm says: "Our forecasts are honest. You had bad luck."
#
# If that is so, chance decided each day with exactly the probability $p$. So Nadia draws a thousand winters, each with the same forecasts:

# %% key="winters"
p_said = special.expit(3.5 * rng.random(180) ** 2 - 4.5)
came = rng.random(180) < special.expit(special.logit(p_said) + 0.5)
yes, no = -np.log(p_said), -np.log1p(-p_said)
drawn = rng.random((1000, 180)) < p_said
sums = np.where(drawn, yes, no).sum(1)
real = np.where(came, yes, no).sum()

# %% key="winters-picture"
edges = np.arange(14, 62, 2)
counts, middles = np.histogram(sums, edges)[0], edges[:-1] + 1
ax = xent.plots.plot_curves(middles, {"1000 winters, drawn honestly": counts}, ylim=(0, None))
ax.axvline(real, color="black", ls="--", label="the real winter")
ax.set(xlabel="sum of the prices (nats)", ylabel="winters, in steps of 2 nats")
ax.set_title("Few honest winters cost as much as the real one", loc="left")
ax.legend()
xent.show(ax.figure, f"{(sums >= real).mean():.1%} of the drawn winters cost as much, or more.")

# %% [markdown] key="honesty-asked"
# You need no draws. If a day's forecast is honest, you know which two prices are possible, and how probable each of them is. Take the days as independent. Then an honest forecaster can say what the sum of the prices is on average, and what its standard deviation is.
#
# Return by how many of these standard deviations the real sum is above that average. The number is negative if the sum is below. `y` (n,) are outcomes, 0 or 1, and `p` (n,) the forecasts. On a day with the forecast 0 or 1 that comes true nothing is uncertain, and such a day adds nothing. No forecast of 0 or 1 fails.
#
# *Parts: ordinary forecasts; forecasts of 0 and 1 that come true.*


# %% key="honesty"
def honesty(y, p):
    """Standard deviations by which the loss exceeds an honest one; outcomes y, forecasts p (n,)."""
    ### BEGIN SOLUTION
    open_days = (p > 0) & (p < 1)
    y, p = y[open_days], p[open_days]
    log_odds = special.logit(p)
    return ((p - y) * log_odds).sum() / np.sqrt((p * (1 - p) * log_odds**2).sum())
    ### END SOLUTION


# %% key="honesty-test" points=4
winter = [1, 0, 0, 1], [0.3, 0.1, 0.6, 0.05]
xent.example("a5_imbalance_and_calibration.honesty", honesty, winter, 3.3532)

# %% [markdown]
# ## 2 Another valley
#
# A program was trained in the next valley. Its logits $z$ put Nadia's days into a good order. But the two valleys have unequal shares of avalanches, so all its forecasts are wrong in the same direction. Nadia has labels of one winter of her own. They are too few to train on. She allows one number: add the same $b$ to all logits.
#
# Return the $b$ with the least mean loss in nats. `y` (n,) are outcomes, 0 or 1, with at least one of each. `z` (n,) are the logits. The answer may be wrong by one thousandth.
#
# *Parts: ordinary logits; logits that are far off.*


# %% key="shift"
def shift(y, z):
    """Number that makes the mean loss least if it is added to all logits; y and z (n,)."""

    ### BEGIN SOLUTION
    def too_many(b):
        return special.expit(z + b).sum() - y.sum()

    return optimize.brentq(too_many, -100, 100)
    ### END SOLUTION


# %% key="shift-test" points=3
valley = [0, 0, 1, 0], [-1.0, 0.5, 2.0, 1.5]
xent.example("a5_imbalance_and_calibration.shift", shift, valley, -2.162)

# %% [markdown] key="cut-asked"
# ## 3 When to close
#
# Another firm trained with **balanced class weights**. In its data, and in Nadia's valley, the share `share` of the days has an avalanche. Take the model as right: for like days, its forecast is the one that costs least in its weighted loss.
#
# To close the road costs `close` thousand euros a day, whether an avalanche comes or not. An avalanche on an open road costs `miss` thousand euros. From which forecast of **this model** on is it cheaper on average to close? Set `cut`. Compute it from the names below, and don't round it. These are your numbers:

# %% key="parameters"
share = 0.055
close = 3
miss = 170

# %% key="cut"
cut = ...
### BEGIN SOLUTION
honest_odds = (close / miss) / (1 - close / miss)
weighted_odds = honest_odds * (1 - share) / share
cut = weighted_odds / (1 + weighted_odds)
### END SOLUTION

# %% key="cut-test" points=2
xent.example("a5_imbalance_and_calibration.cut", cut)

# %% [markdown] key="archive-story"
# ## 4 An archive with holes
#
# A third firm gives honest forecasts for all days. It is sure of that, because a rule makes the days below, and the forecasts are the rule's own probabilities. Nadia wants to check it on her archive. But somebody threw most of the quiet days away. Each day with an avalanche is in the archive. Of the quiet days, only the share `kept` is, drawn by chance.

# %% key="archive"
p_all = special.expit(7 * rng.random(30_000) ** 2 - 4.5)
y_all = rng.random(30_000) < p_all
held = y_all | (rng.random(30_000) < 0.1)

# %% key="archive-picture"
curves = {
    "all days": xent.reliability(y_all, p_all),
    "the archive": xent.reliability(y_all[held], p_all[held]),
}
ax = xent.plots.plot_reliability(curves)
ax.set_title("The same honest forecasts look bad on the archive", loc="left")
said = ", ".join(f"{name} {curve.error:.3f}" for name, curve in curves.items())
xent.show(ax.figure, f"Calibration errors: {said}.")

# %% [markdown] key="thinned-asked"
# The days that were thrown away can't be found again. But you know how many each kept day stands for. Estimate the calibration error of **all days** from the archive alone.
#
# As in lesson 12, make ten bins of equal width from 0 to 1. A bin holds its lower edge, and the last one 1, too. An empty bin counts nothing. In each bin, take the distance between the mean forecast and the share of days with an avalanche, and average these distances. But count all days of the winter, and not only those that are left.
#
# `y` (n,) are outcomes, 0 or 1, and `p` (n,) the forecasts for the days of the archive. `kept` is a number between 0 and 1.
#
# *Parts: ordinary forecasts; forecasts of 0 and 1, and empty bins.*


# %% key="thinned-error"
def thinned_error(y, p, kept):
    """Calibration error of all days, from the days of the archive; y and p (n,), kept a share."""
    ### BEGIN SOLUTION
    stands_for = np.where(y == 1, 1, 1 / kept)
    place = np.minimum((10 * p).astype(int), 9)
    return abs(np.bincount(place, stands_for * (p - y))).sum() / stands_for.sum()
    ### END SOLUTION


# %% key="thinned-error-test" points=4
few_days = [1, 0, 0, 1], [0.35, 0.32, 0.08, 0.02], 0.25
xent.example("a5_imbalance_and_calibration.thinned_error", thinned_error, few_days, 0.129)

# %% [markdown] key="actions-asked"
# ## 5 Open, half open, closed
#
# A day has one of $K$ classes: no avalanche, a small one, a large one, and so on. Nadia has $A$ actions, such as: open the road, open it by day only, close it, blast the snow. The table `cost` (A, K) says what each action costs in each class, in thousand euros.
#
# A softmax model gives logits `z` (n, K). It was trained on an archive, too: of the days of class $c$, the share `kept[c]` was in it, drawn by chance. For the archive's days its forecasts are right. Nadia decides about all days.
#
# Return for each day the number of the action that costs least on average, counted from 0, with the shape (n,).
#
# *Parts: an archive with all days; a thinned archive; logits of 800.*


# %% key="actions"
def actions(z, kept, cost):
    """Cheapest action of each day, (n,); logits z (n, K), kept shares (K,), cost (A, K)."""
    ### BEGIN SOLUTION
    p = special.softmax(z - np.log(kept), axis=1)
    return (p @ cost.T).argmin(axis=1)
    ### END SOLUTION


# %% key="actions-test" points=3
three_days = [[2.0, 0.0, -1.0], [0.0, 1.0, 1.0], [-2.0, 0.0, 4.0]]
costs = [[0.0, 20.0, 90.0], [4.0, 6.0, 40.0], [12.0, 12.0, 12.0]]
case = three_days, [0.1, 0.5, 1.0], costs
xent.example("a5_imbalance_and_calibration.actions", actions, case, [0, 1, 2])

# %% [markdown] key="why-asked"
# ## 6 A report
#
# In Nadia's valley 2 % of the winter days have an avalanche. Closing costs 5 thousand euros a day. An avalanche on an open road costs 100 thousand. A firm writes to her:
#
# > We kept all days with an avalanche, and drew as many quiet days, so that the model does not ignore the avalanches. On test days that were drawn in the same way, it is right on 91 % of the days of either kind. Its calibration error on them is 0.01. So its forecasts are the probabilities of an avalanche on your road. Close the road from 50 % on.
#
# Write to Nadia, in 8 to 15 sentences. Which sentences of the report may she believe, and for which days? What does a forecast of 50 % by this model mean in her valley? What do the 91 % mean for her, where a program that never warns is right on 98 % of the days? From which forecast of this model on should she close the road? Use numbers, and say how you got them.
#
# **Rubric** (4 points)
#
# - 1 point: the forecasts are right for other days than hers. The reason is given (what drawing few quiet days does to the odds), and how to undo it.
# - 1 point: the 91 % are put into her valley, for instance as finds and false alarms per thousand days, and not only called good or bad.
# - 1 point: the threshold comes from the costs, and it is a threshold for **this** model's forecasts.
# - 1 point: the numbers for at least two of the three points above are right, and it is said how they come about.
# - Half of one of the first three points, where the statement is right, but the reason is missing.

# %% [markdown] key="why" points=4
# For the firm's test days you may believe the report. Half of those days have an avalanche. In your valley it is 2 %, and so the forecasts are far too high for your road.
#
# The firm kept few quiet days. In your valley there are $0.98/0.02=49$ quiet days for each avalanche, in the archive there is one. So the odds of an avalanche are 49 times as high there on the same kind of day. Divide the odds by 49, or subtract $\ln49\approx3.89$ from the logit, and the forecast is right for you. A forecast of 50 % has the odds 1. For you that is odds of 1 to 49, or 2 %.
#
# The 91 % say little alone. Of 1000 of your days, 20 have an avalanche. The model finds about 18 of them. It also warns on 9 % of the 980 quiet days, which is 88 days. So only 18 of 106 warnings come true, 17 %. A program that never warns is right more often, but it finds none of the 20. Compare costs, and not shares of right answers.
#
# Closing costs 5 on each day, and an avalanche on an open road costs 100. So close if the right forecast is above $5/100=0.05$, which has the odds $1/19$. The model's odds are 49 times as high: $49/19\approx2.6$. That is a forecast of $2.6/3.6\approx72$ %. At 50 % you would close from a true probability of 2 % on, which is too early.
#
# Last, plain training does not ignore rare avalanches. With enough of them it gives forecasts that are right for your valley, and no quiet days are lost.

# %% [markdown]
# ## Hand in
#
# 1. Choose *Kernel → Restart Kernel and Run All Cells*. Look at each line of `xent.example`.
# 2. Save the notebook. Don't rename it: its name is `a5_imbalance_and_calibration.ipynb`.
# 3. Hand in this one file in the way that your instructor says.
