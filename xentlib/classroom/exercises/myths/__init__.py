"""Exercises of the oral exam: programs that the earlier lessons do not ask for."""
