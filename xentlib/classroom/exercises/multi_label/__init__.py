"""Exercises on multi-label cross-entropy."""
