# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Gradient descent
#
# How does a loss become a model?
#
# **Goals**
#
# - Derive the gradient and the Hessian of the mean loss, and check them.
# - Compute which learning rates arrive.
# - Choose between gradient descent and five other methods.
# - Read a fitted model's lines of equal probability.
# - Say what a penalty charges.
#
# **Needs** [03 Binary cross-entropy](03_binary_cross_entropy.ipynb), derivatives and the chain rule; complex numbers and eigenvalues in some sections.
#
# **Budget** {{ budget }}

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression

import xentlib as xent
from xentlib import fitting

xent.plots.use_style()
rng = np.random.default_rng(4)

# %% [markdown] story="569"
# ## Two numbers and a valley
#
# Is a tumour malignant? For each of 569 tumours you know the mean radius of its cells' nuclei, and two
# numbers make your forecast: $z=b+wx$ and $p=\sigma(z)$. Here $x$ is the radius in standard deviations from its mean. Each pair
# $(b, w)$ has a mean loss $L$. Draw it as a map.

# %% key="tumours"
cells = xent.data.tumours()
radius, y = cells.features[:, 0], cells.malignant
x = np.c_[np.ones(len(y)), (radius - radius.mean()) / radius.std()]  # the bias is a column of ones
objective = fitting.logistic_objective(x, y)  # from (b, w) to the mean loss and its gradient
bottom = fitting.fit(objective, fitting.newton(), steps=30, tolerance=1e-9)
floor = bottom.losses[-1]


# %% key="valley-picture"
ax = xent.plots.plot_loss_surface(objective, xlim=(-6, 6), ylim=(-3, 9))
ax.plot(0, 0, "ks", label="start")
ax.plot(*bottom.weights, "kX", ms=10, label="bottom")
ax.set(xlabel="bias b", ylabel="slope w (per sd)", title="The loss has one bottom")
ax.legend(loc="lower left", frameon=True)
xent.show(ax.figure, f"At the bottom a tumour costs {floor:.3f} nats.")


# %% [markdown]
# With a million parameters there is no map: you know only the loss where you stand, and its slopes. Lesson 03 walked down with five
# lines of code. Now see why they work. (Their `l2` returns at the end.)
#
# ## The gradient
#
# Lesson 03 derived the slope of one tumour's loss in its logit: $\partial\ell/\partial z=p-y$. Write $\theta=(b,w)$ for the parameters
# and $x_i=(1,x)$ for tumour $i$. Its logit is $z_i=x_i\cdot\theta=\sum_jx_{ij}\theta_j$. Apply the chain rule, and average over the tumours.
#
# ### Exercise: the gradient
#
# Return the gradient of the mean loss, before you read on.


# %% key="gradient"
def gradient(x, y, theta):
    """Gradient of the mean loss: x of shape (n, d), y of 0 and 1, theta of shape (d,)."""
    ### BEGIN SOLUTION
    return x.T @ (xent.sigmoid(x @ theta) - y) / len(y)
    ### END SOLUTION


xent.check("descent.gradient", gradient)

# %% [markdown]
# Since $\partial z_i/\partial\theta_j=x_{ij}$, tumour $i$ adds $(p_i-y_i)x_i$. The mean is
#
# $$\nabla L=\frac1n\sum_i(p_i-y_i)x_i=\frac1nX^\top(p-y).$$
#
# A common mistake puts the number $x_i\cdot\theta$ in place of the row $x_i$. Compare:

# %% key="wrong-formula"
theta = np.array([0.5, 1.0])
error = xent.sigmoid(x @ theta) - y
gradient_here, mistaken = x.T @ error / len(y), (error * (x @ theta)).mean()
print("X^T (p - y) / n ", gradient_here.round(6))
print("with (x . theta)", mistaken.round(6), "  theta . gradient", (theta @ gradient_here).round(6))


# %% [markdown] key="wrong-formula-verdict" story="1998"
# One number can't tell two parameters where to go. It is $\theta\cdot\nabla L$: the slope in the direction of $\theta$, times the
# length of $\theta$. At $\theta=0$ it is zero, and a walk would never start.
#
# ## Checked without calculus
#
# Now check. The loss of a yes is $f(z)=\ln(1+e^{-z})$. Its slope is about $(f(z+h)-f(z))/h$, but for a tiny $h$
# this subtracts nearly equal numbers, and digits are lost. A rule of Lyness and Moler, made this short by Squire and Trapp (1998), steps in
# the **imaginary** direction, and subtracts nothing.
# Taylor's series says
#
# $$f(z+ih)=f(z)+ihf'(z)-\tfrac12h^2f''(z)-\dots$$
#
# ### Exercise: an imaginary step
#
# Which part of it holds the slope? Return the slope of $f$ at real logits by an imaginary step. In Python $i$ is `1j`, and a complex array
# has `.real` and `.imag`.


