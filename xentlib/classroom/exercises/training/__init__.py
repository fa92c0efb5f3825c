"""Exercises on training with Keras."""
