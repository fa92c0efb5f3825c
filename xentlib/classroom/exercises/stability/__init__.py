"""Exercises on numerical stability."""
