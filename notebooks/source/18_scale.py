# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Scale
#
# What if there are more data than fit?
#
# **Goals**
#
# - Merge sums, variances and softmaxes of parts into those of the whole.
# - Predict what a loss costs in exponentials and in bytes.
# - Compute the same loss from a file, by several processes, and on any number of machines.
# - Train with many classes without computing all of them.
# - Say how low a loss can get, and how many examples that takes.
#
# **Needs** [06 Numerical stability](06_numerical_stability.ipynb), [13 Class imbalance](13_class_imbalance.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import tempfile
import tracemalloc
from functools import partial
from pathlib import Path
from timeit import repeat

import numpy as np
from matplotlib.colors import XKCD_COLORS, to_rgb
from scipy.optimize import minimize

import xentlib as xent
from xentlib import draws
from xentlib.blocks import map_rows
from xentlib.plots import plot_bars, plot_curves

xent.plots.use_style()
rng = np.random.default_rng(18)

# %% [markdown] key="half-ask" story="000 100 2048 2049 1.0"
# ## A sum that stops
#
# In [lesson 06](06_numerical_stability.ipynb) a sum in half precision, float16, stopped at 2048, because 2049 is no float16. A colleague mends it: 10,000 examples cost 1.0 nat each, and he adds them in *blocks* of 100. Then he adds the 100 sums of the blocks, one after the other, still in float16. Which mean does he get?

# %% key="half-forecast"
xent.predict("scale.half", {"0.20": 0.25, "0.64": 0.25, "0.99": 0.25, "1.00": 0.25})

# %% key="half"
losses = np.ones(10_000, "float16")
of_blocks = losses.reshape(100, 100).cumsum(1, dtype="float16")[:, -1]
means = {"one by one": losses.cumsum(dtype="float16")[-1] / 10_000}
means["blocks of 100"] = of_blocks.cumsum(dtype="float16")[-1] / 10_000
xent.reveal("scale.half", f"{means['blocks of 100']:.2f}")

# %% key="tree"
tree = np.pad(losses, (0, 2**14 - 10_000))
while len(tree) > 1:
    tree = tree[::2] + tree[1::2]  # still float16
means["pairs of pairs"] = tree[0] / 10_000

# %% key="half-picture"
ax = plot_bars([*means], {"float16": [float(mean) for mean in means.values()]}, ylim=(0, 1.2))
ax.set(ylabel="mean of ones (nats)", title="In float16, the order of the additions decides")
xent.show(ax.figure, f"The sum in pairs of pairs is {tree[0]:.0f}.")

# %% [markdown] key="half-verdict" story="4096 100 000"
# Above 4096 the neighbours of a float16 are 4 apart, and later 8, so 100 more is not always 100 more. If you add pairs, then pairs of pairs, and so on, both numbers have a similar size each time. Such a **tree** loses least. Its branches may grow on different machines, in any order: up to rounding, the sum is the same.
#
# What can be merged? A mean can't, but a mean together with its number of examples can. A summary with an addition that does not depend on the order of the parts is called a **commutative monoid**. `xentlib.tally` has one: losses by class, the confusion table and the bins of a reliability diagram. The standard error of a mean needs a variance. Can variances be merged?
#
# ### Exercise: the variance of the whole
#
# Each block reports its number of losses, their mean and their variance (the mean squared distance from the block's mean). Derive the variance of all losses (Chan, Golub and LeVeque, 1983).


# %% key="merged-variance"
def merged_variance(n, mean, variance):
    """Variance of all losses, from sizes, means and variances of the blocks, all (B,)."""
    ### BEGIN SOLUTION
    whole = np.average(mean, weights=n)
    return np.average(variance + (mean - whole) ** 2, weights=n)
    ### END SOLUTION


xent.check("scale.merged_variance", merged_variance)

# %% [markdown] key="cost-ask"
# ## What a loss costs
#
# A softmax loss of $n$ examples and $K$ classes takes $nK$ exponentials, and reads $nK$ logits from memory. Everything else is smaller: there are only $n$ labels and losses. A logit in float64 has 8 bytes. So predict the time $t$ from two prices, of an exponential and of a byte, measured on a small table:
#
# $$t\approx nK\,(t_{\exp}+8\,t_{\text{byte}}).$$


