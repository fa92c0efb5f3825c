"""Exercises on applications."""
