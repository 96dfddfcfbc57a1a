"""Flows out of a file: countries are told from groups of them, years are whole."""

import pytest

from chancery.economy.errors import InputError
from chancery.economy.flows import read_flows

COLUMNS = {"exporter": "o", "importer": "d", "year": "y", "value": "v"}


@pytest.fixture
def file(tmp_path):
    def write(*lines):
        path = tmp_path / "flows.csv"
        path.write_text("o,d,y,v\n" + "\n".join(lines), encoding="utf-8")
        return path

    return write


def test_the_world_is_left_out_among_countries_and_counted(file):
    path = file("VNM,JPN,2022,5", "VNM,W00,2022,9", "JPN,VNM,2022,2", "W00,VNM,2022,2")
    flows = read_flows(path, COLUMNS, method="m")
    assert flows.rows.num_rows == 2
    assert flows.provenance.dropped == {
        "exporter is the whole world": 1,
        "importer is the whole world": 1,
    }


def test_a_number_that_elsewhere_means_the_world_stays_among_numbers(file):
    path = file(*(f"{place},{place + 1},2022,1" for place in range(60)))
    assert read_flows(path, COLUMNS, method="m").rows.num_rows == 60


def test_other_groups_are_noted_for_their_members_may_stand_there_too(file):
    flows = read_flows(file("VNM,EU27,2022,5", "VNM,DEU,2022,5"), COLUMNS, method="m")
    assert flows.rows.num_rows == 2
    assert flows.provenance.notes[0].startswith("importer holds groups of countries (EU27)")


def test_a_market_of_one_name_is_no_group_beside_its_members(file):
    flows = read_flows(file("VNM,JPN,2022,5"), {**COLUMNS, "importer": "'EU27'"})
    assert flows.rows["importer"].to_pylist() == ["EU27"]
    assert flows.provenance.notes == ()


def test_trade_that_the_level_asked_for_does_not_tell_is_noted(tmp_path):
    path = tmp_path / "flows.csv"
    path.write_text("o,k,v\nVNM,4407,1\nVNM,44,1\nVNM,940360,1\nJPN,4407,2", encoding="utf-8")
    columns = {"exporter": "o", "product": "k", "value": "v"}
    flows = read_flows(path, columns, level=4)
    assert flows.provenance.dropped == {"product is of another level than 4 digits": 2}
    (note,) = flows.provenance.notes
    assert note.startswith("left out, though no code of 4 digits tells its trade: 940360;")
    mixed = read_flows(path, columns, level="mixed", where="k <> '44'")
    assert (mixed.rows.num_rows, mixed.provenance.notes) == (3, ())


def test_years_are_picked_and_the_rest_counted(file):
    flows = read_flows(file("VNM,JPN,2021,5", "VNM,JPN,2022,6"), COLUMNS, method="m")
    picked = flows.of_years({2022})
    assert picked.rows.column("value").to_pylist() == [6.0]
    assert picked.provenance.dropped == {"year is not one of --years": 1}
    with pytest.raises(InputError, match=r"No rows of 1999; the file has 2021, 2022"):
        flows.of_years({1999})


def test_a_year_that_is_not_whole_is_refused(file):
    with pytest.raises(InputError, match="not a whole number"):
        read_flows(file("VNM,JPN,2021.5,5"), COLUMNS, method="m")
