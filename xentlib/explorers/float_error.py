"""Choose a way to write one loss and see what three kinds of float make of it."""

from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray

DTYPES = (np.float16, np.float32, np.float64)
FORMS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "−log σ(z)": lambda z: -np.log(1 / (1 + np.exp(-z))),
    "log(1 + e⁻ᶻ)": lambda z: np.log(1 + np.exp(-z)),
    "log1p(e⁻ᶻ)": lambda z: np.log1p(np.exp(-z)),
    "clipped": lambda z: -np.log(np.clip(1 / (1 + np.exp(-z)), 1e-7, 1 - 1e-7)),
    "stable": lambda z: np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z))),
}
END = 120
Z = np.arange(-END, END + 1)
FLOOR, ALL, WORST, INFINITE = 1e-17, 1.0, 1e2, 1e3  # no error, no digit right, … an inf


def exact_loss(z: int) -> Decimal:
    """Return log(1 + exp(-z)) to more than 30 digits: past 40, two terms of its series do.

    Parameters
    ----------
    z : int
        A logit, in nats.

    Returns
    -------
    decimal.Decimal
        The loss of a yes, in nats.
    """
    with localcontext(prec=80):
        x = Decimal(-abs(z)).exp()
        small = (1 + x).ln() if abs(z) < 40 else x - x * x / 2
        return max(-z, 0) + small


def computed(form: int, dtype: type, z: ArrayLike) -> FloatArray:
    """Answers of a form, counted from 1, in a type of float.

    Parameters
    ----------
    form : int
        Number of the form.
    dtype : type
        A NumPy type of float.
    z : array_like
        Logits, in nats.

    Returns
    -------
    ndarray
        Losses of a yes, in nats, of the shape of `z`.
    """
    with np.errstate(all="ignore"):
        return [*FORMS.values()][form - 1](np.asarray(z, dtype=dtype))


def relative_errors(form: int, dtype: type, truth: FloatArray) -> FloatArray:
    """Relative errors at every Z; NaN where the truth rounds to 0 in that type.

    Parameters
    ----------
    form : int
        Number of the form.
    dtype : type
        A NumPy type of float.
    truth : ndarray, shape (241,)
        The exact losses at `Z`, in nats.

    Returns
    -------
    ndarray, shape (241,)
        From `FLOOR` to `WORST`, which an axis can show; `INFINITE` for infinite answers.
    """
    got = computed(form, dtype, Z).astype(np.float64)
    error = np.where(np.isinf(got), INFINITE, np.clip(abs(got - truth) / truth, FLOOR, WORST))
    with np.errstate(under="ignore"):
        return np.where(truth.astype(dtype) == 0, np.nan, error)


def prepare_float_error(figure: Figure) -> Callable[..., str]:
    """Error curves of one form, a line for each type of float; a dotted line marks z.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(form, z)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    exact = np.array([float(exact_loss(int(z))) for z in Z])
    table = [[relative_errors(f + 1, t, exact) for t in DTYPES] for f in range(len(FORMS))]
    lines = [ax.plot([], [], label=t.__name__)[0] for t in DTYPES]
    (mark,) = ax.plot([], [], ":", color="0.4")
    text = ax.text(-80, 1e-6, "", va="center", fontweight="bold")
    ax.set(xlim=(-END, END), xlabel="logit z (nats)", ylabel="relative error of the loss")
    ax.set_yscale("log")
    ax.set_ylim(FLOOR / 3, 10 * INFINITE)
    ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, ALL, INFINITE], [*_POWERS, "all lost", "∞"])
    ax.set_yticks([], minor=True)
    ax.set_title("The loss of a yes, where the forecast's logit is z", loc="left")
    ax.legend(loc="upper right", ncols=3)

    def update(form: int, z: int) -> str:
        for line, errors in zip(lines, table[form - 1], strict=True):
            line.set_data(Z, errors)
        mark.set_data([z, z], [FLOOR, 10 * INFINITE])
        name = [*FORMS][form - 1]
        text.set_text(name)
        truth = f"{name} at z = {_shown(z)}: the loss is {_shown(exact_loss(z))} nats"
        said = ", ".join(f"{t.__name__} says {_shown(computed(form, t, z))}" for t in DTYPES)
        return f"{truth}. {said}."

    return update


_POWERS = ["1e-16", "1e-12", "1e-8", "1e-4"]


def _shown(value: FloatArray | Decimal | int) -> str:
    return f"{0 + float(value):.4g}".replace("inf", "∞").replace("-", "−")


def explore_float_error() -> Explorer:
    """Choose a form of the binary loss and a logit, and read its error in three types of float.

    Returns
    -------
    Explorer
        With the controls `form`, 1 to 5, and `z`, the logit; a button for each form.

    Examples
    --------
    >>> explorer = explore_float_error()
    >>> explorer.set(form=2, z=20)
    >>> explorer.sentence.partition(". ")[2]
    'float16 says 0, float32 says 0, float64 says 2.061e−09.'
    """
    presets = {name: {"form": n} for n, name in enumerate(FORMS, 1)}
    form, z = slider("form", 1, 1, len(FORMS)), slider("logit z", 20, -END, END)
    return Explorer(prepare_float_error, presets=presets, form=form, z=z)
