# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Softmax cross-entropy
#
# How do you price a forecast over $K$ classes?
#
# **Goals**
#
# - Turn scores into probabilities, and say what a difference of logits means.
# - Price a class, a one-hot row and a doubtful label with one formula.
# - Derive the slope in the logits, and say how a step on the logits moves the forecast.
# - Fit ten digits from scratch, and find out where the loss comes from.
#
# **Needs** [04 Gradient descent](04_gradient_descent.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
from scipy import special
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.multiclass import OneVsRestClassifier
from threadpoolctl import threadpool_limits

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(5)

# %% [markdown]
# ## Softmax
#
# A model gives a handwritten digit three scores: 2 for a three, 1 for a five, −1 for an eight. Here are three ways to make
# probabilities of them:

# %% key="three-ways"
z = np.array([2.0, 1.0, -1.0])
for name, f in {"z": z, "z squared": z**2, "exp z": np.exp(z)}.items():
    print(f"{name:9} / its sum: {np.round(f / f.sum(), 3)}")

# %% [markdown] key="softmax-defined" story="1990"
# The first way gives a negative probability. The second gives −1 as much as 1. Bridle (1990) named the third one **softmax**:
#
# $$p_k=\frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad\text{so}\qquad \ln \frac{p_j}{p_k}=z_j-z_k.$$
#
# A difference of two scores is the log-odds between two classes, in nats. So the scores are *logits*, as in lesson 03.
#
# Move "added to all". Then press "start" and move the temperature $T$, which divides all logits.
# Bring A below `0.4`. Can $T$ make B the likeliest class?

# %% key="softmax-explorer"
xent.explorers.explore_softmax_bars()

# %% [markdown] key="temperature" story="2023 4.1"
# A temperature divides all log-odds by $T$. A high one makes the forecast flat, a low one makes it sure, and neither
# changes the order.
#
# ### Add 7 to every logit
#
# The logarithm of the denominator is called **logsumexp**: $\operatorname{lse}(z)=\ln\sum_je^{z_j}$. Zhang et al. (2023, section 4.1) ask
# their readers to show that $\operatorname{lse}(z+b)=\operatorname{lse}(z)$. Add 7 to all three logits. By how much does logsumexp change?

# %% key="shift-forecast"
xent.predict("softmax.shift", {"0": 0.25, "7": 0.25, "21": 0.25, "1096": 0.25})

# %% key="shift"
print("lse:    ", xent.logsumexp(z).round(3), "->", xent.logsumexp(z + 7).round(3))
print("softmax:", xent.softmax(z).round(3), "->", xent.softmax(z + 7).round(3))
xent.reveal("softmax.shift", f"{xent.logsumexp(z + 7) - xent.logsumexp(z):.0f}")

# %% [markdown] key="shift-verdict"
# The claim is false: $\ln\sum_je^{z_j+b}=\ln\big(e^b\sum_je^{z_j}\big)=\operatorname{lse}(z)+b$. In the softmax,
# $p_k=e^{z_k-\operatorname{lse}(z)}$, the two shifts cancel. So $K$ logits hold only $K-1$ facts: their differences.
#
# ### Exercise: softmax
#
# Write it for a batch: one row of logits and one forecast per example. Some logits are `1000`, and $e^{1000}$ is too large for
# a computer. Use what you have just seen.


# %% key="softmax"
def softmax(z):
    """Probabilities of shape (n, k) from logits of shape (n, k); every row sums to 1."""
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)
    ### END SOLUTION


xent.check("softmax.softmax", softmax)

# %% key="overflow"
big = np.array([1000.0, 999.0, 997.0])
with np.errstate(over="ignore", invalid="ignore"):
    print("plain formula: ", np.exp(big) / np.exp(big).sum())
print("largest at 0:  ", (np.exp(big - 1000) / np.exp(big - 1000).sum()).round(3))
print("SciPy, xentlib:", special.softmax(big).round(3), xent.softmax(big).round(3))

# %% [markdown] key="overflow-why" story="2021"
# $e^{1000}$ becomes inf, and inf / inf is nan. With the row's largest logit subtracted, no exponential is
# above 1. The result is about as accurate as the plain formula where nothing overflows (Blanchard, Higham and Higham, 2021).

