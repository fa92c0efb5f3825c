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
def slopes_by_hand(v, b, w, c, rows):
    h = np.tanh(x[rows] @ v + b)
    delta = xent.softmax_cross_entropy_grad(y[rows], h @ w + c) / len(rows)
    back = delta @ w.T * (1 - h**2)
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
for ours, theirs in zip(slopes_by_hand(*theta, few), from_tape):
    apart = abs(ours - theirs.numpy()).max() / abs(ours).max()
    print(f"{ours.size:4} slopes, equal to two millionths of the largest: {apart < 2e-6}")

# %% [markdown] key="tape-claim"
# Keras computes in float32, with about seven digits. Your float64 slopes agree with it as far as that goes.
#
# ### Break it: a tape without a model
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
with tf.GradientTape() as tape:
    happened, forecast = tf.constant([1.0, 0, 1, 0]), tf.constant([0.8, 0.2, 0.9, 0.1])
    cost = keras.losses.binary_crossentropy(happened, forecast)
slopes = tape.gradient(cost, model.trainable_variables)
try:
    keras.optimizers.SGD(0.1).apply_gradients(zip(slopes, model.trainable_variables))
except ValueError as error:
    print(f"cost {cost:.4f}, slopes {slopes}, ValueError: {str(error)[:40]}")
xent.reveal("training.tape", str(slopes[0]))

# %% [markdown] key="tape-verdict" story="0.1643"
# The cost is right: it is lesson 03's 0.1643 nats. But nothing inside the tape depends on a weight, so no road leads from the cost to one. The fix is `model(x)` in place of the
# typed numbers, as in your own tape above.
#
# ## `fit` is your loop
#
# `compile` gives the model its optimiser, its loss and its metrics. `fit` walks over mini-batches. With `shuffle=False` you know which batch comes when, and
# you can walk beside it:

# %% key="epoch-by-hand"
batches = np.split(train, range(32, len(train), 32))
for rows in batches:
    slopes = slopes_by_hand(*theta, rows)
    theta = [w - 0.5 * s for w, s in zip(theta, slopes)]

# %% key="fit"
metrics = [training.SoftmaxBits(), "accuracy"]
model.compile(keras.optimizers.SGD(0.5), training.SoftmaxCrossEntropy(), metrics=metrics)
model.fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0)
gap = max(abs(w - ours).max() for w, ours in zip(model.get_weights(), theta))
print(f"after {len(batches)} steps the weights agree to 1e-5: {gap < 1e-5}")

# %% key="evaluate"
found = model.evaluate(x[test], y[test], verbose=0, return_dict=True)
print({name: round(value, 2) for name, value in found.items()}, model.metrics_names)

# %% [markdown] key="evaluate-why"
# `evaluate` returns the loss in nats, and the metrics. Ask for `return_dict=True`. The numbers of a plain list used to be explained by `model.metrics_names`, but that list no
# longer names them.
#
# ## What the log reports
#
# A test set of five images is scored in two batches. Their losses are $0.1,0.1,0.1,0.1$ in the first batch, and $0.9$ in the second. A common mistake prints the mean of the batch means.
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
still = keras.Sequential([keras.Input((1,)), layers.Identity()])
still.compile(loss=lambda _, cost: cost[:, 0])  # the model hands the losses through
costs = np.array([[0.1], [0.1], [0.1], [0.1], [0.9]])
print("Keras", round(still.evaluate(costs, costs, batch_size=4, verbose=0), 2), end=", ")
print("mean of batch means", (costs[:4].mean() + costs[4:].mean()) / 2, "last batch", costs[-1, 0])

# %% [markdown] key="log-question"
# Keras weights the batches by their sizes, as it should. So far the model stood still. In training it moves, and two more parts come in. **Dropout** sets a random half
# of the hidden units to 0 in each step. A **penalty** on the weights is added to the loss.


# %% key="dropout-network"
def network():
    training.set_seed(0)
    first = layers.Dense(32, "tanh", kernel_regularizer=keras.regularizers.L2(0.002))
    net = keras.Sequential([keras.Input((64,)), first, layers.Dropout(0.5), layers.Dense(10)])
    net.compile(keras.optimizers.SGD(0.2), loss)
    return net


log = network().fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0).history["loss"]
print(f"log of the first epoch: {log[0]:.2f} nats")

# %% [markdown] key="log-ask"
# Now score the same images with the model as it stands after the epoch, without dropout and without the penalty. Which share of the logged loss is left?

# %% key="log-forecast"
xent.predict("training.log", {"25 %": 0.25, "55 %": 0.25, "80 %": 0.25, "100 %": 0.25})

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
bars = ax.barh(names, levels, color=["C0", "C1", "C2", "C3"], hatch=["", "/", "x", "."], alpha=0.6)
ax.bar_label(bars, fmt="%.2f", padding=3)
ax.set(xlabel="mean loss of the training images (nats)", xlim=(0, 1.9), ylim=(3.5, -0.5))
ax.set_title(f"Of the logged {levels[0]:.2f} nats, the model costs {levels[-1]:.2f}", loc="left")
same = "the same as" if abs(levels[0] - log[0]) < 2e-4 else "not"
xent.show(fig, f"The loop by hand reports {levels[0]:.2f} nats, {same} the log of fit.")

