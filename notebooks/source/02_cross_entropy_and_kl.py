# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Cross-entropy, KL, likelihood
#
# What does a wrong belief cost?
#
# **Goals**
#
# - Split the price of a wrong code into entropy and KL, and prove that KL is never negative.
# - Compute a cross-entropy from a distribution and from a sample, and tell the two apart.
# - Show that the smallest cross-entropy, the smallest KL and the largest likelihood are one belief.
# - Say which way a KL runs, where it is infinite, and what is symmetric instead.
# - Read KL as evidence, and mutual information as KL.
#
# **Needs** [01 Surprise, entropy, codes](01_surprise_and_entropy.ipynb).
#
# **Budget** 55 minutes to read, 60 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from sklearn import datasets, metrics

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
rng = np.random.default_rng(2)

# %% [markdown] story="1.75"
# ## The price of a wrong code
#
# The machine of lesson 01 prints A, B, C, D with probabilities $1/2, 1/4, 1/8, 1/8$, and its telegraph sends `0`, `10`, `110`,
# `111`: 1.75 bits a letter, the entropy. One night somebody mounts the code table upside down. Now D is sent as `0`, C as `10`,
# B as `110` and A as `111`. Nothing is lost, everything can be decoded. How many bits is a letter now?

# %% key="reversed-forecast"
xent.predict("cross_entropy.reversed", {"1.75": 0.25, "2": 0.25, "2.625": 0.25, "3.5": 0.25})

# %% key="reversed"
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])  # how often the letters come
q = p[::-1]  # what the table was made for
lengths = -np.log2(q)
xent.reveal("cross_entropy.reversed", f"{p @ lengths:g}")

# %% [markdown] key="cross-entropy-defined"
# Words have the lengths that $q$ gives them, and are sent as often as $p$ has it. That average is the **cross-entropy**
#
# $$H(p, q) = \sum_k p_k \log_2 \frac{1}{q_k} = -\sum_k p_k \log_2 q_k,$$
#
# reality first, then belief. The weights belong to the world, the logarithm to the table; and as the logarithm of a probability is
# negative, the minus belongs to the formula.

# %% key="reversed-picture"
ax = xent.plots.plot_area_bars(p, q, labels="ABCD")
H, price = xent.entropy(p, base=2), xent.cross_entropy(p, q, base=2)
xent.show(
    ax.figure, f"All areas: {price:.3f} bits. The right code pays {H:.3f}, {price - H:.3f} less."
)

# %% [markdown] story="1.75"
# Bars are still as wide as outcomes are probable, but as high as $q$ finds them surprising. Hatched is what a letter costs too
# much, dashed and empty what it costs too little. (A well-known video series uses these very numbers. Here you can
# break them.)
#
# Find weights for which a letter costs exactly 2 bits. Forbid D. Then try to get below 1.75.

# %% key="wrong-code-explorer"
xent.explorers.explore_wrong_code()

# %% [markdown]
# ### Exercise: the telegraph's bill
#
# Somebody believes $q$ and builds Shannon's words, of the smallest whole length that is at least $-\log_2 q$. Return the mean
# number of bits a letter when $p$ is true.


# %% key="wrong-code"
def bits_per_letter(p, q):
    """Mean length under p (array of shape (k,)) of Shannon's words for q (no zeros)."""
    ### BEGIN SOLUTION
    return p @ np.ceil(-np.log2(q))
    ### END SOLUTION


xent.check("cross_entropy.wrong_code", bits_per_letter)

# %% [markdown]
# ### Exercise: cross-entropy
#
# Write $H(p, q)$ in bits along the last axis. What never comes costs nothing, whatever $q$ says; what comes and was ruled out,
# $q = 0$, costs infinity.


# %% key="cross-entropy"
def cross_entropy_bits(p, q):
    """H(p, q) in bits; p and q are arrays of shape (..., k)."""
    ### BEGIN SOLUTION
    surprise = np.zeros_like(q)
    with np.errstate(divide="ignore"):
        np.log2(q, out=surprise, where=p > 0)
    return -(p * surprise).sum(-1)
    ### END SOLUTION


