"""An assigned unit cannot refuse; it may say who should lead in its place."""

from datetime import date

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import access, actions, asked, rules
from chancery.work.errors import AuthorityError, InvalidValuesError, StateError
from chancery.work.models import LeadProposal, Task
from tests import make

pytestmark = pytest.mark.django_db


def propose(task, proposed="mof", by=None, reason="Việc của ngành tài chính"):
    viewer = make.viewer(by or make.son())
    return actions.propose_lead(task=task, proposed=proposed, reason=reason, by=viewer)


def decide(proposal, granted, by=None, answer=""):
    viewer = make.viewer(by or make.quang())
    return actions.decide_lead(proposal=proposal, granted=granted, by=viewer, answer=answer)


def fresh(task):
    return Task.objects.get(pk=task.pk)


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_lead_unit_proposes(person):
    task = make.task()
    may = person.__name__ in {"son", "binh"}
    assert rules.can_propose_lead(make.viewer(person()), task) is may
    if may:
        assert propose(task, by=person()).proposed_id == "mof"
        assert asked.open_lead_proposal(task).asked_by == person()
    else:
        with pytest.raises(NotAllowedError, match="lead unit"):
            propose(task, by=person())


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_the_assigners_side_decides(person):
    proposal = propose(make.task())
    viewer = make.viewer(person())
    may = person.__name__ in {"quang", "lan", "minh", "hien"}
    assert rules.can_decide_lead(viewer, proposal) is may
    assert (proposal in asked.lead_proposals_to_decide(viewer)) is may
    if may:
        assert decide(proposal, True, by=person()).state == "granted"
    else:
        with pytest.raises(NotAllowedError):
            decide(proposal, True, by=person())
        assert fresh(proposal.task).lead_id == "moit"


def test_until_it_is_answered_the_unit_still_leads():
    task = make.task()
    proposal = propose(task)
    assert str(proposal) == f"{task.pk}: mof"
    assert (fresh(task).lead_id, fresh(task).version) == ("moit", task.version)
    assert Event.objects.latest("seq").values_beside.changes == {"proposed": [None, "mof"]}
    declined = decide(proposal, False, answer="Bộ Công Thương chủ trì là đúng")
    assert (declined.state, fresh(task).lead_id) == ("declined", "moit")
    assert Event.objects.latest("seq").action == "task.lead_decline"
    with pytest.raises(InvalidValuesError, match="told why not"):
        decide(propose(task), False)


def test_the_new_lead_has_to_accept_and_names_its_own_person():
    task = make.moved(make.task(coordinating=("mof", "mofa"), due=date(2099, 1, 5)), "accept")
    actions.delegate(task=task, person=make.son(), by=make.viewer(make.binh()))
    question = actions.ask_extension(
        task=task, due=date(2099, 2, 5), reason="Chờ", by=make.viewer(make.son())
    )
    decide(propose(task), True, answer="Đồng ý")
    row = fresh(task)
    assert (row.lead_id, row.state, row.person, row.accepted_at) == ("mof", "assigned", None, None)
    assert [unit.pk for unit in row.coordinating.all()] == ["mofa"]
    question.refresh_from_db()
    assert (question.state, question.decided_by) == ("withdrawn", make.quang())
    told = Event.objects.filter(action="task.lead_grant").get().values_beside
    assert told.changes == {
        "lead": ["moit", "mof"],
        "state": ["accepted", "assigned"],
        "person": ["son", None],
    }
    assert rules.moves_open_to(make.viewer(make.son()), row) == []
    clerk = make.person("tai", "Tài Chính", "mof", "officer")
    assert [move.name for move in rules.moves_open_to(make.viewer(clerk), row)] == ["accept"]


def test_who_is_told_to_lead_a_restricted_task_is_named_on_it():
    task = make.task(keeping=make.guard("mofa-economic", "restricted"))
    decide(propose(task), True, by=make.minh())
    named = set(task.named_units.values_list("key", flat=True))
    assert named == {"moit", "mof"}
    clerk = make.person("tai", "Tài Chính", "mof", "officer")
    assert access.tasks(make.viewer(clerk)).filter(pk=task.pk).exists()


