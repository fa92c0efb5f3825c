"""What learners see of their own work: quizzes, progress, and the file that carries it."""

from xentlib.report._panel import Panel
from xentlib.report._progress import Progress, forget_progress, progress, restore_progress
from xentlib.report._quiz import Quiz, quiz

__all__ = ["Panel", "Progress", "Quiz", "forget_progress", "progress", "quiz", "restore_progress"]
