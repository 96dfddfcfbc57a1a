"""What is asked of a store is answered with its sources, and nothing is counted twice by silence."""

import pytest

import chancery.economy.store as package
from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.store import Selection, open_store, told_in
from chancery.economy.store.bringing_concordances import bring_concordance
from tests.economy.store.flows import baci, bring, held, plain

HEAD = "from,to,hs,year,usd\n"
FLOWS = (
    "VNM,JPN,010121,2021,1\nVNM,JPN,010121,2022,2\nVNM,JPN,010129,2022,4\n"
    "VNM,KOR,020110,2022,8\nTHA,JPN,010121,2022,16\nVNM,0,010121,2022,32\n"
)


@pytest.fixture
def folder(tmp_path):
    bring(tmp_path, HEAD + FLOWS, plain())
    return tmp_path


def _sum(folder, **asked):
    return sum(row["value"] for row in held(folder, **asked))


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({}, 31),
        ({"exporters": ["VNM"]}, 15),
        ({"exporters": ["704"], "importers": ["392"]}, 7),
        ({"products": ["01"]}, 23),
        ({"products": ["010129", "02"]}, 12),
        ({"products": []}, 0),
        ({"years": range(2022, 2030)}, 30),
        ({"years": [2021]}, 1),
        ({"apart": True}, 32),
        ({"source": "Customs", "classification": "hs2017", "flow": "export"}, 31),
    ],
)
def test_flows_are_taken_by_what_is_asked(folder, asked, value):
    assert _sum(folder, **asked) == value


def test_a_broader_level_is_summed_from_the_finer_one(folder):
    rows = held(folder, level=2, years=[2022], exporters=["VNM"])
    assert {(row["importer"], row["product"]): row["value"] for row in rows} == {
        ("JPN", "01"): 6.0,
        ("KOR", "02"): 8.0,
    }
    assert {row["level"] for row in rows} == {2}
    assert {row["product"] for row in held(folder, level=0)} == {"TOTAL"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"source": "BACI"}, "no flows of source 'BACI'; it has Customs"),
        ({"classification": "HS12"}, "no flows of classification 'HS12'; it has HS17"),
        ({"level": 8}, "is held at 6 digits, which is broader than 8"),
        ({"years": [1999]}, "of 2021 to 2022, none of the years asked"),
        ({"flow": "import"}, "no flows of kind import; there are export"),
        ({"flow": "smuggling"}, "'smuggling' is no kind of flow"),
        ({"exporters": ["VNN"]}, "'VNN' is no code of a partner"),
    ],
)
def test_what_is_not_there_is_said(folder, asked, message):
    with pytest.raises(InputError, match=message):
        open_store(folder / "store").flows(**asked)


def test_where_there_is_a_choice_it_must_be_made(folder):
    bring(folder, HEAD + "VNM,JPN,010121,2022,3\n", plain(flow="import"), name="imports.csv")
    with pytest.raises(InputError, match="the same trade as export and as import; name one"):
        open_store(folder / "store").flows()
    assert _sum(folder, flow="import") == 3
    bring(folder, "t,i,j,k,v,q\n2022,704,392,010121,1,1\n", baci(), name="baci.csv")
    with pytest.raises(InputError, match="more than one source; name one: BACI, Customs"):
        open_store(folder / "store").flows()
    assert _sum(folder, source="BACI") == 1000


def test_flows_come_with_their_sources(folder):
    told = open_store(folder / "store").flows(years=[2022, 2023]).provenance
    (source,) = told.sources
    assert (source.name, source.period, source.unit) == ("flows.csv", "2021 to 2022", "USD")
    assert (source.source, source.retrieved_on, source.rows) == ("Customs", "2026-11-01", 6)
    assert told.notes == ("no flows of 2023",)
    assert told.rows_read == told.rows_used == 4


def test_an_expression_sums_what_the_table_holds(folder):
    store = open_store(folder / "store")
    with connect() as database:
        flows = store.expression(database, Selection(exporters=["VNM"]))
        summed = flows.group_by("product").aggregate(value=flows.value.sum()).to_pyarrow()
    told = {row["product"]: row["value"] for row in summed.to_pylist()}
    assert told == {"010121": 3.0, "010129": 4.0, "020110": 8.0}


def test_an_empty_store_says_so(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("HS17,HS12\n010121,010110\n")
    _concordance(tmp_path, table.read_text())
    with pytest.raises(InputError, match="the store holds no flows"):
        open_store(tmp_path / "store").flows()


def _concordance(folder, text):
    path = folder / "table.csv"
    path.write_text(text)
    bring_concordance(
        path, folder / "store", start="HS17", end="HS12", columns={}, retrieved_on="2026-11-01"
    )


def test_flows_are_told_in_another_edition_and_keep_their_value(folder):
    _concordance(folder, "HS17,HS12\n010121,010110\n010129,010110\n010129,010190\n")
    asked = Selection(years=[2022], exporters=["VNM"])
    table = told_in(open_store(folder / "store"), asked, "HS12")
    rows = {(row["importer"], row["product"]): row["value"] for row in table.rows.to_pylist()}
    assert rows == {("JPN", "010110"): 4.0, ("JPN", "010190"): 2.0}
    assert {row["classification"] for row in table.rows.to_pylist()} == {"HS12"}
    assert (
        "8 USD of codes that no table leads to HS12 are left out: 020110" in table.provenance.notes
    )
    narrow = told_in(open_store(folder / "store"), Selection(products=["010190"]), "HS12")
    assert narrow.rows["value"].to_pylist() == [2.0]
    broad = told_in(open_store(folder / "store"), Selection(level=4, exporters=["THA"]), "HS12")
    assert broad.rows.select(["product", "value", "level"]).to_pylist() == [
        {"product": "0101", "value": 16.0, "level": 4}
    ]


def test_a_conversion_without_its_table_names_it(folder):
    store = open_store(folder / "store")
    with pytest.raises(
        InputError, match="missing is HS17 to HS12, published by the UN Statistics"
    ):
        told_in(store, Selection(), "HS12")
    with pytest.raises(InputError, match="HS12 has no codes of 5 digits"):
        told_in(store, Selection(level=5), "HS12")
    assert told_in(store, Selection(), "HS17").rows.num_rows == 5


def test_flows_at_a_broad_level_cannot_be_told_in_another_edition(tmp_path):
    bring(tmp_path, HEAD + "VNM,JPN,0101,2022,1\n", plain())
    with pytest.raises(InputError, match="HS17 at 4 digits cannot be told in HS12"):
        told_in(open_store(tmp_path / "store"), Selection(), "HS12")


def test_a_newer_concordance_takes_the_place_of_the_older(folder):
    _concordance(folder, "HS17,HS12\n010121,010110\n")
    _concordance(folder, "HS17,HS12\n010121,010190\n")
    (one,) = open_store(folder / "store").manifest.concordances
    assert (one.start, one.end, one.rows) == ("HS17", "HS12", 1)
    table = told_in(open_store(folder / "store"), Selection(exporters=["THA"]), "HS12")
    assert table.rows["product"].to_pylist() == ["010190"]


@pytest.mark.parametrize("name", package.__all__)
def test_every_public_name_is_there(name):
    assert getattr(package, name) is not None


def test_a_name_that_is_not_there_is_said_so():
    with pytest.raises(AttributeError, match="no attribute 'magic'"):
        _ = package.magic
    assert "ingest" in dir(package)
