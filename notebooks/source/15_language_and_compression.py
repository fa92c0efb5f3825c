# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Language and compression
#
# Is your model a zip program?
#
# **Goals**
#
# - Split the surprise of a text into the surprises of its symbols.
# - Build models that count, and find how many letters they should see.
# - Turn a model into a file as long as its loss, and read it back.
# - Compute a perplexity that does not depend on padding, batches or tokens.
# - Train an LSTM, and write new names at a temperature.
#
# **Needs** [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb), [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import bz2
import re
from collections import Counter, defaultdict

import matplotlib.pyplot as plt
import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

import xentlib as xent

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(15)

# %% key="names"
names = xent.data.colour_names()
order = np.argsort(rng.random(len(names)))
test, train = ([names[i] for i in sorted(part)] for part in np.split(order, [190]))
symbols = "\n" + "".join(sorted({*"".join(names)}))  # a newline ends each name
K = len(symbols)
print(f"{len(train)} names to learn from, {len(test)} to test with, {K} symbols")

# %% [markdown] key="next-ask"
# ## What comes next?
#
# These are the colour names of lesson 01. One of the test names begins with `dull b`. Which letter follows?

# %% key="next-forecast"
xent.predict("language.next_letter", {"e": 0.25, "l": 0.25, "r": 0.25, "u": 0.25})

# %% key="next"
begun = [name for name in test if name.startswith("dull b")]
xent.reveal("language.next_letter", begun[0][6])

# %% [markdown] key="chain-rule"
# The name is `{{ begun[0] }}`. ({{ " and ".join(f"`{n}`" for n in train if n.startswith("dull b")) }} is a training name.) You just did what a **language model** does: it forecasts the next symbol from the symbols before it, its **context**. A name $y_1\dots y_n$, with its newline as $y_n$, has the probability
#
# $$q(y_1\dots y_n)=q(y_1)\,q(y_2|y_1)\cdots q(y_n|y_1\dots y_{n-1}).$$
#
# Take $-\log_2$, and the surprise of the name is the sum of the surprises of its symbols. So the loss of a language model is the softmax cross-entropy of lesson 05, with a class for each symbol.
#
# Each forecast is made after the *true* symbols, and not after the model's own guesses. That is **teacher forcing**. The chain rule asks for it.
#
# ## Count what follows
#
# The shortest language model counts what follows each context. But a new name will show what never came before, and a share of 0 costs infinity. So you add something to each count.
#
# ### Exercise: counts to shares
#
# `counts` (contexts, K) says how often each symbol followed each context. Imagine that each symbol followed each context `extra` more times. Return the shares of the next symbol, a row for each context.


# %% key="smoothing"
def shares(counts, extra):
    """Shares (contexts, K) of the next symbol, from counts (contexts, K) and extra > 0."""
    ### BEGIN SOLUTION
    return (counts + extra) / (counts + extra).sum(-1, keepdims=True)
    ### END SOLUTION


xent.check("language.smoothing", shares)


# %% key="count"
def context(prefix, m):
    """The last m symbols of the name that is being written; newlines stand before it."""
    name = "\n" * m + prefix.rpartition("\n")[2]
    return name[len(name) - m :]


def count(lines, m):
    tables = defaultdict(lambda: np.zeros(K, int))
    for line in lines:
        for i, symbol in enumerate(line + "\n"):
            tables[context(line[:i], m)][symbols.index(symbol)] += 1
    return tables


# %% [markdown] key="count-ask" story="0.1"
# The extra count is 0.1. `counted` returns all counts in tenths, which are whole numbers: only their shares matter.


# %% key="counted"
followed = [count(train, m) for m in range(7)]


def counted(m):
    return lambda prefix: 10 * followed[m].get(context(prefix, m), 0) + np.ones(K, int)


def bits(lines, model, seen=None):
    """Surprise in bits of each symbol of the lines, after the symbols before it (of `seen`)."""
    both = zip(lines, seen or lines)
    pairs = [(s, own[:i]) for line, own in both for i, s in enumerate(line + "\n")]
    came = [model(prefix)[symbols.index(s)] / model(prefix).sum() for s, prefix in pairs]
    return -np.log2(came)


# %% [markdown] key="order-ask"
# A model that knows nothing pays $\log_2K$ bits a symbol, here {{ f"{np.log2(K):.2f}" }}. How many letters should the model see, to make the *test* names cheapest?

# %% key="order-forecast"
xent.predict("language.order", {"1": 0.25, "2": 0.25, "3": 0.25, "5": 0.25})

# %% key="order"
seen = range(7)
lists = {"test names": test, "training names": train}
paid = {n: [bits(lines, counted(m)).mean() for m in seen] for n, lines in lists.items()}
best = int(np.argmin(paid["test names"]))
xent.reveal("language.order", str(best))

