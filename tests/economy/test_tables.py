"""Figures go out with where they come from, and are kept until what they come from changes."""

import csv
import gzip
import json
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from chancery.economy.errors import EconomyError, InputError
from chancery.economy.tables import Provenance, Source, Table, read_provenance

SOURCE = Source("flows.csv", "ab" * 32, 3, period="2022", unit="USD", retrieved_on="2026-11-23")


@pytest.fixture
def table():
    rows = pa.table({"partner": ["Nhật Bản", "Hàn Quốc"], "share": [0.25, None]})
    told = Provenance("shares", {"level": 2}, (SOURCE,), 3, 2, {"value is missing": 1}, ("n",))
    return Table(rows, told)


def test_a_table_is_given_to_pandas_and_polars(table):
    assert table.to_pandas()["partner"].tolist() == ["Nhật Bản", "Hàn Quốc"]
    assert table.to_polars()["share"].to_list() == [0.25, None]
    assert table.to_arrow() is table.rows


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_that_is_not_there_is_named_with_the_remedy(table, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EconomyError, match=rf"install 'chancery\[{library}\]'"):
        getattr(table, f"to_{library}")()


def test_a_csv_reads_back_with_its_provenance_beside_it(table, tmp_path):
    table.write(tmp_path / "shares.csv")
    with (tmp_path / "shares.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["partner", "share"],
            ["Nhật Bản", "0.25"],
            ["Hàn Quốc", ""],
        ]
    told = json.loads((tmp_path / "shares.csv.provenance.json").read_text(encoding="utf-8"))
    assert Provenance.from_json(told) == table.provenance


def test_a_packed_csv_holds_the_same(table, tmp_path):
    table.write(tmp_path / "shares.csv.gz")
    text = gzip.decompress((tmp_path / "shares.csv.gz").read_bytes()).decode()
    assert text.splitlines()[1] == '"Nhật Bản",0.25'


def test_parquet_and_json_hold_rows_and_provenance(table, tmp_path):
    table.write(tmp_path / "shares.parquet")
    table.write(tmp_path / "shares.json")
    assert parquet.read_table(tmp_path / "shares.parquet").to_pydict() == table.rows.to_pydict()
    assert read_provenance(tmp_path / "shares.parquet") == table.provenance
    told = json.loads((tmp_path / "shares.json").read_text(encoding="utf-8"))
    assert told["rows"][1] == {"partner": "Hàn Quốc", "share": None}


def test_an_unknown_form_is_refused_with_those_there_are(table, tmp_path):
    with pytest.raises(InputError, match=r"end the name in \.csv"):
        table.write(tmp_path / "shares.xls")


def test_what_cannot_be_written_leaves_the_old_file_as_it_was(table, tmp_path, monkeypatch):
    path = tmp_path / "shares.json"
    path.write_text("old", encoding="utf-8")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chancery.economy.tables.json.dumps", full)
    with pytest.raises(EconomyError, match="No space left on device"):
        table.write(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["shares.json"]
