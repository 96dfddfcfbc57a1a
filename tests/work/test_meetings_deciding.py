"""What a meeting decides goes where it belongs: alike, back, handed up, overtaken, as a proposal."""

import pytest

from chancery.people.errors import NotAllowedError
from chancery.work import actions as work
from chancery.work.actions import (
    meetings_alike,
    meetings_deciding,
    meetings_preparing,
    reviews,
)
from chancery.work.actions import reviews_judging as judging
from chancery.work.errors import StateError
from chancery.work.escalation.values import AnswerValues
from chancery.work.meetings import queries
from chancery.work.meetings.agenda import candidates
from chancery.work.meetings.values import (
    DecisionValues,
    ItemValues,
)
from chancery.work.models import MeetingDecision
from chancery.work.reviews.values import VerdictValues
from tests import make
from tests.work.sessions import LATER, TODAY, decide, put, session, went_up

pytestmark = pytest.mark.django_db


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
