# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Surprise, entropy, codes
#
# How much does an outcome tell you?
#
# **Goals**
#
# - Measure the surprise of an outcome in bits, nats and dits, and say why it has to be a logarithm.
# - Compute the entropy of a distribution and bound it from both sides.
# - Split the entropy of a pair by the chain rule.
# - Build a prefix code and say how near to the entropy it can come.
# - Tell the entropy of a sample from the entropy of what produced it.
#
# **Needs** [00 Start here](00_start_here.ipynb) and a little NumPy.
#
# **Budget** 50 minutes to read, 60 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import math

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()
rng = np.random.default_rng(1)

# %% [markdown]
# ## Guess my card
#
# I have drawn one card from a shuffled deck of 52. You may ask questions that I answer with yes or no. "Is it red?" throws
# half of the deck away. "Is it the seven of clubs?" almost never throws away more than one card.
#
# How many questions does a good player need in the worst case? Say how sure you are.

# %% key="halvings-forecast"
xent.predict("surprise.halvings", {"5": 0.25, "6": 0.25, "13": 0.25, "51": 0.25})

# %% [markdown]
# A good question halves what is left. Count the halvings.

# %% key="halvings"
left = [52]
while left[-1] > 1:
    left.append(math.ceil(left[-1] / 2))  # the larger half: the card may hide there
print(left)
xent.reveal("surprise.halvings", str(len(left) - 1))

# %% [markdown]
# {{ len(left) - 1 }} questions, because 52 can't be halved evenly all the way. The exact count is the $h$ with $2^h = 52$, and that is
# $\log_2 52 =$ {{ f"{np.log2(52):.2f}" }}: the logarithm in this course is a number of halvings. One halving has a name, one **bit**.
#
# Now the other way round. Somebody tells you "it is a heart", and a quarter of the deck is left. That sentence saved you
# two good questions, so it was worth two bits. "It is the seven of clubs" is worth {{ f"{xent.surprisal(1 / 52, base=2):.2f}" }}. What is the sentence
# "it is a card" worth?
#
# ### Exercise: the worth of a sentence
#
# A sentence that was true with probability $p$ leaves a fraction $p$ of the possibilities. Return how many halvings that
# is, for every $p$ in an array.


# %% key="surprisal"
def surprisal_bits(p):
    """Bits that an outcome of probability p is worth (p: array, 0 < p <= 1)."""
    ### BEGIN SOLUTION
    return -np.log2(p)
    ### END SOLUTION


xent.check("surprise.surprisal", surprisal_bits)

# %% [markdown]
# ### Exercise: four sentences about a deck
#
# How many bits is each of these worth? "It is a card." "It is a heart." "It is the seven of clubs." And, after a thorough
# shuffle of the deck: its whole order, all 52 cards from top to bottom. (There are $52!$ orders, `math.factorial(52)`.)

# %% key="cards"
### BEGIN SOLUTION
deck = [0, 2, math.log2(52), math.log2(math.factorial(52))]
### END SOLUTION

xent.check("surprise.cards", deck)

# %% [markdown]
# ## Why a logarithm, and no other curve?
#
# $1 - p$ and $1/p$ also grow when an outcome gets rare. Put the three to a test: you draw a heart, put it back, shuffle
# and draw another heart. Hearing of both at once should be worth as much as hearing of one after the other.

# %% key="additivity"
curves = {"1 - p": lambda p: 1 - p, "1/p": lambda p: 1 / p, "-log2 p": lambda p: -np.log2(p)}
for name, worth in curves.items():
    print(f"{name:7}  at once {worth(1 / 16):7.4f}   one by one {2 * worth(1 / 4):7.4f}")

# %% [markdown]
# Only the logarithm adds up, and among smooth curves no other does, but for its unit. Probabilities multiply; what they are
# worth should add.
#
# The second reason has nothing to do with counting. You believe in three kinds of weather with 70, 20 and 10 %. You announce
# $q$, and are charged for the $q$ of what then happens. Which announcement is the cheapest by your own belief?

# %% key="honesty"
belief = np.array([0.7, 0.2, 0.1])
grid = [(a, b, 100 - a - b) for a in range(1, 99) for b in range(1, 100 - a)]
q = np.array(grid) / 100  # every announcement in steps of one per cent
charges = {"1 - q": 1 - q, "1/q": 1 / q, "(1 - q)^2": (1 - q) ** 2, "-log2 q": -np.log2(q)}
for name, charge in charges.items():
    print(f"{name:10} cheapest announcement: {q[(charge @ belief).argmin()]}")

