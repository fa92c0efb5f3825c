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
# - Measure surprise in bits, nats and dits, and say why it is a logarithm.
# - Compute an entropy, and bound it from both sides.
# - Choose the question that tells most.
# - Split the entropy of a pair by the chain rule.
# - Build a prefix code, and say how near to the entropy it comes.
#
# **Needs** [00 Start here](00_start_here.ipynb) and a little NumPy.
#
# **Budget** {{ budget }}

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
# I have drawn one card of 52. You ask questions, and I answer yes or no. "Is it red?" throws half of the
# deck away. "Is it the seven of clubs?" almost always throws away one card. How many questions does a good player need in the
# worst case? Say how sure you are.

# %% key="halvings-forecast"
xent.predict("surprise.halvings", {"5": 0.25, "6": 0.25, "13": 0.25, "51": 0.25})

# %% [markdown]
# A good question halves what is left.

# %% key="halvings"
left = [52]
while left[-1] > 1:
    left.append(math.ceil(left[-1] / 2))  # the larger half: the card may be there
print(left)
xent.reveal("surprise.halvings", str(len(left) - 1))

# %% [markdown]
# The exact number of halvings is the $h$ with $2^h=52$. One halving is
# one **bit**.
#
# Now turn this round. Somebody tells you "it is a heart", and a quarter of the deck is left. This sentence saved you two good
# questions, so it is worth two bits.
#
# ### Exercise: the worth of a sentence
#
# All cards are equally likely, so a sentence that is true with probability $p$ leaves a fraction $p$ of them. Return how many
# halvings that is, for every $p$ in an array.


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
# How many bits is each of these worth? "It is a card." "It is a heart." "It is the seven of clubs." And, after a shuffle, the order of
# all 52 cards? There are $52!$ orders: `math.factorial(52)`, and `math.log2` takes numbers of any size. Make `deck` a list of four numbers.

# %% key="cards"
### BEGIN SOLUTION
deck = [0, 2, math.log2(52), math.log2(math.factorial(52))]
### END SOLUTION

xent.check("surprise.cards", deck)

# %% [markdown]
# ## Why a logarithm, and no other curve?
#
# The **surprise** of an outcome is $-\log_2 p$. But $1-p$ and $1/p$ grow when an outcome gets rare. Test all three. You
# draw a heart, put it back, shuffle, and draw another heart. News of both at once should be worth as much as one after the other.

# %% key="additivity"
curves = {"1 - p": lambda p: 1 - p, "1/p": lambda p: 1 / p, "-log2 p": lambda p: -np.log2(p)}
for name, worth in curves.items():
    print(f"{name:7}  at once {worth(1 / 16):7.4f}   one by one {2 * worth(1 / 4):7.4f}")

# %% [markdown]
# Probabilities multiply, and their worth must add. Of all curves that fall, only the logarithm does that, apart from its unit: if
# $f(\frac12)=1$, then $f(2^{-k})=k$, and $m$ equal factors share it, $f(2^{-k/m})=k/m$.
#
# There is a second reason. You believe in three kinds of weather with 70, 20 and 10 %. You announce probabilities $q$, and pay a charge
# that depends on the $q$ of what happens. Which announcement is cheapest, by your own belief?

# %% key="honesty"
belief = np.array([0.7, 0.2, 0.1])
grid = [(a, b, 100 - a - b) for a in range(1, 99) for b in range(1, 100 - a)]
q = np.array(grid) / 100  # every announcement in steps of one per cent, none of them 0
charges = {"1 - q": 1 - q, "1/q": 1 / q, "(1 - q)^2": (1 - q) ** 2, "-log2 q": -np.log2(q)}
for name, charge in charges.items():
    print(f"{name:10} cheapest announcement: {q[(charge @ belief).argmin()]}")

# %% [markdown]
# Three of the four charges reward you for saying what you do not believe. (The first and the third end at the edge of the grid.) Under
# the logarithm, honesty is cheapest; lesson 02 proves it. For three or more outcomes, no other smooth charge on the
# probability of what happened does this, apart from a factor and added constants (Bernardo, 1979). So your forecasts are charged $-\log_2q$.

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

