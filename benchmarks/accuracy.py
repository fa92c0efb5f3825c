"""Worst relative error of each library, against arithmetic with 1,000 digits."""

import mpmath
import numpy as np
from libraries import prepare

CASES = {  # sizes of the logit that stands apart, by type
    np.float64: {"up to 10": [1e-8, 0.1, 1, 3, 10], "to 40": [20, 40], "to 700": [100, 300, 700]},
    np.float32: {"up to 5": [1e-4, 0.1, 1, 3, 5], "to 40": [10, 20, 40], "to 80": [60, 80]},
}
CLASSES = [2, 10, 1000]


def inputs(k: int, sizes: list[float], dtype: type) -> tuple[np.ndarray, np.ndarray]:
    """One class of k stands apart by ±size; it happens, or another does."""
    logits = np.zeros((4 * len(sizes), k), dtype)
    logits[:, 0] = np.repeat([*sizes, *(-size for size in sizes)], 2)
    return np.tile([0, k - 1], 2 * len(sizes)), logits


def exact(own: int, row: np.ndarray) -> tuple[mpmath.mpf, mpmath.mpf]:
    """Loss of a class, and its gradient there."""
    apart, k = mpmath.exp(mpmath.mpf(float(row[0]))), len(row)
    others = k - 1 if own == 0 else apart + k - 2
    ratio = others / (apart if own == 0 else 1)
    return mpmath.log(1 + ratio), -ratio / (1 + ratio)


def relative_errors(got: np.ndarray, wanted: list[mpmath.mpf]) -> list[float]:
    pairs = zip(np.asarray(got, float), wanted, strict=True)
    return [float(abs(mpmath.mpf(float(g)) / w - 1)) if np.isfinite(g) else np.inf
            for g, w in pairs]  # fmt: skip


def worst(k: int, sizes: list[float], dtype: type) -> dict[str, tuple[float, float]]:
    """Largest error of loss and of gradient for each library that returns both."""
    ids, logits = inputs(k, sizes, dtype)
    with mpmath.workdps(1000), np.errstate(all="ignore"):
        wanted = [exact(own, row) for own, row in zip(ids, logits, strict=True)]
        errors = {}
        for name, (_, both) in prepare(ids, logits).items():
            if both is None:
                continue
            loss, gradient = (np.asarray(x) for x in both())
            own = gradient[np.arange(len(ids)), ids]
            losses, gradients = zip(*wanted, strict=True)
            errors[name] = (
                max(relative_errors(loss, losses)),
                max(relative_errors(own, gradients)),
            )
        return errors


def table() -> str:
    """Markdown: a row for each library, a column for each type and size."""
    columns, cells = [], {}
    for dtype, ranges in CASES.items():
        for title, sizes in ranges.items():
            columns.append(f"{np.dtype(dtype)}, {title}")
            found = [worst(k, sizes, dtype) for k in CLASSES]
            for name in found[0]:
                loss, gradient = (max(f[name][i] for f in found) for i in (0, 1))
                cells.setdefault(name, []).append(f"{loss:.0e} / {gradient:.0e}")
    head = ["loss / gradient", *columns]
    rows = [head, ["---"] * len(head), *([name, *row] for name, row in cells.items())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