# %% [markdown]
# Three of the four reward you for saying what you don't believe. The logarithm alone makes honesty the cheapest policy: with
# three or more outcomes no other smooth curve of the announced probability does (Bernardo). Your forecasts are scored by it,
# and in lesson 05 a model that learns under this charge learns to report probabilities.

# %% key="surprisal-picture"
p = np.linspace(0.01, 1, 400)
fig, ax = plt.subplots()
ax.plot(p, xent.surprisal(p, base=2))
for name, at in {"a coin": 1 / 2, "a suit": 1 / 4, "a card": 1 / 52}.items():
    ax.plot(at, xent.surprisal(at, base=2), "o", color="black")
    ax.annotate(f"  {name}", (at, xent.surprisal(at, base=2)))
ax.set(xlabel="probability p", ylabel="surprise −log₂ p (bits)")
ax.set_title("Each halving of p costs one bit")
xent.show(fig, f"From {xent.surprisal(0.01, base=2):.2f} bits at p = 0.01 to 0 bits at p = 1.")

# %% [markdown]
# Between "rare" and "very rare" lie whole bits, between "likely" and "certain" hardly any. In lesson 03 this curve becomes a
# loss, and its steep end the price of being sure and wrong.
#
# ## Three names for one amount
#
# Count halvings and you have **bits**, tenfold cuts and you have **dits**, cuts by $e$ and you have **nats**: one length,
# in inches, feet and metres.

# %% key="units"
for unit, base in {"bits": 2, "nats": np.e, "dits": 10}.items():
    print(f"the seven of clubs is worth {xent.surprisal(1 / 52, base=base):.3f} {unit}")

# %% [markdown]
# Now break it. The seven of clubs, card replaced, and then a heart: you ask one library for the first amount and another one
# for the second, and add.

# %% key="units-break"
mixed = xent.surprisal(1 / 52, base=2) + xent.surprisal(1 / 4)  # the second without a base
print(f"sum {mixed:.3f}, both at once {xent.surprisal(1 / 52 / 4, base=2):.3f} bits")

# %% [markdown]
# Additivity is gone: one number was in bits, the other in nats. Keras and scikit-learn mean nats, papers on compression mean
# bits, and none prints the unit. When a number surprises you, ask for its unit first.
#
# ### Exercise: repair the units
#
# A report lists amounts of information with their units, `"bits"`, `"nats"` or `"dits"`. Return each in bits.


# %% key="to-bits"
def to_bits(amount, unit):
    """Amount of information (a number or an array) given in `unit`, in bits."""
    ### BEGIN SOLUTION
    base = {"bits": 2, "nats": np.e, "dits": 10}[unit]
    return amount * np.log2(base)
    ### END SOLUTION


xent.check("surprise.units", to_bits)

# %% [markdown]
# ## The average surprise
#
# A machine prints A, B, C or D with probabilities $1/2, 1/4, 1/8, 1/8$. An A is worth one bit, a D three. What is a letter
# worth before you see it? Each surprise counts as often as it happens; that average is the **entropy**
#
# $$H(p) = \sum_k p_k \log_2 \frac{1}{p_k}.$$

# %% key="four-letters"
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
surprise = -np.log2(p)
print("surprise", surprise, "  entropy", (p * surprise).sum())
print("the same by xentlib:", xent.entropy(p, base=2))

# %% key="area-picture"
ax = xent.plots.plot_area_bars(p, labels="ABCD")
xent.show(ax.figure, f"The areas of the four bars sum to {xent.entropy(p, base=2):.2f} bits.")

# %% [markdown]
# This is the picture of the course. A bar is as wide as its outcome is likely and as high as it is surprising, so its area is
# what the outcome adds to the average. The whole area is the entropy.
#
# Press "uniform", then bring the entropy to exactly one bit, then to one and a half.

# %% key="area-explorer"
xent.explorers.explore_area_bars()

# %% [markdown]
# ### Break it: an outcome that never happens
#
# Set a weight above to zero: nothing special occurs. The formula, typed in as it stands, is less calm.


