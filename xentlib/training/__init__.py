"""Training networks with Keras: this package's losses and metrics, and what a fit needs around it.

Importing it loads Keras and TensorFlow, which is made quiet and deterministic first: by
environment variables, where they are not set already. TensorFlow reads them when it is loaded;
where it was loaded before, its settings stay as they are, and everything here works the same but
for the last digits of a training run. Of TensorFlow's warnings, one is left out: that functions
are traced again, which it says of whoever trains several models.
"""

import os

for _name, _setting in {
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL": "0",
}.items():
    os.environ.setdefault(_name, _setting)

from xentlib._extras import extra as _extra  # noqa: E402

with _extra("training", needed_by="xentlib.training"):
    import keras as keras
    import tensorflow as tf

tf.get_logger().addFilter(lambda record: "function retracing" not in record.getMessage())

from xentlib.training._lap import batch_orders  # noqa: E402
from xentlib.training._recipe import Recipe  # noqa: E402
from xentlib.training.adjusted import LogitAdjusted  # noqa: E402
from xentlib.training.callbacks import Calibration  # noqa: E402
from xentlib.training.comparing import Choice, compare  # noqa: E402
from xentlib.training.experiments import Runs, first_weights, side_by_side  # noqa: E402
from xentlib.training.losses import SigmoidCrossEntropy, SoftmaxCrossEntropy  # noqa: E402
from xentlib.training.metrics import SigmoidBits, SoftmaxBits  # noqa: E402
from xentlib.training.models import predict_logits, prior_bias  # noqa: E402
from xentlib.training.progress_bar import ProgressBar  # noqa: E402
from xentlib.training.rules import register_rule  # noqa: E402
from xentlib.training.seeds import set_seed  # noqa: E402
from xentlib.training.workers import losses_on_workers  # noqa: E402

__all__ = [
    "Calibration",
    "Choice",
    "LogitAdjusted",
    "ProgressBar",
    "Recipe",
    "Runs",
    "SigmoidBits",
    "SigmoidCrossEntropy",
    "SoftmaxBits",
    "SoftmaxCrossEntropy",
    "batch_orders",
    "compare",
    "first_weights",
    "keras",
    "losses_on_workers",
    "predict_logits",
    "prior_bias",
    "register_rule",
    "set_seed",
    "side_by_side",
    "tf",
]
