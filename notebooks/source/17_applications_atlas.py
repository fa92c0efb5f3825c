# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Atlas of applications
#
# Where else is this loss?
#
# **Goals**
#
# - Name the outcomes, the target, the mask and the loss of a task that you have not met before.
# - Average a loss over what counts, and over nothing else.
# - Say which tasks have no label, and what they minimise instead.
# - Find the mistake that is usual for each task.
#
# **Needs** [07 Multi-label cross-entropy](07_multi_label_cross_entropy.ipynb), [09 Keras training](09_keras_training.ipynb), [16 Other likelihoods](16_other_likelihoods.ipynb)
#
# **Budget** {{ budget }}

# %% key="imports"
from itertools import groupby, product

import matplotlib.pyplot as plt
import numpy as np
from scipy import ndimage, optimize, special, stats
from sklearn.metrics import roc_auc_score

import xentlib as xent
from xentlib import draws
from xentlib.plots import plot_curves, plot_tiles

xent.plots.use_style()
rng = np.random.default_rng(17)

# %% [markdown] key="four-questions"
# ## Four questions
#
# A radiologist, a translator and a shop use the same loss. Ask four questions of each task:
#
# - **Outcomes**: what may happen at one place, and does exactly one of these things happen?
# - **Target** $t$: which probability has each outcome, once you know what happened?
# - **Mask** $m$: which places count, and how much?
# - **Loss**: mostly $\sum_im_i\,\ell(t_i,p_i)\,/\sum_im_i$ with $\ell=-\sum_kt_k\ln p_k$. (If weights may be negative, divide by the number of places.)
#
# The slope in the logits of place $i$ is $m_i(p_i-t_i)/\sum m$. So one short program trains the first half of this atlas:


# %% key="fit"
def fit(x, target, mask=None, *, rate=1.0, steps=200):
    """Weights (d, K) of a softmax that lower the masked mean of its losses."""
    mask = np.ones(len(x)) if mask is None else mask
    w = np.zeros((x.shape[1], target.shape[1]))
    for _ in range(steps):
        w -= rate * x.T @ (mask[:, None] * (xent.softmax(x @ w) - target)) / mask.sum()
    return w


# %% key="price"
def price(w, x, target, mask=None):
    """Masked mean of the losses, in nats."""
    return np.average(xent.softmax_cross_entropy(target, x @ w), weights=mask)


# %% [markdown] key="explorer-text"
# Choose an application. The dots are targets, and hatched places are masked. Make the forecast surer, and then switch the mask off. Where does the loss
# change, and where does it even become smaller?

# %% key="explorer"
xent.explorers.explore_atlas()

# %% [markdown] key="images-text"
# ## Pictures
#
# **One label for each image.** Ten outcomes, one place per image, no mask:

# %% key="images"
digits = xent.data.digits()
images, ten = digits.images / 16, np.eye(10)[digits.labels]
x, old, new = images.reshape(-1, 64), slice(0, 1200), slice(1200, None)
w = fit(x[old], ten[old])
print(f"{price(w, x[new], ten[new]):.2f} nats per new image; a uniform forecast: {np.log(10):.2f}")

# %% [markdown] key="detection-text"
# Compare with $\ln K$ first, and only then look at the share of right answers ([lesson 05](05_softmax_cross_entropy.ipynb)).
#
# **What is where?** A detector looks through many windows. In each it forecasts one of *eleven* outcomes, ten digits and “nothing”. It also forecasts a box, here
# two numbers: how far the digit is off the middle. Their loss is the squared error of [lesson 16](16_other_likelihoods.ipynb). “Nothing” means here that no digit stands within two pixels of the middle. What is the target of the
# box where there is nothing? There is none, so the box has a mask. A common mistake writes zeros there:

# %% key="detection"
shift = (11 * rng.random((1797, 2))).astype(int) - 5
there = (abs(shift) <= 2).all(1)
wide = np.pad(images, ((0, 0), (5, 5), (5, 5)))
windows = [page[5 + r : 13 + r, 5 + c : 13 + c] for page, (r, c) in zip(wide, shift)]
x = np.c_[np.reshape(windows, (-1, 64)), np.ones(1797)]

# %% key="windows"
eleven = np.eye(11)[np.where(there, digits.labels, 10)]
w = fit(x[old], eleven[old], rate=0.5)
print(
    f"class: {price(w, x[new], eleven[new]):.2f} nats; who always says the shares pays",
    end=" ",
)
print(f"{xent.entropy(eleven[new].mean(0)):.2f}")

# %% key="boxes"
boxes = {}
for name, mask in {"mask": there, "zeros in place of a mask": there | True}.items():
    rows = mask[old]
    line = np.linalg.lstsq(x[old][rows], (shift * there[:, None])[old][rows], rcond=None)[0]
    seen = there[new]
    boxes[name] = [(x[new] @ line)[seen][shift[new][seen] == s].mean() for s in range(-2, 3)]

# %% key="boxes-picture"
look = {"xlabel": "true offset (pixels)", "ylabel": "mean forecast (pixels)"}
ax = plot_curves(
    range(-2, 3), boxes, title="Without a mask, all boxes shrink to the middle", **look
)
ax.set_xticks(range(-2, 3))
ends = [f"{curve[-1]:.1f}" for curve in boxes.values()]
xent.show(
    ax.figure, f"An offset of 2 pixels is forecast as {ends[0]} with the mask, {ends[1]} without."
)

# %% [markdown] key="dice-text" story="0.3"
# ## One label for each pixel
#
# **Segmentation** asks of every pixel: object or not? Each pixel is a place with two outcomes. If the object is small, then nearly all places say “no”, and many people replace cross-entropy by the **Dice loss** (here with plain sums; compare Milletari et al., 2016),
# or add the two. It compares areas: twice the overlap $\sum yp$ of the object's pixels $y$ and the forecast $p$, as a share of both areas together, is taken from 1.
#
# ### Exercise: Dice
#
# Return the Dice loss of one image.


