"""Both sides' reports of the same trade, brought together and never mixed silently."""

import math

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.economy.errors import InputError
from chancery.economy.store import Selection, mirrored, open_store, reconcile
from chancery.economy.store.bringing_concordances import bring_concordance
from tests.economy.store.flows import bring, plain


def _reports(rows):
    """Rows of (flow, exporter, importer, value) as flows of one product and year."""
    names = ("flow", "exporter", "importer", "value")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    count = len(rows)
    return pa.table(
        {
            **columns,
            "value": pa.array(columns["value"], pa.float64()),
            "product": ["010121"] * count,
            "year": [2022] * count,
            "quantity": pa.array([1.0] * count),
            "unit": ["kg"] * count,
        }
    )


BOTH = [
    ("export", "VNM", "JPN", 100.0),
    ("import", "VNM", "JPN", 121.0),
    ("export", "VNM", "LAO", 7.0),
    ("import", "KHM", "VNM", 22.0),
]


@pytest.mark.parametrize(
    ("prefer", "value", "stands"),
    [("imports", 110.0, "importer"), ("exports", 100.0, "exporter"), ("mean", 105.0, "both")],
)
def test_where_both_report_the_one_preferred_stands(prefer, value, stands):
    rows = reconcile(_reports(BOTH), cif_fob=1.1, prefer=prefer).to_pylist()
    told = {(r["exporter"], r["importer"]): (r["value"], r["stands_on"]) for r in rows}
    assert told["VNM", "JPN"] == (pytest.approx(value), stands)
    assert told["VNM", "LAO"] == (7.0, "exporter")
    assert told["KHM", "VNM"] == (pytest.approx(20.0), "importer")


def test_both_values_are_kept_as_they_were_reported():
    rows = reconcile(_reports(BOTH), cif_fob=1.1).to_pylist()
    told = {
        (r["exporter"], r["importer"]): (r["exporter_value"], r["importer_value"]) for r in rows
    }
    assert told == {
        ("VNM", "JPN"): (100.0, 121.0),
        ("VNM", "LAO"): (7.0, None),
        ("KHM", "VNM"): (None, 22.0),
    }


def test_the_more_reliable_reporter_is_believed():
    """JPN agrees with KOR and USA; VNM agrees with nobody."""
    rows = [
        ("export", "VNM", "JPN", 10.0),
        ("import", "VNM", "JPN", 90.0),
        ("export", "KOR", "JPN", 50.0),
        ("import", "KOR", "JPN", 50.0),
        ("export", "JPN", "VNM", 40.0),
        ("import", "JPN", "VNM", 400.0),
    ]
    told = reconcile(_reports(rows), cif_fob=1, prefer="reliable").to_pylist()
    chosen = {(r["exporter"], r["importer"]): r["value"] for r in told}
    assert chosen["VNM", "JPN"] == 90.0
    assert chosen["JPN", "VNM"] == 40.0


@pytest.mark.parametrize("factor", [0.9, 0, -1, math.nan])
def test_a_factor_below_one_is_refused(factor):
    with pytest.raises(InputError, match="must be 1 or more"):
        reconcile(_reports(BOTH), cif_fob=factor)


def test_an_unknown_preference_is_refused():
    with pytest.raises(InputError, match="'luck' cannot be preferred; there are imports"):
        reconcile(_reports(BOTH), prefer="luck")


PAIRS = st.dictionaries(
    st.tuples(
        st.sampled_from(["export", "import"]), st.sampled_from("ABC"), st.sampled_from("DEF")
    ),
    st.floats(0, 1e9),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(PAIRS, st.floats(1, 2), st.sampled_from(["imports", "exports", "mean", "reliable"]))
def test_every_flow_comes_once_and_lies_between_the_reports(reports, factor, prefer):
    rows = reconcile(
        _reports([(*key, value) for key, value in reports.items()]), cif_fob=factor, prefer=prefer
    )
    told = {(r["exporter"], r["importer"]): r for r in rows.to_pylist()}
    assert set(told) == {pair for _, *pair in map(list, reports) for pair in [tuple(pair)]}
    assert len(told) == rows.num_rows
    for (exporter, importer), row in told.items():
        given_ones = [
            value if flow == "export" else value / factor
            for flow in ("export", "import")
            if (value := reports.get((flow, exporter, importer))) is not None
        ]
        slack = 1e-9 * max(given_ones)
        assert min(given_ones) - slack <= row["value"] <= max(given_ones) + slack


def test_a_store_with_both_reports_is_mirrored_with_its_sources(tmp_path):
    head = "from,to,hs,year,usd\n"
    bring(
        tmp_path, head + "VNM,JPN,010121,2022,100\nVNM,LAO,010121,2022,7\n", plain(), name="x.csv"
    )
    imports = head + "VNM,JPN,010121,2022,106\n"
    bring(tmp_path, imports, plain(flow="import"), name="m.csv")
    table = mirrored(open_store(tmp_path / "store"), Selection(level=2))
    assert [row["value"] for row in table.rows.to_pylist()] == [pytest.approx(100.0), 7.0]
    assert {source.name for source in table.provenance.sources} == {"x.csv", "m.csv"}
    assert table.provenance.notes == (
        "1 flows stand on the exporter's report, 1 on the importer's, 0 on both",
        "values are FOB: imports are divided by 1.06",
    )


def test_reports_under_different_codes_meet_where_both_are_told_in_another_edition(tmp_path):
    head = "from,to,hs,year,usd\n"
    exports = head + "VNM,JPN,010121,2022,100\nVNM,JPN,010129,2022,30\nVNM,JPN,020110,2022,5\n"
    bring(tmp_path, exports, plain(), name="x.csv")
    imports = head + "VNM,JPN,010130,2022,53\n"
    bring(tmp_path, imports, plain(flow="import"), name="m.csv")
    table = tmp_path / "table.csv"
    table.write_text("HS17,HS12\n010121,010110\n010129,010110\n010129,010190\n010130,010190\n")
    lead = {"start": "HS17", "end": "HS12", "columns": {}, "retrieved_on": "2026-11-01"}
    bring_concordance(table, tmp_path / "store", **lead)
    mirror = mirrored(open_store(tmp_path / "store"), Selection(), prefer="exports", told="HS12")
    names = ("product", "value", "exporter_value", "importer_value", "stands_on")
    assert [tuple(row[name] for name in names) for row in mirror.rows.to_pylist()] == [
        ("010110", 115.0, 115.0, None, "exporter"),
        ("010190", 15.0, 15.0, 53.0, "exporter"),
    ]
    assert mirror.provenance.options["told_in"] == "HS12"
    left = "5 USD of codes that no table leads to HS12 are left out: 020110"
    assert left in mirror.provenance.notes
