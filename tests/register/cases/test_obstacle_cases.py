"""Obstacles as cases: fields, estimates with memory, moves, steps, links, who may do what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions
from chancery.register.cases import queries, rules
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Obstacle
from chancery.register.queries import obstacle_values
from chancery.register.values import StepValues
from tests import make

pytestmark = pytest.mark.django_db


JUNE, JULY, AUGUST = date(2027, 6, 30), date(2027, 7, 30), date(2027, 8, 31)


WHOLE = {
    "kind": "A",
    "hs": ("0805", "081060"),
    "sectors": ("trade",),
    "affected": "Lạng Sơn; các vườn bưởi",
    "pending_unit": "moit",
    "pending_text": "Bộ Nông nghiệp Nhật Bản (MAFF)",
    "pending_since": date(2026, 3, 2),
    "lead": "moit",
    "person": "son",
    "priority": "high",
    "next_step": "Gửi hồ sơ bổ sung",
    "next_step_on": date(2026, 12, 1),
    "estimated": JUNE,
}


def lan():
    return make.viewer(make.lan())


def last():
    return Event.objects.filter(kind="obstacle").latest("seq")


def change(found, by=None, reason="", **values):
    found.refresh_from_db()
    wanted = replace(obstacle_values(found), **values)
    return actions.change_obstacle(
        obstacle=found, values=wanted, version=found.version, by=by or lan(), reason=reason
    )


def whole():
    make.son()
    return make.obstacle(**WHOLE)


def test_all_that_a_case_says_is_kept_and_told():
    found = whole()
    values = obstacle_values(Obstacle.objects.get(pk=found.pk))
    assert {name: getattr(values, name) for name in WHOLE} == WHOLE
    assert last().values_beside.changes["hs"] == [None, ["0805", "081060"]]
    assert found.original_estimate == JUNE


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "Z"}, "kind"),
        ({"hs": ("081",)}, "hs"),
        ({"sectors": ("none",)}, "sectors"),
        ({"pending_since": JUNE}, "pending_since"),
        ({"next_step_on": JUNE}, "next_step"),
        ({"priority": "none"}, "priority"),
        ({"person": "ai"}, "person"),
        ({"person": "oanh"}, "person"),
        ({"lead": "mpi"}, "lead"),
        ({"pending_unit": "mpi"}, "pending_unit"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(values, field):
    make.oanh()
    make.merged_unit()
    with pytest.raises(InvalidValuesError) as told:
        make.obstacle(**values)
    assert list(told.value.by_field) == [field]


def test_a_kind_that_is_no_longer_defined_stays_on_records_that_bear_it():
    found = make.obstacle(kind="A")
    Obstacle.objects.filter(pk=found.pk).update(kind="old")
    assert change(found, text="Khác").kind == "old"


def test_an_estimate_moved_later_keeps_the_old_ones_and_counts():
    found = whole()
    with pytest.raises(InvalidValuesError, match="Say why"):
        change(found, estimated=JULY)
    change(found, estimated=JULY, reason="Chờ đoàn kiểm tra")
    moved = change(found, estimated=AUGUST, reason="Đoàn hoãn")
    assert [(row.old, row.new) for row in moved.moved_estimates.order_by("pk")] == [
        (JUNE, JULY),
        (JULY, AUGUST),
    ]
    assert (moved.estimated, moved.original_estimate) == (AUGUST, JUNE)


def test_an_estimate_moved_earlier_needs_no_reason_and_one_given_up_does():
    found = whole()
    earlier = change(found, estimated=JUNE - timedelta(days=9))
    assert not earlier.moved_estimates.exists()
    with pytest.raises(InvalidValuesError):
        change(found, estimated=None)
    given_up = change(found, estimated=None, reason="Chưa rõ")
    assert given_up.moved_estimates.get().new is None
    assert given_up.original_estimate == JUNE


def test_the_units_that_must_act_know_of_it():
    found = whole()
    assert access.obstacles(make.viewer(make.binh())).get() == found
    assert not access.obstacles(make.viewer(make.yen())).exists()
    change(found, pending_unit="province-lang-son")
    assert access.obstacles(make.viewer(make.yen())).get() == found


def test_a_restricted_case_names_the_units_that_must_act():
    found = make.obstacle(lead="moit", keeping=make.guard("mofa-economic", "restricted"))
    assert access.obstacles(make.viewer(make.son())).get() == found
    change(found, pending_unit="province-lang-son")
    assert access.obstacles(make.viewer(make.yen())).get() == found


BY = {"holder": "lan", "head": "minh", "lead": "son", "mission": "tuan", "reader": "thu"}


MAY = {
    "handle": {"holder", "head", "lead"},
    "raise": {"holder", "head", "lead"},
    "resolve": {"holder", "head"},
    "close": {"head"},
    "reopen": {"holder", "head"},
}


FROM = {
    "open": {"handle", "raise", "resolve", "close"},
    "handling": {"raise", "resolve", "close"},
    "with_partner": {"handle", "resolve", "close"},
    "reopened": {"handle", "raise", "resolve", "close"},
    "resolved": {"reopen"},
    "given_up": {"reopen"},
}


@pytest.mark.parametrize("state", FROM)
@pytest.mark.parametrize("who", BY)
def test_in_every_state_each_person_has_just_their_moves(state, who):
    found = make.obstacle(lead="moit")
    Obstacle.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    viewer = make.viewer(getattr(make, BY[who])())
    open_to = {move.name for move in rules.moves_open_to(viewer, found)}
    assert open_to == {move for move in FROM[state] if who in MAY[move]}


def test_the_person_in_charge_handles_it_from_a_unit_below_the_lead():
    make.lan()
    found = make.obstacle(by=make.hien(), keeping=make.guard("mofa"), lead="mofa", person="lan")
    assert rules.can_handle(lan(), found)
    assert not rules.can_handle(make.viewer(make.thu()), found)


def test_every_open_state_waits_for_somebody_and_every_move_starts_from_a_state():
    states = set(Obstacle.State.values)
    assert {move.target for move in rules.OBSTACLE_MOVES} | {"open"} == states
    assert set().union(*(move.sources for move in rules.OBSTACLE_MOVES)) == states


def test_a_move_is_told_and_asks_for_its_reason():
    found = make.obstacle()
    with pytest.raises(StateError, match="Say why"):
        actions.move_case(case=found, move="raise", reason=" ", by=lan())
    moved = actions.move_case(case=found, move="raise", reason="Tại UBHH", by=lan())
    assert moved.state == "with_partner"
    assert (last().action, last().values_beside.reason) == ("obstacle.raise", "Tại UBHH")
    with pytest.raises(StateError, match="cannot be done"):
        actions.move_case(case=found, move="raise", reason="Nữa", by=lan())
    with pytest.raises(StateError, match="no such move"):
        actions.move_case(case=found, move="fly", reason="Nữa", by=lan())


def test_closing_without_resolution_is_for_the_head():
    found = make.obstacle()
    with pytest.raises(NotAllowedError, match="head"):
        actions.move_case(case=found, move="close", reason="Không theo nữa", by=lan())
    by = make.viewer(make.minh())
    assert actions.move_case(case=found, move="close", reason="Thôi", by=by).state == "given_up"


def test_a_resolution_says_who_confirms_it_and_when_and_reopening_takes_that_back():
    found = make.obstacle()
    with pytest.raises(InvalidValuesError, match="still to come"):
        actions.resolve_obstacle(
            obstacle=found, reason="Xong", by=lan(), resolved_on=date(2999, 1, 1)
        )
    done = actions.resolve_obstacle(
        obstacle=found,
        reason="Lô hàng đầu đã thông quan",
        by=lan(),
        confirmed_by="Hiệp hội Rau quả",
        resolved_on=date(2026, 10, 1),
    )
    assert (done.confirmed_by, done.resolved_on) == ("Hiệp hội Rau quả", date(2026, 10, 1))
    again = actions.move_case(case=found, move="reopen", reason="Lại bị chặn", by=lan())
    assert (again.state, again.confirmed_by, again.resolved_on) == ("reopened", "", None)
    told = last().values_beside.changes
    assert told["confirmed_by"] == ["Hiệp hội Rau quả", None]


def test_who_confirms_is_the_person_who_records_it_where_nobody_is_named():
    done = actions.resolve_obstacle(obstacle=make.obstacle(), reason="Xong", by=lan())
    assert (done.confirmed_by, done.resolved_on) == ("Lê Ngọc Lan", timezone.localdate())


STEP = StepValues(date(2026, 3, 2), "Làm việc với MAFF", by_whom="Tham tán NN", outcome="Đã nhận")


def log(found, values=STEP, by=None):
    return actions.log_step(case=found, values=values, by=by or lan())


TODAY = date(2026, 11, 20)


def of(rows):
    return {row.text for row in rows}


def test_goods_are_found_by_chapter_heading_and_subheading_in_both_directions():
    make.obstacle(text="chương", hs=("08",))
    make.obstacle(text="nhóm", hs=("0810",))
    make.obstacle(text="phân nhóm", hs=("081060",))
    make.obstacle(text="khác", hs=("0805", "09"))
    rows = Obstacle.objects.all()
    assert of(queries.with_goods(rows, "08")) == {"chương", "nhóm", "phân nhóm", "khác"}
    assert of(queries.with_goods(rows, "0810")) == {"chương", "nhóm", "phân nhóm"}
    assert of(queries.with_goods(rows, "0810.60")) == {"chương", "nhóm", "phân nhóm"}
    assert of(queries.with_goods(rows, "081090")) == {"chương", "nhóm"}
    assert of(queries.with_goods(rows, "cà")) == set()


def test_late_quiet_and_unplanned_are_worked_out_from_days_and_steps():
    make.obstacle(text="trễ bước", next_step="a", next_step_on=TODAY - timedelta(days=1))
    make.obstacle(text="đúng hạn", next_step="a", next_step_on=TODAY, estimated=TODAY)
    make.obstacle(text="trễ dự kiến", estimated=TODAY - timedelta(days=1))
    closed = make.obstacle(text="đóng", estimated=TODAY - timedelta(days=1))
    actions.resolve_obstacle(obstacle=closed, reason="Xong", by=lan())
    rows = Obstacle.objects.all()
    assert of(queries.step_late(rows, TODAY)) == {"trễ bước"}
    assert of(queries.estimate_late(rows, TODAY)) == {"trễ dự kiến"}
    assert of(queries.unplanned(rows)) == {"trễ dự kiến"}


def test_a_case_is_quiet_once_a_month_has_passed_without_a_step():
    silent, busy = make.obstacle(text="im"), make.obstacle(text="động")
    today = timezone.localdate()
    Obstacle.objects.update(created_at=timezone.now() - timedelta(days=90))
    log(busy, replace(STEP, day=today - timedelta(days=30)))
    rows = Obstacle.objects.all()
    assert of(queries.quiet(rows)) == {"im"}
    assert of(queries.quiet(rows, today + timedelta(days=1))) == {"im", "động"}
    listed = {row.text: row for row in queries.with_last_step(rows)}
    assert queries.quiet_days(listed["động"]) == 30
    assert queries.quiet_days(Obstacle.objects.get(pk=busy.pk)) == 30
    assert queries.quiet_days(Obstacle.objects.get(pk=silent.pk)) == 90
    actions.resolve_obstacle(obstacle=silent, reason="Xong", by=lan())
    assert queries.quiet_days(Obstacle.objects.get(pk=silent.pk)) is None


def test_with_whom_it_is_pending():
    make.obstacle(text="ta", pending_unit="moit")
    make.obstacle(text="bạn", pending_text="MAFF")
    make.obstacle(text="cả hai", pending_unit="moit", pending_text="MAFF")
    make.obstacle(text="không")
    rows = Obstacle.objects.all()
    asked = {side: of(queries.pending_with(rows, side)) for side in ("us", "partner", "both")}
    assert asked == {"us": {"ta", "cả hai"}, "partner": {"bạn", "cả hai"}, "both": {"cả hai"}}
    assert of(queries.pending_with(rows, "nobody")) == {"không"}


def test_the_cases_of_a_person_are_in_their_charge_or_nobodys_in_their_unit():
    make.son()
    make.lan()
    make.obstacle(text="Sơn", lead="moit", person="son")
    make.obstacle(text="Bộ", lead="moit")
    make.obstacle(text="Vụ")
    make.obstacle(text="Lan", person="lan")
    rows = Obstacle.objects.all()
    assert of(queries.in_charge_of(rows, make.viewer(make.son()))) == {"Sơn", "Bộ"}
    assert of(queries.in_charge_of(rows, make.viewer(make.binh()))) == {"Bộ"}
    assert of(queries.in_charge_of(rows, lan())) == {"Vụ", "Lan"}
    assert of(queries.in_charge_of(rows, make.viewer(make.minh()))) == {"Vụ"}


def test_a_purged_document_takes_the_words_of_its_cases_along():
    paper = make.document("Hai bên chậm giải ngân.")
    found = make.obstacle(
        of=make.source("chậm giải ngân", of=paper),
        affected="Hà Nội",
        pending_text="JICA",
        pending_since=JUNE,
        next_step="Gặp JICA",
        next_step_on=JULY,
        estimated=JULY,
    )
    log(found, replace(STEP, next_step="Gặp lại", next_step_on=JULY))
    change(found, estimated=AUGUST, reason="JICA hoãn")
    actions.redact(document=paper, reason="Mật", by=make.viewer(make.minh()))
    found.refresh_from_db()
    assert (found.affected, found.pending_text, found.next_step) == ("", "", "")
    assert "JICA" not in found.moved_estimates.get().reason
    assert found.casesteps.get().outcome == ""
