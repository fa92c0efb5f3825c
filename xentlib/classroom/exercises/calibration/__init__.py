"""Exercises on calibration."""
