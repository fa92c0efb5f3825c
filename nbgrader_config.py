"""How nbgrader works in this course: from this folder, `nbgrader autograde a1_information`.

Everything that it makes lies in build/grading, which git ignores. Marks come from xentlib's own
grader, in which no student's code meets a check; nbgrader keeps the gradebook, the manual marks in
formgrader, late penalties, feedback and the export.
"""

import os
import sysconfig
import warnings
from contextlib import suppress
from pathlib import Path

COURSE = Path(__file__).resolve().parent
MADE = "build/grading"
PLUGIN = "xentlib.classroom.grading.nbgrader_plugin"

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "xent"
c.CourseDirectory.root = str(COURSE)
c.CourseDirectory.source_directory = "notebooks/assignments"
for step in ("release", "submitted", "autograded", "feedback", "solution", "source_with_tests"):
    setattr(c.CourseDirectory, f"{step}_directory", f"{MADE}/{step}")
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".pytest_cache"]
c.Exchange.root = str(COURSE / MADE / "exchange")

# The gradebook: a file, or any address that SQLAlchemy takes, such as
# XENT_GRADEBOOK=postgresql+psycopg://user@host/gradebook
c.CourseDirectory.db_url = os.environ.get(
    "XENT_GRADEBOOK", f"sqlite:///{COURSE / MADE / 'gradebook.db'}"
)
with suppress(OSError):  # where nothing can be written, nbgrader says so when it has to
    (COURSE / MADE / "exchange").mkdir(parents=True, exist_ok=True)

# nbgrader calls a program that is installed beside it, and finds it on the PATH alone.
SCRIPTS = sysconfig.get_path("scripts")
if SCRIPTS not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([SCRIPTS, os.environ.get("PATH", "")])

# SQLAlchemy remarks on the order in which nbgrader 0.9 makes rows; nothing is lost.
warnings.filterwarnings("ignore", message="Object of type <Submitted.* not in session")

c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}

# In place of nbgrader's own reading, repairing and executing
c.Autograde.exporter_class = f"{PLUGIN}.AnyNotebook"
c.Autograde.pre_convert_hook = f"{PLUGIN}.rename"
c.Autograde.sanitize_preprocessors = [
    f"{PLUGIN}.RepairSubmission",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    f"{PLUGIN}.TrustedGrade",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# `nbgrader export` says of each mark whether it is whole; `xent grades` reads this table
c.ExportApp.plugin_class = f"{PLUGIN}.Export"
c.ExportPlugin.to = str(COURSE / MADE / "grades.csv")
