"""Recording, changing and withdrawing tasks."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chancery.people.errors import NotAllowedError
from chancery.work import access, actions, rules
from chancery.work.errors import (
    AuthorityError,
    InvalidValuesError,
)
from chancery.work.models import Task
from tests import make
from tests.work.tasks import change, last_event

pytestmark = pytest.mark.django_db


def add(by, source=None, keeping=None, **values):
    make.ground()
    return actions.add_task(
        values=make.task_values(**values),
        guard=keeping or make.guard(),
        by=make.viewer(by),
        **({"source": source} if source else {}),
    )


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


DUE, LATER = date(2026, 12, 31), date(2027, 1, 29)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "submitted"},
        {"state": "done"},
        {"done_at": make.moment("2026-03-02")},
        {"approval_days": 3},
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


def resolved_by_moit():
    make.ground()
    values = make.task_values(basis="resolved", assigner="moit", lead="moit")
    return actions.add_task(values=values, guard=make.guard("moit"), by=make.viewer(make.binh()))


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
