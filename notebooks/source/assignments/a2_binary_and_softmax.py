# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 2: one loss, six jobs
#
# What does cross-entropy say where the data don't look like the textbook's?
#
# **What you train** You compute a loss from a table of counts, and take one good step downhill. You predict how long a descent takes. You price photos that nobody has labelled, the order of a race, and the news that something is *not* so. You find out why a training run stands still.
#
# **Needs** [03 Binary cross-entropy](../../03_binary_cross_entropy.ipynb), [04 Gradient descent](../../04_gradient_descent.ipynb), [05 Softmax cross-entropy](../../05_softmax_cross_entropy.ipynb), [06 Numerical stability](../../06_numerical_stability.ipynb).
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `grouped_loss`, a function | 3 |
# | 2 | `newton`, a function | 2 |
# | 3 | `steps`, a number | 2 |
# | 4 | `loss`, a function | 3 |
# | 5 | `race`, a function | 3 |
# | 6 | `not_loss`, a function | 3 |
# | 7 | an answer in words, marked by hand | 4 |
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
import math

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()

# %% [markdown]
# Your numbers. Question 3 says what they mean. Don't change this cell.

# %% key="parameters"
sharp = 2.15
flat = 0.17
times = 6000

# %% [markdown] key="wells-story"
# ## 1 Only the table is left
#
# Sana looks for bacteria in village wells. Of each well she takes some samples, and each sample is dirty or clean. A sheet of paper says so for each sample. One night the rain gets at the sheets. Only her table is left: how many samples of each well there were, and how many of them were dirty.

# %% key="wells"
metres = np.array([5, 12, 20, 28, 40, 55, 75, 100])  # from the river
tested = np.array([6, 3, 9, 4, 12, 5, 2, 8])
dirty = np.array([5, 2, 5, 2, 4, 1, 0, 1])

# %% key="wells-picture"
fig, ax = plt.subplots()
ax.scatter(metres, dirty / tested, s=20 * tested)
for place, share, n in zip(metres, dirty / tested, tested):
    ax.annotate(f"{n}", (place, share), (0, 10), textcoords="offset points", ha="center")
ax.set(xlabel="distance from the river (m)", ylabel="share of dirty samples", ylim=(-0.05, 1))
ax.set_title("Samples near the river are dirty more often")
near = dirty[:4].sum() / tested[:4].sum(), dirty[4:].sum() / tested[4:].sum()
said = f"Dirty: {near[0]:.2f} of the samples within 30 m, {near[1]:.2f} beyond"
xent.show(fig, f"{said}. The numbers count the samples of each well.")

# %% [markdown] key="grouped-asked"
# A model gives each well a logit $z$: the log-odds that one of its samples is dirty. Sana wants the mean binary cross-entropy *per sample*, as if all sheets were still there. Can you compute it from the table?
#
# Return it in nats. `dirty` and `tested` are integers of shape (n,), and `z` has the same shape. At least one well has a sample.
#
# *Parts: moderate logits; wells without a sample; logits of 800.*


# %% key="grouped-loss"
def grouped_loss(dirty, tested, z):
    """Mean loss in nats per sample; dirty, tested (ints) and logits z have the shape (n,)."""
    ### BEGIN SOLUTION
    clean = tested - dirty
    prices = dirty * np.logaddexp(0, -z) + clean * np.logaddexp(0, z)
    return prices.sum() / tested.sum()
    ### END SOLUTION


# %% key="grouped-loss-test" points=3
args = ([1, 0], [4, 1], [0.5, -1.0])
xent.example("a2_binary_and_softmax.grouped_loss", grouped_loss, args, 0.7419)

# %% [markdown] key="newton-asked"
# ## 2 One good step
#
# Sana's logits are `x @ theta`. She wants to fit `theta` to the table, but each evaluation is slow on her old telephone. So she wants Newton's step: $\theta-H^{-1}g$, with the gradient $g$ and the Hessian $H$ of the loss of question 1. Derive $H$ for samples that a table counts, and return the parameters after *one* step.
#
# `x` has the shape (n, d), with a column of ones, and `theta` has the shape (d,). Each well has a sample, all logits are moderate, and $H$ has an inverse.
#
# *Parts: one sample from each well; several samples.*


