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
# - Compute the price of a wrong code, and split it into entropy and KL.
# - Prove that KL is never negative, and say when it is zero or infinite.
# - Tell an average over outcomes from an average over a sample.
# - Derive that smallest cross-entropy, smallest KL and largest likelihood are one belief.
# - Send a message by arithmetic coding, and predict its length.
#
# **Needs** [01 Surprise, entropy, codes](01_surprise_and_entropy.ipynb).
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from sklearn import datasets

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
rng = np.random.default_rng(2)

# %% [markdown] story="1.75"
# ## The price of a wrong code
#
# The machine of lesson 01 prints A, B, C and D with probabilities $p=(1/2,1/4,1/8,1/8)$. Its telegraph sends the words
# `0`, `10`, `110` and `111`. They cost 1.75 bits a letter on average, the entropy of $p$. One night somebody mounts the table upside down. Now D is sent as `0`, C as `10`, and so on. How many bits does a letter cost on average now?

# %% key="reversed-forecast"
xent.predict("cross_entropy.reversed", {"1.75": 0.25, "2": 0.25, "2.625": 0.25, "3.5": 0.25})

# %% key="reversed"
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])  # how often the letters come
q = p[::-1]  # what the table was made for
lengths = -np.log2(q)
xent.reveal("cross_entropy.reversed", f"{p @ lengths:g}")

# %% [markdown]
# ### Exercise: cross-entropy
#
# Letters come with the probabilities $p$. Pretend that words may have any length: that of letter $k$ has $-\log_2 q_k$ bits, its surprise
# under the belief $q$.
# Return the average length in bits, for arrays whose last axis holds the outcomes. A letter that never
# comes costs nothing, whatever $q$ says of it. A letter that comes although its $q$ is 0 costs infinity.


# %% key="cross-entropy"
def cross_entropy_bits(p, q):
    """Mean surprise in bits under q where p is true; p and q are arrays of shape (..., k)."""
    ### BEGIN SOLUTION
    surprise = np.zeros_like(q)
    with np.errstate(divide="ignore"):
        np.log2(q, out=surprise, where=p > 0)
    return -(p * surprise).sum(-1)
    ### END SOLUTION


xent.check("cross_entropy.cross_entropy", cross_entropy_bits)

# %% [markdown] key="cross-entropy-defined"
# This average is the **cross-entropy**
#
# $$H(p,q)=\sum_k p_k\log_2\frac{1}{q_k}=-\sum_k p_k\log_2 q_k.$$
#
# The truth $p$ supplies the weights, and the belief $q$ supplies the logarithm. The logarithm of a probability
# is never positive, so the minus belongs to the formula. Lesson 01's $H(X,Y)$ is something else:
# the joint entropy of two variables.

# %% key="reversed-picture"
ax = xent.plots.plot_area_bars(p, q, labels="ABCD")
H, price = xent.entropy(p, base=2), xent.cross_entropy(p, q, base=2)
xent.show(
    ax.figure,
    f"Filled and hatched: {price:.3f} bits. The right code pays {H:.3f}, {price - H:.3f} less.",
)

# %% [markdown] story="1.75 2015 2026"
# Each bar is as wide as $p_k$ and as high as the surprise under $q$ (after Olah's
# [*Visual Information Theory*](https://colah.github.io/posts/2015-09-Visual-Information/), 2015, with the axes exchanged). Words that are too
# long add hatched areas. Words that are too short leave empty, dashed ones. Hatched minus empty is the excess. The numbers are areas.
# (3Blue1Brown's 2026 series *Compression is Intelligence* has this $p$.)
#
# Make a letter cost 2 bits on average with unequal weights (powers of 2). Forbid D. Then try to get below 1.75.

# %% key="wrong-code-explorer"
xent.explorers.explore_wrong_code()

# %% [markdown]
# ### Exercise: the telegraph's bill
#
# Somebody believes $q$ and builds Shannon's words: each has the smallest whole length that is at least $-\log_2 q$.
# Return the mean number of bits a letter when $p$ is true.


# %% key="wrong-code"
def bits_per_letter(p, q):
    """Mean length under p (array of shape (k,)) of Shannon's words for q (no zeros)."""
    ### BEGIN SOLUTION
    return p @ np.ceil(-np.log2(q))
    ### END SOLUTION


xent.check("cross_entropy.wrong_code", bits_per_letter)

