"""Data-parallel training on TensorFlow's own engine: worker processes add up their gradients."""

import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack

from xentlib._door.numbers import as_whole
from xentlib.training import _worker

SECONDS = 120  # after which a worker that waits for another one is given up
WITHOUT_KERAS = {"TF_USE_LEGACY_KERAS": "1"}  # TensorFlow loads Keras 3 otherwise, used or not


def losses_on_workers(n_workers: int = 2, *, epochs: int = 3) -> list[float]:
    """Train one small network by several processes on this machine, which share each batch.

    Each process holds a copy of the network. In a step, it adds up the gradients of its own part
    of the batch; the sums of all are added, and each takes the same step.

    Parameters
    ----------
    n_workers : int, default=2
        How many processes; 1 trains in this one, without any sending.
    epochs : int, default=3
        Passes over 512 made examples of 20 features and 5 classes, in batches of 64.

    Returns
    -------
    list of float
        Mean loss of each epoch, in nats: the same for any number of workers, up to rounding.

    Raises
    ------
    TypeError, ValueError
        If an argument is no whole number of at least 1.
    RuntimeError
        If a worker failed; with what it printed.

    Notes
    -----
    The workers talk on the loopback interface, on free ports. For several machines, the same
    program runs on each, with their addresses in ``TF_CONFIG``. ``Model.fit`` of Keras 3 fails
    under ``MultiWorkerMirroredStrategy``; a step of one's own works.

    Examples
    --------
    >>> [round(loss, 2) for loss in losses_on_workers(1, epochs=2)]
    [1.4, 1.21]
    """
    n_workers, epochs = as_whole(n_workers, "n_workers"), as_whole(epochs, "epochs")
    if n_workers == 1:
        return _worker.work(0, ["none"], epochs)
    return _by_processes(",".join(map(str, _free_ports(n_workers))), n_workers, epochs)


def _by_processes(ports: str, n_workers: int, epochs: int) -> list[float]:
    command = [sys.executable, "-P", _worker.__file__]
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [*command, str(rank), ports, str(epochs)],
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                    env=os.environ | WITHOUT_KERAS,
                )
            )
            for rank in range(n_workers)
        ]  # fmt: skip
        for worker in workers:
            stack.callback(worker.kill)
        said = [worker.communicate(timeout=SECONDS) for worker in workers]
    for worker, (_, errors) in zip(workers, said, strict=True):
        if worker.returncode:
            raise RuntimeError(f"a worker ended with {worker.returncode}: {errors[-2000:]}")
    losses: list[float] = json.loads(said[0][0])
    return losses


def _free_ports(n: int) -> list[int]:
    """Ports that nobody listens at now."""
    with ExitStack() as stack:
        found = [stack.enter_context(socket.socket()) for _ in range(n)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]
