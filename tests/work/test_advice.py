"""Advice: who may do what in each state, what it becomes, how long it takes."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest
from django.utils import timezone

from chancery.history.models import EventValues
from chancery.people.errors import NotAllowedError
from chancery.register.errors import ChangedMeanwhileError
from chancery.work import actions as work
from chancery.work.actions import advice as advising
from chancery.work.advice import access, queries, rules
from chancery.work.advice.values import DecisionValues, Option
from chancery.work.consultations.values import FollowValues
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import AdviceState, Proposal, Task
from chancery.work.origins import Origin, origins_of_proposal, origins_of_task
from tests import make

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def on(day):
    moment = datetime.fromisoformat(f"{day}T08:00:00+07:00").astimezone(UTC)
    return mock.patch.object(timezone, "now", return_value=moment)


def decided(found, by=None, **values):
    said = {"decision": "accepted", "decision_on": TODAY(), **values}
    by = make.viewer(by or make.hien())
    return advising.decide_advice(advice=found, values=DecisionValues(**said), by=by)


STATES = {
    "draft": {"ask"},
    "waiting": {"approve", "return"},
    "approved": {"submit", "rework"},
    "submitted": {"decide"},
    "decided": set(),
}
HEADS = {"approve", "return"}


def in_state(state):
    found = make.advice()
    steps = (("waiting", "ask", make.lan), ("approved", "approve", make.minh))
    for reached, move, by in (*steps, ("submitted", "submit", make.lan)):
        if list(STATES).index(state) >= list(STATES).index(reached):
            found = advising.move_advice(advice=found, move=move, by=make.viewer(by()))
    return decided(found) if state == "decided" else found


@pytest.mark.parametrize("state", AdviceState.values)
def test_in_every_state_who_may_do_what_next(state):
    found = in_state(state)
    assert rules.WAITS_FOR.keys() == set(AdviceState)
    for person in make.CAST:
        who = make.viewer(person())
        name = who.user.username
        author, head = name in {"lan", "minh", "hien"}, name in {"minh", "hien"}
        open_to = {move.name for move in rules.moves_open_to(who, found)}
        wanted = STATES[state] - (set() if head else HEADS)
        assert open_to == (wanted if author else set()), name
        assert rules.can_change(who, found) == (author and state == "draft")
        assert rules.can_follow(who, found) == (author and state == "decided")
        assert rules.can_conclude(who, found) == (author and state == "decided")


def test_who_advised_records_a_decision_from_its_paper_alone():
    found = make.submitted(make.advice())
    with pytest.raises(InvalidValuesError, match="paper"):
        decided(found, make.lan())
    with pytest.raises(NotAllowedError):
        decided(found, make.son())
    with pytest.raises(InvalidValuesError, match="why it was refused"):
        decided(found, decision="refused")
    with pytest.raises(InvalidValuesError, match="submission"):
        decided(found, decision_on=TODAY() - timedelta(days=2))
    paper = make.document("Thông báo ý kiến của Bộ trưởng")
    done = decided(found, make.lan(), decision_paper=paper.pk, decision_by="Bộ trưởng")
    assert (done.state, done.decision_by, done.decided_entry.username) == (
        "decided",
        "Bộ trưởng",
        "lan",
    )


def test_a_decision_becomes_tasks_and_proposals_in_one_act_or_none():
    found = decided(make.submitted(make.advice()))
    hien, due = make.viewer(make.hien()), TODAY() + timedelta(days=20)
    bad = [
        FollowValues("Việc một", "mofa-economic", due),
        FollowValues("Việc hai", "moit", TODAY()),
    ]
    with pytest.raises(InvalidValuesError):
        advising.follow_advice(advice=found, values=bad, version=found.version, by=hien)
    assert not Task.objects.exists()
    good = [FollowValues("Việc một", "mofa-economic", due), FollowValues("Việc hai", "moit")]
    seen = found.version
    task, asked = advising.follow_advice(advice=found, values=good, version=seen, by=hien)
    with pytest.raises(ChangedMeanwhileError):  # another desk had the same page open
        advising.follow_advice(advice=found, values=good, version=seen, by=hien)
    assert (task.basis, task.assigner_id) == ("assigned", "mofa")
    assert found.reference in task.issuer_text
    assert isinstance(asked, Proposal)
    assert origins_of_task(hien, task.pk) == [Origin("advice", found)]
    assert origins_of_proposal(hien, asked.pk) == [Origin("advice", found)]
    assert not origins_of_proposal(make.viewer(make.son()), asked.pk)
    assert set(queries.followed(hien, found)) == {task, asked}
    found = advising.note_outcome(advice=found, outcome="Bạn đồng ý", by=make.viewer(make.lan()))
    assert (found.outcome, found.outcome_on) == ("Bạn đồng ý", TODAY())


def test_the_days_from_question_to_memo_to_decision_are_working_days():
    make.ground()
    make.lan(), make.minh(), make.hien()
    with on("2026-03-06"):  # a Friday; asked on the Monday before
        found = make.submitted(make.advice(asked_on=date(2026, 3, 2)))
    with on("2026-03-12"):
        found = decided(found, decision_on=date(2026, 3, 11))
    assert queries.days_to_memo(found) == 4
    assert queries.days_to_decision(found) == 3
    said = queries.figures(queries.listed(make.viewer(make.lan())))
    assert (said.decisions["accepted"], said.memo_days, said.decision_days) == (1, 4.0, 3.0)


def test_until_it_is_submitted_it_is_the_authors_agencys_own():
    found = make.advice(
        asked_unit="moit", keeping=make.guard("mofa-economic", "restricted", "moit")
    )
    assert not access.advice(make.viewer(make.son())).exists()
    assert access.advice(make.viewer(make.lan())).exists()
    make.submitted(found)
    assert access.advice(make.viewer(make.son())).exists()
    assert access.advice(make.viewer(make.hien())).exists()  # who decides is named
    assert not access.advice(make.viewer(make.tuan())).exists()


def test_what_it_stands_on_shows_to_who_may_know_of_it_and_stays_tied():
    hidden = make.obstacle(keeping=make.guard("moit", "restricted"), by=make.son())
    known = make.commitment()
    found = make.advice(grounds=(known.reference,))
    found.obstacles.add(hidden)
    lan = make.viewer(make.lan())
    assert queries.grounds_of(lan, found) == ([known], 1)
    values = make.advice_values(grounds=(known.reference,), options=(Option("Một"),))
    advising.change_advice(advice=found, values=values, version=found.version, by=lan)
    assert list(found.obstacles.all()) == [hidden]
    values = make.advice_values(grounds=("CK-2020-9999",))
    found.refresh_from_db()
    with pytest.raises(InvalidValuesError, match="unknown"):
        advising.change_advice(advice=found, values=values, version=found.version, by=lan)


def test_no_memo_no_approval_and_a_purged_paper_leaves_no_word():
    lan, paper = make.viewer(make.lan()), make.document("Bản trình")
    with pytest.raises(StateError, match="no memo"):
        advising.move_advice(advice=make.advice(memo=""), move="ask", by=lan)
    found = make.advice(memo="lời trong bản trình", memo_paper=paper.pk)
    work.redact(document=paper, reason="Mật", by=make.viewer(make.minh()))
    found.refresh_from_db()
    assert found.memo == "(content removed)"
    assert not EventValues.objects.filter(changes__icontains="lời trong").exists()