# %% key="dice"
def dice_loss(y, p):
    """Dice loss of a forecast p, for pixels y that are 1 in the object, both (rows, columns)."""
    ### BEGIN SOLUTION
    return 1 - 2 * (y * p).sum() / (y.sum() + p.sum())
    ### END SOLUTION


xent.check("atlas.dice", dice_loss)

# %% [markdown] key="dice-ask" story="0.3"
# Now each pixel of an image belongs to the object with probability 0.3, independently. You know that, and forecast the same $p$ everywhere. Which of these costs the least Dice loss on average?

# %% key="dice-forecast"
xent.predict("atlas.dice", {"0": 0.25, "0.3": 0.25, "0.5": 0.25, "1": 0.25})


# %% key="dice-reveal"
def overlap_loss(y, p):
    return 1 - 2 * (y * p).sum((-2, -1)) / (y.sum((-2, -1)) + p.sum((-2, -1)))


# %% key="dice-means"
masks, p = 1.0 * (rng.random((300, 20, 20)) < 0.3), np.linspace(0.01, 0.99, 99)
dice = [overlap_loss(masks, q + 0 * masks).mean() for q in p]
best = p[np.argmin(dice)]
xent.reveal("atlas.dice", min(["0", "0.3", "0.5", "1"], key=lambda s: abs(float(s) - best)))

# %% key="dice-picture"
curves = {"Dice": dice, "cross-entropy (nats)": -0.3 * np.log(p) - 0.7 * np.log(1 - p)}
look = {"xlabel": "forecast p of every pixel", "ylabel": "loss", "ylim": (0, 2)}
ax = plot_curves(p, curves, title="Dice likes the surest forecast", **look)
least = p[curves["cross-entropy (nats)"].argmin()]
xent.show(ax.figure, f"Cross-entropy is least at p = {least:.1f}, Dice at p = {best:.2f}.")

# %% [markdown] key="dice-verdict" story="0.3 0.6"
# Over many pixels, the expected loss is nearly $1-\frac{0.6p}{0.3+p}$, and this falls as $p$ rises. So Dice finds areas that overlap well, but its $p$ is no probability. (Milletari et al. square the $p$ below. Then the least is at $\sqrt{0.3}=0.55$, which is no probability either.) *Going further* trains both on
# discs under noise.

# %% [markdown] key="video-ask" story="200"
# ## Video
#
# The outcomes are actions, with one target for each clip. Frames of a clip look alike. Here are 200 made clips of 10 frames each, and their labels are *tosses of a coin*. Nobody can learn
# them. A colleague puts 70 % of all frames, drawn at random, into the training set. He then gives each other frame the label of the most similar frame there. How many labels are right?

# %% key="video-forecast"
xent.predict("atlas.video", {"50 %": 0.25, "70 %": 0.25, "85 %": 0.25, "100 %": 0.25})

# %% key="video"
frames = draws.normal(rng, (200, 1, 30)) + 0.5 * draws.normal(rng, (200, 10, 30))
label = np.repeat(rng.random((200, 1)) < 0.5, 10, axis=1)


# %% key="nearest"
def right_by_nearest(train):
    a, b = frames[train], frames[~train]
    distance = (b**2).sum(1)[:, None] - 2 * b @ a.T + (a**2).sum(1)
    return (label[train][distance.argmin(1)] == label[~train]).mean()


# %% key="video-reveal"
by_frame = right_by_nearest(rng.random((200, 10)) < 0.7)
by_clip = right_by_nearest(np.repeat(rng.random((200, 1)) < 0.7, 10, axis=1))
xent.reveal("atlas.video", f"{min((50, 70, 85, 100), key=lambda s: abs(s - 100 * by_frame))} %")

# %% [markdown] key="video-verdict"
# He reports {{ f"{by_frame:.0%}" }}. Split by *clip*, and it is {{ f"{by_clip:.0%}" }}. Frames of one clip are not independent, so a clip must not stand on both sides. The same holds for photographs of one patient and for lines of one speaker.
#
# ## Speech
#
# Here the target has no places. Somebody said “no”, but a recorder cuts sound into frames, and nobody wrote down which frame holds which sound. The outcomes at each frame are the sounds and a blank, “-”. A path through the frames
# says “no” if, after repetitions are joined and blanks removed, “no” remains. The loss is $-\ln$ of the **sum** over all such paths (Graves et al., 2006):

# %% key="speech"
log_p = xent.log_softmax(2 * draws.normal(rng, (6, 3)))
paths = [
    path for path in product(range(3), repeat=6) if [k for k, _ in groupby(path) if k] == [1, 2]
]

# %% key="path-costs"
costs = np.array([-log_p[range(6), path].sum() for path in paths])
print(
    f"{len(paths)} of {3**6} paths: {-special.logsumexp(-costs):.2f} nats; the best one: {costs.min():.2f}"
)

# %% [markdown] key="speech-verdict"
# A common mistake is to train on one guessed path. Its price is more than that of the word. (*Going further* has the sum without a list.)
#
# ## A mask in a batch
#
# **Translation and summaries** are forecast token by token, each given the true tokens before it (lesson 15). Sentences of a batch differ in length, so short ones are filled with padding. In this made language, each of six words has one translation,
# but each word comes out at random with probability ¼:

# %% key="translation"
length = 1 + (9 * rng.random(300) ** 2).astype(int)
real = np.arange(10) < length[:, None]
source = np.where(real, 1 + (6 * rng.random((300, 10))).astype(int), 0)
slip = rng.random(source.shape) < 0.25
target = np.where(real, 1 + np.where(slip, 6 * rng.random(source.shape), source * 3 % 7 - 1), 0)

# %% key="padding"
x, t, mask = np.eye(7)[source.ravel()], np.eye(7)[target.astype(int).ravel()], 1.0 * real.ravel()
w = fit(x, t, rate=5)
print(f"mean over all places: {price(w, x, t):.2f} nats; over tokens: {price(w, x, t, mask):.2f}")