# %% [markdown] story="0.9"
# From $p=0.02$ to $0.01$ the surprise grows by one bit. From 1 to 0.9 it grows by only {{ f"{xent.surprisal(0.9, base=2):.2f}" }} bits.
#
# ## Three names for one amount
#
# Count divisions by 2, and you have **bits**; by 10, **dits**; by $e$, **nats**. Now break it. You draw the seven of clubs, put it back,
# and draw a heart. One library gives you the first amount, another one the second, and you add.

# %% key="units"
for unit, base in {"bits": 2, "nats": np.e, "dits": 10}.items():
    print(f"the seven of clubs is worth {xent.surprisal(1 / 52, base=base):.3f} {unit}")
mixed = xent.surprisal(1 / 52, base=2) + xent.surprisal(1 / 4)  # the second without a base
print(f"sum {mixed:.3f}, both at once {xent.surprisal(1 / 52 / 4, base=2):.3f} bits")

# %% [markdown]
# They no longer add up: one is in bits, the other in nats. In scikit-learn `log_loss` is in nats, the entropy of a decision tree is in
# bits, and neither prints its unit.
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
# A machine prints A, B, C or D with probabilities $1/2, 1/4, 1/8, 1/8$. An A is
# worth one bit, a D three. What is a letter worth on average? Each surprise counts as often as it happens. This is the **entropy**
#
# $$H(p)=\sum_k p_k \log_2 \frac{1}{p_k}.$$

# %% key="four-letters"
p = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
surprise = -np.log2(p)
print("surprise", surprise, "  entropy", (p * surprise).sum())
print("the same by xentlib:", xent.entropy(p, base=2))

# %% key="area-picture"
ax = xent.plots.plot_area_bars(p, labels="ABCD")
xent.show(ax.figure, f"The areas of the four bars sum to {xent.entropy(p, base=2):.2f} bits.")

# %% [markdown]
# This is the picture of the course (after Olah, 2015, with the axes exchanged). A bar is as wide as its outcome is probable, and as high
# as it is surprising. So the whole area is the entropy.
#
# Press "uniform". Then bring the entropy to one bit, and to one and a half.

# %% key="area-explorer"
xent.explorers.explore_area_bars()

# %% [markdown]
# ### Break it: an outcome that never happens
#
# Set a weight above to zero: nothing breaks. Now type the formula as it stands.


# %% key="zero-breaks"
def naive_entropy(p):
    return -(p * np.log2(p)).sum()


with np.errstate(divide="ignore", invalid="ignore"):
    print("a letter that is always A:", naive_entropy(np.array([1.0, 0.0])))
for tiny in [1e-1, 1e-3, 1e-6, 1e-12]:
    print(f"p = {tiny:.0e}   -p log2 p = {-tiny * np.log2(tiny):.12f}")

# %% [markdown]
# NumPy answers nan, since $0 \cdot \infty$ is undefined. But the other lines go to 0: the bar becomes narrow faster than it becomes
# high. So $0 \log 0=0$, the limit.
#
# ### Exercise: entropy
#
# Write the entropy in bits of distributions along the last axis. Zeros are allowed.


# %% key="entropy"
def entropy_bits(p):
    """Entropy in bits of p, an array of shape (..., k) that sums to 1 along its last axis."""
    ### BEGIN SOLUTION
    surprise = np.zeros(np.shape(p))
    np.log2(p, out=surprise, where=np.asarray(p) > 0)
    return 0 - (p * surprise).sum(-1)
    ### END SOLUTION


xent.check("surprise.entropy", entropy_bits)

# %% [markdown]
# ## How small, how large?
#
# Surprise is never negative, so $H\ge 0$; and $H=0$ only if one outcome is certain. For the other end, try five thousand random
# distributions over four outcomes.

# %% key="bounds"
many = np.diff(np.sort(rng.random((5000, 3))), prepend=0, append=1)  # sticks, broken at 3 places
H = xent.entropy(many, base=2)
fig, ax = plt.subplots()
ax.hist(H, bins=60)
ax.axvline(np.log2(4), linestyle="--", color="black", label="log₂ 4")
ax.legend(loc="upper left")
ax.set(xlabel="entropy H (bits)", ylabel="distributions", xlim=(0, 2.1))
ax.set_title("No distribution over four outcomes passes log₂ 4")
xent.show(
    fig, f"From {H.min():.2f} to {H.max():.2f} bits; {(H < 0).sum()} of {len(H)} are negative."
)

