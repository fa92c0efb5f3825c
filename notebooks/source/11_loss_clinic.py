# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # The loss clinic
#
# What is this number telling you?
#
# **Goals**
#
# - Know the losses that have a name, and derive each of them.
# - Recognise a broken program by the numbers that it prints.
# - Choose the test that decides between two causes.
# - Forecast ten diagnoses, and measure what your confidence costs.
# - Write a guard that finds faults which no log shows.
#
# **Needs** [09 Training with Keras](09_keras_training.ipynb)
#
# **Budget** 60 minutes to read, 90 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import numpy as np
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

import xentlib as xent
from xentlib import draws, training
from xentlib.classroom import predictions
from xentlib.doctor import diagnose, patients
from xentlib.plots import plot_bars, plot_curves, plot_landmarks, plot_symptoms
from xentlib.training import keras

xent.plots.use_style()
layers, losses = keras.layers, keras.losses
rng = np.random.default_rng(11)

# %% [markdown] key="still-ask" story="1.4612"
# ## A loss that stands still
#
# A colleague trains a classifier of ten digits. Nearly all training images are right. But the loss comes to rest just above 1.4612 nats, and more epochs don't help.
# Here are the last epochs of the run:

# %% key="still"
stopped = [*patients.values()][0].run()
log = stopped.model.fit(stopped.x, stopped.y, epochs=25, verbose=0).history
ax = plot_symptoms(log, landmarks={"ln 10": np.log(10), "1.4612": 1.4612})
xent.show(ax.figure, f"Training accuracy {log['accuracy'][-1]:.2f} after all epochs.")

# %% [markdown]
# What do you believe?

# %% key="still-forecast"
xent.predict(
    "clinic.still",
    {
        "the rate is too small": 0.25,
        "the labels are shuffled": 0.25,
        "the targets are smoothed": 0.25,
        "softmax is taken twice": 0.25,
    },
)

# %% key="still-reveal"
sure = np.eye(10)[0]  # the surest row that a softmax can return, for class 0
lowest = {"softmax is taken twice": xent.softmax_cross_entropy(0, sure)}
lowest["the targets are smoothed"] = xent.entropy(xent.smooth_labels(sure, 0.1))
lowest["the labels are shuffled"] = np.log(10)
print({cause: f"{loss:.4f}" for cause, loss in lowest.items()})
xent.reveal("clinic.still", min(lowest, key=lambda cause: abs(lowest[cause] - 1.4612)))

# %% [markdown] key="still-verdict"
# The last layers of the program are `Dense(10, "softmax")` and `Softmax()`. The second softmax takes probabilities for logits, so no logit is above 1. The order of the classes survives, and
# so does the accuracy. A rate that is too small may stop anywhere: it would not stop at this number. A number that a formula gives, and that causes leave behind, is called a **landmark** here.
#
# ### Exercise: the floor for K classes
#
# Derive the lowest loss of a softmax that is taken twice, for $K$ classes, in nats.


# %% key="double-floor"
def double_floor(k):
    """Lowest loss in nats of a softmax of a softmax, for k classes."""
    ### BEGIN SOLUTION
    return np.log(np.e + k - 1) - 1
    ### END SOLUTION


xent.check("clinic.double_floor", double_floor)

# %% [markdown] key="map" story="0.3133 0.5003"
# ## A map of losses
#
# Here is where such numbers come from:
#
# | what happens | loss in nats |
# |---|---|
# | all $K$ classes get the same $p$: the start | $-\ln\frac1K=\ln K$ |
# | a model knows the classes' shares $\pi$, and nothing else | $-\sum_c\pi_c\ln\pi_c=H(\pi)$ |
# | softmax twice, for ten classes and for two | $\ln(e+9)-1=1.4612$ and $\ln(e+1)-1=0.3133$ |
# | focal loss (Lin et al., 2017) with $\alpha=\frac14,\gamma=2$, at the start | $\frac14(1-\frac1K)^2\ln K$ |
# | a loss that moves $p$ into $[10^{-7},1-10^{-7}]$, certain and wrong | $-\ln10^{-7}=16.118$ |
# | the same, certain and right, in float32 | $-\ln(1-2^{-23})\approx1.2\cdot10^{-7}$ |
# | scikit-learn, certain and wrong, in float64 | $-\ln2^{-52}=36.04$ |
#
# Each of them is printed by a program:

# %% key="map-run"
one, flat = np.eye(10, dtype="float32")[:1], np.full((1, 10), 0.1, dtype="float32")
first, wrong = np.array([0]), np.array([[0.0, 1.0]])
best = xent.smooth_labels(one, 0.1).astype("float32")
marks = {
    "start, K = 10": losses.CategoricalCrossentropy()(one, flat),
    "start, K = 2": losses.BinaryCrossentropy()(np.ones((1, 1)), np.full((1, 1), 0.5)),
    "softmax twice, K = 10": losses.CategoricalCrossentropy(from_logits=True)(one, one),
    "softmax twice, K = 2": losses.CategoricalCrossentropy(from_logits=True)(wrong, wrong),
    "smoothed by 0.1, K = 10": losses.CategoricalCrossentropy(label_smoothing=0.1)(one, best),
    "focal, start, K = 10": losses.CategoricalFocalCrossentropy()(one, flat),
    "Keras, certain, wrong": losses.SparseCategoricalCrossentropy()(first, wrong),
    "Keras, certain, right": losses.SparseCategoricalCrossentropy()(first, 1 - wrong),
    "scikit-learn, wrong": log_loss(first, wrong, labels=[0, 1]),
}

# %% key="map-picture"
marks = {name: float(loss) for name, loss in marks.items()}
ax = plot_landmarks(marks)
known = ", ".join(f"{name}: {loss:.4g}" for name, loss in marks.items())
xent.show(ax.figure, f"In nats: {known}.")

# %% [markdown] key="map-read"
# Below the start a loss tells what was learnt. A loss far above it is certain and wrong. A loss that stays *on* a landmark asks for its cause.
# The number 0.5003 is new in this picture:
#
# ### Exercise: the floor of smoothed targets
#
# Smoothing by $\alpha$ (Szegedy et al., 2016) leaves $1-\alpha$ of the mass on the class, and spreads $\alpha$ evenly over all $K$ classes. Derive the lowest loss in nats.


# %% key="smoothed-floor"
def smoothed_floor(alpha, k):
    """Lowest loss in nats, if targets are smoothed by alpha over k classes."""
    ### BEGIN SOLUTION
    own, other = 1 - alpha + alpha / k, alpha / k
    return -own * np.log(own) - (k - 1) * other * np.log(other)
    ### END SOLUTION


xent.check("clinic.smoothed_floor", smoothed_floor)

# %% [markdown]
# ### Exercise: a start with biases
#
# The last layer has weights of 0 and the biases $b$. Class $c$ has $n_c$ examples. Return the mean loss before the first step, in nats.


# %% key="first-loss"
def first_loss(counts, biases):
    """Mean first loss in nats; examples of each class and biases, both (K,)."""
    ### BEGIN SOLUTION
    return xent.logsumexp(biases) - np.average(biases, weights=counts)
    ### END SOLUTION


xent.check("clinic.first_loss", first_loss)

# %% [markdown]
# Grey dots are what a hidden program prints while its model learns. Match them: choose a cause, $K$ and a share. There are five cases. In one of them two causes fit.

# %% key="causes-explorer"
xent.explorers.explore_causes()

# %% [markdown] key="four-lines-ask"
# ### Exercise: four lines of a log
#
# Four programs classify into **four** classes. Each printed one line:
#
# ```text
# A   first loss 1.386   lowest loss 0.351   training accuracy 0.99
# B   first loss 1.386   lowest loss 0.746   training accuracy 0.99
# C   first loss 0.195   lowest loss 0.004   training accuracy 0.98
# D   first loss 1.386   lowest loss 1.371   training accuracy 0.29
# ```
#
# Which is which? 1 softmax twice, 2 shuffled labels, 3 nothing wrong, 4 targets smoothed by `0.1`, 5 focal loss with its default $\alpha$. Return four numbers, for A to D.

# %% key="four-lines"
### BEGIN SOLUTION
programs = [4, 1, 5, 2]
### END SOLUTION

xent.check("clinic.four_lines", programs)

# %% [markdown] key="perfect-ask"
# ## A perfect loss
#
# Another colleague scores a model of tumours. Its last layer is `Dense(2)`. The loss of each tumour is in `his`:

