# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Calibration
#
# Can you believe the probabilities?
#
# **Goals**
#
# - Read a reliability diagram, and tell a real gap from chance.
# - Say what a calibration error hides, and split a score into its parts.
# - Mend a model with one number, and show why its accuracy cannot change.
# - Explain what smoothed labels do to forecasts.
# - Use a model only where it is sure, and test it on another kind of data.
#
# **Needs** [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb) and [10 Training experiments](10_training_experiments.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy import ndimage
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from threadpoolctl import threadpool_limits

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
threadpool_limits(1)  # the products are small: a second thread would wait
rng = np.random.default_rng(12)

# %% [markdown]
# ## Two forecasters
#
# Anna and Bert say each evening whether it will rain tomorrow. Both are right on nine days out of ten. Anna always adds "I am 90 % sure", Bert "I am 99 % sure".
# Each pays for the outcome $-\log_2$ of the probability that was given to it. How many bits per day does Bert pay more than Anna?

# %% key="forecasters-forecast"
xent.predict("calibration.forecasters", {"0.00": 0.25, "0.02": 0.25, "0.21": 0.25, "2.00": 0.25})

# %% key="forecasters"
right = np.array([0.9, 0.1])  # what happens: right, wrong
said = {"Anna": [0.9, 0.1], "Bert": [0.99, 0.01]}
bits = {name: xent.cross_entropy(right, p, base=2) for name, p in said.items()}
print({name: round(float(cost), 2) for name, cost in bits.items()}, "bits per day")
xent.reveal("calibration.forecasters", f"{bits['Bert'] - bits['Anna']:.2f}")

# %% key="forecasters-picture"
sure = np.linspace(0.5, 0.999, 200)
price = [xent.cross_entropy(right, [p, 1 - p], base=2) for p in sure]
fig, ax = plt.subplots()
ax.plot(sure, price, label="right on 90 % of the days")
for (name, p), mark in zip(said.items(), "os"):
    ax.plot(p[0], bits[name], f"k{mark}", label=f"{name}: {bits[name]:.2f} bits")
ax.set(xlabel="probability given to the own answer", ylabel="mean price (bits per day)")
ax.set_title(f"The honest {sure[np.argmin(price)]:.0%} is cheapest", loc="left")
ax.legend()
xent.show(fig, f"99 % costs {bits['Bert']:.2f} bits per day, 90 % {bits['Anna']:.2f}.")

# %% [markdown] key="forecasters-verdict"
# The difference is lesson 02's KL of what happens, $(0.9,0.1)$, and what Bert says, $(0.99,0.01)$. Accuracy cannot show this, because it is the same.
#
# A forecaster is **calibrated** if, of the cases with the forecast $p$, the share $p$ comes true.
#
# ## Two models
#
# Two softmax regressions learn the digits. `C` is one over the strength of the penalty: `bold` is hardly held back, `timid` is held back very much. They learn from half of the images. `val` is for choices, and
# `test` for the final numbers.

# %% key="models"
digits = xent.data.digits()
x, y = digits.images.reshape(-1, 64) / 16, digits.labels
train, rest = train_test_split(np.arange(1797), test_size=0.5, random_state=0, stratify=y)
val, test = train_test_split(rest, test_size=0.5, random_state=0, stratify=y[rest])
penalties = {"bold": 1e4, "timid": 0.01}
model = {name: LogisticRegression(C=c, max_iter=1000) for name, c in penalties.items()}
z = {name: m.fit(x[train], y[train]).decision_function(x) for name, m in model.items()}


# %% key="top"
def loss(logits):
    return xent.softmax_cross_entropy(y[test], logits[test]).mean()


def top(logits):
    return xent.top_label(y[test], xent.softmax(logits[test]))


# %% key="tell"
def tell(name, logits):
    right, says = top(logits).correct.mean(), top(logits).confidence.mean()
    print(f"{name:13} {right:.1%} right, says {says:.1%}, loss {loss(logits):.3f} nats")


for name in z:
    tell(name, z[name])

# %% [markdown] key="diagram-why"
# The **confidence** is the probability of the likeliest class. `timid` is right far more often than it says. For `bold` the gap seems small, but its loss is high for so few mistakes.
#
# A **reliability diagram** sorts the forecasts into bins. Over the mean confidence of each bin it draws how often the answer was right, with Wilson's (1927) 95 % interval. It is long where a bin holds few forecasts.

# %% key="diagram"
curves = {name: xent.reliability(top(z[name]).correct, top(z[name]).confidence) for name in z}
ax = xent.plots.plot_reliability(curves)
last = curves["bold"]
n, claim, came = last.counts[-1], last.confidence[-1], last.frequency[-1]
xent.show(ax.figure, f"bold's last bin: {n} of 450, says {claim:.1%}, {came:.1%} are right.")

