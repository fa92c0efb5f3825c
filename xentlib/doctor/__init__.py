"""A doctor for Keras programs: what is wrong, what shows it, and which line mends it.

Importing it loads Keras, through `xentlib.training`. `patients` holds fifteen broken programs by
the names of their traps.

====================  ==============================================================
`_evidence`           everything that is looked at, gathered once; `_charge` tries the
                      loss, `_endings` looks at the last layers, `_units` at relus,
                      `_neighbours` at the data alone
`_probe_outputs`      one small probe for each trap: of the last layer and the loss,
`_probe_links`        of the function between them,
`_probe_targets`      of the targets,
`_probe_data`         of how labels belong to examples,
`_probe_weights`      of weights and metrics,
`_probe_histories`    of the history, and of what goes on inside
`_ill_…`              the patients
====================  ==============================================================
"""

from collections.abc import Mapping
from types import MappingProxyType

from xentlib._extras import extra as _extra

with _extra("training", needed_by="xentlib.doctor"):
    from xentlib.doctor._cases import Case, Patient
    from xentlib.doctor._diagnose import PROBES, diagnose
    from xentlib.doctor._finding import Finding
    from xentlib.doctor._ill_curves import CURVES
    from xentlib.doctor._ill_outputs import OUTPUTS
    from xentlib.doctor._ill_targets import TARGETS

__all__ = ["Case", "Finding", "Patient", "diagnose", "patients"]

_order = [probe.__name__ for probe in PROBES]


def _place(patient: Patient) -> int:
    return _order.index(patient.name.replace(" ", "_").replace("-", "_"))


_all = sorted([*OUTPUTS, *TARGETS, *CURVES], key=_place)
patients: Mapping[str, Patient] = MappingProxyType({patient.name: patient for patient in _all})