# %% key="perfect"
tumours = xent.data.tumours()
scaled = (tumours.features - tumours.features.mean(0)) / tumours.features.std(0)
ill = tumours.malignant.astype(int)
training.set_seed(0)
net = keras.Sequential([keras.Input((30,)), layers.Dense(16, "relu"), layers.Dense(2)])
net.compile("adam", losses.SparseCategoricalCrossentropy(from_logits=True))
net.fit(scaled[:400], ill[:400], epochs=10, verbose=0)
z = training.predict_logits(net, scaled[400:])
his = losses.SparseCategoricalCrossentropy(reduction=None)(ill[400:], z).numpy()
mine = xent.softmax_cross_entropy(ill[400:], z.astype(float))

# %% key="perfect-picture"
edges = [0, 1e-6, 0.1, 1, 15, 17]
names = ["below 1e-6", "to 0.1", "to 1", "to 15", "above 15"]
parts = {"his": np.histogram(his, edges)[0], "softmax": np.histogram(mine, edges)[0]}
ax = plot_bars(names, parts, xlabel="loss (nats)", ylabel="tumours")
ax.set_title(f"His loss says 1.2e-07 for {parts['his'][0]} of {len(his)} tumours", loc="left")
xent.show(ax.figure, f"Mean loss: his {his.mean():.1f}, softmax {mine.mean():.1f} nats.")

# %% [markdown] key="shift-ask"
# Most of his losses are on two landmarks. Design a test: a softmax doesn't change if you add the same number to both logits (lesson 05). The mean loss of the softmax stays the same. Add 1000. What does his loss say on average?

# %% key="shift-forecast"
xent.predict("clinic.shift", {"0.00": 0.25, "0.69": 0.25, "16.12": 0.25, "1000.00": 0.25})

# %% key="shift"
shifts = np.r_[-1000, -30:31:3, 1000]
script = losses.SparseCategoricalCrossentropy()
told = {"his": [float(script(ill[400:], z + c)) for c in shifts]}
mend = losses.SparseCategoricalCrossentropy(from_logits=True)
told["from_logits=True"] = [float(mend(ill[400:], z + c)) for c in shifts]
xent.reveal("clinic.shift", f"{told['his'][-1]:.2f}")

# %% key="shift-picture"
inner = {name: row[1:-1] for name, row in told.items()}
ax = plot_curves(
    shifts[1:-1], inner, xlabel="added to both logits (nats)", ylabel="mean loss (nats)"
)
ax.set_title("A shift changes his loss, and not that of a softmax", loc="left")
moved = [f"{name} {min(row):.1f} to {max(row):.1f}" for name, row in inner.items()]
xent.show(ax.figure, f"Mean loss in nats: {', '.join(moved)}.")

# %% [markdown] key="shift-verdict"
# His program has no softmax, and no `from_logits=True`. Keras divides the two outputs by their sum, and clips. After a large shift both are nearly equal, and each is half of the sum. That is why he gets $\ln2$. A test that changes one thing decides more than any curve.
#
# ## A weight that does nothing
#
# The next program has four labels per example. Label 3 is rare, so it gets the weight 100. Nothing happens. All outputs are 0, so each row should cost $\ln2$ times its weights. One row at a time goes into `fit`:

# %% key="weights-run"
rows = np.array([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]], "float32")
net = keras.Sequential([keras.Input((4,)), layers.Dense(4, kernel_initializer="zeros")])
net.compile(keras.optimizers.SGD(0.0), losses.BinaryCrossentropy(from_logits=True))
for row in rows[:, None]:
    weights = dict(enumerate([1.0, 2.0, 5.0, 100.0]))
    log = net.fit(row, row, class_weight=weights, verbose=0).history
    print(
        f"labels {set(np.flatnonzero(row).tolist()) or '{}'}: {log['loss'][0] / np.log(2):.1f} ln 2"
    )

# %% [markdown]
# ### Exercise: the rule behind the table
#
# The weights of labels 0 to 3 are 1, 2, 5 and 100. Find the rule, and return the weight that each row gets.


# %% key="row-weights"
def row_weights(y, w):
    """Weights (n,) that Keras gives to multi-hot rows y (n, K) with class weights w (K,)."""
    ### BEGIN SOLUTION
    return w[y.argmax(1)]
    ### END SOLUTION


xent.check("clinic.row_weights", row_weights)