# %% key="order-picture"
ax = xent.plots.plot_curves(seen, paid, xlabel="letters seen m", ylim=(0, 5))
ax.lines[1].set_linestyle("--")
ax.legend()
ax.set_ylabel("cross-entropy (bits a symbol)")
ax.set_title(f"New names are cheapest with {best} letters seen", loc="left")
said = " / ".join(f"{cost:.2f}" for cost in paid["test names"])
xent.show(ax.figure, f"Test names cost {said} bits a symbol with 0 to 6 letters seen.")

# %% [markdown] key="order-read" story="0.1"
# With 6 letters seen, {{ f"{np.mean([context(line[:i], 6) not in followed[6] for line in test for i in range(len(line) + 1)]):.0%}" }} of the symbols in test names follow a context that was never met. There the model knows nothing again. Where a context came once, the {{ K }} extra counts of 0.1 outweigh the one that came. So even the training names get dearer. (With 1 in place of 0.1, 2 letters are best.)
#
# Walk through some names; the model counts all others. Which letters stay dear, whatever it sees?

# %% key="surprise-explorer"
xent.explorers.explore_surprise()

# %% [markdown] key="mixed-ask"
# With 3 letters seen, first letters of words still cost nearly 4 bits: they choose the word. The rest costs less than 2.
#
# Where a context is rare, ask a shorter one. Let $s$ be the mixed shares after the context without its first letter (without any, all are equal). Imagine that $b$ more symbols came, in these shares (MacKay and Peto, 1995). If a context with the counts $n_k$ came $n$ times,
#
# $$q_k=\frac{n_k+b\,s_k}{n+b}.$$
#
# A context that never came ($n=0$) believes $s$; a frequent one believes its own counts. On training names that we held out, $b=8$ and 5 letters are about the best.


# %% key="mixed"
def mixed(prefix, m=5, b=8):
    p = np.full(K, 1 / K)
    for k in range(m + 1):
        n_k = followed[k].get(context(prefix, k), np.zeros(K))
        p = (n_k + b * p) / (n_k.sum() + b)
    return p


zipped = [len(bz2.compress("\n".join(some).encode())) for some in (test, train, train + test)]
print("bz2 packs test names, training names, all names into", *zipped, "bytes")


# %% [markdown] key="zip-ask"
# ## The file
#
# The test names have {{ sum(map(len, test)) + len(test) }} symbols with the newlines. `bz2` packs them into {{ zipped[0] }} bytes. How many bytes will a coder need that takes its shares from `mixed`?

# %% key="zip-forecast"
xent.predict("language.zip", {"200": 0.25, "350": 0.25, "530": 0.25, "800": 0.25})


# %% key="zip"
def coder(model):
    """The model as a function of symbol ids, which is what the coder knows."""
    return lambda prefix: model("".join(symbols[i] for i in prefix[-30:]))  # a whole name


# %% key="models"
message = np.array([symbols.index(s) for line in test for s in line + "\n"])
models = {"uniform": lambda _: np.ones(K, int)}
models |= {f"{m} seen": counted(m) for m in range(4)} | {"mixed": mixed}
costs = {name: bits(test, model) for name, model in models.items()}

# %% key="zip-table"
files = {name: xent.encode(message, coder(model)) for name, model in models.items()}
for name, data in files.items():
    back, owed = xent.decode(data, coder(models[name]), len(message)), costs[name].sum() / 8
    same = np.array_equal(back, message)
    print(f"{name:7} n CE / 8 = {owed:7.2f}, file {len(data):4} bytes, read back right: {same}")
nearest = min((200, 350, 530, 800), key=lambda size: abs(size - len(files["mixed"])))
xent.reveal("language.zip", str(nearest))

# %% [markdown] key="zip-read" story="0.1 0.2"
# Every file is as long as the total loss, rounded up to whole bytes, and gives all names back. **The loss is the length of the file**: training a language model is writing a zip program. The receiver runs the same model on what he has read, and so knows the shares.
#
# Is the comparison fair? `bz2` needs no model. Our receiver must have `mixed`, which learnt from other names; else the file must hold it, too. Let `bz2` see these names: it needs {{ zipped[2] - zipped[1] }} bytes more for all names than for the training names alone.
#
# ### Break it: another model
#
# The receiver's model adds 0.2 to each count, where the sender's adds 0.1 (one more tenth):

# %% key="break"
other = coder(lambda prefix: counted(3)(prefix) + 1)
wrong = xent.decode(files["3 seen"], other, len(message))
print(repr("".join(symbols[i] for i in wrong[:50])))

# %% [markdown] key="fix-ask"
# No error: nearly all bytes say something under every model. The fix: `compress` puts the number of symbols and checksums before the coded bits, and `decompress` looks at them:

# %% key="fix"
model, file = coder(counted(3)), xent.compress(message, coder(counted(3)))
trials = {"other model": (file, other), "cut": (file[:99], model)}
trials["one byte changed"] = file[:60] + b"?" + file[61:], model
for name, (data, believed) in trials.items():
    try:
        xent.decompress(data, believed)
    except ValueError as error:
        print(f"{name}: {error}")