# %% [markdown] key="price"
# ## The price of a class
#
# Use lesson 03's recipe: choose a likelihood, let the model output its parameters, minimise $-\ln$ of the likelihood. For one of $K$ classes
# the likelihood is **categorical**: class $k$ comes with probability $p_k$. For a one-hot $y$ this is $\prod_kp_k^{y_k}$,
# where only the class that came has a factor other than 1. The softmax makes the $K$ parameters, and one example costs
#
# $$\ell(y, z)=-\ln p_y=\operatorname{lse}(z)-z_y.$$
#
# The right side is written in logits. With the largest logit taken out, nothing overflows, and there is
# no logarithm of a probability that may have become 0. Our digit was a three, and costs {{ f"{xent.softmax_cross_entropy(0, z):.2f}" }} nats.
#
# ## One row, one forecast
#
# A colleague writes the mean loss of a batch, from class ids and logits. The program runs:


# %% key="colleague"
def colleague(labels, z):
    p = np.exp(z) / np.sum(np.exp(z))
    return -np.mean(xent.one_hot(labels, z.shape[1]) * np.log(p))


# %% [markdown] key="two-faults"
# The first line has a common mistake: `np.sum` adds up the whole array, so all examples share one unit of
# probability. Put a thousand copies of our digit into one batch, and take the softmax over the
# flattened array. What is the mean of $-\ln p_y$ per digit?

# %% key="copies-forecast"
xent.predict("softmax.copies", {"0.0": 0.25, "0.3": 0.25, "7.3": 0.25, "349.0": 0.25})

# %% key="copies"
copies = np.array([1, 2, 5, 10, 100, 1000])
flat, both = [], []
for n in copies:
    Z, ids = np.tile(z, (n, 1)), np.zeros(n, dtype=int)
    p = np.exp(Z) / np.exp(Z).sum()
    flat.append(-np.log(p[:, 0]).mean())
    both.append(colleague(ids, Z))
xent.reveal("softmax.copies", f"{flat[-1]:.1f}")

# %% key="copies-picture"
fig, ax = plt.subplots()
right = xent.softmax_cross_entropy(0, z)
ax.semilogx(copies, np.full(len(copies), right), "o-", label="row by row")
ax.semilogx(copies, flat, "s--", label="flattened")
ax.semilogx(copies, both, "^-.", label="the colleague's program")
ax.set(xlabel="copies in the batch n", ylabel="mean loss (nats per digit)")
ax.set_title("A flattened softmax adds ln n to the loss")
ax.legend()
xent.show(fig, f"Right: {right:.3f}; flattened: {flat[-1]:.2f} nats at {copies[-1]} copies.")

# %% [markdown]
# Each of $n$ copies keeps only $p_y/n$, and $-\ln(p_y/n)=-\ln p_y+\ln n$.
#
# ### Exercise: mend the loss
#
# The second line of the program has a fault, too, and logits of `1000` show more faults. Go back to $\operatorname{lse}(z)-z_y$. Return the mean loss in nats.


# %% key="loss"
def loss(labels, z):
    """Mean cross-entropy in nats of labels (n,), ints, and logits (n, k)."""
    ### BEGIN SOLUTION
    top = z.max(1)
    lse = top + np.log(np.exp(z - top[:, None]).sum(1))
    return (lse - z[np.arange(len(z)), labels]).mean()
    ### END SOLUTION


xent.check("softmax.loss", loss)

# %% [markdown] key="copies-verdict"
# The second line divides by $n\cdot K$. But cross-entropy is a sum over classes: **sum over classes, mean over examples**.
# The faults can hide one another: for two copies the program returns
# {{ f"{both[1]:.3f}" }}, and the right loss is {{ f"{right:.3f}" }}.
# Zeros in batches of two sizes reveal both faults: the right loss is $\ln K$ for every $n$.

# %% key="zeros"
for n in [10, 20]:
    wrong = colleague(np.arange(n) % 10, np.zeros((n, 10)))
    print(f"n = {n}: colleague {wrong:.3f}, ln K {np.log(10):.3f}")

# %% [markdown]
# ## Labels with doubt
#
# Ten people look at one digit. Seven read a three, three read a five. So the target is a distribution, $t=(0.7,0.3,0)$. What
# does a forecast pay on average, if each answer is one outcome?
#
# ### Exercise: soft labels
#
# Return the mean loss for rows of masses.


# %% key="soft-labels"
def soft_loss(t, z):
    """Mean cross-entropy in nats of masses t and logits z, both (n, k)."""
    ### BEGIN SOLUTION
    return -(t * xent.log_softmax(z)).sum(1).mean()
    ### END SOLUTION


xent.check("softmax.soft_labels", soft_loss)

# %% [markdown] key="doubt"
# A share $t_k$ of the answers costs $-\ln p_k$ each, so $\ell(t, z)=-\sum_k t_k \ln p_k$. This is lesson 02's cross-entropy. Its
# floor is the entropy $H(t)$, at $p=t$. Here that is {{ f"{xent.entropy([0.7, 0.3, 0]):.2f}" }} nats, so a
# loss above 0 need not be a fault. Finite logits only approach this floor, because they give no class the probability 0, and $t_3=0$.

