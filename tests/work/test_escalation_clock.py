"""What goes up on which day: by a calendar on the wall, by the clock moved on, and by another way."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.models import Post, Unit
from chancery.work import actions as work
from chancery.work.actions.escalation_clock import climb
from chancery.work.escalation.values import AnswerValues
from chancery.work.models import Escalation, Progress, Task
from tests import make

pytestmark = pytest.mark.django_db


def at(day, hour=8, minute=0):
    """A moment by the clock of Hà Nội, which is seven hours ahead of UTC."""
    return datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00+07:00").astimezone(UTC)


def clock(moment):
    return mock.patch.object(timezone, "now", return_value=moment)


def run(day, hour=8):
    with clock(at(day, hour)):
        return climb(now=at(day, hour))


def runs(first, last):
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        run(day.isoformat())
        day += timedelta(days=1)


def rungs():
    return [
        (r.raised_on.isoformat(), r.trigger, r.rung, r.to_unit_id, r.due.isoformat(), r.state)
        for r in Escalation.objects.order_by("raised_at", "pk")
    ]


def letters():
    return sorted(Notice.objects.filter(kind="escalation").values_list("key", "to__username"))


@pytest.fixture
def house(db):
    make.ground()
    for one in (make.lan, make.minh, make.hien, make.son, make.binh, make.quang, make.mai):
        one()


def assigned(day="2026-03-02", **values):
    with clock(at(day, 9)):
        return make.task(**values)


def accepted(day="2026-03-02", **values):
    task = assigned(day, **values)
    Task.objects.filter(pk=task.pk).update(state="accepted", accepted_at=at(day, 9))
    return task


def test_an_overdue_task_climbs_from_the_head_to_the_committee(house):
    """Due Friday 6 March 2026; five working days later it goes up, five more and it goes on."""
    accepted(assigner="mofa", lead="mofa-economic", due=date(2026, 3, 6))
    runs("2026-03-07", "2026-04-20")
    assert rungs() == [
        ("2026-03-13", "overdue", "unit", "mofa-economic", "2026-03-20", "passed_by"),
        ("2026-03-23", "overdue", "ministry", "mofa", "2026-03-30", "passed_by"),
        ("2026-03-31", "overdue", "committee", "sc-economic-diplomacy", "2026-04-14", "open"),
    ]
    told = [who for _key, who in letters()]
    assert sorted(told) == ["hien", "minh", "quang"]


def test_a_run_repeated_raises_and_tells_nothing_twice(house):
    accepted(due=date(2026, 3, 6))
    assert run("2026-03-13").raised == 1
    assert run("2026-03-13").raised == 0
    assert run("2026-03-13", 15).raised == 0
    assert len(letters()) == 1
    assert Event.objects.filter(action="escalation.raise").count() == 1


def test_after_days_without_a_run_it_catches_up_and_gives_its_whole_time(house):
    accepted(due=date(2026, 3, 6))
    run("2026-03-12")
    run("2026-03-18")  # Friday to Tuesday nobody looked at the clock
    assert rungs() == [("2026-03-18", "overdue", "unit", "moit", "2026-03-25", "open")]


def test_nothing_goes_up_on_a_day_off_nor_before_the_morning(house):
    accepted(due=date(2026, 3, 6))
    assert run("2026-03-14").raised == run("2026-03-15").raised == 0
    assert run("2026-03-16", 6).raised == 0
    assert run("2026-03-16", 7).raised == 1


def test_an_urgent_task_climbs_faster(house):
    accepted(due=date(2026, 3, 6), priority="urgent")
    runs("2026-03-07", "2026-03-12")
    assert rungs() == [
        ("2026-03-09", "overdue", "unit", "moit", "2026-03-10", "passed_by"),
        ("2026-03-11", "overdue", "committee", "sc-economic-diplomacy", "2026-03-12", "open"),
    ]


def test_what_is_settled_closes_by_itself(house):
    task = accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    Task.objects.filter(pk=task.pk).update(due=date(2026, 4, 30))
    assert run("2026-03-14").closed == 1  # on a Saturday too: it tells nobody
    assert rungs()[0][-1] == "closed"
    reason = Event.objects.get(action="escalation.close").values_beside.reason
    assert reason == "the ground is gone"


def test_a_task_that_ends_takes_its_open_rungs_along(house):
    task = accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    with clock(at("2026-03-16")):
        work.move(task=task, move="cancel", by=make.viewer(make.quang()), reason="Không còn cần")
    row = Escalation.objects.get()
    assert row.state == "closed"
    told = Event.objects.get(action="escalation.close")
    assert (told.actor, told.values_beside.reason) == ("quang", "task withdrawn")


def test_a_unit_without_a_head_is_passed_over(house):
    Post.objects.filter(user=make.minh()).update(end=date(2026, 1, 1))
    accepted(assigner="mofa", lead="mofa-economic", due=date(2026, 3, 6))
    run("2026-03-13")
    assert rungs()[0][1:4] == ("overdue", "ministry", "mofa")


def test_an_acting_head_is_asked(house):
    Post.objects.filter(user=make.minh()).update(end=date(2026, 1, 1))
    Post.objects.create(
        user=make.lan(), unit_id="mofa-economic", role="head", acting=True, start=date(2026, 1, 1)
    )
    accepted(assigner="mofa", lead="mofa-economic", due=date(2026, 3, 6))
    run("2026-03-13")
    assert rungs()[0][2:4] == ("unit", "mofa-economic")
    assert [who for _key, who in letters()] == ["lan"]
    with clock(at("2026-03-16")):
        answered = work.answer_escalation(
            escalation=Escalation.objects.get(),
            values=AnswerValues("hand_up", "Vượt thẩm quyền của Vụ"),
            by=make.viewer(make.lan()),
        )
    assert answered.state == "handed_up"


def test_who_left_is_neither_told_nor_asked(house):
    user = make.binh()
    user.is_active = False
    user.save()
    accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    assert rungs()[0][2:4] == ("committee", "sc-economic-diplomacy")
    assert [who for _key, who in letters()] == ["quang"]


def test_a_mission_goes_up_to_its_ministry_where_that_may_know_of_it(house):
    accepted(assigner="mofa", lead="mission-jp", due=date(2026, 3, 6))
    runs("2026-03-13", "2026-03-24")
    assert [row[2:4] for row in rungs()] == [("unit", "mission-jp"), ("ministry", "mofa")]


def test_a_merged_unit_goes_up_through_the_one_it_went_into(house):
    with clock(at("2026-03-02")):
        task = make.task(due=date(2026, 3, 6), lead="mpi")
    make.merged_unit()
    make.person("dung", "Hoàng Tiến Dũng", "mof", "head")
    Task.objects.filter(pk=task.pk).update(state="accepted", accepted_at=at("2026-03-02"))
    make.person("dung", "Hoàng Tiến Dũng")
    run("2026-03-13")
    assert rungs()[0][3] in {"mof", "sc-economic-diplomacy"}


def test_of_several_committees_the_one_with_authority_is_asked(house):
    Unit.objects.create(key="a-committee", kind="committee", name_vi="Ủy ban", name_en="A")
    Post.objects.filter(user=make.binh()).update(end=date(2026, 1, 1))
    accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    assert rungs()[0][3] == "sc-economic-diplomacy"


def test_a_restricted_task_goes_only_to_who_may_know_of_it(house):
    accepted(due=date(2026, 3, 6), keeping=make.guard("mofa-economic", "restricted"))
    runs("2026-03-13", "2026-04-20")
    assert [row[3] for row in rungs()] == ["moit", "sc-economic-diplomacy"]
    assert [who for _key, who in letters()] == ["binh"]  # nobody else may know that it is there


def test_silence_goes_up_when_no_report_came_in_the_cadence(house):
    task = accepted(due=date(2026, 12, 30))  # reports monthly: on Thursday 2 April
    runs("2026-03-30", "2026-04-08")
    assert rungs() == []
    run("2026-04-09")
    assert rungs() == [("2026-04-09", "silence", "unit", "moit", "2026-04-16", "open")]
    Progress.objects.create(
        task=task,
        unit_id="moit",
        period=date(2026, 4, 9),
        health="on_track",
        text="Đang làm",
        state="approved",
        written_by=make.son(),
        written_at=at("2026-04-10"),
        decided_by=make.binh(),
        decided_at=at("2026-04-10"),
    )
    Task.objects.filter(pk=task.pk).update(reported_until=date(2026, 4, 9))
    run("2026-04-10")
    assert rungs()[0][-1] == "closed"


def test_what_was_not_accepted_goes_up(house):
    assigned(due=date(2026, 12, 30))
    runs("2026-03-03", "2026-03-09")
    assert rungs()[0][:4] == ("2026-03-09", "response", "unit", "moit")


def test_time_that_was_asked_and_not_decided_goes_up_on_the_assigners_side(house):
    task = accepted(assigner="mofa", lead="mofa-economic", due=date(2026, 6, 30))
    with clock(at("2026-03-03", 9)):
        work.ask_extension(
            task=Task.objects.get(pk=task.pk),
            due=date(2026, 7, 31),
            reason="Chờ ý kiến",
            by=make.viewer(make.lan()),
        )
    run("2026-03-10")
    assert rungs() == [("2026-03-10", "extension", "unit", "mofa", "2026-03-17", "open")]
    with clock(at("2026-03-11")):
        work.answer_escalation(
            escalation=Escalation.objects.get(),
            values=AnswerValues("decline", "Phải đúng hạn"),
            by=make.viewer(make.hien()),
        )
    assert task.extensions.get().state == "declined"
    assert rungs()[0][-1] == "answered"


def test_an_answer_that_changed_nothing_is_asked_about_one_rung_higher_after_a_while(house):
    accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    with clock(at("2026-03-16")):
        work.answer_escalation(
            escalation=Escalation.objects.get(),
            values=AnswerValues("instruct", "Làm ngay", text="Hoàn thành dự thảo"),
            by=make.viewer(make.binh()),
        )
    runs("2026-03-17", "2026-04-30")
    on_task = [r for r in Escalation.objects.order_by("pk") if r.trigger != "response"]
    assert [(r.rung, r.raised_on.isoformat()) for r in on_task][:2] == [
        ("unit", "2026-03-13"),
        ("committee", "2026-04-13"),
    ]


def test_what_was_left_as_it_is_goes_up_no_more(house):
    accepted(due=date(2026, 3, 6))
    run("2026-03-13")
    with clock(at("2026-03-16")):
        work.answer_escalation(
            escalation=Escalation.objects.get(),
            values=AnswerValues("dismiss", "Thủ tướng đã biết"),
            by=make.viewer(make.quang()),
        )
    runs("2026-03-17", "2026-03-31")
    assert len(rungs()) == 1
