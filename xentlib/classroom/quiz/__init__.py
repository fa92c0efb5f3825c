"""A lesson's retrieval questions, asked and answered in the notebook."""

from xentlib._extras import extra as _extra

with _extra("notebooks", needed_by="xentlib.classroom.quiz"):
    from xentlib.classroom.quiz._quiz import Quiz, quiz

__all__ = ["Quiz", "quiz"]
