"""Recording, changing and withdrawing tasks."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import access, actions, rules
from chancery.work.errors import (
    AuthorityError,
    ChangedMeanwhileError,
    InvalidValuesError,
    StateError,
)
from chancery.work.models import Task
from chancery.work.queries import task_values
from tests import make

pytestmark = pytest.mark.django_db


def last_event(record):
    return Event.objects.filter(kind="task", key=str(record.pk)).latest("seq")


def add(by, source=None, keeping=None, **values):
    make.ground()
    return actions.add_task(
        values=make.task_values(**values),
        guard=keeping or make.guard(),
        by=make.viewer(by),
        **({"source": source} if source else {}),
    )


# Authority.


@pytest.mark.parametrize(
    ("assigner", "lead", "allowed"),
    [
        ("gov", "moit", True),
        ("pm", "province-lang-son", True),
        ("pm", "mission-jp", True),
        ("sc-economic-diplomacy", "mofa", True),
        ("mofa", "mofa-economic", True),
        ("mofa", "mission-jp", True),
        ("moit", "trade-jp", True),
        ("mofa", "moit", False),
        ("mofa", "trade-jp", False),
        ("mofa-economic", "mission-jp", False),
        ("mission-jp", "mofa", False),
        ("province-lang-son", "moit", False),
        ("pm", "mofa-economic", False),
        ("pm", "no-such-unit", False),
    ],
)
def test_who_may_assign_to_whom(assigner, lead, allowed):
    assert rules.may_assign(assigner, lead) is allowed


def test_a_unit_without_authority_makes_a_proposal():
    with pytest.raises(AuthorityError, match=r"Foreign Affairs has no authority .* proposal"):
        add(make.hien(), make.source(), assigner="mofa", lead="moit")
    assert not Task.objects.exists()


def test_an_order_of_another_is_recorded_from_its_document_only():
    with pytest.raises(NotAllowedError, match="Only Prime Minister gives its word"):
        add(make.lan())
    assert add(make.lan(), make.source()).assigner_id == "pm"


def test_an_assigner_gives_its_own_word():
    assert add(make.quang(), keeping=make.guard("vpcp")).basis == "assigned"
    by_ministry = {"assigner": "mofa", "lead": "mission-jp"}
    assert add(make.hien(), keeping=make.guard("mofa"), **by_ministry).lead_id == "mission-jp"


def test_an_unknown_assigner_is_no_assigner():
    with pytest.raises(AuthorityError, match="nowhere has no authority"):
        add(make.lan(), assigner="nowhere")


@pytest.mark.parametrize("person", [make.ha, make.thu, make.oanh, make.khoa, make.vy, make.nobody])
def test_only_officers_and_heads_record_for_their_unit(person):
    source = make.source()
    with pytest.raises(NotAllowedError, match="officer or head"):
        add(person(), source)


def test_what_a_unit_resolves_it_leads_itself():
    own = {"basis": "resolved", "assigner": "mofa-economic", "lead": "mofa-economic"}
    assert add(make.lan(), **own).basis == "resolved"
    with pytest.raises(AuthorityError, match="also leads"):
        add(make.lan(), basis="resolved", assigner="mofa-economic", lead="mission-jp")
    with pytest.raises(NotAllowedError, match="gives its word"):
        add(make.lan(), basis="resolved", assigner="moit", lead="moit")


def test_a_request_is_recorded_by_who_took_it_on_and_counts_as_accepted():
    asked = {"basis": "requested", "assigner": "moit", "lead": "mofa-economic"}
    assert add(make.lan(), **asked).state == "accepted"
    with pytest.raises(AuthorityError, match="make a proposal"):
        add(make.lan(), basis="requested", assigner="mofa-economic", lead="moit")


def test_a_unit_merged_into_another_gets_no_work():
    make.ground()
    make.merged_unit()
    with pytest.raises(InvalidValuesError, match="now part of Ministry of Finance: choose that"):
        add(make.lan(), make.source(), lead="mpi")
    make.unit("moit")
    ended = make.unit("province-lang-son")
    ended.end = "2025-06-30"
    ended.save()
    with pytest.raises(InvalidValuesError, match="no longer exists"):
        add(make.lan(), make.source(), lead="province-lang-son")


# Recording.


def test_recording_a_task_tells_history_what_and_from_where():
    source = make.source("giao Bộ Công Thương xây dựng kế hoạch")
    task = make.task(
        of=source,
        due=date(2026, 12, 31),
        due_text="trước ngày 31/12",
        coordinating=("mofa", "mof"),
        partners=("JP",),
        inferred=("due",),
        deliverable="Kế hoạch",
    )
    assert (task.quote, task.quote_start) == ("giao Bộ Công Thương xây dựng kế hoạch", 8)
    assert task.original_due == task.due
    event = last_event(task)
    assert (event.actor, event.action) == ("lan", "task.add")
    changes = event.values_beside.changes
    assert changes["lead"] == [None, "moit"]
    assert changes["due"] == [None, "2026-12-31"]
    assert changes["coordinating"] == [None, ["mof", "mofa"]]
    assert changes["quote"] == [None, task.quote]
    assert changes["held_by"] == [None, "mofa-economic"]
    assert "recurrence" not in changes


def test_each_task_has_a_reference_of_its_own():
    year = timezone.localdate().year
    assert [make.task().reference for _ in range(3)] == [f"NV-{year}-000{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  "}, "text"),
        ({"basis": "ordered"}, "basis"),
        ({"lead": "moit", "coordinating": ("nowhere",)}, "coordinating"),
        ({"partners": ("XX",)}, "partners"),
        ({"recurrence": "daily"}, "recurrence"),
        ({"due_text": "x" * 121}, "due_text"),
        ({"due": date(1066, 1, 1)}, "due"),
        ({"commitment_id": 99}, "commitment"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.task(**values)
    assert list(told.value.by_field) == [field]
    assert field in str(told.value)
    assert not Task.objects.exists()


def test_a_restricted_task_names_those_who_are_told_to_do_it():
    task = make.task(keeping=make.guard("mofa-economic", "restricted"), coordinating=("mof",))
    assert set(task.named_units.values_list("key", flat=True)) == {"moit", "mof"}
    assert access.tasks(make.viewer(make.son())).filter(pk=task.pk).exists()
    assert not access.tasks(make.viewer(make.oanh())).filter(pk=task.pk).exists()
    assert not access.tasks(make.viewer(make.quang())).filter(pk=task.pk).exists()


def test_a_restricted_task_names_its_new_coordinating_unit():
    task = make.task(keeping=make.guard("mofa-economic", "restricted"))
    values = make.task_values(coordinating=("mof",))
    actions.change_task(task=task, values=values, version=1, by=make.viewer(make.lan()))
    assert set(task.named_units.values_list("key", flat=True)) == {"moit", "mof"}


# Several leads.


def several(*leads, keeping=None, **values):
    make.ground()
    return actions.add_tasks_for_leads(
        values=make.task_values(**values),
        leads=leads,
        guard=keeping or make.guard(),
        source=make.source(),
        by=make.viewer(make.lan()),
    )


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


def mof():
    return make.viewer(make.person("tai", "Người Tài Chính", "mof", "head"))


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


# Recurring.


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


# Changing.


def change(task, by, version=None, **values):
    was = task_values(task)
    new = {name: getattr(was, name) for name in was.__dataclass_fields__}
    return actions.change_task(
        task=task,
        values=type(was)(**{**new, **values}),
        version=version or Task.objects.get(pk=task.pk).version,
        by=make.viewer(by),
    )


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


# Withdrawing.


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


# The database.


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "submitted"},
        {"state": "done"},
        {"done_at": make.moment("2026-03-02")},
        {"due": DUE},
        {"basis": "resolved"},
        {"quote_start": 5, "quote_end": 5},
        {"quote_end": None},
        {"document": None},
    ],
    ids=str,
)
def test_the_database_refuses_nonsense(columns):
    task = make.task()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**columns)


def test_the_database_refuses_a_part_of_itself_and_an_occurrence_twice():
    order = make.task(recurrence="yearly")
    first = order.children.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=order.pk).update(parent=order)
    first.pk, first.reference = None, "NV-2026-9999"
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


# Authority and what one may not know of.


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


@pytest.mark.parametrize("link", ["commitment", "obstacle"])
def test_work_is_not_tied_to_a_record_that_one_may_not_know_of(link):
    restricted = make.guard("mofa-economic", "restricted")
    hidden = getattr(make, link)(keeping=restricted)
    guard, by = make.guard("moit"), make.viewer(make.binh())
    told = set()
    for key in (hidden.pk, 999_999):
        values = make.task_values(
            basis="resolved", assigner="moit", lead="moit", **{f"{link}_id": key}
        )
        with pytest.raises(InvalidValuesError) as error:
            actions.add_task(values=values, guard=guard, by=by)
        told.add(str(error.value))
        with pytest.raises(InvalidValuesError):
            change(resolved_by_moit(), make.binh(), **{f"{link}_id": key})
    assert len(told) == 1
