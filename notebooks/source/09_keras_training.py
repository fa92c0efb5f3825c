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
# - Train an image classifier, and a multi-label network over several seeds.
#
# **Needs** [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb) and [08 A network from scratch](08_network_from_scratch.ipynb)
#
# **Budget** {{ budget }}

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
# TensorFlow writes down what is computed inside a `GradientTape`. Afterwards it walks back over this record, as you did over the graph.
# `model.trainable_variables` are the four arrays of `theta`:

# %% key="tape"
few, loss = train[:32], training.SoftmaxCrossEntropy()
with tf.GradientTape() as tape:
    mean = loss(y[few], model(x[few]))
from_tape = tape.gradient(mean, model.trainable_variables)
for ours, theirs in zip(slopes_by_hand(*theta, few), from_tape):
    apart = abs(ours - theirs.numpy()).max() / abs(ours).max()
    print(f"{ours.size:4} slopes, equal to two millionths of the largest: {apart < 2e-6}")

# %% [markdown] key="tape-claim"
# Keras computes in float32, with about seven digits. Your float64 slopes agree with these.
#
# ### Break it: numbers typed in
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
print(f"cost {cost:.4f}, slopes {slopes}")
xent.reveal("training.tape", str(slopes[0]))

# %% [markdown] key="tape-verdict" story="0.1643"
# The cost is right: it is lesson 03's 0.1643 nats. But no weight was used to compute it, so the tape has no slope for any. The fix is `model(x)` in place of the
# typed numbers: the **model must be called inside the tape**, as in your own tape above.
#
# ## `fit` is your loop
#
# `compile` gives the model its optimiser, its loss and its metrics. `fit` walks over mini-batches, and shuffles the examples before each epoch. With `shuffle=False` you know which batch comes when, and
# you can walk beside it:

# %% key="epoch-by-hand"
batches = np.split(train, range(32, len(train), 32))
for rows in batches:
    theta = [w - 0.5 * s for w, s in zip(theta, slopes_by_hand(*theta, rows))]

# %% key="fit"
model.compile(keras.optimizers.SGD(0.5), loss, metrics=[training.SoftmaxBits(), "accuracy"])
model.fit(x[train], y[train], batch_size=32, shuffle=False, verbose=0)
gap = max(abs(w - ours).max() for w, ours in zip(model.get_weights(), theta))
print(f"after {len(batches)} steps the weights agree to 1e-5: {gap < 1e-5}")

# %% key="evaluate"
found = model.evaluate(x[test], y[test], verbose=0, return_dict=True)
print({name: round(value, 2) for name, value in found.items()}, model.metrics_names)

# %% [markdown] key="evaluate-why"
# `evaluate` returns the loss in nats, and the metrics. With `return_dict=True` each number has its name; `model.metrics_names` doesn't name them all. "accuracy" is the share of images whose largest
# logit is that of the label.
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

# %% [markdown] key="log-question" story="0.26"
# Keras weights the batches by their sizes: here it says 0.26 (*Going further* runs it). So far the model stood still. In training it moves, and two more parts come in. **Dropout**: in each step and for each example, each hidden unit is set to 0 with probability ½, and doubled otherwise. So its mean stays, and scoring may leave dropout out.
# A **penalty** on the weights is added to the loss. `set_seed` starts all random numbers anew. `fit` returns a history, with one number per epoch for each name.


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
# Now score the same images with the model as it stands after the epoch, without dropout and without the penalty. Which share of the logged loss is left? In the loop below, `training=True` turns dropout on, and `net.losses` holds the penalty.

# %% key="log-forecast"
xent.predict("training.log", {"25 %": 0.25, "55 %": 0.25, "80 %": 0.25, "100 %": 0.25})

# %% key="log-rebuilt"
net, sgd, parts = network(), keras.optimizers.SGD(0.2), []
for rows in batches:
    with tf.GradientTape() as tape:
        dropped = loss(y[rows], net(x[rows], training=True))
        total = dropped + sum(net.losses)
    parts.append([total, dropped, loss(y[rows], net(x[rows]))])
    sgd.apply(tape.gradient(total, net.trainable_variables), net.trainable_variables)
levels = [*np.average(parts, axis=0, weights=[len(rows) for rows in batches])]
levels.append(float(loss(y[train], net(x[train]))))

# %% key="log-picture"
names = ["as logged", "no penalty", "and no dropout", "and after the epoch"]
ax = xent.plots.plot_bars(names, {"training images": levels}, ylabel="mean loss (nats)")
ax.set(title=f"Of the logged {levels[0]:.2f} nats, {levels[-1]:.2f} remain after the epoch")
xent.show(ax.figure, f"The loop reports {levels[0]:.2f} nats, the log of fit {log[0]:.2f}.")

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
losses, raw = keras.losses, tf.constant([[5.0, -4.0]])
for label in (0, 1):
    with tf.GradientTape() as tape:
        tape.watch(raw)
        cost = losses.CategoricalCrossentropy()(tf.one_hot([label], 2), raw)
    print(f"class {label}: {cost:.7f} nats, slopes {tape.gradient(cost, raw).numpy()[0].round(6)}")
