# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # KL at work
#
# What does a KL tell you, and how much of it is chance?
#
# **Goals**
#
# - Choose the direction of a KL, and say what each does in a fit.
# - Derive the KL of two Gaussians.
# - Turn observations into evidence, and tell a KL that chance makes from a real one.
# - Measure what two variables share, and compare it with chance.
#
# **Needs** [02 Cross-entropy and KL](02_cross_entropy_and_kl.ipynb).
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from sklearn import datasets, feature_selection, metrics

import xentlib as xent
from xentlib import draws

xent.plots.use_style()
rng = np.random.default_rng(14)

# %% [markdown]
# ## Is KL a distance?
#
# Lesson 02 found what a believer in $q$ pays too much when $p$ is true,
# $\mathrm{KL}(p\|q)=\sum_kp_k\log(p_k/q_k)$. Many people call it the distance between $p$ and $q$. Is it one? A
# distance obeys two laws:
#
# - the way back is as long as the way there, $d(p,q)=d(q,p)$;
# - a detour is never shorter than the direct way, $d(a,c)\le d(a,b)+d(b,c)$.
#
# Draw a thousand random triples $a$, $b$, $c$ of distributions over three outcomes. In how many of them is the detour shorter?

# %% key="distance-forecast"
xent.predict("divergence.distance", {"none": 0.25, "some": 0.25, "most": 0.25, "all": 0.25})

# %% key="distance"
a, b, c = np.diff(np.sort(rng.random((3, 1000, 2))), prepend=0, append=1)  # sticks in 3 pieces


def shorter_by_detour(measure):
    return (measure(a, c) > measure(a, b) + measure(b, c) + 1e-12).mean()


detours = shorter_by_detour(xent.kl_divergence)
same = np.isclose(xent.kl_divergence(a, b), xent.kl_divergence(b, a)).mean()
print(f"as long there as back: {same:.0%}, shorter by a detour: {detours:.0%}")
words = ["none", "some", "most", "all"]
xent.reveal("divergence.distance", words[np.searchsorted([0, 0.5, 1 - 1e-9], detours)])

# %% [markdown] key="distance-verdict"
# KL breaks both laws, so it is no distance. Cross-entropy is no distance either: it is
# not even 0 from $p$ to $p$. Always say which of the two is the truth.
#
# Which $q$ are near a distribution $c$ over A, B and C? If $c$ is the truth, take the *beliefs* $q$ with a small
# KL(c‖q). If $c$ is the belief, take the *truths* $q$ with a small KL(q‖c).

# %% key="balls-picture"
centre, edge = np.array([20, 1, 1]) / 22, np.array([20, 1, 0]) / 21
ax = xent.plots.plot_kl_balls(centre, [0.6], labels="ABC")
there, back = xent.kl_divergence(centre, edge, base=2), xent.kl_divergence(edge, centre, base=2)
said = f"c = (20, 1, 1) / 22. q = (20, 1, 0) / 21 rules out C: it costs {there} bits as a belief"
xent.show(ax.figure, f"{said}, but {back:.2f} bits as a truth.".replace("inf", "∞"))

# %% [markdown] key="balls-verdict"
# The dashed outline touches the edges. The solid one ends just before them, too near to be seen: on an edge, a belief rules out
# something that $c$ allows. Yet the solid ball is larger: $q=(1/2,1/4,1/4)$ costs {{ f"{xent.kl_divergence(centre, [0.5, 0.25, 0.25], base=2):.2f}" }} bits as a belief: it expects A
# too little. As a truth it costs {{ f"{xent.kl_divergence([0.5, 0.25, 0.25], centre, base=2):.2f}" }} bits: B or C comes half of the time, and a believer in $c$ hardly expects them.
#
# Move centre and radius to make the dashed ball larger than the solid one by 15 percentage points. Then make the solid one larger
# by 12.

# %% key="balls-explorer"
xent.explorers.explore_kl_balls()

# %% [markdown]
# ### Exercise: meet in the middle
#
# Each row is a distribution. To compare them without a direction, take the mean of all rows as the belief, and each row
# in turn as the truth. Return the mean of these KLs in bits. A probability of 0 costs nothing.


# %% key="jensen-shannon"
def to_the_middle(rows):
    """Mean KL in bits from the rows (m, k) to their mean."""
    ### BEGIN SOLUTION
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nansum(rows * np.log2(rows / rows.mean(0)), axis=-1).mean()
    ### END SOLUTION


xent.check("divergence.jensen_shannon", to_the_middle)