# %% key="zero-breaks"
def naive_entropy(p):
    return -(p * np.log2(p)).sum()


with np.errstate(divide="ignore", invalid="ignore"):
    print("a letter that is always A:", naive_entropy(np.array([1.0, 0.0])))

# %% [markdown]
# $0 \cdot \infty$ is undefined, so NumPy answers nan, and a nan poisons every sum it meets. What should it be? Walk towards
# zero and look.

# %% key="zero-limit"
for tiny in [1e-1, 1e-3, 1e-6, 1e-12]:
    print(f"p = {tiny:.0e}   -p log2 p = {-tiny * np.log2(tiny):.12f}")

# %% [markdown]
# The width shrinks faster than the height grows, and the area goes to zero. So $0 \log 0 = 0$ is no trick but the limit. The
# popular repair, to add `1e-12` inside the logarithm, hides the nan and makes an infinite surprise cost
# {{ f"{-np.log2(1e-12):.0f}" }} bits: lesson 06 has its victims.
#
# ### Exercise: entropy
#
# Write the entropy in bits of distributions along the last axis. Zeros are allowed.


# %% key="entropy"
def entropy_bits(p):
    """Entropy in bits of p, an array of shape (..., k) that sums to 1 along its last axis."""
    ### BEGIN SOLUTION
    surprise = np.zeros_like(p)
    np.log2(p, out=surprise, where=p > 0)
    return -(p * surprise).sum(-1)
    ### END SOLUTION


xent.check("surprise.entropy", entropy_bits)

# %% [markdown]
# ## How small, how large?
#
# Surprise is never negative, so neither is its average: $H \ge 0$, and $H = 0$ only if one outcome is certain. For the other
# end, one meets $-\log n$ as the entropy of $n$ equally likely outcomes, in print. Put that on trial, with five thousand
# random distributions over four outcomes.

# %% key="bounds"
many = np.diff(np.sort(rng.random((5000, 3))), prepend=0, append=1)  # sticks, broken at 3 places
H = xent.entropy(many, base=2)
fig, ax = plt.subplots()
ax.hist(H, bins=60)
ax.axvline(np.log2(4), linestyle="--", color="black", label="log₂ 4")
ax.legend()
ax.set(xlabel="entropy H (bits)", ylabel="distributions")
ax.set_title("No distribution over four outcomes passes log₂ 4")
xent.show(
    fig, f"From {H.min():.2f} to {H.max():.2f} bits; {(H < 0).sum()} of {len(H)} are negative."
)

# %% [markdown]
# Verdict: the sign is wrong, and could not be right. The uniform distribution has the entropy $+\log n$, the largest of all.
# For the proof, count in nats and use $\ln x \le x - 1$, with equality only at $x = 1$:
#
# $$\begin{aligned} H(p) - \ln K &= \sum_k p_k \ln \frac{1}{K p_k} \\
# &\le \sum_k p_k \Big(\frac{1}{K p_k} - 1\Big) \le K \cdot \frac1K - 1 = 0, \end{aligned}$$
#
# because $p_k$ cancels and at most $K$ terms of $1/K$ remain. Equality asks for $K p_k = 1$ everywhere. So $0 \le H \le \log K$.
#
# ## One coin
#
# With two outcomes the whole story fits into a curve. A fair coin is worth one bit a toss. How rare must heads become until
# a toss is worth half a bit?

# %% key="coin-forecast"
xent.predict("surprise.coin", {"25 %": 0.25, "18 %": 0.25, "11 %": 0.25, "5 %": 0.25})

# %% key="coin-search"
heads = np.linspace(0, 0.5, 5001)
worth = xent.entropy(np.stack([heads, 1 - heads], axis=-1), base=2)
half = heads[abs(worth - 0.5).argmin()]
xent.reveal("surprise.coin", f"{100 * half:.0f} %")

# %% key="coin-explorer"
xent.explorers.explore_coin_entropy()

# %% [markdown]
# Slide slowly: between 40 % and 60 % almost nothing is lost, at both ends the curve stands upright. A little bias in a fair
# coin is cheap, a little doubt about a sure thing is not.
#
# ## Real letters
#
# Visitors of a web comic once named colours. {{ len(xent.data.colour_names()) }} names came out of it, "baby poop green" among them, and reached you
# with Matplotlib. Count their letters.

