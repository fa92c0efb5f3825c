"""Exercises on binary cross-entropy."""
