"""Lists, counts and what waits for whom; timeliness in SQL against the pure functions."""

from datetime import date, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from chancery.people.queries import country_pack
from chancery.work import access, actions, counts, queries, rules
from chancery.work.models import Task
from chancery.work.timeliness import Timeliness
from tests import make

pytestmark = pytest.mark.django_db

NOW = make.moment("2026-03-18", 3)  # a Wednesday morning in Ha Noi
DUES = ("2026-02-14", "2026-02-16", "2026-03-13", "2026-03-14", "2026-03-17", "2026-03-18")
DUES += ("2026-03-20", "2026-03-21", "2026-03-25", "2026-03-26", "2026-04-30")


def names(rows):
    return {row.text for row in rows}


@pytest.fixture
def many():
    """Tasks in every state around ``NOW``, assigned at home and from Tokyo."""
    make.ground()
    moments = [datetime(2026, 3, d, h, tzinfo=NOW.tzinfo) for d in (13, 16) for h in (14, 16, 18)]
    states = ("assigned", "in_progress", "returned", "cancelled")
    rows = []
    for assigner in ("pm", "mission-jp"):
        for due in (None, *map(date.fromisoformat, DUES)):
            original = due and due - timedelta(days=3)
            base = {"assigner_id": assigner, "due": due, "original_due": original}
            rows += [{**base, "state": state} for state in states]
            for at in moments:
                rows.append({**base, "state": "submitted", "submitted_at": at})
                done = {"submitted_at": at, "done_at": NOW}
                rows.append({**base, "state": "done", **done})
    common = {
        "basis": "assigned",
        "lead_id": "moit",
        "held_by_id": "mofa-economic",
        "created_by": make.lan(),
        "created_at": NOW,
    }
    Task.objects.bulk_create(
        make.judged(Task(reference=f"NV-{n}", text=f"Việc {n}", **common, **row))
        for n, row in enumerate(rows)
    )
    return Task.objects.select_related("assigner")


def test_the_list_says_the_same_of_each_task_as_the_pure_function(many):
    told = list(queries.with_timeliness(many, NOW))
    assert len(told) == len(many) > 300
    for task in told:
        assert task.timeliness == queries.timeliness_of(task, NOW), task.due
        original = queries.timeliness_of(task, NOW, against_original=True)
        assert task.timeliness_original == original, task.original_due
    assert {task.timeliness for task in told} == {value.value for value in Timeliness}


def test_each_filter_of_timeliness_agrees_with_the_pure_function(many):
    for value in Timeliness:
        expected = {t.pk for t in many if queries.timeliness_of(t, NOW) is value}
        assert {t.pk for t in queries.in_timeliness(many, value, NOW)} == expected
    assert queries.in_timeliness(many, "", NOW) is many


def test_overdue_is_open_overdue(many):
    expected = {t.pk for t in many if queries.timeliness_of(t, NOW) is Timeliness.OPEN_OVERDUE}
    assert {t.pk for t in queries.overdue(many, NOW)} == expected


def test_due_soon_is_open_not_overdue_and_within_five_working_days(many):
    home = many.exclude(assigner="mission-jp")
    expected = {
        t.pk
        for t in home
        if queries.timeliness_of(t, NOW) is Timeliness.OPEN_IN_TIME
        and queries.days_left(t, NOW) <= queries.SOON
    }
    assert {t.pk for t in queries.due_soon(home, NOW)} == expected
    assert date(2026, 3, 25) in {t.due for t in queries.due_soon(home, NOW)}
    assert date(2026, 3, 26) not in {t.due for t in queries.due_soon(home, NOW)}


def test_without_any_task_there_is_still_an_answer():
    make.ground()
    assert list(queries.overdue(Task.objects.all())) == []
    assert list(queries.due_soon(Task.objects.all())) == []


def test_a_unit_is_counted_the_slow_way_too(many):
    viewer = make.viewer(make.son())
    of_unit = counts.counts_of(viewer, make.unit("moit"), NOW)
    for value in Timeliness:
        slow = [t for t in many if queries.timeliness_of(t, NOW) is value]
        assert of_unit.by_timeliness[value] == len(slow)
    assert of_unit.led == len(many) == sum(of_unit.by_original.values())
    assert of_unit.to_accept == sum(t.state == "assigned" for t in many)
    assert of_unit.submitted == sum(t.state == "submitted" for t in many)


