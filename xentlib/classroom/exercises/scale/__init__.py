"""Exercises on data that one pass or one machine does not hold."""
