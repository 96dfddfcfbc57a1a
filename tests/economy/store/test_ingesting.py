"""Files of flows into a store: what is kept, what is left out and why."""

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import math
import zipfile
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from chancery.economy.errors import InputError
from chancery.economy.store import ingest, make_options, open_store, preset
from chancery.economy.store.ingesting import ASIDE, HELD, TAKEN
from chancery.economy.store.partners import partner_of
from chancery.lib.progress import listening
from tests.economy.store.flows import BACI, all_rows, baci, bring, held, plain, write
from tests.shared import SHARED, needs_shared

TRADE = SHARED / "data" / "trade"


def test_a_flow_of_baci_comes_in_usd_with_letters_and_all_that_tells_of_it(tmp_path):
    done = bring(tmp_path, BACI)
    assert (done.rows_read, done.rows_used, done.dropped) == (2, 2, {})
    first, second = held(tmp_path)
    assert first == {
        "exporter": "VNM",
        "importer": "JPN",
        "product": "010121",
        "year": 2022,
        "flow": "reconciled",
        "value": 10_500.0,
        "quantity": 2.0,
        "unit": "t",
        "source": "BACI",
        "classification": "HS17",
        "level": 6,
        "retrieved_on": dt.date(2026, 11, 1),
        "file": done.tables[0].brought.id,
    }
    assert (second["importer"], second["quantity"], second["unit"]) == ("USA", None, None)


@pytest.mark.parametrize("name", ["flows.csv", "flows.csv.gz", "flows.zip"])
def test_the_same_comes_in_packed_or_not(tmp_path, name):
    bring(tmp_path, BACI, name=name)
    assert [row["value"] for row in held(tmp_path)] == [10_500.0, 20_000.0]


def test_parquet_with_numbers_for_codes_comes_in(tmp_path):
    table = pa.table({"t": [2022], "i": [704], "j": [392], "k": [10121], "v": [1.0], "q": [None]})
    path = tmp_path / "flows.parquet"
    parquet.write_table(table, path)
    ingest([path], tmp_path / "store", baci())
    assert [(row["exporter"], row["product"]) for row in held(tmp_path)] == [("VNM", "010121")]


def test_a_zip_as_baci_is_published_holds_years_and_lists_of_codes(tmp_path):
    path = tmp_path / "BACI.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("BACI_Y2022.csv", BACI)
        archive.writestr("BACI_Y2021.csv", BACI.replace("2022,", "2021,"))
        archive.writestr("country_codes.csv", "country_code,country_name\n704,Viet Nam\n")
        archive.writestr("__MACOSX/._BACI_Y2022.csv", "x")
    done = ingest([path], tmp_path / "store", baci())
    states = {one.name.rsplit("/", 1)[-1]: one.state for one in done.tables}
    assert states == {"BACI_Y2022.csv": TAKEN, "BACI_Y2021.csv": TAKEN, "country_codes.csv": ASIDE}
    assert {row["year"] for row in held(tmp_path)} == {2021, 2022}
    assert [one.state for one in ingest([path], tmp_path / "store", baci()).tables] == [HELD]


def test_flows_with_groups_are_kept_apart_and_enter_no_total(tmp_path):
    text = BACI + "2022,704,0,010121,1000,5\n2022,97,704,010121,7,5\n2022,899,704,010121,7,5\n"
    done = bring(tmp_path, text)
    assert (done.rows_used, done.rows_apart) == (5, 3)
    assert sum(row["value"] for row in held(tmp_path)) == 30_500
    apart = {(row["exporter"], row["importer"]) for row in held(tmp_path, apart=True)}
    assert apart == {("VNM", "WLD"), ("EUN", "VNM"), ("UNS", "VNM")}