# %% [markdown] key="js-defined" story="1991"
# With two rows that is the **Jensen–Shannon divergence** JS (Lin, 1991). It is symmetric, and at most one bit: the middle gives each
# outcome at least half of what a row gives it, so each logarithm is at most $\log_22$. Is it a distance?

# %% key="js"
for name, power in (("JS", 1), ("root of JS", 1 / 2)):
    detours = shorter_by_detour(lambda a, b, power=power: xent.js_divergence(a, b) ** power)
    print(f"{name:10} shorter by a detour: {detours:.0%}")
print("nothing in common:", xent.js_divergence([1.0, 0.0], [0.0, 1.0], base=2), "bit")

# %% [markdown] key="js-root" story="2003"
# JS is not, but its root is a distance (Endres and Schindelin, 2003).
#
# ### Exercise: a colleague's program
#
# A message has 50 A, 25 B, 15 C and 10 D. Which of three code tables fits it best? A colleague prints the KL to each.


# %% key="colleague-program"
def costs(counts, tables):
    """KL in bits a letter from the letters' shares, counts (k,), to each of the tables (m, k)."""
    p = counts / len(counts)
    return np.nansum(tables * np.log(tables / p), axis=-1)


halving = np.array([1 / 2, 1 / 4, 1 / 8, 1 / 8])
three = np.array([halving, halving[::-1], np.full(4, 1 / 4)])
print(costs(np.array([50, 25, 15, 10]), three).round(3))

# %% [markdown]
# Gibbs' inequality (lesson 02) forbids these numbers. Find and mend the three faults. A letter that
# does not come costs nothing. A table that rules out a letter that comes costs infinity.


# %% key="colleague"
def mended(counts, tables):
    """What the colleague's docstring promises: an array of shape (m,)."""
    ### BEGIN SOLUTION
    p = counts / counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nansum(p * np.log2(p / tables), axis=-1)
    ### END SOLUTION


xent.check("divergence.colleague", mended)

# %% [markdown] story="2.5"
# The mended program prints {{ ", ".join(f"{xent.kl_divergence(np.array([0.5, 0.25, 0.15, 0.1]), t, base=2):.3f}" for t in three) }} bits: the first table fits best.
#
# ## One bell for two humps
#
# The truth $p$ has two humps: 60 % of it lies around −2.5, 40 % around 2.5. Your belief must be one Gaussian bell. Take the one with
# the smallest cross-entropy. As $H(p)$ is fixed, it also has the smallest $\mathrm{KL}(p\|q)$. This direction, with the truth first,
# is called *forward*. Where is the bell's mean?

# %% key="humps-forecast"
xent.predict("divergence.humps", {"-2.5": 0.25, "-0.5": 0.25, "0.0": 0.25, "2.5": 0.25})

# %% key="humps"
x = np.linspace(-12, 12, 481)


def bell(mean, scale):
    weight = np.exp(-(((x - mean) / scale) ** 2) / 2)
    return weight / weight.sum(-1, keepdims=True)


humps = 0.6 * bell(-2.5, 0.6) + 0.4 * bell(2.5, 0.6)
means, scales = np.linspace(-3, 3, 61), np.linspace(0.5, 3, 26)
bells = bell(means[:, None, None], scales[:, None]).reshape(-1, len(x))
truth = np.broadcast_to(humps, bells.shape)
forward, reverse = xent.kl_divergence(truth, bells), xent.kl_divergence(bells, truth)
xent.reveal("divergence.humps", f"{means[forward.argmin() // len(scales)]:.1f}")

# %% key="humps-picture"
fig, ax = plt.subplots()
ax.fill_between(x, humps / 0.05, fc="0.8", ec="0.5", label="truth p")  # x has steps of 0.05
fits = [bells[cost.argmin()] / 0.05 for cost in (forward, reverse)]
ax.plot(x, fits[0], "-", label="best q, forward KL(p‖q)")
ax.plot(x, fits[1], "--", label="best q, reverse KL(q‖p)")
ax.set(xlim=(-8, 8), xlabel="x", ylabel="probability density")
ax.set_title("The forward bell covers both humps, the reverse bell takes one")
ax.legend()
m = [f"{means[cost.argmin() // len(scales)]:.1f}" for cost in (forward, reverse)]
xent.show(fig, f"Mean of q: forward {m[0]}, reverse {m[1]}.".replace("-", "−"))