# %% [markdown]
# Here is the proof, in nats. It uses $\ln x\le x-1$, which is an equality only at $x=1$:
#
# $$\begin{aligned} H(p) - \ln K &= \sum_k p_k \ln \frac{1}{K p_k} \\
# &\le \sum_k p_k \Big(\frac{1}{K p_k} - 1\Big) \le K \cdot \frac1K - 1 = 0. \end{aligned}$$
#
# In the second line $p_k$ cancels, and at most $K$ terms of $1/K$ remain. Equality needs $p_k=1/K$ everywhere. So $0\le H\le \log K$. (To
# say $-\log K$ for the uniform distribution is a common mistake.)
#
# ## The best question
#
# With two outcomes, entropy is one curve, flat near one half and steep at both ends. Where is a toss worth half a bit?

# %% key="coin-explorer"
xent.explorers.explore_coin_entropy()

# %% [markdown]
# A question with two answers is such a coin. Visitors of a web comic once named colours; {{ len(xent.data.colour_names()) }} of the names come with Matplotlib. I
# choose one of them at random. You ask "does it contain the letter …?", and I answer truly.
#
# ### Exercise: what an answer leaves open
#
# There are $n$ candidates, equally likely; for $m$ of them the answer is yes. Derive with a pencil how many bits are still missing
# **after** the answer, on average. ($m$ may be 0 or $n$.)


# %% key="question"
def missing_bits(n, m):
    """Mean bits still missing after a question to which m of n candidates answer yes."""
    ### BEGIN SOLUTION
    groups = np.array([m, n - m])
    return sum(size / n * np.log2(size) for size in groups if size > 0)
    ### END SOLUTION


xent.check("surprise.question", missing_bits)

# %% [markdown]
# Which letter makes the best first question?

# %% key="question-forecast"
xent.predict("surprise.best_question", {"a": 0.25, "e": 0.25, "q": 0.25, "s": 0.25})

# %% key="questions"
names = xent.data.colour_names()
alphabet = "abcdefghijklmnopqrstuvwxyz"
yes = np.array([np.mean([letter in name for name in names]) for letter in alphabet])
told = xent.entropy(np.stack([yes, 1 - yes], axis=-1), base=2)
best = max("aeqs", key=lambda letter: told[alphabet.index(letter)])
xent.reveal("surprise.best_question", best)

# %% key="questions-picture"
fig, ax = plt.subplots()
share = np.linspace(0, 1, 201)
ax.plot(share, xent.entropy(np.stack([share, 1 - share], axis=-1), base=2), color="0.5")
ax.plot(yes, told, "o", ms=4, color="black")
for letter in "qsanre":
    at = alphabet.index(letter)
    ax.annotate(letter, (yes[at], told[at]), xytext=(-2, -15), textcoords="offset points")
ax.set(xlabel="share of names with the letter", ylabel="bits that the answer tells")
ax.set_title("The best question splits the names most nearly in halves")
xent.show(
    fig,
    f"“{best}” is in {yes[0]:.0%} of the names and tells {told[0]:.3f} bits, “e” {told[4]:.2f}.",
)

# %% [markdown]
# Before the question $\log_2 n$ bits are missing. Subtract your result:
#
# $$\log_2n-\tfrac mn\log_2m-\tfrac{n-m}n\log_2(n-m)=H(\tfrac mn),$$
#
# the entropy of the answer. So the best single question is the one whose answer has the most entropy. The most frequent letter is
# too frequent.
#
# ## A sample is not its source
#
# The letters of the names have an entropy, too. Draw samples of letters: a random number from 0 to 1 falls on the stretch of one
# letter, as wide as the letter is probable.


# %% key="letters"
letters, counts = np.unique(list("".join(names)), return_counts=True)
p_letter = counts / counts.sum()
H_letter = xent.entropy(p_letter, base=2)


def draw(p, size):
    return np.searchsorted(p.cumsum()[:-1], rng.random(size), side="right")


# %% key="sample-bias"
sizes, kinds = [10, 30, 100, 300, 1000, 3000], len(letters)
seen = [[xent.class_counts(s, kinds) / n for s in draw(p_letter, (300, n))] for n in sizes]
from_sample = [xent.entropy(s, base=2).mean() for s in seen]

