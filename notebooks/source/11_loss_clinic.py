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
# **Budget** {{ budget }}

# %% key="imports"
import numpy as np
from sklearn.metrics import log_loss

import xentlib as xent
from xentlib import draws, training
from xentlib.classroom import predictions
from xentlib.doctor import diagnose, patients
from xentlib.doctor.chart import CAUSES, vital_signs
from xentlib.plots import plot_bars, plot_curves, plot_landmarks, plot_symptoms
from xentlib.training import keras

xent.plots.use_style()
layers, losses, rng = keras.layers, keras.losses, np.random.default_rng(11)

# %% [markdown] key="still-ask" story="200 1.464 1.46"
# ## A loss that stands still
#
# A colleague's network is right on nearly all digits of the training set. But its loss falls ever more slowly. After 200 epochs it is 1.464 nats, and seems to stop at 1.46. Here is the beginning:

# %% key="still"
slow = next(iter(patients.values())).run()
log = slow.model.fit(slow.x, slow.y, epochs=20, verbose=0).history
ax = plot_symptoms(log, landmarks={"ln 10": np.log(10), "1.46": 1.46})
xent.show(ax.figure, f"Training accuracy {log['accuracy'][-1]:.2f} after the last epoch.")

# %% [markdown]
# What do you believe: is the learning rate small, are the labels shuffled, are the targets smoothed by `0.1`, or is softmax taken twice?

# %% key="still-forecast"
xent.predict("clinic.still", {"rate": 0.25, "shuffled": 0.25, "smoothed": 0.25, "twice": 0.25})

# %% key="still-reveal"
lowest = {"twice": xent.softmax_cross_entropy(0, np.eye(10)[0]), "shuffled": np.log(10)}
lowest["smoothed"] = xent.entropy(xent.smooth_labels(np.eye(10)[0], 0.1))
print({cause: f"{loss:.4f}" for cause, loss in lowest.items()})
xent.reveal("clinic.still", min(lowest, key=lambda cause: abs(lowest[cause] - 1.46)))

# %% [markdown] key="still-verdict" story="0.41"
# The last layers are `Dense(10, "softmax")` and `Softmax()`. The second one takes probabilities for logits, so no logit is above 1. The order of the classes survives, and with it the accuracy. With a small rate the loss would go on falling, below this number. (Much stronger smoothing, by `0.41`, has this floor, too: a landmark suggests causes, and a second look decides.) A number that a cause leaves behind is called a **landmark** here.
#
# The commonest form of this fault is `Dense(10, "softmax")` with `from_logits=True`. There Keras with TensorFlow finds the logits behind the softmax, warns you, and trains well. With other backends the loss stops at this floor.
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

# %% [markdown] key="map"
# ## A map of losses
#
# | what happens | loss in nats |
# |---|---|
# | all $K$ classes get the same $p$: the start | $-\ln\frac1K=\ln K$ |
# | a model knows the classes' shares $\pi$ and nothing else | $-\sum_c\pi_c\ln\pi_c=H(\pi)$ |
# | softmax twice, ten classes and two | $\ln(e+9)-1=1.4612$, $\ln(e+1)-1=0.3133$ |
# | focal loss (Lin et al., 2017), $\alpha=\frac14,\gamma=2$, at the start | $\frac14(1-\frac1K)^2\ln K$ |
# | $p$ of the class is clipped to at least $10^{-7}$: certain, wrong | $-\ln10^{-7}=16.118$ |
# | and to at most $1-10^{-7}$, in float32: certain, right | $-\ln(1-2^{-23})\approx1.2\cdot10^{-7}$ |
# | $p$ of a yes is clipped so, and the answer is no | $-\ln2^{-23}=15.942$ |
# | scikit-learn, float64: certain, wrong | $-\ln2^{-52}=36.04$ |
#
# Keras clips where it finds no logits behind the probabilities. A program prints these numbers:

