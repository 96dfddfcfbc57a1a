"""The English rules, in the order in which they are tried on a clause."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

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
from chancery.reader.records.english_saying import Saying
from chancery.reader.records.model import Hit
from chancery.reader.records.page import Page

Rule = Callable[[Page, Saying], Hit | None]


class Row(NamedTuple):
    """A rule and the kinds of which the first cue must be one; none where the rule asks none.

    The kinds spare the call: the rule gives the same answer without them.
    """

    rule: Rule
    first_cue: tuple[str, ...] = ()


ROWS = (
    Row(is_to_do),
    Row(does_as_labelled),
    Row(does_behind_a_dash),
    Row(is_bidden),
    Row(is_to_be_done, ("shall", "ought")),
    Row(must_do, ("shall", "ought")),
    Row(is_planned, ("shall", "agree")),
    Row(agrees_to, ("agree",)),
    Row(is_directed, ("order",)),
    Row(is_given_time, ("term",)),
    Row(is_told, ("told",)),
    Row(will_do, ("shall",)),
    Row(would_do, ("would", "ought", "should")),
    Row(gives, ("give",)),
    Row(asks_for, ("ask",)),
    Row(welcomes_news, ("stand",)),
    Row(falls_short),
    Row(reports),
    Row(listed),
    Row(left_over_in_english),
)


@cache
def rules_for(first_cue: str) -> tuple[Rule, ...]:
    """The rules that may answer where the first cue is of this kind ('' where there is none), in order."""
    return tuple(row.rule for row in ROWS if not row.first_cue or first_cue in row.first_cue)