# %% key="sample-picture"
fig, ax = plt.subplots()
ax.semilogx(sizes, from_sample, "o-", label="counts of a sample, mean of 300")
ax.axhline(H_letter, linestyle="--", color="black", label="the source")
ax.set(xlabel="letters in the sample n", ylabel="entropy of the counts (bits)")
ax.set_title("Small samples show less entropy, on average")
ax.legend()
xent.show(fig, f"{from_sample[0]:.2f} bits from 10 letters, {from_sample[-1]:.2f} from 3000.")

# %% [markdown]
# The entropy of the counts is too low on average. Ten letters cannot show more than $\log_2 10$ bits. Lesson 14 says how large this error is.
#
# ### Exercise: a colleague's entropy
#
# A colleague wants the entropy of a sample of integer labels. For `[3, 3, 7]` the entropy of a coin with $2/3$ should come out, and
# another number does. Find the mistake, and write the function right.


# %% key="colleague"
def colleagues_entropy(labels):
    p = labels / labels.sum()
    return -(p * np.log2(p)).sum()


print(
    f"{colleagues_entropy(np.array([3, 3, 7])):.4f}, a coin {xent.entropy([2 / 3, 1 / 3], base=2):.4f}"
)


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
# In a name you expect a "u" after a "q". Count how often each letter stands after each letter.

# %% key="pairs"
number = {letter: i for i, letter in enumerate(letters)}
first = [number[letter] for name in names for letter in name[:-1]]
second = [number[letter] for name in names for letter in name[1:]]
pairs = np.histogram2d(first, second, bins=[range(kinds + 1)] * 2)[0]
joint = pairs / pairs.sum()  # rows: a letter, columns: the one after it

# %% [markdown]
# The next letter alone has {{ f"{xent.entropy(joint.sum(0), base=2):.2f}" }} bits. By how much does its entropy fall, on average, if you see the letter before it, to the nearest bit?

# %% key="next-forecast"
xent.predict("surprise.next_letter", {"0": 0.25, "1": 0.25, "2": 0.25, "3": 0.25})

# %% [markdown]
# The entropy of the whole table is the **joint entropy** $H(X, Y)$ of a letter $X$ and the next one, $Y$. Divide a row by
# its sum, and you have the distribution of $Y$ after one letter. The entropies of the rows, averaged as often as the rows occur, are the
# **conditional entropy** $H(Y\mid X)$. In the game, your missing bits were $H(\text{name}\mid\text{answer})$.
#
# ### Exercise: conditional entropy
#
# Write $H(\text{column}\mid \text{row})$ in bits for a table of joint probabilities without zeros.


# %% key="conditional-entropy"
def conditional_entropy_bits(joint):
    """H(column | row) in bits of joint, an array of shape (rows, columns) that sums to 1."""
    ### BEGIN SOLUTION
    given_row = joint / joint.sum(1, keepdims=True)
    return -(joint * np.log2(given_row)).sum()
    ### END SOLUTION


xent.check("surprise.conditional_entropy", conditional_entropy_bits)

# %% key="chain-rule"
H_x, H_y = xent.entropy(joint.sum(1), base=2), xent.entropy(joint.sum(0), base=2)
H_xy, H_y_given_x = xent.entropy(joint.ravel(), base=2), xent.conditional_entropy(joint, base=2)
print(f"H(X) + H(Y | X) = {H_x:.3f} + {H_y_given_x:.3f} = {H_x + H_y_given_x:.3f}")
print(f"H(X, Y)         = {H_xy:.3f}   while H(X) + H(Y) = {H_x + H_y:.3f}")
xent.reveal("surprise.next_letter", f"{H_y - H_y_given_x:.0f}")

# %% [markdown]
# This is the **chain rule**, $H(X, Y)=H(X)+H(Y\mid X)$. Its proof: in each cell $p(x, y)=p(x)\, p(y\mid x)$; take $-\log$ and average.
#
# Here $H(Y\mid X)$ is below $H(Y)$. It is never above; [lesson 14](14_kl_at_work.ipynb) proves that. Which letters tell most?

