"""Rows of a CSV text with all that stands in it.

The module csv forgets which fields were quoted and how lines ended.
"""

import re
from typing import NamedTuple


class Record(NamedTuple):
    """A row: the line that it begins in, its fields with their quotation marks, and its end."""

    line: int
    fields: list[str]
    end: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(field.strip() for field in self.fields)

    @property
    def torn(self) -> bool:
        """Whether its last field opens a quotation mark that is never closed."""
        last = self.fields[-1]
        return last.startswith('"') and not re.match(r'"(?:[^"]|"")*+"', last)


def value_of(field: str) -> str:
    """Return what a field says, without its quotation marks.

    Parameters
    ----------
    field : str
        As it stands in the file.

    Returns
    -------
    str

    Examples
    --------
    >>> value_of('"Ada ""Countess"" L."')
    'Ada "Countess" L.'
    """
    if len(field) > 1 and field[0] == field[-1] == '"':
        return field[1:-1].replace('""', '"')
    return field


def split(text: str, separator: str, most: int | None = None) -> list[Record]:
    r"""Cut a text into records, which make the same text when they are joined.

    Parameters
    ----------
    text : str
        Of a CSV file.
    separator : str
        One character.
    most : int, optional
        How many records are wanted.

    Returns
    -------
    list of Record

    Examples
    --------
    >>> split('a,"b\nc"\r\nd', ",")
    [Record(line=1, fields=['a', '"b\nc"'], end='\r\n'), Record(line=3, fields=['d'], end='')]
    """
    plain = rf"[^{separator}\r\n]*"
    field = re.compile(rf'("(?:[^"]|"")*+(?:"{plain}|\Z)|{plain})({separator}|\r\n|\r|\n|\Z)')
    records: list[Record] = []
    fields: list[str] = []
    line = start = 1
    place = 0
    while most is None or len(records) < most:
        found = field.match(text, place)
        assert found is not None  # every text begins with a field
        place = found.end()
        fields.append(found[1])
        line += len(re.findall(r"\r\n|\r|\n", found[0]))
        if found[2] != separator:
            records.append(Record(start, fields, found[2]))
            fields, start = [], line
        if not found[2]:
            break
    return records