# %% [markdown] key="diagram-verdict"
# A calibrated model lies on the grey diagonal. All bins of `timid` are above it. Nearly all forecasts of `bold` are in one bin, and fewer are right there than it says.
#
# ## One number for it all
#
# How far apart are forecasts and frequencies, on average over the forecasts?
#
# ### Exercise: a calibration error
#
# Make ten bins of equal width. A forecast of 1 belongs to the last bin. In each bin that holds anything, take the distance between its mean forecast and its share of ones. How much should a bin count? Return the mean distance.


# %% key="ece"
def calibration_error(y, p):
    """Mean distance of forecasts and frequencies; events y (0 or 1) and forecasts p, both (n,)."""
    ### BEGIN SOLUTION
    place = np.minimum((p * 10).astype(int), 9)
    return abs(np.bincount(place, p - y)).sum() / len(p)
    ### END SOLUTION


xent.check("calibration.ece", calibration_error)

# %% [markdown] key="ece-defined"
# This is the **expected calibration error**, as Guo et al. (2017) use it, with the mean forecast $\bar p_b$ and the frequency $\bar y_b$ of a bin that holds $n_b$ of $n$ forecasts:
#
# $$\mathrm{ECE}=\sum_b\frac{n_b}{n}\,\big|\bar p_b-\bar y_b\big|.$$


# %% key="ece-values"
def ece(logits, n_bins=10):
    t = top(logits)
    return xent.expected_calibration_error(t.correct, t.confidence, n_bins=n_bins)


tenth, happened = np.full((450, 10), 0.1), xent.one_hot(y[test], 10)
print(f"bold {ece(z['bold']):.3f}, timid {ece(z['timid']):.3f}, 0.1 each {ece(0 * z['bold']):.3f}")

# %% [markdown] key="base-rate" story="0.1 450"
# The last forecaster gives each digit 0.1, about the base rate, whatever the image. Its error is nearly 0, and it knows nothing. So calibration alone is not enough.
#
# Now take a forecaster who is honest for certain. Keep the confidences of `timid`, and **draw** whether each answer is right, with exactly this probability. What is the mean ECE of these 450 outcomes, over many draws?

# %% key="honest-forecast"
xent.predict("calibration.honest", {"0.00": 0.25, "0.01": 0.25, "0.03": 0.25, "0.10": 0.25})


# %% key="honest"
def of_honest(confidence, n_bins=10, draws=200):
    drawn = rng.random((draws, len(confidence))) < confidence
    error = xent.expected_calibration_error
    return np.array([error(row, confidence, n_bins=n_bins) for row in drawn])


by_chance = of_honest(top(z["timid"]).confidence)
xent.reveal("calibration.honest", f"{by_chance.mean():.2f}")

# %% [markdown] key="honest-why"
# The frequency of a bin scatters around $p$, and no distance is negative, so chance alone gives an error.
#
# ### Exercise: the error of chance
#
# Of $n$ honest forecasts, all near $p$, each of $b$ bins holds equally many. Derive the expected ECE. Take the scatter of a frequency as normal: then its mean distance from its mean is $\sqrt{2/\pi}$ standard deviations.


# %% key="chance"
def chance(p, n, bins):
    """Expected calibration error of n honest forecasts near p, in equally full bins."""
    ### BEGIN SOLUTION
    return np.sqrt(2 * p * (1 - p) * bins / (np.pi * n))
    ### END SOLUTION


xent.check("calibration.chance", chance)

# %% key="bins-picture"
bins = np.array([2, 5, 10, 20, 35, 50])
sure = {name: top(z[name]).confidence for name in z}
errors = {"bold": [ece(z["bold"], n_bins=k) for k in bins]}
for name in z:
    twin = [np.quantile(of_honest(sure[name], k), 0.95) for k in bins]
    errors[f"95 % limit, twin of {name}"] = twin
ax = xent.plots.plot_curves(bins, errors, xlabel="bins", ylabel="ECE")
first, *_, twin = (row for row in errors.values())
ax.set(ylim=(0, 0.1), title="More bins, more error, for the honest ones too")
xent.show(ax.figure, f"At 10 bins: {first[2]:.3f}; 95 % of the honest are below {twin[2]:.3f}.")

