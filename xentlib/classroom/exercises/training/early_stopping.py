"""What early stopping does to a training curve that the lesson shows."""

from collections.abc import Callable

from xentlib.classroom.checking import Exercise

RIGHT = {"ends_after": 9.0, "restores": 6.0, "lost": 0.09}


def instead(**numbers: float) -> Callable[[], list[float]]:
    """Answers that are right except for some of them."""
    return lambda: [*(RIGHT | numbers).values()]


EXERCISE = Exercise(
    reference=lambda: [*RIGHT.values()],
    inputs=None,
    hints=(
        "Which epoch has the lowest validation loss so far, when epoch 4 ends? And epoch 6?",
        "Patience 3: the third epoch in a row that is no new minimum is the last one.",
        "A new minimum starts the count again. The weights come from the last new minimum.",
    ),
    mistakes={
        "first rise": [
            instead(ends_after=4, restores=3),
            instead(ends_after=4, restores=3, lost=0.03),
            instead(ends_after=6, restores=3),
            instead(ends_after=6, restores=3, lost=-0.12),
            instead(ends_after=5, restores=3),
            instead(ends_after=5, restores=3, lost=0.02),
        ],
        "one too few": [instead(ends_after=8), instead(ends_after=8, lost=0.05)],
        "one too many": [instead(ends_after=10), instead(ends_after=10, lost=0.15)],
        "counted from 0": [
            instead(ends_after=8, restores=5),
            instead(ends_after=8, restores=5, lost=0.05),
            instead(restores=5),
        ],
        "last weights": [instead(restores=9), instead(restores=9, lost=0.0)],
        "training loss": [
            instead(ends_after=12, restores=12),
            instead(ends_after=12, restores=12, lost=0.0),
        ],
        "never ends": instead(ends_after=12),
        "gain": instead(lost=-0.09),
        "gap": [instead(lost=0.36), instead(lost=0.17)],
        "end of the run": instead(lost=0.27),
        "one loss alone": [instead(lost=0.52), instead(lost=0.43)],
        "first two exchanged": lambda: [6.0, 9.0, 0.09],
    },
    say={
        "first rise": "Patience 3 forgives a rise: three epochs in a row without a new minimum "
        "end the training, not the first one.",
        "one too few": "Count the epochs that are no new minimum: how many have passed?",
        "one too many": "The third epoch in a row without a new minimum is the last one.",
        "last weights": "With restore_best_weights the model goes back to the epoch of the "
        "minimum.",
        "training loss": "The training loss falls to the end. Early stopping looks at the "
        "validation loss.",
        "never ends": "After the minimum, count three epochs: the training ends there.",
        "gain": "The last weights are worse: their loss is higher, so the difference is above 0.",
        "gap": "That is the distance of the two curves. Compare two epochs of one curve.",
        "one loss alone": "That is one loss. By how much does it lie above the other?",
        "first two exchanged": "First the epoch that ends the training, then the restored one.",
        "end of the run": "Training has ended by then: compare with the last epoch that is run.",
    },
    right=(lambda: [9, 6, 0.52 - 0.43],),
    rtol=0.02,
    reread="When to stop",
    kind="reading",
)
