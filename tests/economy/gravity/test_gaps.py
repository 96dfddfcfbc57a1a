"""Gaps by both routes, and whether they are worth anything."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pytest
from click.testing import CliRunner

from chancery.cli.economy.gaps import command
from chancery.economy.errors import InputError, NotIdentifiedError
from chancery.economy.gravity import Gravity, fit_gravity
from chancery.economy.gravity.balance import balanced, ties_of
from chancery.economy.gravity.gaps import Asked, gaps
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
    found = gaps(rows, Gravity("flow", ("tariff",)), Asked(2002, resamples=0)).to_pandas()
    assert found["history_ratio"].to_numpy() == pytest.approx(1.0, abs=1e-6)
    assert found["costs_ratio"].std() > 0.3


def test_gaps_by_costs_are_the_sums_of_flows_over_those_of_the_fit():
    rows = panel(3, mean=1.5)
    rows = rows.set_column(6, "year", pa.array([float(one) for one in rows["year"].to_pylist()]))
    fit = fit_gravity(rows, Gravity("flow", COSTS.regressors, ("exporter^year", "importer^year")))
    used = rows.take(pa.array(fit.at)).to_pandas().assign(expected=fit.fitted)
    sums = used.groupby(["exporter", "importer"])[["flow", "expected"]].sum()
    found = gaps(rows, COSTS, Asked(resamples=0)).to_pandas().set_index(["exporter", "importer"])
    found = found.dropna().loc[sums.index]
    assert found["costs_actual"].to_numpy() == pytest.approx(sums["flow"].to_numpy())
    assert found["costs_expected"].to_numpy() == pytest.approx(
        sums["expected"].to_numpy(), rel=1e-6
    )
    assert found["costs_actual"].sum() == pytest.approx(found["costs_expected"].sum())


def test_a_seed_gives_the_same_intervals_again_and_they_hold_the_ratio():
    rows, model = world(2, exact=False), Gravity("flow", ("tariff",))
    asked = Asked(2003, resamples=40, seed=7)
    found = gaps(rows, model, asked)
    assert found.rows.equals(gaps(rows, model, asked).rows)
    assert not found.rows.equals(gaps(rows, model, Asked(2003, resamples=40, seed=8)).rows)
    told = found.to_pandas()
    for route in ("costs", "history"):
        ratio = told[f"{route}_ratio"]
        inside = (told[f"{route}_low"] <= ratio) & (ratio <= told[f"{route}_high"])
        assert inside.mean() > 0.9
        assert (told[f"{route}_high"] > told[f"{route}_low"]).all()


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
        gaps(world(9), Gravity("flow", ("tariff",)), Asked(2005, resamples=0))


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