# %% [markdown]
# ## What the belief adds
#
# ### Exercise: the excess
#
# The excess is what a letter costs under $q$, less what it would
# cost under $p$ itself. Return it in bits along the last axis, with the zeros as before.


# %% key="kl"
def kl_bits(p, q):
    """Excess in bits of believing q where p is true; p and q are arrays of shape (..., k)."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, p * np.log2(p / q), 0).sum(-1)
    ### END SOLUTION


xent.check("cross_entropy.kl", kl_bits)

# %% [markdown] key="gibbs" story="1951"
# The excess is the **Kullback–Leibler divergence** (Kullback and Leibler, 1951), in bits with $\log_2$ and in nats with $\ln$:
#
# $$\mathrm{KL}(p\|q)=H(p,q)-H(p)=\sum_k p_k\log\frac{p_k}{q_k}.$$
#
# So $H(p,q)=H(p)+\mathrm{KL}(p\|q)$: the world causes the first part of the price, your belief the second.
#
# A single term may be negative. The sum never is. The proof, in nats, needs one fact: $\ln x\le x-1$. Line and curve touch at
# $x=1$. The slope of $\ln x$ is $1/x$: above 1 on the left, below 1 on the right. So the curve lies below the line on both sides.
# Put $x_k=q_k/p_k$, weigh with $p_k$, and add over all $k$ with $p_k>0$:
#
# $$-\mathrm{KL}(p\|q)=\sum_k p_k\ln x_k\le\sum_k p_k(x_k-1)=\sum_k q_k-\sum_k p_k\le0.$$
#
# The last step holds because these $p_k$ sum to 1 and these $q_k$ to at most 1. (If one of these $q_k$ is 0, KL is infinite, and the inequality
# holds.) Equality needs $q_k=p_k$ wherever $p_k>0$. These $p_k$ sum to 1, so these $q_k$ do, too, and no other outcome has any: $q_k=p_k$ everywhere.
# This is **Gibbs' inequality**.

# %% key="tangent-picture"
x, ratio = np.linspace(0.15, 4.4, 200), q / p
gap = ratio - 1 - np.log(ratio)
fig, ax = plt.subplots()
ax.plot(x, x - 1, label="x − 1")
ax.plot(x, np.log(x), label="ln x")
ax.vlines(ratio, np.log(ratio), ratio - 1, color="black", lw=3)
for letter, at in zip("ABCD", ratio):
    ax.annotate(letter, (at, at - 1), (-4, 7), textcoords="offset points")
ax.set(xlabel="x = q / p", ylabel="nats", title="The logarithm lies below its tangent")
ax.legend()
nats = xent.kl_divergence(p, q)
xent.show(fig, f"The gaps, weighted by p, sum to {p @ gap:.3f} nats, and KL is {nats:.3f} nats.")

# %% [markdown] key="gaps"
# The black bars are the gaps for the four letters and the reversed table. Weighted by $p$ they sum to the
# KL, because $\sum_k p_k(x_k-1)=0$. No gap is negative.
#
# ### On trial: "a perfect prediction has cross-entropy 0"
#
# In some town it rains on seven days of ten,
# and no evening shows on which. A forecaster always says 70 %. What does she pay, in bits a day?

# %% key="perfect-forecast"
xent.predict("cross_entropy.perfect", {"0.00": 0.25, "0.51": 0.25, "0.88": 0.25, "1.00": 0.25})

# %% key="perfect"
rain = rng.random(100_000) < 0.7
paid = xent.surprisal(np.where(rain, 0.7, 0.3), base=2).mean()
print(f"paid {paid:.3f} bits a day, entropy {xent.entropy([0.7, 0.3], base=2):.3f}")
xent.reveal("cross_entropy.perfect", f"{paid:.2f}")

# %% [markdown] key="perfect-verdict"
# The claim is a common mistake: the *KL* is 0. What remains is $H(p,p)=H(p)$, the weather's own entropy. It is 0 only if $p$ is
# **one-hot**, with all its mass on one outcome. So entropy is the special case, $q=p$, of cross-entropy, and
# not the other way round.
#
# If $p$ is one-hot on the label $y$, one term is left: $H(p,q)=\mathrm{KL}(p\|q)=-\log q_y$. In nearly every
# neural classifier this is the loss of one example.
#
# ### On trial: "cross-entropy and KL are distances"
#
# A distance is the same there and back, 0 from a place to itself, and never longer than a detour. Test the first two.

# %% key="both-ways"
sure, fair = np.array([0.9, 0.1]), np.array([0.5, 0.5])
for name, a, b in (
    ("truth sure, belief fair", sure, fair),
    ("truth fair, belief sure", fair, sure),
):
    KL, cross = xent.kl_divergence(a, b, base=2), xent.cross_entropy(a, b, base=2)
    print(f"{name}: KL = {KL:.3f}, cross-entropy = {cross:.3f} bits")
print(f"truth and belief sure: cross-entropy = {xent.cross_entropy(sure, sure, base=2):.3f} bits")

# %% key="both-ways-picture"
heads = np.linspace(0.002, 0.998, 499)
coins, truth = np.stack([heads, 1 - heads], axis=-1), np.broadcast_to(sure, (499, 2))
there, back = (xent.kl_divergence(*pair, base=2) for pair in ((truth, coins), (coins, truth)))
fig, ax = plt.subplots()
ax.plot(heads, there, label="KL(p‖q)")
ax.plot(heads, back, label="KL(q‖p)")
ax.set(xlabel="probability of heads under q", ylabel="KL (bits)", ylim=(-0.1, 3))
ax.set_title("For this coin the two directions agree at two points only")
equal = np.flatnonzero(abs(there - back) < 1e-9)
ax.plot(heads[equal], there[equal], "o", color="black", label="equal")
ax.legend()
xent.show(
    fig, f"p = (0.9, 0.1). The curves meet at {heads[equal[0]]:.1f} and {heads[equal[1]]:.1f}."
)

# %% [markdown] key="both-ways-verdict"
# To call either a distance is a common mistake. For this coin the two ways agree at $q=p$ and at $q=(0.1,0.9)$, and nowhere
# else. At both ends $q$ nearly forbids what $p$ allows, and $\mathrm{KL}(p\|q)$ grows without limit. Cross-entropy isn't
# even 0 from $p$ to itself: it is entropy plus KL. [Lesson 14](14_kl_at_work.ipynb) says which way to use.
#
# ## Outcomes and samples
#
# A label is a draw from $P(y\mid x)$. Of two patients with the same findings $x$ one is ill, the other isn't. You see
# draws, never $P$. So there are two averages. Over *outcomes*, each has the weight $p_k$. Over a *sample*, each draw has the
# weight $1/n$, because a frequent outcome is drawn frequently.

# %% key="two-averages"
labels = draws.labels(rng, p, 1000)  # as lesson 01 drew its letters
shares = np.bincount(labels, minlength=4) / 1000
print(f"over outcomes, weights p      {xent.cross_entropy(p, q, base=2):.4f}")
print(f"over the sample               {-np.log2(q[labels]).mean():.4f}")
print(f"over outcomes, weights shares {xent.cross_entropy(shares, q, base=2):.4f}")
print(f"over the sample, p once more  {-(p * np.log2(q))[labels].mean():.4f}")

# %% [markdown] key="reading-the-number"
# Lines two and three are equal, and close to line one. In the last line $p$ counts twice: it is no cross-entropy.
#
# Is {{ f"{xent.cross_entropy(shares, q, base=2):.2f}" }} bits much? The **perplexity** $2^{H(p,q)}$ says it as a number of equally likely letters: {{ f"{xent.perplexity(shares, q):.1f}" }}. There
# are only four. So this belief is worse than knowing nothing: $q_k=1/4$ costs $\log_2 4=2$ bits.
#
# ### Exercise: the price of a sample
#
# Prices are in *nats* from here to the end of the next section. Return what a label costs on average
# under $q$: the **negative log-likelihood** per example, NLL.


# %% key="sample-nll"
def nll(labels, q):
    """Mean price in nats of labels (ints, 0 to k - 1) for a belief q of shape (k,)."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore"):
        return -np.log(q[labels]).mean()
    ### END SOLUTION