# %% [markdown] key="weights-verdict"
# `class_weight` is made for one class per example: Keras takes `argmax` of the row. The weight of label 3 counts only where no other label is there. Weigh the labels inside your loss (lesson 07):
#
# ```python
# each = keras.ops.binary_crossentropy(y_true, z, from_logits=True)
# return keras.ops.mean(each * weights, axis=-1)
# ```

# %% [markdown] key="rain-ask"
# ## Better than the weather office
#
# On each of 1200 days the office says the chance of rain, and its chances are honest. It rains with exactly that probability. So no honest forecast costs less on average than the office's. A colleague's network sees the air pressure and `around`, a smooth measure of how wet it is:


# %% key="rain"
def rain_losses(rain, pressure, columns=(0, 1)):
    around = np.convolve(rain, np.ones(3) / 3, "same")
    inputs = np.stack([pressure, around], 1)[:, columns].astype("float32")
    training.set_seed(0)
    net = keras.Sequential(
        [keras.Input((len(columns),)), layers.Dense(16, "relu"), layers.Dense(1)]
    )
    net.compile(keras.optimizers.Adam(0.01), losses.BinaryCrossentropy(from_logits=True))
    net.fit(inputs[:800], rain[:800], epochs=15, verbose=0)
    logits = training.predict_logits(net, inputs[800:]).ravel()
    return xent.sigmoid_cross_entropy(rain[800:], logits.astype(float)), (net, inputs)


# %% key="rain-run"
pressure = draws.normal(rng, 1200)
chance = xent.sigmoid(1.5 * pressure - 0.5)
rain = 1.0 * (rng.random(1200) < chance)
office = xent.binary_cross_entropy(rain[800:], chance[800:])
network, program = rain_losses(rain, pressure)
without, _ = rain_losses(rain, pressure, columns=(0,))

# %% key="rain-picture"
days = {"office": office, "his network": network, "without around": without}
ax = plot_bars(
    [*days], {"loss": [day.mean() for day in days.values()]}, ylabel="loss (nats per day)"
)
ax.set_title("His network beats a forecast that can't be beaten", loc="left")
less = office - network
gap = less.mean() / (less.std(ddof=1) / len(less) ** 0.5)
xent.show(ax.figure, f"His network is {gap:.0f} standard errors below the office.")

# %% [markdown] key="rain-verdict"
# Luck doesn't give that many standard errors. So some input knows the answer: **leakage** (Kaufman et al., 2012). Leave out one column at a time. Without `around` the network is no better than the office. `around` averages yesterday, today and tomorrow: it contains today's rain.
# The mend is to use the past only. In life the floor is rarely known. Two readers who label the same cases give an estimate: where they disagree, no forecast can be sure.

# %% [markdown] key="labels-ask"
# ## Accuracy of several labels
#
# A network finds the digits in a collage, any number of ten labels (lesson 07). About 95 % of the single labels are right. What does Keras's "accuracy" say?

# %% key="labels-forecast"
xent.predict("clinic.accuracy", {"0.95": 0.25, "0.85": 0.25, "0.65": 0.25, "0.15": 0.25})


# %% key="labels-data"
digits = xent.data.digits()
x, y = (digits.images.reshape(-1, 64) / 16).astype("float32"), digits.labels
train, test = train_test_split(np.arange(1797), test_size=450, stratify=y, random_state=0)


def collages(part, n):
    pairs = xent.data.digit_pairs(xent.data.Digits(digits.images[part], y[part]), n, rng=rng)
    return (pairs.images.reshape(n, -1) / 16).astype("float32"), pairs.labels.astype("float32")


(seen, seen_labels), (new, new_labels) = collages(train, 2000), collages(test, 500)

# %% key="labels-run"
training.set_seed(0)
hidden = [layers.Dense(64, "relu"), layers.Dense(64, "relu")]
net = keras.Sequential([keras.Input((128,)), *hidden, layers.Dense(10)])
net.compile(
    keras.optimizers.Adam(3e-3), losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"]
)
net.fit(seen, seen_labels, epochs=10, batch_size=64, verbose=0)
said = net.evaluate(new, new_labels, verbose=0, return_dict=True)["accuracy"]

