"""The public door: what comes in is converted and checked here, once, and nowhere else.

Every refusal names the argument and says what it must be, what came, and how to mend it. `arrays`
and `numbers` check the kind; `distributions`, `targets` and `observations` what it means.
"""
