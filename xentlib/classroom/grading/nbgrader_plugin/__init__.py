"""xentlib's grader in nbgrader's place: nbgrader_config.py names what stands here.

The gradebook, formgrader, late penalties, feedback and the export stay nbgrader's.
"""

from xentlib._extras import extra

with extra("grading", needed_by="handing coursework to nbgrader"):
    from xentlib.classroom.grading.nbgrader_plugin._exporting import Export
    from xentlib.classroom.grading.nbgrader_plugin._reading import AnyNotebook, hand_over, rename
    from xentlib.classroom.grading.nbgrader_plugin._repairing import RepairSubmission
    from xentlib.classroom.grading.nbgrader_plugin._trusting import TrustedGrade

__all__ = ["AnyNotebook", "Export", "RepairSubmission", "TrustedGrade", "hand_over", "rename"]