# %% [markdown] key="moments"
# Why there? Let $p$ be any truth of mean $m$ and variance $v$, and $q$ the bell of mean $\mu$ and width $\sigma$, so that
# $-\ln q(x)=\ln(\sigma\sqrt{2\pi})+(x-\mu)^2/2\sigma^2$. Its mean under $p$ is
#
# $$H(p,q)=\ln(\sigma\sqrt{2\pi})+\frac{v+(m-\mu)^2}{2\sigma^2}.$$
#
# This is smallest at $\mu=m$. There its slope in $\sigma$ is $1/\sigma-v/\sigma^3$, which is 0 at $\sigma^2=v$. So the best
# forward bell has the truth's mean and variance, which are called its first two *moments*. The fit **matches moments**.
#
# *Reverse*, $\mathrm{KL}(q\|p)$ is a mean under $q$. A bell pays much where it lies on $p\approx0$. Now let $q$ be one of the
# humps, of share $w$. Then $p\ge wq$ everywhere, so $\mathrm{KL}(q\|p)\le\ln(1/w)$: leaving out the other hump costs at most
# that, however far away it is. The reverse fit **seeks a mode**: one peak of $p$.

# %% key="moments-checked"
m = humps @ x
print(f"moments: mean {m:.3f}, width {np.sqrt(humps @ (x - m) ** 2):.3f}")
print(f"reverse KL: smallest {reverse.min():.4f} nats, ln 1/0.6 = {np.log(1 / 0.6):.4f}")

# %% [markdown]
# Take two equal humps, and move them apart from a distance of 2 on. When does the dashed bell give one up? Compare its KL with
# $\ln2$.

# %% key="humps-explorer"
xent.explorers.explore_two_humps()

# %% [markdown]
# ### Exercise: from bell to bell
#
# Now $p$ is a bell, too. Start from $H(p,q)$ above, and derive $\mathrm{KL}(p\|q)$ in nats.


# %% key="gaussians"
def kl_gaussians(mean1, scale1, mean2, scale2):
    """KL in nats from the Gaussian with mean1, scale1 (the truth) to the one with mean2, scale2."""
    ### BEGIN SOLUTION
    squares = scale1**2 + (mean1 - mean2) ** 2
    return np.log(scale2 / scale1) + squares / (2 * scale2**2) - 1 / 2
    ### END SOLUTION


xent.check("divergence.gaussians", kl_gaussians)

# %% [markdown] key="equal-widths"
# Set both widths to $\sigma$ in your formula: $(m_1-m_2)^2/2\sigma^2$ is left. Then the direction makes no difference.

# %% [markdown]
# ## A negative KL
#
# A common mistake: draw from two bells, sort both samples to pair numbers of equal rank, and put them into the formula of KL.

# %% key="samples-as-masses"
x0, x1 = (np.sort(mean + draws.normal(rng, 1000)) for mean in (0, -1))
with np.errstate(invalid="ignore"):
    for name, one, other in (("0 to −1", x0, x1), ("−1 to 0", x1, x0)):
        terms = one * np.log2(one / other)
        print(f"{name}: {terms.sum()}, without nan {np.nansum(terms):.0f} 'bits'")

# %% [markdown] key="samples-verdict"
# When `nansum` hides the nan, one direction gives a negative KL. A drawn number is a *place*, not a probability: it may be negative,
# and nothing sums to 1. You must know both densities. KL is the expectation of $\ln p(x)-\ln q(x)$ under $p$, and the mean over a
# sample from $p$ estimates it. By chance, even this estimate may be negative.
#
# ### Exercise: repair it
#
# Given a sample from $p=\mathcal N(0,1)$, estimate the KL to $q=\mathcal N(m,1)$ in nats.


# %% key="kl-from-sample"
def kl_from_sample(x, mean):
    """Mean of ln p(x) - ln q(x) over the sample x (array), for q normal around `mean`."""
    ### BEGIN SOLUTION
    return (((x - mean) ** 2 - x**2) / 2).mean()
    ### END SOLUTION


xent.check("divergence.kl_from_sample", kl_from_sample)

# %% [markdown] story="1024"
# ## KL is evidence
#
# One coin is fair. Another one shows heads in 95 % of all tosses. You get one of them, and toss it until the odds are 1024 to 1 for
# the coin that it really is. Which coin do you recognise sooner?

# %% key="coin-forecast"
xent.predict("divergence.coin", {"the fair coin": 0.5, "the loaded coin": 0.5})

# %% key="coin"
coins = {"the fair coin": np.array([0.5, 0.5]), "the loaded coin": np.array([0.95, 0.05])}
fair, loaded = coins.values()
odds = {}  # for the true coin, in bits, toss by toss
for (name, true), other in zip(coins.items(), (loaded, fair)):
    odds[name] = np.log2(true / other)[draws.labels(rng, true, (1000, 200))].cumsum(1)
