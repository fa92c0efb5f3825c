"""Exercises on KL at work: direction, evidence, what two variables share."""
