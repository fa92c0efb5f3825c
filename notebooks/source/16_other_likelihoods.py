# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Other likelihoods
#
# Which loss do you take when the target is a number?
#
# **Goals**
#
# - Tell a likelihood from a formula that only looks like one.
# - Price a measurement, and forecast its width.
# - Derive one family of distributions from entropy, and its slope.
# - Test whether a count follows its family.
# - Choose a loss by the task.
#
# **Needs** [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb), [04 Gradient descent](04_gradient_descent.ipynb), [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy import optimize, special, stats
from sklearn import datasets

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
rng = np.random.default_rng(16)

# %% [markdown]
# ## “Cross-entropy for regression”
#
# You count the bikes that pass in a minute. A model forecasts $h$ bikes, and $y$ bikes come. A common mistake keeps the formula of the classes and
# charges $-y\ln h$. Two bikes come. Which of these forecasts is the cheapest?

# %% key="invented-forecast"
xent.predict("likelihoods.invented", {"0.5": 0.25, "1": 0.25, "2": 0.25, "10": 0.25})

# %% key="invented"
h = np.array([0.5, 1, 2, 10])
print("forecast h", h, "\nprice     ", (0 - 2 * np.log(h)).round(2))
xent.reveal("likelihoods.invented", f"{h[(-2 * np.log(h)).argmin()]:g}")

# %% [markdown] key="invented-verdict"
# Whenever a bike comes, the largest forecast wins. So the loss has no minimum. It is {{ f"{0 - 2 * np.log(2):.2f}".replace("-", "−") }} for the right forecast 2. At $h=1$ it is 0 whatever comes.
# Two more invented formulas:
#
# - a “Poisson cross-entropy”, $-(y\ln h+h-y)$;
# - a “Gaussian cross-entropy” for $0\le y\le1$, $-\frac12\big[y\ln h+(1-y)\ln(1-h)+\frac12\ln2\pi+\frac12\big(\frac1h+\frac1{1-h}\big)\big]$.

# %% key="invented-picture"
h = np.linspace(0.05, 8, 300)
curves = {"−y ln h": -2 * np.log(h), "“Poisson”": -(2 * np.log(h) + h - 2)}
curves["Poisson, as it is"] = xent.poisson_nll(np.full(300, 2), h)
look = {"xlabel": "forecast h (bikes)", "ylabel": "price (nats)", "ylim": (-8, 8)}
ax = xent.plots.plot_curves(h, curves, title="Two bikes came: two prices fall for ever", **look)
least = h[curves["Poisson, as it is"].argmin()]
xent.show(ax.figure, f"Poisson itself is least at h = {least:.1f}. The other two have no minimum.")

# %% key="invented-gaussian"
for h in (0.999999, 0.9, 0.1, 1e-6):
    price = -(np.log(h) + np.log(2 * np.pi) / 2 + (1 / h + 1 / (1 - h)) / 2) / 2
    print(f"1 came, h = {h:g}: “Gaussian” {price:.1f} nats")

# %% [markdown] key="sum-test"
# All three fall without end, the “Gaussian” towards both $h=0$ and $h=1$, whatever comes. There is a test: if a loss is $-\ln$ of a likelihood, then
# $e^{-\ell}$ is a probability. So for **each** forecast, its sum over all outcomes is 1 (of a density: its integral). The sums over 0 to 99:

# %% key="sums"
y = np.arange(100)
for h in (0.5, 1.0, 2.0):
    invented = np.exp(y * np.log(h)).sum(), np.exp(y * np.log(h) + h - y).sum()
    right = np.exp(-xent.poisson_nll(y, np.full(100, h))).sum()
    print(f"h = {h}: −y ln h {invented[0]:.3g}, “Poisson” {invented[1]:.3g}, Poisson {right:.3f}")

# %% [markdown] key="gradient-text"
# At $h=1$ and 2, the sums of $-y\ln h$ grow without end. The integral of the “Gaussian” at $h=\frac12$ is {{ f"{np.exp((np.log(0.5) + np.log(2 * np.pi) / 2 + 2) / 2):.2f}" }}.
#
# The same mistake gives $-y\ln h$ the gradient $X^\top(X\theta-y)/n$. Whose is it?

# %% key="regression-gradient"
X, y, theta = 0.5 + rng.random((6, 2)), 1 + 2 * rng.random(6), np.array([0.7, 0.4])
claimed = X.T @ (X @ theta - y) / 6
invented = xent.gradient_error(claimed, lambda t: -(y * np.log(X @ t)).mean(), theta)
half_square = xent.gradient_error(claimed, lambda t: ((X @ t - y) ** 2).mean() / 2, theta)
print("gradient of −y ln h:", invented < 1e-6, " of half the squared error:", half_square < 1e-6)