# %% key="letters"
names = xent.data.colour_names()
letters, counts = np.unique(list("".join(names)), return_counts=True)
p_letter = counts / counts.sum()
H_letter = xent.entropy(p_letter, base=2)
print(f"{counts.sum()} letters of {len(letters)} kinds (space, / and ' count too)")
print(f"entropy {H_letter:.3f} bits, at most {np.log2(len(letters)):.3f}")

# %% [markdown]
# Letters are unequal, so their entropy lies {{ f"{np.log2(len(letters)) - H_letter:.2f}" }} bits below its maximum: a good code will collect them. Is there
# as much to collect in scikit-learn's handwritten digits?

# %% key="digit-labels"
labels = xent.data.digits().labels
shares = np.bincount(labels) / len(labels)
print(f"{xent.entropy(shares, base=2):.4f} bits, at most {np.log2(10):.4f}")

# %% [markdown]
# Nothing: the ten digits are equally common.
#
# ### A sample is not its source
#
# That entropy came from counts. Had you counted only thirty letters, would you have found the same? Draw samples: a
# random number from 0 to 1 falls on one letter's stretch, as wide as the letter is probable.


# %% key="sample-bias"
def draw(p, size):
    return np.searchsorted(p.cumsum()[:-1], rng.random(size), side="right")


sizes = [10, 30, 100, 300, 1000, 3000]
kinds = len(letters)
seen = [[xent.class_counts(s, kinds) / n for s in draw(p_letter, (300, n))] for n in sizes]
from_sample = [xent.entropy(s, base=2).mean() for s in seen]

# %% key="sample-picture"
fig, ax = plt.subplots()
ax.semilogx(sizes, from_sample, "o-", label="counts of a sample, mean of 300")
ax.axhline(H_letter, linestyle="--", color="black", label="the source")
ax.set(xlabel="letters in the sample n", ylabel="entropy of the counts (bits)")
ax.set_title("Small samples look poorer than their source")
ax.legend()
xent.show(fig, f"{from_sample[0]:.2f} bits from 10 letters, {from_sample[-1]:.2f} from 3000.")

# %% [markdown]
# Too low on average, and at ten letters without exception, since they can't show more than $\log_2 10 =$ {{ f"{np.log2(10):.2f}" }} bits. So "the entropy of my
# data" is a statement about a sample, and it flatters. Lesson 02 meets the same bias again, as overfitting.
#
# ### Exercise: entropy of a sample
#
# Return the entropy in bits of the empirical distribution of a sample of integer labels, such as `[3, 3, 7]`. The labels
# are names, not numbers to compute with.


# %% key="sample-entropy"
def sample_entropy(labels):
    """Entropy in bits of the relative frequencies of the labels (array of ints)."""
    ### BEGIN SOLUTION
    counts = np.unique(labels, return_counts=True)[1]
    return xent.entropy(counts / counts.sum(), base=2)
    ### END SOLUTION


xent.check("surprise.sample_entropy", sample_entropy)

# %% [markdown]
# ## What one letter tells about the next
#
# After "gre" you expect an "e" or a "y". Suppose you see one letter of a colour's name: how much of the surprise of the
# **next** letter is gone, to the nearest bit? Alone, a letter is worth a little over four.

# %% key="next-forecast"
xent.predict("surprise.next_letter", {"0": 0.25, "1": 0.25, "2": 0.25, "3": 0.25})

# %% key="pairs"
index = {letter: i for i, letter in enumerate(letters)}
pairs = np.array([(index[a], index[b]) for name in names for a, b in zip(name, name[1:])])


def table(first, second):
    joint = np.zeros((len(letters), len(letters)))
    np.add.at(joint, (first, second), 1)
    return joint / joint.sum()


joint = table(*pairs.T)  # rows: a letter, columns: the one after it

# %% [markdown]
# The entropy of the whole table is the **joint entropy** $H(X, Y)$ of a letter $X$ and the next one, $Y$. Each row, divided by
# its sum, is the distribution of $Y$ after one letter; the rows' entropies, averaged as often as the rows occur, are the
# **conditional entropy** $H(Y \mid X)$.

