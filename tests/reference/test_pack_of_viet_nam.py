"""The pack that ships: it loads clean, and says what officials and newspapers would say."""

import csv
import io
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chancery.lib.text import fold
from chancery.reference import Pack, cldr, load_pack

PACKS = Path(cldr.__file__).parent / "packs"
MERGER = date(2025, 3, 1)


@pytest.fixture(scope="module")
def vn() -> Pack:
    return load_pack("vn")


def test_every_row_says_where_it_comes_from_and_whether_it_was_checked(vn: Pack) -> None:
    tables = (vn.partners, vn.memberships, vn.levels, vn.relationships, vn.agreements, vn.units)
    more = (vn.sectors, vn.authority, vn.places, vn.titles)
    for table in (*tables, *more):
        assert table
        assert all(row.source and isinstance(row.verified, bool) for row in table)


def test_every_reference_resolves(vn: Pack) -> None:
    for unit in vn.units:
        assert vn.successor(unit).end == ""
        for tie in (unit.belongs_to, unit.sits_in):
            assert tie is None or vn.unit(tie)
        for code in (*unit.accredited, *([unit.host] if unit.host else [])):
            assert vn.partner(code)
    for row in vn.relationships:
        assert vn.partner(row.partner)
        assert vn.level(row.level)
    for agreement in vn.agreements:
        assert [vn.partner(code) for code in agreement.parties]
        assert vn.home in agreement.parties


def test_the_world_is_what_cldr_says(vn: Pack) -> None:
    shipped = (PACKS / "world" / "partners.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(shipped)))
    assert rows == [list(cldr.HEADER), *map(list, cldr.world())]
    countries = [row for row in vn.partners if row.kind == "country"]
    assert len(countries) == 195  # 193 members of the United Nations and two observers
    assert all(len(row.iso3) == 3 for row in countries)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Mỹ", "US"),
        ("Hoa Kỳ", "US"),
        ("Úc", "AU"),
        ("Ô-xtrây-li-a", "AU"),
        ("Liên bang Nga", "RU"),
        ("Hung-ga-ri", "HU"),
        ("Ca-na-đa", "CA"),
        ("Niu Di-lân", "NZ"),
        ("Ma-lai-xi-a", "MY"),
        ("Xu-đăng", "SD"),
        ("Cộng hòa Séc", "CZ"),
        ("Cộng hoà Séc", "CZ"),
        ("CHDCND Lào", "LA"),
        ("CHLB Đức", "DE"),
        ("Đài Loan (Trung Quốc)", "TW"),
        ("Republic of Korea", "KR"),
        ("ROK", "KR"),
        ("Korean", "KR"),
        ("Lao PDR", "LA"),
        ("Vietnamese", "VN"),
        ("Liên Hiệp Quốc", "UN"),
        ("Mê Công - Hàn Quốc", "MEKONG-ROK"),
        ("jp", "JP"),
        ("nhat ban", "JP"),
        ("Ngân hàng Thế giới (WB)", "WB"),
    ],
)
def test_a_partner_is_found_by_every_way_of_writing_it(vn: Pack, name: str, code: str) -> None:
    assert vn.find_partner(name) is vn.partner(code)


def test_names_that_are_common_words_are_marked(vn: Pack) -> None:
    marked = {name for partner in vn.partners for name in partner.ambiguous}
    common = "Nga Anh Đức Pháp Áo Bỉ Lào Nhật Hàn Trung Mỹ Úc Ý Việt Ấn Thái Séc Síp"
    assert marked >= set(common.split())
    assert "Hoa Kỳ" not in marked


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Bộ Nông nghiệp và Phát triển nông thôn", "mae"),
        ("Bộ NN&PTNT", "mae"),
        ("Bộ TN&MT", "mae"),
        ("Bộ Giao thông vận tải", "moc"),
        ("Bộ Kế hoạch và Đầu tư", "mof"),
        ("Bộ Lao động - Thương binh và Xã hội", "moha"),
        ("Bộ TT&TT", "most"),
        ("Uỷ ban Dân tộc", "mera"),
        ("Ban Đối ngoại Trung ương", "mofa"),
        ("Tổng cục Hải quan", "mof-customs"),
        ("Vụ Tổng hợp kinh tế", "mofa-economic"),
        ("Vụ Hợp tác kinh tế đa phương", "mofa-economic"),
        ("UBND tỉnh Hà Giang", "province-tuyen-quang"),
        ("tỉnh Thừa Thiên Huế", "province-hue"),
    ],
)
def test_a_renamed_ministry_leads_to_its_successor(vn: Pack, old: str, today: str) -> None:
    unit = vn.find_unit(old)
    assert unit is not None
    assert vn.successor(unit).id == today