# %% [markdown] key="bins-verdict"
# So report with an ECE its number of bins, and its limit for an honest twin **who says the same**. The honest twin of `bold` stays below {{ f"{errors['95 % limit, twin of bold'][2]:.3f}" }} in 95 % of the draws at ten bins, and `bold` is above.
#
# ## One number that mends it
#
# Divide all logits by a temperature $T$. A common mistake fits $T$ on the training images:

# %% key="on-training"
try:
    xent.fit_temperature(y[train], z["bold"][train])
except ValueError as error:
    print(error)

# %% [markdown] key="convex"
# `bold` knows all of them by heart. Fit $T$ on images that the model did not learn from: **temperature scaling** (Guo et al., 2017). With $s=1/T$ the loss of one image is
#
# $$\ell(s)=\ln\sum_ke^{sz_k}-sz_y,\qquad \ell'(s)=\sum_kp_kz_k-z_y,\qquad \ell''(s)=\sum_kp_kz_k^2-\Big(\sum_kp_kz_k\Big)^2.$$
#
# The second slope is the variance of the logits under $p$. It is never negative, so the loss is convex in $1/T$: where it is flat, it is lowest. $T>0$ keeps the order of the logits. The likeliest class stays the likeliest, and **the accuracy cannot change**.

# %% key="convex-check"
v, k, h = z["timid"][test[0]], y[test[0]], 1e-3
low, here, high = (xent.softmax_cross_entropy(k, s * v) for s in (1 - h, 1.0, 1 + h))
p = xent.softmax(v)
print(f"second slope {(low - 2 * here + high) / h**2:.3f}, variance {p @ v**2 - (p @ v) ** 2:.3f}")

# %% key="mend"
T = {name: xent.fit_temperature(y[val], z[name][val]) for name in z}
mended = {name: z[name] / T[name] for name in z}
for name in z:
    told = f"loss {loss(z[name]):.3f} -> {loss(mended[name]):.3f} nats"
    print(f"{name}: T = {T[name]:.2f}, {told}, {top(mended[name]).correct.mean():.1%} right")

# %% [markdown] key="mended-question"
# $T$ comes from `val`, the losses from `test`. One number takes away more than half of each loss. What is the ECE of `bold` now? It was {{ f"{ece(z['bold']):.3f}" }}.

# %% key="mended-forecast"
xent.predict("calibration.mended", {"0.001": 0.25, "0.005": 0.25, "0.016": 0.25, "0.033": 0.25})

# %% key="mended"
print(f"timid: {ece(z['timid']):.3f} -> {ece(mended['timid']):.3f}")
limit = np.quantile(of_honest(top(mended["bold"]).confidence), 0.95)
xent.reveal("calibration.mended", f"{ece(mended['bold']):.3f}")

# %% [markdown] key="mended-verdict"
# The ECE of `bold` did not fall, although its loss did. An ECE has no sign: before, `bold` said {{ f"{100 * (top(z['bold']).confidence - top(z['bold']).correct).mean():.1f}" }} points more than was right, and now it says {{ f"{100 * (top(mended['bold']).correct - top(mended['bold']).confidence).mean():.1f}" }} points less. Its honest twin scatters more now, too: up to {{ f"{limit:.3f}" }} in 95 % of the draws. Other splits differ (*Going further*); the loss always falls much. So judge a mended model by its loss.
#
# Below, "sharpness" multiplies honest logits, and $T$ divides them. Move $T$ until the dots meet the line. Where is the loss lowest?

# %% key="explorer"
xent.explorers.explore_temperature()

# %% [markdown]
# ### Exercise: only probabilities are left
#
# A server returns probabilities $p$, not rounded, and its logits are lost. Can you still use a temperature? Return the mean loss in nats at $T$.


# %% key="temperature"
def tempered_loss(labels, p, temperature):
    """Mean loss in nats at a temperature, of labels (n,) and probabilities (n, k)."""
    ### BEGIN SOLUTION
    return xent.softmax_cross_entropy(labels, np.log(p) / temperature).mean()
    ### END SOLUTION


xent.check("calibration.temperature", tempered_loss)

# %% [markdown]
# ## Two scores
#
# ### Exercise: squares
#
# Brier (1950) charged weather forecasts by squares: how far is a row of probabilities from what happened, as a one-hot row? Add up over all classes. Return the mean over examples.


# %% key="brier"
def brier(labels, p):
    """Mean squared distance of forecasts p (n, k) from what happened, labels (n,)."""
    ### BEGIN SOLUTION
    return ((p - xent.one_hot(labels, p.shape[1])) ** 2).sum(1).mean()
    ### END SOLUTION


xent.check("calibration.brier", brier)

