# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Multi-label cross-entropy
#
# What do you pay when several labels may be true at once?
#
# **Goals**
#
# - Price a whole set of labels, and derive what one softmax cannot do.
# - Measure in bits what separate forecasts for each label lose.
# - Train with unknown labels and with weights, and undo what both do to the forecasts.
# - Count hits, and say what micro and macro F1 hide.
# - Choose a threshold for each label, and test it fairly.
#
# **Needs** [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.multioutput import ClassifierChain
from threadpoolctl import threadpool_limits

import xentlib as xent

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(7)

# %% [markdown] story="1998"
# ## Two digits in one picture
#
# A **collage** has two places. Each place is empty in one case of four. Otherwise it holds a handwritten digit (Alpaydin and
# Kaynak, 1998). The labels say which digits are there. No image is used both for training and for testing.

# %% key="collages"
digits = xent.data.digits()
parts = train_test_split(np.arange(1797), test_size=600, stratify=digits.labels, random_state=0)
few = [xent.data.Digits(digits.images[part], digits.labels[part]) for part in parts]
train, test = (xent.data.digit_pairs(d, n, rng=rng) for d, n in zip(few, (3000, 600)))
X, X_test = (collages.images.reshape(-1, 128) / 16 for collages in (train, test))
Y, Y_test = train.labels, test.labels

# %% key="collages-picture"
shown = [np.flatnonzero(Y.sum(1) == k)[i] for k, i in [(0, 0), (1, 0), (1, 1), (2, 0), (2, 2)]]
names = [" and ".join(map(str, np.flatnonzero(Y[i]))) or "no label" for i in shown]
fig, ax = plt.subplots(figsize=(7, 2))
xent.plots.plot_tiles(np.pad(train.images[shown], [(0, 0), (4, 4), (0, 0)]), labels=names, ax=ax)
ax.set_title("A collage has no label, one or two", loc="left")
xent.show(fig, f"Of {len(Y)} collages {(Y.sum(1) == 0).mean():.0%} have no label.")

# %% [markdown] key="softmax-question"
# A row of targets is **multi-hot**: it may have any number of ones. A common mistake takes one softmax, and charges $-\ln p_j$
# for each label that is there.
#
# A collage shows a 3 and a 7. You may choose all ten logits. How low can $-\ln p_3-\ln p_7$ get, in nats?

# %% key="floor-forecast"
xent.predict("multi_label.floor", {"0.00": 0.25, "0.69": 0.25, "1.39": 0.25, "2.77": 0.25})

# %% key="floor"
sizes = np.linspace(0, 8, 81)  # logit of each label that is there; the others have minus that
prices = {}
for k in (3, 2, 1):
    y = np.tile(1.0 * (np.arange(10) < k), (81, 1))
    logits = (2 * y - 1) * sizes[:, None]
    prices[f"softmax, {k} there"] = -(y * xent.log_softmax(logits)).sum(1)
xent.reveal("multi_label.floor", f"{prices['softmax, 2 there'][-1]:.2f}")

# %% key="floor-picture"
ax = xent.plots.plot_curves(sizes, prices, ylim=(-0.2, 7), ylabel="loss (nats)")
ax.set_xlabel("logit x of each label that is there; the others have −x (nats)")
ax.set_title("With two or more labels one softmax stops above 0", loc="left")
ends = [round(float(row[-1]), 2) for row in prices.values()]
xent.show(ax.figure, f"For 3, 2 and 1 labels the curves end at {ends} nats.")

# %% [markdown] key="floor-derived"
# Let $k$ labels be there, and let $u$ give each of them $1/k$. The price is
# $k\sum_ju_j(-\ln p_j)$, which is $k$ times a cross-entropy. So Gibbs (lesson 02) gives its floor:
#
# $$-\sum_{j\text{ there}}\ln p_j=k\,H(u,p)\ge k\,H(u)=k\ln k.$$
#
# The labels compete for one unit of probability: at the floor each has $1/k$. Sigmoids can give each almost 1.
#
# ## A question per label
#
# Ask ten yes/no questions instead. Label $j$ is there with probability $p_j=\sigma(z_j)$. Given the image, treat the labels as independent. Then the
# likelihood is a product of Bernoullis,
#
# $$\prod_jp_j^{y_j}(1-p_j)^{1-y_j}.$$
#
# ### Exercise: the price of a row
#
# Take the negative logarithm, and write it with logits, because some of them are `800`. Return the loss in nats: add up over the labels of an
# example, and take the mean over examples.


