# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 4: a reader for the branch office
#
# You train a network. Which of its numbers can you explain, and which can you trust?
#
# **What you train** You follow a slope back to the pixels. You predict what a bias saves, and take a progress bar apart. You find the exact price of dropout, and combine several networks. You train a reader of digits that works with a dirty scanner.
#
# **Needs** [02 Cross-entropy and KL](../../02_cross_entropy_and_kl.ipynb), [08 A network from scratch](../../08_network_from_scratch.ipynb), [09 Training with Keras](../../09_keras_training.ipynb), [10 Experiments](../../10_training_experiments.ipynb), [11 The loss clinic](../../11_loss_clinic.ipynb).
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `pixel_slopes`, a function | 3 |
# | 2 | `saved`, a number | 2 |
# | 3 | `batch_losses`, a function | 2 |
# | 4 | `dropout_loss`, a function | 2 |
# | 5 | `ensemble_loss`, a function | 2 |
# | 6 | `network`, the weights that you trained | 4 |
# | 7 | an answer to a colleague, judged by a reader | 5 |
# | | **sum** | **20** |
#
# **Rules**
#
# - This is your own work. You may talk about ideas, and read what you like. Write code and words yourself.
# - Answers use Python, NumPy, SciPy, scikit-learn and Keras. When your answers are marked, xentlib's functions refuse to work. So no answer may call `xent`, or use what another cell makes with it. The cells with pictures may.
# - Only question 6 needs Keras.
# - Each function is marked in parts, mostly on new inputs that nobody has seen. The parts have equal shares of the points, and without the first part no other part counts. The line with `xent.example` shows one example. It pays nothing.
# - The cell "parameters" holds your numbers. In some courses every student has numbers of their own.
# - Your notebook, your points and the reasons for them are kept. Your instructor says for how long.

# %% key="imports"
import numpy as np
from sklearn.datasets import load_digits

import xentlib as xent

xent.plots.use_style()
rng = np.random.default_rng(4)

# %% [markdown] key="story"
# Lena builds readers of digits for a post office. Her images have 64 pixels from 0 (paper) to 1 (ink):

# %% key="digits"
found = load_digits()
x, y = found.data / 16, found.target
print(f"{len(x)} images of {x.shape[1]} pixels, {y.max() + 1} digits")

# %% [markdown] key="pixel-slopes-asked"
# ## 1 Which pixel should be darker? (3 points)
#
# A customer complains: his 7 was read as a 1. Lena wants to show him where a little more ink would have helped. So she asks for the slope of the image's loss in each of its pixels. Where it is negative, ink helps.
#
# Her network has one layer of ReLU units, $h=\max(0,xV+b)$, and logits $hW+c$. The loss of an image is the softmax cross-entropy of its label. `x` (n, d) are images, `labels` (n,) class ids, `v` (d, m), `b` (m,), `w` (m, K) and `c` (K,) the weights. Return the slopes of each image's own loss, in nats per unit of ink, (n, d). No unit is exactly at 0.
#
# *Parts: ordinary networks; units asleep (some are 0 for all images); sure forecasts.*


# %% key="pixel-slopes"
def pixel_slopes(x, labels, v, b, w, c):
    """Slopes of each image's loss in its pixels, (n, d)."""
    ### BEGIN SOLUTION
    u = x @ v + b
    z = np.maximum(u, 0) @ w + c
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1)[:, None]
    p[np.arange(len(z)), labels] -= 1
    return (p @ w.T * (u > 0)) @ v.T
    ### END SOLUTION


# %% key="pixel-slopes-test" points=3
weights = [[1.0, -1.0], [1.0, 0.5]], [-0.5, 0.5], [[1.0, 0.0], [2.0, 1.0]], [-3.0, 0.0]
two = [[1.0, 2.0], [0.2, 0.1]], [0, 1], *weights
slopes = [[0.0, -0.75], [-0.065989, 0.032995]]
xent.example("a4_keras_classifier.pixel_slopes", pixel_slopes, two, slopes)

