# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 1: what do bits buy?
#
# How many bits does it cost to know less than somebody else?
#
# **What you train** You price a message when something is not known: the time of day, the letters' shares, the order of a block. You count how much evidence a decision needs. You find out what two variables tell only together. You tell a real difference from one that chance makes.
#
# **Needs** [01 Surprise, entropy, codes](../../01_surprise_and_entropy.ipynb), [02 Cross-entropy and KL](../../02_cross_entropy_and_kl.ipynb), [14 KL at work](../../14_kl_at_work.ipynb).
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `clock_bits`, a number | 3 |
# | 2 | `bits_per_letter`, a function | 4 |
# | 3 | `learned_bits`, a function | 3 |
# | 4 | `rolls`, a number | 2 |
# | 5 | `synergy`, a function | 4 |
# | 6 | an answer in words, marked by hand | 4 |
# | | **sum** | **20** |
#
# **Rules**
#
# - This is your own work. You may talk about ideas, and read what you like. Write code and words yourself.
# - Answers use Python, NumPy and SciPy. When your answers are marked, xentlib's functions refuse to work. So no answer may call `xent`, or use what another cell makes with it. The cells with pictures may.
# - Each function is marked in parts, mostly on new inputs that nobody has seen. The parts have equal shares of the points, and without the first part no other part counts. The line with `xent.example` shows one example. It pays nothing.
# - The cell "parameters" holds your numbers. In some courses every student has numbers of their own.
# - Your notebook, your points and the reasons for them are kept. Your instructor says for how long.

# %% key="imports"
import math

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()

# %% [markdown]
# Your numbers. Questions 1 and 4 say what they mean. Don't change this cell.

# %% key="parameters"
day = 0.074
night = 0.32
n = 310
six = 0.4
box = 13
odds = 830

# %% [markdown] key="clock-asked"
# ## 1 The stopped clock
#
# Lena's gauge stands in a mountain stream. It sends `n` reports by day, and `n` more by night. Each report says "calm" or "rising". By day the share `day` of the reports says "rising", and by night the share `night` does. Apart from that, no report tells anything about another one.
#
# Lena pays for each bit. So the gauge has two arithmetic coders. One believes the day's shares, and the other one the night's. Assume that a message costs exactly its surprise.
#
# Now the gauge's clock has stopped. It no longer knows which half of the day it is, so it has only one coder, which believes the mean of both shares. The stream is as before. How many bits more does Lena pay in 24 hours, on average? Set `clock_bits` to this number. Compute it from `day`, `night` and `n`, and don't round it.

# %% key="clock-bits"
clock_bits = ...
### BEGIN SOLUTION
both = (day + night) / 2
excess = 0.0
for truth in (day, night):
    excess += truth * math.log2(truth / both)
    excess += (1 - truth) * math.log2((1 - truth) / (1 - both))
clock_bits = n * excess
### END SOLUTION

# %% key="clock-bits-test" points=3
xent.example("a1_information.clock_bits", clock_bits)

# %% [markdown] key="blocks-asked"
# ## 2 One word for several letters
#
# Tiago answers by lamp, and nine of ten answers are "yes". The entropy is 0.47 bits an answer, and yet each answer takes him one bit, a short or a long flash. His sister says: "Wait for two answers, and give each *pair* a word of its own."
#
# Letters come independently with the probabilities `p`, an array of shape (k,) without zeros. Each block of `m` letters in a row gets one word of a prefix code, and the code is the best one for such blocks. Return the mean number of bits a letter.
#
# *Parts: one letter in a word (m = 1); several letters in a word. There are at most 30 blocks.*


# %% key="bits-per-letter"
def bits_per_letter(p, m):
    """Mean bits a letter of the best prefix code for blocks of m letters; p has shape (k,)."""
    ### BEGIN SOLUTION
    heap = [1.0]
    for _ in range(m):
        heap = [mass * letter for mass in heap for letter in p]
    total = 0.0
    while len(heap) > 1:
        heap.sort()
        merged = heap[0] + heap[1]
        heap = [*heap[2:], merged]
        total += merged
    return total / m
    ### END SOLUTION


# %% key="bits-per-letter-test" points=4
xent.example("a1_information.bits_per_letter", bits_per_letter, ([0.9, 0.1], 2), 0.645)

# %% [markdown] key="learned-asked"
# ## 3 Nobody has the table
#
# Amara sends a message to Bo by arithmetic coding. Neither of them knows how frequent the letters are, and a table of shares would cost bits of its own. So both begin with the same belief, as if each of the `k` letters had come once already. After each letter both count it, and believe the new shares. So Bo always knows the belief with which Amara codes the next letter.
#
# What does the whole message cost? Return the sum of the surprise of all letters in bits. `letters` is an array of integers from 0 to k − 1.
#
# Before you hand it in, forecast whether the price depends on the *order* of the letters. Then try it. What you find makes a much shorter answer possible, and every right answer is accepted.
#
# *Parts: a few letters, all of which come; letters that never come; messages of 2500 letters.*


# %% key="learned-bits"
def learned_bits(letters, k):
    """Bits of a message (ints, 0 to k - 1) whose shares are learnt on the way."""
    ### BEGIN SOLUTION
    counts, bits = np.ones(k), 0.0
    for letter in letters:
        bits -= math.log2(counts[letter] / counts.sum())
        counts[letter] += 1
    return bits
    ### END SOLUTION


# %% key="learned-bits-test" points=3
xent.example("a1_information.learned_bits", learned_bits, ([0, 0, 1], 2), 3.585)