# %% [markdown] key="targets"
# A class id and a one-hot row are the same target. The "softmax loss" of some texts is no variant: it is this loss, written
# with logits.

# %% key="spellings"
Z, y = draws.normal(rng, (6, 3)), np.array([0, 2, 1, 1, 0, 2])
Y = xent.one_hot(y, 3)
print(f"one-hot, by hand {-(Y * special.log_softmax(Z, axis=1)).sum(1).mean():.12f}")
print(f"xentlib, index   {xent.softmax_cross_entropy(y, Z).mean():.12f}")
print(f"xentlib, one-hot {xent.softmax_cross_entropy(Y, Z).mean():.12f}")
print(f"scikit-learn     {log_loss(y, special.softmax(Z, axis=1)):.12f}")

# %% [markdown]
# ## Forces that sum to zero
#
# A forecast says 70 % three, 20 % five, 10 % eight, and a five comes. How fast does the loss change with each logit?

# %% key="slopes"
p, t = np.array([0.7, 0.2, 0.1]), np.array([0.0, 1.0, 0.0])
slopes = xent.numerical_gradient(lambda z: xent.softmax_cross_entropy(1, z), np.log(p))
print("slopes:", slopes.round(4))

# %% [markdown]
# Compare these numbers with the forecast. Which one differs, and by how much?
#
# ### Exercise: the gradient
#
# Guess the rule, and prove it with a pencil. Return the gradient of the **mean** loss of a batch in the logits.


# %% key="gradient"
def gradient(labels, z):
    """d loss / d z, of shape (n, k), for the mean loss of labels (n,) and logits (n, k)."""
    ### BEGIN SOLUTION
    p = xent.softmax(z)
    p[np.arange(len(z)), labels] -= 1
    return p / len(z)
    ### END SOLUTION


xent.check("softmax.gradient", gradient)

# %% [markdown] key="gradient-derived"
# The proof holds for every $t$ that sums to 1. From $\ln p_k=z_k-\operatorname{lse}(z)$ follows
#
# $$\ell=-\sum_kt_k\big(z_k-\operatorname{lse}(z)\big)=\operatorname{lse}(z)-\sum_kt_kz_k.$$
#
# Here $\partial\operatorname{lse}/\partial z_k=e^{z_k}/\sum_je^{z_j}=p_k$, and the other part is linear. So
#
# $$\frac{\partial\ell}{\partial z_k}=p_k-t_k.$$
#
# Descent goes the other way: $t-p$ acts on each logit like a force.

# %% key="forces-picture"
ax = xent.plots.plot_forces(t, p, labels=["three", "five", "eight"])
force = -xent.softmax_cross_entropy_grad(1, np.log(p))
said = ", ".join(f"{f:+.2f}" for f in force)
xent.show(ax.figure, f"A five came: forces {said}, sum {abs(force.sum()):.2f}.")

# %% [markdown] key="weights-gradient-why"
# The forces sum to zero, because $t$ and $p$ both sum to 1. Each wrong class is pushed down by its own probability.
#
# A linear model has one **column of weights per class**: $Z=XW$, so $\partial z_{ik}/\partial W_{dk}=x_{id}$. By the chain rule,
# $\partial L/\partial W_{dk}=\frac{1}{n}\sum_ix_{id}(p_{ik}-y_{ik})$, or $X^\top (P-Y)/n$. A common mistake puts
# $x\cdot\theta$ (here a row of $XW$) in place of $x$:

# %% key="weights-gradient"
X, W = draws.normal(rng, (6, 4)), draws.normal(rng, (4, 3))
error = xent.softmax(X @ W) - Y


def loss_of(w):
    return xent.softmax_cross_entropy(y, X @ w).mean()


print("X'(P - Y) / n is right:", xent.gradient_error(X.T @ error / 6, loss_of, W) < 1e-7)
print("with (x·θ) it has the shape", (error * (X @ W)).mean(0).shape, "not", W.shape)

# %% [markdown]
# ### Exercise: the slope of the temperature
#
# Divide all logits by $T$ before the softmax. Derive with a pencil how the mean loss changes with $T$, and return
# $\partial L/\partial T$ in nats per unit of $T$. Where it is negative, a slightly hotter forecast costs less.


# %% key="temperature-slope"
def temperature_slope(labels, z, temperature):
    """d mean loss / dT of labels (n,), logits (n, k) and a temperature above 0: one number."""
    ### BEGIN SOLUTION
    p = xent.softmax(z / temperature)
    return (z[np.arange(len(z)), labels] - (p * z).sum(1)).mean() / temperature**2
    ### END SOLUTION


