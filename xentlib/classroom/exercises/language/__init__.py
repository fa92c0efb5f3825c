"""Exercises on language: next symbols, perplexity, files, and bets."""