# %% key="loss"
def loss(y, z):
    """Mean loss in nats; multi-hot y and logits z, both (n, K)."""
    ### BEGIN SOLUTION
    return (np.logaddexp(0, z) - y * z).sum(1).mean()
    ### END SOLUTION


xent.check("multi_label.loss", loss)

# %% [markdown] key="loss-verdict"
# So $\ell=\sum_j\big[\ln(1+e^{z_j})-y_jz_j\big]$. Its slope in $z_j$ is $p_j-y_j$ (lesson 03). It contains no other label: the forces of lesson 05 no longer
# sum to zero, and labels don't push each other.
#
# Many programs take the mean over labels, too, which divides both by $K$, the number of labels. Say which you report.
#
# Here are three examples with four labels. What would it cost to say "every label is there" without the half with $1-y$?

# %% key="mistakes"
z3 = np.array([[2, 1, -1, -2], [-1, -3, -0.5, -2], [0.5, -1, 1.5, -0.2]])
y3 = np.array([[1.0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0]])
each = xent.sigmoid_cross_entropy(y3, z3)
print(f"sum over labels {each.sum(1).mean():.3f}, mean over labels {each.mean():.3f}")
half = -(y3 * xent.log_sigmoid(np.full((3, 4), 30.0))).sum(1).mean()
print(f"all labels on, without the half with 1 - y: {half:.3f}")

# %% [markdown]
# To leave out that half is a common mistake. Then the forecast "every label" costs nothing.
#
# ## What a product cannot say
#
# A digit has six attributes: it may be even, prime, a square, above 4, have a loop (0, 6, 8 and 9), or be an 8. Suppose that you see no image. If you price
# each attribute alone, by its share, you pay:

# %% key="attributes"
facts = xent.data.digit_attributes(digits.labels)
rates = facts.values.mean(0)
alone = xent.entropy(np.c_[rates, 1 - rates], base=2)
print(dict(zip(facts.names, alone.round(2).tolist())), f"sum {alone.sum():.2f} bits")

# %% [markdown] key="attributes-question"
# How many bits does the best forecast of all six **together** cost?

# %% key="together-forecast"
xent.predict("multi_label.together", {"5.4": 0.25, "4.3": 0.25, "3.1": 0.25, "1.0": 0.25})

# %% key="together"
_, counts = np.unique(facts.values, axis=0, return_counts=True)
together = xent.entropy(counts / counts.sum(), base=2)
xent.reveal("multi_label.together", f"{together:.1f}")

# %% [markdown] key="total-correlation" story="1960"
# Together they cost {{ f"{together:.2f}" }} bits. The difference of
# {{ f"{alone.sum() - together:.2f}" }} bits is the **total correlation** (Watanabe, 1960):
#
# $$\sum_jH(Y_j)-H(Y)=\sum_yp(y)\log_2\frac{p(y)}{\prod_jp(y_j)}=\mathrm{KL}\Big(p\,\Big\|\prod_jp_j\Big).$$
#
# The best product costs this much more than the best forecast. A common mistake says that a loss of several labels takes care of how the
# labels depend on each other. Sigmoids cannot express any dependence; one softmax over the labels expresses only "exactly one".
#
# A model sees the image. Then only the dependence in its remaining doubt costs anything. To measure that, take each **set** of labels as one class of a softmax,
# the label **powerset**. Sum its probabilities over the sets that hold $j$: that is its own forecast for label $j$.


# %% key="fit-labels"
def fit_labels(x, y, x_new, weights=None):
    """Logits for new rows, from one model for each label."""
    model, z = LogisticRegression(solver="newton-cg", tol=1e-9), []
    for j, target in enumerate(y.T):
        model.fit(x, target, None if weights is None else weights[:, j])
        z.append(model.decision_function(x_new))
    return np.stack(z, 1)


# %% key="bits"
def bits(y, z):
    return xent.sigmoid_cross_entropy(y, z).sum(1) / np.log(2)


z = fit_labels(X, Y, X_test)
price = {"ten sigmoids": bits(Y_test, z)}

# %% key="powerset"
sets, ids = np.unique(np.r_[Y, Y_test], axis=0, return_inverse=True)
powerset = LogisticRegression(max_iter=1000, tol=1e-6).fit(X, ids[:3000])
P = powerset.predict_proba(X_test)
price["powerset"] = -np.log2(P[np.arange(600), np.searchsorted(powerset.classes_, ids[3000:])])
single = np.clip(P @ sets[powerset.classes_], 0, 1)
price["powerset labels, multiplied"] = xent.binary_cross_entropy(Y_test, single).sum(1) / np.log(2)

