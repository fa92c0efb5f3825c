# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
# ---

# %% [markdown]
# # Start here
#
# How does this course work with you?
#
# **Goals**
#
# - See that everything is installed.
# - Make a forecast, see it scored, and know why you are asked for one.
# - Have an answer checked, and ask for a hint.
# - Know where your progress lies, and how to take it with you.
#
# **Needs** nothing.
#
# **Budget** 15 minutes, {{ budget["seconds"] }} seconds to run, {{ budget["megabytes"] }} MB, no network.
#
# You read, you run, you change. Run a cell with Shift+Enter; it shows its result below. What already stands there is from our
# own run: choose *Edit → Clear Outputs of All Cells* at the start of a lesson, so that nothing is given away.

# %% [markdown]
# ## Is everything here?
#
# Lessons 00 to 07 need the first four. TensorFlow and Keras come in with lesson 08.

# %% key="preflight"
from importlib.util import find_spec

needs = {"numpy": "notebooks", "matplotlib": "notebooks", "ipywidgets": "notebooks"}
needs |= {"sklearn": "notebooks", "tensorflow": "training", "keras": "training"}
for package, extra in needs.items():
    mend = f'✗ {package} is missing: python -m pip install "xentlib[{extra}]"'
    print(f"✓ {package}" if find_spec(package) else mend)

# %% [markdown]
# If the next cell says that there is no `xentlib`, this notebook runs in another Python than the course was installed in.
# Close JupyterLab and start it again by `make lab`, or as the README says for your system.

# %% key="imports"
from collections import Counter
from itertools import product

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()

# %% [markdown]
# ## You make forecasts
#
# Before an experiment you say what you expect and **how sure you are**, in probabilities. Nobody minds a wrong guess; being
# sure of the wrong thing is what costs. Move the slider before you read on. Where do the curves go at 0 and at 1?

# %% key="price"
xent.explorers.explore_forecast()

# %% [markdown]
# The two prices are the subject of this course, applied to you. Lesson 01 says what a bit is; for now, fewer is better, and
# "no idea" costs exactly one.
#
# Three facts. Change the numbers so that they say what **you** think (the two sum to 1), and run the cell. As long as they are
# equal you have said nothing, and nothing is scored.

# %% key="forecast-green"
# Of all the colour names that a web comic's visitors made up, the commonest word is "green".
xent.predict("start.green", {"yes": 0.5, "no": 0.5})

# %% key="forecast-ink"
# People who write digits by hand use more ink for an 8 than for a 0, on average.
xent.predict("start.ink", {"yes": 0.5, "no": 0.5})

# %% key="forecast-heads"
# Toss a fair coin ten times. "Exactly five heads" is likelier than "some other number".
xent.predict("start.heads", {"yes": 0.5, "no": 0.5})

# %% [markdown]
# Now look. Every fact in this course is computed in front of you; there is nothing to believe.

# %% key="green"
words = Counter(word for name in xent.data.colour_names() for word in name.split())
commonest = words.most_common(3)
print(commonest)
green = xent.reveal("start.green", "yes" if commonest[0][0] == "green" else "no")
green

# %% key="ink"
digits = xent.data.digits()
eight, zero = (digits.images[digits.labels == digit].sum((1, 2)).mean() for digit in (8, 0))
print(f"ink of an 8: {eight:.0f}, of a 0: {zero:.0f}")
ink = xent.reveal("start.ink", "yes" if eight > zero else "no")
ink

# %% key="heads"
tosses = np.array(list(product([0, 1], repeat=10)))  # every sequence of ten tosses
five = (tosses.sum(1) == 5).mean()
print(f"exactly five heads: {five:.1%}")
heads = xent.reveal("start.heads", "yes" if five > 0.5 else "no")
heads

# %% [markdown]
# A forecast is scored once. Run `predict` again with better numbers and see: it says that the first one counts.
#
# If you say "70 %" about many things, seven in ten of them should come true. Then you are **calibrated**. Three facts make a
# poor statistic, so for now all of them share one point; the course adds to it.

# %% key="calibration-point"
said = np.mean([fact.probabilities["yes"] for fact in (green, ink, heads)])
came = np.mean([fact.outcome == "yes" for fact in (green, ink, heads)])
fig, ax = plt.subplots(figsize=(3.5, 3.5))
ax.plot([0, 1], [0, 1], ":", color="black")
ax.plot(said, came, "o", markersize=12)
ax.set(xlabel="you said yes (mean)", ylabel="it was yes (share)", xlim=(0, 1), ylim=(0, 1))
ax.set_title("Your first calibration point")
xent.show(fig, f"You said yes with {said:.0%} on average; it was yes in {came:.0%} of three facts.")

# %% [markdown]
# On the dotted line, what you say is what happens. Above it, yes comes more often than you say; below it, less often.
#
# ## Your answers are checked
#
# An exercise gives you a function to complete. Until you touch it, the check says ○. A wrong answer gets ✗ and a reason.
# Here is one: counts are to be turned into shares of their sum, and somebody divides by how many counts there are. (It is
# looked at without being kept, for it is not yours.)


# %% key="wrong-answer"
def somebody(counts):
    return counts / len(counts)


xent.classroom.checking.examine(xent.classroom.exercises.find("start.shares"), somebody)

# %% [markdown]
# The check draws fresh numbers each time, compares, and then asks which known mistake would have given the same on **all**
# of them. It never shows the solution. If you are stuck, there are three hints; the third one nearly says it.

# %% key="hint"
xent.hint("start.shares")

# %% [markdown]
# ### Exercise: shares
#
# Put your own line in place of the dots and run the cell.


# %% key="shares"
def shares(counts):
    """Each count (an array of whole numbers) as a share of their sum."""
    ### BEGIN SOLUTION
    return counts / counts.sum()
    ### END SOLUTION


xent.check("start.shares", shares)

# %% [markdown]
# ✓ means right, on every input that was tried. Checks are for you and kept to yourself; marks, where a course gives any, are
# given elsewhere.
#
# ## What is kept, and how to carry it
#
# Forecasts, states and mistakes met lie in one file on your machine, and nothing leaves it. On Binder that file is gone after
# ten idle minutes: download it with the link below, and bring it back with the button.

# %% key="progress"
xent.progress()

# %% [markdown]
# ## What to open
#
# Open `notebooks/01_surprise_and_entropy.ipynb` next, then by number. The folder `solutions` holds the same lessons with
# the answers filled in: look there after you have tried, for your own sake. If you spoil a lesson, `xent reset 01` in a
# terminal puts it back, and keeps yours (the README says how).
#
# | track | lessons | hours |
# |---|---|---|
# | core | 00–05, 07, 09, 13 | about 14 |
# | practitioner | core, and 06, 08, 10–12, 15 | in between |
# | full | 00–19 | about 30, and 3 for each assignment |
#
# Lessons appear one by one; the README's table says which are ready.