# %% key="labels-picture"
z10 = training.predict_logits(net, new)
perfect = 20 * new_labels - 10 + rng.random(new_labels.shape)
who = {"network": z10, "never a label": perfect * 0 - 5, "perfect": perfect}
shares = {"accuracy": [(s.argmax(1) == new_labels.argmax(1)).mean() for s in who.values()]}
shares["single labels"] = [((s > 0) == new_labels).mean() for s in who.values()]
ax = plot_bars([*who], shares, ylabel="share", ylim=(0, 1.2))
ax.set_title("Accuracy punishes a perfect forecast of several labels", loc="left")
xent.show(ax.figure, f"Perfect forecasts: accuracy {shares['accuracy'][2]:.1f}, single labels 1.0.")

# %% key="labels-reveal"
options = ["0.95", "0.85", "0.65", "0.15"]
xent.reveal("clinic.accuracy", min(options, key=lambda share: abs(float(share) - said)))

# %% [markdown] key="labels-verdict"
# For outputs and targets of one shape, "accuracy" means: is the largest output at the *first* label of the row? If a collage has two labels, a perfect network puts its largest output at either. And the share of right single labels is high even for a
# network that never says a label. Say `keras.metrics.BinaryAccuracy(threshold=0.0)`, because these outputs are logits. And report the loss.

# %% [markdown] key="deck-ask"
# ## Ten patients
#
# The package has fifteen broken programs. Ten of them come now, in a random order. You see the log and a chart. You don't see the program. Then give probabilities to four causes: **change the numbers before you run the next cell**.

# %% key="deck"
patients_left = [
    "probabilities as logits",
    "shuffled labels",
    "labels off by one",
    "one-hot into sparse",
    "validation below training",
    "not a number",
    "dead relu",
    "rate too high",
    "wrong axis",
    "focal alpha",
]
deck = [patients[patients_left[i]] for i in np.argsort(np.random.default_rng(1).random(10))]
cases, words = {}, {"validation below training": "dropout", "not a number": "log of 0"}


# %% key="chart"
def priced(case, size):
    """Loss of eight examples in batches of a size."""
    try:
        few = {"x": case.x[:8], "y": case.y[:8], "batch_size": size, "verbose": 0}
        return f"{case.model.evaluate(**few, return_dict=True)['loss']:.2f}"
    except ValueError:
        return "an error"


def chart(case):
    """Shapes, outputs, targets and losses, in one line."""
    y, z = np.asarray(case.y), case.model.predict_on_batch(case.x)
    counts = np.bincount(y) if y.ndim == 1 else y.sum(0)
    told = [f"{name} {row[0]:.2f} to {row[-1]:.2f}" for name, row in case.history.items()]
    told = [line for line in told if "accuracy" in line] + [f"targets {y.shape}"]
    told += [f"outputs {z.shape}, {z.min():.2g} to {z.max():.2g}"]
    told += [f"examples per class {min(counts):.0f} to {max(counts):.0f}"]
    return "; ".join([*told, f"8 together cost {priced(case, 8)}, one by one {priced(case, 1)}."])


# %% key="helpers"
def symptoms(n):
    """Run a patient; return its picture and its chart."""
    case = cases[n] = deck[n].run()
    k = max(2, case.model.output_shape[-1])
    history = case.history or {"loss": []}
    ax = plot_symptoms(history, landmarks={f"ln {k}": np.log(k)})
    return ax.figure, chart(case)


def explain(n):
    """Print a patient's program and what the doctor finds, and return its cause."""
    print(deck[n].program, *diagnose(**cases[n]), sep="\n")
    return words.get(deck[n].name, deck[n].name)


# %% [markdown]
# ### Patient 1

# %% key="case-1"
xent.show(*symptoms(0))

# %% key="case-1-forecast"
xent.predict(
    "clinic.case_1",
    {"double softmax": 0.25, "focal alpha": 0.25, "leakage": 0.25, "labels off by one": 0.25},
)

# %% key="case-1-reveal"
xent.reveal("clinic.case_1", explain(0))

# %% [markdown] key="case-1-verdict"
# The accuracy decides. A forecast that is right for 15 % of ten classes can't cost so little: the start is $\ln10$. The loss has a factor, $\frac14(1-\frac1K)^2$ at the start. Double softmax never gets so low.
#
# ### Patient 2

# %% key="case-2"
xent.show(*symptoms(1))

# %% key="case-2-forecast"
xent.predict(
    "clinic.case_2",
    {"shuffled labels": 0.25, "labels off by one": 0.25, "dropout": 0.25, "double softmax": 0.25},
)

# %% key="case-2-reveal"
xent.reveal("clinic.case_2", explain(1))

