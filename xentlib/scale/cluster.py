"""Where blocks are worked on: this machine's processes, or any scheduler with its workers."""

import logging

from distributed import Client, Worker, WorkerPlugin

from xentlib._door.numbers import as_whole


class _Quiet(WorkerPlugin):  # type: ignore[misc]
    """Let a worker end without a word; an error of its work comes back to who asked for it."""

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 (Dask gives it by name)
        logging.getLogger("distributed.worker").setLevel(logging.CRITICAL)


def connect(
    address: str | None = None, *, n_workers: int = 2, memory_limit: str | int = "1.5GB"
) -> Client:
    """Connect to a scheduler, or start one here with workers of its own.

    Parameters
    ----------
    address : str, optional
        Of a running scheduler, such as "tcp://10.0.0.1:8786". By default worker processes are
        started on this machine, and end with the client.
    n_workers : int, default=2
        How many to start here, each with one thread.
    memory_limit : str or int, default="1.5GB"
        Of each of them; a worker that needs more is started anew.

    Returns
    -------
    distributed.Client
        Whatever is computed from now on is computed there; close it, or use it in a `with`.

    Raises
    ------
    TypeError, ValueError
        If `address` is no address, or `n_workers` no whole number of at least 1.
    OSError
        If nobody answers at the address.

    Notes
    -----
    A scheduler that is started here listens to this machine alone. In a script, call it below
    ``if __name__ == "__main__":``, for each worker imports the script anew.

    Examples
    --------
    >>> import dask.array as da
    >>> from xentlib import scale
    >>> with scale.connect(n_workers=1) as client:
    ...     int(da.arange(10).sum().compute())
    45
    """
    if address is not None:
        if not isinstance(address, str) or "://" not in address:
            raise ValueError(
                f"address must be a scheduler's, such as 'tcp://10.0.0.1:8786'; got {address!r}"
            )
        return Client(address)
    client = Client(
        n_workers=as_whole(n_workers, "n_workers"),
        threads_per_worker=1,
        memory_limit=memory_limit,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",  # any free port
        env={"XENTLIB_THREADS": "1"},  # the processes share the cores
    )
    client.register_plugin(_Quiet())
    return client