# %% [markdown] key="translation-verdict"
# The model forecasts padding with ease. The mean over all places is a price for a mixture of words and nothing, and it changes with the batch. A text that the model *writes* is compared with a human one by other measures, such as shared phrases: there is no right token at each of its places.
#
# ### Exercise: the mean over tokens
#
# You have a loss at each place, and the length of each row.


# %% key="masked"
def token_mean(losses, lengths):
    """Mean loss per token; losses (n, t) of which row i has lengths[i] tokens, then padding."""
    ### BEGIN SOLUTION
    mask = np.arange(losses.shape[1]) < lengths[:, None]
    return (mask * losses).sum() / mask.sum()
    ### END SOLUTION


xent.check("atlas.masked", token_mean)

# %% [markdown] key="entities-ask"
# ## One label for each token
#
# **Named entities** (is this word a place, a person, or neither?) are labels of *tokens*, not of sentences. Every tenth word here is a name. The tagger knows half of the names from training:


# %% key="entities"
draw = np.random.default_rng(7)


def text(n, known):
    words, at = (14 * draw.random(n)).astype(int), np.arange(5, n, 10)
    kind = 1 + np.arange(len(at)) % 2
    words[at] = 10 + 10 * kind + (known * draw.random(len(at))).astype(int)
    cue = draw.random(len(at)) < 0.4
    words[at[cue] - 1] = kind[cue] - 1
    x = np.c_[np.eye(40)[words], np.eye(40)[np.roll(words, 1)]]
    return x, np.bincount(at, kind, n).astype(int)


# %% key="tagger"
x, tags = text(1000, 5)
x_new, tags_new = text(200, 10)
w = fit(x, np.eye(3)[tags], rate=5)
table = np.zeros((3, 3), int)
np.add.at(table, (tags_new, (x_new @ w).argmax(1)), 1)
print("rows: is neither, place, person; columns: tagger says so\n", table)

# %% [markdown] key="entities-text"
# ### Exercise: how good is the tagger?
#
# Read in the table: which share of all tokens is right, and which share of the tokens that are names is found, and of the right kind?


# %% key="found"
found = None  # [share of all tokens that is right, share of the names' tokens that is right]
### BEGIN SOLUTION
found = [188 / 200, 8 / 20]
### END SOLUTION
xent.check("atlas.found", found)

# %% [markdown] key="hidden-text"
# A tagger that always says “neither” has 90 % of all tokens right. Count names.
#
# **Hidden words.** A text brings its own targets. GPT forecasts each token from those before it. BERT (Devlin et al., 2018) hides some and forecasts them from both sides: its mask is 1 at hidden places. Take letters of colour names, and a softmax of one or both sides:

# %% key="hidden"
letters = " abcdefghijklmnopqrstuvwxyz"
rows = [
    [letters.find(c) for c in f"  {n}  "]
    for n in xent.data.colour_names()
    if n.replace(" ", "").isalpha()
]
near = np.array([r[i - 2 : i + 3] for r in rows[::2] for i in range(2, len(r) - 2)])

# %% key="sides"
part = np.arange(len(near)) < 0.8 * len(near)
for name, sides in {"two before": [0, 1], "two before, two after": [0, 1, 3, 4]}.items():
    x, t = np.eye(27)[near[:, sides]].reshape(len(near), -1), np.eye(27)[near[:, 2]]
    w = fit(x, t, part, rate=4, steps=80)
    print(f"{name:21} {price(w, x, t, ~part) / np.log(2):.1f} bits per letter")

# %% [markdown] key="hidden-verdict"
# The second number is lower, but the comparison is unfair. By the chain rule, prices given what came *before* add up to the price of a text. Prices given both sides do not: each letter helps to forecast its neighbours, and they help to forecast it.
#
# **Break it.** A **Transformer** mixes the vectors of other places into each place, with weights that are a softmax (attention). To forecast the next letter, it must not see it. A colleague forgot the mask. Let one head look at a fixed distance, and try all distances:


# %% key="attention"
def attend(vectors, distance, causal):
    place = np.arange(len(vectors))
    score = -9.0 * abs(place[:, None] + distance - place)
    score = np.where(causal & (place > place[:, None]), -np.inf, score)
    return xent.softmax(score), xent.softmax(score) @ vectors


# %% key="distances"
stream = np.concatenate([r[2:-1] for r in rows])[:800]
e, nexts = np.eye(27)[stream[:-1]], np.eye(27)[stream[1:]]
for causal in (False, True):
    mixed = [attend(e, distance, causal)[1] for distance in (-1, 0, 1)]
    prices = [price(fit(x, nexts, rate=5), x, nexts) / np.log(2) for x in mixed]
    print("causal mask" if causal else "no mask    ", "bits at −1, 0, +1:", *np.round(prices, 1))

# %% key="attention-picture"
tiles = [attend(e[:8], 1, causal)[0] for causal in (False, True)]
ax = plot_tiles(tiles, labels=["no mask", "causal mask"], columns=2)
ax.set_title("Rows: a place. Columns: where it looks")
later = [np.triu(tile, 1).sum() for tile in tiles]
xent.show(
    ax.figure,
    f"Weight of later places: {later[0]:.1f} of 8 without the mask, {later[1]:.1f} with it.",
)

# %% [markdown] key="attention-verdict"
# Without the mask, the head at +1 reads the answer, and its loss falls to nearly 0. When the model writes, there is no next letter to look at. A loss that is too good asks for a look at the mask. The causal mask mends it. Then the head at +1 falls back on the place itself. (This mask says what may be *seen*. The mask $m$ says what *counts*.)
#
# ## Clicks
#
# **Recommendation.** You show things, and a few are clicked. The outcomes are click and no click, at the things that were *shown*. What was not shown has no target. A common mistake writes zeros there:

# %% key="shown"
likes = np.where(np.arange(60)[:, None] % 2 == np.arange(40) % 2, 0.6, 0.1)
shown, clicked = rng.random((60, 40)) < 0.2, rng.random((60, 40)) < likes

# %% key="unshown"
for name, mask in {"mask": shown, "zeros in place of a mask": shown | True}.items():
    known, split = shown & clicked, mask.reshape(60, 20, 2)
    share = (known.reshape(60, 20, 2).sum(1) + 1) / (split.sum(1) + 2)
    cost = xent.binary_cross_entropy(1.0 * clicked, np.tile(share, 20))[~shown]
    print(f"{name:25} {cost.mean():.2f} nats for what was not shown yet")

# %% [markdown] key="kept-text"
# ### Exercise: most misses thrown away
#
# An impression is one showing of one thing. Clicks are rare, so a program keeps all impressions with a click, and each one without a click with probability `kept`. It fits a model to these. What is the right forecast for *all* impressions?


# %% key="kept"
def for_all(p, kept):
    """Probabilities of a click among all impressions, from those (n,) of the thinned data."""
    ### BEGIN SOLUTION
    return kept * p / (kept * p + 1 - p)
    ### END SOLUTION


xent.check("atlas.kept", for_all)

# %% [markdown] key="unlabelled"
# ## No label at all
#
# What if nobody says what is right? Then there is no target, and you price what you *see*: $-\ln p(x)$. **Clustering** prices it with a mixture, whose beliefs are its own soft targets. A search for **anomalies** gives the highest price to what is least usual. A common mistake says: “for anomalies use log loss instead of cross-entropy”. Log loss *is* cross-entropy, and both need labels. *Going further* runs both, and anomalies with five labels, too.
#
# ## A forger and a judge
#
# A **GAN** (generative adversarial network; Goodfellow et al., 2014) has two players. A forger makes examples. A judge says how probably an example is real, and pays binary cross-entropy. The target is real or forged, and the mask is 1.
#
# ### Exercise: the best judge
#
# An outcome $x$ has the probability $p(x)$ among real examples, and $q(x)$ among forged ones. A share $s$ of all examples is real. Derive the forecast with the least expected loss, for each $x$.


# %% key="judge"
def best_judge(real, forged, share):
    """Forecast of "real" for each outcome; real and forged (k,) are distributions."""
    ### BEGIN SOLUTION
    return share * real / (share * real + (1 - share) * forged)
    ### END SOLUTION


xent.check("atlas.judge", best_judge)

# %% [markdown] key="game-ask"
# Now both learn. The real examples are numbers that scatter about 3. The forger shifts noise by $b$, and wants the judge to say “real”: it pays $-\ln D$, where $D$ is the judge's forecast of “real”. Real and forged are equally many. Where does the *judge's* loss end, if the forger gets very good?

# %% key="game-forecast"
xent.predict("atlas.forged", {"0.00": 0.25, "0.35": 0.25, "0.69": 0.25, "2.77": 0.25})

# %% key="game"
noise, is_real = draws.normal(rng, (2, 200)), np.repeat([1.0, 0.0], 200)
u, v, b, path, judged = 0.0, 0.0, 0.0, [], []
for _ in range(1500):
    x = np.r_[3 + noise[0], b + noise[1]]
    e = xent.sigmoid(u * x + v) - is_real
    judged.append(xent.sigmoid_cross_entropy(is_real, u * x + v).mean())
    u, v = u - 0.2 * ((e * x).mean() + 0.1 * u), v - 0.2 * e.mean()
    b -= 0.1 * ((xent.sigmoid(u * x[200:] + v) - 1) * u).mean()
    path.append(b)
xent.reveal(
    "atlas.forged", min(["0.00", "0.35", "0.69", "2.77"], key=lambda s: abs(float(s) - judged[-1]))
)

# %% key="game-picture"
look = {"xlabel": "step", "ylabel": "b, loss"}
curves = {"forger's shift b": path, "judge's loss (nats)": judged}
ax = plot_curves(range(1500), curves, title="The forger overshoots, and comes back", **look)
last = f"ends at {path[-1]:.1f}; the judge ends at {judged[-1]:.2f} nats"
same = 3 + noise[0].mean() - noise[1].mean()
xent.show(ax.figure, f"The samples are alike at {same:.1f}. b rises to {max(path):.1f} and {last}.")

# %% [markdown] key="game-verdict"
# It ends at $\ln2$: the best judge of equal distributions says 1/2. But it also *begins* at $\ln2$, with the worst forger, because the judge knows nothing yet. So the judge's loss alone does not say how good the forger is. Each player's step changes what the other one wants, so this is a game and no descent on one loss.

# %% [markdown] key="rewards-text"
# ## Rewards in place of labels
#
# **Reinforcement learning.** Nobody says which action is right. You act, a reward comes, and its **advantage** is how much it exceeds the mean reward. Let the policy $\pi(a)$ be the softmax of logits. You want a high mean reward $\sum_a\pi(a)R(a)$. Its slope is $\sum_aR\,\nabla\pi=\sum_a\pi\,R\,\nabla\ln\pi$, a mean over your own actions. And $\sum_a\pi\,\nabla\ln\pi=\nabla\sum_a\pi=0$, so a constant may be taken off the reward. Hence Williams (1992) lowers $-A\ln\pi(a)$, and its slope is called a **policy gradient**. The loss is a cross-entropy with your *own action* as the target, and the advantage as a mask that may be negative.
#
# ### Exercise: the slope of a policy
#
# Derive the slope of $-A\ln\pi(a)$ in the logits of each row. The advantage is a constant.


# %% key="rewarded-slope"
def rewarded_slope(logits, action, advantage):
    """Slope (n, K) of each −A ln π(a); logits (n, K), action and advantage (n,)."""
    ### BEGIN SOLUTION
    return advantage[:, None] * (xent.softmax(logits) - np.eye(logits.shape[1])[action])
    ### END SOLUTION


