"""The order in which the rules are tried on a piece. The first that answers holds."""

from __future__ import annotations

from typing import NamedTuple

from chancery.reader.records import (
    announced,
    commitments,
    continuing,
    labels,
    requests,
    results,
    results_told,
    shortcomings,
    task_items,
    tasks,
)
from chancery.reader.records.rules import Rule


class Row(NamedTuple):
    """A rule and the kinds of cues of which one must stand in the piece; none where it asks none.

    The kinds spare the call: the rule gives the same answer without them.
    """

    rule: Rule
    cues: frozenset[str] = frozenset()


class Table:
    """Rules in their order."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self._for: dict[frozenset[str], tuple[Rule, ...]] = {}

    def rules_for(self, kinds: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that may answer for a piece with cues of these kinds, in order."""
        rules = self._for.get(kinds)
        if rules is None:
            rules = tuple(row.rule for row in self.rows if not row.cues or row.cues & kinds)
            self._for[kinds] = rules
        return rules


def _needs(rule: Rule, cues: str) -> Row:
    return Row(rule, frozenset(cues.split()))


BEFORE_POSITIONS = Table(
    Row(shortcomings.is_listed),
    Row(requests.stands_in_a_list_of_asks),
    Row(requests.is_in_a_list_of_asks),
    Row(announced.is_in_an_opened_list),
    _needs(shortcomings.is_a_cause, "bad"),
    Row(shortcomings.is_told_of),
    Row(labels.is_done_by),
    Row(task_items.is_an_announced_item),
    _needs(results.is_welcomed, "stand"),
)
"""Tried before the guard of positions: a list says what its items are."""

VIETNAMESE = Table(
    Row(continuing.next_body_acts),
    _needs(requests.asks_the_other_side, "ask assign"),
    _needs(tasks.is_assigned, "ask assign"),
    Row(labels.is_told_by_label),
    _needs(tasks.is_told, "told"),
    Row(tasks.is_allowed),
    Row(task_items.is_carried_by),
    _needs(tasks.needs_doing, "need"),
    _needs(tasks.ought_to, "need"),
    _needs(requests.asks_at_a_meeting, "ask assign"),
    _needs(commitments.agree_to, "agree"),
    _needs(commitments.both_must, "need"),
    _needs(commitments.undertakes, "promise"),
    Row(commitments.affirms_to_go_on),
    Row(commitments.announces_to_give),
    Row(commitments.gives_in_return),
    _needs(commitments.set_a_goal, "goal"),
    Row(task_items.stands_in_a_list_of_tasks),
    Row(task_items.is_to_chair),
    Row(task_items.is_the_focus),
    Row(results_told.sets_up),
    Row(commitments.act_together),
    Row(commitments.binds_a_party),
    Row(continuing.goes_on),
    _needs(commitments.will_do, "will"),
    _needs(shortcomings.falls_short, "bad"),
    _needs(results.reaches_a_figure, "figure total"),
    _needs(results.has_done, "done"),
    _needs(results.was_done, "passive"),
    _needs(results.has_become, "become"),
    _needs(results.was_signed, "signed"),
    _needs(results.goes_forward, "doing"),
    Row(results_told.tells_a_figure),
    Row(results_told.acts_in_the_news),
    Row(results.continues_a_report),
    Row(results.is_listed_as_result),
)
"""Order for Vietnamese: who is asked or told comes before what is agreed, then what is short, then what is done."""
