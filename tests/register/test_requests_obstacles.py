"""Requests between partners and obstacles."""

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions, queries
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Obstacle, PartnerRequest
from chancery.register.values import ObstacleValues, RequestValues
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def last_event(kind):
    return Event.objects.filter(kind=kind).latest("seq")


def test_a_request_is_recorded_for_the_mission_to_see():
    request = make.request(of=make.source("đề nghị đơn giản hóa thị thực"))
    assert request.reference.startswith("YC-")
    event = last_event("request")
    assert (event.action, event.values_beside.label) == ("request.add", request.reference)
    assert event.values_beside.changes["direction"] == [None, "ours"]
    assert access.requests(make.viewer(make.tuan())).get() == request
    assert not access.requests(make.viewer(make.oanh())).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"text": ""}, "text"), ({"direction": "both"}, "direction"), ({"partner": "XX"}, "partner")],
)
def test_a_request_that_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.request(**values)
    assert list(told.value.by_field) == [field]


def change_request(request, version, text, by=None):
    return actions.change_request(
        request=request,
        values=RequestValues(text=text, direction="ours", partner="JP"),
        version=version,
        by=by or lan(),
    )


def test_a_request_is_changed_once_for_each_version():
    request = make.request()
    assert change_request(request, 1, request.text).version == 1
    assert change_request(request, 1, "Khác").version == 2
    assert last_event("request").values_beside.changes == {"text": [request.text, "Khác"]}
    with pytest.raises(ChangedMeanwhileError):
        change_request(request, 1, "Nữa")
    with pytest.raises(NotAllowedError):
        change_request(request, 2, "Nữa", make.viewer(make.tuan()))


def answer(request, state="agreed", reason="Công hàm ngày 02/3", by=None):
    return actions.answer_request(request=request, state=state, reason=reason, by=by or lan())


@pytest.mark.parametrize("state", ["agreed", "declined"])
def test_a_request_is_answered_once_with_what_was_answered(state):
    request = make.request()
    with pytest.raises(InvalidValuesError):
        answer(request, "open")
    with pytest.raises(StateError, match="Say why"):
        answer(request, state, "")
    with pytest.raises(NotAllowedError):
        answer(request, state, by=make.viewer(make.tuan()))
    assert answer(request, state).state == state
    assert last_event("request").values_beside.changes == {"state": ["open", state]}
    with pytest.raises(StateError, match="answered already"):
        answer(request)


def test_a_request_is_withdrawn_until_it_is_answered():
    request, other = make.request(), make.request()
    actions.withdraw_request(request=request, reason="Nhầm", by=lan())
    assert PartnerRequest.objects.get() == other
    answer(other)
    with pytest.raises(StateError, match="moved on"):
        actions.withdraw_request(request=other, reason="Nhầm", by=lan())


def test_an_obstacle_is_recorded_and_changed():
    obstacle = make.obstacle(of=make.source("chậm giải ngân"))
    assert obstacle.reference.startswith("VM-")
    assert last_event("obstacle").values_beside.changes["area"] == [None, "ODA"]
    same = queries.obstacle_values(obstacle)
    assert (
        actions.change_obstacle(obstacle=obstacle, values=same, version=1, by=lan()).version == 1
    )
    other = ObstacleValues(text="Chậm", partner="KR")
    changed = actions.change_obstacle(obstacle=obstacle, values=other, version=1, by=lan())
    assert (changed.partner_id, changed.area) == ("KR", "")
    assert last_event("obstacle").values_beside.changes["partner"] == ["JP", "KR"]


def test_an_obstacle_is_resolved_once_and_says_how():
    obstacle = make.obstacle()
    with pytest.raises(StateError, match="Say why"):
        actions.resolve_obstacle(obstacle=obstacle, reason=" ", by=lan())
    resolved = actions.resolve_obstacle(obstacle=obstacle, reason="Đã giải ngân", by=lan())
    assert resolved.state == "resolved"
    assert last_event("obstacle").values_beside.reason == "Đã giải ngân"
    with pytest.raises(StateError, match="resolved already"):
        actions.resolve_obstacle(obstacle=obstacle, reason="Lại", by=lan())
    with pytest.raises(StateError, match="moved on"):
        actions.withdraw_obstacle(obstacle=obstacle, reason="Nhầm", by=lan())


def test_an_obstacle_is_withdrawn_while_no_task_hangs_on_it():
    obstacle, other = make.obstacle(), make.obstacle()
    make.task(obstacle_id=obstacle.pk)
    with pytest.raises(StateError, match="tasks"):
        actions.withdraw_obstacle(obstacle=obstacle, reason="Nhầm", by=lan())
    actions.withdraw_obstacle(obstacle=other, reason="Nhầm", by=lan())
    assert Obstacle.objects.get() == obstacle
    assert access.obstacles(make.viewer(make.mai())).get() == obstacle
