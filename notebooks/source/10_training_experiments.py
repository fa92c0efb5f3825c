# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Training experiments
#
# What moves the test loss?
#
# **Goals**
#
# - Measure a change in held-out bits over several seeds, and say when there is no verdict.
# - Find a learning rate, and say how it depends on the batch and on the optimiser.
# - Compare penalties, dropout, early stopping and augmentation.
# - Say what scales, normalisation and width do.
# - Choose on validation images, and look at the test images once.
#
# **Needs** [08 A network from scratch](08_network_from_scratch.ipynb), [09 Training with Keras](09_keras_training.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
from dataclasses import replace
from functools import partial

import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import train_test_split

import xentlib as xent
from xentlib import training
from xentlib.training import keras, tf

xent.plots.use_style()
tf.config.threading.set_intra_op_parallelism_threads(1)  # the products are small: a second
tf.config.threading.set_inter_op_parallelism_threads(1)  # thread would wait
training.set_seed(10)
rng = np.random.default_rng(10)

# %% [markdown] key="split-why" story="300"
# ## The laboratory
#
# You have 300 labelled digits, and a network with 32 hidden units. Which choices of the rate, the optimiser,
# penalties and width lower the loss on **new** digits, and by how many bits? This lesson is a laboratory notebook: one baseline,
# and one change at a time. First divide the images into three heaps.

# %% key="split"
digits = xent.data.digits()
images, y = digits.images / 16, digits.labels
rest, test = train_test_split(np.arange(1797), test_size=450, stratify=y, random_state=0)
train, valid = train_test_split(rest, train_size=300, stratify=y[rest], random_state=0)
centre = images[train].mean(0)
x = (images - centre).reshape(-1, 64)
bench = x[train], y[train], (x[valid], y[valid])
print(len(train), "to learn,", len(valid), "to compare,", len(test), "to look at once")

# %% [markdown] key="split-rule"
# The **training** images change the weights. The **validation** images decide between recipes, so the chosen recipe looks better on them than it is. The
# **test** images wait for the end. (Lessons 05 and 08 priced models on them, but no choice here has used them.) Even `centre` comes from the training images alone.
#
# ### Eight networks for the price of one
#
# Each recipe is trained from eight random starts, with eight orders of the batches. The weights of eight networks are arrays with one more
# axis. SGD, Adam and the others treat each number alone, so one Keras optimiser trains all eight at once. No network sees the numbers of another.

# %% key="baseline"
base = training.Recipe(width=32, optimiser=keras.optimizers.SGD, rate=0.5, batch=32, epochs=40)
book = training.side_by_side({"baseline": base}, *bench, each_epoch=True)
print(book["baseline"].bits.shape, "validation bits: seeds, epochs")
# `prices` has an axis more, the images (`each_epoch`); `last` is that of the last epoch.
# Later: `first` multiplies He's scale; `schedule` tells the factor of the rate by the share of
# steps done; `inputs` is what is subtracted, then multiplied; `rebuild=1` forgets each epoch.

# %% [markdown]
# The eight networks differ in nothing but chance. How far apart are the lowest and the highest in the end, in validation bits?

# %% key="seeds-forecast"
xent.predict("experiments.seeds", {"0.0003": 0.25, "0.003": 0.25, "0.03": 0.25, "0.3": 0.25})

# %% key="seeds-picture"
runs, epochs = book["baseline"], np.arange(1, 41)
ends = runs.bits[:, -1].min(), runs.bits[:, -1].max()
curves = {"validation, lowest": runs.bits.min(0), "validation, highest": runs.bits.max(0)}
curves |= {"training, lowest": runs.train.min(0), "training, highest": runs.train.max(0)}
ax = xent.plots.plot_curves(epochs, curves, xlabel="epochs", ylim=(0, 2))
ax.set(ylabel="mean loss (bits)", title=f"Eight runs end at {ends[0]:.2f} to {ends[1]:.2f} bits")
xent.show(ax.figure, f"In the end {runs.last.mean():.2f} validation bits on average.")


# %% key="seeds-reveal"
def nearest(value, *options):
    return min(options, key=lambda option: abs(np.log(float(option) / value)))


xent.reveal("experiments.seeds", nearest(ends[1] - ends[0], "0.0003", "0.003", "0.03", "0.3"))

# %% [markdown] key="verdict-rule" story="0.01 300"
# ### The rule of this laboratory
#
# So a gap of 0.01 bits between two single runs means nothing. Average over seeds, and compare **in pairs**: both recipes get the same first weights,
# batches and images, so what they share cancels in the gap.
#
# A mean gap still depends on two chances: other seeds would change it, and so would other images. Let $D_{si}$ be the gap of seed $s$ on image $i$. The mean over images varies from seed to
# seed, the mean over seeds from image to image. Each gives a variance of the overall mean. Add the two. Their root is the standard error. Verdicts hold for these 300 training images.
#
# The rule, fixed before the first experiment: **a gap of more than three standard errors has a verdict, lower or higher. Anything else has no verdict.** At two
# standard errors, 60 comparisons of equal recipes would give about three false verdicts.
#
# ### Exercise: the error of a paired gap
#
# Return the standard error of the mean gap $a-b$, in bits. Take variances with `ddof=1`.


# %% key="paired-error"
def paired_error(a, b):
    """Standard error of the mean of a - b; a, b of shape (seeds, n), in bits per image."""
    ### BEGIN SOLUTION
    gaps = a - b
    return np.sqrt(sum(means.var(ddof=1) / len(means) for means in (gaps.mean(0), gaps.mean(1))))
    ### END SOLUTION


xent.check("experiments.paired_error", paired_error)

# %% [markdown]
# First test the rule where you know the answer: train the same recipe with eight **other** seeds (no pairs, then).

# %% key="same-again"
trained = partial(training.side_by_side, curves=False)  # prices the images in the end alone
again = trained({"again": base}, *bench, seeds=16)["again"]
other = replace(again, prices=again.prices[8:])
row = training.compare({"baseline": book["baseline"], "the same": other})["the same"]
print(f"the same recipe: {row.gap:+.2f} ± {row.error:.2f} bits, {row.verdict}")

