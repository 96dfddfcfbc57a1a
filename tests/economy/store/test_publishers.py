"""Files as BACI, UN Comtrade, the IMF and others publish them."""

import csv
import gzip
import json
import math
import zipfile

import pytest

from chancery.economy.errors import InputError
from chancery.economy.store import ingest, make_options, preset
from chancery.economy.store.ingesting import ASIDE, HELD, TAKEN
from tests.economy.store.flows import BACI, all_rows, baci, bring, held
from tests.shared import SHARED, needs_shared

TRADE = SHARED / "data" / "trade"


def test_a_zip_as_baci_is_published_holds_years_and_lists_of_codes(tmp_path):
    path = tmp_path / "BACI.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("BACI_Y2022.csv", BACI)
        archive.writestr("BACI_Y2021.csv", BACI.replace("2022,", "2021,"))
        archive.writestr("country_codes.csv", "country_code,country_name\n704,Viet Nam\n")
        archive.writestr("__MACOSX/._BACI_Y2022.csv", "x")
        archive.writestr("Readme.txt", 'BACI,\nby CEPII; see the note, "Version"\n\n2022,1\n')
    done = ingest([path], tmp_path / "store", baci())
    states = {one.name.rsplit("/", 1)[-1]: one.state for one in done.tables}
    assert states == {"BACI_Y2022.csv": TAKEN, "BACI_Y2021.csv": TAKEN, "country_codes.csv": ASIDE}
    assert {row["year"] for row in held(tmp_path)} == {2021, 2022}
    assert [one.state for one in ingest([path], tmp_path / "store", baci()).tables] == [HELD]


COMTRADE_HEAD = (
    "refYear,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,"
    "customsCode,motCode,qtyUnitCode,qty,primaryValue\n"
)


def test_comtrade_parts_of_totals_are_left_out_and_flows_turned_by_reporter(tmp_path):
    rows = [
        "2022,704,X,392,0,H5,010121,C00,0,8,5,100",
        "2022,704,M,392,0,H5,010121,C00,0,8,5,200",
        "2022,704,RX,392,0,H5,010121,C00,0,8,5,10",
        "2022,704,RM,392,0,H5,010121,C00,0,8,5,20",
        "2022,704,X,392,0,H5,010121,C00,2100,8,5,60",
        "2022,704,X,392,0,H5,010121,C01,0,8,5,60",
        "2022,704,X,392,410,H5,010121,C00,0,8,5,60",
        "2022,704,DX,392,0,H5,010121,C00,0,8,5,90",
        "2022,704,X,392,0,H9,010121,C00,0,8,5,90",
    ]
    said = make_options(preset("comtrade"), retrieved_on="2026-11-01")
    done = bring(tmp_path, COMTRADE_HEAD + "\n".join(rows) + "\n", said)
    assert done.dropped == {
        "customsCode is not C00: part of a total": 1,
        "flow of a kind that is not kept: DX": 1,
        "motCode is not 0: part of a total": 1,
        "partner2Code is not 0: part of a total": 1,
        "unknown classification: H9": 1,
    }
    told = {
        row["flow"]: (row["exporter"], row["importer"], row["value"]) for row in all_rows(tmp_path)
    }
    assert told == {
        "export": ("VNM", "JPN", 100.0),
        "import": ("JPN", "VNM", 200.0),
        "re-export": ("VNM", "JPN", 10.0),
        "re-import": ("JPN", "VNM", 20.0),
    }


IMTS_HEAD = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
)


def test_the_imf_tells_annual_totals_in_usd_whatever_scale_they_are_shown_in(tmp_path):
    rows = [
        "VNM,XG_FOB_USD,USA,A,2022,109388000000,6",
        "VNM,MG_CIF_USD,USA,A,2022,14468000000,6",
        "VNM,MG_FOB_USD,USA,A,2022,13600000000,6",
        "VNM,XG_FOB_USD,KOS,A,2022,1000000,6",
        "VNM,XG_FOB_USD,G001,A,2022,371000000000,6",
        "VNM,XG_FOB_USD,G163,A,2022,30000000000,6",
        "VNM,XG_FOB_USD,USA,M,2022-M01,9000000000,6",
    ]
    text = IMTS_HEAD + "".join(f"IMF.STA:IMTS(1.0.0),{row}\n" for row in rows)
    done = bring(tmp_path, text, make_options(preset("imts"), retrieved_on="2026-11-01"))
    assert done.dropped == {
        "FREQUENCY is not A: part of a total": 1,
        "flow of a kind that is not kept: MG_FOB_USD": 1,
    }
    exports = {row["importer"]: row["value"] for row in held(tmp_path, flow="export")}
    assert exports == {"USA": 109_388e6, "XKX": 1e6}
    assert [(r["exporter"], r["value"]) for r in held(tmp_path, flow="import")] == [
        ("USA", 14_468e6)
    ]


