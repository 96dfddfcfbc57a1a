"""Any pack: what it answers, shown on an invented country that has no code of its own."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.reference import Pack, UnknownKeyError, load_pack

EXAMPLE = Path(__file__).parents[1] / "packs" / "example"


@pytest.fixture
def example() -> Pack:
    return load_pack(EXAMPLE)


def test_an_invented_country_loads_without_code_of_its_own(example: Pack) -> None:
    assert (example.code, example.home, example.name_en) == ("example", "QM", "Marenia")
    assert example.partner("QM").kind == "country"
    assert [level.code for level in example.levels] == ["close", "plain"]
    assert example.agreements[0].stages == (("signed", "2001-02"), ("in_force", "2002"))
    assert example.titles[0].text_vi != ""


def test_a_pack_stands_on_the_world(example: Pack) -> None:
    assert example.find_partner("Ô-xtrây-li-a") is example.partner("AU")
    assert example.partner("JP") in example.members("CPTPP")


def test_a_row_of_the_pack_fills_in_over_that_of_the_world(example: Pack) -> None:
    portugal = example.partner("PT")
    assert (portugal.name_en, portugal.iso3) == ("Portuguese Republic", "PRT")
    assert example.find_partner("Portugal") is portugal


def test_a_pack_is_read_once(example: Pack) -> None:
    assert load_pack(str(EXAMPLE)) is example


def test_a_former_name_finds_the_unit_that_bore_it(example: Pack) -> None:
    unit = example.unit("foreign")
    assert example.find_unit("Foreign Office of Marenia") is unit
    assert unit.names[-1].start == "2010-01-01"
    assert unit.name_vi == "Bộ Đối ngoại"


def test_units_are_found_by_the_ways_in_which_their_kind_is_written(example: Pack) -> None:
    assert example.find_unit("Marenian embassy in lisbon") is example.unit("mission-pt")


def test_relationships_are_dated(example: Pack) -> None:
    on = {day: example.relationship("PT", day) for day in (date(2000, 1, 1), date(2021, 1, 1))}
    assert [row and row.level for row in on.values()] == ["plain", "close"]
    assert example.relationship("ES") is None
    assert example.relationship("PT", date(1980, 1, 1)) is None


def test_missions_cover_their_host_and_those_they_are_accredited_to(example: Pack) -> None:
    mission = example.unit("mission-pt")
    assert [example.covering(code) for code in ("PT", "ES", "EU")] == [(mission,)] * 3
    assert example.covering("FR") == ()


def test_only_the_table_allows_to_assign(example: Pack) -> None:
    assert example.may_assign("cabinet", "foreign")
    assert example.may_assign("foreign", "foreign-europe")
    assert not example.may_assign("sea", "foreign-europe")
    assert not example.may_assign("foreign", "mission-pt")
    assert not example.may_assign("foreign", "cabinet")


def test_an_unknown_key_is_named(example: Pack) -> None:
    with pytest.raises(UnknownKeyError, match="pack example has no unit 'nowhere'"):
        example.unit("nowhere")
    for ask in (example.partner, example.level, example.sector, example.agreement):
        with pytest.raises(UnknownKeyError, match="'nowhere'"):
            ask("nowhere")


@settings(deadline=None)  # the first call loads the pack
@given(st.text())
def test_looking_for_any_text_never_fails(text: str) -> None:
    for pack in (load_pack(EXAMPLE), load_pack("vn")):
        assert pack.find_unit(text) is None or pack.find_unit(text) in pack.units
        assert pack.find_partner(text) is None or pack.find_partner(text) in pack.partners
        assert pack.find_agreement(text) is None or pack.find_agreement(text) in pack.agreements


@settings(deadline=None)  # the first call loads the pack
@given(st.text(), st.dates())
def test_looking_for_any_text_on_any_day_never_fails(text: str, day: date) -> None:
    pack = load_pack("vn")
    assert pack.find_unit(text, day) is None or pack.find_unit(text, day) in pack.units
