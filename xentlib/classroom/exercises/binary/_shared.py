"""What the exercises on binary cross-entropy share."""

from xentlib.numerics import FloatArray


def of_truth(y: FloatArray, p: FloatArray) -> FloatArray:
    """Probability given to what happened."""
    return y * p + (1 - y) * (1 - p)


SHARE = "A target may be a share, such as 0.3; here it was taken for a plain yes or no."