# %% key="complex-step"
def slope(z):
    """Slope of log(1 + exp(-z)) at every z, an array of real numbers."""
    ### BEGIN SOLUTION
    return np.log(1 + np.exp(-(z + 1e-100j))).imag / 1e-100
    ### END SOLUTION


xent.check("descent.complex_step", slope)


# %% key="three-gradients"
def mean_loss(theta):  # a yes costs f(z), a no f(-z)
    return np.log(1 + np.exp((1 - 2 * y) * (x @ theta))).mean()


print("imaginary  ", xent.complex_step_gradient(mean_loss, theta).round(6))
print("differences", xent.numerical_gradient(mean_loss, theta).round(6))


# %% [markdown]
# ## One step at a time
#
# Along a unit vector $v$ the slope is $v\cdot\nabla L$, which is largest if $v$ points along $\nabla L$. So step against the gradient,
# $\theta\leftarrow\theta-\eta\nabla L$, and look again. The **learning rate** $\eta$ says how far. A colleague wrote this loop, and his loss rises without end.


# %% key="colleague"
def colleague(x, y, theta, rate, steps):
    p = xent.sigmoid(x @ theta)
    for _ in range(steps):
        theta = theta + rate * x.T @ (p - y)
    return theta


losses = [objective(colleague(x, y, np.zeros(2), 1.0, steps))[0] for steps in range(4)]
print("loss after 0, 1, 2, 3 steps:", np.round(losses, 1), "nats")

# %% [markdown]
# ### Exercise: a colleague's loop
#
# It has three faults. Find them, and return the parameters after `steps` correct steps on the mean loss.


# %% key="loop"
def train_model(x, y, theta, rate, steps):
    """Parameters, shape (d,), after `steps` steps that start at theta."""
    ### BEGIN SOLUTION
    for _ in range(steps):
        p = xent.sigmoid(x @ theta)
        theta = theta - rate * x.T @ (p - y) / len(y)
    return theta
    ### END SOLUTION


xent.check("descent.loop", train_model)

# %% key="five-lines"
theta = np.zeros(2)
for _ in range(2000):
    p = xent.sigmoid(x @ theta)  # forwards; the loss is known now
    theta = theta - 1.0 * x.T @ (p - y) / len(y)  # backwards, then update
by_library = LogisticRegression(C=np.inf, tol=1e-10).fit(x[:, 1:], y)
print(theta.round(5), np.r_[by_library.intercept_, by_library.coef_[0]].round(5))


# %% [markdown] key="five-lines-why"
# Forwards, loss, backwards, update: all training by gradients repeats these four. An update before the first pass forwards has no $p$
# to use, and an old $p$ belongs to old parameters.
#
# Now the rate. Four rates start at the square. Which is the first to come within a thousandth of a nat of the minimum, and to stay?

# %% key="rate-forecast"
xent.predict("descent.rate", {"0.08": 0.25, "0.8": 0.25, "8": 0.25, "80": 0.25})


# %% key="rates"
def descend(rate, steps=1500, start=(0, 0)):
    return fitting.fit(objective, fitting.gradient_descent(rate), steps=steps, start=start)


walks = {f"{rate:g}": descend(rate) for rate in [0.08, 0.8, 8, 80]}


# %% key="rate-reveal"
def arrival(losses):
    return int(np.flatnonzero(losses - floor > 1e-3)[-1]) + 1  # from there on, all are near


needed = {rate: arrival(walk.losses) for rate, walk in walks.items()}
print({rate: n if n < 1400 else "never" for rate, n in needed.items()})  # 1500 were tried
xent.reveal("descent.rate", min(needed, key=needed.get))


# %% key="rates-picture"
fig, (left, right) = plt.subplots(1, 2, width_ratios=[1.6, 1])
calm = {f"rate {rate}": walks[rate].losses for rate in ("0.08", "0.8", "8")}
xent.plots.plot_descent(calm, floor=floor, ax=left).set_title("A larger rate arrives sooner …")
right.semilogy(walks["80"].losses[:41] - floor, ".-", color="C3", linewidth=1)
for ax in (left, right):
    ax.axhline(1e-3, color="0.35", linestyle=":", linewidth=1)
