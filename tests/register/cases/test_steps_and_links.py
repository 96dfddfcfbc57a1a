"""Steps of cases, and what cases are tied to."""

from dataclasses import replace
from datetime import date

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.cases import queries
from chancery.register.errors import InvalidValuesError, StateError
from chancery.register.models import Obstacle
from chancery.register.values import StepValues
from tests import make

pytestmark = pytest.mark.django_db


JUNE, JULY, AUGUST = date(2027, 6, 30), date(2027, 7, 30), date(2027, 8, 31)


def lan():
    return make.viewer(make.lan())


def last():
    return Event.objects.filter(kind="obstacle").latest("seq")


STEP = StepValues(date(2026, 3, 2), "Làm việc với MAFF", by_whom="Tham tán NN", outcome="Đã nhận")


def log(found, values=STEP, by=None):
    return actions.log_step(case=found, values=values, by=by or lan())


def test_a_step_is_kept_with_what_comes_next():
    found = make.obstacle(next_step="Cũ", next_step_on=JUNE)
    step = log(found, replace(STEP, next_step="Gửi công hàm", next_step_on=JULY))
    found.refresh_from_db()
    assert (found.next_step, found.next_step_on) == ("Gửi công hàm", JULY)
    assert found.casesteps.get() == step
    assert last().action == "obstacle.step"
    assert last().values_beside.changes["text"] == ["", "Làm việc với MAFF"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": date(2999, 1, 1)}, "day"),
        ({"text": " "}, "text"),
        ({"next_step_on": JULY}, "next_step"),
        ({"next_step": "x" * 251}, "next_step"),
    ],
)
def test_a_step_that_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        log(make.obstacle(), replace(STEP, **values))
    assert list(told.value.by_field) == [field]


def test_steps_are_for_who_handles_it_while_it_is_open():
    found = make.obstacle(lead="moit")
    log(found, by=make.viewer(make.son()))
    with pytest.raises(NotAllowedError):
        log(found, by=make.viewer(make.tuan()))
    actions.resolve_obstacle(obstacle=found, reason="Xong", by=lan())
    with pytest.raises(StateError, match="open it again"):
        log(found)


def test_a_wrong_step_is_taken_back_by_its_writer_or_the_holder():
    found = make.obstacle(lead="moit")
    ours, theirs = log(found), log(found, by=make.viewer(make.son()))
    with pytest.raises(NotAllowedError):
        actions.withdraw_step(step=ours, reason="Nhầm", by=make.viewer(make.binh()))
    with pytest.raises(StateError, match="Say why"):
        actions.withdraw_step(step=ours, reason="", by=lan())
    actions.withdraw_step(step=ours, reason="Nhầm", by=lan())
    actions.withdraw_step(step=theirs, reason="Nhầm", by=lan())
    assert not found.casesteps.exists()
    assert last().values_beside.changes["text"] == ["Làm việc với MAFF", None]
    with pytest.raises(StateError, match="already"):
        actions.withdraw_step(step=ours, reason="Nhầm", by=lan())


def test_a_case_with_steps_is_not_withdrawn_and_one_with_goods_alone_is():
    found, other = make.obstacle(hs=("08",)), make.obstacle(hs=("08",))
    log(found)
    with pytest.raises(StateError, match="steps"):
        actions.withdraw_obstacle(obstacle=found, reason="Nhầm", by=lan())
    actions.withdraw_obstacle(obstacle=other, reason="Nhầm", by=lan())
    assert Obstacle.objects.get() == found


def test_a_case_is_tied_to_what_it_stands_in_the_way_of():
    found, commitment = make.obstacle(), make.commitment()
    request, activity, agreement = make.request(), make.activity(), make.agreement()
    for target in (commitment, request, activity, agreement, commitment):
        actions.link_record(case=found, target=target, by=lan())
    links = queries.links_of(lan(), found)
    assert (links.commitments, links.requests) == ([commitment], [request])
    assert (links.activities, links.agreements) == ([activity], [agreement])
    found.refresh_from_db()
    assert found.version == 5
    actions.unlink_record(case=found, target=request, by=lan())
    assert queries.links_of(lan(), found).requests == []
    assert last().values_beside.changes["requests"] == [[request.reference], None]


def test_a_link_to_what_one_may_not_know_is_not_there():
    found = make.obstacle()
    hidden = make.commitment(keeping=make.guard("mofa-economic", "restricted"))
    actions.link_record(case=found, target=hidden, by=lan())
    assert not queries.links_of(make.viewer(make.tuan()), found)
    assert queries.links_of(lan(), found)


def test_links_are_for_who_handles_it():
    with pytest.raises(NotAllowedError):
        actions.link_record(
            case=make.obstacle(), target=make.commitment(), by=make.viewer(make.tuan())
        )


def test_what_a_case_is_tied_to_is_not_withdrawn():
    found, commitment = make.obstacle(), make.commitment()
    actions.link_record(case=found, target=commitment, by=lan())
    with pytest.raises(StateError, match="obstacles"):
        actions.withdraw_commitment(commitment=commitment, reason="Nhầm", by=lan())
