"""Calibration: whether what is forecast at 70 % happens in 70 % of the cases, and its repair."""

from xentlib.calibration._bins import Reliability, reliability
from xentlib.calibration._error import expected_calibration_error
from xentlib.calibration._interval import proportion_interval
from xentlib.calibration._parts import ScoreParts, decompose_score
from xentlib.calibration._scores import TopLabel, brier_score, top_label
from xentlib.calibration._temperature import fit_temperature

__all__ = [
    "Reliability",
    "ScoreParts",
    "TopLabel",
    "brier_score",
    "decompose_score",
    "expected_calibration_error",
    "fit_temperature",
    "proportion_interval",
    "reliability",
    "top_label",
]
