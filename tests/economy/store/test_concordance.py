"""Tables between classifications: read, chained, and never losing value."""

import csv
import gzip
from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.economy.errors import InputError
from chancery.economy.store.classifications import classification_of, steps_apart
from chancery.economy.store.concordance import Step, chain, read_concordance
from chancery.economy.store.converting import convert, shares_along
from tests.shared import SHARED, needs_shared

TABLES = SHARED / "data" / "reference" / "concordance"
HS17, HS12, HS07, HS92, SITC4 = map(classification_of, ("HS17", "HS12", "HS07", "HS92", "SITC4"))


def _table(folder, text, name="table.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _flows(values):
    codes = list(values)
    return pa.table(
        {
            "exporter": ["VNM"] * len(codes),
            "product": codes,
            "value": [float(values[code]) for code in codes],
            "quantity": pa.array([1.0] * len(codes)),
        }
    )


@pytest.mark.parametrize("given_name", ["HS17", "hs2017", "H5", "HS5", "HS 2017"])
def test_an_edition_has_many_spellings(given_name):
    assert classification_of(given_name) == HS17


def test_an_unknown_classification_is_answered_with_the_known_ones():
    with pytest.raises(InputError, match=r"'HS99' is no classification .* HS92, HS96"):
        classification_of("HS99")


def test_editions_apart_are_counted():
    assert steps_apart(HS17, HS12) == 1
    assert steps_apart(HS92, HS17) == 5
    assert steps_apart(HS07, HS07) == 0


def test_a_split_code_goes_to_its_targets_in_equal_shares(tmp_path):
    text = "HS17,HS12\n010121,010110\n010129,010110\n010129,010190\n010129,010190\n"
    read = read_concordance(_table(tmp_path, text), HS17, HS12, {})
    assert read.rows.to_pydict() == {
        "source": ["010121", "010129", "010129"],
        "target": ["010110", "010110", "010190"],
        "share": [1.0, 0.5, 0.5],
    }
    assert read.provenance.dropped == {"the same pair again": 1}
    assert read.provenance.rows_read == read.provenance.rows_used + 1


def test_weights_share_the_value_out_and_points_in_codes_are_taken_off(tmp_path):
    text = "a,b,w\n0101.21,0101.10,3\n0101.21,0101.90,1\n"
    columns = {"from": "a", "to": "b", "weight": "w"}
    read = read_concordance(_table(tmp_path, text), HS17, HS12, columns)
    assert read.rows["share"].to_pylist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("x,y\n010121,010110\n", {}, "which column holds the codes of HS17.*'x', 'y'.*--columns"),
        ("HS17,HS12\n0101,0101\n", {}, "have up to 4 digits where 6 are expected"),
        (
            "HS17,HS12,w\n010121,010110,0\n",
            {"weight": "w"},
            "the weight of '010121' is 0; it must be positive",
        ),
        ("HS17,HS12\n", {}, "have up to 0 digits"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, text, columns, message):
    with pytest.raises(InputError, match=message):
        read_concordance(_table(tmp_path, text), HS17, HS12, columns)


def test_the_fewest_steps_are_taken_and_forwards_before_backwards():
    held = {("HS17", "HS12"), ("HS12", "HS07"), ("HS12", "HS17")}
    assert chain(HS17, HS07, held) == (Step(HS17, HS12), Step(HS12, HS07))
    assert chain(HS17, HS07, {*held, ("HS17", "HS07")}) == (Step(HS17, HS07),)
    assert chain(HS07, HS12, held) == (Step(HS07, HS12, backwards=True),)
    assert chain(HS12, HS17, held) == (Step(HS12, HS17),)
    assert chain(HS17, HS17, ()) == ()


def test_a_missing_table_is_named_with_who_publishes_it():
    with pytest.raises(InputError) as said:
        chain(classification_of("HS22"), HS12, {("HS17", "HS12")})
    assert "missing is HS22 to HS17, published by the UN Statistics Division" in str(said.value)
    assert "--from HS22 --to HS17" in str(said.value)


def test_no_chain_leads_through_a_broader_classification():
    with pytest.raises(InputError, match="missing is HS17 to HS12"):
        chain(HS17, HS12, {("HS17", "SITC4"), ("HS12", "SITC4")})


def test_what_nobody_publishes_is_said():
    with pytest.raises(InputError, match="nobody publishes tables from TOTAL to SITC4"):
        chain(classification_of("TOTAL"), SITC4, ())


def test_units_that_differ_leave_the_sum_without_a_quantity():
    flows = pa.table(
        {
            "product": ["000001", "000002"],
            "value": [1.0, 2.0],
            "quantity": [5.0, 6.0],
            "unit": ["kg", "l"],
        }
    )
    shares = pa.table({"source": ["000001", "000002"], "target": ["A", "A"], "share": [1.0, 1.0]})
    assert convert(flows, shares).flows.to_pylist() == [
        {"product": "A", "value": 3.0, "quantity": None, "unit": None}
    ]


CODES = st.sampled_from([f"{n:06}" for n in range(6)])
PAIRS = st.lists(st.tuples(CODES, CODES), min_size=1, max_size=12, unique=True)
VALUES = st.dictionaries(CODES, st.floats(0, 1e12), min_size=1)


def _shares(pairs):
    targets = defaultdict(list)
    for source, target in pairs:
        targets[source].append(target)
    rows = [(s, t, 1 / len(many)) for s, many in targets.items() for t in many]
    sources, ends, shares = zip(*rows, strict=True)
    return pa.table({"source": list(sources), "target": list(ends), "share": list(shares)})


def _by_product(flows):
    return {row["product"]: row["value"] for row in flows.to_pylist()}


def _obvious(values, first, second):
    """Value by final code, walking both tables with dictionaries; '' where it gets lost."""
    out = defaultdict(float)
    for code, value in values.items():
        for middle, share in _targets(first, code):
            for last, next_share in _targets(second, middle):
                out[last] += value * share * next_share
    return out


def _targets(pairs, code):
    many = [target for source, target in pairs if source == code]
    return [(target, 1 / len(many)) for target in many] or [("", 1.0)]


@settings(max_examples=25, deadline=None)
@given(VALUES, PAIRS, PAIRS)
def test_two_tables_after_each_other_keep_all_value(values, first, second):
    steps = (Step(HS17, HS12), Step(HS12, HS07))
    tables = {("HS17", "HS12"): _shares(first), ("HS12", "HS07"): _shares(second)}
    done = convert(_flows(values), shares_along(steps, tables))
    expected = _obvious(values, first, second)
    came = _by_product(done.flows)
    assert came == pytest.approx({k: v for k, v in expected.items() if k}, rel=1e-12)
    total = sum(came.values()) + sum(done.left_out.values())
    assert total == pytest.approx(sum(values.values()), rel=1e-12)


@needs_shared
def test_a_step_back_and_forth_over_a_published_table_keeps_the_total():
    path = TABLES / "hs5_hs4.csv.gz"
    table = read_concordance(path, HS17, HS12, {}).rows
    codes = sorted(set(table["target"].to_pylist()))
    flows = _flows({code: n + 1 for n, code in enumerate(codes)})
    back = shares_along((Step(HS12, HS17, backwards=True),), {("HS17", "HS12"): table})
    done = convert(flows, back)
    assert done.left_out == {}
    assert sum(done.flows["value"].to_pylist()) == pytest.approx(sum(range(1, len(codes) + 1)))


@needs_shared
def test_a_chain_of_published_tables_leads_where_the_pairs_lead():
    names = {("HS17", "HS12"): "hs5_hs4", ("HS12", "HS07"): "hs4_hs3"}
    tables, pairs = {}, {}
    for (start, end), name in names.items():
        one, other = classification_of(start), classification_of(end)
        path = TABLES / f"{name}.csv.gz"
        tables[start, end] = read_concordance(path, one, other, {}).rows
        columns = (f"HS{one.comtrade[1]}_6d", f"HS{other.comtrade[1]}_6d")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            pairs[start, end] = [tuple(row[c] for c in columns) for row in csv.DictReader(file)]
    values = {code: 100.0 for code, _ in pairs["HS17", "HS12"][::40]}
    steps = chain(HS17, HS07, names)
    done = convert(_flows(values), shares_along(steps, tables))
    expected = _obvious(values, *(sorted(set(pairs[key])) for key in names))
    came = _by_product(done.flows)
    assert came == pytest.approx({k: v for k, v in expected.items() if k})


@needs_shared
def test_goods_can_be_told_in_sitc():
    table = read_concordance(TABLES / "hs5_sitc4.csv.gz", HS17, SITC4, {}).rows
    done = convert(_flows({"010121": 7}), table, level=2)
    assert done.flows.to_pydict()["product"] == ["00"]
