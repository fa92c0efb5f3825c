"""Loss of each batch, from the running mean that a progress bar shows."""

import numpy as np

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, uniform


def batch_losses(shown: Array, sizes: Array) -> Array:
    """Mean loss of each batch, (n_batches,)."""
    sums = shown * np.cumsum(sizes)
    losses: Array = np.diff(sums, prepend=0) / sizes
    return losses


def by_loop(shown: Array, sizes: Array) -> list[float]:
    """Take away what the batches before have added up to."""
    found: list[float] = []
    total, seen = 0.0, 0
    for mean, size in zip(shown.tolist(), sizes.tolist(), strict=True):
        found.append((mean * (seen + size) - total) / size)
        total, seen = mean * (seen + size), seen + size
    return found


def by_solving(shown: Array, sizes: Array) -> Array:
    """Solve for the losses whose running means are these."""
    weights = np.tril(np.ones((len(sizes), len(sizes)))) * sizes
    return np.linalg.solve(weights / weights.sum(1, keepdims=True), shown)


def by_steps(shown: Array, sizes: Array) -> Array:
    """Add to each mean what the step from the one before tells of this batch."""
    before = np.append(0, np.cumsum(sizes)[:-1])
    step = np.diff(shown, prepend=shown[0])
    return shown + step * before / sizes


def bar(rng: np.random.Generator, n: int, size: int, last: int) -> tuple[Array, Array]:
    """Draw what a bar shows of some batches, of which the last may be short."""
    sizes = np.append(np.full(n - 1, size), last)
    losses = uniform(rng, 0.2, 3, n)
    return (np.cumsum(losses * sizes) / np.cumsum(sizes)).round(9), sizes


STEPS = np.array([3.0, 1.0, 1.002, 1.9])  # large ones and a small one

EXERCISE = Exercise(
    reference=batch_losses,
    inputs=Parts(
        {
            "equal batches": lambda rng: [
                (np.array([2.0, 1.5, 2.0]), np.array([4, 4, 4])),
                (STEPS, np.array([64, 64, 64, 64])),
                *(bar(rng, n, size, size) for n, size in ((4, 32), (6, 8), (3, 16))),
            ],
            "a short last batch": lambda rng: [
                (np.array([1.0, 2.0]), np.array([4, 2])),
                (STEPS, np.array([64, 64, 64, 9])),
                *(bar(rng, *shape) for shape in ((4, 32, 5), (5, 16, 3), (7, 8, 1))),
            ],
        }
    ),
    hints=(
        "What is the sum of all losses after two batches? And after one?",
        "shown · (images so far) is a sum. Two sums differ by what one batch adds.",
        "np.diff(shown * np.cumsum(sizes), prepend=0) / sizes",
    ),
    mistakes={
        "as shown": lambda shown, sizes: shown + 0 * sizes,
        "step alone": lambda shown, sizes: np.diff(shown, prepend=0) + 0 * sizes,
        "sizes ignored": lambda shown, _: np.diff(shown * np.arange(1, len(shown) + 1), prepend=0),
        "sum": lambda shown, sizes: np.diff(shown * np.cumsum(sizes), prepend=0),
        "first size for all": lambda shown, sizes: batch_losses(shown, sizes) * sizes / sizes[0],
        "divided by all": lambda shown, sizes: (
            np.diff(shown * np.cumsum(sizes), prepend=0) / np.cumsum(sizes)
        ),
        "averaged again": lambda shown, sizes: np.cumsum(shown * sizes) / np.cumsum(sizes),
        "first one missing": lambda shown, sizes: batch_losses(shown, sizes)[1:],
        "a batch too early": lambda shown, sizes: np.append(
            shown[0], np.diff(shown * (np.cumsum(sizes) - sizes))[1:] / sizes[2:]
        ),
        "step added": lambda shown, sizes: shown + np.diff(shown, prepend=shown[0]) + 0 * sizes,
        "own size alone": lambda shown, sizes: np.diff(shown * sizes, prepend=0) / sizes,
    },
    say={
        "as shown": "Those are the means so far. What did each batch alone cost?",
        "step alone": "A step of the mean is a part of what the batch changed. It counts among "
        "all images so far.",
        "sum": "Those are sums over the images of each batch. A mean is asked.",
        "first size for all": "The last batch has another size.",
        "sizes ignored": "The batches are not equally large.",
        "divided by all": "The sum of one batch is divided by its own size.",
        "averaged again": "The bar has averaged already. This is the way back.",
        "first one missing": "The first batch has a loss, too.",
        "a batch too early": "Each mean counts the images of its own batch, too.",
        "step added": "One batch moves the mean little, and the more so the later it comes.",
        "own size alone": "The mean counts all images so far, not those of one batch.",
    },
    right=(
        by_loop,
        by_solving,
        by_steps,
        lambda shown, sizes: (
            np.append(
                shown[:1] * sizes[:1],
                shown[1:] * np.cumsum(sizes)[1:] - shown[:-1] * np.cumsum(sizes)[:-1],
            )
            / sizes
        ),
        lambda shown, sizes: batch_losses(shown.astype(np.float32), sizes),
    ),
    unit="nats",
    reread="lesson 09, What the log reports",
    rtol=1e-4,
    atol=1e-5,
)