# %% [markdown] key="game-ask" story="1951"
# ## Shannon's game
#
# In 1951 Shannon let people guess a text letter by letter, and counted guesses. Let a model play.
#
# ### Exercise: how many guesses?
#
# Guess the most probable symbol first, then the next one, until you are right. `p` (n, K) are forecasts, each without two equal numbers, `y` (n,) the ids that came. Return the number of guesses for each symbol.


# %% key="guesses"
def guesses(p, y):
    """Number of guesses (n,), from 1 on."""
    ### BEGIN SOLUTION
    return 1 + (p > p[np.arange(len(y)), y][:, None]).sum(1)
    ### END SOLUTION


xent.check("language.guesses", guesses)

# %% key="game-picture"
forecasts = np.array([mixed(line[:i]) for line in test for i in range(len(line) + 1)])
needed = np.argsort(np.argsort(-forecasts, kind="stable"))[range(len(message)), message]
share = np.bincount(needed, minlength=K) / len(message)
fig, ax = plt.subplots()
ax.bar(np.arange(1, K + 1), share)
ax.set(xlabel="guesses needed", ylabel="share of the symbols", xticks=[1, 5, 10, 15, 20, 25, 30])
ax.set_title(f"The first guess is right for {share[0]:.0%} of the symbols", loc="left")
xent.show(fig, f"The entropy of these shares is {xent.entropy(share, base=2):.2f} bits.")

# %% [markdown] key="game-read"
# Somebody with the same model can play the numbers of guesses back. So a code for them is a code for the text. With one table of shares for all places it costs {{ f"{xent.entropy(share, base=2):.2f}" }} bits a symbol, and the model's own shares cost {{ f"{costs['mixed'].mean():.2f}" }}, because they also say *how* sure it is. So Cover and King (1978) let people bet: see *A bookmaker*.
#
# ## Perplexity, right and wrong
#
# **Perplexity** is $2^{\text{bits}}$, or $e^{\text{nats}}$: a choice among so many equally probable symbols costs the same. A mean of {{ f"{costs['mixed'].mean():.2f}" }} bits is a perplexity of {{ f"{2 ** costs['mixed'].mean():.2f}" }}.
#
# A tool takes the mean of the names' perplexities. Is that too much or too little?

# %% key="perplexity-forecast"
xent.predict("language.perplexity", {"too much": 0.5, "too little": 0.5})

# %% key="perplexities"
each = np.split(costs["mixed"], np.flatnonzero(message == 0)[:-1] + 1)
right, tool = 2 ** costs["mixed"].mean(), np.mean([2 ** row.mean() for row in each])
print(f"perplexity {right:.2f}, mean of the names' perplexities {tool:.2f}")
xent.reveal("language.perplexity", "too much" if tool > right else "too little")

# %% [markdown] key="perplexity-read"
# The exponential is convex: by Jensen, the mean of exponentials is at least the exponential of the mean. A mean weighted by length is too much, here {{ f"{np.average([2 ** row.mean() for row in each], weights=[*map(len, each)]):.2f}" }}. The tool also counts short names, which are dear, as much as long ones. (Where short texts are cheap, its mean may be too little.)
#
# Texts of unequal length are **padded** to one shape. A **mask** is 1 at real symbols and 0 at padding. A colleague has the losses of two names in nats, and a mask:


# %% key="colleague"
def colleague(losses, mask):
    return np.exp((losses * mask).mean(axis=1)).mean()


losses = np.array([[1.0, 2.0, 3.0, 0.0], [0.5, 4.0, 4.0, 4.0]])
mask = np.array([[1, 1, 1, 1], [1, 0, 0, 0]])
print(f"perplexity {colleague(losses, mask):.2f}")

# %% [markdown] key="colleague-ask"
# ### Exercise: mend it
#
# Find his two faults, and return the perplexity per symbol of all texts together.


# %% key="perplexity"
def perplexity(losses, mask):
    """Perplexity per real symbol, from losses (n, places) in nats and mask (n, places)."""
    ### BEGIN SOLUTION
    return np.exp((losses * mask).sum() / mask.sum())
    ### END SOLUTION


xent.check("language.perplexity", perplexity)

# %% [markdown] key="token-ask"
# Models often cut text into **tokens** that are longer than characters. Then the perplexities of two tokenisers cannot be compared. But the bits of all tokens add up, and the characters of a text are the same for both.
#
# ### Exercise: per character
#
# A model has the `perplexity` per token. It cuts a text of so many `characters` into so many `tokens`. Derive its bits per character.


# %% key="bits-per-character"
def bits_per_character(perplexity, tokens, characters):
    """Bits per character of a model that forecasts tokens."""
    ### BEGIN SOLUTION
    return tokens * np.log2(perplexity) / characters
    ### END SOLUTION


xent.check("language.bits_per_character", bits_per_character)

# %% [markdown] key="networks-ask" tags=["keras"]
# ## A network on the same names
#
# A network reads all symbols up to a place, and forecasts the next one. The targets are the symbols; the inputs are the same, shifted by one place: at each place it sees the *true* symbol before. `-1` marks padding, and `ignore_class` is the mask: the mean is over the real symbols.