# %% [markdown] key="seeds-needed-why"
# ### Exercise: how many seeds?
#
# You look for a gap of $d$ bits. The results of single runs have the standard deviation $s$ over seeds, and two runs of the same seed are correlated: $\rho$. Leave the images fixed. With
# how many seeds is the gap three standard errors? Derive it, and return the number without rounding.


# %% key="seeds-needed"
def seeds_needed(gap, spread, rho):
    """Seeds S with gap = 3 standard errors of the mean of S paired gaps."""
    ### BEGIN SOLUTION
    return 2 * (1 - rho) * (3 * spread / gap) ** 2
    ### END SOLUTION


xent.check("experiments.seeds_needed", seeds_needed)

# %% [markdown] key="rate-why"
# A gap that is half as large asks for four times the seeds, as long as the images stay. More seeds do not lessen the chance of the images.
#
# ## The rate
#
# Which rates are worth a trial? A **range test** finds out in one short run. It multiplies the rate by the same factor at each step, from far too small to far too large, and
# records the loss of each batch. (Smith, 2017, raised the rate by equal amounts, and watched the accuracy.)

# %% key="range-test"
rising = replace(base, rate=0.001, schedule=lambda share: 10_000**share, epochs=20)
nats = trained({"rising": rising}, *bench)["rising"].steps
rates = 0.001 * 10_000 ** (np.arange(nats.shape[1]) / nats.shape[1])
smooth = np.convolve(nats.mean(0), np.ones(5) / 5, "valid")

# %% key="range-picture"
ax = xent.plots.plot_curves(rates[4:], {"mean of 8 runs and 5 steps": smooth}, xscale="log")
ax.plot(rates, nats.T, color="0.55", lw=0.4, ls="-", zorder=1)
ax.set(xlabel="rate η of the step", ylabel="loss of the batch (nats)", ylim=(0, 3))
ax.lines[0].set(linewidth=3)
ax.set_title("A rising rate shows which rates train")
ax.set_xticks([0.001, 0.01, 0.1, 1, 10], ["0.001", "0.01", "0.1", "1", "10"])
said = f"the loss goes from {smooth[0]:.1f} down to {smooth.min():.1f} nats, and up again"
xent.show(ax.figure, f"While the rate grows from 0.001 to 10, {said}.")

# %% [markdown]
# ### Exercise: read the range test
#
# Read two numbers off the thick line: the rate at which the loss first begins to rise above its floor, and the loss in nats at the rate 1. A third more or less is close enough.

# %% key="read-range"
### BEGIN SOLUTION
reading = [3.3, 0.5]
### END SOLUTION

xent.check("experiments.range_test", reading)

# %% [markdown] key="ask-why"
# Now measure rates in full runs. `trial` trains recipes and writes them into the book. `verdicts` draws a dot for each seed, and a thick bar for their range. A thin line reaches three standard errors of the gap to both sides of the mean. If it does not
# meet the dashed line, the gap has a verdict: the mean is a filled triangle. An empty circle has none.


# %% key="ask"
asked = []


def trial(recipes, **options):
    book.update(trained(recipes, *bench, **options))
    asked.append([*recipes])
    return asked[-1]


def verdicts(names, against="baseline", **options):
    rows = training.compare({name: book[name] for name in [against, *names]})
    ax = xent.plots.plot_choices(rows, **options)
    said = [f"{n} {round(c.gap, 2) + 0:+.2f}" for n, c in rows.items()]
    return ax.figure, "Mean gaps in bits: " + ", ".join(said[1:]) + "."


def cost(name):
    return np.nan_to_num(book[name].last.mean(dtype=float), nan=np.inf)


# %% key="rates"
names = trial({f"rate {r:g}": replace(base, rate=r) for r in (0.03, 0.1, 0.2, 1, 2)})
xent.show(*verdicts(names))

# %% [markdown] key="rates-verdict" story="0.2 256 280"
# A small rate is slow. From 0.2 to 2 no rate has a verdict. So seek the rate in factors of three. A common rule takes a third to a tenth of
# the rate at which the loss of the range test begins to rise.
#
# ## Batch and rate
#
# Now take 256 of the images, so that batches of 4, 16, 64 and 256 divide them. Train with seven rates for 20 epochs each: 1,280 steps with batches of 4, and 20 with batches of 256.

# %% key="grid"
sizes, rates = (4, 16, 64, 256), 4.0 ** np.arange(-4, 3)
short = replace(base, epochs=20)
grid = {(b, r): replace(short, batch=b, rate=r) for b in sizes for r in rates}
walks = training.side_by_side(grid, x[train[:256]], y[train[:256]], bench[2], seeds=3)
curves = {pair: np.fmin(walk.bits.mean(0), 10) for pair, walk in walks.items()}  # or more

# %% key="grid-explorer"
xent.explorers.explore_rate_and_batch(curves)

# %% [markdown] key="grid-question" story="0.45"
# Find the lowest rate with less than 0.45 bits for each batch, and watch the quotient rate / batch in the sentence. What do you see?

# %% key="grid-picture"
fig, ax = plt.subplots()
ends = {b: np.array([curves[b, r][-1] for r in rates]) for b in sizes}
for (b, bits), mark in zip(ends.items(), "os^D"):
    ax.semilogx(rates / b, bits, marker=mark, label=f"batch {b}")
ax.set(xlabel="rate / batch (per image)", ylabel="validation loss (bits)", ylim=(0, 3.6))
ax.set_title("Small rates: the quotient rate / batch decides")
ax.legend()
xent.show(
    fig, "Lowest: " + ", ".join(f"batch {b} {v.min():.2f} bits" for b, v in ends.items()) + "."
)

# %% [markdown] key="grid-verdict"
# The quotient is 1/64 each time: four times the batch asks for four times the rate. One step with 4 times the images and 4 times the rate replaces four small steps: it adds up the same slopes, as long as the weights hardly move in between. This is the **linear scaling
# rule** (Goyal et al., 2017). It ends where steps become too long.
#
# ## Optimisers
#
# **Momentum** adds up earlier steps (lesson 04). **RMSprop** divides the slope by the root of a running mean of its squares. **Adam** (Kingma and Ba, 2015) divides a running mean of the slope by that root, so a factor of the loss cancels.
# **AdamW** comes below. SGD had six rates. Each of these four gets three, and its lowest mean counts. Who tunes one optimiser more than its rivals will see it win.

