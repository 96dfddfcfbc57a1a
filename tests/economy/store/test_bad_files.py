"""A file that is not right: one line that says where and what to do, and the store as it was."""

import gzip
import json
import zipfile

import pytest

from chancery.economy.errors import EconomyError, InputError
from chancery.economy.store import StoreError, ingest, make_options, open_store, preset
from chancery.economy.store import inputs as inputs_module
from tests.economy.store.flows import BACI, baci, bring, held, plain, snapshot, write

BAD = {
    "text in a number": (
        BACI + "2022,704,410,010121,ten,1\n",
        "row 3 of the data, column 'v': 'ten'",
    ),
    "a decimal comma": (BACI.replace("10.5", '"10,5"'), "'10,5' is not a number; write decimals"),
    "text in a quantity": (BACI.replace(",2\n", ",two\n"), "row 1 .* column 'q': 'two'"),
    "text in a year": (BACI.replace("2022,704,842", "2022-Q1,704,842"), "column 't': '2022-Q1'"),
    "another file": ("a,b\n1,2\n", "there is no column 't'; the file has 'a', 'b'"),
    "no rows": ("t,i,j,k,v,q\n", "it has columns and no rows"),
    "nothing": ("", "the file is empty"),
    "cut in a line": (BACI + "2022,704,4", "line 4: 3 columns where 6 are expected"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "flows.csv: "),
    "another alphabet": (BACI.encode() + b"2022,704,410,\xe9\xe8,1,1\n", "not UTF-8"),
    "cut gzip": (gzip.compress(BACI.encode() * 50)[:-20], "gzip is cut off or damaged"),
    "cut zip": (b"PK\x03\x04" + b"x" * 100, "the zip is cut off or damaged"),
    "cut parquet": (b"PAR1" + b"x" * 100, "the Parquet file is cut off"),
    "a reply cut in half": ('{"data": [{"cmdCode": "TO', "the JSON breaks off or is damaged"),
    "no reply": ('{"rows": []}', "it has no list of rows under 'data'"),
    "an empty reply": ('{"data": [], "count": 0}', r"no rows for what was asked \(count 0\)"),
    "a refusal": (
        '{"statusCode": 401, "error": "Access denied", "data": []}',
        "answered with an error: Access denied",
    ),
    "a deep reply": ("[" * 100_000, "flows.csv: "),
    "nobody known": (
        BACI.replace(",704,", ",9999,"),
        r"none of its 2 rows can be used: unknown code",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_told_in_one_line_and_the_store_is_as_it_was(tmp_path, case):
    bring(tmp_path, BACI, name="good.csv")
    before = snapshot(tmp_path)
    content, message = BAD[case]
    with pytest.raises(InputError, match=message) as told:
        bring(tmp_path, content)
    assert "\n" not in str(told.value)
    assert "flows.csv" in str(told.value)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("text", ["﻿" + BACI, BACI.replace("\n", "\r\n"), BACI.replace(",", ";")])
def test_marks_and_separators_of_spreadsheets_do_no_harm(tmp_path, text):
    bring(tmp_path, text)
    assert len(held(tmp_path)) == 2


def test_letters_of_two_bytes_do_no_harm(tmp_path):
    bring(tmp_path, BACI.encode("utf-16"))
    assert len(held(tmp_path)) == 2


def test_a_last_line_without_an_end_is_noted(tmp_path):
    done = bring(tmp_path, BACI.rstrip("\n").replace("           NA", "3"))
    assert done.tables[0].notes == (
        "the last line has no end: look whether the file was cut off there",
    )


@pytest.mark.parametrize(
    "name",
    ["a'b.csv", 'a"b.csv', "a;drop table partners;--.csv", "*.csv", "năm [1].csv", "-x.csv"],
)
def test_hostile_names_of_files_are_names_only(tmp_path, name):
    bring(tmp_path, BACI, name=name)
    assert open_store(tmp_path / "store").manifest.brought[0].name == name
    assert len(held(tmp_path)) == 2


def test_hostile_names_of_columns_are_names_only(tmp_path):
    text = "fr\"om,t'o,h;s,year,usd\nVNM,JPN,010121,2022,1\n"
    columns = {
        "exporter": 'fr"om',
        "importer": "t'o",
        "product": "h;s",
        "year": "year",
        "value": "usd",
    }
    bring(tmp_path, text.replace('fr"om', '"fr""om"'), plain(columns=columns))
    assert len(held(tmp_path)) == 1


def test_a_file_that_is_not_there_or_a_folder_is_said(tmp_path):
    with pytest.raises(InputError, match=r"none\.csv: cannot be read: No such file"):
        ingest([tmp_path / "none.csv"], tmp_path / "store", baci())
    with pytest.raises(InputError, match="is a folder"):
        ingest([tmp_path], tmp_path / "store", baci())


def test_one_bad_file_of_several_leaves_all_out(tmp_path):
    good, bad = write(tmp_path, BACI, "good.csv"), write(tmp_path, "x\n1\n", "bad.csv")
    with pytest.raises(InputError, match=r"bad\.csv"):
        ingest([good, bad], tmp_path / "store", baci())
    with pytest.raises(StoreError, match="no store of trade figures"):
        open_store(tmp_path / "store")


def test_a_zip_that_unpacks_to_more_than_trade_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inputs_module, "UNPACKED_AT_MOST", 1000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", BACI)
        archive.writestr("b.csv", "0" * 2000)
    with pytest.raises(InputError, match="which no tables of trade do"):
        ingest([path], tmp_path / "store", baci())


def test_a_zip_without_tables_or_with_none_of_flows_is_said(tmp_path):
    path = tmp_path / "notes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.pdf", "x")
    with pytest.raises(InputError, match="holds no CSV and no Parquet"):
        ingest([path], tmp_path / "store", baci())
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "x,y\n1,2\n")
        archive.writestr("b.csv", "x,y\n1,2\n")
    with pytest.raises(InputError, match="no table in it holds flows"):
        ingest([path], tmp_path / "store", baci())


