"""Exercises on training experiments."""
