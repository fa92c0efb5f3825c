# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Training with Keras
#
# How do you train a network with a framework, and why may you trust what it reports?
#
# **Goals**
#
# - Rebuild the network of lesson 08 in Keras, and check every number of it.
# - Choose last layer, loss, targets and metric so that they fit together.
# - Explain each part of the loss that `fit` reports.
# - Write a loss of your own, and save and reload a model that uses it.
# - Train an image classifier and a multi-label network, over several seeds.
#
# **Needs** [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb) and [08 A network from scratch](08_network_from_scratch.ipynb)
#
# **Budget** 85 minutes to read, 90 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import tempfile

import matplotlib.pyplot as plt
import numpy as np
from scipy import special
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

import xentlib as xent
from xentlib import draws, training
from xentlib.training import keras, tf

xent.plots.use_style()
rng = np.random.default_rng(9)

# %% [markdown]
# ## One network, written twice
#
# In lesson 08 you wrote every slope of a network by hand: 64 pixels, 32 tanh units, 10 logits. Here it is once more, on the same digits with the
# same split. `theta` holds the weights and biases of both layers.

# %% key="digits"
digits = xent.data.digits()
x, y = (digits.images.reshape(-1, 64) / 16).astype("float32"), digits.labels
train, test = train_test_split(np.arange(1797), test_size=450, stratify=y, random_state=0)
x -= x[train].mean(0)


# %% key="by-hand"
def slopes_by_hand(theta, rows):
    V, b, W, c = theta
    h = np.tanh(x[rows] @ V + b)
    delta = xent.softmax_cross_entropy_grad(y[rows], h @ W + c) / len(rows)
    back = delta @ W.T * (1 - h**2)
    return [x[rows].T @ back, back.sum(0), h.T @ delta, delta.sum(0)]


# %% key="keras-network"
V, W = draws.normal(rng, (64, 32)) / 8, draws.normal(rng, (32, 10)) / 32**0.5
theta = [V, np.zeros(32), W, np.zeros(10)]
layers = keras.layers
model = keras.Sequential([keras.Input((64,)), layers.Dense(32, "tanh"), layers.Dense(10)])
model.set_weights(theta)

# %% [markdown] key="tape-why"
# `keras.Sequential` is a stack of layers, and `Dense` is the $aW+b$ of lesson 08. The last layer has no activation, so the model returns logits.
#
# TensorFlow writes down what is computed inside a `GradientTape`. Afterwards it walks back over this record, as you did over the graph. So the **model must be called inside the
# tape**:

# %% key="tape"
few, loss = train[:32], training.SoftmaxCrossEntropy()
with tf.GradientTape() as tape:
    mean = loss(y[few], model(x[few]))
from_tape = tape.gradient(mean, model.trainable_variables)

# %% key="slopes-picture"
hand = np.concatenate([s.ravel() for s in slopes_by_hand(theta, few)])
keras_says = np.concatenate([s.numpy().ravel() for s in from_tape])
apart = abs(hand - keras_says).max() / abs(hand).max()
fig, ax = plt.subplots(figsize=(7, 4))
ax.plot(1000 * hand, 1000 * keras_says, ".", ms=4)
ax.set(xlabel="slope by hand (10⁻³ nats per unit)", ylabel="slope from the tape (same unit)")
ax.set_title(f"All {len(hand)} slopes lie on the diagonal", loc="left")
said = "less" if apart < 2e-6 else "more"
xent.show(fig, f"They differ by {said} than two millionths of the largest slope.")

# %% [markdown] key="tape-claim"
# Keras computes in float32, with about seven digits. Your float64 slopes agree with it as far as that goes.
#
# ### A tape without a model
#
# A common program computes the loss of two lists inside the tape, and says: "The tape records the computation, and so it gives the gradient with respect to
# the model's parameters." The forecasts are typed in as numbers:
#
# ```python
# with tf.GradientTape() as tape:
#     cost = keras.losses.binary_crossentropy([1.0, 0, 1, 0], [0.8, 0.2, 0.9, 0.1])
# slopes = tape.gradient(cost, model.trainable_variables)
# ```
#
# What is the first of these slopes?

# %% key="tape-forecast"
xent.predict("training.tape", {"p - y": 0.25, "zeros": 0.25, "None": 0.25, "nan": 0.25})

# %% key="tape-without-model"
happened, forecast = tf.constant([1.0, 0, 1, 0]), tf.constant([0.8, 0.2, 0.9, 0.1])
with tf.GradientTape() as tape:
    cost = keras.losses.binary_crossentropy(happened, forecast)
slopes = tape.gradient(cost, model.trainable_variables)
print(f"cost {cost:.4f}, slopes {slopes}")
try:
    keras.optimizers.SGD(0.1).apply_gradients(zip(slopes, model.trainable_variables))
except ValueError as error:
    print("ValueError:", str(error)[:45])
xent.reveal("training.tape", str(slopes[0]))