tosses = {name: ((path >= 10).argmax(1) + 1).mean() for name, path in odds.items()}
xent.reveal("divergence.coin", min(tosses, key=tosses.get))

# %% key="coin-picture"
fig, ax = plt.subplots()
for (name, path), other, style in zip(odds.items(), (loaded, fair), ("C0-", "C1--")):
    kl = xent.kl_divergence(coins[name], other, base=2)
    runs = np.pad(path[:5, :25], ((0, 0), (1, 0))).T + np.linspace(-0.6, 0.6, 5)
    ax.plot(runs, style, lw=0.8)
    ax.plot([0, 25], [0, 25 * kl], style, lw=3.5, label=f"{name}: {kl:.2f} bits a toss")
ax.axhline(10, color="black", ls=":")
ax.set(xlabel="tosses", ylabel="log₂ odds for the true coin (bits)", ylim=(-14, 55))
ax.set_title("On average, evidence grows by KL a toss")
ax.legend(loc="lower right", handlelength=4)
said = ", ".join(f"{name} after {n:.1f}" for name, n in tosses.items())
said = f"Mean of 1000 runs to 1024:1 (dotted): {said} tosses"
xent.show(fig, f"{said}. Thin: 5 runs each, shifted by up to 0.6 bits, because some are equal.")

# %% [markdown] key="evidence"
# By Bayes' rule, outcome $k$ multiplies the odds of $p$ against $q$ by $p_k/q_k$, so logarithms add up. When $p$ is true, $k$ comes
# with probability $p_k$, and the mean step is $\sum_kp_k\log(p_k/q_k)=\mathrm{KL}(p\|q)$: **evidence** per observation.
#
# The thick lines rise by that, and reach ten bits after {{ f"{10 / xent.kl_divergence(fair, loaded, base=2):.1f}" }} and {{ f"{10 / xent.kl_divergence(loaded, fair, base=2):.1f}" }} tosses. The runs need more on
# average, as their last step goes beyond: they end at {{ f"{np.mean([run[run >= 10][0] for run in odds['the fair coin']]):.1f}" }} and {{ f"{np.mean([run[run >= 10][0] for run in odds['the loaded coin']]):.1f}" }} bits. Divided by KL, this is about their mean number of tosses. The fair coin shows many tails, which the loaded coin hardly ever shows.
#
# ### Exercise: how sure?
#
# Letters come from $p$ or from $q$, and at first both are equally probable. Return the probability of $p$ after the letters. There
# may be a thousand of them.


# %% key="how-sure"
def how_sure(labels, p, q):
    """Probability that labels (ints, 0 to k - 1) come from p, not from q, both of shape (k,)."""
    ### BEGIN SOLUTION
    return xent.sigmoid(np.log(p[labels] / q[labels]).sum())
    ### END SOLUTION


xent.check("divergence.how_sure", how_sure)

# %% [markdown] key="pearson" story="1938"
# ## How large a KL does chance make?
#
# Draw $n$ letters from a $p$ of $K$ letters, with shares $\hat p$. How large is $\mathrm{KL}(\hat p\|p)$? Put
# $\hat p_k=p_k+d_k$ into its formula, with $\ln(1+x)\approx x-x^2/2$, and leave out cubes of $d$. As $\sum_kd_k=0$,
#
# $$\mathrm{KL}(\hat p\|p)\approx\sum_k(p_k+d_k)\Big(\frac{d_k}{p_k}-\frac{d_k^2}{2p_k^2}\Big)\approx\sum_k\frac{d_k^2}{2p_k},\qquad
# 2n\,\mathrm{KL}(\hat p\|p)\approx\sum_k\frac{n\,d_k^2}{p_k}.$$
#
# The mean of $d_k^2$ is $p_k(1-p_k)/n$, so the mean of the last sum is $\sum_k(1-p_k)=K-1$. Wilks (1938) found more: as $n$ grows,
# $2n\,\mathrm{KL}$ follows $\chi^2$ (chi-square) with $K-1$ *degrees of freedom*: the distribution of the sum of $K-1$ squared standard
# normal numbers. Is $n=5$ large enough?

# %% key="chance"
chance = {}
for n in (500, 20, 5):
    letters = draws.labels(rng, halving, (10_000, n))
    shares = np.stack([(letters == k).mean(1) for k in range(4)], axis=-1)
    kl = xent.kl_divergence(shares, np.broadcast_to(halving, shares.shape))
    chance[f"n = {n}"] = 2 * n * kl
