"""Gaps by both routes, and whether they are worth anything."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pytest
from click.testing import CliRunner

from chancery.cli.economy.gaps import command
from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity import Gravity, fit_gravity
from chancery.economy.gravity.balance import balanced, ties_of
from chancery.economy.gravity.gaps import PEERS, gaps, percentile
from chancery.economy.gravity.worth import worth
from tests.economy.gravity.panels import panel

COSTS = Gravity("flow", ("agreement", "tariff"))


def world(seed, *, exact=True, kept=1.0, places=12, years=6):
    """Flows of a known equation; of a tie of its own a pair keeps this share from year to year."""
    chance = np.random.default_rng(seed)
    grid = np.meshgrid(np.arange(places), np.arange(places), np.arange(years), indexing="ij")
    exporter, importer, year = (one.ravel() for one in grid)
    abroad = exporter != importer
    exporter, importer, year = exporter[abroad], importer[abroad], year[abroad]
    tie = chance.normal(0.0, 0.7, (places, places))[exporter, importer]
    size = chance.normal(0.0, 1.0, (2, places, years))
    usual = chance.normal(size=(places, places))[exporter, importer]
    tariff = usual + chance.normal(0.0, 0.2, year.size)
    index = (
        2.0 + size[0, exporter, year] + size[1, importer, year] - 0.5 * tariff + tie * kept**year
    )
    noise = 0.0 if exact else chance.normal(0.0, 0.6, year.size)
    return pa.table(
        {
            "exporter": [f"E{one}" for one in exporter],
            "importer": [f"E{one}" for one in importer],
            "year": (2000.0 + year),
            "tariff": tariff,
            "flow": np.exp(index + noise),
        }
    )


def test_flows_that_follow_the_equation_leave_no_gap_by_history_and_their_ties_by_costs():
    rows = world(1)
    found = gaps(rows, Gravity("flow", ("tariff",)), until=2002, resamples=0).to_pandas()
    assert found["history_ratio"].to_numpy() == pytest.approx(1.0, abs=1e-6)
    assert found["costs_ratio"].std() > 0.3


def test_gaps_by_costs_are_the_sums_of_flows_over_those_of_the_fit():
    rows = panel(3, mean=1.5)
    rows = rows.set_column(6, "year", pa.array([float(one) for one in rows["year"].to_pylist()]))
    fit = fit_gravity(rows, Gravity("flow", COSTS.regressors, ("exporter^year", "importer^year")))
    used = rows.take(pa.array(fit.at)).to_pandas().assign(expected=fit.fitted)
    sums = used.groupby(["exporter", "importer"])[["flow", "expected"]].sum()
    found = gaps(rows, COSTS, resamples=0).to_pandas().set_index(["exporter", "importer"])
    found = found.dropna().loc[sums.index]
    assert found["costs_actual"].to_numpy() == pytest.approx(sums["flow"].to_numpy())
    assert found["costs_expected"].to_numpy() == pytest.approx(
        sums["expected"].to_numpy(), rel=1e-6
    )
    assert found["costs_actual"].sum() == pytest.approx(found["costs_expected"].sum())


def test_a_seed_gives_the_same_intervals_again_and_they_hold_the_ratio():
    rows, model = world(2, exact=False), Gravity("flow", ("tariff",))
    found, again, other = (
        gaps(rows, model, until=2003, resamples=40, seed=seed) for seed in (7, 7, 8)
    )
    assert found.rows.equals(again.rows)
    assert not found.rows.equals(other.rows)
    told = found.to_pandas()
    for route in ("costs", "history"):
        ratio = told[f"{route}_ratio"]
        inside = (told[f"{route}_low"] <= ratio) & (ratio <= told[f"{route}_high"])
        assert inside.mean() > 0.9
        assert (told[f"{route}_high"] > told[f"{route}_low"]).all()


def test_total_trade_is_the_sum_of_both_ways_and_the_same_from_either_side():
    rows = world(11, exact=False).filter(pc.field("exporter") != "E3")
    model = Gravity("flow", ("tariff",))
    one_way = gaps(rows, model, until=2003, resamples=0).to_pandas()
    total = gaps(rows, model, until=2003, both_ways=True, resamples=0)
    told = total.to_pandas().set_index(["country", "partner"])
    back = one_way.rename(columns={"exporter": "importer", "importer": "exporter"})
    both = one_way.merge(back, on=["exporter", "importer"], suffixes=("", "_back"))
    for _, pair in both.iterrows():
        found = told.loc[pair["exporter"], pair["importer"]]
        for name in ("costs_actual", "costs_expected", "history_actual", "history_expected"):
            assert found[name] == pytest.approx(pair[name] + pair[name + "_back"])
        swapped = told.loc[pair["importer"], pair["exporter"]]
        assert found["costs_percentile"] == swapped["costs_percentile"]
    assert told.xs("E3", level="partner")["costs_ratio"].isna().all()
    assert "11 pairs are there one way only" in total.provenance.notes[-1]


def test_intervals_of_total_trade_hold_its_ratio():
    found = gaps(world(2, exact=False), Gravity("flow", ("tariff",)), both_ways=True, resamples=40)
    told = found.to_pandas()
    inside = (told["costs_low"] <= told["costs_ratio"]) & (
        told["costs_ratio"] <= told["costs_high"]
    )
    assert inside.mean() > 0.9


def test_a_cross_section_needs_no_year_and_a_history_tells_on_how_many_it_stands():
    rows = world(12, exact=False)
    once = rows.filter(pc.field("year") == 2001.0)
    model = Gravity("flow", ("tariff",))
    found = gaps(once.drop_columns(["year"]), model, resamples=0)
    assert found.rows.equals(gaps(once, model, resamples=0).rows)
    told = gaps(rows, model, until=2003, resamples=0).to_pandas()
    assert (told["history_years"] == 4).all()


def test_a_ratio_is_ranked_among_pairs_of_about_its_size():
    chance = np.random.default_rng(13)
    expected = np.sort(chance.exponential(size=1000))
    ratio = chance.choice([0.0, 0.5, 1.0, 2.0], 1000)
    ratio[700] = np.nan
    found = percentile(ratio, expected, np.arange(1000))
    assert np.isnan(found[700])
    left, place = np.delete(ratio, 700), 300
    peers = left[place - PEERS // 2 : place + PEERS // 2 + 1]
    below = [(one < ratio[place]) + (one == ratio[place]) / 2 for one in peers]
    assert found[place] == pytest.approx(100 * np.mean(below))
    smallest = [(one < ratio[0]) + (one == ratio[0]) / 2 for one in left[:PEERS]]
    assert found[0] == pytest.approx(100 * np.mean(smallest))
    twice = np.tile(np.arange(1000), 2)
    both_orders = percentile(np.tile(ratio, 2), np.tile(expected, 2), twice)
    assert both_orders == pytest.approx(np.tile(found, 2), nan_ok=True)


def test_rows_that_say_nothing_are_left_out_and_counted():
    rows, model = world(14, exact=False), Gravity("flow", ("tariff",))
    frame = rows.to_pandas()
    frame.loc[:2, "tariff"] = np.nan
    found = gaps(frame, model, until=2003, resamples=0)
    assert found.provenance.dropped == {"tariff is not finite": 3}
    without = gaps(rows.slice(3), model, until=2003, resamples=0)
    assert found.rows.cast(without.rows.schema).equals(without.rows)


def test_gaps_of_a_fit_that_does_not_converge_are_refused():
    with pytest.raises(NotIdentifiedError, match="does not converge in 1 iterations"):
        gaps(world(15, exact=False), Gravity("flow", ("tariff",), iterations=1), resamples=0)


def test_balancing_gives_the_fit_of_poisson_with_an_offset():
    rows = world(3, exact=False, years=2)
    chance = np.random.default_rng(3)
    shift = chance.normal(0.0, 0.5, rows.num_rows)
    given = rows.append_column("shift", pa.array(shift)).append_column(
        "nothing", pa.array(chance.normal(size=rows.num_rows))
    )
    model = Gravity("flow", ("nothing",), ("exporter^year", "importer^year"), offset="shift")
    fit = fit_gravity(given, model)
    slope = fit.coefficients.rows["estimate"][0].as_py()
    seed = np.exp(shift + slope * given["nothing"].to_numpy())
    year = rows["year"].to_numpy().astype(int) - 2000
    sides = [
        np.unique(rows[name].to_numpy(zero_copy_only=False), return_inverse=True)[1] * 2 + year
        for name in ("exporter", "importer")
    ]
    found = balanced(seed, rows["flow"].to_numpy(), *sides, np.ones(rows.num_rows))
    assert found == pytest.approx(fit.fitted, rel=1e-6)


def test_ties_are_found_up_to_what_the_sides_take_up():
    chance = np.random.default_rng(4)
    pair = np.repeat(np.arange(9), 3)
    side = (pair // 3 * 3 + np.tile(np.arange(3), 9), pair % 3 * 3 + np.tile(np.arange(3), 9))
    tie, sizes = chance.normal(size=9), chance.normal(size=(2, 9))
    part = tie[pair] + sizes[0][side[0]] + sizes[1][side[1]]
    found = ties_of(part, pair, side, 10)
    assert np.isnan(found[9])
    left = (found[:9] - tie).reshape(3, 3)
    freed = left - left.mean(0) - left.mean(1)[:, None] + left.mean()
    assert np.abs(freed).max() < 1e-8


def test_gaps_that_close_are_found_to_help_and_gaps_of_chance_are_not():
    model = Gravity("flow", ("tariff",))
    closing = worth(world(5, kept=0.7, places=20), model, (2000, 2002, 2004), resamples=99)
    assert closing.gain_interval[0] > 0
    assert closing.correlation < -0.5
    assert closing.verdict().startswith("Gaps help to forecast growth from 2002 to 2004")
    still = worth(world(6, places=20), model, (2000, 2002, 2004), resamples=99)
    assert abs(still.gain) < abs(closing.gain)


@pytest.mark.parametrize(
    ("years", "said"),
    [((2000, 2000, 2001), "must follow"), ((1990, 2000, 2001), "no row of the year 1990")],
)
def test_years_that_cannot_be_meant_are_refused(years, said):
    with pytest.raises(InputError, match=said):
        worth(world(7), Gravity("flow", ("tariff",)), years)


def test_too_few_pairs_are_not_tested_on():
    with pytest.raises(NotIdentifiedError, match="too few to test gaps on"):
        worth(world(8, places=5), Gravity("flow", ("tariff",)), (2000, 2001, 2002))


def test_a_history_without_years_after_it_is_refused():
    with pytest.raises(InputError, match="some must follow"):
        gaps(world(9), Gravity("flow", ("tariff",)), until=2005, resamples=0)


def test_the_command_tells_pairs_counts_and_worth(tmp_path):
    file = tmp_path / "flows.csv"
    pyarrow.csv.write_csv(world(10, exact=False, places=14), file)
    given = ["--flow", "flow", "--exporter", "exporter", "--importer", "importer"]
    more = ["--year", "year", "--regressors", "tariff", "--until", "2003", "--resamples", "5"]
    answer = CliRunner().invoke(
        command, [str(file), *given, *more, "--worth", "2000", "2002", "2004", "--json"]
    )
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert len(told["pairs"]) == 14 * 13
    assert told["rows_read"] == told["rows_used"] == 14 * 13 * 6
    assert {"costs_ratio", "history_ratio", "history_low"} <= told["pairs"][0].keys()
    assert "Gaps" in told["worth"]["verdict"]


def test_the_command_tells_the_total_trade_of_a_country_of_one_year(tmp_path):
    file = tmp_path / "flows.csv"
    pyarrow.csv.write_csv(world(10, exact=False, years=1).drop_columns(["year"]), file)
    given = [str(file), "--flow", "flow", "--exporter", "exporter", "--importer", "importer"]
    more = ["--regressors", "tariff", "--both-ways", "--resamples", "0"]
    one = CliRunner().invoke(command, [*given, *more, "--of", "E3", "--top", "3"]).stdout
    title, _, heads, *lines = one.strip().splitlines()
    assert title == "By observed costs of trade, all years"
    assert heads.split() == ["country", "partner", "actual", "expected", "ratio", "percentile"]
    assert [line.split()[0] for line in lines] == ["E3"] * 3
    expected = [float(line.split()[3].replace(",", "")) for line in lines]
    assert expected == sorted(expected, reverse=True)
    every = CliRunner().invoke(command, [*given, *more, "--top", "100"]).stdout
    pairs = [frozenset(line.split()[:2]) for line in every.strip().splitlines()[3:]]
    assert len(pairs) == len(set(pairs)) == 12 * 11 / 2
    with pytest.raises(InputError, match="No row has the country E99"):
        CliRunner().invoke(command, [*given, *more, "--of", "E99"], catch_exceptions=False)
    years = CliRunner().invoke(command, [*given, *more, "--until", "2003"])
    assert (years.exit_code, "need --year" in years.stderr) == (2, True)


def test_a_pair_that_traded_nothing_has_a_ratio_of_zero_and_no_interval():
    rows = world(2, exact=False)
    alone = pc.and_(pc.equal(rows["exporter"], "E1"), pc.equal(rows["importer"], "E2"))
    flow = pc.if_else(alone, 0.0, rows["flow"])
    rows = rows.set_column(rows.column_names.index("flow"), "flow", flow)
    found = gaps(rows, Gravity("flow", ("tariff",)), resamples=10)
    told = found.to_pandas().set_index(["exporter", "importer"])
    assert told.loc[("E1", "E2"), "costs_ratio"] == 0.0
    assert told["costs_low"].isna().sum() == told["costs_high"].isna().sum() == 1
    assert np.isnan(told.loc[("E1", "E2"), "costs_low"])
    assert any("a pair that traded nothing has none" in note for note in found.provenance.notes)
