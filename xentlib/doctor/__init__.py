"""A doctor for Keras programs: what is wrong, what shows it, and which line mends it.

Importing it loads Keras, through `xentlib.training`.
"""

from xentlib.doctor._cases import Case, Patient
from xentlib.doctor._diagnose import diagnose
from xentlib.doctor._finding import Finding
from xentlib.doctor._ill_curves import CURVES
from xentlib.doctor._ill_outputs import OUTPUTS
from xentlib.doctor._ill_targets import TARGETS

__all__ = ["Case", "Finding", "Patient", "diagnose", "patients"]

_ORDER = (
    "double softmax",
    "probabilities as logits",
    "missing softmax",
    "shuffled labels",
    "labels off by one",
    "one-hot into sparse",
    "class weights on multi-hot",
    "validation below training",
    "not a number",
    "dead relu",
    "rate too high",
    "leakage",
    "wrong axis",
    "focal alpha",
    "accuracy on several labels",
)
_all = {patient.name: patient for patient in [*OUTPUTS, *TARGETS, *CURVES]}
patients = {name: _all[name] for name in _ORDER}
