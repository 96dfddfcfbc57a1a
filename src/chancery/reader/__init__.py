"""Reads a text and says what it found: records to confirm, and the names, dates and figures in it.

A pure library: plain text in, plain values out. No Django, no database, no network.

    >>> from chancery.reader import read
    >>> reading = read("Hai bên nhất trí tổ chức kỳ họp vào tháng 10/2026.", published=date(2026, 5, 27))
    >>> reading.findings[0].type
    'COMMITMENT'
"""

from chancery.reader.reading import read

__all__ = ["read"]