# %% [markdown] key="tape-verdict" story="0.1643"
# The cost is right: it is lesson 03's 0.1643 nats. But nothing inside the tape depends on a weight, so no road leads from the cost to one. The cure is one word: `model(x)` in place of the
# typed numbers.
#
# ## `fit` is your loop
#
# `compile` gives the model its optimiser, its loss and its metrics. `fit` walks over mini-batches. With `shuffle=False` you know which batch comes when, and
# you can walk beside it:

# %% key="epoch-by-hand"
batches = np.split(train, range(32, len(train), 32))
for rows in batches:
    slopes = slopes_by_hand(theta, rows)
    theta = [w - 0.5 * s for w, s in zip(theta, slopes)]

# %% key="fit"
metrics = [training.SoftmaxBits(), "accuracy"]
model.compile(keras.optimizers.SGD(0.5), training.SoftmaxCrossEntropy(), metrics=metrics)
model.fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0)
gap = max(abs(w - ours).max() for w, ours in zip(model.get_weights(), theta))
print(f"after {len(batches)} steps the weights agree to 1e-5: {gap < 1e-5}")

# %% key="evaluate"
found = model.evaluate(x[test], y[test], verbose=0, return_dict=True)
print({name: round(value, 3) for name, value in found.items()})
print("model.metrics_names:", model.metrics_names)

# %% [markdown] key="evaluate-why"
# `evaluate` returns the loss in nats, and the metrics. Ask for `return_dict=True`. The numbers of a plain list used to be explained by `model.metrics_names`, but that list no
# longer names them.
#
# ## What the log reports
#
# A test set of five images is scored in two batches. Their losses are 0.1, 0.1, 0.1, 0.1 in the first batch, and 0.9 in the second. A common mistake prints the mean of the batch means.
# Another prints the loss of the last batch.
#
# ### Exercise: the loss of an epoch
#
# You know the mean loss and the size of each batch. Return the mean loss of all examples, in nats.


# %% key="epoch-loss"
def epoch_loss(means, sizes):
    """Mean loss of all examples from the batches' mean losses and sizes, both (n_batches,)."""
    ### BEGIN SOLUTION
    return (means * sizes).sum() / sizes.sum()
    ### END SOLUTION


xent.check("training.epoch_loss", epoch_loss)

# %% key="last-batch"
identity = keras.Sequential([keras.Input((1,)), layers.Identity()])
identity.compile(loss=lambda _, cost: cost[:, 0])  # the inputs are the losses
costs = np.array([[0.1], [0.1], [0.1], [0.1], [0.9]])
print("Keras:", round(identity.evaluate(costs, costs, batch_size=4, verbose=0), 2))
print("mean of the batch means:", np.mean([costs[:4].mean(), costs[4:].mean()]).round(2))
print("last batch alone:", costs[4:].mean())

# %% [markdown] key="log-question"
# Keras weights the batches by their sizes, as it should. So far the model stood still. In training it moves, and two more parts come in. **Dropout** sets a random half
# of the hidden units to 0 in each step. A **penalty** on the weights is added to the loss.

# %% key="dropout-network"
def network():
    training.set_seed(0)
    l2 = keras.regularizers.L2(0.002)
    first, last = layers.Dense(32, "tanh", kernel_regularizer=l2), layers.Dense(10)
    net = keras.Sequential([keras.Input((64,)), first, layers.Dropout(0.5), last])
    net.compile(keras.optimizers.SGD(0.2), training.SoftmaxCrossEntropy())
    return net


net = network()
log = net.fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0).history["loss"]
print(f"log of the first epoch: {log[0]:.2f} nats")

# %% [markdown] key="log-ask"
# Now score the same images with the model as it stands after the epoch, without dropout and without the penalty. What is the mean loss, in nats?

# %% key="log-forecast"
xent.predict("training.log", {"0.6": 0.25, "0.9": 0.25, "1.2": 0.25, "1.6": 0.25})

# %% key="log-rebuilt"
net, sgd, parts = network(), keras.optimizers.SGD(0.2), []
for rows in batches:
    with tf.GradientTape() as tape:
        dropped = loss(y[rows], net(x[rows], training=True))
        total = dropped + sum(net.losses)
    parts.append([total, dropped, loss(y[rows], net(x[rows]))])
    slopes = tape.gradient(total, net.trainable_variables)
    sgd.apply_gradients(zip(slopes, net.trainable_variables))
levels = [*np.average(parts, axis=0, weights=[len(rows) for rows in batches])]
levels.append(float(loss(y[train], net(x[train]))))

# %% key="log-picture"
names = ["as logged", "without penalty", "and without dropout", "and after the epoch"]
fig, ax = plt.subplots()
ax.barh(names, levels, color=["C0", "C1", "C2", "C3"], hatch=["", "/", "x", "."], alpha=0.6)
ax.bar_label(ax.containers[0], fmt="%.2f", padding=3)
ax.invert_yaxis()
ax.set(xlabel="mean loss of the training images (nats)", xlim=(0, 1.15 * levels[0]))
ax.set_title(f"Of the logged {levels[0]:.2f} nats, the model costs {levels[-1]:.2f}", loc="left")
same = "the same as" if abs(levels[0] - log[0]) < 2e-4 else "not"
xent.show(fig, f"The loop by hand reports {levels[0]:.2f} nats, {same} the log of fit.")

