"""Changing and withdrawing tasks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.people.errors import NotAllowedError
from chancery.work import actions, rules
from chancery.work.errors import (
    AuthorityError,
    ChangedMeanwhileError,
    InvalidValuesError,
    StateError,
)
from chancery.work.models import Task
from tests import make
from tests.work.tasks import change, last_event, several

pytestmark = pytest.mark.django_db


def test_a_change_tells_history_the_difference_and_nothing_else():
    task = change(make.task(), make.lan(), text="Xây dựng đề án", partners=("KR", "JP"))
    assert last_event(task).values_beside.changes == {
        "text": ["Xây dựng kế hoạch hành động", "Xây dựng đề án"],
        "partners": [[], ["JP", "KR"]],
    }
    assert task.version == 2


def test_saving_what_is_the_same_changes_nothing():
    task = make.task(partners=("JP", "KR"))
    change(task, make.lan(), partners=("KR", "JP"))
    assert Task.objects.get().version == 1
    assert last_event(task).action == "task.add"


def test_a_stale_version_is_refused_and_names_who_changed_what():
    task = make.task()
    change(task, make.minh(), text="Khác", deliverable="Báo cáo")
    with pytest.raises(ChangedMeanwhileError) as told:
        change(task, make.lan(), version=1, text="Của tôi")
    assert told.value.who == "Trịnh Đức Minh"
    assert set(told.value.fields) == {"content", "deliverable"}
    assert "Trịnh Đức Minh changed this" in str(told.value)
    assert Task.objects.get().text == "Khác"


def test_a_move_made_meanwhile_is_told_too():
    task = make.task()
    make.moved(task, "accept")
    with pytest.raises(ChangedMeanwhileError) as told:
        change(task, make.lan(), version=1, text="Của tôi")
    assert (told.value.who, told.value.fields) == (
        "Khổng Thái Bình",
        ("state", "accepted"),
    )


def test_what_was_withdrawn_meanwhile_cannot_be_moved():
    task = make.task()
    actions.withdraw_task(task=task, reason="Nhầm", by=make.viewer(make.lan()))
    with pytest.raises(StateError, match="withdrawn meanwhile"):
        actions.move(task=task, move="accept", by=make.viewer(make.binh()))


@pytest.mark.parametrize("person", [make.ha, make.thu, make.tuan, make.oanh, make.khoa, make.vy])
def test_others_do_not_change_a_task(person):
    task = make.task()
    with pytest.raises(NotAllowedError):
        change(task, person(), text="Khác")
    assert not rules.can_change(make.viewer(person()), task)


def test_a_closed_task_stays_as_it_was():
    task = make.moved(make.task(), "accept", "submit", "approve")
    with pytest.raises(StateError, match="is closed"):
        change(task, make.lan(), text="Khác")


DUE, LATER = date(2026, 12, 31), date(2027, 1, 29)


def test_more_time_is_for_the_assigner_and_the_original_date_stays():
    task = make.moved(make.task(due=DUE, keeping=make.guard("moit"), by=make.son()), "accept")
    with pytest.raises(NotAllowedError, match="More time"):
        change(task, make.son(), due=LATER)
    with pytest.raises(NotAllowedError, match="More time"):
        change(task, make.son(), due=None)
    extended = change(task, make.quang(), due=LATER)
    assert (extended.due, extended.original_due) == (LATER, DUE)


def test_less_time_needs_nobody():
    task = make.moved(make.task(due=LATER, keeping=make.guard("moit"), by=make.son()), "accept")
    sooner = change(task, make.son(), due=DUE)
    assert (sooner.due, sooner.original_due) == (DUE, LATER)


def test_a_date_corrected_before_anyone_accepted_is_the_original():
    assert change(make.task(due=DUE), make.lan(), due=LATER).original_due == LATER


def test_a_first_date_is_the_original_and_outlives_its_removal():
    task = make.moved(make.task(), "accept")
    assert change(task, make.lan(), due=DUE).original_due == DUE
    removed = change(task, make.lan(), due=None)
    assert (removed.due, removed.original_due) == (None, DUE)


def test_an_occurrence_keeps_the_date_of_its_period():
    order = make.task(recurrence="weekly", due=timezone.localdate())
    first = order.children.get()
    later = change(first, make.lan(), due=first.due + timedelta(days=2))
    assert later.original_due == first.due


def test_a_new_lead_has_to_accept():
    task = make.moved(make.task(), "accept", "start")
    changed = change(task, make.lan(), lead="mof")
    assert (changed.lead_id, changed.state) == ("mof", "assigned")


def test_another_lead_must_be_one_the_assigner_may_assign_to():
    with pytest.raises(AuthorityError):
        change(make.task(), make.lan(), lead="mofa-economic")
    with pytest.raises(AuthorityError, match="also leads"):
        change(make.task(), make.lan(), basis="resolved")
    with pytest.raises(AuthorityError, match="make a proposal"):
        change(make.task(), make.lan(), basis="requested", lead="mof")
    make.merged_unit()
    with pytest.raises(InvalidValuesError, match="choose that"):
        change(make.task(), make.lan(), lead="mpi")


def test_a_ground_may_be_corrected():
    task = make.task()
    assert change(task, make.lan(), basis="requested").basis == "requested"
    assert change(task, make.lan(), basis="resolved", assigner="moit").basis == "resolved"


def test_what_was_submitted_or_is_a_part_does_not_change_hands():
    submitted = make.moved(make.task(), "accept", "submit")
    whole, part, _other = several("moit", "mof")
    for task in (submitted, whole, part):
        with pytest.raises(StateError, match="change hands"):
            change(task, make.quang(), lead="province-lang-son")


def withdraw(task, by=None, reason="Đọc nhầm câu"):
    actions.withdraw_task(task=task, reason=reason, by=make.viewer(by or make.lan()))


def test_a_withdrawn_task_is_gone_and_history_keeps_what_it_said():
    task = make.task(partners=("JP",))
    withdraw(task)
    assert not Task.objects.exists()
    event = last_event(task)
    assert (event.action, event.values_beside.reason) == ("task.withdraw", "Đọc nhầm câu")
    assert event.values_beside.changes["partners"] == [["JP"], None]
    assert event.values_beside.changes["text"] == ["Xây dựng kế hoạch hành động", None]


def test_a_task_that_was_accepted_is_no_longer_withdrawn():
    with pytest.raises(StateError, match="has moved on"):
        withdraw(make.moved(make.task(), "accept"))


def test_withdrawing_needs_a_reason_and_the_holding_unit():
    task = make.task()
    with pytest.raises(StateError, match="Say why"):
        withdraw(task, reason=" ")
    with pytest.raises(NotAllowedError):
        withdraw(task, by=make.son())


def test_a_whole_is_withdrawn_with_its_parts_while_nobody_acted():
    whole, part, _other = several("moit", "mof", recurrence="yearly")
    with pytest.raises(StateError, match=f"part of {whole.reference}"):
        withdraw(part)
    withdraw(whole)
    assert not Task.objects.exists()


def test_a_whole_is_not_withdrawn_once_one_part_was_accepted():
    whole, part, _other = several("moit", "mof")
    make.moved(part, "accept")
    with pytest.raises(StateError):
        withdraw(whole)
    assert Task.objects.count() == 3


def test_a_task_with_evidence_is_not_withdrawn():
    task = make.task()
    actions.attach_evidence(document=make.document(), task=task, by=make.viewer(make.lan()))
    with pytest.raises(StateError, match="evidence"):
        withdraw(task)


def resolved_by_moit():
    make.ground()
    values = make.task_values(basis="resolved", assigner="moit", lead="moit")
    return actions.add_task(values=values, guard=make.guard("moit"), by=make.viewer(make.binh()))


def test_nobody_turns_their_own_task_into_an_order_of_the_prime_minister():
    with pytest.raises(NotAllowedError, match="gives its word"):
        change(resolved_by_moit(), make.binh(), basis="assigned", assigner="pm", lead="mofa")


def test_nobody_turns_their_own_task_into_what_another_unit_resolved():
    with pytest.raises(NotAllowedError, match="gives its word"):
        change(resolved_by_moit(), make.binh(), assigner="mofa", lead="mofa")


def test_who_assigned_is_put_right_from_the_document():
    task = change(make.task(), make.quang(), assigner="gov")
    assert task.assigner_id == "gov"