# %% key="log-reveal"
left = min([25, 55, 80, 100], key=lambda share: abs(share - 100 * levels[-1] / levels[0]))
xent.reveal("training.log", f"{left} %")

# %% [markdown] key="log-verdict"
# The log is a mean over models: the first batches met an untrained network. So a validation loss below the logged training loss is no sign that the model generalises well. Compare the two with `evaluate` on both sets.
# (It leaves dropout out, but adds the penalty. The metric "bits" never has the penalty.)
# *Going further* shows what a training step of your own reports: it is easy to get wrong.

# %% [markdown] key="four-things"
# ## Four things that must fit
#
# A model works only if four choices fit: the **last layer**, the **loss**, the **targets** and the **metric**. Many wrong pairs run without a
# complaint. Here is one of them. The last layer returns raw outputs, 5 and −4, and `CategoricalCrossentropy()` expects probabilities: the softmax is forgotten. If class 0 comes, the right loss is
# {{ f"{xent.softmax_cross_entropy(0, [5.0, -4.0]):.4f}" }} nats; for class 1 it is {{ f"{xent.softmax_cross_entropy(1, [5.0, -4.0]):.2f}" }}. What does Keras say of class 1?

# %% key="forgotten-forecast"
xent.predict("training.forgotten", {"0.0": 0.25, "9.0": 0.25, "16.1": 0.25, "nan": 0.25})

# %% key="forgotten"
k, raw = keras.losses, tf.constant([[5.0, -4.0]])
for label in (0, 1):
    with tf.GradientTape() as tape:
        tape.watch(raw)
        cost = k.CategoricalCrossentropy()(tf.one_hot([label], 2), raw)
    print(f"class {label}: {cost:.7f} nats, slopes {tape.gradient(cost, raw).numpy()[0].round(6)}")
xent.reveal("training.forgotten", f"{cost:.1f}")

# %% [markdown] key="forgotten-verdict" story="16.118"
# Keras divides the outputs by their sum, and moves what it takes for probabilities into $[10^{-7},1-10^{-7}]$. So a wild output looks perfect, or costs $-\ln10^{-7}=16.118$ nats. In both cases the slope is 0, and nothing is
# learnt. Let the last layer return **logits**, and take a loss that expects them. (*Going further* shows more traps of this kind.)
#
# These four quadruples fit. Each of Keras's losses is compared with NumPy on a thousand random examples:

# %% key="decision-table"
Z, ids = 3 * draws.normal(rng, (1000, 7)), (7 * rng.random(1000)).astype(int)
many, soft = (rng.random((1000, 7)) < 0.3) * 1.0, xent.smooth_labels(xent.one_hot(ids, 7), 0.2)
table = [("yes or no", "0 or 1", k.BinaryCrossentropy, many[:, :1], Z[:, :1])]
table += [("one of K", "ids", k.SparseCategoricalCrossentropy, ids, Z)]
table += [("doubtful", "masses", k.CategoricalCrossentropy, soft, Z)]
table += [("many labels", "multi-hot", k.BinaryCrossentropy, many, Z)]
for task, targets, kind, t, z in table:
    name = "sigmoid" if kind is k.BinaryCrossentropy else "softmax"
    ours = getattr(xent, f"{name}_cross_entropy")(t, z).mean()
    fits = abs(kind(from_logits=True)(t.astype("float32"), z) - ours) < 2e-6 * ours
    print(
        f"{task:12} Dense({z.shape[1]}) {kind.__name__:30} {targets:10} {name} bits: {bool(fits)}"
    )

# %% [markdown]
# ### Exercise: four tasks
#
# Each model returns logits, and they are all 0 at first. Return the four first losses in this order, in nats per example (the labels of an example are added up):
#
# 1. malignant or not, one sigmoid;
# 2. one of ten classes, class ids;
# 3. ten classes, masses: seven readers said three, three said five;
# 4. seven labels, of which any number may be true.

# %% key="first-losses"
### BEGIN SOLUTION
first_losses = [np.log(2), np.log(10), np.log(10), 7 * np.log(2)]
### END SOLUTION

xent.check("training.first_losses", first_losses)

# %% [markdown] key="weights"
# ## What weights do
#
# Two examples cost $\ln 2$ each. Their weights are 3 and 1. So their weighted mean is $\ln 2$, as you would expect. Keras says something else:

# %% key="weights-divisor"
half, pair = np.full((2, 2), 0.5, "float32"), np.array([0, 1])
reported = k.SparseCategoricalCrossentropy()(pair, half, sample_weight=np.array([3.0, 1.0]))
print(f"Keras {reported:.3f} nats, ln 2 = {np.log(2):.3f} nats")

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

# %% [markdown] key="weights-read"
# Ask for `reduction="mean_with_sample_weight"`, and Keras divides by the sum of the weights. `fit` with `class_weight` weights each example by its class. With several labels per example it does so, too, in silence, and wrongly: *Going further* shows how.
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
q, exp = 0.7, keras.ops.exp
rule = xent.ScoringRule("bounded", lambda s: (1 - exp(q * s)) / q, lambda s: -exp(q * s))
bounded = training.SoftmaxCrossEntropy(training.register_rule(rule))