# %% key="cost-measured" tags=["timing"]
def seconds(work, times=5):
    return min(repeat(work, number=1, repeat=times))


xent.set_threads(1)
small = draws.normal(rng, (1000, 100))
of_exp = seconds(lambda: np.exp(small, out=small.copy())) / small.size
of_byte = seconds(lambda: np.add(small, 1.0, out=small.copy())) / small.nbytes
print(f"{of_exp * 1e9:.1f} ns per exponential, {of_byte * 1e9:.2f} ns per byte")

# %% key="cost-table" tags=["timing"]
ids = (10 * rng.random(20_000)).astype(int)
tables = (20_000, 10), (2000, 100), (200, 1000), (20_000, 100)
cost = {"predicted": [1000 * n * k * (of_exp + 8 * of_byte) for n, k in tables], "measured": []}
for n, k in tables:
    work = partial(xent.softmax_cross_entropy, ids[:n], np.resize(small, (n, k)))
    cost["measured"].append(1000 * seconds(work))
ax = plot_bars([f"{n:,} × {k:,}" for n, k in tables], cost, ylabel="time (ms)")
ax.set_title("Tables with equally many logits cost nearly the same", loc="left")
said = ", ".join(f"{a:.1f} and {b:.1f}" for a, b in zip(*cost.values()))
xent.show(ax.figure, f"Predicted and measured, in ms: {said}.")

# %% [markdown] key="cost-read"
# The prediction is right within a factor of two. (Times differ between machines, so yours do from the stored ones.) The first three tables have as many logits as each other, and cost nearly the same: rows and classes count nearly alike.
#
# A processor has a small and fast memory, its cache. A large table does not fit into it, so xentlib works on blocks of rows. Several threads, which run at the same time, may each take a block. Here is one large table, in blocks of several sizes:

# %% key="blocks" tags=["timing"]
z, ids = np.resize(small, (100_000, 100)), np.resize(ids, 100_000)


def block_losses(y, z):
    return xent.softmax_cross_entropy(y, z).sum()


# %% key="blocks-picture" tags=["timing"]
sizes, took = 2 ** np.arange(14, 27, 2), {}
for threads in (1, 2):
    xent.set_threads(threads)
    took["1 thread" if threads == 1 else "2 threads"] = [
        1000 * seconds(lambda size=size: map_rows(block_losses, ids, z, block_bytes=size), times=2)
        for size in sizes.tolist()
    ]
ax = plot_curves(sizes / 2**20, took, xscale="log", yscale="log")
ax.set(xlabel="size of a block (MiB)", ylabel="time (ms)")
ax.set_title("Very small blocks pay for many calls", loc="left")
xent.show(
    ax.figure, f"At best {', '.join(f'{min(ms):.0f} ms with {n}' for n, ms in took.items())}."
)

# %% [markdown] key="blocks-read"
# Very small blocks pay for many calls. Above about a megabyte the size matters little here, so xentlib takes blocks of a few megabytes: they need little memory beside the table. Two threads help if two processors are free. (benchmarks/results.md compares its speed with that of other libraries.)
#
# ## A table on the disk
#
# A file may be larger than the memory. `np.memmap` shows it as an array, and reads what is asked for. A loss that works in blocks asks for a block:

# %% key="memmap"
folder = tempfile.TemporaryDirectory()
path = Path(folder.name) / "logits"
np.memmap(path, float, "w+", shape=z.shape)[:] = z
on_disk = np.memmap(path, float, "r", shape=z.shape)
# %% key="memmap-read"
tracemalloc.start()
from_disk = xent.softmax_cross_entropy(ids, on_disk).mean()
peak = tracemalloc.get_traced_memory()[1]
tracemalloc.stop()
print(f"file {z.nbytes / 1e6:.0f} MB; less than 20 MB of arrays: {peak < 20e6}")
print("the same mean:", from_disk == xent.softmax_cross_entropy(ids, z).mean())