# %% key="scores"
rivals = {"bold": z["bold"], "timid, mended": mended["timid"]}
for name, logits in rivals.items():
    squares = xent.brier_score(y[test], xent.softmax(logits[test]))
    print(f"{name:13} log score {loss(logits):.3f} nats, Brier score {squares.mean():.3f}")
dear = np.sort(xent.softmax_cross_entropy(y[test], z["bold"][test]))[::-1]
print(f"bold's three most expensive images: {dear[:3].sum() / dear.sum():.0%} of its loss")

# %% [markdown] key="scores-verdict"
# The **log score** is the mean of $-\ln p_y$. On this split `bold` is no better by it than the mended `timid`. By the Brier score it costs less than half. Both scores are **proper**: on average nobody pays less than a forecaster who says the true probabilities. But a mistake costs at most 2 in the Brier score. In the log score there is no limit: one image costs `bold` {{ f"{dear[0]:.0f}" }} nats.
#
# ## What a score is made of
#
# A bin holds the share $w_b$ of the forecasts of an event. All of them say $p_b$, and the event has the frequency $f_b$. With the price $\ell(y,p)$ of the forecast $p$ where $y$ comes, let $c(f,p)=f\,\ell(1,p)+(1-f)\,\ell(0,p)$ be the mean price, $G(f)=c(f,f)$ the price of the honest forecast, and $D(f,p)=c(f,p)-G(f)$ what a wrong one adds. The mean score is
#
# $$\sum_bw_b\,c(f_b,p_b)=\sum_bw_bG(f_b)+\sum_bw_bD(f_b,p_b).$$
#
# Here $c$ is linear in $f$. So if everybody says the overall frequency $\bar f$, the price $\sum_bw_b\,c(f_b,\bar f)$ is $G(\bar f)$. Therefore $\sum_bw_bG(f_b)=G(\bar f)-\sum_bw_bD(f_b,\bar f)$, and
#
# $$\text{score}=\underbrace{G(\bar f)}_{\text{uncertainty}}-\underbrace{\sum_bw_bD(f_b,\bar f)}_{\text{resolution}}+\underbrace{\sum_bw_bD(f_b,p_b)}_{\text{miscalibration}}.$$
#
# A score is proper if $D\ge0$ always. For the log score, $G$ is the entropy and $D$ is KL. For the Brier score of an event, $(p-y)^2$, they are $f(1-f)$ and $(f-p)^2$. Murphy (1973) split the Brier score so, and Bröcker (2009) every proper one. Where forecasts differ inside a bin, a fourth part `within` says what the bin hides; below 0, the differences inside the bins are right on average.
#
# Three forecasters answer ten questions per image, from "is it a 0?" to "is it a 9?". Here are the parts of their log scores:

# %% key="parts"
asked = {1: xent.softmax(z["timid"][test]), 2: tenth, 3: xent.softmax(z["bold"][test])}
names = "uncertainty", "resolution", "miscalibration", "within", "total"
print("nats:", *names)
for k, p in asked.items():
    parts = xent.decompose_score(happened, p)
    print(f"{k}    ", *(f"{getattr(parts, name) + 0.0:{len(name)}.3f}" for name in names))
print(f"mean score of 3: {xent.binary_cross_entropy(happened, asked[3]).mean():.3f}")

# %% [markdown]
# ### Exercise: read the parts
#
# Return four numbers: the forecaster who did not look at the images; the one who knows most about them; the one whose probabilities are furthest off; and the total of this last one without its miscalibration, in nats.

# %% key="report"
### BEGIN SOLUTION
answers = [2, 3, 1, 0.209 - 0.122]
### END SOLUTION

xent.check("calibration.report", answers)

# %% key="parts-picture"
four = [z["timid"], mended["timid"], z["bold"], mended["bold"]]
share = {}
for score, name in {"log": "log score", "brier": "Brier score"}.items():
    rows = [xent.decompose_score(happened, xent.softmax(v[test]), score=score) for v in four]
    share[name] = [100 * p.total / p.uncertainty for p in rows]
names = ["timid", "timid,\nmended", "bold", "bold,\nmended"]
ax = xent.plots.plot_bars(names, share, ylabel="score (% of the uncertainty)", ylim=(0, 75))
ax.set_title("The log score shows far more of the mending", loc="left")
said = ", ".join(f"{name} {v[2]:.1f} to {v[3]:.1f} %" for name, v in share.items())
xent.show(ax.figure, f"bold, mended: {said}.")