# %% key="powerset-picture"
means = {"bits": [cost.mean() for cost in price.values()]}
ax = xent.plots.plot_bars([*price], means, ylabel="test loss (bits per collage)", ylim=(0, 2))
lost = price["powerset labels, multiplied"] - price["powerset"]
ax.set_title(
    f"The powerset saves {-np.diff(means['bits'])[0]:.1f} bits; its labels, multiplied, do not",
    loc="left",
)
xent.show(ax.figure, f"Multiplied: {lost.mean():.2f} ± {lost.std() / 600**0.5:.2f} bits more.")

# %% [markdown] key="powerset-verdict" story="2011"
# The ± is one standard error of the paired difference. A powerset can know that three labels never come together; a product cannot. At this penalty
# its forecasts for single labels are worse than the sigmoids' ({{ f"{means['bits'][2]:.2f}" }} bits against {{ f"{means['bits'][0]:.2f}" }}). So the difference measures this
# model's doubt. A model that reads each digit well loses less: see *Going further*. The powerset needs {{ len(sets) }} classes here,
# and up to $2^K$.
#
# ## Labels nobody has looked at
#
# In real tables many entries are unknown. The tags of a photo say only what is there. Hide a random half of the training entries.
# A colleague enters each unknown as a no.
#
# ### Exercise: a mask
#
# A **mask** `known` is `True` where somebody looked, and `False` elsewhere. Return the mean loss in nats of the entries that are known.


# %% key="masked-mean"
def masked_mean(y, z, known):
    """Mean loss in nats over the known entries; y, z and known all (n, K)."""
    ### BEGIN SOLUTION
    return (np.logaddexp(0, z) - y * z)[known].mean()
    ### END SOLUTION


xent.check("multi_label.masked_mean", masked_mean)

# %% [markdown]
# Train a model with the mask, where `fit_labels` gives each unknown entry the weight 0, and one on the colleague's table:

# %% key="unknown"
known = rng.random(Y.shape) < 0.5
masked, as_no = fit_labels(X, Y, X_test, known), fit_labels(X, Y * known, X_test)
left = 100 * xent.sigmoid(as_no).mean() / xent.sigmoid(z).mean()

# %% key="unknown-picture"
models = {"all known": z, "masked": masked, "unknown as no": as_no}
p = {name: xent.sigmoid(logits) for name, logits in models.items()}
means = {name: [row[Y_test == 1].mean(), row[Y_test == 0].mean()] for name, row in p.items()}
ax = xent.plots.plot_bars(["label there", "label not there"], means, ylabel="mean forecast p")
ax.set_title("A mask nearly keeps the forecasts; unknown as no halves them", loc="left")
xent.show(ax.figure, f"Unknown as no leaves {left:.0f} % of the mean forecast.")

# %% [markdown] key="unknown-verdict" story="2008"
# With the mask, forecasts shrink a little: half the data meet the same penalty. A forecast $p$ is **honest** if, of the cases that get it, the share $p$ has the
# label. The colleague's table keeps a yes with probability $c=\frac12$. Where a label has probability $p$, its honest forecast is $c\,p$. If each
# yes is kept with the same probability $c$, divide the forecasts by $c$; Elkan and Noto (2008) estimate it from held-out positives. If you know the mask, use it.
# That is right as long as, for like images, hiding does not depend on the label.
#
# ## Rare labels weigh more
#
# Only one digit in ten is an 8. Some programs let each yes of label $j$ count $w_j$ times, and call it `pos_weight`.
#
# Of a hundred like images ten show an 8. A model must say the same $p$ for all. Each yes counts 6 times. Which $p$ costs least?

# %% key="weight-forecast"
xent.predict("multi_label.weight", {"0.10": 0.25, "0.40": 0.25, "0.60": 0.25, "0.90": 0.25})

# %% key="weight"
p = np.arange(1, 100) / 100
cheapest = p[(-6 * 0.1 * np.log(p) - 0.9 * np.log(1 - p)).argmin()]
xent.reveal("multi_label.weight", f"{cheapest:.2f}")

# %% [markdown]
# ### Exercise: undo the weight
#
# Let a label be there in the share $q$ of like cases. Then the mean weighted loss is $-wq\ln p-(1-q)\ln(1-p)$, and training finds the $p$ where
# its slope is 0. Derive $q$ from $p$ and $w$.


# %% key="undo-weight"
def undo_weight(p, w):
    """Honest forecast q for the forecast p of a model trained with the weight w."""
    ### BEGIN SOLUTION
    return p / (p + w * (1 - p))
    ### END SOLUTION


xent.check("multi_label.undo_weight", undo_weight)

