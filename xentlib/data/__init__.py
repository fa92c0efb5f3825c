"""Real data that needs no download: it lies in the libraries that are installed anyway.

Only MNIST does not; it is fetched when that is asked for, and never otherwise.

=============  ====================================================================
`colours`      names of colours
`handwriting`  images of handwritten digits
`medicine`     measurements of tumours
`mnist_files`  MNIST, where it is on this machine
`idx`          the files in which MNIST is given out
`docstrings`   sections of the docstrings of four libraries
`collages`     several labels to one example: pairs of digits, attributes of digits
`unequal`      unequal classes: a long tail of digits, few malignant tumours
`rare`         rare events with known probabilities
=============  ====================================================================
"""

from xentlib.data.collages import DigitAttributes, DigitPairs, digit_attributes, digit_pairs
from xentlib.data.colours import colour_names
from xentlib.data.docstrings import Docstrings, docstring_sections
from xentlib.data.handwriting import Digits, Pictures, digits, resized_digits
from xentlib.data.medicine import Tumours, tumours
from xentlib.data.mnist_files import mnist
from xentlib.data.rare import RareEvents, rare_events
from xentlib.data.unequal import LongTail, long_tailed_digits, thinned_tumours

__all__ = [
    "DigitAttributes",
    "DigitPairs",
    "Digits",
    "Docstrings",
    "LongTail",
    "Pictures",
    "RareEvents",
    "Tumours",
    "colour_names",
    "digit_attributes",
    "digit_pairs",
    "digits",
    "docstring_sections",
    "long_tailed_digits",
    "mnist",
    "rare_events",
    "resized_digits",
    "thinned_tumours",
    "tumours",
]
