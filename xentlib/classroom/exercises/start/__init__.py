"""Exercises on how the course works."""