def test_a_bracket_that_is_no_abbreviation_belongs_to_the_name(vn: Pack) -> None:
    assert vn.find_unit("Bộ Ngoại giao (Lào)") is None
    assert vn.find_unit("Bộ Ngoại giao (BNG)") is vn.unit("mofa")


def test_a_merged_ministry_ended_on_the_day_before_its_successor_began(vn: Pack) -> None:
    assert vn.unit("mard").end == "2025-02-28"
    assert vn.unit("mae").start == MERGER.isoformat()
    assert vn.find_unit("Bộ Nông nghiệp và Môi trường", MERGER) is vn.unit("mae")


def test_provinces_are_63_before_and_34_after_the_merger(vn: Pack) -> None:
    provinces = [unit for unit in vn.units if unit.kind == "province"]
    assert len(provinces) == 63
    assert sum(not unit.end for unit in provinces) == 34
    for unit in provinces:
        assert unit.end in ("", "2025-06-30")
        assert bool(unit.end) == bool(unit.successor)


def test_a_province_that_became_a_city_keeps_its_id_and_its_old_name(vn: Pack) -> None:
    dong_nai = vn.unit("province-dong-nai")
    assert dong_nai.form == "city"
    assert vn.find_unit("UBND tỉnh Đồng Nai") is dong_nai
    assert dong_nai.names[-1].start == "2026-04-30"
    cities = [unit for unit in vn.units if unit.form == "city" and not unit.end]
    assert len(cities) == 7


def test_the_government_has_fourteen_ministries_and_three_agencies_of_their_rank(vn: Pack) -> None:
    ranks = ("ministry", "government_office")
    standing = [unit for unit in vn.units if unit.kind in ranks and not unit.end]
    assert len(standing) == 17
    assert all(unit.verified for unit in standing)


@pytest.mark.parametrize("name", ["UBND tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn"])
def test_a_province_is_found_by_its_committee(vn: Pack, name: str) -> None:
    assert vn.find_unit(name) is vn.unit("province-lang-son")


def test_a_trade_office_sits_in_a_mission_and_belongs_to_a_ministry(vn: Pack) -> None:
    office = vn.find_unit("Thương vụ Việt Nam tại Ai Cập")
    assert office is not None
    assert (office.sits_in, office.belongs_to) == ("mission-eg", "moit")


def test_missions_have_a_host_a_city_and_a_time_zone(vn: Pack) -> None:
    missions = [unit for unit in vn.units if unit.kind == "mission"]
    assert len(missions) > 90
    for mission in missions:
        assert mission.host
        assert mission.city
        assert ZoneInfo(mission.time_zone)
        assert mission.belongs_to == "mofa"


def test_those_in_the_country_come_before_those_accredited_to_it(vn: Pack) -> None:
    united_states = [mission.id for mission in vn.covering("US")]
    assert united_states == ["mission-us", "mission-san-francisco", "mission-houston"]
    assert [mission.id for mission in vn.covering("SD")] == ["mission-eg"]
    assert "mission-geneva" in {mission.id for mission in vn.covering("WTO")}


@pytest.mark.parametrize("assigner", ["gov", "pm", "sc-economic-diplomacy"])
@pytest.mark.parametrize("assignee", ["moit", "sbv", "province-lang-son", "mission-eg"])
def test_government_prime_minister_and_committee_assign_to_ministries_provinces_and_missions(
    vn: Pack, assigner: str, assignee: str
) -> None:
    assert vn.may_assign(assigner, assignee)


@pytest.mark.parametrize(
    ("assigner", "assignee"),
    [("mofa", "mofa-economic"), ("mofa", "mission-eg"), ("moit", "moit-foreign-markets"),
     ("moit", "trade-eg")],
)  # fmt: skip
def test_a_ministry_assigns_to_its_own_departments_and_missions(
    vn: Pack, assigner: str, assignee: str
) -> None:
    assert vn.may_assign(assigner, assignee)