# %% [markdown] key="case-2-verdict"
# The chart decides: one class has no examples. Labels from 1 to 10 became columns, the tenth has none, and its rows cost nothing. So the first loss is near $0.9\ln10$.
#
# ### Patient 3

# %% key="case-3"
xent.show(*symptoms(2))

# %% key="case-3-forecast"
xent.predict(
    "clinic.case_3",
    {"leakage": 0.25, "labels off by one": 0.25, "dropout": 0.25, "focal alpha": 0.25},
)

# %% key="case-3-reveal"
xent.reveal("clinic.case_3", explain(2))

# %% [markdown] key="case-3-verdict"
# Validation is better than training from the first epoch on, in both loss and accuracy. Leakage can make the two equal, but held-out rows are never better known than rows that were learnt. So training is handicapped: dropout is on, and the log is a running mean. Nothing is wrong here.
#
# ### Patient 4

# %% key="case-4" tags=["timing"]
xent.show(*symptoms(3))

# %% key="case-4-forecast"
xent.predict(
    "clinic.case_4",
    {"dead relu": 0.25, "rate too high": 0.25, "shuffled labels": 0.25, "log of 0": 0.25},
)

# %% key="case-4-reveal" tags=["timing"]
xent.reveal("clinic.case_4", explain(3))

# %% [markdown] key="case-4-verdict"
# The loss jumps up and down, far above $\ln10$. Dead units would make it flat, and shuffled labels keep it near $\ln10$. A logarithm of 0 would show no number at all.
#
# ### Patient 5

# %% key="case-5"
xent.show(*symptoms(4))

# %% key="case-5-forecast"
xent.predict(
    "clinic.case_5",
    {"missing softmax": 0.25, "dead relu": 0.25, "log of 0": 0.25, "focal alpha": 0.25},
)

# %% key="case-5-reveal"
xent.reveal("clinic.case_5", explain(4))

# %% [markdown] key="case-5-verdict" story="16.2 255"
# No number, from the first epoch on. Keras's own losses clip, and stay below 16.2. So this loss is written by hand. The pixels go up to 255: one probability becomes 0, and $0\cdot\ln0$ is no number.
#
# ### Patient 6

# %% key="case-6"
xent.show(*symptoms(5))

# %% key="case-6-forecast"
xent.predict(
    "clinic.case_6",
    {
        "shuffled labels": 0.25,
        "focal alpha": 0.25,
        "dropout": 0.25,
        "probabilities as logits": 0.25,
    },
)

# %% key="case-6-reveal"
xent.reveal("clinic.case_6", explain(5))

# %% [markdown] key="case-6-verdict" story="0.3133"
# The outputs are between 0 and 1, the accuracy is high, and the loss stays near 0.6. A sigmoid of a sigmoid costs at least 0.3133 for a yes, and $\ln2$ for a no.
#
# ### Patient 7

# %% key="case-7"
xent.show(*symptoms(6))

# %% key="case-7-forecast"
xent.predict(
    "clinic.case_7", {"double softmax": 0.25, "leakage": 0.25, "wrong axis": 0.25, "dropout": 0.25}
)

# %% key="case-7-reveal"
xent.reveal("clinic.case_7", explain(6))

# %% [markdown] key="case-7-verdict"
# The curve looks healthy. The last numbers of the chart decide: alone, each image costs $\ln10$. A forecast must not depend on who else is in the batch. Here softmax ran over the images.
#
# ### Patient 8

# %% key="case-8"
xent.show(*symptoms(7))

# %% key="case-8-forecast"
xent.predict(
    "clinic.case_8",
    {"shuffled labels": 0.25, "rate too high": 0.25, "dead relu": 0.25, "missing softmax": 0.25},
)

# %% key="case-8-reveal"
xent.reveal("clinic.case_8", explain(7))

# %% [markdown] key="case-8-verdict" story="16.2"
# A huge first loss, and then a flat line at $\ln10$. A missing softmax costs 16.2 at most. With a rate that is too high the loss would jump on. One large step has killed all units, and a dead unit has no slope.
#
# ### Patient 9

# %% key="case-9"
xent.show(*symptoms(8))

# %% key="case-9-forecast"
xent.predict(
    "clinic.case_9",
    {"log of 0": 0.25, "one-hot into sparse": 0.25, "labels off by one": 0.25, "wrong axis": 0.25},
)

