"""The English rules, in the order in which they are tried on a clause."""

from __future__ import annotations

from chancery.reader.records.candidates import left_over_in_english
from chancery.reader.records.english_actions import does_as_labelled, does_behind_a_dash, is_to_do
from chancery.reader.records.english_asking import (
    asks_for,
    is_directed,
    is_given_time,
    is_to_be_done,
    is_told,
    must_do,
)
from chancery.reader.records.english_lists import is_bidden, listed
from chancery.reader.records.english_promises import (
    agrees_to,
    gives,
    is_planned,
    will_do,
    would_do,
)
from chancery.reader.records.english_reports import (
    falls_short,
    reports,
    welcomes_news,
)

RULES = (
    is_to_do,
    does_as_labelled,
    does_behind_a_dash,
    is_bidden,
    is_to_be_done,
    must_do,
    is_planned,
    agrees_to,
    is_directed,
    is_given_time,
    is_told,
    will_do,
    would_do,
    gives,
    asks_for,
    welcomes_news,
    falls_short,
    reports,
    listed,
    left_over_in_english,
)