# %% [markdown] key="regression-gradient-verdict"
# It is the gradient of half the mean squared error. That loss does come from a likelihood:
#
# ## Real numbers
#
# A measurement has a **density** $p(y)$: it falls between $y$ and $y+\mathrm dy$ with probability $p(y)\,\mathrm dy$. The Gaussian density is
#
# $$p(y)=\frac{1}{\sigma\sqrt{2\pi}}\,e^{-(y-\mu)^2/2\sigma^2}.$$
#
# [Lesson 03](03_binary_cross_entropy.ipynb)'s recipe holds: choose a likelihood, let the model output its parameters, minimise $-\ln p$. Its mean over the data is a cross-entropy again.
#
# ### Exercise: the price of a measurement
#
# Return the mean of $-\ln p(y)$.


# %% key="gaussian"
def gaussian_loss(y, mean, scale):
    """Mean price in nats of measurements y, with means and widths σ (scale), all (n,)."""
    ### BEGIN SOLUTION
    return (((y - mean) / scale) ** 2 / 2 + np.log(scale) + np.log(2 * np.pi) / 2).mean()
    ### END SOLUTION


xent.check("likelihoods.gaussian", gaussian_loss)

# %% [markdown] key="squared-error"
# If $\sigma$ is fixed, then only $(y-\mu)^2$ depends on the model: **squared error is the Gaussian price, with one width for all**.
#
# In lesson 03's data (Street et al., 1993), which name no unit, forecast a patient's worst area (the mean of the three largest cells) from the mean area, with a line:

# %% key="tumours"
area, worst = datasets.load_breast_cancer().data[:, [3, 23]].T
train, test = np.split(np.argsort(rng.random(569)), [300])
X, V = (np.c_[np.ones(569), (f - f[train].mean()) / f[train].std()] for f in (area, np.log(area)))
line = np.linalg.lstsq(X[train], worst[train])[0]
width = np.sqrt(((worst - X @ line)[train] ** 2).mean())
plain = xent.gaussian_nll(worst[test], X[test] @ line, width)
print(f"worst area: σ = {width:.0f}, {plain.mean():.2f} nats per patient")

# %% [markdown] key="unit-text" story="0.7 700"
# Now write the same areas, means and widths in thousands: 0.7 in place of 700. What does the same forecast cost?

# %% key="unit-forecast"
xent.predict("likelihoods.unit", {"13.4": 0.25, "6.5": 0.25, "0.007": 0.25, "-0.4": 0.25})

# %% key="unit"
thousands = xent.gaussian_nll(worst[test] / 1000, X[test] @ line / 1000, width / 1000)
xent.reveal("likelihoods.unit", f"{thousands.mean():.1f}")

# %% [markdown] key="unit-verdict"
# Per thousand, the density is a thousand times as large, so each price falls by $\ln1000$, {{ f"{np.log(1000):.2f}" }} nats. A density may exceed 1, and then **the loss is negative**.
# So 0 does not mean perfect. Always say the unit of $y$. The difference of two
# models does not depend on it.
#
# ## How wide?
#
# The model may also output the width, as $s=\ln\sigma$, so that $\sigma$ is positive. In $\mu$, the slope of the price is $(\mu-y)/\sigma^2$.
#
# ### Exercise: the slope of the width
#
# Derive $\partial(-\ln p)/\partial s$, and return it for each measurement. When is it 0?


# %% key="width-slope"
def width_slope(y, mean, log_scale):
    """Slope of each price in s = ln σ (log_scale); all (n,)."""
    ### BEGIN SOLUTION
    return 1 - ((y - mean) / np.exp(log_scale)) ** 2
    ### END SOLUTION


xent.check("likelihoods.width_slope", width_slope)

# %% [markdown] key="fit-text"
# It is 0 on average if the one $\sigma^2$ is the mean squared error. Now let $\mu$ be a line in the area, and $s$ a line in its logarithm. For given widths, the best
# $\mu$ has least squares, with each row divided by its width. Descent with your slope finds $s$. (Here all `w` are 1.)


# %% key="fit"
def fit(x, v, y, *, wide, df=1e9, log_term=1, steps=300):
    """Weights a of the mean x @ a, and b of ln σ = v @ b; only the first of b if not wide."""
    b, w = np.zeros(2), np.ones(len(y))
    for _ in range(steps):
        k = np.sqrt(w) * np.exp(-v @ b)
        a = np.linalg.lstsq(x * k[:, None], y * k)[0]
        r = (y - x @ a) * np.exp(-v @ b)
        w = (df + 1) / (df + r**2)  # Student's t with ν = df; 1 if df is huge: Gaussian
        b = b - 0.3 * v.T @ (log_term - w * r**2) / len(y) * [1, wide]
    return a, b


# %% key="bands"
rows, forecasts = (X[train], V[train], worst[train] / 500), {}  # near 1, for the descent
for name, wide in {
    "One width misses large areas": False,
    "A growing width does better": True,
}.items():
    a, b = fit(*rows, wide=wide)
    forecasts[name] = 500 * X[test] @ a, 500 * np.exp(V[test] @ b)
