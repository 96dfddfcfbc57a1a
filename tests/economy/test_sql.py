"""What a person may say of a column."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.economy.engine import connect
from chancery.economy.errors import InputError
from chancery.economy.sql import expression

THERE = ("trade", "dist", "year", "exporter", "Trade Value (US$)")


@pytest.fixture(scope="module")
def database():
    with connect(threads=1) as opened:
        yield opened


def _asked(database, given):
    return expression(given, THERE, what="--where", database=database)


def test_a_column_is_named_as_the_file_names_it_whatever_letters_it_has(database):
    found = _asked(database, "Trade Value (US$)")
    assert (found.columns, found.is_column) == (("Trade Value (US$)",), True)


def test_large_and_small_letters_do_not_matter_where_only_one_column_is_meant(database):
    assert _asked(database, "TRADE").columns == ("trade",)
    assert expression("A", ("a", "A"), what="x", database=database).columns == ("A",)


def test_log_is_the_natural_logarithm_and_log10_that_of_ten(database):
    sql = _asked(database, "log(trade) + log10(trade)").sql
    row = database.execute(f"select {sql} from (select 100.0 as trade)").fetchone()
    assert row[0] == pytest.approx(math.log(100) + 2)


def test_a_condition_tells_which_columns_it_stands_on(database):
    found = _asked(database, "year % 4 = 2 and exporter <> 'VNM' and dist between 1 and 9")
    assert found.columns == ("year", "exporter", "dist")


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ("case when exporter is null then 0 else 1 end", ()),
        ("case when exporter is not null then dist else 0 end", ("dist",)),
        ("coalesce(trade, 0) / dist", ("dist",)),
        ("ifnull(trade, 0)", ()),
        ("greatest(trade, 0)", ("trade",)),
    ],
)
def test_a_column_that_is_asked_whether_it_is_there_is_not_needed(database, given, needed):
    assert _asked(database, given).needed == needed


@pytest.mark.parametrize(
    "hostile",
    [
        "(select 1)",
        "sum(trade)",
        "row_number() over ()",
        "read_text('secret')",
        "getenv('HOME')",
        "1; drop table t",
        "1) from other where (1",
        "trade) as a, (1",
        "trade) as a from t union select (1",
        "*",
        "?",
        "x -> x + 1",
        "{'a': trade}",
        "log(",
        "a := 1",
        "trade /*",
        "t.trade",
        "current_user",
        "trade" + " + trade" * 500,
    ],
)
def test_only_one_expression_over_the_columns_of_a_row_is_let_through(database, hostile):
    with pytest.raises(InputError, match="--where"):
        _asked(database, hostile)


def test_a_wrong_name_is_answered_with_the_nearest(database):
    with pytest.raises(InputError, match=r"no column 'tradde'; did you mean 'trade'\?"):
        _asked(database, "log(tradde)")


def test_a_name_unlike_any_is_answered_with_what_there_is(database):
    with pytest.raises(InputError, match="the file has 'trade', 'dist'"):
        _asked(database, "kilometres")


@given(st.text(max_size=60))
def test_whatever_is_written_is_either_an_expression_or_refused(text):
    with connect(threads=1) as opened:
        try:
            found = _asked(opened, text)
        except InputError:
            return
    assert set(found.columns) <= set(THERE)
