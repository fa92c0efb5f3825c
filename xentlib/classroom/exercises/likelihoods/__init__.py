"""Exercises on other likelihoods."""