xent.check("cross_entropy.sample_nll", nll)

# %% [markdown] key="one-minimum-why" story="1922"
# ## The belief that fits best
#
# In a sample of $n$ labels, $k$ occurs $n_k$ times: its share is $\hat p_k=n_k/n$. The probability of the whole sample under
# $q$ is a product, the **likelihood** of $q$ (Fisher, 1922). Take its logarithm and collect equal labels:
#
# $$\begin{aligned}-\frac1n\ln\prod_i q_{y_i}&=-\frac1n\sum_i\ln q_{y_i}=-\sum_k\frac{n_k}n\ln q_k\\
# &=H(\hat p,q)=H(\hat p)+\mathrm{KL}(\hat p\|q).\end{aligned}$$
#
# $H(\hat p)$ doesn't depend on $q$. So KL and cross-entropy differ by a constant: they have one derivative in $q$, and are lowest at the same $q$.
# The largest likelihood, the smallest cross-entropy and the smallest KL are one belief.
#
# ### Exercise: maximum likelihood
#
# Which belief is it? Return its $k$ probabilities.


# %% key="most-likely"
def most_likely(labels, k):
    """Array of shape (k,): the most likely probabilities, given labels from 0 to k - 1."""
    ### BEGIN SOLUTION
    return np.bincount(labels, minlength=k) / len(labels)
    ### END SOLUTION


