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
# - Derive the gradient of the cross-entropy by hand, through atoms and layers, and check it without calculus.
# - Bound the learning rate by the curvature, and see what lies beyond the bound.
# - Choose between gradient descent, its stochastic form, momentum, RMSprop, Adam and Newton's method.
# - Tell where the loss is convex, and where training can get stuck.
# - Say what keeps weights small, and what makes gradients vanish.
#
# **Needs** lesson 03, derivatives and the chain rule; eigenvalues in two sections.
#
# **Budget** 70 minutes to read, 80 minutes of exercises, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.

# %% key="imports"
import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression

import xentlib as xent
from xentlib import draws, fitting

xent.plots.use_style()
rng = np.random.default_rng(4)

# %% [markdown] story="569"
# ## Two numbers and a valley
#
# Somebody measured the cells of 569 tumours under a microscope. From the mean radius of their nuclei, is a tumour malignant? Two
# numbers make a forecast: $z = b + w x$, $p = \sigma(z)$, with $x$ the radius, counted in standard deviations from its mean. Each pair
# $(b, w)$ has a mean loss. Draw them all.

# %% key="tumours"
cells = xent.data.tumours()
radius, y = cells.features[:, 0], cells.malignant
x = np.c_[np.ones(len(y)), (radius - radius.mean()) / radius.std()]  # the bias is a column of ones
objective = fitting.logistic_objective(x, y)  # from (b, w) to the mean loss and its gradient


# %% key="valley-picture"
ax = xent.plots.plot_loss_surface(objective, xlim=(-6, 6), ylim=(-3, 9))
ax.plot(0, 0, "s", color="black")
ax.set(xlabel="bias b", ylabel="slope w", title="The loss has one bottom; you start at the square")
nats = [f"{objective(np.array(place))[0]:.3f}" for place in [(0, 0), (-1, 4)]]
xent.show(ax.figure, f"At (0, 0) a tumour costs {nats[0]} nats, at (−1, 4) {nats[1]}.")


# %% [markdown]
# With two parameters you can draw the map. With a million you stand in fog: you know how high you are, and how the
# ground slopes under your feet. Lesson 03 walked down with five lines that you took on trust. Open them.
#
# ## The gradient
#
# Take one tumour that is malignant, with $x = 2$, and chop the loss into atoms so small that you know each one's slope. Forwards
# each atom hands on a value. Backwards each multiplies what it is handed by its own slope: that is all of
# **back-propagation**.

# %% key="atoms"
b, w, x_one = 0.5, -1.0, 2.0
z = b + w * x_one  # forwards
e = np.exp(-z)
s = 1 + e
p = 1 / s
cost = -np.log(p)
dp = -1 / p  # backwards: the slope of the cost in p, then in s, e, z
ds = dp * (-1 / s**2)
dz = ds * 1 * (-e)
print(f"dz {dz:.6f}   p - 1 {p - 1:.6f}   db {dz:.6f}   dw {dz * x_one:.6f}")

# %% [markdown]
# Multiply the chain: $-\frac1p \cdot -\frac1{s^2} \cdot 1 \cdot -e$, and since $\frac1p = s$, it is $-\frac es = -(1 - p) = p - 1$. For a benign tumour the
# cost is $-\ln(1 - p)$, and the same walk gives $p$. Both at once:
#
# $$\frac{\partial \ell}{\partial z} = p - y.$$
#
# How far off you were, and nothing else; the sigmoid's own slope $p(1-p)$ has cancelled. The logit of example $i$ is
# $x_i \cdot \theta$, with slope $x_i$ in $\theta = (b, w)$. Averaged:
#
# $$\nabla L = \frac1n \sum_i (p_i - y_i)\, x_i = \frac1n X^\top (p - y).$$
#
# In print one also meets $\frac1n \sum_i (p_i - y_i)(x_i \cdot \theta)$. On trial: which shape must a gradient have, and which has this?

# %% key="wrong-formula"
theta = np.array([0.5, 1.0])
error = xent.sigmoid(x @ theta) - y
gradient_here, printed = x.T @ error / len(y), (error * (x @ theta)).mean()
print("X^T (p - y) / n ", gradient_here.round(6))
print("with (x . theta)", printed.round(6), "  theta . gradient", (theta @ gradient_here).round(6))


