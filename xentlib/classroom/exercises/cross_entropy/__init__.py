"""Exercises on cross-entropy and KL."""