@pytest.mark.parametrize(
    ("proposed", "error", "said"),
    [
        ("moit", InvalidValuesError, "leads already"),
        ("nowhere", InvalidValuesError, "unknown: nowhere"),
        ("mpi", InvalidValuesError, "now part of"),
        ("mofa-economic", AuthorityError, "no authority"),
    ],
)
def test_the_assigner_must_have_authority_over_whom_is_proposed(proposed, error, said):
    task = make.task()
    make.merged_unit()
    with pytest.raises(error, match=said):
        propose(task, proposed)
    assert not LeadProposal.objects.exists()


def test_a_proposal_says_why_and_waits_alone():
    task = make.task()
    with pytest.raises(StateError, match="Say why"):
        propose(task, reason="")
    propose(task)
    with pytest.raises(StateError, match="proposed already"):
        propose(task, "province-lang-son")


@pytest.mark.parametrize("basis", ["requested", "resolved"])
def test_only_what_was_assigned_can_be_given_to_another(basis):
    assigner = "moit" if basis == "requested" else "mofa-economic"
    task = make.task(basis=basis, assigner=assigner, lead="mofa-economic")
    with pytest.raises(AuthorityError, match="assigned by authority"):
        propose(task, by=make.lan())


def test_of_two_who_decide_the_second_is_told_and_who_asked_may_take_it_back():
    task = make.task()
    proposal = propose(task)
    son = make.viewer(make.son())
    assert rules.can_withdraw_lead(son, proposal)
    taken = actions.withdraw_lead_proposal(proposal=proposal, by=son)
    assert (taken.state, taken.decided_by) == ("withdrawn", make.son())
    assert Event.objects.latest("seq").action == "task.lead_withdraw"
    with pytest.raises(StateError, match="decided already: withdrawn"):
        decide(proposal, True)
    with pytest.raises(NotAllowedError):
        actions.withdraw_lead_proposal(proposal=propose(task), by=make.viewer(make.quang()))


def test_what_was_submitted_meanwhile_is_approved_or_returned_instead():
    task = make.moved(make.task(), "accept")
    proposal = propose(task)
    make.moved(task, "submit")
    with pytest.raises(StateError, match="is submitted"):
        decide(proposal, True)
    make.moved(task, "approve")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("withdrawn", make.quang())


def test_a_part_goes_to_a_unit_that_does_not_lead_a_part_already():
    make.ground()
    whole, part, _other = actions.add_tasks_for_leads(
        values=make.task_values(),
        leads=("moit", "mof"),
        guard=make.guard("vpcp"),
        by=make.viewer(make.quang()),
    )
    make.moved(part, "accept")
    assert fresh(whole).state == "in_progress"
    with pytest.raises(InvalidValuesError, match="leads already"):
        propose(part, "mof")
    decide(propose(part, "province-lang-son"), True)
    assert fresh(part).lead_id == "province-lang-son"
    assert fresh(whole).state == "assigned"


def test_a_standing_order_changes_hands_with_its_open_occurrences():
    order = make.task(recurrence="weekly", due=date(2099, 1, 2))
    occurrence = order.children.get()
    make.moved(occurrence, "accept")
    with pytest.raises(StateError, match=f"propose another lead for {order.reference}"):
        propose(occurrence)
    decide(propose(order), True)
    assert (fresh(order).lead_id, fresh(occurrence).lead_id) == ("mof", "mof")
    assert (fresh(order).state, fresh(occurrence).state) == ("assigned", "assigned")


def test_parts_inside_the_house_are_seen_to_first():
    task = make.moved(make.task(lead="mofa"), *())
    hien = make.viewer(make.hien())
    actions.move(task=task, move="accept", by=hien)
    part = actions.add_part(task=task, values=make.task_values(lead="mofa-economic"), by=hien)
    with pytest.raises(StateError, match="parts that are still open"):
        propose(task, by=make.hien())
    actions.move(task=part, move="cancel", reason="Không cần", by=hien)
    assert propose(task, by=make.hien()).state == "open"
