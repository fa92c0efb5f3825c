"""Whatever a user asks of NumPy's errors, a function returns what it returns."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import xentlib as xent

EDGE, TAILS, RARE = np.array([0.0, -800.0]), np.array([800.0, -800.0]), [1.0, 1e-320]
CALLS = {
    "softmax": lambda: xent.softmax(EDGE),
    "softmax of float32": lambda: xent.softmax(np.float32([0, -100])),
    "softmax of the impossible": lambda: xent.softmax([0, -np.inf]),
    "log_softmax": lambda: xent.log_softmax([1e308, -1e308]),
    "logsumexp": lambda: xent.logsumexp(EDGE),
    "sigmoid": lambda: xent.sigmoid(TAILS),
    "log_sigmoid": lambda: xent.log_sigmoid(TAILS),
    "logit": lambda: xent.logit([0.0, 1e-320, 1.0]),
    "log1mexp": lambda: xent.log1mexp([0.0, -1e-320, -800.0, -np.inf]),
    "surprisal": lambda: xent.surprisal(0.0),
    "entropy": lambda: xent.entropy(RARE),
    "cross_entropy": lambda: xent.cross_entropy([1.0, 0.0], [0.0, 1.0]),
    "kl_divergence": lambda: xent.kl_divergence(RARE, [1.0, 0.0]),
    "js_divergence": lambda: xent.js_divergence(RARE, [0.0, 1.0]),
    "perplexity": lambda: xent.perplexity(RARE),
    "mutual_information": lambda: xent.mutual_information([[1.0, 0.0], [0.0, 0.0]]),
    "conditional_entropy": lambda: xent.conditional_entropy([[1.0, 0.0], [0.0, 1e-320]]),
    "softmax_cross_entropy": lambda: xent.softmax_cross_entropy([0], [EDGE]),
    "focal": lambda: xent.softmax_cross_entropy([0], [EDGE], rule=xent.focal_score(2.0)),
    "sigmoid_cross_entropy": lambda: xent.sigmoid_cross_entropy([1, 0], TAILS),
    "binary_cross_entropy": lambda: xent.binary_cross_entropy([1.0], [1e-320]),
    "categorical_cross_entropy_grad": lambda: xent.categorical_cross_entropy_grad([0], [[1.0, 0]]),
    "brier_score": lambda: xent.brier_score([0], [RARE]),
    "calibration": lambda: xent.expected_calibration_error([0, 1], RARE[::-1]),
    "temperature": lambda: xent.fit_temperature([0, 1, 0], [[800.0, 0], [0, 1e-300], [0, 1.0]]),
    "gaussian_nll": lambda: xent.gaussian_nll(0.0, 1e-300, 1e300),
    "laplace_nll": lambda: xent.laplace_nll(0.0, 1e-300, 1e300),
    "student_t_nll": lambda: xent.student_t_nll(1e-300, 0.0, 1.0, 3.0),
    "poisson_nll": lambda: xent.poisson_nll(0, 1e-320),
    "binomial_nll": lambda: xent.binomial_nll([1, 1], [3, 3], TAILS),
    "ordinal_nll": lambda: xent.ordinal_nll(0, 800.0, [0.0, 1.0]),
    "log_score": lambda: xent.log_score.slope(EDGE),
    "focal_score": lambda: xent.focal_score(2.0).slope(EDGE),
    "poly1_score": lambda: xent.poly1_score(1.0).value(EDGE),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_user_s_seterr_changes_nothing(name):
    expected = CALLS[name]()
    with np.errstate(all="raise"):
        assert_array_equal(CALLS[name](), expected)