xent.check("cross_entropy.cross_entropy", cross_entropy_bits)

# %% [markdown] key="gibbs" story="1.75"
# ## What the belief adds
#
# You could not get below 1.75. The excess over the entropy has a name, **Kullback–Leibler divergence**:
#
# $$\mathrm{KL}(p \| q) = H(p, q) - H(p) = \sum_k p_k \log \frac{p_k}{q_k}.$$
#
# Single terms may be negative. The sum may not, and one line shows it. In nats, by $\ln x \le x - 1$, over all $k$ with $p_k > 0$:
#
# $$\begin{aligned} -\mathrm{KL}(p \| q) &= \sum_k p_k \ln \frac{q_k}{p_k} \\
# &\le \sum_k p_k \Big(\frac{q_k}{p_k} - 1\Big) = \sum_k q_k - 1 \le 0. \end{aligned}$$
#
# This is **Gibbs' inequality**. Equality asks for $q_k = p_k$ everywhere. (Or by Jensen: the logarithm bends down, so the mean of
# logarithms is at most the logarithm of the mean, $\ln \sum_k q_k \le \ln 1$.)
#
# It keeps two promises of lesson 01. A code with words of $l_k$ bits has $q_k = 2^{-l_k}$, and Kraft grants
# $\sum_k q_k \le 1$: no code goes below $H$. And $H(Y) - H(Y \mid X)$ will turn out to be a KL: knowing more never hurts on average.
#
# ### Exercise: KL
#
# Write $\mathrm{KL}(p \| q)$ in bits along the last axis, with the zeros as above.


# %% key="kl"
def kl_bits(p, q):
    """KL(p || q) in bits; p and q are arrays of shape (..., k)."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log2(p / q), 0).sum(-1)
    ### END SOLUTION


xent.check("cross_entropy.kl", kl_bits)

# %% [markdown]
# ### A claim on trial: "a perfect prediction has cross-entropy 0"
#
# So one reads. In some town it rains on seven days of ten, whatever you look at. A forecaster says 70 % every evening, and nobody
# can do better. What does he pay, in bits a day?

# %% key="perfect-forecast"
xent.predict("cross_entropy.perfect", {"0.00": 0.25, "0.51": 0.25, "0.88": 0.25, "1.00": 0.25})

# %% key="perfect"
rain = rng.random(100_000) < 0.7
paid = xent.surprisal(np.where(rain, 0.7, 0.3), base=2).mean()
print(f"paid {paid:.3f} bits a day, entropy {xent.entropy([0.7, 0.3], base=2):.3f}")
xent.reveal("cross_entropy.perfect", f"{paid:.2f}")

# %% [markdown] key="perfect-verdict"
# Verdict: false. It is the *KL* that is 0. $H(p, p) = H(p)$, the price of the weather itself, and that is 0 only if $p$ is
# one-hot, all its mass on one outcome. So entropy is the special case of cross-entropy, $q = p$, and not the other way
# round.
#
# With one-hot $p$ and the label $y$, $H(p, q) = \mathrm{KL}(p \| q) = -\log q_y$: the loss of one labelled example, in
# nearly every classifier.
#
# ## Outcomes and samples
#
# A label is a draw from $P(y \mid x)$: of two patients with the same findings one is ill, one is not. You see draws, never
# $P$. So there are two averages. Over *outcomes*, each weighs its $p_k$. Over a *sample*, each draw
# weighs $1/n$, for a frequent outcome has come frequently already.

# %% key="two-averages"
labels = draws.labels(rng, p, 1000)  # as lesson 01 drew its letters
shares = np.bincount(labels, minlength=4) / 1000
print(f"over outcomes, weights p      {xent.cross_entropy(p, q, base=2):.4f}")
print(f"over the sample               {-np.log2(q[labels]).mean():.4f}")
print(f"over outcomes, weights shares {xent.cross_entropy(shares, q, base=2):.4f}")
print(f"over the sample, p once more  {-(p * np.log2(q))[labels].mean():.4f}")

# %% [markdown] key="reading-the-number"
# Lines two and three are one number, and nearly the first. In the last, $p$ counts twice: no cross-entropy of anything.
#
# How is {{ f"{xent.cross_entropy(shares, q, base=2):.2f}" }} bits to be read? Who knows nothing pays $\log_2 4 = 2$: this belief is worse than none. And it is
# as puzzled as by {{ f"{xent.perplexity(shares, q):.1f}" }} equally likely letters, its **perplexity**, whatever the unit.
#
# ### Exercise: the price of a sample
#
# Return the mean of $-\ln q_y$ over drawn labels, in nats: the *negative log-likelihood* per example, NLL.


# %% key="sample-nll"
def nll(labels, q):
    """Mean surprise in nats of labels (ints, 0 to k - 1) for a belief q of shape (k,)."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        return -np.log(q[labels]).mean()
    ### END SOLUTION