one, growing = (xent.gaussian_nll(worst[test], *forecast) for forecast in forecasts.values())
saved = one - growing

# %% key="bands-picture"
fig, axes = plt.subplots(1, 2, sharex=True, sharey=True)
ticks, shares = [100, 200, 500, 1000, 2000, 5000], []
for ax, (name, forecast) in zip(axes, forecasts.items()):
    low, high = stats.norm.interval(0.9, *forecast)
    inside = ((low < worst[test]) & (worst[test] < high))[area[test].argsort()]
    shares.append(", ".join(f"{100 * q.mean():.0f}" for q in np.array_split(inside, 4)) + " %")
    look = {"xscale": "log", "yscale": "log", "xlabel": "mean area", "title": name}
    xent.plots.plot_bands(area[test], worst[test], low, high, ax=ax, **look)
    ax.set(xticks=ticks, xticklabels=ticks, yticks=ticks, yticklabels=ticks)
    ax.minorticks_off()
axes[0].set(ylabel="worst area", xlim=(150, 2500), ylim=(90, 5000))
said = "Grey: 90 % forecasts. Inside, by quarters of mean area: {}; growing {}.".format(*shares)
xent.show(fig, f"{said} Saved: {saved.mean():.2f} ± {stats.sem(saved):.2f} nats per patient.")

# %% [markdown] key="width-verdict"
# Large areas vary more. One width is too wide for three quarters of the patients, and too narrow for the last. The growing width saves
# {{ f"{saved.mean():.2f}" }} nats per patient. Such data are called **heteroscedastic**.
#
# **Break it.** A colleague drops $\ln\sigma$, because his loss was “strangely negative”. Only $\big(\frac{y-\mu}\sigma\big)^2/2$ is left. What will $\sigma$ do?

# %% key="broken-width"
for steps in (10, 100, 1000):
    a, b = fit(*rows, wide=False, log_term=0, steps=steps)
    rest = (((rows[2] - rows[0] @ a) / np.exp(b[0])) ** 2 / 2).mean()
    print(f"{steps:4} steps: σ = {500 * np.exp(b[0]):5.0f}, his loss {rest:.4f}")

# %% [markdown] key="broken-width-verdict" story="0.3"
# The width grows without end, and the loss nears 0. The term $\ln\sigma$ is the price of a wide forecast. Mend it with `log_term=1`: $\sigma$ is {{ f"{width:.0f}" }}.
#
# ## One wrong number
#
# In the training row of middle mean area, or of the largest, the worst area grows tenfold by a typo. Try **Student's t**,
# $-\ln p=\frac{\nu+1}2\ln\big(1+\frac{r^2}\nu\big)+\ln\sigma$ + a constant, with $r=\frac{y-\mu}\sigma$ (Lange et al., 1989). Its slope in $\mu$ is the Gaussian's times
# $w=\frac{\nu+1}{\nu+r^2}$: far rows weigh less. **Laplace**, $-\ln p=\frac{|y-\mu|}b+\ln2b$, is absolute error. Move $y$ away from $\mu$, and compare the three
# slopes. Then make the Gaussian price negative (width 0.3, $y=\mu$).

# %% key="families-explorer"
xent.explorers.explore_families()

# %% key="typo"
by_area = area[train].argsort()
typos = [np.where(np.arange(300) == row, 10, 1) * rows[2] for row in (by_area[150], by_area[-1])]
for name, df in (("Gaussian", 1e9), ("Student's t, ν = 3", 3.0)):
    lines = [fit(*rows[:2], target, wide=False, df=df)[0] for target in (rows[2], *typos)]
    clean, middle, largest = (abs(worst[test] - 500 * X[test] @ a).mean() for a in lines)
    print(f"{name}: mean |error| {clean:.0f}; typo: middle row {middle:.0f}, largest {largest:.0f}")

# %% [markdown] key="typo-verdict"
# The Gaussian slope is proportional to the error, so one number pulls the line, most of all at its end. Laplace's is $\pm1/b$
# at any distance. That of Student's t falls again, so a far number hardly counts.

# %% [markdown] key="die-text" story="4.5"
# ## A die with the mean 4.5
#
# A die shows 4.5 on average in many throws. You know nothing else. How probable is a six?

# %% key="die-forecast"
xent.predict("likelihoods.die", {"0.17": 0.25, "0.25": 0.25, "0.35": 0.25, "0.50": 0.25})

# %% [markdown] key="die-why" story="1957 4.5"
# Many distributions have this mean. Jaynes (1957) takes the one with the most entropy.
# Try $p_k=e^{\theta k-A}$, where $A(\theta)=\ln\sum_je^{\theta j}$ makes the sum 1. Choose $\theta$ so that the mean is right, by descent with the slope
# mean − 4.5:

# %% key="die"
faces = np.arange(1, 7)


def tilt_for(mean, t=0.0):
    for _ in range(500):
        t -= 0.1 * (xent.softmax(t * faces) @ faces - mean)
    return t


p = xent.softmax(tilt_for(4.5) * faces)
print("p =", p.round(3))
xent.reveal("likelihoods.die", f"{min((0.17, 0.25, 0.35, 0.5), key=lambda s: abs(s - p[5])):.2f}")

# %% [markdown] key="rivals-text" story="4.5"
# Three rivals have the mean 4.5, too:

# %% key="rivals"
for rival in ([0, 0, 1, 1, 1, 1], [3, 0, 0, 0, 0, 7], [1, 1, 3, 3, 6, 6]):
    r = np.array(rival) / sum(rival)
    print(f"{rival}: mean {r @ faces:.2f}, entropy {xent.entropy(r, base=2):.3f} bits")

# %% [markdown] key="maximum-entropy"
# The entropy of $p$ is {{ f"{xent.entropy(p, base=2):.3f}" }} bits. No $r$ of the same mean $m$ has more. By Gibbs' inequality ([lesson 02](02_cross_entropy_and_kl.ipynb)),
#
# $$H(r)\le H(r,p)=-\sum_kr_k(\theta k-A)=A-\theta m,$$
#
# as $\ln p_k=\theta k-A$. The right side is the same for all $r$ of this mean. For $r=p$ it is $H(p)$. So $H(r)\le H(p)$. Whatever $r$ is true, $p$ costs $H(p)$. Any
# other forecast costs more for some $r$, such as $p$.
#
# For the means of several features $f_j(k)$, the same proof holds for $\ln p_k=\sum_j\theta_jf_j(k)-A$, if some $\theta$ gives these means. That is a **softmax** of the logits $\sum_j\theta_jf_j(k)$.

# %% key="die-picture"
curves = {f"mean {m}": xent.softmax(tilt_for(m) * faces) for m in (2.5, 3.5, 4.5, 5.5)}
look = {"xlabel": "face", "ylabel": "probability", "yscale": "log"}
ax = xent.plots.plot_curves(faces, curves, title="Most entropy: ln p is a straight line", **look)
plt.setp(ax.lines, marker="o")
xent.show(
    ax.figure, f"Mean 4.5: each face is {p[1] / p[0]:.2f} times as probable as the one before."
)

# %% [markdown] key="one-slope"
# ## One slope for many families
#
# Give each outcome a fixed weight $c(y)$. Then $p(y)=c(y)\,e^{\theta y-A(\theta)}$ is called an **exponential family**.
#
# | family | outcomes | $c(y)$ | $\theta$ |
# |---|---|---|---|
# | Bernoulli | 0, 1 | 1 | logit |
# | Binomial | 0 to $N$ | $\binom Ny$ | logit |
# | Poisson | 0, 1, 2, … | $1/y!$ | $\ln\mu$ |
# | Gaussian, $\sigma=1$ | real | $e^{-y^2/2}$ | $\mu$ |
#
# The price is $\ell=A(\theta)-\theta y-\ln c(y)$. With $e^A=\sum_yc(y)e^{\theta y}$ (real $y$: an integral), $A'=\sum_yy\,c(y)e^{\theta y}/e^A$ is the mean. So
#
# $$\frac{\partial\ell}{\partial\theta}=\text{mean}-\text{observation}.$$
#
# That is lesson 03's $p-y$, and the slope of half the squared error. With a $\theta$ for each class, it is lesson 05's $p-t$.

# %% key="slopes"
prices = {
    "Bernoulli": (lambda z: xent.sigmoid_cross_entropy(1, z), xent.sigmoid(0.3) - 1),
    "Binomial": (lambda z: xent.binomial_nll(11, 16, z), 16 * xent.sigmoid(0.3) - 11),
    "Poisson": (lambda z: xent.poisson_nll(4, np.exp(z)), np.exp(0.3) - 4),
    "Gaussian": (lambda z: xent.gaussian_nll(2.0, z, 1.0), 0.3 - 2),
}
for name, (price, gap) in prices.items():
    slope = xent.numerical_gradient(price, np.array(0.3))
    print(f"{name:9} at θ = 0.3: slope {slope:+.6f}, mean − observation {gap:+.6f}")

# %% [markdown]
# ### Exercise: count with the most entropy
#
# Now let $y$ be 0, 1, 2, … with all $c(y)=1$, and $\theta<0$. Derive $A(\theta)$, and return the slope of each price in $\theta$.


# %% key="geometric"
def geometric_slope(y, theta):
    """Slope in θ of −ln p(y) for counts y and θ below 0, both (n,)."""
    ### BEGIN SOLUTION
    return np.exp(theta) / (1 - np.exp(theta)) - y
    ### END SOLUTION


