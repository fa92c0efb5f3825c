"""What can be seen of a case without its program: shapes, outputs, targets and losses."""

import numpy as np

from xentlib.doctor._cases import Case

FEW = 8  # examples that are scored together, and one by one
CAUSES = {  # of the patients that show something in a log or in a chart, in a word or two
    "probabilities as logits": "2 sigmoids",
    "shuffled labels": "shuffled",
    "labels off by one": "off by one",
    "one-hot into sparse": "one-hot",
    "validation below training": "dropout",
    "not a number": "log of 0",
    "dead relu": "dead relu",
    "rate too high": "high rate",
    "wrong axis": "wrong axis",
    "focal alpha": "focal",
}


def vital_signs(case: Case) -> str:
    """Describe a case in one line, and name no cause.

    Parameters
    ----------
    case : Case
        What a program left behind.

    Returns
    -------
    str
        First and last accuracies, shapes, the range of the outputs, how many examples the classes
        have, and the mean loss in nats of eight examples: together, and one by one.

    Examples
    --------
    >>> from xentlib.doctor import patients
    >>> vital_signs(patients["one-hot into sparse"].run()).split("; ")[-1]
    '8 together cost an error, one by one an error.'
    """
    y, z = np.asarray(case.y), np.asarray(case.model(case.x, training=False), dtype=float)
    told = [
        f"{name.replace('val_', 'validation ')} {row[0]:.2f} to {row[-1]:.2f}"
        for name, row in (case.history or {}).items()
        if "accuracy" in name
    ]
    counts = _counts(y)
    told += [
        f"targets {y.shape}",
        f"outputs {z.shape}, {z.min():.2g} to {z.max():.2g}".replace("-", "−"),
        f"examples per class {min(counts):.0f} to {max(counts):.0f}",
        f"{FEW} together cost {_priced(case, FEW)}, one by one {_priced(case, 1)}.",
    ]
    return "; ".join(told)


def _counts(y: np.ndarray) -> np.ndarray:
    """Count the examples of each class, or of yes and no."""
    if y.ndim > 1 and y.shape[1] > 1:
        return np.asarray(y.sum(0))
    return np.bincount(y.ravel().astype(int))


def _priced(case: Case, size: int) -> str:
    """Return the mean loss of a few examples, in batches of a size; no graph is traced."""
    net = case.model
    try:
        costs = [
            float(net.compute_loss(x, y, net(x, training=False), training=False))
            for x, y in (
                (case.x[i : i + size], case.y[i : i + size])
                for i in range(0, min(FEW, len(case.x)), size)
            )
        ]
    except ValueError:
        return "an error"
    return f"{np.mean(costs):.2f}"