def test_a_unit_counts_parts_and_not_the_whole_and_what_it_helps_with():
    make.ground()
    actions.add_tasks_for_leads(
        values=make.task_values(coordinating=("mofa-economic",)),
        leads=("moit", "mof"),
        guard=make.guard(),
        source=make.source(),
        by=make.viewer(make.lan()),
    )
    make.proposal()
    lan = make.viewer(make.lan())
    assert counts.counts_of(lan, make.unit("pm")).led == 0
    assert counts.counts_of(lan, make.unit("moit")).led == 1
    assert counts.counts_of(lan, make.unit("moit")).proposals == 1
    assert counts.counts_of(lan, make.unit("mofa-economic")).coordinated == 2


def test_a_task_says_when_it_is_late_and_how_many_days_are_left():
    task = make.task(due=date(2026, 3, 21))
    assert queries.deadline_of(task) == make.moment("2026-03-23", 17)
    assert queries.days_left(task, NOW) == 3
    assert queries.time_zone_of(task) == country_pack().time_zone
    undated = make.task()
    assert (queries.deadline_of(undated), queries.days_left(undated)) == (None, None)
    assert queries.timeliness_of(undated) is Timeliness.NO_DUE_DATE
    assert queries.days_left(make.task(due=timezone.localdate())) >= 0


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_what_waits_for_each_is_what_the_rules_let_them_do(person):
    for grounds in (
        {},
        {"assigner": "mofa", "lead": "mission-jp"},
        {"assigner": "sc-economic-diplomacy", "lead": "mofa"},
        {"basis": "resolved", "assigner": "mofa-economic", "lead": "mofa-economic"},
    ):
        make.task(**grounds)
        submitted = make.task(**grounds)
        Task.objects.filter(pk=submitted.pk).update(
            state="submitted", submitted_at=NOW, kept_from=date(2026, 3, 18)
        )
    make.task(by=make.binh(), keeping=make.guard("moit"))
    make.proposal()
    viewer = make.viewer(person())
    waiting = queries.waiting_for(viewer)
    known = list(access.tasks(viewer))
    open_to = {task.pk: {m.name for m in rules.moves_open_to(viewer, task)} for task in known}
    assert {t.pk for t in waiting.to_accept} == {pk for pk, m in open_to.items() if "accept" in m}
    assert {t.pk for t in waiting.to_approve} == {
        pk for pk, m in open_to.items() if "approve" in m
    }
    proposals = {p.pk for p in access.proposals(viewer) if rules.can_answer(viewer, p)}
    assert {p.pk for p in waiting.to_answer} == proposals


def test_what_a_unit_owes_waits_for_its_readers_until_it_is_submitted():
    make.ground()
    past, soon = date(2026, 3, 10), date(2026, 3, 20)
    own = {"assigner": "mofa", "lead": "mofa-economic"}
    late, near = make.task(due=past, **own), make.task(due=soon, **own)
    for due in (past, soon):
        given = make.task(due=due, **own)
        for step in ("accept", "submit"):
            actions.move(task=given, move=step, by=make.viewer(make.lan()))
    waiting = queries.waiting_for(make.viewer(make.thu()), NOW)
    assert (list(waiting.overdue), list(waiting.due_soon)) == ([late], [near])
    assert not waiting.to_accept.exists()


# Lists and links.


def chain():
    """A commitment, an obstacle, a task that keeps and removes them, from one document."""
    document = make.document("Hai bên nhất trí mở thị trường. Giao Bộ Công Thương chủ trì.")
    commitment = make.commitment(
        of=make.source("nhất trí mở thị trường", of=document), sectors=("trade",)
    )
    obstacle = make.obstacle()
    task = make.task(
        of=make.source("Giao Bộ Công Thương chủ trì", of=document),
        coordinating=("mof", "mofa-economic"),
        partners=("JP", "KR"),
        commitment_id=commitment.pk,
        obstacle_id=obstacle.pk,
    )
    return document, commitment, obstacle, task