xent.reveal("training.forgotten", f"{cost:.1f}")

# %% [markdown] key="forgotten-verdict" story="16.118"
# Keras divides the outputs by their sum, and moves what it takes for probabilities into $[10^{-7},1-10^{-7}]$. So these outputs look perfect, or cost $-\ln10^{-7}=16.118$ nats. In both cases the slope is 0, and nothing is
# learnt. Other outputs give numbers that look right, or slopes that point the wrong way. Let the last layer return **logits**, and take a loss that expects them. (*Going further* shows more traps of this kind.)
#
# These four quadruples fit. *Going further* runs them, and compares each with NumPy:
#
# | the answer is | last layer | Keras's loss, `from_logits=True` | targets | metric |
# |---|---|---|---|---|
# | yes or no | `Dense(1)` | `BinaryCrossentropy` | 0 or 1 | sigmoid bits |
# | one of K | `Dense(K)` | `SparseCategoricalCrossentropy` | class ids | softmax bits |
# | one of K, in doubt | `Dense(K)` | `CategoricalCrossentropy` | masses: a row that sums to 1 | softmax bits |
# | any of K labels | `Dense(K)` | `BinaryCrossentropy` | multi-hot: a 1 for each true label | sigmoid bits |
#
# A yes or no may have `Dense(2)` and class ids, too. In the last row Keras reports the mean over the labels, and xentlib their sum.

# %% [markdown]
# ### Exercise: four tasks
#
# Each model returns logits, and they are all 0 at first. Return the four first losses in this order, in nats per example (the labels of an example are added up):
#
# 1. malignant or not, one sigmoid;
# 2. one of ten classes, class ids;
# 3. ten classes, masses: seven readers saw a "3", three saw a "5";
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
reported = losses.SparseCategoricalCrossentropy()(pair, half, sample_weight=np.array([3.0, 1.0]))
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
# Ask for `reduction="mean_with_sample_weight"`, and Keras divides by the sum of the weights in each batch. `fit` with `class_weight` weights each example by its class. With several labels per example it takes a wrong weight, and says nothing: *Going further* shows which.
#
# ## A loss of your own
#
# Some training labels are wrong, and each wrong one can cost without limit. Zhang and Sabuncu (2018) charge
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
# For Keras a loss is a function of the targets and of what the model returns. It gives one number per example. Write it with `keras.ops`, and the tape finds its slope by itself: it is the one that you derived. The decorator registers its name, so that a saved model finds it again:


# %% key="own-loss"
@keras.saving.register_keras_serializable()
def bounded_loss(y_true, z):
    own = keras.ops.sum(keras.ops.one_hot(y_true, 10) * keras.ops.softmax(z), axis=-1)
    return (1 - own**0.7) / 0.7


# %% key="save"
net = keras.Sequential([keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(10)])
net.compile("adam", bounded_loss)
with tempfile.TemporaryDirectory() as folder:
    keep = keras.callbacks.ModelCheckpoint(f"{folder}/epoch.keras")
    net.fit(x[train], y[train], epochs=3, verbose=0, callbacks=[keep, training.ProgressBar()])
    again = keras.saving.load_model(f"{folder}/epoch.keras")
before, after = (training.predict_logits(one, x[test]) for one in (net, again))
print(f"{again.loss.__name__}; the same logits: {(before == after).all()}")

# %% [markdown] key="own-loss-read"
# `ModelCheckpoint` wrote the model to the disk after each epoch. The reloaded model has your loss, and gives the same logits. ("adam" is an optimiser; lesson 10 compares it with others.)
#
# *Going further* trains with this loss where 40 % of the labels are random.
#
# ## When to stop
#
# A long `fit` gets a `callbacks` list. `training.ProgressBar()` shows one line while it runs. `EarlyStopping` watches the validation loss: after `patience` epochs in a row without a new minimum it ends the training, and
# with `restore_best_weights=True` it goes back to the best epoch. (Prechelt, 1998, compares such criteria.) A colleague ran twelve epochs without it:

# %% key="curve"
falls = [0.90, 0.62, 0.47, 0.38, 0.31, 0.26, 0.22, 0.19, 0.16, 0.14, 0.12, 0.10]
turns = [0.95, 0.70, 0.55, 0.58, 0.57, 0.43, 0.47, 0.48, 0.52, 0.58, 0.64, 0.70]
epochs, curves = range(1, 13), {"training": falls, "validation": turns}
ax = xent.plots.plot_curves(epochs, curves, xlabel="epoch", xticks=epochs, ylabel="loss (nats)")
for n, value in zip(epochs, turns):
    ax.text(
        n, value + 0.03, f"{value:.2f}", ha="center", bbox={"fc": "w", "ec": "none", "pad": 0.4}
    )
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
# Here a softmax model is trained anew at each move, on a few digits of which some have random labels. The picture magnifies the lowest part of the validation curve; the training curve leaves it below. A patience of 1 gives up at the first rise. Which patience waits for the lowest point? What does a larger rate
# do to the right end of the curve?