@pytest.mark.parametrize(
    ("assigner", "assignee"),
    [("mofa", "moit"), ("mofa", "province-lang-son"), ("mofa", "moit-foreign-markets"),
     ("moit", "mission-eg"), ("mission-eg", "mofa"), ("province-lang-son", "mofa"),
     ("mofa-economic", "mission-eg"), ("vcci", "moit"), ("vpcp", "moit"), ("moit", "pm")],
)  # fmt: skip
def test_everyone_else_can_only_request(vn: Pack, assigner: str, assignee: str) -> None:
    assert not vn.may_assign(assigner, assignee)


def test_relationship_levels_are_history(vn: Pack) -> None:
    history = [row.level for row in vn.relationships if row.partner == "KR"]
    assert history[-2:] == [
        "strategic_cooperative_partnership",
        "comprehensive_strategic_partnership",
    ]
    then = vn.relationship("KR", date(2015, 1, 1))
    assert then is not None
    assert then.level == "strategic_cooperative_partnership"
    now = vn.relationship("NL")
    assert now is not None
    assert now.level == "comprehensive_partnership"


def test_the_level_of_one_partner_never_overlaps_but_for_single_fields(vn: Pack) -> None:
    rows = [row for row in vn.relationships if row.level != "sectoral_strategic_partnership"]
    for before, after in pairwise(rows):
        if before.partner == after.partner:
            assert before.end == after.start


def test_agreements_are_found_by_their_short_forms(vn: Pack) -> None:
    evfta = vn.find_agreement("Hiệp định EVFTA")
    assert evfta is not None
    assert evfta is vn.find_agreement("evfta")
    assert dict(evfta.stages)["in_force"] == "2020-08-01"
    signed = [row for row in vn.agreements if row.type == "fta" and "signed" in dict(row.stages)]
    assert len(signed) >= 17


def test_stages_follow_each_other(vn: Pack) -> None:
    for agreement in vn.agreements:
        days = [day for _, day in agreement.stages if day]
        assert days == sorted(days), agreement.id


def test_sectors_are_traditional_or_new(vn: Pack) -> None:
    assert vn.sector("semiconductors").driver == "new"
    assert vn.sector("tourism").driver == "traditional"
    owners: dict[str, str] = {}
    for sector in vn.sectors:
        for term in sector.terms:
            assert owners.setdefault(term.casefold(), sector.code) == sector.code, term


def test_merged_provinces_are_places_with_a_successor(vn: Pack) -> None:
    places = {row.name: row for row in vn.places if row.country == "VN"}
    assert places["Hà Giang"].successor == "Tuyên Quang"
    assert places["Quảng Trị"].successor == ""
    spelled = {alias for row in vn.places for alias in (row.name, *row.aliases)}
    assert {"Da Nang", "Phu Quoc", "ĐBSCL", "Xơ-un", "Niu Đê-li", "Cai-rô"} <= spelled


def test_titles_come_longest_first(vn: Pack) -> None:
    lengths = [len(row.text_vi) for row in vn.titles]
    assert lengths == sorted(lengths, reverse=True)
    holder = next(row for row in vn.titles if row.text_vi == "Bộ trưởng Bộ Công Thương")
    assert holder.unit == "moit"


def test_the_first_short_form_of_a_unit_is_fit_to_be_shown(vn: Pack) -> None:
    for unit in vn.units:
        short = unit.names[-1].short
        assert not set(short) & {unit.name_vi, unit.name_en}
        assert not short or len(short[0]) <= 60, short[0]
    assert vn.unit("moit").names[-1].short[0] == "BCT"
    assert vn.unit("mission-jp").names[-1].short[0] == "ĐSQ Việt Nam tại Nhật Bản"


def test_ids_are_ascii_words(vn: Pack) -> None:
    for unit in vn.units:
        assert unit.id == fold(unit.id).replace(" ", "")


def test_loading_neither_needs_babel_nor_holidays_nor_django() -> None:
    code = (
        "import sys; from chancery.reference import load_pack; load_pack('vn');"
        "print(sorted({'babel', 'holidays', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