# %% [markdown] key="rolls-asked"
# ## 4 Which die is it?
#
# A shop has a box of `box` dice, and one of them is loaded: it shows a six with probability `six`, and each of the other five faces equally often. All others are fair. Ana takes a die without looking, and rolls it. She doesn't know that it is the loaded one. She stops when the odds are `odds` to 1 that it is.
#
# Each roll adds evidence. How many rolls bring as much evidence *on average* as she needs? Set `rolls` to this number, and don't round it. (Ana will need a little more, because her last roll can lead beyond the line. Leave that out.)

# %% key="rolls"
rolls = ...
### BEGIN SOLUTION
other = (1 - six) / 5
evidence = six * math.log(6 * six) + 5 * other * math.log(6 * other)
rolls = math.log(odds * (box - 1)) / evidence
### END SOLUTION

# %% key="rolls-test" points=2
xent.example("a1_information.rolls", rolls)

# %% [markdown] key="synergy-asked"
# ## 5 Two switches and a lamp
#
# Noor's landing has a switch upstairs and a switch downstairs. The lamp burns if the two stand differently. She looks at one switch, and learns nothing about the lamp. She looks at both, and knows all. Together they tell one bit more than the two tell one by one.
#
# In another house both switches are one rod: they always stand alike, and the lamp follows them. There both together tell one bit, and so does each alone. Together they tell one bit *less* than the two amounts add up to.
#
# Return how many bits two variables tell together about a third one, beyond the sum of what each tells alone. `joint[a, b, c]` is the probability of upstairs `a`, downstairs `b` and lamp `c`. The table sums to 1. Each variable may have more than two values.
#
# *Parts: every combination comes; some combinations never come.*


# %% key="synergy"
def synergy(joint):
    """Bits that two variables tell together about the third, beyond each alone."""

    ### BEGIN SOLUTION
    def entropy(table):
        masses = table[table > 0]
        return -(masses * np.log2(masses)).sum()

    def shared(table):
        return entropy(table.sum(0)) + entropy(table.sum(1)) - entropy(table)

    together = shared(joint.reshape(-1, joint.shape[2]))
    return together - shared(joint.sum(1)) - shared(joint.sum(0))
    ### END SOLUTION


# %% key="synergy-test" points=4
noisy = [[[0.2, 0.05], [0.05, 0.2]], [[0.05, 0.2], [0.2, 0.05]]]
xent.example("a1_information.synergy", synergy, (noisy,), 0.278)

# %% [markdown] key="chance-asked"
# ## 6 Forty loans
#
# A library knows last year's shares of its eight shelves, from many thousand loans. Yesterday there were 40 loans:

# %% key="loans"
shelves = ["novels", "crime", "comics", "travel", "cooking", "history", "poetry", "maths"]
last_year = np.array([0.30, 0.20, 0.14, 0.10, 0.09, 0.07, 0.06, 0.04])
loans = np.array([9, 10, 4, 6, 2, 4, 4, 1])
kl = xent.kl_divergence(loans / loans.sum(), last_year, base=2)
print(f"KL(yesterday‖last year) = {kl:.3f} bits a loan, from {loans.sum()} loans")

# %% key="loans-picture"
fig, ax = plt.subplots()
place = np.arange(len(shelves))
ax.bar(place - 0.2, last_year, 0.4, label="last year")
ax.bar(place + 0.2, loans / loans.sum(), 0.4, hatch="//", label="yesterday, 40 loans")
ax.set_xticks(place, shelves)
ax.set(xlabel="shelf", ylabel="share of the loans")
ax.set_title("Yesterday no shelf had exactly its share of last year")
ax.legend()
apart = abs(loans / loans.sum() - last_year)
said = f"The shares differ most for {shelves[apart.argmax()]}, by {apart.max():.3f}"
xent.show(fig, f"{said}, and least for {shelves[apart.argmin()]}, by {apart.min():.3f}.")

# %% [markdown] key="chance-rubric"
# The librarian says: "The KL isn't 0. So our readers' taste has changed." Is she right? And suppose that she measures the same KL again, from more loans. From about how many loans on would you believe her? Answer in at most 150 words, with numbers. You may add a code cell for them.
#
# **Rubric**
#
# | points | for |
# |---|---|
# | 1 | You say why the KL of a sample is above 0, even if nothing has changed. |
# | 1 | You compute how large a KL chance makes from 40 loans, by formula or by simulation, in the unit of the printed number. |
# | 1 | You compare the two, and say what follows from these loans and what doesn't. |
# | 1 | You give a number of loans, and the rule from which it comes: a rule that chance alone breaks seldom (say how seldom). |

# %% [markdown] key="chance" points=4
# The shares of 40 loans differ from the shares of which they are drawn, and each difference makes the KL larger than 0. So a KL above 0 shows nothing by itself.
#
# With $K=8$ shelves and $n=40$ loans, chance alone makes a KL of about $(K-1)/2n=7/80=0.0875$ nats on average, which is $0.126$ bits a loan. (A simulation says $0.137$. Anything from 0.12 to 0.14 bits is right.) The measured KL is smaller than that. So these loans are no evidence that the taste has changed. They don't show, either, that it hasn't: a small change would not be seen in 40 loans.
#
# If nothing has changed, $2n\,\mathrm{KL}$ in nats follows $\chi^2$ with 7 degrees of freedom, and is above 14.1 in only 5 % of samples. I would believe her from $n\approx14.1/(2\,\mathrm{KL})$ on. A KL of 0.09 bits is 0.064 nats, so that is at about 110 loans.

# %% [markdown]
# ## Hand in
#
# Restart the kernel and run all cells, from top to bottom. Look at each answer once more. Save, and hand in this file, `a1_information.ipynb`.