# %% [markdown] key="wrong-formula-verdict"
# Verdict: one number can't tell two parameters where to go. It is $\theta \cdot \nabla L$, the slope along $\theta$, and at $\theta = 0$ it is zero
# whatever the data say: who starts there never leaves.
#
# ### Exercise: the gradient
#
# Return the gradient of the mean loss.


# %% key="gradient"
def gradient(x, y, theta):
    """Gradient of the mean loss: x of shape (n, d), y of 0 and 1, theta of shape (d,)."""
    ### BEGIN SOLUTION
    return x.T @ (xent.sigmoid(x @ theta) - y) / len(y)
    ### END SOLUTION


xent.check("descent.gradient", gradient)

# %% [markdown]
# ## Checked without calculus
#
# A derivation wants a second opinion. The loss of a yes is $f(z) = \ln(1 + e^{-z})$; its slope is about $(f(z + h) - f(z)) / h$, the better the smaller $h$ is.
# Is it? Beside it a stranger rule: step into the **imaginary** direction. $f(z + ih) = f(z) + ih f'(z) - \dots$, so the slope is the
# imaginary part over $h$.


# %% key="three-rules"
def f(z):
    return np.log(1 + np.exp(-z))


h = 10.0 ** -np.arange(1, 17)
rules = {"one-sided": (f(1 + h) - f(1)) / h, "central": (f(1 + h) - f(1 - h)) / (2 * h)}
rules["imaginary"] = f(1 + 1j * h).imag / h
errors = {name: abs(slope + xent.sigmoid(-1)) + 1e-17 for name, slope in rules.items()}

# %% key="three-rules-picture"
ax = xent.plots.plot_curves(h, errors, xscale="log", yscale="log", xlim=(0.3, 3e-17))
ax.set(xlabel="step h", ylabel="error of the slope", title="Real steps break when too small")
ends = errors["one-sided"][-1], max(errors["imaginary"][-1], 1e-14)
xent.show(
    ax.figure, f"At h = 1e-16: one-sided off by {ends[0]:.2f}, imaginary by {ends[1]:.0e} at most."
)


# %% [markdown]
# The two differences break because they subtract nearly equal numbers: what is left of the digits is divided by a tiny $h$. The imaginary
# step subtracts nothing, so $h$ may be `1e-100`. It asks for functions made of `exp`, `log` and arithmetic, without `abs` or `max`.
#
# ### Exercise: an imaginary step
#
# Return the slope of $f$ at real logits by that rule. No formula for the slope, please.


# %% key="complex-step"
def slope(z):
    """Slope of log(1 + exp(-z)) at every z, an array of real numbers."""
    ### BEGIN SOLUTION
    return np.log(1 + np.exp(-(z + 1e-100j))).imag / 1e-100
    ### END SOLUTION


xent.check("descent.complex_step", slope)


# %% key="three-gradients"
print("by hand  ", gradient_here)
print("xentlib  ", objective(theta)[1])
print("imaginary", xent.complex_step_gradient(lambda t: f((2 * y - 1) * (x @ t)).mean(), theta))


# %% [markdown]
# ## One step
#
# The gradient points where the loss rises most steeply. So go against it, $\theta \leftarrow \theta - \eta \nabla L$, as far as the **learning rate** $\eta$ says, and look
# again.
#
# ### Exercise: one step down
#
# Return the parameters after one step.


# %% key="step"
def step(x, y, theta, rate):
    """Parameters after one step of gradient descent on the mean loss."""
    ### BEGIN SOLUTION
    return theta - rate * (x.T @ (xent.sigmoid(x @ theta) - y) / len(y))
    ### END SOLUTION


xent.check("descent.step", step)

# %% key="five-lines"
theta = np.zeros(2)
for _ in range(300):
    p = xent.sigmoid(x @ theta)  # forwards; the loss is known now
    theta = theta - 5 * x.T @ (p - y) / len(y)  # backwards, then update
by_library = LogisticRegression(C=np.inf, tol=1e-10).fit(x[:, 1:], y)
print(theta.round(5), np.r_[by_library.intercept_, by_library.coef_[0]].round(5))


# %% [markdown] key="five-lines-why"
# Forwards, loss, backwards, update, and again until nothing moves: every training loop in this course is this one. (Recipes
# in ten steps that update before the first pass forwards have nothing to update by.)
#
# Now the rate. A claim in print: "A smaller rate converges faster but may overfit; a larger one converges more slowly." Which of four
# is the first to come within a thousandth of a nat of the minimum, and stay?