# %% key="case-9-reveal"
xent.reveal("clinic.case_9", explain(8))

# %% [markdown] key="case-9-verdict"
# Not one epoch ended. The shapes decide: targets and outputs have the same one, but a sparse loss takes one id per example. An error is the best symptom: it comes early.
#
# ### Patient 10

# %% key="case-10"
xent.show(*symptoms(9))

# %% key="case-10-forecast"
xent.predict(
    "clinic.case_10",
    {"dead relu": 0.25, "missing softmax": 0.25, "double softmax": 0.25, "shuffled labels": 0.25},
)

# %% key="case-10-reveal"
xent.reveal("clinic.case_10", explain(9))

# %% [markdown] key="case-10-verdict"
# The start is right, and then nearly nothing is learnt. Dead units would stay at $\ln10$ to three digits; here the loss creeps down, because the network learns single images by heart (Zhang et al., 2017). Double softmax would find the digits.

# %% [markdown] key="bits-ask"
# ### What your confidence costs
#
# Somebody who always says a quarter pays 2 bits for each patient. Suppose that you give $c$ to your favourite cause, and share the rest among the other three. You are right in a share $r$ of the cases:

# %% key="bits-picture"
r = np.linspace(0, 1, 201)
price = {f"c = {c}": -r * np.log2(c) - (1 - r) * np.log2((1 - c) / 3) for c in (0.4, 0.7, 0.97)}
ax = plot_curves(r, price | {"uniform": np.full(201, 2.0)}, xlabel="share of right diagnoses r")
ax.set(ylabel="mean price (bits)", ylim=(0, 7))
ax.set_title("The surer you are, the more often you must be right", loc="left")
turn = {name: r[row < 2][0] for name, row in price.items()}
xent.show(
    ax.figure,
    "; ".join(f"{name} pays from r = {share:.2f} on" for name, share in turn.items()) + ".",
)

# %% key="bits"
yours = [score.bits for score in predictions.scores() if score.name.startswith("clinic.case")]
print(f"scored: {len(yours)} of 10; uniform pays {2 * len(yours)} bits, you pay {sum(yours):.1f}")

# %% [markdown]
# ### Exercise: where confidence breaks even
#
# Derive the share $r$ from which on you pay less than the uniform forecast. There are $m$ causes.


# %% key="break-even"
def break_even(c, m):
    """Share of right diagnoses at which giving c to one of m causes costs what uniform costs."""
    ### BEGIN SOLUTION
    rest = (1 - c) / (m - 1)
    return np.log(m * rest) / np.log(rest / c)
    ### END SOLUTION


xent.check("clinic.break_even", break_even)

# %% [markdown] key="blind-ask"
# You pay least where $c=r$. So a doctor who is right in 7 of 10 cases should give 0.7. Lesson 12 asks this of a network.
#
# ## What the doctor cannot know
#
# `diagnose` sees the model, the numbers that `fit` got, and the log. Show it the network of the rainy days:

# %% key="blind"
rain_net, inputs = program
held_out = (inputs[800:], rain[800:, None])
print("found:", diagnose(rain_net, inputs[:800], rain[:800, None], held_out=held_out))

# %% [markdown] key="blind-read"
# It finds nothing. It can't know that `around` holds tomorrow's rain. It doesn't know how labels were made, whether two rows are of one patient, or whether you ask the right question. A control can find the leak: **shuffle the labels first**, before anything is computed from them, and run the *whole* program. No honest program can then beat the entropy of the shares:

# %% key="control"
luck = np.argsort(rng.random(1200))
control, _ = rain_losses(rain[luck], pressure)
wet = rain.mean()
start = xent.entropy([wet, 1 - wet])
gap = (start - control.mean()) / (control.std(ddof=1) / len(control) ** 0.5)
print(f"with shuffled days: {gap:.0f} standard errors below the entropy of the shares")

# %% [markdown] key="guard-ask"
# The control finds the leak without knowing the floor. (It must shuffle before `around` is computed. Shuffled later, `around` would fit the old labels, and the control would find nothing.)
#
# ## The guard to take home
#
# Run three checks before a long training. **First loss**: set the last weights to 0 and the biases to $\ln\pi$. The mean loss must be $H(\pi)$. **One batch**: a few examples must be learnt by heart. **Control**: with shuffled labels, nothing may be learnt that holds for new data.