xent.check("likelihoods.geometric", geometric_slope)

# %% [markdown] key="counts-text" story="250"
# With $\theta=\ln h$, $-y\ln h$ is this price without $A$, and $e^A$ is the sum 2 that you saw at $h=\frac12$.
#
# ## Counts
#
# If events come independently at a constant rate of $\mu$ per minute, then $P(y)=\mu^ye^{-\mu}/y!$ is the probability of $y$ events in a minute (**Poisson**).
#
# ### Exercise: the price of a count
#
# Return the mean of $-\ln P(y)$. Some counts are near 250, where $y!$ overflows: `special.gammaln` helps.


# %% key="poisson"
def poisson_loss(counts, rate):
    """Mean price in nats of counts (n,), ints, with the forecast rates (n,)."""
    ### BEGIN SOLUTION
    return (rate - counts * np.log(rate) + special.gammaln(counts + 1)).mean()
    ### END SOLUTION


xent.check("likelihoods.poisson", poisson_loss)

# %% [markdown]
# Twenty men of a fitness club count their sit-ups (Tenenhaus, 1998). Their waist sets the rate, $\ln\mu=\theta_0+\theta_1x$:

# %% key="sit-ups"
club = datasets.load_linnerud()
sit_ups, waist = club.data[:, 1], club.target[:, 1]
X20, theta = np.c_[np.ones(20), (waist - waist.mean()) / waist.std()], np.array([5.0, 0.0])
for _ in range(500):
    theta -= 0.005 * X20.T @ (np.exp(X20 @ theta) - sit_ups) / 20  # mean - observation
rate = np.exp(X20 @ theta)
low, high = stats.poisson.ppf([[0.05], [0.95]], rate)

# %% key="sit-ups-picture"
fig, ax = plt.subplots(figsize=(7, 4.5))
look = {"xlabel": "waist (inches; equal ones side by side)", "ylabel": "sit-ups"}
title = "Many dots are far from their Poisson bars"
xent.plots.plot_bands(waist, sit_ups, low, high, ax=ax, title=title, **look)
xent.show(fig, f"A bar holds at least 90 % of a forecast; mean length {np.mean(high - low):.0f}.")

# %% [markdown]
# ### Exercise: read the picture
#
# How many men are outside their bars, above or below (by the middle of the dot)? How many of 20 do you expect outside at most, if the forecasts are right? Give
# `[outside, expected]`.

# %% key="outside"
### BEGIN SOLUTION
men = [15, 2]
### END SOLUTION
xent.check("likelihoods.outside", men)

# %% [markdown] key="sit-ups-verdict"
# A Poisson distribution has one parameter: its variance **is** its mean. Here $(y-\mu)^2/\mu$, which is 1 on average for Poisson counts, has the mean
# {{ f"{((sit_ups - rate) ** 2 / rate).mean():.0f}" }}. Sit-ups of one man do not come independently, and men of one waist differ. The family is wrong. (The negative binomial has one more
# parameter, for the variance.)
#
# ## Sixteen dots in a pixel
#
# Each pixel of a digit (Alpaydin and Kaynak, 1998) counts the black ones among 4 × 4 dots: 0 to 16. The count of $N$ independent trials
# follows the **Binomial**, $\binom Nyp^y(1-p)^{N-y}$. If pixels are divided by 16, then sixteen times lesson 03's binary cross-entropy is its price, up to
# $\ln\binom{16}y$:

# %% key="binomial"
pixels = xent.data.digits().images.reshape(-1, 64).astype(int)
image = np.argsort(rng.random(1797))
known, new = np.split(pixels[image], [1347])
z = special.logit((known.sum(0) + 1) / (16 * len(known) + 2))  # one p a pixel; + 1, + 2: never 0, 1
logits = np.broadcast_to(z, new.shape)
binomial = xent.binomial_nll(new, 16, logits)
shares = 16 * xent.sigmoid_cross_entropy(new / 16, logits) - np.log(special.comb(16, new))
print("the same to a billionth of a nat:", abs(binomial - shares).max() < 1e-9)

# %% [markdown] story="4.09"
# Equal probabilities for all 17 values cost $\log_217=4.09$ bits per pixel. What does the Binomial pay on new digits, with each pixel's own $p$?

# %% key="pixels-forecast"
xent.predict("likelihoods.pixels", {"0.9": 0.25, "2.4": 0.25, "3.3": 0.25, "5.6": 0.25})

# %% key="pixels"
table = np.array([(known == v).sum(0) + 1 for v in range(17)])  # one more of each value
table = table / table.sum(0)
bits = {"uniform": np.log2(17), "Binomial": binomial.mean() / np.log(2)}
bits["17 classes"] = -np.log2(table[new, np.arange(64)]).mean()
xent.reveal("likelihoods.pixels", f"{bits['Binomial']:.1f}")