# %% [markdown] key="weight-derived"
# The slope is 0 where
#
# $$\frac{wq}{p}=\frac{1-q}{1-p},\qquad\text{so}\qquad\frac p{1-p}=w\,\frac q{1-q}.$$
#
# The weight multiplies the odds, and adds $\ln w$ to the logit. Subtract it, and the forecast is honest again. A weighted forecast above ½ has odds above 1. So
# the honest odds are above $1/w$, and the honest forecast above $1/(1+w)$. Test it on coarse images of 4 × 4 pixels:

# %% key="weights"
coarse = digits.images.reshape(-1, 4, 2, 4, 2).mean((2, 4)).reshape(-1, 16) / 16
x, x_test = (coarse[part] for part in parts)
facts_train, facts_test = (facts.values[part] for part in parts)
w = np.array([1, 1, 1, 1, 1, 9])  # "is 8" is the last label
plain = fit_labels(x, facts_train, x_test)
heavy = fit_labels(x, facts_train, x_test, np.where(facts_train, w, 1))

# %% key="weights-undone"
eight = facts_test[:, 5]
for name, logits in {"plain": plain, "weighted": heavy, "minus ln w": heavy - np.log(w)}.items():
    cost = xent.sigmoid_cross_entropy(eight, logits[:, 5]).mean() / np.log(2)
    p = xent.sigmoid(logits[:, 5])
    found = f"finds {(p > 0.5) @ eight} above 0.5, {(p > 0.1) @ eight} above 0.1"
    print(f"{name:10} mean p {p.mean():.2f}, {cost:.2f} bits, {found}")

# %% [markdown] key="weights-verdict" story="500"
# At the threshold ½ the weighted model finds most of the {{ eight.sum() }} eights. But its forecasts are far too high (the share is {{ f"{eight.mean():.2f}" }}), and
# cost nearly twice as much. With $\ln w$ subtracted they cost about as much as the plain ones. The plain model finds about as many at the threshold
# $1/(1+w)=0.1$: a weight does about what a lower threshold does.
#
# ## Counting hits
#
# A photo site has 500 tags, and a photo has 5 of them. A program that never tags anything is right in 99 % of the entries. Is accuracy better for the
# plain model? The **Hamming loss** is the share of wrong entries, and **subset accuracy** the share of rows without a fault.

# %% key="trap"
said = (plain > 0).astype(int)
for j, name in enumerate(facts.names):
    right, found = (said == facts_test)[:, j].mean(), said[facts_test[:, j] == 1, j].sum()
    print(f"{name:10} {right:.0%} right, finds {found} of {facts_test[:, j].sum()}")
wrong = said != facts_test
print(f"Hamming loss {wrong.mean():.3f}, subset accuracy {1 - wrong.any(1).mean():.3f}")

# %% [markdown] key="counts-defined"
# "is 8" is right in nine entries of ten, because nine of ten are a no. Neither count looks at one label alone.
#
# A **hit** is a label that is there and was said; a **false alarm** was said and is not there; a **miss** is there and was not said. Let $h$ be the hits,
# $s$ the labels said, and $t$ those there. **Precision** is $P=h/s$, **recall** is $R=h/t$, and
#
# $$F_1=\frac{2PR}{P+R}=\frac{2h^2/(st)}{h(s+t)/(st)}=\frac{2h}{s+t}=\frac{2h}{2h+\text{false alarms}+\text{misses}}.$$
#
# ### Exercise: macro F1
#
# **Macro F1** is the mean of the labels' F1. (**Micro F1** first adds up the counts of all labels.) Return macro F1. A label without a hit has
# F1 = 0, even if it is neither there nor said.


# %% key="macro-f1"
def macro_f1(y, said):
    """Mean F1 over labels; y and said (n, K), zeros and ones."""
    ### BEGIN SOLUTION
    return (2 * (y * said).sum(0) / np.maximum(y.sum(0) + said.sum(0), 1)).mean()
    ### END SOLUTION


xent.check("multi_label.macro_f1", macro_f1)

# %% key="f1-picture"
each, macro, micro = (f1_score(facts_test, said, average=a) for a in (None, "macro", "micro"))
names = [*facts.names, "macro", "micro"]
ax = xent.plots.plot_bars(names, {"F1": [*each, macro, micro]}, ylabel="F1", ylim=(0, 1))
ax.set_title("Micro F1 hardly notices a label that is hardly ever found", loc="left")
xent.show(ax.figure, f"F1 of 'is 8': {each[-1]:.2f}. Macro {macro:.2f}, micro {micro:.2f}.")