xent.check("softmax.temperature", temperature_slope)

# %% [markdown] story="1.5"
# At the best $T$ the slope is 0. There the label's logit equals the forecast's mean logit, weighted by $p$, on average over the examples.
#
# ## The softmax's own slope
#
# Three classes A, B and C have the logits 0, 1.5 and −1. A comes:

# %% key="third"
z3, t3 = np.array([0, 1.5, -1]), np.array([1, 0, 0])
p3 = xent.softmax(z3)
print("forecast p  ", p3.round(3), "\nforces t - p", (t3 - p3).round(3))

# %% [markdown]
# The logit of C is pushed down. Take a small step of descent on the logits. What does the probability of C do at first?

# %% key="third-forecast"
xent.predict("softmax.third", {"it rises": 0.5, "it falls": 0.5})

# %% key="third-step"
step = 1e-4
moved = (xent.softmax(z3 + step * (t3 - p3)) - p3) / step
print("change of p per unit of step:", moved.round(3))
xent.reveal("softmax.third", "it rises" if moved[2] > 0 else "it falls")

# %% [markdown] key="slope"
# The logit of B falls much more than that of C, and what B loses goes to A *and* to C. To derive it: $\ln p_j=z_j-\operatorname{lse}(z)$ has the
# slope $1_{j=k}-p_k$ in $z_k$, and $\partial p_j=p_j\,\partial\ln p_j$. So
#
# $$\frac{\partial p_j}{\partial z_k}=p_j(1_{j=k}-p_k),\qquad J=\operatorname{diag}(p)-pp^\top.$$
#
# $J$ is the softmax's **Jacobian**. Forces $f$ on the logits move the forecast by $Jf$.
#
# ### Exercise: Jacobian times vector
#
# For a hundred thousand words $J$ has ten billion entries, so frameworks multiply by it without building it. Return each row's $Jv$ with room
# for $K$ numbers per row, not $K^2$. (The check sees only the result: it can't see a matrix.)


# %% key="jacobian-vector"
def jacobian_vector(z, v):
    """J v for each row of logits z and of vectors v, both (n, k)."""
    ### BEGIN SOLUTION
    p = xent.softmax(z)
    return p * (v - (p * v).sum(1, keepdims=True))
    ### END SOLUTION


xent.check("softmax.jacobian_vector", jacobian_vector)

# %% [markdown] key="weighted-average"
# It is $(Jf)_j=p_j\big(f_j-\sum_kp_kf_k\big)$. A class gains if its force is above the average
# weighted by $p$. C's is
# {{ f"{(t3 - p3)[2]:.3f}".replace("-", "−") }}, the average is {{ f"{p3 @ (t3 - p3):.3f}".replace("-", "−") }}.

# %% key="jacobian"
J = np.diag(p3) - np.outer(p3, p3)
print(J.round(3), " row sums", abs(J.sum(1)).max().round(12))
print("J (t - p):", (J @ (t3 - p3)).round(3))
print("back through the softmax: J (-t / p) =", (J @ (-t3 / p3)).round(3), "= p - t")

# %% [markdown]
# Rows sum to zero, because a shift changes nothing. The last line begins with $-t/p$, the slope in $p$. It is huge if the class that
# came had a small $p$. The chain rule multiplies by $J^\top$, which is $J$, and gives $p-t$.
#
# In the triangle a corner is a sure forecast. The arrow is $J(t-p)$, and the dots are many
# small steps. Reach a loss below `0.1`. Then press "doubtful label", and move the forecast next to the star.

# %% key="ternary-explorer"
xent.explorers.explore_ternary()

# %% [markdown] key="doubt-floor"
# For a sure label the contours are straight, because only $p_A$ counts. No finite logits reach the star. With this
# doubt every $t_k$ is above 0, so finite logits reach it, and the loss there is $H(t)$.

# %% [markdown] story="1998"
# ## Ten digits from scratch
#
# Real data (Alpaydin and Kaynak, 1998) have 8 × 8 pixels and ten classes. Add a bias, and a small L2 penalty on the weights. Each step
# is lesson 04's momentum on $X^\top (P-Y)/n$.

# %% key="digits"
digits = xent.data.digits()
train, test = train_test_split(
    np.arange(1797), test_size=450, stratify=digits.labels, random_state=0
)
pixels = digits.images.reshape(-1, 64) / 16
pixels -= pixels[train].mean(0)
X, y = np.c_[pixels, np.ones(1797)], digits.labels
penalty = np.r_[np.full(64, 1 / len(train)), 0][:, None]  # the bias is free

