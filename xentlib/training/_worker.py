"""One worker of `losses_on_workers`: ``python _worker.py rank ports epochs``.

It needs nothing but TensorFlow, so that a process of its own is soon at work.
"""

import json
import os
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import tensorflow as tf

ROWS, SIZES, BATCH, RATE = 512, (20, 16, 5), 64, 0.1


def work(rank: int, ports: list[str], epochs: int) -> list[float]:
    """Train with the other workers, and return the mean loss of each epoch."""
    strategy = _strategy(rank, ports)
    with strategy.scope():
        step = _step(_weights())
    batches = strategy.experimental_distribute_dataset(_batches())

    @tf.function(autograph=False)
    def together(x: Any, y: Any) -> Any:
        return strategy.reduce("SUM", strategy.run(step, (x, y)), axis=None)

    return [float(np.mean([together(*batch) for batch in batches])) for _ in range(epochs)]


def _strategy(rank: int, ports: list[str]) -> Any:
    if len(ports) == 1:
        return tf.distribute.get_strategy()
    cluster = {"worker": [f"127.0.0.1:{port}" for port in ports]}
    task = {"type": "worker", "index": rank}
    os.environ["TF_CONFIG"] = json.dumps({"cluster": cluster, "task": task})
    return tf.distribute.MultiWorkerMirroredStrategy()


def _weights() -> list[Any]:
    """Weights and biases of each layer, the same in all processes."""
    rng, layers = np.random.default_rng(1), list[Any]()
    for d, m in pairwise(SIZES):
        weights = np.sqrt(6 / (d + m)) * (2 * rng.random((d, m)) - 1)
        layers += [tf.Variable(weights, dtype="float32"), tf.Variable(tf.zeros(m))]
    return layers


def _batches() -> Any:
    rng = np.random.default_rng(0)
    x = rng.random((ROWS, SIZES[0])).astype("float32")
    y = (x @ rng.random((SIZES[0], SIZES[-1]))).argmax(1)
    options = tf.data.Options()
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH).with_options(options)


def _step(layers: list[Any]) -> Callable[[Any, Any], Any]:
    """Step of one worker, on its part of a batch."""
    w, b, v, c = layers

    def step(x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            logits = tf.nn.relu(x @ w + b) @ v + c
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits)
            loss = tf.reduce_sum(each) / BATCH  # of the whole batch, not of this part
        slopes = tape.gradient(loss, layers)
        slopes = tf.distribute.get_replica_context().all_reduce("SUM", slopes)
        for weights, slope in zip(layers, slopes, strict=True):
            weights.assign_sub(RATE * slope)
        return loss

    return step


if __name__ == "__main__":
    found = work(int(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3]))
    print(json.dumps(found))  # noqa: T201