# %% key="newton"
def newton(x, dirty, tested, theta):
    """Parameters, shape (d,), after one Newton step on the mean loss per sample."""
    ### BEGIN SOLUTION
    p = 1 / (1 + np.exp(-(x @ theta)))
    gradient = x.T @ (tested * p - dirty)
    hessian = (x.T * (tested * p * (1 - p))) @ x
    return theta - np.linalg.solve(hessian, gradient)
    ### END SOLUTION


# %% key="newton-test" points=2
table = [[1.0, 2.0], [1.0, 0.0], [1.0, -1.0]]
args = (table, [3, 1, 0], [4, 3, 2], [0.0, 0.0])
xent.example("a2_binary_and_softmax.newton", newton, args, [-0.8571, 0.9524])

# %% [markdown] key="steps-asked"
# ## 3 How long will it take?
#
# Near its bottom Priya's loss is a parabola with two curvatures: `sharp` in one direction, `flat` in the other. She descends with the rate that suits both best. Look at the part of the loss that lies *above the bottom*. After how many steps is it divided by `times`?
#
# The answer is the same from every start. Find out why before you compute it. Set `steps` to the number, and don't round it.

# %% key="steps"
steps = ...
### BEGIN SOLUTION
factor = (sharp - flat) / (sharp + flat)  # of both distances, in each step
steps = math.log(times) / (-2 * math.log(factor))
### END SOLUTION

# %% key="steps-test" points=2
xent.example("a2_binary_and_softmax.steps", steps)

# %% [markdown] key="loss-asked"
# ## 4 Photos that nobody has looked at
#
# Tomás has a camera in a forest. Volunteers say which of $K$ animals each photo shows. Some photos nobody has looked at yet, and the table has the label −1 for them. His program runs without an error, and its loss looks good. It is wrong: it prices these photos, too.
#
# Return the mean softmax cross-entropy in nats over the photos that have a label. `labels` are integers from −1 to $K-1$, and at least one isn't −1.
#
# *Parts: every photo has a label; photos without a label; logits of 1000.*


# %% key="loss"
def loss(labels, z):
    """Mean loss in nats of the labelled photos; labels (n,), ints, and logits (n, k)."""
    ### BEGIN SOLUTION
    z, labels = z[labels >= 0], labels[labels >= 0]
    top = z.max(1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(1))
    return (lse - z[np.arange(len(z)), labels]).mean()
    ### END SOLUTION


# %% key="loss-test" points=3
args = ([0, 2], [[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]])
xent.example("a2_binary_and_softmax.loss", loss, args, 0.7531)

# %% [markdown] key="race-asked"
# ## 5 The order of the boats
#
# Keiko forecasts rowing races. Boat $i$ has the strength $s_i$. The first boat to arrive is drawn from the softmax of all strengths. Then the second one is drawn in the same way from the boats that are still on their way, and so on to the last one.
#
# Yesterday the boats arrived in the order `order`: `order[0]` is the number of the boat that won. What does this result cost under Keiko's forecast? Return $-\ln$ of the probability of the whole order, in nats.
#
# *Parts: two or three boats; several boats; strengths of 1000.*


# %% key="race"
def race(order, s):
    """Price in nats of an order of arrival (a permutation of 0 to k - 1); strengths s (k,)."""
    ### BEGIN SOLUTION
    price = 0.0
    for place in range(len(order)):
        left = s[order[place:]]
        price += np.logaddexp.reduce(left) - left[0]
    return price
    ### END SOLUTION


# %% key="race-test" points=3
xent.example("a2_binary_and_softmax.race", race, ([2, 0, 1], [1.0, 0.0, 2.0]), 0.7209)

# %% [markdown] key="not-asked"
# ## 6 It is not a Vermeer
#
# Farida's model says who has painted a picture. Experts often can't tell her who it was. But they can tell who it was *not*. "It is not a Vermeer" is news, too, and the model should learn from it.
#
# `labels` has the shape (n,), and says for each row of the logits which class it is *not*. Return what this news costs: an array of shape (n,), in nats. Each number must be right to five digits, also where the model had excluded the class long ago, and where it was quite sure of it.
#
# *Parts: ordinary logits; news that you knew already (losses down to $10^{-35}$); logits of 1000.*


# %% key="not-loss"
def not_loss(labels, z):
    """Price in nats, shape (n,), of the news that it is not class labels[i]; logits z (n, k)."""
    ### BEGIN SOLUTION
    rows = np.arange(len(z))
    own, others = z[rows, labels], z.astype(float)
    others[rows, labels] = -np.inf
    return np.logaddexp(0, own - np.logaddexp.reduce(others, axis=1))
    ### END SOLUTION