# %% key="optimisers"
opt, three = keras.optimizers, (0.001, 0.003, 0.01)
tuned = {"momentum": (partial(opt.SGD, momentum=0.9), (0.01, 0.03, 0.1))}
tuned |= {"RMSprop": (opt.RMSprop, three), "Adam": (opt.Adam, three)}
tuned["AdamW"] = partial(opt.AdamW, weight_decay=0.01), three
tuned["Adadelta"] = opt.Adadelta, (1, 3, 10, 0.001)  # the last is its default
groups = [
    {f"{name} {r:g}": replace(base, optimiser=optimiser, rate=r) for r in some}
    for name, (optimiser, some) in tuned.items()
]
trial({name: r for group in groups for name, r in group.items()}, each_epoch=True)

# %% key="optimisers-picture"
best = [min(group, key=cost) for group in groups]
xent.show(*verdicts([*best, "Adadelta 0.001"]))

# %% [markdown] key="optimisers-verdict" story="0.001 0.01"
# With a tuned rate no optimiser has a verdict against SGD here. A wrong rate costs far more. Adadelta (Zeiler, 2012) is older than Adam, and was made to need no rate. In Keras
# it has one, and the default, 0.001, hardly moves the weights in 40 epochs.
#
# ### Break it: a forgetful optimiser
#
# A colleague wants to see the loss after each epoch, and calls `compile` in his loop:
#
#     for epoch in range(40):
#         model.compile(keras.optimizers.Adam(0.01), loss)
#         model.fit(x, y, epochs=1)
#
# His program runs, and its training loss is excellent. How many times as large is its validation loss as that of one Adam with the same rate?

# %% key="forgetful-forecast"
xent.predict("experiments.forgetful", {"0.5": 0.25, "1": 0.25, "2": 0.25, "10": 0.25})

# %% key="forgetful"
adam = replace(base, optimiser=opt.Adam, rate=0.01)
odd = {"a new Adam each epoch": replace(adam, rebuild=1)}
odd["Adam, β₂ = 0.9"] = replace(adam, optimiser=partial(opt.Adam, beta_2=0.9))
book |= training.side_by_side(odd, *bench, each_epoch=True)
names = ["Adam 0.01", *odd]
curves = {name: book[name].bits.mean(0) for name in names}

# %% key="forgetful-picture"
ax = xent.plots.plot_curves(epochs, curves, xlabel="epochs", ylim=(0, 1))
ax.set(ylabel="validation loss (bits)", title="Three Adams over 40 epochs")
learnt = ", ".join(f"{book[name].train[:, -1].mean():.3f}" for name in names)
ends = ", ".join(f"{cost(name):.2f}" for name in names)
xent.show(ax.figure, f"After 40 epochs: {learnt} training bits, {ends} validation bits.")

# %% key="forgetful-reveal"
xent.reveal(
    "experiments.forgetful", nearest(cost(names[1]) / cost(names[0]), "0.5", "1", "2", "10")
)

# %% [markdown] key="forgetful-why" story="0.9 0.999 400"
# `compile` makes a new optimiser, whose averages and count of steps begin at 0. Adam's mean square (β₂ = 0.999) keeps the large slopes of the beginning through all 400 steps. They keep later steps short.
# A new Adam has forgotten them, and makes long steps. An Adam whose mean square forgets after about ten steps, β₂ = 0.9, does the same. Both fit the training images even better, and become too sure: one wrong answer then costs many bits. The cure: call `compile` once, and to change
# the rate, assign `model.optimizer.learning_rate`.

# %% [markdown]
# ## Schedules
#
# A **schedule** changes the rate during training: long steps first, short ones at the end. A **warm-up** begins with short ones.
#
# ### Exercise: a warm-up, then half a cosine
#
# Return the factor of the rate at each step. In the first `warm` steps it grows evenly, and is 1 in the last of them. In the next step it is 1 again, and from there it follows half a cosine. The cosine would be 0 at the step `total`, which is one too
# many.


# %% key="schedule"
def factor(steps, warm, total):
    """Factors of the rate at steps 0, 1, …, total - 1, an array of ints."""
    ### BEGIN SOLUTION
    share = (steps - warm) / (total - warm)
    return np.where(steps < warm, (steps + 1) / warm, (1 + np.cos(np.pi * share)) / 2)
    ### END SOLUTION


xent.check("experiments.schedule", factor)

# %% key="schedules"
falls = {"linear": lambda s: 1 - s, "cosine": lambda s: (1 + np.cos(np.pi * s)) / 2}
falls |= {
    "a tenth at half": lambda s: np.where(s < 0.5, 1, 0.1),
    "warm-up": lambda s: np.minimum(1, s / 0.1 + 0.01),
}
fast = replace(base, rate=2)
names = trial({f"{name}, rate 2": replace(fast, schedule=fall) for name, fall in falls.items()})
xent.show(*verdicts(names, against="rate 2"))

# %% [markdown] key="schedules-verdict"
# The three schedules that end with small steps cost a little less than the constant rate 2. None costs less than the baseline: the linear one costs {{ f"{cost('linear, rate 2') - cost('baseline'):.2f}" }} bits more. A warm-up protects the first steps of large networks.
# Here nothing of it can be seen.

# %% [markdown] key="random-why" story="256 300"
# ## What holds a network back
#
# Zhang et al. (2017) gave each training image a random label. We exchange the 300 labels at random. A wider network, 256 units, gets 60 epochs with Adam. At how many bits per image does its **training** loss end? The labels alone cost log₂ 10 = {{ f"{np.log2(10):.2f}" }} bits.

# %% key="random-forecast"
xent.predict("experiments.random", {"0.01": 0.25, "0.5": 0.25, "2": 0.25, "3.3": 0.25})

# %% key="random"
strong = replace(base, width=256, optimiser=opt.Adam, rate=0.01, epochs=60)
shuffled = y[train][rng.random(300).argsort()]
random = trained({"random": strong}, x[train], shuffled, bench[2], seeds=3)["random"]
print(f"training {random.train[:, -1].max():.2f} bits at most, ", end="")
print(f"validation {random.last.mean():.0f} bits")

# %% key="random-reveal"
xent.reveal("experiments.random", nearest(random.train[:, -1].mean(), "0.01", "0.5", "2", "3.3"))

