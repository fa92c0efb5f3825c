# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Assignment 6: three jobs
#
# What can you do with a loss that nobody has prepared for you?
#
# **What you train** You turn a model into a file, and keep to a budget. You prove that a report is impossible, and mend the program behind it. You derive a loss for data that no lesson had. Then you choose one of these jobs, and write a report.
#
# **Needs** [02 Cross-entropy and KL](../../02_cross_entropy_and_kl.ipynb), [03 Binary cross-entropy](../../03_binary_cross_entropy.ipynb), [06 Numerical stability](../../06_numerical_stability.ipynb), [12 Calibration](../../12_calibration.ipynb), [15 Language and compression](../../15_language_and_compression.ipynb).
#
# **Budget** {{ budget }}
#
# | question | what you hand in | points |
# |---|---|---|
# | 1 | `pack` and `unpack`, two functions | 4 |
# | 2 | `bounds`, a function | 2 |
# | 3 | `audited`, a function | 3 |
# | 4 | `lamp_loss`, a function | 3 |
# | 5 | `lamp_slope`, a function | 2 |
# | 6 | `hazard`, a number | 1 |
# | 7 | a report on one of the jobs, of your choice, judged by a reader | 5 |
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
import zlib

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()
rng = np.random.default_rng(6)

# %% [markdown] key="compress-story"
# ## A. The dearest digits
#
# Noor works on a research ship. Each evening she reads scanned forms, and sends the digits to land. A satellite charges for each byte. A colleague says: "All ten digits are equally frequent. So nothing can be saved: each digit costs $\log_210$ bits." You know 1797 such digits: they are the labels of the digit images.

# %% key="labels"
labels = xent.data.digits().labels
shares = xent.class_counts(labels, 10) / len(labels)
size = len(zlib.compress(bytes(labels.tolist()), 9))
print(f"entropy of the shares: {xent.entropy(shares, base=2):.3f} bits a label")
print(f"zlib's file:           {8 * size / len(labels):.3f} bits a label")

# %% [markdown] key="distance-asked"
# zlib needs a small part of what the colleague calls the least. What does it know? Compare each label with the label that stands $k$ places before it, and count how often the two are equal:

# %% key="distance-picture"
apart = np.arange(1, 201)
equal = [np.mean(labels[k:] == labels[:-k]) for k in apart]
best = int(apart[np.argmax(equal)])
fig, ax = plt.subplots()
ax.vlines(apart, 0, equal, lw=1.5)
ax.axhline(0.1, ls="--", color="0.4", lw=1, label="unrelated labels")
ax.set(xlabel="places between two labels k", ylabel="share of equal pairs", ylim=(0, 1))
ax.set_title(f"A label often equals the one {best} places before", loc="left")
ax.legend(loc="upper left")
xent.show(fig, f"{max(equal):.0%} of the labels equal the label {best} places before.")

# %% [markdown] key="practice-story"
# All writers copied the same form. Now and then somebody left out a digit, or wrote another one. Other ships use other forms. `practice` makes a form of 110 digits, each of the ten equally often, and copies it with such slips:


# %% key="practice"
def practice(rng, n):
    """A list of n labels from one form that is copied again and again, with slips."""
    form, copied = (np.argsort(rng.random(110)) % 10).tolist(), []
    while len(copied) < n:
        for digit in form:
            chance = rng.random()
            if chance > 0.01:
                copied.append(int(10 * rng.random()) if chance < 0.02 else digit)
    return copied[:n]


message = practice(rng, 800)
print(*message[:30], "…", f"zlib needs {len(zlib.compress(bytes(message), 9))} bytes")