# %% [markdown] key="parts-verdict"
# Mending saves `bold` more than half of its log score, and on this split little of its Brier score. In the table the largest fault of forecaster 3, `bold`, stands in `within`: in the bin from 0 to a tenth, $10^{-3}$ and $10^{-16}$ are the same. Half of it is one image.
#
# ## Smoothed labels
#
# Some programs take the part $\alpha$ of each label's mass, and spread it evenly over all $K$ classes. With $u_k=1/K$ the loss becomes
#
# $$\ell=(1-\alpha)(-\ln p_y)+\alpha\Big(-\frac1K\sum_k\ln p_k\Big)=(1-\alpha)(-\ln p_y)+\alpha\big[\ln K+\mathrm{KL}(u\|p)\big].$$
#
# It is cross-entropy and a pull towards $u$.

# %% key="pull"
labels, p = y[test], xent.softmax(z["timid"][test])
pull = np.log(10) + xent.kl_divergence(tenth, p)
plain = xent.categorical_cross_entropy(labels, p)
soft = xent.categorical_cross_entropy(xent.smooth_labels(happened, 0.1), p)
print("the two sides are equal:", np.allclose(soft, 0.9 * plain + 0.1 * pull))

# %% [markdown]
# ### Exercise: the floor
#
# Which loss is the least that any model can reach? Derive it for $\alpha$ and $K$.


# %% key="floor"
def floor(alpha, n_classes):
    """Least loss in nats of one image whose label is smoothed."""
    ### BEGIN SOLUTION
    low = alpha / n_classes
    high = 1 - alpha + low
    return -high * np.log(high) - (n_classes - 1) * low * np.log(low)
    ### END SOLUTION


xent.check("calibration.floor", floor)


# %% key="fit-soft"
def fit_soft(targets, rows, c=1e4):
    """Logits of all images, from a model that learns rows of masses."""
    copies, classes = np.repeat(x[rows], 10, 0), np.tile(np.arange(10), len(rows))
    learner = LogisticRegression(C=c, tol=1e-3)
    return learner.fit(copies, classes, targets.ravel()).decision_function(x)


# %% key="smoothed"
smoothed = fit_soft(xent.smooth_labels(xent.one_hot(y[train], 10), 0.1), train)
best_t = xent.fit_temperature(y[val], smoothed[val])
tell("smoothed", smoothed)
tell(f"  at T = {best_t:.2f}", smoothed / best_t)

# %% [markdown] key="smooth-verdict"
# If the true probabilities are $q$, the mean target is $(1-\alpha)q+\alpha/K$. The loss is linear in the target, so this is also the cheapest forecast: it is pulled towards uniform, also with endless data. The smoothed model is not sure enough, and its $T$ is about ½. Müller et al. (2019) mend large networks by it that are too sure. Here it is too much.
#
# ## When to say nothing
#
# Let a person read what the model is unsure of (Chow, 1970). The **coverage** is the share of images that the model answers, and the **risk** is the share of wrong ones among these.
#
# ### Exercise: risk at a coverage
#
# The model answers the images of which it is surest, the share `coverage` (here always a whole number of images). Return the risk.


# %% key="risk"
def risk(right, confidence, coverage):
    """Share of wrong answers among the surest; right (n,) True or False, confidence (n,)."""
    ### BEGIN SOLUTION
    surest = np.argsort(-confidence)[: round(coverage * len(right))]
    return (~right[surest]).mean()
    ### END SOLUTION


xent.check("calibration.risk", risk)


# %% key="risks"
def risks(logits):
    """Risk in percent if the surest 1, 2, … images are answered."""
    # many p round to 1; their loss, -ln p, still has an order
    said = logits[test].argmax(1)
    order = np.argsort(xent.softmax_cross_entropy(said, logits[test]))
    return 100 * (said != y[test])[order].cumsum() / np.arange(1, 451)


# %% key="risk-picture"
rows = {"timid, mended": mended["timid"], "bold": z["bold"], "bold, mended": mended["bold"]}
rows = {name: risks(logits) for name, logits in rows.items()}
ax = xent.plots.plot_curves(np.arange(1, 451) / 4.5, rows, ylabel="risk (% wrong)", ylim=(0, 12))
most, all_of_them = rows["bold"][[404, 449]]
ax.set(title=f"Without its last tenth, bold is wrong on {most:.1f} %", xlabel="coverage (%)")
xent.show(ax.figure, f"bold: {all_of_them:.1f} % wrong at full coverage, {most:.1f} % at 90 %.")