xent.check("atlas.rewarded_slope", rewarded_slope)


# %% key="bandit"
def play(baseline, steps=200):
    z, found = np.zeros(3), []
    for _ in range(steps):
        a = draws.labels(rng, xent.softmax(z), 20)
        reward = 5 + (rng.random(20) < np.array([0.4, 0.5, 0.6])[a])
        advantage = reward - baseline * reward.mean()
        z = z - 0.5 * advantage @ (xent.softmax(z) - np.eye(3)[a]) / 20
        found.append(xent.softmax(z)[2])
    return found


# %% key="bandit-runs"
ways = {"reward − mean": 1, "reward alone": 0}
runs = {name: np.array([play(way) for _ in range(20)]) for name, way in ways.items()}

# %% key="bandit-picture"
look = {"xlabel": "step", "ylabel": "share of the best action", "ylim": (0, 1)}
means = {name: rows.mean(0) for name, rows in runs.items()}
ax = plot_curves(range(200), means, title="Without the mean taken out, chance decides", **look)
for style, rows in zip(("C0-", "C1--"), runs.values()):
    ax.plot(rows.T, style, lw=0.3, zorder=1)
ax.legend(loc="upper left", bbox_to_anchor=(1, 1))
ends = {name: rows[:, -1] for name, rows in runs.items()}
lucky = (abs(ends["reward alone"] - 0.5) > 0.4).sum()
low, high = ends["reward − mean"].min(), ends["reward − mean"].max()
said = f"{lucky} of 20 runs of the reward alone end near 0 or 1"
xent.show(ax.figure, f"{said}; with the mean taken out, all end between {low:.1f} and {high:.1f}.")

# %% [markdown] key="bandit-verdict" story="5.5 138 150"
# All rewards are near 5.5 here. So a step follows mostly how often each action happened to be drawn, and hardly its reward. The mean step is the same with both, but without the mean taken out its scatter is far larger. Many runs end at another action (thin lines). And this loss is no measure of success: report the reward.
#
# ## Graphs
#
# 150 people form three groups, and know mostly people of their own. Twelve have told their group: the mask is 1 at these. Each person has noisy features. A **graph network** replaces each person's features by the mean of the neighbours', some times over (hops), before the softmax (Kipf and Welling, 2016, with the layers' weights left out). How many hops name the groups of the other 138 best?

# %% key="hops-forecast"
xent.predict("atlas.hops", {"0": 0.25, "1": 0.25, "4": 0.25, "50": 0.25})

# %% key="hops"
group, told = np.arange(150) % 3, np.arange(150) < 12
knows = np.triu(rng.random((150, 150)) < np.where(group[:, None] == group, 0.12, 0.02), 1)
step = knows + knows.T + np.eye(150)
step /= step.sum(1, keepdims=True)
x = np.c_[np.ones(150), np.eye(3)[group] + 1.5 * draws.normal(rng, (150, 3))]

# %% key="hops-count"
hops, right = [0, 1, 2, 3, 4, 6, 8, 12, 20, 30, 40, 50], []
for h in hops:
    mixed = np.linalg.matrix_power(step, h) @ x
    w = fit(mixed, np.eye(3)[group], told, rate=2, steps=500)
    right.append(((mixed @ w).argmax(1) == group)[~told].mean())
some = {"0": right[0], "1": right[1], "4": right[4], "50": right[-1]}
xent.reveal("atlas.hops", max(some, key=some.get))

# %% key="hops-picture"
look = {"xlabel": "hops", "ylabel": "share right", "ylim": (0, 1)}
title = "A few hops help; after many, little is left to see"
ax = plot_curves(hops, {"other people": right}, title=title, **look)
ax.lines[0].set_marker("o")
said = f"{right[0]:.0%} without neighbours, {right[4]:.0%} after 4 hops, {right[-1]:.0%} after 50"
xent.show(ax.figure, f"Right: {said}.")

# %% [markdown] key="know"
# After 50 hops the features of two people differ by about a millionth, and `fit` can't use that. A usual mistake: features of people in the test set flow into training by the links between people. That is allowed only if you know them when you forecast.
#
# ## What you now know
#
# 1. One loss serves many tasks. What changes is the outcomes, the target, the mask.
# 2. What has no target needs a mask. Zeros in its place are a wrong label.
# 3. The mean runs over what counts. Prices with other masks or other candidates can't be compared.
# 4. Without labels, price what you see: $-\ln p(x)$, or a bound of it.
# 5. In a game, and with rewards, the loss is no measure of success.
#
# Four questions:

# %% key="quiz"
xent.quiz("atlas")

# %% [markdown]
# ### In your own words
#
# A model of texts has a loss of nearly 0 from the second epoch on, and writes nonsense. What do you look at, and why? Three sentences.
#
# ### Transfer
#
# A chess program learns from games of masters: the next move, among the legal ones. Name the outcomes, the target, the mask and the loss. Which mistake do you expect?
#
# ## What next
#
# What if there are millions of places and classes? [18 Scale](18_scale.ipynb).
#
# ## References
#
# - Devlin, J., Chang, M.-W., Lee, K., Toutanova, K. (2018). BERT: Pre-training of deep bidirectional transformers. [arXiv:1810.04805](https://arxiv.org/abs/1810.04805)
# - Goodfellow, I. J., et al. (2014). Generative adversarial networks. [arXiv:1406.2661](https://arxiv.org/abs/1406.2661)
# - Graves, A., Fernández, S., Gomez, F., Schmidhuber, J. (2006). Connectionist temporal classification. *ICML*. [doi:10.1145/1143844.1143891](https://doi.org/10.1145/1143844.1143891)
# - Kingma, D. P., Welling, M. (2013). Auto-encoding variational Bayes. [arXiv:1312.6114](https://arxiv.org/abs/1312.6114)
# - Kipf, T. N., Welling, M. (2016). Semi-supervised classification with graph convolutional networks. [arXiv:1609.02907](https://arxiv.org/abs/1609.02907)
# - Milletari, F., Navab, N., Ahmadi, S.-A. (2016). V-Net. [arXiv:1606.04797](https://arxiv.org/abs/1606.04797)
# - Williams, R. J. (1992). Simple statistical gradient-following algorithms for connectionist reinforcement learning. *Machine Learning* 8, 229–256. [doi:10.1007/BF00992696](https://doi.org/10.1007/BF00992696)

