"""Exercises on surprise and entropy."""
