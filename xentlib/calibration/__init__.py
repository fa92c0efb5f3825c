"""Calibration: whether what is forecast at 70 % happens in 70 % of the cases, and its repair."""

from xentlib.calibration._bins import Reliability, reliability
from xentlib.calibration._error import expected_calibration_error
from xentlib.calibration._scores import TopLabel, brier_score, top_label
from xentlib.calibration._temperature import fit_temperature

__all__ = [
    "Reliability",
    "TopLabel",
    "brier_score",
    "expected_calibration_error",
    "fit_temperature",
    "reliability",
    "top_label",
]