# %% key="rate-forecast"
xent.predict("descent.rate", {"0.08": 0.25, "0.8": 0.25, "8": 0.25, "80": 0.25})

# %% key="rates"
bottom = fitting.fit(objective, fitting.newton(), steps=30, tolerance=1e-9)
floor, losses = bottom.losses[-1], {}
for rate in [0.08, 0.8, 8, 80]:
    walk = fitting.fit(objective, fitting.gradient_descent(rate), steps=1500)
    losses[f"{rate:g}"] = walk.losses


# %% key="rate-reveal"
def arrival(losses):
    return int(np.flatnonzero(losses - floor > 1e-3)[-1]) + 1  # from there on, all are near


needed = {rate: arrival(row) for rate, row in losses.items()}
print({rate: n if n < 1400 else "never" for rate, n in needed.items()})  # 1500 were tried
xent.reveal("descent.rate", min(needed, key=needed.get))


# %% key="rates-picture"
ax = xent.plots.plot_descent({f"rate {rate}": row for rate, row in losses.items()}, floor=floor)
ax.set_title("Small is slow, large is fast, too large never settles")
xent.show(
    ax.figure, f"Rate 0.08 needs {needed['0.08'] / needed['8']:.0f} times the steps of rate 8."
)


# %% [markdown]
# Verdict: backwards. And the overfitting? All 30 measurements, half of the tumours to train on, the other half as a test. Three rates,
# each with as many steps as make the same product.

# %% key="same-product"
wide = np.c_[np.ones(len(y)), (cells.features - cells.features.mean(0)) / cells.features.std(0)]
order = rng.random(len(y)).argsort()
train, test = (fitting.logistic_objective(wide[i], y[i]) for i in (order[:285], order[285:]))
for rate, steps in [(0.05, 1000), (0.1, 500), (0.5, 100)]:
    walk = fitting.fit(train, fitting.gradient_descent(rate), steps=steps)
    print(f"rate {rate:4}  train {walk.losses[-1]:.3f}  test {test(walk.weights)[0]:.3f} nats")

# %% [markdown] story="0.5"
# The same model, nearly: small steps walk the same way, only more slowly.
#
# Your turn. Find the rate that arrives in the fewest steps, then the lowest at which the cross no longer holds what comes
# near it. Then put momentum on 0.5, and search again.

# %% key="descent-explorer"
xent.explorers.explore_descent()

# %% [markdown]
# ## How curved it is
#
# Why is there such a rate? Differentiate once more. Only $p$ depends on $\theta$, and $\partial p / \partial z = p(1-p)$:
#
# $$\nabla^2 L = \frac1n X^\top S X, \qquad S = \operatorname{diag}\big(p_i (1 - p_i)\big).$$
#
# For every direction $v$ this curves by $v^\top \nabla^2 L\, v = \frac1n \sum_i p_i (1 - p_i) (x_i \cdot v)^2 \ge 0$, never downwards. So the loss is **convex**: where
# the gradient is zero, you are at the bottom.
#
# ### Exercise: the Hessian
#
# Return that matrix.


# %% key="hessian"
def hessian(x, theta):
    """Second derivatives of the mean loss, shape (d, d), for x of shape (n, d)."""
    ### BEGIN SOLUTION
    p = xent.sigmoid(x @ theta)
    return (x.T * (p * (1 - p))) @ x / len(x)
    ### END SOLUTION


xent.check("descent.hessian", hessian)

# %% [markdown]
# ## How far is too far?
#
# On a parabola of curvature $\lambda$ the slope is $\lambda$ times the distance from the bottom, so a step multiplies the distance by $1 - \eta\lambda$. It
# shrinks as long as $0 < \eta < 2/\lambda$. A valley is a parabola near its bottom, and its sharpest direction breaks first. Start a thousandth
# beside the bottom, just below the limit and just above it.

# %% key="limit"
curvatures = np.linalg.eigvalsh(objective.hessian(bottom.weights))
limit, beside = 2 / curvatures[-1], bottom.weights + 1e-3
print(f"curvatures {curvatures.round(4)}, limit {limit:.2f}")
for rate in [0.95 * limit, 1.05 * limit]:
    walk = fitting.fit(objective, fitting.gradient_descent(rate), start=beside, steps=60)
    gaps = np.linalg.norm(walk.path - bottom.weights, axis=1)
    print(f"rate {rate:.2f}: the distance is multiplied by {gaps[-1] / gaps[0]:.3g}")