def test_every_link_is_found_from_both_ends():
    document, commitment, obstacle, task = chain()
    proposal = make.proposal(of=make.source("nhất trí", of=document))
    shortcoming = make.shortcoming(of=make.source("thị trường", of=document))
    lan = make.viewer(make.lan())
    for found in (
        queries.tasks_of_document(lan, document),
        queries.tasks_of_commitment(lan, commitment),
        queries.tasks_of_obstacle(lan, obstacle),
        queries.tasks_of_partner(lan, make.partner("KR")),
        queries.tasks_led_by(lan, make.unit("moit")),
        queries.tasks_coordinated_by(lan, make.unit("mof")),
        queries.tasks_assigned_by(lan, make.unit("pm")),
        queries.with_sector(queries.tasks(lan), "trade"),
        queries.with_driver(queries.tasks(lan), "traditional"),
    ):
        assert list(found) == [task]
    (listed,) = queries.tasks(lan)
    assert (listed.commitment, listed.obstacle, listed.parent) == (commitment, obstacle, None)
    assert list(queries.with_driver(queries.tasks(lan), "new")) == []
    assert list(queries.proposals_of_document(lan, document)) == [proposal]
    assert list(queries.proposals_received_by(lan, make.unit("moit"))) == [proposal]
    assert list(queries.proposals_sent_by(lan, make.unit("mofa-economic"))) == [proposal]
    assert list(queries.shortcomings_of_document(lan, document)) == [shortcoming]
    assert list(queries.shortcomings_of(lan, make.unit("moit"))) == [shortcoming]


def test_an_empty_filter_filters_nothing():
    rows = Task.objects.all()
    for found in (queries.with_partner, queries.with_coordinating, queries.with_sector):
        assert found(rows, "") is rows
    assert queries.with_driver(rows, "") is rows


def test_a_list_does_not_show_what_its_reader_may_not_know():
    commitment = make.commitment(keeping=make.guard("mofa-economic", "restricted"))
    make.task(commitment_id=commitment.pk)
    assert queries.tasks(make.viewer(make.lan())).get().commitment == commitment
    assert queries.tasks(make.viewer(make.son())).get().commitment is None


def test_parts_and_evidence_are_listed_with_their_whole():
    order = make.task(recurrence="yearly")
    part = order.children.get()
    lan = make.viewer(make.lan())
    assert list(queries.parts_of(lan, order)) == [part]
    assert {t.pk: t.is_whole for t in queries.tasks(lan)} == {order.pk: True, part.pk: False}
    kept = actions.attach_evidence(document=make.document(), task=part, by=lan)
    assert list(queries.evidence_of(part)) == [kept]


def look_at(rows):
    for row in rows:
        str(row.held_by), [str(u) for u in row.coordinating.all()]
        [str(p) for p in row.partners.all()]


def test_lists_take_the_same_number_of_queries_however_long(django_assert_max_num_queries):
    lan = make.viewer(make.lan())
    for length in (1, 6):
        for _ in range(length):
            chain()
            make.proposal(partners=("JP",))
        with django_assert_max_num_queries(10):
            rows = queries.with_timeliness(queries.tasks(lan))
            look_at(rows)
            [(str(t.lead), str(t.assigner), str(t.commitment), t.timeliness) for t in rows]
        with django_assert_max_num_queries(4):
            look_at(queries.proposals(lan))


def test_what_waits_can_be_counted_sliced_and_filtered():
    make.task()
    waiting = queries.waiting_for(make.viewer(make.son()))
    assert isinstance(waiting.overdue, QuerySet)
    assert waiting.to_accept.count() == 1
    assert queries.with_partner(waiting.to_accept, "JP").count() == 0
    assert waiting.due_soon[:5].count() == 0


def test_a_task_asked_for_by_its_key_is_known_to_whom_the_list_shows_it():
    make.ground()
    make.task()
    make.task(lead="mof", coordinating=("moit",), partners=("JP",))
    make.task(lead="mof", partners=("JP",))
    make.task(lead="mof", keeping=make.guard("mofa-economic", "restricted", "moit"))
    make.task(lead="mof", keeping=make.guard("mofa-economic", "public"))
    known = []
    for person in (make.lan(), make.binh(), make.tuan(), make.quang(), make.nobody()):
        viewer = make.viewer(person)
        listed = set(access.tasks(viewer).values_list("pk", flat=True))
        by_key = Task.objects.filter(access.knows_task(viewer, "pk"))
        assert set(by_key.values_list("pk", flat=True)) == listed, person
        known.append(len(listed))
    assert len(set(known)) > 2, known
