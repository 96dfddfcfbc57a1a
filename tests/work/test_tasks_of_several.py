"""Tasks of several leads, and tasks that come again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.work import actions
from chancery.work.errors import (
    AuthorityError,
    InvalidValuesError,
    StateError,
)
from chancery.work.models import Task
from tests import make
from tests.work.tasks import last_event, mof, several

pytestmark = pytest.mark.django_db


def test_several_leads_make_one_whole_and_a_part_for_each():
    whole, first, second = several("moit", "mof", "moit")
    assert (whole.lead_id, whole.parent) == ("pm", None)
    assert [(part.lead_id, part.parent_id) for part in (first, second)] == [
        ("moit", whole.pk),
        ("mof", whole.pk),
    ]


def test_one_lead_needs_no_whole():
    (task,) = several("moit")
    assert task.parent is None
    with pytest.raises(InvalidValuesError, match="has a lead"):
        several()


def test_nothing_is_recorded_where_one_of_the_leads_may_not_be_assigned():
    with pytest.raises(AuthorityError):
        several("moit", "mofa-economic")
    assert not Task.objects.exists()


def test_a_restricted_whole_names_all_leads_and_each_part_its_own():
    whole, first, _second = several(
        "moit", "mof", keeping=make.guard("mofa-economic", "restricted")
    )
    assert set(whole.named_units.values_list("key", flat=True)) == {"moit", "mof", "pm"}
    assert set(first.named_units.values_list("key", flat=True)) == {"moit"}


def test_a_whole_stands_as_its_parts_do():
    whole, first, second = several("moit", "mof")
    with pytest.raises(StateError, match="open the part"):
        actions.move(task=whole, move="accept", by=make.viewer(_pm_head()))
    make.moved(first, "accept")
    whole.refresh_from_db()
    assert whole.state == "in_progress"
    make.moved(first, "submit", "approve", at=make.moment("2026-03-04"))
    whole.refresh_from_db()
    assert whole.state == "in_progress"
    quang = make.viewer(make.quang())
    for step in ("accept", "submit"):
        actions.move(task=second, move=step, by=mof(), at=make.moment("2026-03-05"))
    actions.move(task=second, move="approve", by=quang, at=make.moment("2026-03-06"))
    whole.refresh_from_db()
    assert (whole.state, whole.done_at) == ("done", make.moment("2026-03-06"))
    assert whole.submitted_at == make.moment("2026-03-05")
    assert last_event(whole).action == "task.follow"


def _pm_head():
    return make.person("thutuong", "Thư Ký", "pm", "head")


def test_a_whole_whose_parts_are_all_cancelled_is_cancelled():
    whole, first, second = several("moit", "mof")
    make.moved(first, "cancel")
    whole.refresh_from_db()
    assert whole.state == "assigned"
    make.moved(second, "cancel")
    whole.refresh_from_db()
    assert whole.state == "cancelled"


def test_cancelling_a_whole_cancels_the_parts_that_are_open():
    whole, first, second = several("moit", "mof")
    make.moved(first, "accept", "submit", "approve")
    make.moved(whole, "cancel")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("done", "cancelled")
    assert last_event(second).values_beside.reason == "Cần bổ sung"


def test_a_recurring_task_opens_one_occurrence_per_period():
    today = timezone.localdate()
    order = make.task(recurrence="weekly", due=today, coordinating=("mof",), partners=("JP",))
    (first,) = order.children.all()
    assert (first.due, first.recurrence, first.inferred) == (today, "", ["due"])
    assert (first.quote, first.lead_id) == (order.quote, order.lead_id)
    assert first.coordinating.get().pk == "mof"
    assert actions.open_occurrences() == 0
    assert actions.open_occurrences(today=today + timedelta(days=15)) == 3
    assert actions.open_occurrences(today=today + timedelta(days=15)) == 0
    assert actions.open_occurrences(today=today + timedelta(days=22)) == 1
    weeks = [today + timedelta(weeks=n) for n in range(5)]
    assert sorted(order.children.values_list("due", flat=True)) == weeks
    assert last_event(order.children.latest("due")).actor == "system"


def test_periods_before_the_record_are_not_opened():
    order = make.task(recurrence="monthly", due=date(2024, 1, 31))
    assert order.children.get().due >= timezone.localdate()


def test_without_a_date_an_occurrence_falls_due_at_the_end_of_its_period():
    order = make.task(recurrence="yearly")
    assert order.due is None
    assert order.children.get().due == date(timezone.localdate().year, 12, 31)


def test_a_standing_order_is_accepted_once():
    today = timezone.localdate()
    order = make.task(recurrence="weekly", due=today)
    make.moved(order.children.get(), "accept", "submit", "approve")
    order.refresh_from_db()
    assert order.state == "in_progress"
    actions.open_occurrences(today=today + timedelta(days=1))
    assert order.children.latest("due").state == "accepted"


def test_a_cancelled_standing_order_opens_no_more():
    today = timezone.localdate()
    order = make.task(recurrence="weekly", due=today)
    make.moved(order, "cancel")
    assert order.children.get().state == "cancelled"
    assert actions.open_occurrences(today=today + timedelta(days=30)) == 0


def test_a_recurring_task_of_several_leads_has_occurrences_for_each():
    whole, first, second = several("moit", "mof", recurrence="quarterly")
    assert whole.recurrence == ""
    assert first.children.get().lead_id == "moit"
    make.moved(first.children.get(), "accept")
    whole.refresh_from_db()
    assert whole.state == "in_progress"
    make.moved(whole, "cancel")
    assert second.children.get().state == "cancelled"