# %% key="chain-rule"
H_x, H_y = xent.entropy(joint.sum(1), base=2), xent.entropy(joint.sum(0), base=2)
H_xy, H_y_given_x = xent.entropy(joint.ravel(), base=2), xent.conditional_entropy(joint, base=2)
print(f"H(X) + H(Y | X) = {H_x:.3f} + {H_y_given_x:.3f} = {H_x + H_y_given_x:.3f}")
print(f"H(X, Y)         = {H_xy:.3f}   while H(X) + H(Y) = {H_x + H_y:.3f}")
xent.reveal("surprise.next_letter", f"{H_y - H_y_given_x:.0f}")

# %% [markdown]
# Keep the **chain rule**, $H(X, Y) = H(X) + H(Y \mid X)$: a pair is worth its first part plus what the second still adds.
# Only if the two are independent is it $H(X) + H(Y)$, as with the two hearts. Knowing more never hurts on average,
# $H(Y \mid X) \le H(Y)$, and what is saved is the *mutual information*: lesson 02 proves the one and uses the other.
#
# But samples flatter. How much would be "saved" if the next letters were shuffled, so that nothing can be known?

# %% key="saved-by-chance"
shuffled = rng.random(len(pairs)).argsort()  # numbers that are random, sorted: a random order
chance = table(pairs[:, 0], pairs[shuffled, 1])
print(
    f"saved {H_y - H_y_given_x:.3f} bits, by chance {xent.mutual_information(chance, base=2):.3f}"
)

# %% [markdown]
# Little: most of it is real. Where does it come from?

# %% key="rows-picture"
row_entropy = xent.entropy(joint / joint.sum(1, keepdims=True), base=2)
order = row_entropy.argsort()
fig, ax = plt.subplots()
ax.bar(np.char.replace(letters, " ", "␣")[order], row_entropy[order])
ax.axhline(H_y_given_x, linestyle="--", color="black")
ax.set(xlabel="letter just seen", ylabel="entropy of the next (bits)")
ax.set_title("After some letters you know, after others you guess")
q, k, a = row_entropy[[index[letter] for letter in "qka"]]
xent.show(fig, f"{q:.2f} bits after “q”, {k:.2f} after “k”, {a:.2f} after “a”.")

# %% [markdown]
# After "q" the next letter is no news, for it is always "{{ letters[joint[index["q"]].argmax()] }}"; after "a" nearly anything may come. The dashed line is
# their average, each bar weighted by how often its letter occurs.
#
# ### Exercise: conditional entropy
#
# Write $H(\text{column} \mid \text{row})$ in bits for a table of joint probabilities without zeros.


# %% key="conditional-entropy"
def conditional_entropy_bits(joint):
    """H(column | row) in bits of joint, an array of shape (rows, columns) that sums to 1."""
    ### BEGIN SOLUTION
    given_row = joint / joint.sum(1, keepdims=True)
    return -(joint * np.log2(given_row)).sum()
    ### END SOLUTION


xent.check("surprise.conditional_entropy", conditional_entropy_bits)

# %% [markdown]
# ## From surprise to code words
#
# Let entropy be a number of zeros and ones on a wire. Give A, B and C the words `0`, `1` and `01`, as short as can be, and
# send two messages.

# %% key="ambiguous"
words = {"A": "0", "B": "1", "C": "01"}
for message in ["AB", "C"]:
    print(message, "->", "".join(words[letter] for letter in message))

# %% [markdown]
# One signal, two meanings: the code is broken. It is safe if no word begins another, a **prefix code**. But then short words
# are dear: `0` uses up every word that begins with 0, half of all. A word of length $l$ takes $2^{-l}$ of a space of
# one. That budget is Kraft's inequality, $\sum_k 2^{-l_k} \le 1$.

# %% key="kraft-picture"
fig, axes = plt.subplots(1, 2)
spent = []
for ax, lengths in zip(axes, [[1, 1, 2], [1, 2, 3, 3]]):
    spent.append(sum(2.0**-length for length in lengths))
    xent.plots.plot_kraft(lengths, labels="ABCD"[: len(lengths)], ax=ax)
    ax.set(xlabel="share of the code space", ylabel="length of the word (bits)")
    ax.set_title(f"{lengths} spend {spent[-1]}", loc="left")
xent.show(fig, f"The left code would need {spent[0]} of the space, the right one {spent[1]:.0f}.")

