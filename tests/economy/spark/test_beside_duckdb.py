"""Spark and DuckDB from the same files to the same figures."""

import math

import pyarrow as pa
import pytest

from benchmarks.economy.flows import flows, write
from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.indicators import INDICATORS, Asked, measure
from chancery.economy.spark import ingest_on_spark, measure_on_spark
from chancery.economy.store import Selection, ingest, open_store
from tests.economy.store.flows import baci, plain
from tests.economy.store.flows import write as write_text

pytestmark = [
    pytest.mark.spark,
    # PySpark leaves its sockets for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
COLUMNS = ["exporter", "importer", "product", "year", "value"]
ODD = (
    "from,to,hs,year,usd\nVNM,JPN,010121,2022,10\nVNM,W00,010121,2022,3\nXXX,JPN,010121,2022,4\n"
    "VNM,USA,10129,2022,-1\nVNM,USA,10129,2022,7.25\n,JPN,010121,2022,5\nVNM,JPN,0101,2022,9\n"
)


@pytest.fixture(scope="module")
def stores(session, tmp_path_factory):
    """The same two years, brought in by DuckDB and by Spark; one as CSV, one as Parquet."""
    folder = tmp_path_factory.mktemp("spark")
    files = [folder / "2021.csv", folder / "2022.parquet"]
    for file in files:
        year = int(file.stem)
        write(flows(2_000, seed=year, countries=15, products=40, year=year), file)
    ingest(files, folder / "duckdb", baci())
    ingest_on_spark(session, files, folder / "spark", baci())
    return open_store(folder / "duckdb"), open_store(folder / "spark")


def told(store):
    """All of the manifest but the names of files, what they weigh, and the time."""
    parts = [(p.source, p.cell, p.rows, p.flows, p.rows_of) for p in store.manifest.parts]
    brought = [
        (b.id, b.rows_read, b.rows_used, b.rows_apart, b.years, b.dropped, b.set_aside)
        for b in store.manifest.brought
    ]
    return parts, brought


def read_by_spark(session, store):
    paths = [str(store.folder / part.path) for part in store.manifest.parts]
    return (
        session.read.parquet(*paths).orderBy("year", "exporter", "product", "importer").toArrow()
    )


def test_both_write_the_same_rows_counts_and_types(stores):
    by_duckdb, by_spark = stores
    assert told(by_spark) == told(by_duckdb)
    assert by_spark.flows().rows.equals(by_duckdb.flows().rows)


def test_each_reads_what_the_other_wrote(session, stores):
    by_duckdb, by_spark = (read_by_spark(session, store) for store in stores)
    assert by_spark.equals(by_duckdb)
    assert by_spark.num_rows == 4_000


@pytest.fixture(scope="module")
def figures(session, stores):
    """All indicators of the store that the other wrote: by Spark of DuckDB's, and the reverse."""
    by_duckdb, by_spark = stores
    rows = by_spark.flows().rows.select(COLUMNS)
    rows = rows.set_column(3, "year", rows.column("year").cast(pa.int64()))
    return measure_on_spark(session, by_duckdb, INDICATORS), measure(rows, INDICATORS)


@pytest.mark.parametrize("name", INDICATORS)
def test_an_indicator_is_the_same_on_both(figures, name):
    on_spark, on_duckdb = (each[name].rows for each in figures)
    assert on_spark.schema.equals(on_duckdb.schema)
    for one, other in zip(on_spark.to_pylist(), on_duckdb.to_pylist(), strict=True):
        for column, value in one.items():
            if isinstance(value, float):
                assert math.isclose(value, other[column], rel_tol=1e-12, abs_tol=1e-12), (
                    one,
                    other,
                )
            else:
                assert value == other[column], (one, other)


def test_what_is_asked_is_heeded_and_told(session, stores):
    there = {row["exporter"] for row in stores[0].flows().rows.to_pylist()}
    asked = Asked(exporters=frozenset({min(there)}), years=frozenset({2022}))
    found = measure_on_spark(session, stores[0], ["hhi"], asked, selection=Selection(level=2))[
        "hhi"
    ]
    assert found.rows.select(["exporter", "year"]).to_pylist() == [
        {"exporter": min(there), "year": 2022}
    ]
    assert found.provenance.rows_used == 4_000
    assert [source.source for source in found.provenance.sources] == ["BACI", "BACI"]
    with pytest.raises(InputError, match="No row has the country QQQ"):
        measure_on_spark(session, stores[0], ["hhi"], Asked(exporters=frozenset({"QQQ"})))


def test_rows_are_left_out_for_the_same_reasons(session, tmp_path):
    file = write_text(tmp_path, ODD)
    said = plain(level="6")
    one = ingest([file], tmp_path / "duckdb", said)
    other = ingest_on_spark(session, [file], tmp_path / "spark", said)
    assert other.dropped == one.dropped
    assert (other.rows_read, other.rows_used, other.rows_apart) == (7, 3, 1)
    assert told(open_store(tmp_path / "spark")) == told(open_store(tmp_path / "duckdb"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "from,to,hs,year,usd\nVNM,JPN,010121,2022,ten\n",
            "the value holds a word where a number",
        ),
        (
            "from,to,hs,year,usd\n" + "VNM,JPN,010121,2022,1\n" * 2,
            "comes more than once: VNM to JPN",
        ),
        ("from,to,hs,year\nVNM,JPN,010121,2022\n", "usd"),
    ],
)
def test_a_file_that_is_wrong_leaves_no_store(session, tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        ingest_on_spark(session, [write_text(tmp_path, text)], tmp_path / "store", plain())
    assert [p.name for p in (tmp_path / "store").rglob("*")] == [".writing"]


def test_a_line_of_another_length_is_not_read_as_if_it_were_whole(session, tmp_path):
    file = write_text(tmp_path, "from,to,hs,year,usd\nVNM,JPN,010121,2022,1\nVNM,JPN,0101\n")
    with pytest.raises(Exception, match=r"(?i)malformed"):
        ingest_on_spark(session, [file], tmp_path / "store", plain())


def test_flows_that_are_held_do_not_give_way_on_spark(session, stores, tmp_path):
    file = write_text(tmp_path, "t,i,j,k,v,q\n2022,704,392,010121,10.5,2\n")
    before = stores[1].manifest
    with pytest.raises(InputError, match="holds flows of BACI, HS17 at 6 digits, 2022"):
        ingest_on_spark(session, [file], stores[1].folder, baci())
    assert open_store(stores[1].folder).manifest == before


def test_duckdb_reads_sums_of_parts_by_spark(stores):
    """The Parquet files themselves, by their names in the manifest and no door of ours."""
    with connect() as database:
        paths = [str(stores[1].folder / part.path) for part in stores[1].manifest.parts]
        total = database.execute("select sum(value) from read_parquet(?)", [paths]).fetchone()[0]
    assert total == pytest.approx(
        sum(stores[0].flows().rows.column("value").to_pylist()), rel=1e-12
    )