xent.check("cross_entropy.sample_nll", nll)

# %% [markdown] key="one-minimum-why"
# ## The belief that fits best
#
# Which $q$ pays least for a sample? Call its shares $\hat p$; then
#
# $$-\frac1n \ln \prod_i q_{y_i} = H(\hat p, q) = H(\hat p) + \mathrm{KL}(\hat p \| q).$$
#
# Left, the likelihood; in the middle, the cross-entropy; right, a KL and a term without $q$. The three have one minimum
# and, in $q$, one slope. Seven heads in ten tosses:

# %% key="one-minimum"
heads = np.linspace(0.2, 0.98, 400)
coins, tosses = np.stack([heads, 1 - heads], axis=-1), np.broadcast_to([0.7, 0.3], (400, 2))
curves = {"cross-entropy": xent.cross_entropy(tosses, coins)}
curves["KL"] = xent.kl_divergence(tosses, coins)
curves["−ln likelihood / n"] = -np.log(heads**7 * (1 - heads) ** 3) / 10

# %% key="one-minimum-picture"
fig, ax = plt.subplots()
for (name, curve), dash in zip(curves.items(), ["-", "--", ":"]):
    ax.plot(heads, curve, dash, label=name, lw=4 if dash == ":" else 2)
ax.set(xlabel="believed probability of heads q", ylabel="price (nats a toss)")
ax.set_title("Three curves, one minimum")
ax.legend()
lowest = ", ".join(f"{heads[curve.argmin()]:.2f}" for curve in curves.values())
xent.show(fig, f"Lowest at q = {lowest}; KL lies {curves['cross-entropy'].min():.2f} nats deeper.")

# %% [markdown]
# ### Exercise: maximum likelihood
#
# Return the $q$ over $k$ outcomes under which the labels are most likely.


# %% key="most-likely"
def most_likely(labels, k):
    """Array of shape (k,): the most likely probabilities, given labels from 0 to k - 1."""
    ### BEGIN SOLUTION
    return np.bincount(labels, minlength=k) / len(labels)
    ### END SOLUTION


xent.check("cross_entropy.most_likely", most_likely)

# %% [markdown]
# ## A telegraph for colours, with bytes
#
# Now in earnest. Your office sends the letters of {{ len(xent.data.colour_names()) }} colour names. The only table at hand was made from technical
# prose: the descriptions of scikit-learn's data sets. `xent.encode` is an arithmetic coder, which narrows an interval
# letter by letter and so needs no whole bits.

# %% key="corpora"
alphabet = " abcdefghijklmnopqrstuvwxyz"
number = {letter: i for i, letter in enumerate(alphabet)}


def as_numbers(text):
    return np.array([number[letter] for letter in text.lower() if letter in number])


loaders = [datasets.load_iris, datasets.load_digits, datasets.load_diabetes, datasets.load_linnerud]
prose = as_numbers(" ".join(load().DESCR for load in loaders))
message = as_numbers(" ".join(xent.data.colour_names()))

# %% [markdown]
# How much longer does the message become than with its own table?