# %% [markdown] key="pieces-ask"
# (The operating system keeps parts of the file in memory as long as nobody else needs the room.)
#
# ## A softmax in two pieces
#
# With very many classes, even one *row* is cut into parts, on several machines. But the softmax divides by a sum over all classes, and lesson 06 takes off the row's largest logit first. No part knows the largest logit of the whole row. So let each part report its own maximum $m$, and its own sum $s=\sum_ke^{z_k-m}$.
#
# ### Exercise: merge the parts
#
# From $(m_1,s_1)$ and $(m_2,s_2)$, return the maximum and the sum of all, as an array of the shape (2, n). Nothing may overflow. (Milakov and Gimelshein, 2018, find the sum of a softmax in one pass like that.)


# %% key="merge"
def merge(m1, s1, m2, s2):
    """Maximum and sum, (2, n), of rows whose parts have the maxima and sums given, all (n,)."""
    ### BEGIN SOLUTION
    m = np.maximum(m1, m2)
    return np.stack([m, s1 * np.exp(m1 - m) + s2 * np.exp(m2 - m)])
    ### END SOLUTION


xent.check("scale.merge", merge)

# %% key="merge-parts"
rows = z[:5] + 800.0
halves = xent.logsumexp(rows[:, :30]), xent.logsumexp(rows[:, 30:])
whole = np.logaddexp(*halves)  # does in logarithms what you do with maxima and sums
print("log-sum-exp of the whole row:", np.allclose(whole, xent.logsumexp(rows)))

# %% [markdown] key="dask-ask" tags=["scale"]
# ## More than one machine
#
# Now blocks go to other processes, on this machine or on others. The library Dask (Rocklin, 2015) has a **scheduler**, which knows what is to be done, and **workers**, which do it. An array of Dask is a recipe for its blocks: the table below exists nowhere as a whole. `xent.scale` has the same loss and the same tally for such arrays:

# %% key="dask" tags=["scale"]
da = xent.scale.da


def logits_of(block, block_info=None):
    start = block_info[0]["array-location"][0][0]
    return draws.normal(np.random.default_rng(start), (len(block), 20))


places = da.arange(400_000, chunks=50_000)
lazy = da.map_blocks(logits_of, places[:, None], chunks=((50_000,) * 8, (20,)), dtype=float)
happened = places % 20
print(f"{lazy.nbytes / 1e6:.0f} MB of logits, in {lazy.numblocks[0]} blocks; none is made yet")

# %% key="dask-run" tags=["scale"]
took = {}
with xent.scale.connect(n_workers=2) as client:
    many = xent.scale.tally(happened, lazy)
    took[2] = seconds(lambda: xent.scale.tally(happened, lazy), times=2)
# %% key="dask-gap" tags=["scale"]
one = xent.tally.tally(happened.compute(), lazy.compute())
gap = abs(many.mean_loss / one.mean_loss - 1)
print(f"{many.n} examples, {many.mean_loss:.4f} nats; gap below 1e-12: {gap < 1e-12}")

# %% key="dask-workers" tags=["scale", "timing"]
with xent.scale.connect(n_workers=1) as client:
    took[1] = seconds(lambda: xent.scale.tally(happened, lazy), times=2)
print(f"1 worker {took[1]:.2f} s; predicted for two {took[1] / 2:.2f} s, measured {took[2]:.2f} s")

# %% [markdown] key="dask-read" tags=["scale"]
# Two workers share the work, but messages and free processors limit what that saves. With the address of a scheduler, `connect("tcp://…")`, the same lines run on a cluster. Each block is made, scored and forgotten on one worker; logits never travel. If a worker dies, the scheduler gives its blocks to others. A recipe can be cooked again, so a dead worker costs time, and not the answer. (A test of this course kills one.)
#
# ## Training on several machines

# %% [markdown] key="parallel-ask"
# ### Exercise: mend his step
#
# In **data-parallel** training each machine has a copy of the model and a part of the batch. A colleague lets each machine compute the gradient of *its mean loss*, and averages:
#
# ```python
# def whole_gradient(means, sizes):
#     return means.mean(0)  # means (P, d): a gradient of each of P machines
# ```
#
# The parts have unequal sizes. Return the gradient of the mean loss over all examples.


