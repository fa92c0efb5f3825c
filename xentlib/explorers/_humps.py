"""Two humps of probability, and the bell that is nearest to them in each direction of KL."""

import numpy as np

from xentlib.numerics import FloatArray

WIDTH = 0.6  # of each hump
NODES = np.linspace(-6, 6, 121)  # a mean over a bell is a weighted sum over these places
WEIGHTS = np.exp(-(NODES**2) / 2) / np.exp(-(NODES**2) / 2).sum()
ZOOMS = 8  # the last grid's steps are below a thousandth
EQUAL = 1e-9  # nats: two bells that differ by less are equally good, and the left one is taken


class Truth:
    """Two humps of one width, around −distance / 2 and distance / 2.

    Parameters
    ----------
    distance : float
        Between the two means, in the unit of x.
    left : float
        Probability of the left hump, between 0 and 1.
    """

    def __init__(self, distance: float, left: float) -> None:
        self.means, self.shares = (-distance / 2, distance / 2), (left, 1 - left)

    def log_density(self, x: FloatArray) -> FloatArray:
        """Logarithm of the density, in nats.

        Parameters
        ----------
        x : ndarray
            Where, in any shape.

        Returns
        -------
        ndarray
            Of the shape of x.
        """
        left, right = (
            np.log(share) - ((x - mean) / WIDTH) ** 2 / 2
            for share, mean in zip(self.shares, self.means, strict=True)
        )
        return np.logaddexp(left, right) - np.log(WIDTH * np.sqrt(2 * np.pi))

    def forward(self) -> tuple[float, float]:
        """Mean and standard deviation of the truth: of the bell with the smallest KL(p‖q).

        Returns
        -------
        tuple of float
        """
        mean = float(np.dot(self.shares, self.means))
        between = float(np.dot(self.shares, (np.array(self.means) - mean) ** 2))
        return mean, float(np.sqrt(WIDTH**2 + between))

    def forward_cost(self, mean: float, scale: float) -> float:
        """KL from the truth to a bell.

        Parameters
        ----------
        mean, scale : float
            Of the bell.

        Returns
        -------
        float
            In nats.
        """
        x = np.array(self.means)[:, None] + WIDTH * NODES
        believed = -(((x - mean) / scale) ** 2) / 2 - np.log(scale * np.sqrt(2 * np.pi))
        return float(np.array(self.shares) @ (self.log_density(x) - believed) @ WEIGHTS)

    def reverse_cost(self, mean: FloatArray, scale: FloatArray) -> FloatArray:
        """KL from bells to the truth.

        Parameters
        ----------
        mean, scale : ndarray
            Of the bells, in any two shapes that fit together.

        Returns
        -------
        ndarray
            In nats.
        """
        x = np.asarray(mean)[..., None] + np.asarray(scale)[..., None] * NODES
        own = -np.log(np.asarray(scale) * np.sqrt(2 * np.pi * np.e))
        return np.asarray(own - self.log_density(x) @ WEIGHTS)

    def reverse(self) -> tuple[float, float]:
        """Mean and standard deviation of the bell with the smallest KL(q‖p), on ever finer grids.

        Returns
        -------
        tuple of float
        """
        reach = self.means[1] + 2 * WIDTH
        means, scales = np.linspace(-reach, reach, 49), np.geomspace(WIDTH / 2, 2 * reach, 25)
        for _ in range(ZOOMS):
            costs = self.reverse_cost(means[:, None], scales)
            best = np.flatnonzero(costs <= costs.min() + EQUAL)[0]
            mean, scale = means[best // len(scales)], scales[best % len(scales)]
            step, ratio = means[1] - means[0], scales[1] / scales[0]
            means = mean + step * np.linspace(-1, 1, 9)
            scales = scale * np.geomspace(1 / ratio, ratio, 9)
        return float(mean), float(scale)
