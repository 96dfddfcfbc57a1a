"""Every code that a publisher writes for a partner means one partner, or a group set apart."""

import csv
import gzip
import io

import pytest

from chancery.economy.errors import InputError
from chancery.economy.store import partners as module
from chancery.economy.store.partners import partner_named, partner_of, partners
from tests.shared import SHARED, needs_shared


@pytest.mark.parametrize(
    ("code", "letters"),
    [
        ("842", "USA"),
        ("840", "USA"),
        ("699", "IND"),
        ("251", "FRA"),
        ("757", "CHE"),
        ("579", "NOR"),
        ("490", "TWN"),
        ("158", "TWN"),
        ("S19", "TWN"),
        ("381", "ITA"),
        ("280", "DEU"),
        ("276", "DEU"),
        ("4", "AFG"),
        ("004", "AFG"),
        ("704.0", "VNM"),
        ("vnm", "VNM"),
        ("VN", "VNM"),
        ("ROM", "ROU"),
        ("ZAR", "COD"),
    ],
)
def test_a_code_leads_to_the_letters_of_its_country(code, letters):
    assert (partner_of(code).code, partner_of(code).kind) == (letters, "country")


@pytest.mark.parametrize("code", ["0", "W00", "97", "899", "_X ", "837", "568", "EUN", "697"])
def test_groups_and_remainders_are_no_countries(code):
    assert partner_of(code).kind == "aggregate"


@pytest.mark.parametrize(("code", "letters"), [("810", "SUN"), ("58", "BLX"), ("868", "SVR")])
def test_a_state_that_is_no_more_is_not_led_to_a_successor(code, letters):
    assert (partner_of(code).code, partner_of(code).kind) == (letters, "former")


@pytest.mark.parametrize("code", ["", "ZZZ", "9999", "²", "Viet Nam", "1e5", "-4"])
def test_what_is_no_code_means_nobody(code):
    assert partner_of(code) is None


def test_a_wrong_code_is_answered_with_near_ones():
    with pytest.raises(InputError, match=r"'VNN' is no code of a partner; did you mean .*VNM"):
        partner_named("VNN")


def test_letters_mean_one_partner_and_each_line_of_ours_has_its_source():
    kinds = {}
    for one in partners().values():
        assert kinds.setdefault(one.code, one.kind) == one.kind
    rows = list(csv.DictReader(module._OWN.read_text(encoding="utf-8").splitlines()))
    assert all(row["source"] and row["name"] for row in rows)
    assert len({row["code"] for row in rows}) == len(rows)


@needs_shared
def test_the_codes_of_iso_and_m49_agree_with_another_list():
    path = SHARED / "data" / "reference" / "country-codes.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert len(rows) > 240
    for row in rows:
        for column in ("ISO3166-1-numeric", "ISO3166-1-Alpha-3", "ISO3166-1-Alpha-2"):
            assert partner_of(row[column]).code == row["ISO3166-1-Alpha-3"]


@needs_shared
@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("agtpa_applications", ("exporter", "importer")),
        ("bilateral_trade_agreements_1964_2016", ("exp", "imp")),
        ("gravity_zeros_2006", ("iso_o", "iso_d")),
        ("eu_imports_by_partner_hs_2018_2022", ("reporter_iso", "partner_iso")),
        ("world_trade_sitc_avg_1998_2000", ("country",)),
    ],
)
def test_all_partners_of_the_published_files_are_known(name, columns):
    path = SHARED / "data" / "trade" / f"{name}.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        codes = {row[column] for row in csv.DictReader(file) for column in columns}
    assert {code for code in codes if partner_of(code) is None} == set()
