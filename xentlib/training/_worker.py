"""One worker of `losses_on_workers`: ``python -m xentlib.training._worker rank ports epochs``."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from xentlib.training import keras, set_seed, tf

ROWS, FEATURES, CLASSES, BATCH, RATE = 512, 20, 5, 64, 0.1


def work(rank: int, ports: list[str], epochs: int) -> list[float]:
    """Train with the other workers, and return the mean loss of each epoch."""
    strategy = _strategy(rank, ports)
    with strategy.scope():
        step = _step(_model())
    batches = strategy.experimental_distribute_dataset(_batches())

    @tf.function
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


def _model() -> Any:
    set_seed(0)
    hidden, last = keras.layers.Dense(16, "relu"), keras.layers.Dense(CLASSES)
    return keras.Sequential([keras.Input((FEATURES,)), hidden, last])


def _batches() -> Any:
    rng = np.random.default_rng(0)
    x = rng.random((ROWS, FEATURES)).astype("float32")
    y = (x @ rng.random((FEATURES, CLASSES))).argmax(1)
    options = tf.data.Options()
    options.experimental_distribute.auto_shard_policy = tf.data.experimental.AutoShardPolicy.DATA
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(BATCH).with_options(options)


def _step(model: Any) -> Callable[[Any, Any], Any]:
    """Step of one worker, on its part of a batch."""

    def step(x: Any, y: Any) -> Any:
        with tf.GradientTape() as tape:
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(y, model(x, training=True))
            loss = tf.reduce_sum(each) / BATCH  # of the whole batch, not of this part
        slopes = tape.gradient(loss, model.trainable_variables)
        slopes = tf.distribute.get_replica_context().all_reduce("SUM", slopes)
        for weights, slope in zip(model.trainable_variables, slopes, strict=True):
            weights.assign_sub(RATE * slope)
        return loss

    return step


if __name__ == "__main__":
    found = work(int(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3]))
    print(json.dumps(found))  # noqa: T201