# %% [markdown]
# The right half looks familiar. A word as long as its outcome is surprising takes as much space as the outcome is probable,
# $2^{-l} = p$: surprise **is** a word length. Only, lengths are whole numbers. Shannon's way out is to round up: each word then
# takes no more than its $p$, so the budget holds. And whole lengths within the budget can always be had: hand out the space
# from the left, the shortest words first.
#
# ### Exercise: Shannon's lengths
#
# Return the smallest whole length that is at least $-\log_2 p$, for each outcome.


# %% key="code-lengths"
def code_lengths(p):
    """Whole word lengths, at least as long as each outcome is surprising in bits."""
    ### BEGIN SOLUTION
    return np.ceil(-np.log2(p))
    ### END SOLUTION


xent.check("surprise.code_lengths", code_lengths)

# %% [markdown]
# Rounding up costs less than one bit, so there is always a code of mean length below $H + 1$. None lies below $H$ (lesson 02
# proves it in one line). Huffman found the best one as a student: merge the two rarest, again and again.

# %% key="huffman-tree"
p_five = np.array([0.35, 0.25, 0.2, 0.12, 0.08])
code = xent.huffman_code(p_five)
mean_length = sum(p_five[k] * len(word) for k, word in code.items())
ax = xent.plots.plot_code_tree(code, p_five, labels="ABCDE")
H_five = xent.entropy(p_five, base=2)
xent.show(ax.figure, f"The tree's mean depth is {mean_length:.2f}, the entropy {H_five:.2f} bits.")

# %% [markdown]
# Read the tree as a game: its mean depth is how many yes/no questions the best player needs.
#
# ### Exercise: twenty questions
#
# Return that mean. You don't need the tree: when two groups are merged, everybody in them goes one question deeper, so the
# mean grows by the mass of the merged group.


# %% key="twenty-questions"
def expected_questions(p):
    """Mean number of yes/no questions that find one outcome of p (array of shape (k,))."""
    ### BEGIN SOLUTION
    groups, questions = sorted(p), 0.0
    while len(groups) > 1:
        merged = groups[0] + groups[1]
        groups, questions = sorted([*groups[2:], merged]), questions + merged
    return questions
    ### END SOLUTION


xent.check("surprise.twenty_questions", expected_questions)

# %% [markdown]
# ### Fractions of a question
#
# Three equally likely symbols tell {{ f"{np.log2(3):.3f}" }} bits each, but their best code has words of 1, 2 and 2 bits. The trick is to put
# several symbols into one word: two symbols together have nine outcomes, three have 27.

# %% key="blocks"
per_symbol = []
for n in range(1, 8):
    block = np.full(3**n, 3.0**-n)  # all blocks of n symbols are equally likely
    code = xent.huffman_code(block)
    per_symbol.append(sum(map(len, code.values())) / 3**n / n)
print(np.round(per_symbol, 4))

# %% key="blocks-picture"
fig, ax = plt.subplots()
ax.plot(range(1, 8), per_symbol, "o-", label="best code for blocks of n")
ax.axhline(np.log2(3), linestyle="--", color="black", label="entropy")
ax.set(xlabel="symbols in a block n", ylabel="bits per symbol")
ax.set_title("Longer blocks come close to the entropy")
ax.legend()
best = min(per_symbol)
xent.show(fig, f"From {per_symbol[0]:.3f} to {best:.3f} bits; the entropy is {np.log2(3):.3f}.")

# %% [markdown]
# Not straight down: {{ 3**5 }} happens to lie closer below a power of two than {{ 3**6 }} does. But the distance is never more than
# $1/n$, one rounding shared by $n$ symbols. Lesson 02 builds a coder that gets there without blocks. Do real letters agree?

# %% key="real-code"
code = xent.huffman_code(p_letter)
sent = sum(counts[k] * len(word) for k, word in code.items())
print(f"five bits each: {5 * counts.sum()} bits, Huffman: {sent} bits")
print(f"entropy:        {counts.sum() * H_letter:.0f} bits")

# %% [markdown]
# The code comes within {{ f"{100 * (sent / counts.sum() / H_letter - 1):.1f}" }} % of the entropy, in bits that you could store (beside the code itself).
#
# ## Almost all outcomes are alike
#
# Let the machine with A, B, C, D print a thousand letters. Any single text is absurdly improbable. How improbable, per
# letter? The text ABA, say, has $\frac13 (1 + 2 + 1)$ bits a letter. Nine texts out of ten have a rate $-\frac1n \log_2 p(\text{text})$ that strays from the entropy by at most how many bits?