xent.check("cross_entropy.most_likely", most_likely)

# %% [markdown]
# A coin shows heads in seven of ten tosses:

# %% key="one-minimum"
tosses = np.broadcast_to([0.7, 0.3], coins.shape)
curves = {"cross-entropy": xent.cross_entropy(tosses, coins)}
curves["KL"] = xent.kl_divergence(tosses, coins)
curves["−ln likelihood / n"] = -np.log(heads**7 * (1 - heads) ** 3) / 10

# %% key="one-minimum-picture"
fig, ax = plt.subplots()
for (name, curve), dash in zip(curves.items(), ["-", "--", ":"]):
    ax.plot(heads, curve, dash, label=name, lw=4 if dash == ":" else 2)
ax.set(xlabel="believed probability of heads q", ylabel="price (nats a toss)", ylim=(0, 2.4))
ax.axvline(0.7, color="0.5", lw=1)
ax.set_title("Three curves, one minimum, and two of them coincide")
ax.legend()
lowest = ", ".join(f"{heads[curve.argmin()]:.2f}" for curve in curves.values())
xent.show(fig, f"Lowest at q = {lowest}; KL lies {curves['cross-entropy'].min():.2f} nats deeper.")

# %% [markdown]
# The dotted curve must lie on the cross-entropy: the formula says that they are equal. KL lies lower by $H(\hat p)$.
#
# ### Exercise: letters that must share
#
# All letters of a group must get the same probability. With pencil, derive the $q$ that then makes $H(p,q)$ smallest.


# %% key="tied"
def best_tied(p, groups):
    """Best q, shape (k,), that is equal within groups (p: shape (k,); groups: ints from 0)."""
    ### BEGIN SOLUTION
    return (np.bincount(groups, p) / np.bincount(groups))[groups]
    ### END SOLUTION


xent.check("cross_entropy.tied", best_tied)

# %% [markdown] key="interval" story="1976"
# ## A message is an interval
#
# Prices are in bits again. With two or more letters, no code word is shorter than one bit. **Arithmetic coding** needs no words. (The idea is
# credited to Elias. Rissanen, 1976, helped to make it practical.) Start with all numbers
# from 0 to 1. Divide this interval among the letters as $q$ says, and keep the piece of the first letter. Divide that piece in the same
# way for the second letter, and so on. Send one number from the last piece. The receiver knows how many letters come, makes
# the same divisions and sees in which pieces the number lies.

# %% key="interval-picture"
belief = np.array([0.8, 0.15, 0.05])  # of A, B, C
word = np.array([0, 0, 1, 0])  # AABA
ax = xent.plots.plot_narrowing_intervals(belief, word, labels="ABC")
width, a, b = belief[word].prod(), int("10001", 2) / 2**5, int("10010", 2) / 2**5
xent.show(
    ax.figure,
    f"The width {width:.4f} is the product of the shares. "
    f"Numbers that begin with 0.10001 in binary fill [{a:g}, {b:g}), inside the last interval.",
)

# %% [markdown] key="interval-bits"
# A likely letter narrows the interval a little, a rare one a lot. The last width is the product $\prod_i q_{y_i}$. The hatched piece
# holds all numbers that begin with its bits. Pieces of $b$ bits are $2^{-b}$ wide and lie side by side. An interval that is twice as wide as a piece, or wider,
# holds a whole one. A narrower one may hold none.
#
# ### Exercise: mend a colleague's program
#
# This program should return how many bits are always enough for a message. Its answer is too small for short messages, and infinite for thousands of
# letters. Mend both faults.
#
# ```python
# width = q[letters].prod()
# bits = np.ceil(-np.log2(width))
# ```


