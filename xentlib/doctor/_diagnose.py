"""The doctor: all probes, one after another."""

import warnings
from typing import Any

from xentlib.doctor import (
    _probe_data as data,
    _probe_histories as histories,
    _probe_links as links,
    _probe_outputs as outputs,
    _probe_targets as targets,
    _probe_weights as weights,
)
from xentlib.doctor._evidence import gather
from xentlib.doctor._finding import Finding
from xentlib.doctor._intake import demand_model
from xentlib.doctor._left_alone import left_alone

PROBES = (
    outputs.double_softmax,
    outputs.probabilities_as_logits,
    outputs.missing_softmax,
    links.softmax_of_one,
    links.squashed_logits,
    links.binary_loss_of_classes,
    data.shuffled_labels,
    targets.labels_off_by_one,
    targets.labels_out_of_range,
    targets.one_hot_into_sparse,
    targets.ids_into_one_hot,
    weights.class_weights_on_multi_hot,
    histories.validation_below_training,
    histories.not_a_number,
    histories.dead_relu,
    histories.rate_too_high,
    data.leakage,
    outputs.wrong_axis,
    outputs.focal_alpha,
    weights.accuracy_on_several_labels,
)


def diagnose(
    model: Any,
    x: Any,
    y: Any,
    *,
    history: Any = None,
    class_weight: dict[int, float] | None = None,
    held_out: tuple[Any, Any] | None = None,
) -> list[Finding]:
    """Look for traps in a Keras program, those of `patients` and more, and say what shows them.

    The model is left as it is.

    Parameters
    ----------
    model : keras.Model
        Compiled, with one output and one loss.
    x : array, or structure of arrays
        What `fit` got.
    y : array
        What `fit` got.
    history : keras.callbacks.History or dict, optional
        What `fit` returned.
    class_weight : dict of int to float, optional
        What `fit` got.
    held_out : tuple (x, y), optional
        Data that the model is scored on.

    Returns
    -------
    list of Finding
        Empty where none of these traps shows: that is no proof of health.

    Raises
    ------
    TypeError, ValueError
        For what cannot be examined; the message names the argument, and a cure.

    Examples
    --------
    >>> from xentlib.doctor import patients
    >>> case = patients["one-hot into sparse"].run()
    >>> [finding.trap for finding in diagnose(**case)]
    ['one-hot into sparse']
    """
    demand_model(model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with left_alone(model):
            case = gather(model, x, y, history, class_weight, held_out)
            found = [probe(case) for probe in PROBES]
    return [finding for finding in found if finding]