# %% key="descent" tags=["timing"]
start = perf_counter()
Y, W, step = xent.one_hot(y[train], 10), np.zeros((65, 10)), 0
for _ in range(600):
    P = xent.softmax(X[train] @ W)
    step = 0.95 * step - X[train].T @ (P - Y) / len(train) - penalty * W
    W = W + step
print(f"{perf_counter() - start:.1f} seconds")

# %% key="scikit-learn"
library = LogisticRegression(C=1, solver="newton-cg", tol=1e-9).fit(pixels[train], y[train])
gap = abs(np.c_[library.coef_, library.intercept_].T - W).max()
bits = xent.softmax_cross_entropy(y[test], X[test] @ W) / np.log(2)
print("equal to scikit-learn's weights to 1e-4:", gap < 1e-4)
print(f"test: {bits.mean():.3f} bits of log2(10) = {np.log2(10):.3f}")
print(f"accuracy {((X[test] @ W).argmax(1) == y[test]).mean():.1%}")

# %% key="weights-picture"
images = W[:64].T.reshape(10, 8, 8)
ax = xent.plots.plot_tiles(images, diverging=True, unit="weight (nats)")
said = "Ink on red pixels raises the class's logit, on blue ones lowers it"
ax.set_title(f"{said}\n(– marks strong negatives)", loc="left")
zero = "is 0" if abs(W.sum(1)).max() < 1e-9 else "is not 0"
xent.show(ax.figure, f"Ten weight images, from 0 to 9; in every pixel their sum {zero}.")

# %% [markdown] key="over-parameterised"
# A higher logit is not enough. Since $\partial z_k/\partial x_d=W_{dk}$, the slope of $\ln p_j$ in $x_d$ is $W_{dj}-\sum_kp_kW_{dk}$. Ink
# speaks for a class only if its weight is above the average weighted by $p$.
#
# Add the same $c$ to a pixel's ten weights, and no forecast changes. The model is **over-parameterised**: without a penalty it has no single
# best $W$. The penalty fixes the images: $\sum_k(W_{dk}+c)^2$ is least if $-c$ is the mean of the ten weights, so they
# sum to zero. The ten biases have no penalty, and may still be shifted together.
#
# ## The dearest images
#
# In scikit-learn a large `C` means a weak penalty. With `C=1e4` the forecasts become bolder. What share of the loss of
# all {{ len(test) }} test images comes from the single most expensive one?

# %% key="dearest-forecast"
xent.predict("softmax.dearest", {"0.2 %": 0.25, "3 %": 0.25, "15 %": 0.25, "50 %": 0.25})

# %% key="dearest"
bold = LogisticRegression(C=1e4, solver="newton-cg", tol=1e-10).fit(pixels[train], y[train])
bold_bits = -bold.predict_log_proba(pixels[test])[np.arange(len(test)), y[test]] / np.log(2)
for name, b in {"C = 1e4": bold_bits, "C = 1": bits}.items():
    share = b.max() / b.sum()
    print(f"{name}: dearest {b.max():.1f} bits, {share:.0%} of the loss, mean {b.mean():.3f}")
share = 100 * bold_bits.max() / bold_bits.sum()
xent.reveal("softmax.dearest", f"{min([0.2, 3, 15, 50], key=lambda s: abs(s - share)):g} %")

# %% key="gallery"
order = (-bold_bits).argsort()[:10]
said = bold.decision_function(pixels[test]).argmax(1)
notes = [f"{y[test][i]}, said {said[i]}\n{bold_bits[i]:.1f} bits" for i in order]
ax = xent.plots.plot_tiles(digits.images[test][order], labels=notes)
part = bold_bits[order].sum() / bold_bits.sum()
ax.set_title(f"Ten of {len(test)} images make {part:.0%} of the loss", loc="left")
xent.show(
    ax.figure, f"The ten cost from {bold_bits[order[0]]:.1f} to {bold_bits[order[-1]]:.1f} bits."
)

# %% [markdown] key="gallery-read"
# The first image is labelled {{ y[test][order[0]] }}. What would you have said? Look at such images before you trust a mean. One
# wrong label can cost a bold model any amount, which is a weakness of this loss.

# %% [markdown] story="1952"
# ## Who wins
#
# You see only who beat whom. Bradley and Terry (1952) let $i$ beat $j$ with probability $\pi_i/(\pi_i+\pi_j)$. With $\pi=e^s$ that is a
# softmax over two scores $s$. Many chess ratings, such as the US federation's, use this. So do chat programs that learn which of two answers
# was better.
#
# ### Exercise: Bradley–Terry
#
# Which function of $s_i-s_j$ is the probability that $i$ beats $j$? Return the mean loss over all games.