# %% [markdown] key="pack-asked" story="3.4 800 0.85"
# ### 1 Two functions that never met (4 points)
#
# Write `pack` and `unpack`. `pack` gets a list of n labels, each a whole number from 0 to 9, and returns bytes. `unpack` gets these bytes and n, and returns the list of labels. They are marked in two processes: what `pack` writes into a variable or a file, `unpack` does not find. The receiver does not know the form, and each new message has a new form.
#
# You need two things. The **model** is `chances`: it gets the labels that were seen so far, and returns ten whole numbers above 0. They are proportional to the chances of the next label. The **coder** narrows an interval, as in lesson 02. Keep it as $[a/c,(a+b)/c)$ with three whole numbers, and begin with 0, 1, 1. Python's whole numbers have no largest one. (A float loses the interval after some sixteen labels.) At the end, name a number in the interval with as few bytes as you can.
#
# You may write the two functions in another way. Other libraries are allowed.
#
# *Parts, one point each. **reads back**: all labels come back, also of a message of one label, and of one that begins with 0. **within 3.4 bits**: so many bits a label, on the mean of six messages of 800 labels as `practice` makes them. **ahead of zlib**, **well ahead of zlib**: at most 0.9, and at most 0.85, of the bytes of `zlib.compress(…, 9)` on the same messages.*


# %% key="pack"
def chances(seen):
    """Ten whole numbers above 0, proportional to the chances of the next label."""
    ### BEGIN SOLUTION
    last, found = seen[len(seen) - 4 :], [1] * 10
    for i in range(4, len(seen)):
        if seen[i - 4 : i] == last:
            found[seen[i]] += 40
    return found
    ### END SOLUTION


