# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # A network from scratch
#
# How does the slope get through the layers?
#
# **Goals**
#
# - Draw a computation as a graph, and carry values forward and slopes backward through it.
# - Derive the slopes of a whole layer, and check them without calculus.
# - Test what one layer can learn, and what a second layer adds.
# - Choose the size of the first weights, and explain why slopes vanish or explode.
# - Train a two-layer network on the digits, and measure its gain.
#
# **Needs** lesson [05 Softmax cross-entropy](05_softmax_cross_entropy.ipynb); the chain rule, matrix products.
#
# **Budget** {{ budget }}

# %% key="imports"
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

import xentlib as xent
from xentlib import draws, fitting

xent.plots.use_style()
rng = np.random.default_rng(8)

# %% [markdown]
# ## A graph with numbers
#
# In lesson 04 the logit was linear in the input. Now put a **hidden unit** between them:
#
# $$u=wx+b,\qquad h=\tanh u,\qquad z=vh,\qquad\ell=-\ln\sigma(z).$$
#
# The example is a yes with $x=2$. The parameters are $w=-\frac12$, $b=\frac12$ and $v=3$. You may change one of them by a hundredth.
# Which one changes the loss most?

# %% key="step-forecast"
xent.predict("network.step", {"w": 0.25, "b": 0.25, "v": 0.25, "all alike": 0.25})


# %% key="step"
def loss_of(w, b, v, x=2.0):
    return float(xent.sigmoid_cross_entropy(1.0, v * np.tanh(w * x + b)))


# %% key="changes"
start = {"w": -0.5, "b": 0.5, "v": 3.0}
changes = {k: loss_of(**start | {k: at + 0.01}) - loss_of(**start) for k, at in start.items()}
print({name: round(change, 4) for name, change in changes.items()}, "nats")
xent.reveal("network.step", max(changes, key=lambda name: abs(changes[name])))

# %% [markdown] key="graph-why"
# One trial per parameter is too slow for a million of them. A **computation graph** gives all slopes in one walk. Read the picture to the
# right, above the nodes, and then to the left, below them.

# %% key="graph"
unit = {"x": 2.0, "w": -0.5, "m": ("times", "w", "x"), "b": 0.5, "u": ("plus", "m", "b")}
unit |= {"h": ("tanh", "u"), "v": 3.0, "z": ("times", "v", "h"), "y": 1.0, "ℓ": ("loss", "z", "y")}

# %% key="graph-picture"
ax = xent.plots.plot_graph(unit)
ax.set_title("One walk to the left gives every slope")
slopes = xent.numerical_gradient(lambda t: loss_of(*t), [*start.values()]).round(3)
xent.show(ax.figure, f"Differences give the slopes {slopes} in w, b and v, too.")

# %% [markdown] key="graph-rule" story="1986"
# A small change of $w$ changes $m$, then $u$, $h$, $z$ and $\ell$. Each node on this road multiplies the change by its **local slope**:
#
# - the loss has $p-y$ in $z$;
# - the product $z=vh$ has $v$ in $h$, and $h$ in $v$;
# - $h=\tanh u=2\sigma(2u)-1$ has $4\,\sigma(2u)\,(1-\sigma(2u))=1-h^2$;
# - a sum has 1 in each input, and $m=wx$ has $x$ in $w$.
#
# So the slope in $w$ is $(p-y)\cdot v\cdot(1-h^2)\cdot x=-0.8\cdot3\cdot0.7864\cdot2=-3.775$.
#
# That is the chain rule. The walk begins at $\ell$ with the slope 1. Rumelhart, Hinton and
# Williams (1986) made it known as **back-propagation**. Where a value goes to two nodes, both effects of a small change add up. So the slopes that come back are **added**.
#
# Press "large w". The loss is high, and yet hardly any slope reaches $w$ and $b$. Which node stops it?

# %% key="graph-explorer"
xent.explorers.explore_graph()

# %% [markdown]
# The unit is **saturated**: $\tanh$ is nearly flat at $u=-5.5$, so $1-h^2$ is nearly 0.
#
# ### Exercise: two roads
#
# Here $x$ goes to two nodes, and ReLU means $\max(0,u)$. Read the values, and send the slope of $z$ back with
# pencil and paper. Return its slopes in $x$, $w$, $b$ and $v$, in this order.

# %% key="roads-picture"
roads = {"x": 2.0, "w": -1.5, "m": ("times", "w", "x"), "b": 4.0, "u": ("plus", "m", "b")}
roads |= {"h": ("relu", "u"), "s": ("plus", "h", "x"), "v": 0.5, "z": ("times", "v", "s")}
ax = xent.plots.plot_graph(roads, slopes=False)
title = ax.set_title(f"{ax.get_title(loc='left')}, and two roads lead there from x")
xent.show(ax.figure, f"{title.get_text()}: one through h, one past h.")

