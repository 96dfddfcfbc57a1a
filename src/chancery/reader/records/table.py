"""The order in which the rules are tried on a piece. The first that answers holds."""

from __future__ import annotations

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

BEFORE_POSITIONS: tuple[Rule, ...] = (
    shortcomings.is_listed,
    requests.stands_in_a_list_of_asks,
    requests.is_in_a_list_of_asks,
    announced.is_in_an_opened_list,
    shortcomings.is_a_cause,
    shortcomings.is_told_of,
    labels.is_done_by,
    task_items.is_an_announced_item,
    results.is_welcomed,
)
"""Tried before the guard of positions: a list says what its items are."""

VIETNAMESE: tuple[Rule, ...] = (
    continuing.next_body_acts,
    requests.asks_the_other_side,
    tasks.is_assigned,
    labels.is_told_by_label,
    tasks.is_told,
    task_items.is_carried_by,
    tasks.needs_doing,
    tasks.ought_to,
    requests.asks_at_a_meeting,
    commitments.agree_to,
    commitments.both_must,
    commitments.undertakes,
    commitments.affirms_to_go_on,
    commitments.announces_to_give,
    commitments.gives_in_return,
    commitments.set_a_goal,
    task_items.stands_in_a_list_of_tasks,
    task_items.is_to_chair,
    task_items.is_the_focus,
    results_told.sets_up,
    commitments.act_together,
    commitments.binds_a_party,
    continuing.goes_on,
    commitments.will_do,
    shortcomings.falls_short,
    results.reaches_a_figure,
    results.has_done,
    results.was_done,
    results.has_become,
    results.was_signed,
    results.goes_forward,
    results_told.tells_a_figure,
    results_told.acts_in_the_news,
    results.continues_a_report,
    results.is_listed_as_result,
)
"""Order for Vietnamese: who is asked or told comes before what is agreed, then what is short, then what is done."""