# %% key="map-run"
one, flat = np.eye(10, dtype="float32")[:1], np.full((1, 10), 0.1, dtype="float32")
first, pair = np.array([0]), np.array([[0.0, 1.0]])
best = xent.smooth_labels(one, 0.1).astype("float32")
from_logits = losses.CategoricalCrossentropy(from_logits=True)
marks = {
    "start, K = 10": losses.CategoricalCrossentropy()(one, flat),
    "softmax twice, K = 10": from_logits(one, one),
    "smoothed by 0.1, K = 10": losses.CategoricalCrossentropy(label_smoothing=0.1)(one, best),
    "focal, start, K = 10": losses.CategoricalFocalCrossentropy()(one, flat),
    "Keras: certain, wrong": losses.SparseCategoricalCrossentropy()(first, pair),
    "Keras: certain, right": losses.SparseCategoricalCrossentropy()(first, 1 - pair),
    "Keras: certain, wrong, a no": losses.BinaryCrossentropy()(1 - pair[:, 1:], pair[:, 1:]),
    "scikit-learn: wrong": log_loss(first, pair, labels=[0, 1]),
}

# %% key="map-picture"
ax = plot_landmarks({name: float(loss) for name, loss in marks.items()})
xent.show(ax.figure, "; ".join(f"{name} {float(loss):.4g}" for name, loss in marks.items()) + ".")

# %% [markdown] key="map-read"
# A loss that stays *on* a landmark asks for its cause. The surest landmark is a sign: of labels 0 and 1, no cross-entropy is below 0. This one has the labels −1 and 1:

# %% key="negative"
print(f"{float(losses.BinaryCrossentropy()(np.array([[-1.0]]), np.array([[0.1]]))):.2f} nats")

# %% [markdown] key="smoothed-ask" story="0.5003"
# The picture has a number that the table lacks, 0.5003:
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
# Grey dots are what a hidden program prints while its model learns: the further to the right, the higher the true class's logit stands above the others, which are equal. Match the dots. Choose a cause, $K$ and a share, which is the part of the labels that is random, or the $\alpha$ of smoothing. In one of the five cases two causes fit.

# %% key="causes-explorer"
xent.explorers.explore_causes()

# %% [markdown] key="four-lines-ask"
# ### Exercise: four lines of a log
#
# Four programs with **four** classes printed one line each:
#
# ```text
# A   first loss 1.386   lowest loss 0.351   training accuracy 0.99
# B   first loss 1.386   lowest loss 0.746   training accuracy 0.99
# C   first loss 0.195   lowest loss 0.004   training accuracy 0.98
# D   first loss 1.386   lowest loss 1.371   training accuracy 0.29
# ```
#
# Which is which? 1 softmax twice, 2 shuffled labels, 3 nothing wrong, 4 targets smoothed by `0.1`, 5 focal loss with Keras's default $\alpha$. Return four numbers from 1 to 5, for A to D.

# %% key="four-lines"
### BEGIN SOLUTION
programs = [4, 1, 5, 2]
### END SOLUTION

xent.check("clinic.four_lines", programs)

# %% [markdown] key="perfect-ask"
# ## A loss near 0
#
# Another colleague scores a model of tumours, malignant or not. Its last layer is `Dense(2)`:

# %% key="perfect"
tumours = xent.data.tumours()
scaled, ill = tumours.features / tumours.features.mean(0) - 1, tumours.malignant.astype(int)
training.set_seed(0)
scorer = keras.Sequential([keras.Input((30,)), layers.Dense(16, "relu"), layers.Dense(2)])
mend = losses.SparseCategoricalCrossentropy(from_logits=True)
scorer.compile(keras.optimizers.Adam(0.01), mend)
scorer.fit(scaled[:400], ill[:400], epochs=15, verbose=0)
z, happened = training.predict_logits(scorer, scaled[400:]), ill[400:]
his = losses.SparseCategoricalCrossentropy(reduction=None)(happened, z).numpy()
print(f"his loss is below 1e-6 for {(his < 1e-6).mean():.0%} of the tumours")

