"""The pack in the tables: whole, and the same when it is loaded again."""

import pytest
from django.utils import translation

from chancery.history.queries import latest, verify
from chancery.partners.actions import load_partners
from chancery.partners.models import BlocMembership, Partner, RelationshipLevel, Sector
from chancery.people.actions import load_units
from chancery.people.models import Area, Unit, UnitName
from chancery.people.queries import country_pack
from chancery.register.actions import load_agreements
from chancery.register.models import Agreement

pytestmark = pytest.mark.django_db

TABLES = (Partner, BlocMembership, RelationshipLevel, Sector, Unit, UnitName, Area, Agreement)


def load():
    pack = country_pack()
    load_partners(pack=pack, by="system")
    load_units(pack=pack, by="system")
    load_agreements(pack=pack, by="system")
    return {model.__name__: model.objects.count() for model in TABLES}


def test_the_whole_pack_stands_in_the_tables_and_loads_twice_alike():
    pack = country_pack()
    first = load()
    assert first["Partner"] == len(pack.partners)
    assert first["Unit"] == len(pack.units)
    assert first["Sector"] == len(pack.sectors)
    assert first["Agreement"] == len(pack.agreements)
    assert first["UnitName"] == sum(len(row.names) for row in pack.units)
    assert load() == first
    assert verify().is_whole
    assert {e.action for e in latest()} >= {"partners.load", "units.load"}


def test_what_nobody_has_checked_says_so():
    load()
    pack = country_pack()
    unchecked = sum(not row.verified for row in pack.units)
    assert Unit.objects.filter(verified=False).count() == unchecked
    assert not Partner.objects.filter(source="").exists()


def test_home_is_one_partner_and_units_keep_their_ties():
    load()
    pack = country_pack()
    assert [p.code for p in Partner.objects.filter(is_home=True)] == [pack.home]
    for row in pack.units:
        unit = Unit.objects.get(pk=row.id)
        assert (unit.belongs_to_id, unit.sits_in_id, unit.successor_id) == (
            row.belongs_to,
            row.sits_in,
            row.successor,
        )


def test_names_are_shown_in_the_language_of_the_page():
    load()
    japan = Partner.objects.get(code="JP")
    for language, name in (("vi", "Nhật Bản"), ("en", "Japan")):
        with translation.override(language):
            assert str(japan) == name