# %% [markdown]
# ## Going further

# %% [markdown] key="discs-text"
# ### Segmentation, trained
#
# Train cross-entropy alone, and with ten times the Dice loss added, on discs under noise. Each pixel sees itself and the mean of its neighbourhood:

# %% key="discs"
rows, columns = np.mgrid[:24, :24]
middle, radius = 5 + 14 * rng.random((40, 2)), 2 + 4 * rng.random(40)
truth = np.array(
    [(rows - a) ** 2 + (columns - b) ** 2 < r * r for (a, b), r in zip(middle, radius)]
)
noisy = truth + 1.5 * draws.normal(rng, truth.shape)
x = np.stack([np.ones_like(noisy), noisy, ndimage.uniform_filter(noisy, (0, 5, 5))], -1)
y, known, shown = 1.0 * truth, slice(0, 20), slice(20, None)

# %% key="discs-fit"
learnt, forecasts = {}, {}
for name, share in {"cross-entropy": 0, "with Dice": 10}.items():

    def loss(t, share=share):
        z = x[known] @ t
        entropies = xent.sigmoid_cross_entropy(y[known], z).mean()
        return entropies + share * overlap_loss(y[known], xent.sigmoid(z)).mean()

    learnt[name] = optimize.minimize(loss, [-2, 0, 1]).x
    forecasts[name] = xent.sigmoid(x[shown] @ learnt[name])

# %% key="discs-picture"
image = (noisy[20] - noisy[20].min()) / np.ptp(noisy[20])
tiles = [image, y[20], *(forecast[0] for forecast in forecasts.values())]
ax = plot_tiles(tiles, labels=["image", "truth", *forecasts], columns=4)
ax.set_title("With Dice, forecasts are nearly black or white")
prices = [xent.binary_cross_entropy(y[shown], f).mean() for f in forecasts.values()]
areas = [overlap_loss(y[shown], 1.0 * (f > 0.5)).mean() for f in forecasts.values()]
said = f"A pixel costs {prices[0]:.2f} nats, with Dice {prices[1]:.2f}"
xent.show(ax.figure, f"{said}; Dice loss of p > 1/2: {areas[0]:.2f} against {areas[1]:.2f}.")

# %% key="discs-threshold"
cuts = np.arange(0.1, 0.6, 0.05)
plain = xent.sigmoid(x @ learnt["cross-entropy"])
on_known = [overlap_loss(y[known], 1.0 * (plain[known] > cut)).mean() for cut in cuts]
best = cuts[np.argmin(on_known)]
lower = overlap_loss(y[shown], 1.0 * (plain[shown] > best)).mean()
print(f"cross-entropy, threshold {best:.2f} from the training images: Dice loss {lower:.2f}")

# %% [markdown] key="discs-verdict"
# With a threshold that is chosen on the training images, the first forecast has about the same Dice loss as the second. And it keeps its probabilities ([lesson 13](13_class_imbalance.ipynb)).

# %% [markdown] key="speech-text"
# ### Paths without a list
#
# The list of paths grows exponentially with the frames. Five running sums, one for each state of the word, replace it:

# %% key="speech-fast"
state = [0, 1, 0, 2, 0]  # blank n blank o blank
reach = np.where(np.arange(5) < 2, log_p[0, state], -np.inf)
for frame in log_p[1:]:
    one, two = (np.r_[[-np.inf] * s, reach[:-s]] for s in (1, 2))
    two[[0, 2, 4]] = -np.inf  # only a blank may be left out
    reach = np.logaddexp.reduce([reach, one, two]) + frame[state]
print(f"by five running sums: {-np.logaddexp(*reach[-2:]):.2f} nats")

# %% [markdown] key="sentiment-text"
# ### Sentiment
#
# Sentiment (does the writer like it?) is one label for each text. Here are all reviews that a terse guest writes:

# %% key="sentiment"
reviews = ["good", "bad", "not good", "not bad"]
happy, words = np.eye(2)[[1, 0, 0, 1]], ["not", "good", "bad"]
bag = np.array([[1.0, *(word in review.split() for word in words)] for review in reviews])
pairs = np.c_[bag, bag[:, 1:2] * bag[:, 2:]]
for name, x in {"words": bag, "words and pairs": pairs}.items():
    print(f"{name:16} {price(fit(x, happy, steps=2000), x, happy):.2f} nats")

# %% [markdown] key="sentiment-verdict"
# A sum over single words pays ln 2: it learns nothing, because “not” turns the other word around (the XOR of [lesson 08](08_network_from_scratch.ipynb)). People often drop “not” as a “stop word”.

# %% [markdown] key="retrieval-text"
# ### Retrieval and ranking
#
# A query has one right document among $n$ candidates: the outcomes are the candidates, and their number is your choice. The same model, with more and more of them:

# %% key="retrieval"
documents, sizes, costs = draws.normal(rng, (512, 8)), 2 ** np.arange(1, 10), []
queries = documents + 1.5 * draws.normal(rng, (512, 8))
scores = (queries @ documents.T - (documents**2).sum(1) / 2) / 1.5**2
for n in sizes:
    own = np.arange(512)[:, None] // n * n + np.arange(n)
    z = np.take_along_axis(scores, own, axis=1)
    costs.append(xent.softmax_cross_entropy(np.arange(512) % n, z).mean())