def test_every_row_left_out_is_counted_with_its_reason(tmp_path):
    rows = [
        "2022,704,392,010121,1,1",
        "2022,9999,392,010121,1,1",
        "2022,9999,410,010121,1,1",
        "2022,704,XYZ,010121,1,1",
        "2022,,392,010121,1,1",
        "2022,704,392,,1,1",
        "2022,704,392,ABCDEF,1,1",
        "2022,704,392,12345678,1,1",
        "2022,704,392,010129,,1",
        "2022,704,392,010130,-4,1",
        "1066,704,392,010130,4,1",
        "2031,704,392,010130,4,1",
        ",704,392,010130,4,1",
    ]
    done = bring(tmp_path, "t,i,j,k,v,q\n" + "\n".join(rows) + "\n")
    assert done.dropped == {
        "unknown code of exporter: 9999": 2,
        "product is no code of HS17": 2,
        "year lies outside 1800 to 2026": 2,
        "unknown code of importer: XYZ": 1,
        "exporter is missing": 1,
        "product is missing": 1,
        "value is missing": 1,
        "value is negative": 1,
        "year is missing": 1,
    }
    assert done.rows_read == 13 == done.rows_used + sum(done.dropped.values())
    assert done.tables[0].notes == ("values are negative, the first (-4) in row 10 of the data",)


def test_quantities_without_a_known_unit_are_set_aside_and_the_flow_is_kept(tmp_path):
    text = (
        "from,to,hs,year,usd,q,u\n"
        "VNM,JPN,010121,2022,1,5,8\n"
        "VNM,KOR,010121,2022,1,5,kg\n"
        "VNM,CHN,010121,2022,1,5,barrel of fun\n"
        "VNM,THA,010121,2022,1,-5,kg\n"
        "VNM,LAO,010121,2022,1,0,-1\n"
    )
    columns = {
        "exporter": "from",
        "importer": "to",
        "product": "hs",
        "year": "year",
        "value": "usd",
        "quantity": "q",
        "unit": "u",
    }
    done = bring(tmp_path, text, plain(columns=columns))
    assert done.set_aside == {
        "quantity set aside: it is negative or not finite": 1,
        "quantity set aside: its unit is not known: barrel of fun": 1,
    }
    told = {row["importer"]: (row["quantity"], row["unit"]) for row in held(tmp_path)}
    assert told["JPN"] == told["KOR"] == (5.0, "kg")
    assert told["CHN"] == told["LAO"] == (None, None)
    assert told["THA"][0] is None


MIXED = (
    "from,to,hs,year,usd\nVNM,JPN,01,2022,3\nVNM,JPN,0101,2022,3\nVNM,JPN,010121,2022,1\n"
    "VNM,JPN,010129,2022,2\nVNM,JPN,TOTAL,2022,3\n"
)


def test_mixed_levels_are_refused_until_one_is_named(tmp_path):
    with pytest.raises(InputError, match=r"mixes levels of products.*1 of 2 digits.*--level 6"):
        bring(tmp_path, MIXED, plain())
    done = bring(tmp_path, MIXED, plain(level="6"))
    assert sum(row["value"] for row in held(tmp_path)) == 3
    assert done.dropped == {
        "product of 2 digits, not of 6": 1,
        "product of 4 digits, not of 6": 1,
        "product of total trade, not of 6": 1,
    }


def test_all_levels_may_be_kept_each_by_itself(tmp_path):
    bring(tmp_path, MIXED, plain(level="all"))
    for level in (2, 4, 6):
        rows = held(tmp_path, classification="HS17", level=level)
        assert sum(row["value"] for row in rows) == 3
    assert [row["product"] for row in held(tmp_path, classification="TOTAL")] == ["TOTAL"]


def test_a_level_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="no products of 4 digits; rows 2 of 6 digits"):
        bring(tmp_path, BACI, baci(level="4"))


def test_a_flow_that_comes_twice_is_refused_with_examples(tmp_path):
    with pytest.raises(InputError, match=r"VNM to JPN, 010121, 2022 \(reconciled\).*--duplicates"):
        bring(tmp_path, BACI + "2022,704,392,010121,7,1\n")
    assert not (tmp_path / "store" / "manifest.json").exists()