# %% key="save"
net = keras.Sequential([keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(10)])
net.compile("adam", bounded)
with tempfile.TemporaryDirectory() as folder:
    keep = keras.callbacks.ModelCheckpoint(f"{folder}/epoch.keras")
    net.fit(x[train], y[train], epochs=3, verbose=0, callbacks=[keep, training.ProgressBar()])
    again = keras.saving.load_model(f"{folder}/epoch.keras")
before, after = (training.predict_logits(one, x[test]) for one in (net, again))
print(f"{type(again.loss).__name__}; the same logits: {(before == after).all()}")

# %% [markdown] key="own-loss-read"
# `ModelCheckpoint` wrote the model to the disk after each epoch, so a crash costs one epoch at most. The reloaded model is trained by your loss again, and gives the same logits.
#
# *Going further* trains with this loss where 40 % of the labels are random.
#
# ## When to stop
#
# A long `fit` gets a `callbacks` list. `training.ProgressBar()` shows one line while it runs. `EarlyStopping` watches the validation loss: after `patience` epochs in a row without a new minimum it ends the training (Prechelt, 1998), and
# with `restore_best_weights=True` it goes back to the best epoch. A colleague ran twelve epochs without it:

# %% key="curve"
falls = [0.90, 0.62, 0.47, 0.38, 0.31, 0.26, 0.22, 0.19, 0.16, 0.14, 0.12, 0.10]
turns = [0.95, 0.70, 0.55, 0.58, 0.57, 0.43, 0.47, 0.48, 0.52, 0.58, 0.64, 0.70]
epochs, curves = range(1, 13), {"training": falls, "validation": turns}
ax = xent.plots.plot_curves(epochs, curves, xlabel="epoch", xticks=epochs, ylabel="loss (nats)")
for n, value in zip(epochs, turns):
    ax.annotate(f"{value:.2f}", (n, value), (0, 7), textcoords="offset points", ha="center")
ax.set(ylim=(0, 1.05), title="Training falls to the end, validation turns")
xent.show(ax.figure, f"After 12 epochs: training {falls[-1]:.2f}, validation {turns[-1]:.2f} nats.")

# %% [markdown]
# ### Exercise: early stopping, read
#
# Suppose that he had used `EarlyStopping("val_loss", patience=3, restore_best_weights=True)`. After which epoch does the training end? Which epoch's weights does he get? By how many nats is the validation loss of the last
# epoch that was run above theirs? Return the three numbers in this order.

# %% key="early-stopping"
### BEGIN SOLUTION
read = [9, 6, 0.52 - 0.43]
### END SOLUTION

xent.check("training.early_stopping", read)

# %% [markdown] key="explorer-ask"
# Here a softmax model is trained anew at each move, on a few digits of which some have random labels. Press "impatient": the patience of 1 gives up at the first rise. Then find out which patience waits for the lowest point, and what a larger rate
# does to the right end of the curve.

# %% key="curves-explorer"
xent.explorers.explore_training_curves()

# %% [markdown] key="classifier" story="128"
# ## An image classifier
#
# A **convolution** slides one small window of weights over the whole image, so a stroke is found wherever it stands (LeCun et al., 1998). **Pooling** keeps the largest number of each 2 × 2.
# A well-known program for the 28 × 28 images of MNIST has two convolutions of 3 × 3, with 32 and with 64 filters, each followed by ReLU and pooling. Then come 128 units and 10 logits.
#
# ### Exercise: shapes and parameters
#
# One channel comes in, and nothing is padded. A window of $k$ pixels has fewer than 28 places in a row of 28, and pooling drops an odd pixel. Derive the flattened size after both poolings, and the number of parameters of the two convolutions and of one dense layer on top.