# %% key="log-reveal"
outcome = min([0.6, 0.9, 1.2, 1.6], key=lambda value: abs(value - levels[-1]))
xent.reveal("training.log", str(outcome))

# %% [markdown] key="log-verdict"
# The log is a mean over models: the first batches met an untrained network. So a validation loss below the logged training loss is no sign of good luck. Compare the two with `evaluate` on both sets.
# (It leaves dropout out, but adds the penalty. The metric "bits" never has the penalty.)
#
# ### Break it: a training step of your own
#
# You may replace what `fit` does with a batch. This step also returns the length of the gradient:


# %% key="own-step"
class Watched(keras.Sequential):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            cost = self.compute_loss(y=data[1], y_pred=self(data[0], training=True))
        slopes = tape.gradient(cost, self.trainable_variables)
        self.optimizer.apply(slopes, self.trainable_variables)
        return self.report(cost, tf.linalg.global_norm(slopes))

    def report(self, cost, length):
        return {"loss": cost, "length": length}


# %% key="own-step-run"
def run(kind):
    net = kind([keras.Input((64,)), layers.Dense(32, "tanh"), layers.Dense(10)])
    net.set_weights([V, np.zeros(32), W, np.zeros(10)])
    net.compile(keras.optimizers.SGD(0.5), training.SoftmaxCrossEntropy())
    return net.fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0).history["loss"][0]


print(f"fit's own step reports {run(keras.Sequential):.3f} nats")
print(f"your step reports      {run(Watched):.3f} nats")

# %% [markdown] key="own-step-why"
# Both walks are the same, step by step. But `fit` prints what the **last** step returned. A metric that adds up is the cure: a `Mean` that is told the size of
# each batch, and that the model knows, so that each epoch begins anew.


# %% key="own-step-mended"
class Mended(Watched):
    def __init__(self, *args):
        super().__init__(*args)
        self.mean = keras.metrics.Mean()

    def train_step(self, data):
        self.size = tf.shape(data[0])[0]
        return super().train_step(data)

    def report(self, cost, length):
        self.mean.update_state(cost, sample_weight=self.size)
        return {"loss": self.mean.result(), "length": length}


print(f"mended: {run(Mended):.3f} nats")

# %% [markdown] key="four-things"
# ## Four things that must fit
#
# A model works only if four choices fit: the **last layer**, the **loss**, the **targets** and the **metric**. Most wrong pairs run without a
# complaint. Take four examples with three classes. Give each loss of Keras the logits, their softmax and their sigmoid, with class ids
# and with one-hot rows:

# %% key="grid"
k, Z3, ids3 = keras.losses, draws.normal(rng, (4, 3)) * 2, np.array([0, 2, 1, 2])
outputs = {"logits": Z3, "softmax": xent.softmax(Z3), "sigmoid": xent.sigmoid(Z3)}
targets = {"ids": ids3, "one-hot": xent.one_hot(ids3, 3)}
kinds = [k.SparseCategoricalCrossentropy, k.CategoricalCrossentropy, k.BinaryCrossentropy]
charge = {
    f"{kind.__name__[:-12]}\nfrom_logits={flag}": kind(from_logits=flag)
    for kind in kinds
    for flag in (False, True)
}


# %% key="grid-run"
def told(charge, target, output):
    try:
        return float(charge(target.astype("float32"), output.astype("float32")))
    except (ValueError, tf.errors.InvalidArgumentError):
        return np.nan


cases = [(name, kind) for kind in targets for name in outputs]
told_all = [[told(c, targets[t], outputs[o]) for c in charge.values()] for o, t in cases]

# %% key="grid-picture"
table, truth = np.array(told_all), xent.softmax_cross_entropy(ids3, Z3).mean()
right = np.isclose(table, truth, rtol=1e-5)
fig, ax = plt.subplots(figsize=(8, 4))
ax.imshow(np.where(right, 2, np.isnan(table)), cmap="Blues", vmax=4, aspect="auto")
for (row, column), value in np.ndenumerate(table):
    text = "error" if np.isnan(value) else f"{value:.2f}"
    weight = "bold" if right[row, column] else "normal"
    ax.text(column, row, text, ha="center", va="center", weight=weight)
ax.set_xticks(range(6), charge, fontsize=7)
ax.set_yticks(range(6), [f"{o}, {t}" for o, t in cases])
silent = int((~right & ~np.isnan(table)).sum())
ax.set_title(f"The loss is {truth:.2f} nats: {right.sum()} of 36 say so, {silent} are silently wrong")
ax.grid(visible=False)
xent.show(fig, f"{np.isnan(table).sum()} pairs raise an error.")