@pytest.mark.parametrize(("way", "value"), [("sum", 17_500.0), ("first", 10_500.0)])
def test_or_it_is_summed_or_the_first_is_kept(tmp_path, way, value):
    done = bring(tmp_path, BACI + "2022,704,392,010121,7,1\n", baci(duplicates=way))
    rows = held(tmp_path, importers=["JPN"])
    assert [row["value"] for row in rows] == [value]
    assert (done.rows_read, done.rows_used, sum(done.dropped.values())) == (3, 2, 1)


def test_the_same_file_again_is_not_read(tmp_path):
    path = write(tmp_path, BACI)
    ingest([path], tmp_path / "store", baci())
    before = open_store(tmp_path / "store").manifest
    again = ingest([path], tmp_path / "store", baci())
    assert [one.state for one in again.tables] == [HELD]
    assert open_store(tmp_path / "store").manifest == before
    assert ingest([path], tmp_path / "store", baci(), again=True).tables[0].state == TAKEN


def test_a_newer_file_of_the_same_year_takes_the_place_of_the_older(tmp_path):
    bring(tmp_path, BACI, name="BACI_V1.csv")
    done = bring(tmp_path, BACI.replace("10.5", "11"), name="BACI_V2.csv")
    assert done.tables[0].replaced == ("2 rows of HS17 at 6 digits, 2022",)
    assert [row["value"] for row in held(tmp_path)] == [11_000.0, 20_000.0]
    store = open_store(tmp_path / "store")
    assert [one.name for one in store.manifest.brought] == ["BACI_V2.csv"]
    older = ingest([tmp_path / "BACI_V1.csv"], tmp_path / "store", baci())
    assert older.tables[0].state == TAKEN


def test_another_reporter_of_the_same_year_stands_beside(tmp_path):
    bring(tmp_path, "from,to,hs,year,usd\nVNM,JPN,010121,2022,1\n", plain(), name="vn.csv")
    text = "from,to,hs,year,usd\nTHA,JPN,010121,2022,5\n"
    assert bring(tmp_path, text, plain(), name="th.csv").tables[0].replaced == ()
    text = "from,to,hs,year,usd\nVNM,JPN,010129,2022,2\n"
    done = bring(tmp_path, text, plain(), name="vn2.csv")
    assert done.tables[0].replaced == ("1 rows of HS17 at 6 digits, 2022",)
    told = {(row["exporter"], row["product"]) for row in held(tmp_path)}
    assert told == {("VNM", "010129"), ("THA", "010121")}


def test_flows_may_be_added_to_those_held(tmp_path):
    bring(tmp_path, BACI, name="one.csv")
    more = "t,i,j,k,v,q\n2022,704,410,010121,1,1\n"
    bring(tmp_path, more, baci(if_held="add"), name="two.csv")
    assert len(held(tmp_path)) == 3
    with pytest.raises(InputError, match="a flow comes more than once"):
        bring(tmp_path, more.replace(",1,1", ",2,1"), baci(if_held="add"), name="three.csv")


def test_files_of_one_turn_stand_beside_each_other(tmp_path):
    one = write(tmp_path, "from,to,hs,year,usd\nVNM,JPN,010121,2022,1\n", "one.csv")
    two = write(tmp_path, "from,to,hs,year,usd\nVNM,JPN,010129,2022,2\n", "two.csv")
    ingest([one, two], tmp_path / "store", plain())
    assert [row["value"] for row in held(tmp_path)] == [1.0, 2.0]


def test_a_dry_run_counts_and_keeps_nothing(tmp_path):
    done = bring(tmp_path, BACI, dry_run=True)
    assert (done.rows_used, done.dry_run) == (2, True)
    assert not (tmp_path / "store").exists()