# %% key="telegraph-forecast"
xent.predict("cross_entropy.telegraph", {"1 %": 0.25, "5 %": 0.25, "20 %": 0.25, "50 %": 0.25})

# %% key="telegraph"
own, foreign = (np.bincount(text, minlength=27) / len(text) for text in (message, prose))
right, wrong = len(xent.encode(message, own)), len(xent.encode(message, foreign))
owed = len(message) * xent.kl_divergence(own, foreign, base=2) / 8
print(f"{right} bytes, {wrong} with the wrong table: {wrong - right} more; n KL / 8 = {owed:.1f}")
xent.reveal("cross_entropy.telegraph", f"{100 * (wrong / right - 1):.0f} %")

# %% [markdown] key="bytes"
# KL is a number of bytes on a disk, {{ f"{owed:.0f}" }} of them. And it decodes:

# %% key="telegraph-decoded"
back = xent.decode(xent.encode(message, foreign), foreign, len(message))
print((back == message).all(), "".join(alphabet[i] for i in back[2000:2060]))

# %% key="surcharge-picture"
surcharge = own * np.log2(own / foreign)
order, signs = surcharge.argsort(), np.array(list(alphabet.replace(" ", "␣")))
fig, ax = plt.subplots()
ax.bar(signs[order], surcharge[order])
ax.set(xlabel="letter", ylabel="p log₂ (p / q) (bits a letter)")
ax.set_title("The bill for a foreign table: some letters even save")
low, high = signs[order[[0, -1]]]
xent.show(fig, f"“{low}” saves most, “{high}” costs most; the sum is {surcharge.sum():.3f} bits.")

# %% [markdown]
# Where {{ sum("green" in name for name in xent.data.colour_names()) }} names hold a green, a table made for prose has too long a word for "{{ high }}". For the blank it has a shorter
# word than these names deserve, and saves. Gibbs says only that the whole bill is never negative.
#
# ### Break it: a table without a letter
#
# Make the table from the first few hundred letters of the prose alone.

# %% key="forbidden"
counts = np.bincount(prose[:600], minlength=27)
short = counts / counts.sum()
missing = " ".join(alphabet[i] for i in np.flatnonzero(counts == 0))
print(f"missing: {missing}; KL = {xent.kl_divergence(own, short, base=2)}")
try:
    xent.encode(message, short)
except ValueError as error:
    print(error)

# %% [markdown] key="forbidden-verdict"
# Where $q$ forbids what $p$ allows, KL is infinite, and the coder says so: there is no word. Maximum likelihood did that, it
# gives nothing to what it has not seen. The repair is as old as Laplace: pretend that you had seen each letter once more.

# %% key="forbidden-mended"
mended = (counts + 1) / (counts + 1).sum()
print(f"{len(xent.encode(message, mended))} bytes, {right} with the message's own table")

# %% [markdown]
# ## A second claim on trial: "KL is the distance between distributions"
#
# So one hears, of KL and of cross-entropy. Upside down, the table cost {{ f"{xent.kl_divergence(p, q, base=2):.3f}" }} bits; the other way round it costs {{ f"{xent.kl_divergence(q, p, base=2):.3f}" }} too. That looks like a distance. A
# distance has two laws: there is as far as back, and no detour is shorter than the straight way. Draw a thousand random triples.
# In how many is a detour shorter?

# %% key="distance-forecast"
xent.predict("divergence.distance", {"none": 0.25, "some": 0.25, "most": 0.25, "all": 0.25})

# %% key="distance"
a, b, c = np.diff(np.sort(rng.random((3, 1000, 2))), prepend=0, append=1)  # sticks in 3 pieces


def shorter_by_detour(measure):
    return (measure(a, c) > measure(a, b) + measure(b, c) + 1e-12).mean()


detours = shorter_by_detour(xent.kl_divergence)
same = np.isclose(xent.kl_divergence(a, b), xent.kl_divergence(b, a)).mean()
print(f"there as back: {same:.0%}, shorter by a detour: {detours:.0%}")
xent.reveal("divergence.distance", ["none", "some", "most", "all"][int(np.ceil(2 * detours))])

