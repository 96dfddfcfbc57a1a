"""Work plans: who moves them, what they count; editions keep what was approved."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.register import actions as register
from chancery.work.actions import plans as actions
from chancery.work.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.models import PlanLine
from chancery.work.plans import queries, rules
from chancery.work.plans.ties import Standing, line_values, lines_of
from chancery.work.plans.values import LineValues, PlanValues
from tests import make

pytestmark = pytest.mark.django_db
_EVENTS = LineValues("Bốn hội nghị xúc tiến", 1, 12, counted="activities", target=2)


def who(person):
    return make.viewer(person())


def moved(plan, *steps):
    """By who may: the head of the unit, of a mission's plan the head of the ministry."""
    outpost = plan.held_by.kind == "mission"
    for step in steps:
        head = make.mai if outpost else make.minh
        above = make.hien if outpost else make.minh
        by = who(above if step in {"approve", "return"} else head)
        plan = actions.move_plan(plan=plan, move=step, by=by, reason="Bổ sung số liệu")
    return plan


def test_a_mission_submits_by_its_head_and_the_unit_above_approves():
    plan = make.plan(line=_EVENTS, held_by="mission-jp", by=make.tuan())
    assert plan.reference.startswith("KH-")
    assert plan.text == "Kế hoạch công tác năm 2026 của Đại sứ quán Việt Nam tại Nhật Bản"
    assert plan.to_unit_id == "mofa"
    make.hien()
    assert not queries.plans(who(make.hien)).exists()  # a draft stays in its own house
    with pytest.raises(NotAllowedError, match="head of Embassy"):
        actions.move_plan(plan=plan, move="submit", by=who(make.tuan))
    plan = moved(plan, "submit")
    assert queries.plans(who(make.hien)).get() == plan
    assert not queries.plans(who(make.oanh)).exists()
    assert Notice.objects.filter(to=make.hien(), subject__contains=plan.reference).exists()
    assert queries.to_approve(who(make.hien))[0].get() == plan
    assert not queries.to_approve(who(make.mai))[0].exists()
    with pytest.raises(NotAllowedError):
        actions.move_plan(plan=plan, move="approve", by=who(make.mai))
    plan = moved(plan, "return")
    assert (plan.state, plan.answer) == ("returned", "Bổ sung số liệu")
    plan = moved(plan, "submit", "approve")
    assert plan.approved_by == make.hien()
    assert [m.name for m in rules.moves_open_to(who(make.tuan), plan)] == ["amend"]
    told = Event.objects.filter(kind="workplan", key=str(plan.pk)).order_by("seq")
    assert list(told.values_list("action", flat=True)) == [
        f"workplan.{name}" for name in ("add", "line", "submit", "return", "submit", "approve")
    ]


def test_a_plan_is_written_while_it_is_in_hand_alone():
    plan = make.plan(line=_EVENTS)
    lan = who(make.lan)
    with pytest.raises(InvalidValuesError, match="has a plan for that period"):
        make.plan(line=_EVENTS)
    with pytest.raises(ChangedMeanwhileError):
        actions.change_plan(plan=plan, values=PlanValues(2026), version=99, by=lan)
    for wrong in (
        LineValues("Họp", 5, 4),
        LineValues("Họp", 1, 2, target=3),
        LineValues("Họp", 1, 2, records=("NV-1900-0001",)),
        LineValues(" ", 1, 2),
    ):
        with pytest.raises(InvalidValuesError):
            actions.add_line(plan=plan, values=wrong, by=lan)
    with pytest.raises(NotAllowedError):
        actions.add_line(plan=plan, values=_EVENTS, by=who(make.son))
    plan = moved(plan, "submit", "approve")
    line = plan.lines.get()
    with pytest.raises(StateError, match="no longer changed"):
        actions.change_line(line=line, values=_EVENTS, version=plan.version, by=lan)
    with pytest.raises(StateError):
        actions.withdraw_plan(plan=plan, reason="Nhầm", by=lan)
    empty = make.plan(period="q1")
    with pytest.raises(StateError, match="add its lines"):
        actions.move_plan(plan=empty, move="submit", by=lan)
    actions.withdraw_plan(plan=empty, reason="Nhầm", by=lan)


def test_what_is_done_is_counted_from_what_lines_are_tied_to():
    plan = moved(make.plan(line=_EVENTS), "submit", "approve")
    line, lan, today = plan.lines.get(), who(make.lan), date(2026, 11, 22)

    def stands(day=today):
        return lines_of(lan, plan, day)[0]

    assert stands().standing == Standing.NOTHING
    assert stands(date(2025, 12, 31)).standing == Standing.AHEAD
    assert stands(date(2027, 1, 1)).standing == Standing.LATE
    held = make.activity(start=date(2026, 3, 2))
    task, ahead = make.task(), make.activity(start=date(2026, 12, 20))
    names = (held.reference, task.reference, ahead.reference)
    actions.tie_line(line=line, records=names, by=lan)
    assert (stands().done, stands().wanted, stands().standing) == (1, 2, Standing.UNDER_WAY)
    assert stands(date(2026, 12, 31)).standing == Standing.REACHED
    assert {row.reference for row, _done in stands().records} == set(names)
    # Who may not know of a record does not see it counted, nor unties it.
    restricted = make.activity(
        start=date(2026, 3, 2), keeping=make.guard("mofa-economic", "restricted")
    )
    actions.tie_line(line=line, records=(*names, restricted.reference), by=lan)
    assert stands().done == 2
    assert lines_of(who(make.hien), plan, today)[0].done == 1


def test_a_new_edition_takes_the_place_of_the_old_once_it_is_approved():
    plan = make.plan(line=_EVENTS)
    lan = who(make.lan)
    held = make.activity(start=date(2026, 3, 2))
    actions.tie_line(line=plan.lines.get(), records=(held.reference,), by=lan)
    plan = moved(plan, "submit", "approve")
    amended = actions.move_plan(plan=plan, move="amend", by=lan)
    assert (amended.edition, amended.amends) == (2, plan)
    assert line_values(amended.lines.get()) == line_values(plan.lines.get())
    with pytest.raises(StateError, match="begun already"):
        actions.move_plan(plan=plan, move="amend", by=lan)
    actions.add_line(plan=amended, values=LineValues("Diễn đàn", 6, 7), by=lan)
    plan.refresh_from_db()
    assert (plan.state, plan.lines.count()) == ("approved", 1)
    amended = moved(amended, "submit", "approve")
    plan.refresh_from_db()
    assert (plan.state, plan.lines.count()) == ("superseded", 1)
    assert queries.plan_in_force(lan, plan.held_by, date(2026, 6, 1)) == amended
    with pytest.raises(StateError, match="newer edition"):
        actions.tie_line(line=plan.lines.get(), records=(), by=lan)
    assert PlanLine.objects.count() == 3
    with pytest.raises(StateError, match="lines of plans"):
        register.withdraw_activity(activity=held, reason="Nhầm", by=lan)