def test_years_that_are_missing_between_others_are_said(tmp_path):
    text = BACI + "2018,704,392,010121,1,1\n2020,704,392,010121,1,1\n"
    assert bring(tmp_path, text).notes == ("BACI, HS17 at 6 digits: no flows of 2019, 2021",)


def test_each_part_lies_in_order_and_its_hash_is_in_the_manifest(tmp_path):
    rows = [
        f"2022,{i},{j},{k},1,1" for k in ("020110", "010121") for i in (704, 392) for j in (410, 4)
    ]
    bring(tmp_path, "t,i,j,k,v,q\n" + "\n".join(rows) + "\n")
    keys = [(row["exporter"], row["product"], row["importer"]) for row in all_rows(tmp_path)]
    assert keys == sorted(keys)
    store = open_store(tmp_path / "store")
    for part in store.manifest.parts:
        content = (store.folder / part.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == part.sha256


def test_how_far_it_is_is_told(tmp_path):
    seen = []
    with listening(lambda done, of: seen.append(done / of)):
        bring(tmp_path, BACI)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


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


def test_the_imf_tells_annual_totals_with_their_scale(tmp_path):
    text = (
        "COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
        "VNM,XG_FOB_USD,USA,A,2022,110,6\nVNM,MG_CIF_USD,USA,A,2022,14,6\n"
        "VNM,MG_FOB_USD,USA,A,2022,13,6\nVNM,XG_FOB_USD,G001,A,2022,371,6\n"
        "VNM,XG_FOB_USD,USA,M,2022-M01,9,6\n"
    )
    done = bring(tmp_path, text, make_options(preset("imts"), retrieved_on="2026-11-01"))
    assert done.dropped == {
        "FREQUENCY is not A: part of a total": 1,
        "flow of a kind that is not kept: MG_FOB_USD": 1,
    }
    assert [(r["exporter"], r["value"]) for r in held(tmp_path, flow="export")] == [("VNM", 110e6)]
    assert [(r["exporter"], r["value"]) for r in held(tmp_path, flow="import")] == [("USA", 14e6)]


CELLS = {
    "t": st.sampled_from(["2021", "2022", "2022.0", "", "1500"]),
    "i": st.sampled_from(["704", "392", "0", "9999", "VNM", ""]),
    "j": st.sampled_from(["842", "97", "004", "ZZZ"]),
    "k": st.sampled_from(["010121", "10121", "x1", "", "999999"]),
    "v": st.one_of(st.floats(-10, 1e9).map(str), st.sampled_from(["", "NA", " NA", "inf"])),
    "q": st.one_of(st.floats(0, 1e6).map(str), st.sampled_from(["", "           NA"])),
}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=20))
def test_rows_read_are_rows_used_and_rows_left_out_and_values_are_kept(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("rows")
    text = io.StringIO()
    writer = csv.DictWriter(text, CELLS)
    writer.writeheader()
    writer.writerows(rows)
    expected = _obvious(rows)
    if not expected:
        with pytest.raises(InputError, match="none of its"):
            bring(folder, text.getvalue(), baci(duplicates="sum"))
        return
    done = bring(folder, text.getvalue(), baci(duplicates="sum"))
    assert done.rows_read == len(rows) == done.rows_used + sum(done.dropped.values())
    told = Counter()
    for row in all_rows(folder):
        told[row["year"], row["exporter"], row["importer"], row["product"]] += row["value"]
    assert dict(told) == pytest.approx(expected)


def _obvious(rows):
    """What should be in the store, worked out one row at a time."""
    found = Counter()
    for row in rows:
        exporter, importer = partner_of(row["i"]), partner_of(row["j"])
        value = row["v"].strip()
        code = row["k"].zfill(6) if row["k"].isdigit() else None
        if value in ("", "NA") or not math.isfinite(float(value)) or float(value) < 0:
            continue
        if row["t"] in ("", "1500") or exporter is None or importer is None or code is None:
            continue
        found[int(float(row["t"])), exporter.code, importer.code, code] += 1000 * float(value)
    return dict(found)


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
