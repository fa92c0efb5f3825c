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
# You read, you run, you change. Run a cell with Shift+Enter; it shows its result below. If anything gets confused, choose
# *Kernel → Restart Kernel and Run All Cells*.

# %% key="imports"
from collections import Counter
from importlib.util import find_spec

import matplotlib.pyplot as plt
import numpy as np

import xentlib as xent

xent.plots.use_style()

# %% [markdown]
# If that cell gave an error, this notebook runs in another Python than the course was installed in. Close JupyterLab and
# start it again by `make lab`, or as the README says for your system.
#
# ## Is everything here?
#
# Lessons 00 to 07 need the first column, 08 and later TensorFlow too.

# %% key="preflight"
needs = {"numpy": "notebooks", "matplotlib": "notebooks", "ipywidgets": "notebooks"}
needs |= {"sklearn": "notebooks", "tensorflow": "training", "keras": "training"}
for package, extra in needs.items():
    mend = f'missing: python -m pip install "xentlib[{extra}]"'
    print("✓" if find_spec(package) else "✗", package, "" if find_spec(package) else mend)

# %% [markdown]
# ## You make forecasts
#
# Before most experiments you say what you expect, and **how sure you are**, in probabilities. No answer is wrong; only
# being sure of the wrong thing is expensive. This is the subject of the course, applied to you.
#
# Three facts, each of them about something on your own machine. For each, say your probability. The numbers stand at one
# half: change them, then run the cell. The two must sum to 1.

# %% key="forecasts"
xent.predict(
    "00.green", {"yes": 0.5, "no": 0.5}
)  # Of 949 colour names, "green" is the commonest word.

# %%
xent.predict(
    "00.ink", {"yes": 0.5, "no": 0.5}
)  # A handwritten 8 holds more ink than a 0, on average.

# %%
xent.predict(
    "00.heads", {"yes": 0.5, "no": 0.5}
)  # Ten fair tosses: five heads is likelier than not.

# %% [markdown]
# Now look. Every fact in this course is computed in front of you; there is nothing to believe.

# %% key="green"
words = Counter(word for name in xent.data.colour_names() for word in name.split())
print(words.most_common(3))
green = xent.reveal("00.green", "yes" if words.most_common(1)[0][0] == "green" else "no")
green

# %% key="ink"
digits = xent.data.digits()
ink = {digit: digits.images[digits.labels == digit].sum((1, 2)).mean() for digit in (0, 8)}
print({digit: f"{mean:.1f}" for digit, mean in ink.items()})
more_ink = xent.reveal("00.ink", "yes" if ink[8] > ink[0] else "no")
more_ink

# %% key="heads"
tosses = np.array(np.meshgrid(*[[0, 1]] * 10)).reshape(10, -1)  # all sequences of ten tosses
five = (tosses.sum(0) == 5).mean()
print(f"{five:.3f}")
heads = xent.reveal("00.heads", "yes" if five > 0.5 else "no")
heads