# %% key="whole-gradient"
def whole_gradient(means, sizes):
    """Gradient (d,) of the mean over all, from gradients of means (P, d) and sizes (P,)."""
    ### BEGIN SOLUTION
    return sizes @ means / sizes.sum()
    ### END SOLUTION


xent.check("scale.whole_gradient", whole_gradient)

# %% [markdown] key="tf-ask" tags=["keras"]
# So a gradient of a *sum* is a mergeable summary. TensorFlow can add the gradients of several processes ("all-reduce"). Here two processes train a small network together, and one trains it alone. Each gets its part of a batch, computes the gradient of the *sum* of its losses divided by the size of the *whole* batch, and takes the same step with the gradients of both:

# %% key="tf" tags=["keras"]
alone, together = (xent.training.losses_on_workers(n) for n in (1, 2))
print("one process ", [f"{loss:.4f}" for loss in alone])
print("two processes", [f"{loss:.4f}" for loss in together])

# %% [markdown] key="workers-ask" story="0.8 3.1"
# Is a step on $p$ machines $p$ times as fast? The work is shared, but each further machine adds a message. Suppose that one machine needs 0.8 s for a step, and that a message takes 3.1 ms:

# %% key="workers-times"
p = 2.0 ** np.arange(7)
work, messages = 0.8 / p, 0.003125 * (p - 1)
# %% key="workers-picture"
curves = {"work": work, "messages": messages, "whole": work + messages}
ax = plot_curves(p, curves, xlabel="machines", xscale="log", yscale="log", ylim=(0.01, 1))
ax.lines[2].set_marker("o")
ax.set(ylabel="time of a step (s)", xticks=p, xticklabels=p.astype(int))
ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
ax.set_title("Work is shared, and messages are not", loc="left")
xent.show(ax.figure, "Time of a step for 1, 2, 4, …, 64 machines.")

# %% [markdown] key="workers-exercise"
# ### Exercise: how many machines?
#
# Read off the picture, within 10 %: the number of machines with the fastest step, and how many times as fast that is as one machine. Return both numbers.

# %% key="workers"
### BEGIN SOLUTION
machines = [16, 0.8 / 0.097]
### END SOLUTION

xent.check("scale.workers", machines)

# %% [markdown] key="explorer-ask"
# At the lowest point, work and messages take nearly the same time. Try other tables and networks. When is one machine the best? If a message takes four times as long, by which factor does the best number of machines fall?

# %% key="cost-explorer"
xent.explorers.explore_cost()

# %% [markdown] key="many-ask" story="949 0.08"
# ## Many classes
#
# 949 colours have names. Somebody sees a colour, with some noise, and says a name. Names have very different frequencies. A rule makes these data: name $y$ has the colour $\mu_y$, and the noise is Gaussian with the width $\sigma$. So by Bayes the true logits are $\ln\pi_y-|x-\mu_y|^2/2\sigma^2$. The term with $|x|^2$ is the same for all names and drops out, so they are linear in red, green and blue:

# %% key="colours"
mu = np.array([to_rgb(colour) for colour in XKCD_COLORS.values()])
K, noise = len(mu), 0.08
share = 1 / (10 + np.argsort(np.random.default_rng(5).random(K)))
share /= share.sum()
truth = np.vstack([np.log(share) - (mu**2).sum(1) / 2 / noise**2, mu.T / noise**2])


def see(n):
    y = draws.labels(rng, share, n)
    return y, np.c_[np.ones(n), mu[y] + noise * draws.normal(rng, (n, 3))]


(y, x), (y_test, x_test) = see(20_000), see(4000)
floor = xent.linear_softmax_cross_entropy(y_test, x_test, truth).mean() / np.log(2)
print(f"the truth costs {floor:.2f} bits; shares alone {xent.entropy(share, base=2):.2f} bits")

# %% [markdown] key="fused-ask" story="2025"
# The table of logits of all training examples is large. A **fused** layer computes logits, loss and gradient of a block of rows, and forgets the logits (Wijmans et al., 2025):

