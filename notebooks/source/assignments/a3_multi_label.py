# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 3: a forest at dawn
#
# Which birds sing in which minute, and what does a wrong forecast cost?
#
# **What you train** You find the floor of a loss before you blame a program. You price notes that say less than a label. You derive the slope of a loss for labels that are missing. You decide where a miss is dearer than a false alarm.
#
# **Needs** [02 Cross-entropy and KL](../../02_cross_entropy_and_kl.ipynb), [03 Binary cross-entropy](../../03_binary_cross_entropy.ipynb), [07 Multi-label cross-entropy](../../07_multi_label_cross_entropy.ipynb), and from [06 Numerical stability](../../06_numerical_stability.ipynb) what a large logit does.
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `floors`, a function | 3 |
# | 2 | `bits_lost`, a number | 2 |
# | 3 | `group_loss`, a function | 3 |
# | 4 | `pull`, a function | 4 |
# | 5 | `chosen`, a function | 4 |
# | 6 | three sentences, judged in words | 4 |
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
from scipy import special

import xentlib as xent

rng = np.random.default_rng(3)
xent.plots.use_style()

# %% [markdown]
# Mira hangs a microphone into a tree. It records each morning from four to eight. In each **minute** several birds may sing, or none. Volunteers listen to the minutes, and tick the birds that they hear. All of the assignment is about Mira's tables: a row for each minute, a column for each bird.
#
# ## 1 Is his program broken?
#
# Five volunteers listen to each minute. An entry $t_j$ of the table is the share of them who hear bird $j$, such as 0.4. Two friends train models on it. Jonas has one softmax for each minute, and charges $-\sum_jt_j\ln p_j$. Ada has a sigmoid for each bird, and charges $-\sum_j[t_j\ln p_j+(1-t_j)\ln(1-p_j)]$. To test their programs, they give each minute logits of its own, and descend:

# %% key="descent"
votes = (6 * rng.random((40, 5)) * rng.random((40, 5))).astype(int) / 5
z = {"Jonas, softmax": np.zeros(votes.shape), "Ada, sigmoids": np.zeros(votes.shape)}
prices = {name: [] for name in z}
for _ in range(300):
    softmax, sigmoids = z.values()
    prices["Jonas, softmax"].append(-(votes * xent.log_softmax(softmax)).sum(1).mean())
    prices["Ada, sigmoids"].append(xent.sigmoid_cross_entropy(votes, sigmoids).sum(1).mean())
    softmax -= votes.sum(1, keepdims=True) * xent.softmax(softmax) - votes
    sigmoids -= xent.sigmoid(sigmoids) - votes

# %% key="descent-picture"
steps = np.arange(300)
ax = xent.plots.plot_curves(steps, prices, xlabel="step", ylabel="loss (nats per minute)")
ax.set_ylim(0, None)
ax.set_title("Both losses fall, and then stop far above 0", loc="left")
ends = ", ".join(f"{name} {row[-1]:.2f}" for name, row in prices.items())
xent.show(ax.figure, f"After 300 steps, in nats per minute: {ends}.")

# %% [markdown] key="floors-asked"
# Jonas says: "A loss can reach 0. My program must be broken." Find out without his program. How low can the two losses get, if each minute may have any logits?
#
# Return two numbers, in nats: the least loss per minute (summed over birds, then the mean over minutes) of the softmax, and that of the sigmoids. `t` has the shape (n, K), with shares from 0 to 1. Some minutes are silent, and in some all volunteers agree.
#
# *Parts: split votes; votes that agree.*


# %% key="floors"
def floors(t):
    """Least mean loss of one softmax and of sigmoids, two numbers in nats; shares t (n, K)."""
    ### BEGIN SOLUTION
    mass = t.sum(1)
    of_softmax = special.xlogy(mass, mass) - special.xlogy(t, t).sum(1)
    of_sigmoids = special.entr(t).sum(1) + special.entr(1 - t).sum(1)
    return of_softmax.mean(), of_sigmoids.mean()
    ### END SOLUTION


# %% key="floors-test" points=3
xent.example("a3_multi_label.floors", floors, ([[0.6, 0.2], [0.4, 0.8]],), [0.6068, 1.1734])

# %% [markdown] key="cuckoo"
# ## 2 The cuckoo and the reed warbler
#
# A cuckoo lays its eggs into the nests of reed warblers. So the two sing at the same places. In Mira's archive of `minutes` minutes, the cuckoo sings in `cuckoo` of them, and the reed warbler in `warbler` of them. Both sing in `both` of them. Those minutes are counted in all three numbers. Here are your numbers:

# %% key="parameters"
minutes = 740
cuckoo = 167
warbler = 236
both = 118

# %% [markdown]
# A volunteer adds a third column, "silence". It is ticked in the minutes in which neither bird sings. "That costs nothing", he says, "because it follows from the other two."
#
# A model sees no sound at all. It may price the three labels by three separate forecasts, one for each column, or by one forecast of all three together. Take the best of either kind. How many **bits per minute** do the three separate forecasts cost more? Set `bits_lost`. Compute it from the names above, and don't round it.

