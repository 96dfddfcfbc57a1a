"""Proposals shared between missions, and the time from an outside event to the proposal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register.errors import InvalidValuesError as RegisterInvalid
from chancery.work import access, actions
from chancery.work.errors import InvalidValuesError, StateError
from chancery.work.models import Proposal
from chancery.work.sharing.speed import days_of, speed_by_unit
from tests import make
from tests.web.pages import page, send, words

pytestmark = pytest.mark.django_db


def known(person):
    return access.proposals(make.viewer(person)).exists()


def share(found, shared=True, by=None):
    return actions.share_proposal(proposal=found, shared=shared, by=make.viewer(by or make.lan()))


def test_writers_of_every_mission_see_what_is_shared_and_nobody_else_does():
    found = make.proposal()
    oanh, son_of_another = make.oanh(), make.yen()
    assert not known(oanh)
    with pytest.raises(NotAllowedError):
        share(found, by=make.thu())
    share(found)
    assert known(oanh)
    assert not known(son_of_another)
    assert not known(make.khoa())
    Proposal.objects.update(sensitivity="restricted")
    assert not known(oanh)
    with pytest.raises(StateError):
        share(Proposal.objects.get(), shared=False)


def test_another_mission_says_that_it_does_it_too_once_and_may_take_it_back():
    found, oanh = make.proposal(), make.viewer(make.oanh())
    with pytest.raises(StateError):
        actions.echo_proposal(proposal=found, unit="mission-kr", note="", by=oanh)
    share(found)
    for note in ("Đã gặp hiệp hội", "Đã gặp hai hiệp hội"):
        actions.echo_proposal(proposal=found, unit="mission-kr", note=note, by=oanh)
    assert found.echoes.get().note == "Đã gặp hai hiệp hội"
    with pytest.raises(StateError):
        share(found, shared=False)
    with pytest.raises(NotAllowedError):
        actions.echo_proposal(
            proposal=found, unit="mofa-economic", note="", by=make.viewer(make.lan())
        )
    actions.withdraw_echo(proposal=found, unit="mission-kr", by=oanh)
    assert Event.objects.filter(kind="proposal").latest("seq").action == "proposal.unecho"
    assert not share(found, shared=False).shared


def test_an_event_has_its_day_and_has_happened():
    today = timezone.localdate()
    for wrong in (
        {"event": "Tăng thuế"},
        {"event_on": today},
        {"event": "Tăng thuế", "event_on": today + timedelta(days=1)},
    ):
        with pytest.raises((InvalidValuesError, RegisterInvalid)):
            make.proposal(**wrong)


def test_the_days_are_averaged_by_the_unit_that_proposed():
    today, days = timezone.localdate(), (2, 9, 4)
    for count in days:
        found = make.proposal(event="Tăng thuế tôm", event_on=today - timedelta(days=count))
        assert days_of(found) == count
    make.proposal(text="Không nêu sự kiện")
    unit, every = speed_by_unit(make.viewer(make.lan()))
    assert (unit.unit.pk, every.unit) == (found.from_unit_id, None)
    assert (unit.count, unit.average, unit.median, unit.longest) == (3, 5.0, 4, 9)
    assert unit.average == every.average == sum(days) / len(days)


def test_the_pages_share_answer_and_show_how_fast(client):
    today = timezone.localdate()
    found = make.proposal(event="Tăng thuế tôm", event_on=today - timedelta(days=3))
    at = f"/proposals/{found.pk}/"
    assert "proposed 3 days later" in words(client, make.lan(), at)
    send(client, make.lan(), f"{at}share/")
    shown = words(client, make.oanh(), at)
    assert "We do this too" in shown
    send(client, make.oanh(), f"{at}echo/", unit="mission-kr", note="Đang làm với hiệp hội")
    assert "Đang làm với hiệp hội" in words(client, make.lan(), at)
    assert page(client, make.lan(), f"{at}echo/").status_code == 403
    send(client, make.oanh(), f"{at}echo/mission-kr/withdraw/")
    assert not found.echoes.exists()
    speed = words(client, make.lan(), "/proposals/speed/")
    assert "3.0" in speed
    (row,) = page(client, make.lan(), "/proposals/?event=named").context["page"]
    assert row.pk == found.pk
