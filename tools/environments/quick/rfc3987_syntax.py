"""Stands before a library of this name while tests run: it takes a second of each start.

Each JupyterLab and each program that reads notebooks loads it, to check addresses that no notebook
has. jsonschema does without it where it is missing.
"""

raise ImportError