# %% [markdown] key="distance-verdict"
# Verdict: no distance. The upside-down table was a mirror image, and lucky. Still less is cross-entropy "the difference between
# two distributions": it is entropy plus KL, and not 0 from $p$ to $p$. What lies within some bits of a point depends on the
# direction:

# %% key="balls-picture"
centre, edge = np.array([0.6, 0.3, 0.1]), np.array([2 / 3, 1 / 3, 0])
ax = xent.plots.plot_kl_balls(centre, [0.1, 0.6], labels="ABC")
there, back = xent.kl_divergence(centre, edge, base=2), xent.kl_divergence(edge, centre, base=2)
xent.show(ax.figure, f"The edge opposite C: {there} bits as a belief, {back:.2f} as a truth.")

# %% [markdown]
# A solid ball never touches an edge, for there the belief rules something out. A dashed ball may. Find a centre whose
# dashed ball is smaller than three quarters of the solid one, and a centre whose solid ball is the smaller.

# %% key="balls-explorer"
xent.explorers.explore_kl_balls()

# %% [markdown]
# Direction decides what is learnt. Let the truth have two humps and the belief be one Gaussian bell. *Forward*, $\mathrm{KL}(p \| q)$, every
# place where truth lies must be covered. *Reverse*, $\mathrm{KL}(q \| p)$, the belief must not lie where truth is not.

# %% key="humps"
x = np.linspace(-6, 6, 241)


def bell(mean, scale):
    weight = np.exp(-(((x - mean) / scale) ** 2) / 2)
    return weight / weight.sum(-1, keepdims=True)


humps = 0.6 * bell(-2.5, 0.6) + 0.4 * bell(2.5, 0.6)
means, scales = np.linspace(-3, 3, 61), np.linspace(0.5, 3, 26)
bells = bell(means[:, None, None], scales[:, None]).reshape(-1, len(x))
truth = np.broadcast_to(humps, bells.shape)
forward, reverse = xent.kl_divergence(truth, bells), xent.kl_divergence(bells, truth)

# %% key="humps-picture"
fig, ax = plt.subplots()
ax.fill_between(x, humps, color="0.8", label="truth p")
for name, cost, dash in (("forward", forward, "-"), ("reverse", reverse, "--")):
    ax.plot(x, bells[cost.argmin()], dash, label=f"best q, {name}")
