"""Files of flows into a store: what is kept, what is left out and why."""

import csv
import datetime as dt
import hashlib
import io
import math
from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from chancery.economy.errors import InputError
from chancery.economy.store import ingest, open_store
from chancery.economy.store.partners import partner_of
from chancery.lib.progress import listening
from tests.economy.store.flows import BACI, all_rows, baci, bring, held, plain


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
