"""Meetings: what waits is gathered, decided, put into force and followed up; who may do what when."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chancery.history.models import Event
from chancery.notices.models import Notice
from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.actions import (
    meetings,
    meetings_alike,
    meetings_deciding,
    meetings_preparing,
    reviews,
)
from chancery.work.actions import reviews_judging as judging
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.escalation.values import AnswerValues
from chancery.work.meetings import access, queries, rules
from chancery.work.meetings.agenda import candidates, counts_waiting
from chancery.work.meetings.papers import PAPERS
from chancery.work.meetings.values import (
    DecisionValues,
    ItemValues,
    MinutesValues,
    ParticipantValues,
)
from chancery.work.models import Meeting, MeetingDecision, MeetingState, Participant
from chancery.work.origins import Origin, origins_of_task
from chancery.work.reviews.values import VerdictValues
from tests import make

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
LATER = timedelta(days=30)


def session(**values):
    """A session of the committee, prepared by its office."""
    values = {"issuer": "sc-economic-diplomacy", "day": TODAY(), **values}
    return make.meeting(by=make.quang(), keeping=make.guard("vpcp"), **values)


def went_up():
    """What moit's head reported to the committee."""
    make.quang()
    task = make.moved(make.task(due=TODAY() + timedelta(days=5)), "accept")
    by = make.viewer(make.binh())
    return work.raise_task(task=task, rung="committee", text="Vượt thẩm quyền", by=by)


def put(meeting, *kinds):
    """All that waits of these kinds, on the agenda."""
    by = make.viewer(make.quang())
    names = [one.name for one in candidates(by, meeting) if one.kind in kinds]
    meetings_preparing.put_on_agenda(meeting=meeting, names=names, by=by)
    return list(queries.items_of(by, meeting))


def decide(meeting, by=None, **values):
    values = DecisionValues(**{"text": "Giao Bộ Công Thương hoàn thiện", **values})
    by = by or make.viewer(make.quang())
    return meetings_deciding.decide(meeting=meeting, values=values, by=by)


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


def test_several_items_are_decided_alike_in_one_act_and_taken_back_in_one():
    make.ground()
    for ask in ("Mở văn phòng", "Họp hằng tháng"):
        make.proposal(
            by=make.son(), keeping=make.guard("moit"), text=ask, from_unit="moit",
            to_unit="mofa-economic",
        )  # fmt: skip
    found, lan = make.meeting(kind="working", day=TODAY()), make.viewer(make.lan())
    names = [one.name for one in candidates(lan, found) if one.kind == "proposal"]
    meetings_preparing.put_on_agenda(meeting=found, names=names, by=lan)
    meetings_preparing.add_item(meeting=found, values=ItemValues("Việc riêng"), by=lan)
    found.refresh_from_db()
    found = make.held(found)
    one, two, own = (item.pk for item in queries.items_of(lan, found))
    said = DecisionValues("Đồng ý", ruling="accept")
    with pytest.raises(StateError, match="Item 3"):
        meetings_alike.decide_alike(meeting=found, keys=[one, two, own], values=said, by=lan)
    who = make.viewer(make.son())
    with pytest.raises(NotAllowedError):
        meetings_alike.decide_alike(meeting=found, keys=[one], values=said, by=who)
    assert not found.decisions.exists()
    run = meetings_alike.decide_alike(meeting=found, keys=[one, two], values=said, by=lan)
    assert [row.item_id for row in found.decisions.order_by("pk")] == [one, two]
    assert meetings_alike.last_alike(found, lan) == run
    assert meetings_alike.take_back_alike(meeting=found, run=run, by=lan) == 2
    with pytest.raises(StateError, match="no such act"):
        meetings_alike.take_back_alike(meeting=found, run=run, by=lan)
    assert not meetings_alike.last_alike(found, lan)
    meetings_alike.decide_alike(meeting=found, keys=[one, two], values=said, by=lan)
    found.refresh_from_db()
    meetings_deciding.conclude(meeting=found, by=lan)
    assert {row.proposal.state for row in queries.items_of(lan, found) if row.proposal} == {
        "accepted"
    }


def test_what_a_review_handed_up_is_settled_by_the_session():
    commitment = make.commitment(lead="moit")
    by = make.viewer(make.quang())
    round_ = make.called(make.review(by=make.quang(), keeping=make.guard("vpcp")))
    round_ = judging.conclude(review=_judged(round_, by), by=by)
    found = session()
    (item,) = put(found, "review")
    found = make.held(found)
    decide(
        found, item=item.pk, ruling="continue", due=TODAY() + LATER, text="Tiếp tục", lead="moit"
    )
    meetings_deciding.conclude(meeting=found, by=by)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.due) == ("continued", TODAY() + LATER)
    assert found.decisions.get().task.commitment == commitment
    assert not [one for one in candidates(by) if one.kind == "review"]


def _judged(round_, by):
    round_ = reviews.begin_verdicts(review=reviews.close_replies(review=round_, by=by), by=by)
    for item in round_.items.select_related("review"):
        values = VerdictValues("hand_up", reason="Vượt thẩm quyền")
        judging.give_verdict(item=item, values=values, by=by)
    round_.refresh_from_db()
    return round_


def test_what_others_answered_meanwhile_is_left_to_them():
    rung = went_up()
    found = session()
    (item,) = put(found, "escalation")
    found = make.held(found)
    decide(found, item=item.pk, ruling="dismiss")
    quang = make.viewer(make.quang())
    said = AnswerValues("dismiss", "Đã chỉ đạo riêng")
    work.answer_escalation(escalation=rung, values=said, by=quang)
    meetings_deciding.conclude(meeting=found, by=quang)
    assert found.decisions.get().outcome == MeetingDecision.Outcome.OVERTAKEN


def test_a_decision_that_cannot_be_put_into_force_keeps_all_of_them_back():
    rung = went_up()
    found = session()
    (item,) = put(found, "escalation")
    found = make.held(found)
    decide(found, text="Giao việc khác", lead="moit")
    decide(found, item=item.pk, ruling="instruct", lead="moit", due=TODAY() + LATER)
    MeetingDecision.objects.filter(ruling="instruct").update(lead="pm")
    with pytest.raises(StateError, match="cannot be put into force"):
        meetings_deciding.conclude(meeting=found, by=make.viewer(make.quang()))
    found.refresh_from_db()
    rung.refresh_from_db()
    assert (found.state, rung.state) == ("held", "open")
    assert not found.decisions.filter(task__isnull=False).exists()


def test_where_nobody_may_assign_the_decision_goes_as_a_proposal():
    found = make.held(make.meeting(kind="working", day=TODAY()))
    lan = make.viewer(make.lan())
    decide(found, lan, lead="moit", text="Đề nghị cung cấp số liệu")
    decide(found, lan, lead="mofa-economic", text="Soạn báo cáo", due=TODAY() + LATER)
    meetings_deciding.conclude(meeting=found, by=lan)
    asked, own = found.decisions.order_by("pk")
    assert asked.proposal.to_unit_id == "moit"
    assert (own.task.basis, own.task.assigner_id) == ("resolved", "mofa-economic")


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