# %% [markdown] key="saved-asked"
# ## 2 What a bias saves (2 points)
#
# Another customer has a belt with screws. A camera says for each screw whether it is faultless, or which fault it has. Most screws are faultless. All faults are equally frequent. `kinds` counts the faults and "faultless" together, and `faultless` is the share of faultless screws. The cell "parameters" has your numbers.
#
# Lena's network has weights of nearly 0 at first, so that its last layer returns the biases alone, whatever the image. A softmax turns them into forecasts. How many nats per screw does she save before the first step, if she chooses the best biases in place of zeros?

# %% key="parameters"
faultless = 0.8671
kinds = 4

# %% key="saved"
saved = ...
### BEGIN SOLUTION
price = faultless * np.log(faultless) + (1 - faultless) * np.log((1 - faultless) / (kinds - 1))
saved = np.log(kinds) + price
### END SOLUTION

# %% key="saved-test" points=2
xent.example("a4_keras_classifier.saved", saved)

# %% [markdown] key="bar-story"
# ## 3 What the bar hides (2 points)
#
# While Keras fits, its bar shows the mean loss of all images of this epoch *so far*. Here is the bar of one epoch. Something happened in it:

# %% key="bar-picture"
cost = 2.3 * np.exp(-np.arange(30) / 12) + 0.1 * rng.random(30)
cost[19] += 4
running = np.cumsum(cost) / np.arange(1, 31)
lines = {"as the bar shows it": running}
ax = xent.plots.plot_curves(np.arange(1, 31), lines, xlabel="batch", ylabel="loss (nats)")
ax.set_ylim(0, 2.5)
ax.set_title("The mean so far falls, with one small step", loc="left")
xent.show(ax.figure, f"After the last batch the bar shows {running[-1]:.2f} nats.")

# %% [markdown] key="batch-losses-asked"
# Lena wants to see each batch alone. `shown` (n,) is what the bar showed after each batch, in nats, and `sizes` (n,) says how many images each batch had. Return the mean loss of each batch, (n,).
#
# *Parts: equal batches; a short last batch.*


# %% key="batch-losses"
def batch_losses(shown, sizes):
    """Mean loss of each batch in nats, (n,)."""
    ### BEGIN SOLUTION
    return np.diff(shown * np.cumsum(sizes), prepend=0) / sizes
    ### END SOLUTION


# %% key="batch-losses-test" points=2
bar = [2.0, 1.5, 1.8], [4, 4, 2]
xent.example("a4_keras_classifier.batch_losses", batch_losses, bar, [2.0, 1.0, 3.0])

# %% [markdown] key="dropout-asked"
# ## 4 The exact price of dropout (2 points)
#
# With dropout, the loss of an image is a matter of chance. Lena scores one image again and again, and gets other numbers. What is their mean? With $m$ units before the last layer there are $2^m$ ways to switch units off, so for a small layer she can compute it.
#
# `h` (m,) are the values of the units for one image, `w` (m, K) and `c` (K,) the last layer, and `label` is its class id. Each unit is dropped by itself with the probability `rate`, from 0 to below 1. What is kept is enlarged as in lesson 09, so that its mean stays. Return the mean loss in nats, over the chances of all ways. `m` is 5 at most.
#
# *Parts: a rate of a half; another rate, and large logits.*


# %% key="dropout-loss"
def dropout_loss(h, w, c, label, rate):
    """Mean loss of an image in nats, over all ways to drop units."""
    ### BEGIN SOLUTION
    total = 0.0
    for number in range(2 ** len(h)):
        kept = number >> np.arange(len(h)) & 1
        z = (kept * h / (1 - rate)) @ w + c
        chance = np.prod(np.where(kept, 1 - rate, rate))
        total += chance * (np.logaddexp.reduce(z) - z[label])
    return total
    ### END SOLUTION


# %% key="dropout-loss-test" points=2
layer = [1.0, 0.5], [[0.0, 1.0], [2.0, 0.0]], [0.0, 0.0], 0, 0.5
xent.example("a4_keras_classifier.dropout_loss", dropout_loss, layer, 0.910038)