# %% key="fused"
table, peaks = 8 * len(y) * K / 1e6, []
for _ in range(2):  # what other threads take is counted, too: the smaller peak is the layer's
    tracemalloc.start()
    _, (_, slope, _) = xent.linear_softmax_cross_entropy_value_and_grad(y, x, truth)
    peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
    tracemalloc.stop()
low = min(peaks) < table / 3
print(f"the table would take {table:.0f} MB; the fused layer stays below a third: {low}")

# %% [markdown] key="sampled-ask"
# That saves memory, but no exponential. Each step still computes all of them, for the sake of one sum. Must the sum be exact?
#
# ### Exercise: estimate a sum
#
# Draw $m$ classes, class $j$ with probability $q_j$ each time. Derive an estimate of $\sum_je^{z_j}$ over *all* classes that is right on average.


# %% key="sum-estimate"
def sum_estimate(z, q):
    """Estimate of the sum over all classes; logits z and probabilities q of those drawn, (m,)."""
    ### BEGIN SOLUTION
    return (np.exp(z) / q).mean()
    ### END SOLUTION


xent.check("scale.sum_estimate", sum_estimate)

# %% [markdown] key="sampled-why"
# A term of your mean is $\frac{1}{m}e^{z_j}/q_j=e^{z_j-\ln(mq_j)}$. So **sampled softmax** (Jean et al., 2015) takes the true class as it is, and $m$ drawn ones, from whose logits it subtracts $\ln(mq_j)$. A drawn class that is the true one is left out. Then the ordinary loss follows. (The sum is right on average. Its logarithm is too low on average, less so with more draws.)


# %% key="sampled"
def sampled(m, corrected=True):
    def slope_of(y, x, w):
        others = draws.labels(rng, share, m)
        z = np.c_[(x * w[:, y].T).sum(1), x @ w[:, others]]
        if corrected:
            z[:, 1:] -= np.log(m * share[others])
        z[:, 1:][others == y[:, None]] = -np.inf  # the true class counts once
        g = xent.softmax_cross_entropy_grad(np.zeros(len(y), int), z)
        by_class = np.zeros((K, 4))
        np.add.at(by_class, y, x * g[:, :1])
        np.add.at(by_class, others, g[:, 1:].T @ x)
        return by_class.T

    return slope_of


# %% key="adam"
def train(slope_of, steps=1500, batch=64):
    w, first, second = np.zeros((3, 4, K))
    for step in range(1, steps + 1):
        rows = (len(y) * rng.random(batch)).astype(int)
        slope = slope_of(y[rows], (x[rows] - centre) / spread, w) / batch
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        length = 0.3 * (1 - step / steps) / (1 - 0.9**step)
        w = w - length * first / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return w


centre, spread = np.r_[0, mu.mean(0)], np.r_[1, mu.std(0)]

# %% [markdown] key="sampled-question" story="949 100"
# Train with all 949 classes, and with 100 drawn ones, corrected and not. Classes are drawn by their frequencies. By how many bits per name is the model without the correction worse than the one with it?

# %% key="sampled-forecast"
xent.predict("scale.sampled", {"0.0": 0.25, "0.3": 0.25, "0.9": 0.25, "3.0": 0.25})


# %% key="sampled-run"
def bits(w):
    z = (x_test - centre) / spread @ w
    return xent.softmax_cross_entropy(y_test, z).mean() / np.log(2)


fused = xent.linear_softmax_cross_entropy_value_and_grad
ways = {"all": lambda *args: fused(*args)[1][1], "100, corrected": sampled(100)}
ways["100, as drawn"] = sampled(100, False)
learnt = {name: train(way) for name, way in ways.items()}
mended = learnt["100, as drawn"] + np.outer([1, 0, 0, 0], np.log(share))

# %% key="sampled-reveal"
gap = bits(learnt["100, as drawn"]) - bits(learnt["100, corrected"])
xent.reveal("scale.sampled", min(("0.0", "0.3", "0.9", "3.0"), key=lambda s: abs(float(s) - gap)))