right.set(xlabel="the first 40 steps", title="… 80 never stays")
xent.show(fig, f"Rate 0.08 arrives {needed['0.08'] / needed['8']:.0f} times later than rate 8.")


# %% [markdown] story="0.5"
# "Small rates converge faster, but may overfit" is a common mistake: they need more steps on nearly the same way.
#
# With momentum 0, which rates arrive in the fewest steps? From which rate on does the sentence say "drifting away"?

# %% key="descent-explorer"
xent.explorers.explore_descent()

# %% [markdown]
# ## How curved it is
#
# Why is there a limit? The slope changes while you step. Take the pencil again, and differentiate entry $j$ of
# the gradient by $\theta_k$. Only $p_i$ depends on $\theta$, and lesson 03 showed $\partial p/\partial z=p(1-p)$.
#
# ### Exercise: the Hessian
#
# Return the matrix of all second derivatives of $L$.


# %% key="hessian"
def hessian(x, theta):
    """Second derivatives of the mean loss, shape (d, d), for x of shape (n, d)."""
    ### BEGIN SOLUTION
    p = xent.sigmoid(x @ theta)
    return (x.T * (p * (1 - p))) @ x / len(x)
    ### END SOLUTION


xent.check("descent.hessian", hessian)

# %% [markdown]
# Entry $(j, k)$ is the mean of $x_{ij}\,p_i(1-p_i)\,x_{ik}$. As a matrix:
#
# $$\nabla^2L=\frac1nX^\top SX,\qquad S=\operatorname{diag}\big(p_i(1-p_i)\big).$$
#
# In any direction $v$ the loss curves by $v^\top\nabla^2L\,v=\frac1n\sum_ip_i(1-p_i)(x_i\cdot v)^2\ge0$. So along any line the slope never falls: once
# it is zero, it never becomes negative. The loss is **convex**: where the gradient is zero, no place is lower. This needs logits that
# are linear in $\theta$; hidden units (lesson 08) end it.

# %% key="hessian-check"
by_formula = objective.hessian(theta)
sides = [[objective(theta + sign * h)[1] for h in 1e-5 * np.eye(2)] for sign in (1, -1)]
by_steps = np.subtract(*sides) / 2e-5
print(by_formula.round(6), "nearly the same:", np.allclose(by_formula, by_steps, atol=1e-8))


# %% [markdown]
# ## How far is too far?
#
# The eigenvalues $\kappa$ of the Hessian are the **curvatures** (many texts write $\lambda$). On a parabola the slope is $\kappa$ times the
# distance from the bottom. So a step multiplies the distance by $1-\eta\kappa$, and it shrinks if $0<\eta<2/\kappa$. Near its bottom, the valley is
# nearly a parabola, and the sharpest direction sets the limit, $2/\kappa_{\max}$. Start a thousandth beside the bottom, with rates just below and just above the limit.

# %% key="limit"
curvatures = np.linalg.eigvalsh(objective.hessian(bottom.weights))
limit = 2 / curvatures[-1]
print(f"curvatures {curvatures.round(4)}, limit {limit:.2f}")
for rate in [0.95 * limit, 1.05 * limit]:
    path = descend(rate, steps=60, start=bottom.weights + 1e-3).path
    gaps = np.linalg.norm(path - bottom.weights, axis=1)
    print(f"rate {rate:.2f}: 60 steps multiply the distance by {gaps[-1] / gaps[0]:.3g}")


# %% [markdown] story="1500"
# Beyond the limit the distance grows; the explorer showed it. But not for ever: since some small tumours are malignant, the loss rises in
# every direction at a great distance, and the slope leads back. In 1500 steps with rate 80, $\theta$ is at most about {{ f"{np.linalg.norm(walks['80'].path - bottom.weights, axis=1).max():.0f}" }} from the bottom.
#
# ### Exercise: the safe rate
#
# Before you arrive, you don't know the bottom. If no curvature is above $\kappa$, Taylor's formula says
# $L(\theta-\eta\nabla L)\le L-\eta(1-\tfrac12\eta\kappa)\lVert\nabla L\rVert^2$: below $2/\kappa$ no step goes uphill. How large can $p(1-p)$ be? Put that
# into the Hessian for every example. Which limit follows, whatever the labels and the start? (`np.linalg.eigvalsh` is for symmetric
# matrices.)


