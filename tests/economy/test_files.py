"""Columns out of any file of figures, and what is said of a file that is not right."""

import gzip
import math
import zipfile

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from chancery.economy import files
from chancery.economy.errors import InputError
from chancery.economy.files import read_columns
from chancery.economy.flows import read_flows

FLOWS = "from,to,product,usd\nVNM,JPN,0101,10\nVNM,KOR,0102,0\nJPN,VNM,0101,\nKOR,VNM,0103,-4\n"


def _file(folder, content, name="flows.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _packed(folder, content):
    path = folder / "flows.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def test_columns_come_under_our_names_and_codes_keep_their_zeros(tmp_path):
    path = _file(tmp_path, FLOWS)
    read = read_columns(path, {"product": "product", "value": "usd"}, text=["product"])
    assert read.rows.to_pydict() == {
        "product": ["0101", "0102", "0103"],
        "value": [10.0, 0.0, -4.0],
    }


def test_every_row_left_out_is_counted_with_its_reason(tmp_path):
    path = _file(tmp_path, FLOWS)
    read = read_columns(path, {"value": "log(usd)"}, where="product <> '0103'")
    assert read.rows["value"].to_pylist() == [pytest.approx(math.log(10))]
    assert read.rows_read == 4
    assert read.dropped == {
        "excluded by --where": 1,
        "log(usd) is not finite": 1,
        "usd is missing": 1,
    }


@pytest.mark.parametrize("form", ["csv", "gz", "zip", "parquet", "utf-16", "bom", "semicolon"])
def test_the_same_figures_come_out_of_every_form(tmp_path, form):
    text = "code,value\n01,1.5\n02,2.5\n"
    if form == "csv":
        path = _file(tmp_path, text)
    elif form == "gz":
        path = _file(tmp_path, gzip.compress(text.encode()), "flows.csv.gz")
    elif form == "zip":
        path = _packed(tmp_path, {"readme.md": "notes", "flows.csv": text})
    elif form == "parquet":
        path = tmp_path / "flows.parquet"
        parquet.write_table(pa.table({"code": ["01", "02"], "value": [1.5, 2.5]}), path)
    elif form == "semicolon":
        path = _file(tmp_path, text.replace(",", ";"))
    else:
        path = _file(tmp_path, text.encode("utf-16" if form == "utf-16" else "utf-8-sig"))
    read = read_columns(path, {"code": "code", "value": "value"}, text=["code"])
    assert read.rows.to_pydict() == {"code": ["01", "02"], "value": [1.5, 2.5]}


def test_na_is_namibia_in_a_code_and_nothing_in_a_figure(tmp_path):
    path = _file(tmp_path, "partner,year,usd\nNA,2020,5\nVN,2020,NA\nJP,2021,..\nLA,2021,7\n")
    columns = {"partner": "partner", "year": "year", "usd": "usd"}
    read = read_columns(path, columns, where="year = 2020", text=["partner", "year"])
    assert read.rows.to_pydict() == {"partner": ["NA"], "year": ["2020"], "usd": [5.0]}
    assert read.dropped == {"excluded by --where": 2, "usd is missing": 1}


def _many(bad_line, at=30_000):
    lines = ["code,value", *(f"{n},{n}.5" for n in range(40_000))]
    lines[at] = bad_line
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        ("code,value\n1,abc\n", "row 1 of the data, column 'value': 'abc' is not a number"),
        ("code;value\n1;1,5\n", "write decimals with a point"),
        (_many("7,seven"), "row 30,000 of the data, column 'value': 'seven' is not a number"),
        (_many("7"), "line 30,001: 1 columns where 2 are expected"),
        ("code,value\nCôte,1\n".encode("latin-1"), "the letters are not UTF-8"),
        (gzip.compress(b"code,value\n" + b"1,1\n" * 999)[:-9], "the gzip is cut off"),
        (b"PAR1" + b"\0" * 40, "the Parquet file is cut off"),
        (b"PK\x03\x04" + b"\0" * 40, "the zip is cut off or damaged"),
        ("code,usd\n1,2\n", "there is no column 'value'"),
    ],
    ids=[
        *("empty", "text in numbers", "decimal comma", "text late in numbers", "short line"),
        *("wrong letters", "cut gzip", "cut parquet", "cut zip", "unknown column"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_place_and_cause(tmp_path, content, said):
    path = _file(tmp_path, content, "hostile 'name\".csv")
    with pytest.raises(InputError) as refused:
        read_columns(path, {"value": "value"})
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_zip_with_two_tables_is_not_guessed_at(tmp_path):
    path = _packed(tmp_path, {"a.csv": "x\n1\n", "b.csv": "x\n2\n"})
    with pytest.raises(InputError, match=r"it holds 'a\.csv', 'b\.csv'"):
        read_columns(path, {"x": "x"})


def test_a_file_that_unpacks_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("chancery.economy.whole.UNPACKED_AT_MOST", 2**20)
    path = _file(tmp_path, gzip.compress(b"value\n" + b"1\n" * 2**20), "bomb.csv.gz")
    with pytest.raises(InputError, match="unpacks to more than"):
        read_columns(path, {"value": "value"})


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        read_columns(tmp_path / "none.csv", {"x": "x"})
    with pytest.raises(InputError, match="is a folder"):
        read_columns(tmp_path, {"x": "x"})


def test_text_inside_an_expression_is_said_to_be_text(tmp_path):
    path = _file(tmp_path, "code,value\nA1,1\n")
    with pytest.raises(InputError, match="an expression takes text for a number"):
        read_columns(path, {"x": "log(code)"})


@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(math.inf))))
def test_rows_read_are_rows_used_and_rows_dropped(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("flows") / "flows.parquet"
    column = pa.array(values, pa.float64())
    parquet.write_table(pa.table({"value": column}), path)
    read = read_columns(path, {"value": "sqrt(value)"})
    usable = [v for v in values if v is not None and 0 <= v < math.inf]
    assert read.rows.num_rows == len(usable)
    assert read.rows_read == len(values) == read.rows.num_rows + sum(read.dropped.values())
    assert read.dropped.get("value is missing", 0) == values.count(None)


def test_the_source_is_the_file_as_it_lay_on_the_disk(tmp_path):
    first = read_columns(_file(tmp_path, "x\n1\n"), {"x": "x"}).source
    again = read_columns(_file(tmp_path, "x\n1\n", "copy.csv"), {"x": "x"}).source
    other = read_columns(_file(tmp_path, "x\n2\n"), {"x": "x"}).source
    assert (first.name, first.rows) == ("flows.csv", 1)
    assert first.sha256 == again.sha256 != other.sha256


def test_nothing_but_the_engine_is_needed_of_the_database():
    assert "duckdb" not in vars(files)


def test_an_expression_may_say_itself_what_a_missing_value_means(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text("usd,agreement,tariff\n1,AFTA,\n2,,5\n3,,\n", encoding="utf-8")
    columns = {"rta": "case when agreement is null then 0 else 1 end", "usd": "usd"}
    assert read_columns(path, columns).rows["rta"].to_pylist() == [1.0, 0.0, 0.0]
    read = read_columns(path, {**columns, "most": "greatest(tariff, 0)"})
    assert (read.rows.num_rows, read.dropped) == (1, {"tariff is missing": 2})
    read = read_columns(path, {"sum": "coalesce(tariff, 0) + tariff"})
    assert read.dropped == {"coalesce(tariff, 0) + tariff is not finite": 2}


def test_a_path_may_be_written_as_text(tmp_path):
    path = _file(tmp_path, "o,usd\nVNM,1\n")
    flows = read_flows(str(path), {"exporter": "o", "value": "usd"})
    flows.write(str(tmp_path / "again.csv"))
    assert read_columns(str(tmp_path / "again.csv"), {"value": "value"}).rows_read == 1


@pytest.mark.parametrize("where", [None, "x > 0"])
def test_a_key_of_text_in_one_case_and_a_number_in_another_is_refused_not_lost(tmp_path, where):
    path = tmp_path / "flows.csv"
    path.write_text("e,i,id,x\nA,B,1,2.5\nA,A,2,1.5\n")
    mixed = "case when e = i then 'own' else id end"
    with pytest.raises(InputError, match="mixes text with numbers; write the number as text"):
        read_columns(path, {"key": mixed, "x": "x"}, where=where, text=("key",))
    as_text = mixed.replace("else id", "else cast(id as varchar)")
    found = read_columns(path, {"key": as_text, "x": "x"}, where=where, text=("key",))
    assert found.rows.column("key").to_pylist() == ["1", "own"]
    as_numbers = mixed.replace("'own'", "-1")
    found = read_columns(path, {"key": as_numbers, "x": "x"}, where=where, text=("key",))
    assert found.rows.column("key").to_pylist() == ["1", "-1"]