# %% key="guard-checks"
def digit_network(*last):
    training.set_seed(0)
    net = keras.Sequential([keras.Input((64,)), layers.Dense(32, "relu"), *last])
    net.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    return net


def checks(net):
    """First loss of a network of digits, minus the entropy; and its loss of 20 images learnt."""
    shares = np.bincount(y[train]) / len(train)
    *_, last = [layer for layer in net.layers if layer.weights]
    drawn = last.get_weights()
    last.set_weights([0 * drawn[0], np.log(shares)])
    off = net.evaluate(x[train], y[train], verbose=0) - xent.entropy(shares)
    last.set_weights(drawn)
    few = x[train[:20]], y[train[:20]]
    net.fit(*few, epochs=120, verbose=0)
    return off, net.evaluate(*few, verbose=0)


# %% key="guard-run"
healthy = digit_network(layers.Dense(10, "softmax"))
ill_one = digit_network(layers.Dense(10, "softmax"), layers.Softmax())
for name, net in {"one softmax": healthy, "softmax twice": ill_one}.items():
    off, learnt = checks(net)
    print(f"{name:13} first loss off by {abs(off):.3f}, 20 images learnt down to {learnt:.2f} nats")

# %% [markdown] key="guard-read"
# The first loss doesn't see a second softmax: two flat forecasts are flat. One batch does. So make all three checks. (With random last weights the first loss is above $H(\pi)$, by about half the variance of the logits: that is no fault.)
#
# On a batch, the first loss scatters, because a rare class costs more than a frequent one. A colleague's guard counts standard errors:


# %% key="colleague"
def colleague(first_losses, shares):
    expected = -np.log2(shares).mean()
    error = first_losses.std(ddof=1) / len(first_losses)
    return (first_losses.mean() - expected) / error


# %% [markdown]
# ### Exercise: mend his guard
#
# His losses are in nats, and he starts with the biases $\ln\pi$. Find three faults. Return the distance of the mean from what is expected, in standard errors, with its sign.


# %% key="guard"
def guard(first_losses, shares):
    """Standard errors by which the mean of losses (n,) is above what shares (K,) say."""
    ### BEGIN SOLUTION
    expected = -shares @ np.log(shares)
    error = first_losses.std(ddof=1) / len(first_losses) ** 0.5
    return (first_losses.mean() - expected) / error
    ### END SOLUTION


xent.check("clinic.guard", guard)

# %% [markdown]
# ## What you now know
#
# 1. A start of $\ln K$ or $H(\pi)$ is right. A loss that stands on another landmark names its cause.
# 2. Softmax twice stops at $\ln(e+K-1)-1$; a clipped loss at $16.118$; a smoothed target at its entropy.
# 3. Two causes can give one curve. Change one thing: shift the logits, score one example alone, leave out a column, shuffle the labels.
# 4. A loss below what anybody can reach is a fault, too.
# 5. Confidence pays only if you are right often enough.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("clinic")

# %% [markdown]
# ### In your own words
#
# A friend's network has three classes, of which one makes up 80 % of the data. Its loss fell from 1.1 and stands at 0.64. What do you ask, and what do you test first? (Nobody checks this.)
#
# ### Transfer
#
# Take a program of your own. Write down its start, its floor and its price of knowing only the shares, before you run it. Then run the three checks.
#
# ## What next
#
# You gave probabilities to causes, and the score told whether your confidence was honest. [12 Calibration](12_calibration.ipynb) asks the same of a network.
#
# ## References
#
# - Lin, T.-Y., Goyal, P., Girshick, R., He, K., Dollár, P. (2017). Focal loss for dense object detection. *ICCV*. [arXiv:1708.02002](https://arxiv.org/abs/1708.02002)
# - Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J., Wojna, Z. (2016). Rethinking the Inception architecture for computer vision. *CVPR*. [arXiv:1512.00567](https://arxiv.org/abs/1512.00567)
# - Kaufman, S., Rosset, S., Perlich, C., Stitelman, O. (2012). Leakage in data mining: formulation, detection, and avoidance. *ACM TKDD* 6(4), 15. [doi:10.1145/2382577.2382579](https://doi.org/10.1145/2382577.2382579)
# - Zhang, C., Bengio, S., Hardt, M., Recht, B., Vinyals, O. (2017). Understanding deep learning requires rethinking generalization. *ICLR*. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
