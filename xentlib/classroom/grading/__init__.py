"""Coursework, marked so that marks can be trusted."""