# %% key="message-bits"
def message_bits(q, letters):
    """Smallest number of bits that is always enough (q: shape (k,); letters: ints)."""
    ### BEGIN SOLUTION
    return np.ceil(-np.log2(q)[letters].sum()) + 1
    ### END SOLUTION


xent.check("cross_entropy.message_bits", message_bits)

# %% [markdown] story="150 800"
# Code words for A, B and C cost 1, 2 and 2 bits. A thousand letters come exactly as often as believed: 800, 150 and 50 times. About
# how many bits does their interval need?

# %% key="interval-forecast"
xent.predict("cross_entropy.interval", {"700": 0.25, "900": 0.25, "1000": 0.25, "1200": 0.25})

# %% key="interval-long"
long = np.repeat([0, 1, 2], [800, 150, 50])  # another order gives the same product
exact = -np.log2(belief)[long].sum()  # −log2 of the width: surprises add up
words = np.array([1, 2, 2])[long].sum()
print(f"whole words {words} bits, interval {np.ceil(exact) + 1:.0f}")
print(f"xent.encode {8 * len(xent.encode(long, belief))} bits, in whole bytes")
xent.reveal("cross_entropy.interval", f"{100 * round(exact / 100)}")

# %% [markdown] key="interval-cost"
# By the last section, $-\log_2\prod_i q_{y_i}=nH(\hat p,q)$. So a message of $n$ letters costs $nH(\hat p,q)$ bits, and less than two
# more, $\lceil-\log_2\text{width}\rceil+1$.
#
# ## A telegraph for colours, with bytes
#
# Your office sends {{ len(xent.data.colour_names()) }} colour names. The only table at hand was made for technical prose,
# scikit-learn's descriptions of data sets. It has 26 letters and the blank. Every other sign becomes a blank, and blanks in a row become one.

# %% key="corpora"
alphabet = " abcdefghijklmnopqrstuvwxyz"
number = {letter: i for i, letter in enumerate(alphabet)}


def as_numbers(text):
    kept = "".join(letter if letter in number else " " for letter in text.lower())
    return np.array([number[letter] for letter in " ".join(kept.split())])


loaders = [datasets.load_iris, datasets.load_digits, datasets.load_diabetes, datasets.load_linnerud]
prose = as_numbers(" ".join(load().DESCR for load in loaders))
message = as_numbers(" ".join(xent.data.colour_names()))

# %% [markdown]
# The names are sent with the prose's table. By how much does the message become longer than with a table of its own?

# %% key="telegraph-forecast"
xent.predict("cross_entropy.telegraph", {"1 %": 0.25, "5 %": 0.25, "20 %": 0.25, "50 %": 0.25})

# %% key="telegraph"
own, foreign = (np.bincount(text, minlength=27) / len(text) for text in (message, prose))
right, wrong = len(xent.encode(message, own)), len(xent.encode(message, foreign))
owed = len(message) * xent.kl_divergence(own, foreign, base=2) / 8
print(f"{right} bytes, {wrong} with the wrong table: {wrong - right} more; n KL / 8 = {owed:.1f}")
xent.reveal("cross_entropy.telegraph", f"{100 * (wrong / right - 1):.0f} %")

# %% [markdown] key="bytes"
# $n\,\mathrm{KL}$ is {{ f"{8 * owed:.0f}" }} bits, or {{ f"{owed:.1f}" }} bytes, and the two files differ by {{ wrong - right }} bytes. The receiver decodes all letters and blanks:

# %% key="telegraph-decoded"
back = xent.decode(xent.encode(message, foreign), foreign, len(message))
print((back == message).all(), "".join(alphabet[i] for i in back[2000:2060]))

# %% key="surcharge-picture"
surcharge = own * np.log2(own / foreign)
order, signs = surcharge.argsort(), np.array(["\nblank", *alphabet[1:]])
fig, ax = plt.subplots()
ax.bar(signs[order], surcharge[order])
ax.set(xlabel="letter", ylabel="p log₂ (p / q) (bits a letter)")
more = (surcharge > 0).sum()
ax.set_title(f"{more} of 27 signs cost more with the foreign table, {27 - more} less")
low, high = signs[order[[0, -1]]]
xent.show(fig, f"“{low}” saves most, “{high}” costs most; the sum is {surcharge.sum():.3f} bits.")