# %% [markdown] key="shift-ask" story="1000"
# $1.2\cdot10^{-7}$ is a landmark. His loss takes the two outputs for probabilities: Keras first clips each to at least $10^{-7}$ and at most $1-10^{-7}$, and then divides both by their sum. Design a test. A softmax doesn't change if the same number is added to both logits (lesson 05), so its loss stays. Add 1000. What does *his* mean loss become?

# %% key="shift-forecast"
xent.predict("clinic.shift", {"0.00": 0.25, "0.69": 0.25, "16.12": 0.25, "1000.00": 0.25})

# %% key="shift"
script = losses.SparseCategoricalCrossentropy()
xent.reveal("clinic.shift", f"{float(script(happened, z + 1000)):.2f}")

# %% key="shift-picture"
shifts = np.arange(-30, 31, 3)
told = {"his": [float(script(happened, z + c)) for c in shifts]}
told["from_logits=True"] = [float(mend(happened, z + c)) for c in shifts]
ax = plot_curves(shifts, told, xlabel="added to both logits (nats)", ylabel="mean loss (nats)")
ax.set_title("A shift changes his loss, and not that of a softmax", loc="left")
said = f"A softmax costs {told['from_logits=True'][0]:.2f} nats at every shift, "
xent.show(ax.figure, said + f"his loss {min(told['his']):.2f} to {max(told['his']):.2f}.")

# %% [markdown] key="shift-verdict"
# He forgot `from_logits=True`. After a large shift both outputs are above 1 and are clipped to the same number. So each is half of the sum, and costs $\ln2$. The slope is 0 there. (Keras's loss for one-hot rows divides first and clips afterwards.) The test changed one thing only.
#
# ## A weight that does nothing
#
# A program has four labels per example. Label 3 is rare, and gets the weight `100`. The weights of labels 0 to 3 are `2`, `1`, `5` and `100`. Nothing improves. Here all outputs are 0, and one row at a time goes into `fit`:

# %% key="weights-run"
rows = np.array([[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]], "float32")
net = keras.Sequential([keras.Input((4,)), layers.Dense(4, kernel_initializer="zeros")])
net.compile(keras.optimizers.SGD(0.0), losses.BinaryCrossentropy(from_logits=True))
weights = {0: 2, 1: 1, 2: 5, 3: 100}
for row in rows[:, None]:
    log = net.fit(row, row, class_weight=weights, verbose=0).history
    print(f"labels there {np.flatnonzero(row)}: {log['loss'][0] / np.log(2):.1f} ln 2")

# %% [markdown]
# ### Exercise: the rule behind the table
#
# Find the rule, and return the weight that each row gets.


# %% key="row-weights"
def row_weights(y, w):
    """Weights (n,) that Keras gives to multi-hot rows y (n, K) with class weights w (K,)."""
    ### BEGIN SOLUTION
    return w[y.argmax(1)]
    ### END SOLUTION


xent.check("clinic.row_weights", row_weights)

# %% [markdown] key="weights-verdict" story="1200"
# `class_weight` is made for one class per example. Keras takes `argmax` of the row, so label 3 counts only where it is alone. Weigh the labels inside the loss (lesson 07):
#
# ```python
# each = keras.ops.binary_crossentropy(y_true, z, from_logits=True)
# return keras.ops.mean(each * weights, axis=-1)
# ```
#
# ## Better than the weather office
#
# On each of 1200 days the weather office gives the chance of rain. It rains with exactly this probability, whatever else was known the day before. So nobody who knows no more than that can expect to pay less than the office. A colleague's network sees the air pressure, and `around`, which says how wet it is these days:


# %% key="rain"
def forecast_rain(rain, columns=(0, 1)):
    around = np.convolve(rain, np.ones(3) / 3, "same")
    x = np.stack([pressure, around], 1)[:, columns].astype("float32")
    training.set_seed(0)
    hidden, last = layers.Dense(16, "relu"), layers.Dense(1)
    net = keras.Sequential([keras.Input((len(columns),)), hidden, last])
    net.compile(keras.optimizers.Adam(0.01), losses.BinaryCrossentropy(from_logits=True))
    net.fit(x[:800], rain[:800], epochs=15, verbose=0)
    z = training.predict_logits(net, x[800:]).ravel().astype(float)
    return xent.sigmoid_cross_entropy(rain[800:], z), net, x


# %% key="rain-run"
pressure = draws.normal(rng, 1200)
chance = xent.sigmoid(1.5 * pressure - 0.5)
rain = 1.0 * (rng.random(1200) < chance)
days = {"office": xent.binary_cross_entropy(rain[800:], chance[800:])}
days["his network"], rain_net, rain_x = forecast_rain(rain)
days["without around"], _, _ = forecast_rain(rain, columns=(0,))


# %% key="rain-costs"
def in_errors(gains):
    blocks = gains.reshape(-1, 10).mean(1)
    return blocks.mean() / blocks.std(ddof=1) * len(blocks) ** 0.5


away = in_errors(days["office"] - days["his network"])
print({name: f"{cost.mean():.2f}" for name, cost in days.items()}, "nats per day")
print(f"his network is {away:.0f} standard errors below the office")

# %% [markdown] key="rain-verdict"
# Days that follow each other share rain in `around`, so the errors are those of blocks of ten days. That is more than luck: some input knows the answer. It is called **leakage** (Kaufman et al., 2012). Leave out one input at a time. `around` averages yesterday, today and tomorrow, so it contains today's rain. Use the past only. In life the floor is rarely known. Let two people label the same cases: where they disagree, no forecast can be sure.
#
# ## Accuracy of several labels
#
# Each digit has six labels, such as "even", "prime" or "has a loop". A network gets about 95 % of the single labels right. What is its `"accuracy"` in Keras?

# %% key="labels-forecast"
xent.predict("clinic.accuracy", {"1.00": 0.25, "0.75": 0.25, "0.50": 0.25, "0.25": 0.25})

# %% key="labels-run"
case = [*patients.values()][-1].run()
case.model.fit(case.x, case.y, epochs=15, verbose=0)
z, y = np.asarray(case.model(case.x)), case.y
who = {"network": z, "says none": 0 * z - 5, "perfect": 20 * y - 10 + rng.random(y.shape)}
shares = {"accuracy": [(logits.argmax(1) == y.argmax(1)).mean() for logits in who.values()]}
shares["single labels right"] = [((logits > 0) == y).mean() for logits in who.values()]

# %% key="labels-reveal"
xent.reveal("clinic.accuracy", f"{round(4 * shares['accuracy'][0]) / 4:.2f}")

# %% key="labels-picture"
ax = plot_bars([*who], shares, ylabel="share", ylim=(0, 1.2))
ax.set_title("Accuracy hardly tells a perfect forecast from 'says none'", loc="left")
xent.show(ax.figure, f"Accuracy of the three: {np.round(shares['accuracy'], 1).tolist()}.")

# %% [markdown] key="labels-verdict"
# For outputs and targets of one shape, Keras asks: is the largest output at the *first* label of the row? A perfect network may have it at any label that is there. One that says none has it at label 0, often the first one. Ask for `keras.metrics.BinaryAccuracy(threshold=0.0)`, because the outputs are logits. Report the loss, too.
#
# ## Ten patients
#
# Ten more programs come in a random order. Nine are broken. Of the first five you see the log and a chart, but not the program. Of the last five you see the log alone, as in life, and the chart comes with the answer. The chart has the accuracies of the first and of the last epoch, the shapes of targets and outputs, the smallest and the largest output, and how many examples the rarest and the most frequent class have. At last it has the mean loss of eight examples, once as one batch, and once one by one: the two should be equal.
#
# Give probabilities to four causes. *no softmax*, *2 softmaxes*, *2 sigmoids* and *focal* speak of the end of the model and its loss, *off by one* and *one-hot* of the targets. *wrong axis*: the softmax runs over the batch. *log of 0*: a loss written by hand meets a probability of 0. *dead relu*: hidden units are 0 for every image, so no slope reaches them, and the loss stays where it is. *dropout*: nothing is wrong, but dropout makes training look worse than validation. **Change the numbers before you run the next cell.**