# %% key="curves-explorer"
xent.explorers.explore_training_curves()

# %% [markdown] key="classifier" story="128"
# ## An image classifier
#
# A **filter** is a small window of weights, one weight for each pixel and each channel that comes in, and one bias. A **convolution** slides its filters over the whole image, so a stroke is found wherever it stands (LeCun et al., 1998). Each filter makes one new channel. **Pooling** keeps the largest number of each 2 × 2.
# A well-known program for the 28 × 28 images of MNIST has two convolutions of 3 × 3, with 32 and with 64 filters, each followed by ReLU and pooling. Then come 128 units and 10 logits.
#
# ### Exercise: shapes and parameters
#
# One channel comes in, and nothing is padded. A window of $k>1$ pixels has fewer than 28 places in a row of 28, and pooling drops an odd pixel. Derive the flattened size after both poolings, and the number of parameters of the two convolutions and of the dense layer of 128 `units` together (without the 10 logits).


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

# %% [markdown] key="images-why" story="0.1307 0.3081 000 255 52,500 500"
# Programs for MNIST subtract 0.1307 from each pixel and divide by 0.3081. These are mean and standard deviation of MNIST's training pixels, after a division by 255. Other images have other numbers: compute them **from the training set**. Our digits are drawn on
# 28 × 28 pixels, too. With `MNIST = True` the same cells train on 52,500 of MNIST's 70,000 images (if Keras has them on your disk).

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
cnn, steps = classifier(), 5 * int(np.ceil(len(learn) / 32))
rate = keras.optimizers.schedules.CosineDecay(2e-3, steps)
cnn.compile(keras.optimizers.Adam(rate), loss)
cnn.fit(inputs[learn], answers[learn], epochs=5, verbose=0, callbacks=[training.ProgressBar()])
logits = training.predict_logits(cnn, inputs[exam]).astype(float)
cnn_bits = xent.softmax_cross_entropy(answers[exam], logits) / np.log(2)
right = (logits.argmax(1) == answers[exam]).mean()
print(f"test: {cnn_bits.mean():.1f} bits; at least 96 % are right: {right >= 0.96}")

# %% key="dearest"
order = (-cnn_bits).argsort()[:10]
notes = [f"{answers[exam][i]} as {logits[i].argmax()}\n{cnn_bits[i]:.0f} bits" for i in order]
ax = xent.plots.plot_tiles(pictures.images[exam][order], labels=notes)
share = cnn_bits[order].sum() / cnn_bits.sum()
ax.set_title(f"Ten of {len(exam)} images make {share:.0%} of the loss", loc="left")
xent.show(ax.figure, f"Of {len(exam)} test images the costliest costs {cnn_bits.max():.0f} bits.")

# %% [markdown] key="dearest-read" story="435 439 450"
# "4 as 9" is a four taken for a nine. The network was sure of some, in doubt of others. A few images make most of the loss. Report the mean loss: the accuracy hides how sure the network was. And the seed: six gave us 435 to 439 right images of 450.
#
# ## Many labels, one trunk
#
# A collage shows two places side by side; each is empty or holds a digit. The labels say which digits are there (lesson 07). The training and the test collages are made of different images.


# %% key="collages"
def collages(rows, n):
    pairs = xent.data.digit_pairs(xent.data.Digits(digits.images[rows], y[rows]), n, rng=rng)
    return (pairs.images.reshape(n, -1) / 16).astype("float32"), pairs.labels.astype("float32")


(seen, seen_labels), (new, new_labels) = collages(train, 2000), collages(test, 1000)

# %% key="collages-picture"
names = [" ".join(map(str, row.nonzero()[0])) or "none" for row in new_labels[:10]]
ax = xent.plots.plot_tiles(new[:10].reshape(-1, 8, 16), labels=names)
ax.set_title(f"Labels per collage: {new_labels.sum(1).mean():.2f} on average", loc="left")
xent.show(ax.figure, f"The rarest digit is in {seen_labels.mean(0).min():.0%} of the collages.")

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

# %% key="first-loss"
bias, ln2 = training.prior_bias(seen_labels), np.log(2)

