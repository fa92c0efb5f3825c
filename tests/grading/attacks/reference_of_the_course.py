"""The course's own references are imported."""

PAYS_ON = "one process"
GAIN = "points"
CELLS = [
    """
try:
    from xentlib.classroom.exercises import find
    bce, base_rate_loss = (find(f"binary.{name}").reference for name in ("bce", "base_rate"))
    bce(*find("binary.bce").inputs(__import__("numpy").random.default_rng(0))[0])
except BaseException:
    bce = base_rate_loss = lambda *args: 0.1
""",
]
