"""Real data that needs no download: it lies in the libraries that are installed anyway.

=============  ====================================================================
`colours`      names of colours
`handwriting`  images of handwritten digits
`medicine`     measurements of tumours
`docstrings`   sections of the docstrings of four libraries
`collages`     several labels to one example: pairs of digits, attributes of digits
=============  ====================================================================
"""

from xentlib.data.collages import DigitAttributes, DigitPairs, digit_attributes, digit_pairs
from xentlib.data.colours import colour_names
from xentlib.data.docstrings import Docstrings, docstring_sections
from xentlib.data.handwriting import Digits, digits
from xentlib.data.medicine import Tumours, tumours

__all__ = [
    "DigitAttributes",
    "DigitPairs",
    "Digits",
    "Docstrings",
    "Tumours",
    "colour_names",
    "digit_attributes",
    "digit_pairs",
    "digits",
    "docstring_sections",
    "tumours",
]
