"""A callback for `model.fit`: how far training has come, in one line."""

import time
from typing import Any

import keras

from xentlib.training._line import Line

Logs = dict[str, Any] | None


class ProgressBar(keras.callbacks.Callback):
    """One line that tells how far a fit has come, and goes when it is done.

    It is drawn only where somebody can see it: in a terminal, or in a notebook. Elsewhere, and
    where the environment variable XENTLIB_QUIET is set to anything but 0, nothing is written.

    Parameters
    ----------
    seconds : float, default=0.2
        Least time between two drawings.

    Examples
    --------
    ``model.fit(x, y, epochs=40, verbose=0, callbacks=[ProgressBar()])`` draws lines such as

    >>> ProgressBar().text(12.3, {"loss": 0.4125, "val_loss": 0.5}, epochs=40, left=3.2)
    'epoch 12 of 40 ━━━╌╌╌╌╌╌╌ 3 s left · loss 0.4125 · val_loss 0.5'
    """

    def __init__(self, seconds: float = 0.2) -> None:
        super().__init__()
        self.seconds = seconds
        self._line = Line()
        self._logs: dict[str, Any] = {}
        self._start = self._drawn = 0.0
        self._first: int | None = None
        self._epoch = 0

    def text(self, done: float, logs: dict[str, Any], *, epochs: int, left: float) -> str:
        """Write the line.

        Parameters
        ----------
        done : float
            Epochs that are done.
        logs : dict
            Losses and metrics of the last of them.
        epochs : int
            Epochs of the whole fit.
        left : float
            Seconds that are left.

        Returns
        -------
        str
        """
        full = int(10 * done / epochs)
        bar = "━" * full + "╌" * (10 - full)
        names = [name for name in logs if name != "learning_rate"]
        names.sort(key=lambda name: not name.endswith("loss"))  # a narrow terminal cuts the rest
        numbers = [f"{name} {logs[name]:.4g}" for name in names]
        return f"epoch {int(done)} of {epochs} {bar} " + " · ".join(
            [f"{left:.0f} s left", *numbers]
        )

    def on_train_begin(self, logs: Logs = None) -> None:  # noqa: ARG002
        """Look at the clock.

        Parameters
        ----------
        logs : dict, optional
            Empty.
        """
        self._start, self._drawn, self._logs = time.monotonic(), 0.0, {}
        self._first = None

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:  # noqa: ARG002
        """Remember the epoch.

        Parameters
        ----------
        epoch : int
            Which one begins.
        logs : dict, optional
            Empty.
        """
        self._epoch = epoch
        self._first = epoch if self._first is None else self._first

    # At the beginning, not at the end: there Keras would fetch the loss from the device each time.
    def on_train_batch_begin(self, batch: int, logs: Logs = None) -> None:  # noqa: ARG002
        """Draw the line, if it is time.

        Parameters
        ----------
        batch : int
            Which one begins.
        logs : dict, optional
            Empty.
        """
        steps = (self.params or {}).get("steps")
        self._draw(self._epoch + (batch / steps if steps else 0))

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Draw the line, if it is time.

        Parameters
        ----------
        epoch : int
            Which one has ended.
        logs : dict, optional
            Its losses and metrics.
        """
        self._logs = dict(logs or {})
        self._draw(epoch + 1)

    def on_train_end(self, logs: Logs = None) -> None:  # noqa: ARG002
        """Take the line away.

        Parameters
        ----------
        logs : dict, optional
            Losses and metrics of the last epoch.
        """
        self._line.take_away()

    def _draw(self, done: float) -> None:
        now = time.monotonic()
        if now - self._drawn < self.seconds or not self._line.seen:
            return
        self._drawn = now
        epochs = (self.params or {}).get("epochs") or 1
        since = done - (self._first or 0)
        left = (now - self._start) / since * (epochs - done) if since else 0.0
        self._line.draw(self.text(done, self._logs, epochs=epochs, left=left))