# %% key="safe-rate"
def safe_rate(x):
    """Limit below which every rate is safe on a logistic loss, for x of shape (n, d)."""
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x)))[-1]
    ### END SOLUTION


xent.check("descent.safe_rate", safe_rate)

# %% [markdown]
# For the tumours it is {{ f"{8 / np.linalg.eigvalsh(x.T @ x / len(x))[-1]:.1f}" }}. You know this rate.
#
# ### Exercise: the best rate
#
# A small rate creeps along the flat direction; a large one zigzags across the sharp one. On a parabola, which rate makes the **largest** factor $|1-\eta\kappa|$ as small as possible?


# %% key="best-rate"
def best_rate(curvatures):
    """Rate whose slowest direction shrinks fastest, for two or more curvatures, all positive."""
    ### BEGIN SOLUTION
    return 2 / (curvatures.min() + curvatures.max())
    ### END SOLUTION


xent.check("descent.best_rate", best_rate)

# %% key="best-rate-picture"
rates = np.linspace(0, 25, 251)
factors = {f"κ = {k:.3f}": abs(1 - rates * k) for k in curvatures}
ax = xent.plots.plot_curves(rates, factors, xlabel="rate η", ylabel="factor |1 − ηκ| of a step")
best = 2 / (curvatures[0] + curvatures[-1])
ax.plot(best, 1 - best * curvatures[0], "ko")
ax.set_title("At the best rate both directions shrink alike")
xent.show(ax.figure, f"At {best:.1f}, {1 - best * curvatures[0]:.0%} of both distances remain.")


# %% [markdown]
# There $1-\eta\kappa_{\min}=\eta\kappa_{\max}-1$, so $\eta=2/(\kappa_{\min}+\kappa_{\max})$. The closer $\kappa_{\max}/\kappa_{\min}$
# is to 1, the faster you arrive. This rate is best near the bottom. On the short way from the square the curvatures are others: there rate 10 needs {{ arrival(descend(10).losses) }} steps, and rate {{ f"{best:.1f}" }} needs {{ arrival(descend(best).losses) }}.
#
# ### Break it: no rate at all
#
# `theta -= gradient` has the rate 1. Try it on the radius as recorded, and standardised.

# %% key="no-rate"
for name, features in {"recorded": np.c_[np.ones(len(y)), radius], "standardised": x}.items():
    problem = fitting.logistic_objective(features, y)
    down = fitting.fit(problem, fitting.newton(), steps=50, tolerance=1e-9).weights
    k, walk = np.linalg.eigvalsh(problem.hessian(down)), fitting.gradient_descent(1.0)
    ratio, loss = k[-1] / k[0], fitting.fit(problem, walk, steps=20).losses[-1]
    print(
        f"{name}: limit {2 / k[-1]:.2f}, κ ratio {ratio:.0f}, loss after 20 steps {loss:.2f} nats"
    )


# %% [markdown] key="no-rate-verdict" story="1964 2015"
# As recorded, the valley is so much sharper across than along that even the best rate needs thousands of steps. So
# **standardise**: subtract each feature's mean, and divide by its standard deviation. (If features are correlated, a narrow valley remains.)
#
# ## Better than straight down
#
# Four methods mend the step itself. With $g=\nabla L$:
#
# - **Momentum** (Polyak, 1964) keeps a velocity, $v\leftarrow\beta v+g$, and steps by $-\eta v$. Slopes that change sign cancel; slopes that agree add up.
# - **RMSprop** (Tieleman and Hinton, 2012) divides each parameter's $g$ by its recent size, so that all take steps of similar length.
# - **Adam** (Kingma and Ba, 2015) does both, and corrects its two means for their start at zero.
# - **Newton's method** steps by $-(\nabla^2L)^{-1}g$: to the place where the slope $g+\nabla^2L\,\delta$ of the fitting parabola is 0.
#
# They race in a narrow valley: the recorded radius, divided by 10. Gradient descent gets its best rate.

# %% key="race"
tens = fitting.logistic_objective(np.c_[np.ones(len(y)), radius / 10], y)
k = np.linalg.eigvalsh(tens.hessian(fitting.fit(tens, fitting.newton(), steps=50).weights))
ways = {"gradient descent": fitting.gradient_descent(2 / (k[0] + k[-1]))}
ways["momentum"] = fitting.momentum(2.0)
ways |= {"RMSprop": fitting.rmsprop(0.1), "Adam": fitting.adam(0.3), "Newton": fitting.newton()}

# %% key="race-run"
race = {name: fitting.fit(tens, way, steps=1000) for name, way in ways.items()}