# %% [markdown] key="ensemble-asked"
# ## 5 Five seeds, one forecast (2 points)
#
# Lena trained five networks with five seeds. She does not choose one. She lets all five forecast, and takes the mean of their probabilities. `z` (networks, n, K) are the logits of all networks, and `labels` (n,) class ids. Return the loss of the mean forecast for each image in nats, (n,).
#
# *Parts: ordinary logits; sure forecasts (some logits are very large, and on some images all networks are wrong).*


# %% key="ensemble-loss"
def ensemble_loss(labels, z):
    """Loss in nats of the mean forecast of several networks, (n,)."""
    ### BEGIN SOLUTION
    own = z[:, np.arange(len(labels)), labels] - np.logaddexp.reduce(z, axis=2)
    return np.log(len(z)) - np.logaddexp.reduce(own, axis=0)
    ### END SOLUTION


# %% key="ensemble-loss-test" points=2
both = [0, 1], [[[0.0, 0.0], [1.0, 0.0]], [[0.0, 2.0], [0.0, 1.0]]]
xent.example("a4_keras_classifier.ensemble_loss", ensemble_loss, both, [1.172469, 0.693147])

# %% [markdown] key="network-story"
# ## 6 A dirty scanner (4 points)
#
# The scanner in the branch office is dirty. A fifth of the pixels of each image, always others, are spoilt: they have random greys.


# %% key="dirty"
def dirty(pixels):
    """The same images, with a fifth of the pixels replaced by random greys."""
    return np.where(rng.random(pixels.shape) < 0.2, rng.random(pixels.shape), pixels)


# %% key="dirty-picture"
some = np.vstack([x[:5], dirty(x[:5])]).reshape(-1, 8, 8)
ax = xent.plots.plot_tiles(some, labels=[*"01234"] * 2)
ax.set_title("Five images, and the same five from the branch office", loc="left")
xent.show(ax.figure, f"{np.mean(some[:5] != some[5:]):.0%} of these pixels are spoilt.")

# %% [markdown] key="network-asked" story="1297 0.5 0.75 0.65"
# Train a network for both offices. The first 1297 images are yours: for training, and for validation. The others are the marker's. Do not train on them, and choose nothing by them. They are marked with fresh dirt, so their pixels are not known to you.
#
# The network has one layer of ReLU units, as many as you like up to 5000, and a last layer of ten logits without biases: `keras.layers.Dense(10, use_bias=False)`. Pixels go in as they are in `x`, from 0 to 1. Hand in the weights in one array with a column for each hidden unit: 64 weights in, its bias, 10 weights out. If `model.get_weights()` returns V, b and W, that is `np.vstack([V, b, W.T])`, of shape (75, units).
#
# The marker does not believe any printed loss. It computes the loss itself, from your weights. The cell may run for a minute.
#
# *Parts, one point each, by the mean loss on the marker's images: **it has learnt** (at most 1 bit on clean images), **clean images** (0.5 bits), **dirty images** (0.75 bits), **dirty images, well** (0.65 bits).*

# %% key="keras"
import keras

# %% key="network"
network = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(4)
seen, labels = np.vstack([dirty(x[:1297]) for _ in range(32)]), np.tile(y[:1297], 32)
dense = keras.layers.Dense
model = keras.Sequential(
    [keras.Input((64,)), dense(256, "relu"), dense(10, "softmax", use_bias=False)]
)
price = "sparse_categorical_crossentropy"
model.compile(keras.optimizers.Adam(0.002), price, jit_compile=False)
model.fit(seen, labels, batch_size=64, epochs=4, verbose=0)
V, b, W = model.get_weights()
network = np.vstack([V, b, W.T])
### END SOLUTION

# %% key="network-test" points=4
xent.example("a4_keras_classifier.network", network)

# %% [markdown] key="log-story" story="10"
# ## 7 Tom's log (5 points)
#
# Tom trains his first network, on 500 images of ten digits. It has 128 ReLU units with dropout (a rate of a half) and a softmax. He sends Lena his log. The first line is what `fit` reported for each epoch, the second one the loss on 400 validation images. After each epoch he also called `evaluate` on his training images:

