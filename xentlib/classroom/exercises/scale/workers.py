"""How many machines are worth it, read off a picture of what a step takes."""

from xentlib.classroom.checking import Exercise

WORK, MESSAGE = 0.8, 0.003125  # seconds: of a step on one machine, and of each further machine


def seconds(machines: int) -> float:
    """Length of a step."""
    return WORK / machines + MESSAGE * (machines - 1)


def faster(machines: int) -> float:
    """Speed-up over one machine."""
    return WORK / seconds(machines)


EXERCISE = Exercise(
    reference=lambda: [16.0, faster(16)],
    inputs=None,
    hints=(
        "The fastest step is the lowest point of the whole time. Over which number of machines?",
        "Speed-up: the time of one machine divided by the least time. Read both off the axis.",
        "One machine takes 0.8 s, and 16 take a little less than 0.1 s.",
    ),
    mistakes={
        "as many times as machines": lambda: [16, 16],
        "upside down": lambda: [16, 1 / faster(16)],
        "seconds": [lambda: [16, seconds(16)], lambda: [seconds(16), 16]],
        "efficiency": lambda: [16, faster(16) / 16],
        "most machines": [lambda: [64, faster(64)], lambda: [64, 64], lambda: [64, seconds(64)]],
        "the one beside": [lambda: [8, faster(8)], lambda: [32, faster(32)]],
        "swapped": lambda: [faster(16), 16],
    },
    say={
        "as many times as machines": "Messages take time, too: read the whole time.",
        "upside down": "That is the part of the time that is left. How many times as fast is it?",
        "seconds": "That is the time of a step. How many times as fast is it as one machine?",
        "efficiency": "That is the speed-up per machine; the speed-up is asked.",
        "most machines": "There most of the time goes into messages. Where is the whole lowest?",
        "the one beside": "Nearly: one of the two numbers beside it is faster.",
        "swapped": "First the number of machines, then the speed-up.",
    },
    right=(lambda: [16, 8], lambda: (16, 0.8 / 0.1), lambda: [16, 8.5]),
    rtol=0.1,
    reread="Training on several machines",
    kind="reading",
)