# %% [markdown]
# Beyond the limit the minimum throws out whatever comes near. A parabola would throw it ever further. Here slopes are bounded, so the
# walk stays near, and jumps about for ever.
#
# And before you know the bottom? $p(1-p) \le \frac14$, so no Hessian exceeds $X^\top X / 4n$. Below the limit of **that** matrix every step goes down, wherever you are.
#
# ### Exercise: the safe rate
#
# Return that limit for a table of features.


# %% key="safe-rate"
def safe_rate(x):
    """Rate below which no step on a logistic loss goes uphill, for x of shape (n, d)."""
    ### BEGIN SOLUTION
    return 2 / np.linalg.eigvalsh(x.T @ x / (4 * len(x)))[-1]
    ### END SOLUTION


xent.check("descent.safe_rate", safe_rate)

# %% [markdown]
# ### Break it: no rate at all
#
# "`weights -= gradient`", says a listing in print. That is a rate of 1. Run it on the radius as it was recorded, then on the
# standardised one, where it starts from ln 2, too.

# %% key="no-rate"
for features in [np.c_[np.ones(len(y)), radius], x]:
    problem = fitting.logistic_objective(features, y)
    walk = fitting.fit(problem, fitting.gradient_descent(1.0), steps=20)
    safe = 2 / np.linalg.eigvalsh(problem.hessian(np.zeros(2)))[-1]
    print(f"safe rate {safe:.3f}: after 20 steps at rate 1 {walk.losses[-1]:.2f} nats")


# %% [markdown] key="no-rate-verdict"
# A rate below the safe one would cure the first, with endless patience: that valley is {{ f"{np.linalg.cond(fitting.logistic_objective(np.c_[np.ones(len(y)), radius], y).hessian(np.zeros(2))):.0f}" }} times as sharp across as along, and
# any rate is wrong for one of the two. Another zero and another unit cure it: standardise.
#
# ## Better than straight down
#
# Four repairs of a step for such valleys, with $g = \nabla L$:
#
# - **momentum** keeps a velocity, $v \leftarrow \beta v + g$, and steps by $-\eta v$: what zigzags cancels, what goes on adds up;
# - **RMSprop** divides each weight's $g$ by its recent size, so that all take steps of like length;
# - **Adam** does both, with means that it corrects for having started at zero;
# - **Newton's method** steps by $-(\nabla^2 L)^{-1} g$ to the bottom of the parabola that fits here.
#
# And **stochastic** gradient descent looks at a small batch only: a cheap gradient, right on average. How noisy is
# it? Guess first: four times as many examples, and the noise falls to …

# %% key="noise"
each = x * (xent.sigmoid(x @ bottom.weights) - y)[:, None]  # one row per example; their mean is 0
for size in [4, 16, 64]:
    means = [each[rng.random(len(y)).argsort()[:size]].mean(0) for _ in range(2000)]
    print(f"{size:2} examples: noise {np.sqrt(np.square(means).sum(1).mean()):.3f}")

# %% [markdown]
# Half, for four times the work (and a little less in the end, since batches are drawn from {{ len(y) }} without repetition). That is why batches stay
# small. Now a race, on the radius as recorded, but for a factor of ten: a long and narrow valley.

# %% key="race"
tens = fitting.logistic_objective(np.c_[np.ones(len(y)), radius / 10], y)
ways = {"gradient descent": fitting.gradient_descent(2.5), "momentum": fitting.momentum(2.0)}
ways |= {"RMSprop": fitting.rmsprop(0.1), "Adam": fitting.adam(0.3), "Newton": fitting.newton()}
race = {name: fitting.fit(tens, way, steps=1000) for name, way in ways.items()}
batches = fitting.fit(tens, fitting.gradient_descent(2.5), steps=1000, batch=32, rng=rng)


# %% key="race-picture"
losses = {"stochastic": np.array([tens(place)[0] for place in batches.path])}
losses |= {name: walk.losses for name, walk in race.items()}
ax = xent.plots.plot_descent(losses, floor=floor)
ax.set_title("Curvature pays, memory helps, noise leaves a floor")
said = ", ".join(f"{name} {arrival(walk.losses)}" for name, walk in race.items())
xent.show(ax.figure, f"Steps until within 0.001 nats for good: {said}.")