# %% [markdown] key="risk-verdict"
# For two classes the confidence rises with $|z_1-z_0|$, so $T$ keeps the order of all images, and cannot change this curve. For more classes it can. Here the two curves of `bold` differ by up to {{ f"{abs(rows['bold'] - rows['bold, mended'])[224:].max():.1f}" }} points. But honest probabilities tell the risk in advance. Of the answers with $p>0.99$ of `bold`, {{ f"{100 * (1 - top(z['bold']).correct[top(z['bold']).confidence > 0.99].mean()):.1f}" }} % are wrong; of the mended ones {{ f"{100 * (1 - top(mended['bold']).correct[top(mended['bold']).confidence > 0.99].mean()):.1f}" }} %.
#
# ## Another kind of data
#
# The temperature is fitted on clean images. Now a scanner adds noise, turns the images by 20 degrees, or inverts them. What is the mean confidence of the mended `bold` on inverted images?

# %% key="inverted-forecast"
xent.predict("calibration.inverted", {"0.10": 0.25, "0.36": 0.25, "0.62": 0.25, "0.88": 0.25})

# %% key="worlds"
clean = digits.images[test] / 16
worlds = {"clean": clean, "noisy": clean + 0.2 * draws.normal(rng, clean.shape)}
worlds["turned"] = ndimage.rotate(clean, 20, axes=(1, 2), reshape=False, order=1)
worlds["inverted"] = 1 - clean

# %% key="inverted"
bold = model["bold"].decision_function
seen = {name: bold(images.reshape(-1, 64)) / T["bold"] for name, images in worlds.items()}
tops = {name: xent.top_label(y[test], xent.softmax(logits)) for name, logits in seen.items()}
xent.reveal("calibration.inverted", f"{tops['inverted'].confidence.mean():.2f}")

# %% key="worlds-picture"
pairs = {"says": [t.confidence.mean() for t in tops.values()]}
pairs["is right"] = [t.correct.mean() for t in tops.values()]
ax = xent.plots.plot_bars([*tops], pairs, ylabel="share of the images", ylim=(0, 1.1))
ax.set_title("The confidence falls less than the share of right answers", loc="left")
prices = [xent.softmax_cross_entropy(y[test], v).mean() for v in seen.values()]
said = ", ".join(f"{k} {cost:.2f}" for k, cost in zip(seen, prices))
xent.show(ax.figure, f"Loss in nats: {said}; ln 10 is {np.log(10):.2f}.")

# %% [markdown] key="worlds-verdict" story="450"
# Of the inverted digits {{ tops["inverted"].correct.sum() }} of 450 are right, and the model still says {{ f"{tops['inverted'].confidence.mean():.0%}" }}. A temperature that was fitted on one kind of data promises nothing about another. Ovadia et al. (2019) found the same with large networks.

# %% [markdown]
# ## What you now know
#
# 1. Calibrated: of the cases with forecast $p$, the share $p$ comes true. Accuracy cannot see it.
# 2. An ECE depends on the bins, and an honest forecaster's is above 0 on average. The base rate has nearly 0 and knows nothing.
# 3. For every proper score: uncertainty − resolution + miscalibration, and what the bins hide.
# 4. A temperature, fitted on validation data, mends a model that is too sure or not sure enough. The accuracy stays.
# 5. Smoothed labels have a floor above 0, and pull forecasts towards uniform.
# 6. A fitted temperature holds for its own kind of data.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("calibration")

# %% [markdown] key="words" story="0.03"
# ### In your own words
#
# A colleague reports "ECE 0.03, so our probabilities can be trusted". Which three questions do you ask? (Nobody checks this.)
#
# ### Transfer
#
# A hospital's model was calibrated in one ward, and another ward wants to use it. Which data do you need, and what do you report?
#
# ## What next
#
# Class weights break probabilities in another way: they shift the logits. How to undo that is a question of [13 Class imbalance](13_class_imbalance.ipynb).
#
# ## References
#
# - Chow, C. K. (1970). On optimum recognition error and reject tradeoff. *IEEE Transactions on Information Theory* 16, 41–46. [doi:10.1109/TIT.1970.1054406](https://doi.org/10.1109/TIT.1970.1054406)
# - Brier, G. W. (1950). Verification of forecasts expressed in terms of probability. *Monthly Weather Review* 78, 1–3. [doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2](https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2)
# - Murphy, A. H. (1973). A new vector partition of the probability score. *Journal of Applied Meteorology* 12, 595–600. [doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2](https://doi.org/10.1175/1520-0450(1973)012%3C0595:ANVPOT%3E2.0.CO;2)
# - Bröcker, J. (2009). Reliability, sufficiency, and the decomposition of proper scores. *Quarterly Journal of the Royal Meteorological Society* 135, 1512–1519. [doi:10.1002/qj.456](https://doi.org/10.1002/qj.456)
# - Guo, C., Pleiss, G., Sun, Y., Weinberger, K. Q. (2017). On calibration of modern neural networks. *ICML*. [arXiv:1706.04599](https://arxiv.org/abs/1706.04599)
# - Müller, R., Kornblith, S., Hinton, G. (2019). When does label smoothing help? *NeurIPS*. [arXiv:1906.02629](https://arxiv.org/abs/1906.02629)
# - Ovadia, Y., et al. (2019). Can you trust your model's uncertainty? *NeurIPS*. [arXiv:1906.02530](https://arxiv.org/abs/1906.02530)
# - Hinton, G., Vinyals, O., Dean, J. (2015). Distilling the knowledge in a neural network. [arXiv:1503.02531](https://arxiv.org/abs/1503.02531)

