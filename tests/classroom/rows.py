"""The rows of all exercises that can be loaded, and the error of each that can't."""

from xentlib.classroom import exercises
from xentlib.classroom.topics import TOPICS

ROWS, UNLOADED = [], {}
for name in [name for topic in TOPICS for name in exercises.names(topic)]:
    try:
        ROWS.append(exercises.find(name))
    except Exception as error:
        UNLOADED[name] = error