# %% [markdown] key="random-verdict"
# It learnt all of them by heart. So the common claim "cross-entropy prevents overfitting" is wrong. Nothing in cross-entropy holds it back: each training loss falls while the label's probability grows. On new images a sure wrong answer costs many bits.

# %% [markdown] key="penalties-why"
# Here are five ways to hold back. **L2** adds $\frac\lambda2\sum w^2$ to the loss, and **L1** adds $\lambda\sum|w|$ (lesson 04). **Dropout** (Hinton et al., 2012) sets each hidden unit to 0 with the probability $p$, anew for every image and
# step; the others are divided by $1-p$. It drops units, not images. **Augmentation** replaces a share of the images in each step by copies that are shifted by a pixel to the left or the right, with the same label.
# **Early stopping** follows below.


# %% key="shifted"
def shifted(rows, by):
    wide = np.pad(images[rows], ((0, 0), (0, 0), (1, 1)))
    return (np.roll(wide, by, axis=2)[:, :, 1:-1] - centre).reshape(-1, 64)


variants = [shifted(train, by) for by in (-1, 1)]

# %% key="penalties"
held = {f"L2 {k:g}": replace(base, l2=k) for k in (0.001, 0.01)}
held |= {f"L1 {k:g}": replace(base, l1=k) for k in (0.0003, 0.003)}
held |= {f"dropout {p:g}": replace(base, dropout=p) for p in (0.1, 0.2, 0.5)}
held |= {f"shifted {a:.0%}": replace(base, augment=a) for a in (0.1, 0.4)}
names = trial(held, variants=variants)
xent.show(*verdicts(names))

# %% key="parts"
for name in ["dropout 0.5", "shifted 10%"]:
    gaps = book[name].last.astype(float) - book["baseline"].last
    seeds, photos = (gaps.mean(axis).std(ddof=1) / gaps.shape[1 - axis] ** 0.5 for axis in (1, 0))
    print(f"{name}: error from seeds {seeds:.3f}, from images {photos:.3f}")

# %% [markdown] key="penalties-verdict" story="0.5"
# A strong L1 or L2 penalty costs. Dropout and shifted copies have lower means, near the limit of our rule: their order has no verdict. All eight dots of dropout 0.5 lie on the lower side, and yet it has none: its error comes from the images. More seeds would not help,
# more validation images would. Shifted copies tell the network that a shift keeps the label.
#
# ### Decay
#
# An L2 penalty adds $\lambda w$ to the slope. SGD then subtracts $\eta\lambda w$. Adam divides the sum by its root of mean squares, so the decay is divided, too. **AdamW** (Loshchilov and Hutter, 2019) takes the decay
# away beside Adam's step, undivided: $\eta\lambda w$ in Keras and PyTorch. (In the paper it is $\lambda w$ times the factor of a schedule.) In Keras `weight_decay` is of this kind in every optimiser, also in `Adam`. In PyTorch `Adam(weight_decay=…)` is the L2 penalty.
#
# ### Exercise: the first step of both
#
# Let $g$ be the slope without a penalty. Derive the weights after the **first** step: of Adam with the penalty, and of AdamW. Both averages are corrected for their start at 0, and $\varepsilon$ is 0.
# Return the first minus the second.


# %% key="first-steps"
def first_steps(w, g, rate, decay):
    """New weights of Adam with an L2 penalty, minus those of AdamW; w, g of shape (d,)."""
    ### BEGIN SOLUTION
    penalised = w - rate * np.sign(g + decay * w)
    return penalised - (w - rate * np.sign(g) - rate * decay * w)
    ### END SOLUTION


xent.check("experiments.first_steps", first_steps)

# %% key="decay"
names = trial({f"Adam, L2 {k:g}": replace(adam, l2=k) for k in (0.0003, 0.001, 0.003)})
adamw = replace(adam, optimiser=opt.AdamW)
names += trial({f"AdamW, decay {k:g}": replace(adamw, decay=k) for k in (0.03, 0.1, 0.3)})
xent.show(*verdicts(names, against="Adam 0.01"))

# %% [markdown] key="decay-verdict"
# Both lower the loss of Adam, each with its own $\lambda$: about a hundred times as large for AdamW. The lowest means of the two differ by {{ f"{abs(min(cost(n) for n in names[:3]) - min(cost(n) for n in names[3:])):.2f}" }} bits: here no difference of the kinds was found.
#
# ### Early stopping
#
# **Early stopping** with patience keeps the weights of the best epoch so far, and ends training when `patience` epochs in a row were not lower than it.
#
# ### Exercise: which epoch is kept?
#
# Return the number of the epoch whose weights are kept.


# %% key="stop-at"
def kept_epoch(losses, patience):
    """Epoch, counted from 1, whose weights are kept; losses after each epoch, (epochs,)."""
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(losses):
        best = epoch if loss < losses[best] else best
        if epoch - best >= patience:
            break
    return best + 1
    ### END SOLUTION


xent.check("experiments.stop_at", kept_epoch)

# %% [markdown]
# The lowest point of a curve was chosen by that curve, so it is too low. Choose the epoch with one half of the validation images and a patience of 5, and price it with the other half:


# %% key="stopping"
for name in ["baseline", "RMSprop 0.01", "a new Adam each epoch"]:
    choose, price = book[name].prices[..., ::2].mean(-1), book[name].prices[..., 1::2]
    later = np.pad(choose, ((0, 0), (0, 5)), constant_values=np.inf)  # none of five is lower:
    at = np.argmax([choose[:, e] <= later[:, e + 1 : e + 6].min(1) for e in range(40)], axis=0)
    kept = replace(book[name], prices=price[np.arange(8), at][:, None])
    row = training.compare({"end": replace(book[name], prices=price), "kept": kept})["kept"]
    print(f"{name}: epoch {at.mean() + 1:.0f}, saves {abs(row.gap):.2f} ± {row.error:.2f} bits")

# %% [markdown] key="stopping-verdict"
# The forgetful Adam overfits after some ten epochs, and stopping saves most there, near the limit of our rule. The baseline does not overfit in 40 epochs, and stopping saves next to nothing.
#
# ## The start
#
# How large may the first weights be, and how must the inputs be scaled? The baseline takes He's scale (lesson 08), and pixels from 0 to 1 less their mean.

