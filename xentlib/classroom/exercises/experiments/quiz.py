"""Retrieval questions; every number is computed."""

from xentlib.classroom.exercises._common.amounts import shown
from xentlib.classroom.exercises._question import Question

GAP, ERROR = 0.02, 0.01
BATCH, TIMES, RATE = 32, 4, 0.5
SEEDS, HALF = 8, 2
STEP = 0.01

QUIZ = (
    Question(
        f"A change costs {GAP:g} bits less on {SEEDS} seeds, with a standard error of {ERROR:g}. "
        "The rule asks for three standard errors. About how many seeds would give a verdict, if "
        "the gap stays and only seeds vary?",
        f"{SEEDS * (3 * ERROR / GAP) ** 2:.0f}",
        "The error must fall by a factor of 1.5, so the number of seeds grows by 1.5².",
        {
            f"{SEEDS * 3 * ERROR / GAP:.0f}": "The error falls with the root of the number.",
            f"{SEEDS * 3**2:.0f}": "The gap has two standard errors already.",
            f"{SEEDS}": "Two standard errors are fewer than three.",
        },
    ),
    Question(
        f"A network trains best with the rate {RATE:g} and batches of {BATCH}. You take batches of "
        f"{BATCH * TIMES} and as many epochs. Which rate do you try first?",
        f"{RATE * TIMES:g}",
        "A quarter of the steps, each four times as long. Then measure.",
        {
            f"{RATE / TIMES:g}": "Then 16 times as little would be learnt in an epoch.",
            f"{RATE:g}": "Then the walk has a quarter of its length.",
            f"{RATE * TIMES**2:g}": "Each step replaces four steps, not sixteen.",
        },
    ),
    Question(
        "You multiply the loss by 10. Which optimiser's walk hardly changes?",
        "Adam's",
        "Adam divides the mean slope by the root of the mean square: the factor cancels.",
        {
            "SGD's": "Its step is the rate times the slope: ten times as long.",
            "that of SGD with momentum": "Its steps are sums of slopes: ten times as long.",
            "none": "In which of them does the factor cancel?",
        },
    ),
    Question(
        "Thirty recipes are priced on one validation set, and the lowest is kept. It has "
        f"{shown(0.18, 'bits')} there. What do you expect on new images?",
        "a little more",
        "The lowest of thirty was lucky, too. The test set tells, if you look at it once.",
        {
            f"{shown(0.18, 'bits')}, on average": "That holds for one recipe that nobody chose.",
            "a little less": "The choice used the luck of these images, not the bad luck.",
            "nobody can say anything": "You can say in which direction the choice errs.",
        },
    ),
)
