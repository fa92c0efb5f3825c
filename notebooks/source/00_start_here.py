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
# - Know where your progress is kept, and how to take it with you.
#
# **Needs** nothing.
#
# **Budget** {{ budget }}
#
# Read the text, run the cells from top to bottom, and change what you like. Shift+Enter runs a cell and goes to the next one.
# The results that you see now were stored when the lesson was written; your own run replaces them. The answers to forecasts are
# folded away, and they open when you run their cells. Forecast before you read on, for the text after them tells the answer, too. And don't
# choose *Run All* at first: it shows every answer before you have made a forecast.
#
# When JupyterLab is closed, Python forgets its variables. After that, choose *Run → Run All Above Selected Cell* before you go on.

# %% [markdown]
# ## Is everything here?
#
# Lessons 00 to 08 need the first four packages. TensorFlow and Keras are needed from lesson 09 on.
#
# If a package is missing, close JupyterLab (press Ctrl+C twice in its terminal), and give `make lab` again in the course's
# folder. If it is still missing, delete the folder `.venv` first; then `make lab` installs everything anew. Without make, use the
# lines for your system in the README. Do the same if the second cell says that there is no `xentlib`: this notebook
# then runs in another Python.
#
# pandas is not installed, because no lesson needs it: the course works on NumPy arrays.

# %% key="preflight"
from importlib.util import find_spec

for package in ("numpy", "matplotlib", "ipywidgets", "sklearn", "tensorflow", "keras"):
    there = find_spec(package)
    print(f"✓ {package}" if there else f"✗ {package} is missing: the text above says what to do")

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
# Before an experiment you say what you expect and **how sure you are**, in probabilities. A wrong guess is no shame. It costs
# little if you were unsure, and much if you were sure. Move the slider. What does a forecast cost when you are nearly sure of
# "yes", and the answer is "yes"? And when the answer is "no"?

# %% key="price"
xent.explorers.explore_forecast()

# %% [markdown]
# The two costs are the subject of this course. Here they are applied to you. Their unit is the bit; lesson 01 says what a bit is.
# For now, fewer bits are better, and one bit is the cost of "no idea".
#
# Below are three statements. Is each of them true? Change the numbers so that they say what **you** think (the two must
# sum to 1), and run the cell. As long as the numbers are equal you have said nothing, and nothing is scored. You may change
# your mind as often as you like. Your last forecast before the answer counts.

# %% key="forecast-green"
# Visitors of a web comic made up hundreds of names for colours. The commonest word is "green".
xent.predict("start.green", {"yes": 0.5, "no": 0.5})

# %% key="forecast-ink"
# People who write digits by hand use more ink for an 8 than for a 0, on average.
xent.predict("start.ink", {"yes": 0.5, "no": 0.5})

# %% key="forecast-heads"
# Toss a fair coin ten times. "Exactly five heads" is likelier than "some other number".
xent.predict("start.heads", {"yes": 0.5, "no": 0.5})

# %% [markdown]
# ## You see the answers
#
# Now run the three experiments. Each answer in this course is computed in front of you, so you can check it yourself. The
# first cell counts the words in all the names.

# %% key="green"
words = Counter(word for name in xent.data.colour_names() for word in name.split())
commonest = words.most_common(3)
print(commonest)
green = xent.reveal("start.green", "yes" if commonest[0][0] == "green" else "no")
green

# %% [markdown]
# The second cell adds up the darkness of all pixels in small images of handwritten digits.

# %% key="ink"
digits = xent.data.digits()
eight, zero = (digits.images[digits.labels == digit].sum((1, 2)).mean() for digit in (8, 0))
print(f"ink of an 8: {eight:.0f}, of a 0: {zero:.0f}")
ink = xent.reveal("start.ink", "yes" if eight > zero else "no")
ink

# %% [markdown]
# The third cell lists every sequence of ten tosses. They are all equally likely.

# %% key="heads"
tosses = np.array(list(product([0, 1], repeat=10)))
five = (tosses.sum(1) == 5).mean()
print(f"exactly five heads: {five:.1%}")
heads = xent.reveal("start.heads", "yes" if five > 0.5 else "no")
heads

# %% [markdown]
# Can you change a forecast when you have seen the answer? Try it.

# %% key="too-late"
xent.predict("start.heads", {"yes": 0.9, "no": 0.1})