# %% [markdown] story="600"
# {{ sum("green" in name for name in xent.data.colour_names()) }} names contain "green", and the table of the prose makes "{{ high }}" too dear. It makes "{{ low }}" cheaper than the right table
# does. The whole surcharge, $n\,\mathrm{KL}$, is never negative.
#
# ### Break it: a table without a letter
#
# Make the table from 600 signs of the prose.

# %% key="forbidden"
counts = np.bincount(prose[:600], minlength=27)
short = counts / counts.sum()
missing = " ".join(alphabet[i] for i in np.flatnonzero(counts == 0))
print(f"missing: {missing}; KL = {xent.kl_divergence(own, short, base=2)}")
try:
    xent.encode(message, short)
except ValueError as error:
    print(error)

# %% [markdown] key="forbidden-verdict" story="1774"
# Where $q$ forbids what $p$ allows, a term of the KL is infinite. The coder has a piece of
# width 0 for that letter. Maximum likelihood made this table: it gives nothing to what it has not seen. Laplace's rule (1774, for two outcomes) counts each
# letter once more than it came, $q_k=(n_k+1)/(n+K)$. This is **smoothing**: every letter gets some mass, and the KL is finite.

# %% key="forbidden-mended"
mended = (counts + 1) / (counts + 1).sum()
print(f"{len(xent.encode(message, mended))} bytes, {right} with the message's own table")
print(f"KL = {xent.kl_divergence(own, mended, base=2):.3f} bits a letter")

# %% [markdown]
# ## What you now know
#
# 1. $H(p,q)=H(p)+\mathrm{KL}(p\|q)$: the truth gives the weights, the belief the lengths.
# 2. $\mathrm{KL}\ge0$, and 0 only for $q=p$. Cross-entropy is 0 only if $q=p$ and $p$ is one-hot.
# 3. KL depends on the direction, and is infinite where belief forbids what can happen. Smoothing is the cure.
# 4. Among all $q$, smallest cross-entropy, smallest KL and largest likelihood are one belief: the shares.
# 5. Arithmetic coding sends $n$ letters in less than $nH(\hat p,q)+2$ bits.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("cross_entropy")

# %% [markdown] story="0.3"
# ### In your own words
#
# A friend's test loss has stopped at 0.3 nats. She wants to train until it is 0. What do you ask?
#
# ### Transfer
#
# Your spam filter learnt from last year's mail. With which KL do you measure what this year's mail costs: which is the truth, which the
# belief? What does a new word do?
#
# ## What next
#
# In [lesson 03](03_binary_cross_entropy.ipynb) there are two outcomes, and $q$ depends on what you see: logistic regression.
#
# ## References
#
# - Fisher, R. A. (1922). On the mathematical foundations of theoretical statistics. *Philosophical Transactions of the Royal Society A* 222, 309–368. [doi:10.1098/rsta.1922.0009](https://doi.org/10.1098/rsta.1922.0009)
# - Kelly, J. L. (1956). A new interpretation of information rate. *Bell System Technical Journal* 35, 917–926. [doi:10.1002/j.1538-7305.1956.tb03809.x](https://doi.org/10.1002/j.1538-7305.1956.tb03809.x)
# - Kullback, S., Leibler, R. A. (1951). On information and sufficiency. *Annals of Mathematical Statistics* 22, 79–86. [doi:10.1214/aoms/1177729694](https://doi.org/10.1214/aoms/1177729694)
# - Laplace, P. S. (1774). Memoir on the probability of the causes of events. Translated in *Statistical Science* 1 (1986), 364–378. [doi:10.1214/ss/1177013621](https://doi.org/10.1214/ss/1177013621)
# - Rissanen, J. J. (1976). Generalized Kraft inequality and arithmetic coding. *IBM Journal of Research and Development* 20, 198–203. [doi:10.1147/rd.203.0198](https://doi.org/10.1147/rd.203.0198)

# %% [markdown]
# ## Going further

# %% [markdown] key="kraft-promise"
# ### Two more results from the tangent
#
# Lesson 01 promised: no prefix code goes below $H$. Words of $l_k$ bits are the belief $q_k=2^{-l_k}$. By Kraft's inequality these
# sum to at most 1, and the proof of Gibbs' inequality needs no more.
#
# Gibbs' inequality is a case of **Jensen's**. Where a curve bends down, its tangent at the mean lies above it, and the mean of the tangent's values is its value at
# the mean, which is the curve's. So the mean of the curve's values is at most its value at the mean. For the logarithm of $x_k=q_k/p_k$:
#
# $$-\mathrm{KL}(p\|q)=\sum_k p_k\ln x_k\le\ln\sum_k p_kx_k\le\ln1=0.$$
#
# ### Break it: two units
#
# One library gives the entropy in nats, another the KL in bits.

