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

# %% [markdown] key="grid-read"
# A bold number is right. The wrong ones look like losses, too. So choose all four at once.
#
# ### Softmax forgotten
#
# The worst pair is the first column's: raw outputs where a loss expects probabilities. An example of class 0 has the raw outputs 5 and −4. The right loss is
# {{ f"{xent.softmax_cross_entropy(0, [5.0, -4.0]):.6f}" }} nats. For class 1 it is {{ f"{xent.softmax_cross_entropy(1, [5.0, -4.0]):.1f}" }}. What does `CategoricalCrossentropy()` say of class 1?

# %% key="forgotten-forecast"
xent.predict("training.forgotten", {"0.0": 0.25, "9.0": 0.25, "16.1": 0.25, "nan": 0.25})

# %% key="forgotten"
raw = tf.constant([[5.0, -4.0]])
for label in (0, 1):
    with tf.GradientTape() as tape:
        tape.watch(raw)
        cost = k.CategoricalCrossentropy()(tf.one_hot([label], 2), raw)
    print(f"class {label}: {cost:.6f} nats, slopes {tape.gradient(cost, raw).numpy()[0].round(6)}")
xent.reveal("training.forgotten", f"{cost:.1f}")

# %% [markdown] key="clipped-why" story="16.118"
# Keras divides the outputs by their sum, and clips what it takes for probabilities at $10^{-7}$ and $1-10^{-7}$. So a wild output looks perfect, or costs $-\ln10^{-7}=16.118$ nats. In both cases the slope is 0, and nothing is
# learnt.
#
# Clipping harms honest probabilities, too. Take the logits 40 and 0, and let the second class come. The right loss is 40 nats, with the slopes 1 and −1:

# %% key="clipped"
z, second = tf.constant([[40.0, 0.0]]), tf.constant([[0.0, 1.0]])
routes = {"tf.nn.softmax": tf.nn.softmax, "Keras's softmax": keras.activations.softmax}
routes["a Softmax layer"] = keras.layers.Softmax()
for name, softmax in routes.items():
    with tf.GradientTape() as tape:
        tape.watch(z)
        cost = k.CategoricalCrossentropy()(second, softmax(z))
    print(f"{name:15} {cost:6.3f} nats, slopes {tape.gradient(cost, z).numpy()[0]}")

# %% [markdown] key="clipped-verdict"
# Keras's own softmax leaves a note on its result, and on TensorFlow the loss finds the logits behind it. Other backends don't look. Let the
# model return logits, and no route is left that can clip.
#
# ### More numbers that surprise
#
# Each line asks Keras for a loss whose right value you can compute in your head:

# %% key="probes"
sure, half, first = np.array([[1.0, 0.0]]), np.full((2, 2), 0.5), tf.constant([[1.0, 0.0]])
asked = {
    "logits 40, 0; class 0: 4.2e-18": lambda: k.CategoricalCrossentropy(from_logits=True)(first, z),
    "the same, one sigmoid: 4.2e-18": lambda: k.BinaryCrossentropy(from_logits=True)([1.0], [40.0]),
    "focal, gamma 0, p 0.7: 0.357": lambda: k.CategoricalFocalCrossentropy(gamma=0)(
        first, np.array([[0.7, 0.3]])
    ),
    "KL of disjoint rows: inf": lambda: k.KLDivergence()(sure, 1 - sure),
    "smoothed class ids: 0.693": lambda: k.SparseCategoricalCrossentropy(label_smoothing=0.1),
    "ids in a list: 0.693": lambda: k.SparseCategoricalCrossentropy()([0, 1], half.tolist()),
}


# %% key="probes-run"
def answer(ask):
    try:
        return f"{float(ask()):.3g}"
    except (TypeError, ValueError, AttributeError) as error:
        return type(error).__name__


for right_value, ask in asked.items():
    print(f"{right_value:31} Keras: {answer(ask)}")