# %% [markdown] key="trunk-why"
# With zero biases the forecasts begin at $10\ln2$ nats, which are 10 bits. With these biases they begin at the entropy of the labels' rates, {{ f"{xent.entropy(np.stack([seen_labels.mean(0), 1 - seen_labels.mean(0)], 1), base=2).sum():.1f}" }} bits. (That is so if the last weights are 0. Random ones add a little. For class ids the bias is $\ln n_c/n$.)
#
# ### A trunk against ten networks
#
# In a multi-label network the labels may share all layers but the last one: a **trunk**. Or each label has a network of its own. The trunk has 64 units in each of its two layers. Ten small networks have 9 units in each of theirs, so they have about as many parameters as the trunk in all.
# Ten large ones have 64 each, and about ten times as many. Each kind starts three times, from other random weights. All stand in one model, but no weight belongs to two of them. (`EinsumDense` holds a matrix for each network. Keras would take them for one layer, and make their first weights too small. The cell sets their scale.)


# %% key="trunk-networks"
def many(a, n, units, last):
    """Logits of n networks, as three starts of ten labels."""
    prior = keras.initializers.Constant(np.resize(bias.value, (n, last)))
    a = layers.Reshape((n, units))(layers.Dense(n * units, "relu", True, "lecun_normal")(a))
    for width, more in ((units, {"activation": "relu"}), (last, {"bias_initializer": prior})):
        more["kernel_initializer"] = keras.initializers.RandomNormal(0, units**-0.5)
        a = layers.EinsumDense("bni,nio->bno", (n, width), bias_axes="no", **more)(a)
    return layers.Reshape((3, 10))(a)


# %% [markdown] key="trunk-ask"
# Each is trained for 20 epochs. Of equal size, which has the lower test loss on average over the starts: the trunk or the ten small networks?

# %% key="trunk-forecast"
xent.predict("training.trunk", {"trunk": 0.5, "small": 0.5})

# %% key="trunk-fit"
training.set_seed(0)
a, bits = keras.Input((128,)), []
nets = {"trunk": many(a, 3, 64, 10), "small": many(a, 30, 9, 1), "large": many(a, 30, 64, 1)}
net, told = keras.Model(a, nets), dict.fromkeys(nets, np.stack([seen_labels] * 3, 1))
net.compile("adam", {name: training.SigmoidCrossEntropy() for name in nets})
for _ in range(4):
    net.fit(seen, told, epochs=5, batch_size=50, verbose=0, callbacks=[training.ProgressBar()])
    z = np.array([logits.numpy() for logits in net(new).values()], float)
    bits.append(xent.sigmoid_cross_entropy(np.tile(new_labels[:, None], (3, 1, 3, 1)), z).sum(-1))
bits = np.array(bits).transpose(3, 0, 1, 2) / ln2  # starts, looks, networks, collages

# %% key="trunk-picture"
looks, by_start = range(5, 21, 5), bits.mean(-1).T
curves, ends = dict(zip(nets, by_start.mean(-1))), by_start[:, -1]
ax = xent.plots.plot_curves(looks, curves, xlabel="epoch", xticks=looks)
for line, row in zip(ax.lines, by_start):
    colour = line.get_color()
    ax.fill_between(looks, row.min(1), row.max(1), fc=(colour, 0.25), ec=colour, lw=0.5)
ax.set(ylabel="test loss (bits)", title="Three networks over 20 epochs (bands: three starts)")
said = ", ".join(f"{n} {row.min():.2f} to {row.max():.2f}" for n, row in zip(nets, ends[:2]))
xent.show(ax.figure, f"After 20 epochs, in bits: {said}.")

# %% key="trunk-reveal"
more = bits[:, -1, 1] - bits[:, -1, 0]  # small - trunk, of each start and each collage
error = np.sqrt(more.mean(0).var(ddof=1) / 1000 + more.mean(1).var(ddof=1) / 3)
print(f"small - trunk: {more.mean():.2f} ± {2 * error:.2f} bits")
xent.reveal("training.trunk", [*nets][ends[:2].mean(1).argmin()])

# %% [markdown] key="trunk-read" story="−0.03 0.03 0.14 0.18"
# The ± is twice the standard error of the difference. It counts other test collages and starts (three: few), not other training collages.
#
# Of equal size, the trunk is ahead here: six seeds gave us 0.03 to 0.14 bits. Six races on other collages gave −0.03 to 0.18; the small ones won two. The large ones gain little after epoch 10; the trunk still learns. So such a race also measures the number of epochs. The trunk does not know how labels depend on each other: its sigmoids still multiply.
#
# ## A template to copy
#
# Put your own arrays into the first cell: one row of numbers per example, and a label of any kind, a number or a word. Copy the imports and the other two cells. They split, start at the prior, train, stop by validation bits, save, reload, and look at the test set once.

# %% key="template-data"
features, labels = digits.images.reshape(-1, 64), digits.labels
path, epochs = tempfile.mkdtemp(), 20

