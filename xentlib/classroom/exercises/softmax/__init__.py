"""Exercises on softmax cross-entropy."""
