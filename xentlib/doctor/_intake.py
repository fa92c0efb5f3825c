"""What `diagnose` takes: refused where it can't be examined, with a cure."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from xentlib.training import keras

Array = NDArray[Any]


def demand_model(model: Any) -> None:
    """Refuse whatever is no compiled, built model with one output and one loss."""
    if not isinstance(model, keras.Model):
        raise TypeError(f"model must be a Keras model; got {type(model).__name__}")
    if not model.built:
        raise ValueError(
            "model must have its weights; got one that is not built: begin it with keras.Input, "
            "or call it on some rows first, model(x[:1])"
        )
    outputs = getattr(model, "outputs", None) or [None]
    if len(outputs) != 1 or isinstance(getattr(model, "loss", None), dict | list | tuple):
        raise ValueError(
            f"model must have one output and one loss; got {len(outputs)} outputs: diagnose a "
            "model of each output, keras.Model(model.inputs, model.outputs[0])"
        )
    if getattr(model, "loss", None) is None:
        raise ValueError("model must be compiled with a loss; got none: model.compile(loss=…)")


def as_arrays(x: Any, name: str) -> Any:
    """Arrays of numbers, alone or in a structure."""
    _refuse_container(x, name)
    parts = keras.tree.flatten(x)
    if not parts or any(np.ndim(part) == 0 for part in parts):
        raise TypeError(
            f"{name} must be an array, or a structure of arrays; got {type(x).__name__} of "
            f"numbers: np.asarray({name})"
        )
    made = keras.tree.map_structure(np.asarray, x)
    for part in keras.tree.flatten(made):
        if part.dtype.kind not in "biuf":
            raise TypeError(f"{name} must hold numbers; got the type {part.dtype}")
    lengths = {len(part) for part in keras.tree.flatten(made)}
    if len(lengths) != 1 or not min(lengths):
        raise ValueError(
            f"{name} must hold at least one example, and as many in each array; got the lengths "
            f"{sorted(lengths)}"
        )
    return made


def as_targets(y: Any, x: Any, name: str) -> Array:
    """One array of targets, as many as there are examples."""
    _refuse_container(y, name)
    made = np.asarray(y)
    if made.dtype.kind not in "biuf":
        raise TypeError(f"{name} must be an array of numbers; got the type {made.dtype}")
    n = len(keras.tree.flatten(x)[0])
    if made.ndim == 0 or len(made) != n:
        raise ValueError(
            f"{name} must hold a target for each of the {n} examples; got the shape {made.shape}"
        )
    return made


def as_held_out(held_out: Any) -> tuple[Any, Array] | None:
    """Two arrays, or nothing."""
    if held_out is None:
        return None
    if not isinstance(held_out, tuple | list) or len(held_out) != 2:
        raise TypeError(f"held_out must be a pair, (x, y); got {type(held_out).__name__}")
    x = as_arrays(held_out[0], "held_out[0]")
    return x, as_targets(held_out[1], x, "held_out[1]")


def demand_weights(class_weight: Any) -> None:
    """Refuse weights that are not named by their classes."""
    if class_weight is not None and not isinstance(class_weight, dict):
        raise TypeError(
            f"class_weight must be a dict, class id: weight; got {type(class_weight).__name__}: "
            "dict(enumerate(class_weight))"
        )


def as_case_history(history: Any) -> dict[str, Array]:
    """Losses and metrics of each epoch, by name."""
    found = getattr(history, "history", history)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise TypeError(
            f"history must be what fit returned, or its .history; got {type(history).__name__}"
        )
    return {name: np.asarray(row, np.float64).reshape(-1) for name, row in found.items()}


def _refuse_container(x: Any, name: str) -> None:
    kind = type(x).__name__
    if hasattr(x, "iloc"):
        raise TypeError(f"{name} must be an array; got a {kind} of pandas: {name}.to_numpy()")
    if hasattr(x, "element_spec") or isinstance(x, keras.utils.PyDataset):
        raise TypeError(
            f"{name} must be an array; got a {kind}: collect some batches of it first, "
            f"x, y = map(np.concatenate, zip(*batches.as_numpy_iterator()))"
        )
    if hasattr(x, "__next__"):
        raise TypeError(f"{name} must be an array; got a {kind}: np.stack(list({name}))")