# %% [markdown]
# ## Going further

# %% [markdown]
# ### Where the solver stops
#
# With hardly any penalty the loss around the minimum of `bold` is flat. scikit-learn's solver stops by default when the slope is below $10^{-4}$. Another solver stops below $10^{-8}$:

# %% key="solver"
minimum = LogisticRegression(C=1e4, solver="newton-cg", tol=1e-8)
logits = minimum.fit(x[train], y[train]).decision_function(x)
best_t = xent.fit_temperature(y[val], logits[val])
tell("default", z["bold"])
tell("minimum", logits)
tell(f"  at T = {best_t:.2f}", logits / best_t)
longer = np.linalg.norm(model["bold"].coef_) / np.linalg.norm(minimum.coef_)

# %% [markdown] key="solver-read" story="1.6 1.9"
# The default solver stopped beside the minimum, with weights {{ f"{longer:.1f}" }} times as long. So the numbers of `bold` belong to the place where the solver stopped, and not to `C` alone. (Versions 1.6 and 1.9 of scikit-learn stop at the same place.) Both models are too sure. Report the whole recipe with a calibration.
#
# ### Seven splits
#
# Is the ECE that did not fall an accident? Here is `bold` once more, with seven splits of the images:


# %% key="split-again"
def bold_again(seed):
    learn, other = train_test_split(range(1797), test_size=0.5, random_state=seed, stratify=y)
    choose, judge = train_test_split(other, test_size=0.5, random_state=seed, stratify=y[other])
    logits = LogisticRegression(C=1e4, max_iter=1000).fit(x[learn], y[learn]).decision_function(x)
    for temperature in (1, xent.fit_temperature(y[choose], logits[choose])):
        v = logits[judge] / temperature
        t = xent.top_label(y[judge], xent.softmax(v))
        yield xent.softmax_cross_entropy(y[judge], v).mean()
        yield xent.expected_calibration_error(t.correct, t.confidence)


# %% key="splits"
again = np.array([[*bold_again(seed)] for seed in range(7)])
print("loss (nats)      ECE")
for before, error, after, error_after in again:
    print(f"{before:.2f} -> {after:.2f}   {error:.3f} -> {error_after:.3f}")
fall = 1 - again[:, 2] / again[:, 0]

# %% [markdown] key="splits-read"
# The loss falls by {{ f"{fall.min():.0%}" }} or more. The ECE falls in {{ (again[:, 3] < again[:, 1]).sum() }} of the seven splits, by very different amounts: the test images are few for it.
#
# Here are the bins of both models, mended:

# %% key="mended-picture"
tops = {f"{name}, mended": top(mended[name]) for name in z}
again = {name: xent.reliability(t.correct, t.confidence) for name, t in tops.items()}
ax = xent.plots.plot_reliability(again)
said = "; ".join(
    f"{name} {curve.counts.min()} to {curve.counts.max()}" for name, curve in again.items()
)
xent.show(ax.figure, f"Forecasts in a bin: {said}.")

# %% [markdown] key="distillation-ask"
# ### Distillation
#
# A **teacher** that forecasts well can label images for a **student**: the student learns the teacher's probabilities at a temperature $T$, $q=\operatorname{softmax}(v/T)$, in place of the labels (Hinton et al., 2015). The student's forecast at the same temperature is $p=\operatorname{softmax}(z/T)$. By the chain rule, the slope of $-\sum_kq_k\ln p_k$ in $z_k$ is $(p_k-q_k)/T$.
# For a high $T$, $e^{z_k/T}\approx1+z_k/T$, so $p_k\approx\frac1K\big(1+(z_k-\bar z)/T\big)$, where $\bar z$ is the mean of the logits. Then
#
# $$\frac{p_k-q_k}{T}\approx\frac{(z_k-\bar z)-(v_k-\bar v)}{K\,T^2}.$$
#
# The slope shrinks like $1/T^2$. If this loss is added to the loss of true labels, it is multiplied by $T^2$, so that $T$ does not change their balance. In the limit the student matches centred logits, by least squares.