# %% key="start"
spread = 1 / (images[train].reshape(-1, 64).std(0) + 0.05)
start = {f"{k:g} times He's scale": replace(base, first=k) for k in (0, 0.1, 0.3, 3)}
start["not centred"] = replace(base, inputs=(-centre.ravel(), 1))
start["pixels 0 to 16"] = replace(base, inputs=(-centre.ravel(), 16))
start |= {f"standardised, rate {r}": replace(base, inputs=(0, spread), rate=r) for r in (0.5, 0.2)}
names = trial(start)
xent.show(*verdicts(names))

# %% [markdown] key="start-verdict" story="0.001 0.05"
# With zero weights only the last biases learn. Pixels up to 16 make curvatures $16^2$ times as large, so the rate is far too large, and the units die. **Standardising** divides each pixel by its
# standard deviation (here plus 0.05, since some are 0). That is good advice for features in different units. Pixels have one unit: here it makes the nearly empty border as loud as the strokes, and a lower rate does not help.
#
# ### Batch normalisation
#
# **Batch normalisation** (Ioffe and Szegedy, 2015) subtracts the batch's mean from each hidden logit, and divides by its standard deviation. Two learnt numbers per unit follow. In evaluation a single image has no batch, so the layer
# keeps running means and variances, from 0 and 1: `running = β * running + (1 - β) * batch`.
#
# ### Exercise: in evaluation
#
# Return the normalised rows `x` after the layer has seen these batches. Add 0.001 to the variance before the root, and leave the two learnt numbers out.


# %% key="evaluated"
def evaluated(batches, beta, x):
    """Rows normalised as in evaluation; batches (steps, rows, units), x (n, units)."""
    ### BEGIN SOLUTION
    mean, variance = 0, 1
    for batch in batches:
        mean = beta * mean + (1 - beta) * batch.mean(0)
        variance = beta * variance + (1 - beta) * batch.var(0)
    return (x - mean) / np.sqrt(variance + 0.001)
    ### END SOLUTION


xent.check("experiments.evaluated", evaluated)

# %% key="normalised"
normal = replace(base, batch_norm=True)
names = trial(
    {"batch norm": normal, "and pixels 0 to 16": replace(normal, inputs=(-centre.ravel(), 16))}
)
xent.show(*verdicts(["pixels 0 to 16", *names]))

# %% [markdown] key="normalised-verdict" story="256 300"
# It does not lower the loss of a good recipe here. But it makes up for the wrong scale of the inputs, because it divides by the scale that arrives.
#
# ## Width
#
# The network has 32 hidden units. With 256 it has {{ f"{64 * 256 + 256 + 2560 + 10:,}" }} weights and biases for 300 images. Which of these widths has the lowest validation loss?

# %% key="width-forecast"
xent.predict("experiments.width", {"8": 0.25, "32": 0.25, "64": 0.25, "256": 0.25})

# %% key="widths"
names = trial({f"width {w}": replace(base, width=w) for w in (8, 64, 256)})
xent.show(*verdicts(names))

# %% key="width-reveal"
widths = {"32": "baseline"} | {f"{w}": f"width {w}" for w in (8, 64, 256)}
xent.reveal("experiments.width", min(widths, key=lambda w: cost(widths[w])))

# %% [markdown] key="width-verdict" story="100 200"
# The number of weights alone does not say how much a network overfits. The wide one could learn random labels by heart, and yet on true labels it costs less than 32 units. For deep networks, and for loss and accuracy, see *Going further*.
#
# ## One look at the test images
#
# The book holds {{ len(book) }} recipes with eight networks each. Suppose you keep the network that is best on 100 validation images. What does it cost there, and what on
# the other images? Repeat it with 200 random sets.

# %% key="winners"
everyone = np.concatenate([run.last for run in book.values()])
promised, kept = np.empty(200), np.empty(200)
for n in range(200):
    order = rng.random(len(valid)).argsort()
    winner = everyone[everyone[:, order[:100]].mean(1).argmin()]
    promised[n], kept[n] = winner[order[:100]].mean(), winner[order[100:]].mean()
print(f"promised {promised.mean():.2f} bits, kept {kept.mean():.2f} bits")

# %% [markdown] key="winners-verdict"
# The winner was lucky, too. So choose on validation images, and report the price on images that had no part in any choice.
#
# Here is the recipe with the lowest mean of each question:

# %% key="scoreboard"
fig, ax = plt.subplots(figsize=(7, 4.2))
score = [min(names, key=cost) for names in asked]
fig, _ = verdicts(score, ax=ax)
xent.show(fig, f"The lowest mean of all: {min(score, key=cost)}.")

# %% [markdown]
# Now combine width with shifted copies, add dropout or take Adam, and choose among four recipes on the validation images.

# %% key="combined"
wide = replace(base, width=256, augment=0.2)
mixes = {"wide, shifted": wide, "wide, shifted, dropout": replace(wide, dropout=0.2)}
mixes["Adam, wide, shifted"] = replace(wide, optimiser=opt.Adam, rate=0.003)
names = ["width 256", *trial(mixes, variants=variants)]
chosen = min(names, key=cost)
xent.show(*verdicts(names))

# %% [markdown] key="test-why" story="347 400 430 450"
# The choice is made: **{{ chosen }}**. Now look at the 450 test images, once. A third row trains the chosen recipe on all 1,347 other images, for 10 epochs: 430 steps instead of 400.

# %% key="test"
rows = {"baseline": base, "chosen": mixes[chosen]}
final = trained(rows, x[train], y[train], (x[test], y[test]), variants=variants)
more = [shifted(rest, by) for by in (-1, 1)]
longer = {"chosen, 1347 images": replace(mixes[chosen], epochs=10)}
final |= trained(longer, x[rest], y[rest], (x[test], y[test]), variants=more)
tested = training.compare(final)
gain = training.compare(final, "chosen")["chosen, 1347 images"]

# %% key="test-picture"
ax = xent.plots.plot_choices(tested)
ends = ", ".join(f"{name} {run.last.mean():.2f}" for name, run in final.items())
xent.show(ax.figure, f"Test bits: {ends}. More images: {gain.gap:.2f} ± {gain.error:.2f}.")