# %% key="race-picture"
ax = xent.plots.plot_descent({name: walk.losses for name, walk in race.items()}, floor=floor)
ax.set_title("Newton's method needs the fewest steps, then momentum")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
said = ", ".join(f"{name} {arrival(walk.losses)}" for name, walk in race.items())
xent.show(ax.figure, f"Steps until within 0.001 nats for good: {said}.")


# %% [markdown] key="race-verdict" story="1951"
# The valley's bottom is {{ f"{np.linalg.cond(tens.hessian(race['Newton'].weights)):.0f}" }} times as sharp across as along. Newton's method needs the fewest steps, but each one solves a
# linear system, which a million weights don't allow. The rates of the other three are our choice: tune them, and their order changes.
#
# ## A few examples at a time
#
# **Stochastic** gradient descent (the idea goes back to Robbins and Monro, 1951) looks at a small batch only. Its gradient is cheap, and right on
# average. Its noise is its root mean square distance from the full gradient. Take batches of 16 instead of 4: what fraction of the noise remains?

# %% key="noise-forecast"
xent.predict("descent.noise", {"0.06": 0.25, "0.25": 0.25, "0.5": 0.25, "1": 0.25})

# %% key="noise"
each = x * (xent.sigmoid(x @ bottom.weights) - y)[:, None]  # one row per example; their mean is 0
noise = {}  # drawn without repetition, which helps large batches a little
for size in [4, 16, 64]:
    means = [each[rng.random(len(y)).argsort()[:size]].mean(0) for _ in range(2000)]
    noise[size] = np.sqrt(np.square(means).sum(1).mean())
print({f"{size} examples": float(value.round(3)) for size, value in noise.items()})
xent.reveal("descent.noise", f"{noise[16] / noise[4]:.1g}")

# %% [markdown]
# Four times the work halves the noise: that of a mean falls like $1/\sqrt n$. At a fixed rate, the noise keeps the walk hopping around
# the bottom; a rate that falls like $1/t$ takes it down (*Going further*).
#
# ## Lines of equal probability
#
# What has a model learnt? Fit one to texture and smoothness. On the **decision boundary** $p=0.5$, so $z=b+w\cdot x=0$: a
# straight line. Where $p=0.75$, $z$ is another constant: a parallel line. All are perpendicular to $\nabla z=w$. Divide
# the distance from $p=0.75$ to $p=0.9$ by that from $p=0.5$ to $p=0.75$. What do you expect?

# %% key="contours-forecast"
xent.predict("descent.contours", {"0.4": 0.25, "0.6": 0.25, "1": 0.25, "2": 0.25})

# %% key="contours"
measured = (cells.features - cells.features.mean(0)) / cells.features.std(0)
pair = measured[:, [1, 4]]  # mean texture and mean smoothness
two = fitting.logistic_objective(np.c_[np.ones(len(y)), pair], y)
weights = fitting.fit(two, fitting.newton(), steps=50, tolerance=1e-9).weights
along = np.linspace(-5, 5, 10_001)  # a straight walk along w, through the mean tumour
seen = xent.sigmoid(weights[0] + along * np.linalg.norm(weights[1:]))
place = np.interp([0.5, 0.75, 0.9], seen, along)
xent.reveal("descent.contours", f"{(place[2] - place[1]) / (place[1] - place[0]):.1g}")

# %% key="contours-picture"
fig, ax = plt.subplots(figsize=(7, 4.6))
xent.plots.plot_probability_contours(pair, y, weights, labels=["benign", "malignant"], ax=ax)
ax.set(xlabel="mean texture (standard deviations)", ylabel="mean smoothness (sd)")
ax.set_title("From 0.75 to 0.9 it is as far as from 0.5 to 0.75")
xent.show(
    fig,
    f"The two distances: {place[1] - place[0]:.2f} and {place[2] - place[1]:.2f} standard deviations.",
)


# %% [markdown]
# The distance counts logits: $\ln\frac p{1-p}$ is $0$, $\ln3$ and $\ln9=2\ln3$. These steps are equal; those of $p$ are not.
#
# ## Ten thousand steps
#
# Train on half of the tumours, with all 30 measurements. How does the test loss after ten thousand steps compare with that after a
# hundred? Call it alike if it is within a quarter.

# %% key="bound-forecast"
xent.predict("descent.bound", {"lower": 0.25, "alike": 0.25, "higher": 0.25, "over 10 times": 0.25})