def test_a_table_damaged_inside_a_zip_is_named(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", BACI)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"010121", b"010122"))
    with pytest.raises(InputError, match=r"two\.zip/a\.csv: the zip is damaged there"):
        ingest([path], tmp_path / "store", baci())


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"retrieved_on": "2026-02-30"}, "'2026-02-30' is no day"),
        ({"retrieved_on": "yesterday"}, "'yesterday' is no day"),
        ({"source": "../../etc"}, "write a name of letters"),
        ({"source": ""}, "say who published"),
        ({"value_unit": None}, "say what values are told in"),
        ({"value_unit": "eur"}, "'eur' is not known; there are usd"),
        ({"classification": "HS99"}, "is no classification"),
        ({"classification": None}, "say what the codes of products are"),
        ({"level": "six"}, "--level 'six'"),
        ({"year": 12}, "--year 12"),
        ({"flow": None}, "say who reported the flows"),
        ({"flow": "sideways"}, "'sideways' is not known"),
        ({"quantity": "stones"}, "'stones' is no unit"),
        ({"columns": {"exproter": "from"}}, "'exproter' is none of exporter"),
        ({"columns": {"exporter": "from", "importer": "to"}, "classification": "TOTAL"}, None),
    ],
)
def test_what_a_person_says_is_checked(said, message):
    if message is None:
        assert plain(**said).classification.name == "TOTAL"
        return
    with pytest.raises(InputError, match=message):
        plain(**said)


def test_a_preset_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(InputError, match="there is no preset 'bacci'; there are baci"):
        preset("bacci")


def test_a_folder_with_other_things_in_it_is_not_taken_for_a_store(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "thesis.docx").write_text("x")
    with pytest.raises(StoreError, match=r"holds other files \(thesis.docx\)"):
        bring(tmp_path, BACI)


@pytest.mark.parametrize("content", ["", "[]", '{"version": 9}', '{"version": 1}'])
def test_a_manifest_that_is_none_is_said(tmp_path, content):
    bring(tmp_path, BACI)
    (tmp_path / "store" / "manifest.json").write_text(content)
    with pytest.raises(EconomyError, match=r"manifest\.json"):
        open_store(tmp_path / "store")
    with pytest.raises(EconomyError, match=r"manifest\.json"):
        bring(tmp_path, BACI)


def test_the_flow_may_be_said_in_a_reply_without_words_for_it(tmp_path):
    reply = {
        "data": [{"refYear": 2022, "reporterCode": 704, "partnerCode": 392, "primaryValue": 5}]
    }
    said = make_options(preset("comtrade"), retrieved_on="2026-11-01", flow="import")
    with pytest.raises(InputError, match="product is missing"):
        bring(tmp_path, json.dumps(reply), said)
    reply["data"][0]["cmdCode"] = "TOTAL"
    bring(tmp_path, json.dumps(reply), said)
    assert [(row["exporter"], row["flow"]) for row in held(tmp_path)] == [("JPN", "import")]