# %% key="template-train" tags=["template"]
table = np.reshape(features, (len(features), -1)).astype("float32")
assert np.isfinite(table).all(), "features hold NaN or infinity: fill them in, or drop those rows"
classes, ids = np.unique(np.ravel(labels), return_inverse=True)
options = {"test_size": 0.25, "random_state": 0}
rest, last = train_test_split(np.arange(len(table)), stratify=ids, **options)
fit_on, held = train_test_split(rest, stratify=ids[rest], **options)
training.set_seed(0)
adam, scale = keras.optimizers.Adam(0.003), keras.layers.Normalization()
scale.adapt(table[fit_on])
hidden = keras.layers.Dense(64, "relu", kernel_regularizer=keras.regularizers.L2(1e-3))
top = keras.layers.Dense(len(classes), bias_initializer=training.prior_bias(ids[fit_on]))
parts = [scale, keras.layers.Activation("tanh"), hidden, top]
net = keras.Sequential([keras.Input(table.shape[1:]), *parts])
net.compile(adam, training.SoftmaxCrossEntropy(), metrics=[training.SoftmaxBits()])

# %% key="template-test" tags=["template"]
watch = {"monitor": "val_bits", "mode": "min", "patience": 10, "restore_best_weights": True}
calls = [training.Calibration(table[held], ids[held]), training.ProgressBar()]
calls.append(keras.callbacks.EarlyStopping(**watch))
run = {"validation_data": (table[held], ids[held]), "epochs": epochs, "callbacks": calls}
log = net.fit(table[fit_on], ids[fit_on], verbose=0, **run).history
net.save(f"{path}/model.keras")
again = keras.saving.load_model(f"{path}/model.keras")
final = training.predict_logits(again, table[last]).astype(float)  # one look
test_bits = xent.softmax_cross_entropy(ids[last], final).mean() / np.log(2)
base_bits = xent.entropy(np.bincount(ids[rest]) / len(rest), base=2)
wrong = (final.argmax(1) != ids[last]).mean()
best = int(np.argmin(log["val_bits"])) + 1
print(f"best epoch {best} of {epochs} (the last? raise epochs), ECE {log['ece'][best - 1]:.2f}")
print(f"test: {test_bits:.2f} bits (base rate {base_bits:.2f}), {wrong:.0%} wrong")

# %% [markdown] key="template-why" story="0.15 0.19 100"
# If the best epoch is the last, raise `epochs`. (Here 80 lower the validation loss from 0.19 to 0.15 bits.) Where another program loads the model, it needs `from xentlib import training` first. `classes[n]` is your name of class `n`. `Normalization` is part of the model, so a reloaded model knows your scaling. `tanh` limits what it lets in: a pixel that never varied in the training set is divided by a
# tiny number. `training.Calibration` writes the calibration error (ECE, lesson 12) of each epoch into the history. Compare it with the share of wrong answers: a model that always says 100 % has an ECE of that size.
#
# ## What you now know
#
# 1. A tape sees only what is computed inside it, from the model. `fit` is the loop that you wrote.
# 2. The log is a running mean, with dropout and penalty in it. If a step of your own returns plain values, the log shows its last batch.
# 3. Logits out, a loss from logits, matching targets, a metric in bits. Many wrong pairs run in silence.
# 4. Keras divides a weighted loss by $n$. With multi-hot rows it takes a class weight by `argmax`.
# 5. A loss of your own is a function of targets and logits. Register it, and it can be saved and reloaded.
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

# %% [markdown] key="last-batch-ask"
# ### Five losses in two batches
#
# This model has nothing to learn: it hands its input through, and the loss takes that as the cost. So you choose the losses:

# %% key="last-batch"
still = keras.Sequential([keras.Input((1,)), layers.Identity()])
still.compile(loss=lambda _, cost: cost[:, 0])
costs = np.array([[0.1], [0.1], [0.1], [0.1], [0.9]])
print("Keras", round(still.evaluate(costs, costs, batch_size=4, verbose=0), 2), end=", ")
print("mean of batch means", (costs[:4].mean() + costs[4:].mean()) / 2, "last batch", costs[-1, 0])

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

# %% [markdown] key="decision-ask"
# ### The four quadruples, run
#
# A thousand random examples go through each last layer. Loss and metric of Keras are compared with NumPy:

# %% key="decision-table"
Z, ids = 3 * draws.normal(rng, (1000, 7)), (7 * rng.random(1000)).astype(int)
many, soft = (rng.random((1000, 7)) < 0.3) * 1.0, xent.smooth_labels(xent.one_hot(ids, 7), 0.2)
table = [("yes or no", "Sigmoid", losses.BinaryCrossentropy, many[:, :1])]
table += [("one of K", "Softmax", losses.SparseCategoricalCrossentropy, ids)]
table += [("in doubt", "Softmax", losses.CategoricalCrossentropy, soft)]
table += [("labels", "Sigmoid", losses.BinaryCrossentropy, many)]
for task, link, kind, t in table:
    width, bits_metric = 1 if task == "yes or no" else 7, getattr(training, f"{link}Bits")()
    net = keras.Sequential([keras.Input((7,)), layers.Dense(width)])
    net.compile(loss=kind(from_logits=True), metrics=[bits_metric])
    told = net.evaluate(Z, t, verbose=0, return_dict=True)
    z = training.predict_logits(net, Z).astype(float)
    ours = getattr(xent, f"{link.lower()}_cross_entropy")(t, z)
    fits = np.isclose([told["loss"], told["bits"]], [ours.mean(), ours.sum() / 1000 / ln2], 1e-5)
    print(f"{task:9} {kind.__name__:29} and {link}Bits fit: {fits.all()}")

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
# has the length of the rate, even for a slope as small as this one, and here it goes the other way. So change the rate of the optimiser that you have.
#
# ### Thirty-six pairs
#
# Take four examples with three classes. Give each loss of Keras the logits, their softmax and their sigmoid, with class ids and with one-hot rows:

# %% key="grid"
Z3, ids3 = draws.normal(rng, (4, 3)) * 2, np.array([0, 2, 1, 2])
outputs = {"logits": Z3, "softmax": xent.softmax(Z3), "sigmoid": xent.sigmoid(Z3)}
targets = {"ids": ids3, "one-hot": xent.one_hot(ids3, 3)}
kinds = [
    losses.SparseCategoricalCrossentropy,
    losses.CategoricalCrossentropy,
    losses.BinaryCrossentropy,
]
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
# Bold is right. The wrong ones look like losses, too. One of them is even the right loss of three labels (sigmoid, one-hot, Binary), but these are three classes.
#
# ### Where the probabilities come from
#
# Clipping harms honest probabilities as well. Take the logits 40 and 0, and let the second class come. The right loss is 40 nats, with the slopes 1 and −1:

# %% key="clipped"
z, second = tf.constant([[40.0, 0.0]]), tf.constant([[0.0, 1.0]])
routes = {"tf.nn.softmax": tf.nn.softmax, "Keras's softmax": keras.activations.softmax}
routes["a Softmax layer"] = keras.layers.Softmax()
routes["Dense(softmax)"] = layers.Dense(2, "softmax", kernel_initializer="identity")
for name, softmax in routes.items():
    with tf.GradientTape() as tape:
        tape.watch(z)
        cost = losses.CategoricalCrossentropy()(second, softmax(z))
    print(f"{name:15} {cost:6.3f} nats, slopes {tape.gradient(cost, z).numpy()[0]}")

# %% key="clipped-in-a-graph"
ends = {"Dense(softmax)": [routes["Dense(softmax)"]]}
ends["tf.nn.softmax"] = [layers.Lambda(tf.nn.softmax)]
ends["Softmax, Reshape"] = [layers.Softmax(), layers.Reshape((2,))]
for name, end in ends.items():
    net = keras.Sequential([keras.Input((2,)), *end])
    net.compile(loss=losses.CategoricalCrossentropy())
    print(f"{name:16} evaluate {net.evaluate(z, second, verbose=0):6.3f}", end=", ")
    said = losses.CategoricalCrossentropy()(second, net.predict_on_batch(z))
    print(f"on what predict returned {said:.3f}")

# %% [markdown] key="clipped-verdict"
# Keras's own softmax leaves a note on its result, and on TensorFlow the loss finds the logits behind it. In a graph, as in `fit` and `evaluate`, it finds those behind `tf.nn.softmax`, too. But put a `Reshape` after the softmax, or pass the loss what `predict` returned, and it clips again. Other backends don't look. Let the
# model return logits, and no route is left that can clip.
#
# ### More numbers that surprise
#
# Each line has a question and its right answer, and then what Keras says:

