"""Asking without authority, shortcomings and evidence."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.work import access, actions, rules
from chancery.work.errors import (
    AuthorityError,
    ChangedMeanwhileError,
    InvalidValuesError,
    StateError,
)
from chancery.work.models import Evidence, Proposal, Shortcoming, Task
from tests import make

pytestmark = pytest.mark.django_db


def last_event(kind):
    return Event.objects.filter(kind=kind).latest("seq")


def answered(proposal, by=make.son, answer=""):
    viewer = make.viewer(by())
    if answer:
        return actions.decline_proposal(proposal=proposal, answer=answer, by=viewer)
    return actions.accept_proposal(proposal=proposal, by=viewer)


def test_a_unit_asks_in_its_own_name():
    proposal = make.proposal(partners=("JP",), coordinating=("mof",), due=date(2026, 12, 31))
    assert proposal.reference.startswith("DX-")
    assert last_event("proposal").values_beside.changes["to_unit"] == [None, "moit"]
    with pytest.raises(NotAllowedError, match="gives its word"):
        make.proposal(from_unit="moit", to_unit="mofa-economic")
    recorded = make.proposal(from_unit="moit", to_unit="mofa-economic", of=make.source())
    assert recorded.from_unit_id == "moit"


def test_a_unit_does_not_ask_itself_nor_one_that_is_gone():
    with pytest.raises(AuthorityError, match="to itself"):
        make.proposal(to_unit="mofa-economic")
    make.merged_unit()
    with pytest.raises(InvalidValuesError, match="choose that"):
        make.proposal(to_unit="mpi")


def test_only_officers_and_heads_record_a_proposal():
    for person in (make.ha, make.son, make.khoa):
        with pytest.raises(NotAllowedError):
            make.proposal(by=person())


def test_accepting_makes_a_task_on_request_that_is_already_accepted():
    proposal = make.proposal(
        of=make.source("đề nghị cung cấp số liệu"),
        partners=("JP",),
        coordinating=("mof",),
        due=date(2026, 12, 31),
        due_text="trước 31/12",
    )
    task = answered(proposal)
    proposal.refresh_from_db()
    assert (task.basis, task.state) == ("requested", "accepted")
    assert (task.assigner_id, task.lead_id) == ("mofa-economic", "moit")
    assert (task.quote, task.due, task.due_text) == (
        "đề nghị cung cấp số liệu",
        date(2026, 12, 31),
        "trước 31/12",
    )
    assert task.coordinating.get().pk == "mof"
    assert (proposal.state, proposal.task, proposal.answered_by) == ("accepted", task, make.son())
    changes = last_event("proposal").values_beside.changes
    assert changes == {"state": ["open", "accepted"], "task": [None, task.reference]}
    assert last_event("task").actor == "son"


def test_declining_says_why():
    proposal = make.proposal()
    with pytest.raises(InvalidValuesError, match="told why not"):
        answered(proposal, answer="  ")
    declined = answered(proposal, answer="Thuộc thẩm quyền Bộ Tài chính")
    assert (declined.state, declined.answer) == ("declined", "Thuộc thẩm quyền Bộ Tài chính")
    assert last_event("proposal").values_beside.changes["answer"] == [None, declined.answer]


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_only_the_unit_asked_answers(person):
    proposal = make.proposal()
    viewer = make.viewer(person())
    may = person in {make.son, make.binh}
    assert rules.can_answer(viewer, proposal) is may
    if not may:
        with pytest.raises(NotAllowedError, match="unit asked"):
            actions.accept_proposal(proposal=proposal, by=viewer)
        with pytest.raises(NotAllowedError):
            actions.decline_proposal(proposal=proposal, answer="Không", by=viewer)


def test_a_proposal_is_answered_once():
    proposal = make.proposal()
    answered(proposal)
    with pytest.raises(StateError, match="answered already"):
        answered(proposal, answer="Không")
    assert not rules.can_answer(make.viewer(make.son()), Proposal.objects.get())


def test_the_requester_approves_what_it_asked_for():
    task = answered(make.proposal())
    actions.move(task=task, move="submit", by=make.viewer(make.son()))
    with pytest.raises(NotAllowedError):
        actions.move(task=task, move="approve", by=make.viewer(make.quang()))
    assert actions.move(task=task, move="approve", by=make.viewer(make.lan())).state == "done"


def change(proposal, version=1, **values):
    return actions.change_proposal(
        proposal=proposal,
        values=make.proposal_values(**values),
        version=version,
        by=make.viewer(make.lan()),
    )


def test_an_open_proposal_is_changed_but_not_turned_to_another_unit():
    proposal = make.proposal()
    assert change(proposal, text="Khác", partners=("KR",)).version == 2
    assert last_event("proposal").values_beside.changes["partners"] == [[], ["KR"]]
    with pytest.raises(ChangedMeanwhileError):
        change(proposal, text="Nữa")
    with pytest.raises(InvalidValuesError, match="make a new one"):
        change(proposal, version=2, to_unit="mof")
    change(proposal, version=2, text="Khác", partners=("KR",))
    assert Proposal.objects.get().version == 2
    answered(proposal)
    with pytest.raises(StateError, match="answered already"):
        change(proposal, version=3, text="Nữa")


def test_a_proposal_is_withdrawn_until_it_is_answered():
    proposal, other = make.proposal(), make.proposal()
    lan = make.viewer(make.lan())
    actions.withdraw_proposal(proposal=proposal, reason="Nhầm", by=lan)
    assert Proposal.objects.get() == other
    answered(other)
    with pytest.raises(StateError, match="moved on"):
        actions.withdraw_proposal(proposal=other, reason="Nhầm", by=lan)


def test_the_task_of_a_proposal_is_not_withdrawn():
    task = answered(make.proposal())
    with pytest.raises(StateError, match="hang on it"):
        actions.withdraw_task(task=task, reason="Nhầm", by=make.viewer(make.lan()))


def test_a_restricted_proposal_names_who_is_asked():
    proposal = make.proposal(keeping=make.guard("mofa-economic", "restricted"))
    seen = {p.__name__ for p in make.CAST if access.proposals(make.viewer(p())).exists()}
    assert seen == {"lan", "minh", "ha", "thu", "son", "binh"}
    assert proposal.named_units.get().pk == "moit"


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "accepted"},
        {"state": "declined"},
        {"answered_by": 1},
        {"to_unit": "mofa-economic"},
    ],
    ids=str,
)
def test_the_database_refuses_nonsense(columns):
    make.proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(**columns)


# Shortcomings.


def test_a_shortcoming_is_noted_on_a_unit_and_withdrawn():
    shortcoming = make.shortcoming(of=make.source("phối hợp chưa kịp thời"))
    assert shortcoming.reference.startswith("HC-")
    assert access.shortcomings(make.viewer(make.son())).get() == shortcoming
    assert not access.shortcomings(make.viewer(make.oanh())).exists()
    lan = make.viewer(make.lan())
    actions.withdraw_shortcoming(shortcoming=shortcoming, reason="Nhầm", by=lan)
    assert not Shortcoming.objects.exists()
    assert last_event("shortcoming").values_beside.changes["unit"] == ["moit", None]


# Evidence.


def attach(by, **record):
    document = make.document("Đã ký biên bản.")
    return actions.attach_evidence(
        document=document, quote="ký biên bản", start=3, end=14, by=make.viewer(by()), **record
    )


@pytest.mark.parametrize("person", make.CAST, ids=lambda person: person.__name__)
def test_evidence_is_attached_by_those_who_do_order_or_hold_the_task(person):
    task = make.task(assigner="mofa", lead="mission-jp", coordinating=("moit",))
    viewer = make.viewer(person())
    may = person.__name__ in {"tuan", "mai", "hien", "lan", "minh", "son", "binh"}
    assert rules.can_attach(viewer, task) is may
    if may:
        assert attach(person, task=task).quote == "ký biên bản"
    else:
        with pytest.raises(NotAllowedError):
            attach(person, task=task)


def test_evidence_counts_as_a_change_that_history_tells():
    task = make.task()
    kept = attach(make.son, task=task)
    assert Task.objects.get().version == 2
    assert last_event("task").values_beside.changes == {"evidence": [None, kept.document_id]}


def test_evidence_may_be_a_whole_document_on_a_commitment():
    commitment = make.commitment()
    document, lan = make.document(), make.viewer(make.lan())
    actions.attach_evidence(document=document, commitment=commitment, by=lan)
    assert last_event("commitment").values_beside.changes == {"evidence": [None, document.pk]}
    with pytest.raises(NotAllowedError):
        attach(make.quang, commitment=commitment)


def test_words_of_a_closed_document_are_not_shown_on_a_record_that_more_people_see():
    make.ground()
    lan = make.viewer(make.lan())
    words = "nhất trí mở thị trường cho bưởi"
    paper = make.document(f"Hai bên {words}.", sensitivity="restricted")
    paper.named_units.set([make.unit("mission-jp")])
    place = make.source(words, of=paper)

    def attach(commitment, quote=place.quote):
        where = {"start": place.start, "end": place.end} if quote else {}
        return actions.attach_evidence(
            document=paper, quote=quote, commitment=commitment, by=lan, **where
        )

    with pytest.raises(InvalidValuesError):
        attach(make.commitment())
    attach(make.commitment(), quote="")  # the document alone: its page asks who reads
    with pytest.raises(InvalidValuesError):
        attach(make.commitment(keeping=make.guard("mofa-economic", "restricted", "moit")))
    attach(make.commitment(keeping=make.guard("mofa-economic", "restricted", "mission-jp")))


def test_evidence_belongs_to_one_record():
    task, commitment = make.task(), make.commitment()
    for record in ({}, {"task": task, "commitment": commitment}):
        with pytest.raises(InvalidValuesError, match="one task or one commitment"):
            attach(make.lan, **record)
    attach(make.lan, task=task)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(commitment=commitment)


def test_evidence_is_taken_off_with_a_reason_while_the_task_is_open():
    task, lan = make.task(), make.viewer(make.lan())
    with pytest.raises(StateError, match="Say why"):
        actions.remove_evidence(evidence=attach(make.lan, task=task), reason="", by=lan)
    wrong = Evidence.objects.get()
    actions.remove_evidence(evidence=wrong, reason="Nhầm tệp", by=lan)
    assert not Evidence.objects.exists()
    assert last_event("task").values_beside.changes == {"evidence": [wrong.document_id, None]}
    kept = attach(make.lan, task=task)
    make.moved(task, "accept", "submit", "approve")
    with pytest.raises(StateError, match="is closed"):
        actions.remove_evidence(evidence=kept, reason="Nhầm", by=lan)


def test_evidence_of_a_commitment_is_taken_off_too():
    lan = make.viewer(make.lan())
    kept = actions.attach_evidence(document=make.document(), commitment=make.commitment(), by=lan)
    actions.remove_evidence(evidence=kept, reason="Nhầm", by=lan)
    assert last_event("commitment").values_beside.changes["evidence"][1] is None
