"""Files brought in beside or in place of those that the store holds."""

import pytest

from chancery.economy.errors import InputError
from chancery.economy.store import ingest, open_store
from chancery.economy.store.ingesting import HELD, TAKEN
from tests.economy.store.flows import BACI, baci, bring, held, plain, write


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