# %% [markdown] key="test-verdict" story="347"
# On the test images the gap between baseline and chosen recipe is {{ f"{-tested['chosen'].gap:.2f}" }} bits, with a standard error of {{ f"{tested['chosen'].error:.2f}" }}: {{ tested['chosen'].verdict }}. On the validation images it was
# {{ f"{cost('baseline') - cost(chosen):.2f}" }}. The chance of the images explains the difference of these two gaps. With
# 1,347 images the same recipe costs {{ f"{-gain.gap:.2f}" }} bits less.

# %% [markdown]
# ## What you now know
#
# 1. A gap needs seeds, pairs, a standard error and a rule fixed before. "No verdict" is a result.
# 2. A wrong rate or scale costs most. A range test brackets the rate. Rate and batch belong together.
# 3. Tuned optimisers hardly differ here. A rebuilt one has lost its state. A default is not a tuned value.
# 4. Cross-entropy holds nothing back. More images and width lower the loss here. Dropout and shifted copies are near the limit of the rule.
# 5. A wide network need not overfit more.
# 6. Choose on validation images. Look at the test images once.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("experiments")

# %% [markdown] story="0.318 0.322"
# ### In your own words
#
# A colleague reports: "With dropout my loss fell from 0.322 to 0.318 bits." Which five questions do you ask before you believe it? (Nobody checks this one.)
#
# ### Transfer
#
# A team tunes a model each week on the same test set, and reports its best number. Write down a plan with three heaps of data for one year, and say what is looked at when.
#
# ## What next
#
# What do the numbers of a broken run tell? See [11 The loss clinic](11_loss_clinic.ipynb).
#
# ## References
#
# - Kingma, D. P., Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*. [arXiv:1412.6980](https://arxiv.org/abs/1412.6980)
# - Hinton, G. E., Srivastava, N., Krizhevsky, A., Sutskever, I., Salakhutdinov, R. R. (2012). Improving neural networks by preventing co-adaptation of feature detectors. [arXiv:1207.0580](https://arxiv.org/abs/1207.0580)
# - He, K., Zhang, X., Ren, S., Sun, J. (2015). Delving deep into rectifiers: surpassing human-level performance on ImageNet classification. *ICCV*. [arXiv:1502.01852](https://arxiv.org/abs/1502.01852)
# - He, K., Zhang, X., Ren, S., Sun, J. (2016). Deep residual learning for image recognition. *CVPR*. [arXiv:1512.03385](https://arxiv.org/abs/1512.03385)
# - Pascanu, R., Mikolov, T., Bengio, Y. (2013). On the difficulty of training recurrent neural networks. *ICML*. [arXiv:1211.5063](https://arxiv.org/abs/1211.5063)
# - Zeiler, M. D. (2012). ADADELTA: an adaptive learning rate method. [arXiv:1212.5701](https://arxiv.org/abs/1212.5701)
# - Ioffe, S., Szegedy, C. (2015). Batch normalization: accelerating deep network training by reducing internal covariate shift. *ICML*. [arXiv:1502.03167](https://arxiv.org/abs/1502.03167)
# - Smith, L. N. (2017). Cyclical learning rates for training neural networks. *WACV*. [arXiv:1506.01186](https://arxiv.org/abs/1506.01186)
# - Goyal, P., et al. (2017). Accurate, large minibatch SGD: training ImageNet in 1 hour. [arXiv:1706.02677](https://arxiv.org/abs/1706.02677)
# - Zhang, C., Bengio, S., Hardt, M., Recht, B., Vinyals, O. (2017). Understanding deep learning requires rethinking generalization. *ICLR*. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
# - Loshchilov, I., Hutter, F. (2019). Decoupled weight decay regularization. *ICLR*. [arXiv:1711.05101](https://arxiv.org/abs/1711.05101)

# %% [markdown]
# ## Going further

# %% [markdown]
# **Is the row of networks honest?** Train the first network alone, with Keras, from the same start and in the same order:

# %% key="alone"
dense = keras.layers.Dense
alone = keras.Sequential([keras.Input((64,)), dense(32, "relu"), dense(10)])
alone.set_weights(training.first_weights(base, 64, 10, seed=0))
alone.compile(keras.optimizers.SGD(0.5), training.SoftmaxCrossEntropy())
for order in training.batch_orders(300, 5, seed=0):
    for few in np.split(train[order], range(32, 300, 32)):
        alone.train_on_batch(x[few], y[few])
nats = xent.softmax_cross_entropy(y[valid], training.predict_logits(alone, x[valid])).mean()
print(f"after 5 epochs: alone {nats / np.log(2):.3f} bits, ", end="")
print(f"in the row {book['baseline'].bits[0, 4]:.3f} bits")

# %% [markdown] key="alone-verdict"
# It is the same network.
#
# **What an optimiser remembers.** Change the rate of an Adam, and then compile it again:

# %% key="keep-state"
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10)])
model.compile(keras.optimizers.Adam(0.01), training.SoftmaxCrossEntropy())
model.train_on_batch(x[train], y[train])
model.optimizer.learning_rate = 0.001
print("steps that Adam remembers:", int(model.optimizer.iterations), end=", ")
model.compile(keras.optimizers.Adam(0.001), training.SoftmaxCrossEntropy())
print("after a new compile:", int(model.optimizer.iterations))

# %% [markdown]
# **What the rate means.** Take a tenth of the loss, or measure it in another unit:


# %% key="tenth"
def tenth(masses, logits):
    return -keras.ops.sum(masses * keras.ops.log_softmax(logits), -1) / 10


for name in ("baseline", "Adam 0.003"):
    recipe = replace(book[name].recipe, loss=tenth)
    less = trained({"tenth": recipe}, *bench, seeds=3)["tenth"].last.mean()
    print(f"{name}: {cost(name):.2f} bits, with a tenth of the loss {less:.2f}")

# %% [markdown] key="tenth-verdict" story="0.1"
# For SGD a tenth of the loss is a tenth of the rate. Adam divides the mean slope by the root of the mean square, where the factor cancels.
#
# **Overfit one batch.** Learning by heart is also a test, before any long training. Use no penalty, a fit rate and enough units. If the loss of 32 images then stays away from 0, look for a fault in the program.