# %% key="unbounded"
order = rng.random(len(y)).argsort()  # the first half's means and widths serve both halves
mean, width = (f(cells.features[order[:285]], axis=0) for f in (np.mean, np.std))
wide = np.c_[np.ones(len(y)), (cells.features - mean) / width]
train, test = (fitting.logistic_objective(wide[i], y[i]) for i in (order[:285], order[285:]))
long = fitting.fit(train, fitting.gradient_descent(0.5), steps=10_000)
at = np.unique(np.geomspace(1, 10_000, 60).astype(int))
unseen = np.array([test(long.path[k])[0] for k in at])
growth = np.searchsorted([0.8, 1.25, 10], unseen[-1] / test(long.path[100])[0])
xent.reveal("descent.bound", ["lower", "alike", "higher", "over 10 times"][growth])


# %% key="unbounded-picture"
fig, (left, right) = plt.subplots(1, 2)
xent.plots.plot_curves(at, {"training": long.losses[at], "test": unseen}, ax=left, yscale="log")
left.set(xscale="log", xlabel="steps", ylabel="mean loss L (nats)")
left.set_yticks([0.02, 0.05, 0.1, 0.2], ["0.02", "0.05", "0.1", "0.2"])
left.minorticks_off()
left.set_title("The test loss rises again")
right.semilogx(at, np.linalg.norm(long.path[at], axis=1))
right.set(xlabel="steps", ylabel="length of the weights ‖θ‖", title="The weights keep growing")
xent.show(fig, f"Test loss lowest at step {at[unseen.argmin()]}; in the end {unseen[-1]:.2f} nats.")


# %% [markdown] key="unbounded-verdict"
# "Cross-entropy regularises" is a common mistake: nothing in it charges for weights. Ask Newton for the minimum.

# %% key="separated"
try:
    fitting.fit(train, fitting.newton(), steps=100)
except fitting.FitError as failure:
    print(failure)

# %% [markdown]
# These tumours are **separable**: some weights put each of them on its right side. Doubling such weights always lowers the loss, so no
# minimum exists. The length grows for ever, in the end like the logarithm of the steps (Soudry et al., 2018); in ten thousand it does not look so yet. One cure is to stop early.
# (*Going further* memorises tosses of a coin.)
#
# ### What a penalty says
#
# An **L2 penalty** adds $\frac\lambda2\lVert w\rVert^2$ to the mean loss; the bias stays free. Times $n$, this is $-\ln$ of a Gaussian density with
# variance $1/(n\lambda)$, up to a constant. So it is a surprise: that of the weights, if you expect them near zero.
#
# ### Exercise: a pull towards zero
#
# Return the gradient of the mean loss with this penalty. Column 0 of `x` is the bias's column of ones.


# %% key="penalty"
def penalised_gradient(x, y, theta, l2):
    """Gradient of the mean loss plus l2 / 2 times the squares of theta[1:]."""
    ### BEGIN SOLUTION
    pull = l2 * np.r_[0, theta[1:]]
    return x.T @ (xent.sigmoid(x @ theta) - y) / len(y) + pull
    ### END SOLUTION


xent.check("descent.penalty", penalised_gradient)

# %% key="prior-bits"
n, free = len(train.target), np.r_[0, np.ones(30)]  # the bias is not penalised
for l2 in [0.0003, 0.003, 0.01, 0.1]:
    held = fitting.logistic_objective(train.x, train.target, l2=l2 * free)
    w = fitting.fit(held, fitting.newton(), steps=60, tolerance=1e-9).weights
    labels, prior = n * np.array([train(w)[0], l2 / 2 * (w[1:] ** 2).sum()]) / np.log(2)
    print(f"l2 {l2:6}: {labels:4.1f} + {prior:4.1f} bits; test {test(w)[0]:.3f} nats")


# %% [markdown]
# Each row adds bits for the labels and bits for the weights; the fit makes the sum as small as possible. A larger $\lambda$ charges more for
# the same weights: they shrink, and the labels cost more. Don't compare the sums of two rows: each $\lambda$ counts from its own zero. Choose $\lambda$ on data that neither fit nor test has seen.
#
# ## What you now know
#
# 1. $\nabla L=X^\top(p-y)/n$ is shaped like the parameters.
# 2. Small rates are slow; beyond $2/\kappa_{\max}$ no walk settles; the fastest rate lies below.
# 3. For linear logits the Hessian $X^\top\!SX/n$ makes the loss convex. Standardising brings its curvatures closer together.
# 4. Momentum, RMSprop and Adam remember slopes; Newton's method uses the Hessian; batches are cheap and noisy.
# 5. Lines of equal probability are parallel, and equal distances are equal steps of the logit.
# 6. Separable data have no best weights; a penalty holds them.
#
# Four questions:

# %% key="quiz"
xent.quiz("descent")

# %% [markdown]
# ### In your own words
#
# A colleague halves a rate that jumped about, and says: "The smaller, the better." Write him three sentences with the word *curvature*.
#
# ### Transfer
#
# A model has features in euros, years and metres. Which feature makes the largest curvature? What happens to the safe rate if one
# is recorded in cents?
#
# ## What next
#
# [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb) gives each of ten classes a logit, and finds the same slope.
# [08 A network from scratch](08_network_from_scratch.ipynb) sends it through hidden layers.
#
# ## References
#
# - Robbins, H., Monro, S. (1951). A stochastic approximation method. *Annals of Mathematical Statistics* 22, 400–407. [doi:10.1214/aoms/1177729586](https://doi.org/10.1214/aoms/1177729586)
# - Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. *USSR Computational Mathematics and Mathematical Physics* 4(5), 1–17. [doi:10.1016/0041-5553(64)90137-5](https://doi.org/10.1016/0041-5553(64)90137-5)
# - Squire, W., Trapp, G. (1998). Using complex variables to estimate derivatives of real functions. *SIAM Review* 40, 110–112. [doi:10.1137/S003614459631241X](https://doi.org/10.1137/S003614459631241X)
# - Kingma, D. P., Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*. [arXiv:1412.6980](https://arxiv.org/abs/1412.6980)
# - Soudry, D., Hoffer, E., Nacson, M. S., Gunasekar, S., Srebro, N. (2018). The implicit bias of gradient descent on separable data. *Journal of Machine Learning Research* 19(70), 1–57. [arXiv:1710.10345](https://arxiv.org/abs/1710.10345)

# %% [markdown]
# ## Going further

# %% [markdown]
# **Which step h?** Compare three rules for the slope of $f$ at $z = 1$, for ever smaller steps.


# %% key="three-rules"
def f(z):
    return np.log(1 + np.exp(-z))


h = 10.0 ** -np.arange(1, 17)
rules = {"one-sided": (f(1 + h) - f(1)) / h, "central": (f(1 + h) - f(1 - h)) / (2 * h)}
rules["imaginary"] = f(1 + 1j * h).imag / h
errors = {name: abs(slope + xent.sigmoid(-1)) + 1e-17 for name, slope in rules.items()}

# %% key="three-rules-picture"
ax = xent.plots.plot_curves(h, errors, xscale="log", yscale="log", xlim=(0.3, 3e-17))
ax.set(xlabel="step h, smaller to the right", ylabel="error of the slope")
ax.set_title("Real steps fail when they are too small")
ends = errors["one-sided"][-1], max(errors["imaginary"][-1], 1e-14)
xent.show(
    ax.figure, f"At h = 1e-16: one-sided off by {ends[0]:.2f}, imaginary by {ends[1]:.0e} at most."
)


# %% [markdown]
# The two real rules fall first, since a shorter step follows the curve better. Then they rise: they subtract nearly equal numbers, few correct digits are left, and dividing by a tiny $h$
# enlarges their error. The imaginary step subtracts nothing, so $h$ may be `1e-100`. It needs a smooth formula, of `exp`, `log`, `sin` and arithmetic, without `abs` or `max`.
#
# **Do small rates overfit?** Train on half of the tumours with three rates, each with as many steps as make the same product.

# %% key="same-product"
for rate, steps in [(0.05, 1000), (0.1, 500), (0.5, 100)]:
    walk = fitting.fit(train, fitting.gradient_descent(rate), steps=steps)
    print(f"rate {rate:4}  train {walk.losses[-1]:.3f}  test {test(walk.weights)[0]:.3f} nats")

# %% [markdown]
# The three models are nearly the same. Rate times steps decides, and acts like a time.
#
# **A rate that falls.** Batches of 32, once with a fixed rate, once with a rate that falls like one over the number of steps. An optimiser is a function from the place and a memory to a step and the next memory.


# %% key="batches"
def fall(at, memory):
    return -4 / (1 + memory[0] / 20) * at.gradient, (memory[0] + 1,)  # step, next memory