# %% [markdown] key="f1-read"
# A frequent label counts more in micro F1.
#
# ## A threshold per label
#
# The threshold ½ is best for the number of right entries (lesson 03). Is it best for F1? Let honest forecasts of one label be spread evenly from 0
# to 1, so half of the examples have it. Which threshold has the largest F1?

# %% key="half-forecast"
xent.predict("multi_label.even", {"0.27": 0.25, "0.38": 0.25, "0.50": 0.25, "0.62": 0.25})


# %% key="best-threshold"
def best_threshold(y, p):
    """The forecast from which on deciding for the label has the largest F1."""
    order = p.argsort()[::-1]
    hits = y[order].cumsum()
    return p[order][(hits / (np.arange(1, len(y) + 1) + y.sum())).argmax()]


# %% key="even"
even = (np.arange(20_000) + 0.5) / 20_000
expected = even  # honest: of many cases with the forecast p, the share p is a yes
xent.reveal("multi_label.even", f"{best_threshold(expected, even):.2f}")

# %% key="even-picture"
ax = xent.plots.plot_expected_f1({"up to 1": even, "up to 0.3": 0.3 * even})
ax.set_title("F1 is largest where its curve meets 2t", loc="left")
xent.show(ax.figure, f"Up to 1, the largest F1 is at t = {best_threshold(even, even):.3f}.")

# %% [markdown] key="half-derived" story="2014"
# To see why, let $h$ be the expected hits, and $m=s+t$. For many examples $F=2h/m$. One more yes with the forecast $p$ makes it $(2h+2p)/(m+1)$.
# That is above $2h/m$ exactly if $(2h+2p)\,m>2h\,(m+1)$, so if $2p>2h/m=F$. Say yes as long as $p>F/2$. **For honest forecasts the best threshold is half of the best
# F1** (Lipton et al., 2014). It is at most ½, and low where the best F1 is low, as for rare labels that are hard to see.
#
# Here are a thousand honest forecasts for each of three labels. Press "best F1 of each", and compare each threshold with its F1:

# %% key="thresholds-explorer"
xent.explorers.explore_thresholds()

# %% [markdown]
# ### Exercise: forecasts up to b
#
# Let honest forecasts be spread evenly from 0 to $b$. Derive the threshold with the largest expected F1, as a function of $b$.


# %% key="even-forecasts"
def best_even_threshold(b):
    """Threshold with the largest expected F1, for forecasts spread evenly from 0 to b."""
    ### BEGIN SOLUTION
    return b * (2 + b - np.sqrt(b**2 + 4 * b)) / 2
    ### END SOLUTION


xent.check("multi_label.even_forecasts", best_even_threshold)

# %% [markdown]
# ### Break it: a colleague's decisions
#
# A colleague has logits, and a threshold for each label:


# %% key="colleague"
def colleague(z, thresholds):
    p = xent.softmax(z)
    said = np.zeros(z.shape, dtype=int)
    rows, tops = np.arange(len(z)), p.argmax(1)
    said[rows, tops] = p[rows, tops] > thresholds[0]
    return said


# %% key="report"
right = z[:10].argmax(1) == Y_test[:10]  # ten names meet ten rows of ten labels
print(f"his accuracy on ten collages: {100 * right.sum() / len(right):.0f} %")
his, mine = ((said == y3).all(1).sum() for said in (colleague(z3, [0.5]), z3 > 0))
print(f"rows without a fault: his decisions {his} of 3, z > 0 {mine} of 3")

# %% [markdown]
# His report compares a row of names with a table. NumPy compares each name with a whole column (it *broadcasts*), and the "accuracy" can pass $100$ %.
#
# ### Exercise: mend his decisions
#
# Find three faults in `colleague`. Return the decisions of all labels. Each has its own threshold, from which on it is said.


# %% key="decide"
def decide(z, thresholds):
    """Zeros and ones, of shape (n, K), from logits z (n, K) and thresholds (K,) for p."""
    ### BEGIN SOLUTION
    return (xent.sigmoid(z) >= thresholds).astype(int)
    ### END SOLUTION


xent.check("multi_label.decide", decide)

# %% [markdown] key="linter-why"
# ## A linter for docstrings
#
# Which sections should a docstring have? Take the documented functions and classes of NumPy, SciPy, scikit-learn and Matplotlib. The input is the
# first paragraph alone. Those with the same words go to the same part: training, validation (to choose thresholds) or test.

# %% key="docstrings" tags=["installed"]
docs, split = xent.data.docstring_sections(), TfidfVectorizer().build_analyzer()
bags, group = np.unique([" ".join(sorted(split(s))) for s in docs.summaries], return_inverse=True)
part = np.searchsorted([0.5, 0.75], np.random.default_rng(7).random(len(bags)))[group]