ax.set(xlabel="x", ylabel="probability of a step of 0.05", title="Forward covers, reverse picks")
ax.legend()
m = [means[cost.argmin() // len(scales)] for cost in (forward, reverse)]
xent.show(fig, f"The forward bell has its mean at {m[0]:.1f}, the reverse one at {m[1]:.1f}.")

# %% [markdown] key="jensen-shannon"
# Training by cross-entropy is forward: it punishes what was not expected. For a fair comparison there is the **Jensen–Shannon
# divergence**, the mean KL of both to their midpoint: symmetric, finite, at most one bit. Its root is a distance:

# %% key="js"
print("shorter by a detour:", shorter_by_detour(lambda a, b: np.sqrt(xent.js_divergence(a, b))))
print("nothing in common:", xent.js_divergence([1.0, 0.0], [0.0, 1.0], base=2), "bit")

# %% [markdown]
# ## A negative KL
#
# A demonstration that looks innocent: draw from two bells, sort, put the numbers into the formula.

# %% key="samples-as-masses"
x0, x1 = (np.sort(mean + draws.normal(rng, 1000)) for mean in (0, -1))
with np.errstate(invalid="ignore"):
    for name, a, b in (("0 to −1", x0, x1), ("−1 to 0", x1, x0)):
        terms = a * np.log2(a / b)
        print(f"{name}: {terms.sum()}, without nan {np.nansum(terms):.0f} 'bits'")

# %% [markdown] key="samples-verdict"
# First nan; then, with nan dropped, a negative KL that Gibbs forbids; take `abs` as well and it passes for a result, with
# the "asymmetry" that one had hoped for. But a drawn number is a *place*, not a probability: it may be negative, and nothing sums to 1. KL
# averages $\ln p(x) - \ln q(x)$ over draws $x$ from $p$.
#
# ### Exercise: repair the demonstration
#
# Given a sample from $p = \mathcal N(0, 1)$, estimate the KL to $q = \mathcal N(m, 1)$ in nats. Both densities have one factor in front of
# $e^{-(x - \text{mean})^2 / 2}$.


# %% key="kl-from-sample"
def kl_from_sample(x, mean):
    """Mean of ln p(x) - ln q(x) over the sample x (array), for q normal around `mean`."""
    ### BEGIN SOLUTION
    return (((x - mean) ** 2 - x**2) / 2).mean()
    ### END SOLUTION


xent.check("divergence.kl_from_sample", kl_from_sample)

# %% [markdown]
# Endless samples give $m^2/2$, which doesn't care about the sign of $m$: bells of one width are symmetric, and the
# demonstration had chosen a case without the effect. Different widths have it:

# %% key="gaussians"
for mean, scale in [(-1, 1), (0, 0.5)]:
    pair = bell(0, 1), bell(mean, scale)
    there, back = xent.kl_divergence(*pair), xent.kl_divergence(*pair[::-1])
    print(f"mean {mean:2}, width {scale:3}: {there:.3f} nats there, {back:.3f} back")

# %% [markdown]
# And add no strangers. One library gives the entropy in nats, another the KL in bits. The identity on which this lesson stands
# notices at once:

# %% key="mixed-units"
H_nats, KL_bits = xent.entropy(p), xent.kl_divergence(p, q, base=2)
print(f"H + KL = {H_nats + KL_bits:.3f}, H(p, q) = {xent.cross_entropy(p, q, base=2):.3f} bits")

# %% [markdown]
# ## KL is evidence
#
# Which table does the machine obey, $p$ or the reversed $q$? Each letter multiplies your odds by $p_k / q_k$, so the logarithms
# add, on average by $\mathrm{KL}(p \| q)$ if $p$ is true.

# %% key="evidence-picture"
evidence = np.log2(p / q)[draws.labels(rng, p, (40, 40))].cumsum(1)
fig, ax = plt.subplots()
ax.plot(np.arange(1, 41), evidence.T, "-", color="0.7", lw=0.8)
ax.plot([0, 40], [0, 40 * KL_bits], "-", color="C0", lw=3)
ax.axhline(10, color="black", ls="--")
ax.set(xlabel="letters", ylabel="log₂ odds for p (bits)", title="Evidence climbs by KL a letter")
typical = np.median((evidence >= 10).argmax(1) + 1)
xent.show(
    fig, f"Half passed 1024:1 (dashed) by letter {typical:.0f}; 10 / KL = {10 / KL_bits:.1f}."
)

# %% [markdown] key="wilks"
# How large a KL does chance make? For shares $\hat p$ of $n$ draws from $p$ itself, $2n \, \mathrm{KL}(\hat p \| p)$ in nats is
# distributed as the sum of $K - 1$ squared normal numbers, $\chi^2$ (Wilks).

# %% key="chance"
drawn = (draws.labels(rng, p, (5000, 500))[..., None] == np.arange(4)).mean(1)  # shares
chance = 2 * 500 * xent.kl_divergence(drawn, np.broadcast_to(p, drawn.shape))
chi2 = (draws.normal(rng, (5000, 3)) ** 2).sum(1)

# %% key="chance-picture"
fig, ax = plt.subplots()
for name, values, dash in (("2n KL of shares", chance, "-"), ("three squared normals", chi2, "--")):
    ax.hist(values, np.linspace(0, 14, 29), histtype="step", ls=dash, density=True, label=name)
ax.set(xlabel="2n KL(p̂‖p) (nats)", ylabel="density", title="Chance makes a KL of (K − 1) / 2n")
ax.legend()
xent.show(fig, f"Means {chance.mean():.2f} and {chi2.mean():.2f}; K − 1 = {len(p) - 1}.")

# %% [markdown] key="mutual-information-defined"
# So a sample with $K$ outcomes flatters itself by about $(K - 1) / 2n$ nats: what lesson 01 saw, and the germ of overfitting.
#
# ## What two variables share
#
# What is lost if you believe that two variables are independent? **Mutual information** is that KL, from the table to the product of its
# margins:
#
# $$I(X; Y) = \mathrm{KL}\big(p_{xy} \,\|\, p_x p_y\big) = H(Y) - H(Y \mid X) \ge 0.$$
#
# ### Exercise: mutual information
#
# Write it in bits, for a table that may hold zeros.


# %% key="mutual-information"
def mutual_information_bits(joint):
    """KL in bits from joint (rows, columns) to the product of its margins."""
    ### BEGIN SOLUTION
    apart = np.outer(joint.sum(1), joint.sum(0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(joint > 0, joint * np.log2(joint / apart), 0).sum()
    ### END SOLUTION


xent.check("divergence.mutual_information", mutual_information_bits)

# %% [markdown]
# Thirty measurements of a tumour, cut into four equal parts each: what does one tell about the diagnosis, of
# $H(Y)$ bits? scikit-learn answers too, in nats.

# %% key="tumours"
tumours = datasets.load_breast_cancer()


def shared(column, bins):
    place = np.searchsorted(np.quantile(column, np.arange(1, bins) / bins), column, side="right")
    joint = np.histogram2d(place, tumours.target, bins=(bins, 2))[0] / len(place)
    return xent.mutual_information(joint, base=2), metrics.mutual_info_score(place, tumours.target)


ours, theirs = np.array([shared(column, 4) for column in tumours.data.T]).T
print(f"largest difference {abs(ours - theirs / np.log(2)).max():.9f} bits")

# %% key="tumours-picture"
H_y = xent.entropy(np.bincount(tumours.target) / len(tumours.target), base=2)
order = ours.argsort()[-10:]
fig, ax = plt.subplots()
ax.barh(tumours.feature_names[order], ours[order])
ax.axvline(H_y, color="black", ls="--")
ax.set(xlabel="I(feature; diagnosis) (bits)", title="One measurement tells most of the diagnosis")
said = f"“{tumours.feature_names[order[-1]]}” tells {ours.max():.2f} of {H_y:.2f} bits (dashed)"
xent.show(fig, f"{said}, the poorest of all {len(ours)} {ours.min():.3f}.")

# %% [markdown]
# Does cutting lose something? And shuffled columns, do they tell nothing?

# %% key="processing"
column = tumours.data[:, order[-1]]
for bins in (2, 4, 8, 16, 32, 64):
    by_chance = shared(column[rng.random(len(column)).argsort()], bins)[0]
    print(f"{bins:3} parts: {shared(column, bins)[0]:.3f} bits, shuffled {by_chance:.3f}")

# %% [markdown] key="maximum-entropy" story="4.5"
# The left column grows, as it must: what is computed from $X$ alone tells no more about $Y$ than $X$ did, $I(f(X); Y) \le I(X; Y)$. This
# is the **data-processing inequality** (merging cells lowers a KL: Jensen again), and no layer of a network escapes it. The right
# column grows by chance, as $(K - 1) / 2n$ had it: beware of fine tables.
#
# ## Why softmax?
#
# A die shows 4.5 on average, and you know nothing else. Of all beliefs with that mean, take the one of the largest
# entropy (Jaynes). Try $q_k = e^{\lambda k} / Z$, a softmax. For every $p$ with the same mean, $H(p, q) = \ln Z - \lambda \sum_k k \, p_k$ is the same, so
# $H(p, q) = H(q)$, and $H(q) - H(p) = \mathrm{KL}(p \| q) \ge 0$. Done.

# %% key="die"
faces = np.arange(1, 7)
dice = xent.softmax(np.linspace(0, 1, 1001)[:, None] * faces)
die = dice[abs(dice @ faces - 4.5).argmin()]
moves = np.diff(np.eye(6), 2, axis=0)  # of mass, such as 1, −2, 1: sum and mean stay
rivals = die + 0.03 * draws.normal(rng, (1000, 4)) @ moves
rivals = rivals[(rivals > 0).all(1)]
gap = xent.entropy(die) - xent.entropy(rivals)
KL = xent.kl_divergence(rivals, np.broadcast_to(die, rivals.shape))

# %% key="die-picture"
fig, (left, ax) = plt.subplots(1, 2)
left.bar(faces, die)
left.set(xlabel="face k", ylabel="probability", title="A softmax of λk")
ax.plot(KL, gap, ".", ms=3)
ax.set(xlabel="KL(p‖q) (nats)", ylabel="H(q) − H(p) (nats)", title="What rivals lack is KL")
off, won = abs(gap - KL).max(), (gap < 0).sum()
xent.show(fig, f"{won} of {len(gap)} rivals have more entropy; gap − KL = {off:.9f} nats.")

# %% [markdown]
# So a softmax is what is left when you know averages and invent nothing. Lesson 05 builds on it.
#
# ## What you now know
#
# 1. $H(p, q) = H(p) + \mathrm{KL}(p \| q)$: weights from the truth, lengths from the belief; $n \, \mathrm{KL}$ is bytes on a disk.
# 2. $\mathrm{KL} \ge 0$, and 0 only for $q = p$. Cross-entropy is 0 only if, besides, $p$ is one-hot.
# 3. KL has a direction, is infinite where belief forbids what happens, and is no distance; the root of JS is one.
# 4. Smallest cross-entropy, smallest KL and largest likelihood are one belief: the shares.
# 5. Evidence grows by KL an observation, mutual information is a KL, and processing adds none.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("cross_entropy")

# %% [markdown] story="0.3"
# ### In your own words
#
# Somebody's test loss has stopped at 0.3 nats, and he wants to train on until it is 0. What do you ask him first? Three sentences.
#
# ### Transfer
#
# Your spam filter learnt from last year's mail, and this year's is different. Which KL says what the change costs you: from this
# year to last, or the reverse? Estimate it for the letters, words or senders of two mailboxes. What does a word do that is new?
#
# ## What next
#
# Each label is one draw and is charged $-\log q_y$. Take two outcomes and a $q$ that depends on what you see, and you have
# logistic regression: lesson 03.
#
# ## References
#
# - Kullback, S., Leibler, R. A. (1951). On information and sufficiency. *Annals of Mathematical Statistics* 22, 79–86. [doi:10.1214/aoms/1177729694](https://doi.org/10.1214/aoms/1177729694)
# - Wilks, S. S. (1938). The large-sample distribution of the likelihood ratio for testing composite hypotheses. *Annals of Mathematical Statistics* 9, 60–62. [doi:10.1214/aoms/1177732360](https://doi.org/10.1214/aoms/1177732360)
# - Jaynes, E. T. (1957). Information theory and statistical mechanics. *Physical Review* 106, 620–630. [doi:10.1103/PhysRev.106.620](https://doi.org/10.1103/PhysRev.106.620)
# - Lin, J. (1991). Divergence measures based on the Shannon entropy. *IEEE Transactions on Information Theory* 37, 145–151. [doi:10.1109/18.61115](https://doi.org/10.1109/18.61115)
# - Endres, D. M., Schindelin, J. E. (2003). A new metric for probability distributions. *IEEE Transactions on Information Theory* 49, 1858–1860. [doi:10.1109/TIT.2003.813506](https://doi.org/10.1109/TIT.2003.813506)
# - Rissanen, J. J. (1976). Generalized Kraft inequality and arithmetic coding. *IBM Journal of Research and Development* 20, 198–203. [doi:10.1147/rd.203.0198](https://doi.org/10.1147/rd.203.0198)
# - Cover, T. M., Thomas, J. A. (2006). *Elements of Information Theory*, 2nd edition. Wiley. [doi:10.1002/047174882X](https://doi.org/10.1002/047174882X)