# %% key="padded" tags=["keras"]
training, keras, most = xent.training, xent.training.keras, 1 + max(map(len, names))
layers = keras.layers


def padded(lines):
    ids = [[symbols.index(s) for s in line + "\n"] for line in lines]
    y = np.array([row + [-1] * (most - len(row)) for row in ids])
    return np.pad(np.maximum(y[:, :-1], 0), ((0, 0), (1, 0))), y


# %% [markdown] key="lstm-ask" tags=["keras"]
# An **LSTM** reads symbol by symbol, and carries numbers along as its memory. Gates, which are sigmoids, decide what goes in and out (Hochreiter and Schmidhuber, 1997), and what it forgets (Gers et al., 2000). It is an architecture, and its targets, the next symbols, make it a language model. A table of counts is a language model, too. `Embedding` holds a row of trained numbers for each symbol, and the outputs are logits.


# %% key="networks" tags=["keras"]
def lstm(x):
    h = layers.LSTM(64, return_sequences=True)(layers.Embedding(K, 16)(x))
    return layers.Dense(K)(layers.Dropout(0.2)(h))


# %% key="networks-fit" tags=["keras"]
def train_network(body, steps, rate, batch):
    training.set_seed(0)
    x, y = padded(train)
    passes = np.random.default_rng(0).random((1 + steps * batch // len(x), len(x)))
    rows = np.argsort(passes).ravel()[: steps * batch]
    tokens = keras.Input((most,), dtype="int32")
    net, loss = keras.Model(tokens, body(tokens)), keras.losses.SparseCategoricalCrossentropy
    adam, per_symbol = keras.optimizers.Adam(rate), loss(from_logits=True, ignore_class=-1)
    net.compile(adam, per_symbol, steps_per_execution=50, jit_compile=False)
    net.fit(x[rows], y[rows], batch_size=batch, shuffle=False, verbose=0)
    x, y = padded(test)
    return xent.softmax(net(x).numpy().astype(float))[y >= 0]


# %% key="networks-table" tags=["keras"]
def report(name, table):
    costs[name] = -np.log2(table[np.arange(len(message)), message])
    data, owed = xent.encode(message, table), costs[name].sum() / 8
    same = np.array_equal(xent.decode(data, table, len(message)), message)
    print(f"{name}: at most 2 bytes above n CE / 8: {len(data) - owed <= 2}, read right: {same}")


# %% key="lstm-run" tags=["keras"]
report("LSTM", train_network(lstm, 300, 0.01, batch=32))

# %% [markdown] key="networks-read" tags=["keras"]
# The LSTM pays {{ f"{costs['LSTM'].mean():.1f}" }} bits a symbol (with each of five seeds), and is a zip program, too. (Both sides read one table here. A network's last digits depend on the processor, so both need the same machine; whole counts don't have this problem.) With so few names, a good table of counts is about as good.

# %% [markdown] key="write-ask"
# ## Write at a temperature
#
# Draw a symbol from the forecast, append it, forecast again: the model writes. A **temperature** $T$ divides the logits before the softmax (lessons 05 and 12).
#
# ### Exercise: draw at a temperature
#
# A uniform number falls on the stretch of one symbol; the stretches lie in the order of the ids.


# %% key="next-symbol"
def next_symbol(p, temperature, u):
    """Ids (m,) of the symbols on which u (m,) falls, for forecasts p (K,) at a temperature."""
    ### BEGIN SOLUTION
    w = p ** (1 / temperature)
    return np.searchsorted(np.cumsum(w)[:-1] / w.sum(), u, side="right")
    ### END SOLUTION


xent.check("language.next_symbol", next_symbol)


# %% key="write"
def write(temperature, rng, model=mixed):
    name = ""
    while not name.endswith("\n") and len(name) < 40:
        w = model(name) ** (1 / temperature)
        name += symbols[np.searchsorted(np.cumsum(w)[:-1] / w.sum(), rng.random(), side="right")]
    return name.removesuffix("\n")


# %% key="written"
for temperature in (0.25, 1.0, 2.0):
    print(temperature, [write(temperature, rng) for _ in range(4)])

# %% key="write-picture"
heats = np.array([0.25, 0.5, 0.75, 1, 1.25, 1.5, 2])
own = [bits([write(heat, rng) for _ in range(100)], mixed).mean() for heat in heats]
curves = {"what the model writes": own, "true test names": np.full(7, costs["mixed"].mean())}
ax = xent.plots.plot_curves(heats, curves, xlabel="temperature T")
ax.lines[1].set_linestyle("--")
ax.legend()
ax.set_ylabel("cost at T = 1 (bits a symbol)")
ax.set_title("At T = 1 its own names cost the model less", loc="left")
xent.show(ax.figure, f"At T = 1 its own names cost {own[3]:.2f} bits, at T = 2 {own[-1]:.2f}.")

# %% [markdown] key="write-read"
# At a low temperature the model repeats what is common. At a high one it writes what it holds improbable. At $T=1$ it writes by its own belief $q$, and pays $H(q)$. Names from the truth $p$ cost it $H(p,q)$. Either may be larger: with 3 letters seen, a model's own names cost twice as much as true ones, since it draws at random after unknown contexts.
#
# ### What a generated text is not scored by
#
# A common mistake: "in training, the loss compares generated text with the target". The model with 3 letters writes nine names, to have letters enough; charge it for the *true* symbol at each place. What does a symbol cost? (After the true letters it costs {{ f"{costs['3 seen'].mean():.1f}" }} bits.)

# %% key="own-forecast"
xent.predict("language.own_prefix", {"2": 0.25, "3": 0.25, "4": 0.25, "6": 0.25})

# %% key="own-prefix"
own = ["\n".join(write(1, rng, counted(3)) for _ in range(9)) for _ in test]
free = bits(test, counted(3), seen=own).mean()
print(f"{free:.1f} bits a symbol, knowing nothing {np.log2(K):.1f}")
xent.reveal("language.own_prefix", str(min((2, 3, 4, 6), key=lambda k: abs(k - free))))

# %% [markdown] key="own-read"
# Wrong letters before a symbol cost more than knowing nothing. (`mixed` is surer, and pays about 10 bits.) The chain rule asks for true letters, so the loss is computed under teacher forcing, in training and in tests. Generated texts are judged by people, or by what they share with reference texts.
#
# ## A bookmaker
#
# A bookmaker pays {{ K }} coins for each coin on the next symbol, if it comes; your stake is among them. Bet your whole wealth, and split it by your forecast $q$. (By Gibbs, lesson 02, no split beats the true shares on average.) After each symbol your wealth is multiplied by $Kq_y$, so its $\log_2$ grows by $\log_2K$ less the loss in bits (Kelly, 1956). You win what your file saves: after all test names, `mixed` has made $2^w$ coins of one, with $w$ = {{ f"{len(message) * np.log2(K) - costs['mixed'].sum():.0f}" }}. A model that gives a symbol no chance loses all when it comes.

# %% [markdown] key="kelly-ask"
# ### Exercise: one bet
#
# You win with probability $p$. Then you get $b$ coins for each coin staked, and the stake back *as well*. Otherwise the stake is lost. You bet often. Derive the share of your wealth that makes the mean logarithm of wealth grow fastest; `p` and `b` may be arrays.


# %% key="kelly"
def stake(p, b):
    """Share of the wealth, from 0 to 1 (p and b: numbers or arrays)."""
    ### BEGIN SOLUTION
    return np.maximum(p - (1 - p) / b, 0)
    ### END SOLUTION


xent.check("language.kelly", stake)

# %% [markdown] key="end"
# ## What you now know
#
# 1. The surprise of a text is a sum: a softmax cross-entropy for each symbol, after the true ones.
# 2. A coder makes a file of $n\cdot\text{CE}/8$ bytes, and at most 2 more. The receiver needs the same model.
# 3. Longer contexts help until they are too rare; then ask shorter ones.
# 4. Perplexity: mask the padding, average losses over real symbols, exponentiate last. Compare models by bits per character.
# 5. Generated text does not enter the loss.

# %% key="quiz"
xent.quiz("language")

# %% [markdown]
# ### In your own words
#
# A friend says: "My model has the perplexity 12, yours has 20, so mine is better." Which three questions do you ask?
#
# ### Transfer
#
# Take a text in your own language, as a list of lines. Make `symbols` and `K` from all of it, and `followed` from its first half. Then pack the second half with `mixed`. Compare bits per character and bits per byte.
#
# ## What next
#
# And when the target is a number? See [16 Other likelihoods](16_other_likelihoods.ipynb).
#
# ## References
#
# - Shannon, C. E. (1951). Prediction and entropy of printed English. *Bell System Technical Journal* 30, 50–64. [doi:10.1002/j.1538-7305.1951.tb01366.x](https://doi.org/10.1002/j.1538-7305.1951.tb01366.x)
# - Cover, T. M., King, R. C. (1978). A convergent gambling estimate of the entropy of English. *IEEE Transactions on Information Theory* 24, 413–421. [doi:10.1109/TIT.1978.1055912](https://doi.org/10.1109/TIT.1978.1055912)
# - Kelly, J. L. (1956). A new interpretation of information rate. *Bell System Technical Journal* 35, 917–926. [doi:10.1002/j.1538-7305.1956.tb03809.x](https://doi.org/10.1002/j.1538-7305.1956.tb03809.x)
# - MacKay, D. J. C., Peto, L. C. B. (1995). A hierarchical Dirichlet language model. *Natural Language Engineering* 1, 289–308. [doi:10.1017/S1351324900000218](https://doi.org/10.1017/S1351324900000218)
# - Hochreiter, S., Schmidhuber, J. (1997). Long short-term memory. *Neural Computation* 9, 1735–1780. [doi:10.1162/neco.1997.9.8.1735](https://doi.org/10.1162/neco.1997.9.8.1735)
# - Gers, F. A., Schmidhuber, J., Cummins, F. (2000). Learning to forget: continual prediction with LSTM. *Neural Computation* 12, 2451–2471. [doi:10.1162/089976600300015015](https://doi.org/10.1162/089976600300015015)
# - Vaswani, A., Shazeer, N., Parmar, N., Uszkoreit, J., Jones, L., Gomez, A. N., Kaiser, Ł., Polosukhin, I. (2017). Attention is all you need. *NeurIPS*. [arXiv:1706.03762](https://arxiv.org/abs/1706.03762)

# %% [markdown]
# ## Going further

# %% [markdown] key="transformer-ask" tags=["keras"]
# ### A Transformer
#
# A **Transformer** looks at all places at once (Vaswani et al., 2017). **Attention** gives each place a mean over the places up to it, with softmax weights that depend on what stands there. A *causal* mask hides the future. Attention alone does not know the order, so each position gets a vector of its own. Two additions, around the attention and around a small network, keep what came in (residual paths, lesson 08). Here is one such block:


# %% key="transformer" tags=["keras"]
def transformer(x, d=64):
    place = layers.Embedding(most, d)(keras.ops.arange(most))
    h = layers.Embedding(K, d)(x) + place
    a = layers.LayerNormalization()(h)
    h = h + layers.Dropout(0.2)(layers.MultiHeadAttention(4, 16)(a, a, use_causal_mask=True))
    f = layers.Dense(128, "relu")(layers.LayerNormalization()(h))
    return layers.Dense(K)(layers.LayerNormalization()(h + layers.Dense(d)(f)))


# %% key="transformer-run" tags=["keras"]
report("Transformer", train_network(transformer, 150, 0.004, batch=64))

# %% key="networks-picture" tags=["keras"]
heights = {name: row.mean() for name, row in costs.items()}
fig, ax = plt.subplots()
ax.barh([*heights][::-1], [*heights.values()][::-1], color=["C1"] * 2 + ["C0"] * 6)
for bar in ax.patches[:2]:
    bar.set_hatch("//")
ax.set(xlabel="cross-entropy of the test names (bits a symbol)")
ax.set_title("Counts learn about as much as networks (hatched)", loc="left")
said = ", ".join(f"{name} {heights[name]:.2f}" for name in models)
under = max(heights["LSTM"], heights["Transformer"]) < 2.5
xent.show(fig, f"{said} bits; both networks stay under 2.5 bits: {under}.")

# %% [markdown] key="transformer-read" story="300 800" tags=["keras"]
# With so few names, one block does about as well as two letters seen. Train it much longer, and it learns the training names by heart: with a seed that we tried, the test loss rose between 300 and 800 steps.

# %% [markdown] key="wealth-ask"
# ### Wealth, symbol by symbol
#
# Bet on the test names with three models, of which one has nothing added to its counts:

# %% key="wealth"
with np.errstate(divide="ignore"):
    unseen = bits(test, lambda prefix: followed[1][context(prefix, 1)])  # nothing added
chances = {"mixed": costs["mixed"], "1 seen": costs["1 seen"], "1 seen, no extra": unseen}
won = {name: np.cumsum([0, *(np.log2(K) - row[:120])]) for name, row in chances.items()}
lost = 1 + int(np.argmax(np.isinf(unseen)))
won["1 seen, no extra"] = np.maximum(won["1 seen, no extra"][: lost + 1], -60)

# %% key="wealth-picture"
fig, ax = plt.subplots()
for (name, row), style in zip(won.items(), ["C0-", "C1--", "C2:"]):
    ax.plot(row, style, lw=4 if name == "1 seen, no extra" else 2, label=name)
ax.plot(lost, -60, "kX", ms=9, label="all lost", clip_on=False)
ax.set(xlabel="symbols", ylabel="log₂ of the wealth (bits)", ylim=(-60, 420))
ax.set_title("Who gives a possible symbol no chance loses all", loc="left")
ax.legend()
said = f"After 120 symbols, mixed has 2^{won['mixed'][-1]:.0f} coins"
xent.show(fig, f"{said}; the model with no extra counts loses all at symbol {lost}.")

# %% [markdown] key="readers-ask"
# ### Three models read one name
#
# With one letter seen, most letters are dear. With three, the first letters of each word stay dear, and so does what follows a rare context. There the mixed model asks the shorter contexts.

# %% key="readers-picture"
line = "electric lime"
readers = {"1 seen": counted(1), "3 seen": counted(3), "mixed": mixed}
rows = {name: bits([line], model) for name, model in readers.items()}
ax = xent.plots.plot_text_surprise(3 * [line + "\n"], [*rows.values()])
ax.set_title("From above: 1 letter seen, 3 letters seen, and the mixed model", loc="left")
said = ", ".join(f"{name} {row.sum():.1f}" for name, row in rows.items())
xent.show(ax.figure, f"The whole name costs: {said} bits.")

# %% [markdown] key="adaptive-ask"
# ### A model that learns while it codes
#
# `count_model` begins with equal counts, and counts the symbols that are coded. The receiver counts the same symbols, so nothing has to be sent beforehand. Its answer is whole numbers, the same on each processor.

# %% key="adaptive"
for m in range(4):
    model, spent = xent.count_model(K, order=m, step=10), 0.0
    for i, symbol in enumerate(message):
        counts = model(message[:i])
        spent += np.log2(counts.sum() / counts[symbol])
    data = xent.encode(message, model)
    same = np.array_equal(xent.decode(data, model, len(message)), message)
    print(
        f"{m} seen: n CE / 8 = {spent / 8:7.2f}, file {len(data):4} bytes, read back right: {same}"
    )

# %% [markdown] key="adaptive-read" story="000 854"
# The best of them makes a smaller file than `bz2` did with these names alone. (Python's `zlib` makes one of 854 bytes.)
#
# ### Which library is this from?
#
# Now a whole text has one label. The first sentences in the documentation of four libraries are the texts; the library is the class. A **bag of words** is a text's row of zeros and ones: which words of a **vocabulary** does it contain? Multinomial logistic regression (lesson 05) does the rest. The vocabulary is *capped*: it holds the most frequent words of the training texts. (To cap at 25,000 words, as tutorials do, would change nothing here.)

# %% key="docstrings" tags=["installed"]
docs = xent.data.docstring_sections()
kinds = sorted({*docs.libraries})
y_doc = np.array([kinds.index(library) for library in docs.libraries])
held, learnt = np.split(np.argsort(rng.random(len(y_doc))), [800])
prior = xent.class_counts(y_doc[held], 4) / 800
print(f"{len(y_doc)} texts; knowing only the shares costs {xent.entropy(prior, base=2):.2f} bits")


# %% key="bag"
def bag(cap, stop):
    words = CountVectorizer(max_features=cap, stop_words=stop, binary=True)
    x = words.fit_transform([docs.summaries[i] for i in learnt])
    model = LogisticRegression(max_iter=10_000, tol=1e-6).fit(x, y_doc[learnt])
    z = model.decision_function(words.transform([docs.summaries[i] for i in held]))
    right = (z.argmax(1) == y_doc[held]).mean()
    return xent.softmax_cross_entropy(y_doc[held], z).mean() / np.log(2), right


# %% key="bag-picture" tags=["installed"]
caps = [30, 100, 300, 1000, 2000]
bags = {stop: np.array([bag(cap, stop) for cap in caps]) for stop in (None, "english")}
lines = {"all words": bags[None][:, 0], "without stop words": bags["english"][:, 0]}
ax = xent.plots.plot_curves(caps, lines, xscale="log", xlabel="words in the vocabulary")
for line, style in zip(ax.lines, ["o-", "s--"]):
    line.set(marker=style[0], linestyle=style[1:])
ax.legend()
ax.set(ylabel="test loss (bits a text)", xticks=caps, xticklabels=caps, ylim=(0, 1.6))
ax.minorticks_off()
ax.set_title("The most frequent few hundred words tell most", loc="left")
said = ", ".join(f"{name} {row[-1]:.2f}" for name, row in lines.items())
xent.show(ax.figure, f"With {caps[-1]} words: {said} bits; {bags[None][-1, 1]:.0%} are right.")

# %% [markdown] key="stop-words"
# A common advice is to remove **stop words**, which are frequent words such as "the". With a small vocabulary that makes room for other words, and helps a little. With a large one it changes little. It may also turn the meaning round:

# %% key="stop-words-film"
print(CountVectorizer(stop_words="english").build_analyzer()("This is not a good film"))

# %% [markdown] key="vectors-ask"
# ### Vectors for words
#
# A network needs a vector for each word: an **embedding**. It may start at random, or from vectors that were made without labels. GloVe (Pennington, Socher and Manning, 2014, [doi:10.3115/v1/D14-1162](https://doi.org/10.3115/v1/D14-1162)) makes them from counts of which words stand near each other. Here is a small relative (Levy and Goldberg, 2014). For each pair of words within five places, take the logarithm of how many times more often they meet than by chance, or 0. The singular value decomposition makes 32 numbers a word of it.

# %% key="words" tags=["installed"]
texts = [re.findall("[a-z]+", summary.lower()) for summary in docs.summaries]
common = Counter(word for i in learnt for word in texts[i]).most_common(998)
ids = {word: n for n, (word, _) in enumerate(common, 2)}  # 0 is padding, 1 any other word
x_doc = np.array([[ids.get(word, 1) for word in (text + 16 * [""])[:16]] for text in texts])
x_doc[np.array([np.arange(16) >= len(text) for text in texts])] = 0

# %% key="vectors" tags=["installed"]
meet = np.zeros((1000, 1000), np.float32)
for row in x_doc[learnt]:
    for apart in range(1, 6):
        np.add.at(meet, (row[:-apart], row[apart:]), 1)

# %% key="vectors-made" tags=["installed"]
meet[:2] = meet[:, :2] = 0
meet += meet.T
chance = np.outer(meet.sum(1), meet.sum(0)) / meet.sum()
ratio = np.maximum(meet / np.maximum(chance, 1e-12), 1)
u, size, _ = np.linalg.svd(np.log(ratio))
vectors = u[:, :32] * np.sqrt(size[:32])
vectors *= 0.5 / vectors.std()

# %% key="like-words" tags=["installed"]
for word in ("matrix", "axes", "cluster"):
    like = vectors[ids[word]] @ vectors.T / np.maximum(np.linalg.norm(vectors, axis=1), 1e-9)
    print(word, "→", *(common[n - 2][0] for n in like.argsort()[::-1][:5] if n != ids[word]))

# %% [markdown] key="text-lstm-ask" tags=["keras"]
# Words that stand in like company get like vectors. Now an LSTM reads each text, and its last memory goes into a softmax layer. Start the embedding at random, or from our vectors. These stay *frozen*, or are *tuned*: trained with the rest. To hold vectors beside a vocabulary changes nothing. They must be copied into the layer.


# %% key="text-lstm" tags=["keras"]
def text_lstm(kind, batch=64):
    training.set_seed(0)
    start = keras.initializers.RandomUniform(-0.9, 0.9)
    start = start if kind == "random" else keras.initializers.Constant(vectors)
    first = layers.Embedding(1000, 32, start, mask_zero=True, trainable=kind != "frozen")
    parts = [keras.Input((16,), dtype="int32"), first, layers.LSTM(32), layers.Dropout(0.3)]
    net, losses = keras.Sequential([*parts, layers.Dense(4)]), []
    adam, loss = keras.optimizers.Adam(0.005), training.SoftmaxCrossEntropy()
    net.compile(adam, loss, steps_per_execution=25, jit_compile=False)
    order = np.argsort(np.random.default_rng(0).random((5, len(learnt)))).ravel()
    for rows in np.split(learnt[order][: 150 * batch], 6):
        net.fit(x_doc[rows], y_doc[rows], batch_size=batch, shuffle=False, verbose=0)
        z = net(x_doc[held]).numpy().astype(float)
        losses.append(xent.softmax_cross_entropy(y_doc[held], z).mean() / np.log(2))
    return losses


# %% key="text-lstm-picture" tags=["keras", "installed"]
steps, runs = 25 * np.arange(1, 7), {k: text_lstm(k) for k in ("random", "frozen", "tuned")}
ax = xent.plots.plot_curves(steps, runs, xlabel="steps", xticks=steps, ylim=(0, 1.6))
for line, style in zip(ax.lines, ["o-", "s--", "^:"]):
    line.set(marker=style[0], linestyle=style[1:])
ax.axhline(bags[None][3, 0], color="0.4", lw=0.8)
ax.text(25, bags[None][3, 0] - 0.02, "bag of 1000 words", va="top")
ax.set_ylabel("test loss (bits a text)")
ax.set_title("Vectors from counts help most in the first steps", loc="left")
ax.legend()
said = ", ".join(f"{kind} {row[1]:.1f}" for kind, row in runs.items())
xent.show(ax.figure, f"Test losses after {steps[1]} steps: {said} bits.")

# %% [markdown] key="text-lstm-read" tags=["keras"]
# With three seeds that we tried, tuned vectors are far ahead of random ones at the start, and later ahead or level. Frozen ones begin nearly as well as tuned ones, and then fall behind them. And on this split no LSTM beats the bag of words, which ignores the order of the words: the texts are few and short. The plain model takes much less time, so try it first.
#
# ### Where text programs go wrong
#
# - **Padding in the last memory.** Texts are padded to one length. Without a mask, an LSTM goes on reading after the last word. With `mask_zero=True` it stops there.
# - **Axes exchanged.** Five texts of seven words go as (words, texts) into a layer that expects (texts, words).

# %% key="padding" tags=["keras"]
vector = "the same text, padded more, has the same vector"
for masked in (True, False):
    training.set_seed(0)
    reader = keras.Sequential([layers.Embedding(1000, 32, mask_zero=masked), layers.LSTM(8)])
    short, long = (reader(np.pad([[5, 17, 256]], ((0, 0), (0, k)))).numpy() for k in (2, 12))
    print(f"mask {masked}: {vector}: {np.allclose(short, long, atol=1e-5)}")
print("axes exchanged: vectors for 5 texts:", layers.LSTM(6)(np.zeros((7, 5, 4))).shape[0])

# %% [markdown] key="pitfalls" story="0.9 0.12"
# - **A class that never comes.** Some libraries put `<unk>` for unknown words into the list of *labels*, too. Then there is one output too many, and at the start the loss is $\ln5$ where $\ln4$ belongs.
# - **One-hot labels.** They are not needed: above, labels are class ids (lesson 05).
# - **The order of steps.** "Predict with the trained model, then compute the loss, and propagate it back" has the order wrong: the loss *trains* the model. Predictions come after that.
# - **Programs that do not run any more.** Many tutorials use `torchtext.data.Field`. torchtext moved it away in version 0.9 (2021), and removed it in 0.12 (2022).