# %% key="typical-forecast"
xent.predict("surprise.typical", {"0.4": 0.25, "0.1": 0.25, "0.04": 0.25, "0.004": 0.25})

# %% key="typical-texts"
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
rates = {}
for n in [10, 100, 1000]:
    texts = draw(p, (2000, n))
    rates[n] = xent.surprisal(p, base=2)[texts].mean(1)  # surprises add: their mean is the rate

# %% key="typical-picture"
fig, ax = plt.subplots()
for n, rate in rates.items():
    width = max(1 / n, 0.02)
    edges = np.arange(1 - width / 2, 3, width)
    ax.hist(rate, edges, density=True, histtype="step", label=f"n = {n}")
ax.axvline(xent.entropy(p, base=2), linestyle="--", color="black")
ax.set(xlabel="−(1/n) log₂ p(text) (bits per letter)", ylabel="density (1/bit)")
ax.set_title("Nearly all long texts cost the entropy")
ax.legend()
a, b, c = (np.quantile(abs(r - xent.entropy(p, base=2)), 0.9) for r in rates.values())
xent.show(fig, f"Nine texts of ten stray from H by at most {a:.2f}, {b:.2f}, {c:.2f} bits.")

# %% key="typical-reveal"
xent.reveal("surprise.typical", f"{c:.1g}")

# %% [markdown]
# The histograms close in on the entropy: surprises add, and the law of large numbers does the rest. This is the **asymptotic
# equipartition property**. With high probability a long text is *typical*, its rate within any margin you like of $H$, and
# there are only about $2^{nH}$ typical texts among $4^n$. Number those, and you need about $nH$ bits. So an average
# can rule over single messages: that is Shannon's source coding theorem.

# %% [markdown]
# ## What you now know
#
# 1. Surprise is $-\log p$: up to its unit the only smooth curve that adds over independent outcomes, and, for three or more
#    outcomes, the only smooth charge on the announced probability that makes honesty pay.
# 2. Entropy is the mean surprise, with $0 \log 0 = 0$, between 0 and $\log K$; uniform is the maximum, and it is positive.
# 3. $H(X, Y) = H(X) + H(Y \mid X)$, and $H(Y \mid X) \le H(Y)$.
# 4. A word of length $l$ costs $2^{-l}$ of a budget of one; the best prefix code lies in $[H, H + 1)$, with blocks in $[H, H + 1/n)$.
# 5. Bits, nats and dits are one quantity; a sample's entropy is smaller than its source's, on average.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("surprise")

# %% [markdown]
# ### In your own words
#
# A "bit" is a digit in memory, and a "bit" is an amount of information. Write a friend three sentences about when a memory
# bit holds one bit of information, and when it holds less. (Nobody checks this one.)
#
# ### Transfer
#
# Take a password policy that you know. Estimate the entropy of a password under it, once as if all allowed passwords were
# equally likely, once for how people pick. Who is misled by the first number, and in what may even the second mislead?
#
# ## What next
#
# You have paid for surprise with the right probabilities so far. What does it cost if you believe in wrong ones?
# Lesson 02 answers that question, and everything after it lives on the answer.
#
# ## References
#
# - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27, 379–423. [doi:10.1002/j.1538-7305.1948.tb01338.x](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x)
# - Huffman, D. A. (1952). A method for the construction of minimum-redundancy codes. *Proceedings of the IRE* 40, 1098–1101. [doi:10.1109/JRPROC.1952.273898](https://doi.org/10.1109/JRPROC.1952.273898)
# - Good, I. J. (1952). Rational decisions. *Journal of the Royal Statistical Society B* 14, 107–114. [doi:10.1111/j.2517-6161.1952.tb00104.x](https://doi.org/10.1111/j.2517-6161.1952.tb00104.x)
# - Bernardo, J. M. (1979). Expected information as expected utility. *Annals of Statistics* 7, 686–690. [doi:10.1214/aos/1176344689](https://doi.org/10.1214/aos/1176344689)
# - Cover, T. M., Thomas, J. A. (2006). *Elements of Information Theory*, 2nd edition. Wiley. [doi:10.1002/047174882X](https://doi.org/10.1002/047174882X)
