"""Probes of the last layer and the loss."""

from math import e, log

import numpy as np

from xentlib.doctor._evidence import ROUNDING, Evidence, take
from xentlib.doctor._finding import Finding
from xentlib.training import keras


def _is_softmax(case: Evidence) -> bool:
    """Whether outputs are distributions: by structure, or else by their sums."""
    if case.ending.known:
        return case.ending.links[:1] == ("softmax",)
    return case.finite and case.k > 1 and case.spread < ROUNDING


def _is_sigmoid(case: Evidence) -> bool:
    """Whether outputs are probabilities: by structure, or else by lying between 0 and 1.

    Logits may lie there, too, but then they do not reach both ends and stop.
    """
    if case.ending.known:
        return case.ending.links[:1] in (("sigmoid",), ("softmax",))
    low, high = case.outputs.min(), case.outputs.max()
    return case.finite and 0 <= low < 0.05 and 0.95 < high <= 1


def double_softmax(case: Evidence) -> Finding | None:
    """Look for a softmax of a softmax: in the model, or in model and loss."""
    k = case.k
    inside = case.ending.links.count("softmax") > 1
    across = case.charge.reads == "logits" and case.charge.link == "softmax"
    if not (inside or (across and _is_softmax(case))) or k < 2:
        return None
    floor = log(1 + (k - 1) / e)
    where = "the model holds two" if inside else f"the loss {case.charge.name} applies another"
    mend = "take the second softmax layer away" if inside else "layers.Dense(%d)" % k
    return Finding(
        "double softmax",
        f"The outputs went through a softmax, and {where}.",
        f"rows of outputs sum to 1 (off by at most {case.spread:.1e}), the largest output is "
        f"{case.outputs.max():.3f}{_logged(case)}",
        f"{floor:.4f} = ln(1 + {k - 1}/e): what a certain and right forecast costs after a second "
        f"softmax",
        mend,
    )


def _logged(case: Evidence) -> str:
    losses = case.history.get("loss", np.empty(0))
    return f"; the last logged loss is {losses[-1]:.4f}" if losses.size else ""


def probabilities_as_logits(case: Evidence) -> Finding | None:
    """Look for probabilities that a loss takes for logits of labels."""
    if case.charge.reads != "logits" or case.charge.link != "sigmoid" or not _is_sigmoid(case):
        return None
    return Finding(
        "probabilities as logits",
        f"The outputs are probabilities, and the loss {case.charge.name} takes them for logits.",
        f"outputs lie between {case.outputs.min():.3f} and {case.outputs.max():.3f}{_logged(case)}",
        f"{log(1 + 1 / e):.4f} = ln(1 + 1/e) is the least that a 1 can cost, and "
        f"{log(2):.4f} = ln 2 the least that a 0 can",
        f"layers.Dense({case.k})",
    )


def missing_softmax(case: Evidence) -> Finding | None:
    """Look for outputs that are no probabilities, in a loss that reads probabilities."""
    if case.charge.reads != "probabilities" or not case.finite:
        return None
    softmax = case.charge.link == "softmax" and case.k > 1
    low, high = float(case.outputs.min()), float(case.outputs.max())
    off = case.spread > ROUNDING if softmax else low < -ROUNDING or high > 1 + ROUNDING
    if not off or _mixing(case)[0] > ROUNDING:
        return None
    link = "softmax" if softmax else "sigmoid"
    sums = case.outputs.sum(1)
    rows = f", rows sum to {sums.min():.2f} … {sums.max():.2f}" if softmax else ""
    return Finding(
        "missing softmax",
        f"The loss {case.charge.name} reads probabilities, and the outputs are none: "
        f"the {link} is missing.",
        f"outputs lie between {low:.2f} and {high:.2f}{rows}",
        f"{-log(1e-7):.3f} = -ln 1e-7 and {-np.log1p(-1e-7):.2e} = -ln(1 - 1e-7): Keras moves what "
        "it takes for probabilities between 1e-7 and 1 - 1e-7",
        f'layers.Dense({case.k}, activation="{link}")',
    )


def _mixing(case: Evidence) -> tuple[float, float, int]:
    """How much outputs of a few rows change when each is alone; their columns' sums; how many."""
    rows = case.few[:8]
    together = case.output(case.x, rows)
    alone = np.concatenate([case.output(case.x, rows[i : i + 1]) for i in range(len(rows))])
    return float(abs(together - alone).max()), float(abs(together.sum(0) - 1).max()), len(rows)


def wrong_axis(case: Evidence) -> Finding | None:
    """Look for a softmax over the examples of a batch."""
    if not case.finite:
        return None
    moved, columns, m = _mixing(case)
    if m < 2 or moved < ROUNDING or columns > ROUNDING:
        return None
    alone = case.output(case.x, case.few[:1])[0]
    return Finding(
        "wrong axis",
        "The softmax runs over the examples of a batch, not over the classes.",
        f"in a batch of {m}, each column of outputs sums to 1 (off by at most {columns:.1e}); of "
        f"one example alone, the outputs sum to {alone.sum():.3f}",
        f"{case.k} = K·1: of one example alone, each of the K outputs is 1; in a batch of 32, rows "
        f"sum to K/32 = {case.k / 32:.4f} on average",
        "keras.ops.softmax(z, axis=-1)",
    )


def focal_alpha(case: Evidence) -> Finding | None:
    """Look for a focal loss whose α scales all classes alike, or is not used at all."""
    config = case.charge.config
    alpha = config.get("alpha")
    if not isinstance(alpha, float | int):
        return None
    if case.charge.name == "CategoricalFocalCrossentropy" and alpha != 1:
        few = take(case.y, case.few)
        now = float(case.charge.each(few, case.outputs).mean())
        return Finding(
            "focal alpha",
            f"The focal loss multiplies the loss of every class by alpha = {alpha:g}.",
            f"mean loss {now:.4f} with alpha = {alpha:g}, and {now / alpha:.4f} with 1",
            f"{alpha:g} = alpha: at gamma = 0, p = 0.7 costs {-alpha * log(0.7):.4f} = {alpha:g} · "
            f"{-log(0.7):.4f}",
            "keras.losses.CategoricalFocalCrossentropy(alpha=1.0, …)",
        )
    return None


__all__ = ["double_softmax", "focal_alpha", "missing_softmax", "probabilities_as_logits"]
__all__ += ["wrong_axis"]
_ = keras