# %% key="roads"
### BEGIN SOLUTION
slopes_of_z = [0.5 + 0.5 * -1.5, 0.5 * 2, 0.5, 3]
### END SOLUTION

xent.check("network.roads", slopes_of_z)

# %% [markdown]
# ## A hidden unit
#
# A common mistake says: "Cross-entropy is convex in the parameters, so descent finds its minimum." In lesson 04 you
# proved that for linear logits. Now take $z=v\tanh(wx)$ and two examples: $x=1$ has the label $y=1$, $x=-1$ has $y=0$.
# On a convex surface the middle of two points is never higher than their mean. Is that so at $(v,w)=(2,2)$, at $(-2,-2)$
# and halfway between?

# %% key="one-tanh"
signs, answers = np.array([1.0, -1.0]), np.array([1.0, 0.0])


def unit_loss(vw):
    return xent.sigmoid_cross_entropy(answers, vw[0] * np.tanh(vw[1] * signs)).mean()


print({place: round(float(unit_loss(place)), 3) for place in [(2, 2), (-2, -2), (0, 0)]})

# %% [markdown]
# The middle is the highest of the three, so this loss is not convex. The two ends are the **same function**: $v\tanh(wx)$ keeps its
# value if both signs turn. The loss has no minimum either: it falls towards 0 as $v$ and $w$ grow, and never gets there.
#
# ### Exercise: through the unit
#
# Write the walk to the left for this unit and $n$ examples. Return the slopes of the **mean** loss in $v$ and in $w$.


# %% key="hidden-unit"
def unit_slopes(x, y, v, w):
    """Slopes of the mean loss in v and w, for the logit v tanh(w x); x, y of shape (n,)."""
    ### BEGIN SOLUTION
    h = np.tanh(w * x)
    error = xent.sigmoid(v * h) - y
    return np.array([np.mean(error * h), np.mean(error * v * (1 - h**2) * x)])
    ### END SOLUTION


xent.check("network.hidden_unit", unit_slopes)


# %% key="walks"
def seen(vw):
    return unit_loss(vw), xent.numerical_gradient(unit_loss, vw)


way = fitting.gradient_descent(1.0)
starts = {"from (1, −0.5)": (1, -0.5), "from (−1, 0.5)": (-1, 0.5)}
paths = {name: fitting.fit(seen, way, start=at, steps=20).path for name, at in starts.items()}

# %% key="two-valleys-picture"
ax = xent.plots.plot_loss_surface(unit_loss, xlim=(-4, 4), ylim=(-3, 3), paths=paths)
ax.set(xlabel="outer weight v", ylabel="inner weight w", title="Two valleys, and a pass between")
ax.plot([-4, 4, np.nan, 0, 0], [0, 0, np.nan, -3, 3], "k--", lw=1, label="L = ln 2")
ax.plot(0, 0, "X", color="black", ms=10, label="from (0, 0): stays")
ax.legend(loc="upper left", frameon=True, framealpha=0.9)
ends = [round(float(unit_loss(path[-1])), 3) for path in paths.values()]
xent.show(ax.figure, f"The walks end at {ends} nats. The slopes at (0, 0) are {seen([0, 0])[1]}.")

# %% [markdown] key="two-valleys-verdict"
# The two walks end in different valleys. A walk from $(0,0)$ never moves, since the gradient is zero there: it
# stands on a **saddle point**, the pass between the valleys. A zero gradient need not be a minimum any more.
#
# With both layers at zero nothing moves. Equal weights of another size fail, too: equal units get equal slopes and stay equal, so a layer of 32 does the work of one. Random weights make them differ.
#
# ## One layer, three tasks
#
# What can **one** layer learn? Give it four points and three tasks: $y=1-x_2$ without a
# bias, the same with a bias, and XOR ("one or the other, not both") with a bias. At which mean loss, in nats, does XOR end?

# %% key="xor-forecast"
xent.predict("network.xor", {"0.00": 0.25, "0.17": 0.25, "0.35": 0.25, "0.69": 0.25})