# %% key="deck"
deck = [[*CAUSES][i] for i in np.argsort(np.random.default_rng(1).random(10))]
cases = {}


def symptoms(n):
    case = cases[n] = patients[deck[n - 1]].run()
    k = max(2, case.model.output_shape[-1])
    ax = plot_symptoms(case.history or {"loss": []}, landmarks={f"ln {k}": np.log(k)})
    return ax.figure, vital_signs(case) if n < 6 else f"The log alone; the model has {k} classes."


def explain(n):
    chart = [vital_signs(cases[n])] if n > 5 else []
    print(*chart, patients[deck[n - 1]].program, *diagnose(**cases[n]), sep="\n")
    return CAUSES[deck[n - 1]]


# %% [markdown]
# ### Patient 1

# %% key="case-1"
xent.show(*symptoms(1))

# %% key="case-1-forecast"
xent.predict("clinic.1", {"2 softmaxes": 0.25, "focal": 0.25, "leakage": 0.25, "off by one": 0.25})

# %% key="case-1-reveal"
xent.reveal("clinic.1", explain(1))

# %% [markdown] key="case-1-verdict" story="85"
# The accuracy decides. A wrong forecast gives its class at most ½, and costs at least $\ln2$. Here 85 % are wrong at first, so the mean can't be below $0.85\ln2=0.59$. The loss has a factor, at the start $\frac14(1-\frac1K)^2$. Adam hardly notices the ¼. What it spoils is the number that you compare with other losses.
#
# ### Patient 2

# %% key="case-2"
xent.show(*symptoms(2))

# %% key="case-2-forecast"
xent.predict("clinic.2", {"shuffled": 0.25, "off by one": 0.25, "dropout": 0.25, "focal": 0.25})

# %% key="case-2-reveal"
xent.reveal("clinic.2", explain(2))

# %% [markdown] key="case-2-verdict"
# The chart decides: one class has no examples. Rows of the tenth class have no 1, and cost nothing. So the loss starts near $0.9\ln10$.
#
# ### Patient 3

# %% key="case-3"
xent.show(*symptoms(3))

# %% key="case-3-forecast"
xent.predict("clinic.3", {"leakage": 0.25, "off by one": 0.25, "dropout": 0.25, "focal": 0.25})

# %% key="case-3-reveal"
xent.reveal("clinic.3", explain(3))

# %% [markdown] key="case-3-verdict"
# Validation is better from the first epoch on, and in accuracy, too. Leakage can make the two equal, hardly more. Training is handicapped: dropout is on, and the log is a running mean. Nothing is wrong.
#
# ### Patient 4

# %% key="case-4" tags=["timing"]
xent.show(*symptoms(4))

# %% key="case-4-forecast"
xent.predict("clinic.4", {"dead relu": 0.25, "high rate": 0.25, "shuffled": 0.25, "log of 0": 0.25})

# %% key="case-4-reveal" tags=["timing"]
xent.reveal("clinic.4", explain(4))

# %% [markdown] key="case-4-verdict"
# The loss jumps, far above $\ln10$. Dead units would make it flat. With shuffled labels it would be near $\ln10$.
#
# ### Patient 5

# %% key="case-5"
xent.show(*symptoms(5))

# %% key="case-5-forecast"
xent.predict("clinic.5", {"no softmax": 0.25, "dead relu": 0.25, "log of 0": 0.25, "focal": 0.25})

