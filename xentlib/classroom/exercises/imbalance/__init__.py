"""Exercises on class imbalance."""
