"""Softmax cross-entropy of class ids in each library: as its users write it, checked, unreduced.

Each function takes ids and logits as NumPy arrays, converts them once to what the library works
on, and returns two functions without arguments: one computes the loss of each example, the other
the loss and the gradient. All refuse ids out of range. A library that is not installed raises
ImportError.
"""

import os
from collections.abc import Callable
from typing import Any

import numpy as np

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")  # quiet

Pair = tuple[Callable[[], Any], Callable[[], Any] | None]


def refuse_unless(valid: Any) -> None:
    if not valid:
        raise ValueError("ids out of range")


def xentlib(ids: np.ndarray, logits: np.ndarray) -> Pair:
    import xentlib as xent

    return (
        lambda: xent.softmax_cross_entropy(ids, logits),
        lambda: xent.softmax_cross_entropy_value_and_grad(ids, logits),
    )


def numpy(ids: np.ndarray, logits: np.ndarray) -> Pair:
    rows = np.arange(len(ids))

    def probabilities() -> np.ndarray:
        refuse_unless(ids.min() >= 0 and ids.max() < logits.shape[1])
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    def both() -> tuple[np.ndarray, np.ndarray]:
        gradient = probabilities()
        loss = -np.log(gradient[rows, ids])
        gradient[rows, ids] -= 1
        return loss, gradient

    return lambda: -np.log(probabilities()[rows, ids]), both


def scipy(ids: np.ndarray, logits: np.ndarray) -> Pair:
    from scipy.special import log_softmax

    rows = np.arange(len(ids))

    def log_p() -> np.ndarray:
        refuse_unless(ids.min() >= 0 and ids.max() < logits.shape[1])
        return log_softmax(logits, axis=1)

    def both() -> tuple[np.ndarray, np.ndarray]:
        s = log_p()
        gradient = np.exp(s)
        gradient[rows, ids] -= 1
        return -s[rows, ids], gradient

    return lambda: -log_p()[rows, ids], both


def scikit_learn(ids: np.ndarray, logits: np.ndarray) -> Pair:
    """Mean of the losses, from probabilities: the softmax is not counted."""
    from sklearn.metrics import log_loss

    p, labels = np.exp(logits - logits.max(axis=1, keepdims=True)), np.arange(logits.shape[1])
    p /= p.sum(axis=1, keepdims=True)
    return lambda: log_loss(ids, p, labels=labels), None


def tensorflow(ids: np.ndarray, logits: np.ndarray) -> Pair:
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")
    y, z = tf.constant(ids), tf.constant(logits)
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits  # what Keras calls

    @tf.function(autograph=False)
    def value(y: Any, z: Any) -> Any:
        return cross_entropy(y, z)

    @tf.function(autograph=False)
    def value_and_grad(y: Any, z: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(z)
            loss = cross_entropy(y, z)
        return loss, tape.gradient(loss, z)

    return lambda: value(y, z).numpy(), lambda: [x.numpy() for x in value_and_grad(y, z)]


def jax(ids: np.ndarray, logits: np.ndarray) -> Pair:
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    y, z = jnp.asarray(ids), jnp.asarray(logits)

    def value(y: Any, z: Any) -> Any:
        own = jnp.take_along_axis(z, y[:, None], axis=1)[:, 0]
        loss = jax.nn.logsumexp(z, axis=1) - own
        return loss.sum(), (loss, (y.min() >= 0) & (y.max() < z.shape[1]))

    loss_alone = jax.jit(lambda y, z: value(y, z)[1])
    value_and_grad = jax.jit(jax.value_and_grad(value, argnums=1, has_aux=True))

    def loss() -> Any:
        result, valid = loss_alone(y, z)
        refuse_unless(valid)
        return result.block_until_ready()

    def both() -> Any:
        (_, (result, valid)), gradient = value_and_grad(y, z)
        refuse_unless(valid)
        return result.block_until_ready(), gradient.block_until_ready()

    return loss, both


def pytorch(ids: np.ndarray, logits: np.ndarray) -> Pair:
    import torch

    y, z = torch.from_numpy(ids), torch.from_numpy(logits)
    leaf = torch.from_numpy(logits).requires_grad_()
    cross_entropy = torch.nn.functional.cross_entropy

    def both() -> Any:
        leaf.grad = None
        loss = cross_entropy(leaf, y, reduction="none")
        loss.sum().backward()
        return loss.detach(), leaf.grad

    return lambda: cross_entropy(z, y, reduction="none"), both


LIBRARIES = {
    "xentlib": xentlib,
    "NumPy, naive": numpy,
    "SciPy": scipy,
    "scikit-learn": scikit_learn,
    "TensorFlow": tensorflow,
    "JAX": jax,
    "PyTorch": pytorch,
}


def prepare(ids: np.ndarray, logits: np.ndarray, *, only: str = "") -> dict[str, Pair]:
    """Whatever is installed, or one of them, ready to be called."""
    pairs = {}
    for name, library in LIBRARIES.items():
        if only not in {"", name}:
            continue
        try:
            pairs[name] = library(ids, logits)
        except ImportError:
            print(f"{name} is not installed")
    return pairs