# %% key="sections" tags=["installed"]
words = TfidfVectorizer()  # a number for each word: high if frequent here, and rare in other texts
x = words.fit_transform(np.array(docs.summaries)[part == 0])
learnt, valid, final = (docs.labels[part == k] for k in range(3))
p = xent.sigmoid(fit_labels(x, learnt, words.transform(docs.summaries)))
p_valid, p_final = p[part == 1], p[part == 2]

# %% key="chosen" tags=["installed"]
chosen = np.array([best_threshold(*pair) for pair in zip(valid.T, p_valid.T)])
best = f1_score(valid, p_valid >= chosen, average=None)
half, own = (f1_score(final, p_final >= t, average=None, zero_division=0) for t in (0.5, chosen))
for row in zip(docs.sections, final.mean(0), chosen, best / 2):
    print("{:10} share {:.2f}, threshold {:.2f}, F1/2 {:.2f}".format(*row))

# %% key="linter-picture" tags=["installed"]
ax = xent.plots.plot_bars(docs.sections, {"threshold 0.5": half, "its own": own}, ylabel="F1")
top = (own - half).argmax()
ax.set_title(f"{docs.sections[top]} gains most: {half[top]:.2f} to {own[top]:.2f}", loc="left")
ax.tick_params(axis="x", rotation=25)
xent.show(ax.figure, f"Macro F1: {half.mean():.2f} at 0.5, {own.mean():.2f} with its own.")

# %% [markdown] key="linter-verdict" tags=["installed"]
# Some thresholds are well above F1/2, and above ½. These forecasts are not honest: the penalty pulls them towards the label's share. Of the test texts
# with a forecast from 40 to 60 % for Returns, {{ f"{final[:, 1][abs(p_final[:, 1] - 0.5) < 0.1].mean():.0%}" }} have that section. So choose thresholds on validation data. No choice was made on the test part.

# %% [markdown]
# ## What you now know
#
# 1. $k$ labels in one softmax cost at least $k\ln k$. A sigmoid for each label has the floor 0.
# 2. The loss is $\sum_j[\ln(1+e^{z_j})-y_jz_j]$. Without the half with $1-y$, "all labels" costs nothing.
# 3. To multiply a model's forecasts loses the total correlation in that model's doubt.
# 4. Mask what is unknown. A weight $w$ on the yeses adds $\ln w$ to the logit.
# 5. Accuracy hides rare labels. For honest forecasts the threshold with the best F1 is half of that F1. Choose thresholds on validation data.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("multi_label")

# %% [markdown]
# ### In your own words
#
# A friend trains ten sigmoids, and wants their outputs to sum to 1 "so that they are probabilities". What do you say? (Nobody checks this.)
#
# ### Transfer
#
# A hospital codes each patient's diagnoses, and only those that were billed are in the table. Which of this lesson's faults does a model
# of that table have? Name what you would mask, weigh or measure.
#
# ## What next
#
# Labels can share what they learn from the input. How slopes get through shared layers is the subject of [08 A network from scratch](08_network_from_scratch.ipynb), and lesson 09 trains such a network.
#
# ## References
#
# - Watanabe, S. (1960). Information theoretical analysis of multivariate correlation. *IBM Journal of Research and Development* 4, 66–82. [doi:10.1147/rd.41.0066](https://doi.org/10.1147/rd.41.0066)
# - Read, J., Pfahringer, B., Holmes, G., Frank, E. (2011). Classifier chains for multi-label classification. *Machine Learning* 85, 333–359. [doi:10.1007/s10994-011-5256-5](https://doi.org/10.1007/s10994-011-5256-5)
# - Elkan, C., Noto, K. (2008). Learning classifiers from only positive and unlabeled data. *KDD*, 213–220. [doi:10.1145/1401890.1401920](https://doi.org/10.1145/1401890.1401920)
# - Lipton, Z. C., Elkan, C., Naryanaswamy, B. (2014). Optimal thresholding of classifiers to maximize F1 measure. *ECML PKDD*, 225–239. [doi:10.1007/978-3-662-44851-9_15](https://doi.org/10.1007/978-3-662-44851-9_15)
# - Dembczyński, K., Waegeman, W., Cheng, W., Hüllermeier, E. (2012). On label dependence and loss minimization in multi-label classification. *Machine Learning* 88, 5–45. [doi:10.1007/s10994-012-5285-8](https://doi.org/10.1007/s10994-012-5285-8)
# - Alpaydin, E., Kaynak, C. (1998). Optical recognition of handwritten digits. *UCI Machine Learning Repository*. [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49)

