"""A CSV file that can be changed in one column and keeps every other byte.

The module csv forgets which fields were quoted and how lines ended, so that it can't do this.
"""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xentlib.classroom.grading.lms._records import Record, split, value_of

SEPARATORS = ",;\t"
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@dataclass(frozen=True)
class Table:
    """A CSV file.

    Attributes
    ----------
    records : tuple of Record
        All of them, also blank ones.
    separator, encoding : str
        How it was written.
    mark, rest : bytes
        What stands before the text, and after it.
    """

    records: tuple[Record, ...]
    separator: str
    encoding: str
    mark: bytes
    rest: bytes

    @cached_property
    def first(self) -> int:
        """Place of the header: the first row with something in it but Excel's `sep=`."""
        rows = enumerate(self.records)
        return next((i for i, r in rows if not r.blank and not _says_separator(r)), 0)

    @property
    def header(self) -> list[str]:
        """Names of the columns."""
        return [value_of(field) for field in self.records[self.first].fields]

    @property
    def body(self) -> list[Record]:
        """Rows below the header that are not blank."""
        return [record for record in self.records[self.first + 1 :] if not record.blank]

    def column(self, at: int) -> list[str]:
        """Values below one name."""
        return [value_of(record.fields[at]) for record in self.body if len(record.fields) > at]

    def changed(self, at: int, values: Mapping[int, str]) -> bytes:
        """Write the file with other values in one column.

        Parameters
        ----------
        at : int
            The column.
        values : mapping
            Of a record's line to what is to stand there.

        Returns
        -------
        bytes
        """
        rows = [
            [
                self._quoted(values[line], field) if i == at and line in values else field
                for i, field in enumerate(fields)
            ]
            for line, fields, _ in self.records
        ]
        ends = [record.end for record in self.records]
        text = "".join(self.separator.join(row) + end for row, end in zip(rows, ends, strict=True))
        return self.mark + text.encode(self.encoding, "surrogatepass") + self.rest

    def _quoted(self, value: str, old: str) -> str:
        quote = old.startswith('"') or self.separator in value
        return f'"{value}"' if quote else value


def _says_separator(record: Record) -> bool:
    return record.line == 1 and record.fields[0].startswith("sep=")


def read_table(data: bytes) -> Table:
    r"""Read a CSV file, whatever its encoding and separator are.

    Parameters
    ----------
    data : bytes
        UTF-8 or UTF-16, with or without a mark, or a Western encoding of one byte a letter.

    Returns
    -------
    Table

    Examples
    --------
    >>> table = read_table("ID;Name\n7;Zoë\n".encode("latin-1"))
    >>> table.encoding, table.separator, table.column(1)
    ('latin-1', ';', ['Zoë'])
    """
    mark = next((mark for mark in MARKS if data.startswith(mark)), b"")
    body = data[len(mark) :]
    encoding = MARKS[mark] if mark else _guessed(body)
    whole = len(body) - len(body) % 2 if encoding.startswith("utf-16") else len(body)
    try:
        text = body[:whole].decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        encoding, whole = "latin-1", len(body)
        text = body.decode(encoding)
    separator = _separator(text)
    return Table(tuple(split(text, separator)), separator, encoding, mark, body[whole:])


def _guessed(body: bytes) -> str:
    if body[1:2] == b"\0":
        return "utf-16-le"
    return "utf-16-be" if body[:1] == b"\0" else "utf-8"


def _separator(text: str) -> str:
    """Separator that cuts the first line with something in it into most fields."""
    start = text.lstrip("\r\n")
    return max(SEPARATORS, key=lambda separator: len(split(start, separator, most=1)[0].fields))
