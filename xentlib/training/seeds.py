"""One seed for everything random in a training run."""

import os
from functools import cache, partial

import keras
import tensorflow as tf

from xentlib._door.numbers import as_whole


def set_seed(seed: int) -> None:
    """Start Python's, NumPy's, TensorFlow's and Keras's random numbers at one seed.

    TensorFlow's operations are made deterministic, too: the same model trained twice on the same
    machine has the same weights, to the last bit. Call it before each model is made.

    Parameters
    ----------
    seed : int
        At least 0 and below 2³².

    Raises
    ------
    TypeError, ValueError
        For anything but a whole number of that range.

    Examples
    --------
    >>> set_seed(7)
    >>> first = keras.random.uniform((2,))
    >>> set_seed(7)
    >>> bool((first == keras.random.uniform((2,))).numpy().all())
    True
    """
    seed = as_whole(seed, "seed", low=0)
    if seed >= 2**32:
        raise ValueError(f"seed must be below 2³² = {2**32}; got {seed}")
    keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    _false_alarm()


@cache
def _false_alarm() -> None:
    """Have TensorFlow say here, unheard, what it says once in a process that is deterministic.

    Where it makes a data set deterministic, as every fit of Keras has one, it complains on stderr
    of an attribute that it has itself left over: "NodeDef mentions attribute
    use_unbounded_threadpool". That is no error.
    """
    heard, unheard = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(unheard, 2)
    try:
        python = partial(tf.py_function, lambda i: i, Tout=tf.int64)  # such a map is not parallel
        [*tf.data.Dataset.range(1).map(lambda i: python([i]), num_parallel_calls=2)]
    finally:
        os.dup2(heard, 2)
        os.close(heard)
        os.close(unheard)
