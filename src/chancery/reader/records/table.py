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
    """A rule, the kinds of cues of which one must stand in the piece, and where it must stand.

    ``where`` are circumstances (``rules.circumstances``) of which one must hold; none where the
    rule asks none. Both spare the call: the rule gives the same answer without them.
    """

    rule: Rule
    cues: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()


class Table:
    """Rules in their order."""

    def __init__(self, *rows: Row) -> None:
        self.rows = rows
        self._for: dict[frozenset[str], tuple[Rule, ...]] = {}

    def rules_for(self, given: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that may answer for a piece with cues of these kinds in these circumstances, in order."""
        rules = self._for.get(given)
        if rules is None:
            if len(self._for) > _MOST_KNOWN:
                self._for = {}
            rules = self._for[given] = tuple(
                row.rule
                for row in self.rows
                if (not row.cues or row.cues & given) and (not row.where or row.where & given)
            )
        return rules


_MOST_KNOWN = 5_000


def _needs(rule: Rule, cues: str) -> Row:
    return Row(rule, frozenset(cues.split()))


def _where(rule: Rule, *circumstances: str) -> Row:
    return Row(rule, where=frozenset(circumstances))


_PLANNED = ("under TASKS", "under PLANS", "under PROPOSALS")

BEFORE_POSITIONS = Table(
    _where(shortcomings.is_listed, "in SHORTCOMING", "under SHORTCOMINGS"),
    _where(requests.stands_in_a_list_of_asks, "under REQUESTS"),
    _where(requests.is_in_a_list_of_asks, "in REQUEST"),
    _where(announced.is_in_an_opened_list, "in an opened list"),
    _needs(shortcomings.is_a_cause, "bad"),
    _where(shortcomings.is_told_of, "in TROUBLES"),
    _where(labels.is_done_by, "in ORDER", "in TASK", *_PLANNED),
    _where(task_items.is_an_announced_item, "in ORDER", "in TASK"),
    _needs(results.is_welcomed, "stand"),
)
"""Tried before the guard of positions: a list says what its items are."""

VIETNAMESE = Table(
    _where(continuing.next_body_acts, "behind TASK"),
    _needs(requests.asks_the_other_side, "ask assign"),
    _needs(tasks.is_assigned, "ask assign"),
    _where(labels.is_told_by_label, "whom"),
    _needs(tasks.is_told, "told"),
    Row(tasks.is_allowed),
    Row(task_items.is_carried_by),
    _needs(tasks.needs_doing, "need"),
    _needs(tasks.ought_to, "need"),
    _needs(requests.asks_at_a_meeting, "ask assign"),
    _needs(commitments.agree_to, "agree"),
    _needs(commitments.both_must, "need"),
    _needs(commitments.undertakes, "promise"),
    _where(commitments.affirms_to_go_on, "spoken"),
    _where(commitments.announces_to_give, "spoken"),
    Row(commitments.gives_in_return),
    _needs(commitments.set_a_goal, "goal"),
    Row(task_items.stands_in_a_list_of_tasks),
    Row(task_items.is_to_chair),
    Row(task_items.is_the_focus),
    Row(results_told.sets_up),
    Row(commitments.act_together),
    Row(commitments.binds_a_party),
    _where(continuing.goes_on, "behind COMMITMENT", "behind TASK", "behind REQUEST"),
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
    _where(results.continues_a_report, "behind RESULT"),
    _where(results.is_listed_as_result, "under RESULTS"),
)
"""Order for Vietnamese: who is asked or told comes before what is agreed, then what is short, then what is done."""
