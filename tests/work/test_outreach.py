"""Outreach of missions: planned, held, cancelled, overdue; who knows of it; its pages."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.work.actions import outreach as actions
from chancery.work.models import Outreach
from chancery.work.outreach import queries
from chancery.work.outreach.values import Line, ResultValues
from tests import make
from tests.web.pages import HOSTILE, page, send, words

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def held(found, by=None, **values):
    said = ResultValues(**{"held_on": date(2026, 3, 3), **values})
    return actions.hold_outreach(outreach=found, values=said, by=by or lan())


def test_it_is_planned_held_with_its_source_and_told():
    line = Line("Tờ gấp", "ja", "https://example.org/to-gap")
    found = make.outreach(materials=(line,), sectors=())
    assert found.reference.startswith("TT-")
    assert queries.is_overdue(found)
    with pytest.raises(InvalidValuesError) as refused:
        held(found, reach=10)
    assert list(refused.value.by_field) == ["reach_source"]
    met, won = make.interaction(), make.opportunity()
    done = held(
        found,
        reach=10,
        reach_source="vé",
        coverage=(Line("NHK", day=date(2026, 3, 4)),),
        interactions=(met.reference,),
        opportunities=(won.reference,),
    )
    assert (done.state, queries.is_overdue(done)) == ("done", False)
    told = Event.objects.filter(kind="outreach").latest("seq").values_beside.changes
    assert (told["reach"], told["coverage"]) == ([None, 10], [[], ["NHK"]])
    with pytest.raises(StateError):
        actions.cancel_outreach(outreach=found, reason="hoãn", by=lan())
    back = actions.replan_outreach(outreach=found, reason="nhầm", by=lan())
    assert (back.state, back.reach, back.lines.count()) == ("planned", None, 1)
    actions.cancel_outreach(outreach=found, reason="hoãn", by=lan())
    with pytest.raises(StateError):
        held(found)
    with pytest.raises(StateError):
        actions.withdraw_outreach(outreach=found, reason="nhầm", by=lan())


def test_only_its_unit_changes_it_once_for_each_version_and_the_mission_knows_of_it():
    found = make.outreach()
    tuan = make.viewer(make.tuan())
    assert queries.outreach(tuan).get() == found
    assert not queries.outreach(make.viewer(make.oanh())).exists()
    values = make.outreach_values(media="NHK")
    with pytest.raises(NotAllowedError):
        actions.change_outreach(outreach=found, values=values, version=1, by=tuan)
    actions.change_outreach(outreach=found, values=values, version=1, by=lan())
    with pytest.raises(ChangedMeanwhileError):
        actions.change_outreach(outreach=found, values=values, version=1, by=lan())
    with pytest.raises(IntegrityError), transaction.atomic():
        Outreach.objects.update(reach=5)
    actions.withdraw_outreach(outreach=found, reason="nhầm", by=lan())
    assert not Outreach.objects.exists()


def test_totals_say_what_was_planned_held_and_reached_by_kind():
    first, second, third = (make.outreach(text=f"Việc {n}") for n in range(3))
    make.outreach(kind="film")
    held(first, reach=10, reach_source="vé")
    held(second)
    actions.cancel_outreach(outreach=third, reason="hoãn", by=lan())
    event, film = queries.totals(queries.outreach(lan()))
    assert (event.planned, event.held, event.reach, event.unsaid) == (2, 2, 10, 1)
    assert (film.planned, film.held, film.reach) == (1, 0, None)
    assert queries.overdue(queries.outreach(lan())).count() == 1


def test_its_pages_take_lines_and_say_which_is_wrong(client):
    make.ground()
    new = {
        "text": "Việt Nam", "kind": "event", "planned_on": "2026-03-02", "partner": "JP",
        "held_by": "mofa-economic", "sensitivity": "internal",
    }  # fmt: skip
    assert "by language" in words(client, make.lan(), "/outreach/")
    answer = send(client, make.lan(), "/outreach/new/", **new, materials="A | vi | en")
    assert answer.status_code == 422
    assert "Line 1" in answer.content.decode()
    materials = "Tờ gấp | ja | https://example.org/a"
    send(client, make.lan(), "/outreach/new/", **new, materials=materials)
    found = Outreach.objects.get()
    assert materials in words(client, make.lan(), f"/outreach/{found.pk}/edit/")
    sent = {"held_on": "2026-03-03", "coverage": "NHK | 2026-03-04", "reach": ""}
    send(client, make.lan(), f"/outreach/{found.pk}/result/", **sent)
    shown = words(client, make.lan(), f"/outreach/{found.pk}/")
    assert "https://example.org/a" in shown
    assert "NHK" in shown
    for address in ("/outreach/?state=done&year=2026", "/partners/JP/?tab=contacts"):
        assert found.reference in words(client, make.lan(), address)
    assert found.reference not in words(client, make.lan(), "/outreach/?state=overdue")
    assert page(client, make.oanh(), f"/outreach/{found.pk}/").status_code == 404
    hostile = make.outreach(text=HOSTILE, materials=(Line(HOSTILE),))
    for address in ("/outreach/", f"/outreach/{hostile.pk}/"):
        assert HOSTILE not in page(client, make.lan(), address).content.decode()