# %% key="case-5-reveal"
xent.reveal("clinic.5", explain(5))

# %% [markdown] key="case-5-verdict"
# Dead units and the focal loss leave the loss finite, and so does a missing softmax, because Keras clips. `nan` comes from $\ln0$, from an overflow, or from data that hold `nan`. Here the loss was written by hand. The pixels go up to `255`, a probability becomes 0, and $0\cdot\ln0$ is no number, nor is its slope: all outputs are `nan`.
#
# ### Patient 6

# %% key="case-6"
xent.show(*symptoms(6))

# %% key="case-6-forecast"
xent.predict("clinic.6", {"shuffled": 0.25, "focal": 0.25, "dropout": 0.25, "2 sigmoids": 0.25})

# %% key="case-6-reveal"
xent.reveal("clinic.6", explain(6))

# %% [markdown] key="case-6-verdict"
# The loss falls, and stays high. Dropout or random labels can do that, too, so a fair forecast splits its probability. The chart decides: the outputs go from 0 to 1, so the network is sure, and the loss stays high. A sigmoid of a sigmoid charges at least $0.3133$ for a yes, and $\ln2$ for a no.
#
# ### Patient 7

# %% key="case-7"
xent.show(*symptoms(7))

# %% key="case-7-forecast"
xent.predict("clinic.7", {"2 softmaxes": 0.25, "leakage": 0.25, "wrong axis": 0.25, "focal": 0.25})

# %% key="case-7-reveal"
xent.reveal("clinic.7", explain(7))

# %% [markdown] key="case-7-verdict"
# The curve looks healthy, so the log alone could not decide. The end of the chart does: alone, each image has 1 for all ten outputs. Keras divides them by their sum, so its class gets a tenth, and costs $\ln10$. A forecast must not depend on what else is in the batch.
#
# ### Patient 8

# %% key="case-8"
xent.show(*symptoms(8))

# %% key="case-8-forecast"
xent.predict(
    "clinic.8", {"shuffled": 0.25, "no softmax": 0.25, "dead relu": 0.25, "log of 0": 0.25}
)

# %% key="case-8-reveal"
xent.reveal("clinic.8", explain(8))

# %% [markdown] key="case-8-verdict"
# The pixels went in unscaled, so the first loss and the first step were huge. That step left all hidden units at 0, and then the line is flat at $\ln10$. Shuffled labels have no huge loss, and go on creeping down.
#
# ### Patient 9

# %% key="case-9"
xent.show(*symptoms(9))

# %% key="case-9-forecast"
xent.predict("clinic.9", {"log of 0": 0.25, "one-hot": 0.25, "off by one": 0.25, "dead relu": 0.25})

# %% key="case-9-reveal"
xent.reveal("clinic.9", explain(9))

# %% [markdown] key="case-9-verdict"
# Not one epoch ended. A class id that does not exist stops a run, too, so the log alone fits two causes. The shapes decide: a sparse loss takes one id per example, and these targets are rows.
#
# ### Patient 10

# %% key="case-10"
xent.show(*symptoms(10))

# %% key="case-10-forecast"
xent.predict("clinic.10", {"dead relu": 0.25, "no softmax": 0.25, "focal": 0.25, "shuffled": 0.25})

# %% key="case-10-reveal"
xent.reveal("clinic.10", explain(10))

# %% [markdown] key="case-10-verdict"
# The start is right, and then the loss creeps down: the network learns single images by heart (Zhang et al., 2017). With dead units it would stay at $\ln10$.
#
# ### What your confidence costs
#
# Somebody who always says a quarter pays 2 bits per patient. Suppose that you give $c$ to one cause, and share the rest equally. You are right in a share $r$ of the cases:

# %% key="bits-picture"
r = np.linspace(0, 1, 201)
price = {f"c = {c}": -r * np.log2(c) - (1 - r) * np.log2((1 - c) / 3) for c in (0.4, 0.7, 0.97)}
ax = plot_curves(r, price | {"uniform": 2 + 0 * r}, xlabel="share of right diagnoses r")
ax.set(ylabel="mean price (bits)", ylim=(0, 7))
ax.set_title("The surer you are, the more often you must be right", loc="left")
xent.show(ax.figure, f"c = 0.97 pays from r = {r[price['c = 0.97'] < 2][0]:.2f} on.")

# %% key="bits"
yours = [s.bits for s in predictions.scores() if s.name.removeprefix("clinic.").isdigit()]
print(f"scored: {len(yours)} of 10; you pay {sum(yours):.1f} bits, uniform {2 * len(yours)}")

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
# ## What the doctor cannot know
#
# `diagnose` sees the model, the numbers that `fit` got, and the log. It also finds the faults of the first sections:

# %% key="doctor-run"
scorer.compile("adam", script)
seen = {"still": diagnose(**slow), "near 0": diagnose(scorer, scaled[:400], ill[:400])}
seen["weights"] = diagnose(net, rows, rows, class_weight=weights)
seen["accuracy"] = diagnose(**case)
print({name: [finding.trap for finding in found] for name, found in seen.items()})

# %% [markdown] key="rain-ask"
# Show it the network of the rainy days. And run a **control**: shuffle the days of rain *before anything is computed from them*, and run the whole program again. Now no honest program can expect to beat the entropy of the shares:

# %% key="blind"
held_out = (rain_x[800:], rain[800:, None])
print("the doctor finds", diagnose(rain_net, rain_x[:800], rain[:800, None], held_out=held_out))
control, _, _ = forecast_rain(rain[np.argsort(rng.random(1200))])
gaps = xent.entropy([rain.mean(), 1 - rain.mean()]) - control
print(f"control: {in_errors(gaps):.0f} standard errors below the entropy")

# %% [markdown] key="blind-read"
# The doctor finds nothing: an empty list means that none of its traps shows, and not that a program is healthy. It can't know that `around` holds tomorrow's rain. It doesn't know how labels were made, or whether two rows are one patient. An honest program would be about 0 standard errors from the entropy, or above it. So the control finds this leak, and needs no known floor.
#
# The control has a limit, too. It finds what is computed *from the labels*. A column that was measured after the outcome, such as a bill for the umbrella, is not recomputed, and the control is silent. Score each column alone, and ask of the best one when it was known.
#
# ## The guard to take home
#
# Make three checks before a long training. **First loss**: with last weights of 0 and biases $\ln\pi$ it must be $H(\pi)$. **One batch**: a few examples must be learnt by heart. **Control**: from shuffled labels, nothing may be learnt that holds for new data. Here is the second:

# %% key="guard-run"
for mended in (True, False):
    case = patients["double softmax"].run(mended=True) if mended else slow
    net = keras.models.clone_model(case.model)
    net.compile(keras.optimizers.Adam(0.01), case.model.loss)
    for _ in range(100):
        log = net.train_on_batch(case.x[:20], case.y[:20], return_dict=True)
    print(f"mended: {mended!s:5} 20 images are learnt down to {log['loss']:.2f} nats")

# %% [markdown] key="guard-read" story="1.51 1.46"
# One batch shows the second softmax. (1.51 and not 1.46: one of the 20 images is stuck as a wrong digit, of which the network is sure, and costs 1 nat more.) The first loss doesn't if all classes are equally frequent: flat stays flat. So make all checks.
#
# On a batch the first loss scatters, because a rare class costs more than a frequent one. A colleague's guard counts standard errors. His losses are in nats, and his biases are $\ln\pi$:


# %% key="colleague"
def colleague(first_losses, shares):
    expected = -np.log2(shares).mean()
    return (first_losses.mean() - expected) / (first_losses.std(ddof=1) / len(first_losses))