# %% key="one-batch"
few = x[train[:32]], y[train[:32]]
one = training.side_by_side({"one": replace(base, epochs=100)}, *few, few, seeds=2)["one"]
print(f"32 images: {one.train[:, 0].mean():.1f} bits, in the end {one.train[:, -1].mean():.2f}")

# %% [markdown] story="300"
# **Other 300 images.** Do the verdicts hold for other training images? Train four recipes on three other sets, and print the gaps to the baseline:

# %% key="other-images"
some = {"width 256": replace(base, width=256), "dropout 0.2": replace(base, dropout=0.2)}
some |= {"shifted 10%": replace(base, augment=0.1), "a new Adam": replace(adam, rebuild=1)}
for seed in (1, 2, 3):
    lot, left = train_test_split(rest, train_size=300, stratify=y[rest], random_state=seed)
    held, copies = (x[left], y[left]), [shifted(lot, by) for by in (-1, 1)]
    runs = {"baseline": base} | some
    other = trained(runs, x[lot], y[lot], held, seeds=4, variants=copies)
    digit = [other["baseline"].last[:, y[left] == k].mean() for k in range(10)]
    gaps = {n: f"{c.gap:+.2f} ± {c.error:.2f}" for n, c in training.compare(other).items() if c.gap}
    print(gaps, "costliest digit", np.argmax(digit))

# %% [markdown] key="other-images-verdict"
# The forgetful Adam costs more each time, and the mean of the wide network is lower each time. What dropout and shifted copies gain depends on the images. (Our standard error counts twice what one seed does with one image: a little cautious. It does not count this third chance at all.)
#
# **Deep networks.** Add layers of 32 units. Each depth gets two rates. Two more networks of four layers begin at half of He's scale (He et al., 2015, for the scale; our last layer begins at √(1 / inputs)):
# a plain one, and one with **residual connections** (He et al., 2016), which add a layer's input to its output, as in *Going further* of lesson 08.

# %% key="depths"
deep = {f"{d} layers, rate {r}": replace(base, depth=d, rate=r) for d in (2, 4) for r in (0.1, 0.2)}
half = replace(base, depth=4, rate=0.1, first=0.5)
deep |= {"4, half scale": half, "4, half, skip": replace(half, skip=True)}
deep["4, batch norm"] = replace(half, first=1.0, batch_norm=True)
names = trial(deep)
fig, said = verdicts(names, most=1.4)
learnt = ", ".join(f"{n} {book[n].train[:, -1].mean():.2f}" for n in ["baseline", *names])
xent.show(fig, f"Training bits: {learnt}.")

# %% [markdown] key="depths-verdict" story="0.1 300"
# Four plain layers fit the training images at least as well as one, and cost more on new ones: depth is of no use for 300 images of 64 pixels. At half of He's scale the plain network is still far from fitting them after 40 epochs. There the residual connections make the difference: with
# them the same start trains as well as the others.
#
# **Clipping.** Steps explode most easily in deep networks. Take 8 layers of tanh and a rate of 2, and then **clip** the gradient of all weights together (Pascanu et al., 2013): if its length is above 0.1, shorten it to 0.1 and keep its direction.

# %% key="clipping"
deep = replace(base, depth=8, unit="tanh", rate=2, epochs=20)
steep = {"free": deep, "clipped": replace(deep, clip=0.1), "rate 0.1": replace(deep, rate=0.1)}
steep = training.side_by_side(steep, *bench)
mild = steep.pop("rate 0.1").last.mean()

# %% key="clipping-picture"
fig, ax = plt.subplots()
for run, style in zip(steep.values(), ("C1-", "C0--")):
    ax.semilogy(np.arange(1, 21), run.bits.T, style, lw=1)
ax.axhline(np.log2(10), color="0.3", ls=":")
ax.text(20, np.log2(10) * 0.93, "log₂ 10", ha="right", va="top")
ax.legend([ax.lines[0], ax.lines[8]], ["free", "clipped to 0.1"], ncol=2, loc="upper right")
lost = {name: int((run.bits[:, -1] > np.log2(10)).sum()) for name, run in steep.items()}
ax.set(xlabel="epochs", xticks=range(0, 21, 4), ylabel="validation loss (bits)", ylim=(0.2, 300))
ax.set_title("Eight layers: clipped steps train, free ones explode")
xent.show(
    fig,
    f"Worse than no forecast: {lost['free']} of 8 free, {lost['clipped']} of 8 clipped. Clipped "
    f"{steep['clipped'].last.mean():.2f} bits; free with the rate 0.1 {mild:.2f} bits.",
)

# %% [markdown] key="clipping-verdict"
# Clipping bounds the step: here to $2\cdot0.1$. A smaller rate does as well here. Clipping cannot lengthen a gradient that has vanished. For that you need the first scale, another path, or normalisation. The explosion comes from eight layers of weights and a large rate.
# At the logits no slope of cross-entropy is above 1 in size, and the length of all together is at most $\sqrt2$.
#
# **Loss and accuracy.** A common mistake says: "A lower cross-entropy means more right answers." Every recipe in the book has both numbers:

# %% key="accuracies"
hits = {name: 100 * (run.logits.argmax(-1) == y[valid]) for name, run in book.items()}
right, loss = {n: hit.mean() for n, hit in hits.items()}, {name: cost(name) for name in book}
shown = [name for name in book if loss[name] < 0.7]
pairs = [(a, b) for a in shown for b in shown if loss[a] < loss[b] - 0.05]
against = [(a, b) for a, b in pairs if right[a] < right[b]]
a, b = "RMSprop 0.001", "a new Adam each epoch"  # a clear case

# %% key="accuracies-picture"
fig, ax = plt.subplots()
ax.plot([loss[n] for n in shown], [right[n] for n in shown], "o", ms=5, mfc=("C0", 0.4))
for n, to in [(a, (-60, -25)), (b, (-60, 15))]:
    ax.annotate(
        n, (loss[n], right[n]), to, textcoords="offset points", arrowprops={"arrowstyle": "-"}
    )
