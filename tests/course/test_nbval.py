"""What nbval is told to overlook, from whatever folder it is started."""

import re
from pathlib import Path

import pytest
from nbval.plugin import get_sanitize_patterns


@pytest.fixture
def sanitized(pytestconfig):
    """What nbval makes of a text before it compares it."""
    path = Path(pytestconfig.option.nbval_sanitize_with)
    assert path.is_absolute()
    patterns = get_sanitize_patterns(path.read_text(encoding="ascii"))

    def sanitize(text):
        for regex, replacement in patterns:
            text = re.sub(regex, replacement, text)
        return text

    return sanitize


def preflight(missing):
    """What lesson 00 prints where a package is missing."""
    packages = ["numpy", "sklearn", "tensorflow", "keras"]
    mend = "✗ {0} is missing: the text above says what to do"
    return "\n".join(mend.format(one) if one == missing else f"✓ {one}" for one in packages)


@pytest.mark.parametrize("missing", ["tensorflow", "keras"])
def test_the_first_lessons_pass_without_the_libraries_of_training(sanitized, missing):
    assert sanitized(preflight(missing)) == sanitized(preflight(""))


@pytest.mark.parametrize("missing", ["numpy", "sklearn"])
def test_a_library_that_they_need_is_missed(sanitized, missing):
    assert sanitized(preflight(missing)) != sanitized(preflight(""))


def test_the_digits_of_a_gradient_are_overlooked_and_its_verdict_is_not(sanitized):
    said = "numbers agree; the largest difference,"
    verdicts = [
        f"19 of 19 {said} 2.8e-17, is rounding",
        f"20 of 20 {said} 0, is within what is asked",
        f"19 of 20 {said} 0.5, is too much",
    ]
    passed, also, failed = map(sanitized, verdicts)
    assert passed == also != failed
