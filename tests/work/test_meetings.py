"""Meetings: what waits is gathered, decided, put into force and followed up; who may do what when."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.actions import (
    meetings,
    meetings_deciding,
    meetings_preparing,
)
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.meetings import access, queries, rules
from chancery.work.meetings.agenda import candidates, counts_waiting
from chancery.work.meetings.papers import PAPERS
from chancery.work.meetings.values import (
    ItemValues,
    MinutesValues,
    ParticipantValues,
)
from chancery.work.models import Meeting, MeetingState, Participant
from chancery.work.origins import Origin, origins_of_task
from tests import make
from tests.work.sessions import LATER, TODAY, decide, put, session, went_up

pytestmark = pytest.mark.django_db


def words_of(paper):
    with zipfile.ZipFile(io.BytesIO(paper)) as file:
        return file.read("word/document.xml").decode()


def test_what_waits_is_gathered_decided_and_followed_up_at_the_next_session():
    rung = went_up()
    late = make.task(due=TODAY() - timedelta(days=20), text="Việc quá hạn")
    quang = make.viewer(make.quang())
    found = session()
    assert counts_waiting(quang)["escalation"] == 1
    late_ones = [one.about for one in candidates(quang, found) if one.kind == "overdue"]
    assert [(m.unit.pk, m.tasks) for m in late_ones] == [("moit", 1)]
    put(found, "escalation", "overdue")
    made = meetings_preparing.add_item(
        meeting=found, values=ItemValues("Chương trình năm"), by=quang
    )
    meetings_preparing.move_item(item=made, up=True, by=quang)
    items = list(queries.items_of(quang, found))
    assert [item.kind for item in items] == ["escalation", "own", "overdue"]
    assert "escalation" not in {one.kind for one in candidates(quang, found)}
    assert {one.on for one in candidates(quang) if one.kind == "escalation"} == {found.reference}

    found = make.held(found)
    due = TODAY() + LATER
    decide(found, item=items[0].pk, ruling="instruct", lead="moit", due=due)
    decide(found, item=items[2].pk, lead="moit", due=due, text=f"Báo cáo về {late.reference}")
    decide(found, item=items[1].pk, text="Thông qua chương trình")
    found.refresh_from_db()
    found = meetings_deciding.conclude(meeting=found, by=quang)

    rung.refresh_from_db()
    first, second, third = found.decisions.order_by("pk")
    assert (rung.state, rung.verdict, rung.order) == ("answered", "instruct", first.task)
    assert found.reference in rung.answer
    assert (second.task.basis, second.task.assigner_id) == ("assigned", "sc-economic-diplomacy")
    assert found.reference in second.task.issuer_text
    assert third.task is None
    assert origins_of_task(quang, second.task.pk) == [
        Origin("meeting", second.meeting, second.item_id)
    ]

    _is_followed_up(quang, first, second)


def _is_followed_up(quang, first, second):
    following = session(text="Phiên họp thứ hai", day=TODAY() + timedelta(days=90))
    assert set(queries.followed_up(quang, following)) == {first, second}
    work.move(task=second.task, move="accept", by=make.viewer(make.binh()))
    assert "NV-" in words_of(PAPERS["agenda"](quang, following))


def test_a_proposal_to_who_holds_the_meeting_is_decided_by_it():
    make.ground()
    for ask in ("Mở văn phòng", "Họp hằng tháng"):
        make.proposal(
            by=make.son(), keeping=make.guard("moit"), text=ask, from_unit="moit",
            to_unit="mofa-economic",
        )  # fmt: skip
    found = make.meeting(kind="working", day=TODAY())
    lan = make.viewer(make.lan())
    names = [one.name for one in candidates(lan, found) if one.kind == "proposal"]
    meetings_preparing.put_on_agenda(meeting=found, names=names, by=lan)
    found.refresh_from_db()
    found = make.held(found)
    yes, no = queries.items_of(lan, found)
    decide(found, lan, item=yes.pk, ruling="accept", text="Đồng ý")
    with pytest.raises(InvalidValuesError, match="answers this item already"):
        decide(found, lan, item=yes.pk, ruling="decline", text="Không")
    decide(found, lan, item=no.pk, ruling="decline", text="Chưa cần thiết")
    meetings_deciding.conclude(meeting=found, by=lan)
    yes.proposal.refresh_from_db()
    no.proposal.refresh_from_db()
    assert (yes.proposal.state, no.proposal.state) == ("accepted", "declined")
    assert found.decisions.get(item=yes).task == yes.proposal.task


STATES = {
    "prepared": {"invite", "cancel"},
    "invited": {"hold", "cancel"},
    "held": {"conclude", "take_back"},
    "concluded": set(),
    "cancelled": set(),
}


def in_state(state):
    found = make.meeting(day=TODAY())
    lan = make.viewer(make.lan())
    if state == "cancelled":
        return meetings.cancel(meeting=found, reason="Hoãn", by=lan)
    if state in {"invited", "held", "concluded"}:
        found = meetings.invite(meeting=found, by=lan)
    if state in {"held", "concluded"}:
        found = meetings.hold(meeting=found, by=lan)
    if state == "concluded":
        found = meetings_deciding.conclude(meeting=found, by=lan)
    return found


@pytest.mark.parametrize("state", MeetingState.values)
def test_in_every_state_who_may_do_what_next(state):
    found = in_state(state)
    for person in (make.lan(), make.minh()):  # the secretary, and the head of the secretariat
        names = {move.name for move in rules.moves_open_to(make.viewer(person), found)}
        assert names == STATES[state]
    make.person("dung", "Vũ Dũng", "mofa-economic", "officer")
    other = make.viewer(make.person("dung", "Vũ Dũng", "mofa-economic", "officer"))
    names = {move.name for move in rules.moves_open_to(other, found)}
    assert names == STATES[state] - {"conclude"}
    for person in (make.binh(), make.thu(), make.quang()):
        who = make.viewer(person)
        assert rules.moves_open_to(who, found) == []
        assert not rules.can_put(who, found)
        assert not rules.can_decide(who, found)
    lan = make.viewer(make.lan())
    assert rules.can_prepare(lan, found) == (state in {"prepared", "invited"})
    assert rules.can_put(lan, found) == (state in {"prepared", "invited", "held"})
    assert rules.can_decide(lan, found) == (state == "held")
    one = found.participants.select_related("meeting__held_by", "unit").get()
    assert rules.can_answer(make.viewer(make.son()), one) == (state == "invited")


def test_a_unit_says_itself_whether_it_comes_and_the_secretariat_who_came():
    found = make.meeting(day=TODAY(), invites=("moit", "mission-jp"))
    lan, son = make.viewer(make.lan()), make.viewer(make.son())
    found = meetings.invite(meeting=found, by=lan)
    told = {notice.to.username for notice in Notice.objects.filter(kind="meeting")}
    assert told == {"son"}
    one = found.participants.get(unit="moit")
    with pytest.raises(InvalidValuesError, match="why"):
        _answer(one, son, "absent")
    with pytest.raises(InvalidValuesError, match="secretariat"):
        _answer(one, son, "attended")
    _answer(one, son, "confirmed", way="online", name="Vũ Đức Bình")
    with pytest.raises(NotAllowedError):
        _answer(found.participants.get(unit="mission-jp"), son, "confirmed")
    said = {
        row.pk: ParticipantValues("attended" if row.unit_id == "moit" else "absent", "room", "Ốm")
        for row in found.participants.all()
    }
    assert meetings_preparing.take_attendance(meeting=found, said=said, by=lan) == 2
    assert [row.state for row in found.participants.order_by("unit_id")] == ["absent", "attended"]
    assert Event.objects.filter(kind="meeting", action="meeting.attendance").count() == 1


def _answer(one, by, state, **more):
    values = ParticipantValues(state, **more)
    one = Participant.objects.select_related("meeting").get(pk=one.pk)
    return meetings_preparing.answer_invitation(participant=one, values=values, by=by)


def test_what_a_person_may_not_know_of_stands_on_no_agenda_for_them():
    rung = went_up()
    rung.task.sensitivity = "restricted"
    rung.task.save()
    rung.task.named_units.set(["moit", "vpcp"])
    found = session(invites=("moit", "mofa"))
    put(found, "escalation")
    by = make.viewer(make.quang())
    found = meetings.hold(meeting=meetings.invite(meeting=found, by=by), by=by)
    decide(found, item=found.items.get().pk, text="Việc kín", ruling="dismiss")
    found = meetings_deciding.conclude(meeting=found, by=by)
    for person, sees in ((make.binh(), True), (make.hien(), False)):
        who = make.viewer(person)
        assert queries.items_of(who, found).exists() == sees
        assert queries.decisions_of(who, found).exists() == sees
        assert queries.hidden_of(who, found) == (0 if sees else 1)
        for paper in PAPERS.values():
            assert ("Việc kín" in words_of(paper(who, found))) <= sees
    told = str([getattr(e, "values_beside", None) and e.values_beside.changes for e in Event.objects.filter(kind="meeting")])  # fmt: skip
    assert "Việc kín" not in told


def test_before_the_invitation_only_the_secretariat_sees_inside():
    found = make.meeting()
    lan = make.viewer(make.lan())
    meetings_preparing.add_item(meeting=found, values=ItemValues("Nội dung dự kiến"), by=lan)
    son = make.viewer(make.son())
    assert access.meetings(son).filter(pk=found.pk).exists()
    assert not queries.items_of(son, found).exists()
    assert not access.participants(son, found).exists()
    found.refresh_from_db()
    found = meetings.invite(meeting=found, by=lan)
    assert queries.items_of(son, found).exists()
    assert not access.meetings(make.viewer(make.oanh())).exists()


def test_the_papers_say_who_what_and_when_the_same_bytes_each_time():
    found = session(invites=("moit", "mission-jp"), place="Phòng A", chair="Trưởng Ban")
    by = make.viewer(make.quang())
    meetings_preparing.add_item(
        meeting=found, values=ItemValues("Chương trình năm", discussion="Các bộ nhất trí"), by=by
    )
    found.refresh_from_db()
    found = make.held(found)
    item = found.items.get()
    decide(found, item=item.pk, text="Thông qua", lead="moit", due=TODAY() + LATER)
    values = MinutesValues("Tiếp tục đôn đốc", "12/BB", "34/TB")
    found.refresh_from_db()
    found = meetings_deciding.write_minutes(
        meeting=found, values=values, version=found.version, by=by
    )
    found = meetings_deciding.conclude(meeting=found, by=by)
    wanted = {
        "invitation": ("kính mời", "Bộ Công Thương", "Chương trình năm"),
        "agenda": ("CHƯƠNG TRÌNH", "Chương trình năm"),
        "minutes": ("BIÊN BẢN", "12/BB", "Các bộ nhất trí", "Thông qua", "Bộ Công Thương"),
        "conclusions": ("THÔNG BÁO", "34/TB", "Tiếp tục đôn đốc", "Thông qua"),
    }
    for name, said in wanted.items():
        paper = PAPERS[name](by, found)
        assert paper == PAPERS[name](by, found)
        assert all(words in words_of(paper) for words in said), name


def test_the_agenda_asks_the_database_the_same_number_of_times_for_any_number_of_items():
    went_up()
    found = session()
    by = make.viewer(make.quang())
    put(found, "escalation")

    def asked():
        with CaptureQueriesContext(connection) as told:
            for item in queries.items_of(by, found):
                assert item.escalation is None or item.escalation.task.lead
        return len(told)

    few = asked()
    went_up()
    put(found, "escalation")
    assert asked() == few


def test_only_a_meeting_nobody_was_invited_to_is_withdrawn():
    found = make.meeting()
    lan = make.viewer(make.lan())
    meetings_preparing.add_item(meeting=found, values=ItemValues("Nội dung"), by=lan)
    meetings.withdraw_meeting(meeting=found, reason="Ghi nhầm", by=lan)
    assert not Meeting.objects.exists()
    with pytest.raises(StateError):
        meetings.withdraw_meeting(meeting=in_state("invited"), reason="Ghi nhầm", by=lan)
