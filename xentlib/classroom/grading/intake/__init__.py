"""Collecting what students have handed in, in whatever folders, zips and names it has come."""

from xentlib.classroom.grading.intake._collect import Submission, collect

__all__ = ["Submission", "collect"]