# %% key="bradley-terry"
def games_loss(scores, winners, losers):
    """Mean -ln P(result); scores (k,), and for each game the ids of winner and loser, (n,)."""
    ### BEGIN SOLUTION
    return np.logaddexp(0, scores[losers] - scores[winners]).mean()
    ### END SOLUTION


xent.check("softmax.bradley_terry", games_loss)

# %% [markdown]
# ## What you now know
#
# 1. A difference of logits is log-odds. Softmax ignores a shift; logsumexp follows it.
# 2. The likelihood is categorical: one softmax per row, sum over classes, mean over examples.
# 3. $\ell=\operatorname{lse}(z)-\sum_kt_kz_k$ for every target. Its floor is $H(t)$, which finite logits only approach where a $t_k$ is 0.
# 4. Forces $t-p$ act on the logits. The forecast moves along $J(t-p)$.
# 5. A few examples can make most of a mean loss.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("softmax")

# %% [markdown]
# ### In your own words
#
# A friend says: "The softmax says 98 %, so it is right 98 times in a hundred." Explain
# what the logits do say, and what only data can tell. (Nobody checks this.)
#
# ### Transfer
#
# A shop sorts products into 99 categories in a dozen departments. One team reports its loss for the categories, another
# for the departments. Make a forecast over departments from the first team's. Why does no product cost
# more there? Which two losses do you compare?
#
# ## What next
#
# Your softmax survived a logit of `1000`. Why do other programs return nan, or 0 where the loss is tiny?
# Go on with [06 Numerical stability](06_numerical_stability.ipynb).
#
# ## References
#
# - Bridle, J. S. (1990). Probabilistic interpretation of feedforward classification network outputs, with relationships to statistical pattern recognition. In *Neurocomputing* (Springer), 227–236. [doi:10.1007/978-3-642-76153-9_28](https://doi.org/10.1007/978-3-642-76153-9_28)
# - Bradley, R. A., Terry, M. E. (1952). Rank analysis of incomplete block designs. *Biometrika* 39, 324–345. [doi:10.2307/2334029](https://doi.org/10.2307/2334029)
# - Blanchard, P., Higham, D. J., Higham, N. J. (2021). Accurately computing the log-sum-exp and softmax functions. *IMA Journal of Numerical Analysis* 41, 2311–2330. [doi:10.1093/imanum/draa038](https://doi.org/10.1093/imanum/draa038)
# - Zhang, A., Lipton, Z. C., Li, M., Smola, A. J. (2023). *Dive into Deep Learning*. [arXiv:2106.11342](https://arxiv.org/abs/2106.11342)
# - Alpaydin, E., Kaynak, C. (1998). Optical recognition of handwritten digits. *UCI Machine Learning Repository*. [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49)

# %% [markdown]
# ## Going further

# %% [markdown]
# ### Or ten sigmoids?
#
# You can also train one yes/no model per digit, as in lesson 03, and divide the ten answers by their sum. Each image is priced by a model
# that did not see it: one of five, each fitted to four fifths of all images. Which way has fewer bits, each with its best penalty?

# %% key="sigmoids-forecast"
xent.predict("softmax.sigmoids", {"softmax": 0.5, "sigmoids": 0.5})

# %% key="sigmoids"
strengths, forecasts = 10.0 ** np.arange(4), {"softmax": [], "sigmoids": []}
folds = StratifiedKFold(5, shuffle=True, random_state=0)
for C in strengths:
    one = LogisticRegression(C=C, solver="newton-cg", tol=1e-8)
    for name, model in {"softmax": one, "sigmoids": OneVsRestClassifier(one)}.items():
        out = cross_val_predict(model, pixels, y, cv=folds, method="predict_proba")
        forecasts[name].append(out)
prices = {name: -np.log2(np.array(q)[:, np.arange(1797), y]) for name, q in forecasts.items()}
gaps = prices["sigmoids"] - prices["softmax"]
errors = gaps.std(1) / 1797**0.5  # standard errors

# %% key="sigmoids-picture"
fig, ax = plt.subplots()
for style, (name, price) in zip(("o-", "s--"), prices.items()):
    ax.semilogx(strengths, price.mean(1), style, label=name)
ax.set(xlabel="C (weak penalty to the right)", ylabel="loss (bits per image)", ylim=(0, None))
lowest = {name: price.mean(1).min() for name, price in prices.items()}
least, most = sorted(lowest, key=lowest.get)
every = "at every C" if min(gaps.mean(1)) * max(gaps.mean(1)) > 0 else "at its best C"
ax.set_title(f"Unseen images: the {least} is lower than the {most} {every}")
ax.legend()
said = ", ".join(f"{name} {value:.3f}" for name, value in lowest.items())
xent.show(fig, f"Lowest loss in bits: {said}.")