# %% [markdown]
# You can't. After the answer your earlier forecast stays. If you had made none, the new one is late, and it is not scored.
#
# ## Were you as sure as you should be?
#
# If you say "70 %" about many statements, seven in ten of them should be true. Then you are **calibrated**. Three
# statements are too few to judge you by, so here they share one point. The course adds more.

# %% key="calibration-point"
made = [fact for fact in (green, ink, heads) if not fact.late]  # forecasts that were scored
fig, ax = plt.subplots(figsize=(5, 3.5))
ax.plot([0, 1], [0, 1], ":", color="black")
ax.text(0.05, 0.9, "yes comes more often\nthan you say", va="top")
ax.text(0.95, 0.1, "yes comes less often\nthan you say", ha="right")
ax.set(xlabel="probability you gave to yes (mean)", ylabel="share of yes", xlim=(0, 1), ylim=(0, 1))
title, sentence = "No forecast to judge yet", "You made no forecast before its answer."
if made:
    said = np.mean([fact.probabilities["yes"] for fact in made])
    came = np.mean([fact.outcome == "yes" for fact in made])
    ax.plot(said, came, "o", markersize=12, clip_on=False)
    title = f"You gave yes {said:.0%}, and it came in {came:.0%}"
    sentence = f"You gave yes {said:.0%} on average; it came in {came:.0%} of {len(made)} cases."
ax.set_title(title)
xent.show(fig, sentence)

# %% [markdown]
# On the dotted line, things happen as often as you say. If the picture shows no point, you made no forecast before
# its answer. You can't make up for that, and you need not. Nobody but you sees these forecasts, and each lesson asks for new ones.
#
# ## Your answers are checked
#
# An exercise gives you a function to complete. Until you touch it, its check shows ○. A wrong answer gets ✗ and a reason, and a
# right one gets ✓.
#
# Here is somebody's wrong answer. Counts were to be turned into shares of their sum, so that `[1, 3]` becomes `[0.25, 0.75]`. The
# answer divides by how many counts there are. (`record=False` keeps it out of your own progress.)


# %% key="wrong-answer"
def somebody(counts):
    return counts / len(counts)


xent.check("start.shares", somebody, record=False)

# %% [markdown]
# The check draws fresh numbers each time and compares. Then it asks which known mistake gives the same results on **all** of
# them. It never shows the solution. *Read again* leads to the section that helps.
#
# ### Exercise: shares
#
# Put your own expression in place of the dots, and run the cell. A wrong answer costs nothing.


# %% key="shares"
def shares(counts):
    """Each count (an array of whole numbers) as a share of their sum."""
    ### BEGIN SOLUTION
    return counts / counts.sum()
    ### END SOLUTION


xent.check("start.shares", shares)

# %% [markdown]
# You can try a function before you check it: call it on a small input whose result you know.

# %% key="try-it"
shares(np.array([1, 3]))

# %% [markdown]
# If you are stuck, ask for a hint. Each exercise has three, and the third one nearly tells the answer. Take away the # below and
# run the cell. You can do the same under any exercise: press B for a new cell, and call `xent.hint` with the exercise's name.

# %% key="hint"
# xent.hint("start.shares")

# %% [markdown]
# Checks are for you alone. Where a course gives marks, it gives them elsewhere.
#
# ## What is kept, and how to carry it
#
# One file on your machine, `progress.json` in your user data folder, keeps your forecasts, and of each exercise its state, your attempts and
# hints, and the mistakes that you met. Nothing leaves your machine. On Binder that file is lost after ten idle minutes: download it with the link below, and bring it back with the button.

# %% key="progress"
xent.progress()

# %% [markdown]
# ## What to open
#
# Open [lesson 01](01_surprise_and_entropy.ipynb) next, and then go on by number. The folder `solutions` holds the same
# lessons with the answers filled in. They have the same file names, but their titles begin with "Solutions", their tabs with "Sol.". Look there
# after you have tried. Nothing that you do there is recorded.
#
# If you spoil a lesson, save it and close its tab. Then give `xent reset 01` in a terminal (*File → New → Terminal*). It copies
# your version to the folder `my_answers`, and puts the original back.
#
# | track | lessons | hours |
# |---|---|---|
# | core | 00–05, 07, 09, 13 | about 22 |
# | practitioner | core, and 06, 08, 10–12, 15 | about 37 |
# | full | 00–19 | about 49, and 3 for each assignment (4 for the last) |