# %% key="not-loss-test" points=3
xent.example("a2_binary_and_softmax.not_loss", not_loss, ([1], [[2.0, 1.0, 0.0]]), [0.2807])

# %% [markdown] key="clip-story"
# ## 7 The run that stands still
#
# Wei has a model that reads digits, and its weights are large. By accident it was made for labels that are all shifted by one: it calls each zero a one. So Wei trains it again, on the right labels. His loss is `-log(clip(p, 1e-7, 1))`, "so that nothing becomes infinite". Yan does the same without the clip:

# %% key="wei"
images, labels = xent.data.digits().images, xent.data.digits().labels
x = np.c_[images.reshape(-1, 64) / 16, np.ones(len(labels))]
means = np.stack([x[labels == (k - 1) % 10].mean(0) for k in range(10)], axis=1)
means[64] = -(means[:64] ** 2).sum(0) / 2  # the bias: the nearest mean wins
target = xent.one_hot(labels, 10)

# %% key="wei-run"
reported = {"Wei, clipped": [], "Yan, without a clip": []}
for (name, losses), limit in zip(reported.items(), (1e-7, 0.0)):
    weights = 5 * means
    for _ in range(101):
        p = xent.softmax(x @ weights)
        own = p[target == 1]
        losses.append(-np.log(np.maximum(own, limit)).mean())
        slope = (p - target) * (own >= limit)[:, None]  # where a clip holds p, the slope is 0
        weights = weights - 0.5 * x.T @ slope / len(x)
    below, above = (own < 1e-7).mean(), losses[-1]
    print(f"{name}: after 100 steps {above:.2f} nats; p below 1e-7 in {below:.0%} of the images")

# %% key="wei-picture"
ax = xent.plots.plot_curves(np.arange(101), reported, xlabel="step", ylabel="reported loss (nats)")
ax.set_title("Wei's loss begins lower and ends higher")
ends = ", ".join(f"{name} {row[0]:.2f} to {row[-1]:.2f}" for name, row in reported.items())
xent.show(ax.figure, f"From the first step to the last, in nats: {ends}.")

# %% [markdown] key="clip-rubric"
# Explain the picture to Wei, in at most 150 words. You may add a code cell for numbers:
#
# 1. Why is his first loss lower than Yan's, with the same weights?
# 2. Which images don't get better, and why? Say what the softmax's slope would do for them.
# 3. He wants to write `1e-15` in place of `1e-7`. Suppose he had trained with it from the same start: would that have helped? Is it a cure?
# 4. What should he write?
#
# **Rubric**
#
# | points | for |
# |---|---|
# | 1 | Question 1: the largest price that the clip allows, as a number in nats, and what follows for the mean. |
# | 1 | Question 2: which images these are, their slope in Wei's loss with its reason, and their slope without the clip. |
# | 1 | Question 3: the limit of `1e-15` as a number in nats, whether a run from this start reaches it, and on what that depends. |
# | 1 | Question 4: a loss with its formula or name, and the reason why it needs no clip. |
#
# A row of which one part is missing gives half a point.

# %% [markdown] key="clip" points=4
# The clip charges $-\ln10^{-7}=16.12$ nats at most. Some images cost more at the start, so Wei's mean is lower. It isn't a better model: the weights are the same.
#
# Where $p_y<10^{-7}$, Wei's loss is constant, and its slope is 0. These are the images of which the model is surest and wrong. They add nothing to the gradient. The slope $p-y$ of the loss itself would be nearly 1 in size for them, the largest there is. They get better only if the steps for other images happen to help, and for more than a quarter of all images that doesn't happen.
#
# With `1e-15` the limit lies at $34.5$ nats. From this start no image costs so much: the dearest one costs $27.7$ nats, and the run never reaches more. So it would have been Yan's run. With larger weights some would, and stand still again. So it is no cure.
#
# He should compute the loss from the logits, $\operatorname{lse}(z)-z_y$, with the largest logit taken out. There is no logarithm of a small number, and nothing becomes infinite.

# %% [markdown]
# ## Hand in
#
# Restart the kernel and run all cells, from top to bottom. Look at each answer once more. Save, and hand in this file, `a2_binary_and_softmax.ipynb`.