# %% key="squared-temperature"
v, student = draws.normal(rng, 10), draws.normal(rng, 10)
limit = ((student - student.mean()) - (v - v.mean())) / 10
for t in (1, 10, 100):
    slope = t**2 * (xent.softmax(student / t) - xent.softmax(v / t)) / t
    print(f"T = {t:3}: T² · slope is off the limit by {abs(slope - limit).max():.4f}")

# %% [markdown] key="students-ask" story="100"
# Does it help? Here is the simplest case: a student without a temperature of its own learns the probabilities of a teacher. The students see 100 training images, drawn five times. Their teacher is `bold`, at $T=1$ and at its own $T$. Perhaps *any* soft target helps. So a fourth student gets labels that are smoothed until they are as soft as the teacher's forecasts, on average:

# %% key="students"
lessons = {"labels": [], "teacher, T = 1": [], "teacher, its T": [], "as soft, no teacher": []}
for seed in range(5):
    few = train[np.argsort(np.random.default_rng(seed).random(len(train)))[:100]]
    taught = [xent.softmax(logits["bold"][few]) for logits in (z, mended)]
    hard = xent.one_hot(y[few], 10)
    alpha = (1 - (hard * taught[1]).sum(1).mean()) / 0.9
    every = [hard, *taught, xent.smooth_labels(hard, alpha)]
    for scores, targets in zip(lessons.values(), every):
        scores.append(loss(fit_soft(targets, few, c=10)))

# %% key="students-gain"
labels, _, soft, blunt = np.array([*lessons.values()])
gains = np.array([labels - soft, blunt - soft])
halves = 2.78 * gains.std(1, ddof=1) / 5**0.5  # 95 % of Student's t with 4 degrees of freedom

# %% key="students-picture"
means = [np.mean(losses) for losses in lessons.values()]
ax = xent.plots.plot_bars([*lessons], {"five draws": means}, ylabel="test loss (nats)")
ax.set_title("A teacher at its honest temperature tells more than labels", loc="left")
each = [f"{gain:.2f} ± {half:.2f}" for gain, half in zip(gains.mean(1), halves)]
said = f"It saves {each[0]} nats (95 %, paired over five draws), and {each[1]} more than softness."
xent.show(ax.figure, said)

# %% [markdown] key="students-read" story="898 100"
# At $T=1$ the over-confident teacher says nearly the same as the labels. Softness alone does not help: the student of labels that are as soft pays more than the student of plain labels. The teacher's forecasts say more: which digits look alike, and of which image the teacher is unsure. (The teacher itself learnt from 898 images, so the student gets some of their information.)
#
# ### A network, epoch by epoch
#
# A network with two hidden layers learns 100 images by heart. After every ten passes `training.Calibration` writes the best temperature for `val` into the log.

# %% key="epochs" tags=["keras"]
training, layers = xent.training, xent.training.keras.layers
training.set_seed(0)
hidden = [layers.Dense(256, "relu"), layers.Dense(256, "relu")]
net = training.keras.Sequential([layers.Input((64,)), *hidden, layers.Dense(10)])
sgd, cost = training.keras.optimizers.SGD(0.1), training.SoftmaxCrossEntropy()

# %% key="epochs-fit" tags=["keras"]
net.compile(sgd, cost, metrics=["accuracy"], jit_compile=False, steps_per_execution=25)
again, watch = np.tile(train[:100], 10), training.Calibration(x[val], y[val])
arguments = {"batch_size": 10, "epochs": 10, "verbose": 0, "validation_batch_size": 449}
arguments |= {"validation_data": (x[val], y[val]), "callbacks": [watch]}
log = net.fit(x[again], y[again], **arguments).history

# %% key="epochs-picture" tags=["keras"]
curves = {"best T for new images": log["temperature"], "their accuracy": log["val_accuracy"]}
ax = xent.plots.plot_curves(10 * np.arange(1, 11), curves, ylabel="T, share right")
ax.axhline(1, color="0.5", lw=0.8)
ax.set(ylim=(0, None), title="The network becomes surer while its accuracy stays")
ax.set_xlabel("passes over 100 images")
xent.show(ax.figure, f"T goes from {log['temperature'][0]:.1f} to {log['temperature'][-1]:.1f}.")

# %% [markdown] key="epochs-read" tags=["keras"]
# In the first passes $T$ is below 1: the network is not sure enough. Later the accuracy stays, but the network becomes surer and surer, and $T$ passes 1. With the three seeds that we tried, this happens after 40 to 50 passes.