# %% [markdown] key="race-verdict"
# This valley is {{ f"{np.linalg.cond(tens.hessian(race['Newton'].weights)):.0f}" }} times as sharp across as along. Newton's method pays with a linear system per step, out of reach for a million weights. The rates are ours: tune
# them, and some change places. RMSprop ends on a floor without any noise: its steps keep their length, so it hops to and fro across the
# bottom. Batches at a fixed rate end on a floor of noise. For both, a rate that falls with time sinks it.
#
# ## A hidden unit
#
# The next claim: "Cross-entropy is a convex function of the parameters, so gradient descent finds its minimum." You proved that for linear
# logits. Now one hidden unit, $z = a \tanh(b x)$, and two examples: $x = 1$ is a yes, $x = -1$ a no. If a surface is convex, the middle of two
# points is no higher than their mean.

# %% key="one-tanh"
signs, answers = np.array([1.0, -1.0]), np.array([1.0, 0.0])


def unit_loss(ab):
    return xent.sigmoid_cross_entropy(answers, ab[0] * np.tanh(ab[1] * signs)).mean()


print({place: round(float(unit_loss(place)), 3) for place in [(2, 2), (-2, -2), (0, 0)]})


# %% [markdown]
# Verdict: the middle is the highest of the three. Flip both signs and the model stays the same, so what is good here is as good there,
# with a pass between.
#
# ### Exercise: through the unit
#
# Send the slopes back through $z = ah$, $h = \tanh u$, $u = bx$, as you did with the atoms; $\tanh$ has the slope $1 - h^2$. Return the slopes of the
# mean loss in $a$ and in $b$.


# %% key="hidden-unit"
def unit_slopes(x, y, a, b):
    """Slopes of the mean loss in a and b, for the logit a tanh(b x); x, y of shape (n,)."""
    ### BEGIN SOLUTION
    h = np.tanh(b * x)
    error = xent.sigmoid(a * h) - y
    return np.array([np.mean(error * h), np.mean(error * a * (1 - h**2) * x)])
    ### END SOLUTION


xent.check("network.hidden_unit", unit_slopes)


# %% key="two-valleys-picture"
def seen(ab):
    return unit_loss(ab), xent.numerical_gradient(unit_loss, ab)


way, starts = fitting.gradient_descent(1.0), [(1.0, -0.5), (-1.0, 0.5), (0.0, 0.0)]
paths = {f"from {start}": fitting.fit(seen, way, start=start, steps=20).path for start in starts}
ax = xent.plots.plot_loss_surface(unit_loss, xlim=(-4, 4), ylim=(-3, 3), paths=paths)
ax.set(xlabel="outer weight a", ylabel="inner weight b", title="Two valleys, and a pass")
ends = [f"{unit_loss(path[-1]):.3f}" for path in paths.values()]
xent.show(ax.figure, f"They end at {', '.join(ends)} nats.")


# %% [markdown] key="two-valleys-verdict"
# At $(0, 0)$ the gradient is zero, and the walk never starts: a stationary point need not be a minimum any more. So hidden weights begin at
# random, never at zero.
#
# ### One layer, three tasks
#
# Listings in print call one layer without a bias "a network". Give it four points and three tasks: $y = 1 - x_2$ without and with a bias, and
# XOR, "one or the other, not both". Where will the loss of XOR end, with a bias?

# %% key="xor-forecast"
xent.predict("network.xor", {"0.00": 0.25, "0.17": 0.25, "0.35": 0.25, "0.69": 0.25})

# %% key="one-layer"
points = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # x1, x2 and a one for the bias
xor, not_second = np.array([0.0, 1, 1, 0]), 1 - points[:, 1]
for inputs, answer in [(points[:, :2], not_second), (points, not_second), (points, xor)]:
    problem, start = fitting.logistic_objective(inputs, answer), draws.normal(rng, inputs.shape[1])
    walk = fitting.fit(problem, fitting.gradient_descent(1.0), start=start, steps=4000)
    print(f"loss {walk.losses[-1]:.3f}, p", xent.sigmoid(inputs @ walk.weights).round(2))
xent.reveal("network.xor", f"{walk.losses[-1]:.2f}")


# %% [markdown] key="one-layer-verdict"
# Without a bias $(0, 0)$ has the logit 0 and costs $\ln 2$ for ever: the mean stays above $\frac14 \ln 2 =$ {{ f"{np.log(2) / 4:.3f}" }}. For XOR, look at $w = 0$. The gradient there is
# $\frac14 X^\top(\frac12 - y) = 0$, and the loss is convex, so this is **the** minimum: $\ln 2$, as good as a coin. No rate, optimiser or patience helps. A second layer does.