# %% key="sigmoids-reveal"
timid = {}
for name, price in prices.items():
    at = price.mean(1).argmin()
    top = xent.top_label(y, forecasts[name][at])
    ece = xent.expected_calibration_error(top.correct, top.confidence)
    right, sure = top.correct.mean(), top.confidence.mean()
    timid[name] = right - sure
    print(
        f"{name}, C = {strengths[at]:g}: confidence {sure:.3f}, accuracy {right:.3f}, ECE {ece:.3f}"
    )
for C, gap, error in zip(strengths, gaps.mean(1), errors):
    print(f"C = {C:4g}: difference {gap:.3f} ± {error:.3f} bits (standard error)")
xent.reveal("softmax.sigmoids", least)

# %% [markdown] key="sigmoids-verdict"
# The softmax is lower at every C, at C = 10 by {{ f"{(gaps.mean(1) / errors)[1]:.0f}" }} standard errors (lesson 03). It is trained on the loss that you test, the
# sigmoids on ten other losses. Each sigmoid must separate its digit from all nine others by one hyperplane. In the
# softmax each pair of digits has a hyperplane of its own.
#
# Calibration shows the difference, too. In both, the mean confidence is below the accuracy: they are too timid. The gap of the sigmoids is
# {{ f"{timid['sigmoids'] / timid['softmax']:.1f}" }} times as large. Both values of C were chosen on the priced images, which makes both losses a little too low.
# If several labels can be true at once, take sigmoids: [lesson 07](07_multi_label_cross_entropy.ipynb).
#
# ### Does red ink always help?
#
# One test image is a six. Its pixel in row 2 and column 3 (counted from 0) has ink, and the weight of that pixel for a six is above 0. You remove the ink, so the
# logit of the six falls. Does the probability of the six fall, too?

# %% key="red-ink"
at, d = 1551, 8 * 2 + 3
without = X[at].copy()
without[d] -= digits.images[at].ravel()[d] / 16
for name, x in {"with the ink": X[at], "without it": without}.items():
    print(f"{name:12} logit {(x @ W)[6]:.2f}, probability {xent.softmax(x @ W)[6]:.3f} of a six")
p = xent.softmax(X[at] @ W)
print(f"weight for a six {W[d, 6]:+.2f}, average weighted by p {p @ W[d]:+.2f}")

# %% [markdown] key="red-ink-read"
# It rises. The ink was worth more to the rivals: the weighted average of the ten weights is above the six's own weight.
#
# ### Which pairs are dear?
#
# A confusion table can hold bits instead of counts. Put each image's price into the row of its digit and the column of its strongest rival:

# %% key="confusion"
chance = bold.predict_proba(pixels[test])
chance[np.arange(len(test)), y[test]] = 0
booked = np.zeros((10, 10))
np.add.at(booked, (y[test], chance.argmax(1)), bold_bits)
r, c = np.unravel_index(booked.argmax(), booked.shape)
top = np.sort(booked.ravel())[-5:].sum() / booked.sum()
inside = (y[test] == r) & (chance.argmax(1) == c)

# %% key="confusion-picture"
_, ax = plt.subplots(figsize=(7, 4.2))
xent.plots.plot_table(booked, unit="bits", least=2, ax=ax)
ax.set(xlabel="strongest rival", ylabel="digit")
ax.set_title(
    f"Dearest pair: {r} with rival {c}, {booked.max():.0f} of {booked.sum():.0f} bits", loc="left"
)
xent.show(ax.figure, f"Five of the 90 pairs of digit and rival hold {top:.0%} of the bits.")

# %% [markdown] key="confusion-read"
# Pairs below 2 bits are left blank. The bits of the dearest pair come from one image, the first of the gallery, which costs
# {{ f"{bold_bits[inside].max():.1f}" }}. So a dark cell need not show a habit of the model.
#
# ### First coarse, then fine
#
# Ask in two steps. Call 0, 6, 8 and 9 the loop group. Is the digit in it? Then, given the answer, which digit is it? By the chain rule of lesson 01 the
# probability of the class is a product, so its price is a sum:
#
# $$-\ln p_y=-\ln p_{G(y)}-\ln \frac{p_y}{p_{G(y)}},$$
#
# where $p_{G(y)}$ is the probability of the group that holds $y$.

# %% key="grouping"
p = xent.softmax(X[test] @ W)
loops = np.isin(np.arange(10), [0, 6, 8, 9])
group = np.where(loops[y[test]], p[:, loops].sum(1), p[:, ~loops].sum(1))
coarse, fine = -np.log2(group), -np.log2(p[np.arange(len(test)), y[test]] / group)
print(f"coarse {coarse.mean():.3f} + fine {fine.mean():.3f} = {bits.mean():.3f} bits")