# %% [markdown]
# ## Going further

# %% [markdown]
# ### How much do the labels of a collage depend on each other?
#
# The rule that makes collages gives every set's probability. For ten equally frequent digits: no label, 1/16; one given label, both places or one,
# $2\cdot\frac14\cdot\frac3{40}+(\frac3{40})^2$; two given labels, $2\,(\frac3{40})^2$.

# %% key="collage-correlation"
q = 0.75 / 10
sets_p = np.r_[1 / 16, np.full(10, 2 * 0.25 * q + q**2), np.full(45, 2 * q**2)]
there = 1 - (1 - q) ** 2
apart = 10 * xent.entropy([there, 1 - there], base=2)
joint = xent.entropy(sets_p, base=2)
print(f"ten labels alone {apart:.3f}, together {joint:.3f}, total correlation {apart - joint:.3f}")

# %% [markdown] key="collage-correlation-read"
# That is the dependence before anybody looks. It is gone for a reader who is always sure. A model that doubts between a 3 and a 5 at one place believes that
# one of the two is there, and not both. A product of its two forecasts also gives "both" and "neither" a probability. The {{ f"{lost.mean():.2f}" }} bits of the powerset
# measure its own doubt, and not what the collages are like.
#
# ### A chain, and a model that knows the rule
#
# A **classifier chain** (Read et al., 2011) prices the labels in some order, with only $K$ models. Label $j$ sees the image and the labels before it, $p(y)=\prod_jp(y_j\mid y_1,\dots,y_{j-1})$. That is lesson 01's chain rule, so any
# dependence can be expressed, if each model is rich enough. And the collage has two places: a softmax with eleven classes, ten digits and "empty", can price each place.

# %% key="chains"
for name, order in {"upwards": range(10), "downwards": range(9, -1, -1)}.items():
    chain = ClassifierChain(
        LogisticRegression(solver="newton-cg", tol=1e-9), order=list(order)
    ).fit(X, Y)
    cost = 0
    for i, (j, model) in enumerate(zip(order, chain.estimators_)):
        before = Y_test[:, list(order)[:i]]
        logits = model.decision_function(np.c_[X_test, before])
        cost = cost + xent.sigmoid_cross_entropy(Y_test[:, j] * 1.0, logits) / np.log(2)
    price[f"chain {name}"] = cost

# %% key="places"
places = []
for half, target in ((np.s_[:, :, :8], train.left), (np.s_[:, :, 8:], train.right)):
    flat = [collages.images[half].reshape(-1, 64) / 16 for collages in (train, test)]
    model = LogisticRegression(max_iter=1000, tol=1e-6).fit(flat[0], target)  # classes -1, 0 … 9
    places.append(model.predict_proba(flat[1]))
pair = places[0][:, :, None] * places[1][:, None, :]  # a probability of each pair of contents
names = np.eye(11, dtype=int)[:, 1:]
rows = names[:, None] | names[None]  # the labels of each pair
fits = (rows[None] == Y_test[:, None, None]).all(-1)
price["two places"] = -np.log2((pair * fits).sum((1, 2)))
own_labels = 1 - (1 - places[0][:, 1:]) * (1 - places[1][:, 1:])
less = xent.binary_cross_entropy(Y_test, own_labels).sum(1) / np.log(2) - price["two places"]
print(f"its labels, multiplied: {less.mean():.2f} ± {less.std() / 600**0.5:.2f} bits more")

# %% key="chain-picture"
means = {name.replace(", ", ",\n"): cost.mean() for name, cost in price.items()}
ax = xent.plots.plot_bars([*means], {"bits": [*means.values()]})
ax.set_ylabel("test loss (bits per collage)")
ax.tick_params(axis="x", labelsize=8)
ax.set_title(f"Cheapest of the six: {min(means, key=means.get)}", loc="left")
gap = price["chain upwards"] - price["chain downwards"]
difference = f"{gap.mean():+.2f} ± {gap.std(ddof=1) / 600**0.5:.2f}".replace("-", "−")
xent.show(ax.figure, f"Chain upwards minus chain downwards: {difference} bits.")

# %% [markdown] key="chain-read"
# Both chains are much cheaper than ten sigmoids, for about the same number of parameters. The order could matter, because each model is only linear; the difference of these two orders is within its error. The model of two
# places wins here by far: it knows how the data came about, and each of its softmaxes sees a single digit. It doubts less, so that to multiply its labels loses less, too
# ({{ f"{less.mean():.2f}" }} bits against the powerset's {{ f"{lost.mean():.2f}" }}). Here, knowledge of the rule is worth more than a general method.
#
# A chain needs the true earlier labels. To forecast, it must sum over them, draw them, or guess one after the other.
#
# ### Which decision for which count?
#
# The Hamming loss asks about single labels: say each label with $p_j>\frac12$. Subset accuracy asks about the whole row: say the likeliest **set**
# (Dembczyński et al., 2012). The two differ where the labels depend on each other:

# %% key="decisions"
likeliest = sets[powerset.classes_][P.argmax(1)]
ways = {"ten sigmoids": z > 0, "powerset, labels": single > 0.5, "powerset, set": likeliest}
for name, rows_said in ways.items():
    faults = rows_said != Y_test
    print(f"{name:16} Hamming {faults.mean():.3f}, subset {1 - faults.any(1).mean():.2f}")

# %% [markdown]
# The likeliest set is right for more whole rows, and no better for single labels. So what a product cannot say is worth something to a count that asks
# about whole rows.
#
# ### Divide by c
#
# The colleague's table had a yes with probability $c\,p$ and $c=\frac12$. Divide his forecasts by $c$, and stop just below 1:

# %% key="divided"
mended = np.minimum(xent.sigmoid(as_no) / 0.5, 0.999)
cost = xent.binary_cross_entropy(Y_test, mended).sum(1) / np.log(2)
print(f"as a no {bits(Y_test, as_no).mean():.1f}, divided by c {cost.mean():.1f}", end=", ")
print(f"masked {bits(Y_test, masked).mean():.1f} bits per collage")

# %% [markdown] key="divided-read"
# It helps, but the mask is better. The right forecasts of the table level off at ½, and a sigmoid of a linear score cannot do that.
#
# ### The linter speaks
#
# For each section the linter names the docstring where it misses it most:

# %% key="lint" tags=["installed"]
missing = np.where(final, 0, p_final)
for section, i, sure in zip(docs.sections, missing.argmax(0), missing.max(0)):
    print(f"{section:10} in {np.array(docs.names)[part == 2][i]}? (p = {sure:.2f})")

# %% [markdown]
# It reads one paragraph, and not the signature. So it may ask for Parameters of a class that takes none, such as scikit-learn's `LabelEncoder`. Look before you act.
#
# ### Is the linter's gain more than luck?
#
# Draw the functions of the test part again with replacement, many times, and compare the two sets of thresholds on each draw:


# %% key="gain" tags=["installed"]
def mean_f1(rows, t):
    y, said = final[rows], p_final[rows] >= t
    return (2 * (y * said).sum(0) / np.maximum(y.sum(0) + said.sum(0), 1)).mean()


again = (len(final) * np.random.default_rng(8).random((400, len(final)))).astype(int)
gains = [mean_f1(rows, chosen) - mean_f1(rows, 0.5) for rows in again]
low, high = np.quantile(gains, [0.025, 0.975])
print(f"macro F1 with the chosen thresholds: validation {best.mean():.2f}, test {own.mean():.2f}")
print(f"macro F1 gains {np.mean(gains):.2f}; 95 % of the draws are from {low:.2f} to {high:.2f}")

# %% [markdown]
# The draws keep the model and the thresholds as they are. They show the luck of the test part alone. The validation part was used to choose, so its own F1 tends to be too high.
#
# ### Average precision
#
# It needs no threshold: walk down the forecasts from the highest, take the precision at each hit, and average. A random order gives about the label's share.

# %% key="ranked" tags=["installed"]
ranked = average_precision_score(final, p_final, average=None)
for row in zip(docs.sections, final.mean(0), ranked):
    print("{:10} share {:.2f}, average precision {:.2f}".format(*row))

# %% [markdown]
# If forecasts are tied, the order among them is not defined. scikit-learn takes each group of ties as one step. Here are a hundred examples with ten yeses and one forecast for all of
# them, and then the same forecasts with a tiny bit of noise, many times:

# %% key="ties"
y = np.r_[np.ones(10), np.zeros(90)].astype(int)
print(f"tied: {average_precision_score(y, np.full(100, 0.1)):.3f}")
noisy = [average_precision_score(y, 0.1 + 1e-9 * rng.random(100)) for _ in range(500)]
low, high = np.quantile(noisy, [0.05, 0.95])
print(f"ties broken at random: mean {np.mean(noisy):.3f}, 90 % between {low:.3f} and {high:.3f}")

# %% [markdown] key="ties-read"
# Tied forecasts get the share of yeses. A random order gets a little more on average, and scatters. One average precision on ten yeses scatters widely. So a small difference between two models of a rare label tells little.