# %% key="pixels-picture"
dots, pixel = np.arange(17), 28
fig, ax = plt.subplots()
ax.bar(dots, table[:, pixel], fc="0.8", ec="0.5", label="17 classes, from counts")
expects = stats.binom.pmf(dots, 16, special.expit(z[pixel]))
ax.plot(dots, expects, "o-", label="Binomial of the same mean")
ax.set(xlabel="black dots of 16 in one pixel", ylabel="probability", xticks=dots[::2])
ax.set_title("This pixel is mostly near white or black, the Binomial near grey")
ax.legend()
xent.show(fig, "Bits per pixel: " + ", ".join(f"{k} {v:.2f}" for k, v in bits.items()) + ".")

# %% [markdown] key="pixels-verdict"
# The Binomial pays more than equal probabilities do. Neighbouring dots are no independent trials: {{ f"{np.isin(new, (0, 16)).mean():.0%}" }} of all pixels are all white or all black. And one
# $p$ serves ten digits (*Going further*). Seventeen classes assume no shape, so lesson 05's loss wins here.

# %% [markdown] key="order-text"
# ## Choose a loss by the task
#
# A bakery sells about a hundred loaves a day. A missing loaf costs 3, and one that is left costs 1.
#
# ### Exercise: the order
#
# When does one loaf more pay? Return the demand among those observed that would have been the cheapest order.


# %% key="order"
def best_order(demand, short, left):
    """One of the demands (n,), given the costs of a missing and of a left loaf."""
    ### BEGIN SOLUTION
    return np.quantile(demand, short / (short + left), method="inverted_cdf")
    ### END SOLUTION


xent.check("likelihoods.order", best_order)

# %% key="tasks-picture"
demand = np.round(100 * np.exp(0.4 * draws.normal(rng, 1001)))  # made by rule
orders, gap = np.arange(50, 191), demand[:, None] - np.arange(50, 191)
tasks = {"squared": gap**2, "absolute": abs(gap), "3 or 1": np.where(gap > 0, 3 * gap, -gap)}
means = {name: cost.mean(0) for name, cost in tasks.items()}
curves = {f"{name}: best {orders[m.argmin()]}": m / m.min() for name, m in means.items()}
look = {"xlabel": "order (loaves)", "ylabel": "mean cost / its least", "ylim": (0.95, 2.5)}
ax = xent.plots.plot_curves(orders, curves, title="One demand, three costs, three orders", **look)
middles = demand.mean(), *np.quantile(demand, (0.5, 0.75))
xent.show(ax.figure, "Mean {:.0f}, median {:.0f}, 75 % quantile {:.0f} loaves.".format(*middles))

# %% [markdown] key="tasks-verdict"
# Squared error asks for the **mean**, absolute error for the **median**. The last cost asks for the **quantile** of $\frac{3}{3+1}$: one loaf more pays as long
# as $3\,P(\text{short})>1-P(\text{short})$. This cost is a **quantile loss**, or pinball loss (Koenker and Bassett, 1978).

# %% [markdown] key="choose"
# Is it a likelihood? Up to a constant, it is $-\ln$ of a density, as squared error is (*Going further*). But that density changes with your costs, and the demand does not. So read it as
# a **point loss**: it prices one number, and asks for the right one under **every** distribution. A likelihood
# prices the whole belief.
#
# | what comes | family | the model outputs |
# |---|---|---|
# | yes or no; one of $K$ | Bernoulli; categorical | logits |
# | a measurement | Gaussian; far ones: Laplace, Student's t | $\mu$, $\ln\sigma$ |
# | a count; one out of $N$ | Poisson; Binomial: **test the variance** | $\ln\mu$; logit |
# | a rank | ordinal (*Going further*) | a score |
# | one number at fixed costs | any: quantile loss | that number |
#
# Choose by the outcomes and the task.
#
# ## What you now know
#
# 1. $e^{-\ell}$ of a likelihood sums (a density: integrates) to 1 for each forecast. That of $-y\ln h$ does not.
# 2. Squared error is a Gaussian price of fixed width. A density's price may be negative, and depends on the unit.
# 3. Most entropy at given means gives an exponential family; over classes, a softmax. Its slope is mean − observation.
# 4. The mean of a Poisson or Binomial fixes its variance. Test it on data.
# 5. A point loss answers one task. A likelihood prices the whole belief.
#
# Four questions:

# %% key="quiz"
xent.quiz("likelihoods")