def pack(labels):
    """Bytes that hold a list of labels from 0 to 9."""
    ### BEGIN SOLUTION
    a, b, c = 0, 1, 1
    for i, label in enumerate(labels):
        counts = chances(labels[:i])
        a, c = a * sum(counts) + b * sum(counts[:label]), c * sum(counts)
        b *= counts[label]
    size = 0
    while (number := -((-a << 8 * size) // c)) * c >= (a + b) << 8 * size:
        size += 1
    return number.to_bytes(size, "big")
    ### END SOLUTION


def unpack(data, n):
    """The list of n labels that these bytes hold."""
    ### BEGIN SOLUTION
    number, size = int.from_bytes(data, "big"), len(data)
    seen, a, b, c = [], 0, 1, 1
    while len(seen) < n:
        counts, label = chances(seen), 0
        a, c = a * sum(counts), c * sum(counts)
        while number * c >= (a + b * counts[label]) << 8 * size:
            a, label = a + b * counts[label], label + 1
        seen, b = [*seen, label], b * counts[label]
    return seen
    ### END SOLUTION


def round_trip(labels):
    """What comes back of some labels; leave this as it is."""
    back = unpack(pack([*labels]), len(labels))
    return ... if back is None else back


# %% key="pack-test" points=4
pi = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]
xent.example("a6_capstone.round_trip", round_trip, (tuple(pi),), pi)

# %% [markdown] key="audit-story"
# ## B. A report that is too good
#
# Ravi reports on a classifier of digits. He trained a softmax regression on 400 images. Others are for validation, and the last ones for the test. He divides the logits by a temperature (lesson 12), which he chooses among five. Here is his program:


# %% key="ravi"
def ravi(z_val, y_val, z_test, y_test, temperatures):
    """Loss in bits per test image, at the temperature that validation chooses."""

    def loss(z, y):
        p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        cost = -np.log(np.clip(p.max(axis=1), 1e-7, 1))
        batches = np.split(cost, range(4, len(y), 4))
        return np.mean([batch.mean() for batch in batches])

    assert len(z_val) == len(y_val)
    assert len(z_test) == len(y_test)
    losses = [loss(z_test / t, y_test) for t in temperatures]
    return loss(z_test / temperatures[np.argmin(losses)], y_test)


# %% key="ravi-report"
digits = xent.data.digits()
x, y, weights = digits.images.reshape(-1, 64) / 16, digits.labels, np.zeros((64, 10))
for _ in range(2000):
    weights -= 5 * x[:400].T @ xent.softmax_cross_entropy_grad(y[:400], x[:400] @ weights) / 400
z_val, z_test = np.split(x[900:] @ weights, [400])
y_val, y_test = np.split(y[900:], [400])
told = ravi(z_val, y_val, z_test, y_test, np.array([0.3, 0.6, 1.0, 2.0, 5.0]))
errors = int((z_test.argmax(1) != y_test).sum())
print(f"{errors} errors on {len(y_test)} test images, {told:.3f} bits per test image")

# %% [markdown] key="bounds-asked"
# ### 2 Can it be true? (2 points)
#
# You do not have to read the program to know that something is wrong. A classifier calls the class with the largest probability; an image is an **error** if that is not its label. (No two classes of an image have the same probability. But two may be as near as you like.) Each error has a price below which it cannot fall. And if the program holds each probability at `least` or above, no image can cost more than a certain price.
#
# Derive both bounds with a pencil. `bounds` gets the number of errors, of images and of classes, and `least`, a number below 1/classes. Return the lowest and the highest mean loss that such a report can have, in bits per image. (The lowest may be a bound that is approached and never reached. Ignore that the probabilities no longer sum to 1 after the program has raised some to `least`.)
#
# *Parts: reports with errors; reports without an error.*


# %% key="bounds"
def bounds(errors, n, classes, least):
    """Lowest and highest mean loss, (2,), in bits per image."""
    ### BEGIN SOLUTION
    share = errors / n
    return np.array([share, (1 - share) * np.log2(classes) - share * np.log2(least)])
    ### END SOLUTION


# %% key="bounds-test" points=2
xent.example("a6_capstone.bounds", bounds, (2, 8, 4, 0.001), [0.25, 3.99145])

# %% [markdown] key="audited-asked"
# ### 3 Mend it (3 points)
#
# Ravi's program runs, and it has five faults. Some hide others. (A sixth comes to light when they are mended: one logit is too large for `exp`.) Write `audited`: it takes the same arguments, and returns the number that the docstring of Ravi's program promises. `z_val` (m, K) and `z_test` (n, K) are logits, `y_val` (m,) and `y_test` (n,) are class ids, and `temperatures` (T,) are above 0. Return one number, in bits per test image.
#
# *Parts: whole batches; a short last batch; a sure mistake.*


# %% key="audited"
def audited(z_val, y_val, z_test, y_test, temperatures):
    """Loss in bits per test image, at the temperature that validation chooses."""
    ### BEGIN SOLUTION

    def loss(z, y):
        shifted = z - z.max(axis=1, keepdims=True)
        own = shifted[np.arange(len(y)), y]
        return np.mean(np.log(np.exp(shifted).sum(axis=1)) - own) / np.log(2)

    best = min(temperatures, key=lambda t: loss(z_val / t, y_val))
    return loss(z_test / best, y_test)
    ### END SOLUTION


# %% key="audited-test" points=3
val, test = [[2.0, 0.0], [0.0, 1.0], [1.5, 0.0]], [[0.5, 0.0], [0.0, 2.0], [3.0, 0.0]]
images = (val, [0, 1, 1], test, [0, 1, 0], [1.0, 2.0])
xent.example("a6_capstone.audited", audited, images, 0.524496)

# %% [markdown] key="lamps-story"
# ## C. Lamps that still burn
#
# Amara sells lamps for bicycles, and follows what becomes of them. Each month a customer says whether the lamp still burns. Some lamps die. Others still burn when the study ends, or when their owner stops to answer. How long a lamp lives that has not died, nobody knows. Here are sixteen of her lamps:

# %% key="lamps-picture"
first = rng.random((16, 24)) < 0.06
died = first.any(1) & (first.argmax(1) < (end := 4 + (20 * rng.random(16)).astype(int)))
months = np.where(died, first.argmax(1) + 1, end)
fig, ax = plt.subplots()
ax.hlines(np.arange(16), 0, months, lw=2, color="C0")
for state, mark in ((True, "X"), (False, ">")):
    name = "died" if state else "still burned"
    ax.plot(months[died == state], np.flatnonzero(died == state), mark, ls="", ms=8, label=name)
ax.set(xlabel="month", ylabel="lamp", ylim=(-0.7, 15.7), xlim=(0, 26))
ax.set_title(f"{(~died).sum()} of 16 lamps still burned when last seen", loc="left")
ax.legend(loc="lower right")
xent.show(fig, f"{died.sum()} lamps died, after {months[died].mean():.1f} months on average.")

# %% [markdown] key="lamps-trap"
# Two easy ways are wrong. Leave out the lamps that still burn, and all lamps seem to die young: you have left out the ones that last. Count them as dead, and they seem to have died in a month in which they lived.
#
# Use the recipe of lesson 03: the loss is the surprise of what was seen. A model gives each lamp $T$ logits. $\sigma(z_s)$ is the chance that a lamp which still burns at the start of month $s$ dies in this month. `months` says in which month, from 1 to $T$, a lamp was seen last, and `died` is 1 if it died in that month. If `died` is 0, it survived that month, and nobody looked any more.

# %% [markdown] key="lamp-loss-asked"
# ### 4 The price of a life (3 points)
#
# Derive the loss of each lamp, in nats. `months` (n,) and `died` (n,) are whole numbers, `z` (n, T) are logits. Return n numbers. A logit may be very large.
#
# *Parts: lamps that died; lamps that still burn; sure forecasts.*


# %% key="lamp-loss"
def lamp_loss(months, died, z):
    """Surprise in nats of what was seen of each lamp, (n,)."""
    ### BEGIN SOLUTION
    rows, survived = np.arange(len(z)), np.logaddexp(0, z).cumsum(axis=1)
    return survived[rows, months - 1] - died * z[rows, months - 1]
    ### END SOLUTION


# %% key="lamp-loss-test" points=3
lamps = [2, 3], [1, 0], [[0.0, 1.0, 5.0], [-1.0, 0.0, 1.0]]
xent.example("a6_capstone.lamp_loss", lamp_loss, lamps, [1.006409, 2.319671])

# %% [markdown] key="lamp-slope-asked"
# ### 5 Its slope (2 points)
#
# To train a model, you need the slope of each lamp's loss in its own logits. Return an array of the shape of `z`.
#
# *Parts: ordinary logits; sure forecasts.*


# %% key="lamp-slope"
def lamp_slope(months, died, z):
    """d loss / d z of each lamp, (n, T)."""
    ### BEGIN SOLUTION
    month = np.arange(1, z.shape[1] + 1)
    ended = (month == months[:, None]) & (died[:, None] == 1)
    return np.where(month <= months[:, None], np.exp(-np.logaddexp(0, -z)), 0) - ended
    ### END SOLUTION


# %% key="lamp-slope-test" points=2
lamps = [2, 3], [1, 0], [[0.0, 1.0, 5.0], [-1.0, 0.0, 1.0]]
slopes = [[0.5, -0.268941, 0.0], [0.268941, 0.5, 0.731059]]
xent.example("a6_capstone.lamp_slope", lamp_slope, lamps, slopes)

# %% [markdown] key="hazard-asked"
# ### 6 One number for the whole shop (1 point)
#
# The cell "parameters" says how many lamps Amara sold, how many of them died while somebody looked, and for how many months all lamps together were watched. (The month in which a lamp died is one of them.) Suppose that the chance to die is the same in each month, for each lamp that still burns. Which chance makes the mean loss smallest? Give a probability.

# %% key="parameters"
sold = 410
deaths = 111
watched = 3235

# %% key="hazard"
hazard = ...
### BEGIN SOLUTION
hazard = deaths / watched
### END SOLUTION

# %% key="hazard-test" points=1
xent.example("a6_capstone.hazard", hazard)

# %% [markdown] key="report-asked" story="400"
# ## The report
#
# ### 7 Choose one job (5 points)
#
# Choose A, B or C. Ask a question that the job leaves open, write down what you expect, and find out with an experiment of your own. Here are some questions; a better one of your own is welcome.
#
# - **A** How many of the last labels should the model compare (its context), and how does that depend on the length of the message? What does a slip cost? What would your file cost if the receiver knew the form?
# - **B** Which of the five faults moves the number most? In which direction? Is there an order of mending in which the number gets worse on the way?
# - **C** How far off is the chance of dying, if the lamps that still burn are left out, or counted as dead? Does it help to watch for longer, or to sell more lamps?
#
# Write at most 400 words, with one table or one picture. What stands after that is not read. Its code stands in the cell below, and runs.
#
# **Rubric.** One point for each:
#
# 1. The question is clear (half), and a number that was expected *before* the experiment is given with a reason (half).
# 2. The experiment answers the question: one thing is changed and the rest is kept (half), and chance is taken into account: several seeds, and an error of the difference that the conclusion rests on (half).
# 3. The result is read correctly, with units (half), from a table or a picture that can be understood alone (half). What lies within its error is not called better.
# 4. The reason is explained with an idea of the course that is named (half), and this reason would have told the direction of the result (half).
# 5. One limit is named: a case in which the conclusion would be different (half), and why (half).
#
# A surprise that is well explained is worth as much as an expectation that came true.

# %% key="experiment"
found = ...
### BEGIN SOLUTION
cost = np.zeros((2, 7, 10))
for size, back, seed in np.ndindex(cost.shape):
    seen, after, paid = practice(np.random.default_rng(seed), (200, 800)[size]), {}, []
    for i, label in enumerate(seen):
        row = after.setdefault(tuple(seen[max(i - back, 0) : i]), np.ones(10))
        paid.append(-np.log2(row[label] / row.sum()))
        row[label] += 40
    cost[size, back, seed] = np.mean(paid)
found, apart = cost.mean(axis=2), cost - cost[:, 3:4]
gap, error = apart.mean(axis=2), apart.std(axis=2, ddof=1) / np.sqrt(10)
print("labels  looking back  bits a label  more than looking 3 back, with its error")
for size, back in np.ndindex(found.shape):
    print(f"{(200, 800)[size]:6}{back:14}{found[size, back]:14.2f}", end="")
    print(f"{gap[size, back]:15.3f} ± {error[size, back]:.3f}")
### END SOLUTION

# %% [markdown] key="report" points=5
# **Job A. How far should the model look back?** I expected 3 labels for a message of 800 labels, and 2 for one of 200. The form has 110 digits. Two labels make 100 contexts, so a context comes about once in a form, but often twice. Three make 1000, so nearly all contexts of a form are different. In 200 labels few contexts come back at all.
#
# I made ten messages of each length. Only the number of labels that the model looks back at changes. A context adds 40 for each label that came, and 1 for each label from 0 to 9. The table has the mean cost, and how much it is above that of three labels: the mean of ten differences on the same messages, with its standard error.
#
# With 800 labels, looking back at nothing costs more than ten equal digits. The cost falls steeply up to three labels, from {{ f"{found[1, 0]:.2f}" }} to {{ f"{found[1, 3]:.2f}" }} bits. Four cost {{ f"{-gap[1, 4]:.3f}" }} ± {{ f"{error[1, 4]:.3f}" }} less: these messages cannot tell three from four. Six cost {{ f"{gap[1, 6]:.2f}" }} ± {{ f"{error[1, 6]:.2f}" }} more. So three are enough, as I expected. With 200 labels I was wrong: two cost {{ f"{gap[0, 2]:.2f}" }} ± {{ f"{error[0, 2]:.2f}" }} more than three, and three and four cannot be told apart there, either. I had not seen two things. A context that never came gives ten equal counts, so looking far back costs nothing on the first copy of the form. And a context of one or two labels is often met by coincidence; then the 40 trusts a label that does not come. So one label, with {{ f"{found[0, 1]:.1f}" }} bits, is worse than none.
#
# A long context loses only after a slip: it must see as many right labels as it looks back at, until it knows the place again. With one slip in fifty labels that is a small price. The first copy costs about 3.3 bits a label whatever the model, and 110 of 200 labels belong to it. So the short messages cannot cost less than 110/200 of that, 1.8 bits.
#
# **Limit.** With a slip in every five labels, a context of four would hardly ever be whole. Then I expect fewer labels to be better.

# %% [markdown] key="hand-in"
# ## Hand in
#
# Choose *Kernel → Restart Kernel and Run All Cells*. Look whether each example says what you expect, and save. Hand in this file, `a6_capstone.ipynb`, under its own name.