# %% key="log"
epochs = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30]
log = [15.02, 7.61, 5.15, 2.89, 1.84, 1.55, 1.21, 1.08, 0.94, 0.93, 0.79, 0.74]
validation = [5.37, 2.72, 1.58, 1.31, 1.01, 0.96, 0.91, 0.87, 0.80, 0.77, 0.78, 0.74]
evaluated = [3.97, 2.08, 1.61, 1.32, 0.95, 0.84, 0.73, 0.65, 0.58, 0.52, 0.45, 0.40]

# %% key="log-picture"
lines = {"log of fit": log, "validation": validation, "training, evaluated": evaluated}
ax = xent.plots.plot_curves(epochs, lines, xlabel="epoch", ylabel="loss (nats)", yscale="log")
for line, style in zip(ax.lines, ["o-", "s--", "^:"]):
    line.set(marker=style[0], linestyle=style[1:])
ax.set_yticks([0.5, 1, 2, 5, 10], ["0.5", "1", "2", "5", "10"])
ax.minorticks_off()
ax.legend()
ax.set_title("Validation is never above the log", loc="left")
ends = f"{log[-1]:.2f}, {validation[-1]:.2f} and {evaluated[-1]:.2f}"
xent.show(ax.figure, f"In the last epoch: log, validation and evaluated {ends} nats.")

# %% [markdown] key="letter-asked" story="300"
# Tom writes: "In the first epoch it was bad luck. But my network generalises better than it learns: validation is never above training! I think that I should train on." Answer him in at most 300 words (what stands after that is not read): what went wrong in his first epoch, what his curves show, and what he should do next. Support what you say with his numbers.
#
# **Rubric.**
#
# 1. **1 point** What should the loss of a fresh network be here (half), and what does Tom's first number (a mean over the epoch) say about its forecasts (half)?
# 2. **1 point** Name one cause that fits this first number (half), and a test that would confirm or exclude it (half). Any cause counts that explains so large a number.
# 3. **1 point** Why is the log above the evaluated loss of the same images? One reason (a quarter), two (half). Until about which epoch does the difference in nats get smaller (half)?
# 4. **1 point** Which two of his numbers say whether the network generalises well (half)? Read both at one epoch, and correct Tom's sentence (half).
# 5. **1 point** Should he train on? A yes or a no counts if the curves support it (half). What should he keep, or what must he not conclude from one run (half)?

# %% [markdown] key="letter" points=5
# Dear Tom, a fresh network should forecast all ten digits about alike, and cost ln 10 = 2.3 nats. Yours reports 15 nats in its first epoch. That is no bad luck: to cost so much it must be *sure*, and wrong. Its first logits are far too large. I guess that your pixels go from 0 to 16. Evaluate the fresh network before the first step, once as it is and once with x / 16. If I am right, the second number is near 2.3. If not, look at the size of the first weights.
#
# The log is the mean over an epoch in which the network gets better, and dropout was on. `evaluate` scores the network at the end of the epoch, without dropout. At first both matter, and the two are 15.0 and 4.0 nats. Later the network hardly moves within an epoch, and by epoch 30 the distance has shrunk from 11 to 0.3: that is mostly dropout.
#
# So compare the two numbers that `evaluate` gave. In epoch 16 they are 0.58 on training images and 0.80 on validation images, and in epoch 30 0.40 and 0.74. Your network generalises worse than it learns, like any other, and more so with each epoch.
#
# Validation has nearly stopped to fall since epoch 20, while training goes on falling. Train on with early stopping, and keep the weights of the epoch with the lowest validation loss. But 0.77, 0.78 and 0.74 on 400 images of one run differ by chance, too. Mend the pixels first, and try several seeds before you call one epoch, or one setting, better than another.

# %% [markdown] key="hand-in"
# ## Hand in
#
# Choose *Kernel → Restart Kernel and Run All Cells*. Look whether each example says what you expect, and save. Hand in this file, `a4_keras_classifier.ipynb`, under its own name.
