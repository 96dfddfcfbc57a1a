"""Opportunities: an owner, a value with its source, a pipeline."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chancery.history.models import Event
from chancery.people.errors import NotAllowedError
from chancery.register import access, actions
from chancery.register.cases import queries, rules
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError, StateError
from chancery.register.models import Opportunity
from chancery.register.values import StepValues
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
VALUE = {
    "amount": Decimal(12500000),
    "currency": "USD",
    "valued_on": DAY,
    "value_source": "Thương vụ tại Nhật Bản",
}


def lan():
    return make.viewer(make.lan())


def last():
    return Event.objects.filter(kind="opportunity").latest("seq")


def test_an_opportunity_is_recorded_for_its_owner_and_the_mission_to_see():
    found = make.opportunity(lead="moit", hs=("0805",), sectors=("trade",), **VALUE)
    assert found.reference.startswith("CH-")
    assert found.state == "spotted"
    assert last().values_beside.changes["amount"] == [None, "12500000"]
    for person in (make.son(), make.tuan()):
        assert access.opportunities(make.viewer(person)).get() == found
    assert not access.opportunities(make.viewer(make.oanh())).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": ""}, "text"),
        ({"kind": "luck"}, "kind"),
        ({"partner": "XX"}, "partner"),
        ({"hs": ("8",)}, "hs"),
        ({"amount": Decimal(0), **{k: v for k, v in VALUE.items() if k != "amount"}}, "amount"),
        ({**VALUE, "amount": Decimal(-1)}, "amount"),
        ({**VALUE, "amount": None}, "amount"),
        ({**VALUE, "currency": ""}, "currency"),
        ({**VALUE, "currency": "usd"}, "currency"),
        ({**VALUE, "valued_on": None}, "valued_on"),
        ({**VALUE, "value_source": " "}, "value_source"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field(values, field):
    with pytest.raises(InvalidValuesError) as told:
        make.opportunity(**values)
    assert list(told.value.by_field) == [field]


def test_it_is_changed_once_for_each_version_and_the_same_value_is_no_change():
    found = make.opportunity(**VALUE)
    values = queries.opportunity_values(Opportunity.objects.get())

    def change(version, **other):
        wanted = replace(values, **other)
        return actions.change_opportunity(
            opportunity=found, values=wanted, version=version, by=lan()
        )

    assert change(1).version == 1
    assert change(1, firms="Vina T&T").version == 2
    with pytest.raises(ChangedMeanwhileError):
        change(1, firms="Khác")


def test_who_spots_it_may_take_it_on_while_nobody_owns_it():
    found = make.opportunity()
    with pytest.raises(NotAllowedError):
        actions.own_opportunity(opportunity=found, unit="moit", by=make.viewer(make.thu()))
    taken = actions.own_opportunity(
        opportunity=found, unit="mission-jp", by=make.viewer(make.tuan())
    )
    assert (taken.lead_id, taken.person) == ("mission-jp", make.tuan())
    assert last().action == "opportunity.own"
    with pytest.raises(StateError, match="owns this already"):
        actions.own_opportunity(opportunity=found, unit="mofa-economic", by=lan())


def test_a_closed_one_is_not_taken_on():
    found = make.opportunity()
    actions.move_case(case=found, move="drop", reason="Không khả thi", by=lan())
    with pytest.raises(StateError, match="open it again"):
        actions.own_opportunity(opportunity=found, unit="mofa-economic", by=lan())


BY = {"holder": "lan", "owner": "son", "mission": "tuan", "reader": "thu"}
MAY = {
    "check": {"holder", "owner"},
    "pursue": {"holder", "owner"},
    "win": {"holder", "owner"},
    "lose": {"holder", "owner"},
    "drop": {"holder"},
    "reopen": {"holder"},
}
FROM = {
    "spotted": {"check", "drop"},
    "checked": {"pursue", "drop"},
    "pursued": {"win", "lose", "drop"},
    "won": {"reopen"},
    "lost": {"reopen"},
    "dropped": {"reopen"},
}


@pytest.mark.parametrize("state", FROM)
@pytest.mark.parametrize("who", BY)
def test_in_every_stage_each_person_has_just_their_moves(state, who):
    found = make.opportunity(lead="moit")
    Opportunity.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    viewer = make.viewer(getattr(make, BY[who])())
    open_to = {move.name for move in rules.moves_open_to(viewer, found)}
    assert open_to == {move for move in FROM[state] if who in MAY[move]}


def test_nobody_pursues_what_nobody_owns():
    found = make.opportunity()
    actions.move_case(case=found, move="check", reason="Có nhu cầu", by=lan())
    with pytest.raises(StateError, match="Name the unit"):
        actions.move_case(case=found, move="pursue", reason="", by=lan())
    actions.own_opportunity(opportunity=found, unit="mofa-economic", by=lan())
    assert actions.move_case(case=found, move="pursue", reason="", by=lan()).state == "pursued"


def test_steps_and_links_are_those_of_every_case():
    found, agreement = make.opportunity(), make.agreement()
    step = StepValues(DAY, "Gặp nhà nhập khẩu", next_step="Gửi mẫu", next_step_on=DAY)
    actions.log_step(case=found, values=step, by=lan())
    actions.link_record(case=found, target=agreement, by=lan())
    found.refresh_from_db()
    assert found.next_step == "Gửi mẫu"
    assert queries.links_of(lan(), found).agreements == [agreement]
    rows = Opportunity.objects.all()
    assert list(queries.step_late(rows)) == [found]
    assert list(queries.with_sector(rows, "trade")) == []


def test_one_recorded_by_mistake_is_withdrawn_while_nothing_has_come_of_it():
    found, other = make.opportunity(hs=("08",)), make.opportunity()
    actions.withdraw_opportunity(opportunity=found, reason="Nhầm", by=lan())
    actions.move_case(case=other, move="check", reason="Có nhu cầu", by=lan())
    with pytest.raises(StateError, match="moved on"):
        actions.withdraw_opportunity(opportunity=other, reason="Nhầm", by=lan())
    assert Opportunity.objects.get() == other