# %% key="convolutions"
def conv_net(size, kernel, first, second, units):
    """Two numbers: the flattened size, and the parameters of both convolutions and one Dense."""
    ### BEGIN SOLUTION
    side = ((size - kernel + 1) // 2 - kernel + 1) // 2
    flat = side**2 * second
    convolutions = first * (kernel**2 + 1) + second * (first * kernel**2 + 1)
    return np.array([flat, convolutions + units * (flat + 1)])
    ### END SOLUTION


xent.check("training.convolutions", conv_net)


# %% key="classifier-shapes"
def classifier():
    training.set_seed(1)
    parts = [layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D()]
    parts += [layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D()]
    parts += [layers.Flatten(), layers.Dense(128, "relu"), layers.Dense(10)]
    return keras.Sequential([keras.Input((28, 28, 1)), *parts])


for layer in classifier().layers:
    print(f"{layer.name.split('_')[0]:8} {layer.output.shape[1:]!s:13} {layer.count_params():7}")

# %% [markdown] key="wrong-size" story="6400 1600"
# A common mistake flattens to 64 · 10 · 10 = 6400 numbers, by `view(-1, 6400)`: rows of that length, as many as it takes. The flat size is 1600. What becomes of a batch of 64 images?

# %% key="wrong-size-run"
batch = np.zeros((64, 64, 5, 5))
print(batch.reshape(-1, 6400).shape, "but with the first axis kept", batch.reshape(64, -1).shape)

# %% [markdown] key="wrong-size-read" story="0.1307 0.3081 000"
# Four images became one row, without an error. With 64 labels the loss fails later, far from the fault. So flatten by keeping the first axis, as `Flatten` does.
#
# Programs for MNIST subtract 0.1307 from each pixel and divide by 0.3081. These are mean and standard deviation of MNIST's training pixels. Other images have other numbers: compute them **from the training set**. Our digits are drawn on
# 28 × 28 pixels, too. With `MNIST = True` the same cells train on 70,000 real images (if Keras has them on your disk).

# %% key="images"
MNIST = False
pictures = xent.data.mnist() if MNIST else xent.data.resized_digits()
rows, kinds = np.arange(len(pictures.labels)), pictures.labels
learn, exam = train_test_split(rows, test_size=0.25, stratify=kinds, random_state=0)
centre, spread = pictures.images[learn].mean(), pictures.images[learn].std()

# %% [markdown] key="images-read"
# Of these {{ len(learn) }} training images the mean is {{ f"{centre:.3f}" }}, and the standard deviation {{ f"{spread:.3f}" }}. MNIST's numbers would be wrong for them. The classifier is trained by Adam (Kingma and Ba, 2015), with a rate that falls to 0:

# %% key="classifier-fit"
inputs, answers = (pictures.images[..., None] - centre) / spread, pictures.labels
cnn, steps = classifier(), 8 * -(-len(learn) // 32)
rate = keras.optimizers.schedules.CosineDecay(1e-3, steps)
cnn.compile(keras.optimizers.Adam(rate), loss)
cnn.fit(inputs[learn], answers[learn], epochs=8, verbose=0, callbacks=[training.ProgressBar()])
logits = training.predict_logits(cnn, inputs[exam]).astype(float)
cnn_bits = xent.softmax_cross_entropy(answers[exam], logits) / np.log(2)
right = (logits.argmax(1) == answers[exam]).mean()
print(f"test: {cnn_bits.mean():.2f} bits, {right:.0%} right; at least 97 %: {right >= 0.97}")

# %% key="dearest"
order = (-cnn_bits).argsort()[:10]
notes = [f"{answers[exam][i]} as {logits[i].argmax()}\n{cnn_bits[i]:.0f} bits" for i in order]
ax = xent.plots.plot_tiles(pictures.images[exam][order], labels=notes)
ax.set_title(f"These make {cnn_bits[order].sum() / cnn_bits.sum():.0%} of the loss", loc="left")
xent.show(ax.figure, f"Of {len(exam)} test images the dearest costs {cnn_bits.max():.0f} bits.")

# %% [markdown] key="dearest-read"
# "4 as 9" is a four that was taken for a nine. The network is sure, and a few images cost nearly everything, as in lesson 05. Its mean is the number to report; its accuracy hides how sure it was.
#
# ## Many labels, one trunk
#
# A collage shows two places side by side; each is empty or holds a digit. The labels say which digits are there (lesson 07). The training and the test collages are made of different images.


# %% key="collages"
def collages(rows, n):
    pairs = xent.data.digit_pairs(xent.data.Digits(digits.images[rows], y[rows]), n, rng=rng)
    return (pairs.images.reshape(n, -1) / 16).astype("float32"), pairs.labels.astype("float32")


(seen, seen_labels), (new, new_labels) = collages(train, 2000), collages(test, 1000)
bias = training.prior_bias(seen_labels)

# %% key="collages-picture"
names = [" ".join(map(str, row.nonzero()[0])) or "none" for row in new_labels[:10]]
ax = xent.plots.plot_tiles(new[:10].reshape(-1, 8, 16), labels=names)
ax.set_title(f"Labels per collage: {new_labels.sum(1).mean():.2f} on average", loc="left")
share = np.sort(seen_labels.mean(0))
xent.show(ax.figure, f"A digit is in {share[0]:.0%} to {share[-1]:.0%} of the training collages.")

# %% [markdown]
# ### Start from what you know
#
# Random last weights and zero biases say about a half for every label. But each label is rare, and you know how rare before you train.
#
# ### Exercise: the first bias
#
# Return the biases of the last layer with which the sigmoids forecast each label as often as it occurs, if the weights say nothing.


# %% key="prior-bias"
def prior_bias(y):
    """Biases (k,), in nats, from labels y (n, k) of 0 and 1."""
    ### BEGIN SOLUTION
    rates = y.mean(0)
    return np.log(rates / (1 - rates))
    ### END SOLUTION


xent.check("training.prior_bias", prior_bias)

# %% [markdown] key="first-loss-read"
# With zeros the first loss is $10\ln2=$ {{ f"{10 * np.log(2):.2f}" }} nats. With these biases it is the entropy of the labels' rates,
# {{ f"{xent.sigmoid_cross_entropy(seen_labels, np.tile(bias.value, (2000, 1))).sum(1).mean():.2f}" }} nats ({{ f"{xent.sigmoid_cross_entropy(seen_labels, np.tile(bias.value, (2000, 1))).sum(1).mean() / np.log(2):.1f}" }} bits), before a single step. (`training.prior_bias` also takes class ids. There the bias is $\ln n_c/n$.)
#
# In a multi-label network the layers below the last one are a shared **trunk**: what one label teaches it about strokes serves the other nine.

# %% key="trunk"
ends = []
for seed in range(3):
    training.set_seed(seed)
    trunk = [keras.Input((128,)), layers.Dense(64, "relu"), layers.Dense(64, "relu")]
    net = keras.Sequential([*trunk, layers.Dense(10, bias_initializer=bias)])
    net.compile("adam", training.SigmoidCrossEntropy(), metrics=[training.SigmoidBits()])
    net.fit(seen, seen_labels, epochs=20, verbose=0, callbacks=[training.ProgressBar()])
    ends.append(net.evaluate(new, new_labels, verbose=0, return_dict=True)["bits"])
print(f"three seeds: {min(ends):.1f} to {max(ends):.1f} bits per new collage")

# %% [markdown] key="trunk-read"
# Three starts give a range, not a number: report it. Would ten networks of their own do better? *Going further* lets them race over three seeds. The trunk does not know how labels depend on each other: its sigmoids still multiply.
#
# ## A template to copy
#
# Put your own arrays into the first cell. The other two take numbers and class ids. They do in this order what you have learnt: split, start at the prior, train, stop by validation bits, save, reload, and look at the test set once.

# %% key="template-data"
features, labels = digits.images.reshape(-1, 64), digits.labels
path, epochs = tempfile.mkdtemp(), 40

# %% key="template-train" tags=["template"]
options = {"test_size": 0.25, "random_state": 0}
rest, last = train_test_split(np.arange(len(labels)), stratify=labels, **options)
fit_on, held = train_test_split(rest, stratify=labels[rest], **options)
training.set_seed(0)
scale = keras.layers.Normalization()
scale.adapt(features[fit_on])
hidden = keras.layers.Dense(64, "relu", kernel_regularizer=keras.regularizers.L2(1e-3))
start = training.prior_bias(labels[fit_on])
top = keras.layers.Dense(len(start.value), bias_initializer=start)
limit = keras.layers.Activation("tanh")
model = keras.Sequential([keras.Input(features.shape[1:]), scale, limit, hidden, top])
model.compile("adam", training.SoftmaxCrossEntropy(), metrics=[training.SoftmaxBits()])
watch = {"monitor": "val_bits", "mode": "min", "patience": 10}
stop = keras.callbacks.EarlyStopping(**watch, restore_best_weights=True)

# %% key="template-test" tags=["template"]
calls = [stop, training.ProgressBar()]
run = {"validation_data": (features[held], labels[held]), "epochs": epochs, "callbacks": calls}
log = model.fit(features[fit_on], labels[fit_on], verbose=0, **run).history
model.save(f"{path}/model.keras")
again = keras.saving.load_model(f"{path}/model.keras")
final = training.predict_logits(again, features[last]).astype(float)  # one look
test_bits = xent.softmax_cross_entropy(labels[last], final).mean() / np.log(2)
base_bits = xent.entropy(np.bincount(labels[rest]) / len(rest), base=2)
sure = xent.top_label(labels[last], xent.softmax(final))
ece = xent.expected_calibration_error(sure.correct, sure.confidence)
print(f"{test_bits:.2f} bits (base rate {base_bits:.2f}), ECE {ece:.2f}, {len(log['bits'])} epochs")

# %% [markdown] key="template-why"
# `Normalization` is part of the model, so a reloaded model needs no note about your scaling. `tanh` limits what it lets in: a pixel that never varied in the training set has the variance 0, and ink in it would enter as some ten million. Add a
# `ModelCheckpoint` if the training takes hours. A calibration error of a few hundredths says that
# the probabilities can nearly be taken at their word; lesson 12 shows what to do otherwise.
#
# ## What you now know
#
# 1. A tape sees only what is computed inside it, from the model. `fit` is the loop that you wrote.
# 2. The log is a running mean, with dropout and penalty in it. A step of your own reports its last batch.
# 3. Logits out, a loss from logits, matching targets, a metric in bits. Many wrong pairs run in silence.
# 4. Keras divides a weighted loss by $n$, and takes a class weight by `argmax`.
# 5. A loss of your own is a rule and its slope. Register it, and it can be saved and reloaded.
# 6. Start at the prior, stop by validation bits, report several seeds.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("training")

# %% [markdown]
# ### In your own words
#
# A colleague says: "My validation loss is lower than my training loss, so the model generalises better than it learns." Explain to him what the two numbers are. (Nobody checks this one.)
#
# ### Transfer
#
# Take a program that trains a model, your own or one from the web. Find its quadruple: last layer, loss, targets, metric. Which of its numbers are running means, and which are weighted? What would an untrained model report?
#
# ## What next
#
# Now the program can be trusted. What makes the test loss fall: rate, batch, optimiser, penalty? Go on with [10 Training experiments](10_training_experiments.ipynb).
#
# ## References
#
# - LeCun, Y., Bottou, L., Bengio, Y., Haffner, P. (1998). Gradient-based learning applied to document recognition. *Proceedings of the IEEE* 86, 2278–2324. [doi:10.1109/5.726791](https://doi.org/10.1109/5.726791)
# - Zhang, Z., Sabuncu, M. R. (2018). Generalized cross entropy loss for training deep neural networks with noisy labels. *NeurIPS*. [arXiv:1805.07836](https://arxiv.org/abs/1805.07836)
# - Kingma, D. P., Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*. [arXiv:1412.6980](https://arxiv.org/abs/1412.6980)
# - Prechelt, L. (1998). Automatic early stopping using cross validation: quantifying the criteria. *Neural Networks* 11, 761–767. [doi:10.1016/S0893-6080(98)00010-0](https://doi.org/10.1016/S0893-6080%2898%2900010-0)

# %% [markdown]
# ## Going further

# %% [markdown] key="own-step-ask"
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
# Both walks are the same, step by step. But `fit` prints what the **last** step returned, here the loss of three images. Programs that print `loss.item()` after an epoch do the same. The cure is a metric that adds up: a `Mean` that is told the size of
# each batch. The model knows its metrics, and begins them anew in each epoch.


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

# %% [markdown] key="flat-ask"
# ### A curve that says nothing
#
# A common program draws the validation loss of a hundred epochs. Where its training step should stand, it has three dots. In Python `...` runs, and does nothing:

# %% key="flat"
curve = []
for _ in range(5):  # the training step is missing
    curve.append(float(loss(y[test], model(x[test]))))
print("the same number in each epoch:", len(set(curve)) == 1)

# %% [markdown] key="flat-read" story="0.1"
# If a curve is exactly flat, nothing was trained. Its first point is also the model **before** the first epoch, not after it.
#
# ### Weights in a column, slopes in a row
#
# Other programs hold the weights as a column, of shape (2, 1), and compute slopes of shape (2,). Then they rebuild their optimiser in the middle of the training:

# %% key="column"
column, slope = np.zeros((2, 1)), np.array([0.1, 0.2])
try:
    column -= slope
except ValueError as error:
    print("in place:", str(error)[:33], "but with a new array", (column - slope).shape)

# %% key="rebuilt"
adam, weight = keras.optimizers.Adam(0.1), keras.Variable([0.0])
for slope in [1.0] * 50 + [-0.01]:
    before = float(weight[0])
    adam.apply([tf.constant([slope])], [weight])
kept, before = float(weight[0]) - before, float(weight[0])
keras.optimizers.Adam(0.1).apply([tf.constant([-0.01])], [weight])
print(f"step for a slope of -0.01: {kept:+.2f}, by a rebuilt Adam {float(weight[0]) - before:+.2f}")

# %% [markdown] key="rebuilt-read" story="0.01"
# In place NumPy refuses. With a new array the two weights silently become four. Adam's step depends on all slopes that it has seen (Kingma and Ba, 2015). The old one still moves on with the momentum of fifty slopes of 1. A new one has forgotten them: its first step
# has the length of the rate, however small the slope is, and here it goes the other way. So change the rate of the optimiser that you have.
#
# ### Thirty-six pairs
#
# Take four examples with three classes. Give each loss of Keras the logits, their softmax and their sigmoid, with class ids and with one-hot rows:

# %% key="grid"
k, Z3, ids3 = keras.losses, draws.normal(rng, (4, 3)) * 2, np.array([0, 2, 1, 2])
outputs = {"logits": Z3, "softmax": xent.softmax(Z3), "sigmoid": xent.sigmoid(Z3)}
targets = {"ids": ids3, "one-hot": xent.one_hot(ids3, 3)}
kinds = [k.SparseCategoricalCrossentropy, k.CategoricalCrossentropy, k.BinaryCrossentropy]
charge = {
    f"{kind.__name__[:-12]}\n{'from logits' if flag else 'default'}": kind(from_logits=flag)
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
    style = {"ha": "center", "va": "center", "weight": "bold" if right[row, column] else "normal"}
    ax.text(column, row, "error" if np.isnan(value) else f"{value:.2f}", **style)
ax.set_xticks(range(6), charge, fontsize=8)
ax.set_yticks(range(6), [f"{o}, {t}" for o, t in cases])
silent = int((~right & ~np.isnan(table)).sum())
ax.grid(visible=False)
ax.set_title(
    f"{right.sum()} of 36 say the right {truth:.2f} nats, {silent} are silently wrong", loc="left"
)
xent.show(fig, f"{np.isnan(table).sum()} pairs raise an error.")

# %% [markdown] key="grid-read"
# Bold is right. The wrong ones look like losses, too.
#
# ### Where the probabilities come from
#
# Clipping harms honest probabilities as well. Take the logits 40 and 0, and let the second class come. The right loss is 40 nats, with the slopes 1 and −1:

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
# Each line has a question and its right answer, and then what Keras says:

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
        return f"{float(ask()) + 0.0:.3g}"
    except (TypeError, ValueError, AttributeError) as error:
        return type(error).__name__


for right_value, ask in asked.items():
    print(f"{right_value:31} Keras: {answer(ask)}")

# %% [markdown] key="probes-read" story="0.25"
# The first loss has lost its tail (lesson 06). The focal loss still multiplies by `alpha`, which is 0.25 by default. KL is clipped. Class ids can't be smoothed: pass one-hot rows. The losses expect
# arrays, not nested lists.
#
# ### Class weights and several labels
#
# `fit` takes `class_weight`. Use it with several labels per example, and it says nothing. All logits are 0 here, so each row costs $\ln2$ before weighting:

# %% key="class-weight"
rows = np.array([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]], "float32")
zeros = keras.Sequential([keras.Input((4,)), layers.Dense(4, kernel_initializer="zeros")])
zeros.compile(keras.optimizers.SGD(0.0), k.BinaryCrossentropy(from_logits=True))
said = zeros.fit(rows, rows, class_weight={0: 1, 1: 2, 2: 5, 3: 100}, verbose=0).history["loss"]
print(f"{said[0] / np.log(2):.2f} ln 2, and by the rows' first labels {(2 + 1 + 5 + 1) / 4}")

# %% [markdown] key="class-weight-read" story="100"
# Each row got one weight, that of its `argmax`. The label of weight 100 was never counted, and the row without a label got the weight of label 0. Weight several labels inside the loss (lesson 07).
#
# ### Wrong labels
#
# Replace 40 % of the training labels by random ones. The test labels stay right. What does the bounded loss change? Here is its charge beside the log score:

# %% key="charges-picture"
p = np.linspace(0.01, 1, 100)
curves = {"log score": -np.log(p), "bounded, q = 0.7": (1 - p**0.7) / 0.7}
ax = xent.plots.plot_curves(p, curves, xlabel="probability of the label", ylabel="charge (nats)")
ax.set_title(f"The bounded charge stays below {1 / 0.7:.1f} nats", loc="left")
xent.show(ax.figure, f"At p = 0.01: {-np.log(p[0]):.1f} and {(1 - p[0] ** 0.7) / 0.7:.1f} nats.")

# %% key="noise"
noisy = np.where(rng.random(len(train)) < 0.4, (10 * rng.random(len(train))).astype(int), y[train])
for name, charge in {"log score": loss, "bounded": bounded}.items():
    training.set_seed(0)
    net = keras.Sequential([keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(10)])
    net.compile(keras.optimizers.Adam(1e-3), charge)
    net.fit(x[train], noisy, epochs=20, verbose=0, callbacks=[training.ProgressBar()])
    z = training.predict_logits(net, x[test]).astype(float)
    bits = xent.softmax_cross_entropy(y[test], z).mean() / np.log(2)
    print(f"{name:9} {np.mean(z.argmax(1) == y[test]):.0%} right, {bits:.1f} bits")

# %% [markdown] key="noise-read"
# The log score learnt what the labels say, noise and all. Of noisy labels its forecasts may be right, but on clean labels they are timid, and cost more. The bounded loss gives up on labels that it can't explain. That is a choice, not a better loss:
# with trustworthy labels it ignores the hard examples.

# %% [markdown] key="bias-saves"
# ### What the first bias saves
#
# Train fresh trunks by plain descent from zero biases and from `training.prior_bias`:

# %% key="bias-curves"
curves = {}
for name, start in {"zero biases": "zeros", "prior biases": bias}.items():
    training.set_seed(0)
    hidden = [layers.Dense(64, "relu"), layers.Dense(64, "relu")]
    last_layer = layers.Dense(10, bias_initializer=start)
    net = keras.Sequential([keras.Input((128,)), *hidden, last_layer])
    net.compile(keras.optimizers.SGD(0.01), training.SigmoidCrossEntropy())
    curves[name] = net.fit(seen, seen_labels, epochs=10, verbose=0).history["loss"]
ax = xent.plots.plot_curves(range(1, 11), curves, xlabel="epoch", xticks=range(1, 11))
ax.set(ylabel="logged loss (nats)", title="Zero biases spend the first epochs on the rates")
said = ", ".join(f"{name} {row[0]:.1f}" for name, row in curves.items())
xent.show(ax.figure, f"Logged loss of the first epoch: {said} nats.")

# %% [markdown] key="filters-ask"
# ### What the filters see
#
# Send one test image through the first convolution of the classifier. It answers with 32 images, one for each filter:

# %% key="filters"
maps = cnn.layers[0](inputs[exam[:1]]).numpy()[0]
ax = xent.plots.plot_tiles(np.moveaxis(maps, -1, 0)[:10], labels=[f"filter {n}" for n in range(10)])
busy = (maps.max((0, 1)) > 0).sum()
ax.set_title(f"A {answers[exam[0]]}, as ten of the 32 filters see it", loc="left")
xent.show(ax.figure, f"{busy} of 32 filters answer somewhere in this image.")

# %% [markdown] key="filters-read"
# Some filters answer to ink, some to paper, some to one side of a stroke. Nobody chose them: the descent did.
#
# ### A trunk against ten networks
#
# Three networks race on the collages. The **trunk** has two layers of 64 units, which all ten labels share. Ten **independent** networks have a first and a second layer for each label alone: either eight units each, which gives
# them all together about as many parameters as the trunk has, or 64 each, which is about ten times as many. All three stand in one model, and their losses are added. No weight belongs to two of them, so each gets its own
# slopes only. Which has the lowest test loss: the trunk, the ten small ones, the ten large ones? Call it a tie if the ranges over three seeds of the trunk and of the large ones overlap.

# %% key="trunk-forecast"
xent.predict("training.trunk", {"trunk": 0.25, "small": 0.25, "large": 0.25, "a tie": 0.25})


# %% key="trunk-networks"
def trunk(a):
    a = layers.Dense(64, "relu")(layers.Dense(64, "relu")(a))
    return layers.Dense(10, bias_initializer=bias)(a)


def independent(a, units):
    a = layers.Reshape((10, units))(layers.Dense(10 * units, "relu")(a))
    a = layers.EinsumDense("nlh,lhg->nlg", (10, units), bias_axes="lg", activation="relu")(a)
    return layers.EinsumDense("nlg,lg->nl", (10,), bias_axes="l", bias_initializer=bias)(a)


# %% key="trunk-fit"
def race(seed):
    training.set_seed(seed)
    a = keras.Input((128,))
    nets = {"trunk": trunk(a), "small": independent(a, 8), "large": independent(a, 64)}
    all_three, told = keras.Model(a, nets), dict.fromkeys(nets, seen_labels)
    all_three.compile("adam", {name: training.SigmoidCrossEntropy() for name in nets})
    all_three.fit(
        seen, told, epochs=15, batch_size=64, verbose=0, callbacks=[training.ProgressBar()]
    )
    out = np.array([z.numpy() for z in all_three(new).values()], float)
    return xent.sigmoid_cross_entropy(np.tile(new_labels, (3, 1, 1)), out).sum(-1) / np.log(2)


bits = np.array([race(seed) for seed in range(3)])  # seeds, networks, collages

# %% key="trunk-picture"
names, means = ["trunk", "small", "large"], bits.mean(2).T
tie = means[0].min() <= means[2].max() and means[2].min() <= means[0].max()
fig, ax = plt.subplots()
for i, row in enumerate(means):
    ax.plot(row, [i] * 3, "os^"[i], ms=8)
ax.set(yticks=range(3), yticklabels=names, ylim=(2.5, -0.5), xlim=(0, 2.2))
said = "; ".join(f"{name} {row.min():.1f} to {row.max():.1f}" for name, row in zip(names, means))
ax.set(xlabel="test loss (bits per collage), one mark per seed", title=f"In bits: {said}")
xent.show(fig, f"Test loss over three seeds, in bits: {said}.")

# %% key="trunk-reveal"
for i in (1, 2):
    more = bits[:, i] - bits[:, 0]
    error, by_seed = more.mean(0).std(ddof=1) / np.sqrt(1000), more.mean(1).round(1)
    print(f"{names[i]} - trunk: {more.mean():+.1f} ± {error:.2f} bits; by seed {by_seed}")
xent.reveal("training.trunk", "a tie" if tie else names[means.mean(1).argmin()])

# %% [markdown] key="race-read"
# The ± is one standard error of the paired difference over the collages, for the mean of the three seeds. At equal size the trunk wins: what one label teaches it about strokes serves the other nine. Ten large networks beat it here, with about ten times the
# parameters and with ten views of each stroke. Their lead shrinks when all three train longer. So the choice is one of budget, of parameters and of time. The standard error does not know the seeds, and neither knows another draw of the collages: report ranges.
#
# ### Where the template stopped
#
# Here is the log of the template's fit. The validation loss still falls at the end, so more epochs would help:

# %% key="template-curve"
curves = {"training (running mean)": log["bits"], "validation": log["val_bits"]}
ax = xent.plots.plot_curves(range(1, len(log["bits"]) + 1), curves, xlabel="epoch")
best_epoch = int(np.argmin(log["val_bits"])) + 1
ax.axvline(best_epoch, ls="--", color="0.4", lw=1)
ax.set(ylabel="loss (bits)", yscale="log")
ax.set_title(f"The reloaded weights are those of epoch {best_epoch}", loc="left")
xent.show(ax.figure, f"Lowest validation loss {min(log['val_bits']):.2f} bits.")

# %% [markdown] key="rosetta-ask"
# ### One loss in six libraries
#
# The loss of one class out of seven, asked of six libraries:

# %% key="rosetta"
some, at, p = ids[:50], Z[:50], xent.softmax(Z[:50])
sparse = tf.nn.sparse_softmax_cross_entropy_with_logits
one_of_k = {
    "NumPy": -np.log(np.exp(at) / np.exp(at).sum(1, keepdims=True))[range(50), some].mean(),
    "SciPy": -special.log_softmax(at, 1)[range(50), some].mean(),
    "scikit-learn": log_loss(some, p, labels=range(7)),
    "Keras": float(k.SparseCategoricalCrossentropy(from_logits=True)(some, at)),
    "TensorFlow": sparse(some, at).numpy().mean(),
    "xentlib": xent.softmax_cross_entropy(some, at).mean(),
}
print({name: round(float(value), 4) for name, value in one_of_k.items()})

# %% [markdown]
# And the loss of seven labels, as a mean over examples and labels:

# %% key="rosetta-labels"
yes, p = many[:50], special.expit(at)
labels_of_each = {
    "NumPy": -(yes * np.log(p) + (1 - yes) * np.log(1 - p)).mean(),
    "SciPy": -np.where(yes, special.log_expit(at), special.log_expit(-at)).mean(),
    "scikit-learn": np.mean([log_loss(t, q) for t, q in zip(yes.T, p.T)]),
    "Keras": float(k.BinaryCrossentropy(from_logits=True)(yes, at)),
    "TensorFlow": tf.nn.sigmoid_cross_entropy_with_logits(yes, at).numpy().mean(),
    "xentlib": xent.sigmoid_cross_entropy(yes, at).mean(),
}
print({name: round(float(value), 4) for name, value in labels_of_each.items()})