# %% key="two-layers"
def train_xor(width, starts=40):
    V, w = (draws.normal(rng, (starts, *shape)) for shape in ((3, width), (width + 1, 1)))
    for _ in range(3000):
        h = np.tanh(points @ V)
        h = np.concatenate([h, np.ones((starts, 4, 1))], axis=-1)  # a bias for the second layer
        error = (xent.sigmoid(h @ w) - xor[:, None]) / 4
        back = (error @ w.swapaxes(1, 2) * (1 - h**2))[..., :-1]  # through w, then through tanh
        V, w = V - points.T @ back, w - h.swapaxes(1, 2) @ error
    return xent.sigmoid_cross_entropy(np.tile(xor, (starts, 1)), (h @ w)[..., 0]).mean(1)


found = {width: np.sort(train_xor(width)) for width in (2, 4)}

# %% key="two-layers-picture"
curves = {f"{width} hidden units": costs for width, costs in found.items()}
ax = xent.plots.plot_curves(range(40), curves, xlabel="random start, sorted", ylim=(-0.02, 0.72))
ax.axhline(np.log(2), linestyle=":", color="black")
ax.set(ylabel="loss after 3000 steps (nats)", title="Two hidden units can do XOR, with luck")
stuck = [(costs > 0.1).sum() for costs in found.values()]
xent.show(ax.figure, f"Stuck: {stuck[0]} of 40 starts with 2 hidden units, {stuck[1]} with 4.")


# %% [markdown]
# The error now passes **through** a layer: back to $h$ by $w$, through $\tanh$ by $1 - h^2$, on to $V$. With two hidden units
# many starts end near $\frac12 \ln 2 =$ {{ f"{np.log(2) / 2:.3f}" }}: two points learnt, a coin for the other two, and hardly a slope to follow. With four units, few do.
#
# ## Weights without bound
#
# "Cross-entropy regularises", and so avoids overfitting, one reads. Train on half of the tumours, with all 30 measurements. What is
# the test loss after ten thousand steps, compared with that after a hundred?

# %% key="bound-forecast"
xent.predict("descent.bound", {"less": 0.25, "1-2 times": 0.25, "2-4 times": 0.25, "over 4": 0.25})

# %% key="unbounded"
long = fitting.fit(train, fitting.gradient_descent(0.5), steps=10_000)
at = np.unique(np.geomspace(1, 10_000, 60).astype(int))
unseen = np.array([test(long.path[k])[0] for k in at])
growth = np.searchsorted([1, 2, 4], unseen[-1] / test(long.path[100])[0])
xent.reveal("descent.bound", ["less", "1-2 times", "2-4 times", "over 4"][growth])


# %% key="unbounded-picture"
fig, (left, right) = plt.subplots(1, 2)
xent.plots.plot_curves(at, {"training": long.losses[at], "test": unseen}, ax=left, yscale="log")
left.set(xscale="log", xlabel="steps", ylabel="mean loss L (nats)", title="The test loss turns")
right.semilogx(at, np.linalg.norm(long.path[at], axis=1))
right.set(xlabel="steps", ylabel="length of the weights ‖w‖", title="The weights grow on")
ends = f"At the end: training {long.losses[-1]:.3f}, test {unseen[-1]:.2f} nats."
xent.show(fig, f"The test loss is lowest at step {at[unseen.argmin()]}. {ends}")


# %% [markdown] key="unbounded-verdict"
# Verdict: nothing in the loss charges for weights. Ask Newton's method for the minimum.

# %% key="separated"
try:
    fitting.fit(train, fitting.newton(), steps=100)
except fitting.FitError as failure:
    print(failure)

# %% [markdown]
# These tumours can be separated. Once every one is on its right side, doubling the weights always gains: there is no minimum to
# arrive at, and ‖w‖ grows for ever, in the long run like the logarithm of the steps. Stopping early is one cure.
# Pure noise is memorised, too: sixty images of digits, labelled by the toss of a coin.

# %% key="coin-labels"
ink = np.c_[np.ones(1797), xent.data.digits().images.reshape(1797, 64) / 16]
coins = (rng.random(1797) < 0.5).astype(float)
few = fitting.logistic_objective(ink[:60], coins[:60])
others = fitting.logistic_objective(ink[60:], coins[60:])
memory = fitting.fit(few, fitting.adam(0.1), steps=2000)
print(f"train {memory.losses[-1]:.3f} nats, test {others(memory.weights)[0]:.1f} nats")


