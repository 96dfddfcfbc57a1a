"""Interactions: who met whom, tied to what, known to whom."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from chancery.people.errors import NotAllowedError
from chancery.register import actions
from chancery.register.contacts import queries
from chancery.register.errors import ChangedMeanwhileError, InvalidValuesError
from chancery.register.models import Interaction
from tests import make

pytestmark = pytest.mark.django_db


def lan():
    return make.viewer(make.lan())


def change(found, version, *, by=None, **changed):
    return actions.change_interaction(
        interaction=found,
        values=make.interaction_values(**changed),
        version=version,
        by=by or lan(),
    )


def test_it_is_recorded_with_those_met_and_what_it_was_about():
    met = make.contact()
    about = (make.commitment().reference, make.obstacle().reference, make.opportunity().reference)
    found = make.interaction(
        contacts=(met.reference,),
        units=("mission-jp",),
        records=(*about, make.activity().reference),
        next_step="Gửi hồ sơ kỹ thuật",
        next_unit="moit",
        next_step_on=date(2026, 5, 4),
    )
    assert found.reference.startswith("TX-")
    rows = queries.records_discussed(lan(), found)
    assert {row.reference for row in rows} >= set(about)
    assert len(rows) == 4
    assert list(queries.interactions_of(lan(), met)) == [found]


def test_our_units_the_unit_of_the_next_step_and_the_mission_know_of_it():
    found = make.interaction(next_step="Gửi hồ sơ", next_unit="moit")
    for person, knows in ((make.son, True), (make.tuan, True), (make.oanh, False)):
        rows = queries.interactions(make.viewer(person()))
        assert rows.filter(pk=found.pk).exists() == knows


def test_meeting_a_member_is_meeting_the_organisation():
    agency = make.contact(kind="agency", text="METI")
    member = make.contact(organisation=agency.reference)
    found = make.interaction(contacts=(member.reference,))
    assert list(queries.interactions_of(lan(), agency)) == [found]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"day": timezone.localdate() + timedelta(days=2)}, "day"),  # still ahead after midnight
        ({"theirs": ""}, "contacts"),
        ({"next_unit": "moit"}, "next_step"),
        ({"contacts": ("DM-1999-0001",)}, "contacts"),
        ({"records": ("NV-1999-0001",)}, "records"),
        ({"units": ("nowhere",)}, "units"),
        ({"kind": "chat"}, "kind"),
    ],
)
def test_what_cannot_be_kept_is_told_by_field_and_nothing_is(wrong, field):
    make.unit("moit")
    with pytest.raises(InvalidValuesError) as refused:
        make.interaction(**wrong)
    assert list(refused.value.by_field) == [field]
    assert not Interaction.objects.exists()


def test_it_is_changed_once_for_each_version_by_who_holds_it():
    found = make.interaction()
    assert change(found, 1, summary="Bạn đồng ý").version == 2
    assert change(found, 2, summary="Bạn đồng ý").version == 2, "the same again is no change"
    with pytest.raises(ChangedMeanwhileError):
        change(found, 1, summary="Khác")
    with pytest.raises(NotAllowedError):
        change(found, 2, by=make.viewer(make.tuan()))


def test_what_the_editor_may_not_know_of_stays_tied():
    closed = make.guard("mofa", "restricted")
    contact = make.contact(by=make.hien(), keeping=closed)
    commitment = make.commitment(by=make.hien(), keeping=closed)
    found = make.interaction()
    found.contacts.add(contact)
    found.commitments.add(commitment)
    change(found, 1, summary="Mới")
    assert (found.contacts.get(), found.commitments.get()) == (contact, commitment)
    assert queries.records_discussed(lan(), found) == []
    (row,) = queries.with_parts(lan(), queries.interactions(lan()))
    assert row.known == []


def test_when_somebody_was_last_met_is_said_as_far_as_one_may_know():
    contact = make.contact(keeping=make.guard(sensitivity="public"))
    make.interaction(
        contacts=(contact.reference,), keeping=make.guard("mofa-economic", "restricted")
    )
    assert queries.listed(lan()).get().last_met == date(2026, 3, 2)
    assert queries.listed(make.viewer(make.son())).get().last_met is None