# %% key="bits-lost"
bits_lost = ...
### BEGIN SOLUTION
share = np.array([both, cuckoo - both, warbler - both, minutes - cuckoo - warbler + both]) / minutes
three = np.array([cuckoo / minutes, warbler / minutes, share[3]])
apart = (special.entr(three) + special.entr(1 - three)).sum()
bits_lost = (apart - special.entr(share).sum()) / np.log(2)
### END SOLUTION

# %% key="bits-lost-test" points=2
xent.example("a3_multi_label.bits_lost", bits_lost)

# %% [markdown]
# ## 3 "A woodpecker"
#
# Some volunteers can't tell the woodpeckers apart. In place of ticks they leave a note: "a woodpecker". The forest has several kinds of them. So the note says that **at least one** bird of a group sings. It does not say which, or how many. It says nothing about the birds outside the group.
#
# A model with a sigmoid for each bird, $p_j=\sigma(z_j)$, takes the birds of a minute as independent. What does the note cost, as $-\ln$ of its probability?
#
# Return the price of each minute's note in nats, with the shape (n,). `z` (n, K) are logits. `group` (n, K) is `True` for the birds of that minute's group, which has at least one bird. Early in training a model may be nearly sure that none of them sings. That is where the price matters most, and where a computer loses it.
#
# *Parts: ordinary logits; birds that are nearly ruled out, with logits about −40; logits of −800.*


# %% key="group-loss"
def group_loss(z, group):
    """Price in nats of each minute's note, shape (n,); logits z and group (True, False), (n, K)."""
    ### BEGIN SOLUTION
    silent = np.where(group, -np.logaddexp(0, z), 0)
    silent_before = silent.cumsum(1) - silent
    return -special.logsumexp(silent_before - np.logaddexp(0, -z), axis=1, b=group)
    ### END SOLUTION


# %% key="group-loss-test" points=3
some_z = [[0.0, -1.0, 2.0], [1.0, -2.0, -3.0]]
some_group = [[True, True, False], [False, True, True]]
xent.example("a3_multi_label.group_loss", group_loss, (some_z, some_group), [0.455, 1.8265])

# %% [markdown] key="robin-story"
# ## 4 Birds that nobody heard
#
# A volunteer at five in the morning misses birds. Mira has played recordings to them in which she knew each bird. So she knows for each bird the probability `missed` that a volunteer doesn't tick it although it sings. Nobody ticks a bird that doesn't sing.
#
# Here is a robin, on 600 mornings. A rule makes these data, so the true probability is known. A robin that sings is missed with probability 0.6.

# %% key="robin"
hours = np.linspace(4, 8, 600)
x = np.c_[np.ones(600), hours - 6]
true_p = special.expit(x @ [1.0, -1.5])
sings = rng.random(600) < true_p
ticked = (sings & (rng.random(600) >= 0.6)).astype(float)

# %% key="robin-picture"
blocks = np.repeat(np.arange(12), 50)
mean_hour, share_ticked = (np.bincount(blocks, row) / 50 for row in (hours, ticked))
singing = {"the robin sings (true probability)": true_p}
ax = xent.plots.plot_curves(hours, singing, xlabel="hour of the morning (h)", ylim=(-0.02, 1))
ax.plot(mean_hour, share_ticked, "o", label="the robin is ticked (share of 50 mornings)")
ax.set(ylabel="probability, or share")
ax.set_title("The table holds far fewer robins than the forest", loc="left")
ax.legend()
said = f"sings in {sings.mean():.0%} of the minutes, and is ticked in {ticked.mean():.0%}"
xent.show(ax.figure, f"The robin {said}.")

# %% [markdown]
# Mira still wants $p=\sigma(z)$, the probability that the bird **sings**. So she charges for what is certain, the table: an entry costs $-\ln$ of the probability that this tick, or no tick, stands in the table. Derive the slope of this price in $z$.
#
# Return the slope of each entry's own price, with the shape (n, K). `s` (n, K) is 1 for a tick, and 0 for none. `z` (n, K) are logits. `missed` has the shape (K,), a probability for each bird from 0 to below 1.
#
# *Parts: birds that are missed; logits of 800, and birds that are never missed.*


