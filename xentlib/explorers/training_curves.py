"""Train a softmax model while you move, and watch where early stopping would end it."""

from collections.abc import Callable
from functools import cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from xentlib._door.arrays import IntArray
from xentlib.data import digits
from xentlib.explorers._explorer import Explorer
from xentlib.explorers._slider import slider
from xentlib.numerics import FloatArray, softmax

EPOCHS, BATCH = 40, 10
TRAINED, VALIDATED = 100, 300
TOP = 4.5  # bits
BELOW, ABOVE = 0.1, 0.6  # bits that the picture shows at least around the lowest validation loss
STEP = 0.2  # bits by which the axis moves, so that it seldom does
PRESETS = {
    "too slow": {"rate": 0.02, "wrong": 0.0, "patience": 5},
    "fair": {"rate": 0.4, "wrong": 0.0, "patience": 5},
    "wrong labels": {"rate": 0.4, "wrong": 0.3, "patience": 5},
    "impatient": {"rate": 0.4, "wrong": 0.3, "patience": 1},
}


@cache
def _digits() -> tuple[FloatArray, IntArray, FloatArray, IntArray, IntArray]:
    """Images with a one for the bias, labels; luck and a guess for each; orders of the epochs."""
    data, rng = digits(), np.random.default_rng(3)
    some = rng.random(len(data.labels)).argsort()[: TRAINED + VALIDATED]
    x = np.c_[data.images[some].reshape(-1, 64) / 16, np.ones(len(some))]
    x[:, :64] -= x[:TRAINED, :64].mean(0)
    guesses = (10 * rng.random(TRAINED)).astype(int)
    orders = rng.random((EPOCHS, TRAINED)).argsort(1).reshape(EPOCHS, -1, BATCH)
    return x, data.labels[some], rng.random(TRAINED), guesses, orders


def _price(logits: FloatArray, rows: FloatArray) -> float:
    """Mean loss in bits of one-hot rows."""
    top = logits.max(1)
    lse = top + np.log(np.exp(logits - top[:, None]).sum(1))
    return float((lse - (rows * logits).sum(1)).mean() / np.log(2))


def training_curves(rate: float, wrong: float = 0.0) -> FloatArray:
    """Losses of a softmax model on 100 digits and on 300 others, epoch by epoch.

    Parameters
    ----------
    rate : float
        Learning rate of plain descent with batches of 10 images, in a new order in each epoch.
    wrong : float, default=0.0
        Share of the training images whose label is replaced by a random one.

    Returns
    -------
    ndarray of float64, shape (2, 40)
        Training loss in bits, as it is after each epoch, and validation loss.
    """
    x, labels, luck, guesses, orders = _digits()
    told = np.append(np.where(luck < wrong, guesses, labels[:TRAINED]), labels[TRAINED:])
    rows, weights, losses = np.eye(10)[told], np.zeros((65, 10)), np.empty((2, EPOCHS))
    for epoch, order in enumerate(orders):
        for inputs, right in zip(x[order], rows[order], strict=True):
            weights -= rate / BATCH * (inputs.T @ (softmax(inputs @ weights) - right))
        logits = x @ weights
        losses[0, epoch] = _price(logits[:TRAINED], rows[:TRAINED])
        losses[1, epoch] = _price(logits[TRAINED:], rows[TRAINED:])
    return losses


def stopped(losses: FloatArray, patience: int) -> tuple[int, int]:
    """Last epoch that is run, and the epoch whose weights are restored; both count from 1.

    Parameters
    ----------
    losses : ndarray, shape (n,)
        Validation loss after each epoch.
    patience : int
        Epochs in a row without a new minimum after which the training ends.

    Returns
    -------
    tuple of int
        Without such a row, the last epoch and that of the minimum.
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return epoch + 1, best + 1
    return len(losses), best + 1


def prepare_training_curves(figure: Figure) -> Callable[..., str]:
    """Draw both curves, the epoch of the end and the epoch that is restored.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        An empty figure.

    Returns
    -------
    callable
        ``update(rate, wrong, patience)``, which moves the picture and returns its sentence.
    """
    ax = figure.subplots()
    ax.set(xlim=(0, EPOCHS + 1), xlabel="epoch", ylabel="mean loss (bits)")
    ax.set_title("Dashed line: the training ends; star: the restored epoch", loc="left")
    shape = np.arange(1, EPOCHS + 1)
    curves = [
        ax.plot(shape, np.ones(EPOCHS), style, color=colour, lw=1.6, label=name)[0]
        for name, style, colour in [("validation", "-", "C1"), ("training", ":", "C0")]
    ]
    (end,) = ax.plot([1, 1], [0, TOP], "--", color="0.35", lw=1.2)
    (star,) = ax.plot([1], [1], "*", color="black", ms=12)
    ax.legend(loc="upper right")

    def update(rate: float, wrong: float, patience: int) -> str:
        trained, validated = training_curves(rate, wrong)
        last, best = stopped(validated, patience)
        _move(curves, (validated, trained))
        end.set_xdata([last, last])
        star.set_data([best], [validated[best - 1]])
        low = STEP * np.floor((validated.min() - BELOW) / STEP)
        if low != ax.get_ylim()[0]:  # the axes are drawn again
            ax.set_ylim(low, low + BELOW + ABOVE + STEP)
        said = _say(patience, validated, last, best)
        return f"Rate {rate:g}, {wrong:.0%} of the labels random, {said}"

    return update


def _move(curves: list[Line2D], losses: tuple[FloatArray, FloatArray]) -> None:
    for curve, row in zip(curves, losses, strict=True):
        curve.set_ydata(row)


def _say(patience: int, losses: FloatArray, last: int, best: int) -> str:
    """Say what early stopping does, and what it misses."""
    ended = f"ends after epoch {last}" if last < EPOCHS else f"runs all {EPOCHS} epochs"
    lowest = int(losses.argmin()) + 1
    missed = "the lowest of all" if lowest == best else f"epoch {lowest} has {losses.min():.2f}"
    return (
        f"patience {patience}: training {ended} and restores epoch {best}, "
        f"{losses[best - 1]:.2f} bits ({missed}); epoch {EPOCHS} has {losses[-1]:.2f}."
    )


def explore_training_curves() -> Explorer:
    """Choose a learning rate and a patience; a softmax model is trained at each move.

    Returns
    -------
    Explorer
        With the controls `rate`, `wrong` (a share of the training labels) and `patience`.

    Examples
    --------
    >>> explorer = explore_training_curves()
    >>> explorer.set(rate=0.02, wrong=0.0, patience=5)
    >>> explorer.sentence.split(" and ")[0]
    'Rate 0.02, 0% of the labels random, patience 5: training runs all 40 epochs'
    """
    rate = slider("rate η", 0.4, 0.02, 3.0, step=0.02)
    wrong = slider("random labels", 0.3, 0, 0.6, step=0.05)
    patience = slider("patience", 1, 1, 20)
    return Explorer(
        prepare_training_curves, presets=PRESETS, rate=rate, wrong=wrong, patience=patience
    )