# %% key="rows-picture"
often = pairs.sum(1) >= 100  # rows with few pairs would show the error of small samples
row_entropy = xent.entropy(joint[often] / joint[often].sum(1, keepdims=True), base=2)
order, names_of_rows = row_entropy.argsort(), np.char.replace(letters[often], " ", "␣")
fig, ax = plt.subplots()
ax.bar(names_of_rows[order], row_entropy[order])
ax.axhline(H_y, linestyle=":", color="black", label="no letter seen, H(Y)")
ax.axhline(H_y_given_x, linestyle="--", color="black", label="mean over all pairs, H(Y | X)")
ax.legend(loc="upper left", ncols=2)
ax.set(xlabel="letter just seen, with 100 pairs or more (␣: blank)", ylim=(0, 5.2))
ax.set_ylabel("entropy of the next (bits)")
ax.set_title("Each letter seen makes the next less surprising")
low, high = (f"{row_entropy[i]:.2f} bits after “{names_of_rows[i]}”" for i in order[[0, -1]])
xent.show(fig, f"{low}, {high}; on average {H_y_given_x:.2f}, with no letter seen {H_y:.2f}.")

# %% [markdown]
# Every bar lies below the dotted line. After "y" few letters are probable; after "a" many are.
#
# ## From surprise to code words
#
# Give A, B and C the words `0`, `1` and `01`. Then AB and C have the same signal, `01`. A code is safe if no word is the beginning of
# another word: a **prefix code**. But then short words are expensive. The word `0` uses up all words that begin with 0, half of
# them. A word of length $l$ uses up $2^{-l}$ of a budget of 1: $\sum_k2^{-l_k}\le1$ (Kraft, 1949). Lengths that keep this budget always have
# a prefix code: place the words side by side, the shortest first.

# %% key="kraft-picture"
fig, axes = plt.subplots(1, 2, width_ratios=[1.25, 1])
spent = []
for ax, lengths in zip(axes, [[1, 1, 2], [1, 2, 3, 3]]):
    spent.append(sum(2.0**-length for length in lengths))
    xent.plots.plot_kraft(lengths, labels="ABCD"[: len(lengths)], ax=ax)
    ax.set(xlabel="share of the code space", ylabel="length of the word (bits)")
    ax.set_title(f"Lengths {lengths} use {spent[-1]:g}", loc="left")
xent.show(fig, f"The left code would need {spent[0]} of the space, the right one {spent[1]:.0f}.")

# %% [markdown]
# The left code does not fit. The right one suits the machine: each word is as long as its letter is surprising, and uses as much space as
# the letter is probable, $2^{-l}=p$. **Surprise is a word length.** If you round each surprise up to a whole length, the words still
# fit, and the mean is below $H+1$ (Shannon, 1948). No prefix code has a mean below $H$; lesson 02 proves that. Huffman (1952)
# found the best code. Merge the two rarest groups, and go on: $0.08+0.12=0.20$, then $0.20+0.20$, $0.25+0.35$, $0.40+0.60$. Each merge
# puts one more bit before all words in it.

# %% key="huffman-tree"
p_five = np.array([0.35, 0.25, 0.2, 0.12, 0.08])
code = xent.huffman_code(p_five)
mean_length = sum(p_five[k] * len(word) for k, word in code.items())
ax = xent.plots.plot_code_tree(code, p_five, labels="ABCDE")
H_five = xent.entropy(p_five, base=2)
xent.show(ax.figure, f"The tree's mean depth is {mean_length:.2f}, the entropy {H_five:.2f} bits.")

# %% [markdown]
# Each 0 or 1 is also an answer in a game: the mean depth is how many yes/no questions the best player needs on average.
#
# ### Exercise: twenty questions
#
# Return that mean. You need no tree: when two groups are merged, everybody in them goes one question deeper.


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
# ## What you now know
#
# 1. Surprise is $-\log p$: it adds over independent outcomes, and it makes honesty the cheapest announcement.
# 2. Entropy is the mean surprise, with $0 \log 0=0$. It lies between 0 and $\log K$.
# 3. A yes/no question with a true answer tells the entropy of this answer.
# 4. $H(X, Y)=H(X)+H(Y\mid X)$. Entropy from counts is too small, on average.
# 5. A word of length $l$ uses $2^{-l}$ of a budget of 1; the best prefix code has a mean length from $H$ to below $H+1$.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("surprise")