# %% key="sampled-picture"
prices = {name: bits(w) for name, w in learnt.items()} | {"as drawn,\nln q added": bits(mended)}
ax = plot_bars([*prices], {"test": [*prices.values()]}, ylabel="bits per name", ylim=(0, 6))
ax.axhline(floor, color="black", ls=":")
ax.set_title("Corrected, 100 classes do what 949 do; dotted: the truth", loc="left")
xent.show(ax.figure, f"Bits: {', '.join(f'{cost:.1f}' for cost in prices.values())}.")

# %% [markdown] key="sampled-verdict" story="100 949 500"
# With the correction, 100 classes do what 949 do. Without it, the model forecasts as if all names were equally frequent, because the draws hold the frequencies already. That is the prior of lesson 13, and adding $\ln q$ repairs it. (All are above the truth, mostly because 1,500 steps are few.) What does it save? With 949 classes a fraction of a millisecond a step, and with a vocabulary nearly everything:

# %% key="sampled-time" tags=["timing"]
for k in (949, 100_000):
    z_all, z_few = np.zeros((64, k)), np.zeros((64, 101))
    every, few = (
        seconds(lambda z=z: xent.softmax_cross_entropy_grad(y[:64] % 101, z))
        for z in (z_all, z_few)
    )
    print(f"{k:6} classes: all {1000 * every:5.2f} ms a step, 100 drawn ones {1000 * few:.2f} ms")

# %% [markdown] key="floor-ask" story="36"
#
# ## What no model can know
#
# More data and more machines lower the loss, but not to 0. The floor is the entropy of the labels, given the features: the **irreducible loss**. How far above it is a model that learnt from $n$ examples? Let it be able to say the truth, and let $n$ be large. Near the best value of a parameter, the mean loss is a parabola with a curvature $\kappa$. The learnt value scatters around it with the variance $\frac1{n\kappa}$, because for a likelihood the slopes of single examples have the variance $\kappa$. So it costs $\frac\kappa2\cdot\frac1{n\kappa}=\frac1{2n}$ on average, whatever $\kappa$ is, and $d$ parameters cost $\frac d{2n}$ nats (Wilks, 1938, has the whole distribution). Test this with ten colours. Adding a number to all ten logits changes nothing, so a model has $4\cdot9=36$ free parameters:

# %% key="ten"
names = "red green blue yellow orange pink brown grey black white"
basic = np.array([to_rgb(f"xkcd:{name}") for name in names.split(" ")])
ideal = np.vstack([-(basic**2).sum(1) / 2, basic.T]) / 0.25**2


def glance(n, rng):
    y = (10 * rng.random(n)).astype(int)
    return y, np.c_[np.ones(n), basic[y] + 0.25 * draws.normal(rng, (n, 3))]


def learn(y, x):
    def mean_loss(w):
        w = w.reshape(4, 10)
        loss, (_, slope, _) = xent.linear_softmax_cross_entropy_value_and_grad(y, x, w)
        return loss.mean(), slope.ravel() / len(y)

    return minimize(mean_loss, np.zeros(40), jac=True, method="L-BFGS-B").x.reshape(4, 10)


# %% key="curve"
_, x_new = glance(5000, rng)
q = xent.softmax(x_new @ ideal)
sizes, excess = np.array([500, 1000, 2000, 4000]), np.zeros((6, 4))
for seed in range(6):
    for i, n in enumerate(sizes):
        w = learn(*glance(n, np.random.default_rng(seed)))
        excess[seed, i] = xent.kl_divergence(q, xent.softmax(x_new @ w)).mean()