# %% key="retrieval-picture"
look = {"xlabel": "candidates n", "ylabel": "loss (nats)", "xscale": "log"}
curves = {"uniform, ln n": np.log(sizes), "one model": costs}
ax = plot_curves(sizes, curves, title="More candidates: the same model pays more", **look)
xent.show(ax.figure, f"From {costs[0]:.2f} nats with 2 candidates to {costs[-1]:.2f} with 512.")

# %% [markdown] key="retrieval-verdict"
# So losses of two rankers are comparable only with the same candidates. Two more losses are common: a binary one for each pair of query and document, and the one of pairs, $-\ln\sigma(z_i-z_j)$, where $i$ is the better one.

# %% [markdown] key="clusters-text"
# ### Clustering
#
# Nobody says which tumours belong together. A mixture of two Gaussians has the price $-\ln\sum_k\pi_kp_k(y)$ for what you see, the size. EM (expectation, maximisation) makes *soft targets* $r$ from its own beliefs, fits to them, and repeats:

# %% key="clusters"
tumours = xent.data.tumours()
size, malignant = np.log(tumours.features[:, 23]), tumours.malignant == 1

# %% key="em"
pi, mean, scale, bill = np.full(2, 0.5), np.array([6.0, 8.0]), np.ones(2), []
for _ in range(40):
    joint = np.log(pi) + stats.norm.logpdf(size[:, None], mean, scale)
    bill.append(-special.logsumexp(joint, axis=1).mean())
    r = xent.softmax(joint)
    pi, mean = r.mean(0), size @ r / r.sum(0)
    scale = np.sqrt((r * (size[:, None] - mean) ** 2).sum(0) / r.sum(0))

# %% key="em-picture"
look = {"xlabel": "step", "ylabel": "price of a tumour (nats)"}
ax = plot_curves(range(40), {"mixture": bill}, title="No step of EM makes the price worse", **look)
xent.show(ax.figure, f"Largest change upwards: {max(0, np.diff(bill).max()):.3f} nats.")

# %% key="clusters-picture"
fig, ax = plt.subplots()
parts, look = [size[~malignant], size[malignant]], {"stacked": True, "density": True, "ec": "0.4"}
ax.hist(parts, 25, color=["0.9", "0.5"], label=["benign", "malignant"], **look)
grid = np.linspace(size.min(), size.max(), 200)[:, None]
ax.plot(grid, pi * stats.norm.pdf(grid, mean, scale), label=["cluster 1", "cluster 2"])
ax.set(xlabel="ln of the worst area", ylabel="density", title="Two clusters are not two diagnoses")
ax.legend()
agree = ((r[:, 1] > 0.5) == malignant).mean()
said = f"The price falls from {bill[0]:.2f} to {bill[-1]:.2f} nats"
xent.show(fig, f"{said}. {agree:.0%} of the tumours are in the cluster of their diagnosis.")

# %% [markdown] key="clusters-verdict"
# The labels stayed unseen. So clusters have no names, and “cluster 2 is malignant” needs labels to be tested.

# %% [markdown] key="anomaly-text"
# ### Anomalies
#
# Without labels, model what is usual. The score is $-\ln$ of a density, or the error of an **autoencoder**, which presses each example through few numbers and back. With a few labels, weighted cross-entropy works:

# %% key="anomaly"
order = np.argsort(rng.random(569))
train, test = order[:300], order[300:]
usual, few = train[~malignant[train]], train[malignant[train]][:5]
s = np.log(tumours.features + 0.001)
s = (s - s[usual].mean(0)) / s[usual].std(0)
code = np.linalg.svd(s[usual], full_matrices=False)[2][:5]  # a linear autoencoder's five numbers
covariance = np.cov(s[usual].T) + 0.1 * np.eye(30)

# %% key="few-labels"
rows, x = np.r_[usual, few], np.c_[np.ones(569), s] / 5
w = fit(x[rows], np.eye(2)[1 * malignant[rows]], np.where(malignant[rows], len(usual) / 5, 1))
scores = {"autoencoder": ((s - s @ code.T @ code) ** 2).sum(1)}
scores["density"] = -stats.multivariate_normal(np.zeros(30), covariance).logpdf(s)
scores["5 labels, weighted"] = x @ w @ [-1, 1]
for name, score in scores.items():
    print(f"{name:19} ranks {roc_auc_score(malignant[test], score[test]):.0%} of pairs rightly")

# %% [markdown] key="anomaly-verdict"
# Here five labels do more than these two models of all usual examples. But they know only the kind of tumour that they show: mirror its deviations, and they are lost.

# %% key="mirrored"
other = np.where(malignant[:, None], -s, s)
turned = {"density": -stats.multivariate_normal(np.zeros(30), covariance).logpdf(other)}
turned["5 labels, weighted"] = np.c_[np.ones(569), other] / 5 @ w @ [-1, 1]
for name, score in turned.items():
    print(f"{name:19} ranks {roc_auc_score(malignant[test], score[test]):.0%} of pairs rightly")

# %% [markdown] key="vae-text"
# ### A VAE
#
# In a **VAE** (variational autoencoder; Kingma and Welling, 2013), an image becomes two numbers with a width each, noise is added, and they become 64 probabilities of black. The targets are the pixels themselves. The loss is the price of the pixels **plus** $\mathrm{KL}(q(z|x)\,\|\,\mathcal N(0,1))$, the price of the two numbers; together they are at least $-\ln p(x)$:

# %% key="vae"
black = 1.0 * (images.reshape(-1, 64)[:600] > 0.5)
centred, logit = black - black.mean(0), special.logit(np.clip(black.mean(0), 0.01, 0.99))
into, out = 0.1 * draws.normal(rng, (64, 2)), 0.1 * draws.normal(rng, (2, 64))
s, parts = np.zeros(2), []

