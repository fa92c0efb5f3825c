"""What stands for xentlib where answers are marked: pictures do nothing, and losses refuse.

A student's other cells may import what they like and draw; an answer that calls a loss is told so.
"""

from stand_ins import attribute, stand_for  # type: ignore[import-not-found]

__getattr__ = attribute
stand_for("xentlib.")
