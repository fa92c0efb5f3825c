"""Exercises on gradient descent."""