# %% [markdown]
# ### In your own words
#
# A "bit" is a digit in memory, and an amount of information. Write three sentences: when does a memory bit hold one bit of information,
# and when less? (Nobody checks this one.)
#
# ### Transfer
#
# Take a password rule. Estimate a password's entropy, once as if all allowed ones were equally likely, once for how people choose.
#
# ## What next
#
# So far you had the right probabilities. [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb) asks what it
# costs to believe in wrong ones.
#
# ## References
#
# - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27, 379–423. [doi:10.1002/j.1538-7305.1948.tb01338.x](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x)
# - Huffman, D. A. (1952). A method for the construction of minimum-redundancy codes. *Proceedings of the IRE* 40, 1098–1101. [doi:10.1109/JRPROC.1952.273898](https://doi.org/10.1109/JRPROC.1952.273898)
# - Bernardo, J. M. (1979). Expected information as expected utility. *Annals of Statistics* 7, 686–690. [doi:10.1214/aos/1176344689](https://doi.org/10.1214/aos/1176344689)
# - Cover, T. M., Thomas, J. A. (2006). *Elements of Information Theory*, 2nd edition. Wiley. [doi:10.1002/047174882X](https://doi.org/10.1002/047174882X). Chapters 2 to 5 prove what this lesson measures.
#
# The area bars follow Olah, C. (2015), *Visual Information Theory*, colah.github.io.

# %% [markdown]
# ## Going further

# %% [markdown]
# ### Why only the logarithm is honest
#
# Let $f(q)$ be a smooth charge, and $b$ your belief. Move a little announced probability from outcome $k$ to
# outcome $j$. At the cheapest announcement this changes nothing, so $b_j f'(q_j) = b_k f'(q_k)$. Honesty means $q = b$, whatever the
# belief. So $x f'(x) = y f'(y)$ for all $x$ and $y$ that two outcomes can have at once. With three or more outcomes, these are all pairs
# with $x + y < 1$, because the others take the rest. So $x f'(x)$ is one constant $-c$, and $f(x) = -c \ln x$ plus a constant.
#
# With two outcomes, only $y = 1 - x$ is possible, and other charges pass. One of them is $(1 - q)^2$, with $x f'(x) = -2x(1 - x)$:

# %% key="two-outcomes"
a = np.arange(1, 100) / 100  # announced for rain; 1 - a for no rain
for rain in [0.6, 0.7, 0.9]:
    cost = rain * (1 - a) ** 2 + (1 - rain) * a**2
    print(f"belief {rain}, cheapest announcement {a[cost.argmin()]}")

# %% [markdown]
# So several charges are honest in [lesson 03](03_binary_cross_entropy.ipynb), which has two outcomes.
#
# ### The whole game
#
# Play "does it contain the letter …?" to the end. One player always asks the question whose answer has the most entropy: the letter that
# splits the names that are left most evenly. The other player asks for the rarest letters first.


# %% key="game"
def ask(left, letter, secret):
    return [name for name in left if (letter in name) == (letter in secret)]


secret, good, poor = "macaroni and cheese", names, names
rarest = [alphabet[i] for i in yes.argsort(kind="stable")]
while len(good) > 1:
    uneven = [abs(2 * sum(letter in name for name in good) - len(good)) for letter in alphabet]
    letter, other = alphabet[np.argmin(uneven)], rarest.pop(0)
    good, poor = ask(good, letter, secret), ask(poor, other, secret)
    print(f"“{letter}”: {len(good):3} left      “{other}”: {len(poor):3} left")

# %% [markdown]
# Nearly each question of the good player halves what is left. No player finds a name with fewer than $\log_2$ {{ len(names) }} $=$
# {{ f"{np.log2(len(names)):.2f}" }} questions on average, because a question tells one bit at most. This name was found sooner by luck.
#
# ### The long texts of a machine are alike
#
# The machine with A, B, C, D prints a thousand letters. Each single text is very improbable. How improbable, per letter? Call
# $-\frac1n \log_2 p(\text{text})$ its **rate**; the text ABA has the rate $\frac13 (1+2+1)$. Nine texts out of ten have a rate
# that differs from the entropy by at most how many bits?

# %% key="typical-forecast"
xent.predict("surprise.typical", {"0.4": 0.25, "0.1": 0.25, "0.04": 0.25, "0.004": 0.25})

# %% key="typical-texts"
spread = np.sqrt(p @ (np.log2(p) + xent.entropy(p, base=2)) ** 2)  # of one surprise
rates = {}
for n in [10, 100, 1000]:
    texts = draw(p, (2000, n))
    rates[n] = xent.surprisal(p, base=2)[texts].mean(1)  # surprises add: their mean is the rate