# %% [markdown] key="merging"
# No part is negative. So merging classes cannot raise the loss, and losses of different class lists don't compare. A
# model built in two such steps prices one word of thousands without a sum over all $K$.
#
# ### Draw a class without normalising
#
# You want a random class with the probabilities of the softmax. Here is a way that never computes them. Add to each logit independent
# Gumbel noise, $-\ln(-\ln u)$ of a uniform $u$, and take the largest sum:

# %% key="gumbel"
p = np.array([0.7, 0.2, 0.1])
noise = -np.log(-np.log(rng.random((100_000, 3))))
winners = (np.log(p) + 5 + noise).argmax(1)  # + 5: a shift changes nothing
drawn = xent.one_hot(winners, 3)
print("shares    ", drawn.mean(0).round(2), "  p", p)
print("covariance", np.cov(drawn.T).round(2).tolist())
print("J         ", (np.diag(p) - np.outer(p, p)).round(2).tolist())

# %% [markdown] key="gumbel-verdict" story="2014"
# This is the **Gumbel-max** trick. Maddison, Tarlow and Minka (2014, [arXiv:1411.0030](https://arxiv.org/abs/1411.0030)) extend it to
# continuous variables. A language model can draw its next word in this way. The trick is exact. Call the sums $z_k+g_k$. From
# $g=-\ln(-\ln u)$ follows
#
# $$P\big(e^{-(z_k+g_k)} > s\big)=P(g_k < -z_k-\ln s)=\exp\big(-s\, e^{z_k}\big).$$
#
# So $e^{-(z_k+g_k)}$ is a waiting time with the rate $e^{z_k}$. The largest sum belongs to the shortest time. Class $k$ ends at the time $s$, and
# no class ends before, with the density $e^{z_k} \exp(-s \sum_j e^{z_j})$. Its integral over $s$ is $e^{z_k}/\sum_j e^{z_j}=p_k$.
#
# The last two lines agree: $J$ is the covariance of a one-hot draw $o$ from $p$. The product $o_j o_k$ is 1 only if $j=k$ came, so
# $E[o_j o_k]-E[o_j]\, E[o_k]=1_{j=k}\, p_j-p_j p_k$. So $v^\top J v$ is a variance, and never negative. But $J$ is also
# the second derivative of logsumexp, because $p$ is the first. So the loss is convex in the logits, and in $W$, which the logits depend on linearly.
#
# ### Borders that you can see
#
# Two classes have equal logits where $(w_j-w_k)^\top x+b_j-b_k=0$. That is a straight line, in 64 dimensions a
# hyperplane. Only a part of it is a border between the two: where no other logit is larger. With two features you can see the
# borders: ink in the middle of the image, and ink on its top.

# %% key="borders"
grey = digits.images / 16
ink = np.c_[grey[:, 2:6, 3:5].mean((1, 2)), grey[:, :3].mean((1, 2))]
trio = np.isin(y, [0, 6, 8])
flat_model = LogisticRegression(C=100).fit(ink[trio], y[trio])
across, up = np.meshgrid(np.linspace(0, 1, 300), np.linspace(0.08, 0.48, 300))
logits = flat_model.decision_function(np.c_[across.ravel(), up.ravel()])
regions = logits.argmax(1).reshape(across.shape)

# %% key="borders-picture"
fig, ax = plt.subplots()
for k in range(3):
    ax.contourf(across, up, regions == k, levels=[0.5, 1.5], colors=[f"C{k}"], alpha=0.15)
    one, two, third = (logits[:, (k + m) % 3].reshape(across.shape) for m in range(3))
    border = np.where(third < np.maximum(one, two), one - two, np.nan)
    ax.contour(across, up, border, levels=[0], colors="0.3", linewidths=1)
for digit, mark, colour in [(0, "o", "C0"), (6, "s", "C1"), (8, "^", "C2")]:
    ax.plot(*ink[y == digit].T, mark, ms=4, color=colour, mfc=(colour, 0.4), label=f"{digit}")
ax.set(xlabel="ink in the middle (share)", ylabel="ink on top (share)")
ax.set_title("Softmax regression divides the plane by straight lines")
ax.legend(title="digit", loc="upper left", bbox_to_anchor=(1, 1))
hits = flat_model.score(ink[trio], y[trio])
said = f"{hits:.0%} right of the {trio.sum()} digits that the model was fitted to"
xent.show(fig, f"Two features, three straight borders: {said}.")