# %% key="pull"
def pull(s, z, missed):
    """Slope in z of each entry's price, (n, K); ticks s, logits z (n, K), missed (K,)."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        sings_unticked = special.expit(z + np.log(missed))
    return special.expit(z) - np.where(s == 1, 1, sings_unticked)
    ### END SOLUTION


# %% key="pull-test" points=4
one = [[1, 0], [0, 0]], [[0.5, 0.5], [-1.0, 2.0]], [0.6, 0.2]
want = [[-0.3775, 0.3745], [0.0881, 0.2844]]
xent.example("a3_multi_label.pull", pull, one, want)

# %% [markdown]
# If your slope is right, the next cell trains with it. The plain model takes each empty entry as a no.


# %% key="robin-trained"
def descend(slope):
    theta = np.zeros(2)
    for _ in range(400):
        force = slope(ticked[:, None], (x @ theta)[:, None], np.array([0.6]))
        theta -= 4 * x.T @ np.reshape(force, 600) / 600
    return special.expit(x @ theta)


try:
    models = {"truth": true_p, "trained with your slope": descend(pull)}
except (TypeError, ValueError):
    models = {"truth": true_p}  # the slope is still open
models["each empty entry is a no"] = descend(lambda s, z, *_: special.expit(z) - s)

# %% key="robin-models"
ax = xent.plots.plot_curves(hours, models, xlabel="hour of the morning (h)", ylim=(0, 1))
ax.set(ylabel="forecast p", title="What the models say of the robin")
gaps = {name: abs(p - true_p).mean() for name, p in models.items() if name != "truth"}
said = ", ".join(f"{name} {gap:.2f}" for name, gap in gaps.items())
xent.show(ax.figure, f"Mean distance from the truth: {said}.")

# %% [markdown]
# ## 5 What to listen to again
#
# A ranger must protect the nests. A bird that is overlooked is worse for her than a walk for nothing. A biologist writes a paper, and wants few false reports. Both use the score
#
# $$F_\beta=\frac{(1+\beta^2)\,h}{\beta^2\,t+s}.$$
#
# Here $h$ are the hits, $t$ the minutes in which the bird is there, and $s$ the minutes in which it is said. With $\beta=1$ that is the F1 of lesson 07. The ranger takes $\beta=2$, the biologist $\beta=\frac12$.
#
# What was there is not known. So put in what is expected, as lesson 07 does: $h$ is the sum of the forecasts where the bird is said, and $t$ the sum of all of its forecasts. The forecasts are honest. Decide, for each bird alone, in which minutes to say it, so that this $F_\beta$ is as large as possible.
#
# Return the decisions, 0 or 1, with the shape (n, K). `p` (n, K) are the forecasts, a row for each minute. No two forecasts of a bird are equal. `beta` is a number above 0.
#
# *Parts: frequent and rare birds; very rare birds.*


# %% key="chosen"
def chosen(p, beta):
    """Decisions 0 or 1 (n, K) with the largest expected F of each bird; forecasts p (n, K)."""
    ### BEGIN SOLUTION
    said = np.zeros(p.shape, dtype=int)
    for j, row in enumerate(p.T):
        order = row.argsort()[::-1]
        f = row[order].cumsum() / (beta**2 * row.sum() + np.arange(1, len(row) + 1))
        said[order[: f.argmax() + 1], j] = 1
    return said
    ### END SOLUTION


# %% key="chosen-test" points=4
four = [[0.9, 0.1], [0.5, 0.2], [0.3, 0.02], [0.1, 0.05]]
xent.example("a3_multi_label.chosen", chosen, (four, 1.5), [[1, 0], [1, 1], [1, 0], [0, 0]])

# %% [markdown] key="why-asked"
# ## 6 Three sentences for the website
#
# The website of the forest is to explain the program. Somebody wrote these sentences:
#
# 1. "The ten forecasts of a minute sum to 2.3. We divide them by their sum, because probabilities must sum to 1."
# 2. "The program is right in 97 % of all entries of the table. So it finds the birds."
# 3. "Volunteers miss birds. With ten times as many minutes, these errors average out, and plain training gives the right forecasts."
#
# Judge each sentence in two to four sentences of your own. Is it right? Why, or why not? What should stand there, or what would you do instead? Use numbers: from this notebook, or from a small example of yours.
#
# **Rubric** (4 points)
#
# - 1 point for each sentence that is judged rightly **with the reason**. Half a point if the judgement is right, and the reason is missing, or does not explain it. A reason says how it comes about: "Most entries are 0, so whoever always says no is right as often."
# - 1 point if at least two of the three judgements rest on a number that can be checked (from this notebook, or computed in the answer). Half a point for one. A number of the sentence itself, such as 2.3 or 97 %, counts only if something is computed from it.

# %% [markdown] key="why" points=4
# 1. Wrong. Each forecast answers a question of its own, so each of them and its complement sum to 1. The ten do not have to. Their sum, 2.3, is the number of birds that the model expects in this minute. Divide, and a robin that surely sings, with $p=1$, would be said with $1/2.3=0.43$. Leave the forecasts as they are.
# 2. That does not follow. If a bird sings in 3 % of the minutes, the program that never says it is right in 97 % of the entries, and finds none. Report for each bird how many it finds and how many of its reports are right, or its F1, and the loss beside that of a forecast which says only the bird's share.
# 3. Wrong. Luck averages out, and this error is no luck: it has one direction. With endless data the plain forecast becomes the probability of a tick, which is $(1-\text{missed})\,p$. For the robin that is $0.4\,p$, whatever the number of minutes. Measure how often birds are missed, and train with the price of the table, as in question 4. Or let several volunteers listen to each minute: with two, both miss a robin with probability $0.36$ only, if they miss it independently.

# %% [markdown]
# ## Hand in
#
# 1. Choose *Kernel → Restart Kernel and Run All Cells*. Look at each line of `xent.example`.
# 2. Save the notebook. Don't rename it: its name is `a3_multi_label.ipynb`.
# 3. Hand in this one file in the way that your instructor says.
