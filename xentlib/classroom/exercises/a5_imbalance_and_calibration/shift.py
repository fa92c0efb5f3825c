"""Shift of all logits that makes the loss of another valley least."""

import numpy as np
from scipy import optimize, special

from xentlib.classroom.checking import Exercise, Parts
from xentlib.classroom.exercises._common.inputs import Array, Function, normal
from xentlib.numerics import sigmoid

FAR = 60.0


def loss(b: float, y: Array, z: Array) -> float:
    """Mean loss with the logits shifted by b."""
    return float((np.logaddexp(0, z + b) - y * (z + b)).mean())


def by_halves(y: Array, z: Array) -> float:
    """Shift at which the mean forecast is the share, by halving an interval."""
    low, high = -FAR, FAR
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if sigmoid(z + middle).mean() < y.mean() else (low, middle)
    return (low + high) / 2


def by_thirds(y: Array, z: Array) -> float:
    """Shift with the least loss, by leaving out the dearer third of an interval."""
    low, high = -FAR, FAR
    for _ in range(60):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if loss(left, y, z) < loss(right, y, z) else (left, high)
    return low


def by_table(y: Array, z: Array) -> float:
    """Shift read off a fine table of mean forecasts."""
    shifts = np.linspace(-FAR, FAR, 12_001)
    means = np.mean([sigmoid(shifts + logit) for logit in z], 0)
    return float(np.interp(y.mean(), means, shifts))


def least_squares(y: Array, z: Array) -> float:
    """Shift with the least mean squared error, by a search and a refinement."""
    shifts = np.linspace(-20, 20, 801)
    errors = [((sigmoid(z + b) - y) ** 2).mean() for b in shifts]
    near = shifts[int(np.argmin(errors))]
    found = optimize.minimize_scalar(
        lambda b: ((sigmoid(z + b) - y) ** 2).mean(),
        bounds=(near - 0.1, near + 0.1),
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(found.x)


def temperature(y: Array, z: Array) -> float:
    """Factor of the logits with the least loss."""
    found = optimize.minimize_scalar(
        lambda s: (np.logaddexp(0, s * z) - y * s * z).mean(), bounds=(-5, 5), method="bounded"
    )
    return float(found.x)


def step(y: Array, z: Array) -> float:
    """One step of Newton's from 0."""
    p = sigmoid(z)
    return float((y - p).sum() / (p * (1 - p)).sum())


def newton(steps: int) -> Function:
    """Newton's steps from 0."""

    def found(y: Array, z: Array) -> float:
        b = 0.0
        for _ in range(steps):
            b += step(y, z + b)
        return b

    return found


def valley(rng: np.random.Generator, n: int, share: float) -> tuple[Array, Array]:
    """Events of a share, and logits of which those of events are higher."""
    y = (rng.random(n) < share).astype(float)
    y[:2] = 1, 0
    return y, (normal(rng, n, scale=1.4) + 1.5 * y + rng.uniform(-0.5, 0.5)).round(2)


def rare(rng: np.random.Generator, n: int, events: int) -> tuple[Array, Array]:
    """Few events, and logits that are far too low."""
    y = rng.permutation(np.arange(n) < events).astype(float)
    return y, (normal(rng, n, scale=1.5) + y - 11).round(2)


def mirrored(y: Array, z: Array) -> tuple[Array, Array]:
    """Exchange events and the other days."""
    return 1 - y, -z


EXERCISE = Exercise(
    reference=by_halves,
    inputs=Parts(
        {
            "ordinary logits": lambda rng: [
                (np.array([1.0, 0.0, 0.0]), np.array([2.0, 1.0, -1.0])),
                *(valley(rng, n, share) for n, share in ((8, 0.5), (30, 0.3), (60, 0.2))),
            ],
            "logits that are far off": lambda rng: [
                (np.array([0.0, 0.0, 0.0, 1.0]), np.array([-12.0, -9.0, -10.0, -8.0])),
                rare(rng, 60, 12),
                mirrored(*rare(rng, 40, 5)),
            ],
        }
    ),
    hints=(
        "What is the slope of the loss in b, and where is it 0?",
        "It is 0 where the mean forecast equals the share. Both sides of that b are easy to find.",
        "The mean forecast rises with b: halve an interval, or give it to scipy.optimize.brentq.",
    ),
    mistakes={
        "log-odds of the means": lambda y, z: (
            special.logit(y.mean()) - special.logit(sigmoid(z).mean())
        ),
        "ratio of the means": lambda y, z: np.log(y.mean() / sigmoid(z).mean()),
        "mean logit": lambda y, z: special.logit(y.mean()) - z.mean(),
        "prior alone": lambda y, z: special.logit(y.mean()) + 0 * z[0],
        "difference": lambda y, z: y.mean() - sigmoid(z).mean(),
        "squared error": least_squares,
        "temperature": temperature,
        "step alone": step,
        "ran away": [newton(steps) for steps in (8, 10, 20, 50, 100)],
        "shifted logits": lambda y, z: z + by_halves(y, z),
        "least loss": lambda y, z: loss(by_halves(y, z), y, z),
    },
    say={
        "log-odds of the means": "The mean forecast has moved by the right amount only if all "
        "forecasts are equal: a sigmoid of a mean is not a mean of sigmoids.",
        "ratio of the means": "That multiplies all forecasts. A shift of the logits does that only "
        "while they are small.",
        "mean logit": "You made the mean logit right. Which mean does the slope speak of?",
        "prior alone": "Those are the log-odds of the share. How much of them do the logits have "
        "already?",
        "difference": "Forecasts were compared; the shift is added to logits.",
        "squared error": "That shift has the least squared error. The least loss in nats is asked.",
        "temperature": "That is a factor of the logits. A number that is added to them is asked.",
        "step alone": "That is one step of Newton's method. It is not there yet.",
        "ran away": "Right for ordinary logits. Where all forecasts are near 0 or 1, Newton's step "
        "is far too long. On which two sides of the answer can you begin?",
        "shifted logits": "Those are the shifted logits; the shift alone is asked.",
        "least loss": "That is the least loss. At which shift is it?",
    },
    right=(
        lambda y, z: optimize.brentq(lambda b: sigmoid(z + b).sum() - y.sum(), -FAR, FAR),
        lambda y, z: (
            optimize.minimize_scalar(
                lambda b: loss(b, y, z), bracket=(-1, 1), method="brent", tol=1e-10
            ).x
        ),
        by_table,
        by_thirds,
        lambda y, z: np.float32(by_halves(y, z.astype("f4"))),
    ),
    rtol=1e-3,
    atol=1e-3,
)
