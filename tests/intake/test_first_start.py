"""The first start broken off and begun again."""

import pytest
from django.utils import translation

from chancery.intake import first_start
from chancery.partners.models import Partner
from chancery.people import installed
from chancery.people.access import viewer_of
from chancery.people.errors import PeopleError
from chancery.people.models import Installation, Unit, User
from chancery.reference import PackError
from tests import make
from tests.shared import ROOT

pytestmark = pytest.mark.django_db
EXAMPLE = ROOT / "tests" / "packs" / "example"
THUY = {"email": "thuy@mofa.example", "full_name": "Trần Thu Thủy", "password": make.PASSWORD}


@pytest.fixture(autouse=True)
def nobody_yet():
    installed.forget()
    with translation.override("en"):
        yield


@pytest.mark.parametrize("asked", ["vn", "VN", "Viet Nam", "việt nam"])
def test_a_country_is_found_by_code_and_by_name(asked):
    assert first_start.find_pack(asked).code == "vn"


def test_a_country_without_a_pack_is_told_which_there_are():
    with pytest.raises(PackError, match=r"VN \(Viet Nam\)"):
        first_start.find_pack("Atlantis")


def test_a_folder_that_holds_a_pack_will_do():
    pack = first_start.load_country(asked=str(EXAMPLE))
    assert Installation.objects.get().pack == str(EXAMPLE)
    assert Unit.objects.count() == len(pack.units)
    user = first_start.make_administrator(**THUY)
    assert viewer_of(user).is_administrator
    installed.forget()
    assert installed.pack_code() == str(EXAMPLE)


def test_it_can_be_done_again_after_it_broke_off():
    told = []
    first_start.load_country(asked="VN", tell=lambda *line: told.append(line))
    counts = Partner.objects.count(), Unit.objects.count()
    first_start.load_country(asked="VN")
    assert (Partner.objects.count(), Unit.objects.count()) == counts
    assert told == [("partners", 1, 3), ("units", 2, 3), ("agreements", 3, 3)]
    made = first_start.make_administrator(**THUY)
    assert first_start.make_administrator(**THUY) == made
    assert User.objects.count() == 1


def test_the_administrator_stands_in_the_foreign_ministry_and_reads_nothing():
    first_start.load_country(asked="VN")
    who = viewer_of(first_start.make_administrator(**THUY))
    assert who.has_role("mofa", "administrator")
    assert not who.reads


def test_there_is_one_first_administrator():
    first_start.load_country(asked="VN")
    first_start.make_administrator(**THUY)
    with pytest.raises(PeopleError, match="an administrator already: thuy"):
        first_start.make_administrator(**{**THUY, "email": "another@mofa.example"})
