"""A model that learns while it codes: sender and receiver count the same past."""

from collections import defaultdict

import numpy as np

from xentlib._door.arrays import IntArray
from xentlib._door.numbers import as_whole
from xentlib._door.targets import as_ids
from xentlib.coding._arithmetic import Symbols


class CountModel:
    """Counts what followed each context; `count_model` makes one."""

    def __init__(self, n_symbols: int, order: int, step: int, prior: int) -> None:
        self.n_symbols, self.order, self.step, self.prior = n_symbols, order, step, prior
        self._forget()

    def __repr__(self) -> str:
        return (
            f"<model of {self.n_symbols} symbols that counts in steps of {self.step} from "
            f"{self.prior}, order {self.order}>"
        )

    def __call__(self, prefix: Symbols) -> IntArray:
        """Count, for the symbol after a prefix, what came after its context."""
        prefix = np.asarray(prefix, dtype=np.int64)
        if not np.array_equal(prefix[: self._n], self._seen[: self._n]):
            self._forget()
        as_ids(prefix[self._n :], self.n_symbols, "prefix")
        for i in range(self._n, len(prefix)):
            self._counts[self._context(prefix, i)][prefix[i]] += self.step
        self._remember(prefix)
        return self._counts[self._context(prefix, len(prefix))].copy()

    def _context(self, prefix: Symbols, i: int) -> bytes:
        return prefix[max(i - self.order, 0) : i].tobytes()

    def _forget(self) -> None:
        self._n, self._seen = 0, np.empty(64, dtype=np.int64)
        self._counts: dict[bytes, IntArray] = defaultdict(
            lambda: np.full(self.n_symbols, self.prior, dtype=np.int64)
        )

    def _remember(self, prefix: Symbols) -> None:
        """Keep what was counted, so that a longer prefix costs its new symbols alone."""
        if len(prefix) > len(self._seen):
            self._seen = np.resize(self._seen, 2 * len(prefix))
        self._seen[self._n : len(prefix)] = prefix[self._n :]
        self._n = len(prefix)


def count_model(n_symbols: int, *, order: int = 0, step: int = 1, prior: int = 1) -> CountModel:
    """Adaptive model of a message: what followed the last symbols so far is expected again.

    Parameters
    ----------
    n_symbols : int
        Number of outcomes, k.
    order : int, default=0
        How many symbols before the next one make its context. At the beginning of a message
        the context is what there is.
    step : int, default=1
        What each occurrence adds to a count.
    prior : int, default=1
        What each count begins with. Only the ratio of `step` and `prior` matters: (1, 1) is
        Laplace's rule, (2, 1) that of Krichevsky and Trofimov.

    Returns
    -------
    callable
        A function of the prefix, ndarray of int of shape (i,), that returns counts for the next
        symbol, ndarray of int64 of shape (k,), as `encode` and `decode` take them. Its answer
        depends on the prefix alone; it is quick where a prefix continues the one before.

    Raises
    ------
    TypeError, ValueError
        If an argument is no whole number of at least 1 (`order`: 0).

    References
    ----------
    Krichevsky, Trofimov (1981), The Performance of Universal Encoding, IEEE Transactions on
    Information Theory 27:199-207. doi:10.1109/TIT.1981.1056331

    Examples
    --------
    >>> import numpy as np
    >>> model = count_model(3, order=1)
    >>> model(np.array([0, 1, 0, 1, 0]))
    array([1, 3, 1])
    >>> from xentlib import decode, encode
    >>> data = encode([0, 1] * 200, model)
    >>> len(data), decode(data, count_model(3, order=1), 400).tolist() == [0, 1] * 200
    (4, True)
    """
    numbers = {"n_symbols": n_symbols, "step": step, "prior": prior}
    k, step, prior = (as_whole(number, name) for name, number in numbers.items())
    return CountModel(k, as_whole(order, "order", low=0), step, prior)