# %% [markdown]
# ### What a penalty says
#
# An **L2 penalty** adds $\frac{\lambda}{2} \lVert w \rVert^2$ to the mean loss, the bias left out. Multiplied by $n$ it is, up to a constant, $-\ln$ of a Gaussian density
# with variance $1 / n\lambda$. So it is surprise, too: that of the weights, to somebody who expects them near zero. An L1 penalty, $\lambda \lVert w \rVert_1$, is the
# same with a Laplace density.

# %% key="prior-bits"
n, free = len(train.target), np.r_[0, np.ones(30)]  # the bias is not penalised
for l2 in [0.0003, 0.003, 0.01, 0.1]:
    held = fitting.logistic_objective(train.x, train.target, l2=l2 * free)
    w = fitting.fit(held, fitting.newton(), steps=60, tolerance=1e-9).weights
    bits = n * np.array([train(w)[0], l2 / 2 * (w[1:] ** 2).sum()]) / np.log(2)
    print(
        f"l2 {l2:6}: labels {bits[0]:.1f}, weights {bits[1]:.1f} bits; test {test(w)[0]:.3f} nats"
    )


# %% key="prior-by-scipy"
prior = norm(scale=1 / np.sqrt(n * l2))
spent = (prior.logpdf(0) - prior.logpdf(w[1:])).sum() / np.log(2)
print(f"SciPy: {spent:.1f} bits for the weights")
same = LogisticRegression(C=1 / (l2 * n), tol=1e-10, max_iter=1000)
same.fit(train.x[:, 1:], train.target)
print("scikit-learn finds the same weights:", np.allclose(same.coef_[0], w[1:], atol=1e-4))

# %% [markdown]
# For each $\lambda$ the fit makes the sum of the two as small as it can be. A larger $\lambda$ charges more for the same weights: they shrink, cost
# more bits all the same, and the labels pay, too. (Weights are counted from $w = 0$; a density has no bits of its own. So sums of
# different $\lambda$ don't compare.) Choose $\lambda$ on data that neither the fit nor the test sees. L1 pulls with the same force at any
# size, so small weights arrive at zero:

# %% key="lasso"
w, l1, rate = np.zeros(31), 0.03, 0.5
for _ in range(3000):
    w = w - rate * train(w)[1]
    w = np.sign(w) * np.maximum(abs(w) - rate * l1 * free, 0)  # the pull, but not past zero
print(f"L1: {(w[1:] == 0).sum()} of 30 weights are exactly zero, test {test(w)[0]:.3f} nats")

# %% [markdown]
# ### Exercise: a pull towards zero
#
# Return the gradient of the mean loss with its L2 penalty. Column 0 of `x` is the bias's column of ones: leave the bias free.


# %% key="penalty"
def penalised_gradient(x, y, theta, l2):
    """Gradient of the mean loss plus l2 / 2 times the squares of theta[1:]."""
    ### BEGIN SOLUTION
    pull = l2 * np.r_[0, theta[1:]]
    return x.T @ (xent.sigmoid(x @ theta) - y) / len(y) + pull
    ### END SOLUTION


xent.check("descent.penalty", penalised_gradient)

# %% [markdown]
# ## Who makes gradients vanish?
#
# The last claim: vanishing and exploding gradients are ailments of cross-entropy, and clipping cures them. Look where they
# start. At the logit the slope is $p - y$: never above 1 in size, however large the loss, and near 1 where the forecast is badly wrong. The squared error of $p$
# has $2(p - y)\,p(1-p)$ there, half of it at most, and nearly 0 when sure and wrong. Now walk back through twenty layers of thirty
# units.


# %% key="deep"
def lengths(act, act_slope, scale, skip=0):
    rng = np.random.default_rng(4)
    weights = draws.normal(rng, (20, 30, 30)) * scale / np.sqrt(30)
    h, v, slopes = draws.normal(rng, 30), draws.normal(rng, 30) / np.sqrt(30), []
    for W in weights:
        slopes.append(act_slope(h @ W))
        h = skip * h + act(h @ W)
    g = [(xent.sigmoid(h @ v) - 1) * v]  # p - y, and back through the last weights
    for W, inner in zip(weights[::-1], slopes[::-1]):
        g.append(skip * g[-1] + (g[-1] * inner) @ W.T)
    size = np.linalg.norm(g, axis=1)
    return size / size[0]  # what the layers make of the slope they are handed