# %% key="tasks"
points = np.array([[0.0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])  # x1, x2 and a one for the bias
xor, not_second = np.array([0.0, 1, 1, 0]), 1 - points[:, 1]

# %% key="one-layer"
for inputs, answer in [(points[:, :2], not_second), (points, not_second), (points, xor)]:
    problem, first = fitting.logistic_objective(inputs, answer), draws.normal(rng, inputs.shape[1])
    walk = fitting.fit(problem, fitting.gradient_descent(1.0), start=first, steps=4000)
    print(f"loss {walk.losses[-1]:.3f}, p", xent.sigmoid(inputs @ walk.weights).round(2))
xent.reveal("network.xor", f"{walk.losses[-1]:.2f}")

# %% [markdown] key="one-layer-verdict" story="1969"
# Without a bias the point $(0, 0)$ has the logit 0 and costs $\ln 2$ for ever, so the mean stays above $\frac14 \ln 2 =$ {{ f"{np.log(2) / 4:.3f}" }}.
# With a bias that task is learnt. XOR is not. At $w=0$ its gradient $\frac14X^\top(\frac12-y)$ is 0, and this loss is convex, so $\ln2$ is the minimum. That is no better than a coin. No
# rate, optimiser or patience helps. Minsky and Papert (1969) made this known.
#
# ## A whole layer
#
# A layer takes $n$ rows of $d$ activations $a$ to $m$ logits, $z=aW+b$. Let $\delta$, of shape $(n,m)$, be the slope of the loss in $z$. In
# every row $i$ the weight $W_{jk}$ multiplies $a_{ij}$ and acts on $z_{ik}$ alone. Add up its roads:
#
# $$\frac{\partial L}{\partial W_{jk}}=\sum_i\frac{\partial L}{\partial z_{ik}}\frac{\partial z_{ik}}{\partial W_{jk}}=\sum_i\delta_{ik}\,a_{ij},
# \qquad\text{so}\qquad\nabla_WL=a^\top\delta.$$
#
# The shapes agree: $(d,n)$ times $(n,m)$ gives $(d,m)$. The bias has the local slope 1 in every row: $\nabla_bL=\sum_i\delta_i$.
#
# ### Exercise: one layer back
#
# Derive the rest. How many roads lead from $a_{ij}$ to the loss, and which slope does each hand back? The activations are $h = \tanh u$.
# Return the slope in $u$: it is the $\delta$ of the layer before.


# %% key="back"
def layer_back(h, weights, delta):
    """Slopes in u, where h = tanh(u), (n, d); delta, (n, m), are those in h @ weights + bias."""
    ### BEGIN SOLUTION
    return delta @ weights.T * (1 - h**2)
    ### END SOLUTION


xent.check("network.back", layer_back)

# %% [markdown] key="matrix-rule"
# So $\nabla_aL=\delta W^\top$, of shape $(n,d)$, like $a$.
#
# ### Break it: a colleague's step
#
# A colleague wrote one step for $z=\tanh(xV)\,w$; `inner` is $V$, and `outer` is $w$. His loss falls, so he is
# content. Compare his step with the gradient.


# %% key="colleague"
def colleague(x, y, inner, outer, rate):
    h = np.tanh(x @ inner)
    error = xent.sigmoid(h @ outer) - y
    outer = outer - rate * h.T @ error
    back = np.outer(error, outer) * (1 - np.tanh(h) ** 2)
    inner = inner - rate * x.T @ back
    return inner, outer


# %% key="colleague-checked"
def xor_loss(inner, outer):
    return xent.sigmoid_cross_entropy(xor, np.tanh(points @ inner) @ outer).mean()


V, w = draws.normal(rng, (3, 4)), draws.normal(rng, 4)
after = colleague(points, xor, V, w, 0.1)
print(f"loss {xor_loss(V, w):.3f} nats, after his step {xor_loss(*after):.3f}")
his, right = (V - after[0]) / 0.1, xent.numerical_gradient(lambda inner: xor_loss(inner, w), V)
a, b = np.linalg.norm(his), np.linalg.norm(right)
print(f"slopes in V: length {a:.2f}, right {b:.2f}, cosine {np.vdot(his, right) / a / b:.2f}")

# %% [markdown] key="colleague-verdict"
# His slopes are too long, but their direction is nearly right. So the loss falls nevertheless. A falling loss proves little; a gradient check finds the error at once.
#
# ### Exercise: mend it
#
# There are three faults. Write the step anew, and return the **logits** after it.


# %% key="mend"
def logits_after_step(x, y, inner, outer, rate):
    """Logits, (n,), after one right step on the mean loss; x (n, d), inner (d, m), outer (m,)."""
    ### BEGIN SOLUTION
    h = np.tanh(x @ inner)
    error = (xent.sigmoid(h @ outer) - y) / len(y)
    back = np.outer(error, outer) * (1 - h**2)  # with the old outer weights
    inner, outer = inner - rate * x.T @ back, outer - rate * h.T @ error
    return np.tanh(x @ inner) @ outer
    ### END SOLUTION


xent.check("network.mend", logits_after_step)

# %% [markdown]
# ## Any number of layers
#
# Three functions make a network of any depth. `nets=(40,)` makes forty at once, and `swapaxes` transposes each matrix. The size of the first weights is explained below. The last cell compares every slope with differences.


# %% key="network-start"
def first_layers(rng, sizes, *, scale=1.0, nets=()):
    layers = []
    for d, m in pairwise(sizes):
        weights = scale * np.sqrt(2 / (d + m)) * draws.normal(rng, (*nets, d, m))
        layers.append((weights, np.zeros((*nets, 1, m))))
    return layers


# %% key="network-forward"
def forward_pass(layers, x):
    a, (W, b) = [x], layers[-1]
    for V, c in layers[:-1]:
        a.append(np.tanh(a[-1] @ V + c))
    return a, a[-1] @ W + b  # what enters each layer, and the logits


# %% key="network-backward"
def backward_pass(layers, a, delta):
    slopes = []
    for (W, _), h in zip(layers[::-1], a[::-1]):
        slopes.append((h.swapaxes(-1, -2) @ delta, delta.sum(-2, keepdims=True)))
        if len(slopes) < len(layers):  # the input has no tanh below it
            delta = delta @ W.swapaxes(-1, -2) * (1 - h**2)
    return slopes[::-1]


# %% key="small-network"
x, y, layers = draws.normal(rng, (4, 3)), np.array([0, 1, 1, 0]), first_layers(rng, (3, 5, 2))
a, z = forward_pass(layers, x)
slopes = backward_pass(layers, a, xent.softmax_cross_entropy_grad(y, z) / 4)

# %% key="gradient-check"
for i, k in [(0, 0), (0, 1), (1, 0), (1, 1)]:

    def loss_with(value, i=i, k=k):
        trial = [list(layer) for layer in layers]
        trial[i][k] = value
        return xent.softmax_cross_entropy(y, forward_pass(trial, x)[1]).mean()

    print(f"{'Wb'[k]}{i + 1}:", xent.gradient_error(slopes[i][k], loss_with, layers[i][k]) < 1e-7)

# %% [markdown] key="starts-why"
# ## A second layer
#
# Two layers without a unit between them are one layer: $(aV)W=a(VW)$. With $\tanh$ between them, two hidden units can do XOR:
#
# $$u_1=2x_1+2x_2-1,\qquad u_2=3-2x_1-2x_2,\qquad z=4\tanh u_1+4\tanh u_2-4.$$
#
# The first unit says "at least one", the second "not both". Check the signs:

# %% key="by-hand"
print("logits", (np.tanh(points[:, :2] @ [[2, -2], [2, -2]] + [-1, 3]) @ [4, 4] - 4).round(1))

# %% [markdown] key="starts-question" story="0.1 3000"
# Does descent find such weights? Train 40 networks with 2 hidden units, each from its own random start. How many are stuck
# after 3000 steps, with a loss above 0.1 nats?

# %% key="starts-forecast"
xent.predict("network.starts", {"none": 0.25, "1-9": 0.25, "10-24": 0.25, "25-40": 0.25})


# %% key="two-layers"
def train_xor(width):
    layers, answer = first_layers(rng, (2, width, 1), nets=(40,)), xor[:, None]
    for _ in range(3000):
        a, z = forward_pass(layers, points[:, :2])
        slopes = backward_pass(layers, a, (xent.sigmoid(z) - answer) / 4)
        layers = [(W - 1.0 * dW, b - 1.0 * db) for (W, b), (dW, db) in zip(layers, slopes)]
    return layers, xent.sigmoid_cross_entropy(np.broadcast_to(answer, z.shape), z).mean((1, 2))


# %% key="starts"
found = {width: train_xor(width) for width in (2, 3, 4)}
stuck = {width: int((losses > 0.1).sum()) for width, (_, losses) in found.items()}
outcome = np.searchsorted([1, 10, 25], stuck[2], side="right")
xent.reveal("network.starts", ["none", "1-9", "10-24", "25-40"][outcome])

# %% [markdown] key="two-layers-verdict"
# Of 40 starts {{ stuck[2] }} are stuck with 2 hidden units, {{ stuck[3] }} with 3, and {{ stuck[4] }} with 4. The stuck ones with 2 units cost between {{ f"{found[2][1][found[2][1] > 0.1].min():.3f}" }} and {{ f"{found[2][1][found[2][1] > 0.1].max():.3f}" }} nats, and $\frac12\ln2$ is {{ f"{np.log(2) / 2:.3f}" }}: they have learnt two points, and toss a coin for the other two.
#
# ## The first weights
#
# How large should the random first weights be? A unit adds $d$ products, $u_k=\sum_jh_jW_{jk}$. Draw the weights independently of each other and of the $h$, with mean 0 and standard deviation $s$. Two different
# products are then uncorrelated, since $\mathbb E[W_{jk}W_{lk}]=0$, and their mean squares add up:
#
# $$\mathbb E[u_k^2]=\sum_j\mathbb E[h_j^2]\,s^2=d\,s^2\,\mathbb E[h^2].$$
#
# With $s=\sqrt{1/d}$ the $u$ are as large as the $h$. On the way back $m$ products are added, which asks for $s=\sqrt{1/m}$. The rule
# of Glorot and Bengio (2010, AISTATS) is between the two, $s^2=2/(d+m)$. It ignores the unit's own slope.
#
# ### Exercise: the scale behind a leaky unit
#
# Now add the unit: $h=u$ for $u>0$, and $h=c\,u$ below. The values $u$ are symmetric about 0. Derive the scale $s$ with which a
# layer keeps $\mathbb E[h^2]$.


# %% key="first-scale"
def first_scale(d, c):
    """Standard deviation of the weights of a layer with d inputs and leaky units of leak c."""
    ### BEGIN SOLUTION
    return np.sqrt(2 / (d * (1 + c**2)))
    ### END SOLUTION


xent.check("network.first_scale", first_scale)

# %% [markdown]
# Test it on twenty layers of a hundred units. The function walks to the right, gives the top random slopes of size 1, and walks back.


# %% key="deep"
def sizes_through(unit, slope, scale, skip=0):
    rng = np.random.default_rng(8)
    layers = scale / 10 * draws.normal(rng, (20, 100, 100))  # 10 is the root of 100 inputs
    h, g, local = [draws.normal(rng, (100, 100))], [draws.normal(rng, (100, 100))], []
    for W in layers:
        local.append(slope(h[-1] @ W))
        h.append(skip * h[-1] + unit(h[-1] @ W))
    for W, inner in zip(layers[::-1], local[::-1]):
        g.append(skip * g[-1] + (g[-1] * inner) @ W.T)
    return [np.sqrt(np.mean(np.square(rows), axis=(1, 2))) for rows in (h, g)]


# %% key="ends"
def ends(curves):
    return "; ".join(f"{name}: {float(f'{at[-1]:.1g}'):g}" for name, at in curves.items())


# %% key="relu"
relu = lambda u: np.maximum(u, 0), lambda u: (u > 0) * 1.0  # the unit and its local slope
forward = {f"s = √({k:g} / d)": sizes_through(*relu, k**0.5)[0] for k in (0.25, 1, 2, 9)}

# %% key="relu-picture"
ax = xent.plots.plot_curves(range(21), forward, yscale="log", xticks=range(0, 21, 4))
ax.set(xlabel="layers passed", ylabel="root mean square of h")
ax.set_title("Of the four scales, only √(2 / d) keeps the size")
xent.show(ax.figure, f"Size after 20 layers of ReLU units. {ends(forward)}.")

# %% [markdown] key="he" story="2015"
# ReLU is your leaky unit with $c=0$. It sets half of the values to 0, which halves the mean square. So $s=\sqrt{2/d}$, the rule of He et al. (2015). With $s=\sqrt{1/d}$
# each of twenty layers halves the mean square, to about a millionth in the end. Its root, the curve in the picture, falls to about a thousandth.
#
# ## Who makes slopes vanish?
#
# Another common mistake: "Cross-entropy makes gradients vanish or explode, and clipping cures it." At the logit the slope of each example is $p-y$: never above 1 in size,
# and near 1 where the forecast is badly wrong. What do twenty layers make of a slope of size 1?

# %% key="deep-runs"
tanh = np.tanh, lambda u: 1 - np.tanh(u) ** 2
sigmoid = xent.sigmoid, lambda u: xent.sigmoid(u) * xent.sigmoid(-u)
cases = {"tanh, s = √(9 / d)": (*tanh, 3), "ReLU, s = √(2 / d)": (*relu, 2**0.5)}
cases |= {"tanh, s = √(1 / d)": (*tanh, 1), "sigmoid, s = √(1 / d)": (*sigmoid, 1)}
backward = {name: sizes_through(*case)[1] for name, case in cases.items()}

# %% key="deep-picture"
ax = xent.plots.plot_curves(range(21), backward, yscale="log", xticks=range(0, 21, 4))
ax.set(xlabel="layers walked back", ylabel="root mean square slope in h")
ax.set_title("Slopes of one size at the top: the layers shrink or grow them")
xent.show(ax.figure, f"What 20 layers make of slopes of size 1. {ends(backward)}.")

# %% [markdown] key="deep-verdict" story="2013"
# The loss hands over at most 1 per example, however deep the network is. Each layer multiplies by its weights and by its local slope; a sigmoid's is $\frac14$ at most.
# The scale of the first weights helps, or another unit, or a path past the layer (see *Going further*). **Clipping** (Pascanu et al., 2013) shortens a gradient that is longer than a threshold to that length. It keeps its direction, and cannot lengthen a short one.
#
# Cross-entropy does cause something else: $p-y$ goes to 0 where the forecast is sure and right. On separable data it never is 0, so the weights grow without end.
#
# ## The digits
#
# Take the digits of lesson 05, with the same split and penalty. Each step uses a **mini-batch** of 32 images, as in lesson 04. The rate falls evenly, in 40 epochs, to a fortieth of the first.

# %% key="digits"
labels, pixels = xent.data.digits().labels, xent.data.digits().images.reshape(-1, 64) / 16
train, test = train_test_split(np.arange(1797), test_size=450, stratify=labels, random_state=0)
pixels = pixels - pixels[train].mean(0)


def test_bits(layers):
    z = forward_pass(layers, pixels[test])[1]
    return xent.softmax_cross_entropy(np.broadcast_to(labels[test], z.shape[:-1]), z) / np.log(2)


# %% key="train-network"
def fit(layers, *, rng, epochs=40, batch=32, rate=0.8, l2=1 / 1347):
    for epoch in range(epochs):
        step, order = rate * (1 - epoch / epochs), train[rng.random(len(train)).argsort()]
        for few in np.split(order, range(batch, len(order), batch)):
            a, z = forward_pass(layers, pixels[few])
            y = np.broadcast_to(labels[few], z.shape[:-1])
            delta = xent.softmax_cross_entropy_grad(y, z) / len(few)
            slopes = zip(layers, backward_pass(layers, a, delta))
            layers = [(W - step * (dW + l2 * W), b - step * db) for (W, b), (dW, db) in slopes]
        yield layers  # after each epoch


# %% key="softmax-regression"
model = LogisticRegression(C=1, solver="newton-cg", tol=1e-9).fit(pixels[train], labels[train])
line = [(model.coef_.T, model.intercept_)]
print(f"one layer: {test_bits(line).mean():.3f} bits per test image")

# %% [markdown] key="gain-why"
# That is softmax regression. Put 32 hidden units in between, with the same penalty, and train five networks from
# five starts. How many per cent of this loss will be left on average?

# %% key="gain-forecast"
xent.predict("network.gain", {"0-45": 0.25, "45-75": 0.25, "75-100": 0.25, "over 100": 0.25})

# %% key="train-digits"
*_, networks = fit(first_layers(rng, (64, 32, 10), nets=(5,)), rng=rng)
ours = test_bits(networks)  # five rows
outcome = np.searchsorted([0.45, 0.75, 1], ours.mean() / test_bits(line).mean())
xent.reveal("network.gain", ["0-45", "45-75", "75-100", "over 100"][outcome])

# %% key="paired"
more = test_bits(line) - ours.mean(0)
print(f"two layers: {ours.mean():.3f} bits, {ours.mean(1).min():.3f} to {ours.mean(1).max():.3f}")
print(f"one layer costs {more.mean():.3f} ± {more.std(ddof=1) / np.sqrt(450):.3f} bits more")

# %% [markdown] key="paired-verdict"
# The ± is one standard error of the paired difference over images. The gain is far larger. But the penalty holds one layer back more than two.
# *Going further* tunes it, and little of the gain is left.
#
# ## What you now know
#
# 1. A graph runs forward for values and backward for slopes. Each node multiplies by its local slope, and roads that meet are added.
# 2. For $z=aW+b$: $\nabla_WL=a^\top\delta$, $\nabla_bL=\sum_i\delta_i$, $\nabla_aL=\delta W^\top$. Shapes and a gradient check find most faults.
# 3. One layer ends at $\ln2$ on XOR. A hidden layer can learn it, but some starts get stuck.
# 4. First weights are random, so that units differ. Their scale is $\sqrt{1/d}$ for tanh and $\sqrt{2/d}$ for ReLU.
# 5. Layers make slopes vanish or explode. At the logit, cross-entropy's is $p-y$, at most 1 in size.
#
# Four questions, without looking up:

# %% key="quiz"
xent.quiz("network")

# %% [markdown]
# ### In your own words
#
# A network has a million parameters. Explain to a friend why one walk back is enough for all of their slopes. (Nobody checks this one.)
#
# ### Transfer
#
# Take a formula with four or five numbers that you use: a price, a dose, a rate. Draw its graph, and send a slope back by hand.
# Which input must you know best?
#
# ## What next
#
# You wrote every slope yourself. A framework does that for any graph. Go on with
# [09 Training with Keras](09_keras_training.ipynb).
#
# ## References
#
# - Minsky, M., Papert, S. (1969). *Perceptrons: An Introduction to Computational Geometry*. MIT Press. ISBN 0-262-63022-2
# - Rumelhart, D. E., Hinton, G. E., Williams, R. J. (1986). Learning representations by back-propagating errors. *Nature* 323, 533–536. [doi:10.1038/323533a0](https://doi.org/10.1038/323533a0)
# - Pascanu, R., Mikolov, T., Bengio, Y. (2013). On the difficulty of training recurrent neural networks. *ICML*. [arXiv:1211.5063](https://arxiv.org/abs/1211.5063)
# - He, K., Zhang, X., Ren, S., Sun, J. (2015). Delving deep into rectifiers: surpassing human-level performance on ImageNet classification. *ICCV*. [arXiv:1502.01852](https://arxiv.org/abs/1502.01852)
# - He, K., Zhang, X., Ren, S., Sun, J. (2016). Identity mappings in deep residual networks. *ECCV*. [arXiv:1603.05027](https://arxiv.org/abs/1603.05027)

# %% [markdown]
# ## Going further

# %% [markdown]
# **Three units and their slopes.** You met tanh, the sigmoid and ReLU. Each hands a slope on times its own:

# %% key="units-picture"
u, units = np.linspace(-4, 4, 161), {"tanh": tanh, "sigmoid": sigmoid, "ReLU": relu}
fig, axes = plt.subplots(1, 2, figsize=(8, 3.6))
for part, (ax, ylabel) in enumerate(zip(axes, ["value h", "local slope dh/du"])):
    curves = {name: pair[part](u) for name, pair in units.items()}
    xent.plots.plot_curves(u, curves, ax=ax, xlabel="logit u", ylabel=ylabel)
axes[0].set_title("A unit bends its input", loc="left")
axes[1].set_title("For low u its slope is about 0", loc="left")
told = ", ".join(f"{name} {pair[1](np.array(-3.0)):.3g}" for name, pair in units.items())
xent.show(fig, f"Local slopes at u = −3: {told}.")

# %% [markdown] key="units-verdict"
# tanh and the sigmoid are flat on both sides. ReLU has the slope 1 for every $u>0$, and 0 for every $u\le0$. If $u$ is negative for all examples, no
# slope passes the unit, and its weights stop changing: the ReLU is **dead**.
#
# **A second path.** The residual path replaces $h$ by $h+\tanh(hW)$. A slope comes back by two ways, which add up. One goes through the layer. The other goes
# past it, and its factor is 1 (He et al., 2016; their blocks hold two layers and a normalisation, too).

# %% key="residual"
paths = {"tanh, s = √(0.25 / d)": sizes_through(*tanh, 0.5)[1]}
paths["h + tanh, s = √(0.25 / d)"] = sizes_through(*tanh, 0.5, skip=1)[1]
paths["h + ReLU, s = √(2 / d)"] = sizes_through(*relu, 2**0.5, skip=1)[1]

# %% key="residual-picture"
ax = xent.plots.plot_curves(range(21), paths, yscale="log", xticks=range(0, 21, 4))
ax.set(xlabel="layers walked back", ylabel="root mean square slope in h")
ax.set_title("With a path past the layer, √(2 / d) is too large")
xent.show(ax.figure, f"What 20 layers make of slopes of size 1. {ends(paths)}.")

# %% [markdown] key="residual-verdict"
# The path cures vanishing, because it hands on the whole slope of the layer's output. But $h+\mathrm{ReLU}(u)$ adds two parts. So the scale
# $\sqrt{2/d}$, which kept the size without the path, explodes with it.
#
# **The slope that squared error hands over.** For $(p-y)^2$ it is $2(p-y)\,p(1-p)$ in the logit. That is at most half of $|p-y|$. It is nearly 0 where the forecast is sure and wrong,
# so a wrong and saturated output learns slowly. Cross-entropy does not have this fault.
#
# **Two other kinds of clipping.** To clip each entry of a gradient turns its direction. To clip the weights changes the model.
#
# **Why mini-batches?** Train once more with all images in each step. An epoch is then one step. A step without noise
# stands a larger rate, so try ten times the rate, too. (Of the rates 4, 8 and 12 it is the best.)


# %% key="batches"
def by_epoch(layers, **options):
    return np.array([test_bits(now).mean(-1) for now in fit(layers, rng=rng, **options)])


sizes = (64, 32, 10)
curves = {"32 images a step, rate 0.8": by_epoch(first_layers(rng, sizes))}
for rate in (0.8, 8):
    name = f"all images a step, rate {rate:g}"
    curves[name] = by_epoch(first_layers(rng, sizes), batch=1347, rate=rate)

# %% key="batches-picture"
ax = xent.plots.plot_curves(range(1, 41), curves, xlabel="epochs", ylim=(0, 3.6))
ax.set(ylabel="mean test loss (bits)", title="After 40 epochs, mini-batches end lowest")
said = ", ".join(f"{name}: {bits[-1]:.2f}" for name, bits in curves.items())
xent.show(ax.figure, f"Test bits after 40 epochs. {said}.")

# %% [markdown] key="batches-verdict" story="0.8 0.1"
# An epoch has about the same arithmetic in all cases, and takes {{ -(-1347 // 32) }} steps or one. The gradient of a batch is noisy, and right on
# average. Most of the gap at the rate 0.8 comes from the rate. A tenfold rate closes most of it, but its walk jumps at first, and it ends a little higher.
#
# **Break it: equal units.** Start all weights at 0.1, with differences of about a billionth of that. For comparison, train a network with a single hidden unit.

# %% key="equal"
alike = [(0.1 + 1e-9 * W, b) for W, b in first_layers(rng, sizes)]
runs = {"32 units, random": curves["32 images a step, rate 0.8"]}
runs["32 units, nearly equal"] = by_epoch(alike)
runs["one unit"] = by_epoch(first_layers(rng, (64, 1, 10)))

# %% key="equal-picture"
ax = xent.plots.plot_curves(range(1, 41), runs, xlabel="epochs", ylim=(0, 5))
ax.axhline(np.log2(10), color="0.5", lw=0.8)
ax.text(40, np.log2(10) + 0.05, "log₂ 10", ha="right", va="bottom", color="0.3")
ax.set(ylabel="mean test loss (bits)", title="Equal units do the work of one, until they differ")
late = int(np.argmax(runs["32 units, nearly equal"] < 1)) + 1
xent.show(ax.figure, f"Nearly equal units come below 1 bit in epoch {late} of 40.")

# %% [markdown] key="equal-verdict"
# At first the 32 units do no better than one. Their differences are tiny, but each step makes them larger, and after some epochs the units do different work. In exact arithmetic
# equal units would stay equal. On a computer rounding may be enough to part them, sooner or later. Random weights differ from the first step on.
#
# **How large may they be?** Five networks for each scale:

# %% key="first-scales"
for scale in (0, 0.1, 1, 3, 10):
    bits = by_epoch(first_layers(rng, sizes, scale=scale, nets=(5,)))[-1]
    print(f"{scale:4} times Glorot's scale: {bits.min():.2f} to {bits.max():.2f} bits in the end")

# %% [markdown] key="scales-verdict"
# At zero only the last biases learn: $h=0$ gives the outer weights no slope, and outer weights of 0 give the inner ones none. From a tenth to
# three times Glorot's scale the results of five starts overlap, so this test shows no difference. Ten times is too large: every one of its networks is worse. In deep networks
# the range is narrower, as you saw above.

# %% [markdown]
# **Tune the simple model before you praise the deep one.** With `C = 10` the penalty is a tenth. That is the best of six values **on this very test
# set**, an unfair help for one layer.

# %% key="tuned"
tuned = LogisticRegression(C=10, solver="newton-cg", tol=1e-9).fit(pixels[train], labels[train])
bits = test_bits([(tuned.coef_.T, tuned.intercept_)])
more = bits - ours.mean(0)
print(f"one layer, tuned: {bits.mean():.3f} bits per test image")
print(f"that is {more.mean():.3f} ± {more.std(ddof=1) / np.sqrt(450):.3f} more than two layers")

# %% [markdown] key="tuned-verdict"
# The difference is {{ f"{more.mean() / (more.std(ddof=1) / np.sqrt(450)):.1f}" }} standard errors here. Other sets of five starts give about one to three, so there is no firm verdict.
# What looked like the gain of a hidden layer was mostly the gain of a smaller penalty.
#
# **What does the hidden layer do to XOR?** Here is the forecast of one network with four units at every place:

# %% key="xor-best"
layers, losses = found[4]
best = [(W[losses.argmin()], b[losses.argmin()]) for W, b in layers]
across, up = np.meshgrid(np.linspace(-0.5, 1.5, 121), np.linspace(-0.5, 1.5, 121))
p = xent.sigmoid(forward_pass(best, np.c_[across.ravel(), up.ravel()])[1]).reshape(across.shape)

# %% key="xor-picture"
fig, ax = plt.subplots()
shades = ax.contourf(across, up, p, [0, 0.1, 0.5, 0.9, 1], cmap="Blues", alpha=0.6)
fig.colorbar(shades, label="forecast p", spacing="proportional")
ax.contour(across, up, p, [0.1, 0.5, 0.9], colors="black", linewidths=1)
for answer, mark in [(0, "s"), (1, "o")]:
    ax.plot(*points[xor == answer, :2].T, mark, color="black", ms=9, label=f"y = {answer}")
ax.set(xlabel="x₁", ylabel="x₂", title="A hidden layer bends the border around the points")
ax.legend(loc="lower left", frameon=True)
xent.show(fig, f"Mean loss on the four points: {losses.min():.4f} nats.")