# %% key="curve-picture"
curves = {"measured, mean of 6": excess.mean(0), "36 / 2n": 36 / (2 * sizes)}
ax = plot_curves(sizes, curves, xlabel="examples n", xscale="log", yscale="log")
ax.set(ylabel="loss above the floor (nats)", xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
ax.set_yticks([0.003, 0.01, 0.03], ["0.003", "0.01", "0.03"])
ax.set_title("A right model nears its floor as 1/n", loc="left")
ratio = (excess * 2 * sizes / 36).mean(1)
said = f"{ratio.mean():.2f} ± {ratio.std(ddof=1) / 6**0.5:.2f}"
xent.show(ax.figure, f"Measured, divided by 36/2n: {said}.")

# %% [markdown] key="noise-ask" story="20"
# So ten times as many examples remove nine tenths of the excess, and nothing of the floor. Random labels raise the floor. Somebody replaces 20 % of the labels by random ones. Until now the floor of the ten colours is {{ f"{xent.entropy(q, base=2).mean():.1f}" }} bits. What is it then?

# %% key="noise-forecast"
xent.predict("scale.noise", {"1.2": 0.25, "1.7": 0.25, "2.0": 0.25, "2.6": 0.25})

# %% [markdown] key="noise-exercise"
# ### Exercise: a floor of noise
#
# Derive the floor for any share: return the least mean loss in nats that a model can reach on such labels.


# %% key="noise-floor"
def noise_floor(p, share):
    """Least mean loss in nats; true probabilities p (n, K), share of labels that are random."""
    ### BEGIN SOLUTION
    return xent.entropy((1 - share) * p + share / p.shape[1]).mean()
    ### END SOLUTION


xent.check("scale.noise_floor", noise_floor)

# %% key="noise"
raised = xent.entropy(0.8 * q + 0.2 / 10, base=2).mean()
xent.reveal("scale.noise", min(("1.2", "1.7", "2.0", "2.6"), key=lambda s: abs(float(s) - raised)))

# %% key="noise-picture"
parts = np.linspace(0, 1, 21)
floors = [xent.entropy((1 - part) * q + part / 10, base=2).mean() for part in parts]
ax = plot_curves(parts, {"floor": floors}, xlabel="share of random labels", ylim=(0, 3.5))
ax.set(ylabel="least loss (bits)", title="The first random labels raise the floor most")
xent.show(ax.figure, f"{floors[0]:.2f} bits without, {floors[-1]:.2f} if all are random.")

# %% [markdown]
# ## What you now know
#
# 1. Sums merge in any order, best in a tree; means merge with their sizes, softmaxes with their maxima.
# 2. A loss costs $nK$ exponentials and $nK$ numbers of memory. Blocks, files and processes change where that happens, not the result.
# 3. Gradients of sums are added. Messages limit how many machines are worth it.
# 4. A sum over many classes can be estimated from a few, with $\ln(mq)$ subtracted.
# 5. A model that can say the truth is about $d/2n$ nats above the irreducible loss. Random labels raise that floor.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("scale")

# %% [markdown] key="words"
# ### In your own words
#
# A manager wants to buy ten times as many machines, so that the loss falls below its floor. What do you answer? (Nobody checks this.)
#
# ### Transfer
#
# Take an evaluation of your own. Write down its number of exponentials, its bytes and its floor before you run it.
#
# ## What next
#
# [19 Myths, and the oral exam](19_myths_and_oral_exam.ipynb) puts on trial what is commonly said.
#
# ## References
#
# - Chan, T. F., Golub, G. H., LeVeque, R. J. (1983). Algorithms for computing the sample variance. *The American Statistician* 37, 242–247. [doi:10.1080/00031305.1983.10483115](https://doi.org/10.1080/00031305.1983.10483115)
# - Jean, S., Cho, K., Memisevic, R., Bengio, Y. (2015). On using very large target vocabulary for neural machine translation. *ACL*. [arXiv:1412.2007](https://arxiv.org/abs/1412.2007)
# - Milakov, M., Gimelshein, N. (2018). Online normalizer calculation for softmax. [arXiv:1805.02867](https://arxiv.org/abs/1805.02867)
# - Rocklin, M. (2015). Dask: parallel computation with blocked algorithms and task scheduling. *SciPy*. [doi:10.25080/Majora-7b98e3ed-013](https://doi.org/10.25080/Majora-7b98e3ed-013)
# - Wijmans, E., Huval, B., Hertzberg, A., Koltun, V., Krähenbühl, P. (2025). Cut your losses in large-vocabulary language models. *ICLR*. [arXiv:2411.09009](https://arxiv.org/abs/2411.09009)
# - Wilks, S. S. (1938). The large-sample distribution of the likelihood ratio for testing composite hypotheses. *Annals of Mathematical Statistics* 9, 60–62. [doi:10.1214/aoms/1177732360](https://doi.org/10.1214/aoms/1177732360)

# %% [markdown]
# ## Going further

# %% [markdown] key="nce-ask" story="2010"
# ### Noise-contrastive estimation
#
# Gutmann and Hyvärinen (2010, *AISTATS*) ask a yes–no question about each class on the table: is it the one that came, or one of the $m$ that were drawn? By Bayes, the logit of *it came* is $z_j-\ln(mq_j)$, if $e^{z_j}$ is a probability already. So no sum is needed, and the model must learn to normalise itself:


# %% key="nce"
def contrastive(m):
    def slope_of(y, x, w):
        others = draws.labels(rng, share, m)
        z = np.c_[(x * w[:, y].T).sum(1), x @ w[:, others]]
        z -= np.log(m * share[np.c_[y, np.tile(others, (len(y), 1))]])
        g = xent.sigmoid(z) - (np.arange(1 + m) == 0)
        by_class = np.zeros((K, 4))
        np.add.at(by_class, y, x * g[:, :1])
        np.add.at(by_class, others, g[:, 1:].T @ x)
        return by_class.T

    return slope_of


w = train(contrastive(100))
sums = xent.logsumexp((x_test - centre) / spread @ w)
print(f"NCE {bits(w):.1f} bits; log-sum-exp {sums.mean():.1f} ± {sums.std():.1f}, and 0 is wanted")

# %% [markdown] key="nce-read" story="1.43"
# After equally many steps it is worse here than sampled softmax. It wants logits that sum to 1 by themselves, and linear ones can't do that for these data. Its advantage is a loss without any sum, for models whose classes can't be listed.
#
# ### Losses that bear wrong labels
#
# A wrong label can cost any amount. Zhang and Sabuncu (2018, [arXiv:1805.07836](https://arxiv.org/abs/1805.07836)) charge $(1-p^{0.7})/0.7$, which is at most 1.43. Another way knows how labels go wrong, and prices what is written down: *forward correction* (Patrini et al., 2017, [arXiv:1609.03683](https://arxiv.org/abs/1609.03683)). Here 40 % of the labels become the next colour of the list:

# %% key="robust"
seen, x_seen = glance(2000, rng)
wrong = np.where(rng.random(2000) < 0.4, (seen + 1) % 10, seen)
gce = xent.ScoringRule("gce", lambda s: (1 - np.exp(0.7 * s)) / 0.7, lambda s: -np.exp(0.7 * s))
turn = 0.6 * np.eye(10) + 0.4 * np.roll(np.eye(10), 1, axis=1)


def forward(w):
    p = xent.softmax(x_seen @ w.reshape(4, 10))
    by_p = -turn[:, wrong].T / (p @ turn)[np.arange(2000), wrong][:, None]
    slope = p * (by_p - (p * by_p).sum(1, keepdims=True))
    return -np.log((p @ turn)[np.arange(2000), wrong]).mean(), (x_seen.T @ slope / 2000).ravel()


# %% key="robust-run"
def bounded(w):
    loss, (_, slope, _) = xent.linear_softmax_cross_entropy_value_and_grad(
        wrong, x_seen, w.reshape(4, 10), rule=gce
    )
    return loss.mean(), slope.ravel() / 2000


start = learn(wrong, x_seen).ravel()
models = {"cross-entropy": start}
for name, price in {"bounded price": bounded, "forward": forward}.items():
    models[name] = minimize(price, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
y_new, x_new = glance(20_000, rng)
for name, w in models.items():
    z = x_new @ w.reshape(4, 10)
    right, cost = (z.argmax(1) == y_new).mean(), xent.softmax_cross_entropy(y_new, z).mean()
    print(f"{name:14} right {right:.0%} of clean labels, {cost / np.log(2):.1f} bits")

# %% [markdown] key="robust-read"
# The bounded price keeps more decisions right. It is not proper, and its weights grow without end: its bits only say where the descent was stopped. If you know how labels go wrong, the forward correction keeps both.