# %% key="vae-fit"
for _ in range(600):
    m, noise = centred @ into, draws.normal(rng, (600, 2))
    z = m + np.exp(s) * noise
    pixels = xent.sigmoid_cross_entropy(black, z @ out + logit).sum(1).mean()
    parts.append((pixels, ((m**2 + np.exp(2 * s) - 1) / 2 - s).sum(1).mean()))
    e = xent.sigmoid(z @ out + logit) - black
    dz = e @ out.T
    out, logit = out - 0.1 * z.T @ e / 600, logit - 0.1 * e.mean(0)
    into = into - 0.1 * centred.T @ (dz + m) / 600
    s = s - 0.1 * ((dz * noise).mean(0) * np.exp(s) + np.exp(2 * s) - 1)

# %% key="vae-picture"
grid = np.array([[a, b] for a in (-2, 0, 2) for b in (-2, -1, 0, 1, 2)])
drawn = xent.sigmoid(grid @ out + logit).reshape(-1, 8, 8)
ax = plot_tiles(drawn, labels=[f"{a:g}, {b:g}" for a, b in grid], columns=5)
ax.set_title("Two numbers draw an image")
(a, b), (c, d) = parts[0], parts[-1]
xent.show(
    ax.figure,
    f"Pixels {a:.1f} → {c:.1f} nats, KL {b:.1f} → {d:.1f}; sum {a + b:.1f} → {c + d:.1f}.",
)

# %% [markdown] key="vae-verdict"
# Two usual mistakes: the *mean* over pixels beside the *sum* of the KL, which makes the KL 64 times as heavy, and grey pixels priced as yes or no.

# %% [markdown] key="summary-text"
# ### Summaries that copy
#
# A summary may copy words of its source. Then the outcomes are the *places* of the source, and their number differs from text to text. Places of padding get the logit $-\infty$. Here the word to be copied is the rarest one of its text, and each word's score is a weight:

# %% key="summary"
length = 2 + (7 * rng.random(400)).astype(int)
real, word = np.arange(8) < length[:, None], (6 * rng.random((400, 8)) ** 2).astype(int)
place = np.where(real, word, -1).argmax(1)


def copied(t, masked):
    z = np.where(real | (not masked), t[word], -np.inf)
    return xent.softmax_cross_entropy(place, z).mean()


# %% key="summary-fit"
for masked in (False, True):
    t = optimize.minimize(copied, np.zeros(6), args=(masked,)).x
    print("padding masked: " if masked else "padding allowed:", f"{copied(t, masked):.2f} nats")

# %% [markdown] key="convolution-text"
# ### What AlexNet does, in small
#
# AlexNet (2012) stacks four steps: convolve, cut off at 0, take the largest of a neighbourhood, classify. Keep them, but draw eight filters at random instead of learning them:

# %% key="convolution"
filters = draws.normal(rng, (8, 1, 3, 3))
maps = [np.maximum(ndimage.convolve(images, f), 0) for f in filters]

# %% key="pooled"
pooled = np.stack([ndimage.maximum_filter(m, (0, 3, 3))[:, ::2, ::2] for m in maps], 1)
for name, x in {
    "pixels": images.reshape(-1, 64),
    "random filters": pooled.reshape(-1, 128) / 3,
}.items():
    w = fit(x[old], ten[old], rate=0.5, steps=1500)
    print(f"{name:14} {x.shape[1]} numbers: {price(w, x[new], ten[new]):.2f} nats")

# %% [markdown] key="convolution-verdict"
# Random filters do about as well as pixels here, because nothing was learnt in them. AlexNet learns its filters, with the same slope $p-t$ at the top ([lesson 09](09_keras_training.ipynb) trains such a network).

# %% [markdown] key="recurrent-text"
# ### A recurrent network
#
# An RNN carries a state from step to step. Random weights already remember: a softmax reads from the state which letter came some steps ago. After five steps hardly anything is left:

# %% key="recurrent"
inside, enter = 0.15 * draws.normal(rng, (60, 60)), draws.normal(rng, (27, 60))
states, h = [], np.zeros(60)
for k in stream:
    h = np.tanh(h @ inside + enter[k])
    states.append(h)

# %% key="recurrent-read"
for back in (0, 1, 2, 3, 5):
    x, t = np.array(states)[5:], np.eye(27)[np.roll(stream, back)][5:]
    first = np.arange(len(x)) < 600
    bits = price(fit(x, t, first), x, t, ~first) / np.log(2)
    print(f"the letter {back} steps ago: {bits:.1f} bits")
shares = xent.entropy(np.eye(27)[stream].mean(0), base=2)
print(f"a forecast that only knows the shares of the letters: {shares:.1f} bits")

# %% [markdown] key="svm-text"
# ### A support vector machine has no outcomes
#
# Its hinge loss $\max(0,1-yz)$ asks for a margin, and gives no probability. At $P(y=1)=0.7$, which score is the cheapest?

# %% key="svm"
z = np.linspace(-3, 3, 601)
hinge = 0.7 * np.maximum(0, 1 - z) + 0.3 * np.maximum(0, 1 + z)
cross = 0.7 * np.logaddexp(0, -z) + 0.3 * np.logaddexp(0, z)
print(f"hinge: score {z[hinge.argmin()]:.2f}; cross-entropy: {z[cross.argmin()]:.2f}, so", end=" ")
print(f"p = {xent.sigmoid(z[cross.argmin()]):.2f}")

# %% [markdown] key="cem-text"
# ### The cross-entropy method
#
# It shares only the name with the loss of a classifier, or nearly: to find the best point, sample from a Gaussian, keep the best tenth, and fit the Gaussian to these. The fit minimises the cross-entropy of the kept points:

# %% key="cem"
centre, wide = np.array([-2.0, 2.0]), 2.0
for _ in range(30):
    points = centre + wide * draws.normal(rng, (100, 2))
    valley = (1 - points[:, 0]) ** 2 + 10 * (points[:, 1] - points[:, 0] ** 2) ** 2
    best_ones = points[np.argsort(valley)[:10]]
    centre, wide = best_ones.mean(0), best_ones.std() + 0.01
print("found", centre.round(1), "; the minimum is at [1, 1]")
