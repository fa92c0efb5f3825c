"""The public door: what comes in is converted and checked here, once, and nowhere else.

Every refusal says which argument, what it must be, what came, and how to mend it.
"""