ax.set(xlim=(0.2, 0.7), ylim=(90, 97), xlabel="validation loss (bits)", ylabel="right (%)")
ax.set_title("A costlier recipe can be right more often")
as_prices = {n: replace(book[n], prices=hits[n][:, None]) for n in (a, b)}
row = training.compare(as_prices)[b]
said = f"{b}: {loss[b] - loss[a]:.2f} bits more than {a}, and over {int(row.gap)} points more right"
xent.show(fig, f"{said}. Verdict on the answers: {row.verdict}.")

# %% [markdown] key="accuracies-verdict" story="0.05 100 200"
# Of all pairs of recipes in the picture that are more than 0.05 bits apart, {{ f"{len(against) / len(pairs):.0%}" }} have it the other way round in accuracy, most of them by less than chance may do. Accuracy counts whether the largest probability is the right one. Cross-entropy prices how sure it was, so over-confidence
# costs.
#
# **Inside the mean.** Here are the prices of the baseline's {{ len(valid) }} validation images, and of its digits:

# %% key="inside"
prices = book["baseline"].last.mean(0)
by_digit = np.array(
    [[row[y[valid] == k].mean() for k in range(10)] for row in book["baseline"].last]
)
order = np.sort(prices)[::-1]
tenth_share = order[: len(order) // 10].sum() / order.sum()

# %% key="inside-picture"
fig, axes = plt.subplots(1, 2, figsize=(8, 3.6))
axes[0].hist(np.log10(np.maximum(prices, 1e-5)), bins=np.arange(-5, 1.6, 0.5), ec="white")
axes[0].set_xticks(range(-5, 2, 2), ["0.00001", "0.001", "0.1", "10"])
axes[0].set(xlabel="price of an image (bits)", ylabel="images")
axes[0].set_title(f"A tenth makes {tenth_share:.0%} of the loss")
axes[1].bar(range(10), by_digit.mean(0), fc=("C0", 0.4), ec="C0")
axes[1].vlines(range(10), by_digit.min(0), by_digit.max(0), color="0.1", ls="-")
axes[1].set(xlabel="digit", ylabel="mean loss (bits)", xticks=range(10))
axes[1].set_title(f"The costliest digit is {by_digit.mean(0).argmax()}")
xent.show(
    fig,
    f"Digits cost from {by_digit.mean(0).min():.2f} to {by_digit.mean(0).max():.2f} bits. Lines: eight seeds.",
)

# %% [markdown] key="inside-verdict"
# Most images cost next to nothing, and a few cost several bits. The mean over all images hides which digits are weak. With other training images another digit may be the costliest.
#
# **The same in Keras.** Each choice has its place:
#
# | choice | Keras |
# |---|---|
# | schedule | `SGD(learning_rate=CosineDecay(…))`, in `keras.optimizers.schedules` |
# | L1, L2 | `Dense(…, kernel_regularizer=…)` with `L1(λ)` or `L2(λ / 2)`: Keras omits the ½ |
# | decay | `AdamW(weight_decay=λ)`; it shrinks biases, too, unless `exclude_from_weight_decay` names them |
# | clipping | `global_clipnorm=c` for all weights together; `clipnorm` clips each array alone |
# | dropout, batch normalisation | the layers `Dropout(p)`, `BatchNormalization()` |
# | early stopping | `EarlyStopping(patience=…, restore_best_weights=True)`: else it keeps the last weights |
# | augmentation | the layer `RandomTranslation(…)`, for images (height, width, channels), not for rows of pixels |

# %% [markdown] key="not-parameters"
# **What is not a parameter of the loss.** A common mistake calls the rate, the batch or the number of layers "parameters of cross-entropy", or picks the loss to suit the optimiser or the architecture. Cross-entropy is one loss among many. Its own parameters are few: class weights, label smoothing, labels to ignore, sum or mean. They change what a forecast costs. Everything in this lesson is a **hyper-parameter** of training: it changes the weights, not the price of a given forecast. Any
# differentiable loss goes with any of these optimisers:
#
# **Any loss with any optimiser.** Train with cross-entropy, with the squared error of the probabilities (lesson 03's Brier score) and with their absolute error, each with SGD and with
# Adam. The validation images are priced in bits in every case.


# %% key="losses"
def squared(masses, logits):
    return keras.ops.sum((masses - keras.ops.softmax(logits)) ** 2, -1)


def absolute(masses, logits):
    return keras.ops.sum(keras.ops.abs(masses - keras.ops.softmax(logits)), -1)


two = {"SGD": replace(base, rate=1.0), "Adam": replace(base, optimiser=opt.Adam, rate=0.003)}
for name, recipe in two.items():
    forms = {f"{name}, {f.__name__} error": replace(recipe, loss=f) for f in (squared, absolute)}
    ends = trained(forms, *bench, seeds=3)
    print({each: f"{run.last.mean():.2f} bits" for each, run in ends.items()})

# %% [markdown] key="losses-verdict"
# All four train. Squared error comes near to cross-entropy in bits, and absolute error does not: its best forecast is a sure one (lesson 03).
#
# **Eight networks as one forecast.** You trained eight networks of each recipe. Average their probabilities, and price the average:

# %% key="ensemble"
for name in ("baseline", chosen):
    p = xent.softmax(book[name].logits.astype(float)).mean(0)
    together = -np.log2(p[np.arange(len(valid)), y[valid]]).mean()
    print(f"{name}: one network {book[name].last.mean():.3f} bits, eight together {together:.3f}")

# %% [markdown] key="ensemble-verdict"
# The average never costs more than the mean of the eight prices, because $-\log$ is convex: that is Jensen's inequality from lesson 02, for every single image. The gain is what the eight disagree about.
#
# **A leak.** Make shifted copies first, and divide afterwards. Then copies of training images stand among the held-out ones:

# %% key="leak"
copies = np.concatenate([variants[0], shifted(valid, -1)]), y[np.r_[train, valid]]
mixed = {"chosen": mixes[chosen]}
leak = trained(mixed, x[train], y[train], copies, seeds=3, variants=variants)
prices = leak["chosen"].last.mean(0)
print(f"copies of training images {prices[:300].mean():.2f} bits,", end=" ")
print(f"copies of other images {prices[300:].mean():.2f} bits")

# %% [markdown] key="leak-verdict"
# The recipe trains on such copies itself, so it knows nearly all of the held-out ones. That number says nothing about new digits. The same happens if one writer's, patient's or
# customer's examples stand in both heaps. Divide first, by writer, and make copies afterwards.