def test_a_power_of_ten_is_heeded_where_a_column_tells_it_and_refused_as_a_word(tmp_path):
    head = IMTS_HEAD.replace("SCALE", "UNIT_MULT")
    said = make_options(preset("imts"), retrieved_on="2026-11-01")
    bring(tmp_path, head + "X,VNM,XG_FOB_USD,USA,A,2022,109388,6\n", said)
    assert [row["value"] for row in held(tmp_path, flow="export")] == [109_388e6]
    with pytest.raises(InputError, match="row 1 of the data, column 'UNIT_MULT': 'Millions'"):
        bring(tmp_path, head + "X,VNM,XG_FOB_USD,USA,A,2023,1,Millions\n", said, name="word.csv")


def test_months_of_comtrade_are_no_year(tmp_path):
    head = COMTRADE_HEAD.replace("refYear,", "freqCode,refYear,")
    row = "2022,704,X,392,0,H5,010121,C00,0,8,5,{}\n"
    text = head + "M," + row.format(10) + "A," + row.format(100)
    done = bring(tmp_path, text, make_options(preset("comtrade"), retrieved_on="2026-11-01"))
    assert done.dropped == {"freqCode is not A: part of a total": 1}
    assert [row["value"] for row in all_rows(tmp_path)] == [100.0]


@needs_shared
@pytest.mark.parametrize(
    ("name", "columns", "said", "value", "unit"),
    [
        ("agtpa_applications", {}, {"kind": "agtpa"}, "trade", 1e6),
        (
            "gravity_zeros_2006",
            {"value": "flow"},
            {"kind": "cepii-gravity", "year": 2006, "value_unit": "million_usd"},
            "flow",
            1e6,
        ),
        (
            "bilateral_trade_agreements_1964_2016",
            {"exporter": "exp", "importer": "imp", "year": "time", "value": "export"},
            {"value_unit": "usd", "source": "penppml", "flow": "export"},
            "export",
            1,
        ),
    ],
)
def test_published_panels_come_in_whole(tmp_path, name, columns, said, value, unit):
    path = TRADE / f"{name}.csv.gz"
    layout = preset(said.pop("kind", None)).with_columns(columns)
    done = ingest(
        [path], tmp_path / "store", make_options(layout, retrieved_on="2026-11-01", **said)
    )
    with gzip.open(path, "rt", encoding="utf-8") as file:
        values = [float(row[value]) for row in csv.DictReader(file)]
    assert (done.rows_read, done.rows_used, done.dropped) == (len(values), len(values), {})
    total = math.fsum(row["value"] for row in all_rows(tmp_path))
    assert total == pytest.approx(unit * math.fsum(values), rel=1e-12)


@needs_shared
def test_mixed_imports_of_the_union_come_in_at_one_level(tmp_path):
    path = TRADE / "eu_imports_by_partner_hs_2018_2022.csv.gz"
    said = make_options(
        preset("comtrade"), retrieved_on="2026-11-01", classification="HS17", level="4"
    )
    ingest([path], tmp_path / "store", said)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wood = sum(
        float(row["primary_value"])
        for row in rows
        if row["cmd_code"].startswith("44")
        and len(row["cmd_code"]) == 4
        and row["partner_iso"] == "VNM"
    )
    flows = held(tmp_path, exporters=["VNM"], products=["44"])
    assert sum(row["value"] for row in flows) == pytest.approx(wood, rel=1e-12)
    assert {row["importer"] for row in flows} <= {row["reporter_iso"] for row in rows}


@needs_shared
def test_a_recorded_reply_of_comtrade_comes_in_as_it_is(tmp_path):
    path = SHARED / "data" / "connectors" / "comtrade_data_v1_get_C_A_HS.json"
    done = ingest(
        [path], tmp_path / "store", make_options(preset("comtrade"), retrieved_on="2026-11-01")
    )
    rows = json.loads(path.read_text(encoding="utf-8"))["data"]
    assert done.rows_read == len(rows)
    assert sum(row["value"] for row in all_rows(tmp_path)) == sum(r["primaryValue"] for r in rows)