# %% [markdown] story="1.2 0.4"
# ### In your own words
#
# A colleague's loss was 1.2 nats on Monday and is −0.4 today. “A cross-entropy can't be negative, so there is a bug.” What do you ask? Three sentences.
#
# ### Transfer
#
# A bus arrives some minutes late or early. Which family would you try first, what does the model output, and which plot would change your mind?
#
# ## What next
#
# [17 Atlas of applications](17_applications_atlas.ipynb) runs this loss from images to graphs.
#
# ## References
#
# - Jaynes, E. T. (1957). Information theory and statistical mechanics. *Physical Review* 106, 620–630. [doi:10.1103/PhysRev.106.620](https://doi.org/10.1103/PhysRev.106.620)
# - Koenker, R., Bassett, G. (1978). Regression quantiles. *Econometrica* 46, 33–50. [doi:10.2307/1913643](https://doi.org/10.2307/1913643)
# - Lange, K. L., Little, R. J. A., Taylor, J. M. G. (1989). Robust statistical modeling using the t distribution. *Journal of the American Statistical Association* 84, 881–896. [doi:10.1080/01621459.1989.10478852](https://doi.org/10.1080/01621459.1989.10478852)
# - McCullagh, P. (1980). Regression models for ordinal data. *Journal of the Royal Statistical Society B* 42, 109–127. [doi:10.1111/j.2517-6161.1980.tb01109.x](https://doi.org/10.1111/j.2517-6161.1980.tb01109.x)
# - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27, 379–423. [doi:10.1002/j.1538-7305.1948.tb01338.x](https://doi.org/10.1002/j.1538-7305.1948.tb01338.x)
# - Street, W. N., Wolberg, W. H., Mangasarian, O. L. (1993). Nuclear feature extraction for breast tumor diagnosis. *Proc. SPIE* 1905, 861–870. [doi:10.1117/12.148698](https://doi.org/10.1117/12.148698)
# - Tenenhaus, M. (1998). *La régression PLS: théorie et pratique*. Éditions Technip. ISBN 2-7108-0735-1
# - Alpaydin, E., Kaynak, C. (1998). Optical recognition of handwritten digits. UCI Machine Learning Repository. [doi:10.24432/C50P49](https://doi.org/10.24432/C50P49)

# %% [markdown]
# ## Going further

# %% [markdown] key="ordinal-text"
# ### Ranks
#
# A rank, such as one to four stars, has an order and no distance. McCullagh (1980) draws $K-1$ cuts through one score: $P(y\le k)=\sigma(c_k-s)$. These are
# fewer parameters than a softmax has. Cut the worst area into four ranks, and forecast the rank from the mean area:

# %% key="ordinal"
rank = np.searchsorted(np.quantile(worst[train], [0.25, 0.5, 0.75]), worst)


def ordinal(t, rows):
    return xent.ordinal_nll(rank[rows], X[rows, 1] * t[0], t[1] + np.r_[0, np.exp(t[2:]).cumsum()])


def softmax(w, rows):
    return xent.softmax_cross_entropy(rank[rows], X[rows] @ w.reshape(2, 4))


t = optimize.minimize(lambda t: ordinal(t, train).mean(), [1.0, -1, 0, 0]).x
w = optimize.minimize(lambda w: softmax(w, train).mean() + 1e-6 * w @ w, np.zeros(8)).x
for name, loss in {
    "ordinal, 4 numbers": ordinal(t, test),
    "softmax, 8 (6 free)": softmax(w, test),
}.items():
    print(f"{name:19} {loss.mean() / np.log(2):.2f} bits a rank")
gap = (ordinal(t, test) - softmax(w, test)) / np.log(2)
print(f"difference {gap.mean():.2f} ± {stats.sem(gap):.2f}")

# %% [markdown] key="ordinal-verdict"
# The ordinal forecast assumes that a larger area moves the log-odds of all cuts alike. The softmax does not, and pays a little less here (on other splits, the sign of the difference may
# change). But the ordinal one has a single slope, which says what a larger area does to every cut.

# %% [markdown] key="classes-text"
# ### A classifier of likelihoods
#
# Perhaps the Binomial fails because one $p$ serves ten digits. Give each digit its own. Then sum the prices of an image's pixels for each digit: by Bayes'
# rule, the softmax of minus these sums is the probability of the digit (all ten are about equally common).

# %% key="classes"
digit = xent.data.digits().labels[image]
known_digit, new_digit = digit[:1347], digit[1347:]
sums = np.zeros((len(new), 10))
for k in range(10):
    mine = known[known_digit == k]
    logit = special.logit((mine.sum(0) + 1) / (16 * len(mine) + 2))
    sums[:, k] = xent.binomial_nll(new, 16, np.broadcast_to(logit, new.shape)).sum(1)
own = sums[np.arange(len(new)), new_digit].mean() / 64 / np.log(2)
paid = xent.softmax_cross_entropy(new_digit, -sums).mean() / np.log(2)
print(f"{own:.2f} bits a pixel; {(sums.argmin(1) == new_digit).mean():.0%} of digits are right")
print(f"as forecasts of the digit: {paid:.1f} bits an image, a uniform one {np.log2(10):.1f}")

