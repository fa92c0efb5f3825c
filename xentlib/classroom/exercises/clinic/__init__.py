"""Exercises on reading losses."""