chance["χ², 3 squared normals"] = (draws.normal(rng, (10_000, 3)) ** 2).sum(1)

# %% key="chance-picture"
fig, ax = plt.subplots()
for (name, values), style in zip(chance.items(), ("C0-", "C2-.", "C1--", "k:")):
    ax.plot(np.sort(values), np.linspace(0, 1, len(values)), style, label=name)
ax.set(xlim=(0, 12), xlabel="2n KL(p̂‖p) (nats)", ylabel="share of samples below")
ax.set_title("Five letters make steps, 500 make the curve of χ²")
ax.legend()
said = ", ".join(f"{name}: {values.mean():.2f}" for name, values in chance.items())
xent.show(fig, f"Means: {said}.")

# %% [markdown] key="chance-verdict" story="7.8"
# No: at $n=5$ the mean is {{ f"{chance['n = 5'].mean():.1f}" }}, not 3. So chance makes a KL of about $(K-1)/2n$ nats on average if
# every $np_k$ is well above 1. A measured KL means something only if chance rarely shows as much. With 3 degrees,
# $\chi^2$ passes 7.8 in 5 % of samples (at $n=500$ here: {{ f"{100 * (chance['n = 500'] > 7.8).mean():.1f}" }} %).
#
# The mean of $\hat p$ is $p$, so the mean of $H(\hat p,p)$ is $H(p)$, and
# $\mathbb E\,\mathrm{KL}(\hat p\|p)=H(p)-\mathbb E\,H(\hat p)$. So the entropy of counts is too low by about $(K-1)/2n$ nats on average.
#
# ## What two variables share
#
# A table says how often row $x$ and column $y$ come together. Somebody believes that they are independent: each pair has the
# product of its row's and its column's sum. What does that belief cost?
#
# ### Exercise: mutual information
#
# Write that cost in bits, for a table that may hold zeros.


