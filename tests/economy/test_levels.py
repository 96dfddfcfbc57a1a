"""A file of several levels of products is not counted several times."""

import pyarrow as pa
import pytest

from chancery.economy.errors import InputError
from chancery.economy.levels import at_level, levels_of, only_elsewhere


def flows(*codes):
    return pa.table({"product": list(codes), "value": [1.0] * len(codes)})


@pytest.mark.parametrize(
    ("codes", "levels"),
    [
        ({"010111", "440710"}, {6}),
        ({"44", "4407", "440710"}, {2, 4, 6}),
        ({"TOTAL", "440710"}, {0, 6}),
        ({"1", "10", "100"}, set()),
        ({"p1", "p2"}, set()),
        ({"TOTAL"}, set()),
    ],
)
def test_levels_are_told_from_the_codes(codes, levels):
    assert levels_of(codes) == levels


def test_codes_of_one_level_stay_as_they_are():
    rows = flows("440710", "940360")
    assert at_level(rows, None) == (rows, {})
    assert at_level(rows, 6) == (rows, {})


def test_finer_codes_are_shortened():
    rows, dropped = at_level(flows("440710", "440720", "940360"), 2)
    assert rows.column("product").to_pylist() == ["44", "44", "94"]
    assert dropped == {}


def test_of_several_levels_the_one_asked_for_is_taken_and_the_rest_counted():
    rows, dropped = at_level(flows("44", "4407", "440710", "TOTAL", "4410"), 4)
    assert rows.column("product").to_pylist() == ["4407", "4410"]
    assert dropped == {"product is of another level than 4 digits": 3}


def test_codes_that_do_not_contain_each_other_may_stand_together():
    rows = flows("4407", "48", "940360")
    assert at_level(rows, "mixed") == (rows, {})


def test_trade_told_at_another_level_only_is_found():
    codes = ("48", "4407", "44", "440710", "940360", "TOTAL")
    assert only_elsewhere(codes, 4) == ["48", "940360"]
    assert only_elsewhere(codes, 6) == ["48"]
    assert only_elsewhere(codes, None) == only_elsewhere(codes, "mixed") == []
    assert only_elsewhere(("440710", "440720"), 4) == []


@pytest.mark.parametrize(
    ("codes", "level", "problem"),
    [
        (("4407", "48", "44"), "mixed", "code 44 contains 4407"),
        (("TOTAL", "4407"), "mixed", "TOTAL contains all"),
        (("44", "4407"), None, r"2 digits, 4 digits.*--level 4"),
        (("TOTAL", "4407"), None, "all together, 4 digits"),
        (("44", "94"), 4, "cannot be made from what is there"),
        (("4407", "440710"), 2, "choose a level that is there"),
        (("10111", "440710"), 4, r"lpad\(code, 6, '0'\)"),
    ],
)
def test_a_level_that_is_not_clear_is_refused(codes, level, problem):
    with pytest.raises(InputError, match=problem):
        at_level(flows(*codes), level)