# %% key="deep-runs"
tanh = np.tanh, lambda u: 1 - np.tanh(u) ** 2
backward = {"sigmoid": lengths(xent.sigmoid, lambda u: xent.sigmoid(u) * xent.sigmoid(-u), 1)}
backward |= {f"tanh, weights × {scale}": lengths(*tanh, scale) for scale in (0.5, 1, 3)}
backward["h + tanh, weights × 0.5"] = lengths(*tanh, 0.5, skip=1)


# %% key="deep-picture"
ax = xent.plots.plot_curves(range(21), backward, yscale="log", xlabel="layers walked back")
ax.set(ylabel="slope in h, over the last h's", title="One loss: the layers make the difference")
said = "; ".join(f"{name}: {size[-1]:.0e}" for name, size in backward.items())
xent.show(ax.figure, f"20 layers multiply the slope by: {said}.")


# %% [markdown] key="deep-verdict"
# Verdict: the loss is the same, so it is not to blame. Each layer multiplies by its
# weights and its slope (a sigmoid's is $\frac14$ at most), and twenty such factors make or break it. **Clipping** the gradient's length shortens what explodes and
# cannot lengthen what vanishes; clipping weights changes the model instead. What helps is the start of the weights, normalised layers, other units,
# and the residual path $h + \tanh$, which leaves the slope a way around.
#
# ## What you now know
#
# 1. $\partial\ell/\partial z = p - y$, and $\nabla L = X^\top(p - y)/n$: a vector shaped like the parameters. Back-propagation multiplies slopes from the loss back.
# 2. Descent goes against the gradient. A larger rate is faster until it overshoots; beyond $2/\lambda_{\max}$ of the curvature at the bottom, nothing settles.
# 3. For linear logits the Hessian $X^\top S X / n$ has no negative eigenvalue and the loss is convex; with a hidden layer it need not be.
# 4. Separable data have no best weights. Cross-entropy does not regularise; penalties, as surprise under a prior, do.
# 5. At the logit slopes are at most 1 in size; layers make them vanish or explode.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("descent")

# %% [markdown]
# ### In your own words
#
# A colleague's loss jumps about. He halves the rate, it falls, slowly, and he says: "the smaller the better". Write
# him three sentences with the word *curvature* in them. (Nobody checks this one.)
#
# ### Transfer
#
# Take a model that you know with features in different units: euros, years, metres. Which of its curvatures will be the largest?
# What happens to the safe rate if one feature is recorded in cents from now on?
#
# ## What next
#
# Two outcomes, one logit, one slope $p - y$. And with ten kinds of digits? The next lesson, Softmax cross-entropy, gives every class
# its logit, and finds the same slope in each of them.
#
# ## References
#
# - Robbins, H., Monro, S. (1951). A stochastic approximation method. *Annals of Mathematical Statistics* 22, 400–407. [doi:10.1214/aoms/1177729586](https://doi.org/10.1214/aoms/1177729586)
# - Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. *USSR Computational Mathematics and Mathematical Physics* 4(5), 1–17. [doi:10.1016/0041-5553(64)90137-5](https://doi.org/10.1016/0041-5553(64)90137-5)
# - Rumelhart, D. E., Hinton, G. E., Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature* 323, 533–536. [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0)
# - Squire, W., Trapp, G. (1998). Using complex variables to estimate derivatives of real functions. *SIAM Review* 40, 110–112. [doi:10.1137/S003614459631241X](https://doi.org/10.1137/S003614459631241X)
# - Pascanu, R., Mikolov, T., Bengio, Y. (2013). On the difficulty of training recurrent neural networks. *ICML*. [arXiv:1211.5063](https://arxiv.org/abs/1211.5063)
# - Kingma, D. P., Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*. [arXiv:1412.6980](https://arxiv.org/abs/1412.6980)
# - Zhang, C., Bengio, S., Hardt, M., Recht, B., Vinyals, O. (2017). Understanding deep learning requires rethinking generalization. *ICLR*. [arXiv:1611.03530](https://arxiv.org/abs/1611.03530)
# - Soudry, D., Hoffer, E., Nacson, M. S., Gunasekar, S., Srebro, N. (2018). The implicit bias of gradient descent on separable data. *Journal of Machine Learning Research* 19(70), 1–57. [arXiv:1710.10345](https://arxiv.org/abs/1710.10345)
