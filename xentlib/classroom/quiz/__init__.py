"""A lesson's retrieval questions, asked and answered in the notebook."""

from xentlib.classroom.quiz._quiz import Quiz, quiz

__all__ = ["Quiz", "quiz"]