# %% key="probes"
sure, half, first = np.array([[1.0, 0.0]]), np.full((2, 2), 0.5), tf.constant([[1.0, 0.0]])
asked = {
    "logits 40, 0; class 0: 4.2e-18": lambda: losses.CategoricalCrossentropy(from_logits=True)(
        first, z
    ),
    "the same, one sigmoid: 4.2e-18": lambda: losses.BinaryCrossentropy(from_logits=True)(
        [1.0], [40.0]
    ),
    "focal, gamma 0, p 0.7: 0.357": lambda: losses.CategoricalFocalCrossentropy(gamma=0)(
        first, np.array([[0.7, 0.3]])
    ),
    "KL of disjoint rows: inf": lambda: losses.KLDivergence()(sure, 1 - sure),
    "smoothed class ids: 0.693": lambda: losses.SparseCategoricalCrossentropy(label_smoothing=0.1),
    "ids in a list: 0.693": lambda: losses.SparseCategoricalCrossentropy()([0, 1], half.tolist()),
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
zeros.compile(keras.optimizers.SGD(0.0), losses.BinaryCrossentropy(from_logits=True))
said = zeros.fit(rows, rows, class_weight={0: 1, 1: 2, 2: 5, 3: 100}, verbose=0).history["loss"]
print(f"{said[0] / np.log(2):.2f} ln 2, and by the rows' first labels {(2 + 1 + 5 + 1) / 4}")

# %% [markdown] key="class-weight-read" story="100"
# Each row got one weight, that of its `argmax`. The label of weight 100 was never counted, and the row without a label got the weight of label 0. Weight several labels inside the loss (lesson 07).
#
# ### A rule in place of a loss
#
# In xentlib a scoring rule is two functions of $s=\ln p_y$: the charge, here $(1-e^{qs})/q$, and its slope, $-e^{qs}$. The chain rule does the rest: $\partial s/\partial z_k=1_{y=k}-p_k$, and the product is the answer of your exercise. Why state a slope, if the tape finds it? Ask both for one hopeless label:

# %% key="own-rule"
q, exp = 0.7, keras.ops.exp
rule = xent.ScoringRule("bounded", lambda s: (1 - exp(q * s)) / q, lambda s: -exp(q * s))
bounded = training.SoftmaxCrossEntropy(training.register_rule(rule))
far = tf.constant([[0.0, 200.0] + 8 * [0.0]])
for name, charge in {"a function": bounded_loss, "a rule": bounded}.items():
    with tf.GradientTape() as tape:
        tape.watch(far)
        cost = keras.ops.mean(charge(np.array([0]), far))
    print(f"{name:10} {cost:.3f} nats, slopes {abs(tape.gradient(cost, far).numpy()[0, :2])}")

# %% [markdown] key="noise-ask"
# In the function $p_y$ underflows to 0, and the tape multiplies $0^{-0.3}=\infty$ by 0. The rule works with $\ln p_y$.
#
# ### Wrong labels
#
# Replace 40 % of the training labels by random ones. What does the bounded loss change? Here is its charge beside the log score:

# %% key="charges-picture"
p = np.linspace(0.01, 1, 100)
curves = {"log score": -np.log(p), "bounded, q = 0.7": (1 - p**0.7) / 0.7}
ax = xent.plots.plot_curves(p, curves, xlabel="probability of the label", ylabel="charge (nats)")
ax.set_title(f"The bounded charge stays below {1 / 0.7:.1f} nats", loc="left")
xent.show(ax.figure, f"At p = 0.01: {-np.log(p[0]):.1f} and {(1 - p[0] ** 0.7) / 0.7:.1f} nats.")


# %% key="noise"
def spoil(rows):
    return np.where(rng.random(len(rows)) < 0.4, (10 * rng.random(len(rows))).astype(int), y[rows])


noisy, noisy_test, found = spoil(train), spoil(test), {}
for name, charge in {"log score": loss, "bounded": bounded}.items():
    training.set_seed(0)
    net = keras.Sequential([keras.Input((64,)), layers.Dense(64, "relu"), layers.Dense(10)])
    net.compile(keras.optimizers.Adam(1e-3), charge)
    net.fit(x[train], noisy, epochs=12, verbose=0, callbacks=[training.ProgressBar()])
    z = training.predict_logits(net, x[test]).astype(float)
    found[name] = [xent.softmax_cross_entropy(t, z).mean() / ln2 for t in (y[test], noisy_test)]
    print(f"{name:9} {np.mean(z.argmax(1) == y[test]):.0%} right")

# %% key="noise-picture"
ax = xent.plots.plot_bars(["clean labels", "noisy labels"], found, ylabel="test loss (bits)")
ax.set(title="The bounded loss is cheap on clean labels, costly on noisy ones")
said = "; ".join(f"{name} {a:.1f} and {b:.1f}" for name, (a, b) in found.items())
xent.show(ax.figure, f"Bits on clean and on noisy test labels: {said}.")

# %% [markdown] key="noise-read"
# Both networks find nearly all digits. The log score also learnt how often a label is wrong: its forecasts are honest about noisy labels, and so they are timid on clean ones. The bounded loss gives up on labels that it can't explain. It is cheap on clean labels and costly on noisy ones. That is a choice, not a better loss:
# with trustworthy labels it ignores the hard examples.

# %% [markdown] key="bias-saves"
# ### What the first bias saves
#
# Train fresh trunks by plain descent from zero biases and from `training.prior_bias`. Epoch 0 is the loss before the first step:

# %% key="bias-curves"
curves = {}
for name, start in {"zero biases": "zeros", "prior biases": bias}.items():
    training.set_seed(0)
    hidden = [layers.Dense(64, "relu"), layers.Dense(64, "relu")]
    last_layer = layers.Dense(10, bias_initializer=start)
    net = keras.Sequential([keras.Input((128,)), *hidden, last_layer])
    net.compile(keras.optimizers.SGD(0.01), training.SigmoidCrossEntropy())
    first = net.evaluate(new, new_labels, verbose=0)
    run = net.fit(seen, seen_labels, epochs=5, verbose=0, validation_data=(new, new_labels))
    curves[name] = [first, *run.history["val_loss"]]
ax = xent.plots.plot_curves(range(6), curves, xlabel="epoch", xticks=range(6))
ax.set(ylabel="test loss (nats)", title="Zero biases spend the first epochs on the rates")
said = ", ".join(f"{name} {row[0]:.1f}" for name, row in curves.items())
xent.show(ax.figure, f"Before the first step: {said} nats.")

# %% [markdown] key="bias-read"
# The prior saves the first epochs. It does not lower the loss at the end.

# %% [markdown] key="wrong-size" story="6400 1600"
# ### A wrong flat size
#
# A common mistake flattens to 64 · 10 · 10 = 6400 numbers, by `view(-1, 6400)`: rows of that length, as many as it takes. The flat size is 1600. What becomes of a batch of 64 images?

# %% key="wrong-size-run"
batch = np.zeros((64, 64, 5, 5))
print(batch.reshape(-1, 6400).shape, "but with the first axis kept", batch.reshape(64, -1).shape)

# %% [markdown] key="wrong-size-read" story="64"
# Four images became one row, without an error. With 64 labels the loss fails later, far from the fault. (Thirty images would raise an error at once: their number must be divisible by four.) So flatten by keeping the first axis, as `Flatten` does.

# %% [markdown] key="filters-ask"
# ### What the filters see
#
# Send one test image through the classifier's first convolution. It answers with 32 images, one per filter:

# %% key="filters"
maps = cnn.layers[0](inputs[exam[:1]]).numpy()[0]
ax = xent.plots.plot_tiles(np.moveaxis(maps, -1, 0)[:10], labels=[f"filter {n}" for n in range(10)])
start, end = (one.layers[0].get_weights()[0].ravel() for one in (classifier(), cnn))
ax.set_title(f"A {answers[exam[0]]}, as ten of the 32 filters see it", loc="left")
alike = np.floor(10 * np.corrcoef(start, end)[0, 1]) / 10
xent.show(ax.figure, f"Weights before and after training correlate by more than {alike}.")

# %% [markdown] key="filters-read"
# Some filters answer to ink, some to paper, some to one side of a stroke. Most are nearly what chance made them.
#
# ### Where the template stopped
#
# The template's log:

# %% key="template-curve"
curves = {"training (running mean)": log["bits"], "validation": log["val_bits"]}
ax = xent.plots.plot_curves(range(1, len(log["bits"]) + 1), curves, xlabel="epoch")
ax.axvline(best, ls=":", color="0.4", lw=1)
ax.set(ylabel="loss (bits)", yscale="log", xticks=range(0, len(log["bits"]) + 1, 5))
ax.set_title(f"The reloaded weights are those of epoch {best}", loc="left")
xent.show(ax.figure, f"Lowest validation loss {min(log['val_bits']):.2f} bits.")

# %% [markdown] key="rosetta-ask"
# ### One loss in six libraries
#
# Each line shows a library's call and its value. First the loss of one class out of seven, then the loss of seven labels as a mean over examples and labels.
# `S` abbreviates `losses.SparseCategoricalCrossentropy(from_logits=True)`, and `B` the binary one:

# %% key="rosetta"
c, z7 = ids[:50], Z[:50]
p7, row, S = xent.softmax(z7), range(50), losses.SparseCategoricalCrossentropy(from_logits=True)
print(
    f"NumPy         {-np.log(np.exp(z7) / np.exp(z7).sum(1, keepdims=True))[row, c].mean() = :.4f}"
)
print(f"SciPy         {-special.log_softmax(z7, 1)[row, c].mean() = :.4f}")
print(f"scikit-learn  {log_loss(c, p7, labels=range(7)) = :.4f}")
print(f"Keras         {float(S(c, z7)) = :.4f}")
print(
    f"TensorFlow    {tf.nn.sparse_softmax_cross_entropy_with_logits(c, z7).numpy().mean() = :.4f}"
)
print(f"xentlib       {xent.softmax_cross_entropy(c, z7).mean() = :.4f}")

# %% key="rosetta-labels"
t, s7, B = many[:50], special.expit(z7), losses.BinaryCrossentropy(from_logits=True)
print(f"NumPy         {-(t * np.log(s7) + (1 - t) * np.log(1 - s7)).mean() = :.4f}")
print(f"SciPy         {-np.where(t, special.log_expit(z7), special.log_expit(-z7)).mean() = :.4f}")
print(f"scikit-learn  {np.mean([log_loss(a, b) for a, b in zip(t.T, s7.T)]) = :.4f}")
print(f"Keras         {float(B(t, z7)) = :.4f}")
print(f"TensorFlow    {tf.nn.sigmoid_cross_entropy_with_logits(t, z7).numpy().mean() = :.4f}")
print(f"xentlib       {xent.sigmoid_cross_entropy(t, z7).mean() = :.4f}")

# %% [markdown] key="rosetta-read"
# All six agree on ordinary logits. The lines of NumPy overflow, or take the logarithm of 0, at the logits of lesson 06. scikit-learn wants probabilities. Keras and TensorFlow compute in float32.
# `docs/rosetta.md` in the course's folder translates weights, smoothing, masks and more.
