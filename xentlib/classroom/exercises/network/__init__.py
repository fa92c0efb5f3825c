"""Exercises on a network from scratch."""