# %% key="typical-picture"
fig, ax = plt.subplots()
for (n, rate), dash in zip(rates.items(), [":", "--", "-"]):
    width = max(1 / n, 0.02)
    edges = np.arange(1 - width / 2, 3, width)
    ax.hist(rate, edges, density=True, histtype="step", ls=dash, lw=1.5, label=f"n = {n}")
ax.axvline(xent.entropy(p, base=2), linestyle="--", color="black", label="H")
ax.axvline(1, color="0.5")
ax.annotate(" the likeliest text, AAA…", (1, 5))
ax.set(xlabel="−(1/n) log₂ p(text) (bits per letter)", ylabel="density (1/bit)", xlim=(0.9, 2.6))
ax.set_title("Nearly every long text that is printed has a rate near H")
ax.legend()
a, b, c = (np.quantile(abs(r - xent.entropy(p, base=2)), 0.9) for r in rates.values())
xent.show(fig, f"Nine texts of ten differ from H by at most {a:.2f}, {b:.2f}, {c:.2f} bits.")
xent.reveal("surprise.typical", f"{c:.1g}")

# %% [markdown] story="1.64"
# The histograms close in on $H$: a rate is a mean of $n$ surprises, and its spread falls like $1/\sqrt n$. One surprise has the standard
# deviation {{ f"{spread:.2f}" }} bits; nine of ten means of a thousand stray by at most 1.64 times that over $\sqrt{1000}$, {{ f"{1.64 * spread / np.sqrt(1000):.3f}" }}. This is the **asymptotic equipartition
# property**. With high probability a long text is *typical*: its rate is as near to $H$ as you like. There are about $2^{nH}$ typical
# texts among $4^n$; number them, and about $nH$ bits are enough. This is Shannon's source coding theorem.
#
# The most probable single text is AAA…, with a rate of one bit. It is **not typical**. It is one text, and the typical ones are so many
# that together they have nearly all of the probability. So the likeliest text of a model need not look like the texts that it writes.
#
# ### Fractions of a question
#
# Three equally likely symbols tell {{ f"{np.log2(3):.3f}" }} bits each, but their best code has words of 1, 2 and 2 bits. Put several symbols into one
# word: two symbols together have nine outcomes, three have 27.

# %% key="blocks"
per_symbol = []
for n in range(1, 8):
    code = xent.huffman_code(np.full(3**n, 3.0**-n))  # all blocks of n symbols are equally likely
    per_symbol.append(sum(map(len, code.values())) / 3**n / n)
print(np.round(per_symbol, 4))

# %% key="blocks-picture"
fig, ax = plt.subplots()
ax.plot(range(1, 8), per_symbol, "o-", label="best code for blocks of n")
ax.axhline(np.log2(3), linestyle="--", color="black", label="entropy")
ax.set(xlabel="symbols in a block n", ylabel="bits per symbol")
ax.set_title("Longer blocks come close to the entropy")
ax.legend()
xent.show(
    fig, f"From {per_symbol[0]:.3f} to {min(per_symbol):.3f} bits; the entropy is {np.log2(3):.3f}."
)

# %% [markdown]
# The distance to the entropy is below $1/n$: one rounding is shared by $n$ symbols. It does not fall at each step: {{ 3**5 }} and {{ 3**7 }} lie near
# a power of two, so little is rounded, and {{ 3**6 }} lies midway between two. Lesson 02 shows a coder that needs no blocks.
#
# ### New words
#
# A table of pairs is a small language model. Put a blank before and after each name, so that the table knows how words begin and
# end. Then draw each letter from the row of the letter before it, until a blank comes. Beside each word stands its surprise.

# %% key="new-names"
between = f" {' '.join(names)} "
first, second = ([number[letter] for letter in text] for text in (between[:-1], between[1:]))
given = np.histogram2d(first, second, bins=[range(kinds + 1)] * 2)[0]
given /= given.sum(1, keepdims=True)
for _ in range(6):
    word, bits = [number[" "]], []
    while not bits or word[-1] != number[" "]:
        word.append(draw(given[word[-1]], 1)[0])
        bits.append(-np.log2(given[word[-2], word[-1]]))
    print(f"{sum(bits):5.1f} bits, {np.mean(bits):.2f} a letter   {''.join(letters[word])}")

# %% [markdown]
# They look like English, and hardly one is a word: the model sees one letter at a time. Lesson 15 goes on from here.