# %% [markdown] key="probes-read" story="0.25"
# The first loss has lost its tail (lesson 06). The focal loss still multiplies by `alpha`, which is 0.25 by default. KL is clipped. Class ids can't be smoothed: pass one-hot rows. The losses expect
# arrays, not nested lists.
#
# ### Exercise: four tasks
#
# Each model returns logits, and they are all 0 at first. Return the first loss of each task, in nats per example (the labels of an example are added up):
#
# - `"tumour"`: malignant or not, one sigmoid;
# - `"digit"`: one of ten classes, class ids;
# - `"readers"`: ten classes; seven readers said three, three said five;
# - `"sections"`: seven labels, of which any number may be true.

# %% key="first-losses"
### BEGIN SOLUTION
first_losses = {"tumour": np.log(2), "digit": np.log(10)}
first_losses |= {"readers": np.log(10), "sections": 7 * np.log(2)}
### END SOLUTION

xent.check("training.first_losses", first_losses)

# %% [markdown]
# Here are the four that fit, each compared with NumPy on a thousand random examples:


# %% key="decision-table"
Z, ids = 3 * draws.normal(rng, (1000, 7)), (7 * rng.random(1000)).astype(int)
many, soft = (rng.random((1000, 7)) < 0.3) * 1.0, xent.smooth_labels(xent.one_hot(ids, 7), 0.2)
rows = {
    "yes or no": (1, "0/1 float", many[:, :1], k.BinaryCrossentropy, training.SigmoidBits),
    "one of K": ("K", "ids", ids, k.SparseCategoricalCrossentropy, training.SoftmaxBits),
    "doubtful": ("K", "masses", soft, k.CategoricalCrossentropy, training.SoftmaxBits),
    "many labels": ("K", "multi-hot", many, k.BinaryCrossentropy, training.SigmoidBits),
}
for task, (units, kind, t, charge, metric) in rows.items():
    z_row, sigmoids = Z[:, : t.shape[-1] if t.ndim > 1 else 7], charge is k.BinaryCrossentropy
    ours = (xent.sigmoid_cross_entropy if sigmoids else xent.softmax_cross_entropy)(t, z_row).mean()
    fits = abs(charge(from_logits=True)(t.astype("float32"), z_row) - ours) < 2e-6 * ours
    print(f"{task:12} Dense({units}) {kind:10} {charge.__name__:30} {metric.__name__:12} {fits}")

# %% [markdown] key="weights"
# ## What weights do
#
# Two examples cost $\ln 2$ each. Their weights are 3 and 1. So their weighted mean is $\ln 2$, as you would expect. Keras says something else:

# %% key="weights-divisor"
print("Keras's default:        ", f"{k.SparseCategoricalCrossentropy()(ids[:2] * 0, half, [3, 1]):.3f}")
mean_of_weights = k.SparseCategoricalCrossentropy(reduction="mean_with_sample_weight")
print("mean_with_sample_weight:", f"{mean_of_weights(ids[:2] * 0, half, [3, 1]):.3f}")

# %% [markdown]
# ### Exercise: undo the divisor
#
# A log of Keras says `reported`, the loss of examples with these weights. Find out what it divides by. Return the weighted mean, $\sum_iw_i\ell_i/\sum_iw_i$, in nats.


# %% key="weighted"
def weighted_mean(reported, weights):
    """Weighted mean loss, in nats, from Keras's number and the weights, (n,)."""
    ### BEGIN SOLUTION
    return reported * len(weights) / weights.sum()
    ### END SOLUTION


xent.check("training.weighted", weighted_mean)

# %% [markdown] key="class-weight-why"
# `fit` also takes `class_weight`. Use it with several labels per example, and it says nothing. All logits are 0 here, so each row costs $\ln2$ before weighting:

# %% key="class-weight"
rows = np.array([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]], "float32")
zeros = keras.Sequential([keras.Input((4,)), layers.Dense(4, kernel_initializer="zeros")])
zeros.compile(keras.optimizers.SGD(0.0), k.BinaryCrossentropy(from_logits=True))
said = zeros.fit(rows, rows, class_weight={0: 1, 1: 2, 2: 5, 3: 100}, verbose=0).history["loss"]
print(f"{said[0] / np.log(2):.2f} ln 2, and by the rows' first labels {(2 + 1 + 5 + 1) / 4}")

# %% [markdown] key="class-weight-verdict"
# Each row got one weight, that of its `argmax`. The label of weight 100 was never counted, and the row without a label got the weight of label 0. Weight several labels inside the loss (lesson 07).
#
# ## A loss of your own
#
# Some training labels are wrong, and each wrong one costs without limit. Zhang and Sabuncu (2018) charge
#
# $$\ell_q(y,z)=\frac{1-p_y^{\,q}}{q},\qquad 0<q\le1,$$
#
# which is at most $1/q$. For $q\to0$ it is $-\ln p_y$.
#
# ### Exercise: its slope
#
# Derive the gradient of the mean of $\ell_q$ in the logits. Begin with $\partial p_y/\partial z_k=p_y(1_{y=k}-p_k)$ of lesson 05.


# %% key="bounded-slope"
def bounded_gradient(labels, z, q):
    """d mean loss / d z, (n, k), of labels (n,), logits (n, k) and a power q above 0."""
    ### BEGIN SOLUTION
    p = xent.softmax(z)
    own = p[np.arange(len(z)), labels][:, None]
    return own**q * (p - xent.one_hot(labels, z.shape[1])) / len(z)
    ### END SOLUTION


xent.check("training.bounded", bounded_gradient)

# %% [markdown] key="own-loss-why"
# In xentlib a scoring rule is two functions of $s=\ln p_y$: the charge, $(1-e^{qs})/q$, and its slope, $-e^{qs}$. Write them with `keras.ops`, and they run in a graph. A saved model names the
# rule, so register it:

# %% key="own-loss"
q, ops = 0.7, keras.ops
charge = lambda s: (1 - ops.exp(q * s)) / q  # noqa: E731
rule = xent.ScoringRule("bounded", charge, lambda s: -ops.exp(q * s))
training.register_rule(rule)
bounded = training.SoftmaxCrossEntropy(rule)
with tf.GradientTape() as tape:
    logits = tf.Variable(Z[:50].astype("float32"))
    cost = bounded(ids[:50], logits)
p = xent.softmax(Z[:50])
own = p[np.arange(50), ids[:50]][:, None]
right = own**q * (p - xent.one_hot(ids[:50], 7)) / 50
print("slopes agree to 2e-6:", abs(tape.gradient(cost, logits) - right).numpy().max() < 2e-6)

# %% [markdown] key="noise-ask"
# Now let a machine guess: 40 % of the training labels are replaced by random ones. The test labels stay right.

# %% key="noise"
noisy = np.where(rng.random(len(train)) < 0.4, (10 * rng.random(len(train))).astype(int), y[train])
ends = {}
for name, charge in {"log score": training.SoftmaxCrossEntropy(), "bounded": bounded}.items():
    training.set_seed(0)
    net = keras.Sequential([keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(10)])
    net.compile(keras.optimizers.Adam(1e-3), charge)
    net.fit(x[train], noisy, epochs=40, verbose=0, callbacks=[training.ProgressBar()])
    ends[name] = training.predict_logits(net, x[test]).astype(float)
    bits = xent.softmax_cross_entropy(y[test], ends[name]) / np.log(2)
    print(f"{name:9} {np.mean(ends[name].argmax(1) == y[test]):.3f} right, {bits.mean():.2f} bits")

# %% key="save"
with tempfile.TemporaryDirectory() as folder:
    net.save(f"{folder}/digits.keras")
    again = keras.saving.load_model(f"{folder}/digits.keras")
same = training.predict_logits(again, x[test]) == ends["bounded"]
print(f"the same logits after reloading: {same.all()}, loss {type(again.loss).__name__}")
