"""Records: commitments, tasks, requests, shortcomings and results, clause by clause.

One module per type holds its rules, small and named; ``table`` holds the order in which they are
tried; ``cues`` the words. Positions are a guard that suppresses.
"""

from chancery.reader.records.find import find_records
from chancery.reader.records.model import Record

__all__ = ["Record", "find_records"]