# %% key="mutual-information"
def mutual_information_bits(joint):
    """KL in bits from joint (rows, columns) to the product of its margins."""
    ### BEGIN SOLUTION
    apart = np.outer(joint.sum(1), joint.sum(0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(joint > 0, joint * np.log2(joint / apart), 0).sum()
    ### END SOLUTION


xent.check("divergence.mutual_information", mutual_information_bits)

# %% [markdown] key="mutual-information-defined" story="569"
# This KL is the **mutual information** $I(X;Y)$. It treats rows and columns alike, and is 0 exactly if they are independent. As $p_{xy}=p_x\,p(y|x)$, the row's sum cancels in the logarithm:
#
# $$\begin{aligned}I(X;Y)&=\sum_{x,y}p_{xy}\log\frac{p_{xy}}{p_xp_y}=\sum_{x,y}p_{xy}\log\frac{p(y|x)}{p_y}\\
# &=\sum_yp_y\log\frac1{p_y}-\sum_{x,y}p_{xy}\log\frac1{p(y|x)}=H(Y)-H(Y|X).\end{aligned}$$
#
# A KL is never negative. That proves what lesson 01 promised: $H(Y|X)\le H(Y)$, knowing more never hurts on average.
#
# The tumours of 569 patients have thirty measurements each. “Worst” is the mean of the three largest values in a tumour. Cut each measurement into
# four parts of equally many patients. How much of $H(Y)$, the entropy of the diagnosis, does the best single one tell?

# %% key="tumours-forecast"
xent.predict("divergence.tumours", {"25 %": 0.25, "45 %": 0.25, "65 %": 0.25, "85 %": 0.25})

# %% key="tumours"
tumours = datasets.load_breast_cancer()


def table(column, parts):
    """Joint shares of a measurement, cut into equally full parts, and the diagnosis."""
    ends = np.quantile(column, np.arange(1, parts) / parts)
    place = np.searchsorted(ends, column, side="right")
    return np.histogram2d(place, tumours.target, bins=(parts, 2))[0] / len(place)


tables = [table(column, 4) for column in tumours.data.T]
told = np.array([xent.mutual_information(joint, base=2) for joint in tables])
H_y = xent.entropy(tables[0].sum(0), base=2)
part = 100 * told.max() / H_y
xent.reveal("divergence.tumours", f"{min([25, 45, 65, 85], key=lambda k: abs(k - part))} %")

# %% key="tumours-picture"
order = told.argsort()[[0, 1, 2, *range(-7, 0)]]
fig, ax = plt.subplots()
ax.barh(tumours.feature_names[order], told[order], color=["0.5"] * 3 + ["C0"] * 7)
ax.axvline(H_y, color="black", ls="--")
ax.set(xlabel="I(measurement; diagnosis) (bits)", ylabel="3 poorest and 7 best")
ax.set_title(f"Cut into four, the best measurement tells {part:.0f} %")
best = f"“{tumours.feature_names[order[-1]]}” tells {told.max():.2f} of {H_y:.2f} bits (dashed)"
xent.show(fig, f"{best}, “{tumours.feature_names[order[0]]}” {told.min():.3f}.")

# %% [markdown] key="tumours-verdict"
# The three best differ by only {{ f"{told[order[-1]] - told[order[-3]]:.3f}" }} bits. Do the poorest tell anything?
#
# Cut the best measurement into more parts, 64 in the end. Then *shuffle* it among the patients, so that it tells nothing. How many
# bits does the table of 64 parts show?

# %% key="shuffled-forecast"
xent.predict("divergence.shuffled", {"0.001": 0.25, "0.01": 0.25, "0.1": 0.25, "0.5": 0.25})

# %% key="shuffled"
column, parts = tumours.data[:, order[-1]], 2 ** np.arange(1, 7)
real = [xent.mutual_information(table(column, k), base=2) for k in parts]
mixed = [column[rng.random(len(column)).argsort()] for _ in range(100)]
shuffled = [[xent.mutual_information(table(m, k), base=2) for m in mixed] for k in parts]
means = np.mean(shuffled, axis=1)
choices = np.array([0.001, 0.01, 0.1, 0.5])
nearest = choices[abs(np.log(choices / means[-1])).argmin()]
xent.reveal("divergence.shuffled", f"{nearest:g}")

# %% [markdown]
# ### Exercise: how many times chance?
#
# A table counts people in $r$ rows and $c$ columns. With $I=H(X)+H(Y)-H(X,Y)$, and the error of each entropy from above, derive the
# mean of $I$ in nats if $X$ and $Y$ are independent. Return the table's $I$ divided by this mean. A cell may be 0.


# %% key="times-chance"
def times_chance(counts):
    """Measured mutual information of counts (r, c), divided by its mean at independence."""
    ### BEGIN SOLUTION
    n, (r, c) = counts.sum(), counts.shape
    return xent.mutual_information(counts / n) / ((r - 1) * (c - 1) / (2 * n))
    ### END SOLUTION


xent.check("divergence.times_chance", times_chance)

# %% key="shuffled-picture"
fig, ax = plt.subplots()
ax.plot(parts, real, "C0o-", label="as measured")
ax.plot(parts, means, "C1s", ms=8, mfc="none", mew=2, label="shuffled, mean of 100")
ax.plot(
    parts, (parts - 1) / (2 * 569 * np.log(2)), "k:", label="independent: (r − 1)(c − 1)/2n nats"
)
ax.set(xscale="log", xticks=parts, xticklabels=parts, xlabel="parts", yscale="log")
ax.set(yticks=[0.001, 0.01, 0.1, 1], yticklabels=["0.001", "0.01", "0.1", "1"])
ax.set(ylabel="mutual information (bits)", title="Chance alone fills a fine table with bits")
ax.minorticks_off()
ax.legend(loc="lower right")
xent.show(fig, f"With 64 parts: {real[-1]:.3f} bits as measured, {means[-1]:.3f} shuffled.")

# %% [markdown] key="table-bias" story="1955 2003 7.8"
# If $X$ and $Y$ are independent, the bias is about $\big((rc-1)-(r-1)-(c-1)\big)/2n=(r-1)(c-1)/2n$ nats (Miller, 1955; Paninski, 2003).
# If they depend, the bias differs, so don't subtract the dotted line from the upper one.
#
# At independence, $2nI$ follows $\chi^2$ with $(r-1)(c-1)$ degrees, 3 for four parts. So chance shows more than $7.8/2n$ nats, {{ f"{7.8 / (2 * 569 * np.log(2)):.3f}" }} bits, in only 5 % of samples. {{ {1: "One", 2: "Two", 3: "Three"}[int((told[order[:3]] < 7.8 / (2 * 569 * np.log(2))).sum())] }} of the three poorest show less. Of thirty
# useless measurements, one or two would show more.
#
# The upper line rises for another reason, too. Let $f(X)$ be computed from $X$ alone, such as a coarser cut. Whoever knows $X$ knows
# $f(X)$ and more, so $H(Y|X)\le H(Y|f(X))$. Subtract both from $H(Y)$:
#
# $$I(X;Y)\ge I(f(X);Y).$$
#
# This is the **data-processing inequality**: no layer of a network tells more about the label than its input does. Merge
# neighbouring parts:

# %% key="processing"
fine = table(column, 64)
for size in (2, 4, 8, 16, 32):
    coarse = fine.reshape(64 // size, size, 2).sum(1)  # neighbours merged
    print(f"{64 // size:2} parts: {xent.mutual_information(coarse, base=2):.4f} bits")

# %% [markdown]
# ## What you now know
#
# 1. KL has a direction and is no distance. The root of JS is a distance.
# 2. A forward fit matches moments, a reverse fit seeks a mode. For bells of one width both directions agree.
# 3. On average, evidence grows by KL per observation, from the truth to its rival.
# 4. In large samples, chance alone makes a KL of about $(K-1)/2n$ nats on average.
# 5. $I(X;Y)=H(Y)-H(Y|X)$ is a KL. Samples of independent variables show too much. Processing adds none.
#
# Four questions:

# %% key="quiz"
xent.quiz("divergence")

# %% [markdown] story="500 0.3"
# ### In your own words
#
# Somebody has 40 patients and 500 measurements. The best measurement shows 0.3 bits about the diagnosis. What do you ask first?
# Three sentences.
#
# ### Transfer
#
# One of two authors wrote a short text. Count the words of both authors elsewhere, and compute the odds word by word. Which KL says
# beforehand how many words you need?
#
# ## What next
#
# What do neighbouring letters share, and how far can that shrink a file? [15 Language and compression](15_language_and_compression.ipynb) measures it.
#
# ## References
#
# - Wilks, S. S. (1938). The large-sample distribution of the likelihood ratio for testing composite hypotheses. *Annals of Mathematical Statistics* 9, 60–62. [doi:10.1214/aoms/1177732360](https://doi.org/10.1214/aoms/1177732360)
# - Lin, J. (1991). Divergence measures based on the Shannon entropy. *IEEE Transactions on Information Theory* 37, 145–151. [doi:10.1109/18.61115](https://doi.org/10.1109/18.61115)
# - Endres, D. M., Schindelin, J. E. (2003). A new metric for probability distributions. *IEEE Transactions on Information Theory* 49, 1858–1860. [doi:10.1109/TIT.2003.813506](https://doi.org/10.1109/TIT.2003.813506)
# - Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, section 10.1. Springer. ISBN 9780387310732
# - Paninski, L. (2003). Estimation of entropy and mutual information. *Neural Computation* 15, 1191–1253. [doi:10.1162/089976603321780272](https://doi.org/10.1162/089976603321780272)

# %% [markdown]
# ## Going further

# %% [markdown] key="two-uses" story="2006"
# ### Which fits are forward, which are reverse?
#
# Maximum likelihood is a forward fit: it minimises $H(\hat p,q)$, where $\hat p$ are the shares of the data. Variational inference
# usually fits in reverse: it can take means under $q$, but not under $p$ (Bishop, 2006).
#
# ### Bells of different widths
#
# The truth has width 1, and the belief another width around the same mean. Do both directions agree?

# %% key="widths-picture"
widths = np.geomspace(1 / 3, 3, 61)
beliefs = bell(0, widths[:, None])
ours = np.broadcast_to(bell(0, 1), beliefs.shape)
there, back = xent.kl_divergence(ours, beliefs), xent.kl_divergence(beliefs, ours)
fig, ax = plt.subplots()
ax.plot(widths, there, "-", label="KL(p‖q), p has width 1")
ax.plot(widths, back, "--", label="KL(q‖p)")
ax.set(xscale="log", xticks=[0.5, 1, 2], xticklabels=["0.5", "1", "2"], xlabel="width of q")
ax.set(ylabel="KL (nats)", title="Solid: too narrow by a factor costs more than too wide by it")
ax.minorticks_off()
ax.legend()
half, double = np.interp([0.5, 2], widths, there)
xent.show(fig, f"A belief half as wide costs {half:.2f} nats, one twice as wide {double:.2f}.")

# %% [markdown]
# No: both lines meet only at width 1. Forward (solid), the belief that is too narrow pays for places that it hardly expects: in
# $\ln\sigma+1/2\sigma^2-1/2$, your formula, the middle term grows with the square. The belief that is too wide pays less than $\ln\sigma$.
# The dashed line is the mirror image: there, the wide $q$ is the truth, and $p$ the belief that is too narrow.
#
# ### Mutual information without a table
#
# scikit-learn finds the same as you for a table. It can also do without a cut: then it compares distances to nearest neighbours.

# %% key="neighbours"
theirs = [metrics.mutual_info_score(None, None, contingency=(569 * t).round()) for t in tables]
print(f"tables: largest difference {abs(told - theirs / np.log(2)).max():.9f} bits")
nearest = feature_selection.mutual_info_classif(column[:, None], tumours.target, random_state=0)
print(f"4 parts {real[1]:.2f}, 64 parts {real[-1]:.2f}, no cut {nearest[0] / np.log(2):.2f} bits")

# %% [markdown] key="chain"
# The nearest neighbours find more than four parts do, and less than 64 parts, which show some bits by chance.
#
# ### JS is mutual information
#
# Choose one of $m$ rows at random, each equally often, then an outcome from it. The mean of all rows is what an outcome follows if
# you don't know the row. So your `to_the_middle` is the mutual information of row and outcome. It is at most the entropy of the
# row: $\log_2m$ bits, one bit for two rows.
#
# ### How much does processing lose?
#
# The loss in the data-processing inequality is $H(Y|f(X))-H(Y|X)$. Among all $X$ with one value of $f(X)$, that is the mutual
# information of $X$ and $Y$. Its mean over the values of $f(X)$ is written $I(X;Y|f(X))$, so
#
# $$I(X;Y)=I(f(X);Y)+I(X;Y|f(X)).$$
#
# The last term is a mean of KLs, and so never negative. It is 0 if $X$ tells nothing more once $f(X)$ is known.
#
# ### KL near equality
#
# Two models may differ by very little, such as before and after a small step of training. How large is their KL? Put
# $q_k = p_k (1 + \varepsilon s_k)$ with $\sum_k p_k s_k = 0$ into the formula, with $\ln (1 + x) \approx x - x^2 / 2$:
#
# $$\mathrm{KL}(p \| q) = -\sum_k p_k \ln (1 + \varepsilon s_k) \approx \frac{\varepsilon^2}{2} \sum_k p_k s_k^2.$$
#
# A difference of a billionth makes a KL of about $10^{-18}$. But float64 rounds each $p_k$ and $q_k$, so their sums differ by up to
# about $10^{-16}$. The plain sum $\sum_k p_k \ln (p_k / q_k)$ contains this difference, $\sum_k (p_k - q_k)$, even if all
# logarithms are exact. Rounding $p_k / q_k$ adds an error of the same size.

# %% key="near-equality"
p = xent.softmax(draws.normal(rng, 5))
s = draws.normal(rng, 5)
s -= p @ s  # now p @ s is 0
sizes = 10.0 ** -np.arange(1, 11)
q = p * (1 + sizes[:, None] * s)
naive = {
    dtype: (p.astype(dtype) * np.log(p.astype(dtype) / q.astype(dtype))).sum(-1)
    for dtype in ("float32", "float64")
}
ours = xent.kl_divergence(np.broadcast_to(p, q.shape), q)

# %% key="near-equality-picture"
fig, ax = plt.subplots()
for (dtype, values), marker in zip(naive.items(), "sD"):
    for sign, fill, word in ((1, "full", ""), (-1, "none", ", negative")):
        here, name = sign * values > 0, f"Σ p ln(p/q), {dtype}{word}"
        y = abs(values[here])
        ax.plot(sizes[here], y, f"C1{marker}", fillstyle=fill, ls="", label=name)
ax.plot(sizes, ours, "C0.-", label="xent.kl_divergence")
ax.plot(sizes, sizes**2 / 2 * (p @ s**2), "k:", label="ε²/2 Σ p s²")
ax.set(xscale="log", yscale="log", xlabel="relative difference ε", ylabel="KL (nats)")
ax.set_title("Near equality the plain sum stops falling, and turns negative")
ax.legend()
steps = " and ".join(f"{np.finfo(dtype).eps:.0e} in {dtype}" for dtype in naive)
zero = sizes[naive["float32"] == 0].max()
said = f"The plain sum stops somewhat below the rounding step of 1, {steps}"
xent.show(fig, f"{said}; at ε = {zero:.0e} and below, float32 gives 0.")

# %% [markdown]
# The cure adds $q_k - p_k$ to each term. Their sum is 0 before rounding. After rounding it is the difference of the sums, and adding it
# removes that difference:
#
# $$\mathrm{KL}(p \| q) = \sum_k \Big( p_k \ln \frac{p_k}{q_k} + q_k - p_k \Big).$$
#
# With $u = q_k / p_k - 1$ a term is $p_k (u - \ln (1 + u))$. It is never negative, because $\ln (1 + u) \le u$. So the terms cannot
# cancel each other. For small $u$ the difference $u - \ln (1 + u)$ loses its digits, too. There xentlib takes a series in place of it.