rules = {"fixed rate": fitting.gradient_descent(4.0)}
rules["falling rate"] = fitting.Optimiser("falling", (np.zeros(()),), fall)
noisy = {
    name: fitting.fit(objective, r, steps=2000, batch=32, rng=rng) for name, r in rules.items()
}


# %% key="batches-picture"
at = np.unique(np.geomspace(1, 2000, 80).astype(int))
above = {name: [objective(walk.path[k])[0] - floor for k in at] for name, walk in noisy.items()}
ax = xent.plots.plot_curves(at, above, xscale="log", yscale="log")
ax.set(xlabel="steps with 32 tumours each", ylabel="loss above the minimum (nats)")
ax.set_title("A rate that falls leaves the noise behind")
late = {name: np.mean(row[-10:]) for name, row in above.items()}
xent.show(
    ax.figure,
    "Mean of the last ten points: "
    + ", ".join(f"{n} {v:.0e}" for n, v in late.items())
    + " nats above.",
)

# %% [markdown]
# At the fixed rate the walk hops around the bottom, at a height that the noise and the rate decide. With the falling rate it sinks on. (A rate that falls much faster than $1/t$ stops too early: its sum must not end.) A falling rate ends RMSprop's hops, too.
#
# **Adam by hand.** Adam keeps a mean $m$ of the slopes and a mean $s$ of their squares, with memories $\beta_1$ and $\beta_2$, parameter by parameter. Both start at zero, so
# after $t$ steps they hold only the parts $1-\beta_1^t$ and $1-\beta_2^t$ of a full mean; dividing by these parts corrects them. So the first step is nearly $-\eta$ times the sign of each
# slope, however steep it is. Without $m$ and without the corrections, this is RMSprop.

# %% key="adam-by-hand"
theta, m, s = np.zeros(2), np.zeros(2), np.zeros(2)
for t in range(1, 101):
    g = tens(theta)[1]
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    theta = theta - 0.3 * m / (1 - 0.9**t) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
print("by hand", theta.round(6), " xentlib", race["Adam"].path[100].round(6))

# %% [markdown]
# **Noise is memorised.** Label sixty images of digits by tosses of a coin. A logistic regression learns them by heart. On the other images it is as sure, and wrong about half of them.

# %% key="coin-labels"
ink = np.c_[np.ones(1797), xent.data.digits().images.reshape(1797, 64) / 16]
coins = (rng.random(1797) < 0.5).astype(float)
few = fitting.logistic_objective(ink[:60], coins[:60])
others = fitting.logistic_objective(ink[60:], coins[60:])
memory = fitting.fit(few, fitting.adam(0.1), steps=2000)
print(f"train {memory.losses[-1]:.3f} nats, test {others(memory.weights)[0]:.1f} nats")

# %% [markdown]
# An **L1 penalty**, $\lambda\lVert w\rVert_1$, is in the same way the surprise under a Laplace density, which falls like $e^{-|w|}$. It pulls equally hard at any size, so
# small weights become zero.
#
# Step down the loss, then pull each weight towards zero, and stop there.

# %% key="lasso"
w, l1, rate = np.zeros(31), 0.03, 0.5
for _ in range(3000):
    w = w - rate * train(w)[1]
    w = np.sign(w) * np.maximum(abs(w) - rate * l1 * free, 0)  # the pull, but not past zero
print(f"L1: {(w[1:] == 0).sum()} of 30 weights are exactly zero, test {test(w)[0]:.3f} nats")

# %% [markdown]
# **The prior's bits.** A density has no bits of its own: its logarithm depends on the unit of the weights. The difference of two log-densities has some, so the bits above count from $w=0$. The zero itself has another density under each prior, and so sums of different $\lambda$ don't compare. SciPy's Gaussian density gives the same bits for the weights of the last L2 fit, $\lambda = 1/10$. scikit-learn's argument is $C = 1/(n\lambda)$: it
# multiplies the labels' loss where we multiply the penalty.

# %% key="prior-by-scipy"
w = fitting.fit(held, fitting.newton(), steps=60, tolerance=1e-9).weights
spread = 1 / np.sqrt(n * l2)
spent = (norm.logpdf(0, scale=spread) - norm.logpdf(w[1:], scale=spread)).sum() / np.log(2)
print(f"SciPy: {spent:.1f} bits for the weights")
same = LogisticRegression(C=1 / (l2 * n), tol=1e-10, max_iter=1000)
same.fit(train.x[:, 1:], train.target)
print("scikit-learn finds the same weights:", np.allclose(same.coef_[0], w[1:], atol=1e-4))