# %% key="mixed-units"
H_nats, KL_bits = xent.entropy(p), xent.kl_divergence(p, q, base=2)
print(f"nats plus bits: {H_nats + KL_bits:.3f}; H(p, q) = {price:.3f} bits")
print(f"bits plus bits: {H_nats / np.log(2) + KL_bits:.3f}")

# %% [markdown] key="kelly" story="1956"
# ### Money grows by KL
#
# Four horses win with probabilities $p=(1/2,1/4,1/8,1/8)$. A bookmaker believes $q_k=1/4$ and pays $1/q_k$ for each unit on the winner. You put all
# your money on the four horses, in shares $r_k$. If horse $k$ wins, your money is multiplied by $r_k/q_k$. So its logarithm
# grows on average, per race, by
#
# $$\sum_k p_k\log_2\frac{r_k}{q_k}=\mathrm{KL}(p\|q)-\mathrm{KL}(p\|r).$$
#
# By Gibbs' inequality the best shares are $r=p$: bet what you believe, if it is true. Then your money grows by the bookmaker's KL. This is the meaning
# that Kelly (1956) gave to information: with a KL of one bit, your money doubles on average once a race (its logarithm grows by 1). The second gambler below knows the favourite and is too sure of it.

# %% key="kelly-race"
book = np.full(4, 1 / 4)
gamblers = {"r = p": p, "too sure": np.array([0.9, 0.05, 0.03, 0.02]), "r = q": book}
winners = draws.labels(rng, p, 4000)
for name, r in gamblers.items():
    owed = (xent.kl_divergence(p, book, base=2) - xent.kl_divergence(p, r, base=2)).round(3)
    print(
        f"{name:9} KL(p‖q) − KL(p‖r) = {owed:6.3f}, grew {np.log2(r / book)[winners].mean():6.3f}"
    )

# %% key="kelly-picture"
fig, ax = plt.subplots()
races = np.arange(1, 401)
for name, r in gamblers.items():
    ax.plot(races, np.log2(r / book)[winners[:400]].cumsum(), label=name)
ax.plot(races, races * xent.kl_divergence(p, book, base=2), color="0.4", lw=1, label="KL per race")
ax.set(xlabel="races", ylabel="log₂ of the money (doublings)")
ax.set_title("On average, true bets grow by KL; over-confident bets shrink")
ax.legend()
doublings = np.log2(p / book)[winners]
said = f"{doublings[:400].sum():.0f} times; the KL says 100 ± {20 * doublings.std():.0f}"
xent.show(fig, f"After 400 races r = p has doubled its money {said}.")

# %% [markdown]
# The second gambler picks the right favourite and still loses: her KL from the truth is larger than the bookmaker's. Over-confidence costs more than ignorance here.
#
# ### How much to add?
#
# Why 1? Suppose that every table is equally likely before you see a letter. Then the average of all tables, weighted by how well each
# explains the counts, is Laplace's. Other amounts are possible:

# %% key="pseudo-counts"
extra = np.logspace(-4, 2, 100)
tables = (counts + extra[:, None]) / (counts + extra[:, None]).sum(1, keepdims=True)
excess = xent.kl_divergence(np.broadcast_to(own, tables.shape), tables, base=2)
fig, ax = plt.subplots()
ax.semilogx(extra, excess)
laplace = xent.kl_divergence(own, mended, base=2)
ax.plot(1, laplace, "o", color="black")
ax.set(xlabel="added to each count", ylabel="KL(own‖table) (bits a letter)")
ax.set_title("Too little and too much both cost")
at = excess.argmin()
xent.show(
    fig,
    f"Lowest, {excess[at]:.3f} bits, at {extra[at]:.1f}; with 1 (dot) {laplace:.3f}.",
)

# %% [markdown]
# Towards 0 the curve rises without limit, as slowly as a logarithm. Far to the right every table becomes uniform. The best amount depends on the message, and a
# message that you have not seen can't tell you: choose it on data that you keep aside.