# %% [markdown] key="classes-verdict" story="1024"
# A pixel still costs nearly as much as the uniform forecast. The classifier names most digits rightly, but its probabilities are worth less than
# uniform ones. It counts 1024 dots as 1024 independent witnesses, so it is far too sure ([lesson 12](12_calibration.ipynb)).

# %% [markdown] key="quantile-text"
# ### The density of a quantile loss
#
# For the share $\tau$, let a missing loaf cost $\tau$ and a left one $1-\tau$. Over all real numbers, $e^{-\text{cost}/b}$ has the integral $\frac b{\tau(1-\tau)}$ for each
# order. Divided by it, it is a density. Its best width $b$ is the mean cost. But each quantile makes *another* density of the same demand:

# %% key="quantile-densities"
for share in (0.1, 0.5, 0.75):
    order = np.quantile(demand, share)
    cost = np.where(demand > order, share, 1 - share) * abs(demand - order)
    price = 1 + np.log(cost.mean() / (share * (1 - share)))  # best b
    print(f"{share:.0%} quantile {order:3.0f} loaves: as a density it pays {price:.2f} nats a day")

# %% [markdown] key="quantile-verdict"
# The density is an asymmetric Laplace. All three pay nearly the same, and at most one of them can be true: the demand does not know your costs.

# %% [markdown] key="kinks-text"
# ### Kinks and jumps
#
# Are all losses smooth? Absolute error has a kink (a corner) at 0, and no slope there. 0–1 loss has a jump, and the slope 0 elsewhere. Descent can use the
# first one, with steps that shrink, because its slope does not shrink near the minimum. The second one gives no direction. (Its number after 0 is 1/step: a jump, and no slope.)

# %% key="kinks"
step = 1e-6
for name, f in {"squared": np.square, "absolute": abs, "0–1": lambda e: 1.0 * (e > 0)}.items():
    slopes = [(f(e + step) - f(e)) / step for e in (-1.0, -step, 0.0, 1.0)]
    said = " ".join(f"{abs(s) if abs(s) < 0.1 else s:.0f}" for s in slopes)
    print(f"{name:9} slopes at −1, before 0, after 0, at 1: {said}")

# %% [markdown] key="the-loss-text"
# ### “The loss function”
#
# A loss $\ell$ prices one example, and its mean $L$ over the data is the **empirical risk**. Absolute error is one loss among many. A common mistake calls it *the* loss function, and gives it an `epsilon` “against overflow”. What does that one do?


# %% key="the-loss"
def the_loss_function(y, q, epsilon=1e-12):  # noqa: ARG001
    return np.mean(np.abs(y - q))


y, q = np.array([1.0, 0, 1, 0]), np.array([0.8, 0.3, 0.7, 0.2])
print("with 1e-12 and 5:", *(the_loss_function(y, q, epsilon=e).round(3) for e in (1e-12, 5.0)))
print("the Bernoulli price:", xent.binary_cross_entropy(y, q).mean().round(3), "nats")

# %% [markdown] key="the-loss-verdict"
# Nothing: `epsilon` is not used, and there is nothing to overflow. As lesson 03 shows, absolute error does not ask for a probability.

# %% [markdown] key="gaussian-entropy" story="1948"
# ### Why the Gaussian?
#
# The proof of the die holds for densities, too. Take the features $y$ and $y^2$. Then $\ln p=\theta_1y+\theta_2y^2-A$, which is a Gaussian. So of all densities of
# a given mean and variance, the Gaussian has the most entropy, $\ln(\sigma\sqrt{2\pi e})$ (Shannon, 1948). Squared error claims a mean and a width, and nothing else.
#
# ### What do the weights do?
#
# Where all $c(y)=1$, the family has the most entropy of its mean. Otherwise, the die's proof runs with $\sum_yp\ln(p/c)$ in place of $-H(p)$: of all $p$ with
# this mean, the family has the smallest. So the Poisson distribution has *not* the most entropy of all counts with its mean. The one of your exercise has, as its $c(y)$ are 1.
#
# ### What mean − observation does, and for whom
#
# In the sit-ups, the slope in $\theta_0$ is the sum of mean − observation, and it is 0 at the minimum. So the rates sum to the counts ({{ f"{rate.sum():.0f}" }} and {{ f"{sit_ups.sum():.0f}" }}): the
# mean over all men is right, although the family is wrong. In the prices of Laplace and Student's t, no term $\theta y$ splits off. They are no such families, and have other slopes.
#
# ### The curvature is the variance
#
# Differentiate $A'=\sum_yy\,c(y)e^{\theta y-A}$ once more: $A''=\sum_yy(y-A')\,p(y)$, which is the variance. It is never negative, so the price is convex in $\theta$.
# In lesson 05's Jacobian, $\operatorname{diag}(p)-pp^\top$ is the same fact for $K$ classes.