# %% [markdown]
# ### Exercise: mend his guard
#
# Find three faults. Return the distance of the mean loss from what is expected, in standard errors, with its sign.


# %% key="guard"
def guard(first_losses, shares):
    """Standard errors by which the mean of losses (n,) is above what shares (K,) say."""
    ### BEGIN SOLUTION
    expected = -shares @ np.log(shares)
    return (first_losses.mean() - expected) / (first_losses.std(ddof=1) / len(first_losses) ** 0.5)
    ### END SOLUTION


xent.check("clinic.guard", guard)

# %% [markdown]
# ## What you now know
#
# 1. A start of $\ln K$, or of $H(\pi)$ with the right biases, is in order. A loss that stands on another landmark asks for its cause.
# 2. Softmax twice stops at $\ln(e+K-1)-1$, a smoothed target at its entropy. A clipped forecast costs at most $16.118$.
# 3. Two causes can give one curve. Change one thing: shift the logits, score one example alone, leave out an input, shuffle the labels.
# 4. A loss below what anybody can reach is a fault, too.
# 5. Confidence pays if you are right often enough.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("clinic")

# %% [markdown] story="1.1 0.64"
# ### In your own words
#
# A friend's network has three classes, of which one makes up 80 % of the data and the other two 10 % each. Its loss fell from 1.1, and stands at 0.64. What has it learnt? What do you test first? (Nobody checks this.)
#
# ### Transfer
#
# Take a program of your own. Before you run it, write down its start, its floor, and the price of knowing only the shares. Then make the three checks.
#
# ## What next
#
# You pay least if your confidence $c$ is your share $r$ of right diagnoses. [12 Calibration](12_calibration.ipynb) asks the same of a network.
#
# ## References
#
# - Lin, T.-Y., Goyal, P., Girshick, R., He, K., Dollár, P. (2017). Focal loss for dense object detection. *ICCV*. [arXiv:1708.02002](https://arxiv.org/abs/1708.02002)
# - Szegedy, C., Vanhoucke, V., Ioffe, S., Shlens, J., Wojna, Z. (2016). Rethinking the Inception architecture for computer vision. *CVPR*. [arXiv:1512.00567](https://arxiv.org/abs/1512.00567)
# - Kaufman, S., Rosset, S., Perlich, C., Stitelman, O. (2012). Leakage in data mining: formulation, detection, and avoidance. *ACM Transactions on Knowledge Discovery from Data* 6(4), 15. [doi:10.1145/2382577.2382579](https://doi.org/10.1145/2382577.2382579)
# - Zhang, C., Bengio, S., Hardt, M., Recht, B., Vinyals, O. (2017). Understanding deep learning requires rethinking generalization. *ICLR*. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)

# %% [markdown]
# ## Going further

# %% [markdown]
# ### A start with random weights
#
# With random last weights the first loss is above $\ln K$. Let the logits of an example scatter with variance $v$ around their mean. To second order $\operatorname{lse}(z)\approx\bar z+\ln K+\frac v2$, and on average $z_y$ is $\bar z$. So the start is about $\ln K+\frac v2$:

# %% key="random-start"
z = draws.normal(rng, (2000, 10))
ids, sizes = (10 * rng.random(2000)).astype(int), np.linspace(0, 1.5, 16)
start = [xent.softmax_cross_entropy(ids, s * z).mean() for s in sizes]
v = (sizes * z.std(1)[:, None]) ** 2
guess = np.log(10) + v.mean(0) / 2
ax = plot_curves(
    sizes, {"measured": start, "ln K + v/2": guess}, xlabel="size of the logits (nats)"
)
ax.set(ylabel="first loss (nats)", title="Random last weights raise the first loss by about v/2")
xent.show(ax.figure, f"At size 0.5: {start[5]:.2f} nats measured, {guess[5]:.2f} by the formula.")

# %% [markdown]
# So a first loss that is a little above $\ln K$ is no fault: it says how large the logits of an untrained last layer are.
